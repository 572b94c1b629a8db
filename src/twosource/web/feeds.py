"""Lists of stories as feeds: the front page, a topic, an outlet, a speaker, a search.

Strategy: the address of a feed is that of the list's page with `.atom` or `.feed.json` behind it; the front page is
called `front`. A feed has the entries that apps sync (`store.entries`), those that grew last first.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from starlette.requests import Request
from starlette.responses import Response

from twosource.rendering import addresses
from twosource.rendering.feeds import ATOM_ENDING, JSON_ENDING, FeedEntry, FeedOf, written
from twosource.store import Database, entries
from twosource.store.accounts import Role
from twosource.store.entries import EPOCH, LISTS, MICROSECOND, Entry
from twosource.store.query import parse
from twosource.store.searching import search
from twosource.web.answers import whole
from twosource.web.refusals import Refused, missing
from twosource.web.routes import Route
from twosource.web.site import home_of, site_of

ENTRIES: Final = 50
"""Of a feed: what feed readers keep of one; a list that grows faster is asked for more often."""
HITS: Final = 200
"""Reports of a search that are looked at for their stories."""
NAME: Final = "TwoSource"


def routes() -> list[Route]:
    found = []
    for ending in (ATOM_ENDING, JSON_ENDING):
        found += [
            Route(f"/front{ending}", front, may=Role.READER, speaks="text"),
            Route(f"/search{ending}", searched, may=Role.READER, speaks="text"),
            *(Route(f"/{of}/{{key}}{ending}", listed, may=Role.READER, speaks="text") for of in LISTS),
        ]
    return found


def front(request: Request) -> Response:
    return _answer(request, NAME, addresses.FRONT, lambda database: entries.latest(database, ENTRIES))


def listed(request: Request) -> Response:
    """The feed of a topic, an outlet or a speaker."""
    of, key = request.url.path.split("/")[1], addresses.plain(request.path_params["key"])
    page = f"/{of}/{addresses.step(key)}"
    return _answer(request, f"{NAME}: {key}", page, lambda database: _some(entries.latest(database, ENTRIES, of, key)))


def _some(found: list[Entry]) -> list[Entry]:
    if not found:
        raise missing("none.list")
    return found


def searched(request: Request) -> Response:
    """The feed of a search. A search that cannot be understood is told so."""
    asked = request.query_params.get("q", "").strip()
    if not asked:
        raise Refused(400, "ask.search")
    query = parse(asked)

    def found(database: Database) -> list[Entry]:
        hits = search(database, query, limit=HITS)
        return entries.telling(database, [hit.report.id for hit in hits], ENTRIES)

    return _answer(request, f"{NAME}: {asked}", addresses.asked(addresses.SEARCH, q=asked), found)


def _answer(request: Request, title: str, page: str, entries_of: Callable[[Database], Sequence[Entry]]) -> Response:
    site = site_of(request)
    base = home_of(request)
    with site.store() as database:
        found = entries_of(database)
        topics = entries.topics_of(database, [entry.number for entry in found])
    shown = tuple(_entry(entry, base, tuple(topics.get(entry.number, ()))) for entry in found)
    query = f"?{request.url.query}" if request.url.query else ""
    address = addresses.absolute(base, request.url.path + query)
    feed = FeedOf(title, addresses.absolute(base, page), address, EPOCH, shown)
    content, kind = written(feed, as_json=request.url.path.endswith(JSON_ENDING))
    return whole(request, content, kind)


def _entry(entry: Entry, base: str, topics: tuple[str, ...]) -> FeedEntry:
    page = addresses.absolute(base, addresses.story(entry.story))
    published, updated = (EPOCH + one * MICROSECOND for one in (entry.published, entry.stamp))
    return FeedEntry(entry.number, page, entry.title, entry.author, published, updated, topics, entry.body)

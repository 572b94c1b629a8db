"""What answers a search, or what is wrong with the question."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from starlette.requests import Request
from starlette.responses import Response

from twosource.errors import QueryError
from twosource.rendering import addresses
from twosource.rendering.pages import lists
from twosource.store.accounts import Role
from twosource.store.glances import stories_of
from twosource.store.query import parse, unknown_fields
from twosource.store.searching import search
from twosource.web.framing import answered
from twosource.web.pages.making import card_of
from twosource.web.pages.paging import place_of
from twosource.web.routes import Route
from twosource.web.site import site_of
from twosource.web.wording import words_of

HITS: Final = 20  # reports of a page of answers; chosen


def routes() -> list[Route]:
    return [Route("/search", found, may=Role.READER)]


def found(request: Request) -> Response:
    site, words = site_of(request), words_of(request)
    query = " ".join(request.query_params.get("q", "").split())
    try:
        asked = parse(query) if query else None
    except QueryError as error:
        wrong = lists.search_page(lists.Search(query, wrong=words.again(f"{error}.", "query.")), site.outlets, words)
        return answered(request, wrong, query=query)
    hits: Sequence[lists.SearchHit] = ()
    older = None
    if asked is not None:
        with site.store() as database:
            rows = search(database, asked, limit=HITS + 1, below=place_of(request, "before"))
            older = str(rows[HITS - 1].place) if len(rows) > HITS else None
            stories = stories_of(database, [one.report.id for one in rows[:HITS]])
        cards = {report: card_of(site, shown) for report, shown in stories.items()}
        hits = [
            lists.SearchHit(one.report, one.passage, cards.get(one.report.id), one.found, one.titled)
            for one in rows[:HITS]
        ]
    shown = lists.Search(query, tuple(hits), older=older, unknown=unknown_fields(query))
    told = lists.search_page(shown, site.outlets, words)
    return answered(request, told, query=query, feed=addresses.SEARCH if query else "")

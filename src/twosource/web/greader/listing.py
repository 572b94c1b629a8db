"""What there is to read: tags, counts of what is unread, and the entries of a stream."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from starlette.requests import Request
from starlette.responses import Response

from twosource.rendering import addresses
from twosource.store import Database, entries
from twosource.store.unread import about_each, unread
from twosource.web.answers import data
from twosource.web.greader import answers, streams
from twosource.web.greader.asking import Fields, address_of, known, lists_of, numbers_asked, part_asked, stream_named
from twosource.web.greader.lists import Lists
from twosource.web.greader.streams import MOST_BODIES, READING_LIST, Stream
from twosource.web.site import site_of

TAKE_TAGS_FOR_FOLDERS: Final = ("NetNewsWire",)
"""Apps in whose sidebar every tag is a folder, and every topic would be an empty one."""


def tag_list(request: Request) -> Response:
    only_folders = request.headers.get("user-agent", "").startswith(TAKE_TAGS_FOR_FOLDERS)
    with site_of(request).store() as database:
        return data(request, answers.tag_list(lists_of(request, database), only_folders=only_folders))


def unread_count(request: Request) -> Response:
    with site_of(request).store() as database:
        lists = lists_of(request, database)
        hidden = {shelf.number for shelf in lists.shelves.values() if shelf.hidden}
        found, topics = unread(database, lists.read, hidden), about_each(database, lists.topics)
        return data(request, answers.unread_counts(lists, found, topics))


def item_ids(request: Request) -> Response:
    asked = Fields(request)
    stream, part = stream_named(streams.text(asked, "s")), part_asked(asked)
    with site_of(request).store() as database:
        page, continuation = known(lists_of(request, database), stream).page(stream, part)
    return data(request, answers.item_ids(page, continuation))


def item_contents(request: Request) -> Response:
    asked = Fields(request)
    numbers = numbers_asked(asked)
    with site_of(request).store() as database:
        items = list(_items(request, database, lists_of(request, database), numbers))
    if streams.text(asked, "r") == "o":
        items.sort(key=lambda one: int(one["timestampUsec"]))
    return _contents(request, READING_LIST, items)


def stream_contents(request: Request) -> Response:
    asked = Fields(request)
    told = request.path_params.get("stream") or streams.text(asked, "s") or str(READING_LIST)
    stream, part = stream_named(told), part_asked(asked)
    with site_of(request).store() as database:
        lists = lists_of(request, database)
        page, continuation = known(lists, stream).page(stream, replace(part, count=min(part.count, MOST_BODIES)))
        items = list(_items(request, database, lists, [one.number for one in page]))
    return _contents(request, stream, items, continuation)


def _contents(
    request: Request, stream: Stream, items: Sequence[answers.Json], continuation: str | None = None
) -> Response:
    address = address_of(request)
    now, title = entries.micros(site_of(request).now()), stream.name or stream.kind.value
    told = answers.contents(
        stream, items, title=title, now=now, address=address, path=request.url.path, continuation=continuation
    )
    return data(request, told)


def _items(request: Request, database: Database, lists: Lists, numbers: Sequence[int]) -> Iterator[answers.Json]:
    """Each entry once, in the order in which they were asked for."""
    found = entries.entries(database, numbers)
    topics = entries.topics_of(database, sorted({entry.number for entry in found.values()}))
    address = address_of(request)
    for number, entry in {found[one].number: found[one] for one in numbers if one in found}.items():
        yield answers.item(entry, lists, topics.get(number, ()), addresses.story(entry.story), address)

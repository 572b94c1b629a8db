"""The outlets that a reader follows, under the titles and in the folders that they have for that reader.

Only an editor's app adds outlets to what the site reads; to any other a feed that is read already is shown again, and
one that is not is refused.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from twosource.reading.feedlists import Subscription, opml
from twosource.rendering import addresses
from twosource.rendering.mastheads import safe_url
from twosource.service.subscriptions import LONGEST_ADDRESS, follow, followed
from twosource.store import Database, entries
from twosource.store.accounts import Role
from twosource.store.entries import Shelf
from twosource.web.answers import OPML, data, whole
from twosource.web.greader import answers, streams
from twosource.web.greader.asking import (
    Fields,
    address_of,
    label_named,
    lists_of,
    meant,
    ok,
    stream_named,
    stream_names,
)
from twosource.web.greader.streams import Kind, Stream
from twosource.web.readers import reader_of
from twosource.web.site import site_of

LONGEST_TITLE: Final = 200  # characters of the title that a reader gives an outlet


def subscription_list(request: Request) -> Response:
    with site_of(request).store() as database:
        lists, feeds = lists_of(request, database), _feeds(database)
        return data(request, answers.subscription_list(lists, feeds, address_of(request), addresses.outlet))


def export(request: Request) -> Response:
    with site_of(request).store() as database:
        found = answers.subscriptions(
            lists_of(request, database), _feeds(database), address_of(request), addresses.outlet
        )
    return whole(request, opml(found, title="Outlets").encode("utf8"), OPML, name="subscriptions.opml")


def edit_subscription(request: Request) -> Response:
    asked = meant(request)
    action, titles = streams.text(asked, "ac"), streams.texts(asked, "t")
    if action not in {"edit", "subscribe", "unsubscribe"}:
        raise HTTPException(400, "ac is edit, subscribe or unsubscribe.")
    with site_of(request).store() as database:
        for at, told in enumerate(stream_names(asked, "s")):
            title = titles[at][:LONGEST_TITLE].strip() if at < len(titles) else ""
            shelf = _shelf(request, database, stream_named(told), title, adding=action == "subscribe")
            changed = replace(shelf, title=title or shelf.title, hidden=action == "unsubscribe")
            with database.write():
                entries.keep_shelf(database, reader_of(request).account, replace(changed, folder=_folder(asked, shelf)))
    return ok()


def _folder(asked: Fields, shelf: Shelf) -> str | None:
    """The folder that an outlet is in from now on: where it is put, or "" where it is taken out of its own."""
    added = [label_named(stream_named(told)) for told in stream_names(asked, "a") if told]
    removed = [label_named(stream_named(told)) for told in stream_names(asked, "r") if told]
    return added[-1] if added else "" if removed else shelf.folder


def _shelf(request: Request, database: Database, stream: Stream, title: str, *, adding: bool) -> Shelf:
    """The outlet that is meant, by its number or by the address of its feed; one that is read from now on, if adding.

    Raises:
        HTTPException: 400 where it is none; 403 where this reader may not add one.
    """
    lists = lists_of(request, database)
    if stream.kind is not Kind.OUTLET:
        raise HTTPException(400, f"{stream} is no feed.")
    if lists.knows(stream):
        return lists.shelves[int(stream.name)]
    by_key = {shelf.key: shelf for shelf in lists.shelves.values()}
    key = {url: key for key, url in _feeds(database).items()}.get(stream.name)
    if key is not None and key in by_key:
        return by_key[key]
    if not adding:
        raise HTTPException(400, "No such feed is read here.")
    return _added(request, database, stream.name, title)


def _added(request: Request, database: Database, url: str, title: str) -> Shelf:
    known = followed(database).get(url)
    if known is None and reader_of(request).role < Role.EDITOR:
        raise HTTPException(403, "Only an editor of this site adds what it reads.")
    if safe_url(url) is None or len(url) > LONGEST_ADDRESS:
        raise HTTPException(
            400, f"That is no address of a feed: it begins with https://, and has {LONGEST_ADDRESS} characters at most."
        )
    name = (known.outlet if known else None) or title or url.split("/")[2]
    if known is None:
        follow(database, Subscription(url, title=name), site_of(request).now())
    with database.write():
        number = entries.know_outlet(database, name.casefold(), name)
    return Shelf(number, name.casefold(), name)


def quick_add(request: Request) -> Response:
    asked = meant(request)
    url = streams.text(asked, "quickadd").strip()
    url = url.removeprefix("feed/")
    if url and ":" not in url:
        url = f"https://{url}"
    if safe_url(url) is None or len(url) > LONGEST_ADDRESS:
        return data(request, {"query": url[:LONGEST_ADDRESS], "numResults": 0})
    with site_of(request).store() as database:
        shelf = _shelf(request, database, Stream(Kind.OUTLET, url), "", adding=True)
        with database.write():
            entries.keep_shelf(database, reader_of(request).account, replace(shelf, hidden=False))
    told = {"query": url, "numResults": 1, "streamId": str(streams.outlet(shelf.number)), "streamName": shelf.name}
    return data(request, told)


def _feeds(database: Database) -> dict[str, str]:
    """The address of a feed of each outlet that has one, by the outlet's key."""
    return {one.outlet.casefold(): one.url for one in followed(database).values() if one.outlet}

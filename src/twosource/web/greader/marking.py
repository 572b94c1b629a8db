"""What a reader says of entries: read, starred, a label; and the names of folders and labels."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from twosource.store import Database, entries, marks
from twosource.store.entries import LAST
from twosource.store.marks import LABELLED, MOST_LABELS
from twosource.web.greader import streams
from twosource.web.greader.asking import (
    Fields,
    known,
    label_named,
    lists_of,
    meant,
    numbers_asked,
    ok,
    stream_named,
    stream_names,
)
from twosource.web.greader.streams import Kind
from twosource.web.readers import reader_of
from twosource.web.site import site_of


def edit_tag(request: Request) -> Response:
    """Mark entries, and take marks away."""
    asked = meant(request)
    wanted = {True: _marks(asked, "a"), False: _marks(asked, "r")}
    if not wanted[True] and not wanted[False]:
        raise HTTPException(400, "Say by a or r which tag to add or to remove.")
    account = reader_of(request).account
    with site_of(request).store() as database, database.write():
        numbers = entries.living(database, numbers_asked(asked))
        _within_limits(database, account, wanted[True])
        for on, found in wanted.items():
            for mark, is_put in found:
                marks.put(database, account, mark, numbers, on=on is is_put)
    return ok()


def _marks(asked: Fields, name: str) -> list[tuple[str, bool]]:
    """The marks that streams stand for, and whether to add the stream is to put the mark.

    Raises:
        HTTPException: 400 where one is no mark.
    """
    found = []
    for stream in map(stream_named, stream_names(asked, name)):
        match stream.kind:
            case Kind.READ | Kind.STARRED:
                found.append((stream.kind.value, True))
            case Kind.UNREAD:
                found.append((marks.READ, False))
            case Kind.LABEL:
                found.append((LABELLED + label_named(stream), True))
            case Kind.NONE:
                pass
            case _:
                raise HTTPException(400, f"No entry can be tagged {stream}.")
    return found


def _within_limits(database: Database, account: int, added: Sequence[tuple[str, bool]]) -> None:
    names = {mark.removeprefix(LABELLED) for mark, _ in added if mark.startswith(LABELLED)}
    if names and len(names | set(marks.labels(database, account))) > MOST_LABELS:
        raise HTTPException(400, f"There are {MOST_LABELS} labels already: remove some first.")


def mark_all(request: Request) -> Response:
    asked = meant(request)
    stream = stream_named(streams.text(asked, "s"))
    until = streams.moment(streams.text(asked, "ts") or str(LAST))
    if until is None:
        raise HTTPException(400, "ts is no time.")
    with site_of(request).store() as database, database.write():
        lists = known(lists_of(request, database), stream)
        marks.put(database, lists.account, marks.READ, lists.before(stream, until), on=True)
    return ok()


def rename_tag(request: Request) -> Response:
    asked = meant(request)
    old, new = (
        label_named(stream_named(streams.text(asked, "s"))),
        label_named(stream_named(streams.text(asked, "dest"))),
    )
    with site_of(request).store() as database, database.write():
        lists = lists_of(request, database)
        if old not in lists.folders and old not in lists.labels:
            raise HTTPException(404, "There is no such folder or label of yours.")
        for shelf in lists.folders.get(old, ()):
            entries.keep_shelf(database, lists.account, replace(shelf, folder=new))
        if old in lists.labels and old != new:
            marks.rename(database, lists.account, LABELLED + old, LABELLED + new)
    return ok()


def disable_tag(request: Request) -> Response:
    asked = meant(request)
    names = [label_named(stream_named(told)) for told in (*stream_names(asked, "s"), *stream_names(asked, "t"))]
    with site_of(request).store() as database, database.write():
        lists = lists_of(request, database)
        for name in names:
            for shelf in lists.folders.get(name, ()):
                entries.keep_shelf(database, lists.account, replace(shelf, folder=""))
            marks.drop(database, lists.account, LABELLED + name)
    return ok()

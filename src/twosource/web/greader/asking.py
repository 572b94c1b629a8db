"""What an app asks: its fields, and the streams, tags, entries and outlets that they mean.

Strategy: fields come in the query or in the form, as apps please. What is not as it should be is refused in words.
"""

from __future__ import annotations

from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from twosource.rendering import addresses
from twosource.store import Database
from twosource.store.marks import LONGEST_LABEL
from twosource.web.greader import answers, ids, login, streams
from twosource.web.greader.lists import Lists
from twosource.web.greader.streams import MOST, MOST_STREAMS, Kind, Part, Stream
from twosource.web.readers import reader_of
from twosource.web.routes import form_of
from twosource.web.site import Site, site_of


class Fields:
    """The fields of a request, those of the query before those of the form."""

    def __init__(self, request: Request) -> None:
        self._found: list[tuple[str, Any]] = list(request.query_params.multi_items())
        if request.method == "POST":
            self._found += form_of(request).multi_items()

    def getlist(self, key: str, /) -> list[object]:
        return [value for name, value in self._found if name == key]


def meant(request: Request) -> Fields:
    """The fields of an edit that was meant."""
    asked = Fields(request)
    login.meant(request, streams.text(asked, "T"))
    return asked


def stream_named(told: str) -> Stream:
    """The stream of that name.

    Raises:
        HTTPException: 400 where there is none.
    """
    stream = streams.stream_of(told)
    if stream is None:
        raise HTTPException(400, "s, a, r and dest are names of streams: user/-/state/com.google/reading-list, feed/1.")
    return stream


def label_named(stream: Stream) -> str:
    """The label that a stream stands for.

    Raises:
        HTTPException: 400 where it stands for none.
    """
    if stream.kind is not Kind.LABEL or len(stream.name) > LONGEST_LABEL or not stream.name.isprintable():
        raise HTTPException(400, f"A label is a name of {LONGEST_LABEL} characters at most.")
    return stream.name


def stream_names(asked: Fields, name: str) -> list[str]:
    """The names of streams that a field gives.

    Raises:
        HTTPException: 400 where there are more than one request may name.
    """
    found = streams.texts(asked, name)
    if len(found) > MOST_STREAMS:
        raise HTTPException(400, f"{name} names {len(found):,} streams; {MOST_STREAMS} are the most.")
    return found


def known(lists: Lists, stream: Stream) -> Lists:
    """The lists, where they have the stream.

    Raises:
        HTTPException: 404 where they have not.
    """
    if not lists.knows(stream):
        raise HTTPException(404, "There is no such feed here.")
    return lists


def part_asked(asked: Fields) -> Part:
    """Which part of a stream is asked for.

    Raises:
        HTTPException: 400 where a field cannot be understood.
    """
    part = streams.part_of(asked)
    if isinstance(part, str):
        raise HTTPException(400, f"{part}.")
    return part


def numbers_asked(asked: Fields) -> list[int]:
    """The entries that are meant, each once; those that we never named are left out."""
    told = streams.texts(asked, "i")
    if len(told) > MOST:
        raise HTTPException(400, f"{len(told):,} entries at once; {MOST:,} are the most.")
    return [number for number in dict.fromkeys(map(ids.number_of, told)) if number is not None]


def lists_of(request: Request, database: Database) -> Lists:
    return Lists(database, reader_of(request).account)


def address_of(request: Request) -> answers.Address:
    base = _base(site_of(request), request)
    return lambda path: addresses.absolute(base, path)


def _base(site: Site, request: Request) -> str:
    return site.address or str(request.base_url).rstrip("/")


def ok() -> Response:
    return PlainTextResponse("OK", headers={"Cache-Control": "no-store"})

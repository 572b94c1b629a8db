"""A WARC file → its records, each with its place; what is damaged costs itself alone.

Strategy: a record of a .warc.gz is a gzip member of its own, as the format asks for. A member is opened under a cap and
believed only when its checksum is right and the record in it is as long as it says. After one that is not, the next is
looked for from the byte behind its beginning, since what a broken member swallowed may hold whole ones. Bytes are held
for one member at a time, so that the size of a file does not matter.

What may live here: the form of WARC and of an HTTP answer in it. What is on a page is for `reading`.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import BinaryIO, Final, NamedTuple

from twosource.errors import InputError, Malformed, MissingField, TooLarge, Truncated
from twosource.gathering.unpacking import Unpacking

MOST_PAGE: Final = 10_000_000  # bytes of a page, as for pages of a folder (`gathering.inputs`)
MOST_RECORD: Final = 2 * MOST_PAGE  # bytes of a member that are held: a page, as it was fetched, and its heads
MOST_OPENED: Final = 2_000_000_000  # bytes up to which the end of a larger one is looked for: three seconds of work
MOST_HEAD: Final = 65_536  # bytes of the fields of a record or of an answer
READ: Final = 16_384  # bytes read at once: a page of news has 5 to 30 kB packed
STEP: Final = 1_048_576  # bytes opened at once
MAGIC: Final = b"\x1f\x8b\x08"
PROBE: Final = 64  # bytes that a member is known by
MARK: Final = b"WARC/"
END: Final = b"\r\n\r\n"  # of a head, and of a record
_STATUS: Final = re.compile(rb"HTTP/\d(?:\.\d)? +(\d{3})\b")
_CHUNK: Final = re.compile(rb"([0-9A-Fa-f]{1,8})[ \t]*(?:;[^\r\n]{0,200})?\r\n")


class Place(NamedTuple):
    """Where a record stands: which one of its file it is, and at which byte its gzip member (or it itself) begins."""

    number: int
    offset: int


@dataclass(frozen=True, slots=True)
class Record:
    """A whole record. Names of fields are in lower case."""

    fields: Mapping[str, str]
    body: bytes

    @property
    def type(self) -> str:
        return self.fields.get("warc-type", "").lower()


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server said: its status, the fields of its head in lower case, its page with codings taken off."""

    status: int
    fields: Mapping[str, str]
    page: bytes


def records(stream: BinaryIO, name: str) -> Iterator[tuple[Place, Record | InputError]]:
    """Every record of a file that can be sought in, gzipped or not, and an error for each that is damaged."""
    packed = stream.read(2) == MAGIC[:2] or name.endswith(".gz")
    pieces = _members(stream, name) if packed else _plain(stream, name)
    for number, (offset, found) in enumerate(pieces):
        yield Place(number, offset), found


def answer(record: Record, name: str) -> Answer:
    """The HTTP answer that a record holds.

    Raises:
        Malformed: it holds none.
        TooLarge, Truncated, Unreachable: its page cannot be unpacked.
    """
    head, parted, body = record.body.partition(b"\r\n\r\n")
    status = _STATUS.match(head)
    if not status or not parted:
        raise Malformed(name, "no answer of HTTP in it", "fetch the page again")
    fields = _fields(head)
    if "chunked" in fields.get("transfer-encoding", "").lower():
        body = _dechunked(body)
    unpacking = Unpacking(name, _coding(fields, body), MOST_PAGE)
    page = b"".join(unpacking.unpacked(body)) if body else b""
    unpacking.finish()
    return Answer(int(status[1]), fields, page)


def _coding(fields: Mapping[str, str], body: bytes) -> str:
    """The coding that a page is in. Crawlers take one off and leave the field that names it, which bytes belie."""
    coding = fields.get("content-encoding", "")
    return "" if coding.strip().lower() in {"gzip", "x-gzip"} and not body.startswith(MAGIC[:2]) else coding


def _dechunked(body: bytes) -> bytes:
    """A body without the lengths between its pieces; as it is, where it has none."""
    at, pieces = 0, []
    while (length := _CHUNK.match(body, at)) and (size := int(length[1], 16)):
        pieces.append(body[length.end() : length.end() + size])
        at = length.end() + size + 2
    return b"".join(pieces) if pieces else body


# --- gzip members -----------------------------------------------------------------------------------------------------


def _members(stream: BinaryIO, name: str) -> Iterator[tuple[int, Record | InputError]]:
    at: int | None = 0
    while at is not None:
        where = f"{name} byte {at}"
        try:
            content, end = _opened(stream, at, where)
        except InputError as error:
            yield at, error
            at = _next_member(stream, at + 1)
            continue
        yield from ((at, found) for found in _in_member(content, where))
        at = end if _magic_at(stream, end) else _behind_junk(stream, end)
        if at is not None and at < 0:
            yield -at, Malformed(f"{name} byte {-at}", "no gzip member", "leave it out, or pack the file again")
            at = _next_member(stream, -at + 1)


def _magic_at(stream: BinaryIO, at: int) -> bool:
    stream.seek(at)
    return stream.read(len(MAGIC)) == MAGIC


def _behind_junk(stream: BinaryIO, at: int) -> int | None:
    """None at the end of the file, else minus the place where junk begins."""
    stream.seek(at)
    return -at if stream.read(1) else None


def _opened(stream: BinaryIO, at: int, where: str) -> tuple[bytes | None, int]:
    """The bytes of the member that begins here (None: more than are held), and where it ends.

    Raises:
        Truncated: it is damaged.
        TooLarge: no end of it is in sight.
    """
    stream.seek(at)
    opening, parts, size = zlib.decompressobj(wbits=31), list[bytes](), 0
    packed = stream.read(READ)
    while not opening.eof:
        try:
            data = opening.decompress(packed, STEP)
        except zlib.error as error:
            raise Truncated(where, f"damaged gzip ({error})", "fetch or pack it again") from error
        size += len(data)
        if size > MOST_OPENED:
            raise TooLarge(where, f"over {MOST_OPENED:,} bytes", "leave it out")
        parts = [*parts, data] if size <= MOST_RECORD else []
        packed = opening.unconsumed_tail
        if not (packed or opening.eof or len(data) == STEP):
            packed = stream.read(READ)
            if not packed:
                raise Truncated(where, "a gzip member that stops too early", "fetch or pack it again")
    return (b"".join(parts) if size <= MOST_RECORD else None), stream.tell() - len(opening.unused_data)


def _next_member(stream: BinaryIO, at: int) -> int | None:
    """Where the next member begins, from `at` on."""
    while True:
        stream.seek(at)
        window = stream.read(READ)
        found = window.find(MAGIC)
        if found >= 0 and _is_member(stream, at + found):
            return at + found
        if found < 0 and len(window) < READ:
            return None
        at += found + 1 if found >= 0 else len(window) - len(MAGIC) + 1


def _is_member(stream: BinaryIO, at: int) -> bool:
    """Whether something that reads as text can be opened here."""
    stream.seek(at)
    try:
        opened = zlib.decompressobj(wbits=31).decompress(stream.read(READ), PROBE)
    except zlib.error:
        return False
    return bool(opened) and opened[: len(MARK)].isascii()


def _in_member(content: bytes | None, where: str) -> Iterator[Record | InputError]:
    """The records of one member: one, but where a crawler packs several together."""
    if content is None:
        yield TooLarge(where, f"over {MOST_RECORD:,} bytes", "leave it out, or pack each record for itself")
        return
    at = 0
    while at < len(content):
        try:
            head = _head(content[at : at + MOST_HEAD], where)
            fields, length = head
            start = content.index(b"\r\n\r\n", at) + 4
            body = content[start : start + length]
            if len(body) < length:
                raise Truncated(where, f"says that it has {length:,} bytes, and has {len(body):,}", "fetch it again")
            at = _behind(content, start + length)
            if at < len(content) and not content.startswith(MARK, at):
                raise Malformed(where, f"says that it has {length:,} bytes, and has more", "fetch it again")
        except InputError as error:
            yield error
            return
        yield Record(fields, body)


def _behind(content: bytes, at: int) -> int:
    """Where what follows the line ends at `at` begins."""
    while content.startswith((b"\r", b"\n"), at):
        at += 1
    return at


def _head(content: bytes, where: str) -> tuple[Mapping[str, str], int]:
    """The fields of a record, and how long it says it is."""
    head, parted, _ = content.partition(b"\r\n\r\n")
    if not head.startswith(MARK) or not parted:
        raise Malformed(where, "no record of WARC", "leave it out, or pack the file again")
    fields = _fields(head)
    length = fields.get("content-length", "")
    if not (length.isascii() and length.isdigit() and len(length) <= 15):
        raise MissingField(where, "a record that does not say how long it is", "pack the file again")
    return fields, int(length)


def _fields(head: bytes) -> Mapping[str, str]:
    lines = (line.partition(":") for line in head.decode("latin-1").split("\r\n")[1:])
    return {name.strip().lower(): value.strip() for name, colon, value in lines if colon}


# --- files that are not packed ----------------------------------------------------------------------------------------


def _plain(stream: BinaryIO, name: str) -> Iterator[tuple[int, Record | InputError]]:
    at: int | None = 0
    while at is not None:
        where = f"{name} byte {at}"
        stream.seek(at)
        content = stream.read(MOST_HEAD)
        if not content.strip(b"\r\n"):
            return
        at += len(content) - len(content.lstrip(b"\r\n"))
        try:
            record, end = _record_at(stream, at, where)
        except InputError as error:
            yield at, error
            at = _next_mark(stream, at + 1)
        else:
            yield at, record
            at = end


def _record_at(stream: BinaryIO, at: int, where: str) -> tuple[Record | InputError, int]:
    stream.seek(at)
    content = stream.read(MOST_HEAD)
    fields, length = _head(content, where)
    start = at + content.index(b"\r\n\r\n") + 4
    stream.seek(start)
    body = stream.read(min(length, MOST_RECORD + 1))
    stream.seek(start + length)
    if len(body) < min(length, MOST_RECORD + 1) or stream.read(len(END)) not in {END, b""}:
        raise Malformed(where, f"says that it has {length:,} bytes, and has others", "fetch it again")
    if length > MOST_RECORD:
        return TooLarge(where, f"over {MOST_RECORD:,} bytes", "leave it out"), start + length
    return Record(fields, body), start + length


def _next_mark(stream: BinaryIO, at: int) -> int | None:
    """Where a line next begins as a record does."""
    mark = b"\n" + MARK
    while True:
        stream.seek(at)
        window = stream.read(READ)
        found = window.find(mark)
        if found >= 0:
            return at + found + 1
        if len(window) < READ:
            return None
        at += len(window) - len(mark) + 1

"""WARC records as CC-NEWS has them, a gzip member each; and the twelve ways in which one may be damaged.

Strategy: a member is put together by hand, so that each fault is exactly the one that its name says. Nothing here
knows what a page is. Values in, bytes out; what seems random hangs on the record's name alone.
"""

from __future__ import annotations

import gzip
import uuid
from base64 import b32encode
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from hashlib import sha1

from bench.archive.tellings import chosen

LEVEL = 6
SWOLLEN = 300_000_000  # bytes that a bomb opens to
EXCESS = 1_000  # bytes by which a length is wrong
HTML = "text/html; charset=UTF-8"


def info(filename: str, when: datetime) -> bytes:
    body = b"software: bench.archive\r\nformat: WARC File Format 1.0\r\n"
    head = _head("warcinfo", filename, when, {"Content-Type": "application/warc-fields", "WARC-Filename": filename})
    return _member(head, body)


def request(url: str, when: datetime) -> bytes:
    host, _, path = url.removeprefix("https://").partition("/")
    body = f"GET /{path} HTTP/1.1\r\nUser-Agent: bench\r\nHost: {host}\r\n\r\n".encode()
    return _member(_of_url("request", url, when, "application/http; msgtype=request"), body)


def revisit(url: str, when: datetime) -> bytes:
    profile = {"WARC-Profile": "http://netpreserve.org/warc/1.0/revisit/identical-payload-digest"}
    return _member(_of_url("revisit", url, when, "application/http; msgtype=response", profile), _http(b"", HTML))


def response(url: str, when: datetime, body: bytes, content_type: str = HTML, status: str = "200 OK") -> bytes:
    digest = {"WARC-Payload-Digest": f"sha1:{b32encode(sha1(body).digest()).decode()}"}  # noqa: S324 as WARC has it
    head = _of_url("response", url, when, "application/http; msgtype=response", digest)
    return _member(head, _http(body, content_type, status))


def _http(body: bytes, content_type: str, status: str = "200 OK", coding: str = "") -> bytes:
    coded = f"Content-Encoding: {coding}\r\n" if coding else ""
    head = f"HTTP/1.1 {status}\r\nContent-Type: {content_type}\r\n{coded}Content-Length: {len(body)}\r\n\r\n"
    return head.encode() + body


def _of_url(
    kind: str, url: str, when: datetime, content_type: str, more: Mapping[str, str] | None = None
) -> dict[str, str]:
    return _head(kind, url, when, {"WARC-Target-URI": url, "Content-Type": content_type, **(more or {})})


def _head(kind: str, name: str, when: datetime, more: Mapping[str, str]) -> dict[str, str]:
    """The fields of a record, whose id hangs on its kind, name and time."""
    number = uuid.uuid5(uuid.NAMESPACE_URL, f"{kind} {name} {when.isoformat()}")
    return {
        "WARC-Type": kind,
        "WARC-Date": f"{when:%Y-%m-%dT%H:%M:%SZ}",
        "WARC-Record-ID": f"<urn:uuid:{number}>",
        **more,
    }


def _member(head: Mapping[str, str], body: bytes, *, length: int | None = None, version: str = "WARC/1.0") -> bytes:
    fields = dict(head)
    if length != -1:
        fields["Content-Length"] = str(len(body) if length is None else length)
    lines = "".join(f"{name}: {value}\r\n" for name, value in fields.items())
    return _packed(f"{version}\r\n{lines}\r\n".encode() + body + b"\r\n\r\n")


def _packed(data: bytes) -> bytes:
    return gzip.compress(data, LEVEL, mtime=0)


# --- faults -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Answer:
    """What should stand in the file."""

    url: str
    when: datetime
    body: bytes


def damaged(fault: str, of: Answer) -> bytes:
    """What stands there instead: see FAULTS."""
    return FAULTS[fault](of)


def _cut(of: Answer) -> bytes:
    whole = response(of.url, of.when, of.body)
    return whole[: len(whole) // 2]


def _flipped(of: Answer) -> bytes:
    whole = bytearray(response(of.url, of.when, of.body))
    for at in range(len(whole) // 2, len(whole) // 2 + 8):
        whole[at] ^= 0xFF
    return bytes(whole)


def _fields(of: Answer) -> dict[str, str]:
    return _of_url("response", of.url, of.when, "application/http; msgtype=response")


def _too_long(of: Answer) -> bytes:
    answer = _http(of.body, HTML)
    return _member(_fields(of), answer, length=len(answer) + EXCESS)


def _too_short(of: Answer) -> bytes:
    answer = _http(of.body, HTML)
    return _member(_fields(of), answer, length=len(answer) // 3)


def _no_length(of: Answer) -> bytes:
    return _member(_fields(of), _http(of.body, HTML), length=-1)


def _no_version(of: Answer) -> bytes:
    return _member(_fields(of), _http(of.body, HTML), version="WRAC/0")


def _no_status(of: Answer) -> bytes:
    return _member(_fields(of), b"\x00\xfe" * 40 + of.body)


def _no_body(of: Answer) -> bytes:
    return _member(_fields(of), b"")


def _binary(of: Answer) -> bytes:
    noise = b"".join(sha1(f"{of.url} {n}".encode()).digest() for n in range(500))  # noqa: S324 no secret
    return _member(_fields(of), _http(noise, HTML))


def _bomb(of: Answer) -> bytes:
    return _member(_fields(of), _http(_zeros(), HTML, coding="gzip"))


def _swollen(of: Answer) -> bytes:
    """A member that itself opens to that much: what is in it is stored as members of one stream would be."""
    lines = "".join(f"{name}: {value}\r\n" for name, value in _fields(of).items())
    answer = f"HTTP/1.1 200 OK\r\nContent-Type: {HTML}\r\n\r\n".encode()
    head = f"WARC/1.0\r\n{lines}Content-Length: {len(answer) + SWOLLEN}\r\n\r\n".encode()
    return _packed(head + answer + bytes(SWOLLEN) + b"\r\n\r\n")


def _junk(of: Answer) -> bytes:
    return b"".join(sha1(f"{of.url} {n}".encode()).digest() for n in range(35))  # noqa: S324 no secret


@cache
def _zeros() -> bytes:
    return _packed(bytes(SWOLLEN))


FAULTS: Mapping[str, Callable[[Answer], bytes]] = {
    "cut": _cut,  # a gzip member ends in its middle, as a file does whose writer was stopped and started again
    "flipped": _flipped,  # eight bytes of a member are others
    "too long": _too_long,  # a record says that it is longer than it is
    "too short": _too_short,  # … shorter
    "no length": _no_length,
    "no version": _no_version,
    "no status": _no_status,  # what should be an answer of HTTP is none
    "no body": _no_body,
    "binary": _binary,  # what is called HTML is noise
    "bomb": _bomb,  # an answer of 300 kB that opens to 300 MB
    "swollen": _swollen,  # a member that does
    "junk": _junk,  # 700 bytes between members that are none
}
RARE = frozenset({"bomb", "swollen"})  # they take a second each to be made and to be seen through


def fault_of(name: str) -> str:
    """Which fault befalls the record of this name: all alike, the two bombs in one of fifty each."""
    if chosen(f"{name} rare", 25) == 0:
        return sorted(RARE)[chosen(f"{name} which", 2)]
    common = [fault for fault in FAULTS if fault not in RARE]
    return common[chosen(f"{name} fault", len(common))]

"""What an app asks for: streams by their names, and which part of one.

    user/-/state/com.google/reading-list   every entry          user/-/label/NAME   a folder of outlets, a topic, or a
    user/-/state/com.google/read           those read                              label that the reader gave
    user/-/state/com.google/starred        those starred        feed/NUMBER         what an outlet told first
    user/-/state/com.google/kept-unread    those not read       feed/ADDRESS        an outlet by its feed, to follow it

Strategy: the query of a request → values, forgiving where the protocol's own servers were: an app says who the user is
by `-`, by number or by name, and means itself; times come as whole seconds, with a fraction, or in microseconds.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, Protocol

from twosource.store.entries import LAST

STATE: Final = "state/com.google/"
LABEL: Final = "label/"

# --- limits -----------------------------------------------------------------------------------------------------------

FEWEST: Final = 20
"""Entries where an app names no number: what Google gave."""
MOST: Final = 10_000
"""Entries of one answer, whatever is asked: what apps ask for at most."""
MOST_BODIES: Final = 1_000
"""Entries of one answer with their bodies, some 10 MB; the rest is on the next page."""
MOST_STREAMS: Final = 100
"""Streams of one kind that one request may name: each costs a look into the store, and one at every entry."""
LONGEST: Final = 1_000
"""Characters of a stream's name: an address of a feed has 600 at most."""


class Kind(StrEnum):
    ALL = "reading-list"
    READ = "read"
    STARRED = "starred"
    UNREAD = "kept-unread"
    LABEL = "label"
    OUTLET = "feed"
    NONE = "none"  # known to the protocol, and empty here: broadcast, like, created and their kin


@dataclass(frozen=True, slots=True)
class Stream:
    """A stream. `name` is a label's, or of an outlet its number or the address of its feed; else empty."""

    kind: Kind
    name: str = ""

    def __str__(self) -> str:
        if self.kind is Kind.OUTLET:
            return f"feed/{self.name}"
        if self.kind is Kind.LABEL:
            return f"user/-/{LABEL}{self.name}"
        return f"user/-/{STATE}{self.name or self.kind.value}"


READING_LIST: Final = Stream(Kind.ALL)
READ: Final = Stream(Kind.READ)
STARRED: Final = Stream(Kind.STARRED)
_STATES: Final = {
    **{kind.value: kind for kind in (Kind.ALL, Kind.READ, Kind.STARRED, Kind.UNREAD)},
    "tracking-kept-unread": Kind.NONE,
    "fresh": Kind.NONE,
    **dict.fromkeys(("broadcast", "broadcast-friends", "like", "created", "self", "saved-web-pages"), Kind.NONE),
}


def label(name: str) -> Stream:
    return Stream(Kind.LABEL, name)


def outlet(number: int) -> Stream:
    return Stream(Kind.OUTLET, str(number))


def stream_of(told: str) -> Stream | None:
    """The stream of that name, None where nothing has such a name."""
    if not told or len(told) > LONGEST or "\0" in told:
        return None
    if told.startswith("feed/"):
        return Stream(Kind.OUTLET, told[5:]) if told[5:] else None
    user, _, rest = told.removeprefix("user/").partition("/")
    if not told.startswith("user/") or not user:
        return None
    if rest.startswith(STATE) and (kind := _STATES.get(rest.removeprefix(STATE))):
        return Stream(kind, rest.removeprefix(STATE) if kind is Kind.NONE else "")
    name = rest.removeprefix(LABEL).strip()
    return Stream(Kind.LABEL, name) if rest.startswith(LABEL) and name else None


# --- which part -------------------------------------------------------------------------------------------------------


class Fields(Protocol):
    """The query or form of a request, as Starlette gives it."""

    def getlist(self, key: str, /) -> Sequence[object]: ...


@dataclass(frozen=True, slots=True)
class Part:
    """Which entries of a stream. Times are microseconds since 1970, of when an entry last grew.

    only: streams that each entry must be in.
    without: streams that none may be in.
    since, until: the first and the last time.
    count: how many at most.
    oldest: the oldest first.
    after: the time of the last entry of the page before.
    """

    only: tuple[Stream, ...] = ()
    without: tuple[Stream, ...] = ()
    since: int = 0
    until: int = LAST
    count: int = FEWEST
    oldest: bool = False
    after: int | None = None


def part_of(fields: Fields) -> Part | str:
    """Which part is asked for by n, ot, nt, xt, it, r and c; or what of it is wrong."""
    streams: dict[str, tuple[Stream, ...]] = {}
    for name in ("it", "xt"):
        named = dict.fromkeys(told for told in texts(fields, name) if told)
        if len(named) > MOST_STREAMS:
            return f"{name} names {len(named):,} streams; {MOST_STREAMS} are the most"
        found = [stream_of(told) for told in named]
        if any(stream is None for stream in found):
            return f"{name} names no stream"
        streams[name] = tuple(stream for stream in found if stream)
    count, after = text(fields, "n"), text(fields, "c")
    since, until = moment(text(fields, "ot") or "0"), moment(text(fields, "nt") or str(LAST))
    if not _is_number(count or "0") or not _is_number(after or "0") or since is None or until is None:
        return "n, c, ot and nt are numbers"
    many = min(int(count), MOST) if count else FEWEST
    oldest = text(fields, "r") == "o"
    return Part(streams["it"], streams["xt"], since, until, many, oldest, int(after) if after else None)


def _is_number(told: str) -> bool:
    return told.isascii() and told.isdigit() and len(told) < len(str(LAST))


def moment(told: str) -> int | None:
    """Microseconds since 1970 of a time as apps write it, None where it is none.

    Whole or broken seconds; from 10¹⁴ on it can only be microseconds, which `mark-all-as-read` sends.
    """
    try:
        value = float(told[:40])
    except ValueError:
        return None
    if not math.isfinite(value) or value < 0:
        return None
    if value >= 1e14:
        return min(int(told if _is_number(told) else value), LAST)
    return int(value * 1_000_000)


def texts(fields: Fields, name: str) -> list[str]:
    """Every value that a request gives by that name."""
    return [value for value in fields.getlist(name) if isinstance(value, str)]


def text(fields: Fields, name: str) -> str:
    """The last of them, empty where there is none."""
    return (texts(fields, name) or [""])[-1]

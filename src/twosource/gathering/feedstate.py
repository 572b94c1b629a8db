"""What is remembered of a feed from one visit to the next, as a value, and as JSON keeps it.

What may live here: values. How one follows from another is judged in `schedule`. Times are aware datetimes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Final

FIRST: Final = timedelta(hours=1)  # from the first visit to the second: chosen, not measured


class Health(StrEnum):
    """How a feed does. `FeedState.reason` says why, in a clause."""

    NEW = "new"  # not asked yet
    FINE = "fine"
    UNCHANGED = "unchanged"
    EMPTY = "empty"
    NOT_A_FEED = "not a feed"
    MOVED = "moved"
    GONE = "gone"
    BLOCKED = "blocked"
    FAILING = "failing"


WELL: Final = frozenset({Health.NEW, Health.FINE, Health.UNCHANGED})
"""How a feed does that needs nobody's look."""


@dataclass(frozen=True, slots=True)
class Move:
    """An address that a feed's server sends us to for good, and how many visits in a row it has."""

    url: str
    times: int


@dataclass(frozen=True, slots=True)
class FeedState:
    """What is remembered of a feed. `due` is None where it is never asked again; `since` is when `health` began.

    `etag` and `last_modified` are as the server wrote them. `interval` is how long we leave a feed that does well.
    """

    url: str
    due: datetime | None
    health: Health = Health.NEW
    reason: str = ""
    since: datetime | None = None
    etag: str | None = None
    last_modified: str | None = None
    interval: timedelta = FIRST
    failures: int = 0
    move: Move | None = None


@dataclass(frozen=True, slots=True)
class Contents:
    """What a feed held: its entries, those of them that we had not seen, and what it asks for itself.

    `ttl` is for how many minutes it asks to be left, `newer` the address that it names as its own from now on.
    """

    entries: int
    new: int
    ttl: int | None = None
    newer: str | None = None


# --- keeping ----------------------------------------------------------------------------------------------------------


def to_record(state: FeedState) -> dict[str, Any]:
    """The state as JSON holds it, without the feed's address."""
    return {
        "due": state.due and state.due.isoformat(),
        "health": state.health.value,
        "reason": state.reason,
        "since": state.since and state.since.isoformat(),
        "etag": state.etag,
        "last_modified": state.last_modified,
        "interval": state.interval.total_seconds(),
        "failures": state.failures,
        "move": state.move and {"url": state.move.url, "times": state.move.times},
    }


def from_record(url: str, record: Mapping[str, Any]) -> FeedState:
    """The state that `to_record` wrote.

    Raises:
        KeyError: a field is missing.
        ValueError: a field cannot be understood.
    """
    due, since, move = record["due"], record["since"], record["move"]
    return FeedState(
        url=url,
        due=datetime.fromisoformat(due) if due else None,
        health=Health(record["health"]),
        reason=record["reason"],
        since=datetime.fromisoformat(since) if since else None,
        etag=record["etag"],
        last_modified=record["last_modified"],
        interval=timedelta(seconds=record["interval"]),
        failures=record["failures"],
        move=Move(move["url"], move["times"]) if move else None,
    )

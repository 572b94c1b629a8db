"""Corrections that stories do not follow yet: a line each, from when it was said until somebody has regrouped.

Strategy: a correction holds from the moment at which it is kept; what waits is the work, so it is written down in the
same transaction, and goes in that which moves the reports. A line that is said of again meanwhile has another turn, and
stays. That work is begun is written down first: what its worker never lives through is tried more and more seldom.

Functions that write are called inside `Database.write`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from twosource.store.database import Database
from twosource.store.storylines import reports_of

MOST_TRIES: Final = 3  # that follow each other at once: chosen, not measured
FIRST_PAUSE: Final = timedelta(minutes=10)  # before the next; doubled with each
DOUBLED: Final = 7  # times at most: a day
_SELECT: Final = "SELECT edit, turn, tries, body FROM regroupings JOIN edits ON number = edit"


@dataclass(frozen=True, slots=True)
class Waiting:
    """A correction that was said, or taken back, at `turn`. `reports`: the ids that it names, each once."""

    edit: int
    turn: int
    tries: int
    reports: tuple[str, ...]


def ask(database: Database, edit: int) -> None:
    """The stories are to follow what edit `edit` says, or said until now."""
    sql = (
        "INSERT INTO regroupings (edit, turn, tries, due) VALUES (:edit, 1, 0, '')"
        " ON CONFLICT (edit) DO UPDATE SET turn = regroupings.turn + 1, tries = 0, due = ''"
    )
    database.run(sql, [{"edit": edit}])


def waiting(database: Database, now: datetime | None = None) -> list[Waiting]:
    """What waits, in the order in which it was said; with `now` what is due by then."""
    due, values = ("", {}) if now is None else (" WHERE due <= :now", {"now": now.isoformat()})
    rows = database.rows(f"{_SELECT}{due} ORDER BY edit", values)
    return [Waiting(row["edit"], row["turn"], row["tries"], _named(row["body"])) for row in rows]


def is_asked(database: Database, now: datetime) -> bool:
    """Whether anything is due."""
    return bool(database.rows("SELECT 1 FROM regroupings WHERE due <= :now LIMIT 1", {"now": now.isoformat()}))


def begin(database: Database, found: Sequence[Waiting], now: datetime) -> None:
    """Somebody begins to regroup."""
    sql = "UPDATE regroupings SET tries = tries + 1, due = :due WHERE edit = :edit AND turn = :turn"
    database.run(sql, [{"edit": one.edit, "turn": one.turn, "due": _due(one.tries + 1, now)} for one in found])


def _due(tries: int, now: datetime) -> str:
    if tries < MOST_TRIES:
        return ""
    return (now + FIRST_PAUSE * (1 << min(tries - MOST_TRIES, DOUBLED))).isoformat()


def settle(database: Database, found: Sequence[Waiting]) -> None:
    """The stories follow these, as they were said then."""
    sql = "DELETE FROM regroupings WHERE edit = :edit AND turn = :turn"
    database.run(sql, [{"edit": one.edit, "turn": one.turn} for one in found])


def give_up(database: Database, edit: int) -> bool:
    """What waits for this edit need not be done, if nobody has begun; whether that is so."""
    return database.run("DELETE FROM regroupings WHERE edit = :edit AND tries = 0", [{"edit": edit}]) > 0


def is_waiting(database: Database, story: str) -> bool:
    """Whether reports of a story are being regrouped."""
    named = {name for one in waiting(database) for name in one.reports}
    return bool(named) and not named.isdisjoint(reports_of(database, story))


def _named(body: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for group in json.loads(body).get("groups", ()) for name in group))


# --- in an export ----------------------------------------------------------------------------------------------------

FORM: Final = {"edit": int}


def exported(database: Database) -> Iterator[dict[str, Any]]:
    for row in database.rows("SELECT edit FROM regroupings ORDER BY edit"):
        yield {"kind": "regrouping", **row}


def take_in(database: Database, found: Sequence[Mapping[str, Any]]) -> None:
    """Those of edits of grouping that are here."""
    sql = (
        "INSERT INTO regroupings (edit, turn, tries, due)"
        " SELECT number, 1, 0, '' FROM edits WHERE number = :edit AND correction IS NOT NULL"
        " ON CONFLICT (edit) DO NOTHING"
    )
    database.run(sql, [{"edit": one["edit"]} for one in found])

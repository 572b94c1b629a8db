"""How much there is to be done, and what became of what was done: counts for who watches over a site.

Strategy: each count is one question that an index answers, or a table as small as what waits.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from twosource.store import sends, subscribers
from twosource.store.database import Database
from twosource.store.staleness import Behind, behind


@dataclass(frozen=True, slots=True)
class Backlog:
    """Counts by state, in the words of the tables.

    regroupings: corrections that stories do not follow yet. notes: those that an editor has yet to read. behind:
    stories to be told.
    """

    sends: Mapping[str, int]
    subscribers: Mapping[str, int]
    deliveries: Mapping[str, int]
    regroupings: int
    notes: int
    behind: Behind


def backlog(database: Database) -> Backlog:
    """What waits, counted as the store is now."""
    return Backlog(
        sends.tally(database),
        subscribers.counts(database),
        _by_state(database, "SELECT state, COUNT(*) AS many FROM deliveries GROUP BY state ORDER BY state"),
        _count(database, "SELECT COUNT(*) AS many FROM regroupings"),
        _count(database, "SELECT COUNT(*) AS many FROM notes WHERE state = 'waiting'"),
        behind(database),
    )


def _by_state(database: Database, sql: str) -> dict[str, int]:
    return {row["state"]: row["many"] for row in database.rows(sql)}


def _count(database: Database, sql: str) -> int:
    return int(database.rows(sql)[0]["many"])

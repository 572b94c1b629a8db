"""What admins did on the site: written down in the transaction that does it or right after, and never changed.

Not exported: it is the log of what was done at one site; a backup keeps it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from twosource.store.database import Database
from twosource.store.rows import sound


@dataclass(frozen=True, slots=True)
class Act:
    """Something that an admin did: `did` is a word of ours, `subject` what it was done to."""

    who: str
    at: datetime
    did: str
    subject: str


def keep_act(database: Database, act: Act) -> None:
    """Write down what an admin did, in a transaction of its own."""
    told = {"who": sound(act.who), "at": act.at.isoformat(), "did": act.did, "subject": sound(act.subject)}
    with database.write():
        [last] = database.rows("SELECT COALESCE(MAX(number), 0) + 1 AS number FROM acts")
        database.run(
            "INSERT INTO acts (number, who, at, did, subject) VALUES (:number, :who, :at, :did, :subject)",
            [{**told, **last}],
        )


def acts(database: Database, limit: int) -> list[Act]:
    """What was done, the last first."""
    rows = database.rows(f"SELECT who, at, did, subject FROM acts ORDER BY number DESC LIMIT {limit:d}")
    return [Act(row["who"], datetime.fromisoformat(row["at"]), row["did"], row["subject"]) for row in rows]

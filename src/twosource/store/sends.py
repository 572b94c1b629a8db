"""What is mailed to whom, and what became of it: the log that makes a brief go out once.

    planned ──claim──▶ sending ──settle──▶ sent │ failed │ planned again, later
       ▲                  │                  └─▶ bounced, when it came back
       └──────recover─────┴─▶ unanswered: it was handed over, and we ended before the answer came

Strategy: a reader and an occasion (the day of theirs that the brief is for) have one row, which the database lets
nobody make twice; the row and the reader's next date are written together. What a reader has been told changes in the
transaction that says that it was sent. Who sends is alone (`Database.alone`), so rows that are being sent when a run
begins are those of a run that ended in the midst of it.

Not exported: it is the log of what one machine did, and when a reader's next brief is due is exported with the reader.
Briefs as they were mailed are not either: they are made of what is exported. A backup keeps both.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from twosource.store.database import Database, batches, listed
from twosource.store.rows import sound, stamp
from twosource.store.subscribers import Subscriber, subscriber_of


class Sent(StrEnum):
    """How far it is with a mail."""

    PLANNED = "planned"
    SENDING = "sending"
    SENT = "sent"
    UNANSWERED = "unanswered"  # counted as sent
    FAILED = "failed"
    NOTHING = "nothing"  # there was no news: nothing was sent
    BOUNCED = "bounced"


@dataclass(frozen=True, slots=True)
class Issue:
    """A brief as it is mailed, the same for all who know and wish the same. `told`, `brief`: keys of what they name."""

    id: str
    brief: str
    subject: str
    html: str
    plain: str
    told: str
    composed: datetime


@dataclass(frozen=True, slots=True)
class Planned:
    """That a reader is to get an issue, None where there is no news, and when the next one is due."""

    subscriber: int
    occasion: str
    issue: str | None
    next: datetime | None
    soft: int = 0


@dataclass(frozen=True, slots=True)
class Claim:
    """A mail that is to be sent now."""

    number: int
    occasion: str
    issue: str
    tries: int
    subscriber: Subscriber


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of it. `due`: when it is tried again, if it is planned again; `tried`: whether this was a try."""

    number: int
    state: Sent
    reason: str = ""
    due: datetime | None = None
    tried: bool = True


@dataclass(frozen=True, slots=True)
class Waiting:
    """Mails that wait for one reason, and when the first of them is tried."""

    many: int
    due: datetime
    reason: str


LONGEST_REASON: Final = 500  # characters of what a server said: it may send 64 kB
_HAS_IT: Final = (  # what a reader has been told, once they have it
    "UPDATE subscribers SET told ="
    " (SELECT i.told FROM sends JOIN issues i ON i.id = issue WHERE sends.number = :number)"
    " WHERE number = (SELECT subscriber FROM sends WHERE number = :number)"
)
_SETTLED: Final = (
    "UPDATE sends SET state = :state, reason = :reason, due = COALESCE(:due, due), changed = :now,"
    " tries = tries + :tried WHERE number = :number AND state = 'sending'"
)


def keep_issue(database: Database, issue: Issue) -> None:
    """Keep an issue, inside a transaction."""
    row = {name: sound(value) if isinstance(value, str) else value for name, value in asdict(issue).items()}
    database.run(
        "INSERT INTO issues (id, brief, subject, html, plain, told, composed)"
        " VALUES (:id, :brief, :subject, :html, :plain, :told, :composed) ON CONFLICT (id) DO NOTHING",
        [{**row, "composed": stamp(issue.composed)}],
    )


def issue_named(database: Database, issue_id: str) -> Issue | None:
    for row in database.rows("SELECT * FROM issues WHERE id = :id", {"id": sound(issue_id)}):
        return Issue(**{**row, "composed": datetime.fromisoformat(row["composed"])})
    return None


def plan(database: Database, planned: Sequence[Planned], now: datetime) -> int:
    """Write down who is to get what, inside a transaction; how many had not been planned before.

    Who had no news on an occasion may have some since.
    """
    last = int(database.rows("SELECT COALESCE(MAX(number), 0) AS last FROM sends")[0]["last"])
    made = 0
    for one in planned:
        state = Sent.PLANNED if one.issue else Sent.NOTHING
        row = {"subscriber": one.subscriber, "occasion": one.occasion, "issue": one.issue, "state": state.value}
        made += database.run(
            "INSERT INTO sends (number, subscriber, occasion, issue, state, runner, tries, due, reason, changed)"
            " VALUES (:number, :subscriber, :occasion, :issue, :state, '', 0, :now, '', :now)"
            " ON CONFLICT (subscriber, occasion) DO UPDATE SET issue = excluded.issue, state = excluded.state,"
            " due = excluded.due, changed = excluded.changed WHERE sends.state = 'nothing'",
            [{**row, "number": last + made + 1, "now": stamp(now)}],
        )
    next_dates = [
        {"next": stamp(one.next) if one.next else None, "soft": one.soft, "number": one.subscriber} for one in planned
    ]
    database.run("UPDATE subscribers SET due = :next, soft = :soft WHERE number = :number", next_dates)
    return made


def claim(database: Database, runner: str, now: datetime, limit: int) -> list[Claim]:
    """Mails that are due, which this run sends from now on. Those of readers who want none any more have failed."""
    due = "state = 'planned' AND due <= :now"
    gone = "(SELECT number FROM subscribers WHERE state <> 'active')"
    values = {"now": stamp(now)}
    sql = (
        "SELECT d.number AS send, d.occasion AS occasion, d.issue AS issue, d.tries AS tries, s.* FROM sends d"
        f" JOIN subscribers s ON s.number = d.subscriber WHERE d.state = 'planned' AND d.due <= :now"
        f" ORDER BY d.due, d.number LIMIT {limit:d}"
    )
    with database.write():
        no_more = f"UPDATE sends SET state = 'failed', reason = 'no longer wanted', changed = :now WHERE {due}"
        database.run(f"{no_more} AND subscriber IN {gone}", [values])
        rows = database.rows(sql, values)
        sending = "UPDATE sends SET state = 'sending', runner = :runner, changed = :now WHERE number = :number"
        database.run(sending, [{"runner": runner, "number": row["send"], **values} for row in rows])
    return [Claim(row["send"], row["occasion"], row["issue"], row["tries"], subscriber_of(row)) for row in rows]


def settle(database: Database, outcomes: Sequence[Outcome], now: datetime) -> None:
    """Write down what became of mails that were being sent, in one transaction."""
    rows = [
        {
            "number": one.number,
            "state": one.state.value,
            "reason": sound(one.reason[:LONGEST_REASON]),
            "due": stamp(one.due) if one.due else None,
            "tried": int(one.tried),
            "now": stamp(now),
        }
        for one in outcomes
    ]
    told = [{"number": one.number} for one in outcomes if one.state in {Sent.SENT, Sent.UNANSWERED}]
    with database.write():
        database.run(_SETTLED, rows)
        database.run(_HAS_IT, told)


def recover(database: Database, handed_over: Collection[int], now: datetime) -> tuple[int, int]:
    """What a run that ended in the midst of it left: mails that were handed over are sent, as far as we can know; the
    others are to be sent. How many of each. Who calls is alone.
    """
    rows = database.rows("SELECT number FROM sends WHERE state = 'sending' ORDER BY number")
    there = [row["number"] for row in rows]
    over = [number for number in there if number in handed_over]
    reason = "handed over; the answer is not known"
    settle(database, [Outcome(number, Sent.UNANSWERED, reason) for number in over], now)
    with database.write():
        again = database.run("UPDATE sends SET state = 'planned' WHERE state = 'sending'")
    return len(over), again


def give_up(database: Database, number: int) -> None:
    """A reader is to get none of what is planned for them."""
    sql = "UPDATE sends SET state = 'failed', reason = 'no longer wanted' WHERE state = 'planned' AND subscriber = :n"
    database.run(sql, [{"n": number}])


def came_back(database: Database, subscriber: int, reason: str, now: datetime) -> bool:
    """The last mail that a reader was sent has come back, inside a transaction; whether that was not known yet."""
    sql = (
        "UPDATE sends SET state = 'bounced', reason = :reason, changed = :now WHERE state IN ('sent', 'unanswered')"
        " AND number = (SELECT MAX(number) FROM sends WHERE subscriber = :subscriber AND issue IS NOT NULL)"
    )
    row = {"subscriber": subscriber, "reason": sound(reason[:LONGEST_REASON]), "now": stamp(now)}
    return database.run(sql, [row]) > 0


def last_states(database: Database, subscribers: Iterable[int]) -> dict[int, Sent]:
    """What became of the last mail of each of these readers who was sent any."""
    found: dict[int, Sent] = {}
    for batch in batches(subscribers):
        which, values = listed("n", batch)
        sql = f"SELECT subscriber, state FROM sends WHERE subscriber IN {which} AND issue IS NOT NULL ORDER BY number"
        found |= {row["subscriber"]: Sent(row["state"]) for row in database.rows(sql, values)}
    return found


def waiting(database: Database) -> list[Waiting]:
    """The mails that are to be sent, by the reason why they were not yet, the next first."""
    sql = (
        "SELECT reason, COUNT(*) AS many, MIN(due) AS due FROM sends WHERE state = 'planned'"
        " GROUP BY reason ORDER BY due, reason"
    )
    return [Waiting(row["many"], datetime.fromisoformat(row["due"]), row["reason"]) for row in database.rows(sql)]


def tally(database: Database) -> dict[str, int]:
    """How many mails there are of each state."""
    sql = "SELECT state, COUNT(*) AS many FROM sends GROUP BY state ORDER BY state"
    return {row["state"]: row["many"] for row in database.rows(sql)}


def forget(database: Database, before: datetime) -> None:
    """Let go of what was done before, and of issues that no row names."""
    old = {"before": stamp(before)}
    with database.write():
        database.run("DELETE FROM sends WHERE changed < :before AND state NOT IN ('planned', 'sending')", [old])
        unnamed = "composed < :before AND NOT EXISTS (SELECT 1 FROM sends WHERE issue = issues.id)"
        database.run(f"DELETE FROM issues WHERE {unnamed}", [old])

"""Who gets briefs by mail: their addresses, their wishes, and what they have been told.

Strategy: a row a reader, known by the `key` of their address, and a number by which links of theirs name them. What a
reader was told is one value of many kilobytes that most readers share, so it is kept once and named by its digest.
Whether an address is one, when a brief is due and what follows from a bounce is decided elsewhere.

Exported: all of a reader but `salt`, which makes the links in their mail: an export goes to other hands, and whoever
had it could unsubscribe them. A backup keeps it.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any, Final

from twosource.errors import BadField
from twosource.store.database import Database, Row, batches, listed, walked
from twosource.store.rows import sound, stamp


class State(StrEnum):
    """How it stands with a reader. Only the active get briefs."""

    PENDING = "pending"  # asked for it, and has not said so from their in-box
    ACTIVE = "active"
    UNSUBSCRIBED = "unsubscribed"
    BOUNCED = "bounced"  # their server says that there is no such in-box
    COMPLAINED = "complained"  # they called a brief spam


@dataclass(frozen=True, slots=True)
class Wishes:
    """What a reader chose.

    days: of the week, Monday is 1: `135`. hour: by the clock of `zone`. rules: as `briefing.rules` reads them.
    """

    zone: str = "UTC"
    days: str = "1"
    hour: int = 7
    minutes: int = 5
    rules: str = ""


@dataclass(frozen=True, slots=True)
class Subscriber:
    """A reader of briefs. `number` is 0 until they are kept; `told` names what they know."""

    key: str
    address: str
    name: str = ""
    wishes: Wishes = Wishes()
    state: State = State.PENDING
    number: int = 0
    salt: str = ""
    due: datetime | None = None
    told: str | None = None
    soft: int = 0
    reason: str = ""
    added: datetime | None = None
    confirmed: datetime | None = None
    asked: datetime | None = None


_COLUMNS: Final = (
    *("number", "key", "address", "name", "zone", "days", "hour", "minutes", "rules", "state", "salt", "due", "told"),
    *("soft", "reason", "added", "confirmed", "asked"),
)
_MADE: Final = f"INSERT INTO subscribers ({', '.join(_COLUMNS)}) VALUES ({', '.join(f':{name}' for name in _COLUMNS)})"
_CHANGED: Final = (
    f"UPDATE subscribers SET {', '.join(f'{name} = :{name}' for name in _COLUMNS[1:])} WHERE number = :number"
)
EXPORTED: Final = tuple(name for name in _COLUMNS if name not in {"number", "salt", "told", "asked"})


# --- in: inside a transaction of who calls ----------------------------------------------------------------------------


def add(database: Database, new: Sequence[Subscriber]) -> list[Subscriber]:
    """Keep readers whose keys are free; those that were, with their numbers."""
    free = {one.key: one for one in new}
    for batch in batches(list(free)):
        which, values = listed("k", batch)
        for row in database.rows(f"SELECT key FROM subscribers WHERE key IN {which}", values):
            del free[row["key"]]
    last = int(database.rows("SELECT COALESCE(MAX(number), 0) AS last FROM subscribers")[0]["last"])
    kept = [replace(one, number=last + at) for at, one in enumerate(free.values(), 1)]
    database.run(_MADE, [_row(one) for one in kept])
    return kept


def change(database: Database, subscribers: Sequence[Subscriber]) -> None:
    """Keep what readers are now in place of what they were."""
    database.run(_CHANGED, [_row(one) for one in subscribers])


def remove(database: Database, number: int) -> bool:
    """Let go of a reader, and of what was sent to them."""
    return database.run("DELETE FROM subscribers WHERE number = :number", [{"number": number}]) > 0


def keep_told(database: Database, body: str) -> str:
    """Keep what some readers have been told; its digest."""
    row = {"digest": hashlib.sha256(body.encode()).hexdigest(), "body": body}
    sql = "INSERT INTO told_states (digest, body) VALUES (:digest, :body) ON CONFLICT (digest) DO NOTHING"
    database.run(sql, [row])
    return row["digest"]


def drop_untold(database: Database) -> None:
    """Let go of what nobody has been told, or will have been."""
    database.run(
        "DELETE FROM told_states WHERE NOT EXISTS (SELECT 1 FROM subscribers WHERE told = digest)"
        " AND NOT EXISTS (SELECT 1 FROM issues WHERE told = digest)"
    )


def _row(one: Subscriber) -> Row:
    row = {**asdict(one), **asdict(one.wishes), "state": one.state.value}
    del row["wishes"]
    for name in ("due", "added", "confirmed", "asked"):
        row[name] = stamp(row[name]) if row[name] else None
    return {name: sound(value) if isinstance(value, str) else value for name, value in row.items()}


# --- out --------------------------------------------------------------------------------------------------------------


def numbered(database: Database, number: int) -> Subscriber | None:
    rows = database.rows("SELECT * FROM subscribers WHERE number = :number", {"number": number})
    return subscriber_of(rows[0]) if rows else None


def keyed(database: Database, key: str) -> Subscriber | None:
    rows = database.rows("SELECT * FROM subscribers WHERE key = :key", {"key": sound(key)})
    return subscriber_of(rows[0]) if rows else None


def everybody(database: Database, state: State | None = None) -> Iterator[Subscriber]:
    """All readers, or those of a state, by number."""
    sql = "SELECT * FROM subscribers WHERE number > :after" + (" AND state = :state" if state else "")
    values: dict[str, object] = {"after": 0, **({"state": state.value} if state else {})}
    return map(subscriber_of, walked(database, sql, "number", values))


def due_by(database: Database, now: datetime, limit: int | None = None) -> list[Subscriber]:
    """Readers whose next brief is due, those who wait longest first."""
    most = "" if limit is None else f" LIMIT {limit:d}"
    sql = f"SELECT * FROM subscribers WHERE due <= :now ORDER BY due, number{most}"
    return [subscriber_of(row) for row in database.rows(sql, {"now": stamp(now)})]


def asked(database: Database, limit: int) -> list[Subscriber]:
    """Those to whom a mail is to be sent that asks whether they want briefs."""
    sql = f"SELECT * FROM subscribers WHERE asked IS NOT NULL ORDER BY asked, number LIMIT {limit:d}"
    return [subscriber_of(row) for row in database.rows(sql)]


def not_asked(database: Database, number: int, since: datetime) -> None:
    """They have been asked, as was wanted at `since`, inside a transaction."""
    row = {"number": number, "since": stamp(since)}
    database.run("UPDATE subscribers SET asked = NULL WHERE number = :number AND asked = :since", [row])


def forget_pending(database: Database, before: datetime) -> int:
    """Let go of those who never said that they want briefs; how many. Inside a transaction."""
    sql = "DELETE FROM subscribers WHERE state = 'pending' AND added < :before AND asked IS NULL"
    return database.run(sql, [{"before": stamp(before)}])


def next_due(database: Database) -> datetime | None:
    """When the next brief of anybody is."""
    return _when(database.rows("SELECT MIN(due) AS due FROM subscribers")[0]["due"])


def counts(database: Database) -> dict[str, int]:
    """How many readers there are of each state."""
    sql = "SELECT state, COUNT(*) AS many FROM subscribers GROUP BY state ORDER BY state"
    return {row["state"]: row["many"] for row in database.rows(sql)}


def told_body(database: Database, digest: str) -> str | None:
    rows = database.rows("SELECT body FROM told_states WHERE digest = :digest", {"digest": digest})
    return str(rows[0]["body"]) if rows else None


def subscriber_of(row: Mapping[str, Any]) -> Subscriber:
    """A row of the subscribers, as a value."""
    return Subscriber(
        row["key"],
        row["address"],
        row["name"],
        Wishes(row["zone"], row["days"], row["hour"], row["minutes"], row["rules"]),
        State(row["state"]),
        row["number"],
        row["salt"],
        _when(row["due"]),
        row["told"],
        row["soft"],
        row["reason"],
        *(_when(row[name]) for name in ("added", "confirmed", "asked")),
    )


def _when(kept: str | None) -> datetime | None:
    return datetime.fromisoformat(kept) if kept else None


# --- moved ------------------------------------------------------------------------------------------------------------


def exported(database: Database) -> Iterator[Row]:
    """What an export holds of each reader: all but what opens their links."""
    sql = (
        f"SELECT s.number AS number, {', '.join(f's.{name}' for name in EXPORTED)}, t.body AS told"
        " FROM subscribers s LEFT JOIN told_states t ON t.digest = s.told WHERE s.number > :after"
    )
    for row in walked(database, sql, "number"):
        yield {name: row[name] for name in (*EXPORTED, "told")}


def new_salt() -> str:
    """What no other reader has, and nobody guesses."""
    return secrets.token_hex(8)


def take_in(database: Database, found: Iterable[Mapping[str, Any]]) -> None:
    """Readers of an export, within a transaction: those whose addresses are not here.

    Raises:
        BadField: no address or no state that a reader has.
    """
    new = []
    for one in found:
        if not one["key"] or one["state"] not in set(State):
            raise BadField(f"subscriber {one['address']!r}", "not as it was kept", "export it again")
        told = keep_told(database, one["told"]) if one["told"] is not None else None
        new.append(subscriber_of({**one, "number": 0, "salt": new_salt(), "told": told, "asked": None}))
    add(database, new)

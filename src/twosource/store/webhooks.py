"""Who outside is told what happens, and what came of telling them.

    happened ─▶ a line for each address that wants it ─▶ taken for a while ─▶ done │ failed │ waiting again, later

Strategy: what happened is written down in the transaction in which it happens (`happened`), so that nothing is missed
and nothing told that was undone. Who delivers takes lines for LEASE seconds: if it ends in the midst of that, another
takes them again; so each is delivered at least once, under one id. A story that changes while a line about its change
has not been tried adds none: what is sent tells how it is then.

An address in trouble (no answer, or a server that says so) rests as a whole: what was not tried yet waits for the next
try of what was, and goes on as soon as anything is taken. One that took nothing while two things, one after the other,
were tried until they were given up is told nothing more, as one whose server says that it is gone; what an admin sends
it by hand, a test or a message once more, begins anew where it is taken.

Neither is exported: an address may let whoever knows it in, and a secret signs in our name; an export goes to other
hands. A backup holds both.
"""

from __future__ import annotations

import secrets
from base64 import b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Final

from twosource.errors import StoreRefused
from twosource.store.database import Database
from twosource.store.rows import sound, stamp


class Event(StrEnum):
    """What can happen."""

    STORY_NEW = "story.new"  # a story was told for the first time
    STORY_CHANGED = "story.changed"  # what is told of it is no longer what it was
    BRIEF_MADE = "brief.made"  # a brief was composed for all
    TEST = "webhook.test"  # an admin asked for it


TOLD: Final = (Event.STORY_NEW, Event.STORY_CHANGED, Event.BRIEF_MADE)
"""Those that an address can ask for."""
LEASE: Final = timedelta(seconds=60)  # that a try may take: it has 15 by itself, and the machine may be busy
LONGEST_REASON: Final = 300
TROUBLE: Final = (408, 429, 502, 503, 504)  # of the server as a whole; 500 is as often said of one message alone
_IN_TROUBLE: Final = f"(status IS NULL OR status IN ({', '.join(map(str, TROUBLE))}))"  # of a line that was tried
_FREE: Final = (
    "webhook = :webhook AND NOT EXISTS"
    " (SELECT 1 FROM deliveries o WHERE o.webhook = :webhook AND o.state = 'waiting' AND o.leased > :now)"
)
_FIRST: Final = (
    "AND state = 'waiting' AND due <= :now"
    f" ORDER BY CASE event WHEN '{Event.TEST}' THEN 0 ELSE 1 END, number LIMIT 1"  # somebody waits for a test
)
_LEASE: Final = "UPDATE deliveries SET due = :until, leased = :until, tries = tries + 1 WHERE number = :number"
PREFIX: Final = "whsec_"  # of secrets, as Standard Webhooks has them


@dataclass(frozen=True, slots=True)
class Webhook:
    """An address that is told. `active`: whether it still is."""

    number: int
    address: str
    events: tuple[str, ...]
    secret: str = field(repr=False)
    active: bool
    reason: str
    added: datetime


@dataclass(frozen=True, slots=True)
class Delivery:
    """Something that is told, or was. `state`: waiting, done, failed or dropped."""

    number: int
    webhook: int
    id: str
    event: Event
    subject: str
    at: datetime
    state: str
    tries: int
    due: datetime
    body: str | None
    status: int | None
    reason: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a try. `again`: when the next is, None for none; `status`: what was answered."""

    number: int
    state: str
    status: int | None = None
    reason: str = ""
    again: datetime | None = None


# --- who is told ------------------------------------------------------------------------------------------------------


def add_webhook(database: Database, address: str, events: Sequence[Event], now: datetime) -> Webhook:
    """Tell an address from now on.

    Raises:
        StoreRefused: it is told already.
    """
    secret = PREFIX + b64encode(secrets.token_bytes(32)).decode()
    row = {"address": sound(address), "events": " ".join(events), "secret": secret, "now": stamp(now)}
    with database.write():
        if database.rows("SELECT 1 FROM webhooks WHERE address = :address", {"address": row["address"]}):
            raise StoreRefused(f"{address} is told already; remove it first")
        number = _next(database, "webhooks")
        database.run(
            "INSERT INTO webhooks (number, address, events, secret, state, reason, added)"
            " VALUES (:number, :address, :events, :secret, 'active', '', :now)",
            [{**row, "number": number}],
        )
    return Webhook(number, address, tuple(events), secret, active=True, reason="", added=now)


def webhooks(database: Database) -> list[Webhook]:
    return [_webhook(row) for row in database.rows("SELECT * FROM webhooks ORDER BY number")]


def webhook(database: Database, number: int) -> Webhook | None:
    for row in database.rows("SELECT * FROM webhooks WHERE number = :number", {"number": number}):
        return _webhook(row)
    return None


def remove_webhook(database: Database, number: int) -> bool:
    """Tell an address no more, and let go of what was told to it; whether there was one."""
    with database.write():
        return database.run("DELETE FROM webhooks WHERE number = :number", [{"number": number}]) > 0


def _webhook(row: Mapping[str, Any]) -> Webhook:
    events, added = tuple(row["events"].split()), datetime.fromisoformat(row["added"])
    told = (row["secret"], row["state"] == "active", row["reason"], added)
    return Webhook(row["number"], row["address"], events, *told)


# --- what happened: inside the transaction in which it does -----------------------------------------------------------


def happened(database: Database, event: Event, subject: str, now: datetime) -> None:
    """Write down that those who asked for it are to be told."""
    untried = "SELECT webhook FROM deliveries WHERE state = 'waiting' AND tries = 0 AND event = :event"
    for one in webhooks(database):
        if one.active and event in one.events:
            about = {"event": event.value, "subject": subject, "webhook": one.number}
            if not database.rows(f"{untried} AND subject = :subject AND webhook = :webhook", about):
                _put(database, one.number, event, subject, now)


def ask_test(database: Database, number: int, now: datetime, *, under_way: bool = False) -> Delivery | None:
    """Have a test told to an address, one too that is told nothing any more; None where there is none of that number.

    `under_way`: who calls tells it, and nobody else does for LEASE.
    """
    with database.write():
        if webhook(database, number) is None:
            return None
        made = _put(database, number, Event.TEST, "", now)
        if under_way:
            database.run(_LEASE, [{"number": made, "until": stamp(now + LEASE)}])
    return next(iter(_rows(database, "number = :number", {"number": made})), None)


def send_again(database: Database, number: int, message: str, now: datetime) -> Delivery | None:
    """Have something that was settled told to an address once more, under the id that it has.

    None where there is no such line, it waits already, or what it told of is gone.
    """
    # not as untried: what happens from now on is told beside it
    sql = (
        "UPDATE deliveries SET state = 'waiting', tries = 1, due = :now, changed = :now WHERE id = :message"
        " AND webhook = :webhook AND state IN ('done', 'failed') AND body IS NOT NULL"
    )
    with database.write():
        about = {"message": sound(message), "webhook": number}
        if not database.run(sql, [{**about, "now": stamp(now)}]):
            return None
    return next(iter(_rows(database, "id = :message AND webhook = :webhook", about)), None)


def _put(database: Database, webhook_: int, event: Event, subject: str, now: datetime) -> int:
    number = _next(database, "deliveries")
    row = {"number": number, "webhook": webhook_, "id": f"msg_{secrets.token_hex(16)}", "event": event.value}
    due = now if event is Event.TEST else max(now, _rest(database, webhook_) or now)
    database.run(
        "INSERT INTO deliveries (number, webhook, id, event, subject, at, state, tries, due, leased, reason, changed)"
        " VALUES (:number, :webhook, :id, :event, :subject, :now, 'waiting', 0, :due, '', '', :now)",
        [{**row, "subject": subject, "now": stamp(now), "due": stamp(due)}],
    )
    return number


def _rest(database: Database, number: int) -> datetime | None:
    """Until when an address rests; None where it does not."""
    sql = f"SELECT MIN(due) AS due FROM deliveries WHERE webhook = :number AND state = 'waiting' AND tries > 0 AND leased = '' AND {_IN_TROUBLE}"  # noqa: E501
    due = database.rows(sql, {"number": number})[0]["due"]
    return datetime.fromisoformat(due) if due else None


def _next(database: Database, table: str) -> int:
    return int(database.rows(f"SELECT COALESCE(MAX(number), 0) + 1 AS number FROM {table}")[0]["number"])


# --- what is delivered ------------------------------------------------------------------------------------------------


def take(database: Database, now: datetime, most: int, only: int | None = None) -> list[tuple[Delivery, Webhook]]:
    """The first line of each of `most` addresses that is due, which who calls tries now; nobody else does for LEASE.

    `only`: of that address. Nothing of an address is taken while another line of it is under way.
    """
    found: list[tuple[Delivery, Webhook]] = []
    with database.write():
        for one in webhooks(database):
            if only in {None, one.number} and len(found) < most:
                values = {"webhook": one.number, "now": stamp(now)}
                found += [(line, one) for line in _rows(database, f"{_FREE} {_FIRST}", values)]
        leased = [{"number": line.number, "until": stamp(now + LEASE)} for line, _ in found]
        database.run(_LEASE, leased)
    return found


def keep_body(database: Database, number: int, body: str) -> None:
    """What is sent at this try, and at each after it."""
    with database.write():
        database.run("UPDATE deliveries SET body = :body WHERE number = :number", [{"number": number, "body": body}])


def settle(database: Database, outcomes: Sequence[Outcome], now: datetime) -> None:
    """Write down what came of tries, and what follows for their addresses."""
    with database.write():
        database.run(
            "UPDATE deliveries SET state = :state, status = :status, reason = :reason, due = COALESCE(:again, due),"
            " leased = '', changed = :now WHERE number = :number",
            [_settled(one, now) for one in outcomes],
        )
        for one in outcomes:
            line = database.rows("SELECT webhook, event, at FROM deliveries WHERE number = :n", {"n": one.number})
            for row in line:  # none where its address was removed meanwhile
                _follow(database, one, row, now)


def _settled(one: Outcome, now: datetime) -> dict[str, object]:
    again = stamp(one.again) if one.again else None
    told = {"number": one.number, "state": one.state, "status": one.status, "again": again, "now": stamp(now)}
    return {**told, "reason": sound(one.reason[:LONGEST_REASON])}


def _follow(database: Database, one: Outcome, line: Mapping[str, Any], now: datetime) -> None:
    """What an outcome means for the address of its line."""
    values = {"webhook": line["webhook"], "now": stamp(now), "reason": sound(one.reason[:LONGEST_REASON])}
    if one.state == "done":
        anew = "UPDATE webhooks SET state = 'active', reason = '' WHERE number = :webhook AND state = 'ended'"
        database.run(anew, [values])
        _wake(database, values)
    elif one.state == "failed":
        database.run("UPDATE webhooks SET reason = :reason WHERE number = :webhook", [values])
        if one.status == GONE:
            _end(database, values, "its server is gone")
        elif line["event"] != Event.TEST and _is_dead(database, one, line):
            _end(database, values, "it took nothing for days")
    elif one.again and (one.status is None or one.status in TROUBLE):
        database.run(
            "UPDATE deliveries SET due = :again WHERE webhook = :webhook AND state = 'waiting' AND tries = 0"
            f" AND due < :again AND event <> '{Event.TEST}'",
            [{**values, "again": stamp(one.again)}],
        )


def _took_anything(database: Database, line: Mapping[str, Any]) -> bool:
    """Whether an address took anything since what a line tells of happened."""
    sql = "SELECT 1 FROM deliveries WHERE webhook = :webhook AND state = 'done' AND changed >= :at LIMIT 1"
    return bool(database.rows(sql, {"webhook": line["webhook"], "at": line["at"]}))


def _is_dead(database: Database, one: Outcome, line: Mapping[str, Any]) -> bool:
    """Whether an address takes nothing at all, as far as what was given up tells."""
    return _missed_another(database, one, line) and not _took_anything(database, line)


def _missed_another(database: Database, one: Outcome, line: Mapping[str, Any]) -> bool:
    """Whether another line was given up since an address took anything: what it refuses may be one message alone."""
    sql = (
        "SELECT 1 FROM deliveries o WHERE webhook = :webhook AND state = 'failed' AND number <> :number"
        f" AND event <> '{Event.TEST}' AND NOT EXISTS (SELECT 1 FROM deliveries d"
        " WHERE d.webhook = :webhook AND d.state = 'done' AND d.changed >= o.changed) LIMIT 1"
    )
    return bool(database.rows(sql, {"webhook": line["webhook"], "number": one.number}))


def _wake(database: Database, values: Mapping[str, object]) -> None:
    """An address answers: what waited with it is due."""
    database.run(
        "UPDATE deliveries SET due = :now WHERE webhook = :webhook AND state = 'waiting' AND due > :now"
        f" AND (tries = 0 OR {_IN_TROUBLE})",
        [values],
    )


def _end(database: Database, values: Mapping[str, object], why: str) -> None:
    """Tell an address nothing more, and drop what waits for it."""
    database.run("UPDATE webhooks SET state = 'ended' WHERE number = :webhook", [values])
    database.run(
        "UPDATE deliveries SET state = 'dropped', reason = :why, changed = :now WHERE state = 'waiting'"
        f" AND webhook = :webhook AND event <> '{Event.TEST}'",
        [{**values, "why": why}],
    )


GONE: Final = 410
"""The answer by which a server says that it is to be told nothing more."""


def next_due(database: Database) -> datetime | None:
    """When the next line is to be tried."""
    due = database.rows("SELECT MIN(due) AS due FROM deliveries WHERE state = 'waiting'")[0]["due"]
    return datetime.fromisoformat(due) if due else None


def last_deliveries(database: Database, number: int, limit: int) -> list[Delivery]:
    """The last lines of an address, the newest first."""
    return _rows(database, f"webhook = :number ORDER BY number DESC LIMIT {limit:d}", {"number": number})


def forget(database: Database, before: datetime) -> None:
    """Let go of what was settled before."""
    with database.write():
        database.run(
            "DELETE FROM deliveries WHERE state <> 'waiting' AND changed < :before", [{"before": stamp(before)}]
        )


def _rows(database: Database, condition: str, values: Mapping[str, object]) -> list[Delivery]:
    columns = "number, webhook, id, event, subject, at, state, tries, due, body, status, reason"
    return [_delivery(row) for row in database.rows(f"SELECT {columns} FROM deliveries WHERE {condition}", values)]


def _delivery(row: Mapping[str, Any]) -> Delivery:
    at, due = (datetime.fromisoformat(row[name]) for name in ("at", "due"))
    return Delivery(**{**row, "event": Event(row["event"]), "at": at, "due": due})

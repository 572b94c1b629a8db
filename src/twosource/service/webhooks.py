"""Those who asked for it are told what happens: signed, again and again until they have it, or given up.

    lines that are due ─▶ bodies ─▶ signed, posted at once, one an address ─▶ settled
          ▲                                                                     │
          └──────────────────────────── later, and later ───────────────────────┘

Strategy: what is to be told is in the store (`store.webhooks`). A body says what happened, and how what it happened to
is now, in the shape that the API lists it in; it is made at the first try, and is the same at each. Headers and
signatures are those of Standard Webhooks 1.0 (github.com/standard-webhooks): `webhook-id`, `webhook-timestamp`, and
`webhook-signature`, an HMAC-SHA256 of id, timestamp and body. An address gets one message at a time, in the order of
what happened as long as it takes them; one that it did not take is tried again while others go on. Any number of
processes may do this: a line that one has taken is left to it for a while.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from base64 import b64decode, b64encode
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Event as Flag
from typing import Any, Final

from twosource import clock
from twosource.errors import BadField, StoreRefused, Unreachable
from twosource.gathering.headers import retry_after
from twosource.gathering.posting import Answer, Poster
from twosource.rendering import addresses
from twosource.service.beside import PASSING
from twosource.store import Database
from twosource.store.dossiers import Shelved, shelf_row
from twosource.store.webhooks import (
    GONE,
    PREFIX,
    Delivery,
    Event,
    Outcome,
    Webhook,
    ask_test,
    forget,
    keep_body,
    next_due,
    settle,
    take,
)

PAUSES: Final = tuple(
    timedelta(seconds=seconds)
    for seconds in (5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400)  # as Standard Webhooks proposes
)
"""Before the second try, the third and so on; behind the last we give up: after three days."""
LONGEST_PAUSE: Final = timedelta(days=1)  # that a server may ask for in place of a shorter one of ours
LOOK: Final = 2.0  # seconds between two looks for what is due
AT_ONCE: Final = 8  # addresses that are told at the same time
KEPT: Final = timedelta(days=30)  # what was settled

Tell = Callable[[str], None]


# --- what is sent -----------------------------------------------------------------------------------------------------


def story_json(one: Shelved) -> dict[str, Any]:
    """A story as lists of the API have it."""
    return {
        "id": one.story,
        "title": one.title,
        "counts": {name: getattr(one.counts, name) for name in ("reports", "texts", "outlets", "origins")},
        "first": one.first.isoformat() if one.first else None,
        "last": one.last.isoformat() if one.last else None,
        "made": one.made.isoformat(),
        "outlets": list(one.outlets),
        "weight": one.weight,
        "stale": one.stale,
    }


def body_of(database: Database, one: Delivery, base: str) -> str | None:
    """What is sent of something that happened; None where what it happened to is gone."""
    data = _data(database, one, base)
    if data is None:
        return None
    told = {"type": one.event.value, "timestamp": one.at.isoformat(), "data": data}
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"))


def _data(database: Database, one: Delivery, base: str) -> dict[str, Any] | None:
    if one.event is Event.TEST:
        return {"webhook": one.webhook}
    if one.event is Event.BRIEF_MADE:
        told = {"id": one.subject, "composed": one.at.isoformat()}
        return {"brief": told, **_links(base, addresses.brief(one.subject))}
    found = shelf_row(database, one.subject)
    if found is None:
        return None
    return {"story": story_json(found), **_links(base, addresses.story(one.subject))}


def _links(base: str, page: str) -> dict[str, str]:
    """Where it is shown, and where a program has all of it."""
    return {"page": addresses.absolute(base, page), "api": addresses.absolute(base, f"/api/v1{page}")}


def headers_of(one: Delivery, secret: str, body: bytes, now: datetime) -> Mapping[str, str]:
    """What goes with a body: what it is, and that it is ours."""
    timestamp = str(int(now.timestamp()))
    return {
        "Content-Type": "application/json",
        "webhook-id": one.id,
        "webhook-timestamp": timestamp,
        "webhook-signature": f"v1,{signature(secret, one.id, timestamp, body)}",
    }


def signature(secret: str, message: str, timestamp: str, body: bytes) -> str:
    """HMAC-SHA256 of `id.timestamp.body` in base64; the key is what stands in base64 behind `whsec_`."""
    key = b64decode(secret.removeprefix(PREFIX))
    signed = f"{message}.{timestamp}.".encode() + body
    return b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()


# --- what comes of it -------------------------------------------------------------------------------------------------


def judged(one: Delivery, answered: Answer | str, now: datetime) -> Outcome:
    """What follows from an answer, or from why there is none. `one.tries` are those before this one."""
    if isinstance(answered, str):
        return _missed(one, None, answered, timedelta(), now)
    if 200 <= answered.status < 300:
        return Outcome(one.number, "done", answered.status)
    reason = f"its server answered {answered.status}"
    if answered.status == GONE:
        return Outcome(one.number, "failed", GONE, f"{reason}: it is told nothing more")
    return _missed(one, answered.status, reason, retry_after(answered.headers, now, LONGEST_PAUSE), now)


def _missed(one: Delivery, status: int | None, reason: str, asked: timedelta, now: datetime) -> Outcome:
    """It was not taken: again after a pause of ours, or the longer one that its server asked for; or never."""
    if one.event is Event.TEST:
        return Outcome(one.number, "failed", status, reason)
    if one.tries >= len(PAUSES):
        return Outcome(one.number, "failed", status, f"{reason}; given up after {one.tries + 1} tries")
    return Outcome(one.number, "waiting", status, reason, now + max(PAUSES[one.tries], asked))


def posted(poster: Poster, one: Delivery, to: Webhook, body: str, now: Callable[[], datetime]) -> Outcome:
    """Try once; what came of it."""
    content = body.encode("utf8", "replace")
    answered: Answer | str
    try:
        answered = poster.post(to.address, content, headers_of(one, to.secret, content, now()))
    except (Unreachable, BadField) as error:
        answered = error.problem
    return judged(one, answered, now())


def test_now(database: Database, poster: Poster, to: Webhook, now: datetime) -> Outcome:
    """Tell an address a test, whatever else waits for it; what came of it is kept among its deliveries."""
    one = ask_test(database, to.number, now, under_way=True)
    if one is None:
        raise StoreRefused(f"webhook {to.number} is not there any more")
    body = body_of(database, one, "") or ""
    keep_body(database, one.number, body)
    outcome = posted(poster, one, to, body, lambda: now)
    settle(database, [outcome], now)
    return outcome


@dataclass(frozen=True, slots=True)
class Herald:
    """Delivers. `base`: where the site is; `tell`: told in a line what is given up."""

    database: Database
    poster: Poster
    base: str
    tell: Tell
    now: Callable[[], datetime] = clock.now

    def watch(self, stop: Flag, *, look: float = LOOK) -> None:
        """Deliver what is due, until `stop`. A store that is away for a while is waited for.

        Raises:
            StoreError: one that does not come right by itself.
        """
        while not stop.is_set():
            try:
                while not stop.is_set() and self._is_due() and self.once():
                    pass
            except PASSING as error:
                self.tell(f"webhooks wait: {error}")
            stop.wait(look)

    def _is_due(self) -> bool:
        due = next_due(self.database)
        return due is not None and due <= self.now()

    def once(self, only: int | None = None) -> int:
        """Try the first line of each address that is due, or of one address; how many were tried."""
        taken = take(self.database, self.now(), AT_ONCE, only)
        bodies = [(one, to, one.body or self._first_body(one)) for one, to in taken]
        sent = [(one, to, body) for one, to, body in bodies if body is not None]
        nothing = "nothing is left to tell"
        gone = [Outcome(one.number, "dropped", reason=nothing) for one, _, body in bodies if body is None]
        with ThreadPoolExecutor(AT_ONCE) as threads:
            outcomes = list(threads.map(self._posted, sent))
        settle(self.database, [*gone, *outcomes], self.now())
        forget(self.database, self.now() - KEPT)
        self._tell_of_failures([to for _, to, _ in sent], outcomes)
        return len(taken)

    def _first_body(self, one: Delivery) -> str | None:
        body = body_of(self.database, one, self.base)
        if body is not None:
            keep_body(self.database, one.number, body)
        return body

    def _posted(self, sending: tuple[Delivery, Webhook, str]) -> Outcome:
        one, to, body = sending
        return posted(self.poster, one, to, body, self.now)

    def _tell_of_failures(self, told: Sequence[Webhook], outcomes: Sequence[Outcome]) -> None:
        for to, outcome in zip(told, outcomes, strict=True):
            if outcome.state == "failed":
                self.tell(f"webhook {to.number} was not told: {outcome.reason}")

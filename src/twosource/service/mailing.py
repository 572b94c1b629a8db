"""The life of a reader of briefs: asked for, confirmed, changed, ended, come back. And what proves who asks.

    (none) ──ask──▶ pending ──confirm──▶ active ──end──▶ unsubscribed       any ──ask──▶ a mail that asks, and no more
                                           │──────────▶ bounced, complained

Strategy: a link in a mail proves that who follows it reads the mail. It carries a token: the reader's number and a
keyed digest of that, of what the link is for and of the reader's salt. Nothing of it is kept, and a new salt ends all
links. Each step is one transaction that may be run again. To ask for briefs is answered in the same way whoever asks
for whom: what an address is known as is told to the address alone.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Final

from twosource.briefing.rules import parse
from twosource.delivery.addresses import Address, address
from twosource.delivery.bounces import Kind, Returned
from twosource.errors import BadField
from twosource.service.occasions import next_due, proper
from twosource.store import Database, sends, subscribers
from twosource.store.accounts import secret
from twosource.store.subscribers import State, Subscriber, Wishes, new_salt

MOST_SOFT: Final = 4  # mails in a row that came back for the time being: a month of weekly ones; lists take 3 to 5
LONGEST_RULES: Final = 20_000  # characters: MOST_RULES of briefing, 100 each
_NUMBER: Final = 5  # bytes of a token
_PROOF: Final = 10  # bytes: 80 bits, and every guess is a request


class Use(StrEnum):
    """What a link or return address is for."""

    CONFIRM = "confirm"
    WISHES = "wishes"
    UNSUBSCRIBE = "unsubscribe"
    BOUNCE = "bounce"


@dataclass(frozen=True, slots=True)
class Tokens:
    """What makes and reads tokens. Small letters and digits: return addresses are not told apart by their case."""

    key: bytes

    def made(self, use: Use, whose: Subscriber) -> str:
        number = whose.number.to_bytes(_NUMBER, "big")
        return base64.b32encode(number + self._proof(use, number, whose.salt)).decode("ascii").lower()

    def reader(self, database: Database, use: Use, token: str) -> Subscriber | None:
        """Whose token it is; None of what is none, or of another use."""
        try:
            found = base64.b32decode(token.upper().encode("ascii"))
        except ValueError:
            return None
        if len(found) != _NUMBER + _PROOF:
            return None
        whose = subscribers.numbered(database, int.from_bytes(found[:_NUMBER], "big"))
        salt = whose.salt if whose else ""
        is_it = hmac.compare_digest(found[_NUMBER:], self._proof(use, found[:_NUMBER], salt))
        return whose if is_it else None

    def _proof(self, use: Use, number: bytes, salt: str) -> bytes:
        told = b"\0".join((use.value.encode(), number, salt.encode()))
        return hmac.digest(self.key, told, hashlib.sha256)[:_PROOF]


def tokens(database: Database) -> Tokens:
    """Those of this store."""
    return Tokens(secret(database, "mail", lambda: secrets.token_hex(32)).encode())


# --- steps ------------------------------------------------------------------------------------------------------------


def ask(database: Database, whom: Address, wishes: Wishes, now: datetime) -> None:
    """Somebody asks for briefs to an address: a mail is to be sent there that asks whether that is so.

    Wishes are taken of who is new; others say theirs where they have shown that they read the mail.

    Raises:
        BadField: wishes that cannot be.
    """
    wishes = checked(wishes)
    with database.write():
        held = subscribers.keyed(database, whom.key)
        if held is None:
            new = Subscriber(
                whom.key, whom.spec, whom.name, wishes, State.PENDING, salt=new_salt(), added=now, asked=now
            )
            subscribers.add(database, [new])
        elif held.state is not State.COMPLAINED:
            taken = wishes if held.state is State.PENDING else held.wishes
            subscribers.change(database, [replace(held, wishes=taken, asked=now)])


def confirm(database: Database, whose: Subscriber, now: datetime) -> Subscriber | None:
    """The reader says that they want briefs; how they stand now."""

    def confirmed(held: Subscriber) -> Subscriber:
        return held if held.state in {State.ACTIVE, State.COMPLAINED} else active(held, now)

    return _changed(database, whose.number, confirmed)


def active(held: Subscriber, now: datetime) -> Subscriber:
    """A reader who is to get briefs from now on."""
    due = next_due(held.wishes, now)
    return replace(held, state=State.ACTIVE, due=due, confirmed=now, soft=0, reason="", asked=None)


def wish(database: Database, whose: Subscriber, wishes: Wishes, now: datetime) -> Subscriber | None:
    """The reader wishes something else.

    Raises:
        BadField: wishes that cannot be.
    """
    wishes = checked(wishes)

    def wished(held: Subscriber) -> Subscriber:
        due = next_due(wishes, now) if held.state is State.ACTIVE else None
        return replace(held, wishes=wishes, due=due)

    return _changed(database, whose.number, wished)


def checked(wishes: Wishes) -> Wishes:
    """Wishes as they can be kept.

    Raises:
        BadField: what is wrong with them.
        RuleError: rules that cannot be understood.
    """
    if len(wishes.rules) > LONGEST_RULES:
        raise BadField("rules", f"{len(wishes.rules):,} characters", f"{LONGEST_RULES:,} are the most")
    parse(wishes.rules)
    return proper(wishes)


def end(database: Database, number: int, state: State, reason: str) -> Subscriber | None:
    """The reader gets no more: they said so, complained, or their in-box is gone. A complaint stays one."""

    def ended(held: Subscriber) -> Subscriber:
        if held.state in {State.COMPLAINED, state} or (held.state is not State.ACTIVE and state is State.BOUNCED):
            return held
        return replace(held, state=state, reason=reason[:500], due=None, asked=None)

    return _changed(database, number, ended)


def _changed(database: Database, number: int, change: Callable[[Subscriber], Subscriber]) -> Subscriber | None:
    with database.write():
        held = subscribers.numbered(database, number)
        new = change(held) if held else None
        if new and new != held:
            subscribers.change(database, [new])
            if new.state is not State.ACTIVE:
                sends.give_up(database, number)
    return new


# --- what comes back --------------------------------------------------------------------------------------------------


def take_back(database: Database, found: Returned, now: datetime) -> Subscriber | None:
    """See to a mail that came back; whom it was about, None where that is nobody here.

    Whoever has a token had a mail of ours. Without one, only the address of an active reader is believed, and only to
    say that there is no such in-box.
    """
    whose = _whose(database, found)
    if whose is None:
        return None
    match found.kind:
        case Kind.UNSUBSCRIBE:
            return end(database, whose.number, State.UNSUBSCRIBED, found.reason)
        case Kind.COMPLAINT:
            return end(database, whose.number, State.COMPLAINED, found.reason)
        case Kind.HARD:
            return failed(database, whose.number, found.reason, now, for_good=True)
    return failed(database, whose.number, found.reason, now, for_good=False)


def _whose(database: Database, found: Returned) -> Subscriber | None:
    if found.token:
        uses = (Use.UNSUBSCRIBE,) if found.kind is Kind.UNSUBSCRIBE else (Use.BOUNCE, Use.UNSUBSCRIBE)
        readers = (tokens(database).reader(database, use, found.token) for use in uses)  # a complaint may hold either
        return next(filter(None, readers), None)
    for spec in found.addresses if found.kind in {Kind.HARD, Kind.SOFT, Kind.COMPLAINT} else ():
        try:
            held = subscribers.keyed(database, address(spec).key)
        except BadField:
            continue
        if held and held.state is State.ACTIVE:
            return held
    return None


def failed(database: Database, number: int, reason: str, now: datetime, *, for_good: bool) -> Subscriber | None:
    """A mail to a reader has failed: for good, or once more. It is counted once."""
    with database.write():
        is_new = sends.came_back(database, number, reason, now)
    if for_good:
        return end(database, number, State.BOUNCED, reason)
    return soft(database, number, reason) if is_new else subscribers.numbered(database, number)


def soft(database: Database, number: int, reason: str) -> Subscriber | None:
    """One more mail in a row did not reach a reader."""

    def counted(held: Subscriber) -> Subscriber:
        if held.state is State.ACTIVE and held.soft + 1 >= MOST_SOFT:
            return replace(held, soft=held.soft + 1, state=State.BOUNCED, reason=reason[:500], due=None)
        return replace(held, soft=held.soft + 1, reason=reason[:500])

    return _changed(database, number, counted)


# --- an operator's own list -------------------------------------------------------------------------------------------


def enlist(database: Database, people: Iterable[tuple[Address, Wishes]], now: datetime, *, confirmed: bool) -> int:
    """Readers of an operator's list; how many are new. Those who are not known to want it are asked first.

    Raises:
        BadField: wishes that cannot be.
    """
    new: list[Subscriber] = []
    for whom, wishes in people:
        asked = None if confirmed else now
        one = Subscriber(whom.key, whom.spec, whom.name, checked(wishes), salt=new_salt(), added=now, asked=asked)
        new.append(active(one, now) if confirmed else one)
    return len(_added(database, new))


def _added(database: Database, new: Sequence[Subscriber]) -> list[Subscriber]:
    with database.write():
        return subscribers.add(database, new)

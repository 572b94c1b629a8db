"""Briefs as they go out: who is due, what they get, and that each gets it once.

    recover ─▶ plan (who is due; what for) ─▶ claim ─▶ write, sign, hand over (threads) ─▶ settle

Strategy: all that is decided is in the store before it is done, and one process sends (`Database.alone`). This thread
alone touches the store: it claims mails and writes down outcomes, as many in one transaction as have come meanwhile.
Threads write the messages and hand them over, each over a connection of its own, each message noted in the journal
right before its last line.

Exactly once. A mail whose outcome is in the store is never sent again. When we are killed, each mail that is being sent
is either noted in the journal or not. If it is not, its last line was not written: nobody has it, and it is sent again.
If it is, its last line was written, or we were killed between two instructions; the server answers for it, though we
did not hear so: it counts as sent (`unanswered`). If we live and the server falls silent after a last line, it has not
said that it answers for the mail, so we do (RFC 5321, 4.5.4.1): it is sent again under the same Message-ID. Decision
0023 tells what was measured, and what no sender can promise.
"""

from __future__ import annotations

import queue
import secrets
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from threading import Event, Thread
from time import sleep
from typing import Final

from twosource import clock
from twosource.delivery.journal import Journal, left
from twosource.delivery.pace import Pace
from twosource.delivery.servers import Server
from twosource.delivery.smtp import Answer, Connection, Envelope, Stage
from twosource.errors import BadField, ConfigError, DeliveryError, ServerAway, ServerRefused
from twosource.rendering.mail import Mail
from twosource.service.issues import Press
from twosource.service.mailing import Use, end, soft
from twosource.service.occasions import last_occasion, next_due, today
from twosource.service.post import Office
from twosource.store import Database, sends, subscribers
from twosource.store.sends import Claim, Outcome, Planned, Sent
from twosource.store.subscribers import State, Subscriber

# --- how much at once, and when again ---------------------------------------------------------------------------------

PORTION: Final = 200  # readers of one transaction of planning: a tenth of a second
AHEAD: Final = 3  # mails claimed for each connection: more, and more are to be looked after when we are killed
NOTES: Final = 4  # places in the journal for each connection, so that none waits for the disk
LISTEN: Final = 0.02  # seconds for which outcomes are gathered before they are written down: a disk writes in 5 ms
AGAIN: Final = (5, 15, 30, 60, 120, 240, 480, 720)
"""Minutes until the next try: a day in all. RFC 5321 has four days or five, but a brief that old is no news."""
PAUSE: Final = timedelta(minutes=1)  # of all mails, where the server does not answer
KEPT: Final = timedelta(days=400)  # what was sent, and issues that mails link to
UNCONFIRMED: Final = timedelta(days=30)  # until who never confirmed is let go of

Advance = Callable[[str], None]
Ask = Callable[[Subscriber, str], Mail]
"""A mail that asks a reader whether they want briefs, with the link by which they say so."""


# --- who is due -------------------------------------------------------------------------------------------------------


def due(
    database: Database, now: datetime, *, everybody: bool = False, most: int | None = PORTION
) -> Iterator[tuple[Subscriber, date]]:
    """Readers who are to get a brief, `most` of them, and the day of theirs that it is for.

    `everybody`: all who are active, today.
    """
    if everybody:
        for one in subscribers.everybody(database, State.ACTIVE):
            yield one, today(one.wishes, now)
        return
    for one in subscribers.due_by(database, now, most):
        yield one, last_occasion(one.wishes, now)


def plan(database: Database, press: Press, now: datetime, *, everybody: bool = False) -> Counter[str]:
    """Write down who is to get what; how many mails there are to be, and how many readers have no news."""
    counts: Counter[str] = Counter()
    if everybody:
        found = list(due(database, now, everybody=True))
        for at in range(0, len(found), PORTION):
            counts += _planned(database, press, found[at : at + PORTION], now)
        return counts
    while found := list(due(database, now)):
        counts += _planned(database, press, found, now)
    return counts


def _planned(database: Database, press: Press, found: Sequence[tuple[Subscriber, date]], now: datetime) -> Counter[str]:
    issues = [press.issue(one, day) for one, day in found]
    last = sends.last_states(database, [one.number for one, _ in found if one.soft])
    rows = [
        Planned(
            one.number,
            day.isoformat(),
            issue.id if issue else None,
            next_due(one.wishes, now),
            0 if last.get(one.number) in {Sent.SENT, Sent.UNANSWERED} else one.soft,
        )
        for (one, day), issue in zip(found, issues, strict=True)
    ]
    with database.write():
        sends.plan(database, rows, now)
    return Counter("planned" if row.issue else "nothing" for row in rows)


# --- what became of it ------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Done:
    """What became of a mail. `gone`: its reader's server says that there is no such in-box; `slot`: of the journal."""

    claim: Claim
    outcome: Outcome
    slot: int | None = None
    gone: bool = False
    blamed: bool = False


def judged(claim: Claim, answer: Answer, now: datetime) -> Done:
    """What a server's answer means for a mail, and for its reader."""
    if answer.is_taken:
        return Done(claim, Outcome(claim.number, Sent.SENT, str(answer)))
    if answer.code < 500:
        return later(claim, str(answer), now)
    gone = answer.stage is Stage.RECIPIENT and _no_such_box(answer)
    return Done(
        claim, Outcome(claim.number, Sent.FAILED, str(answer)), gone=gone, blamed=answer.stage is Stage.RECIPIENT
    )


def _no_such_box(answer: Answer) -> bool:
    """Whether a refused recipient is one for good: by its status, where that is not about us; else by its code."""
    status = answer.status
    if status:
        return status.startswith("5.1.") and status not in {"5.1.7", "5.1.8"}
    return answer.code in {550, 551, 553}


def later(claim: Claim, reason: str, now: datetime) -> Done:
    """A mail that is tried again, or was often enough."""
    if claim.tries >= len(AGAIN):
        return Done(claim, Outcome(claim.number, Sent.FAILED, reason), blamed=True)
    due = now + timedelta(minutes=AGAIN[claim.tries])
    return Done(claim, Outcome(claim.number, Sent.PLANNED, reason, due))


# --- sending ----------------------------------------------------------------------------------------------------------


@dataclass
class Sender:
    """Sends what is planned. `now` tells the time, `advance` is told of each mail that is done with."""

    database: Database
    office: Office
    server: Server
    journal: Path
    now: Callable[[], datetime] = clock.now
    advance: Advance = lambda _: None
    figures: Counter[str] = field(default_factory=Counter)
    trouble: DeliveryError | ConfigError | None = None

    def __post_init__(self) -> None:
        self._runner = secrets.token_hex(8)
        self._issues: dict[str, sends.Issue] = {}

    def recover(self) -> tuple[int, int]:
        """See to what a run before left; who calls is alone."""
        return sends.recover(self.database, left(self.journal), self.now())

    def send(self, stop: Event) -> None:
        """Send all that is due, until `stop`.

        Raises:
            DeliveryError: the server does not take mail from us; what is left is planned still.
            ConfigError: mail cannot be made by the settings.
        """
        self.trouble = None
        if not (first := self.claimed(PORTION)):
            return
        with closing(Journal(self.journal, self.server.connections * NOTES)) as journal:
            _Bench(self, journal, stop).work(first)
        if self.trouble:
            raise self.trouble

    def claimed(self, most: int) -> list[Claim]:
        """Mails that are due, which are ours to send now."""
        found = sends.claim(self.database, self._runner, self.now(), most)
        for one in found:
            if one.issue not in self._issues and (issue := sends.issue_named(self.database, one.issue)):
                self._issues[one.issue] = issue
        return found

    def envelope(self, claim: Claim) -> Envelope:
        """The message of a claim."""
        return self.office.letter(self._issues[claim.issue], claim.subscriber, claim.occasion, self.now())

    def settle(self, done: Sequence[Done]) -> None:
        """Write down what became of mails, and what follows for their readers."""
        sends.settle(self.database, [one.outcome for one in done], self.now())
        for one in done:
            if one.gone:
                end(self.database, one.claim.subscriber.number, State.BOUNCED, one.outcome.reason)
            elif one.blamed:
                soft(self.database, one.claim.subscriber.number, one.outcome.reason)
            self.figures["later" if one.outcome.state is Sent.PLANNED else one.outcome.state.value] += 1
            self.advance(one.claim.subscriber.address)

    # --- questions ----------------------------------------------------------------------------------------------------

    def ask(self, asking: Ask, stop: Event) -> None:
        """Send the mails that ask who asked for briefs whether they did. One may come twice, where we are killed."""
        if not (waiting := subscribers.asked(self.database, PORTION)):
            return
        with closing(Connection(self.server)) as connection:
            for one in waiting:
                if stop.is_set() or not connection.is_open:
                    return
                use = Use.WISHES if one.state is State.ACTIVE else Use.CONFIRM
                with suppress(BadField):
                    mail = asking(one, self.office.link(use, one))
                    answer = connection.send(self.office.question(mail, one, one.asked or self.now()), lambda: None)
                    if 400 <= answer.code < 500:
                        continue
                with self.database.write():
                    subscribers.not_asked(self.database, one.number, one.asked or self.now())
                self.figures["asked"] += 1

    def forget(self) -> None:
        """Let go of what is old."""
        now = self.now()
        sends.forget(self.database, now - KEPT)
        with self.database.write():
            subscribers.forget_pending(self.database, now - UNCONFIRMED)
            subscribers.drop_untold(self.database)


class _Bench:
    """The threads of one round, and the queues between them and the store."""

    def __init__(self, sender: Sender, journal: Journal, stop: Event) -> None:
        self._sender = sender
        self._journal = journal
        self._stop = stop
        self._pace = Pace(sender.server.per_second)
        self._threads: list[Thread] = []
        self._jobs: queue.SimpleQueue[Claim | None] = queue.SimpleQueue()
        self._done: queue.SimpleQueue[Done] = queue.SimpleQueue()

    def work(self, first: Sequence[Claim]) -> None:
        """Send these, and whatever is due by then."""
        many = min(self._sender.server.connections, len(first))
        self._threads = [Thread(target=self._carry, name=f"sending {at}", daemon=True) for at in range(many)]
        for thread in self._threads:
            thread.start()
        try:
            self._keep_books(first, many)
        finally:
            for _ in self._threads:
                self._jobs.put(None)
            for thread in self._threads:
                thread.join()

    def _keep_books(self, first: Sequence[Claim], many: int) -> None:
        """Hand out claims and write down outcomes, until there are none."""
        out = self._hand_out(first)
        while out and any(thread.is_alive() for thread in self._threads):
            try:
                done = [self._done.get(timeout=1)]
            except queue.Empty:
                continue
            sleep(LISTEN)  # others come meanwhile: one transaction for all of them
            with suppress(queue.Empty):
                while True:
                    done.append(self._done.get_nowait())
            self._sender.settle(done)
            for one in done:
                if one.slot is not None:
                    self._journal.let_go(one.slot)
            out -= len(done)
            if out < many * AHEAD and not self._stop.is_set() and not self._sender.trouble:
                out += self._hand_out(self._sender.claimed(PORTION))

    def _hand_out(self, claims: Sequence[Claim]) -> int:
        for claim in claims:
            self._jobs.put(claim)
        return len(claims)

    # --- in threads ---------------------------------------------------------------------------------------------------

    def _carry(self) -> None:
        """Send one mail after the other over a connection."""
        connection: Connection | None = None
        while claim := self._jobs.get():
            slot, done = self._journal.slot(), self._left(claim, "not sent yet", timedelta())
            try:
                if not self._sender.trouble and self._pace.wait(self._stop):
                    connection, done = self._sent(connection, claim, slot)
            except (DeliveryError, ConfigError) as error:
                self._sender.trouble = error
                done = self._left(claim, str(error), PAUSE)
            finally:  # whatever happens, somebody waits for it
                self._done.put(replace(done, slot=slot))
        if connection:
            connection.close()

    def _sent(self, connection: Connection | None, claim: Claim, slot: int) -> tuple[Connection | None, Done]:
        """What became of a mail, and the connection for the next one.

        Servers end connections that are old, or have carried enough: what was not handed over goes over a new one.
        """
        try:
            envelope = self._sender.envelope(claim)
        except BadField as error:
            return connection, Done(claim, Outcome(claim.number, Sent.FAILED, str(error)), gone=True)
        if connection and connection.is_open:
            try:
                answer = self._hand_over(connection, envelope, claim, slot)
                if not (answer.code == 421 and answer.stage is Stage.SENDER):
                    return connection, self._judged(claim, answer)
            except ServerAway as error:
                if error.handed_over:
                    return None, later(claim, str(error), self._sender.now())
        connection = Connection(self._sender.server)
        try:
            return connection, self._judged(claim, self._hand_over(connection, envelope, claim, slot))
        except ServerAway as error:
            return None, later(claim, str(error), self._sender.now())
        except ServerRefused:
            connection.close()
            raise

    def _hand_over(self, connection: Connection, envelope: Envelope, claim: Claim, slot: int) -> Answer:
        return connection.send(envelope, lambda: self._journal.hand_over(slot, claim.number))

    def _judged(self, claim: Claim, answer: Answer) -> Done:
        if answer.stage is Stage.SENDER and answer.code >= 500:
            raise ServerRefused(f"mail server {self._sender.server.name} takes no mail from us ({answer})")
        return judged(claim, answer, self._sender.now())

    def _left(self, claim: Claim, reason: str, pause: timedelta) -> Done:
        """A mail that is planned as it was before it was claimed."""
        return Done(claim, Outcome(claim.number, Sent.PLANNED, reason, self._sender.now() + pause, tried=False))

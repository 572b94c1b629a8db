"""Fetches what is due, once or for ever, and keeps what comes.

    due feeds ─▶ turns ─▶ workers ─▶ answers ─▶ ledger ─▶ storylines
                   ▲                              │
                   └─── entries that wait ◀───────┘

Strategy: one thread talks to the store and decides; workers fetch and read. Jobs are taken from what is written down,
a few for each host, and only as many as there are workers, so that memory does not grow with what waits. What comes is
kept a portion at a time. A process that is killed leaves entries that wait, and the next one goes on with them.

What may live here: the order of things. What an answer means is judged in `gathering`, what is kept is `ledger`'s.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from threading import Event
from typing import Final

from twosource.errors import StoreError
from twosource.gathering.schedule import is_due
from twosource.gathering.visits import server_of
from twosource.pipeline import Advance, silent
from twosource.service.beside import PASSING
from twosource.service.figures import Count, Figures
from twosource.service.jobs import Answer, FeedAnswer, FeedJob, Job, Outside, PageAnswer, PageJob
from twosource.service.ledger import FeedSummary, Ledger
from twosource.service.storylines import LOOK as LOOK_AT_EDITORS
from twosource.service.storylines import Storylines
from twosource.service.subscriptions import followed
from twosource.service.turns import Turns
from twosource.service.workers import Threads, drained
from twosource.store import Database
from twosource.store.gathered import key_of, waiting, waiting_hosts

# --- limits: chosen, not measured -------------------------------------------------------------------------------------

PORTION: Final = 64  # answers of one transaction
PORTION_BYTES: Final = 8_000_000
LONGEST_WAIT: Final = 0.5  # seconds that an answer waits for others
AHEAD: Final = 20  # entries of one host that are in line at once
LOOK: Final = 10.0  # seconds after which feeds and entries that became due are looked for
GRACE: Final = 3.0  # seconds that what is under way may take when we are asked to stop
RECOVERY: Final = 10.0  # seconds until a store that was away, busy or full is tried again
MOST_HOSTS: Final = 4_000  # with entries in line at once: 80,000 entries


@dataclass(frozen=True, slots=True)
class Pace:
    """How many ask at once, and how each host is treated.

    Seconds: `pause` between two requests to one host, `look` between two looks for what became due.
    """

    workers: int = 16
    per_host: int = 1
    pause: float = 1.0
    look: float = LOOK


class Gatherer:
    """Gathers into a store: one at a time for each store, see `Database.alone`.

    `advance` is told the name of each thing done; `figures` may be asked for by any thread.
    """

    def __init__(self, database: Database, outside: Outside, pace: Pace, *, advance: Advance = silent) -> None:
        self._database = database
        self._outside = outside
        self._pace = pace
        self._advance = advance
        self._count = Count()
        self._ledger = Ledger(database, outside.chance, self._count)
        self._storylines = Storylines(database)
        self._turns: Turns[Job] = Turns(pace.per_host)
        self._threads = Threads(pace.workers)
        self._loaded: set[str] = set()  # the names of jobs that are in line, under way, or not kept yet
        self._under_way = 0
        self._answers: list[Answer] = []  # not kept yet
        self._since = 0.0  # when the first of them came
        self._asked_at = 0.0  # when editors are next looked at, by a clock on the wall
        self._asked: set[str] = set()  # feeds that were asked in this run
        self._stop = Event()

    @property
    def figures(self) -> Figures:
        return self._count.figures(len(self._turns), self._under_way)

    @property
    def summaries(self) -> dict[str, FeedSummary]:
        """What came of each feed that was asked, by address."""
        return self._ledger.summaries

    def close(self) -> None:
        self._threads.close()

    # --- the loop -----------------------------------------------------------------------------------------------------

    def once(self, stop: Event) -> None:
        """Fetch what is due now, and all that comes of it.

        Raises:
            StoreError: the store does not take it. What was kept is kept.
        """

        def left() -> bool:
            if not (self._under_way or len(self._turns) or self._answers):
                self._look(again=False)
            return bool(self._under_way or len(self._turns) or self._answers)

        self._go_on(stop, left)

    def watch(self, stop: Event, tell: Callable[[StoreError], None]) -> None:
        """Fetch what is due, whenever it is, until `stop`. A store that is away for a while is told of, and waited for.

        Raises:
            StoreError: one that does not come right by itself.
        """
        look_at = 0.0

        def on() -> bool:
            nonlocal look_at
            if time.monotonic() >= look_at:
                self._look(again=True)
                look_at = time.monotonic() + self._pace.look
            return True

        while not stop.is_set():
            try:
                self._go_on(stop, on)
            except PASSING as error:
                tell(error)
                self._drop_answers()
                stop.wait(RECOVERY)

    def _go_on(self, stop: Event, on: Callable[[], bool]) -> None:
        self._stop = stop
        self._group()
        while not stop.is_set() and on():
            self._hand_out()
            self._take(self._patience())
            self._keep_if_due()
            self._follow_if_asked()
        until = time.monotonic() + GRACE
        while self._under_way and (left := until - time.monotonic()) > 0:
            self._take(left)
        self._keep()

    def _patience(self) -> float:
        """Seconds to wait for an answer: until the next host may be asked, or what came is to be kept."""
        longest = LONGEST_WAIT / 2
        at = self._turns.next_at()
        if at is None or self._under_way >= self._pace.workers:
            return longest
        return max(0.0, min(longest, at - time.monotonic()))

    # --- what is to be done -------------------------------------------------------------------------------------------

    def _look(self, *, again: bool) -> None:
        """Put feeds and entries that are due in line; with `again`, feeds that were asked in this run too."""
        now = self._outside.now()
        self._ledger.look_at_holds()
        for url, one in followed(self._database).items():
            wanted = is_due(one.state, now) and (again or url not in self._asked)
            if wanted and url not in self._loaded and not self._ledger.is_held(server_of(url), now):
                self._asked.add(url)
                self._line_up(FeedJob(one))
        for host in waiting_hosts(self._database, now)[:MOST_HOSTS]:
            self._line_up_entries(host)

    def _line_up(self, job: Job) -> None:
        self._loaded.add(job.name)
        self._turns.add(job.host, job)

    def _line_up_entries(self, host: str) -> None:
        """The next entries of a host, once none of them is in line; those that are not kept yet are passed over."""
        if self._turns.in_line(host):
            return
        for item in waiting(self._database, host, self._outside.now(), AHEAD + self._pace.per_host + PORTION):
            if key_of(item.id) not in self._loaded:
                self._line_up(PageJob(item))

    def _hand_out(self) -> None:
        while self._under_way < self._pace.workers and (job := self._turns.take(time.monotonic())) is not None:
            self._under_way += 1
            self._threads.do(partial(job.done, self._outside))

    # --- what was done ------------------------------------------------------------------------------------------------

    def _take(self, timeout: float) -> None:
        """Take what workers bring, and put more of the same hosts in line."""
        found = drained(self._threads.answers, timeout)
        for answer in found:
            if isinstance(answer, BaseException):
                raise answer
            self._under_way -= 1
            self._since = self._since if self._answers else time.monotonic()
            self._answers.append(answer)
            self._turns.done(answer.job.host, time.monotonic() + self._pause(answer))
        if not self._stop.is_set():
            for host in dict.fromkeys(answer.job.host for answer in found if isinstance(answer, PageAnswer)):
                self._line_up_entries(host)

    def _pause(self, answer: Answer) -> float:
        """Seconds for which a host is left alone after an answer."""
        if isinstance(answer, FeedAnswer):
            return self._pace.pause
        return max(self._pace.pause, answer.visit.delay) if answer.visit.asked else 0.0

    def _keep_if_due(self) -> None:
        exchanges = (answer.visit.exchange for answer in self._answers)
        size = sum(len(one.page.content) for one in exchanges if one and one.page)
        full = len(self._answers) >= PORTION or size >= PORTION_BYTES or not self._under_way
        if full or time.monotonic() - self._since >= LONGEST_WAIT:
            self._keep()

    def _keep(self) -> None:
        """Keep what came, all in one transaction, and then find the stories of what is new."""
        answers, now = self._answers, self._outside.now()
        if not answers:
            return
        with self._timed("keeping"), self._database.write():
            self._ledger.write(answers, now)
        self._drop_answers()
        for host in dict.fromkeys(answer.job.host for answer in answers):
            if self._ledger.is_held(host, now):  # what it has in line is written down, and comes again
                self._loaded -= {job.name for job in self._turns.drop(host)}
        if not self._stop.is_set():
            for host in _hosts(answers):
                self._line_up_entries(host)
        self._group()

    def _follow_if_asked(self) -> None:
        if time.monotonic() >= self._asked_at:
            self._asked_at = time.monotonic() + LOOK_AT_EDITORS
            with self._timed("grouping"):
                self._storylines.follow(self._outside.now(), self._stop.is_set)

    def _drop_answers(self) -> None:
        for answer in self._answers:
            self._loaded.discard(answer.job.name)
            self._advance(answer.job.name)
        self._answers = []

    def _group(self) -> None:
        with self._timed("grouping"):
            self._count.grouped += self._storylines.catch_up(self._outside.now(), self._stop.is_set)

    @contextmanager
    def _timed(self, doing: str) -> Iterator[None]:
        start = time.monotonic()
        yield
        self._count.seconds[doing] += time.monotonic() - start


def _hosts(answers: list[Answer]) -> Iterator[str]:
    """The hosts that have entries by these answers of feeds, each once."""
    reads = (answer.visit.read for answer in answers if isinstance(answer, FeedAnswer))
    items = (item for read in reads if read for item in read.items if item.url)
    yield from dict.fromkeys(server_of(item.url or "") for item in items)

"""Voices and dossiers catch up behind grouping.

    stale stories ─▶ orders ─▶ tellers, in processes of their own ─▶ told ─▶ kept: voices, dossier, fresh again
          ▲                                                            │
          └──────────── set aside for a while, with the reason ◀───────┘

Strategy: what is to be done is written down by whoever changes a story (`store.staleness`), so there is nothing to
remember: the newest and largest stories are taken, a few at a time, and each portion is kept in one transaction. Killed
at any moment, it goes on with what is still stale. That a story is begun is written down first, and one that fails is
tried again after a while that grows, so none is tried for ever. One follower works on a store at a time.

A dossier is outdated too when another version of this program made it, or when what is known of an outlet changes.

What may live here: the order of things. How a story is told is `telling`'s.
"""

from __future__ import annotations

import time
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from threading import Event
from typing import Final

from twosource.desk import amended
from twosource.errors import InputError, StoreError
from twosource.grouping.revisions import revised
from twosource.grouping.topics import topics
from twosource.model import Outlet, Story
from twosource.pipeline import Advance, silent
from twosource.service.beside import PASSING
from twosource.service.entries import catch_up
from twosource.service.gatherer import RECOVERY
from twosource.service.telling import Order, TellingResult
from twosource.service.workers import Threads, drained
from twosource.store import Database
from twosource.store.dossiers import put, take_apart
from twosource.store.keeping import named
from twosource.store.material import attributions, put_attributions
from twosource.store.packing import form
from twosource.store.staleness import (
    Behind,
    Stale,
    begin,
    behind,
    know_outlets,
    outdate,
    outlets_known,
    set_aside,
    wanted,
)
from twosource.store.storylines import reports_of
from twosource.store.texts import names_among

AHEAD: Final = 3  # stories that are handed out for each teller: one that is told, and two that wait for it
PORTION: Final = 8  # stories of one transaction
APART: Final = 25  # dossiers that an older version kept whole: of one look, in a transaction of a quarter of a second
LONGEST_WAIT: Final = 2.0  # seconds that what was told waits for others to be kept with
LOOK: Final = 5.0  # seconds after which stories that became stale are looked for, where none was left
FIRST_PAUSE: Final = timedelta(minutes=10)  # until a story that failed is tried again; doubled with each try
LONGEST_PAUSE: Final = timedelta(days=1)
GRACE: Final = 3.0  # seconds that what is under way may take when we are asked to stop

Tell = Callable[[Order], TellingResult]


@dataclass(frozen=True, slots=True)
class Making:
    """What dossiers are made with.

    tell: who tells a story, called by `tellers` threads at once.
    tagger: the name under which voices are kept.
    source: a name for all code and weights that make a dossier.
    outlets: what is known of outlets at the moment.
    look: seconds after which stories that became stale are looked for.
    """

    tell: Tell
    tellers: int
    tagger: str
    source: str
    outlets: Callable[[], Mapping[str, Outlet]]
    now: Callable[[], datetime]
    look: float = LOOK


@dataclass(frozen=True, slots=True)
class Progress:
    """What came of following so far.

    told, failed: stories; `reasons` why those failed, in our words. reports: of the stories that were told. heard:
    reports that were read for voices. seconds: by what was done ("telling", of all tellers; "keeping"; "looking").
    behind: stories that are still to be told, as of the last look.
    """

    told: int = 0
    failed: int = 0
    reports: int = 0
    heard: int = 0
    reasons: Mapping[str, int] = field(default_factory=dict)
    seconds: Mapping[str, float] = field(default_factory=dict)
    behind: int = 0


@dataclass(frozen=True, slots=True)
class _Answer:
    """A story that was handed out, and what came of it."""

    one: Stale
    order: Order
    told: TellingResult | InputError
    seconds: float


class Follower:
    """Follows grouping in a store. `advance` is told the name of each story; any thread may ask for `progress`."""

    def __init__(self, database: Database, making: Making, *, advance: Advance = silent) -> None:
        self._database = database
        self._making = making
        self._advance = advance
        self._threads = Threads(making.tellers)
        self._out: dict[str, Stale] = {}  # stories that are handed out, or told and not kept yet
        self._answers: list[_Answer] = []  # not kept yet
        self._since = 0.0  # when the first of them came
        self._counts: Counter[str] = Counter()
        self._reasons: Counter[str] = Counter()
        self._seconds: defaultdict[str, float] = defaultdict(float)
        self._behind = Behind()
        self._outlets: Mapping[str, Outlet] = {}

    @property
    def progress(self) -> Progress:
        reasons, seconds = dict(self._reasons), dict(self._seconds)
        counts = {name: self._counts[name] for name in ("told", "failed", "reports", "heard")}
        return Progress(**counts, reasons=reasons, seconds=seconds, behind=self._behind.stories)

    def close(self) -> None:
        self._threads.close()

    # --- the loop -----------------------------------------------------------------------------------------------------

    def once(self, stop: Event) -> None:
        """Tell every story that is to be told and due.

        Raises:
            StoreError: the store does not take it. What was kept is kept.
        """
        self._outdate()
        while not stop.is_set() and self._hand_out():
            self._take(LONGEST_WAIT)
            self._keep_if_due()
        self._end()
        take_apart(self._database, APART)
        catch_up(self._database, self._outlets, self._making.now, stopping=stop.is_set)

    def watch(self, stop: Event, tell: Callable[[StoreError], None]) -> None:
        """Tell stories whenever they become stale, until `stop`. A store that is away for a while is waited for.

        Raises:
            StoreError: one that does not come right by itself.
        """
        while not stop.is_set():
            try:
                self.once(stop)
                stop.wait(self._making.look)
            except PASSING as error:
                tell(error)
                self._drop()
                stop.wait(RECOVERY)

    def _end(self) -> None:
        """Keep what is told by now, and leave what is not."""
        until = time.monotonic() + GRACE
        while self._under_way and (left := until - time.monotonic()) > 0:
            self._take(left)
        self._keep()
        self._behind = behind(self._database)

    @property
    def _under_way(self) -> int:
        return len(self._out) - len(self._answers)

    # --- what is to be done -------------------------------------------------------------------------------------------

    def _outdate(self) -> None:
        """Write down what is stale because this program, or what is known of outlets, is no longer what it was."""
        outlets = self._making.outlets()
        told = {key: asdict(outlet) for key, outlet in outlets.items()}
        with self._database.write():
            outdate(self._database, self._making.source, form())
            if not outlets_known(self._database, told):
                know_outlets(self._database, told)
        self._outlets = outlets

    def _hand_out(self) -> bool:
        """Hand out as many stories as tellers may have in line; whether any is under way, or waits to be kept."""
        room = AHEAD * self._making.tellers - len(self._out)
        if room >= self._making.tellers:
            started = time.monotonic()
            now = self._making.now()
            found = wanted(self._database, room, now, self._out)
            if found:
                with self._database.write():
                    begin(self._database, found, "whoever told it was ended each time", now + _pause(found[0].tries))
            for one in found:
                self._out[one.story] = one
                self._hand(one, self._order(one))
            self._behind = behind(self._database)
            self._seconds["looking"] += time.monotonic() - started
        return bool(self._out)

    def _order(self, one: Stale) -> Order:
        held = named(self._database, reports_of(self._database, one.story))
        reports = revised(held.values())
        story = Story(one.story, reports)
        known = attributions(self._database, reports, self._making.tagger)
        names = names_among(reports, {report.id: report.text for report in held.values()})
        now = self._making.now()
        whole, told = Story(one.story, reports, topics(story)), amended(self._database)
        return Order(whole, known, self._outlets, names, self._making.source, now, told)

    def _hand(self, one: Stale, order: Order) -> None:
        def work() -> _Answer:
            started = time.monotonic()
            told: TellingResult | InputError
            try:
                told = self._making.tell(order)
            except InputError as error:
                told = error
            return _Answer(one, order, told, time.monotonic() - started)

        self._threads.do(work)

    # --- what was done ------------------------------------------------------------------------------------------------

    def _take(self, timeout: float) -> None:
        for answer in drained(self._threads.answers, timeout):
            if isinstance(answer, BaseException):
                raise answer
            if self._out.get(answer.one.story) is not answer.one:
                continue  # forgotten when the store was away, and handed out again since
            self._since = self._since if self._answers else time.monotonic()
            self._answers.append(answer)
            self._seconds["telling"] += answer.seconds

    def _keep_if_due(self) -> None:
        waited = time.monotonic() - self._since
        if len(self._answers) >= PORTION or not self._under_way or (self._answers and waited >= LONGEST_WAIT):
            self._keep()

    def _keep(self) -> None:
        """Keep what was told, all in one transaction."""
        if not self._answers:
            return
        started = time.monotonic()
        with self._database.write():
            for answer in self._answers:
                self._write(answer)
        self._seconds["keeping"] += time.monotonic() - started
        for answer in self._answers:
            self._count(answer)
            del self._out[answer.one.story]
            self._advance(answer.order.name)
        self._answers = []
        catch_up(self._database, self._outlets, self._making.now, limit=PORTION)

    def _write(self, answer: _Answer) -> None:
        if isinstance(answer.told, InputError):
            due = self._making.now() + _pause(answer.one.tries)
            set_aside(self._database, answer.one.story, _why(answer.told), due)
            return
        put_attributions(self._database, answer.told.heard, answer.order.story.reports, self._making.tagger)
        put(self._database, answer.told.shelf, answer.one.turn)

    def _count(self, answer: _Answer) -> None:
        if isinstance(answer.told, InputError):
            self._counts["failed"] += 1
            self._reasons[_why(answer.told)] += 1
        else:
            told = {"told": 1, "reports": len(answer.order.story.reports), "heard": len(answer.told.heard)}
            self._counts.update(told)

    def _drop(self) -> None:
        """Forget what is under way: it is still written down as stale."""
        until = time.monotonic() + GRACE
        while self._under_way and (left := until - time.monotonic()) > 0:
            self._take(left)
        self._answers, self._out = [], {}


def _why(error: InputError) -> str:
    return f"{error.problem}; {error.remedy}"


def _pause(tries: int) -> timedelta:
    """How long a story that has failed once more waits."""
    return min(LONGEST_PAUSE, FIRST_PAUSE * (1 << min(tries, 10)))

"""Fetches what is due, once or for ever, and keeps what comes.

    due feeds ─▶ turns ─▶ workers ─▶ answers ─┬─▶ feeds: their state, and entries that wait     } one transaction
                   ▲                          └─▶ pages: reports, and entries that are done     }
                   └──── entries that wait ◀──────┘        └─▶ storylines

Strategy: one thread talks to the store and decides; workers fetch and read. Jobs are taken from what is written down,
a few for each host, and only as many as there are workers, so that memory does not grow with what waits. What comes is
kept a portion at a time. A process that is killed leaves entries that wait, and the next one goes on with them.

What may live here: the order of things. What an answer means is judged in `gathering`, what is kept in `store`.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import partial
from threading import Event
from typing import Final

from twosource.desk import is_state
from twosource.gathering.http import Fetcher
from twosource.gathering.robots import PageFetcher
from twosource.gathering.schedule import Contents, FeedState, answered, backoff, failed, hold, is_due
from twosource.gathering.verdicts import Verdict, judged
from twosource.gathering.visits import FeedRead, FeedVisit, PageVisit, Run, host_of, visit_feed, visit_page
from twosource.model import Report
from twosource.pipeline import Advance, silent
from twosource.reading.feed import Item as FeedItem
from twosource.reading.feedlists import Subscription
from twosource.service.figures import Count, Figures
from twosource.service.storylines import Storylines
from twosource.service.subscriptions import Followed, followed, update
from twosource.service.turns import Turns
from twosource.service.workers import Threads, drained
from twosource.store import Database
from twosource.store.gathered import (
    FAR,
    Hold,
    Item,
    ItemState,
    Settled,
    forget,
    free_host,
    has_page,
    hold_host,
    holds,
    key_of,
    put_items,
    put_page,
    seen,
    settle,
    waiting,
    waiting_hosts,
)
from twosource.store.keeping import Kept, keep_pages, keep_reports, page_row

# --- limits: chosen, not measured, but where it is said ---------------------------------------------------------------

PORTION: Final = 64  # answers of one transaction: with FULL synchronisation a commit takes as long as keeping ten
PORTION_BYTES: Final = 8_000_000
LONGEST_WAIT: Final = 0.5  # seconds that an answer waits for others
AHEAD: Final = 20  # entries of one host that are in line at once
LOOK: Final = 10.0  # seconds after which feeds and entries that became due are looked for
GRACE: Final = 3.0  # seconds that what is under way may take when we are asked to stop
CHANGING: Final = timedelta(days=3)  # since an entry was found, in which its page is fetched again when it changes
MOST_HOSTS: Final = 4_000  # with entries in line at once: 80,000 entries


@dataclass(frozen=True, slots=True)
class Pace:
    """How many ask at once, and how each host is treated. `pause` is in seconds, between two requests to one host."""

    workers: int = 16
    per_host: int = 1
    pause: float = 1.0


@dataclass(frozen=True, slots=True)
class Outside:
    """All that gathering needs of the world: who fetches, who reads, the time, and numbers by chance from 0 to 1."""

    fetcher: Fetcher
    pages: PageFetcher
    run: Run
    now: Callable[[], datetime]
    chance: Callable[[], float]


@dataclass(frozen=True, slots=True)
class FeedJob:
    """A feed to be asked."""

    followed: Followed

    @property
    def host(self) -> str:
        return host_of(self.followed.url)

    @property
    def name(self) -> str:
        return self.followed.url


@dataclass(frozen=True, slots=True)
class PageJob:
    """A page to be fetched."""

    item: Item

    @property
    def host(self) -> str:
        return self.item.host

    @property
    def name(self) -> str:
        return key_of(self.item.id)


Job = FeedJob | PageJob


@dataclass(frozen=True, slots=True)
class Answer:
    """A job that is done."""

    job: Job
    visit: FeedVisit | PageVisit


@dataclass(slots=True)
class FeedSummary:
    """What came of a feed in this run: how it does, and what became of its entries."""

    followed: Followed
    new: int = 0
    pages: Counter[str] = field(default_factory=Counter)


class Gatherer:
    """Gathers into a store. One at a time for each store: see `Database.alone`."""

    def __init__(self, database: Database, outside: Outside, pace: Pace, *, advance: Advance = silent) -> None:
        self._database = database
        self._outside = outside
        self._pace = pace
        self._advance = advance
        self._storylines = Storylines(database)
        self._count = Count()
        self._turns: Turns[Job] = Turns(pace.per_host)
        self._threads = Threads(pace.workers)
        self._loaded: set[str] = set()  # what is in line or under way: addresses of feeds, keys of entries
        self._under_way = 0
        self._answers: list[Answer] = []
        self._since = 0.0  # when the first of them came
        self._holds: dict[str, Hold] = {}
        self._asked: set[str] = set()  # feeds that were asked in this run
        self._stop = Event()
        self.summaries: dict[str, FeedSummary] = {}

    @property
    def figures(self) -> Figures:
        return self._count.figures(len(self._turns), self._under_way)

    def close(self) -> None:
        self._threads.close()

    # --- the loop -----------------------------------------------------------------------------------------------------

    def once(self, stop: Event) -> None:
        """Fetch what is due now, and all that comes of it."""

        def left() -> bool:
            if not (self._under_way or len(self._turns) or self._answers):
                self._look(again=False)
            return bool(self._under_way or len(self._turns) or self._answers)

        self._go_on(stop, left)

    def watch(self, stop: Event) -> None:
        """Fetch what is due, whenever it is, until `stop`."""
        look_at = 0.0

        def on() -> bool:
            nonlocal look_at
            if time.monotonic() >= look_at:
                self._look(again=True)
                look_at = time.monotonic() + LOOK
            return True

        self._go_on(stop, on)

    def _go_on(self, stop: Event, on: Callable[[], bool]) -> None:
        self._stop = stop
        self._group()
        while not stop.is_set() and on():
            self._hand_out()
            self._take(self._patience())
            self._keep_if_due()
        until = time.monotonic() + GRACE
        while self._under_way and (left := until - time.monotonic()) > 0:
            self._take(left)
        self._keep()

    def _patience(self) -> float:
        """Seconds to wait for an answer: until the next host may be asked, or what came is to be kept."""
        now, ends = time.monotonic(), [LONGEST_WAIT / 2]
        if (at := self._turns.next_at()) is not None and self._under_way < self._pace.workers:
            ends.append(at - now)
        return max(0.0, min(ends))

    # --- what is to be done -------------------------------------------------------------------------------------------

    def _look(self, *, again: bool) -> None:
        """Put feeds and entries that are due in line; with `again`, feeds that were asked in this run too."""
        now = self._outside.now()
        self._holds = holds(self._database)
        for url, one in followed(self._database).items():
            if url in self._loaded or (url in self._asked and not again) or self._is_held(host_of(url), now):
                continue
            if is_due(one.state, now):
                self._asked.add(url)
                self._line_up(FeedJob(one))
        for host in waiting_hosts(self._database, now)[:MOST_HOSTS]:
            if self._turns.idle(host):
                self._line_up_entries(host)

    def _is_held(self, host: str, now: datetime) -> bool:
        held = self._holds.get(host)
        return held is not None and now < held.until <= now + FAR

    def _line_up(self, job: Job) -> None:
        self._loaded.add(job.name)
        self._turns.add(job.host, job)

    def _line_up_entries(self, host: str) -> None:
        """The next entries of a host; those whose answer is not kept yet are passed over."""
        for item in waiting(self._database, host, self._outside.now(), AHEAD + self._pace.per_host + PORTION):
            if key_of(item.id) not in self._loaded:
                self._line_up(PageJob(item))

    def _hand_out(self) -> None:
        while self._under_way < self._pace.workers and (job := self._turns.take(time.monotonic())) is not None:
            self._under_way += 1
            self._threads.do(partial(self._visit, job))

    def _visit(self, job: Job) -> Answer:
        """What a worker does."""
        out = self._outside
        if isinstance(job, FeedJob):
            one = job.followed
            return Answer(job, visit_feed(out.fetcher, out.run, one.state, one.outlet))
        item = job.item
        if item.url is None:
            return Answer(job, PageVisit(problem="its feed names no page", asked=False))
        return Answer(job, visit_page(out.pages, out.run, item.url, item.id, item.outlet))

    # --- what was done ------------------------------------------------------------------------------------------------

    def _take(self, timeout: float) -> None:
        for answer in drained(self._threads.answers, timeout):
            if isinstance(answer, BaseException):
                raise answer
            self._under_way -= 1
            if not self._answers:
                self._since = time.monotonic()
            self._answers.append(answer)
            free_at = time.monotonic() + self._pause(answer.visit)
            if self._turns.done(answer.job.host, free_at) and isinstance(answer.job, PageJob):
                self._line_up_entries(answer.job.host)

    def _pause(self, visit: FeedVisit | PageVisit) -> float:
        """Seconds for which its host is left alone after a visit."""
        if isinstance(visit, PageVisit):
            return max(self._pace.pause, visit.delay) if visit.asked else 0.0
        return self._pace.pause

    def _keep_if_due(self) -> None:
        exchanges = (answer.visit.exchange for answer in self._answers)
        size = sum(len(one.page.content) for one in exchanges if one and one.page)
        waited = time.monotonic() - self._since
        if self._answers and (
            len(self._answers) >= PORTION or size >= PORTION_BYTES or waited >= LONGEST_WAIT or not self._under_way
        ):
            self._keep()

    def _keep(self) -> None:
        """Keep what came, all in one transaction, and then find the stories of what is new."""
        answers, self._answers = self._answers, []
        if not answers:
            return
        now = self._outside.now()
        with self._timed("keeping"), self._database.write():
            for answer in answers:
                if isinstance(answer.job, FeedJob) and isinstance(answer.visit, FeedVisit):
                    self._keep_feed(answer.job.followed, answer.visit, now)
            self._keep_entries(answers, now)
            self._hold(answers, now)
        for answer in answers:
            self._loaded.discard(answer.job.name)
            self._advance(answer.job.name)
        hosts = (host for answer in answers if isinstance(answer.visit, FeedVisit) for host in _hosts(answer.visit))
        for host in dict.fromkeys(hosts):
            if self._turns.idle(host):
                self._line_up_entries(host)
        self._group()

    def _keep_feed(self, one: Followed, visit: FeedVisit, now: datetime) -> None:
        """Write down how a feed does, and its entries that are new or changed."""
        news = _news(self._database, visit.read.items, now) if visit.read else _News()
        state = _next_state(visit, len(news.new), now, self._outside.chance())
        one = replace(one, state=state, about=_told(one.about, visit.read))
        there = update(self._database, visit.state.url, one)
        self._count.feeds[state.health.value] += 1
        if there is None:
            return  # somebody has removed it meanwhile
        self.summaries[there.url] = FeedSummary(there, new=len(news.new))
        if visit.read and visit.exchange and (page := visit.exchange.page):
            wanted = [*news.new, *news.changed]
            if any(item.report for item in wanted):
                put_page(self._database, page, visit.exchange.headers, now)
            put_items(self._database, [_entry(item, there.url, page.sha256) for item in wanted], now)
            forget(self._database, there.url, [item.id for item in visit.read.items], now)
            self._count.bytes += len(page.content)

    def _keep_entries(self, answers: Sequence[Answer], now: datetime) -> None:
        """Keep the reports of entries, and write down what became of each."""
        judged_ = [
            (answer.job.item, answer.visit, self._judged(answer.job.item, answer.visit, now))
            for answer in answers
            if isinstance(answer.job, PageJob) and isinstance(answer.visit, PageVisit)
        ]
        rows, read = [], []
        for item, visit, verdict in judged_:
            page = visit.exchange.page if visit.exchange else None
            self._count.bytes += len(page.content) if page else 0
            if verdict.report and verdict.from_feed and item.page:
                read.append((verdict.report, item.page))
            elif verdict.report and page and visit.exchange:
                rows.append(page_row(page, visit.exchange.headers, now))
                read.append((verdict.report, page.sha256))
        keep_pages(self._database, rows)
        kept = keep_reports(self._database, read, now, _follows)
        refused = {problem.name: problem.problem for problem in kept.problems}
        settled = [_settled(item, verdict, refused.get(item.id)) for item, _, verdict in judged_]
        settle(self._database, settled)
        self._sum(judged_, settled, kept)

    def _judged(self, item: Item, visit: PageVisit, now: datetime) -> Verdict:
        own = item.own if item.page and has_page(self._database, item.page) else None
        return judged(visit, own, item.tries, now=now, chance=self._outside.chance())

    def _sum(self, judged_: Sequence[tuple[Item, PageVisit, Verdict]], settled: Sequence[Settled], kept: Kept) -> None:
        counts = {"new": kept.new, "changed": kept.changed, "known": kept.known, "refused": len(kept.problems)}
        self._count.reports.update(counts)
        for (item, _, verdict), one in zip(judged_, settled, strict=True):
            kind = "again" if one.state is ItemState.WAITING else "failed" if one.state is ItemState.FAILED else "page"
            kind = "feed" if kind == "page" and verdict.from_feed else kind
            self._count.pages[kind] += 1
            if item.feed in self.summaries:
                self.summaries[item.feed].pages[kind] += 1

    def _hold(self, answers: Sequence[Answer], now: datetime) -> None:
        """Hosts that give no answer, or ask to be left alone, are; those that answer again are no longer."""
        for answer in answers:
            host, visit = answer.job.host, answer.visit
            exchange = visit.exchange
            asked = hold(exchange, now) if exchange else None
            if visit.away or asked:
                failures = self._holds[host].failures + 1 if host in self._holds else 1
                later = now + backoff(failures - 1, self._outside.chance()) if failures > 1 else now
                reason = visit.problem or f"the server answered {exchange.status}" if exchange else visit.problem
                self._holds[host] = Hold(host, max(later, asked or later), failures, reason)
                hold_host(self._database, self._holds[host])
                self._leave(host, now)
            elif host in self._holds and exchange:
                del self._holds[host]
                free_host(self._database, host)

    def _leave(self, host: str, now: datetime) -> None:
        """Take the jobs of a host that is held out of the line: they are written down, and come again."""
        if self._is_held(host, now):
            for job in self._turns.drop(host):
                self._loaded.discard(job.name)

    def _group(self) -> None:
        with self._timed("grouping"):
            self._count.grouped += self._storylines.catch_up(self._outside.now(), self._stop.is_set)

    @contextmanager
    def _timed(self, doing: str) -> Iterator[None]:
        start = time.monotonic()
        yield
        self._count.seconds[doing] += time.monotonic() - start  # type: ignore[assignment]


# --- parts ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _News:
    """Entries that were not seen before, and those that differ from what they were."""

    new: tuple[FeedItem, ...] = ()
    changed: tuple[FeedItem, ...] = ()


def _news(database: Database, items: Sequence[FeedItem], now: datetime) -> _News:
    """What is new among the entries of a feed.

    An id that another host's entry has is not trusted: its page's address is its name then, which nobody else can give.
    """
    known = seen(database, [name for item in items for name in (item.id, item.url) if name])
    new: dict[str, FeedItem] = {}
    changed: dict[str, FeedItem] = {}
    for given in items:
        was = known.get(given.id)
        foreign = was is not None and given.url and was.host != host_of(given.url)
        item = _under_its_address(given) if foreign else given
        was = known.get(item.id)
        if was is None:
            new.setdefault(item.id, item)
        elif was.digest != item.digest and now - was.found < CHANGING:
            changed.setdefault(item.id, item)
    return _News(tuple(new.values()), tuple(changed.values()))


def _under_its_address(item: FeedItem) -> FeedItem:
    own = replace(item.report, id=item.url or item.id) if item.report else None
    return replace(item, id=item.url or item.id, report=own)


def _next_state(visit: FeedVisit, new: int, now: datetime, chance: float) -> FeedState:
    if visit.exchange is None:
        return failed(visit.state, visit.problem, now=now, chance=chance)
    read = visit.read
    contents = Contents(read.entries, new, read.ttl, read.newer) if read else None
    return answered(visit.state, visit.exchange, contents, now=now, chance=chance, problem=visit.problem)


def _told(about: Subscription, read: FeedRead | None) -> Subscription:
    """What is known of a feed, with what it says of itself where we were not told."""
    if read is None:
        return about
    title, site, language = about.title or read.title, about.site or read.link, about.language or read.language
    return replace(about, title=title, site=site, language=language)


def _hosts(visit: FeedVisit) -> Iterator[str]:
    """The hosts that a feed's entries are on."""
    if visit.read:
        yield from (host_of(item.url or visit.state.url) for item in visit.read.items)


def _entry(item: FeedItem, feed: str, page: str) -> Item:
    own = item.report
    return Item(
        item.id, feed, item.url, host_of(item.url or feed), item.digest, item.outlet, own, page if own else None
    )


def _settled(item: Item, verdict: Verdict, refused: str | None) -> Settled:
    if verdict.due is not None:
        return Settled(item.id, ItemState.WAITING, verdict.reason, item.tries + 1, verdict.due)
    if verdict.report is None or refused:
        return Settled(item.id, ItemState.FAILED, refused or verdict.reason, item.tries)
    return Settled(item.id, ItemState.KEPT, verdict.reason, item.tries)


def _follows(report: Report, held: Report) -> bool:
    """An entry that comes again under its id is a later state of it, where it is from the same host."""
    return host_of(report.url or "") == host_of(held.url or "") or is_state(report, held)

"""What workers bring → what is written down of it, a portion in one transaction.

Strategy: an answer is judged by `gathering` (how a feed does, what becomes of an entry), and what follows is written
together: a feed's state with its new entries, a report with the end of its entry's waiting. So either all of an answer
is known, or it is asked for again. Whoever calls opens the transaction.

What may live here: which judgement is asked, and where its consequences go.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Final

from twosource.desk import is_state
from twosource.gathering.fates import Fate, fate_of
from twosource.gathering.feedstate import Contents, FeedState
from twosource.gathering.schedule import answered, failed
from twosource.gathering.visits import FeedRead, FeedVisit, server_of
from twosource.gathering.waiting import backoff, hold
from twosource.model import Report
from twosource.reading.feed import Item as FeedItem
from twosource.reading.feed import places
from twosource.reading.feedlists import Subscription
from twosource.service.figures import Count
from twosource.service.jobs import Answer, FeedAnswer, PageAnswer
from twosource.service.subscriptions import Followed, update
from twosource.store import Database
from twosource.store.gathered import (
    FAR,
    Hold,
    Item,
    ItemState,
    Seen,
    Settled,
    forget,
    free_host,
    has_page,
    hold_host,
    holds,
    put_items,
    put_page,
    put_places,
    seen,
    settle,
)
from twosource.store.keeping import Kept, keep_pages, keep_reports, page_row

CHANGING: Final = timedelta(days=3)  # since an entry was found, in which its page is fetched again when it changes: as
# long as grouping takes one text for a state of another (`revisions.MOST_DAYS`)


@dataclass(slots=True)
class FeedSummary:
    """What came of a feed in this run: how it does, and what became of its entries, as `Figures.pages` has it."""

    followed: Followed
    pages: Counter[str] = field(default_factory=Counter)


class Ledger:
    """Writes answers down. `chance` gives numbers from 0 to 1; `count` and `summaries` tell what was done."""

    def __init__(self, database: Database, chance: Callable[[], float], count: Count) -> None:
        self._database = database
        self._chance = chance
        self._count = count
        self._holds: dict[str, Hold] = {}
        self.summaries: dict[str, FeedSummary] = {}

    def look_at_holds(self) -> None:
        self._holds = holds(self._database)

    def is_held(self, host: str, now: datetime) -> bool:
        """Whether a host is to be left alone; not for longer than we ever say, which a clock turned back would do."""
        held = self._holds.get(host)
        return held is not None and now < held.until <= now + FAR

    def write(self, answers: Sequence[Answer], now: datetime) -> None:
        """Write down what came, inside a transaction."""
        for answer in answers:
            if isinstance(answer, FeedAnswer):
                self._feed(answer.job.followed, answer.visit, now)
        self._entries([answer for answer in answers if isinstance(answer, PageAnswer)], now)
        for answer in answers:
            self._host(answer, now)

    # --- feeds --------------------------------------------------------------------------------------------------------

    def _feed(self, one: Followed, visit: FeedVisit, now: datetime) -> None:
        """How a feed does, and its entries that are new or changed."""
        news = _news(self._database, one.url, visit.read.items, now) if visit.read else _News()
        state = _next_state(visit, len(news.new), now, self._chance())
        self._count.feeds[state.health.value] += 1
        about = _told(one.about, visit.read)
        there = update(self._database, visit.state.url, replace(one, state=state, about=about))
        if there is None:
            return  # somebody has removed it meanwhile
        self.summaries[there.url] = FeedSummary(there)
        if visit.read and visit.exchange and (page := visit.exchange.page):
            self._count.bytes += len(page.content)
            wanted = [*news.new, *news.changed]
            if any(item.report for item in wanted):
                put_page(self._database, page, visit.exchange.headers, now)
            put_items(self._database, [_entry(item, there, page.sha256) for item in wanted], now)
            put_places(self._database, there.url, places(visit.read.items))
            forget(self._database, there.url, [item.id for item in visit.read.items], now)

    # --- entries ------------------------------------------------------------------------------------------------------

    def _entries(self, answers: Sequence[PageAnswer], now: datetime) -> None:
        """The reports of entries, and what became of each."""
        fates = [self._fate(answer, now) for answer in answers]
        rows, read = [], []
        for answer, fate in zip(answers, fates, strict=True):
            exchange, item = answer.visit.exchange, answer.job.item
            page = exchange.page if exchange else None
            self._count.bytes += len(page.content) if page else 0
            if fate.report and fate.from_feed and item.page:
                read.append((fate.report, item.page))
            elif fate.report and page and exchange:
                rows.append(page_row(page, exchange.headers, now))
                read.append((fate.report, page.sha256))
        keep_pages(self._database, rows)
        kept = keep_reports(self._database, read, now, _follows)
        refused = {problem.name: problem.problem for problem in kept.problems}
        pairs = list(zip((answer.job.item for answer in answers), fates, strict=True))
        settled = [_settled(item, fate, refused.get(item.id)) for item, fate in pairs]
        settle(self._database, settled)
        self._sum(pairs, settled, kept)

    def _fate(self, answer: PageAnswer, now: datetime) -> Fate:
        item = answer.job.item
        own = item.own if item.page and has_page(self._database, item.page) else None
        fate = fate_of(answer.visit, own, item.tries, now=now, chance=self._chance())
        report = replace(fate.report, media=item.media) if fate.report else None
        return replace(fate, report=report)

    def _sum(self, pairs: Sequence[tuple[Item, Fate]], settled: Sequence[Settled], kept: Kept) -> None:
        counts = {"new": kept.new, "changed": kept.changed, "known": kept.known, "refused": len(kept.problems)}
        self._count.reports.update(counts)
        for (item, fate), one in zip(pairs, settled, strict=True):
            done = "feed" if fate.from_feed else "page"
            kind = {ItemState.WAITING: "again", ItemState.FAILED: "failed", ItemState.KEPT: done}[one.state]
            self._count.pages[kind] += 1
            if item.feed in self.summaries:
                self.summaries[item.feed].pages[kind] += 1

    # --- hosts --------------------------------------------------------------------------------------------------------

    def _host(self, answer: Answer, now: datetime) -> None:
        """A host that gives no answer twice, or asks to be left alone, is; one that answers again is no longer."""
        host, exchange = answer.job.host, answer.visit.exchange
        asked = hold(exchange, now) if exchange else None
        if answer.visit.away or asked:
            failures = self._holds[host].failures + 1 if host in self._holds else 1
            later = now + backoff(failures - 1, self._chance()) if failures > 1 else now
            reason = answer.visit.problem or f"the server answered {exchange.status if exchange else 'nothing'}"
            self._holds[host] = Hold(host, max(later, asked or later), failures, reason)
            hold_host(self._database, self._holds[host])
        elif host in self._holds and exchange:
            del self._holds[host]
            free_host(self._database, host)


# --- parts ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _News:
    """Entries that were not seen before, and those that differ from what they were."""

    new: tuple[FeedItem, ...] = ()
    changed: tuple[FeedItem, ...] = ()


def _news(database: Database, feed: str, items: Sequence[FeedItem], now: datetime) -> _News:
    """What is new among the entries of a feed.

    An id that is another host's address, or that another host's entry has, is not trusted: its page's address is the
    entry's name then, which no other host can give. What this very feed gave before is its own, wherever it moved.
    """
    known = seen(database, [name for item in items for name in (item.id, item.url) if name])
    new: dict[str, FeedItem] = {}
    changed: dict[str, FeedItem] = {}
    for given in items:
        held = known.get(given.id)
        is_own = held is not None and held.feed == feed
        item = given if is_own or not _is_foreign(given, held) else _under_its_address(given)
        was = known.get(item.id)
        if was is None:
            new.setdefault(item.id, item)
        elif was.digest != item.digest and now - was.found < CHANGING:
            changed.setdefault(item.id, item)
    return _News(tuple(new.values()), tuple(changed.values()))


def _is_foreign(item: FeedItem, was: Seen | None) -> bool:
    host, named = server_of(item.url or ""), server_of(item.id)
    return bool(host) and (named not in {"", host} or (was is not None and was.host != host))


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


def _entry(item: FeedItem, feed: Followed, page: str) -> Item:
    host, own = server_of(item.url or feed.url), item.report
    if own is None:
        return Item(item.id, feed.url, item.url, host, item.digest, item.outlet, media=item.media)
    own = replace(own, language=own.language or feed.about.language)
    return Item(item.id, feed.url, item.url, host, item.digest, item.outlet, own, page, media=item.media)


def _settled(item: Item, fate: Fate, refused: str | None) -> Settled:
    if fate.due is not None:
        return Settled(item.id, ItemState.WAITING, fate.reason, item.tries + 1, fate.due)
    if fate.report is None or refused:
        return Settled(item.id, ItemState.FAILED, refused or fate.reason, item.tries)
    return Settled(item.id, ItemState.KEPT, fate.reason, item.tries)


def _follows(report: Report, held: Report) -> bool:
    """An entry that comes again under its id is a later state of it, where it is from the same host."""
    return server_of(report.url or "") == server_of(held.url or "") or is_state(report, held)

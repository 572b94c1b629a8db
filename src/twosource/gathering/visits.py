"""One visit to a feed, and one to a page: asked for, and read as far as it can be read.

Strategy: a visit is what a worker does by itself, without a look at the store: it fetches, has what came read (here, or
in a process of its own: `run`), and gives all that was learnt as a value. It never raises what an input can cause.
What it means is judged in `schedule` and `fates`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Protocol, TypeVar
from urllib.parse import urlsplit

from twosource.errors import Forbidden, InputError, Malformed, Unreachable
from twosource.gathering.exchange import Exchange, PageVisit
from twosource.gathering.feedstate import FeedState
from twosource.gathering.http import Fetcher
from twosource.gathering.robots import PageFetcher
from twosource.gathering.schedule import conditions
from twosource.model import Page, Report
from twosource.reading.feed import Item, items, parsed
from twosource.reading.pages import reports

T = TypeVar("T")


class PageRunner(Protocol):
    """Runs a function on a page, here or elsewhere. Raises an InputError where that cannot be done."""

    def __call__(self, work: Callable[[Page], T], page: Page, /) -> T: ...


def here(work: Callable[[Page], T], page: Page) -> T:
    return work(page)


@dataclass(frozen=True, slots=True)
class FeedRead:
    """What a page holds as a feed: its entries, how many it had, and what it says of itself."""

    items: tuple[Item, ...]
    entries: int
    title: str | None = None
    link: str | None = None
    language: str | None = None
    ttl: int | None = None
    newer: str | None = None


@dataclass(frozen=True, slots=True)
class FeedVisit:
    """What came of asking a feed. `problem` says why there is no answer or no feed, in a clause.

    `away` tells a host that gives no answer from one whose answer is of no use.
    """

    state: FeedState
    exchange: Exchange | None = None
    read: FeedRead | None = field(default=None, repr=False)
    problem: str = ""
    away: bool = False


def server_of(url: str) -> str:
    """Whom an address asks, for waiting and holding: the host in small letters."""
    return (urlsplit(url).hostname or "").lower()


# --- feeds ------------------------------------------------------------------------------------------------------------


def visit_feed(fetcher: Fetcher, run: PageRunner, state: FeedState, outlet: str | None) -> FeedVisit:
    """Ask a feed for what is new; `outlet` is who publishes it, where that is known."""
    try:
        exchange = fetcher.exchange(state.url, conditions(state))
        if exchange.page is None:
            return FeedVisit(state, exchange)
    except InputError as error:
        return FeedVisit(state, problem=error.problem, away=_is_away(error))
    try:
        return FeedVisit(state, exchange, run(read_feed, replace(exchange.page, outlet=outlet)))
    except InputError as error:
        return FeedVisit(state, exchange, problem=error.problem)


def read_feed(page: Page) -> FeedRead:
    """What a page holds as a feed.

    Raises:
        InputError: it is none, or one that is too large or damaged.
    """
    feed = parsed(page)
    found = items(page, feed)
    if feed.entries and not found:
        raise Malformed(page.name, f"{len(feed.entries)} entries, none with a page or a text", "open it in a browser")
    about = FeedRead(found, len(feed.entries), feed.title, feed.link, feed.language)
    return replace(about, ttl=feed.ttl, newer=feed.newer)


# --- pages ------------------------------------------------------------------------------------------------------------


def visit_page(pages: PageFetcher, run: PageRunner, url: str, report_id: str, outlet: str | None) -> PageVisit:
    """Ask for the page of an entry, whose report is to be called `report_id`."""
    try:
        exchange = pages.exchange(url)
        delay = pages.rules_of(url).delay
    except InputError as error:
        return PageVisit(problem=error.problem, away=_is_away(error))
    if exchange.page is None:
        return PageVisit(exchange, delay=delay)
    page = replace(exchange.page, id=report_id, outlet=outlet)
    try:
        found: Report | InputError = run(read_page, page)
    except InputError as error:
        found = error
    return PageVisit(replace(exchange, page=page), found, delay=delay)


def read_page(page: Page) -> Report:
    """The one report on a page, under the page's id.

    Raises:
        InputError: it holds none, or several.
    """
    found = list(reports(page))
    if len(found) != 1:
        raise Malformed(page.name, f"{len(found)} reports where one was expected", "give it as a feed")
    if isinstance(found[0], InputError):
        raise found[0]
    return replace(found[0], id=page.id)


def _is_away(error: InputError) -> bool:
    return isinstance(error, Unreachable) and not isinstance(error, Forbidden)

"""What there is to be done, one request each, and what came of it: done by a worker, without a look at the store."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from twosource.gathering.exchange import PageVisit
from twosource.gathering.http import Fetcher
from twosource.gathering.robots import PageFetcher
from twosource.gathering.visits import FeedVisit, PageRunner, server_of, visit_feed, visit_page
from twosource.service.subscriptions import Followed
from twosource.store.gathered import Item, key_of


@dataclass(frozen=True, slots=True)
class Outside:
    """All that gathering needs of the world: who fetches, who reads, the time, and numbers by chance from 0 to 1."""

    fetcher: Fetcher
    pages: PageFetcher
    run: PageRunner
    now: Callable[[], datetime]
    chance: Callable[[], float]


@dataclass(frozen=True, slots=True)
class FeedJob:
    """A feed to be asked."""

    followed: Followed

    @property
    def host(self) -> str:
        return server_of(self.followed.url)

    @property
    def name(self) -> str:
        return self.followed.url

    def done(self, outside: Outside) -> FeedAnswer:
        one = self.followed
        return FeedAnswer(self, visit_feed(outside.fetcher, outside.run, one.state, one.outlet))


@dataclass(frozen=True, slots=True)
class PageJob:
    """A page of an entry to be fetched."""

    item: Item

    @property
    def host(self) -> str:
        return self.item.host

    @property
    def name(self) -> str:
        return key_of(self.item.id)

    def done(self, outside: Outside) -> PageAnswer:
        item = self.item
        if item.url is None:
            return PageAnswer(self, PageVisit(problem="its feed names no page", asked=False))
        return PageAnswer(self, visit_page(outside.pages, outside.run, item.url, item.id, item.outlet))


@dataclass(frozen=True, slots=True)
class FeedAnswer:
    job: FeedJob
    visit: FeedVisit


@dataclass(frozen=True, slots=True)
class PageAnswer:
    job: PageJob
    visit: PageVisit


Job = FeedJob | PageJob
Answer = FeedAnswer | PageAnswer

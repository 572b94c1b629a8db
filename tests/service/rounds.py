"""A gatherer in this process, at a time of our own, on hosts that are all on loopback."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from threading import Event

from twosource.gathering.http import Fetcher, FetchLimits
from twosource.gathering.robots import PageFetcher
from twosource.gathering.visits import PageRunner, here
from twosource.reading.feedlists import Subscription
from twosource.service.figures import Figures
from twosource.service.gatherer import Gatherer, Pace
from twosource.service.jobs import Outside
from twosource.service.subscriptions import Followed, follow, followed
from twosource.store import Database

START = datetime(2026, 3, 20, 8, tzinfo=UTC)
LIMITS = FetchLimits(seconds=20, bytes=1_000_000, unpacked=2_000_000)
BUSY = Pace(workers=4, per_host=4, pause=0)


@dataclass
class Rounds:
    """Gathers from time to time; `now` is what the clock says."""

    database: Database
    fetcher: Fetcher = field(default_factory=lambda: Fetcher(LIMITS, allow_private=True, at_once=4))
    pace: Pace = BUSY
    run: PageRunner = here
    now: datetime = START
    figures: Figures = field(default_factory=Figures)

    def follow(self, *urls: str, **about: str) -> None:
        for url in urls:
            follow(self.database, Subscription(url, **about), self.now)  # type: ignore[arg-type]

    def gather(self, later: timedelta = timedelta(), stop: Event | None = None) -> Figures:
        """What came of gathering once, so much later."""
        self.now += later
        with closing(Gatherer(self.database, self.outside(), self.pace)) as gatherer:
            gatherer.once(stop or Event())
            self.figures = gatherer.figures
        return self.figures

    def outside(self) -> Outside:
        clock = lambda: self.now  # noqa: E731 - it is read anew each time
        return Outside(self.fetcher, PageFetcher(self.fetcher, clock), self.run, clock, lambda: 0.5)

    def feed(self, url: str) -> Followed:
        return followed(self.database)[url]

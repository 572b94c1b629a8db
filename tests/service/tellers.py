"""Telling stories in this process, by rules alone, with a clock of our own."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from threading import Event

from twosource import voices
from twosource.model import Outlet, Page, Report, Story
from twosource.service.follower import Follower, Making, Progress
from twosource.service.telling import Equipment, Order, Teller, TellingResult
from twosource.store import Database
from twosource.store.keeping import ReadPage, keep
from twosource.store.material import keep_stories

NOW = datetime(2026, 3, 20, 8, tzinfo=UTC)
OUTLETS = {name.casefold(): Outlet(name.casefold(), name) for name in ("Courier", "Herald", "Gazette")}
PLACES = ("Orrin", "Pell", "Estmark", "Orland", "Vell", "Marrow")


def rules() -> Equipment:
    return Equipment(voices.tag)


def told_by(outlet: str, number: int, words: str = "") -> Report:
    """A report of event `number`."""
    place = PLACES[number % len(PLACES)]
    text = (
        f"The mill of {place} burned down on Monday, and {2 + number} men were hurt.\n\n"
        f"“Nothing is left,” said Ada Lunt, the mayor of {place}. {words or f'The {outlet} saw it.'}\n"
    )
    day = datetime(2026, 3, 10 + number % 9, 9, tzinfo=UTC)
    return Report(id=f"{outlet}-{number}", outlet=outlet, text=text, published=day, title=f"Mill of {place} burns")


def take(database: Database, *stories: Story) -> None:
    """Keep reports and stories."""
    reports = [report for story in stories for report in story.reports]
    pages = [Page(one.id, one.id, json.dumps([one.id, one.text]).encode()) for one in reports]
    found = [ReadPage(page, (one,)) for page, one in zip(pages, reports, strict=True)]
    keep(database, found, NOW, follows=lambda *_: True)
    keep_stories(database, stories)


def event(number: int, *outlets: str) -> Story:
    names = outlets or ("Courier", "Herald", "Gazette")
    return Story(f"s{number}", tuple(told_by(outlet, number) for outlet in names))


@dataclass
class Press:
    """Follows from time to time; `now` is what the clock says."""

    database: Database
    tell: Callable[[Order], TellingResult] = field(default_factory=lambda: Teller(rules))
    source: str = "rules"
    outlets: Mapping[str, Outlet] = field(default_factory=lambda: OUTLETS)
    now: datetime = NOW

    def making(self) -> Making:
        return Making(self.tell, 1, "tagger", self.source, lambda: self.outlets, lambda: self.now)

    def follow(self, later: timedelta = timedelta(), stop: Event | None = None) -> Progress:
        """What came of following once, so much later."""
        self.now += later
        with closing(Follower(self.database, self.making())) as follower:
            follower.once(stop or Event())
            return follower.progress

"""A story as it stands in a list: its headline, its four counts, who has it, and a line of one report.

Strategy: one value for every list (front page, topic, outlet, search), so that a story looks the same wherever it is
met. The line is a passage, verbatim, with its outlet.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import groupby

from twosource.model import Counts, Passage
from twosource.rendering import labels


@dataclass(frozen=True, slots=True)
class Lead:
    """A line that stands under a story's headline, and whose it is."""

    passage: Passage
    outlet: str


@dataclass(frozen=True, slots=True)
class Card:
    """A story in a list. `outlets` are names in order of publication; `first` and `last` are when reports appeared."""

    id: str
    title: str
    counts: Counts
    outlets: tuple[str, ...] = ()
    first: datetime | None = None
    last: datetime | None = None
    lead: Lead | None = None

    @property
    def time(self) -> str:
        """The hour of the last report."""
        return f"{self.last.astimezone(UTC):%H:%M}" if self.last else ""

    @property
    def when(self) -> str:
        return labels.published(self.last)


@dataclass(frozen=True, slots=True)
class Day:
    """The stories whose last report is of one day. `name` is the day in words."""

    name: str
    day: date | None
    cards: tuple[Card, ...]


def by_day(cards: Iterable[Card]) -> tuple[Day, ...]:
    """Days in the order in which the cards come."""

    def day_of(card: Card) -> date | None:
        return card.last.astimezone(UTC).date() if card.last else None

    return tuple(
        Day(f"{labels.WEEKDAYS[day.weekday()]}, {labels.day(day)}" if day else labels.UNDATED, day, tuple(found))
        for day, found in groupby(cards, day_of)
    )

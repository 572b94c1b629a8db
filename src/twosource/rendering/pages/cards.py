"""A story as it stands in a list: its headline, its four counts, who has it, and a line of one report.

Strategy: one value for every list (front page, topic, outlet, search), so that a story looks the same wherever it is
met. The line is a passage, verbatim, with its outlet.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from itertools import groupby
from typing import TYPE_CHECKING

from twosource.model import Counts, Dossier, Outlet, Passage, Report, Span
from twosource.reading.credits import dateline
from twosource.reading.sentences import sentences
from twosource.rendering import labels
from twosource.rendering.marks import NOTHING
from twosource.rendering.mastheads import lang_of, outlet_name
from twosource.rendering.words import Words

if TYPE_CHECKING:
    from markupsafe import Markup

OPENING = 1_500  # characters of a text among which its first sentence is
SHORTEST = 50  # characters of a sentence that tells something: of the sample's first lines, bylines have fewer


@dataclass(frozen=True, slots=True)
class Lead:
    """A line that stands under a story's headline, and whose it is. `lang` is as in `Masthead`."""

    passage: Passage
    outlet: str
    lang: Markup = NOTHING


@dataclass(frozen=True, slots=True)
class Card:
    """A story in a list. `outlets` are names in order of publication; `first` and `last` are when reports appeared.

    day: in words, where a list of late ones has to go back to one of long ago.
    """

    id: str
    title: str
    counts: Counts
    outlets: tuple[str, ...] = ()
    first: datetime | None = None
    last: datetime | None = None
    lead: Lead | None = None
    day: str = ""

    @property
    def time(self) -> str:
        """The hour of the last report; nothing at midnight sharp, as which a day without an hour is kept."""
        when = self.last.astimezone(UTC) if self.last else None
        return f"{when:%H:%M}" if when and when.time() != time() else ""


def lead_of(
    dossier: Dossier, outlets: Mapping[str, Outlet], words: Words, chosen: tuple[str, Span] | None = None
) -> Lead | None:
    """The line that was chosen for the story, given by its report and place, if the dossier has it.

    Else the first sentence of the report whose headline the story goes by, else of its first; None where it has none.
    """
    report = next((one for one in dossier.reports if chosen and one.id == chosen[0]), None)
    if chosen and report and chosen[1].end <= len(report.text):
        return Lead(
            report.passage(_news(report, chosen[1])), outlet_name(report, outlets, words), lang_of(report, words)
        )
    title = dossier.title.strip()
    reports = sorted(dossier.reports, key=lambda report: (report.title or "").strip() != title)
    for report in reports[:1]:
        if span := _opening(report):
            return Lead(
                report.passage(_news(report, span)), outlet_name(report, outlets, words), lang_of(report, words)
            )
    return None


def _news(report: Report, span: Span) -> Span:
    """The span without the dateline that it begins with: under a headline, where and through whom is no news."""
    place = dateline(report.text)
    if place is None or not span.start <= place.start < place.end < span.end - SHORTEST:
        return span
    rest = report.text[place.end : span.end]
    return Span(span.end - len(rest.lstrip()), span.end)


def _opening(report: Report) -> Span | None:
    """The first sentence that is long enough to be one: bylines and slugs stand over it."""
    found = (Span(*span) for span in sentences(report.text[:OPENING]))
    return next((span for span in found if span.end - span.start >= SHORTEST and span.end < OPENING), None)


@dataclass(frozen=True, slots=True)
class Day:
    """The stories whose last report is of one day. `name` is the day in words."""

    name: str
    day: date | None
    cards: tuple[Card, ...]


def by_day(cards: Iterable[Card], words: Words) -> tuple[Day, ...]:
    """Days in the order in which the cards come."""

    def day_of(card: Card) -> date | None:
        return card.last.astimezone(UTC).date() if card.last else None

    return tuple(
        Day(labels.today(day, words) if day else words("date.none"), day, tuple(found))
        for day, found in groupby(cards, day_of)
    )

"""How much a story of a period matters to a reader, in terms that are shown beside it.

Strategy: what counts is who went to find out, not how often it was printed. A report of which another has the text
already adds to none of the terms; were it left out, the importance would be the same.

    origins    2 · log2(1 + the most independent origins that the story has)
    owners     log2(1 + owners that reported for themselves)
    outlets    log2(1 + outlets with a text of their own) / 2
    reach      log2(1 + countries that these outlets publish in) / 2, where that is known
    placed     the mean, over these outlets, of 1 / (1 + p / 5), where a feed has the highest of them p places down
    days       log2(1 + days of the period on which such a text appeared) / 2
    newness    the share of these texts that fall into the period, 0 to 1; of a story told before, that are unknown
    known      − half of what its origins counted when the reader was told of it
    corrected  2, where a line that the reader was told has been changed
    settled    1, where outlets agree on what they differed on then

To this come the reader's rules, each under its own name. Logarithms to base 2, so that a second origin adds as much as
a third and a fourth together. Importance is the sum. Origins weigh most, since they are what this project is for; the
weights are a choice and were fitted to nothing.

What may live here: the formula and the period.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from twosource.model import Counts, Dossier, News, OriginKind, Outlet, Report, moment

COPIED_SHARE = 0.5  # a report that shares at least this much of its text with an earlier one is no text of its own
DIGITS = 4  # of each term; importance is the sum of the rounded terms, so that what is shown adds up

HALVED_AT = 5  # places down a feed at which an item is taken to matter half as much as the first
KNOWN = 0.5  # of what origins counted when the reader was told of a story is taken off
BECAME = {News.CORRECTED: 2.0, News.SETTLED: 1.0}

Why = tuple[tuple[str, float], ...]


class Period(NamedTuple):
    """The days from `since` to `until`, both included; None leaves that side open."""

    since: date | None
    until: date | None

    def holds(self, report: Report) -> bool:
        """Whether a report falls into the period. An undated one does only where the period has no beginning."""
        day = day_of(report)
        if day is None:
            return self.since is None
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


def day_of(report: Report) -> date | None:
    """The day of publication, in UTC where a time is known."""
    when = moment(report.published)
    return when.date() if when else None


@dataclass(frozen=True, slots=True)
class Signals:
    """What is known beside the reports. `outlets` are by casefolded key or name.

    `positions` are by report's id: how many items stood above it in the feed that had it highest, 0 for none.
    """

    outlets: Mapping[str, Outlet] = field(default_factory=dict)
    positions: Mapping[str, int] = field(default_factory=dict)


NO_SIGNALS = Signals()


class Before(NamedTuple):
    """A story as the reader knows it: its counts then, the reports known by their ids, and what became of it."""

    counts: Counts
    known: frozenset[str]
    news: frozenset[News] = frozenset()


def importance(dossier: Dossier, period: Period, signals: Signals = NO_SIGNALS, before: Before | None = None) -> Why:
    """The terms of a story's importance in the order of the formula; their sum is what stories are sorted by."""
    own = own_texts(dossier)
    new = [report for report in own if (report.id not in before.known if before else period.holds(report))]
    terms = {
        "origins": _origins(dossier.counts),
        "owners": math.log2(1 + len(_owners(dossier))),
        "outlets": math.log2(1 + len({report.outlet for report in own})) / 2,
        **_signalled(own, signals),
        "days": math.log2(1 + len({day_of(report) for report in own if period.holds(report)} - {None})) / 2,
        "newness": len(new) / len(own) if own else 0.0,
        **(_since(before) if before else {}),
    }
    return tuple((name, round(value, DIGITS)) for name, value in terms.items())


def _origins(counts: Counts) -> float:
    return 2 * math.log2(1 + counts.origins)


def _signalled(own: Sequence[Report], signals: Signals) -> dict[str, float]:
    """The terms of which something is known."""
    found = (signals.outlets.get((report.outlet or "").casefold()) for report in own)
    countries = {outlet.country for outlet in found if outlet and outlet.country}
    highest: dict[str | None, int] = {}
    for report in own:
        if report.id in signals.positions:
            place = signals.positions[report.id]
            highest[report.outlet] = min(place, highest.get(report.outlet, place))
    terms = {}
    if countries:
        terms["reach"] = math.log2(1 + len(countries)) / 2
    if highest:
        terms["placed"] = math.fsum(1 / (1 + place / HALVED_AT) for place in highest.values()) / len(highest)
    return terms


def _since(before: Before) -> dict[str, float]:
    became = {news.value: BECAME[news] for news in BECAME if news in before.news}
    return {"known": -KNOWN * _origins(before.counts), **became}


def total(why: Why) -> float:
    return math.fsum(value for _, value in why)


def own_texts(dossier: Dossier) -> Sequence[Report]:
    """The reports whose text no earlier report of the story has."""
    copied = set(_copied(dossier))
    return [report for report in dossier.reports if report.id not in copied]


def _copied(dossier: Dossier) -> Iterator[str]:
    for copy in dossier.copies:
        if copy.share >= COPIED_SHARE:
            yield from copy.reports[1:]


def _owners(dossier: Dossier) -> frozenset[str]:
    """Who reported for themselves: the names of the origins that are an outlet's own reporting, in texts of its own."""
    own = {report.id for report in own_texts(dossier)}
    testimonies = (testimony for statement in dossier.statements for testimony in statement.testimonies)
    return frozenset(
        testimony.origin.name
        for testimony in testimonies
        if testimony.origin.kind is OriginKind.OWN and testimony.passage.report in own
    )

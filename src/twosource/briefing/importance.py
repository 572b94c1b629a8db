"""How much a story of a period matters, in terms that are shown beside it.

Strategy: what counts is who went to find out, not how often it was printed. A report of which another has the text
already adds to none of the terms; were it left out, the importance would be the same.

    origins   2 · log2(1 + the most independent origins that the story has)
    owners    log2(1 + owners that reported for themselves)
    outlets   log2(1 + outlets with a text of their own) / 2
    days      log2(1 + days of the period on which such a text appeared) / 2
    newness   the share of these texts that fall into the period, 0 to 1

Logarithms to base 2, so that a second origin adds as much as a third and a fourth together. Importance is the sum.
Origins weigh most, since they are what this project is for; the weights are a choice and were fitted to nothing.

What may live here: the formula and the period.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from twosource.model import Dossier, OriginKind, Report, moment

COPIED_SHARE = 0.5  # a report that shares at least this much of its text with an earlier one is no text of its own
DIGITS = 4  # of each term; importance is the sum of the rounded terms, so that what is shown adds up

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


def importance(dossier: Dossier, period: Period) -> Why:
    """The terms of a story's importance in the order of the formula; their sum is what stories are sorted by."""
    own = own_texts(dossier)
    new = [report for report in own if period.holds(report)]
    terms = {
        "origins": 2 * math.log2(1 + dossier.counts.origins),
        "owners": math.log2(1 + len(_owners(dossier))),
        "outlets": math.log2(1 + len({report.outlet for report in own})) / 2,
        "days": math.log2(1 + len({day_of(report) for report in new} - {None})) / 2,
        "newness": len(new) / len(own) if own else 0.0,
    }
    return tuple((name, round(value, DIGITS)) for name, value in terms.items())


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

"""How the values of a difference stand to each other: one hedged, one told later, or both told at one time.

Strategy: publication alone decides between later and at once. Values are told one after the other where every report
that gives one came out before all that give the next; a value that its report calls an earlier one is not given by it.
What is hedged comes first: "about 30" beside 25 may be one count, rounded; and where a third value stands beside both,
the hedged one goes with the exact one that it is near to. Which value is right is not ours to say.

What may live here: relations of numbers and dates. Other kinds have none.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from itertools import pairwise

from twosource.evidence.slots import quantity_of
from twosource.model import Difference, DifferenceKind, Relation, Report, SlotValue, moment
from twosource.reading.numerals import Precision

# Thresholds, from reading the differences of the sample corpus (train, dev) and of BASIL open.
NEAR = 30  # characters before a figure among which "earlier" or "from" stands
ROUNDED = 0.25  # a hedged number so near to an exact one may be the same count, rounded; "about 6" and 11 are two
_FORMER = re.compile(r"\b(?:not|from|earlier|initial(?:ly)?|previous(?:ly)?|at first|originally)\b", re.I)
_RELATED = (DifferenceKind.NUMBER, DifferenceKind.DATE)


def related(found: Sequence[Difference], reports: Sequence[Report]) -> tuple[Difference, ...]:
    """The differences with their relation, where their kind has one and publication tells it.

    Args:
        found: differences, whose values are in order of publication.
        reports: the reports of their story.
    """
    published = {report.id: report.published for report in reports}
    return tuple(
        replace(each, relation=_relation(each.values, published)) if each.kind in _RELATED else each for each in found
    )


def _relation(values: Sequence[SlotValue], published: Mapping[str, date | None]) -> Relation | None:
    if _may_be_rounded(values):
        return Relation.APPROXIMATE
    standing = [given for given in values if not _is_former(given)] or list(values)
    when = {given.slot.report: published[given.slot.report] for given in standing}
    if any(moment(day) is None for day in when.values()):
        return None
    meant = {given.value: _unrounded(given, standing) for given in standing}
    runs = list(dict.fromkeys(meant.values()))
    told = [[when[given.slot.report] for given in standing if meant[given.value] == value] for value in runs]
    apart = all(published_before(one, other) for earlier, later in pairwise(told) for one in earlier for other in later)
    return Relation.LATER if len(runs) > 1 and apart else Relation.AT_ONCE


def _may_be_rounded(values: Sequence[SlotValue]) -> bool:
    """Whether there is one exact number, and all others are hedged ones near to it."""
    read = [quantity for given in values if (quantity := quantity_of(given)) is not None]
    exact = {one.value for one in read if one.precision is Precision.EXACT}
    hedged = {one.value for one in read if one.precision is not Precision.EXACT}
    if len(exact) != 1 or not hedged or len(read) < len(values):
        return False
    (number,) = exact
    return all(abs(number - one) <= ROUNDED * max(number, one) for one in hedged)


def _unrounded(given: SlotValue, among: Sequence[SlotValue]) -> str:
    """The exact value that a hedged one may be, the nearest of those that are near; any other value itself."""
    mine = quantity_of(given)
    if mine is None or mine.precision is Precision.EXACT:
        return given.value
    exact = {one.value: its.value for one in among if (its := quantity_of(one)) and its.precision is Precision.EXACT}
    off = {value: abs(number - mine.value) for value, number in exact.items()}
    near = [value for value, number in exact.items() if off[value] <= ROUNDED * max(number, mine.value)]
    return min(near, key=lambda value: (off[value], value), default=given.value)


def _is_former(given: SlotValue) -> bool:
    """Whether the words before a value say that it stood before, or that it is another's."""
    start = given.slot.start - given.context.start
    return bool(_FORMER.search(given.context.text[max(0, start - NEAR) : start]))


def published_before(one: date | None, other: date | None) -> bool:
    """Whether one was published before the other; by the day, where the time of day is not known of both."""
    at, then = moment(one), moment(other)
    if at is None or then is None:
        return False
    return at < then if isinstance(one, datetime) and isinstance(other, datetime) else at.date() < then.date()

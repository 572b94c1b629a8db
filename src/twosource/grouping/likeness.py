"""How alike two reports are, and what tells that they cannot be one event.

Strategy: the cosine of their words, less where they were published days apart. Two headlines of one mould ("Vale wins
Orland", "Vale wins Estmark") clash: what differs is a name that the other report never has, on both sides. Reports that
clash are never in one story. Pairs are proposed by an index of rare terms; those that share none are unlike.

What may live here: judging a pair. What becomes of pairs is for `stories`.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from twosource.grouping.features import Vector, cosine, terms, vectors
from twosource.model import Report, moment
from twosource.reading.names import names

DAYS_APART = 3.0  # standard deviation of the time between reports of one event, in days (Miranda et al. 2018)
LEAST_PAIR = 0.05  # pairs less alike than this count as 0: they never decide
COMMON_SHARE = 0.02  # terms in a larger part of the reports propose no pairs,
COMMON_REPORTS = (
    60  # nor do they in more reports than this, whichever allows more (NeuS train: no F1 lost, a third of the time)
)
LEAST_PROPOSED = 0.02  # what the rare terms of a proposed pair add to its cosine at least
MOULD_LIKENESS = 0.25  # pairs less alike than this are not of one mould
MOULD_TERMS = 2  # terms that two headlines of one mould differ in at most, and share at least

CLASH = -math.inf
"""The likeness of reports that clash: no mean outweighs it."""

Likeness = list[dict[int, float]]


def likeness(reports: Sequence[Report]) -> Likeness:
    """For each report, by index: those that are like it and how much, 0 to 1, or CLASH."""
    result: Likeness = [{} for _ in reports]
    looks = vectors(reports)
    for one, other in _proposed(looks):
        value = cosine(looks[one], looks[other]) * _nearness(reports[one], reports[other])
        if value >= MOULD_LIKENESS and _clash(reports[one], reports[other]):
            value = CLASH
        if value >= LEAST_PAIR or value == CLASH:
            result[one][other] = result[other][one] = value
    return result


def _nearness(one: Report, other: Report) -> float:
    """1 for the same time, falling as a Gaussian; 1 where a date is not known, which says nothing."""
    first, second = moment(one.published), moment(other.published)
    if first is None or second is None:
        return 1.0
    days = (second - first).total_seconds() / 86400
    return math.exp(-0.5 * (days / DAYS_APART) ** 2)


def _proposed(looks: Sequence[Vector]) -> Iterator[tuple[int, int]]:
    """Pairs that share terms which are rare among these reports."""
    reach = Counter(term for look in looks for term in look)
    most = max(COMMON_REPORTS, int(COMMON_SHARE * len(looks)))
    index: defaultdict[str, list[tuple[int, float]]] = defaultdict(list)
    for report, look in enumerate(looks):
        shared: defaultdict[int, float] = defaultdict(float)
        for term, weight in look.items():
            if reach[term] <= most:
                for other, weight_there in index[term]:
                    shared[other] += weight * weight_there
                index[term].append((report, weight))
        for other in sorted(shared):
            if shared[other] >= LEAST_PROPOSED:
                yield other, report


def _clash(one: Report, other: Report) -> bool:
    """Whether two headlines are of one mould and each names what the other report never has."""
    first, second = Counter(terms(one.title or "")), Counter(terms(other.title or ""))
    if (first & second).total() < MOULD_TERMS:
        return False
    here, there = first - second, second - first
    if not 0 < here.total() <= MOULD_TERMS or not 0 < there.total() <= MOULD_TERMS:
        return False
    return _names_alone(one, here, other) and _names_alone(other, there, one)


def _names_alone(report: Report, differing: Counter[str], other: Report) -> bool:
    """Whether one of the differing terms is a name in this report and nowhere in the other."""
    absent = differing.keys() - set(terms(f"{other.title}\n{other.text}"))
    named = {term for mention in names(report.text) for term in terms(mention.name)}
    return not absent.isdisjoint(named)

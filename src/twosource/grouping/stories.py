"""Which reports tell of one event.

Strategy: clusters that grow from the most alike pair on (average link), and two tests before any two are joined.

    likeness   the mean cosine of their reports, less where they were published days apart, is high enough
    cohesion   and not much lower than the likeness inside each: the reports of "wins Ohio" are more like each other
               than like those of "wins Iowa", though all are much alike. This keeps template news apart.

Reports with the very same text are one document throughout: they always join, and copies make nothing rarer, closer or
more common. Pairs are proposed by an index of rare terms; those that share none are taken as unlike.

What may live here: the decision and the clustering. How a report looks is for `features`. All in order of publication,
so that the order of the input never shows.
"""

from __future__ import annotations

import hashlib
import heapq
import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from twosource.grouping.features import Vector, cosine, terms, vectors
from twosource.model import Report, Story, moment, publication_order

# Chosen on ECB+ `dev` and parts of NeuS train, by B-cubed F1, one setting for both.
LEAST_LIKENESS = 0.14  # of two clusters that are joined: .12 to .22 tried
LEAST_COHESION = 0.7  # their likeness over the (geometric) mean of that inside each: 0, .5, .6, .7, .8 gave .873, .874, .888, .901, .878
SUPPOSED_COHESION = (
    0.2  # what is supposed inside a cluster before anything is known, with the weight of one pair: .2, .3
)
COPY_LIKENESS = 0.5  # pairs more alike than this are rewritten copies, and say no more than this about cohesion
DAYS_APART = 3.0  # standard deviation of the time between reports of one event, in days (Miranda et al. 2018)
LEAST_PAIR = 0.05  # pairs less alike than this count as 0: they never decide
COMMON_TERM = 0.02  # terms in a larger part of the reports than this propose no pairs; with at least COMMON_REPORTS
COMMON_REPORTS = 60
LEAST_COPY_WORDS = 8  # shorter texts that are the same may be boilerplate

Likeness = list[dict[int, float]]


def group(reports: Sequence[Report]) -> tuple[Story, ...]:
    """The stories of these reports: every report in exactly one, reports and stories in order of publication.

    A story's id is made from the id of its first report, so that it stays when later reports join. Report ids must be
    distinct; the order of the input makes no difference.
    """
    ordered = sorted(reports, key=publication_order)
    documents = _documents(ordered)
    clusters = _clusters(_likeness([document[0] for document in documents]))
    stories = [[report for index in cluster for report in documents[index]] for cluster in clusters]
    return tuple(sorted((_story(story) for story in stories), key=lambda story: publication_order(story.reports[0])))


def _story(reports: Iterable[Report]) -> Story:
    ordered = tuple(sorted(reports, key=publication_order))
    return Story("s-" + hashlib.sha256(ordered[0].id.encode()).hexdigest()[:10], ordered)


def _documents(reports: Iterable[Report]) -> list[list[Report]]:
    """Reports by text: those with the very same words are one document, in order of their first report."""
    documents: dict[object, list[Report]] = {}
    for report in reports:
        words = report.text.split()
        key = " ".join(words) if len(words) >= LEAST_COPY_WORDS else (report.id, report.text)
        documents.setdefault(key, []).append(report)
    return list(documents.values())


# --- how alike two documents are --------------------------------------------------------------------------------------


def _likeness(reports: Sequence[Report]) -> Likeness:
    """For each document, those that are like it and how much, 0 to 1."""
    likeness: Likeness = [{} for _ in reports]
    looks = vectors(reports)
    for one, other in _proposed(looks):
        value = cosine(looks[one], looks[other]) * _nearness(reports[one], reports[other])
        if value >= LEAST_PAIR:
            likeness[one][other] = likeness[other][one] = value
    return likeness


def _nearness(one: Report, other: Report) -> float:
    """1 for the same time, falling as a Gaussian; 1 where a date is not known, which says nothing."""
    first, second = moment(one.published), moment(other.published)
    if first is None or second is None:
        return 1.0
    days = (second - first).total_seconds() / 86400
    return math.exp(-0.5 * (days / DAYS_APART) ** 2)


def _proposed(looks: Sequence[Vector]) -> Iterable[tuple[int, int]]:
    """Pairs that share a term which is rare among these documents."""
    reach = Counter(term for look in looks for term in look)
    most = max(COMMON_REPORTS, int(COMMON_TERM * len(looks)))
    index: defaultdict[str, list[int]] = defaultdict(list)
    for document, look in enumerate(looks):
        rare = [term for term in look if reach[term] <= most]
        shared: Counter[int] = Counter()
        for term in rare:
            shared.update(index[term])
            index[term].append(document)
        for other in sorted(shared):
            yield other, document


# --- clustering -------------------------------------------------------------------------------------------------------


class _Clusters:
    """Clusters while they grow: which documents each holds, and the sums of likeness within and between."""

    def __init__(self, likeness: Likeness) -> None:
        self.between = [dict(row) for row in likeness]
        self.within = [0.0] * len(likeness)
        self.members: list[list[int]] = [[document] for document in range(len(likeness))]
        self.changed = [0] * len(likeness)  # how often each has grown: tells a stale proposal

    def mean(self, one: int, other: int) -> float:
        """The mean likeness of a document of one and a document of the other."""
        return self.between[one][other] / (len(self.members[one]) * len(self.members[other]))

    def cohesion(self, cluster: int) -> float:
        """The mean likeness inside a cluster, drawn to SUPPOSED_COHESION where there are few pairs."""
        size = len(self.members[cluster])
        return (self.within[cluster] + SUPPOSED_COHESION) / (size * (size - 1) / 2 + 1)

    def may_join(self, one: int, other: int) -> bool:
        inside = math.sqrt(self.cohesion(one) * self.cohesion(other))
        return self.mean(one, other) >= max(LEAST_LIKENESS, LEAST_COHESION * inside)

    def join(self, one: int, other: int) -> None:
        """Put the documents of `other` into `one`; `other` is empty from then on."""
        pairs = len(self.members[one]) * len(self.members[other])
        self.within[one] += self.within[other] + min(self.between[one].pop(other), COPY_LIKENESS * pairs)
        self.members[one] += self.members[other]
        self.members[other] = []
        for third, value in self.between[other].items():
            if third != one:
                del self.between[third][other]
                total = self.between[one].get(third, 0.0) + value
                self.between[one][third] = self.between[third][one] = total
        self.between[other] = {}
        self.changed[one] += 1
        self.changed[other] += 1


def _clusters(likeness: Likeness) -> list[list[int]]:
    """Documents joined from the most alike pair on, until no two clusters may be joined."""
    clusters = _Clusters(likeness)
    heap: list[tuple[float, int, int, int, int]] = []

    def propose(one: int, other: int) -> None:
        mean = clusters.mean(one, other)
        if mean >= LEAST_LIKENESS:
            first, second = sorted((one, other))
            heapq.heappush(heap, (-mean, first, second, clusters.changed[first], clusters.changed[second]))

    for one, row in enumerate(likeness):
        for other in row:
            if one < other:
                propose(one, other)
    while heap:
        _, one, other, *then = heapq.heappop(heap)
        if then == [clusters.changed[one], clusters.changed[other]] and clusters.may_join(one, other):
            clusters.join(one, other)
            for third in clusters.between[one]:
                propose(one, third)
    return [sorted(members) for members in clusters.members if members]

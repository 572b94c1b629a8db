"""Which reports tell of one event.

Strategy: clusters that grow from the most alike pair on (average link), and two tests before any two are joined.

    likeness   the mean likeness of a report of one and a report of the other is high enough
    cohesion   and not much lower than that inside each: the reports of one quake are more like each other than like
               those of last year's, though all are much alike. This keeps template news and near misses apart.

Reports with the very same text are one document throughout: they always join, and copies make nothing rarer, closer or
more common. Everything goes in order of publication, so that the order of the input never shows.

What may live here: the decision. How alike two reports are is for `likeness`.
"""

from __future__ import annotations

import hashlib
import heapq
import math
from collections.abc import Iterable, Sequence

from twosource.grouping.likeness import Likeness, likeness
from twosource.model import Report, Story, publication_order

# Chosen on ECB+ `dev` and parts of NeuS train, by the mean of B-cubed F1, one setting for both; where two were as good,
# that with fewer false merges.
LEAST_LIKENESS = 0.15  # of two clusters that are joined, among very many reports: .12 to .22 tried
MORE_IF_FEW = (
    0.10  # how much more among very few reports: the table of everyday words cannot tell who is often in the news,
)
FEW_REPORTS = (
    40  # so that any two reports on one president look alike. Half as much more at so many. (Two undated reports
)
# of PolNeAR train at random: 8% joined without it, none with it; of NeuS train 88% of stories of three whole, and 78%.)
LEAST_COHESION = (
    0.75  # their likeness over the geometric mean of that inside each: without it .873, from .7 to .75 .90, .8 .88
)
SUPPOSED_COHESION = 0.2  # inside a cluster of which nothing is known, with the weight of one pair: .15 to .3 tried
COPY_LIKENESS = 0.5  # pairs more alike are rewritten copies, and say no more than this about cohesion
LEAST_COPY_WORDS = 8  # shorter texts that are the same may be boilerplate


def group(reports: Sequence[Report]) -> tuple[Story, ...]:
    """The stories of these reports: every report in exactly one, reports and stories in order of publication.

    A story's id is made from the id of its first report, so that it stays when later reports join. Report ids must be
    distinct; the order of the input makes no difference.
    """
    documents = _documents(sorted(reports, key=publication_order))
    clusters = _clusters(likeness([document[0] for document in documents]), _least_likeness(len(documents)))
    stories = [_story(report for index in cluster for report in documents[index]) for cluster in clusters]
    return tuple(sorted(stories, key=lambda story: publication_order(story.reports[0])))


def _least_likeness(documents: int) -> float:
    """What two clusters must have at least: more, the fewer reports there are to tell what is rare."""
    return LEAST_LIKENESS + MORE_IF_FEW * FEW_REPORTS / (FEW_REPORTS + documents)


def _story(reports: Iterable[Report]) -> Story:
    ordered = tuple(sorted(reports, key=publication_order))
    return Story("s-" + hashlib.sha256(ordered[0].id.encode()).hexdigest()[:10], ordered)


def _documents(reports: Iterable[Report]) -> list[list[Report]]:
    """Reports by text: those with the very same words are one document. In order of their first report."""
    documents: dict[object, list[Report]] = {}
    for report in reports:
        words = report.text.split()
        key = " ".join(words) if len(words) >= LEAST_COPY_WORDS else (report.id, report.text)
        documents.setdefault(key, []).append(report)
    return list(documents.values())


class _Clusters:
    """Clusters while they grow: which documents each holds, and the sums of likeness within and between."""

    def __init__(self, rows: Likeness, least: float) -> None:
        self.least = least
        self.between = [dict(row) for row in rows]
        self.within = [0.0] * len(rows)
        self.members: list[list[int]] = [[document] for document in range(len(rows))]
        self.changed = [0] * len(rows)  # how often each has grown: tells a stale proposal

    def mean(self, one: int, other: int) -> float:
        """The mean likeness of a document of one and a document of the other."""
        return self.between[one][other] / (len(self.members[one]) * len(self.members[other]))

    def cohesion(self, cluster: int) -> float:
        """The mean likeness inside a cluster, drawn to SUPPOSED_COHESION where there are few pairs."""
        size = len(self.members[cluster])
        return (self.within[cluster] + SUPPOSED_COHESION) / (size * (size - 1) / 2 + 1)

    def may_join(self, one: int, other: int) -> bool:
        inside = math.sqrt(self.cohesion(one) * self.cohesion(other))
        return self.mean(one, other) >= max(self.least, LEAST_COHESION * inside)

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


def _clusters(rows: Likeness, least: float) -> list[list[int]]:
    """Documents joined from the most alike pair on, until no two clusters may be joined."""
    clusters = _Clusters(rows, least)
    heap: list[tuple[float, int, int, int, int]] = []

    def propose(one: int, other: int) -> None:
        mean = clusters.mean(one, other)
        if mean >= least:
            first, second = sorted((one, other))
            heapq.heappush(heap, (-mean, first, second, clusters.changed[first], clusters.changed[second]))

    for one, row in enumerate(rows):
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

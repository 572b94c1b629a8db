"""All documents of a window → clusters, the surest first.

Strategy: clusters grow from the most alike pair on (average link); each two are judged before they are joined. Those
that an editor wants together are joined before all others; those that clash never are.

What may live here: the order in which clusters are joined, and the bookkeeping of that. The judging is `judgement`'s.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable, Mapping, Sequence

from twosource.grouping.judgement import Cluster, Evidence, evidence, odds, pairs_between
from twosource.grouping.likeness import Document

LEAST_LIKENESS = 0.08  # of two clusters that are judged at all
# Log odds above which two clusters are joined. Two that have both grown are judged on 16 pairs or more, which are
# surer, so that less is asked of them. On parts of ECB+ dev and NeuS train held back: -.2 to .6 and -1 to 0 tried.
JOINS = 0.2
JOINS_GROWN = -1.0
GROWN = 4  # documents from which on a cluster has grown
# How much more is asked among very few reports, and at how many half of it: what else they are like is not known then,
# so that any two on one president look alike. Of 120 undated pairs of PolNeAR train at random 37% were joined without
# it, 1 pair with it; of stories of three of NeuS train alone 94% were whole, and 66%; of BASIL open all.
MORE_IF_FEW = 3.5
FEW_REPORTS = 10

Judge = Callable[[Cluster, Cluster, Evidence], float]


def judge(_one: Cluster, _other: Cluster, found: Evidence) -> float:
    """The log odds that two clusters are one."""
    return odds(found)


def clusters(
    documents: Mapping[int, Document],
    together: Iterable[Sequence[int]] = (),
    judge: Judge = judge,
    known: int | None = None,
) -> list[list[int]]:
    """The documents, by number, parted into clusters.

    Args:
        documents: documents by number; `near` tells their likeness, on one side at least. Others that they are near
            to count in how crowded it is around them, and are not touched.
        together: documents that are in one cluster whatever their likeness.
        judge: the log odds that two clusters are one.
        known: how many documents they are compared with; these alone, where it is not given.
    """
    few = FEW_REPORTS / (FEW_REPORTS + (len(documents) if known is None else known))
    growing = _Growing(documents, judge, MORE_IF_FEW * few)
    for group in together:
        for other in group[1:]:
            growing.tie(group[0], other)
    growing.grow()
    return sorted(sorted(cluster.members) for cluster in growing.clusters.values())


class _Growing:
    """Clusters while they grow, by the number of a document of theirs, and the sums of likeness between them."""

    def __init__(self, documents: Mapping[int, Document], judge: Judge, more: float) -> None:
        self.judge = judge
        self.more = more
        self.clusters = {number: Cluster.of(document) for number, document in documents.items()}
        self.between: dict[int, dict[int, float]] = {number: {} for number in documents}
        for number, document in documents.items():
            for other in document.near.keys() & self.between.keys():  # no order shows: the heap has its own
                self.between[number][other] = self.between[other][number] = document.near[other]
        self.home = {number: number for number in documents}
        self.changed = dict.fromkeys(documents, 0)  # how often each has grown: tells a stale proposal
        self.heap: list[tuple[float, int, int, int, int]] = []

    def mean(self, one: int, other: int) -> float:
        """The mean likeness of a document of one and a document of the other."""
        pairs = pairs_between(self.clusters[one], self.clusters[other])
        return self.between[one][other] / pairs

    def tie(self, one: int, other: int) -> None:
        """Join the clusters that two documents are in, asked or not."""
        first, second = self.home[one], self.home[other]
        if first != second:
            self.join(first, second)

    def grow(self) -> None:
        """Join the most alike as long as any two may be joined."""
        for one, row in self.between.items():
            for other in row:
                if one < other:
                    self._propose(one, other)
        while self.heap:
            _, one, other, *then = heapq.heappop(self.heap)
            if then == [self.changed[one], self.changed[other]] and self._may_join(one, other):
                self.join(one, other)
                for third in self.between[one]:
                    self._propose(one, third)

    def join(self, one: int, other: int) -> None:
        """Put the documents of `other` into `one`; `other` is gone from then on."""
        between = self.between[one].pop(other, 0.0)
        self.clusters[one] = self.clusters[one].joined(gone := self.clusters.pop(other), between)
        for member in gone.members:
            self.home[member] = one
        for third, likeness in self.between.pop(other).items():
            if third != one:
                del self.between[third][other]
                total = self.between[one].get(third, 0.0) + likeness
                self.between[one][third] = self.between[third][one] = total
        self.changed[one] += 1
        self.changed[other] += 1

    def _propose(self, one: int, other: int) -> None:
        mean = self.mean(one, other)
        if mean >= LEAST_LIKENESS:
            first, second = sorted((one, other))
            heapq.heappush(self.heap, (-mean, first, second, self.changed[first], self.changed[second]))

    def _may_join(self, one: int, other: int) -> bool:
        first, second = self.clusters[one], self.clusters[other]
        grown = min(len(first.members), len(second.members)) >= GROWN
        sure = self.judge(first, second, evidence(first, second, self.between[one][other]))
        return sure > (JOINS_GROWN if grown else JOINS) + self.more

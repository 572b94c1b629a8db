"""All documents of a window → clusters, the surest first.

Strategy: clusters grow from the most alike pair on (average link); each two are judged before they are joined. Those
that an editor wants together are joined before all others; those that clash never are.

What may live here: the order in which clusters are joined, and the bookkeeping of that. The judging is `judgement`'s.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from twosource.grouping.judgement import Cluster, Evidence, evidence, odds, pairs
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


Proposal = tuple[float, int, int, int, int]
"""Minus the mean likeness of two clusters, the first, the other, how often each had grown then.

The first is the one of the older document, so that of pairs as alike the older come first.
"""


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
    for group in filter(None, together):
        growing.tie(group)
    growing.grow()
    return sorted(sorted(cluster.members) for cluster in growing.clusters.values())


class _Growing:
    """Clusters while they grow, by the number of a document of theirs, and the sums of likeness between them."""

    def __init__(self, documents: Mapping[int, Document], judge: Judge, more: float) -> None:
        self.judge = judge
        self.more = more
        self.clusters = {number: Cluster.of(document) for number, document in documents.items()}
        self.between = _likeness_between(documents)
        self.home = {number: number for number in documents}
        self.size = dict.fromkeys(documents, 1)
        self.changed = dict.fromkeys(documents, 0)  # how often each has grown: tells a stale proposal

    def tie(self, documents: Sequence[int]) -> None:
        """Join the clusters that these documents are in, asked or not."""
        one, *others = dict.fromkeys(self.home[document] for document in documents)
        for other in others:
            self.join(one, other)

    def grow(self) -> None:
        """Join the most alike as long as any two may be joined."""
        heap = self._first_proposals()
        heapq.heapify(heap)
        while heap:
            _, one, other, first, second = heapq.heappop(heap)
            if self.changed[one] == first and self.changed[other] == second and self._may_join(one, other):
                self.join(one, other)
                for found in self._proposals(one):
                    heapq.heappush(heap, found)

    def join(self, one: int, other: int) -> None:
        """Put the documents of `other` into `one`; `other` is gone from then on."""
        row = self.between[one]
        self.clusters[one] = self.clusters[one].joined(gone := self.clusters.pop(other), row.pop(other, 0.0))
        for member in gone.members:
            self.home[member] = one
        for third, likeness in self.between.pop(other).items():
            if third != one:
                of_third = self.between[third]
                del of_third[other]
                of_third[one] = row[third] = row.get(third, 0.0) + likeness
        self.size[one] += len(gone.members)
        self.changed[one] += 1
        self.changed[other] += 1

    def _first_proposals(self) -> list[Proposal]:
        if len(self.clusters) < len(self.home):  # some are tied
            return [found for one in self.between for found in self._proposals(one) if found[1] == one]
        return [
            (-likeness, one, other, 0, 0)
            for one, row in self.between.items()
            for other, likeness in row.items()
            if one < other and likeness >= LEAST_LIKENESS
        ]

    def _proposals(self, one: int) -> Iterator[Proposal]:
        """Each cluster that is like this one."""
        size, changed = self.size, self.changed
        own, grown = size[one], changed[one]
        for other, likeness in self.between[one].items():
            mean = likeness / pairs(own, size[other])
            if mean >= LEAST_LIKENESS:
                then = changed[other]
                yield (-mean, one, other, grown, then) if one < other else (-mean, other, one, then, grown)

    def _may_join(self, one: int, other: int) -> bool:
        first, second = self.clusters[one], self.clusters[other]
        grown = min(self.size[one], self.size[other]) >= GROWN
        sure = self.judge(first, second, evidence(first, second, self.between[one][other]))
        return sure > (JOINS_GROWN if grown else JOINS) + self.more


def _likeness_between(documents: Mapping[int, Document]) -> dict[int, dict[int, float]]:
    """How alike the documents are that are near each other, in both directions."""
    between: dict[int, dict[int, float]] = {number: {} for number in documents}
    for number, document in documents.items():
        row, near = between[number], document.near
        for other in near.keys() & between.keys():  # no order shows: the heap has its own
            if other not in row:
                row[other] = between[other][number] = near[other]
    return between

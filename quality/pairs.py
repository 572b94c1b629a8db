"""Scoring what stands side by side: sets of passages (statements, utterances, differences) as pairs over reports.

Strategy: gold and predicted sets are compared as pairs of passages from two different reports. A predicted pair is
right when one gold set holds a passage that it meets on either side; a gold pair is found when one predicted set
meets both its sides. Two passages meet when their overlap is at least half of the shorter: predictions are whole
sentences, gold may be clauses.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

HALF = 0.5


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A passage, without its words."""

    report: str
    start: int
    end: int

    def meets(self, other: Place) -> bool:
        shared = min(self.end, other.end) - max(self.start, other.start)
        return self.report == other.report and shared >= HALF * min(self.end - self.start, other.end - other.start)

    def union_share(self, other: Place) -> float:
        """How much of what both cover they share."""
        shared = max(0, min(self.end, other.end) - max(self.start, other.start))
        if self.report != other.report:
            return 0.0
        return shared / (self.end - self.start + other.end - other.start - shared)


Group = Sequence[Place]
Pair = tuple[Place, Place]


@dataclass(frozen=True, slots=True)
class Score:
    """How many were right of those said, and found of those there are."""

    right: int
    said: int
    found: int
    there: int

    @property
    def precision(self) -> float:
        return self.right / self.said if self.said else 1.0

    @property
    def recall(self) -> float:
        return self.found / self.there if self.there else 1.0


def pairs(group: Group) -> Iterable[Pair]:
    """The pairs of a group that span two reports."""
    return ((a, b) for a, b in combinations(sorted(set(group)), 2) if a.report != b.report)


def joined(pair: Pair, groups: Iterable[Group]) -> bool:
    """Whether one group holds both sides of a pair."""
    return any(_holds(group, pair[0]) and _holds(group, pair[1]) for group in groups)


def _holds(group: Group, place: Place) -> bool:
    return any(place.meets(other) for other in group)


def score(gold: Sequence[Group], predicted: Sequence[Group], aside: Sequence[Group] = ()) -> Score:
    """Predicted pairs that a group of `aside` joins count neither for nor against."""
    said = [pair for group in predicted for pair in pairs(group) if not joined(pair, aside)]
    there = [pair for group in gold for pair in pairs(group)]
    return Score(
        right=sum(joined(pair, gold) for pair in said),
        said=len(said),
        found=sum(joined(pair, predicted) for pair in there),
        there=len(there),
    )


def wrong(gold: Sequence[Group], predicted: Sequence[Group], aside: Sequence[Group] = ()) -> list[Pair]:
    """Predicted pairs that no gold group joins, for reading."""
    return [pair for group in predicted for pair in pairs(group) if not joined(pair, [*gold, *aside])]

"""Whether two clusters of documents tell of one event.

Strategy: which two come first is asked of likeness alone; whether they are one, or a new story is to open, is a
judgement of its own: a logistic regression over what surrounds the pair. How alike must two be? As alike as the
documents inside them, and a good part of all that they are like; and two that have grown need more than one and one.
So the reports of one quake stay apart from those of last year's, though all are much alike: this keeps template news
and near misses apart, and needs no threshold that suits one kind of news alone. Logarithms: weights
are of ratios.

What may live here: the evidence for and against two clusters, and its weights. Who asks is `clusters` and `stream`.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import NamedTuple

from twosource.grouping.likeness import Document

NEAR = 48  # documents that one is compared with: from 32 to 64 B-cubed F1 is the same within .007 on development data
COPY_LIKENESS = 0.5  # pairs more alike are rewritten copies, and say no more than this about cohesion
SUPPOSED_COHESION = 0.2  # inside a cluster of which nothing is known, with the weight of one pair: .15 to .3 tried
LEAST_CROWD = 1e-3  # what is near is at least as like as this, so that ratios stay finite
DAYS_APART = 3.0  # standard deviation of the time between reports of one event, in days (Miranda et al. 2018)
SAME_DAY = 0.5  # log odds that the same day adds; what is not dated is neither for nor against
MOST_AGAINST = 12.0  # log odds that time takes away at most


class Evidence(NamedTuple):
    """What bears on whether two clusters are one; all but the last are logarithms of ratios."""

    likeness: float  # mean likeness
    tightness: float  # that over the likeness inside the tighter of the two
    share: float  # that over the likeness of each to all that are near it
    fewer: float  # documents of the smaller
    more: float  # and of the larger
    time: float  # log odds by time alone


# As `python -m training.grouping` prints them: fitted on ECB+ `dev` (in three parts, near the size of other sets) and
# three eighths of NeuS train, with equal weight; that of time is set. Tried and left out, as no
# better on parts held back: likeness inside the looser, likeness to the next best, cosines of headlines and of names.
WEIGHTS = Evidence(likeness=2.185, tightness=1.556, share=0.884, fewer=-1.611, more=1.031, time=1.0)
INTERCEPT = 5.831


@dataclass(slots=True)
class Cluster:
    """Documents held to tell of one event. `within` is the sum of likeness inside, `cubes` that of its documents.

    `first`, `last`, `total` and `dated` tell of when its dated documents were published, in days.
    """

    members: list[int]
    within: float = 0.0
    cubes: float = 0.0
    first: float = math.inf
    last: float = -math.inf
    total: float = 0.0
    dated: int = 0

    @classmethod
    def of(cls, document: Document) -> Cluster:
        if document.days is None:
            return cls([document.number], cubes=document.cubes)
        return cls([document.number], 0.0, document.cubes, document.days, document.days, document.days, 1)

    def joined(self, other: Cluster, between: float) -> Cluster:
        """Both as one; `between` is the sum of their likeness."""
        most = COPY_LIKENESS * pairs(len(self.members), len(other.members))
        return Cluster(
            self.members + other.members,
            self.within + other.within + max(0.0, min(between, most)),
            self.cubes + other.cubes,
            min(self.first, other.first),
            max(self.last, other.last),
            self.total + other.total,
            self.dated + other.dated,
        )

    @property
    def cohesion(self) -> float:
        """The mean likeness inside, drawn to SUPPOSED_COHESION where there are few pairs."""
        size = len(self.members)
        return (self.within + SUPPOSED_COHESION) / (min(size - 1, NEAR) * size / 2 + 1)

    @property
    def crowd(self) -> float:
        """How like a document of this is to all that are near it: the cube root of the mean sum of cubes."""
        return math.cbrt(max(self.cubes, 0.0) / len(self.members))


def pairs(one: int, other: int) -> int:
    """Over how many pairs a sum of likeness goes between clusters of two sizes: one is compared with NEAR at most."""
    return one * min(other, NEAR) if one < other else other * min(one, NEAR)


def evidence(one: Cluster, other: Cluster, between: float) -> Evidence:
    """What bears on whether two clusters are one; `between` is the sum of the likeness of their pairs, above 0."""
    few, many = sorted((len(one.members), len(other.members)))
    mean = between / pairs(few, many)
    return Evidence(
        likeness=math.log(mean),
        tightness=math.log(mean / max(one.cohesion, other.cohesion)),
        share=math.log(mean / (one.crowd + LEAST_CROWD)) + math.log(mean / (other.crowd + LEAST_CROWD)),
        fewer=math.log(few),
        more=math.log(many),
        time=_time(one, other),
    )


def odds(found: Evidence, weights: Evidence = WEIGHTS, intercept: float = INTERCEPT) -> float:
    """The log odds that two clusters are one event."""
    return intercept + math.fsum(weight * value for weight, value in zip(weights, found, strict=True))


def _time(one: Cluster, other: Cluster) -> float:
    """The log odds by time alone: a Gaussian over the days apart, half of their ends and half of their means."""
    if not one.dated or not other.dated:
        return 0.0
    ends = max(0.0, other.first - one.last, one.first - other.last)
    means = abs(one.total / one.dated - other.total / other.dated)
    days = (ends + means) / 2
    return max(-MOST_AGAINST, SAME_DAY - 0.5 * (days / DAYS_APART) ** 2)

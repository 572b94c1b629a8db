"""How alike two documents are, and what tells that they cannot be one event.

Strategy: the cosine of their words; one document is compared with many at once. Two headlines of one mould ("Vale wins
Orland", "Vale wins Estmark") clash: what differs is a name that the other report never has, on both sides; or any word
at all, where days lie between ("Wheat falls at Corran", "Wheat rises at Corran"). And so do two texts full of names of
which neither has any of the other's: alike or not, they tell of other people elsewhere. Documents that clash are never
in one story.

What may live here: judging a pair. What becomes of pairs is for `judgement` and others.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from twosource.grouping.features import Sparse

MOULD_LIKENESS = 0.25  # pairs less alike than this are not of one mould
MOULD_TERMS = 2  # terms that two headlines of one mould differ in at most, and share at least
MOULD_DAYS = 3.0  # from which on a mould is filled anew whatever differs: a day later it may be news of the same event

LEAST_PAIR = 0.05  # pairs less alike than this count as 0: they never decide
# Of pairs of reports of one event with so many names, in 0 of 2,538 of ECB+ dev, 0 of 120 of BASIL open and 6 of 1,906
# of NeuS train neither has any name of the other's. With 4 to 6 texts of a few sentences fall apart, as many of NeuS
# are.
FEWEST_NAMES = 8

Floats = NDArray[np.float64]


CLASH = -math.inf
"""The likeness of documents that are never in one story: no mean outweighs it."""


@dataclass(slots=True)
class Document:
    """One text, with all the reports that have it word for word.

    `words` is a unit vector; `title` are the terms of the headline in order, `names` those that stand as names, `own`
    those of them that are no day and no month. `days` is when it was published, in days since 1970. `near` are the
    documents that are like it, by number; `cubes` is the sum of the cubes of their likeness.
    """

    number: int
    words: Sparse
    title: tuple[int, ...]
    names: frozenset[int]
    own: frozenset[int]
    days: float | None
    reports: list[str] = field(default_factory=list)
    near: dict[int, float] = field(default_factory=dict)
    cubes: float = 0.0

    def link(self, other: int, likeness: float) -> None:
        """Take in that `other` is like this one, or that it clashes with it."""
        self.unlink(other)
        self.near[other] = likeness
        if likeness > 0:
            self.cubes += likeness**3

    def unlink(self, other: int) -> None:
        known = self.near.pop(other, None)
        if known is not None and known > 0:
            self.cubes -= known**3


def likenesses(one: Document, others: Sequence[Document], scratch: Floats) -> list[float]:
    """How alike `one` is to each of `others`: 0 to 1, or CLASH.

    Args:
        one: a document.
        others: those that it is compared with, one or more.
        scratch: a zero for each term that any of them has; so it is again afterwards.
    """
    return [
        CLASH if words >= LEAST_PAIR and _apart(one, other, words) else words
        for other, words in zip(others, _cosines(one, others, scratch), strict=True)
    ]


def _cosines(one: Document, others: Sequence[Document], scratch: Floats) -> list[float]:
    terms, weights = one.words
    scratch[terms] = weights
    products = scratch[np.concatenate([other.words.terms for other in others])]
    products *= np.concatenate([other.words.weights for other in others])
    scratch[terms] = 0.0
    ends = np.cumsum([len(other.words.terms) for other in others])
    totals = np.concatenate(([0.0], np.cumsum(products)))
    cosines: list[float] = np.clip(totals[ends] - totals[np.concatenate(([0], ends[:-1]))], 0.0, 1.0).tolist()
    return cosines


def clash(one: Document, other: Document) -> bool:
    """Whether two headlines are of one mould, word by word, and each has what the other report never has.

    That is a name; or any word, where days lie between.
    """
    if len(one.title) != len(other.title):
        return False
    differing = [pair for pair in zip(one.title, other.title, strict=True) if pair[0] != pair[1]]
    if not 0 < len(differing) <= MOULD_TERMS or len(one.title) - len(differing) < MOULD_TERMS:
        return False
    here, there = (frozenset(terms) for terms in zip(*differing, strict=True))
    later = one.days is not None and other.days is not None and abs(one.days - other.days) >= MOULD_DAYS
    return _alone(one, here, other, later) and _alone(other, there, one, later)


def _apart(one: Document, other: Document, words: float) -> bool:
    return strangers(one, other) or (words >= MOULD_LIKENESS and clash(one, other))


def strangers(one: Document, other: Document) -> bool:
    """Whether each has names enough, and none of them is anywhere in the other: a ferry that hits a pier elsewhere."""
    if min(len(one.own), len(other.own)) < FEWEST_NAMES or not one.own.isdisjoint(other.own):
        return False
    return one.own.isdisjoint(other.words.terms.tolist()) and other.own.isdisjoint(one.words.terms.tolist())


def _alone(document: Document, differing: frozenset[int], other: Document, later: bool) -> bool:
    """Whether one of the differing terms is nowhere in the other document, and a name in this one unless days later."""
    absent = differing.difference(other.words.terms.tolist())
    return bool(absent) if later else not absent.isdisjoint(document.names)

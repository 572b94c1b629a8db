"""How two units stand to each other among all of their story, by what they mean.

Strategy: in a story everything is about one thing, so that a cosine alone tells little: what tells is whether two units
are nearer to each other than either is to the rest (margins of cosines: Artetxe and Schwenk 2019), and whether each is
the other's nearest in that report. Vectors are handed in as a function; without one, words alone decide. Cosines are
taken a block of units at a time, so that a story of a hundred reports needs no table of all pairs.

What may live here: cosines and what follows from them. What they count for is in `likeness`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from twosource.evidence.units import Unit

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]
    Numbers = NDArray[np.int64]

NEIGHBOURS = 4  # the rest is the mean of so many nearest; from 2 to 8 makes no difference on the train stories
BLOCK = 512  # units whose cosines with all others are held at once: 15 MB for a story of a hundred reports
PAIRS = 4096  # whose vectors are held at once: 8 MB
NEAREST = 8  # so many nearest of a unit may say the same though they share no words,
NEAR = 0.35  # from this cosine on: with them 85% of the pairs of dev's gold are candidates, for 70%
EQUAL = 1e-5  # cosines that differ by less are equal: what adds up in another order may differ in the last bits

Vectors = Callable[[Sequence[str]], "Floats"]
"""Texts → a row of length one for each; zeros where a text has no word that is known."""
Compare = Callable[[Sequence[tuple[str, str]]], "Floats"]
"""Pairs of texts → a row of log odds for each: that they share a statement, that they say the same and no more."""


class Meaning(NamedTuple):
    """What tells how texts stand to each other: their vectors and, where given, what reads two of them together."""

    vectors: Vectors
    compare: Compare | None = None


class Standing(NamedTuple):
    """`surplus` is by how much the cosine of two units is more than that of their nearest, `firsts` for how many of the
    two, 0 to 2, the other is the nearest in its report; `cosine` is theirs.
    """

    surplus: float
    firsts: int
    cosine: float


class Standings:
    """The standing of any two units of a story."""

    def __init__(self, found: Sequence[Unit], vectors: Vectors) -> None:
        """`found` are in order of their reports."""
        self._vectors = vectors([unit.passage.text for unit in found])
        self._report = np.array([unit.report for unit in found], dtype=np.int64)
        self._opens = np.flatnonzero(np.diff(self._report, prepend=-1))
        self._column = np.cumsum(np.diff(self._report, prepend=-1) > 0) - 1
        self._best = np.zeros((len(found), len(self._opens)), dtype=np.float32)
        self._crowd = np.zeros(len(found), dtype=np.float32)
        self._near: list[tuple[Numbers, Numbers]] = []
        for start in range(0, len(found), BLOCK):
            self._measure(slice(start, start + BLOCK))

    def _measure(self, rows: slice) -> None:
        cosines = self._vectors[rows] @ self._vectors.T
        self._best[rows] = np.maximum.reduceat(cosines, self._opens, axis=1)
        elsewhere = np.where(self._report[rows, None] == self._report, np.float32(0), cosines)
        nearest = min(NEIGHBOURS, elsewhere.shape[1])
        self._crowd[rows] = np.partition(elsewhere, -nearest, axis=1)[:, -nearest:].mean(axis=1)
        least = np.partition(elsewhere, -min(NEAREST, elsewhere.shape[1]), axis=1)[:, -min(NEAREST, elsewhere.shape[1])]
        one, other = np.nonzero(elsewhere >= np.maximum(least, NEAR)[:, None] - EQUAL)
        self._near.append((one + rows.start, other))

    def __call__(self, one: int, other: int) -> Standing:
        """Of two units of different reports, by their numbers."""
        return self.each([(one, other)])[0]

    def each(self, pairs: Sequence[tuple[int, int]]) -> list[Standing]:
        """Of many pairs at once, in their order: one by one they would take four times as long."""
        columns = self.columns(*np.array(pairs, dtype=np.int64).reshape(-1, 2).T)
        return list(map(Standing, *(column.tolist() for column in columns)))

    def near(self) -> tuple[Numbers, Numbers]:
        """All pairs of which one is among the nearest of the other, the earlier first, in order."""
        one, other = (np.concatenate(numbers) for numbers in zip(*self._near, strict=True))
        ordered = np.sort(np.minimum(one, other) * len(self._report) + np.maximum(one, other))
        pairs = ordered[np.diff(ordered, prepend=-1) > 0]  # not np.unique: it loads numpy.ma, 30 ms of a cold start
        return pairs // len(self._report), pairs % len(self._report)

    def columns(self, one: Numbers, other: Numbers) -> tuple[Floats, Numbers, Floats]:
        """The standings of pairs of units as columns: `surplus`, `firsts`, `cosine`."""
        cosines = self._cosines(one, other)
        surplus: Floats = cosines - (self._crowd[one] + self._crowd[other]) / np.float32(2)
        firsts: Numbers = (cosines >= self._best[one, self._column[other]] - EQUAL).astype(np.int64)
        firsts += cosines >= self._best[other, self._column[one]] - EQUAL
        return surplus, firsts, cosines

    def _cosines(self, one: Numbers, other: Numbers) -> Floats:
        found = np.empty(len(one), dtype=np.float32)
        for start in range(0, len(one), PAIRS):
            part = slice(start, start + PAIRS)
            np.einsum("ij,ij->i", self._vectors[one[part]], self._vectors[other[part]], out=found[part])
        return found

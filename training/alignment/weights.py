"""Labelled pairs → the weights of the wide measure in `evidence.likeness`.

Strategy: logistic regressions over the train stories of `examples/` and of BASIL open, from which the network that
reads pairs has not learnt. First the odds of pairs that nobody has read together, from what words and vectors tell
(`MEANT_FOR`), then the odds of those that were, from these and from what reading them tells (`READ_…`). Each story is
judged by what the others teach.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from twosource.evidence.likeness import MEANT_FOR, Likeness

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from training.alignment.known import Labelled

    Floats = NDArray[np.float64]

REAL = 3.0  # what a pair of real prose counts against one of our own
RIDGE = 3.0  # against weights that are large without cause
STEPS = 30  # of Newton's method, which needs ten
TRIED = (0.0, 0.3, 0.6, 1.0, 1.5)


class Learnt(NamedTuple):
    """What a story teaches: a row of features for each pair, and whether it says the same."""

    rows: Floats
    same: NDArray[np.bool_]
    weight: float


def learnt(pairs: Sequence[tuple[Labelled, Sequence[float]]], *, real: bool) -> Learnt:
    rows = np.array([row for _, row in pairs], dtype=np.float64)
    return Learnt(rows, np.array([pair.shared for pair, _ in pairs]), REAL if real else 1.0)


def by_itself(looks: Likeness) -> tuple[float, ...]:
    assert looks.standing is not None  # noqa: S101 - every pair here was made with vectors
    return looks.told(looks.standing)


def report(stories: Sequence[Learnt], names: Sequence[str]) -> str:
    """How well each story is judged by what the others teach, and the weights that all teach."""
    found = np.concatenate([probabilities(one.rows, fit([s for s in stories if s is not one])) for one in stories])
    same = np.concatenate([one.same for one in stories])
    real = np.concatenate([np.full(len(one.same), one.weight > 1) for one in stories])
    told = []
    for name, part in (("examples", ~real), ("BASIL", real)):
        for odds in TRIED:
            said = found[part] >= 1 / (1 + np.exp(-odds))
            right = (said & same[part]).sum()
            precision, recall = right / max(1, said.sum()), right / max(1, same[part].sum())
            told.append(f"{name} from {odds}: of {said.sum()} pairs {precision:.3f}, found {recall:.3f}")
    weights = dict(zip(("beforehand", *names), fit(stories).round(2).tolist(), strict=True))
    return "\n".join([*told, str(weights)])


def fit(stories: Sequence[Learnt]) -> Floats:
    """Weights of a logistic regression, that of nothing first: Newton's method, on features of one spread."""
    rows = np.concatenate([one.rows for one in stories])
    same = np.concatenate([one.same for one in stories]).astype(np.float64)
    counts = np.concatenate([np.full(len(one.same), one.weight) for one in stories])
    middle, spread = rows.mean(axis=0), np.maximum(rows.std(axis=0), 1e-9)
    design = np.column_stack((np.ones(len(rows)), (rows - middle) / spread))
    held = np.diag([0.0, *[RIDGE] * rows.shape[1]])
    weights = np.zeros(design.shape[1])
    for _ in range(STEPS):
        said = 1 / (1 + np.exp(-design @ weights))
        slope = design.T @ (counts * (said - same)) + held @ weights
        bend = (design * (counts * said * (1 - said))[:, None]).T @ design + held
        weights -= np.linalg.solve(bend, slope)
    plain = weights[1:] / spread
    return np.concatenate(([weights[0] - plain @ middle], plain))


def probabilities(rows: Floats, weights: Floats) -> Floats:
    said: Floats = 1 / (1 + np.exp(-(weights[0] + rows @ weights[1:])))
    return said


NAMES_BY_ITSELF = tuple(MEANT_FOR)
NAMES_READ = ("odds", "shared")

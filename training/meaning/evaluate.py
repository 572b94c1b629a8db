"""How near the table's cosines are to what people say: STS-B (a score) and MRPC (same or not)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from twosource.evidence.standing import Meaning

Floats = NDArray[np.float64]


def evaluate(meaning: Meaning, path: Path) -> dict[str, float]:
    """By the file's genres or splits. A line: {"a", "b"} with "score" (rank correlation) or "same" (area under ROC)."""
    with path.open(encoding="utf-8") as lines:
        pairs = [json.loads(line) for line in lines]
    one, other = (meaning([pair[side] for pair in pairs]) for side in ("a", "b"))
    cosines = (one * other).sum(1).astype(np.float64)
    gold = np.array([pair["score"] if "score" in pair else pair["same"] for pair in pairs], dtype=np.float64)
    parts = [" ".join(filter(None, (pair["split"], pair.get("genre"), pair.get("file")))) for pair in pairs]
    measure = rank_correlation if "score" in pairs[0] else under_curve
    return {
        part: measure(cosines[at], gold[at])
        for part in sorted(set(parts))
        if len(at := np.array([n for n, of in enumerate(parts) if of == part])) > 1
    }


def ranks(values: Floats) -> Floats:
    """Ranks from 0, of equal values the mean."""
    distinct, place, count = np.unique(values, return_inverse=True, return_counts=True)
    above = np.cumsum(count)
    found: Floats = ((above - count + above - 1) / 2)[place] if len(distinct) else values
    return found


def rank_correlation(one: Floats, other: Floats) -> float:
    return float(np.corrcoef(ranks(one), ranks(other))[0, 1])


def under_curve(scores: Floats, same: Floats) -> float:
    """How often a pair that is the same has a higher score than one that is not."""
    yes = same > 0
    total = ranks(scores)[yes].sum() - yes.sum() * (yes.sum() - 1) / 2
    return float(total / (yes.sum() * (~yes).sum()))


def told(figures: Sequence[tuple[str, dict[str, float]]]) -> None:
    for name, found in figures:
        print(name, {part: round(value, 4) for part, value in found.items()}, flush=True)

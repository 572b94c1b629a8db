"""`python -m training.grouping DATA`: the weights of the judgement, printed; `grouping.judgement` keeps them by hand.

Strategy: reports are clustered by the judgement so far, and each pair of clusters that it was asked of is an example:
yes where more than half of the pairs of reports are of one gold story. So it learns from the pairs that it will meet,
those that follow from its own mistakes too (DAgger, Ross et al. 2011). ECB+ `dev` goes in as three parts by topic, near
the size of other sets; NeuS train as parts by story. Every part weighs the same. Seconds on one core; nothing is drawn
by chance.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from twosource.grouping import judgement
from twosource.grouping.clusters import clusters
from twosource.grouping.judgement import Cluster, Evidence
from twosource.grouping.stories import filled
from twosource.grouping.window import Window
from twosource.model import Report

ROUNDS = 3
RIDGE = 60.0  # against weights of measures that say the same: 5 was as good
NEUS_PARTS = 8  # of which three are fitted on; the others are for choosing
ECB_PARTS = 3
TIME = Evidence._fields.index("time")  # neither set tells when: its weight is set

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Part:
    """Reports that are clustered together, and the gold story of each."""

    window: Window
    gold: Mapping[str, str]

    def examples(self, weights: Evidence, intercept: float) -> tuple[Floats, Floats, Floats]:
        """What was asked: evidence, the answer, and how much it weighs: less where the answer is mixed."""
        asked: list[tuple[Evidence, float]] = []

        def judge(one: Cluster, other: Cluster, found: Evidence) -> float:
            asked.append((found, self._same(one, other)))
            return judgement.odds(found, weights, intercept)

        clusters(self.window.documents, (), judge)
        evidence, same = np.array([found for found, _ in asked]), np.array([share for _, share in asked])
        sure = np.abs(2 * same - 1) + 0.05
        return evidence, (same > 0.5).astype(np.float64), sure / sure.sum() * 1000

    def _same(self, one: Cluster, other: Cluster) -> float:
        here, there = self._stories(one), self._stories(other)
        return sum(n * there[story] for story, n in here.items()) / (here.total() * there.total())

    def _stories(self, cluster: Cluster) -> Counter[str]:
        return Counter(self.gold[self.window.documents[number].reports[0]] for number in cluster.members)


def fit(evidence: Floats, answers: Floats, weights: Floats) -> tuple[Evidence, float]:
    """A logistic regression with a ridge, by Newton's method, on measures brought to one scale."""
    mean, spread = evidence.mean(0), evidence.std(0) + 1e-9
    scaled = (evidence - mean) / spread
    scaled[:, TIME] = 0.0
    rows = np.hstack([np.ones((len(scaled), 1)), scaled])
    ridge = np.diag([0.0, *[RIDGE] * scaled.shape[1]])
    found = np.zeros(rows.shape[1])
    for _ in range(25):
        chance = 1 / (1 + np.exp(-np.clip(rows @ found, -30, 30)))
        slope = rows.T @ (weights * (answers - chance)) - ridge @ found
        bend = (rows * (weights * chance * (1 - chance))[:, None]).T @ rows + ridge
        found += np.linalg.solve(bend, slope)
    each = found[1:] / spread
    intercept = float(found[0] - each @ mean)
    each[TIME] = judgement.WEIGHTS.time
    return Evidence(*each.tolist()), intercept


def parts(data: Path) -> list[Part]:
    ecb = [row for row in _rows(data / "stories/ecbplus.jsonl") if row["split"] == "dev"]
    topics = sorted({row["topic"] for row in ecb}, key=int)
    of_ecb = [[row for row in ecb if topics.index(row["topic"]) % ECB_PARTS == n] for n in range(ECB_PARTS)]
    neus = _rows(data / "stories/neus-train.jsonl")
    return [_part(rows) for rows in [*of_ecb, *([row for row in neus if _slot(row["story"]) == n] for n in range(3))]]


def _rows(path: Path) -> list[dict[str, str]]:
    return [json.loads(line) for line in path.read_text(encoding="utf8").splitlines()]


def _slot(story: str) -> int:
    return int(hashlib.md5(story.encode(), usedforsecurity=False).hexdigest(), 16) % NEUS_PARTS


def _part(rows: list[dict[str, str]]) -> Part:
    reports = sorted((Report(row["id"], row["text"], title=row["title"]) for row in rows), key=lambda found: found.id)
    return Part(filled(reports), {row["id"]: row["story"] for row in rows})


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m training.grouping", description=__doc__)
    parser.add_argument("data", type=Path, help="folder of the public data")
    chosen = parser.parse_args()
    found, weights, intercept = parts(chosen.data), judgement.WEIGHTS, judgement.INTERCEPT
    met: list[tuple[Floats, Floats, Floats]] = []
    for _ in range(ROUNDS):
        met += [part.examples(weights, intercept) for part in found]
        weights, intercept = fit(*(np.concatenate(column) for column in zip(*met, strict=True)))
        print(weights, round(intercept, 3), flush=True)


if __name__ == "__main__":
    main()

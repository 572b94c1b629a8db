"""`python -m training.grouping DATA`: the weights of the judgement, as `grouping.judgement` holds them.

Strategy: reports are clustered by the judgement so far, and each pair of clusters that it was asked of is an example:
yes where more than half of the pairs of reports are of one gold story. So it learns from the pairs that it will meet,
those that follow from its own mistakes too (DAgger, Ross et al. 2011). ECB+ `dev` goes in as three parts by topic, near
the size of other sets; NeuS train as parts by story. Every part weighs the same. It starts from START, not from
what is shipped, and nothing is drawn by chance: the same data, the same weights. Seconds on one core.

It prints the weights and exits 1 where they are not those shipped. `--held` prints B-cubed F1 instead, of parts held
back: weights are fitted without each part of ECB+ `dev` in turn (and without one of the three of NeuS train), and asked
of these, and of the parts of NeuS train that no weights are ever fitted on. Rarity is counted in each part.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean

import numpy as np
from numpy.typing import NDArray
from quality.orders import bcubed

from twosource.grouping import judgement
from twosource.grouping.clusters import clusters
from twosource.grouping.judgement import Cluster, Evidence
from twosource.grouping.stories import filled
from twosource.grouping.window import Window
from twosource.model import Report

ROUNDS = 4  # weights move by less than 2% in the last
START = Evidence(likeness=2.0, tightness=1.0, share=1.0, fewer=-1.0, more=1.0, time=1.0)
START_INTERCEPT = 5.0
DIGITS = 3
RIDGE = 60.0  # against weights of measures that say the same: 5 was as good
NEUS_PARTS = 8  # of which three are fitted on; the others are for choosing
NEUS_FITTED = 3
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

    def score(self, weights: Evidence, intercept: float) -> float:
        """B-cubed F1 of the clusters that these weights make."""

        def judge(_one: Cluster, _other: Cluster, found: Evidence) -> float:
            return judgement.odds(found, weights, intercept)

        documents = self.window.documents
        made = clusters(documents, (), judge)
        home = {report: str(n) for n, part in enumerate(made) for one in part for report in documents[one].reports}
        return bcubed(home, {report: self.gold[report] for report in home})

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
    each[TIME] = START.time
    return Evidence(*each.tolist()), intercept


def fitted(parts: Sequence[Part]) -> tuple[Evidence, float]:
    """Weights and intercept, fitted on these parts in ROUNDS."""
    weights, intercept = START, START_INTERCEPT
    met: list[tuple[Floats, Floats, Floats]] = []
    for _ in range(ROUNDS):
        met += [part.examples(weights, intercept) for part in parts]
        weights, intercept = fit(*(np.concatenate(column) for column in zip(*met, strict=True)))
    return Evidence(*(round(weight, DIGITS) for weight in weights)), round(intercept, DIGITS)


def of_ecb(data: Path) -> list[Part]:
    rows = [row for row in _rows(data / "stories/ecbplus.jsonl") if row["split"] == "dev"]
    topics = sorted({row["topic"] for row in rows}, key=int)
    return [_part([row for row in rows if topics.index(row["topic"]) % ECB_PARTS == n]) for n in range(ECB_PARTS)]


def of_neus(data: Path, slots: Iterable[int]) -> list[Part]:
    rows = _rows(data / "stories/neus-train.jsonl")
    return [_part([row for row in rows if _slot(row["story"]) == n]) for n in slots]


def held(data: Path) -> Iterator[tuple[str, float]]:
    """What was held back, and its B-cubed F1."""
    ecb, neus = of_ecb(data), of_neus(data, range(NEUS_PARTS))
    for n in range(ECB_PARTS):
        fit_on = [*ecb[:n], *ecb[n + 1 :], *neus[:n], *neus[n + 1 : NEUS_FITTED]]
        weights, intercept = fitted(fit_on)
        yield f"ECB+ dev {n}", ecb[n].score(weights, intercept)
        for slot in (n, *range(NEUS_FITTED + n, NEUS_PARTS, ECB_PARTS)):
            yield f"NeuS train {slot}", neus[slot].score(weights, intercept)


def _rows(path: Path) -> list[dict[str, str]]:
    return [json.loads(line) for line in path.read_text(encoding="utf8").splitlines()]


def _slot(story: str) -> int:
    return int(hashlib.md5(story.encode(), usedforsecurity=False).hexdigest(), 16) % NEUS_PARTS


def _part(rows: list[dict[str, str]]) -> Part:
    reports = sorted((Report(row["id"], row["text"], title=row["title"]) for row in rows), key=lambda found: found.id)
    return Part(filled(reports), {row["id"]: row["story"] for row in rows})


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m training.grouping", description=__doc__)
    parser.add_argument("data", type=Path, help="folder of the public data")
    parser.add_argument("--held", action="store_true", help="measure on parts held back")
    chosen = parser.parse_args()
    if chosen.held:
        return _measure(chosen.data)
    weights, intercept = fitted([*of_ecb(chosen.data), *of_neus(chosen.data, range(NEUS_FITTED))])
    told = ", ".join(f"{name}={weight:g}" for name, weight in zip(Evidence._fields, weights, strict=True))
    print(f"WEIGHTS = Evidence({told})\nINTERCEPT = {intercept:g}")
    return int((weights, intercept) != (judgement.WEIGHTS, judgement.INTERCEPT))


def _measure(data: Path) -> int:
    found = list(held(data))
    for name, score in found:
        print(f"{name}: {score:.4f}")
    for kind in ("ECB+", "NeuS"):
        print(f"{kind}: {fmean(score for name, score in found if name.startswith(kind)):.4f} in the mean")
    return 0


if __name__ == "__main__":
    sys.exit(main())

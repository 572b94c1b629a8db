"""`python -m training.alignment`: stories whose statements are known → the weights of `evidence.likeness.MEANT_FOR`.

Learns from the train stories of `examples/` and, where their texts lie beside the checkout, of BASIL open, from every
pair that alignment looks at. Prints the weights, and how well each story is judged by what the others teach. Half a
minute.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from quality.pairs import Group, Place, joined

from quality import basil, gold
from twosource.evidence.align import likenesses
from twosource.evidence.likeness import MEANT_FOR
from twosource.evidence.proposals import candidates
from twosource.evidence.standing import Meaning, Standings
from twosource.evidence.units import units
from twosource.model import Report, publication_order
from twosource.models.meaning import load
from twosource.reading.clutter import furniture

Floats = NDArray[np.float64]
REAL = 3.0  # what a pair of real prose counts against one of our own
RIDGE = 3.0  # against weights that are large without cause
STEPS = 30  # of Newton's method, which needs ten


class Told(NamedTuple):
    """A story with its statements and utterances; `known` are pairs of BASIL that somebody has read."""

    name: str
    reports: Sequence[Report]
    statements: Sequence[Group]
    utterances: Sequence[Group]
    known: Sequence[basil.Judged]


class Learnt(NamedTuple):
    """What a story teaches: a row of features for each pair, and whether it says the same."""

    name: str
    rows: Floats
    same: NDArray[np.bool_]
    weight: float


def main() -> None:
    meaning = load()
    stories = [learnt(story, meaning) for story in (*of_examples(), *of_basil())]
    found = np.concatenate([probabilities(one.rows, fit([s for s in stories if s is not one])) for one in stories])
    same = np.concatenate([one.same for one in stories])
    real = np.concatenate([np.full(len(one.same), one.weight > 1) for one in stories])
    for name, part in (("examples", ~real), ("BASIL", real)):
        for odds in (0.0, 0.3, 0.6, 1.0, 1.5):
            said = found[part] >= 1 / (1 + np.exp(-odds))
            right = (said & same[part]).sum()
            precision, recall = right / max(1, said.sum()), right / same[part].sum()
            print(f"{name} from {odds}: of {said.sum()} pairs {precision:.3f}, found {recall:.3f}")
    weights = fit(stories)
    print("MEANT_BEFOREHAND", round(float(weights[0]), 2))
    print({name: round(float(value), 2) for name, value in zip(MEANT_FOR, weights[1:], strict=True)})


def of_examples() -> Iterator[Told]:
    for story in sorted(name for name, split in gold.splits().items() if split == "train"):
        mine = {
            kind: [line for line in gold.lines(kind) if line["story"] == story] for kind in ("statements", "utterances")
        }
        yield Told(
            story,
            [gold.reports()[i] for i in gold.members()[story]],
            [gold.places(line["passages"]) for line in mine["statements"]],
            [gold.places(line["versions"]) for line in mine["utterances"]],
            (),
        )


def of_basil() -> Iterator[Told]:
    if not basil.TEXTS.exists():
        return
    lines = basil.lines("train")
    for story in sorted({line["story"] for line in lines}):
        mine = [line for line in lines if line["story"] == story]
        yield Told(
            story,
            [basil.reports()[i] for i in sorted({p["report"] for line in mine for p in line["passages"]})],
            [basil.places(line) for line in basil.of_kind(mine, "statement")],
            [basil.places(line) for line in basil.of_kind(mine, "utterance")],
            basil.judgements(mine),
        )


def learnt(story: Told, meaning: Meaning) -> Learnt:
    """Pairs of quotations of one utterance teach nothing: they are told by their words."""
    reports = sorted(story.reports, key=publication_order)
    found = units(reports, {report.id: furniture(report.text) for report in reports})
    places = [Place(unit.passage.report, unit.passage.start, unit.passage.end) for unit in found]
    rows, same = [], []
    for (i, j), how in likenesses(found, candidates(found, Standings(found, meaning))).items():
        pair = (places[i], places[j])
        says = _says_the_same(pair, story)
        if how.standing and (says or not joined(pair, story.utterances)):
            rows.append(how.told(how.standing))
            same.append(says)
    return Learnt(story.name, np.array(rows, dtype=np.float64), np.array(same), REAL if story.known else 1.0)


def _says_the_same(pair: tuple[Place, Place], story: Told) -> bool:
    if joined(pair, story.statements):
        return True
    one, other = sorted(pair)
    known = basil.judge((one, other), story.known)
    return known is not None and known.label != basil.APART


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


if __name__ == "__main__":
    main()

"""Stories of which it is known what says the same, and the pairs of passages that they teach.

Strategy: each pair of sentences or clauses that the product would look at is labelled by the gold: it shares a
statement where the gold joins passages that both meet, and says the same and no more where these are most of both.
Pairs of quotations of one utterance are told by their words, and teach nothing.

What may live here: where stories come from, and their labels. What is learnt from them is in `train` and `weights`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from quality.pairs import Group, Place, joined

from quality import basil, gold
from training.alignment import written
from twosource.evidence.align import likenesses
from twosource.evidence.likeness import Likeness
from twosource.evidence.proposals import promising
from twosource.evidence.standing import Standings, Vectors
from twosource.evidence.units import units
from twosource.model import Report, publication_order
from twosource.reading.clutter import furniture

EVERY = 1_000_000  # more pairs than a story has candidates
MOST = 0.5  # of their union, that a unit and a passage share where one is little else than the other


class Told(NamedTuple):
    """A story with its statements and utterances; `known` are pairs of BASIL that somebody has read."""

    name: str
    reports: Sequence[Report]
    statements: Sequence[Group]
    utterances: Sequence[Group]
    known: Sequence[basil.Judged]


class Labelled(NamedTuple):
    """Two passages, how alike they look without being read together, whether they share a statement, and whether they
    say the same and no more.
    """

    one: str
    other: str
    looks: Likeness
    shared: bool
    same: bool


def of_written() -> Iterator[Told]:
    for story in written.stories():
        yield Told(story.name, story.reports, story.statements, story.utterances, ())


def of_examples(split: str = "train") -> Iterator[Told]:
    for story in sorted(name for name, of in gold.splits().items() if of == split):
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


def labelled(story: Told, vectors: Vectors) -> Iterator[Labelled]:
    """Every pair of the story that the product would look at, quotations of one utterance left out."""
    reports = sorted(story.reports, key=publication_order)
    found = units(reports, {report.id: furniture(report.text) for report in reports})
    places = [Place(unit.passage.report, unit.passage.start, unit.passage.end) for unit in found]
    for (i, j), looks in likenesses(found, promising(found, Standings(found, vectors), EVERY)).items():
        pair = (places[i], places[j])
        shared = _share_a_statement(pair, story)
        if shared or not (looks.speech or joined(pair, story.utterances)):
            same = shared and _say_the_same(pair, story)
            yield Labelled(found[i].passage.text, found[j].passage.text, looks, shared, same)


def _share_a_statement(pair: tuple[Place, Place], story: Told) -> bool:
    if joined(pair, story.statements):
        return True
    known = _judged(pair, story)
    return known is not None and known.label != basil.APART


def _say_the_same(pair: tuple[Place, Place], story: Told) -> bool:
    if any(_is_most(pair[0], group) and _is_most(pair[1], group) for group in story.statements):
        return True
    known = _judged(pair, story)
    return known is not None and known.label == "same"


def _judged(pair: tuple[Place, Place], story: Told) -> basil.Judged | None:
    one, other = sorted(pair)
    return basil.judge((one, other), story.known)


def _is_most(place: Place, group: Group) -> bool:
    return any(place.union_share(other) >= MOST for other in group)

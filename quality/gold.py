"""Measures on the sample corpus: stories, statements, verdicts, utterances and differences.

Strategy: each story of the gold is compared by the product as one story, so that grouping and evidence are measured
apart. `train` stories may be tuned on; `report` stories tell whether we fooled ourselves.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

from quality import pairs
from quality.differences import figures as scored_differences
from quality.floors import Result
from quality.pairs import Group, Place
from quality.public import digest
from twosource import pipeline
from twosource.errors import Unreachable
from twosource.gathering import inputs
from twosource.gathering.outlets import outlets
from twosource.model import Dossier, Page, Report, Status, Story, publication_order
from twosource.wiring import Wiring

EXAMPLES = Path(__file__).resolve().parents[1] / "examples"
SPLITS = ("train", "dev", "report")
Line = Mapping[str, Any]
Figures = Mapping[str, float]


def lines(name: str) -> list[Line]:
    path = EXAMPLES / "gold" / f"{name}.jsonl"
    return [json.loads(line) for line in path.read_text(encoding="utf8").splitlines()]


@cache
def reports() -> Mapping[str, Report]:
    def no_address(url: str) -> Page:
        raise Unreachable(url, "no page is fetched here", "name a file")

    pages = inputs.pages([str(EXAMPLES / "reports.jsonl")], fetch=no_address, stdin=BytesIO())
    intake = pipeline.take_in(pages)
    if intake.problems:
        raise ValueError(f"the sample corpus does not read: {intake.problems[0]}")
    return {report.id: report for report in intake.reports}


@cache
def splits() -> Mapping[str, str]:
    """The split of each story."""
    return {line["story"]: line["split"] for line in lines("stories")}


@cache
def members() -> Mapping[str, tuple[str, ...]]:
    """The report ids of each story."""
    found: dict[str, list[str]] = {}
    for line in lines("reports"):
        found.setdefault(line["story"], []).append(line["id"])
    return {story: tuple(ids) for story, ids in found.items()}


@cache
def dossiers(split: str) -> Mapping[str, Dossier]:
    """The product's dossier of each story of a split, grouped as the gold groups."""
    known, wiring = outlets(EXAMPLES / "outlets.toml"), Wiring({})
    made = {}
    for story in sorted(story for story, of in splits().items() if of == split):
        told = sorted((reports()[i] for i in members()[story]), key=publication_order)
        made[story] = pipeline.dossier_of(Story(story, tuple(told)), known, wiring.tag, meaning=wiring.meaning)
    return made


def of_split(name: str, split: str) -> list[Line]:
    return [line for line in lines(name) if splits().get(line["story"]) == split]


def places(passages: Iterable[Line]) -> Group:
    return tuple(Place(p["report"], p["start"], p["end"]) for p in passages)


# --- what is measured -------------------------------------------------------------------------------------------------


def stories() -> Figures:
    """B-cubed of the grouping of the whole corpus, as the public scorer defines it."""
    gold = {i: story for story, ids in members().items() for i in ids}
    said = {r.id: story.id for story in pipeline.stories(tuple(reports().values())) for r in story.reports}
    both = Counter((gold[i], said[i]) for i in gold)
    of_gold, of_said = Counter(gold.values()), Counter(said[i] for i in gold)
    p = sum(n * n / of_said[b] for (_, b), n in both.items()) / len(gold)
    r = sum(n * n / of_gold[a] for (a, _), n in both.items()) / len(gold)
    return {"bcubed.p": p, "bcubed.r": r, "bcubed.f1": 2 * p * r / (p + r)}


def statement_groups(split: str) -> tuple[list[Group], list[Group]]:
    gold = [places(line["passages"]) for line in of_split("statements", split)]
    predicted: list[Group] = [
        tuple(Place(t.passage.report, t.passage.start, t.passage.end) for t in statement.testimonies)
        for dossier in dossiers(split).values()
        for statement in dossier.statements
    ]
    return gold, predicted


def spoken(split: str) -> list[Group]:
    """The utterances: what one person said on one occasion is scored there, not as a statement."""
    return [places(line["versions"]) for line in of_split("utterances", split)]


def statements(split: str) -> Figures:
    found = pairs.score(*statement_groups(split), aside=spoken(split))
    return {"pairs.p": found.precision, "pairs.r": found.recall}


def verdicts(split: str) -> Figures:
    """Of the statements over two reports or more that the gold knows: how often each verdict is the gold's."""
    gold = [(places(line["passages"]), line["status"]) for line in of_split("statements", split)]
    right, said = Counter[str](), Counter[str]()
    for dossier in dossiers(split).values():
        for statement in dossier.statements:
            group = tuple(Place(t.passage.report, t.passage.start, t.passage.end) for t in statement.testimonies)
            known = [
                status for theirs, status in gold if any(pairs.joined(pair, [theirs]) for pair in pairs.pairs(group))
            ]
            if known:
                said[statement.status] += 1
                right[statement.status] += statement.status in known
    kinds = (Status.INDEPENDENT, Status.SAME_ORIGIN)
    precise = {f"{kind}.p": right[kind] / said[kind] if said[kind] else 1.0 for kind in kinds}
    return {**precise, "told.share": sum(said[kind] for kind in kinds) / max(1, sum(said.values()))}


def utterances(split: str) -> Figures:
    """Versions of one thing said, in quotation marks or retold."""
    gold = [places(line["versions"]) for line in of_split("utterances", split)]
    predicted = [
        tuple(Place(v.passage.report, v.passage.start, v.passage.end) for v in utterance.versions)
        for dossier in dossiers(split).values()
        for utterance in dossier.utterances
    ]
    found = pairs.score(gold, predicted)
    return {"pairs.p": found.precision, "pairs.r": found.recall}


def differences(split: str) -> Figures:
    """Each kind of slot with two values: pairs shown that are right, and differences found."""
    shown = (difference for dossier in dossiers(split).values() for difference in dossier.differences)
    return scored_differences(of_split("differences", split), shown)


# --- measures ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class GoldMeasure:
    name: str
    run: Callable[[], Figures]

    def result(self) -> Result:
        names = ("stories", "statements", "utterances", "differences", "attributions", "reports")
        files = [EXAMPLES / "reports.jsonl", *(EXAMPLES / "gold" / f"{name}.jsonl" for name in names)]
        return Result(self.name, self.run(), digest(files))


def over(name: str, measured: Callable[[str], Figures], split: str) -> GoldMeasure:
    return GoldMeasure(f"{name} examples {split}", lambda: measured(split))


MEASURES = (
    GoldMeasure("stories examples", stories),
    *(
        over(name, measured, split)
        for split in SPLITS
        for name, measured in (
            ("statements", statements),
            ("verdicts", verdicts),
            ("utterances", utterances),
            ("differences", differences),
        )
    ),
)

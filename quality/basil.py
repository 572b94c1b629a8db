"""Measures on real prose: fourteen stories of BASIL open, read whole and annotated as `examples/GUIDELINES.md` has it.

Strategy: the repository holds no news text. `basil-train.jsonl` and `basil-report.jsonl` have offsets, and a hash of
the words that stand there, which is checked before anything is measured; the reports lie beside the checkout. What a
reader found before the product ran (`found_by: reader`) tells recall. Every pair that the product then made was judged
too (`found_by: product`), and so were of each story the seven pairs of sentences most alike in their rare words that
neither had (`found_by: search`). A pair that the product makes today is judged by the annotation nearest to it; one
that no annotation is near to is unjudged, counts neither way, and its share is told. Nothing is tuned on `report`
stories.

A line is a `statement` (passages that say the same, with the verdict an editor would give), an `utterance`, a
`difference` (the slots that differ; its label is its kind) or a `pair` that could be taken for the same: `part`
where one says what the other says and more that matters, `different` with the reason why.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple

from quality import pairs
from quality.floors import Result
from quality.pairs import Group, Pair, Place
from quality.public import SHARED, digest
from twosource import pipeline
from twosource.errors import Unreachable
from twosource.gathering import inputs
from twosource.model import Dossier, Page, Passage, Report, Status, Story, publication_order
from twosource.wiring import Wiring

TEXTS = SHARED / "data" / "stories" / "basil-open.jsonl"
SPLITS = ("train", "report")
APART = "different"  # the label of what does not say the same
HASH = 12  # so many hex digits of a passage's sha256
ALIKE = 0.5  # an annotation holds for a pair that shares so much of their union on both sides; for less, in part
SPOKEN = 0.5  # a pair is one of quotations where so much of either passage is a version of an utterance that both have
Line = Mapping[str, Any]
Figures = Mapping[str, float]


class Judged(NamedTuple):
    """A pair that somebody has read: `same`, `part` or `different`, and the verdict where it says the same."""

    pair: Pair
    label: str
    status: str | None


# --- the gold ---------------------------------------------------------------------------------------------------------


def file_of(split: str) -> Path:
    return Path(__file__).with_name(f"basil-{split}.jsonl")


@cache
def lines(split: str) -> tuple[Line, ...]:
    return tuple(json.loads(line) for line in file_of(split).read_text(encoding="utf8").splitlines())


def places(line: Line, form: str = "") -> Group:
    """The passages of a line; with `form`, of an utterance's versions those alone."""
    return tuple(
        Place(p["report"], p["start"], p["end"]) for p in line["passages"] if not form or p.get("form", form) == form
    )


def of_kind(gold: Iterable[Line], kind: str, *, by: str = "") -> list[Line]:
    return [line for line in gold if line["kind"] == kind and by in ("", line["found_by"])]


def judgements(gold: Iterable[Line]) -> tuple[Judged, ...]:
    """Every pair over two reports that was judged as a statement."""
    return tuple(
        Judged(pair, line["label"], line.get("status"))
        for line in gold
        if line["kind"] in {"statement", "pair"}
        for pair in pairs.pairs(places(line))
    )


def misplaced(gold: Iterable[Line], texts: Mapping[str, str]) -> list[str]:
    """Passages at whose offsets other words stand than were annotated."""
    return [
        f"{p['report']} {p['start']}-{p['end']}"
        for line in gold
        for p in line["passages"]
        if fingerprint(texts.get(p["report"], "")[p["start"] : p["end"]]) != p["sha256"]
    ]


def fingerprint(words: str) -> str:
    return hashlib.sha256(words.encode()).hexdigest()[:HASH]


# --- scoring ----------------------------------------------------------------------------------------------------------


def judge(pair: Pair, known: Iterable[Judged]) -> Judged | None:
    """What is known of a pair, from the annotation nearest to it; of two as near, from the harsher.

    One that covers much less, or much more, than the pair has proves at most that they agree in part.
    """
    near = [(_nearness(pair, one.pair), one) for one in known if _meets(pair, one.pair)]
    if not near:
        return None
    alike, best = max(near, key=lambda found: (found[0], _HARSH.index(found[1].label), found[1].status is not None))
    return best._replace(label="part") if best.label == "same" and alike < ALIKE else best


_HARSH = ("same", "part", APART)


def _meets(one: Pair, other: Pair) -> bool:
    return one[0].meets(other[0]) and one[1].meets(other[1])


def _nearness(one: Pair, other: Pair) -> float:
    """How much of their union two pairs share, on the side where it is less."""
    return min(a.union_share(b) for a, b in zip(one, other, strict=True))


def _shared(one: Place, other: Place) -> int:
    return max(0, min(one.end, other.end) - max(one.start, other.start))


def spoken(pair: Pair, utterances: Iterable[Group]) -> bool:
    """Whether both passages have a version of one utterance, and one of them is little else: scored as such."""
    return any(
        pairs.joined(pair, [versions]) and any(_covered(place, versions) >= SPOKEN for place in pair)
        for versions in utterances
    )


def _covered(place: Place, versions: Group) -> float:
    return sum(_shared(place, v) for v in versions if v.report == place.report) / (place.end - place.start)


def readings(gold: Sequence[Line], predicted: Iterable[Group]) -> list[tuple[Pair, Judged | None]]:
    """Each predicted pair, quotations aside, with what is known of it. Those without wait for somebody to read them."""
    known, quoted = judgements(gold), [places(line) for line in of_kind(gold, "utterance")]
    said = (pair for group in predicted for pair in pairs.pairs(group))
    return [(pair, judge(pair, known)) for pair in said if not spoken(pair, quoted)]


def score_statements(gold: Sequence[Line], predicted: Sequence[Group]) -> Figures:
    """Of pairs that were judged: how many say the same, and how many do in part at least; of those that a reader found
    before the product ran, how many it has."""
    read = readings(gold, predicted)
    found = Counter(known.label for _, known in read if known)
    sought = readings(gold, [places(line) for line in of_kind(gold, "statement", by="reader")])
    return {
        "pairs.p": _share(found["same"] + found["part"], found.total()),
        "pairs.strict.p": _share(found["same"], found.total()),
        "pairs.r": _share(sum(pairs.joined(pair, predicted) for pair, _ in sought), len(sought)),
        "judged.share": _share(found.total(), len(read)),
    }


def score_utterances(gold: Sequence[Line], predicted: Sequence[Group]) -> Figures:
    """As `score_statements`; a pair is right where one utterance holds it, and found where both versions are quoted."""
    heard = of_kind(gold, "utterance")
    right = [places(line) for line in heard if line["label"] == "same"]
    wrong = [places(line) for line in heard if line["label"] == APART]
    said = [pair for group in predicted for pair in pairs.pairs(group)]
    held = sum(pairs.joined(pair, right) for pair in said)
    missed = sum(pairs.joined(pair, wrong) and not pairs.joined(pair, right) for pair in said)
    there = [pair for line in of_kind(gold, "utterance", by="reader") for pair in pairs.pairs(places(line, "quoted"))]
    return {
        "pairs.p": _share(held, held + missed),
        "pairs.r": _share(sum(pairs.joined(pair, predicted) for pair in there), len(there)),
        "judged.share": _share(held + missed, len(said)),
    }


def score_verdicts(gold: Sequence[Line], predicted: Iterable[tuple[Group, Status]]) -> Figures:
    """Of statements with a pair that was judged: how often each verdict is right.

    It is wrong where a pair does not say the same, for then there is nothing to corroborate. What one person said is
    same-origin, however many quote it. A verdict that is never given has no figure.
    """
    known, quoted = judgements(gold), [places(line) for line in of_kind(gold, "utterance")]
    right, said = Counter[str](), Counter[str]()
    for group, status in predicted:
        fitting = [_fitting(pair, known, quoted) for pair in pairs.pairs(group)]
        if any(fitting):
            said[status] += 1
            right[status] += status in fitting and APART not in fitting
    kinds = (Status.INDEPENDENT, Status.SAME_ORIGIN)
    precise = {f"{kind}.p": _share(right[kind], said[kind]) for kind in kinds if said[kind]}
    return {**precise, "told.share": _share(sum(said[kind] for kind in kinds), sum(said.values()))}


def _fitting(pair: Pair, known: Sequence[Judged], quoted: Sequence[Group]) -> str | None:
    """The verdict that fits a pair, `APART` where none does, None where nobody has judged it."""
    if spoken(pair, quoted):
        return Status.SAME_ORIGIN
    found = judge(pair, known)
    return found and (APART if found.label == APART else found.status)


def score_differences(gold: Sequence[Line], predicted: Sequence[Group]) -> Figures:
    """Of the differences that an editor would want to see, how many are shown, as whatever kind."""
    there = [places(line) for line in of_kind(gold, "difference", by="reader")]
    shown = sum(any(pairs.joined(pair, predicted) for pair in pairs.pairs(group)) for group in there)
    return {"shown.r": _share(shown, len(there))}


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 1.0


# --- what the product says --------------------------------------------------------------------------------------------


@cache
def reports() -> Mapping[str, Report]:
    def no_address(url: str) -> Page:
        raise Unreachable(url, "no page is fetched here", "name a file")

    pages = inputs.pages([str(TEXTS)], fetch=no_address, stdin=BytesIO())
    return {report.id: report for report in pipeline.take_in(pages).reports}


@cache
def dossiers(split: str) -> tuple[Dossier, ...]:
    """The product's dossier of each story of a split.

    Raises:
        ValueError: the texts are others than were annotated.
    """
    gold = lines(split)
    if wrong := misplaced(gold, {report.id: report.text for report in reports().values()}):
        raise ValueError(f"{TEXTS.name} is not what was annotated: {len(wrong)} passages, the first {wrong[0]}")
    members: dict[str, set[str]] = {}
    for line in gold:
        members.setdefault(line["story"], set()).update(p["report"] for p in line["passages"])
    wiring = Wiring({})
    told = ((story, sorted((reports()[i] for i in ids), key=publication_order)) for story, ids in members.items())
    return tuple(
        pipeline.dossier_of(Story(story, tuple(found)), {}, wiring.tag, meaning=wiring.meaning) for story, found in told
    )


def _group(passages: Iterable[Passage]) -> Group:
    return tuple(Place(p.report, p.start, p.end) for p in passages)


def told_statements(split: str) -> Iterator[tuple[Group, Status]]:
    for dossier in dossiers(split):
        for statement in dossier.statements:
            yield _group(testimony.passage for testimony in statement.testimonies), statement.status


def told_utterances(split: str) -> list[Group]:
    return [_group(v.passage for v in u.versions) for dossier in dossiers(split) for u in dossier.utterances]


def told_differences(split: str) -> list[Group]:
    return [_group(v.slot for v in d.values) for dossier in dossiers(split) for d in dossier.differences]


def statements(split: str) -> Figures:
    return score_statements(lines(split), [group for group, _ in told_statements(split)])


def verdicts(split: str) -> Figures:
    return score_verdicts(lines(split), told_statements(split))


def utterances(split: str) -> Figures:
    return score_utterances(lines(split), told_utterances(split))


def differences(split: str) -> Figures:
    return score_differences(lines(split), told_differences(split))


# --- measures ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class BasilMeasure:
    name: str
    split: str
    run: Callable[[str], Figures]

    def result(self) -> Result:
        if not TEXTS.exists():
            return Result(self.name, {}, skipped=f"no {TEXTS.name} beside the checkout")
        return Result(self.name, self.run(self.split), digest([file_of(self.split), TEXTS]))


MEASURES = tuple(
    BasilMeasure(f"{measured.__name__} basil {split}", split, measured)
    for split in SPLITS
    for measured in (statements, verdicts, utterances, differences)
)

"""Measures on the sample corpus of where things come from: copies, origins, and the verdicts on what stands together.

Strategy: three questions that `verdicts` in `gold` puts as one. Which reports share text (pairs of reports)? Does a
passage go back to whom the gold says, or to one through whom it came? And given the passages that the product has put
together, is its verdict the one that the gold's origins of those very passages give? The last leaves out what alignment
missed, which `statements` measures.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import combinations

from quality.floors import Result
from quality.gold import EXAMPLES, SPLITS, Figures, GoldMeasure, Line, dossiers, of_split, places
from quality.pairs import Place, joined, pairs
from quality.public import digest
from twosource.model import Dossier, Origin, OriginKind, Statement, Status, Testimony

NAMELESS = frozenset({OriginKind.UNNAMED, OriginKind.UNKNOWN})


def copies(split: str) -> Figures:
    """Pairs of reports of which one is copied from the other: whole, cut, rewritten or revised.

    Two that are both copied from a third count neither for nor against.
    """
    right = {frozenset(line["reports"]) for line in of_split("copies", split)}
    said = {
        frozenset(pair)
        for dossier in dossiers(split).values()
        for copy in dossier.copies
        for pair in combinations(copy.reports, 2)
    }
    said -= {pair for pair in said - right if any(pair <= text for text in _texts(right))}
    both = len(right & said)
    return {"pairs.p": both / len(said) if said else 1.0, "pairs.r": both / len(right) if right else 1.0}


def _texts(copied: Iterable[frozenset[str]]) -> list[frozenset[str]]:
    """The reports that hang together by copying."""
    texts: list[frozenset[str]] = []
    for pair in copied:
        meeting = [text for text in texts if text & pair]
        texts = [text for text in texts if text not in meeting] + [pair.union(*meeting)]
    return texts


def origins(split: str) -> Figures:
    """Of the passages that the gold knows: how often a named origin is the gold's root or a link to it, and how many
    have one; and how often a report's own lines are laid to the right gatherer.
    """
    told = right = there = 0
    for testimony, theirs in _met(split):
        there += 1
        if testimony.origin.kind not in NAMELESS:
            told += 1
            right += any(_is(testimony.origin, link) for link in (theirs["origin"], *theirs["via"]))
    return {"named.p": right / max(1, told), "named.share": told / max(1, there)}


def verdicts(split: str) -> Figures:
    """Of statements of two reports or more all of whose passages the gold knows: how often the verdict is what their
    gold origins give. `independent.r` is the coverage: of all statements that the gold calls independent, how many the
    product does.
    """
    right, said = Counter[str](), Counter[str]()
    known = _gold_passages(split)
    for dossier in dossiers(split).values():
        for statement in dossier.statements:
            theirs = _theirs(statement, known)
            if statement.counts.reports > 1 and theirs is not None:
                said[statement.status] += 1
                right[statement.status] += statement.status == _status(theirs)
    kinds = (Status.INDEPENDENT, Status.SAME_ORIGIN)
    precise = {f"{kind}.p": right[kind] / said[kind] if said[kind] else 1.0 for kind in kinds}
    told = sum(said[kind] for kind in kinds) / max(1, said.total())
    return {**precise, "independent.r": _independent_found(split), "told.share": told}


def _independent_found(split: str) -> float:
    sought = [
        places(line["passages"]) for line in of_split("statements", split) if line["status"] == Status.INDEPENDENT
    ]
    found = [
        tuple(_place(testimony) for testimony in statement.testimonies)
        for dossier in dossiers(split).values()
        for statement in dossier.statements
        if statement.status is Status.INDEPENDENT
    ]
    held = sum(any(joined(pair, [theirs]) for group in found for pair in pairs(group)) for theirs in sought)
    return held / max(1, len(sought))


def _gold_passages(split: str) -> list[tuple[str, Place, Line]]:
    """Every passage of a gold statement: the statement's id, where it stands, the line."""
    return [
        (line["id"], Place(p["report"], p["start"], p["end"]), p)
        for line in of_split("statements", split)
        for p in line["passages"]
    ]


def _met(split: str) -> Iterator[tuple[Testimony, Line]]:
    """Each passage of the product with the gold passage that it shares most with, where they meet."""
    known = _gold_passages(split)
    for dossier in dossiers(split).values():
        for testimony in _testimonies(dossier):
            met = [(theirs, line) for _, theirs, line in known if theirs.meets(_place(testimony))]
            if met:
                yield testimony, max(met, key=lambda pair: _shared(pair[0], _place(testimony)))[1]


def _theirs(statement: Statement, known: Sequence[tuple[str, Place, Line]]) -> list[Line] | None:
    """The passages of one gold statement that the statement's passages meet; None where some meet none of it."""
    places = [_place(testimony) for testimony in statement.testimonies]
    by_statement: dict[str, list[tuple[Place, Line]]] = {}
    for name, theirs, line in known:
        if any(theirs.meets(place) for place in places):
            by_statement.setdefault(name, []).append((theirs, line))
    for met in by_statement.values():
        if all(any(theirs.meets(place) for theirs, _ in met) for place in places):
            return [line for _, line in met]
    return None


def _status(passages: Iterable[Line]) -> Status:
    """As GUIDELINES.md has it: an outlet counts as its owner, a member as the body for which he speaks."""
    witnesses = {_witness(passage["origin"]) for passage in passages}
    named = [witness for witness in witnesses if witness[0] not in NAMELESS]
    if len(witnesses) == 1 and (OriginKind.UNKNOWN, "") not in witnesses:
        return Status.SAME_ORIGIN
    return Status.INDEPENDENT if len(named) > 1 else Status.UNKNOWN


def _witness(origin: Line) -> tuple[str, str]:
    if "of" not in origin:
        return origin["kind"], origin["name"]
    return ("own" if origin["kind"] == "outlet" else "person"), origin["of"]


def _is(ours: Origin, theirs: Line) -> bool:
    """Whether an origin goes by the gold's name, or that of the body it speaks for; documents have no one name."""
    if ours.kind is OriginKind.DOCUMENT:
        return bool(theirs["kind"] == OriginKind.DOCUMENT)
    mine = _words(ours.name)
    return any(
        words <= mine or mine <= words
        for name in (theirs["name"], theirs.get("of"))
        if name and (words := _words(name))
    )


def _words(name: str) -> frozenset[str]:
    return frozenset(name.casefold().replace("’", "'").replace("'s ", " ").split()) - {"the", "a", "an", "of"}


def _testimonies(dossier: Dossier) -> Iterator[Testimony]:
    return (testimony for statement in dossier.statements for testimony in statement.testimonies)


def _place(testimony: Testimony) -> Place:
    return Place(testimony.passage.report, testimony.passage.start, testimony.passage.end)


def _shared(one: Place, other: Place) -> int:
    return min(one.end, other.end) - max(one.start, other.start)


class OriginMeasure(GoldMeasure):
    """A measure over the files that it reads."""

    def result(self) -> Result:
        files = ("stories", "statements", "copies", "reports")
        return Result(
            self.name,
            self.run(),
            digest([EXAMPLES / "reports.jsonl", *(EXAMPLES / "gold" / f"{name}.jsonl" for name in files)]),
        )


MEASURES = tuple(
    OriginMeasure(f"{name} examples {split}", partial(measured, split))
    for split in SPLITS
    for name, measured in (("copies", copies), ("origins", origins), ("verdicts of passages", verdicts))
)

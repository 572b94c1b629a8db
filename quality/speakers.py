"""The measure of speakers and chains on the sample corpus: who is said to speak, and who says that they do.

Strategy: attributions of the product and of the gold are matched by their content; what is counted is whether the
matched ones have the same speaker and the same parent.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from quality.gold import SPLITS, Figures, Line, dossiers, lines, over

HALF_MATCH = 0.5  # as score_voices has it


def speakers(split: str) -> Figures:
    """Attributions found (content meets), and of those the ones with the right speaker and the right parent."""
    found = there = right = resolvable = parents = chained = 0
    for line in lines("attributions"):
        dossier = next((d for d in dossiers(split).values() if any(r.id == line["id"] for r in d.reports)), None)
        if dossier is None:
            continue
        ours = [(i, said.attribution) for i, said in enumerate(dossier.attributions) if said.report == line["id"]]
        match = {n: _match(gold, ours) for n, gold in enumerate(line["attributions"])}
        for n, gold in enumerate(line["attributions"]):
            there += 1
            at = match[n]
            if at is None:
                continue
            found += 1
            attribution = dossier.attributions[at].attribution
            if gold["speaker"]["kind"] in {"person", "organisation", "document", "outlet"}:
                resolvable += 1
                right += _same_name(gold["speaker"]["name"], attribution.speaker.name)
            if gold["parent"] is not None:
                chained += 1
                parents += attribution.parent is not None and attribution.parent == match[gold["parent"]]
    return {
        "found.r": found / max(1, there),
        "speaker.accuracy": right / max(1, resolvable),
        "parent.accuracy": parents / max(1, chained),
    }


def _match(gold: Line, ours: Sequence[tuple[int, Any]]) -> int | None:
    theirs = _characters(gold["content"])
    best = max(ours, key=lambda pair: _jaccard(theirs, _characters(pair[1].content)), default=None)
    return best[0] if best and _jaccard(theirs, _characters(best[1].content)) >= HALF_MATCH else None


def _characters(spans: Iterable[Sequence[int]]) -> frozenset[int]:
    return frozenset(i for start, end in spans for i in range(start, end))


def _jaccard(a: frozenset[int], b: frozenset[int]) -> float:
    return len(a & b) / len(a | b) if a | b else 0.0


def _same_name(a: str, b: str) -> bool:
    """Whether two names are one but for titles and case: the words of one end the other."""
    x, y = a.casefold().removeprefix("the ").split(), b.casefold().removeprefix("the ").split()
    short, long = sorted((x, y), key=len)
    return bool(short) and long[-len(short) :] == short and (len(short) > 1 or len(long) == 1)


MEASURES = tuple(over("speakers", speakers, split) for split in SPLITS)

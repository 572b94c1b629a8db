"""Public news → the texts that the table learns from.

Strategy: what will be compared later is what is learnt from: titles, sentences, clauses as they stand between marks,
and openings of reports. No annotation is read but the split, where a corpus has one.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from twosource.reading.sentences import sentences

SHORTEST, LONGEST = 12, 240  # characters
CLAUSES = 0.3  # of the sentences that have clauses, so many are learnt from in pieces as well
_CLAUSE = re.compile(r"[,;:] | [—–-] ")


def texts(files: Iterable[Path], seed: int) -> list[str]:
    """Each text once, shuffled. A line of a file is a report: {"title", "text"}; what is of another split than `train`
    or `dev` is left out.
    """
    chance = random.Random(seed)
    found = {" ".join(text.split()): None for path in files for text in _of_file(path, chance) if len(text) >= SHORTEST}
    kept = [text[:LONGEST] for text in found]
    chance.shuffle(kept)
    return kept


def _of_file(path: Path, chance: random.Random) -> Iterator[str]:
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            report = json.loads(line)
            if report.get("split", "train") in {"train", "dev"}:
                yield from _of_report(report.get("title") or "", report["text"], chance)


def _of_report(title: str, text: str, chance: random.Random) -> Iterator[str]:
    yield title
    yield f"{title}. {text}"[:LONGEST]
    for start, end in sentences(text):
        yield text[start:end]
        clauses = _CLAUSE.split(text[start:end])
        if len(clauses) > 1 and chance.random() < CLAUSES:
            yield chance.choice(clauses)

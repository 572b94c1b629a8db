"""The tagger's errors by kind, on the public data beside the checkout.

Strategy: the public scorer again, each time over the gold attributions of one kind of source, or of one outlet. How
much a kind is found (recall) can be told so, how often what is found is right cannot, since nobody knows which gold
a wrong answer was meant for: precision is told for all kinds together, and F1 by outlet.
"""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from quality.public import Figures, PublicMeasure, scored, voices_answer
from twosource.model import Span
from twosource.reading.lexicon import words
from twosource.reading.names import names
from twosource.voices.sources import is_many

Report = Mapping[str, Any]
FEWEST = 20
"""Gold attributions of a kind below which a recall says little, and is not shown."""

PRONOUNS = words("he she it they him her them who that which i we you this one those")
_DEFINITE = re.compile(r"(?:the|his|her|its|their|this|that)\b", re.IGNORECASE)


def source_kind(text: str, source: Sequence[Sequence[int]]) -> str:
    """none; pronoun; name, where there is one; role: one that is known without it ("the mayor"); else unnamed."""
    phrase = " ".join(text[start:end] for start, end in source).strip(" ,.“”\"'’—")
    if not phrase:
        return "none"
    if phrase.casefold() in PRONOUNS:
        return "pronoun"
    spans = [Span(start, end) for start, end in source]
    if any(span.covers(mention.span) for mention in names(text) for span in spans):
        return "name"
    return "role" if _DEFINITE.match(phrase) and not is_many(phrase) else "unnamed"


def by_kind(gold: Path) -> Figures:
    """Recall by half: of each kind of source, and in it of each kind of content."""
    reports = [json.loads(line) for line in gold.read_text(encoding="utf8").splitlines()]
    kinds = [[source_kind(r["text"], one.get("source") or []) for one in r["attributions"]] for r in reports]
    found: dict[str, float] = {}
    for kind in ("name", "pronoun", "role", "unnamed", "none"):
        score = _scored([_only(kind, report, of) for report, of in zip(reports, kinds, strict=True)], gold)
        found[f"source {kind}"] = score["attribution"]["half"]["r"]
        for content, part in sorted(score["half_by_kind"].items()):
            if part["gold"] >= FEWEST:
                found[f"source {kind}, content {content}"] = part["recall"]
    return found


def _only(kind: str, report: Report, kinds: Sequence[str]) -> Report:
    """The report with the attributions of one kind of source alone."""
    held = [one for one, its in zip(report["attributions"], kinds, strict=True) if its == kind]
    return {**report, "attributions": held}


def by_content(gold: Path) -> Figures:
    """Recall by half of each kind of content."""
    score = _scored([json.loads(line) for line in gold.read_text(encoding="utf8").splitlines()], gold)
    return {f"content {content}": part["recall"] for content, part in score["half_by_kind"].items()}


def by_outlet(gold: Path) -> Figures:
    """F1 by half in the reports of each outlet."""
    reports = [json.loads(line) for line in gold.read_text(encoding="utf8").splitlines()]
    return {
        outlet: _scored([r for r in reports if r["outlet"] == outlet], gold)["attribution"]["half"]["f1"]
        for outlet in sorted({report["outlet"] for report in reports})
    }


def _scored(reports: Sequence[Report], gold: Path) -> Mapping[str, Any]:
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf8") as file:
        file.writelines(json.dumps(report) + "\n" for report in reports)
        file.flush()
        return scored("score_voices.py", Path(file.name), voices_answer(gold))


def _measure(name: str, run: Callable[[Path], Figures]) -> PublicMeasure:
    return PublicMeasure(f"voices polnear-dev {name}", ("data/voices/polnear-dev.jsonl",), run)


MEASURES = (
    _measure("recall", by_content),
    _measure("recall by source", by_kind),
    _measure("f1 by outlet", by_outlet),
)

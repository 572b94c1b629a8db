"""Measures on briefs of real news: what a reader of BASIL open's forty stories would be sent.

Strategy: the JSON that `brief` prints, and nothing but it. What a line must not be is written down here once more, on
its own, so that a fault in the product's own rules shows. The reports lie beside the checkout; no more of their words
stands here than it takes to tell how a line must not begin.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from quality.floors import Result
from quality.public import SHARED, command, digest

TEXTS = SHARED / "data" / "stories" / "basil-open.jsonl"
STORIES = 100  # more than there are
ALIKE = 0.5  # two lines that share so many of the shorter one's words, everyday ones left aside, say the same
RUN = 8  # as do two with so many words in a row in common
FEW_WORDS = 4  # letters of a word that is not counted: the, said, with
ENOUGH = 3  # lines that tell a story
DANGLING = re.compile(
    r"[\"“‘'(]?(he|she|it|they|this|these|those|that|his|her|their|its|him|them|we|i|but|and|or|so|yet|however|"
    r"meanwhile|moreover|also|then|still|therefore|instead|later|such|both|another|nor|which|who)\b",
    re.IGNORECASE,
)
Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class BriefMeasure:
    name: str = "briefs basil-open"

    def result(self) -> Result:
        if not TEXTS.exists():
            return Result(self.name, {}, skipped="no BASIL open beside the checkout")
        whole = json.loads(command("brief", str(TEXTS), "--stories", str(STORIES), "--json", "-"))
        return Result(self.name, dict(figures(whole)), digest([TEXTS]))


def figures(brief: Json) -> Iterator[tuple[str, float]]:
    texts = {report["id"]: report["text"] for report in brief["reports"]}
    outlets = {report["id"]: report["outlet"] for report in brief["reports"]}
    stories = [story["lines"] for story in brief["stories"]]
    lines = [line for story in stories for line in story]
    yield "verbatim", _share(texts[one["report"]][one["start"] : one["end"]] == one["text"] for one in lines)
    yield "stands alone", _share(not dangles(line) for line in lines)
    yield "said once", 1 - len(repeated(lines)) / max(1, len(lines))
    yield "enough lines", _share(len(story) >= ENOUGH for story in stories)
    yield "several outlets", _share(len({outlets[line["report"]] for line in story}) > 1 for story in stories)


def dangles(line: Json) -> bool:
    """Whether a line opens with what stood before it. A quotation may open with I or we: who speaks stands in it."""
    opening = DANGLING.match(line["text"])
    spoken = line["role"] == "said" and line["text"][0] in "\"“‘'"
    return opening is not None and not (spoken and opening[1].casefold() in {"i", "we"})


def repeated(lines: Sequence[Json]) -> list[tuple[str, str]]:
    """The pairs of lines that say the same, of one story or of two; sides of a difference may."""
    sides = (line for line in lines if line["role"] != "differs")
    return [(a["text"], b["text"]) for a, b in combinations(sides, 2) if _alike(_words(a["text"]), _words(b["text"]))]


def _alike(one: Sequence[str], other: Sequence[str]) -> bool:
    runs = [{tuple(words[at : at + RUN]) for at in range(len(words) - RUN + 1)} for words in (one, other)]
    telling = [{word for word in words if len(word) > FEW_WORDS} for words in (one, other)]
    fewest = min(map(len, telling))
    return not runs[0].isdisjoint(runs[1]) or len(telling[0] & telling[1]) > ALIKE * max(1, fewest)


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def _share(holds: Iterator[bool]) -> float:
    found = list(holds)
    return sum(found) / len(found) if found else 0.0


MEASURES = (BriefMeasure(),)

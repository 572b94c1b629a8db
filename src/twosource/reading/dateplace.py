"""Where a date expression stands: the day that it is told from, the dates told before it, and the tense around it.

Strategy: a clause is cut from a few words on either side; of its words, the one that tells of a tense and stands
nearest decides, those before the date first. Days told before are remembered for a few sentences, so that "the next
day" and "at 3 p.m." find theirs. What may live here: what a rule may ask of its surroundings. What follows from it is
for the rules.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from twosource.model import Span
from twosource.reading.timex import Moment, Unit

# Limits, from reading the dates of MEANTIME and of unlabelled political news.
CLAUSE = 60  # characters on either side in which a tense is looked for: about ten words
NEAR = 400  # characters back to which "that day" looks for its day: two or three sentences

_LOOKS_AHEAD = (
    r"will|shall|won['’]t|['’]ll|(?:would|should|can|could|(?-i:may)|might|must)(?!\shave\b)",
    r"expects?|expected|schedul\w+|due|going|upcoming|slated|deadline|next|tomorrow|heading\sto|hopes?|intends?|aims?",
    r"vows?|pledg\w+|invit\w+|begins|starts|opens|(?:ahead|in\sadvance)\sof",
    r"plan(?:s|ned|ning)?\s(?:to|for|on)|(?:set|running)\s(?:to|for)|(?:supposed|meant)\sto",
    r"(?:is|are|was|were|be)\s(?:to|set)|to\s(?:be\s\w+|air|begin|start|open)",
    r"(?:asked|urged|ordered|promised|wants?)\s(?:\w+\s){0,3}to",
    r"(?:mov|postpon|delay|push|defer)(?:e|es|ed|ing)\s(?:\w+\s){0,3}(?:to|until)",
)
_AHEAD = re.compile(rf"\b(?:{'|'.join(_LOOKS_AHEAD)})\b|\buntil\s$", re.IGNORECASE)
_PAST = re.compile(
    r"(?<!\bbe )(?<!\bbeen )(?<!\bto )\b(?!(?:expect|schedul|plann|need|slat)ed\b)"
    r"(?:\w{3,}ed|was|were|had|said|told|came|took|won|lost|left|made|fell|rose|began|held|ran|met|wrote|spoke|gave|"
    r"went|saw|got|sent|shot|found|broke|became|led|kept|struck|drew|grew|flew|fled|brought|bought|caught|fought|thought|"
    r"sought|stood|sat|built|paid|heard|knew|threw|chose|drove|since)\b(?!\sby\b|\sto\s(?:be|begin|start|meet|take)\b)",
    re.IGNORECASE,
)
_TOWARDS = re.compile(
    r"\b(?:by|before|for|beginning|starting)\s(?:on\s)?$", re.IGNORECASE
)  # where no verb tells: "a vote set down for Friday"
_FINE_ENOUGH = {
    Unit.DAY: ("day", "time"),
    Unit.WEEK: ("day", "time", "week"),
    Unit.MONTH: ("day", "time", "month"),
    Unit.QUARTER: ("day", "time", "month", "season"),
}


class Tense(StrEnum):
    """Which way a clause looks from the day that it is told on."""

    AHEAD = "ahead"
    PAST = "past"
    UNTOLD = "untold"


@dataclass(frozen=True, slots=True)
class ToldDate:
    """A date told in the text: where its words end, and where it lies."""

    end: int
    moment: Moment


@dataclass(frozen=True, slots=True)
class Place:
    """Where a match stands. `anchor` is the day that it is told from; `told` the dates before it, in order."""

    text: str
    span: Span
    anchor: date | None
    told: Sequence[ToldDate] = ()

    @property
    def tense(self) -> Tense:
        before, after = self._clause()
        ahead, past = _last_end(_AHEAD, before), _last_end(_PAST, before)
        if ahead or past:
            return Tense.AHEAD if ahead > past else Tense.PAST
        if _TOWARDS.search(before):
            return Tense.AHEAD
        ahead, past = _first_start(_AHEAD, after), _first_start(_PAST, after)
        if ahead == past:
            return Tense.UNTOLD
        return Tense.AHEAD if ahead < past else Tense.PAST

    @property
    def ahead(self) -> bool:
        return self.tense is Tense.AHEAD

    def told_for(self, unit: Unit) -> date | None:
        """The first day of the latest date told not far before, where it is told finely enough for `unit`."""
        fine = _FINE_ENOUGH.get(unit, ("day", "time", "week", "month", "season", "year"))
        for told in reversed(self.told):
            if self.span.start - told.end > NEAR:
                return None
            if told.moment.precision in fine:
                return told.moment.first
        return None

    def _clause(self) -> tuple[str, str]:
        before = self.text[max(0, self.span.start - CLAUSE) : self.span.start]
        after = self.text[self.span.end : self.span.end + CLAUSE]
        return re.split(r"(?<!Mr)(?<!Mrs)(?<!Ms)(?<!Sen)[.!?;]\s|\n", before)[-1], re.split(
            r"[.!?;,](?:\s|$)|\n", after
        )[0]


def _last_end(pattern: re.Pattern[str], text: str) -> int:
    return max((match.end() for match in pattern.finditer(text)), default=0)


def _first_start(pattern: re.Pattern[str], text: str) -> int:
    return min((match.start() for match in pattern.finditer(text)), default=CLAUSE)

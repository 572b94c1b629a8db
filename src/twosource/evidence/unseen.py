"""What no reporter can have seen for himself.

Strategy: two outlets that tell of what happened before their eyes are two witnesses. Of what has not happened yet, of
what is long past, and of how many there are, both know from somebody else, whether they say so or not: from who plans
it, from one record, from who counted. So such lines corroborate nothing, though each outlet tells them as its own.

What may live here: what a line's own words say of how it can be known. What follows for a verdict is for `verdicts`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta

from twosource.evidence.likeness import AGE, MEASURES
from twosource.model import DateMention, Passage
from twosource.reading.numbers import Quantity, quantities

# Read on the gold of examples/ (train, dev) and of nine stories of BASIL open: of pairs of two outlets' own lines
# without any of these 56 of 61 are two witnesses; of those to come 11 of 34, long past 10 of 17, of figures 7 of 19.
LONG_AGO = timedelta(days=100)  # of a season ago outlets know by what was written then; read, not fitted
HANDFUL = 10  # so many can be counted on the spot
ROSTER = 4  # names in one list: fewer two reporters may have met side by side

_TO_COME = re.compile(
    r"\b(?:will|shall|would|plan(?:s|ned|ning)?|intend(?:s|ed)?|expect(?:s|ed)?|due"
    r"|(?:is|are|was|were) (?:set|going|to))\b|[’']ll\b",
    re.IGNORECASE,
)
_NAMED = re.compile(r"\b[A-Z][\w’'-]+(?:\s[A-Z]\.)?(?:\s[A-Z][\w’'-]+)*\s([A-Z][\w’'-]+)(?! Jr\b)")
_DAY = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")
_YEARS = re.compile(r"P\d+(?:Y|DE|CE)|\d{2,3}")  # how many there are of them, or a decade, or a century


def unseen(passage: Passage, dated: Sequence[DateMention], published: date | None) -> str:
    """Why no reporter saw what a passage tells of, by its words and its dates; "" where one may have.

    Args:
        passage: what a report tells.
        dated: the dates of that report.
        published: when it came out.
    """
    if _is_to_come(passage, dated, published):
        return "to come"
    return "long ago" if _is_long_ago(passage, dated, published) else ""


def _is_to_come(passage: Passage, dated: Sequence[DateMention], published: date | None) -> bool:
    """Whether a passage tells of what has not happened yet, by its words or by a day after its publication."""
    if _TO_COME.search(passage.text):
        return True
    return published is not None and any(first > _day(published) for first, _ in _periods(passage, dated))


def _is_long_ago(passage: Passage, dated: Sequence[DateMention], published: date | None) -> bool:
    """Whether a passage gives years, or a date long before its publication."""
    if any(_YEARS.fullmatch(one.value) for one in _within(passage, dated)):
        return True
    return published is not None and any(last < _day(published) - LONG_AGO for _, last in _periods(passage, dated))


def is_one_figure(one: Passage, other: Passage) -> bool:
    """Whether two passages give one figure that somebody must have counted or measured."""
    mine, theirs = ([found for found in quantities(passage.text) if _is_counted(found)] for passage in (one, other))
    return any(figure.agrees(its) for figure in mine for its in theirs)


def is_one_list(one: Passage, other: Passage) -> bool:
    """Whether two passages list the same names, so many that somebody must have drawn up the list."""
    mine, theirs = (_named(passage.text) for passage in (one, other))
    return len(mine & theirs) >= ROSTER


def _named(text: str) -> frozenset[str]:
    """The last words of the names of more than one word."""
    return frozenset(found[1].casefold() for found in _NAMED.finditer(text))


def _is_counted(found: Quantity) -> bool:
    """Whether it takes more than a look: not how long a thing took, nor an age, nor a handful of the unhurt."""
    if found.noun in MEASURES or found.unit == AGE:
        return False
    return found.value > HANDFUL or bool(found.unit or found.state)


def _within(passage: Passage, dated: Sequence[DateMention]) -> list[DateMention]:
    return [one for one in dated if one.span.overlaps(passage.span)]


def _day(published: date) -> date:
    return published.date() if isinstance(published, datetime) else published


def _periods(passage: Passage, dated: Sequence[DateMention]) -> Iterator[tuple[date, date]]:
    """The first and the last day of each date in a passage, as nearly as year, month and day tell."""
    for one in _within(passage, dated):
        found = _DAY.match(one.value)
        if found is None:
            continue
        year, month, day = (int(part) if part else None for part in found.groups())
        try:
            yield date(year or 1, month or 1, day or 1), date(year or 1, month or 12, day or 28)
        except ValueError:  # a day that the calendar does not have
            continue

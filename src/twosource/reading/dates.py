"""Dates, times, durations and sets in English text, resolved to TIMEX3 values.

Strategy: the rules of `daterules`, `datetold` and `datespans` are tried everywhere, and at each place the longest match
wins. What is relative is resolved against the day of publication, or a date told shortly before, past or future by the
tense around it; where neither is known a value holds X for what cannot be told: no date is invented. Values follow the
TIMEX3 guidelines of TimeML. Developed on MEANTIME, on training stories of the sample corpus and on unlabelled news.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime

from twosource.model import DateMention, DateType, Span
from twosource.reading.dateplace import Place, ToldDate
from twosource.reading.daterule import Rule
from twosource.reading.daterules import POINTS
from twosource.reading.datespans import SPANS
from twosource.reading.datetold import TOLD
from twosource.reading.timex import moment_of

EARLIEST_YEAR, LATEST_YEAR = 1500, 2100  # of a day of publication: newspapers are younger than the one
_RULES = (*SPANS, *POINTS, *TOLD)


def dates(text: str, published: date | None) -> tuple[DateMention, ...]:
    """Every date, time, duration and set in `text`, in order, none overlapping.

    Args:
        text: English prose.
        published: the day, or moment, from which "yesterday" is told. Without it relative dates hold X.
    """
    anchor = published.date() if isinstance(published, datetime) else published
    if anchor and not EARLIEST_YEAR <= anchor.year <= LATEST_YEAR:
        anchor = None  # a clock gone wrong tells nothing
    found: list[DateMention] = []
    told: list[ToldDate] = []
    for match, rule in _longest(text):
        span = Span(*match.span())
        if not rule.cased and _is_name(text, span):
            continue
        value = rule.resolve(match, Place(text, span, anchor, told))
        if value is not None:
            found.append(DateMention(span, *value))
            told.extend(_told(found[-1]))
    return tuple(found)


def _told(mention: DateMention) -> Iterator[ToldDate]:
    if mention.type in {DateType.DATE, DateType.TIME} and (moment := moment_of(mention.value)):
        yield ToldDate(mention.span.end, moment)


def _longest(text: str) -> Iterator[tuple[re.Match[str], Rule]]:
    """Matches from left to right, the longest at each place, the earlier rule where two are as long."""
    matches = [(m, rule) for rule in _RULES for m in rule.pattern.finditer(text) if m.end() > m.start()]
    matches.sort(key=lambda pair: (pair[0].start(), -pair[0].end()))
    end = 0
    for match, rule in matches:
        if match.start() >= end:
            yield match, rule
            end = match.end()


# --- names ------------------------------------------------------------------------------------------------------------

_CAPITALISED = re.compile(r"\b[A-Z][a-z]")
_CALENDAR_NAME = re.compile(
    r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*", re.ASCII
)
_WITHIN_SENTENCE = re.compile(r"[\w,;’'] $")


def _is_name(text: str, span: Span) -> bool:
    """Whether common words for a date are written as a name: "USA Today", "The Weekly Standard", ABC's "This Week"."""
    capitals = [
        m.start() for m in _CAPITALISED.finditer(text[span.start : span.end]) if not _is_calendar(text, span, m)
    ]
    if not capitals:
        return False
    return capitals[-1] > 0 or bool(_WITHIN_SENTENCE.search(text[max(0, span.start - 2) : span.start]))


def _is_calendar(text: str, span: Span, capital: re.Match[str]) -> bool:
    return bool(_CALENDAR_NAME.match(text, span.start + capital.start()))

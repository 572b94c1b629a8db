"""Dates that reports tell of → one timeline.

Strategy: a date mention that resolves to a place on the calendar puts the sentence around it there, a time of day under
its day. A sentence that names days stands under each of them; one that names only weeks, months or years, which is
background as often as news, stands under the first. What holds no date (durations, "now") stays out, and so do
sentences that are no news, what a quotation calls "today", and years that only name an election. One passage a report a
date: the first, which is where a report tells of it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from twosource.model import (
    DateMention,
    DateType,
    Passage,
    Report,
    Span,
    TimelineEntry,
    publication_order,
)
from twosource.reading.credits import news_sentences
from twosource.reading.timex import Moment, moment_of

YEARS_AROUND = 40  # years before the story of which a date still belongs on its line: a working life; older is history
BROADEST_FIRST = ("year", "season", "month", "week", "day", "time")  # of those that begin on one day

_Place = tuple[Moment, str]  # where a date lies, and its value
_ELECTION = re.compile(  # "the 2012 field", "last year’s primary": nothing that is told of happened then
    r"(?:['’]s)?\s(?:(?!(?:in|at|on|of|for|to|by|and|when|after|before|as)\s)[\w.’'-]{1,20}\s){0,2}"
    r"(?:elections?|campaigns?|races?|cycle|primar(?:y|ies)|candidates?|field|nominees?|nomination|contenders?|ticket)\b"
)
_DATED_IN_FULL = re.compile(
    r"\d{4}|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?\s\d|\d\s(?:[A-Z][a-z]{2})"
)


def timeline(
    reports: Sequence[Report],
    dates: Mapping[str, Sequence[DateMention]],
    *,
    quoted: Mapping[str, Sequence[Span]],
    furniture: Mapping[str, Sequence[Span]],
) -> tuple[TimelineEntry, ...]:
    """The dates of a story in order, each with the passages that tell of it, in order of publication.

    Args:
        reports: the reports of one story.
        dates: the date mentions of each report, by report id.
        quoted: by report id, what stands in quotation marks.
        furniture: by report id, the sentences that are no news.
    """
    told: dict[_Place, list[Passage]] = {}
    for report in sorted(reports, key=publication_order):
        datable = _datable(report, dates.get(report.id, ()), quoted.get(report.id, ()))
        for key, passage in _told_by(report, datable, furniture.get(report.id, ())).items():
            told.setdefault(key, []).append(passage)
    return tuple(
        TimelineEntry(value, at.precision, tuple(told[at, value])) for at, value in sorted(told, key=_broadest_first)
    )


def _broadest_first(place: _Place) -> tuple[date, int, str]:
    at, value = place
    return at.first, BROADEST_FIRST.index(at.precision), value


def _told_by(report: Report, mentions: Iterable[DateMention], no_news: Sequence[Span]) -> dict[_Place, Passage]:
    """The first sentence of `report` on each date, furniture left out."""
    found: dict[_Place, Passage] = {}
    for sentence, places in sorted(_by_sentence(report, mentions).items()):
        if not _touches(sentence, no_news):
            for place in _finest(places):
                found.setdefault(place, report.passage(sentence))
    return found


def _datable(report: Report, mentions: Iterable[DateMention], quoted: Sequence[Span]) -> Iterator[DateMention]:
    """Those that are told from the day of publication: "today" in a quotation is the day on which it was said."""
    for mention in mentions:
        words = report.text[mention.span.start : mention.span.end]
        if _DATED_IN_FULL.search(words) or not any(span.covers(mention.span) for span in quoted):
            yield mention


def _by_sentence(report: Report, mentions: Iterable[DateMention]) -> dict[Span, list[_Place]]:
    """The dates that each sentence tells of, in the order of its words."""
    spans = news_sentences(report.text)
    starts = [span.start for span in spans]
    found: dict[Span, list[_Place]] = {}
    for mention in mentions:
        at = bisect_right(starts, mention.span.start) - 1
        in_news = at >= 0 and mention.span.start < spans[at].end  # and not in a dateline
        if in_news and (place := _on_calendar(mention, report)):
            found.setdefault(spans[at], []).append(place)
    return found


def _finest(places: Sequence[_Place]) -> Sequence[_Place]:
    """The days among `places`, or the first of them where there is none."""
    return [place for place in places if place[0].precision == "day"] or places[:1]


def _on_calendar(mention: DateMention, report: Report) -> _Place | None:
    if mention.type not in {DateType.DATE, DateType.TIME}:
        return None
    value = mention.value.split("T")[0]
    at = moment_of(value)
    if at is None or (report.published and abs(report.published.year - at.first.year) > YEARS_AROUND):
        return None
    if at.precision == "year" and _ELECTION.match(report.text, mention.span.end):
        return None
    return at, value


def _touches(span: Span, others: Iterable[Span]) -> bool:
    return any(span.overlaps(other) for other in others)

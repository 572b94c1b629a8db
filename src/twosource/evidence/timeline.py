"""Dates that reports tell of → one timeline; figures that change as reports follow one another → lines.

Strategy: a date mention that resolves to a place on the calendar puts the sentence around it there, a time of day under
its day. A sentence that names days stands under each of them; one that names only weeks, months or years, which is
background as often as news, stands under the first. What holds no date (durations, "now") stays out, and so do
sentences that are no news, what a quotation calls "today", and years that only name an election. One passage a report a
date: the first, which is where a report tells of it.

A figure is a line where it is of the kind that changes (the dead, the hurt, the missing, or words that say that it
did), the reports that differ on it came out one after the other, and the last have another number than the first. What
two sides put at two numbers, and who is right, is for the differences.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby

from twosource.model import (
    DateMention,
    DateType,
    Difference,
    DifferenceKind,
    FigureLine,
    FigurePoint,
    Passage,
    Report,
    SlotValue,
    Span,
    TimelineEntry,
    moment,
    publication_order,
)
from twosource.reading.clutter import furniture
from twosource.reading.numbers import Quantity, quantities
from twosource.reading.sentences import sentences
from twosource.reading.timex import Moment, moment_of
from twosource.voices.quotes import outermost

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
_CHANGES = re.compile(
    r"\b(?:rose|risen|rising|climb(?:ed|s|ing)|gr[eo]w|grown|jumped|mount(?:ed|ing)|increased|fell|fallen|dropped|"
    r"revised|updated|so far|toll)\b",
    re.IGNORECASE,
)
_NO_LONGER = re.compile(r"\b(?:not|from|earlier|initial(?:ly)?|previous(?:ly)?|at first|until then)\b", re.IGNORECASE)


def timeline(reports: Sequence[Report], dates: Mapping[str, Sequence[DateMention]]) -> tuple[TimelineEntry, ...]:
    """The dates of a story in order, each with the passages that tell of it, in order of publication.

    Args:
        reports: the reports of one story.
        dates: the date mentions of each report, by report id.
    """
    told: dict[_Place, list[Passage]] = {}
    for report in sorted(reports, key=publication_order):
        for key, passage in _told_by(report, dates.get(report.id, ())).items():
            told.setdefault(key, []).append(passage)
    return tuple(
        TimelineEntry(value, at.precision, tuple(told[at, value])) for at, value in sorted(told, key=_broadest_first)
    )


def _broadest_first(place: _Place) -> tuple[date, int, str]:
    at, value = place
    return at.first, BROADEST_FIRST.index(at.precision), value


def _told_by(report: Report, mentions: Iterable[DateMention]) -> dict[_Place, Passage]:
    """The first sentence of `report` on each date, furniture left out."""
    found: dict[_Place, Passage] = {}
    no_news = furniture(report.text)
    for sentence, places in sorted(_by_sentence(report, _datable(report, mentions)).items()):
        if not _touches(sentence, no_news):
            for place in _finest(places):
                found.setdefault(place, report.passage(sentence))
    return found


def _datable(report: Report, mentions: Iterable[DateMention]) -> Iterator[DateMention]:
    """Those that are told from the day of publication: "today" in a quotation is the day on which it was said."""
    quoted = [quotation.span for quotation in outermost(report.text)]
    for mention in mentions:
        words = report.text[mention.span.start : mention.span.end]
        if _DATED_IN_FULL.search(words) or not any(span.covers(mention.span) for span in quoted):
            yield mention


def _by_sentence(report: Report, mentions: Iterable[DateMention]) -> dict[Span, list[_Place]]:
    """The dates that each sentence tells of, in the order of its words."""
    spans = sentences(report.text)
    starts = [span.start for span in spans]
    found: dict[Span, list[_Place]] = {}
    for mention in mentions:
        at = bisect_right(starts, mention.span.start) - 1
        if at >= 0 and (place := _on_calendar(mention, report)):
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


# --- figures ----------------------------------------------------------------------------------------------------------


def figure_lines(reports: Sequence[Report], differences: Iterable[Difference]) -> tuple[FigureLine, ...]:
    """The figures that change from the first report that gives one to the last, in the order of `differences`.

    Args:
        reports: the reports of one story. A figure of a report that tells no day of publication is on no line.
        differences: on what they differ; of them the numbers are read, whose values are in order of publication.
    """
    published = {report.id: report.published for report in reports}
    numbers = (each for each in differences if each.kind is DifferenceKind.NUMBER)
    found = (_line(each, published) for each in numbers)
    return tuple(line for line in found if line is not None)


def _line(difference: Difference, published: Mapping[str, date | None]) -> FigureLine | None:
    points = _points(difference)
    dated = [(at, point) for point in points if (at := moment(published[point.given.slot.report])) is not None]
    if not dated or len(dated) < len(points) or not any(_may_change(point.given) for point in points):
        return None
    first, last = (
        {point.number for at, point in dated if at == end}
        for end in (min(at for at, _ in dated), max(at for at, _ in dated))
    )
    return FigureLine(points) if not first & last else None


def _points(difference: Difference) -> tuple[FigurePoint, ...]:
    """What each report gives; of several numbers the one that it says replaces another, else the one that stood."""
    points: list[FigurePoint] = []
    for _, given in groupby(difference.values, key=lambda value: value.slot.report):
        own = [FigurePoint(found.value, value) for value in given if (found := _quantity(value)) is not None]
        before = [point.number for point in points]
        new = [point for point in own if point.number not in before and _replaces(point.given)]
        points += new or [point for point in own if point.number in before[-1:]] or own
    return tuple(points)


def _replaces(given: SlotValue) -> bool:
    return bool(_CHANGES.search(given.context.text) or _NO_LONGER.search(given.context.text))


def _may_change(given: SlotValue) -> bool:
    """Whether this counts those to whom something happened, or stands among words that tell of a change."""
    found = _quantity(given)
    return bool(found and found.state) or bool(_CHANGES.search(given.context.text))


def _quantity(given: SlotValue) -> Quantity | None:
    """The quantity at a slot, read in its sentence."""
    start = given.slot.start - given.context.start
    return next((found for found in quantities(given.context.text) if found.phrase.start == start), None)

"""Dates that reports tell of → one timeline.

Strategy: a date mention that resolves to a place on the calendar puts the sentence around it there, under the day (a
time of day is told under its day). Ranges too wide to order by (decades) and what holds no date (durations, "now") stay
out, and so do sentences that are no news. One passage a report a date: the first, which is where a report tells of it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence

from twosource.model import DateMention, DateType, Passage, Report, Span, TimelineEntry, publication_order
from twosource.reading.clutter import furniture
from twosource.reading.sentences import sentences
from twosource.reading.timex import Moment, moment_of

YEARS_AROUND = 40  # years before the story of which a date still belongs on its line: a working life; older is history


def timeline(reports: Sequence[Report], dates: Mapping[str, Sequence[DateMention]]) -> tuple[TimelineEntry, ...]:
    """The dates of a story in order, each with the passages that tell of it, in order of publication.

    Args:
        reports: the reports of one story.
        dates: the date mentions of each report, by report id.
    """
    told: dict[tuple[Moment, str], list[Passage]] = {}
    for report in sorted(reports, key=publication_order):
        for key, passage in _told_by(report, dates.get(report.id, ())).items():
            told.setdefault(key, []).append(passage)
    return tuple(TimelineEntry(value, moment.precision, tuple(told[moment, value])) for moment, value in sorted(told))


def _told_by(report: Report, mentions: Iterable[DateMention]) -> dict[tuple[Moment, str], Passage]:
    """The first sentence of `report` on each date, furniture left out."""
    found: dict[tuple[Moment, str], Passage] = {}
    spans, no_news = sentences(report.text), furniture(report.text)
    starts = [span.start for span in spans]
    for mention in mentions:
        place = _on_calendar(mention, report)
        at = bisect_right(starts, mention.span.start) - 1
        if place and at >= 0 and place not in found and not _touches(spans[at], no_news):
            found[place] = report.passage(spans[at])
    return found


def _on_calendar(mention: DateMention, report: Report) -> tuple[Moment, str] | None:
    if mention.type not in {DateType.DATE, DateType.TIME}:
        return None
    value = mention.value.split("T")[0]
    moment = moment_of(value)
    if moment is None or (report.published and abs(report.published.year - moment.first.year) > YEARS_AROUND):
        return None
    return moment, value


def _touches(span: Span, others: Iterable[Span]) -> bool:
    return any(span.overlaps(other) for other in others)

"""Figures that change as reports follow one another: the dead, the hurt, the missing, or what is said to rise or fall.

Strategy: two finders give candidates. The differences of number hold figures of every kind, of which those are taken
that stand among words of change. The people to whom something happened are looked for once more, because a report that
brings a toll up to date gives the old one too, and then differs on nothing. A candidate is a line where each report
tells when it came out and the last have another number than the first: an update as often as a contradiction, and
which of the two is not ours to say. What two sides put at two numbers is for the differences.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby

from twosource.evidence.figures import shown_value
from twosource.evidence.slots import Sentence, Slot, quantity_of
from twosource.model import (
    Difference,
    DifferenceKind,
    FigureLine,
    FigurePoint,
    Report,
    SlotValue,
    Span,
    moment,
)

_CHANGES = re.compile(
    r"\b(?:rose|risen|rising|climb(?:ed|s|ing)|gr[eo]w|grown|jumped|mount(?:ed|ing)|increased|fell|fallen|dropped|"
    r"revised|updated|so far|toll)\b",
    re.IGNORECASE,
)
_NO_LONGER = re.compile(r"\b(?:not|from|earlier|initial(?:ly)?|previous(?:ly)?|at first|until then)\b", re.IGNORECASE)
_YEAR = re.compile(r"\b(?:1[89]|20)\d\d\b")


def figure_lines(
    reports: Sequence[Report],
    differences: Iterable[Difference],
    *,
    story: Sequence[Sentence],
    furniture: Mapping[str, Sequence[Span]],
) -> tuple[FigureLine, ...]:
    """The figures that change from the first report that gives one to the last; of two lines that meet, the longer.

    Args:
        reports: in order of publication. A figure of a report that tells no day of publication is on no line.
        differences: on what they differ; of them the numbers are read, whose values are in order of publication.
        story: all sentences of the reports.
        furniture: by report id, the sentences that are no news.
    """
    published = {report.id: report.published for report in reports}
    numbers = (each.values for each in differences if each.kind is DifferenceKind.NUMBER)
    changing = (values for values in numbers if any(_may_change(value) for value in values))
    candidates = (*_tolls(story, published, furniture), *changing)
    lines = [line for values in candidates if (line := _line(values, published)) is not None]
    kept: list[FigureLine] = []
    for line in sorted(lines, key=lambda line: -len(line.points)):
        if not any(_meet(line, other) for other in kept):
            kept.append(line)
    return tuple(line for line in dict.fromkeys(lines) if line in kept)


# --- candidates -------------------------------------------------------------------------------------------------------


def _tolls(
    story: Sequence[Sentence], published: Mapping[str, date | None], furniture: Mapping[str, Sequence[Span]]
) -> Iterator[list[SlotValue]]:
    """Each kind of people to whom one thing happened, with every number that the reports give for them."""
    given: dict[tuple[str, str, str], list[SlotValue]] = defaultdict(list)
    for sentence in story:
        report = sentence.passage.report
        tolls = [(found, kind) for found in sentence.quantities if found.state and (kind := found.measure) is not None]
        is_news = not any(sentence.passage.span.overlaps(span) for span in furniture.get(report, ()))
        if tolls and is_news and not _is_history(sentence, published[report]):
            for found, kind in tolls:
                given[kind].append(Slot(sentence, found.phrase, shown_value(found)).shown())
    yield from given.values()


def _is_history(sentence: Sentence, published: date | None) -> bool:
    """Whether a sentence names another year than the report's: what it counts befell others."""
    years = {int(found[0]) for found in _YEAR.finditer(sentence.text)}
    return bool(published and years - {published.year})


def _may_change(given: SlotValue) -> bool:
    """Whether this counts those to whom something happened, or stands among words that tell of a change."""
    found = quantity_of(given)
    return bool(found and found.state) or bool(_CHANGES.search(given.context.text))


# --- lines ------------------------------------------------------------------------------------------------------------


def _line(values: Sequence[SlotValue], published: Mapping[str, date | None]) -> FigureLine | None:
    """The line of these values, which are in order of publication, if they make one."""
    points = _points(values)
    dated = [(at, point) for point in points if (at := moment(published[point.given.slot.report])) is not None]
    if not dated or len(dated) < len(points):
        return None
    first, last = (
        {point.number for at, point in dated if at == end}
        for end in (min(at for at, _ in dated), max(at for at, _ in dated))
    )
    return FigureLine(points) if not first & last else None


def _points(values: Sequence[SlotValue]) -> tuple[FigurePoint, ...]:
    """One point a report: the number that it says replaces another, else the one that stood, else its first."""
    points: list[FigurePoint] = []
    for _, given in groupby(values, key=lambda value: value.slot.report):
        own = [FigurePoint(found.value, value) for value in given if (found := quantity_of(value)) is not None]
        before = [point.number for point in points]
        new = [point for point in own if point.number not in before and _replaces(point.given)]
        standing = [point for point in own if point.number in before[-1:]]
        points += ((new if before else []) or standing or own)[:1]
    return tuple(points)


def _replaces(given: SlotValue) -> bool:
    return bool(_CHANGES.search(given.context.text) or _NO_LONGER.search(given.context.text))


def _meet(one: FigureLine, other: FigureLine) -> bool:
    """Whether two lines have a slot in common."""
    slots = {point.given.slot for point in one.points}
    return any(point.given.slot in slots for point in other.points)

"""Dates on which reports differ.

Strategy: the dates that reading found, resolved against publication, are slots; a date is a year, a month, a day and a
time, as far as it is told, and two clash where they differ in what both tell. They answer one question where two
aligned sentences have one date each beside one telling word on the same side, or any two beside several more, and
neither report knows the other's date. Years long past are told seldom: two with the same figures in another order
(1734, 1743), each in its report alone, are one year and a slip, whatever stands around.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import combinations
from typing import NamedTuple

from twosource.evidence.slots import Sentence, Slot, difference, groups
from twosource.evidence.units import is_rare
from twosource.model import DateMention, DateType, Difference, DifferenceKind, Span

# Thresholds, from reading all candidates of BASIL open (40 events) and the train stories of the sample corpus.
NEXT = 3  # words on either side of a date: what happened on that day, not what else the sentence tells
AMONG = 6  # and on either side where nobody knows whether they are aligned, telling words,
SHARED = 3  # of which they share so many
LONG_AGO = 30  # years before the latest that the story tells: of later ones many have the same figures by chance
ROUGHLY = 30  # minutes: times of day that are less far apart are the same, told roughly
COMMON = 40  # a stem beside more dates than this tells nothing


class _When(NamedTuple):
    """What a TIMEX3 value tells; None what it does not. `weekday` stands alone, where publication is not known."""

    year: int | None
    month: int | None = None
    day: int | None = None
    minute: int | None = None
    weekday: str | None = None


@dataclass(frozen=True, slots=True)
class _Dated:
    """A date in its sentence."""

    slot: Slot
    when: _When

    @property
    def report(self) -> int:
        return self.slot.sentence.report


def date_differences(
    story: Sequence[Sentence],
    aligned: Set[tuple[Sentence, Sentence]],
    dates: Mapping[str, Sequence[DateMention]],
) -> tuple[Difference, ...]:
    """The dates on which the sentences of a story differ.

    Args:
        story: all sentences, in order of publication and place.
        aligned: pairs of sentences that are known to tell of one thing, the earlier first.
        dates: by report id, the dates that it mentions.
    """
    dated = list(_dated(story, dates))
    alone = _alone(dated)
    known: dict[int, list[_When]] = defaultdict(list)
    for each in dated:
        known[each.report].append(each.when)
    pairs = [
        (one.slot, other.slot)
        for one, other in (*_of_aligned(aligned, alone), *_of_others(list(alone.values())), *_slips(dated))
        if _clash(one.when, other.when) and not _knows(one, other, known) and not _knows(other, one, known)
    ]
    found = (difference(DifferenceKind.DATE, group) for group in groups(pairs))
    return tuple(each for each in found if each is not None)


# --- what is told -----------------------------------------------------------------------------------------------------

_VALUE = re.compile(r"(\d{4}|XXXX)(?:-(\d\d))?(?:-(\d\d))?(?:T(\d\d):(\d\d))?")
_WEEKDAY = re.compile(r"XXXX-WXX-(\d)")
_ROUGHLY = re.compile(r"\b(?:about|around|roughly|nearly|almost|early|late|mid|shortly|just)\b", re.IGNORECASE)


def _dated(story: Sequence[Sentence], dates: Mapping[str, Sequence[DateMention]]) -> Iterator[_Dated]:
    """The dates of a story, each in its sentence; durations and sets are none, nor is what is told roughly."""
    ordered = {report: sorted(found) for report, found in dates.items()}
    for sentence in story:
        passage = sentence.passage
        found = ordered.get(passage.report, [])
        first = bisect_left(found, passage.start, key=lambda mention: mention.span.start)
        for mention in found[first:]:
            if mention.span.start >= passage.end:
                break
            when = _when(mention)
            if when is None or mention.span.end > passage.end:
                continue
            span = Span(mention.span.start - passage.start, mention.span.end - passage.start)
            if not _ROUGHLY.search(passage.text[max(0, span.start - 12) : span.end]):
                yield _Dated(Slot(sentence, span, mention.value), when)


def _when(mention: DateMention) -> _When | None:
    if mention.type not in (DateType.DATE, DateType.TIME):
        return None
    if weekday := _WEEKDAY.fullmatch(mention.value):
        return _When(None, weekday=weekday[1])
    value = _VALUE.fullmatch(mention.value)
    if value is None:
        return None
    year, month, day, hour, minute = (int(part) if part and part.isdigit() else None for part in value.groups())
    if hour is not None and minute is not None:
        return _When(None, minute=60 * hour + minute)  # the day of a time is mostly that of publication
    return None if year is None and month is None else _When(year, month, day)


def _clash(one: _When, other: _When) -> bool:
    """Whether two dates differ in something that both tell."""
    if one.weekday or other.weekday:
        return bool(one.weekday and other.weekday) and one.weekday != other.weekday
    days = [(one.year, other.year), (one.month, other.month), (one.day, other.day)]
    if any(mine != theirs for mine, theirs in days if mine is not None and theirs is not None):
        return True
    if one.minute is None or other.minute is None:
        return False
    return abs(one.minute - other.minute) >= ROUGHLY


def _knows(one: _Dated, other: _Dated, known: Mapping[int, Sequence[_When]]) -> bool:
    """Whether the report of the one gives the other's date too, as exactly."""
    return other.when in known[one.report]


# --- which answer one question ----------------------------------------------------------------------------------------

_Dates = tuple[_Dated, _Dated]


def _alone(dated: Iterable[_Dated]) -> Mapping[Sentence, _Dated]:
    """Sentences that have one date, with it."""
    held: dict[Sentence, list[_Dated]] = defaultdict(list)
    for each in dated:
        held[each.slot.sentence].append(each)
    return {sentence: found[0] for sentence, found in held.items() if len(found) == 1}


def _of_aligned(aligned: Iterable[tuple[Sentence, Sentence]], alone: Mapping[Sentence, _Dated]) -> Iterator[_Dates]:
    for one, other in sorted(aligned, key=lambda pair: (_place(pair[0]), _place(pair[1]))):
        if one in alone and other in alone and _same_side(alone[one], alone[other]):
            yield alone[one], alone[other]


def _place(sentence: Sentence) -> tuple[int, int]:
    return sentence.report, sentence.passage.start


def _around(each: _Dated, reach: int) -> frozenset[str]:
    return each.slot.sentence.around(each.slot.span, reach)


def _of_others(alone: Sequence[_Dated]) -> Iterator[_Dates]:
    """Pairs of dates among so many of the same words that they must be of one thing."""
    index: dict[str, list[int]] = defaultdict(list)
    for number, each in enumerate(alone):
        for stem in sorted(_around(each, AMONG)):
            index[stem].append(number)
    shared = Counter(pair for found in index.values() if len(found) <= COMMON for pair in combinations(found, 2))
    for (i, j), count in sorted(shared.items()):
        if count >= SHARED and alone[i].report != alone[j].report and _same_side(alone[i], alone[j]):
            yield alone[i], alone[j]


def _same_side(one: _Dated, other: _Dated) -> bool:
    """Whether one word stands right before both dates, or right behind: what was done, and not what else is told."""
    sides = [_beside(each) for each in (one, other)]
    return any(not mine.isdisjoint(theirs) for mine, theirs in zip(*sides, strict=True))


def _beside(each: _Dated) -> tuple[frozenset[str], frozenset[str]]:
    """The stems of the telling words among the few before a date, and among those behind it."""
    start, end = each.slot.span
    found = each.slot.sentence.words
    before = [word for word in found if word.end <= start][-NEXT:]
    after = [word for word in found if word.start >= end][:NEXT]
    return (
        frozenset(word.stem for word in before if is_rare(word.key)),
        frozenset(word.stem for word in after if is_rare(word.key)),
    )


def _slips(dated: Sequence[_Dated]) -> Iterator[_Dates]:
    """Bare years of two reports, long past, whose figures are the same in another order."""
    by_figures: dict[tuple[str, ...], list[_Dated]] = defaultdict(list)
    latest = max((each.when.year or 0 for each in dated), default=0)
    for each in dated:
        if each.when.year is not None and each.when.month is None and each.when.year <= latest - LONG_AGO:
            by_figures[tuple(sorted(str(each.when.year)))].append(each)
    for found in by_figures.values():
        yield from ((one, other) for one, other in combinations(found, 2) if one.report != other.report)

"""What can be checked in a sentence, as a place in a report: the slots that differences are made of.

Strategy: the sentences of a story are cut once, with their words and quantities. A slot is a stretch of a
sentence that answers a question (how many, who, when) with a value. Slots of several reports that answer one
question are a group, joined from pairs; a group whose reports do not all give one value is a difference. What
answers which question is for the modules that find slots.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from twosource.evidence.units import is_rare
from twosource.evidence.words import Word, words
from twosource.model import Difference, DifferenceKind, Passage, Report, SlotValue, Span
from twosource.reading.credits import news_sentences
from twosource.reading.numbers import Quantity, quantities


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the report at `report` in publication order, and what it holds; offsets are into its own text."""

    report: int
    passage: Passage
    words: tuple[Word, ...]
    quantities: tuple[Quantity, ...]

    def __hash__(self) -> int:
        """By place, which is quick: sentences are looked up often, and seldom are two in one place."""
        return hash((self.report, self.passage.start, self.passage.end))

    @property
    def text(self) -> str:
        return self.passage.text

    def around(self, span: Span, reach: int) -> frozenset[str]:
        """The stems of the telling words among the `reach` words on either side of a stretch of the sentence."""
        before = [word for word in self.words if word.end <= span.start][-reach:]
        after = [word for word in self.words if word.start >= span.end][:reach]
        return frozenset(word.stem for word in (*before, *after) if is_rare(word.key))


@dataclass(frozen=True, slots=True)
class Slot:
    """A stretch of a sentence, `span` in its text, and the value that it gives."""

    sentence: Sentence
    span: Span
    value: str

    @property
    def place(self) -> tuple[int, int, int]:
        """A sort key: by publication, then by place in the report."""
        start = self.sentence.passage.start
        return self.sentence.report, start + self.span.start, start + self.span.end

    def shown(self) -> SlotValue:
        passage = self.sentence.passage
        start, end = self.span
        words_of_slot = passage.text[start:end]
        slot = Passage(passage.report, passage.start + start, passage.start + end, words_of_slot)
        return SlotValue(self.value, slot, passage)


def cut(reports: Sequence[Report]) -> tuple[Sentence, ...]:
    """The sentences of `reports`, which stand in publication order."""
    return tuple(
        Sentence(place, passage, words(passage.text), quantities(passage.text))
        for place, report in enumerate(reports)
        for passage in map(report.passage, news_sentences(report.text))
    )


def groups(pairs: Iterable[tuple[Slot, Slot]]) -> Iterator[tuple[Slot, ...]]:
    """The slots that pairs connect, one tuple a group, in order of place."""
    leader: dict[Slot, Slot] = {}
    for one, other in pairs:
        a, b = _leader(leader, one), _leader(leader, other)
        if a != b:
            first, second = sorted((a, b), key=lambda slot: slot.place)
            leader[second] = first
    members: dict[Slot, list[Slot]] = defaultdict(list)
    for slot in leader:
        members[_leader(leader, slot)].append(slot)
    for first in sorted(members, key=lambda slot: slot.place):
        yield tuple(sorted(members[first], key=lambda slot: slot.place))


def _leader(leader: dict[Slot, Slot], slot: Slot) -> Slot:
    leader.setdefault(slot, slot)
    while leader[slot] != slot:
        slot = leader[slot]
    return slot


def difference(kind: DifferenceKind, slots: Sequence[Slot]) -> Difference | None:
    """A difference of these slots, each value once a report; None unless two reports give two values."""
    kept: dict[tuple[int, str], Slot] = {}
    for slot in sorted(slots, key=lambda slot: slot.place):
        kept.setdefault((slot.sentence.report, slot.value), slot)
    if len({value for _, value in kept}) < 2 or len({report for report, _ in kept}) < 2:
        return None
    return Difference(kind, tuple(slot.shown() for slot in kept.values()))


def quantity_of(given: SlotValue) -> Quantity | None:
    """The quantity at a slot, read in its sentence; None where the slot is no number."""
    start = given.slot.start - given.context.start
    return next((found for found in quantities(given.context.text) if found.phrase.start == start), None)

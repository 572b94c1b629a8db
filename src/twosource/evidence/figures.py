"""Numbers on which reports differ.

Strategy: every quantity of a story is a slot, and two slots answer one question when they count the same kind of
thing among the same telling words. They differ when no number can be meant by both, and neither report gives the
other's number anywhere (one that knows both tells of two things, or of a part and the whole). Slots that agree with
either side join the group, so that all who give a figure are shown. Slots meet by an index of measure and stem, not
all with all.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import combinations

from twosource.evidence.slots import Sentence, Slot, difference, groups
from twosource.model import Difference, DifferenceKind
from twosource.reading.numbers import Quantity, quantities, state_of
from twosource.reading.numerals import Precision

# Thresholds, from reading all candidates of BASIL open (three outlets, 40 events).
REACH = 12  # telling words so many words around a number say what it is the number of
SHARED = 3  # two slots share so many of them, what is counted aside,
SHARED_SOLE = 1  # or so many where each report gives one number of that kind and no other
SHARED_ALIGNED = 1  # or so many where the two sentences tell of one thing
SHARE = 0.4  # and they are so much of the smaller set
RIVALS = 2.0  # two figures for one thing are seldom further apart than by this factor
COMMON = 60  # a stem around more slots than this tells nothing
VAGUE_NOUNS = frozenset(
    (
        "day",
        "week",
        "month",
        "year",
        "hour",
        "minute",
        "time",
        "thing",
        "person",
        "way",
        "part",
        "side",
        "point",
        "other",
    )
)


@dataclass(frozen=True, slots=True)
class _Figure:
    """A quantity in its sentence."""

    slot: Slot
    quantity: Quantity
    context: frozenset[str]

    @property
    def report(self) -> int:
        return self.slot.sentence.report


def number_differences(story: Sequence[Sentence], aligned: Set[tuple[Sentence, Sentence]]) -> tuple[Difference, ...]:
    """The numbers on which the sentences of a story differ.

    Args:
        story: all sentences, in order of publication and place.
        aligned: pairs of sentences that are known to tell of one thing, the earlier first.
    """
    figures = [figure for sentence in story for figure in _figures(sentence)]
    given = _given(figures)
    counting = [figure for figure in figures if figure.quantity.measure is not None]
    alike = [(one, other) for one, other in _candidates(counting) if _one_question(one, other, given, aligned)]
    clashing = [pair for pair in alike if _differ(*pair, given)]
    contested = {figure.slot for pair in clashing for figure in pair}
    agreeing = [
        (one, other)
        for one, other in alike
        if one.quantity.agrees(other.quantity) and (one.slot in contested or other.slot in contested)
    ]
    pairs = [(one.slot, other.slot) for one, other in (*clashing, *agreeing)]
    found = (difference(DifferenceKind.NUMBER, group) for group in groups(pairs))
    return tuple(each for each in found if each is not None)


def _figures(sentence: Sentence) -> list[_Figure]:
    return [
        _Figure(Slot(sentence, found.phrase, shown_value(found)), found, _context(sentence, found))
        for found in quantities(sentence.text)
    ]


def _context(sentence: Sentence, quantity: Quantity) -> frozenset[str]:
    return frozenset(stem for stem in sentence.around(quantity.phrase, REACH) if not state_of(stem))


def _given(figures: Sequence[_Figure]) -> dict[int, list[Quantity]]:
    """All quantities that each report gives."""
    given: dict[int, list[Quantity]] = defaultdict(list)
    for figure in figures:
        given[figure.report].append(figure.quantity)
    return given


def shown_value(quantity: Quantity) -> str:
    """A quantity in one form however it was written: "12", "at least 12", "1.2 million", "$5.7 billion", "21%"."""
    value, scale = quantity.value, ""
    for size, name in ((1e12, " trillion"), (1e9, " billion"), (1e6, " million")):
        if value >= size:
            value, scale = value / size, name
            break
    bare = f"{value:,.6f}".rstrip("0").rstrip(".") + scale
    unit = quantity.unit
    shown = f"{bare}%" if unit == "%" else f"{bare} {unit}" if unit in ("points", "year-old") else f"{unit}{bare}"
    return shown if quantity.precision in (Precision.EXACT, Precision.RANGE) else f"{quantity.precision} {shown}"


def _candidates(figures: Sequence[_Figure]) -> list[tuple[_Figure, _Figure]]:
    """Pairs of figures of two reports that count one kind of thing and share a telling word."""
    index: dict[tuple[object, str], list[int]] = defaultdict(list)
    for number, figure in enumerate(figures):
        for stem in figure.context:
            index[figure.quantity.measure, stem].append(number)
    shared = Counter(pair for found in index.values() if len(found) <= COMMON for pair in combinations(found, 2))
    return [(figures[i], figures[j]) for i, j in sorted(shared) if figures[i].report != figures[j].report]


def _one_question(
    one: _Figure, other: _Figure, given: Mapping[int, Sequence[Quantity]], aligned: Set[tuple[Sentence, Sentence]]
) -> bool:
    """Whether two figures of one measure answer one question."""
    shared, quantity = len(one.context & other.context), one.quantity
    if (one.slot.sentence, other.slot.sentence) in aligned:
        return shared >= SHARED_ALIGNED
    if _is_vague(quantity):
        return shared > SHARED and shared >= SHARE * min(len(one.context), len(other.context))
    if _is_sole(one, given) and _is_sole(other, given):
        return shared >= SHARED_SOLE
    return shared >= SHARED and shared >= SHARE * min(len(one.context), len(other.context))


def _is_vague(quantity: Quantity) -> bool:
    """Whether what is counted tells little of what it is about."""
    return not quantity.state and (not quantity.noun or quantity.noun in VAGUE_NOUNS)


def _is_sole(figure: _Figure, given: Mapping[int, Sequence[Quantity]]) -> bool:
    """Whether its report gives no other number of that kind."""
    mine = figure.quantity
    return all(mine.agrees(other) for other in given[figure.report] if mine.same_measure(other))


def _differ(one: _Figure, other: _Figure, given: Mapping[int, Sequence[Quantity]]) -> bool:
    """Whether two figures clash, and neither report gives the other's, or the story knows no third of their kind."""
    if not one.quantity.clashes(other.quantity):
        return False
    known = any(_is_given(one.quantity, found) for found in given[other.report]) or any(
        _is_given(other.quantity, found) for found in given[one.report]
    )
    return not known or _are_rivals(one.quantity, other.quantity, given)


def _are_rivals(one: Quantity, other: Quantity, given: Mapping[int, Sequence[Quantity]]) -> bool:
    """Whether two numbers are the only ones of their kind in the story, and of one size: a report may set both down."""
    if _is_vague(one) or max(one.value, other.value) > RIVALS * min(one.value, other.value):
        return False
    values = {found.value for own in given.values() for found in own if found.same_measure(one)}
    return len(values) == 2


def _is_given(quantity: Quantity, found: Quantity) -> bool:
    return quantity.unit == found.unit and quantity.value == found.value

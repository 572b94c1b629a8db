"""Numbers on which reports differ.

Strategy: every quantity of a story is a slot. Two that answer one question (`questions`) differ when no number can be
meant by both, and neither report gives the other's number anywhere (one that knows both tells of two things, or of a
part and the whole), unless it sets both side by side as two answers (`rivals`). Of several that a figure could answer
to, the one with most words in common close by counts. Slots that agree with either side join the group, so that all
who give a figure are shown. Slots meet by an index of measure and stem, not all with all.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from itertools import combinations

from twosource.evidence.questions import folded, is_vague, of_one_order, one_question, shared_close_by, stem
from twosource.evidence.rivals import Figure, by_report, rivals, with_nouns
from twosource.evidence.slots import Sentence, Slot, difference, groups
from twosource.evidence.units import is_rare
from twosource.model import Difference, DifferenceKind, Span
from twosource.reading.counted import state_of
from twosource.reading.numbers import Quantity
from twosource.reading.numerals import Precision

# Thresholds, from reading all candidates of BASIL open (40 events) and of NeuS train (2,452).
REACH = 12  # telling words so many words around a number say what it is the number of
SHARED_ECHO = 1  # a figure shares so many with one that its report sets beside another one for the same thing,
ECHO_ALONE = 10  # (none, from this number on, where the noun says what is counted: nobody else counts 11 tests),
SHARED_OTHER_NOUN = 2  # or so many where the nouns differ ("people", "livelihoods") and the number
TELLING = 20  # is no smaller than this
COMMON = 60  # a stem around more slots than this tells nothing

Speaking = Callable[[Sentence, Span], str | None]
"""Who is said to say a stretch of a sentence, by key; None where nobody is named."""


def number_differences(
    story: Sequence[Sentence], aligned: Set[tuple[Sentence, Sentence]], speaking: Speaking
) -> tuple[Difference, ...]:
    """The numbers on which the sentences of a story differ.

    Args:
        story: all sentences, in order of publication and place.
        aligned: pairs of sentences that are known to tell of one thing, the earlier first.
        speaking: who says what.
    """
    own = {report: with_nouns(found) for report, found in by_report(_figures(story, speaking)).items()}
    figures = [figure for found in own.values() for figure in found]
    given = {report: [figure.quantity for figure in found] for report, found in own.items()}
    side_by_side = [pair for found in own.values() for pair in rivals(found)]
    alike = list(_of_one_question(figures, given, aligned))
    settled = {figure.slot for pair in side_by_side for figure in pair}
    clashing = _closest([pair for pair in alike if _differ(*pair, given, settled)])
    contested = {figure.slot for pair in (*clashing, *side_by_side) for figure in pair}
    agreeing = [
        (one, other)
        for one, other in alike
        if one.quantity.agrees(other.quantity) and (one.slot in contested or other.slot in contested)
    ]
    joined = (*clashing, *agreeing, *side_by_side, *_echoes(side_by_side, figures))
    found = (
        difference(DifferenceKind.NUMBER, group) for group in groups((one.slot, other.slot) for one, other in joined)
    )
    return tuple(each for each in found if each is not None)


def _figures(story: Sequence[Sentence], speaking: Speaking) -> list[Figure]:
    places: Counter[int] = Counter()
    found: list[Figure] = []
    for sentence in story:
        places[sentence.report] += 1
        for quantity in sentence.quantities:
            slot = Slot(sentence, quantity.phrase, shown_value(quantity))
            who, noun = speaking(sentence, quantity.span), stem(quantity.noun)
            context, place = _context(sentence, quantity), places[sentence.report]
            found.append(Figure(slot, folded(quantity), place, context, noun, who))
    return found


def _context(sentence: Sentence, quantity: Quantity) -> frozenset[str]:
    """The telling words around a quantity, those between number and noun among them."""
    end = quantity.phrase.end + bool(quantity.unit)  # beside a unit the noun counts too
    inside = {word for word in sentence.words if quantity.span.end <= word.start and word.end < end}
    stems = sentence.around(quantity.phrase, REACH) | {word.stem for word in inside if is_rare(word.key)}
    return frozenset(stem for stem in stems if not state_of(stem))


def _echoes(
    side_by_side: Sequence[tuple[Figure, Figure]], figures: Sequence[Figure]
) -> Iterator[tuple[Figure, Figure]]:
    """Figures of other reports that give one of two rivals: the same number among words that tell of the same."""
    by_value: dict[float, list[Figure]] = defaultdict(list)
    for figure in figures:
        by_value[figure.quantity.value].append(figure)
    for pair in side_by_side:
        context = pair[0].context | pair[1].context
        for one in pair:
            for other in by_value[one.quantity.value]:
                if other.report != one.report and _echoes_it(one.quantity, other.quantity, context & other.context):
                    yield one, other


def _echoes_it(one: Quantity, other: Quantity, shared: Set[str]) -> bool:
    """Whether one number is given for one thing; many a thing is two or three, and few are 460."""
    if one.unit != other.unit or other.part or (one.state and other.state and one.state != other.state):
        return False
    if one.same_measure(other):
        says_what = not (is_vague(one) or one.state or one.noun == "person" or one.unit)
        return len(shared) >= SHARED_ECHO or (says_what and one.value >= ECHO_ALONE)
    return len(shared) >= SHARED_OTHER_NOUN and one.value >= TELLING


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


def _candidates(figures: Sequence[Figure]) -> list[tuple[Figure, Figure]]:
    """Pairs of figures of two reports that count one kind of thing and share a telling word."""
    index: dict[tuple[object, str], list[int]] = defaultdict(list)
    for number, figure in enumerate(figures):
        for telling in figure.context:
            index[figure.quantity.measure, telling].append(number)
    shared = Counter(pair for found in index.values() if len(found) <= COMMON for pair in combinations(found, 2))
    return [(figures[i], figures[j]) for i, j in sorted(shared) if figures[i].report != figures[j].report]


def _of_one_question(
    figures: Sequence[Figure], given: Mapping[int, Sequence[Quantity]], aligned: Set[tuple[Sentence, Sentence]]
) -> Iterator[tuple[Figure, Figure]]:
    """Pairs of figures of two reports that answer one question."""

    def sole(figure: Figure) -> bool:
        mine = figure.quantity
        return all(mine.agrees(other) for other in given[figure.report] if mine.same_measure(other))

    for one, other in _candidates([figure for figure in figures if figure.quantity.measure is not None]):
        known = (one.slot.sentence, other.slot.sentence) in aligned
        if one_question(one, other, aligned=known, sole=sole):
            yield one, other


def _differ(one: Figure, other: Figure, given: Mapping[int, Sequence[Quantity]], settled: Set[Slot]) -> bool:
    """Whether two figures clash, and neither report gives the other's for another thing.

    It gives it for the same where it sets both side by side, or the story knows no third of their kind.
    """
    if not one.quantity.clashes(other.quantity):
        return False
    known = any(_is_given(one.quantity, found) for found in given[other.report]) or any(
        _is_given(other.quantity, found) for found in given[one.report]
    )
    return not known or {one.slot, other.slot} & settled != set() or _are_rivals(one.quantity, other.quantity, given)


def _closest(pairs: Sequence[tuple[Figure, Figure]]) -> list[tuple[Figure, Figure]]:
    """Of the pairs that a figure makes with those of one other report, the one with most words in common close by.

    Where two with two values have as many, which of them it answers to cannot be told, and none is left.
    """
    most: dict[tuple[Slot, int], int] = defaultdict(int)
    values: dict[tuple[Slot, int, int], set[str]] = defaultdict(set)
    sides = [((one, other), shared_close_by(one, other)) for one, other in pairs]
    for pair, shared in sides:
        for mine, theirs in (pair, pair[::-1]):
            most[mine.slot, theirs.report] = max(most[mine.slot, theirs.report], shared)
            values[mine.slot, theirs.report, shared].add(theirs.slot.value)
    return [
        pair
        for pair, shared in sides
        if all(
            shared == most[mine.slot, theirs.report] and len(values[mine.slot, theirs.report, shared]) == 1
            for mine, theirs in (pair, pair[::-1])
        )
    ]


def _are_rivals(one: Quantity, other: Quantity, given: Mapping[int, Sequence[Quantity]]) -> bool:
    """Whether two numbers are the only ones of their kind in the story, and of one size: a report may set both down."""
    if is_vague(one) or not of_one_order(one, other):
        return False
    values = {found.value for own in given.values() for found in own if found.same_measure(one)}
    return len(values) == 2


def _is_given(quantity: Quantity, found: Quantity) -> bool:
    """Whether a report gives a number; small ones stand everywhere, and are given only where they count the same."""
    if quantity.unit != found.unit or quantity.value != found.value:
        return False
    return bool(quantity.unit) or quantity.value >= TELLING or found.measure is None or quantity.same_measure(found)

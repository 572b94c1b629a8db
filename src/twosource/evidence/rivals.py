"""Two figures for one thing that one report sets side by side.

Strategy: "The guild says 520 livelihoods hang on the pit; the company puts it at 460." A number without a noun, behind
a verb of saying or being, counts what the figure before it counts; and where a report gives two figures of one measure
and one size close together, each as another one's, or the second so short, it tells of a difference itself. Change
over time ("fell from 520 to 460", "was 31 in May") is none.

What may live here: what one report does with its figures. What several do is for `figures`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from twosource.evidence.slots import Slot
from twosource.reading.numbers import Quantity

# Thresholds, from the train stories of the sample corpus and BASIL open.
RATIO = 2.0  # two figures for one thing are seldom further apart than by this factor
WIDE_RATIO = 4.0  # and where the noun is left out: a crowd is 5,000 to the police, and 12,000 to those who called it
NEAR = 2  # sentences from one figure to the other, where each has a speaker of its own; one, where the noun is left out

_BEFORE_BARE = re.compile(
    r"\b(?:was|were|is|are|says?|said|lasted|counted|estimated|reported|gave|rather\s+than|instead\s+of|"
    r"(?:put|puts|set|sets)\s+(?:it|that|this|them|the\s+\w+)\s+at)\s+(?:only\s+|just\s+)?$",
    re.IGNORECASE,
)
_AGED = re.compile(r"\b(?:[Hh]e|[Ss]he|who)\s+(?:was|is)\s+(?:only\s+|just\s+)?$")
_AFTER_BARE = re.compile(r"\s*(?:$|[.;,)—–”’\"]|(?:have|had|has|did|were|was|and|but|while)\b)")
_NO_RIVAL = re.compile(  # a change over time, a share, or what is allowed
    r"\b(?:limits?|maximum|minimum|targets?|records?|averages?|goals?|quotas?|thresholds?|capacity|normal|usual|from(?!\s+(?:the|his|her|its|their)\b)|rose|risen|fell|fallen|grew|grown|dropped|climbed|up|down|earlier|previous|previously|last\s+(?!night)\w+|"
    r"originally|initially|later|now|then|before|ago|each|per|another|additional|"
    r"(?:in|since|by|until)\s+(?:\d{4}|January|February|March|April|May|June|July|August|September|October|November|"
    r"December))\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Figure:
    """A quantity in its sentence. `place` counts the sentences of its report; `context` are the telling stems around,
    `noun` the stem of what is counted; `speaker` is who is said to give it, if anybody; `bare` tells that its noun
    stands with the figure before.
    """

    slot: Slot
    quantity: Quantity
    place: int
    context: frozenset[str]
    noun: str
    speaker: str | None = None
    bare: bool = False

    @property
    def report(self) -> int:
        return self.slot.sentence.report


def with_nouns(own: Sequence[Figure]) -> list[Figure]:
    """The figures of one report, in order, those without a noun with that of the figure before where it is meant."""
    done: list[Figure] = []
    for figure in own:
        before = next((one for one in reversed(done) if one.quantity.measure is not None), None)
        done.append(figure if before is None or not _goes_without_noun(before, figure) else _counting(before, figure))
    return done


def _goes_without_noun(before: Figure, figure: Figure) -> bool:
    return _is_bare(figure) and _is_near(before, figure, 1) and _of_one_size(before, replace(figure, bare=True))


def _counting(before: Figure, figure: Figure) -> Figure:
    """A figure with what the one before counts."""
    meant = before.quantity
    counted = replace(figure.quantity, noun=meant.noun, state=meant.state, unit=meant.unit)
    return replace(figure, quantity=counted, noun=before.noun, bare=True)


def _is_bare(figure: Figure) -> bool:
    """Whether a number stands without a noun where one says how many there are."""
    quantity, text = figure.quantity, figure.slot.sentence.text
    if quantity.unit or quantity.noun or quantity.part or _AGED.search(text[: quantity.phrase.start]):
        return False
    return bool(_BEFORE_BARE.search(text[: quantity.phrase.start]) and _AFTER_BARE.match(text, quantity.phrase.end))


def rivals(own: Sequence[Figure]) -> Iterator[tuple[Figure, Figure]]:
    """Pairs of figures of one report, in order, that it gives for one thing.

    Args:
        own: the figures of one report, in order, with their nouns.
    """
    counting = [figure for figure in own if figure.quantity.measure is not None]
    for one, other in pairwise(counting):
        if one.quantity.clashes(other.quantity) and _of_one_size(one, other) and _are_set_side_by_side(one, other):
            yield one, other


def _are_set_side_by_side(one: Figure, other: Figure) -> bool:
    if _changes(one) or _changes(other):
        return False
    two_say_so = one.speaker is not None and other.speaker is not None and one.speaker != other.speaker
    return (two_say_so and _is_near(one, other, NEAR)) or (other.bare and _is_near(one, other, 1))


def _changes(figure: Figure) -> bool:
    """Whether the words beside a figure tell of another time, or of what ought to be."""
    text, (start, end) = figure.slot.sentence.text, figure.slot.span
    return bool(_NO_RIVAL.search(text[max(0, start - 30) : end + 25]))


def _is_near(one: Figure, other: Figure, within: int) -> bool:
    return other.place - one.place <= within


def _of_one_size(one: Figure, other: Figure) -> bool:
    small, large = sorted((one.quantity.value, other.quantity.value))
    return large <= (WIDE_RATIO if other.bare else RATIO) * small


def by_report(figures: Sequence[Figure]) -> Mapping[int, list[Figure]]:
    """Figures by report, in the order given."""
    found: dict[int, list[Figure]] = {}
    for figure in figures:
        found.setdefault(figure.report, []).append(figure)
    return found

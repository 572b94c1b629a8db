"""Votes on which reports differ: "by 88 to 71", "88 votes to 72", "71-88".

Strategy: a tally is two numbers against each other in a sentence that tells of a vote. Two of two reports are of one
vote where one side is the same and the other nearly, and neither report knows the other's; what agrees with either
joins. Tallies meet by an index of their sides. In 2,492 events (NeuS train, BASIL open) no two tallies of several votes
came so close.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import NamedTuple

from twosource.evidence.sides import sides
from twosource.evidence.slots import Sentence, Slot, difference, groups
from twosource.model import Difference, DifferenceKind

NEARLY = 0.1  # the sides that differ are no further apart than by this share,
AT_LEAST = 3  # or by so many where they are few

_VOTE = re.compile(
    r"\b(?:vot(?:e|es|ed|ing)|ballot|motion|assembly|parliament|senate|house|council|passed|reject(?:ed|s)|"
    r"approv(?:ed|es|al)|defeated)\b",
    re.IGNORECASE,
)


class _Tally(NamedTuple):
    slot: Slot
    sides: tuple[int, int]

    @property
    def report(self) -> int:
        return self.slot.sentence.report


def tally_differences(story: Sequence[Sentence]) -> tuple[Difference, ...]:
    """The votes whose tallies differ.

    Args:
        story: all sentences, in order of publication and place.
    """
    found = [tally for sentence in story for tally in _tallies(sentence)]
    given = {(tally.report, tally.sides) for tally in found}
    clashing = [
        (one, other)
        for one, other in _sharing_a_side(found)
        if _are_of_one_vote(one.sides, other.sides)
        and not {(one.report, other.sides), (other.report, one.sides)} & given
    ]
    contested = {tally.sides: tally for pair in clashing for tally in pair}
    agreeing = [(contested[tally.sides], tally) for tally in found if tally.sides in contested]
    joined = groups((one.slot, other.slot) for one, other in (*clashing, *agreeing))
    return tuple(each for slots in joined if (each := difference(DifferenceKind.NUMBER, slots)) is not None)


def _tallies(sentence: Sentence) -> Iterator[_Tally]:
    if _VOTE.search(sentence.text):
        for span, (low, high) in sides(sentence.text):
            yield _Tally(Slot(sentence, span, f"{high} to {low}"), (low, high))


def _sharing_a_side(found: Sequence[_Tally]) -> list[tuple[_Tally, _Tally]]:
    """Pairs of tallies of two reports with a side in common, in order."""
    by_side: dict[int, list[int]] = defaultdict(list)
    for number, tally in enumerate(found):
        for side in sorted(set(tally.sides)):
            by_side[side].append(number)
    pairs = sorted({pair for numbers in by_side.values() for pair in combinations(numbers, 2)})
    return [(found[i], found[j]) for i, j in pairs if found[i].report != found[j].report]


def _are_of_one_vote(one: tuple[int, int], other: tuple[int, int]) -> bool:
    apart = sorted(set(one) ^ set(other))
    return len(apart) == 2 and apart[1] - apart[0] <= max(AT_LEAST, NEARLY * apart[1])

"""Where outlets differ, as lines: two passages that cannot both be so, side by side.

Strategy: of the differences of a dossier the one that can be checked best and matters most to the story, both sides in
sentences that can be read alone, of two outlets; never a toll that a later report corrected against that report.

What may live here: choosing a difference and its two lines. What differs is for `evidence.differences`.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, groupby
from typing import NamedTuple

from twosource.briefing.choice import Choice
from twosource.briefing.material import Material
from twosource.briefing.slots import apart, gives
from twosource.briefing.standalone import Sentence
from twosource.model import Difference, DifferenceKind, LineRole, Relation, SlotValue

KINDS = (
    DifferenceKind.NUMBER,
    DifferenceKind.DATE,
    DifferenceKind.PLACE,
    DifferenceKind.NEGATION,
    DifferenceKind.MODALITY,
    DifferenceKind.ATTRIBUTION,
    DifferenceKind.WORDING,
    DifferenceKind.NAME,
)
"""What can be checked most easily comes first; how a name is spelt matters least to who reads the news."""

SPELT_ALIKE = 0.5  # of what two lines are about, where all that they differ on is a name: they must tell the same


class _Sides(NamedTuple):
    """What of a pair is to be shown, and what the reader was told of the other side in a brief before."""

    missing: tuple[Sentence, ...]
    told: str = ""


def differ(chosen: Choice) -> None:
    """The two passages of the difference that can be checked best; one of them, where the other is a line already."""
    source = chosen.source
    ranked = sorted(source.dossier.differences, key=lambda difference: KINDS.index(difference.kind))
    found = (
        pair
        for kind, alike in groupby(ranked, key=lambda difference: difference.kind)
        for pair in sorted(
            (pair for difference in alike for pair in _pairs(source, difference)),
            key=lambda pair: -sum(source.ties(each) * source.plainness(each.passage) for each in pair),
        )
    )
    sides = next(filter(None, (_sides_to_show(chosen, pair) for pair in found)), _Sides(()))
    for sentence in sides.missing:
        chosen.add(LineRole.DIFFERS, sentence.passage, source.statement(sentence.passage), before=sides.told)


def _sides_to_show(chosen: Choice, pair: tuple[Sentence, ...]) -> _Sides | None:
    """What of a pair is to be shown, so that the reader has both: None if one of them cannot.

    Where a story was told before one side must be news; the other is not repeated if the reader was told it.
    """
    there = [line for line in chosen.lines if line.passage in {sentence.passage for sentence in pair}]
    told = [sentence for sentence in pair if chosen.since and chosen.since.was_told(sentence.passage)]
    shown = {line.passage for line in there} | {sentence.passage for sentence in told}
    missing = tuple(sentence for sentence in pair if sentence.passage not in shown)
    anything_new = any(chosen.is_news(passage) for passage in (s.passage for s in pair if s not in told))
    if missing and anything_new and all(chosen.may_stand(sentence, there) for sentence in missing):
        return _Sides(missing, " ".join(sentence.passage.text for sentence in told))
    return None


def _pairs(source: Material, difference: Difference) -> Iterator[tuple[Sentence, ...]]:
    """Two sentences with different values, of two outlets; or one of them, where it gives both values itself."""
    for one, other in combinations(difference.values, 2):
        first, second = source.around(one.context), source.around(other.context)
        two_sides = apart(one.value, other.value) and source.outlet(one.context) != source.outlet(other.context)
        if not first or not second or not two_sides or _is_settled(source, difference, first, second):
            continue
        if difference.kind is not DifferenceKind.NAME or _tell_the_same(first, second):
            yield from _sides(first, second, one, other)


def _tell_the_same(first: Sentence, second: Sentence) -> bool:
    both, fewest = first.gist.about & second.gist.about, min(len(first.gist.about), len(second.gist.about))
    return len(both) >= SPELT_ALIKE * fewest


def _is_settled(source: Material, difference: Difference, first: Sentence, second: Sentence) -> bool:
    """Whether a side gives a toll that was overtaken: then a figure changed, and in anything else it would mislead."""
    overtaken = any(source.is_superseded(sentence.passage) for sentence in (first, second))
    return overtaken and (difference.kind is not DifferenceKind.NUMBER or difference.relation is Relation.LATER)


def _sides(first: Sentence, second: Sentence, one: SlotValue, other: SlotValue) -> Iterator[tuple[Sentence, ...]]:
    both = [sentence for sentence, value in ((first, other), (second, one)) if gives(sentence, value)]
    if both:
        yield (both[0],)
    else:
        yield first, second

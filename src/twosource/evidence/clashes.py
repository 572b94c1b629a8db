"""What speaks against two passages saying the same, however alike they are.

Strategy: five vetoes, each on its own: numbers of one measure of which none agree; a name in a slot where the other
names something else; a word that is negated, or hedged, in one of them alone; a word whose opposite the other has. A
pair that is vetoed tells of one thing still, and goes to `differences`.

What may live here: vetoes. How alike two passages are is for `likeness`.
"""

from __future__ import annotations

from collections.abc import Set
from difflib import SequenceMatcher

from rapidfuzz.fuzz import ratio

from twosource.evidence.units import Unit
from twosource.evidence.words import FUNCTION_WORDS, OPPOSITES, SAYING

ONE_NAME = 0.7  # two names so alike letter by letter are spellings of one (Muammar, Moammar)


def clash(one: Unit, other: Unit) -> str | None:
    """The first veto on two units saying the same: number, name, negation, modality, opposite; None where none is."""
    common = one.weights.keys() & other.weights.keys()
    if _quantities_clash(one, other):
        return "number"
    if _names_clash(one, other):
        return "name"
    if _reversed(one.negated ^ other.negated, common, one.negators - other.negators):
        return "negation"
    if _reversed(one.modal ^ other.modal, common, one.hedges - other.hedges):
        return "modality"
    if _gainsay(one, other):
        return "opposite"
    return None


def _gainsay(one: Unit, other: Unit) -> bool:
    """Whether the one has a word of which only the other has the opposite, and neither is negated ("not closed")."""
    mine, theirs = one.rare - one.negated, other.rare - other.negated
    return any(
        opposite in theirs and opposite not in one.weights
        for stem in mine - other.weights.keys()
        for opposite in OPPOSITES.get(stem, ())
    )


def _quantities_clash(one: Unit, other: Unit) -> bool:
    if one.sides and other.sides and one.sides.isdisjoint(other.sides):
        return True
    return any(mine.clashes(theirs) for mine in one.quantities for theirs in other.quantities) and not any(
        mine.same_measure(theirs) and mine.agrees(theirs) for mine in one.quantities for theirs in other.quantities
    )


def _reversed(borne_on: Set[str], common: Set[str], surplus: int) -> bool:
    """Whether a word that both have is negated, or hedged, in one of them, and nothing in the other answers to it."""
    return surplus != 0 and bool(borne_on & common)


def _names_clash(one: Unit, other: Unit) -> bool:
    """Whether in one slot, between words that both have, each names something that the other never names.

    Who speaks is no such slot, where both have one word of saying: one report names the speaker where another says
    what he is.
    """
    mine, theirs = _unmatched(one, other), _unmatched(other, one)
    if not mine or not theirs:
        return False
    for what, i, i_end, j, j_end in SequenceMatcher(None, one.stems, other.stems, autojunk=False).get_opcodes():
        if what != "replace" or SAYING.intersection(one.keys[max(0, i - 1) : i_end + 1], other.keys[j:j_end]):
            continue
        left, right = mine.intersection(one.stems[i:i_end]), theirs.intersection(other.stems[j:j_end])
        if left and right and not any(_one_name(a, b) for a in left for b in right):
            return True
    return False


def _unmatched(one: Unit, other: Unit) -> frozenset[str]:
    """Names of the one that the other has neither in words nor as initials, of itself or of what it spells out."""
    here, there = _initials(one), _initials(other)
    return frozenset(
        name
        for name in one.names - other.weights.keys()
        if name.strip(".") not in there and not _spelt_out(name, other, here)
    )


def _initials(unit: Unit) -> str:
    """The first letters of a unit's words of meaning: "sec" is in those of the Securities and Exchange Commission."""
    return "".join(key[0] for key in unit.keys if key not in FUNCTION_WORDS)


def _spelt_out(name: str, other: Unit, initials: str) -> bool:
    """Whether a name begins one of the words for which the other has the initials."""
    return any(len(short) > 1 and short in initials and name[0] in short for short in map(_bare, other.names))


def _bare(name: str) -> str:
    return name.strip(".")


def _one_name(one: str, other: str) -> bool:
    """Whether two names are one but for spelling, or one is the beginning of the other."""
    return ratio(one, other) >= 100 * ONE_NAME or one.startswith(other[:4])

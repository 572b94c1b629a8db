"""Differences of the sample corpus: what the product shows side by side, against what the gold has, kind by kind.

Strategy: what is scored are pairs of slots of two reports with two values. A shown pair is right when a difference of
the gold, of the same kind, has two values at these places, and counts for nothing where it has one value there; what
the gold lists only to say that it is no difference
(31 feet and 9.4 metres) makes nobody right. A difference of the gold is found when one of its pairs is shown: who
reads one clash can find the other reports himself.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from typing import Any, NamedTuple

from quality.pairs import Pair, Place, Score
from twosource.model import Difference, DifferenceKind

Line = Mapping[str, Any]
PLURALS: Mapping[str, str] = {"modality": "modalities"}  # how a figure is called, where it is not the kind with an s


class Valued(NamedTuple):
    """A place with the value that stands there."""

    place: Place
    value: str


Values = Sequence[Valued]


def of_gold(lines: Iterable[Line]) -> dict[str, list[Values]]:
    """The differences of the gold by kind; what is listed as none is left out."""
    found: dict[str, list[Values]] = {}
    for line in lines:
        if line["differs"]:
            values = [Valued(Place(v["report"], v["start"], v["end"]), v["value"]) for v in line["values"]]
            found.setdefault(line["kind"], []).append(values)
    return found


def of_product(shown: Iterable[Difference]) -> dict[str, list[Values]]:
    """The differences of dossiers by kind."""
    found: dict[str, list[Values]] = {}
    for difference in shown:
        values = [Valued(Place(v.slot.report, v.slot.start, v.slot.end), v.value) for v in difference.values]
        found.setdefault(difference.kind, []).append(values)
    return found


def clashes(values: Values) -> set[Pair]:
    """The pairs of places in two reports that have two values."""
    return {
        (one.place, other.place)
        for one, other in combinations(sorted(set(values)), 2)
        if one.place.report != other.place.report and one.value != other.value
    }


def score(gold: Sequence[Values], shown: Sequence[Values]) -> Score:
    """Pairs that are right of those shown, and differences found of those there are."""
    said = [pair for values in shown for pair in sorted(clashes(values)) if not _is_one_value(gold, pair)]
    there, told = [clashes(values) for values in gold], [clashes(values) for values in shown]
    return Score(
        right=sum(any(_holds(pairs, pair) for pairs in there) for pair in said),
        said=len(said),
        found=sum(any(_holds(pairs, pair) for pair in wanted for pairs in told) for wanted in there),
        there=len(there),
    )


def _is_one_value(gold: Sequence[Values], pair: Pair) -> bool:
    """Whether the gold has both in one difference with one value, as "1,200" and "some 1,200" have beside "900"."""
    for values in gold:
        one, other = ({valued.value for valued in values if valued.place.meets(place)} for place in pair)
        if one and one == other and len(one) == 1:
            return True
    return False


def _holds(pairs: Iterable[Pair], pair: Pair) -> bool:
    return any(pair[0].meets(one) and pair[1].meets(other) for one, other in pairs)


def figures(lines: Iterable[Line], shown: Iterable[Difference]) -> dict[str, float]:
    """Precision and recall of each kind that the gold or the product has."""
    gold, product = of_gold(lines), of_product(shown)
    found: dict[str, float] = {}
    for kind in DifferenceKind:
        if kind in gold or kind in product:
            scored = score(gold.get(kind, ()), product.get(kind, ()))
            name = PLURALS.get(kind, f"{kind}s")
            found |= {f"{name}.p": scored.precision, f"{name}.r": scored.recall}
    return found

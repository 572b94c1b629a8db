"""Which pairs of a story's units are worth judging one by one.

Strategy: in a story of a hundred reports hundreds of thousands of pairs share a few words, and one in ten of them is
near to saying the same. So what `likeness` weighs is weighed here first, for one unit against all after it at once, by
the same formulas over arrays and an inverted index. What an index cannot tell for sure (numbers, counts, denials,
quotations) is supposed to speak for a pair wherever it may. What fails even so would fail the full judgement, and is
left out; nothing else is.

What may live here: bounds on likeness, and who passes them. The judgement itself is in `likeness`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from twosource.evidence import likeness as by
from twosource.evidence.standing import EQUAL, NEAR, Standing, Standings
from twosource.evidence.units import Unit

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Numbers = NDArray[np.int64]
    Flags = NDArray[np.bool_]

# Thresholds, from reading aligned pairs of BASIL open (three outlets, 40 events).
PROPOSING_SPREAD = 40  # a stem in more sentences than this, and in more than three a report, proposes no candidates
PROPOSING_EACH = 3
PROPOSING_STEMS = 2  # the sentences of two candidates share at least so many proposing stems
SHARED_RARE = 2  # and they themselves so many rare ones, or a number, or what both deny
SEVERAL = 8  # times as many pairs are held before the likeliest are chosen: the fewer, the oftener they are sorted
BLOCK = 128  # units whose candidates are held at once: 10 MB in a story of a hundred reports
ROUNDING = 1e-9  # sums taken in another order differ by less


class Proposed(NamedTuple):
    """Two units by their numbers, the earlier first, and how they stand to each other where meaning tells."""

    one: int
    other: int
    standing: Standing | None


class Sketches(NamedTuple):
    """Pairs of units, a row each, with what their likeness rests on: numbers as they are, up to rounding, flags set
    wherever they may be.
    """

    one: Numbers
    other: Numbers
    dice: Floats
    contained: Floats
    worth: Floats
    shared: Floats
    plain: Floats
    counts: Flags
    number: Flags
    denied: Flags
    speech: Flags

    def those(self, chosen: Flags) -> Sketches:
        return Sketches._make(column[chosen] for column in self)


def promising(found: Sequence[Unit], standings: Standings | None = None, besides: int = 0) -> Iterator[Proposed]:
    """Of the candidates, which are all pairs of units of different reports that share enough to be compared, those that
    may say the same, or tell of one thing, or quote the same words.

    With `besides`, after them so many of the likeliest others, for somebody to read; among these also units that share
    no words, but are near in what they mean.
    """
    traits = _Traits.of(found)
    likeliest = _Likeliest(besides)
    for block in _sketches(found, standings if besides else None):
        matters = _may_matter(block, traits, standings)
        yield from _proposed(block.those(matters), standings)
        likeliest.add(block.those(~matters), traits, standings)
    for block in likeliest.blocks():
        yield from _proposed(block, standings)


def _proposed(block: Sketches, standings: Standings | None) -> Iterator[Proposed]:
    pairs = list(zip(block.one.tolist(), block.other.tolist(), strict=True))
    stands = standings.each(pairs) if standings else [None] * len(pairs)
    return (Proposed(i, j, standing) for (i, j), standing in zip(pairs, stands, strict=True))


def worth_judging(one: Unit, other: Unit, standing: Standing | None = None) -> bool:
    """Whether two candidates share what cannot be told from an index alone."""
    if standing is not None and standing.cosine >= NEAR - EQUAL:
        return True
    if len(one.rare & other.rare) >= SHARED_RARE or (one.quoted and other.quoted):
        return True
    return by.same_number(one, other) or not one.negated.isdisjoint(other.negated)


# --- the bounds -------------------------------------------------------------------------------------------------------


class _Traits(NamedTuple):
    """What units are by themselves, a row each."""

    size: Floats
    whole: Flags
    opens: Flags

    @classmethod
    def of(cls, found: Sequence[Unit]) -> _Traits:
        return cls(
            np.array([unit.size for unit in found], dtype=np.float64),
            np.array([unit.whole for unit in found], dtype=bool),
            np.array([unit.place < by.LEAD for unit in found], dtype=bool),
        )


def _may_matter(block: Sketches, traits: _Traits, standings: Standings | None) -> Flags:
    likely = by.LIKELY if standings is None else by.MEANT
    near = (_margins(block, traits) >= -by.NEAR_LEEWAY - ROUNDING) | block.speech
    found: Flags = near | (_odds(block, traits, standings) >= likely - by.NEAR_ODDS - ROUNDING)
    return found


def _margins(block: Sketches, traits: _Traits) -> Floats:
    """What `Likeness.margin` is at most."""
    clause = ~(traits.whole[block.one] & traits.whole[block.other])
    few = (block.plain < by.SHARED_PLAIN) & (clause | (block.dice < by.NEARLY_ALL - ROUNDING))
    leeway = np.where(block.contained >= by.CONTAINED - ROUNDING, by.CONTAINED_LEEWAY, 0.0)
    asked = by.SAME_FLOOR + 2 * by.SAME_FALL / np.maximum(1, block.shared + block.plain) + by.CLAUSE_SURPLUS * clause
    by_words = np.where((block.shared < by.SHARED_STEMS) | few, -1.0, block.dice + leeway - asked)
    found: Floats = np.maximum(by_words, np.where(block.counts, block.dice - by.COUNT_SAME, -1.0))
    return found


def _odds(block: Sketches, traits: _Traits, standings: Standings | None) -> Floats:
    """What `Likeness.odds` is at most."""
    opens = traits.opens[block.one] & traits.opens[block.other]
    words = (block.dice, block.contained, np.minimum(block.worth, by.MOST_WORTH))
    alike = (*words, block.counts, block.number, block.denied, opens * block.dice)
    if standings is None:
        weights = (by.PER_DICE, by.PER_CONTAINED, by.PER_WORTH, by.FOR_COUNT, by.FOR_NUMBER, by.FOR_DENIED, by.FOR_LEAD)
        return by.BEFOREHAND + _weighed(weights, alike)
    sizes = traits.size[block.one], traits.size[block.other]
    surplus, firsts, _ = standings.columns(block.one, block.other)
    meant = (opens, np.minimum(*sizes) / np.maximum(*sizes), firsts, surplus, np.minimum(block.plain, by.MOST_PLAIN))
    return by.MEANT_BEFOREHAND + _weighed(tuple(by.MEANT_FOR.values()), (*alike, *meant))


class _Likeliest:
    """The likeliest pairs of all blocks seen, so many as are wanted; of equals the first."""

    def __init__(self, wanted: int) -> None:
        self._wanted = wanted
        self._blocks: list[Sketches] = []
        self._odds: list[Floats] = []

    def add(self, block: Sketches, traits: _Traits, standings: Standings | None) -> None:
        if not self._wanted:
            return
        self._blocks.append(block)
        self._odds.append(_odds(block, traits, standings))
        if sum(map(len, self._odds)) > SEVERAL * max(self._wanted, len(block.one)):
            self._keep()

    def blocks(self) -> Sequence[Sketches]:
        """All that are left, as one block, or none."""
        if self._blocks:
            self._keep()
        return self._blocks

    def _keep(self) -> None:
        """In the order of the pairs, so that nothing hangs on where blocks end."""
        block, odds = Sketches._make(map(np.concatenate, zip(*self._blocks, strict=True))), np.concatenate(self._odds)
        best = np.sort(np.argsort(-odds, kind="stable")[: self._wanted])
        self._blocks, self._odds = [Sketches._make(column[best] for column in block)], [odds[best]]


def _weighed(weights: Sequence[float], columns: Sequence[NDArray[np.generic]]) -> Floats:
    found: Floats = np.array(weights) @ np.array(columns, dtype=np.float64)
    return found


# --- what pairs share -------------------------------------------------------------------------------------------------


def _sketches(found: Sequence[Unit], standings: Standings | None = None) -> Iterator[Sketches]:
    """The candidates, a block at a time; with `standings` also those that are near in what they mean."""
    rows = _rows(found, standings)
    while block := list(islice(rows, BLOCK)):
        yield Sketches._make(map(np.concatenate, zip(*block, strict=True)))


def _rows(found: Sequence[Unit], standings: Standings | None) -> Iterator[Sketches]:
    """The candidates of one unit after the other."""
    nearer, near = standings.near() if standings else (np.empty(0, dtype=np.int64),) * 2
    opens = np.searchsorted(nearer, np.arange(len(found) + 1))
    words, speech, together = _Words(found), _Places(map(_runs, found)), _Together(found)
    values = _Places({count.value for count in unit.quantities if count.value > by.EVERYDAY} for unit in found)
    denied = _Places(unit.negated for unit in found)
    quoted = np.array([bool(unit.quoted) for unit in found], dtype=bool)
    for number, unit in enumerate(found):
        both_deny = denied.of(unit.negated)
        both_quote = quoted if unit.quoted else np.zeros_like(quoted)
        shared = words.shared_by(number)
        enough = (shared.rare >= SHARED_RARE) | both_quote | (shared.values > 0) | both_deny
        chosen = enough & together.with_unit(number)
        chosen[near[opens[number] : opens[number + 1]]] = True
        chosen = np.flatnonzero(chosen)
        weights = words.weight[chosen]
        yield Sketches(
            one=np.full(len(chosen), number),
            other=chosen,
            dice=2 * shared.held[chosen] / np.maximum(unit.weight + weights, ROUNDING),
            contained=shared.held[chosen] / np.maximum(np.minimum(unit.weight, weights), ROUNDING),
            worth=shared.worth[chosen],
            shared=shared.rare[chosen],
            plain=shared.plain[chosen],
            counts=values.of({count.value for count in unit.quantities})[chosen],
            number=shared.values[chosen] > 0,
            denied=both_deny[chosen],
            speech=(speech.of(_runs(unit)) & (quoted | bool(unit.quoted)))[chosen],
        )


class _Shared(NamedTuple):
    """What a unit shares with each of the units after it, a row each; nothing with those before it."""

    held: Floats
    worth: Floats
    rare: Floats
    plain: Floats
    values: Floats


class _Words:
    """Who has which stem: an entry for each stem of each unit, those of one stem one after the other in order."""

    def __init__(self, found: Sequence[Unit]) -> None:
        ids: dict[str, int] = {}
        stems = np.array([ids.setdefault(stem, len(ids)) for unit in found for stem in unit.weights], dtype=np.int64)
        order = np.argsort(stems, kind="stable")
        self.weight = np.array([unit.weight for unit in found])
        self._first = np.cumsum([0, *(len(unit.weights) for unit in found)])
        self._next = np.empty_like(order)  # the place in `order` of what comes after an entry,
        self._next[order] = np.arange(1, len(order) + 1)
        self._end = np.cumsum(np.bincount(stems, minlength=len(ids)))[stems]  # and after all entries of its stem
        self._unit = np.repeat(np.arange(len(found)), np.diff(self._first))[order]
        columns = [entry for unit in found for entry in _entries(unit)]
        self._own = np.array(columns, dtype=np.float64).reshape(-1, 4).T
        self._theirs = np.ascontiguousarray(self._own[:, order])

    def shared_by(self, number: int) -> _Shared:
        mine = slice(self._first[number], self._first[number + 1])
        lengths = self._end[mine] - self._next[mine]
        places = np.repeat(self._next[mine] - np.cumsum(lengths) + lengths, lengths) + np.arange(lengths.sum())
        units, theirs = self._unit[places], self._theirs[:, places]
        weight, rare, plain, value = np.repeat(self._own[:, mine], lengths, axis=1)
        plain *= theirs[2]
        parts = (np.minimum(weight, theirs[0]), weight * plain, rare * theirs[1], plain, value * theirs[3])
        return _Shared._make(np.bincount(units, part, minlength=len(self.weight)) for part in parts)


def _entries(unit: Unit) -> Iterator[tuple[float, bool, bool, bool]]:
    """For each stem of a unit its weight, whether it is rare there, whether no name besides, and whether a value."""
    for stem, weight in unit.weights.items():
        rare = stem in unit.rare
        yield weight, rare, rare and stem not in unit.names, rare and stem.startswith(("#", "@"))


class _Together:
    """Which sentences of later reports share enough proposing stems with a unit's sentence."""

    def __init__(self, found: Sequence[Unit]) -> None:
        whole = [unit for unit in found if unit.whole]
        self._found = found
        self._sentence = np.array([unit.sentence for unit in found], dtype=np.int64)
        self._report = np.array([unit.report for unit in found], dtype=np.int64)
        places = defaultdict[str, list[int]](list)
        for unit in whole:
            for stem in unit.weights:
                places[stem].append(unit.sentence)
        spread = max(PROPOSING_SPREAD, PROPOSING_EACH * len({unit.report for unit in whole}))
        self._places = {stem: np.array(known) for stem, known in places.items() if 1 < len(known) <= spread}
        self._stems = {unit.sentence: tuple(stem for stem in unit.weights if stem in self._places) for unit in whole}

    def with_unit(self, number: int) -> Flags:
        unit = self._found[number]
        stems = self._stems[unit.sentence]
        if not stems:
            return np.zeros(len(self._found), dtype=bool)
        shared = np.bincount(np.concatenate([self._places[stem] for stem in stems]), minlength=len(self._stems))
        found: Flags = (shared[self._sentence] >= PROPOSING_STEMS) & (self._report > unit.report)
        return found


class _Places:
    """Which units have a thing, where few have the same."""

    def __init__(self, found: Iterable[Iterable[object]]) -> None:
        self._places = defaultdict[object, list[int]](list)
        self._size = 0
        for things in found:
            for thing in things:
                self._places[thing].append(self._size)
            self._size += 1

    def of(self, things: Iterable[object]) -> Flags:
        """The units that have any of `things`."""
        found = np.zeros(self._size, dtype=bool)
        for thing in things:
            found[self._places.get(thing, [])] = True
        return found


def _runs(unit: Unit) -> set[tuple[str, ...]]:
    """All runs of the fewest words that make one speech of two: of what it quotes, else of what it says."""
    size = by.QUOTE_WORDS
    return {keys[at : at + size] for keys in unit.quoted or (unit.keys,) for at in range(len(keys) - size + 1)}

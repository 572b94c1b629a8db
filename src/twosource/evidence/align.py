"""Which passages of a story's reports say the same thing.

Strategy: units of two reports that share rare words are candidates (an inverted index); a pair is decided on the
weight of the words that both have against all that they have, each word weighed by its rarity in the story. A
clash of quantities, of names, of negation or of modality vetoes the pair: the two tell of one thing and disagree,
which is for `differences`. Direct speech with the same words aligns whatever stands around it. Pairs become
groups strongest first, and only where every pair across reports holds (complete link), for in a chain of
likenesses the ends say different things.

What may live here: likeness of passages. Whose information they carry is for `origins`, what that proves for
`verdicts`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from difflib import SequenceMatcher
from itertools import combinations
from typing import NamedTuple

from rapidfuzz.fuzz import ratio

from twosource.evidence.units import Unit, units
from twosource.evidence.words import FUNCTION_WORDS, SAYING
from twosource.model import Passage, Report, Span, publication_order
from twosource.reading.lexicon import words as listed

# Thresholds, from reading aligned pairs of BASIL open (three outlets, 40 events).
PROPOSING_SPREAD = 40  # a stem in more sentences than this, and in more than three a report, proposes no candidates
PROPOSING_STEMS = 2  # candidates share at least so many proposing stems
SAME_FLOOR = 0.40  # two units say the same from a likeness of SAME_FLOOR + SAME_FALL / n on, where n is how many rare
SAME_FALL = 0.90  # stems they share, a name counting half: .70 for three, .55 for six, .475 for twelve
SHARED_STEMS = 3  # fewer shared rare stems are coincidence
SHARED_COUNTED = 2  # with a number among them two are enough to look closer
SHARED_PLAIN = 3  # so many of them are no names: two sentences on one person say different things
NEARLY_ALL = 0.85  # from this likeness on names alone will do: the sentences are the same
COUNT_SAME = 0.36  # where both count as much of one thing, so much likeness will do: of 40 such pairs, 33 said the same
CONTAINED = 0.85  # where so much of the shorter stands in the longer, CONTAINED_LEEWAY less likeness will do
CONTAINED_LEEWAY = 0.10
CLAUSE_SURPLUS = 0.10  # clauses are many and short: so much more likeness is asked of a pair with a clause in it
WHOLE_BONUS = 0.15  # clauses go before their sentences only where they are more alike by so much
SURE = 0.10  # with less to spare, two units stand together and do not corroborate each other: of 8 independent verdicts on
# BASIL open at .05, read in full, 3 could not be defended
NEAR_LEEWAY = 0.08  # a vetoed pair that is so little short of being alike tells of one thing still
QUOTE_WORDS = 5  # a run of so many words of direct speech in both is one utterance, if SHARED_STEMS are rare,
QUOTE_LONG = 7  # and one of so many words in any case,
EVERYDAY = 3  # numbers up to here count all sorts of things
MEASURES = listed("time second minute hour day week month year vote count percent point page degree")
AGE = "year-old"  # an age goes with a name and tells nothing of what happened; so do measures of time
ONE_NAME = 0.7  # two names so alike letter by letter are spellings of one (Muammar, Moammar)
UNMARKED_SHARE = 0.8  # speech set without marks: so much of the one stands in what the other quotes
QUOTE_SHARE = 0.5  # where the run is so much of the words of the shorter unit


class Likeness(NamedTuple):
    """How alike two units are. `dice` is twice what they share against all they have, `contained` what they share
    against the lighter of them, `shared` how many rare stems they share, `plain` how many of these are no names;
    `speech` tells that they quote the same words; `clash` names the veto, if any, `clause` that one of them is a
    clause.
    """

    dice: float
    contained: float
    shared: int
    plain: int
    counts: bool
    speech: bool
    clash: str | None
    clause: bool

    @property
    def margin(self) -> float:
        """How much more alike they are than they must be to say the same."""
        return max(self._by_words, self.dice - COUNT_SAME if self.counts else -1.0)

    @property
    def _by_words(self) -> float:
        if self.shared < SHARED_STEMS or (self.plain < SHARED_PLAIN and (self.clause or self.dice < NEARLY_ALL)):
            return -1.0
        leeway = CONTAINED_LEEWAY if self.contained >= CONTAINED else 0.0
        surplus = CLAUSE_SURPLUS if self.clause else 0.0
        return self.dice + leeway - surplus - SAME_FLOOR - 2 * SAME_FALL / (self.shared + self.plain)

    @property
    def same(self) -> bool:
        return self.clash is None and (self.speech or self.margin >= 0)

    @property
    def near(self) -> bool:
        return self.clash is not None and self.margin >= -NEAR_LEEWAY


class Alignment(NamedTuple):
    """`groups` are passages that say the same, in order of publication; a group of one is in one report alone. `near`
    are pairs that tell of one thing and clash, `speech` pairs that quote the same words; in both the earlier report
    comes first.
    """

    groups: tuple[tuple[Passage, ...], ...]
    near: tuple[tuple[Passage, Passage], ...]
    speech: frozenset[tuple[Passage, Passage]]
    unsure: frozenset[tuple[Passage, Passage]]


def align(reports: Sequence[Report], furniture: Mapping[str, Sequence[Span]]) -> Alignment:
    """What the sentences of `reports` have in common, and where they nearly do.

    Args:
        reports: the reports of one story, in any order.
        furniture: by report id, spans that are no news and take no part.
    """
    found = units(sorted(reports, key=publication_order), furniture)
    judged = _judged(found)
    return Alignment(
        groups=tuple(tuple(found[number].passage for number in group) for group in _groups(found, judged)),
        near=tuple((found[i].passage, found[j].passage) for i, j in _near(found, judged)),
        speech=frozenset((found[i].passage, found[j].passage) for (i, j), how in judged.items() if how.speech),
        unsure=frozenset(
            (found[i].passage, found[j].passage) for (i, j), how in judged.items() if how.same and how.margin < SURE
        ),
    )


def _judged(found: Sequence[Unit]) -> dict[tuple[int, int], Likeness]:
    """The likeness of each two units, sentence or clause, whose sentences are candidates."""
    members: dict[int, list[int]] = defaultdict(list)
    for number, unit in enumerate(found):
        members[unit.sentence].append(number)
    twin = _twins(found)
    known: dict[tuple[int, int], Likeness] = {}
    judged = {}
    for one, other in _candidates([found[numbers[0]] for _, numbers in sorted(members.items())]):
        for i in members[one]:
            for j in members[other]:
                if len(found[i].rare & found[j].rare) >= SHARED_COUNTED or (found[i].quoted and found[j].quoted):
                    pair = (twin[i], twin[j])
                    judged[i, j] = known[pair] = known.get(pair) or likeness(found[i], found[j])
    return judged


def _twins(found: Sequence[Unit]) -> list[int]:
    """For each unit the first with the same words: copies are judged once, not once for every two reports."""
    first: dict[tuple[str, tuple[tuple[str, ...], ...], bool], int] = {}
    return [first.setdefault((unit.passage.text, unit.quoted, unit.whole), number) for number, unit in enumerate(found)]


def _candidates(sentences: Sequence[Unit]) -> Iterator[tuple[int, int]]:
    """Pairs of sentences of different reports that share enough proposing stems, in order."""
    index: dict[str, list[int]] = defaultdict(list)
    for unit in sentences:
        for stem in unit.weights:
            index[stem].append(unit.sentence)
    shared: dict[tuple[int, int], int] = defaultdict(int)
    spread = max(PROPOSING_SPREAD, 3 * len({unit.report for unit in sentences}))
    for postings in index.values():
        if len(postings) <= spread:
            for pair in combinations(postings, 2):
                shared[pair] += 1
    for (i, j), count in sorted(shared.items()):
        if count >= PROPOSING_STEMS and sentences[i].report != sentences[j].report:
            yield i, j


# --- one pair ---------------------------------------------------------------------------------------------------------


def likeness(one: Unit, other: Unit) -> Likeness:
    """How alike two units are, and what speaks against their saying the same."""
    common = one.weights.keys() & other.weights.keys()
    shared = one.rare & other.rare
    held = sum(min(one.weights[stem], other.weights[stem]) for stem in common)
    lighter = min(one.weight, other.weight)
    how = Likeness(
        dice=2 * held / (one.weight + other.weight) if lighter else 0.0,
        contained=held / lighter if lighter else 0.0,
        shared=len(shared),
        plain=len(one.plain & other.plain),
        counts=_same_count(one, other),
        speech=_same_speech(one, other),
        clash=None,
        clause=not (one.whole and other.whole),
    )
    matters = not how.speech and how.margin >= -NEAR_LEEWAY
    return how._replace(clash=_clash(one, other, common)) if matters else how


def _same_speech(one: Unit, other: Unit) -> bool:
    """Whether both quote the same words, or one stands whole in what the other quotes (speech set without marks)."""
    run = max((_longest_run(a, b) for a in one.quoted for b in other.quoted), default=0)
    long_enough = run >= QUOTE_LONG or (run >= QUOTE_WORDS and len(one.rare & other.rare) >= SHARED_STEMS)
    if long_enough and run >= QUOTE_SHARE * min(one.size, other.size):
        return True
    return _unmarked(one, other) or _unmarked(other, one)


def _unmarked(bare: Unit, quoting: Unit) -> bool:
    if bare.quoted or not quoting.quoted:
        return False
    run = max(_longest_run(bare.keys, quoted) for quoted in quoting.quoted)
    return run >= QUOTE_LONG and run >= UNMARKED_SHARE * bare.size


def _longest_run(one: Sequence[str], other: Sequence[str]) -> int:
    """The length of the longest run of words that both have."""
    places: dict[str, list[int]] = defaultdict(list)
    for place, key in enumerate(other):
        places[key].append(place)
    best = 0
    ends: dict[int, int] = {}
    for key in one:
        ends = {place: ends.get(place - 1, 0) + 1 for place in places.get(key, ())}
        best = max(best, *ends.values()) if ends else best
    return best


def _clash(one: Unit, other: Unit, common: Set[str]) -> str | None:
    if _quantities_clash(one, other):
        return "number"
    if _names_clash(one, other):
        return "name"
    if _reversed(one.negated ^ other.negated, common, one.negators - other.negators):
        return "negation"
    if _reversed(one.modal ^ other.modal, common, one.hedges - other.hedges):
        return "modality"
    return None


def _quantities_clash(one: Unit, other: Unit) -> bool:
    return any(mine.clashes(theirs) for mine in one.quantities for theirs in other.quantities) and not any(
        mine.same_measure(theirs) and mine.agrees(theirs) for mine in one.quantities for theirs in other.quantities
    )


def _same_count(one: Unit, other: Unit) -> bool:
    """Whether both have one number of one thing, and a number that is no everyday one."""
    return any(
        mine.value == theirs.value
        and mine.value > EVERYDAY
        and mine.noun not in MEASURES
        and mine.unit != AGE
        and mine.same_measure(theirs)
        for mine in one.quantities
        for theirs in other.quantities
    )


def _reversed(borne_on: Set[str], common: Set[str], surplus: int) -> bool:
    """Whether a word that both have is negated, or hedged, in one of them, and nothing in the other answers to it."""
    return surplus != 0 and bool(borne_on & common)


def _names_clash(one: Unit, other: Unit) -> bool:
    """Whether in one slot, between words that both have, each names something that the other never names.

    Who speaks is no such slot: one report names the speaker where another says what he is.
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


# --- groups -----------------------------------------------------------------------------------------------------------


def _groups(found: Sequence[Unit], judged: Mapping[tuple[int, int], Likeness]) -> list[tuple[int, ...]]:
    """Strongest pair first, two groups become one where every pair across them says the same.

    No two groups share words: what stands in a group keeps its clauses, and the sentence that holds it, out of
    others. A sentence no part of which is like another is a group of its own.
    """
    group_of: dict[int, tuple[int, ...]] = {}
    taken: dict[int, list[int]] = defaultdict(list)
    same = {pair: how for pair, how in judged.items() if how.same}
    for pair in sorted(same, key=lambda pair: _strength(pair, same[pair])):
        one, other = (group_of.get(number, (number,)) for number in pair)
        if one == other or not all((min(i, j), max(i, j)) in same for i in one for j in other):
            continue
        if any(_blocked(found[number], found, taken) for number in pair if number not in group_of):
            continue
        merged = tuple(sorted(one + other))
        group_of.update(dict.fromkeys(merged, merged))
        for number in pair:
            taken[found[number].sentence].append(number)
    alone = [(number,) for number, unit in enumerate(found) if unit.whole and not taken[unit.sentence]]
    return sorted({*group_of.values(), *alone})


def _strength(pair: tuple[int, int], how: Likeness) -> tuple[int, float, tuple[int, int]]:
    """A sort key, strongest first: speech in whole sentences, then likeness, then speech cut into clauses.

    Whole sentences read better than clauses, so that they go first where both will do.
    """
    turn = (2 if how.clause else 0) if how.speech else 1
    return (turn, -(how.margin + (0.0 if how.clause else WHOLE_BONUS)), pair)


def _blocked(unit: Unit, found: Sequence[Unit], taken: Mapping[int, Sequence[int]]) -> bool:
    return any(unit.passage.span.overlaps(found[number].passage.span) for number in taken.get(unit.sentence, ()))


def _near(found: Sequence[Unit], judged: Mapping[tuple[int, int], Likeness]) -> list[tuple[int, int]]:
    """The strongest clash of each two sentences of which no part says the same."""
    agreed = {(found[i].sentence, found[j].sentence) for (i, j), how in judged.items() if how.same}
    best: dict[tuple[int, int], tuple[int, int]] = {}
    for pair in sorted(judged, key=lambda pair: _strength(pair, judged[pair])):
        sentences = (found[pair[0]].sentence, found[pair[1]].sentence)
        if judged[pair].near and sentences not in agreed:
            best.setdefault(sentences, pair)
    return sorted(best.values())

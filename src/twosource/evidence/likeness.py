"""How alike two units of two reports are, and whether they say the same.

Strategy: two measures of one evidence, the words that both have against all that they have, each weighed by its
rarity in the story. The strict one asks for more the fewer rare words they share, and is what a corroboration may rest
on. The wide one adds what else speaks for it (a number in common, the same word denied, both opening their reports,
where reports of one story tell its event) into odds, and finds what is told in other words: good enough to stand
together, not to corroborate. Either yields to a clash. Direct speech with the same words is alike whatever stands
around it.

What may live here: one pair. Which pairs are looked at and what groups they make is for `align`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from operator import mul
from typing import NamedTuple

from twosource.evidence.clashes import clash
from twosource.evidence.standing import Standing
from twosource.evidence.units import Unit, is_rare
from twosource.reading.lexicon import words as listed

# The strict measure. Thresholds from reading aligned pairs of BASIL open (three outlets, 40 events).
SAME_FLOOR = 0.40  # two units say the same from a likeness of SAME_FLOOR + SAME_FALL / n on, where n is how many rare
SAME_FALL = 0.90  # stems they share, a name counting half: .70 for three, .55 for six, .475 for twelve
SHARED_STEMS = 3  # fewer shared rare stems are coincidence
SHARED_PLAIN = 3  # so many of them are no names: two sentences on one person say different things
NEARLY_ALL = 0.85  # from this likeness on names alone will do: the sentences are the same
COUNT_SAME = 0.36  # where both count as much of one thing, so much likeness will do: of 40 such pairs, 33 said the same
CONTAINED = 0.85  # where so much of the shorter stands in the longer, CONTAINED_LEEWAY less likeness will do
CONTAINED_LEEWAY = 0.10
CLAUSE_SURPLUS = 0.10  # clauses are many and short: so much more likeness is asked of a pair with a clause in it
# With less to spare two units stand together and do not corroborate each other: of 8 independent verdicts on BASIL open
# at .05, read in full, 3 could not be defended. Where it is known what units mean, and the wide measure agrees, less
# will do: of 14 so found in 500 events of NeuS train, by reading, 13 tell one fact; without any such bound 32 of 52.
SURE = 0.10
SURE_MEANT = -0.25
NEAR_LEEWAY = 0.08  # a vetoed pair that is so little short of being alike tells of one thing still

# The wide measure: a logistic regression over 5,700 pairs of the train stories of examples/ and 265 pairs of BASIL open
# judged by hand, the latter counting three times; rounded. FOR_NUMBER came out at 1.35; with 1.8 the train
# stories have more recall (.319 for .306) at no loss of precision.
BEFOREHAND = -3.65
PER_DICE = 3.0
PER_CONTAINED = 1.9
PER_WORTH = 0.75  # for each rare stem that is no name, up to
MOST_WORTH = 4.0
FOR_COUNT = 1.45
FOR_NUMBER = 1.8
FOR_DENIED = 1.0
FOR_LEAD = 3.5  # times `dice`: openings that share little tell of two sides of the event
LEAD = 2  # so many sentences open a report
# Two units say the same from odds of LIKELY on. Of what this adds on BASIL open, by reading, five in six do, and with
# what the strict measure finds nine in ten; of what stands between .5 and .75 seven in ten.
LIKELY = 0.75
LEAST_WORTH = 1.2  # and where they share so much that is no name, or a number, or what is denied: a name says nothing
LINK_LEEWAY = 2.0  # with so much less two units may still stand in one group that others bring together
NEAR_ODDS = 0.25  # a vetoed pair with so much less tells of one thing still

# The same, where it is known what units mean: a logistic regression by `python -m training.alignment`, rounded, over
# the pairs of the train stories of examples/ and of 9 stories of BASIL open (quality/basil-train.jsonl), the latter
# counting three times. With each story judged by what the others teach, of the pairs from 1.5 on 93% of examples/ are
# right, and 89% of BASIL in part at least; from .6 on 88% and 85%, where wrong ones meet copies and are many.
MEANT = 1.4
MEANT_BEFOREHAND = -4.2
MEANT_FOR = {
    "dice": 2.6,
    "contained": 2.2,
    "worth": 2.1,  # of each rare stem that is no name, up to MOST_WORTH
    "counts": 2.5,
    "number": 2.7,
    "denied": 0.6,
    "dice of openings": -4.3,
    "openings": 3.4,
    "evenness": -0.3,
    "firsts": 0.4,
    "surplus": 1.4,
    "plain": -1.1,  # many stems of little worth say less than few of much
}
_WEIGHTS = tuple(MEANT_FOR.values())
MOST_PLAIN = 6

# The same, where both were read together: a logistic regression on the odds so far and on what reading tells. Learnt
# from the train stories with a network that had not seen them (-.37, .80, .31), then, as the network has learnt from
# them too, chosen on examples/ dev and BASIL open, from which it has not. With READ_LIKELY at 1.0, 1.5, 1.75, 2.0 and
# 2.5 the pairs of groups are right for .88, .88, .91, .91 and .89 each in examples/ dev, where .39, .34, .32, .28 and
# .25 are found, and for .83, .89, .91, .93 and .92 in BASIL, where .31, .30, .30, .27 and .22 are: precision before
# recall, and from 1.75 on nothing more is bought.
READ_BEFOREHAND = -0.4
READ_FOR_ODDS = 0.7
READ_FOR_SHARED = 0.35
READ_LIKELY = 1.75

EVERYDAY = 3  # numbers up to here count all sorts of things
MEASURES = listed("time second minute hour day week month year vote count percent point page degree")
AGE = "year-old"  # an age goes with a name and tells nothing of what happened; so do measures of time
QUOTE_WORDS = 5  # a run of so many words of direct speech in both is one utterance, if SHARED_STEMS are rare,
QUOTE_LONG = 7  # and one of so many words in any case,
QUOTE_SHARE = 0.5  # where the run is so much of the words of the shorter unit
UNMARKED_SHARE = 0.8  # speech set without marks: so much of the one stands in what the other quotes


class Compared(NamedTuple):
    """What reading both together tells, as log odds: that they share a statement; that they say the same, no more."""

    shared: float
    same: float


class Likeness(NamedTuple):
    """How alike two units are.

    `dice` is twice what they share against all they have, `contained` what they share against the lighter of them;
    `shared` is how many rare stems they share, `plain` how many of these are no names, and `worth` what those weigh.
    `counts` tells that both count as much of one thing, `number` that they share a number or a date, `denied` that both
    deny the same word, `lead` that both open their reports, `clause` that one of them is a clause, `speech` that they
    quote the same words. `clash` names the veto, if any. `evenness` is the length of the shorter by that of the longer;
    `standing` is None where it is not known what they mean, `compared` where they were not read together.
    """

    dice: float
    contained: float
    shared: int
    plain: int
    worth: float
    counts: bool
    number: bool
    denied: bool
    lead: bool
    clause: bool
    speech: bool
    clash: str | None
    evenness: float
    standing: Standing | None = None
    compared: Compared | None = None

    @property
    def margin(self) -> float:
        """By the strict measure, how much more alike they are than they must be to say the same."""
        return max(self._by_words, self.dice - COUNT_SAME if self.counts else -1.0)

    @property
    def _by_words(self) -> float:
        if self.shared < SHARED_STEMS or (self.plain < SHARED_PLAIN and (self.clause or self.dice < NEARLY_ALL)):
            return -1.0
        leeway = CONTAINED_LEEWAY if self.contained >= CONTAINED else 0.0
        surplus = CLAUSE_SURPLUS if self.clause else 0.0
        return self.dice + leeway - surplus - SAME_FLOOR - 2 * SAME_FALL / (self.shared + self.plain)

    @property
    def odds(self) -> float:
        """By the wide measure, the logarithm of the odds that they say the same."""
        if self.standing is not None:
            odds: float = sum(map(mul, _WEIGHTS, self.told(self.standing)), MEANT_BEFOREHAND)
            if self.compared is not None:
                return READ_BEFOREHAND + READ_FOR_ODDS * odds + READ_FOR_SHARED * self.compared.shared
            return odds
        return (
            BEFOREHAND
            + PER_DICE * self.dice
            + PER_CONTAINED * self.contained
            + PER_WORTH * min(self.worth, MOST_WORTH)
            + FOR_COUNT * self.counts
            + FOR_NUMBER * self.number
            + FOR_DENIED * self.denied
            + FOR_LEAD * self.lead * self.dice
        )

    def told(self, standing: Standing) -> tuple[float, ...]:
        """What the odds rest on where it is known what both mean, in the order of `MEANT_FOR`."""
        return (
            self.dice,
            self.contained,
            min(self.worth, MOST_WORTH),
            self.counts,
            self.number,
            self.denied,
            self.lead * self.dice,
            self.lead,
            self.evenness,
            standing.firsts,
            standing.surplus,
            min(self.plain, MOST_PLAIN),
        )

    @property
    def _likely(self) -> float:
        """The odds from which on they say the same by the wide measure."""
        if self.compared is not None:
            return READ_LIKELY
        return LIKELY if self.standing is None else MEANT

    @property
    def _is_likely(self) -> bool:
        telling = self.standing or self.number or self.denied or self.worth >= LEAST_WORTH
        return bool(telling) and self.odds >= self._likely

    @property
    def strong(self) -> bool:
        """Whether they say the same by the strict measure, but for a clash."""
        return self.margin >= 0

    @property
    def sure(self) -> bool:
        """Whether a corroboration may rest on it."""
        if self.standing is None:
            return self.margin >= SURE
        return self._is_likely and self.margin >= SURE_MEANT

    @property
    def same(self) -> bool:
        strong = self.strong and self.compared is None  # who has read both knows better than who has counted words
        return self.clash is None and (self.speech or strong or self._is_likely)

    @property
    def may_go_along(self) -> bool:
        """Whether they may stand together where others bring them together, if they do not clash."""
        return self.same or self.odds >= self._likely - LINK_LEEWAY

    @property
    def near(self) -> bool:
        """Whether they tell of one thing and clash."""
        return self.clash is not None and (self.margin >= -NEAR_LEEWAY or self.odds >= self._likely - NEAR_ODDS)

    @property
    def is_in_question(self) -> bool:
        """Whether it matters if they clash."""
        return not self.speech and (self.margin >= -NEAR_LEEWAY or self.odds >= self._likely - NEAR_ODDS)


def likeness(one: Unit, other: Unit, standing: Standing | None = None, compared: Compared | None = None) -> Likeness:
    """How alike two units are, and what speaks against their saying the same.

    Args:
        one: a unit of one report.
        other: a unit of another.
        standing: how they stand to each other by what they mean, where that is known.
        compared: what reading both together tells, where they were read.
    """
    common = one.weights.keys() & other.weights.keys()
    shared = one.rare & other.rare
    plain = one.plain & other.plain
    held = sum(min(one.weights[stem], other.weights[stem]) for stem in common)
    lighter = min(one.weight, other.weight)
    how = Likeness(
        dice=2 * held / (one.weight + other.weight) if lighter else 0.0,
        contained=held / lighter if lighter else 0.0,
        shared=len(shared),
        plain=len(plain),
        worth=sum(one.weights[stem] for stem in plain),
        number=same_number(one, other),
        denied=bool(one.negated & other.negated & shared),
        lead=one.place < LEAD and other.place < LEAD,
        counts=_same_count(one, other),
        speech=_same_speech(one, other),
        clash=None,
        clause=not (one.whole and other.whole),
        evenness=min(one.size, other.size) / max(one.size, other.size),
        standing=standing,
        compared=compared,
    )
    return how._replace(clash=clash(one, other)) if how.is_in_question else how


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


def same_number(one: Unit, other: Unit) -> bool:
    """Whether both have one number, of whatever, that is neither an everyday one nor an age, or one day."""
    stems = {stem for stem in one.weights.keys() & other.weights.keys() if stem.startswith(("#", "@"))}
    if not stems:
        return False
    ages = {f"#{found.value:g}" for found in (*one.quantities, *other.quantities) if found.unit == AGE}
    return any(is_rare(stem) and stem not in ages for stem in stems)


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

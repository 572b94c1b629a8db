"""Which passages of a story's reports say the same thing.

Strategy: sentences of two reports that share rare words are candidates (an inverted index); their clauses and they
themselves are judged pair by pair in `likeness`. Pairs become groups strongest first, and only where no pair across
the reports clashes or is far from alike, for in a chain of likenesses the ends say different things. What is vetoed
tells of one thing and disagrees, which is for `differences`; what is alike by a narrow margin stands together, but is
marked as unsure, for no corroboration to rest on it.

What may live here: candidates and groups. Whose information passages carry is for `origins`, what that proves for
`verdicts`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations, groupby, islice, product
from typing import NamedTuple

from twosource.evidence.clashes import clash
from twosource.evidence.likeness import LEAD, MEANT, Compared, Likeness, likeness
from twosource.evidence.proposals import Proposed, promising, worth_judging
from twosource.evidence.standing import Compare, Meaning, Standing, Standings
from twosource.evidence.units import Unit, units
from twosource.model import Passage, Report, Span, publication_order

# Thresholds, from reading aligned pairs of BASIL open (three outlets, 40 events).
WHOLE_BONUS = 1.0  # where they are strong, clauses go before their sentences only if more alike by so much, in odds
WHOLE_MEANT = 0.6  # the same, where it is known what they mean: at .25 fewer pairs of BASIL are right
FOR_SAME = 0.4  # for the log odds that two which were read say the same and no more: BASIL's exact pairs .26 → .30
READ_EACH = 12  # pairs that are read together for each report of a story; with 8 or 1,000 dev is within .02
MOST_READ = 120  # and so many in all: a quarter of a second on two cores
MOSTLY = 0.5  # of a sentence of which a clause is shared, the rest is told by itself where it weighs so much of it
BESIDES = 600  # of those that words and meaning hold for unlikely, so many of the likeliest may be among them


class Alignment(NamedTuple):
    """`groups` are passages that say the same, in order of publication; a group of one is in one report alone. `near`
    are pairs that tell of one thing and clash, `speech` pairs that quote the same words, `unsure` pairs within a group
    that are too little alike to corroborate each other; in each the earlier report comes first.
    """

    groups: tuple[tuple[Passage, ...], ...]
    near: tuple[tuple[Passage, Passage], ...]
    speech: frozenset[tuple[Passage, Passage]]
    unsure: frozenset[tuple[Passage, Passage]]


def align(
    reports: Sequence[Report], furniture: Mapping[str, Sequence[Span]], meaning: Meaning | None = None
) -> Alignment:
    """What the sentences of `reports` have in common, and where they nearly do.

    Args:
        reports: the reports of one story, in any order.
        furniture: by report id, spans that are no news and take no part.
        meaning: what gives texts their vectors, and reads together the pairs that are in doubt; without it words alone
            decide.
    """
    ordered = sorted(reports, key=publication_order)
    found = units(ordered, furniture)
    standings = Standings(found, meaning.vectors) if meaning and found else None
    compare = meaning.compare if meaning else None
    judged = likenesses(found, promising(found, standings, BESIDES if compare else 0))
    if compare:
        judged |= read(found, judged, compare)
    groups = _groups(found, judged, standings)
    shared = [tuple(found[number].passage for number in group) for group in groups]
    rests = [(ordered[rest.report].passage(rest.span),) for rest in _rests(found, groups)]
    place = {report.id: number for number, report in enumerate(ordered)}
    return Alignment(
        groups=tuple(sorted([*shared, *rests], key=lambda group: (place[group[0].report], group[0].span))),
        near=tuple((found[i].passage, found[j].passage) for i, j in _near(found, judged)),
        speech=frozenset((found[i].passage, found[j].passage) for (i, j), how in judged.items() if how.speech),
        unsure=frozenset(
            (found[i].passage, found[j].passage)
            for group in groups
            for i, j in combinations(group, 2)
            if (i, j) not in judged or not judged[i, j].sure
        ),
    )


def likenesses(found: Sequence[Unit], pairs: Iterable[Proposed]) -> dict[tuple[int, int], Likeness]:
    """The likeness of each of `pairs` of the units `found`; copies are judged once, not once for every two reports."""
    twin = _twins(found)
    known: dict[tuple[int, int, Standing | None], Likeness] = {}
    judged = {}
    for i, j, standing in pairs:
        if worth_judging(found[i], found[j], standing):
            alike = (twin[i], twin[j], standing)
            judged[i, j] = known[alike] = known.get(alike) or likeness(found[i], found[j], standing)
    return judged


def read(
    found: Sequence[Unit], judged: Mapping[tuple[int, int], Likeness], compare: Compare
) -> dict[tuple[int, int], Likeness]:
    """The likeness of the pairs that are most in doubt, once they have been read together.

    What quotes the same words, or clashes, needs no reading; a pair of copies of a pair is read with it.
    """
    twin = _twins(found)
    doubtful = [(pair, how) for pair, how in judged.items() if how.standing and not how.speech and how.clash is None]
    doubtful.sort(key=lambda known: (abs(known[1].odds - MEANT), known[0]))
    texts = {(twin[i], twin[j]): (found[i].passage.text, found[j].passage.text) for (i, j), _ in doubtful}
    most = min(MOST_READ, READ_EACH * len({unit.report for unit in found}))
    chosen = dict(islice(texts.items(), most))
    told = dict(zip(chosen, compare(list(chosen.values())), strict=True)) if chosen else {}
    return {
        (i, j): likeness(found[i], found[j], how.standing, Compared(*map(float, told[twin[i], twin[j]])))
        for (i, j), how in doubtful
        if (twin[i], twin[j]) in told
    }


def _twins(found: Sequence[Unit]) -> list[int]:
    """For each unit the first with the same words."""
    first: dict[tuple[object, ...], int] = {}
    return [
        first.setdefault((unit.passage.text, unit.quoted, unit.whole, min(unit.place, LEAD)), number)
        for number, unit in enumerate(found)
    ]


# --- groups -----------------------------------------------------------------------------------------------------------


def _groups(
    found: Sequence[Unit], judged: Mapping[tuple[int, int], Likeness], standings: Standings | None = None
) -> list[tuple[int, ...]]:
    """Strongest pair first, two groups become one where every pair across them may stand together.

    No two groups share words: what stands in a group keeps its clauses, and the sentence that holds it, out of
    others. A sentence no part of which is like another is a group of its own.
    """
    group_of: dict[int, tuple[int, ...]] = {}
    taken: dict[int, list[int]] = defaultdict(list)
    same = {pair: how for pair, how in judged.items() if how.same}
    for pair in sorted(same, key=lambda pair: _strength(pair, same[pair])):
        one, other = (group_of.get(number, (number,)) for number in pair)
        if one == other or not _hang_together(found, judged, standings, one, other):
            continue
        if any(_blocked(found[number], found, taken) for number in pair if number not in group_of):
            continue
        merged = tuple(sorted(one + other))
        group_of.update(dict.fromkeys(merged, merged))
        for number in pair:
            taken[found[number].sentence].append(number)
    alone = [(number,) for number, unit in enumerate(found) if unit.whole and not taken[unit.sentence]]
    return sorted({*group_of.values(), *alone})


class _Rest(NamedTuple):
    """Words of a report, which is told by its number."""

    report: int
    span: Span


def _rests(found: Sequence[Unit], groups: Sequence[Sequence[int]]) -> Iterator[_Rest]:
    """Of each sentence of which a clause is in a group, the longest run of other clauses, if that is most of it."""
    taken = {number for group in groups for number in group}
    for whole, clauses in _sentences(found):
        if taken.isdisjoint(clauses):
            continue
        runs = [list(run) for free, run in groupby(clauses, key=lambda number: number not in taken) if free]
        most = max(runs, key=lambda run: sum(found[number].weight for number in run), default=[])
        if most and sum(found[number].weight for number in most) >= MOSTLY * found[whole].weight:
            yield _Rest(found[whole].report, Span(found[most[0]].passage.start, found[most[-1]].passage.end))


def _sentences(found: Sequence[Unit]) -> Iterator[tuple[int, list[int]]]:
    """Each sentence with its clauses."""
    for _, numbers in groupby(range(len(found)), key=lambda number: found[number].sentence):
        whole, *clauses = numbers
        yield whole, clauses


def _hang_together(
    found: Sequence[Unit],
    judged: Mapping[tuple[int, int], Likeness],
    standings: Standings | None,
    one: Sequence[int],
    other: Sequence[int],
) -> bool:
    """Whether two groups may become one: no report twice, and no pair across them that clashes or is far from alike."""
    if not {found[i].report for i in one}.isdisjoint(found[j].report for j in other):
        return False
    for i, j in ((min(pair), max(pair)) for pair in product(one, other)):
        how = judged.get((i, j)) or likeness(found[i], found[j], standings(i, j) if standings else None)
        if not how.may_go_along or (not how.same and clash(found[i], found[j]) is not None):
            return False
    return True


def _strength(pair: tuple[int, int], how: Likeness) -> tuple[int, float, tuple[int, int]]:
    """A sort key, strongest first: speech in whole sentences, the strict measure, the wide one, speech in clauses.

    Whole sentences read better than clauses, so that they go first where both will do. By the wide measure they have
    no such right: a sentence that is only likely to say the same as another keeps its clauses from their like. Where it
    is known what they mean, the odds alone decide, and of pairs that were read, which says no more than the other.
    """
    turn = (3 if how.clause else 0) if how.speech else 1 if how.strong or how.standing else 2
    bonus = 0.0 if how.clause else WHOLE_MEANT if how.standing else WHOLE_BONUS if how.strong else 0.0
    exact = FOR_SAME * how.compared.same if how.compared else 0.0
    return (turn, -(how.odds + bonus + exact), pair)


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

"""Which reports share text, and where.

Strategy: the words that a report does not quote are cut into shingles of five; shingles that two reports share are
joined along their diagonal into maximal runs; a run counts as shared text when it is long and holds enough words
that are rare in the story. What two reports share is measured against the shorter of them (containment, Broder
1997), each word weighed by its rarity, so that a brief cut from a long report counts as a copy of it. Quoted
speech is left out: three outlets at one press conference are not copies. The inverted index of shingles keeps it
near-linear in reports that share nothing.

What may live here: shared text and what follows from it (groups, stretches, how many distinct texts). Whose the text
is, is for `origins`.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from twosource.evidence.words import FUNCTION_WORDS, TRADE_WORDS, Word, words
from twosource.model import Copy, CopyKind, Passage, Report, Span, publication_order

SHINGLE = 5  # words; of 5 to 8 the shortest, since a run must be longer anyway (below)
REPEATS = 4  # a shingle that a report repeats more often is taken at its first places: it is a refrain, and costs time
RUN_WORDS = 8  # a shared run has at least so many words
RUN_RARE = 3  # of which at least so many are neither function words nor words of the trade
LONG_RUN = 15  # one run of so many words is shared text by itself: on BASIL open every run of 15 or more was copied
SHARE = 0.06  # on BASIL open the one pair of rewritten wire copy shares .08, coincidence reaches .035
WHOLE_TEXT = 0.70  # from here on the shorter report is no text of its own
FEWEST_WORDS = 25  # a report with fewer words outside quotes has too little text to compare


class _Side(NamedTuple):
    """A report as this module sees it: its words, which of them are quoted, and what each is worth."""

    report: Report
    words: tuple[Word, ...]
    open: tuple[bool, ...]
    weights: tuple[float, ...]

    @property
    def weight(self) -> float:
        return sum(self.weights)


class _Run(NamedTuple):
    """Words `start` to `start + length` of one report, and as many from `other` on in another."""

    start: int
    other: int
    length: int


@dataclass(frozen=True, slots=True)
class _Shared:
    """What two reports share: `runs` from the left one's view, `share` of the shorter."""

    left: int
    right: int
    share: float
    runs: tuple[_Run, ...]


def copies(reports: Sequence[Report], quoted: Mapping[str, Sequence[Span]]) -> tuple[Copy, ...]:
    """Which of `reports` share text outside of quoted speech.

    A group of reports is one `Copy` when every two of them share text; two that share text while a third stands between
    them are a `Copy` of their own. `share` is how much of the shortest stands in another of the group, 0 to 1, by
    weight.

    Args:
        reports: the reports of one story, in any order.
        quoted: by report id, the spans that are quoted speech.
    """
    sides = _sides(reports, quoted)
    shared = {(pair.left, pair.right): pair for pair in _pairs(sides)}
    return tuple(
        sorted((_copy(group, sides, shared) for group in _groups(shared)), key=lambda copy: _rank(copy, sides))
    )


def distinct_texts(reports: Sequence[Report], copied: Iterable[Copy]) -> int:
    """How many texts there are among `reports`, those that stand nearly whole in another counted with it."""
    return len(text_groups(reports, copied))


def text_groups(reports: Sequence[Report], copied: Iterable[Copy]) -> tuple[tuple[str, ...], ...]:
    """The ids of `reports` that are one text, each group and the groups themselves in order of publication."""
    groups: dict[str, list[str]] = defaultdict(list)
    for report, first in text_heads(reports, copied).items():
        groups[first].append(report)
    return tuple(tuple(group) for group in groups.values())


def text_heads(reports: Sequence[Report], copied: Iterable[Copy]) -> dict[str, str]:
    """By id, in order of publication, the first report of the text that each of `reports` is."""
    place = {report.id: number for number, report in enumerate(sorted(reports, key=publication_order))}
    head = {report: report for report in place}

    def first(report: str) -> str:
        while head[report] != report:
            report = head[report]
        return report

    for copy in copied:
        if is_whole(copy):
            firsts = {first(report) for report in copy.reports if report in head}
            head.update(dict.fromkeys(firsts, min(firsts, key=place.__getitem__, default="")))
    return {report: first(report) for report in head}


def is_whole(copy: Copy) -> bool:
    """Whether the shorter report is no text of its own."""
    return copy.kind is not CopyKind.REWRITTEN and copy.share >= WHOLE_TEXT


def _rank(copy: Copy, sides: Sequence[_Side]) -> tuple[float, list[int]]:
    place = {side.report.id: index for index, side in enumerate(sides)}
    return (-copy.share, [place[report] for report in copy.reports])


# --- words and what they are worth ------------------------------------------------------------------------------------


def _sides(reports: Sequence[Report], quoted: Mapping[str, Sequence[Span]]) -> list[_Side]:
    ordered = sorted(reports, key=publication_order)
    cut = [words(report.text) for report in ordered]
    spread = Counter(key for all_words in cut for key in {word.key for word in all_words})
    sides = []
    for report, all_words in zip(ordered, cut, strict=True):
        unquoted = _outside(all_words, quoted.get(report.id, ()))
        weights = tuple(
            _weight(word.key, spread, len(ordered)) if free else 0.0
            for word, free in zip(all_words, unquoted, strict=True)
        )
        sides.append(_Side(report, all_words, unquoted, weights))
    return sides


def _outside(all_words: Sequence[Word], spans: Sequence[Span]) -> tuple[bool, ...]:
    starts = [word.start for word in all_words]
    outside = [True] * len(all_words)
    for span in spans:
        for index in range(bisect_left(starts, span.start), bisect_left(starts, span.end)):
            outside[index] = False
    return tuple(outside)


def _weight(key: str, spread: Mapping[str, int], reports: int) -> float:
    """Rarity within the story; a word of the language or the trade is worth a tenth, for it is anybody's."""
    rarity = 1.0 + math.log((reports + 1) / spread[key])
    return 0.1 * rarity if key in FUNCTION_WORDS or key in TRADE_WORDS else rarity


# --- shared runs ------------------------------------------------------------------------------------------------------


def _pairs(sides: Sequence[_Side]) -> list[_Shared]:
    return [
        pair
        for (left, right), matches in sorted(_matches(sides).items())
        if (pair := _shared(left, right, matches, sides)) is not None
    ]


def _matches(sides: Sequence[_Side]) -> dict[tuple[int, int], list[tuple[int, int]]]:
    """Where the shingles of each two reports meet: (place in the one, place in the other)."""
    index: dict[tuple[str, ...], list[tuple[int, int]]] = defaultdict(list)
    for number, side in enumerate(sides):
        for shingle, places in _shingles(side).items():
            index[shingle].extend((number, place) for place in places)
    matches: dict[tuple[int, int], list[tuple[int, int]]] = defaultdict(list)
    for postings in index.values():
        for position, (left, i) in enumerate(postings):
            for right, j in postings[position + 1 :]:
                if left != right:
                    matches[left, right].append((i, j))
    return matches


def _shingles(side: _Side) -> dict[tuple[str, ...], list[int]]:
    """The shingles of a report outside quoted speech, with the first places where each stands."""
    keys = tuple(word.key for word in side.words)
    found: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for place in range(len(keys) - SHINGLE + 1):
        if all(side.open[place : place + SHINGLE]):
            places = found[keys[place : place + SHINGLE]]
            if len(places) < REPEATS:
                places.append(place)
    return found


def _shared(left: int, right: int, matches: Sequence[tuple[int, int]], sides: Sequence[_Side]) -> _Shared | None:
    one, other = sides[left], sides[right]
    runs = tuple(run for run in _maximal_runs(matches) if _tells(run, one))
    if not runs:
        return None
    shorter = min(one, other, key=lambda side: sum(side.open))
    enough = sum(shorter.open) >= FEWEST_WORDS
    starts = [run.start if shorter is one else run.other for run in runs]
    held = sum(sum(shorter.weights[start : start + run.length]) for start, run in zip(starts, runs, strict=True))
    share = held / shorter.weight if shorter.weight else 0.0
    if (enough and share >= SHARE) or any(run.length >= LONG_RUN for run in runs):
        return _Shared(left, right, min(1.0, share), runs)
    return None


def _maximal_runs(matches: Sequence[tuple[int, int]]) -> list[_Run]:
    """Matches joined along their diagonals; the longest first, each word of either report used once."""
    diagonals: dict[int, list[int]] = defaultdict(list)
    for i, j in matches:
        diagonals[j - i].append(i)
    found = []
    for offset, starts in sorted(diagonals.items()):
        starts.sort()
        first = last = starts[0]
        for start in [*starts[1:], None]:
            if start is not None and start <= last + 1:
                last = start
                continue
            found.append(_Run(first, first + offset, last - first + SHINGLE))
            if start is not None:
                first = last = start
    return _without_overlap(found)


def _without_overlap(found: list[_Run]) -> list[_Run]:
    used_here: set[int] = set()
    used_there: set[int] = set()
    kept = []
    for run in sorted(found, key=lambda run: (-run.length, run)):
        here = range(run.start, run.start + run.length)
        there = range(run.other, run.other + run.length)
        if used_here.isdisjoint(here) and used_there.isdisjoint(there):
            used_here.update(here)
            used_there.update(there)
            kept.append(run)
    return sorted(kept)


def _tells(run: _Run, side: _Side) -> bool:
    """Whether a run is too long and too rich to be a formula that two reporters hit upon apart."""
    keys = [word.key for word in side.words[run.start : run.start + run.length]]
    rare = sum(key not in FUNCTION_WORDS and key not in TRADE_WORDS for key in keys)
    return run.length >= RUN_WORDS and rare >= RUN_RARE


# --- groups -----------------------------------------------------------------------------------------------------------


def _groups(shared: Mapping[tuple[int, int], _Shared]) -> list[tuple[int, ...]]:
    """Groups of which every two share text, strongest pair first; then the pairs that stand in no group."""
    member_of: dict[int, set[int]] = {}
    for pair in sorted(shared.values(), key=lambda pair: (-pair.share, pair.left, pair.right)):
        if pair.right in member_of.get(pair.left, ()):
            continue
        merged = member_of.get(pair.left, {pair.left}) | member_of.get(pair.right, {pair.right})
        if all((i, j) in shared for i in merged for j in merged if i < j):
            member_of.update(dict.fromkeys(merged, merged))
    groups = {tuple(sorted(members)) for members in member_of.values()}
    apart = {pair for pair in shared if not any(set(pair) <= set(group) for group in groups)}
    return sorted(groups | apart)


def _copy(group: tuple[int, ...], sides: Sequence[_Side], shared: Mapping[tuple[int, int], _Shared]) -> Copy:
    pairs = [shared[i, j] for i in group for j in group if i < j]
    shortest = min(group, key=lambda number: (sum(sides[number].open), number))
    share = max(pair.share for pair in pairs if shortest in {pair.left, pair.right})
    return Copy(tuple(sides[number].report.id for number in group), round(share, 4), _stretches(pairs, sides))


def _stretches(pairs: Sequence[_Shared], sides: Sequence[_Side]) -> tuple[tuple[Passage, ...], ...]:
    """The shared runs as passages; the same words shared by more than two reports are one stretch."""
    found: dict[tuple[str, ...], set[tuple[int, Passage]]] = defaultdict(set)
    for pair in pairs:
        for run in pair.runs:
            keys = tuple(word.key for word in sides[pair.left].words[run.start : run.start + run.length])
            found[keys].add((pair.left, _passage(sides[pair.left], run.start, run.length)))
            found[keys].add((pair.right, _passage(sides[pair.right], run.other, run.length)))
    stretches = [sorted(members, key=lambda member: (member[0], member[1])) for members in found.values()]
    return tuple(tuple(passage for _, passage in members) for members in sorted(stretches))


def _passage(side: _Side, start: int, length: int) -> Passage:
    return side.report.passage(Span(side.words[start].start, side.words[start + length - 1].end))

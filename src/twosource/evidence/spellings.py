"""Names that reports spell differently.

Strategy: two full names are spellings of one when first and last name are each alike letter by letter, at least one
of them is the same or both are much alike, and each report holds to its own spelling: a name that stands in both
reports, in either spelling, is two people or a slip. Titles, middle names, initials, accents and possessives make
no difference.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from rapidfuzz.fuzz import ratio

from twosource.evidence.slots import Sentence, Slot, difference, groups
from twosource.model import Difference, DifferenceKind, Report, Span
from twosource.reading.names import names

# Thresholds, from reading all candidates of BASIL open (40 events): Priebus and Preibus .86, Muammar and Moammar .86,
# Gadhafi and al-Qaddafi .71; John and Joan .75 are two people.
LAST_ALIKE = 75.0  # last names, where the first is the same
FIRST_ALIKE = 80.0  # first names, where the last is the same
BOTH_ALIKE = 70.0  # each, where neither is the same,
BOTH_TOGETHER = 78.0  # and on average
SHORTEST = 4  # letters in a name that may be misspelt
SHORTEST_FIRST = 6  # in a first name: Jon and John, Eric and Erica may be two
COMMON = 30  # first names or last names in more forms than this are not compared

_PARTICLE = r"(?:al|el|bin|ibn|van|von|de|da|di|del|la|le)"
_NAME_WORDS = re.compile(  # the last two words of a name; initials and "Jr." aside
    rf"(?P<first>[^\W\d_][\w’'-]+)(?: [^\W\d_]\.?)* (?P<last>(?:{_PARTICLE} )?[^\W\d_][\w’'-]+)"
    r"(?:,? (?:Jr|Sr)\.?| I{1,3})?$"
)
_PARTICLES = re.compile(rf"^{_PARTICLE}[-\s]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Name:
    """A full name as one report spells it, where it stands first."""

    first: str
    last: str
    slot: Slot

    @property
    def report(self) -> int:
        return self.slot.sentence.report


def spelling_differences(reports: Sequence[Report], story: Sequence[Sentence]) -> tuple[Difference, ...]:
    """The names that `reports`, in publication order, spell differently; `story` are all their sentences."""
    held = [frozenset(map(_plain, re.findall(r"[^\W\d_]+", report.text))) for report in reports]
    found = _names(reports, story)
    pairs = [
        (one, other)
        for one, other in _candidates(found)
        if one.report != other.report and _is_variant(one, other) and _each_its_own(one, other, held)
    ]
    misspelt = {(name.first, name.last) for pair in pairs for name in pair}
    same = [
        (one.slot, other.slot)
        for one, other in combinations([name for name in found if (name.first, name.last) in misspelt], 2)
        if (one.first, one.last) == (other.first, other.last)
    ]
    joined = groups([*((one.slot, other.slot) for one, other in pairs), *same])
    differences = (difference(DifferenceKind.NAME, group) for group in joined)
    return tuple(each for each in differences if each is not None)


def _plain(word: str) -> str:
    """A word without case, accents and marks."""
    bare = "".join(mark for mark in unicodedata.normalize("NFKD", word) if mark.isalpha())
    return bare.casefold()


def _names(reports: Sequence[Report], story: Sequence[Sentence]) -> list[_Name]:
    """The full names of every report, each where it stands first."""
    at: dict[int, list[Sentence]] = defaultdict(list)
    for sentence in story:
        at[sentence.report].append(sentence)
    return [name for place, report in enumerate(reports) for name in _names_in(report, at[place])]


def _names_in(report: Report, own: Sequence[Sentence]) -> Iterator[_Name]:
    seen: set[tuple[str, str]] = set()
    waiting = list(reversed(own))
    for mention in names(report.text):
        while waiting and waiting[-1].passage.end <= mention.span.start:
            waiting.pop()
        if not waiting or not waiting[-1].passage.span.covers(mention.span):
            continue
        words = _NAME_WORDS.search(mention.name)
        if words is None:
            continue
        first, last = _plain(words["first"]), _plain(_PARTICLES.sub("", words["last"]))
        if first and last and (first, last) not in seen:
            seen.add((first, last))
            start = mention.span.start - waiting[-1].passage.start
            span = Span(start + words.start("first"), start + len(mention.name))
            if span.end <= len(waiting[-1].text) and waiting[-1].text[span.start : span.end] == words[0]:
                yield _Name(first, last, Slot(waiting[-1], span, words[0]))


def _candidates(found: Sequence[_Name]) -> list[tuple[_Name, _Name]]:
    """Pairs of names with one initial in first or last name."""
    index: dict[tuple[str, str], list[int]] = defaultdict(list)
    for number, name in enumerate(found):
        index["first", name.first].append(number)
        index["last", name.last].append(number)
        index["initial", name.first[0] + name.last[-2:]].append(number)
    pairs = {pair for numbers in index.values() if len(numbers) <= COMMON for pair in combinations(numbers, 2)}
    return [(found[i], found[j]) for i, j in sorted(pairs)]


def _is_variant(one: _Name, other: _Name) -> bool:
    """Whether two names differ, and no more than spellings of one do."""
    if min(len(one.last), len(other.last)) < SHORTEST:
        return False
    if one.first == other.first:
        return (
            one.last != other.last
            and ratio(one.last, other.last) >= LAST_ALIKE
            and not _is_inflected(one.last, other.last)
        )
    first = ratio(one.first, other.first)
    if one.last == other.last:
        shortest = min(len(one.first), len(other.first))
        return shortest >= SHORTEST_FIRST and first >= FIRST_ALIKE and not _is_inflected(one.first, other.first)
    last = ratio(one.last, other.last)
    return min(first, last) >= BOTH_ALIKE and (first + last) / 2 >= BOTH_TOGETHER


def _is_inflected(one: str, other: str) -> bool:
    """Whether one is the other with an ending or a beginning: a plural, a possessive, a feminine form, half a name."""
    short, long = sorted((one, other), key=len)
    return long.startswith(short) or long.endswith(short)


def _each_its_own(one: _Name, other: _Name, held: Sequence[frozenset[str]]) -> bool:
    """Whether neither report has the other's spelling of what differs."""
    mine, theirs = held[one.report], held[other.report]
    if one.last != other.last:
        return other.last not in mine and one.last not in theirs
    return other.first not in mine and one.first not in theirs

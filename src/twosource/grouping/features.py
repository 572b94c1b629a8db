"""What a report looks like to grouping: words, weighed by how rare they are.

Strategy: a report becomes a unit vector over stemmed words (TF-IDF). The headline counts for more than the body,
because it tells which event this is. Rarity is counted among the reports at hand, so that what is common to all of
them (a year, a president) tells no event from another, with a table of everyday words to go by where they are few.

What may live here: text to terms, terms to vectors. How alike two are is for `likeness`, what is one story for others.

Works for any language whose words are parted by spaces and written in letters (Latin, Greek, Cyrillic and others).
Only English endings are stripped; elsewhere words match as they stand.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray  # noqa: TC002 the types of a NamedTuple stay open to introspection

from twosource.grouping.background import PRIOR_REPORTS, RARE_SHARE, SHARE
from twosource.model import Report

# Chosen on ECB+ `dev` and parts of NeuS train, by B-cubed F1; the figures are for these two together.
TITLE_WEIGHT = 2  # how often a word of the headline counts against one of the body: 1, 2, 3 gave .867, .872, .873
BODYWORDS = 400  # words of the body that are read, the rest is background: 200, 400, 1000 gave .868, .872, .872

WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*|\d+(?:[.,]\d+)*")
_POSSESSIVE = re.compile(r"['’]s?$")
_DOUBLED = re.compile(r"([^aeiouls])\1$")
_OPENS = frozenset(".!?:;\n\r\t\"“”„«»‘'([•·–—-")  # what stands before the first word of a sentence, quotation or line


class Look(NamedTuple):
    """How often each term stands in a report, the terms of its headline in order, and those that stand as names."""

    words: Mapping[str, int]
    title: tuple[str, ...]
    names: frozenset[str]


class Sparse(NamedTuple):
    """A unit vector: the terms that are not zero, as numbers, and their weights. Empty where there are none."""

    terms: NDArray[np.int32]
    weights: NDArray[np.float64]


class Stems(dict[str, str]):
    """The stem of each word met so far, found once."""

    def __missing__(self, word: str) -> str:
        stem = self[word] = _stem(_folded(word))
        return stem


EMPTY = Sparse(np.empty(0, np.int32), np.empty(0))


def terms(text: str) -> list[str]:
    """The stemmed words and numbers of a text, in order, without case and accents: outlets differ in these."""
    stems = Stems()
    return [stems[match.group()] for match in WORD.finditer(_composed(text))]


def look(report: Report, stems: Stems) -> Look:
    """The terms of `report`, by field."""
    body, names = _body(report.text, stems)
    title = [stems[match.group()] for match in WORD.finditer(_composed(report.title or ""))]
    words = Counter(body)
    for term in title:
        words[term] += TITLE_WEIGHT
    return Look(words, tuple(title), frozenset(names))


def _body(text: str, stems: Stems) -> tuple[list[str], set[str]]:
    """The terms that open a text, and which of them stand in capitals inside a sentence."""
    text = _composed(text)
    found, names = [], set()
    for match in islice(WORD.finditer(text), BODYWORDS):
        word = match.group()
        stem = stems[word]
        found.append(stem)
        if word[0].isupper() and _inside(text, match.start()):
            names.add(stem)
    return found, names


def _inside(text: str, start: int) -> bool:
    """Whether the word at `start` follows another of its sentence, so that its capital says something."""
    return start > 1 and text[start - 1] not in _OPENS and text[start - 2] not in _OPENS


class Rarity:
    """How many reports have each term, of those that are counted; terms get numbers as they come."""

    def __init__(self) -> None:
        self.reports = 0
        self.numbers: dict[str, int] = {}
        self.reach: list[int] = []

    def count(self, look: Look) -> None:
        """Take a report in."""
        self.reports += 1
        for number in self.numbered(look.words):
            self.reach[number] += 1

    def count_again(self, vector: Sparse) -> None:
        """Take a report in that has the words of one that is in."""
        self.reports += 1
        for number in vector.terms.tolist():
            self.reach[number] += 1

    def drop(self, vector: Sparse) -> None:
        """Take a report out, of which its vector is left."""
        self.reports -= 1
        for number in vector.terms.tolist():
            self.reach[number] -= 1

    def weight(self, term: str, number: int) -> float:
        """Minus the logarithm of the share of reports that have a term, as supposed from these and everyday news."""
        share = (self.reach[number] + PRIOR_REPORTS * SHARE.get(term, RARE_SHARE)) / (self.reports + PRIOR_REPORTS)
        return -math.log(share) if share < 1 else 0.0

    def vector(self, look: Look) -> Sparse:
        """A unit vector of the words of a report; empty where it has none that tell.

        A term weighs log(1 + times) · log(1 / share of reports that have it) (Salton and Buckley 1988, with a logarithm
        of the count), over the length of the vector.
        """
        numbers = list(self.numbered(look.words))
        rows = zip(look.words.items(), numbers, strict=True)
        weights = np.array([math.log1p(times) * self.weight(term, number) for (term, times), number in rows])
        length = math.sqrt(float(weights @ weights))
        return Sparse(np.array(numbers, np.int32), weights / length) if length else EMPTY

    def numbered(self, found: Iterable[str]) -> Iterator[int]:
        """The number of each term, a new one for a new term."""
        for term in found:
            number = self.numbers.get(term)
            if number is None:
                number = self.numbers[term] = len(self.reach)
                self.reach.append(0)
            yield number


def _composed(text: str) -> str:
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def _folded(text: str) -> str:
    if text.isascii():
        return text.casefold()
    return "".join(char for char in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(char))


def _stem(word: str) -> str:
    """An English word without plural, possessive, -ing and -ed; light, so that no two roots fall together."""
    word = _POSSESSIVE.sub("", word) or word
    if not word.isalpha():
        return word
    return _without_tense(_without_plural(word))


def _without_plural(word: str) -> str:
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 3 and word.endswith("s") and word[-2] not in "su":
        return word[:-1]
    return word


def _without_tense(word: str) -> str:
    for ending in ("ing", "ed"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            word = word.removesuffix(ending)
            word = word[:-1] if len(word) > 3 and _DOUBLED.search(word) else word
            break
    return word[:-1] if len(word) > 3 and word.endswith("e") else word


# After what it is made by. Capitals that every report may have, of whatever it tells.
CALENDAR = frozenset(
    terms(
        "Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July August"
        " September October November December"
    )
)

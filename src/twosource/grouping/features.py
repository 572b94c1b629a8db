"""What a report looks like to grouping: words, weighed by how rare they are.

Strategy: a report becomes one unit vector over its stemmed words (TF-IDF). The headline counts for more than the body,
because it tells which event this is. Rarity is counted among the reports at hand, so that what is common to all of them
(a year, a president) tells no event from another, with a table of everyday words to go by where they are few.

What may live here: text to terms, terms to vectors, and the product of two vectors. What is one story is for `stories`.

Works for any language whose words are parted by spaces and written in letters (Latin, Greek, Cyrillic and others).
Only English endings are stripped; elsewhere words match as they stand.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence

from twosource.grouping.background import PRIOR_REPORTS, RARE_SHARE, SHARE
from twosource.model import Report

# Chosen on ECB+ `dev` and parts of NeuS train, by B-cubed F1; the figures are for these two together.
TITLE_WEIGHT = 2  # how often a word of the headline counts against one of the body: 1, 2, 3 gave .867, .872, .873
BODY_WORDS = 400  # words of the body that are read, the rest is background: 200, 400, 1000 gave .868, .872, .872

Vector = Mapping[str, float]

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*|\d+(?:[.,]\d+)*")
_POSSESSIVE = re.compile(r"['’]s?$")
_DOUBLED = re.compile(r"([^aeiouls])\1$")


def terms(text: str) -> list[str]:
    """The stemmed words and numbers of a text, in order, without case and accents: outlets differ in these."""
    return [_stem(match.group()) for match in _WORD.finditer(_folded(text))]


def vectors(reports: Sequence[Report]) -> tuple[Vector, ...]:
    """A unit vector for each report, in the order given; empty for a report without words.

    A term weighs log(1 + times) · log(1 / share of reports that have it) (Salton and Buckley 1988, with a logarithm of
    the count), over the length of the vector.
    """
    counts = [_counts(report) for report in reports]
    spread = Counter(term for count in counts for term in count)
    rarity = {term: _rarity(term, reach, len(reports)) for term, reach in spread.items()}
    return tuple(_unit({term: math.log1p(n) * rarity[term] for term, n in count.items()}) for count in counts)


def cosine(one: Vector, other: Vector) -> float:
    """The cosine of two unit vectors, 0 to 1."""
    few, many = (one, other) if len(one) <= len(other) else (other, one)
    return sum(weight * many[term] for term, weight in few.items() if term in many)


def _counts(report: Report) -> Counter[str]:
    counts = Counter(terms(report.text)[:BODY_WORDS])
    for term in terms(report.title or ""):
        counts[term] += TITLE_WEIGHT
    return counts


def _rarity(term: str, reach: int, reports: int) -> float:
    share = (reach + PRIOR_REPORTS * SHARE.get(term, RARE_SHARE)) / (reports + PRIOR_REPORTS)
    return -math.log(share) if share < 1 else 0.0


def _unit(weights: Mapping[str, float]) -> Vector:
    length = math.sqrt(math.fsum(weight * weight for weight in weights.values()))
    return {term: weight / length for term, weight in weights.items()} if length else {}


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

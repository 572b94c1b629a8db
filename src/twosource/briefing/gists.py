"""What a line says, as far as its words tell, and whether another says the same.

What may live here: comparing lines by their words. No judgement of a report: two lines may differ in what they claim
and still have the same gist, and then a brief shows one of them, or both as a difference.
"""

from __future__ import annotations

from typing import NamedTuple

from twosource.grouping.background import SHARE
from twosource.grouping.features import terms

# Set by reading briefs of BASIL open and of the sample corpus (train, dev).
EVERYDAY = 0.06  # words that stand in a larger share of reports tell nothing of what a line is about
SAME_SHARE = 0.45  # two lines that share so much of what the shorter one is about say the same
MOST_SHARE = 0.6  # a line of which so much was told says little new (read in daily briefs of the sample corpus)
WITH_FIGURE = 3  # as do two that share so much, a figure among it
RUN = 7  # words that two lines have in a row only where one repeats the other


class Gist(NamedTuple):
    """`about` are a line's stems that are no everyday words, `runs` its stems taken RUN at a time."""

    about: frozenset[str]
    runs: frozenset[tuple[str, ...]]


def gist(text: str) -> Gist:
    """What a line of these words says."""
    words = terms(text)
    return Gist(about(text), frozenset(tuple(words[at : at + RUN]) for at in range(len(words) - RUN + 1)))


def about(text: str, everyday: float = EVERYDAY) -> frozenset[str]:
    """What a text is about: its stems without those that stand in a larger share of reports than `everyday`."""
    return frozenset(term for term in terms(text) if SHARE.get(term, 0.0) < everyday)


def same(one: Gist, other: Gist) -> bool:
    """Whether two lines say the same: they are about the same things, or have a run of words in common."""
    fewest, both = min(len(one.about), len(other.about)), one.about & other.about
    figure = len(both) >= WITH_FIGURE and any(_is_figure(stem) for stem in both)
    return len(both) >= SAME_SHARE * max(1, fewest) or figure or not one.runs.isdisjoint(other.runs)


def has_most_of(told: Gist, line: Gist) -> bool:
    """Whether a line says hardly more than what was told: most of what it is about, or a run of words."""
    both = len(line.about & told.about)
    return both >= MOST_SHARE * max(1, len(line.about)) or not line.runs.isdisjoint(told.runs)


def _is_figure(stem: str) -> bool:
    """A number of two digits or more that is no year: small ones and years stand in lines of all kinds."""
    return stem.isdecimal() and len(stem) > 1 and not (len(stem) == len("2000") and stem[:2] in {"18", "19", "20"})

"""What was found in a text lately, for who asks the same of it again: every verb asks for a report's sentences anew.

Strategy: a function of a text alone gives the same each time, so that nobody can tell whether its answer was kept; only
time is saved. It is the one thing of a verb that a process shares, and what it gives cannot be changed (tuples). Whole
reports are remembered: what is shorter is found sooner than looked up, what is longer would be kept at length for a
stranger who sends it.

What may live here: remembering. What is found is for who finds it.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import Final, TypeVar

MOST: Final = 256  # texts: a story of 100 reports, their earlier states, and what is asked of them in between
SHORTEST, LONGEST = 400, 20_000  # characters of a text that is remembered: the longest report of BASIL open has 11,343
Found = TypeVar("Found")


def remembered(find: Callable[[str], Found]) -> Callable[[str], Found]:
    """`find`, which gives what it found in one of the last texts at once. What it finds must not be changed."""
    kept = lru_cache(maxsize=MOST)(find)

    @wraps(find)
    def found(text: str) -> Found:
        return kept(text) if SHORTEST <= len(text) <= LONGEST else find(text)

    return found

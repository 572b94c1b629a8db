"""The tags of the tagger's network: each word outside, or beginning, inside, ending or all of a span of a role."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

ROLES: Final = ("content", "cue", "source")
CONTENT, CUE, SOURCE = range(3)
TAGS: Final = 1 + 4 * len(ROLES)
OUTSIDE: Final = 0
BEGIN, INSIDE, END, SINGLE = 1, 2, 3, 4


def tag_of(role: int, part: int) -> int:
    return 4 * role + part


def role_of(tag: int) -> int:
    return (tag - 1) // 4


def part_of(tag: int) -> int:
    return (tag - 1) % 4 + 1 if tag else OUTSIDE


def allowed() -> NDArray[np.bool_]:
    """Which tag may follow which, rows before columns; the last row is the start, the last column the end."""
    table = np.zeros((TAGS + 1, TAGS + 1), dtype=np.bool_)
    for before in range(TAGS + 1):
        for after in range(TAGS + 1):
            table[before, after] = _may_follow(before, after)
    return table


def _may_follow(before: int, after: int) -> bool:
    holds = before < TAGS and part_of(before) in (BEGIN, INSIDE)
    goes_on = after < TAGS and part_of(after) in (INSIDE, END)
    if holds or goes_on:
        return holds and goes_on and role_of(before) == role_of(after)
    return True

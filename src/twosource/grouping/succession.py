"""Which entry a story goes on under, when stories were merged, split or named anew.

Strategy: a story's id comes and goes with grouping; a number that readers' marks hang on stays. What a story is told by
are its reports, so it is asked in which entries those were before: where the entry's story is gone, this one goes on
for it; where that story is still there, this one has come off it.

What may live here: that choice. What becomes of marks follows of it in the store.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Past:
    """An entry that reports of the story were in before: how many of them, and whether its own story still is."""

    entry: int
    reports: int
    alive: bool


@dataclass(frozen=True, slots=True)
class Succession:
    """What a story goes on under.

    entry: its number; None for a new one.
    merged: entries that are this one from now on.
    parent: the entry that a new one came off, if any.
    """

    entry: int | None
    merged: tuple[int, ...] = ()
    parent: int | None = None


def succession(own: int | None, pasts: Sequence[Past]) -> Succession:
    """The entry of a story.

    Args:
        own: the entry that goes by the story's id, if one does.
        pasts: the other entries that its reports were in.
    """
    ranked = sorted((past for past in pasts if past.entry != own), key=lambda past: (-past.reports, past.entry))
    gone = [past.entry for past in ranked if not past.alive]
    if own is None and gone:
        own, *gone = gone
    if own is not None:
        return Succession(own, tuple(gone))
    return Succession(None, parent=next((past.entry for past in ranked), None))

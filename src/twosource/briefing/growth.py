"""Whether a story has grown so that who has read it should look again.

Strategy: read stays read, unless there is one more independent origin than there ever was, or one more difference.
Another copy, another outlet that repeats, a longer quotation change what is shown and call nobody back. The highest
counts are remembered: a count that falls and rises again, because reports were aligned anew, is no news.

Decision 0026 tells why.
"""

from __future__ import annotations

from dataclasses import dataclass

from twosource.model import Dossier


@dataclass(frozen=True, slots=True)
class Extent:
    """How far a story has come: its independent origins, and how many differences there are."""

    origins: int
    differences: int

    def __or__(self, other: Extent) -> Extent:
        """As far as either has come."""
        return Extent(max(self.origins, other.origins), max(self.differences, other.differences))

    def __add__(self, other: Extent) -> Extent:
        """The most that two stories come to when they become one: who has read both has read that."""
        return Extent(self.origins + other.origins, self.differences + other.differences)


def extent(dossier: Dossier) -> Extent:
    return Extent(dossier.counts.origins, len(dossier.differences))


def grew(known: Extent, now: Extent) -> bool:
    """Whether a story that has come as far as `known` is news again."""
    return now.origins > known.origins or now.differences > known.differences

"""Which spans touch, and how much of one others cover.

What may live here: arithmetic of spans. What it means that they touch is for those who ask.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from itertools import accumulate
from typing import Generic, TypeVar

from twosource.model import Span

T = TypeVar("T")


class Spans(Generic[T]):
    """Things that have a span, to be asked which of them touch another; in time by those that do, near enough."""

    def __init__(self, things: Iterable[tuple[Span, T]]) -> None:
        self._things = sorted(things, key=lambda entry: entry[0])
        self._starts = [span.start for span, _ in self._things]
        self._reach = list(accumulate((span.end for span, _ in self._things), max))

    def touching(self, span: Span) -> Iterator[tuple[Span, T]]:
        """Those that overlap `span`, the last first."""
        last = bisect_left(self._starts, span.end)
        while last > 0 and self._reach[last - 1] > span.start:
            last -= 1
            if self._things[last][0].overlaps(span):
                yield self._things[last]


def overlap(span: Span, others: Iterable[Span]) -> int:
    """How many characters of `span` stand in `others`, each counted once."""
    covered, reached = 0, span.start
    for other in sorted(others):
        start, end = max(other.start, reached), min(other.end, span.end)
        if start < end:
            covered += end - start
            reached = end
    return covered


def share(span: Span, others: Iterable[Span]) -> float:
    return overlap(span, others) / max(1, span.end - span.start)

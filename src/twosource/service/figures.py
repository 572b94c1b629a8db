"""What came of gathering so far, stage by stage, as a value that who shows it may take at any moment."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Figures:
    """Counts since the start, and how much is under way.

    feeds: answers of feeds by the health that they came to ("fine", "unchanged", …).
    pages: what came of entries' pages: "page" (kept from it), "feed" (kept from the feed's text), "again" (to be tried
        again), "failed".
    reports: "new", "changed", "known" and "refused" (the store could not keep them).
    grouped: reports whose story was found.
    bytes: of bodies that came, unpacked.
    seconds: spent by the one who writes, by what it did ("keeping", "grouping").
    waiting, under_way: jobs in line, and jobs being done.
    """

    feeds: Mapping[str, int] = field(default_factory=dict)
    pages: Mapping[str, int] = field(default_factory=dict)
    reports: Mapping[str, int] = field(default_factory=dict)
    grouped: int = 0
    bytes: int = 0
    seconds: Mapping[str, float] = field(default_factory=dict)
    waiting: int = 0
    under_way: int = 0


class Count:
    """Counts as they grow; one thread counts, and any may take `figures`."""

    def __init__(self) -> None:
        self.feeds: Counter[str] = Counter()
        self.pages: Counter[str] = Counter()
        self.reports: Counter[str] = Counter()
        self.seconds: defaultdict[str, float] = defaultdict(float)
        self.grouped = 0
        self.bytes = 0

    def figures(self, waiting: int, under_way: int) -> Figures:
        counts = (dict(self.feeds), dict(self.pages), dict(self.reports))
        return Figures(*counts, self.grouped, self.bytes, dict(self.seconds), waiting, under_way)

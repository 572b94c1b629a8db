"""One story → who says what in it, and its dossier made ready to be kept: what takes time, in a process of its own.

Strategy: the process loads the weights once, when it tells its first story, and is nicer than those that gather. It
sees no store: reports come with the order, and what is sent back is packed already, so that whoever keeps it only
writes. A story larger than MOST_REPORTS or MOST_CHARACTERS is refused, and told of, before any work is done.
"""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Final

from twosource import pipeline
from twosource.errors import TooLarge
from twosource.evidence.amendments import Amendment
from twosource.evidence.standing import Meaning
from twosource.model import Attribution, Outlet, Report, Story
from twosource.store.dossiers import Shelf, ready
from twosource.store.packing import TextName
from twosource.voices import Tag

NICE: Final = 10  # of 19: gathering comes first
# From bench.big_story on two cores: the evidence of 400 reports takes about a minute and 1 GB.
MOST_REPORTS: Final = 400
MOST_CHARACTERS: Final = 3_000_000
PATIENCE: Final = 600.0  # seconds that a story may be told for, beside all else that the machine does


@dataclass(frozen=True, slots=True)
class Equipment:
    """What tells who says what, and what tells whether two passages say the same."""

    tag: Tag
    meaning: Meaning | None = None


@dataclass(frozen=True, slots=True)
class Order:
    """A story to be told.

    known: who says what in those of its reports that were read before, by id.
    names: where the store has each report's text, by id.
    source, now: what the dossier is kept with.
    amendments: what an editor says of copies, speakers and owners.
    """

    story: Story
    known: Mapping[str, tuple[Attribution, ...]]
    outlets: Mapping[str, Outlet]
    names: Mapping[str, TextName]
    source: str
    now: datetime
    amendments: tuple[Amendment, ...] = ()

    @property
    def name(self) -> str:
        return f"story {self.story.id}"


@dataclass(frozen=True, slots=True)
class TellingResult:
    """What came of it. `heard` is who says what in the reports that had not been read."""

    shelf: Shelf
    heard: Mapping[str, tuple[Attribution, ...]]


@dataclass(frozen=True, slots=True)
class Teller:
    """Tells stories with what `equip` gives, which is asked once in each process."""

    equip: Callable[[], Equipment]

    def __call__(self, order: Order) -> TellingResult:
        """Raises TooLarge where the story is."""
        within_limits(order.story)
        equipment = _equipped(self.equip)
        heard: dict[str, tuple[Attribution, ...]] = {}

        def listen(reports: Sequence[Report]) -> Mapping[str, tuple[Attribution, ...]]:
            new = [report for report in reports if report.id not in order.known]
            heard.update({report.id: found for report, found in pipeline.attributions(new, equipment.tag)})
            return {**order.known, **heard}

        dossier = pipeline.dossier_of(
            order.story, order.outlets, listen=listen, meaning=equipment.meaning, amendments=order.amendments
        )
        return TellingResult(ready(dossier, order.names, order.source, order.now), heard)


def within_limits(story: Story) -> None:
    """Raises TooLarge where a story is more than we tell."""
    size = sum(len(report.text) for report in story.reports)
    if len(story.reports) > MOST_REPORTS or size > MOST_CHARACTERS:
        problem = f"{len(story.reports):,} reports of {size:,} characters"
        remedy = f"split it: at most {MOST_REPORTS:,} reports and {MOST_CHARACTERS:,} characters are told"
        raise TooLarge(f"story {story.id}", problem, remedy)


@cache
def _equipped(equip: Callable[[], Equipment]) -> Equipment:
    if multiprocessing.parent_process() is not None and hasattr(os, "nice"):  # not whoever calls it here
        os.nice(NICE)
    return equip()

"""A story's page on the site: the dossier whole where it fits, else its parts at a glance, each with a page of its own.

Strategy: the same view and templates as the page that stands alone, with ways to outlets, speakers, topics and reports
in it. A page is made whole first; over MOST bytes the texts of its reports go to a page where they stand side by side,
and over that still each part is cut to a glance, with the way to the rest. Nothing is left out without a number.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import islice
from types import MappingProxyType
from typing import Final

from twosource.model import Dossier, Outlet, Passage, Report, Speaker, SpeakerKind, Topic
from twosource.rendering import addresses, exports, labels
from twosource.rendering.exports.tables import COLUMNS
from twosource.rendering.mastheads import Masthead
from twosource.rendering.pages.frame import Content, content
from twosource.rendering.story import SHOWN, Item, Shared, StoryView, Text
from twosource.rendering.words import Words

MOST: Final = 180_000  # bytes of a page: 200 kB with room for what frames it
WHOLE: Final = 8  # reports of a story that is tried whole: a report takes 20 kB (14 to 25, of 15 stories of the sample)
MANY: Final = 12  # of one that is tried without its texts: with more it never fitted, of those in the sample and BASIL
NOTHING: Final[Mapping[str, int]] = MappingProxyType({})
BESIDE: Final = 4  # reports side by side: what a wide page has room for

GLANCE: Final[Mapping[str, int]] = MappingProxyType(
    {
        "reports": 24,
        "columns": 24,
        "statements": 5,
        "testimonies": 4,
        "reasons": 3,
        "voices": 8,
        "utterances": 2,
        "differences": 5,
        "values": 6,
        "outlets": 9,
        "lines": 2,
        "dates": 6,
        "dated": 2,
        "background": 0,
        "figures": 2,
        "copies": 6,
        "stretches": 0,
    }
)
"""How many of each a page at a glance has: what keeps a story of 100 reports under MOST with half to spare."""

PARTS: Final = ("shared", "quotes", "differences", "alone", "timeline", "copies", "reports")
"""The parts of a story that have a page of their own."""
A_PAGE: Final = 20
"""Of a part's items on one page."""
OF_PART: Final[Mapping[str, Mapping[str, int]]] = MappingProxyType(
    {part: MappingProxyType({"reports": 400, "columns": 120, "testimonies": 60, "dated": 60}) for part in PARTS}
)
"""What of a part is cut on its own page."""
NAMED: Final = frozenset({SpeakerKind.PERSON, SpeakerKind.ORGANISATION, SpeakerKind.DOCUMENT, SpeakerKind.OUTLET})
"""Speakers who are the same in every story, and have a page."""


class SiteStory(StoryView):
    """A dossier with the ways from it to the rest of the site.

    cuts: how many of each the page has room for. apart: whether the reports' texts stand on pages of their own.
    whole, by_table, tables: the forms in which it can be taken along.
    """

    whole = tuple(exports.WHOLE)
    by_table = tuple(exports.BY_TABLE)
    tables = tuple(COLUMNS)

    def __init__(
        self,
        dossier: Dossier,
        outlets: Mapping[str, Outlet],
        words: Words,
        cuts: Mapping[str, int] = MappingProxyType({}),
        *,
        apart: bool = False,
    ) -> None:
        super().__init__(dossier, outlets, words=words)
        self.cuts = cuts
        self.apart = apart
        self._outlets = {report.id: report.outlet for report in dossier.reports}

    def outlet_page(self, head: Masthead, /) -> str:
        name = self._outlets[head.report]
        return addresses.outlet(name) if name else ""

    def speaker_page(self, speaker: Speaker, /) -> str:
        return speaker_page(speaker)

    def topic_page(self, topic: Topic, /) -> str:
        return addresses.topic(topic.key)

    def report_page(self, report_id: str, /) -> str:
        return addresses.report(report_id)

    def part_page(self, part: str, /) -> str:
        return addresses.story(self.dossier.id, part)

    def href(self, passage: Passage) -> str:
        return addresses.passage(passage) if self.apart else super().href(passage)

    def report_href(self, report_id: str) -> str:
        return addresses.report(report_id) if self.apart else super().report_href(report_id)

    def statement_href(self, entry: Shared) -> str:
        if entry.id in self.here:
            return super().statement_href(entry)
        number = (entry.number - 1) // A_PAGE + 1
        return addresses.asked(self.part_page("shared"), page=number if number > 1 else None) + f"#{entry.id}"

    @cached_property
    def here(self) -> frozenset[str]:
        """The ids of the statements that stand in this page, with all their versions or some."""
        return frozenset(
            entry.id for status in labels.SEVERAL for entry in self.cut(self.of_status(status), "statements")
        )

    def cut(self, items: Sequence[Item], of: str, /) -> Sequence[Item]:
        return items[: self.cuts.get(of, len(items))]


def speaker_page(speaker: Speaker) -> str:
    """Where all that they said stands; nothing for who goes by no name."""
    return addresses.speaker(speaker.key) if speaker.kind in NAMED and speaker.name else ""


def story_page(dossier: Dossier, outlets: Mapping[str, Outlet], words: Words) -> Content:
    """The story, of MOST bytes or fewer."""
    for cuts, apart, most in ((NOTHING, False, WHOLE), (NOTHING, True, MANY), (GLANCE, True, sys.maxsize)):
        if len(dossier.reports) <= most:
            made = _page(SiteStory(dossier, outlets, words, cuts, apart=apart), words)
            if made.size <= MOST:
                break
    return made


def _page(view: SiteStory, words: Words) -> Content:
    return content("site/story.jinja", words, view=view, shown=SHOWN, statuses=labels.SEVERAL)


# --- one part ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Paged:
    """Which of a part's items a page shows: from `first` on, A_PAGE of them, of `many`."""

    first: int
    many: int

    @property
    def number(self) -> int:
        return self.first // A_PAGE + 1

    @property
    def next(self) -> int | None:
        return self.number + 1 if self.first + A_PAGE < self.many else None

    @property
    def before(self) -> int | None:
        return self.number - 1 if self.number > 1 else None


class PartView(SiteStory):
    """One part of a story, a page of it. Statements keep the numbers that they have in the whole."""

    def __init__(self, dossier: Dossier, outlets: Mapping[str, Outlet], words: Words, part: str, number: int) -> None:
        super().__init__(dossier, outlets, words, OF_PART[part], apart=True)
        self.part = part
        first = (number - 1) * A_PAGE
        self.paged = Paged(first, self._keep(part, slice(first, first + A_PAGE)))

    def _keep(self, part: str, which: slice) -> int:
        """Leave of the part what is on this page; how many there are in all."""
        dossier = self.dossier
        if part == "shared":
            many, self.shared = len(self.shared), self.shared[which]
        elif part == "quotes":
            many, self.voices = len(self.voices), self.voices[which]
        elif part == "alone":
            several = [(group, statement) for group in self.alone for statement in group.statements]
            kept = {statement.id for _, statement in several[which]}
            many = len(several)
            groups = (
                replace(group, statements=tuple(s for s in group.statements if s.id in kept)) for group in self.alone
            )
            self.alone = tuple(group for group in groups if group.statements)
        elif part == "differences":
            many = len(dossier.differences)
            self.dossier = replace(dossier, differences=dossier.differences[which])
        elif part == "timeline":
            many = len(dossier.timeline)
            figures = () if which.start else dossier.figures
            self.dossier = replace(dossier, timeline=dossier.timeline[which], figures=figures)
        elif part == "copies":
            many = len(dossier.copies)
            self.dossier = replace(dossier, copies=dossier.copies[which])
        else:
            many = 0
        return many


def part_page(
    dossier: Dossier, outlets: Mapping[str, Outlet], part: str, words: Words, number: int = 1
) -> Content | None:
    """A page of one part of a story; None where the part has no such page."""
    view = PartView(dossier, outlets, words, part, number)
    if view.paged.first and view.paged.first >= view.paged.many:
        return None
    return content("site/part.jinja", words, view=view, part=part, shown=A_PAGE, statuses=labels.SEVERAL)


# --- reports side by side ---------------------------------------------------------------------------------------------


class BesideView(SiteStory):
    """A few reports of a story side by side."""

    def __init__(self, dossier: Dossier, outlets: Mapping[str, Outlet], words: Words, chosen: Sequence[str]) -> None:
        super().__init__(dossier, outlets, words)
        self.chosen = chosen

    def texts(self) -> list[Text]:
        return [self.text(report) for report in self.dossier.reports if report.id in self.chosen]

    @cached_property
    def here(self) -> frozenset[str]:
        return frozenset()


def beside_page(dossier: Dossier, outlets: Mapping[str, Outlet], chosen: Sequence[str], words: Words) -> Content:
    """Reports of a story side by side: those chosen, else the first of the story's texts."""
    known = {report.id for report in dossier.reports}
    which = tuple(islice((one for one in dict.fromkeys(chosen) if one in known), BESIDE)) or tuple(
        report.id for report in first_texts(dossier)[:2]
    )
    view = BesideView(dossier, outlets, words, which)
    return content("site/beside.jinja", words, view=view, chosen=frozenset(which), most=BESIDE)


def first_texts(dossier: Dossier) -> list[Report]:
    """The reports that are no copies of earlier ones."""
    copied = {report for copy in dossier.copies for report in copy.reports[1:]}
    return [report for report in dossier.reports if report.id not in copied] or list(dossier.reports)

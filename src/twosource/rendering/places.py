"""Places: the id that a passage has on a story's page, and the way to it from a brief.

Strategy: an id is made of the story, the report's number in it and the offsets, so that anyone who holds the dossier
can compute it without the page. Only passages that a dossier points at have an id of their own; any other resolves to
the one that has most of its words, or to its report.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Sequence
from functools import cached_property

from twosource.model import Dossier, Passage, Span

Link = Callable[[str, Passage | None], str]
"""Story id and passage → address of the passage in the story's page; of the story itself where the passage is None."""

_PLAIN_ID = re.compile(r"[A-Za-z][A-Za-z0-9_-]{0,31}")


def story_key(story_id: str) -> str:
    """The story's id where it can stand in an address as it is, else a digest of it."""
    if _PLAIN_ID.fullmatch(story_id):
        return story_id
    return "s" + hashlib.sha256(story_id.encode("utf-8", "surrogatepass")).hexdigest()[:10]


class Places:
    """The ids of one story's page."""

    def __init__(self, dossier: Dossier) -> None:
        self.key = story_key(dossier.id)
        self._dossier = dossier
        self._numbers = {report.id: number for number, report in enumerate(dossier.reports, 1)}
        self._ordered: dict[str, tuple[Span, ...]] = {}

    @cached_property
    def _known(self) -> dict[str, set[Span]]:
        """By report; a page that shows no texts never asks."""
        found: dict[str, set[Span]] = {report.id: set() for report in self._dossier.reports}
        for passage in self._dossier.passages():
            found[passage.report].add(passage.span)
        return found

    def report(self, report_id: str) -> str:
        """The id of a report's column."""
        return f"{self.key}-r{self._numbers[report_id]}"

    def spans(self, report_id: str) -> tuple[Span, ...]:
        """The spans of a report that have an id, in order."""
        if report_id not in self._ordered:
            self._ordered[report_id] = tuple(sorted(self._known[report_id]))
        return self._ordered[report_id]

    def span(self, report_id: str, span: Span) -> str:
        """The id of a span that has one."""
        return f"{self.report(report_id)}-{span.start}-{span.end}"

    def passage(self, passage: Passage) -> str:
        """The id of the passage, else of the shortest that has most of its words, else of its report."""
        mine = passage.span
        if mine in self._known[passage.report]:
            return self.span(passage.report, mine)

        def misses(span: Span) -> tuple[int, int, Span]:
            shared = min(span.end, mine.end) - max(span.start, mine.start)
            return (-shared, span.end - span.start, span)

        near = [span for span in self.spans(passage.report) if span.overlaps(mine)]
        return self.span(passage.report, min(near, key=misses)) if near else self.report(passage.report)


def links(dossiers: Sequence[Dossier], page: str) -> Link:
    """Links into `page`, the address of a page made by `stories_page` of these dossiers ("" for the same page).

    Raises (when called):
        KeyError: a story or report that is not among the dossiers.
    """
    places = {dossier.id: Places(dossier) for dossier in dossiers}

    def link(story: str, passage: Passage | None) -> str:
        there = places[story]
        return f"{page}#{there.passage(passage) if passage else there.key}"

    return link

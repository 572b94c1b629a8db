"""The reports of a story → what their texts tell by themselves: copies, and passages that say the same.

Strategy: put the reports in order of publication, ask who is credited, find what is copied and rewritten, leave out of
each text that repeats another what it repeats, and align the rest. Nothing here hangs on who is quoted, so that it may
be found while voices are. Nothing is judged here: that is the dossier's second half, `evidence.dossier`.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from twosource.evidence.align import Alignment, align
from twosource.evidence.amendments import Amendment, copies_marked, with_owners
from twosource.evidence.copies import copies, is_whole
from twosource.evidence.debts import bound, credits_of
from twosource.evidence.families import agencies
from twosource.evidence.rewrites import rewrites
from twosource.evidence.standing import Meaning
from twosource.evidence.twins import Twins
from twosource.model import Copy, Credit, Outlet, Report, Span, Story, publication_order
from twosource.reading.clutter import furniture
from twosource.voices.quotes import outermost


@dataclass(frozen=True, slots=True)
class SideBySide:
    """What the texts of a story's reports tell by themselves, before anybody in them is heard.

    `quoted`, `furniture` and `credited` are by report id.
    """

    reports: tuple[Report, ...]
    outlets: Mapping[str, Outlet]
    quoted: Mapping[str, Sequence[Span]]
    furniture: Mapping[str, Sequence[Span]]
    credited: Mapping[str, Sequence[Credit]]
    copied: tuple[Copy, ...]
    repeated: Twins
    aligned: Alignment


def side_by_side(
    story: Story,
    outlets: Mapping[str, Outlet],
    meaning: Meaning | None = None,
    *,
    amendments: Sequence[Amendment] = (),
) -> SideBySide:
    """The reports of `story` in order of publication, what they copy, and which of their passages say the same.

    That is what a dossier begins with, and nothing of it hangs on who is quoted: it may be found while voices are.
    The arguments are those of `dossier`.
    """
    reports = tuple(sorted(story.reports, key=publication_order))
    outlets = with_owners(outlets, amendments)
    quoted = {report.id: _quoted(report) for report in reports}
    no_news = {report.id: furniture(report.text) for report in reports}
    wires = agencies(outlets)
    credited = {report.id: credits_of(report, outlets, wires) for report in reports}
    copied = _copied(reports, quoted, no_news, bound(reports, credited, outlets))
    repeated = Twins(reports, no_news)
    aligned = repeated.joined(align(reports, repeated.left_out(no_news), meaning))
    marked = copies_marked(reports, amendments)
    return SideBySide(reports, outlets, quoted, no_news, credited, (*copied, *marked), repeated, aligned)


def _copied(
    reports: Sequence[Report],
    quoted: Mapping[str, Sequence[Span]],
    no_news: Mapping[str, Sequence[Span]],
    tied: Collection[frozenset[str]],
) -> tuple[Copy, ...]:
    """What is shared word for word, then what is told again in other words by reports that are not one text anyhow."""
    verbatim = copies(reports, quoted)
    sharing = {frozenset(pair) for copy in verbatim for pair in combinations(copy.reports, 2)}
    whole = {frozenset(pair) for copy in verbatim if is_whole(copy) for pair in combinations(copy.reports, 2)}
    again = rewrites(reports, quoted=quoted, furniture=no_news, bound={*tied, *sharing})
    return (*verbatim, *(copy for copy in again if frozenset(copy.reports) not in whole))


def _quoted(report: Report) -> tuple[Span, ...]:
    """What stands in quotation marks, and never is a report's own text."""
    return tuple(sorted({quotation.span for quotation in outermost(report.text)}))

"""A story and what was found in its reports → the dossier.

Strategy: lay the reports side by side, then ask each part of the evidence in turn: where what they say comes from, what
that allows to say; then the quotes, the differences and the timeline. Nothing is judged here: this module composes,
orders, names and checks.

    reports ─ side by side ─▶ copies, alignment ─┬─▶ provenances ─▶ verdicts ─▶ statements, sorted
    attributions ────────────────────────────────┘      near ─▶ differences
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import permutations
from typing import NamedTuple

from twosource.errors import VerbatimError
from twosource.evidence.amendments import Amendment, with_speakers
from twosource.evidence.copies import text_heads
from twosource.evidence.differences import differences
from twosource.evidence.figurelines import figure_lines
from twosource.evidence.halves import without_halves
from twosource.evidence.mouths import one_saying
from twosource.evidence.origins import Origins, Provenance
from twosource.evidence.quotes import utterances
from twosource.evidence.sidebyside import SideBySide, side_by_side
from twosource.evidence.slots import cut
from twosource.evidence.standing import Meaning
from twosource.evidence.timeline import timeline
from twosource.evidence.turns import dropped, turns
from twosource.evidence.units import is_rare
from twosource.evidence.verdicts import Likely, judge, statement_counts, story_counts
from twosource.evidence.words import words
from twosource.model import (
    Attribution,
    DateMention,
    Dossier,
    Outlet,
    Passage,
    Report,
    Said,
    Statement,
    Story,
    Testimony,
    moment,
)
from twosource.voices import reconcile

ID_LENGTH = (
    10  # hexadecimal digits of a statement's id: two of a thousand statements collide once in two million stories
)
# From reading the titles of the stories of examples/ train and dev that run over days.
LAST_DAY = timedelta(days=1)
LATE_SHARE = 0.5  # of what the best title shares with the others


def dossier(
    story: Story,
    attributions: Mapping[str, Sequence[Attribution]],
    dates: Mapping[str, Sequence[DateMention]],
    outlets: Mapping[str, Outlet],
    meaning: Meaning | None = None,
    *,
    amendments: Sequence[Amendment] = (),
) -> Dossier:
    """All that is known of one story.

    The order of the story's reports never shows: they are put in order of publication, and all else follows from that.

    Args:
        story: the reports of one event.
        attributions: by report id, who says what in it.
        dates: by report id, the dates that it mentions.
        outlets: by casefolded key or name; a report whose outlet is in no table is a family of its own.
        meaning: what gives texts their vectors; without it passages are aligned by their words alone.
        amendments: what an editor says of copies, speakers and owners, the oldest first.
    """
    laid = side_by_side(story, outlets, meaning, amendments=amendments)
    return composed(story.id, laid, attributions, dates, amendments=amendments)


def composed(
    story: str,
    laid: SideBySide,
    attributions: Mapping[str, Sequence[Attribution]],
    dates: Mapping[str, Sequence[DateMention]],
    *,
    amendments: Sequence[Amendment] = (),
) -> Dossier:
    """The dossier of the story with the id `story`, its reports `laid` side by side; the rest is that of `dossier`."""
    reports, outlets, copied = laid.reports, laid.outlets, laid.copied
    spoken_for = reconcile({report.id: attributions.get(report.id, ()) for report in reports}, reports)
    said = flattened(reports, with_speakers(spoken_for, reports, amendments))
    origins = Origins(
        reports, said=said, copied=copied, credited=laid.credited, quoted=laid.quoted, outlets=outlets, dates=dates
    )
    statements = _statements(_Grounds(laid, text_heads(reports, copied), origins, said))
    spoken = utterances(reports, said)
    sentences = cut(reports)
    near = laid.aligned.near
    differing = differences(statements, near, reports, story=sentences, said=said, spoken=spoken, dates=dates)
    return Dossier(
        id=story,
        title=_title(reports),
        counts=story_counts(reports, {report.id: origins.base(report.id) for report in reports}, copied, outlets),
        reports=reports,
        attributions=said,
        statements=statements,
        utterances=spoken,
        differences=differing,
        timeline=timeline(reports, dates, quoted=laid.quoted, furniture=laid.furniture),
        copies=copied,
        figures=figure_lines(reports, differing, story=sentences, furniture=laid.furniture),
        dropped=dropped(reports),
    )


def flattened(reports: Sequence[Report], attributions: Mapping[str, Sequence[Attribution]]) -> tuple[Said, ...]:
    """The attributions of all reports in one tuple, their parents as indexes into it."""
    flat: list[Said] = []
    for report in reports:
        first = len(flat)
        for one in attributions.get(report.id, ()):
            parent = None if one.parent is None else first + one.parent
            flat.append(Said(report.id, replace(one, parent=parent)))
    return tuple(flat)


# --- statements -------------------------------------------------------------------------------------------------------


class _Grounds(NamedTuple):
    """What statements are judged on."""

    laid: SideBySide
    texts: Mapping[str, str]
    origins: Origins
    said: Sequence[Said]

    def likely(self, one: Passage, other: Passage) -> Likely:
        both = {self.laid.repeated.original(one), self.laid.repeated.original(other)}
        pairs = set(permutations(both))
        aligned = self.laid.aligned
        return Likely(not pairs.isdisjoint(aligned.speech), not pairs.isdisjoint(aligned.unsure))


def _statements(grounds: _Grounds) -> tuple[Statement, ...]:
    place = {report.id: number for number, report in enumerate(grounds.laid.reports)}
    made = [
        _statement(rested, grounds)
        for group in grounds.laid.aligned.groups
        for rested in one_saying([grounds.origins.provenance(one) for one in group], grounds.said)
    ]
    return tuple(sorted(made, key=lambda statement: _rank(statement, place)))


def _statement(rested: Sequence[Provenance], grounds: _Grounds) -> Statement:
    reports, outlets = grounds.laid.reports, grounds.laid.outlets
    group = [one.passage for one in rested]
    verdict = judge(rested, grounds.likely, grounds.origins.laid_to)
    having = [report for report in reports if any(passage.report == report.id for passage in group)]
    return Statement(
        id=_id(group[0]),
        testimonies=tuple(_testimony(one, grounds.laid.reports if len(having) > 1 else ()) for one in rested),
        status=verdict.status,
        counts=statement_counts(having, verdict, grounds.texts, outlets),
        reasons=verdict.reasons,
        turns=turns(group, reports, outlets),
    )


def _testimony(found: Provenance, sharing: Sequence[Report]) -> Testimony:
    """The testimony of a passage; where it is shared and known to be speech, without the half of a quotation."""
    passage = found.passage
    if found.attribution is not None:
        report = next((report for report in sharing if report.id == passage.report), None)
        passage = without_halves(passage, report) if report else passage
    return Testimony(passage, found.origin, found.attribution, found.reasons)


def _id(first: Passage) -> str:
    """A name that stays the same as long as the statement's first passage stands where it stands."""
    digest = hashlib.sha256(f"{first.report}\0{first.start}\0{first.end}".encode()).hexdigest()
    return f"s{digest[:ID_LENGTH]}"


def _rank(statement: Statement, place: Mapping[str, int]) -> tuple[int, int, tuple[int, int]]:
    first = statement.testimonies[0].passage
    return (-statement.counts.origins, -statement.counts.reports, (place[first.report], first.start))


# --- title ------------------------------------------------------------------------------------------------------------


def _title(reports: Sequence[Report]) -> str:
    """The title that shares most with the others, word for word; of equals the first published.

    A story that goes on has another end than beginning: a title of its last day goes before, where it shares at least
    half as much. Where no report has a title, the beginning of the first report's text stands for it.
    """
    titled = [(moment(report.published), (report.title or "").strip()) for report in reports]
    titles = [title for _, title in titled if title]
    if not titles:
        return _beginning(reports)
    spread = Counter(stem for title in titles for stem in _telling(title))

    def shared(title: str) -> float:
        return sum(spread[stem] - 1 for stem in _telling(title)) / max(4, len(_telling(title)))

    best = max(titles, key=shared)
    last = max((when for when, title in titled if when and title), default=None)
    late = [title for when, title in titled if last and when and title and last - when < LAST_DAY]
    return max((title for title in late if shared(title) >= LATE_SHARE * shared(best)), key=shared, default=best)


def _telling(title: str) -> frozenset[str]:
    return frozenset(word.stem for word in words(title) if is_rare(word.key))


def _beginning(reports: Sequence[Report]) -> str:
    return next((line.strip() for report in reports for line in report.text.splitlines() if line.strip()), "")


# --- the check --------------------------------------------------------------------------------------------------------


def verify(checked: Dossier) -> None:
    """Make sure that every passage of a dossier stands in its report.

    Raises:
        VerbatimError: a passage is not its report's words at its offsets, or names a report that is not in the dossier.
    """
    by_id = {report.id: report for report in checked.reports}
    for line in checked.dropped:
        if by_id[line.report].earlier[line.revision].text[line.start : line.end] != line.text:
            raise VerbatimError(f"story {checked.id}: not in an earlier state of {line.report} at {line.start}")
    for passage in checked.passages():
        report = by_id.get(passage.report)
        if report is None or not passage.stands_in(report):
            raise VerbatimError(f"story {checked.id}: not in report {passage.report} at {passage.start}-{passage.end}")

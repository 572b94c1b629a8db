"""What became of a line that one report had alone.

Strategy: a statement was once alone where its first report came out before any other outlet had it, while another
outlet had reported the story without it. Others that have it later took it up; whether from there nobody is told. Two
reports of one outlet at one address are versions of one report, and what a later version lacks was dropped: only where
no sentence of it comes near, for a line that was changed is a difference, not a silence. What is not dated has no turn.

What may live here: turns of statements over time. That one report alone has a line now is its verdict.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from twosource.evidence.families import outlet_of
from twosource.evidence.relations import published_before
from twosource.evidence.units import rare_stems
from twosource.model import Dropped, Outlet, Passage, Report, Turn, TurnKind, publication_order
from twosource.reading.clutter import furniture
from twosource.reading.sentences import sentences

FEWEST_RARE = 3  # a line with fewer rare stems tells too little to be missed
STILL_THERE = 0.5  # a line is in a later version where a sentence of it has so much of the line's rare stems


def turns(group: Sequence[Passage], reports: Sequence[Report], outlets: Mapping[str, Outlet]) -> tuple[Turn, ...]:
    """What became of a statement: who had it alone at first and who took it up, then which versions dropped it.

    Args:
        group: its passages.
        reports: all reports of the story, in order of publication.
        outlets: by casefolded key or name.
    """
    having = {passage.report for passage in group}
    return (*_taken_up(having, reports, outlets), *_dropped(group, reports, outlets))


def _taken_up(having: set[str], reports: Sequence[Report], outlets: Mapping[str, Outlet]) -> Iterator[Turn]:
    first_of: dict[str, Report] = {}
    for report in reports:
        if report.id in having:
            first_of.setdefault(_house(report, outlets), report)
    first, *others = first_of.values()
    if not others or not all(published_before(first.published, other.published) for other in others):
        return
    silent = (one for one in reports if one.id not in having and _house(one, outlets) != _house(first, outlets))
    if any(published_before(one.published, others[0].published) for one in silent):
        yield Turn(TurnKind.FIRST, first.id)
        yield from (Turn(TurnKind.TAKEN_UP, other.id) for other in others)


def _dropped(group: Sequence[Passage], reports: Sequence[Report], outlets: Mapping[str, Outlet]) -> Iterator[Turn]:
    of_report = {passage.report: passage for passage in group}
    for versions in versions_of(reports, outlets):
        for earlier, later in pairwise(versions):
            had = of_report.get(earlier.id)
            if had and later.id not in of_report and _is_gone(had.text, later.text):
                yield Turn(TurnKind.DROPPED, later.id)


def dropped(reports: Sequence[Report]) -> tuple[Dropped, ...]:
    """The lines of earlier states of reports that neither the next state nor the last one comes near."""
    found = []
    for report in reports:
        states = (*(revision.text for revision in report.earlier), report.text)
        for number, (before, after) in enumerate(pairwise(states)):
            no_news = furniture(before)
            found += [
                Dropped(report.id, number, *span, before[slice(*span)])
                for span in sentences(before)
                if len(rare_stems(before[slice(*span)])) >= FEWEST_RARE
                and not any(span.overlaps(piece) for piece in no_news)
                and all(_is_gone(before[slice(*span)], later) for later in (after, report.text))
            ]
    return tuple(found)


def versions_of(reports: Sequence[Report], outlets: Mapping[str, Outlet]) -> tuple[tuple[Report, ...], ...]:
    """The reports that are versions of one, oldest first: of one outlet, at one address, each dated after the other."""
    found: dict[tuple[str, str], list[Report]] = defaultdict(list)
    for report in sorted(reports, key=lambda report: (publication_order(report), report.revision)):
        if report.url:
            found[_house(report, outlets), _address(report.url)].append(report)
    return tuple(tuple(versions) for versions in found.values() if len(versions) > 1 and _follow(versions))


def _follow(versions: Sequence[Report]) -> bool:
    """Whether each is a later revision than the one before, or was published after it."""
    return all(
        one.revision < other.revision or published_before(one.published, other.published)
        for one, other in pairwise(versions)
    )


def _address(url: str) -> str:
    """An address without what leads to the same page."""
    bare = url.partition("#")[0].rstrip("/")
    return bare.partition("://")[2].removeprefix("www.") or bare


def _is_gone(line: str, text: str) -> bool:
    """Whether no sentence of a text comes near a line."""
    stems = rare_stems(line)
    near = max((len(stems & rare_stems(text[slice(*span)])) for span in sentences(text)), default=0)
    return bool(stems) and near < STILL_THERE * len(stems)


def _house(report: Report, outlets: Mapping[str, Outlet]) -> str:
    """The family of a report's outlet; one whose outlet is not known stands for itself."""
    outlet = outlet_of(report, outlets)
    return outlet.family if outlet else f"report {report.id}"

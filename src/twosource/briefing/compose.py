"""Dossiers → the brief of a period.

Strategy: keep the stories of the period, sort them by importance, and let each be told in lines, the most important
first, so that of two lines that say the same the more important story keeps its own.

What may live here: putting the parts together, and checking at the end that every line stands in its report.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from twosource.briefing.importance import Period, day_of, importance, total
from twosource.briefing.lines import Told, lines
from twosource.errors import VerbatimError
from twosource.model import Brief, BriefStory, Dossier


def brief(dossiers: Sequence[Dossier], since: date | None, until: date | None, stories: int = 15) -> Brief:
    """The most important stories of a period, each in a few lines of its reports' own words.

    Args:
        dossiers: in any order, which makes no difference.
        since: the first day, or None for no beginning. A story falls into the period if one of its reports does; an
            undated report does only where there is no beginning.
        until: the last day, or None for no end.
        stories: how many at most.

    Returns:
        The brief. A side of the period that was left open is filled with the first or last day of the stories shown,
        and stays None where none of them is dated.

    Raises:
        VerbatimError: a line is not at its offsets in its report.
    """
    period = Period(since, until)
    held = [(importance(dossier, period), dossier) for dossier in dossiers if any(map(period.holds, dossier.reports))]
    ranked = sorted(held, key=lambda item: (-total(item[0]), item[1].id))[: max(0, stories)]
    told = Told()
    chosen = tuple(BriefStory(dossier, why, lines(dossier, told)) for why, dossier in ranked)
    verify(chosen)
    days = [day for story in chosen for report in story.dossier.reports if (day := day_of(report))]
    return Brief(since or min(days, default=None), until or max(days, default=None), chosen)


def verify(stories: Sequence[BriefStory]) -> None:
    """Check every line against its report once more."""
    for story in stories:
        for line in story.lines:
            if not line.passage.stands_in(story.dossier.report(line.passage.report)):
                raise VerbatimError(f"story {story.dossier.id}: a line is not at {line.passage.start} in its report")

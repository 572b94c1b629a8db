"""Dossier → an entry of somebody else's app: the story in short, as a piece of HTML that needs no style.

Strategy: the lines that a brief would choose, each with its outlet and our label, the four counts before them, and
after them what differs and every report with the way to it. Apps show a body as they please, and some run what they
are given: so there are no styles, classes, pictures or scripts, no addresses but those of the reports, and everything
of the news is escaped. Lines are verbatim; words of ours stand in small print.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from twosource import briefing
from twosource.model import Difference, Dossier, Outlet
from twosource.rendering import labels, templating
from twosource.rendering.lines import shown_stories
from twosource.rendering.mastheads import Masthead, mastheads
from twosource.rendering.sides import sides
from twosource.rendering.words import ENGLISH

DIFFERENCES: Final = 5  # shown of a story; the story's page has the rest. A phone's screen holds as many
REPORTS: Final = 20  # named of a story: a list of a hundred would drown what they say


def entry_body(dossier: Dossier, outlets: Mapping[str, Outlet]) -> str:
    """The story in short, for between the tags of a page."""
    heads = mastheads(dossier.reports, outlets)
    made = briefing.brief([dossier], None, None, 1)
    lines = [line for story in shown_stories(made, outlets, None) for line in story.lines]
    return (
        templating.environment()
        .get_template("entry.html.jinja")
        .render(
            t=ENGLISH,
            counts=labels.counts(dossier.counts),
            lines=lines,
            differences=[_differing(difference, heads) for difference in dossier.differences[:DIFFERENCES]],
            reports=list(heads.values())[:REPORTS],
            more=max(0, len(heads) - REPORTS),
        )
        .strip()
    )


def entry_author(dossier: Dossier, outlets: Mapping[str, Outlet]) -> str:
    """Who told it: outlets, in order of first publication."""
    return labels.listed(dict.fromkeys(head.name for head in mastheads(dossier.reports, outlets).values()))


def _differing(
    difference: Difference, heads: Mapping[str, Masthead]
) -> tuple[str, list[tuple[Masthead, tuple[tuple[str, bool], ...]]]]:
    """On what reports differ, and each side: who, and their words, each with whether they are what differs."""
    found = [(heads[side.context.report], side.parts) for side in sides(difference.values)]
    return labels.differing(difference), found

"""A brief's lines with all that is set beside them: our label, the outlet, the counts and the way to the place.

Strategy: the page, the mail and the terminal show the same brief in three ways; what they share is prepared here, once.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from twosource.model import Brief, BriefStory, Outlet
from twosource.rendering import labels
from twosource.rendering.mastheads import Masthead, chips, mastheads
from twosource.rendering.places import Link


@dataclass(frozen=True, slots=True)
class ShownLine:
    """A line of a brief. `label` is empty where the line before has the same one."""

    label: str
    text: str
    masthead: Masthead
    href: str | None


@dataclass(frozen=True, slots=True)
class ShownStory:
    """A story of a brief. `why` pairs a term in words with its number."""

    number: int
    title: str
    counts: tuple[str, ...]
    outlets: tuple[str, ...]
    href: str | None
    why: tuple[tuple[str, str], ...]
    importance: str
    lines: tuple[ShownLine, ...]


def _lines(story: BriefStory, heads: Mapping[str, Masthead], link: Link | None) -> tuple[ShownLine, ...]:
    shown: list[ShownLine] = []
    before = ""
    for line in story.lines:
        head = heads[line.passage.report]
        label = labels.role(line.role, line.counts, head.name)
        href = link(story.dossier.id, line.passage) if link else head.url
        shown.append(ShownLine("" if label == before else label, line.passage.text, head, href))
        before = label
    return tuple(shown)


def shown_stories(brief: Brief, outlets: Mapping[str, Outlet], link: Link | None) -> tuple[ShownStory, ...]:
    """A brief's stories as they are shown. Without `link` a line leads to its report at the outlet, where known."""
    colours = chips((report for story in brief.stories for report in story.dossier.reports), outlets)
    result = []
    for number, story in enumerate(brief.stories, 1):
        heads = mastheads(story.dossier.reports, outlets, colours)
        result.append(
            ShownStory(
                number=number,
                title=story.dossier.title,
                counts=labels.count_parts(story.dossier.counts),
                outlets=tuple(dict.fromkeys(head.name for head in heads.values())),
                href=link(story.dossier.id, None) if link else None,
                why=tuple((labels.why_term(term), labels.number(value)) for term, value in story.why),
                importance=labels.number(sum(value for _, value in story.why)),
                lines=_lines(story, heads, link),
            )
        )
    return tuple(result)

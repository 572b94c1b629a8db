"""A brief's lines with all that is set beside them: our label, the outlet, the counts and the way to the place.

Strategy: the page, the mail and the terminal show the same brief in three ways; what they share is prepared here, once.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from twosource.model import Brief, BriefStory, Line, Outlet, Passage, Role, Span
from twosource.rendering import labels
from twosource.rendering.mastheads import Masthead, chips, mastheads
from twosource.rendering.places import Link


@dataclass(frozen=True, slots=True)
class ShownLine:
    """A line of a brief. `label` is empty where the line before has the same one.

    `parts` are the line's words in order, each with whether it is one of those in which the line differs from another.
    """

    label: str
    text: str
    parts: tuple[tuple[str, bool], ...]
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
    sides = [bool(slots(story, line)) for line in story.lines]
    for place, line in enumerate(story.lines):
        head = heads[line.passage.report]
        from_above = line.role is Role.DIFFERS and place > 0 and sides[place] and sides[place - 1]
        label = labels.role(line.role, line.counts, head.name)
        if from_above and story.lines[place - 1].role is not Role.DIFFERS:
            label = labels.DIFFERS_FROM_ABOVE
        href = link(story.dossier.id, line.passage) if link else head.url
        shown.append(ShownLine("" if label == before else label, line.passage.text, _parts(story, line), head, href))
        before = label
    return tuple(shown)


def slots(story: BriefStory, line: Line) -> tuple[Span, ...]:
    """Where a line has a value that another line of its story differs from, if one of the two is there to differ."""
    others = [other for other in story.lines if other != line and Role.DIFFERS in {line.role, other.role}]
    found = set()
    for difference in story.dossier.differences:
        theirs = {value.value for value in difference.values if any(_holds(other, value.slot) for other in others)}
        mine = (value for value in difference.values if _holds(line, value.slot))
        found |= {value.slot.span for value in mine if theirs - {value.value}}
    return tuple(_apart(sorted(found)))


def _holds(line: Line, slot: Passage) -> bool:
    return line.passage.report == slot.report and line.passage.span.covers(slot.span)


def _apart(spans: list[Span]) -> Iterator[Span]:
    """Spans in order, those left out that begin in one before."""
    end = 0
    for span in spans:
        if span.start >= end:
            yield span
            end = span.end


def _parts(story: BriefStory, line: Line) -> tuple[tuple[str, bool], ...]:
    """A line's words, cut where those begin and end in which it differs."""
    start, text, parts, place = line.passage.start, line.passage.text, [], 0
    for slot in slots(story, line):
        parts += [(text[place : slot.start - start], False), (text[slot.start - start : slot.end - start], True)]
        place = slot.end - start
    return tuple((words, bold) for words, bold in (*parts, (text[place:], False)) if words)


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

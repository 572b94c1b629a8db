"""A brief's lines with all that is set beside them: our label, the outlet, the counts and the way to the place.

Strategy: the page, the mail and the terminal show the same brief in three ways; what they share is prepared here, once.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from twosource.model import Brief, BriefStory, Line, LineRole, Outlet, Passage, Span
from twosource.rendering import labels, news
from twosource.rendering.mastheads import Masthead, chips, mastheads
from twosource.rendering.places import Link
from twosource.rendering.words import ENGLISH, Words

PLAIN, DIFFERS, OURS = "", "differs", "ours"


@dataclass(frozen=True, slots=True)
class ShownLine:
    """A line of a brief. `label` is empty where the line before has the same one.

    `parts` are the line's words in order, each with what it is: PLAIN, DIFFERS for those in which the line differs from
    another, OURS for a helper of ours. `before` are words that the reader was told before, and this line replaces.
    """

    label: str
    text: str
    parts: tuple[tuple[str, str], ...]
    masthead: Masthead
    href: str | None
    before: str = ""


@dataclass(frozen=True, slots=True)
class ShownStory:
    """A story of a brief. `why` pairs a term in words with its number, `why_words` says the same in a sentence.

    `mark` tells in a word what has become of it since the reader was told, `became` in sentences.
    """

    number: int
    title: str
    counts: tuple[str, ...]
    outlets: tuple[str, ...]
    href: str | None
    why: tuple[tuple[str, str], ...]
    importance: str
    lines: tuple[ShownLine, ...]
    why_words: str = ""
    mark: str = ""
    became: tuple[str, ...] = ()


def read(parts: tuple[tuple[str, str], ...]) -> str:
    """A line as it is read, our helpers in brackets."""
    return "".join(text for text, _ in parts)


def _lines(story: BriefStory, heads: Mapping[str, Masthead], link: Link | None, words: Words) -> tuple[ShownLine, ...]:
    shown: list[ShownLine] = []
    before = ""
    sides = [bool(slots(story, line)) for line in story.lines]
    for place, line in enumerate(story.lines):
        head = heads[line.passage.report]
        from_above = line.role is LineRole.DIFFERS and place > 0 and sides[place] and sides[place - 1]
        label = labels.role(line.role, line.counts, head.name, words)
        if line.role is LineRole.LEAD and story.was:
            label = words("news.what")
        if from_above and story.lines[place - 1].role is not LineRole.DIFFERS:
            label = words("line.differs.above")
        href = link(story.dossier.id, line.passage) if link else head.url
        parts = _parts(story, line)
        shown.append(ShownLine("" if label == before else label, read(parts), parts, head, href, line.before))
        before = label
    return tuple(shown)


def slots(story: BriefStory, line: Line) -> tuple[Span, ...]:
    """Where a line has a value that another line of its story differs from, if one of the two is there to differ."""
    others = [other for other in story.lines if other != line and LineRole.DIFFERS in {line.role, other.role}]
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


def _parts(story: BriefStory, line: Line) -> tuple[tuple[str, str], ...]:
    """A line's words, cut where those begin and end in which it differs, and where a helper of ours is put."""
    start, end = line.passage.start, line.passage.end
    differing = slots(story, line)
    helpers = {helper.at: helper.text for helper in line.helpers}
    cuts = sorted({start, end, *helpers, *(place for slot in differing for place in slot)})
    parts: list[tuple[str, str]] = []
    for here, there in zip(cuts, [*cuts[1:], end], strict=True):
        if here in helpers:
            parts.append((f" [= {helpers[here]}]", OURS))
        kind = DIFFERS if any(slot.start <= here < slot.end for slot in differing) else PLAIN
        parts.append((line.passage.text[here - start : there - start], kind))
    return tuple((text, kind) for text, kind in parts if text)


def shown_stories(
    brief: Brief, outlets: Mapping[str, Outlet], link: Link | None, words: Words = ENGLISH
) -> tuple[ShownStory, ...]:
    """A brief's stories as they are shown. Without `link` a line leads to its report at the outlet, where known."""
    colours = chips((report for story in brief.stories for report in story.dossier.reports), outlets, words)
    result = []
    for number, story in enumerate(brief.stories, 1):
        heads = mastheads(story.dossier.reports, outlets, colours, words)
        result.append(
            ShownStory(
                number=number,
                title=story.title,
                counts=labels.count_parts(story.dossier.counts, words),
                outlets=tuple(dict.fromkeys(head.name for head in heads.values())),
                href=link(story.dossier.id, None) if link else None,
                why=tuple((news.why_term(term, words), labels.number(value, words)) for term, value in story.why),
                why_words=news.why(story, words),
                mark=news.mark(story, brief, words),
                became=news.became(story, heads, words),
                importance=labels.number(sum(value for _, value in story.why), words),
                lines=_lines(story, heads, link, words),
            )
        )
    return tuple(result)

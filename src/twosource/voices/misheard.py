"""What a tagger hears amiss, where the punctuation of a report tells better.

Strategy: four forms, each sure by its own words. A question in quotation marks behind "Asked again," is not what the
one says who answers it. "By saying" tells how the subject of the sentence did it, not somebody who is named between.
Who is quoted "according to" an outlet is quoted in the next sentence as well. What "words like Orr’s show" is not said
by Orr.

What may live here: corrections of what was found, by its own text. Who a source is, is for `speakers`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from twosource.model import Span
from twosource.voices.tagging import Tagged

ASKED_REACH: Final = 60
"""Characters before a question in which "Asked" opens its sentence."""
_ASKED: Final = re.compile(
    r"(?:\A|[.!?”\"’\n])\s*(?:When\s+)?[Aa]sked"
    r"(?:\s+(?!about|after|by|for|how|if|to|what|when|where|whether|which|who|why)[\w-]+){0,3}[,:]\s+$"
)
"""Before a question that somebody is asked; not "Asked about the pier, “Who knows?” she said"."""
_QUESTION: Final = re.compile(r"\?[”\"’']$")
_REPLY: Final = re.compile(r",?:?\s+[“\"‘]")
_MEANS: Final = re.compile(r"\w\s+by\s+(?:saying|telling|claiming|insisting|arguing|declaring|writing)$", re.IGNORECASE)
_LIKE: Final = re.compile(r"\b(?:like|such\s+as|as)\s$")
_OWNER: Final = re.compile(r"(?:[’']s|s[’'])$")
_OPENS: Final = '“"‘'


def unasked(text: str, one: Tagged) -> Tagged:
    """The attribution without the question that its source was asked."""
    if len(one.content) < 2 or not one.cue or not _REPLY.match(text, max(one.cue[-1].end, _end(one.source))):
        return one
    first = one.content[0]
    before = text[max(0, first.start - ASKED_REACH) : first.start]
    if first.end > one.cue[0].start or not _QUESTION.search(text, first.start, first.end) or not _ASKED.search(before):
        return one
    return replace(one, content=one.content[1:])


def of_nobody(text: str, one: Tagged) -> Tagged:
    """The attribution without its source where that is only whose words are an example: "words like Orr’s show"."""
    if len(one.source) != 1 or not _OWNER.search(text[slice(*one.source[0])]):
        return one
    before = text[max(0, one.source[0].start - len("such  as ")) : one.source[0].start]
    return replace(one, source=()) if _LIKE.search(before) else one


def by_means(text: str, found: Sequence[Tagged]) -> list[Tagged]:
    """Those of `found` that are not merely how somebody did a thing whose telling holds them."""
    return [
        one
        for one in found
        if not (
            len(one.cue) == 1
            and _MEANS.search(text[slice(*one.cue[0])])
            and any(_holds(other, one) for other in found if other is not one)
        )
    ]


def gone_on(text: str, found: Sequence[Tagged]) -> list[Tagged]:
    """`found`, where whoever is quoted according to another has the quotations too that follow this one."""
    quoted_by = {inner: later for other in found for inner, later in _gone_on(text, other, found)}
    return [replace(one, content=(*one.content, *quoted_by.get(at, ()))) for at, one in enumerate(found)]


def _gone_on(text: str, outer: Tagged, found: Sequence[Tagged]) -> list[tuple[int, tuple[Span, ...]]]:
    """The one who is quoted right before "according to", by place, and the quotations behind it."""
    if [text[slice(*span)].casefold() for span in outer.cue] != ["according to"] or not outer.source:
        return []
    behind = max(outer.cue[-1].end, _end(outer.source))
    later = tuple(span for span in outer.content if span.start >= behind and text[span.start] in _OPENS)
    before = [span for span in outer.content if span.end <= outer.cue[0].start]
    if not later or not before:
        return []
    inner = [
        at
        for at, one in enumerate(found)
        if one is not outer and one.cue and one.source and before[-1].covers(one.cue[-1]) and _quotes(text, one)
    ]
    return [(inner[-1], tuple(span for span in later if span not in found[inner[-1]].content))] if inner else []


def _quotes(text: str, one: Tagged) -> bool:
    return text[one.content[0].start] in _OPENS


def _holds(outer: Tagged, one: Tagged) -> bool:
    return all(any(held.covers(span) for held in outer.content) for span in (*one.content, *one.cue))


def _end(spans: Sequence[Span]) -> int:
    return max((span.end for span in spans), default=0)

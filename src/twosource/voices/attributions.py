"""Report → its attributions: what the tagger found, with speakers, kinds, media and chains.

Strategy: put together, decide nothing twice. `tagging` gives spans, `speakers` says who, `quotes` tells how much of
the content stands in quotation marks, and the nesting of spans tells chains: what stands inside another's content
is said by that other.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import Final

from twosource.model import Attribution, Directness, Report, Span
from twosource.voices import tagging
from twosource.voices.anonymity import anonymity
from twosource.voices.citing import CUES
from twosource.voices.media import REACH, medium
from twosource.voices.quotes import outermost
from twosource.voices.speakers import speakers
from twosource.voices.tagging import Tag, Tagged

NEAR: Final = 12
"""Attributions before and after one among which its parent is sought, so that no text costs its square."""
DIRECT_SHARE: Final = 0.9
"""Share of content in quotation marks from which it is direct, as the published measures of PolNeAR have it."""


def attributions(report: Report, tag: Tag = tagging.tag) -> tuple[Attribution, ...]:
    """Who says what in `report`: direct, mixed and plain indirect, in order of position, chains by `parent`.

    Args:
        report: the report.
        tag: what finds the spans: the rules, or a trained tagger handed in.
    """
    text = report.text
    tagged = sorted(tag(text), key=_position)
    said_by = speakers(text, tagged, report.title, report.outlet)
    quoted = [quotation.span for quotation in outermost(text)]
    parents = _parents(text, tagged)
    reasons = anonymity(text, tagged, said_by)
    return tuple(
        Attribution(
            content=one.content,
            cue=one.cue,
            source=one.source,
            kind=_kind(text, one.content, quoted),
            speaker=speaker,
            parent=parent,
            medium=_medium(text, one, quoted),
            anonymity=reason,
        )
        for one, speaker, parent, reason in zip(tagged, said_by, parents, reasons, strict=True)
    )


def _position(one: Tagged) -> tuple[int, int]:
    """In text order; of two that begin together, the one that reaches further first."""
    spans = (*one.content, *one.cue, *one.source)
    return (min(spans).start, -max(span.end for span in spans))


def _parents(text: str, tagged: Sequence[Tagged]) -> list[int | None]:
    """For each, the index of the one whose content most narrowly holds its content and cue.

    Its source may stand before: "the boat, Roe said, was feared lost" says by Roe what is feared. Who is cited for a
    content has whoever cites him as parent, and what the content holds is said by the one who is cited.
    """
    sizes = [sum(span.end - span.start for span in one.content) for one in tagged]
    cites = [_cites(text, one) for one in tagged]
    parents: list[int | None] = []
    for at, one in enumerate(tagged):
        near = range(max(0, at - NEAR), min(len(tagged), at + NEAR))
        if cites[at]:
            holders = [other for other in near if not cites[other] and _covers(tagged[other], one.content)]
        else:
            holders = [other for other in near if sizes[other] > sizes[at] and _holds(tagged[other], one)]
        parents.append(min(holders, key=lambda other: (sizes[other], not cites[other], other), default=None))
    return parents


def _cites(text: str, one: Tagged) -> bool:
    return len(one.cue) == 1 and text[one.cue[0].start : one.cue[0].end].casefold() in CUES


def _holds(holder: Tagged, one: Tagged) -> bool:
    """Whether the content of the first holds content and cue of the second, or all of it where that has no cue."""
    return _covers(holder, (*one.content, *(one.cue or one.source)))


def _covers(holder: Tagged, spans: Sequence[Span]) -> bool:
    return all(any(held.covers(span) for held in holder.content) for span in spans)


def _kind(text: str, content: Sequence[Span], quoted: Sequence[Span]) -> Directness:
    words = inside = 0
    for span in content:
        words += _letters(text, span)
        for quotation in quoted[max(0, bisect_left(quoted, span) - 1) :]:
            if quotation.start >= span.end:
                break
            inside += _letters(text, Span(max(span.start, quotation.start), min(span.end, quotation.end)))
    share = inside / words if words else 0.0
    return Directness.DIRECT if share > DIRECT_SHARE else Directness.MIXED if share else Directness.INDIRECT


def _letters(text: str, span: Span) -> int:
    return sum(character.isalnum() for character in text[span.start : span.end])


def _medium(text: str, one: Tagged, quoted: Sequence[Span]) -> str | None:
    if not one.cue:
        return None
    end = max(span.end for span in (*one.cue, *one.source))
    following = bisect_left(quoted, (end, 0))
    stop = quoted[following].start if following < len(quoted) else len(text)
    line = text.find("\n", end, end + REACH)
    after = text[end : min(stop, line if line >= 0 else len(text), end + REACH)]
    source = " ".join(text[span.start : span.end] for span in one.source)
    cue = " ".join(text[span.start : span.end] for span in one.cue)
    return medium(source, cue, after)

"""A report's text with its passages marked: spans that nest, cross and repeat become well-formed HTML.

Strategy: the text is cut into paragraphs; in each, marks are opened in order of start (the longer first) and closed
from a stack. A mark that crosses the end of the one around it is cut there and goes on after it; only its first piece
has the id.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup, escape

from twosource.model import Span

NOTHING = Markup("")

_BLANK = re.compile(r"\n[^\S\n]*\n\s*")
_LINE = re.compile(r"\n\s*")


@dataclass(frozen=True, slots=True)
class Mark:
    """A span to be marked. `before` is set at its start (a number in the margin); `kind` is its class, if any."""

    span: Span
    id: str | None
    kind: str = ""
    before: Markup = NOTHING


def paragraphs(text: str) -> tuple[Span, ...]:
    """Spans between blank lines; between line ends where a text has no blank lines."""
    gap = _BLANK if _BLANK.search(text) else _LINE
    edges = [0, *(edge for found in gap.finditer(text) for edge in found.span()), len(text)]
    spans = (Span(start, end) for start, end in zip(edges[::2], edges[1::2], strict=True))
    return tuple(span for span in spans if text[span.start : span.end].strip())


def _order(mark: Mark) -> tuple[int, int]:
    return (mark.span.start, -mark.span.end)


def _nested(marks: Sequence[Mark], within: Span) -> list[Mark]:
    """The marks that touch `within`, clipped to it and cut until any two nest or stand apart, in order of opening."""
    queue = sorted((_clip(mark, within) for mark in marks), key=_order)
    done: list[Mark] = []
    ends: list[int] = []
    while queue:
        mark = queue.pop(0)
        while ends and ends[-1] <= mark.span.start:
            ends.pop()
        if ends and mark.span.end > ends[-1]:
            rest = replace(mark, span=Span(ends[-1], mark.span.end), id=None, before=NOTHING)
            queue = sorted([*queue, rest], key=_order)
            mark = replace(mark, span=Span(mark.span.start, ends[-1]))
        done.append(mark)
        ends.append(mark.span.end)
    return done


def _clip(mark: Mark, within: Span) -> Mark:
    start, end = max(mark.span.start, within.start), min(mark.span.end, within.end)
    if start == mark.span.start:
        return replace(mark, span=Span(start, end))
    return replace(mark, span=Span(start, end), id=None, before=NOTHING)


def _opening(mark: Mark) -> str:
    """Put together as it stands, as `Markup.format` would take a third of a story's time."""
    name = f' id="{escape(mark.id)}"' if mark.id else ""
    kind = f' class="{escape(mark.kind)}"' if mark.kind else ""
    return f"<span{name}{kind}>{mark.before}"


def _pieces(text: str, within: Span, marks: Sequence[Mark]) -> Iterator[str]:
    """HTML, piece by piece: everything of the text in it is escaped here."""
    place = within.start
    ends: list[int] = []
    for mark in _nested(marks, within):
        while ends and ends[-1] <= mark.span.start:
            yield f"{escape(text[place : ends[-1]])}</span>"
            place = ends.pop()
        yield f"{escape(text[place : mark.span.start])}{_opening(mark)}"
        place = mark.span.start
        ends.append(mark.span.end)
    for end in reversed(ends):
        yield f"{escape(text[place:end])}</span>"
        place = end
    yield escape(text[place : within.end])


def marked(text: str, marks: Sequence[Mark]) -> tuple[Markup, ...]:
    """The text's paragraphs as HTML, with every mark in them."""
    parts = paragraphs(text)
    held: list[list[Mark]] = [[] for _ in parts]
    ends = [part.end for part in parts]
    for mark in marks:
        place = bisect_right(ends, mark.span.start)
        while place < len(parts) and parts[place].start < mark.span.end:
            held[place].append(mark)
            place += 1
    pairs = zip(parts, held, strict=True)
    return tuple(Markup("".join(_pieces(text, part, inside))) for part, inside in pairs)  # noqa: S704 - escaped there

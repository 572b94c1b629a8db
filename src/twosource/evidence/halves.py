"""No half quotations: where a shared passage that is speech begins and ends.

Strategy: what two reports share is often one sentence of a longer quotation, so that a mark opens in it and closes
behind it, or the other way round: “We lost the pier. A reader sees half a quotation and looks for the rest. The
statement tells beside each passage whose words it has, so that a lone mark at its edge tells nothing and goes; and so
does the "she said" of the report around it, where that is less than the words. Where all but a mark is there, the mark
is taken in. What is left stands where it stood.

What may live here: edges of passages that are known to be speech. Which passages say the same is for `align`.
"""

from __future__ import annotations

from twosource.model import Passage, Report, Span
from twosource.reading.sentences import trimmed
from twosource.voices.quotes import outermost

MOST_AROUND = 6  # words of "she told the council": read on BASIL open, what is longer tells something of its own

_MARKS = "“”„‟\"«»‹›‘’‚‛'`"


def without_halves(passage: Passage, report: Report) -> Passage:
    """The passage of `report` without the half of a quotation; as it is, where more stands around than who says it."""
    span = passage.span
    found = [quotation for quotation in outermost(report.text) if quotation.span.overlaps(span)]
    quotes = [quotation.span for quotation in found]
    for quotation in found:
        quote = quotation.span
        if quotation.closed and quote.start < span.start and quote.end <= span.end:
            span = _closing(report.text, span, quote, quotes)
    for quotation in found:
        quote = quotation.span
        ends_first = span.end < quote.end or (span.end == quote.end and not quotation.closed)
        if ends_first and span.start <= quote.start < span.end:
            span = _opening(report.text, span, quote, quotes)
    return passage if span == passage.span else report.passage(span)


def _closing(text: str, span: Span, quote: Span, quotes: list[Span]) -> Span:
    """`span`, which begins within `quote` and reaches its end, without the other half of it."""
    if _is_bare(text[quote.start : span.start]):
        return Span(quote.start, span.end)
    around = Span(quote.end, span.end)
    said = _inner(text, Span(span.start, quote.end))
    return said if _is_little(text, around, said, quotes) else span


def _opening(text: str, span: Span, quote: Span, quotes: list[Span]) -> Span:
    """`span`, which ends within `quote` and has its beginning, without the other half of it."""
    if span.end < quote.end and _is_bare(text[span.end : quote.end]):
        return Span(span.start, quote.end)
    around = Span(span.start, quote.start)
    said = _inner(text, Span(quote.start, span.end))
    return said if _is_little(text, around, said, quotes) else span


def _is_bare(between: str) -> bool:
    """Whether nothing but marks and stops stands between, so that the whole quotation is there but for them."""
    return not any(character.isalnum() for character in between)


def _inner(text: str, span: Span) -> Span:
    """The words of a half quotation, without its one mark and the comma that belongs to what stands around it."""
    start, end = span
    while start < end and text[start] in _MARKS:
        start += 1
    while start < end and (text[end - 1] in _MARKS or text[end - 1] in ", "):
        end -= 1
    return trimmed(text, start, end)


def _is_little(text: str, around: Span, said: Span, quotes: list[Span]) -> bool:
    """Whether what stands around is no more than who says it: a few words, fewer than those said, quoting nothing."""
    if any(quote.overlaps(around) for quote in quotes):
        return False
    size = len(text[slice(*around)].split())
    return size <= MOST_AROUND and size < len(text[slice(*said)].split())

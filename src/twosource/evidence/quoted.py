"""The quoted passages of a story's reports, each with who says it.

Strategy: every outermost quotation that stands in the content of an attribution is a piece, under the innermost
attribution that holds it; direct speech set without marks is a piece as it stands. Marks, spaces and a closing
comma are trimmed off, so that a piece runs from its first word to its last. Which pieces are one utterance is for
`quotes`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from twosource.evidence.worddiff import Token, tokens
from twosource.model import Attribution, Directness, Passage, Report, Said, Span, Speaker
from twosource.voices.quotes import outermost

LONGEST = (
    400  # words in a piece: what is longer is compared in pieces of so many, for comparing takes time by the square
)


@dataclass(frozen=True, slots=True)
class Piece:
    """A quoted passage. `report` is the report's place in publication order, `attribution` an index into all that is
    said; `tokens` have offsets into the passage's text.
    """

    report: int
    passage: Passage
    tokens: tuple[Token, ...]
    attribution: int
    speaker: Speaker
    medium: str | None

    @property
    def keys(self) -> tuple[str, ...]:
        return tuple(token.key for token in self.tokens)

    @property
    def size(self) -> int:
        return len(self.tokens)

    def part(self, first: int, last: int) -> Piece:
        """The words from `first` up to, not including, `last`."""
        start, stop = self.tokens[first].start, self.tokens[last - 1].stop
        passage = self.passage
        cut = Passage(passage.report, passage.start + start, passage.start + stop, passage.text[start:stop])
        return replace(self, passage=cut, tokens=tokens(cut.text))


def pieces(reports: Sequence[Report], said: Sequence[Said]) -> tuple[Piece, ...]:
    """The quoted passages of `reports`, by report and place; `reports` in publication order."""
    of_report: dict[str, list[tuple[int, Attribution]]] = defaultdict(list)
    for index, (report_id, attribution) in enumerate(said):
        if attribution.kind is not Directness.INDIRECT:
            of_report[report_id].append((index, attribution))
    found = [
        piece
        for place, report in enumerate(reports)
        for span, index, attribution in sorted(_quoted(report, of_report[report.id]), key=lambda quoted: quoted[:2])
        for piece in _pieces(place, report, span, index, attribution)
    ]
    return tuple(found)


def _quoted(report: Report, attributions: Sequence[tuple[int, Attribution]]) -> Iterator[tuple[Span, int, Attribution]]:
    """What is quoted, and by which attribution. The innermost is the one with the shortest content."""
    innermost = sorted(attributions, key=lambda held: (_length(held[1]), held[0]))
    quotations = [quotation.span for quotation in outermost(report.text)]
    speaking: set[int] = set()
    for quotation in quotations:
        for index, attribution in innermost:
            spans = [common for content in attribution.content if (common := _common(quotation, content)) is not None]
            if spans:
                speaking.add(index)
                yield from ((span, index, attribution) for span in spans)
                break
    for index, attribution in innermost:
        if index not in speaking and attribution.kind is Directness.DIRECT:
            yield from (
                (span, index, attribution) for span in attribution.content if not any(map(span.overlaps, quotations))
            )


def _length(attribution: Attribution) -> int:
    return sum(span.end - span.start for span in attribution.content)


def _common(one: Span, other: Span) -> Span | None:
    return Span(max(one.start, other.start), min(one.end, other.end)) if one.overlaps(other) else None


_OPENING = "“„‟\"«‹‘‚‛'`"
_CLOSING = "”“\"»›’'`"


def _pieces(place: int, report: Report, span: Span, index: int, attribution: Attribution) -> Iterator[Piece]:
    inner = _trimmed(report.text, span)
    if inner is None:
        return
    passage = report.passage(inner)
    words = tokens(passage.text)
    if not words:
        return
    whole = Piece(place, passage, words, index, attribution.speaker, attribution.medium)
    if whole.size <= LONGEST:
        yield whole
        return
    for first in range(0, whole.size, LONGEST):
        yield whole.part(first, min(first + LONGEST, whole.size))


def _trimmed(text: str, span: Span) -> Span | None:
    """The span without its own marks, the spaces inside them and a comma that belongs to the sentence around it."""
    start, end = span
    if text[start : start + 2] in ("``", "''"):
        start += 2
    elif text[start] in _OPENING:
        start += 1
    if end - start > 1 and text[end - 2 : end] == "''":
        end -= 2
    elif end > start and text[end - 1] in _CLOSING and not _closes_inner(text[start : end - 1], text[end - 1]):
        end -= 1
    while start < end and text[start].isspace():
        start += 1
    while start < end and (text[end - 1].isspace() or text[end - 1] == ","):
        end -= 1
    return Span(start, end) if start < end else None


def _closes_inner(inside: str, mark: str) -> bool:
    """Whether a closing mark at the end closes a quotation inside: it does where the outer one never closes."""
    opening = {"”": "“", "’": "‘", "»": "«", "›": "‹"}.get(mark)
    return opening is not None and inside.count(opening) > inside.count(mark)

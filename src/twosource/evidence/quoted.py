"""What a story's reports quote, and what they tell in indirect speech, each with who says it.

Strategy: every outermost quotation that stands in the content of an attribution is a piece, under the innermost
attribution that holds it; direct speech set without marks is a piece as it stands. Quotations of one attribution that
only its cue parts ("A," she said. "B.") are one piece, whose words are those of both, without the cue. Marks, spaces
and a closing comma are trimmed off, so that a piece runs from its first word to its last. Which pieces are one
utterance is for `quotes`, which of the retold ones are versions of it for `retold`.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from twosource.evidence.worddiff import Token, tokens
from twosource.evidence.words import FUNCTION_WORDS, negates, words
from twosource.model import Attribution, Directness, Passage, Report, Said, Span, Speaker
from twosource.voices.quotes import outermost

LONGEST = 400  # words in a piece: what is longer is compared in pieces of so many, for time goes by the square
CUE_WORDS = 30  # words between two quotations of one attribution that go on from one to the other
BRIDGE_WORDS = 3  # and so many where no cue is among them: “I am sorry that we did not” tell people “sooner”


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a report that quotes or retells somebody. `report` is the report's place in publication order,
    `attribution` an index into all that is said. `tokens`, with offsets into the passage's text, are the words that
    are spoken; what lies between two of them is the report's own. `keys` are theirs, `stems` those of the words of
    meaning among them; `denials` tell for each word that negates how many stems stand before it.
    """

    report: int
    passage: Passage
    tokens: tuple[Token, ...]
    keys: tuple[str, ...]
    stems: tuple[str, ...]
    denials: tuple[int, ...]
    attribution: int
    speaker: Speaker
    medium: str | None

    @property
    def size(self) -> int:
        return len(self.tokens)

    @property
    def parts(self) -> int:
        """In how many parts the words stand."""
        return 1 + sum(one.end < other.start for one, other in pairwise(self.tokens))

    def part(self, first: int, last: int) -> Piece:
        """The words from `first` up to, not including, `last`."""
        start, stop = self.tokens[first].start, self.tokens[last - 1].stop
        passage = self.passage
        cut = Passage(passage.report, passage.start + start, passage.start + stop, passage.text[start:stop])
        kept = [_moved(token, -start) for token in self.tokens[first:last]]
        kept[-1] = kept[-1]._replace(end=kept[-1].stop)
        return _piece(self.report, cut, kept, (self.attribution, self.speaker, self.medium))

    def at_gaps(self) -> tuple[Piece, ...]:
        """The parts, each by itself."""
        edges = [0, *(at for at in range(1, self.size) if self.tokens[at - 1].end < self.tokens[at].start), self.size]
        return tuple(self.part(first, last) for first, last in pairwise(edges))


def _piece(report: int, passage: Passage, spoken: Sequence[Token], told: tuple[int, Speaker, str | None]) -> Piece:
    starts = [token.start for token in spoken]
    meant = [word for word in words(passage.text) if word.start < spoken[bisect_right(starts, word.start) - 1].end]
    telling = [word for word in meant if word.key not in FUNCTION_WORDS and not negates(word.key)]
    return Piece(
        report=report,
        passage=passage,
        tokens=tuple(spoken),
        keys=tuple(token.key for token in spoken),
        stems=tuple(word.stem for word in telling),
        denials=tuple(bisect_left(telling, word) for word in meant if negates(word.key)),
        attribution=told[0],
        speaker=told[1],
        medium=told[2],
    )


def _moved(token: Token, by: int) -> Token:
    return token._replace(start=token.start + by, stop=token.stop + by, end=token.end + by)


def pieces(reports: Sequence[Report], said: Sequence[Said]) -> tuple[Piece, ...]:
    """The quoted passages of `reports`, by report and place; `reports` in publication order."""
    of_report = _by_report(said, (Directness.DIRECT, Directness.MIXED))
    found = [
        piece
        for place, report in enumerate(reports)
        for spans, index, attribution in _joined(report, sorted(_quoted(report, of_report[report.id]), key=_first_two))
        for piece in _pieces(place, report, spans, index, attribution)
    ]
    return tuple(found)


def retold(reports: Sequence[Report], said: Sequence[Said]) -> tuple[Piece, ...]:
    """What `reports`, in publication order, tell in indirect speech, by report and place."""
    of_report = _by_report(said, (Directness.INDIRECT,))
    found = [
        piece
        for place, report in enumerate(reports)
        for index, attribution in of_report[report.id]
        for piece in _pieces(place, report, attribution.content, index, attribution)
    ]
    return tuple(sorted(found, key=lambda piece: (piece.report, piece.passage, piece.attribution)))


def _by_report(said: Sequence[Said], kinds: Sequence[Directness]) -> Mapping[str, list[tuple[int, Attribution]]]:
    of_report: dict[str, list[tuple[int, Attribution]]] = defaultdict(list)
    for index, (report_id, attribution) in enumerate(said):
        if attribution.kind in kinds:
            of_report[report_id].append((index, attribution))
    return of_report


_Quoted = tuple[Span, int, Attribution]


def _first_two(quoted: _Quoted) -> tuple[Span, int]:
    return quoted[:2]


def _joined(report: Report, found: Iterable[_Quoted]) -> Iterator[tuple[tuple[Span, ...], int, Attribution]]:
    """The quotations in order, those that only a cue parts together."""
    waiting: list[Span] = []
    held: tuple[int, Attribution] | None = None
    for span, index, attribution in found:
        if held is not None and (held[0] != index or not _goes_on(report.text, waiting[-1], span, attribution)):
            yield tuple(waiting), *held
            waiting = []
        waiting.append(span)
        held = index, attribution
    if held is not None:
        yield tuple(waiting), *held


def _goes_on(text: str, one: Span, other: Span, attribution: Attribution) -> bool:
    """Whether a quotation goes on in another one of its attribution: behind its cue, in the next paragraph, or over a
    word or two of the report.
    """
    between = Span(one.end, other.start)
    size = len(tokens(text[between.start : between.end]))
    cued = any(between.covers(span) for span in (*attribution.cue, *attribution.source))
    return size <= (CUE_WORDS if cued else BRIDGE_WORDS)


def _quoted(report: Report, attributions: Sequence[tuple[int, Attribution]]) -> Iterator[_Quoted]:
    """What is quoted, and by which attribution. The innermost is the one with the shortest content."""
    innermost = sorted(attributions, key=lambda held: (_length(held[1]), held[0]))
    marked = outermost(report.text)
    quotations, closed = [found.span for found in marked], [found.span for found in marked if found.closed]
    speaking: set[int] = set()
    within = {index for index, one in innermost if one.cue and all(_stands_in(span, closed) for span in one.cue)}
    for quotation in (each for each in quotations if not _is_title(report.text, each)):
        for index, attribution in innermost:
            if index in within or any(map(quotation.covers, attribution.cue)):
                continue  # who speaks in a quotation is not whom it quotes, nor where it goes on behind its cue
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


def _stands_in(span: Span, quotations: Sequence[Span]) -> bool:
    at = bisect_right(quotations, (span.start, span.end)) - 1
    return any(quotation.covers(span) for quotation in quotations[max(0, at) : at + 2])


_TITLED = re.compile(
    r"\s+(?:\w+\s)?(?:acts?|amendment|bill|campaign|clause|doctrine|initiative|law|list|measure|movement|polic(?:y|ies)|"
    r"principle|program(?:me)?|provision|resolution|rule|slogan|strategy|test)\b"
)
_OWNED = re.compile(r"(?:\b(?:the|an?|this|that|its|his|her|their|our)|['’]s|s['’])\s+$", re.IGNORECASE)
_CALLED = re.compile(
    r"\b(?:titled|entitled|called|named|dubbed|headlined|headline|(?:episode|edition|version|chorus) of|"
    r"(?:assignment|album|book|film|hymn|memoir|movie|musical|novel|opera|painting|play|podcast|programme?|series|show|"
    r"song|video))(?:[,:]?\s+|[,:]\s+the\s+)$",
    re.IGNORECASE,
)
_BEFORE_TITLE = 24  # characters before a title in which such a word stands
_LONG = 4  # letters of a word that a title writes with a capital


def _is_title(text: str, quotation: Span) -> bool:
    """Whether marks only set off what a thing is called: the “three strikes” law, the book “A Pier in Winter”."""
    before = text[max(0, quotation.start - _BEFORE_TITLE) : quotation.start]
    if _TITLED.match(text, quotation.end) and _OWNED.search(before):
        return True
    return bool(_CALLED.search(before)) and _is_in_capitals(text[slice(*quotation)])


def _is_in_capitals(quoted: str) -> bool:
    """Whether every long word has a capital, and more than one has."""
    told = re.findall(r"[^\W\d_][\w’'-]*", quoted)
    small = (word for word in told if not word[0].isupper())
    return sum(word[0].isupper() for word in told) > 1 and all(
        len(word) < _LONG or word in FUNCTION_WORDS for word in small
    )


def _length(attribution: Attribution) -> int:
    return sum(span.end - span.start for span in attribution.content)


def _common(one: Span, other: Span) -> Span | None:
    return Span(max(one.start, other.start), min(one.end, other.end)) if one.overlaps(other) else None


_OPENING = "“„‟\"«‹‘‚‛'`"
_CLOSING = "”“\"»›’'`"


def _pieces(place: int, report: Report, spans: Sequence[Span], index: int, attribution: Attribution) -> Iterator[Piece]:
    inner = [span for given in spans if (span := _trimmed(report.text, given)) is not None]
    cut = [(span, found) for span in inner if (found := tokens(report.text[span.start : span.end]))]
    if not cut:
        return
    said = Span(cut[0][0].start, cut[-1][0].end)
    passage = report.passage(_with_marks(report.text, said) if len(cut) > 1 else said)
    spoken = [_moved(token, span.start - passage.start) for span, found in cut for token in found]
    whole = _piece(place, passage, spoken, (index, attribution.speaker, attribution.medium))
    if whole.size <= LONGEST:
        yield whole
        return
    for first in range(0, whole.size, LONGEST):
        yield whole.part(first, min(first + LONGEST, whole.size))


def _with_marks(text: str, span: Span) -> Span:
    """The span with the marks around it, for who reads in it where one part ends and the next begins."""
    opened = text[max(0, span.start - 1) : span.start]
    closed = text[span.end : span.end + 2].removeprefix(",")[:1]
    if not (opened and closed and opened in _OPENING and closed in _CLOSING):
        return span
    return Span(span.start - 1, text.index(closed, span.end) + 1)


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

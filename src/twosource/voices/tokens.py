"""A text as the tagger reads it: sentences of tokens in which a whole quotation is one token.

Strategy: what stands in quotation marks is somebody's, not the reporter's grammar, so that a quotation is a single
token of the sentence around it and sentence ends inside do not count. Sentences are `reading.sentences`, joined over
quotations.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from typing import Final, NamedTuple

from twosource.model import Span
from twosource.reading.sentences import sentences
from twosource.voices.quotes import Quotation, outermost, paragraphs

_TOKEN: Final = re.compile(
    r"(?:Mrs?|Ms|Dr|Sens?|Reps?|Govs?|Gen|Lt|Col|Jr|Sr|St|Prof|Rev|Sgt|Capt|Maj|Inc|Corp|Co|Ltd|No)\.(?=[\s,])"
    r"|(?:[^\W\d_]\.){2,}|[A-Z]\.(?=\s)"
    r"|[#@$£€]?\w+(?:[-’'&/]\w+|[.,]\d+|\.(?:com|org|net|co|gov|edu|uk)\b)*(?:[’'](?=\s))?|--+|…|\.\.+|[^\w\s]"
)


class Token(NamedTuple):
    """A word, a mark or a whole quotation: where it stands, its words, and those in lower case."""

    start: int
    end: int
    text: str
    low: str
    quotation: Quotation | None = None

    @property
    def is_word(self) -> bool:
        return self.quotation is None and (self.text[0].isalnum() or self.text[0] in "#@$£€")

    @property
    def capital(self) -> bool:
        return self.text[0].isupper() or self.text[0] == "@"


class Sentence(NamedTuple):
    """A sentence of the reporter's, with the number of its paragraph."""

    tokens: tuple[Token, ...]
    paragraph: int


def read(text: str) -> tuple[Sentence, ...]:
    """The sentences of the text, in order; sentences inside a quotation are not told apart."""
    quoted = outermost(text)
    blocks = paragraphs(text)
    starts = [block.start for block in blocks]
    found = []
    for span in _reporters_sentences(text, quoted):
        tokens = tuple(_tokens(text, span, _between(quoted, span)))
        if tokens:
            found.append(Sentence(tokens, bisect_right(starts, span.start)))
    return tuple(found)


def _between(quoted: Sequence[Quotation], span: Span) -> Sequence[Quotation]:
    first = bisect_right(quoted, span.start - 1, key=lambda quotation: quotation.span.start)
    last = bisect_right(quoted, span.end - 1, key=lambda quotation: quotation.span.start)
    return quoted[first:last]


def _reporters_sentences(text: str, quoted: Sequence[Quotation]) -> list[Span]:
    """Sentences, those joined that a quotation runs over."""
    begin = [quotation.span.start for quotation in quoted]
    joined: list[Span] = []
    for span in sentences(text):
        before = bisect_right(begin, span.start - 1) - 1
        if joined and before >= 0 and quoted[before].span.end > span.start:
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, span.end, quoted[before].span.end))
        elif joined and span.start < joined[-1].end:
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, span.end))
        else:
            joined.append(span)
    return joined


def _tokens(text: str, span: Span, quoted: Sequence[Quotation]) -> list[Token]:
    tokens: list[Token] = []
    at = span.start
    for quotation in quoted:
        tokens.extend(_words(text, at, quotation.span.start))
        start, end = quotation.span
        tokens.append(Token(start, end, text[start:end], "", quotation))
        at = end
    tokens.extend(_words(text, at, span.end))
    return tokens


def _words(text: str, start: int, end: int) -> list[Token]:
    return [Token(*m.span(), m.group(), m.group().lower()) for m in _TOKEN.finditer(text, start, max(start, end))]

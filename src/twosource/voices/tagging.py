"""Text → who says what, as spans: the tagger.

Strategy: one function, `tag`, from text to `Tagged`, so that a trained model can take its place. This one works by
rule, a sentence at a time: `cues` finds each cue with its source, `contents` what is said. Quotations that stand
alone go to whom they continue, or to whom the sentence before announces. In doubt nothing is tagged: a line
credited to the wrong voice costs more than one that is credited to none.

Who the source is belongs in `speakers`; chains, kinds and order in `attributions`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from twosource.model import Span
from twosource.voices.contents import content_of
from twosource.voices.cues import cues_of, is_speech
from twosource.voices.phrases import subject_first
from twosource.voices.tokens import Sentence, Token, read

LONGEST_SENTENCE: Final = 400
"""Tokens beyond which a sentence is no prose: the longest of PolNeAR train has 99, and 220 where it lists names."""
PARAGRAPH_WORDS: Final = 8
"""A paragraph of quotation alone goes to whoever spoke, in whatever way, right before it, from so many words on."""


_WORDS: Final = re.compile(r"[^\s,](?:.*[^\s,])?", re.DOTALL)
"""Words with their own marks, without spaces and commas around."""


@dataclass(frozen=True, slots=True)
class Tagged:
    """Spans of one attribution, each in text order. `source` and `cue` may be empty."""

    content: tuple[Span, ...]
    cue: tuple[Span, ...] = ()
    source: tuple[Span, ...] = ()


def around(text: str, span: Span, hole: Span) -> list[Span]:
    """The span without what stands in the hole, and without commas at the cut."""
    if not span.overlaps(hole):
        return [span]
    parts = ((span.start, min(span.end, hole.start)), (max(span.start, hole.end), span.end))
    return [
        Span(found.start(), found.end())
        for start, end in parts
        if start < end and (found := _WORDS.search(text, start, end))
    ]


Tag = Callable[[str], Sequence[Tagged]]
"""A tagger: a text → its attributions as spans, none of them without content. The same text has the same answer."""


def tag(text: str) -> tuple[Tagged, ...]:
    """Every attribution that the rules find, in order of first span."""
    tagger = _Tagger(read(text))
    return tuple(sorted(tagger.tagged, key=lambda one: min((*one.content, *one.cue, *one.source))))


# --- quotations over sentences ----------------------------------------------------------------------------------------


class _Tagger:
    """Walks the sentences, and remembers to whom a quotation that stands alone may belong."""

    def __init__(self, sentences: Sequence[Sentence]) -> None:
        self.tagged: list[Tagged] = []
        self._sentences = sentences
        self._continues: int | None = None  # the attribution that a quotation standing alone goes on with
        self._latest: int | None = None  # the last attribution of the last plain sentence
        self._announced: Tagged | None = None  # who a sentence that ends in a colon says will speak
        self._waiting: list[Span] = []  # quotations before the sentence that tells whose they are
        for at, sentence in enumerate(sentences):
            alone = _stands_alone(sentence)
            if alone:
                self._quotation(at, alone)
            else:
                self._plain(at)

    def _quotation(self, at: int, alone: list[Span]) -> None:
        near = at > 0 and self._sentences[at].paragraph - self._sentences[at - 1].paragraph <= 1
        if near and self._announced is not None:
            self._new(replace(self._announced, content=tuple(alone)))
        elif self._is_claimed_next(at):
            self._waiting.extend(alone)
        elif near and self._continues is not None:
            self.tagged[self._continues] = _with_content(self.tagged[self._continues], alone)
        elif near and self._latest is not None and self._is_long_paragraph(at):
            self._new(Tagged(tuple(alone), (), self.tagged[self._latest].source))
        self._announced = None

    def _new(self, one: Tagged) -> None:
        self._continues = self._latest = len(self.tagged)
        self.tagged.append(one)

    def _is_claimed_next(self, at: int) -> bool:
        """Whether the next sentence of the paragraph quotes on and may tell whose words these are."""
        following = self._sentences[at + 1] if at + 1 < len(self._sentences) else None
        same = following is not None and following.paragraph == self._sentences[at].paragraph
        return same and following is not None and following.tokens[0].quotation is not None

    def _is_long_paragraph(self, at: int) -> bool:
        sentence = self._sentences[at]
        opens = at == 0 or self._sentences[at - 1].paragraph != sentence.paragraph
        return opens and sum(len(token.text.split()) for token in sentence.tokens) >= PARAGRAPH_WORDS

    def _plain(self, at: int) -> None:
        sentence = self._sentences[at]
        found = _tag_sentence(sentence.tokens)
        opening = next((k for k, one in enumerate(found) if _opens_with_quotation(one, sentence)), None)
        if self._waiting and opening is not None:
            found[opening] = _with_content(found[opening], self._waiting)
        quoting = [len(self.tagged) + k for k, one in enumerate(found) if _quotes(one, sentence)]
        self.tagged.extend(found)
        self._waiting = []
        self._continues = quoting[-1] if quoting else None
        self._latest = len(self.tagged) - 1 if found else None
        self._announced = _announcement(sentence.tokens)


def _stands_alone(sentence: Sentence) -> list[Span]:
    """The quotations of a sentence that is nothing else, else none."""
    if any(token.is_word for token in sentence.tokens):
        return []
    return [Span(token.start, token.end) for token in sentence.tokens if token.quotation]


def _opens_with_quotation(one: Tagged, sentence: Sentence) -> bool:
    first = sentence.tokens[0]
    return first.quotation is not None and one.content[0].start == first.start


def _quotes(one: Tagged, sentence: Sentence) -> bool:
    """Whether the content is quotation only, so that a quotation standing after it goes on with it."""
    words = [token for token in sentence.tokens if token.is_word or token.quotation]
    inside = [token for token in words if any(s.start <= token.start < s.end for s in one.content)]
    whole = any(is_speech(token) or token.text.rstrip("”\"'’»")[-1:] in (",", ".", "?", "!") for token in inside)
    return whole and all(token.quotation for token in inside)


def _with_content(one: Tagged, more: Sequence[Span]) -> Tagged:
    return replace(one, content=tuple(sorted((*one.content, *more))))


def _announcement(tokens: Sequence[Token]) -> Tagged | None:
    """Source and cue of a sentence that ends in a colon, for the quotation that follows; its content is empty."""
    if tokens[-1].text != ":" or not 3 <= len(tokens) <= LONGEST_SENTENCE:
        return None
    cues = [cue for cue in cues_of(tokens) if cue.source is not None]
    if cues:
        source = cues[-1].source
        return Tagged((), (_span(tokens, (cues[-1].start, cues[-1].end)),), (_span(tokens, source),) if source else ())
    subject = subject_first(tokens, 0, len(tokens))
    opens = subject is not None and (subject[0] < 2 or tokens[subject[0] - 1].text == ",")
    return Tagged((), (), (_span(tokens, subject),)) if subject is not None and opens else None


# --- one sentence -----------------------------------------------------------------------------------------------------


def _tag_sentence(tokens: Sequence[Token]) -> list[Tagged]:
    if len(tokens) > LONGEST_SENTENCE:
        return []
    cues = cues_of(tokens)
    found = []
    for at, cue in enumerate(cues):
        parts = content_of(tokens, cue, cues[:at], cues[at + 1 :])
        source = [cue.source] if cue.source else []
        if parts and _apart([*parts, *source, (cue.start, cue.end)]):
            found.append(
                Tagged(
                    tuple(_span(tokens, part) for part in parts),
                    (_span(tokens, (cue.start, cue.end)),),
                    tuple(_span(tokens, part) for part in source),
                )
            )
    return found


def _apart(parts: list[tuple[int, int]]) -> bool:
    """Whether no two parts share a token."""
    return all(left[1] <= right[0] for left, right in pairwise(sorted(parts)))


def _span(tokens: Sequence[Token], part: tuple[int, int]) -> Span:
    return Span(tokens[part[0]].start, tokens[part[1] - 1].end)

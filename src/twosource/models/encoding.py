"""A text → what the tagger's network reads: word pieces, a feature for each, words, and windows of whole paragraphs.

Strategy: the network was trained on exactly what this module makes, so that training imports it too. A word is what the
tokenizer parts by white space and punctuation; its first piece stands for it. The vocabulary is lower case, so that
capitals reach the network as a feature, and so do quotation marks, which may open far outside the window.

How a text is cut up may live here, not what is found in it.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from twosource.model import Span
from twosource.reading.sentences import sentences
from twosource.voices.quotes import outermost, paragraphs

if TYPE_CHECKING:
    from tokenizers import Tokenizer

WINDOW: Final = 192
"""Word pieces of a window, at most: 99.6% of PolNeAR's paragraphs are shorter, and the network reads short windows
faster."""
QUOTE_STATES: Final = 4
CASES: Final = 4
COLON: Final = 1024
"""The piece ":" of the vocabulary."""
FEATURES: Final = QUOTE_STATES * CASES * 2
"""Where a piece stands to quotation marks, how its word is written, whether it opens a paragraph."""

Ints = NDArray[np.int64]


class Encoded(NamedTuple):
    """A text as arrays: pieces with ids and features; words with first piece, characters, paragraph, sentence, and
    whether they are colons.
    """

    ids: Ints
    features: Ints
    first: Ints
    starts: Ints
    ends: Ints
    paragraph: Ints
    sentence: Ints
    colons: NDArray[np.bool_]

    @property
    def words(self) -> int:
        return len(self.first)

    @property
    def quoted(self) -> NDArray[np.bool_]:
        """Which words stand in quotation marks, marks too."""
        flags: NDArray[np.bool_] = self.features[self.first] >= CASES * 2
        return flags


class Window(NamedTuple):
    """Words `start` to `end` of a text, which are read at once."""

    start: int
    end: int


def encode(tokenizer: Tokenizer, text: str) -> Encoded:
    """The text as the network reads it. White space and control characters leave no trace."""
    pieces = tokenizer.encode(text, add_special_tokens=False)
    offsets = np.array(pieces.offsets, dtype=np.int64).reshape(-1, 2)
    word_of = np.array(pieces.word_ids, dtype=np.int64)
    opens = np.flatnonzero(np.diff(word_of, prepend=-1))
    closes = np.append(opens[1:], len(word_of)) - 1 if len(opens) else opens
    starts, ends = offsets[opens, 0], offsets[closes, 1]
    blocks = np.array([block.start for block in paragraphs(text)], dtype=np.int64)
    paragraph = np.searchsorted(blocks, starts, side="right")
    features = _features(text, starts, ends, paragraph)
    counts = np.diff(np.append(opens, len(word_of)))
    ids = np.array(pieces.ids, dtype=np.int64)
    colons = ids[opens] == COLON
    sentence = np.searchsorted(np.array([span.start for span in sentences(text)], dtype=np.int64), starts, side="right")
    return Encoded(ids, np.repeat(features, counts), opens, starts, ends, paragraph, sentence, colons)


def _features(text: str, starts: Ints, ends: Ints, paragraph: Ints) -> Ints:
    cases = np.array([_case(text[s:e]) for s, e in zip(starts.tolist(), ends.tolist(), strict=True)], dtype=np.int64)
    opening = np.diff(paragraph, prepend=-1) > 0
    return _quote_states([quotation.span for quotation in outermost(text)], starts) * (CASES * 2) + cases * 2 + opening


def _case(word: str) -> int:
    """0 without letters, 1 in lower case, 2 with a capital, 3 in capitals."""
    if not word[0].isalpha():
        return 0
    if not word[0].isupper():
        return 1
    return 3 if len(word) > 1 and word.isupper() else 2


def _quote_states(quoted: Sequence[Span], starts: Ints) -> Ints:
    """0 outside quotation marks, 1 at the mark that opens, 2 inside, 3 at the last mark or word."""
    states = np.zeros(len(starts), dtype=np.int64)
    for span in quoted:
        start, end = np.searchsorted(starts, span)
        states[start:end] = 2
        if end > start:
            states[end - 1] = 3
            states[start] = 1
    return states


def windows(encoded: Encoded, size: int = WINDOW, first: int | None = None) -> list[Window]:
    """Windows of whole paragraphs of at most `size` pieces, the first of `first`; a paragraph that is longer is cut
    after a stop. One that announces the next ("She said:") goes with it, where there is room.
    """
    found: list[Window] = []
    room = size if first is None else first
    starts: list[int] = []  # of the paragraphs in the window that is being filled
    end = 0
    for block_start, block_end in _blocks(encoded, size):
        if starts and _pieces(encoded, starts[0], block_end) > room:
            announces = len(starts) > 1 and encoded.colons[end - 1]
            announces = announces and _pieces(encoded, starts[-1], block_end) <= size
            cut = starts[-1] if announces else end
            found.append(Window(starts[0], cut))
            starts, room = ([cut] if announces else []), size
        starts.append(block_start)
        end = block_end
    if starts:
        found.append(Window(starts[0], end))
    return found


def _blocks(encoded: Encoded, size: int) -> list[tuple[int, int]]:
    edges = [*np.flatnonzero(np.diff(encoded.paragraph, prepend=-1)).tolist(), encoded.words]
    blocks = []
    for opening, end in pairwise(edges):
        start = opening
        while _pieces(encoded, start, end) > size:
            cut = _cut(encoded, start, size)
            blocks.append((start, cut))
            start = cut
        blocks.append((start, end))
    return blocks


def _cut(encoded: Encoded, start: int, size: int) -> int:
    """The word before which to cut: within `size` pieces, at best where a sentence seems to begin."""
    limit = int(np.searchsorted(encoded.first, encoded.first[start] + size, side="right")) - 1
    for word in range(limit, start + (limit - start) // 2, -1):
        sentence = encoded.features[encoded.first[word]] % (CASES * 2) // 2 >= 2
        if sentence and encoded.starts[word] - encoded.ends[word - 1] > 0 and _after_stop(encoded, word):
            return word
    return max(limit, start + 1)


def _after_stop(encoded: Encoded, word: int) -> bool:
    """Whether the word before is a mark: only marks have no letters and one character."""
    before = encoded.features[encoded.first[word - 1]] % (CASES * 2) // 2 == 0
    return bool(before and encoded.ends[word - 1] - encoded.starts[word - 1] == 1)


def _pieces(encoded: Encoded, start: int, end: int) -> int:
    last = encoded.first[end] if end < encoded.words else len(encoded.ids)
    return int(last - encoded.first[start])

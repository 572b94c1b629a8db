"""The trained tagger of voices: a text → who says what, as spans.

Strategy: `encoding` cuts the text into windows, the network reads them one by one, `decoding` finds and links spans,
and quotation marks that stand at the edge of content join it. The weights are loaded once and never change: the same
text has the same spans, in whatever company. One thread reads a window, and several may use one tagger at once: so two
cores read a fifth more than when they share each window, and nothing is filled up to one length.

What runs the network lives here.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable
from io import BytesIO
from typing import Final

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from twosource.model import Span
from twosource.models.decoding import Heads, Linked, Words, best_tags, linked, spans_of
from twosource.models.encoding import Encoded, Window, encode, windows
from twosource.models.running import session
from twosource.voices.quotes import outermost
from twosource.voices.tagging import Tagged

WEIGHTS: Final = files("twosource.models") / "weights"
OPEN, CLOSE = 101, 102  # the pieces that open and close a window
CHUNK: Final = 64
"""Windows read before they are decoded, so that a text of megabytes takes no more memory than ten reports."""
_WORDLESS: Final = re.compile(r"[\W_]*")
Floats = NDArray[np.float32]
Ints = NDArray[np.int64]
Network = Callable[[Ints, Ints], tuple[Floats, Floats]]
"""Pieces of a window and their features → emissions and the last layer's vector of each piece."""


@dataclass(frozen=True, slots=True)
class Tagger:
    """Text → attributions as spans. Holds weights and nothing that changes."""

    tokenizer: Tokenizer
    network: Network
    heads: Heads

    def __call__(self, text: str) -> tuple[Tagged, ...]:
        """Every attribution found, in order of first span."""
        encoded = encode(self.tokenizer, text)
        cut = windows(encoded)
        chunks = (cut[at : at + CHUNK] for at in range(0, len(cut), CHUNK))
        found = [one for chunk in chunks for one in self._found(encoded, chunk)]
        return tuple(sorted(_with_marks(text, found), key=lambda one: min((*one.content, *one.cue, *one.source))))

    def _found(self, encoded: Encoded, cut: Sequence[Window]) -> Iterator[Tagged]:
        read = [self._read(encoded, window) for window in cut]
        paths = best_tags([emissions for emissions, _ in read], self.heads.transitions)
        for window, path, (_, vectors) in zip(cut, paths, read, strict=True):
            at = slice(*window)
            words = Words(vectors, encoded.paragraph[at], encoded.sentence[at], encoded.quoted[at], encoded.colons[at])
            for one in linked(spans_of(path), words, self.heads):
                if one.content:
                    yield _tagged(encoded, window.start, one)

    def _read(self, encoded: Encoded, window: Window) -> tuple[Floats, Floats]:
        """Emissions and vectors of the words of a window."""
        emissions, vectors = self.network(*pieces(encoded, window))
        first = encoded.first[window.start : window.end] - encoded.first[window.start] + 1
        return emissions[first], vectors[first]


def pieces(encoded: Encoded, window: Window) -> tuple[Ints, Ints]:
    """What the network reads of a window: word pieces between the marks that open and close it, and their features."""
    low = encoded.first[window.start]
    high = encoded.first[window.end] if window.end < encoded.words else len(encoded.ids)
    ids = np.concatenate(([OPEN], encoded.ids[low:high], [CLOSE]))
    return ids, np.concatenate(([0], encoded.features[low:high], [0]))


def _tagged(encoded: Encoded, start: int, one: Linked) -> Tagged:
    def span(words: tuple[int, int]) -> Span:
        return Span(int(encoded.starts[start + words[0]]), int(encoded.ends[start + words[1]]))

    source = () if one.source is None else (span(one.source),)
    return Tagged(tuple(span(words) for words in one.content), (span(one.cue),), source)


def _with_marks(text: str, found: Sequence[Tagged]) -> list[Tagged]:
    """Content that holds every word of a quotation holds its marks too."""
    quoted = [quotation.span for quotation in outermost(text)]
    return [Tagged(tuple(_marked(text, span, quoted) for span in one.content), one.cue, one.source) for one in found]


def _marked(text: str, span: Span, quoted: Sequence[Span]) -> Span:
    for quotation in quoted[max(0, bisect_left(quoted, span) - 1) :]:
        if quotation.start > span.end:
            break
        opens, closes = min(quotation.start, span.start), max(quotation.end, span.end)
        if (
            quotation.overlaps(span)
            and _WORDLESS.fullmatch(text, opens, span.start)
            and _WORDLESS.fullmatch(text, span.end, closes)
        ):
            span = Span(opens, closes)
    return span


def load(folder: Traversable = WEIGHTS) -> Tagger:
    """The tagger with the weights of this package, or of another folder."""
    with np.load(BytesIO((folder / "voices-heads.npz").read_bytes())) as learnt:
        heads = Heads(*(learnt[name] for name in Heads._fields))
    tokenizer = Tokenizer.from_str((folder / "tokenizer.json").read_text(encoding="utf-8"))
    return Tagger(tokenizer, _network((folder / "voices.onnx").read_bytes()), heads)


def _network(weights: bytes) -> Network:
    """The network run by onnxruntime, on the processor."""
    running = session(weights)

    def network(ids: Ints, features: Ints) -> tuple[Floats, Floats]:
        emissions, vectors = running.run(None, {"ids": ids[None], "features": features[None]})
        return emissions[0], vectors[0]

    return network

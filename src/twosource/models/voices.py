"""The trained tagger of voices: a text → who says what, as spans.

Strategy: `encoding` cuts the text into windows, the network reads them in batches of like length, `decoding` finds and
links spans, and quotation marks that stand at the edge of content join it. The weights are loaded once and never
change: the same text has the same spans, in whatever company.

What runs the network lives here, and the only use of onnxruntime.
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
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Tokenizer

from twosource.model import Span
from twosource.models.decoding import Heads, Linked, Words, best_tags, linked, spans_of
from twosource.models.encoding import Encoded, Window, encode, windows
from twosource.voices.quotes import outermost
from twosource.voices.tagging import Tagged

WEIGHTS: Final = files("twosource.models") / "weights"
BATCH: Final = 8  # windows, sorted by length: padding costs more than larger batches gain
THREADS: Final = 2  # fixed, so that a machine with more cores adds up in the same order
OPEN, CLOSE = 101, 102  # the pieces that open and close a window
CHUNK: Final = 64
"""Windows read before they are decoded, so that a text of megabytes takes no more memory than ten reports."""
_WORDLESS: Final = re.compile(r"[\W_]*")
PADDED: Final = np.float32(-10_000.0)

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]
Network = Callable[[Ints, Ints, Floats], tuple[Floats, Floats]]
"""Pieces, their features, and what is added to attention → emissions and link vectors of each piece."""


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
        read = self._read(encoded, cut)
        paths = best_tags([emissions for emissions, _ in read], self.heads.transitions)
        for window, path, (_, vectors) in zip(cut, paths, read, strict=True):
            at = slice(*window)
            words = Words(vectors, encoded.paragraph[at], encoded.sentence[at], encoded.quoted[at], encoded.colons[at])
            for one in linked(spans_of(path), words, self.heads):
                if one.content:
                    yield _tagged(encoded, window.start, one)

    def _read(self, encoded: Encoded, cut: Sequence[Window]) -> list[tuple[Floats, Floats]]:
        """Emissions and link vectors of the words of each window."""
        pieces = [_pieces(encoded, window) for window in cut]
        order = sorted(range(len(cut)), key=lambda n: len(pieces[n][0]))
        read: dict[int, tuple[Floats, Floats]] = {}
        for start in range(0, len(order), BATCH):
            rows = order[start : start + BATCH]
            emissions, vectors = self.network(*_batch([pieces[n] for n in rows]))
            for row, n in enumerate(rows):
                first = encoded.first[cut[n].start : cut[n].end] - encoded.first[cut[n].start] + 1
                read[n] = emissions[row, first], vectors[row, first]
        return [read[n] for n in range(len(cut))]


def _pieces(encoded: Encoded, window: Window) -> tuple[Ints, Ints]:
    low = encoded.first[window.start]
    high = encoded.first[window.end] if window.end < encoded.words else len(encoded.ids)
    ids = np.concatenate(([OPEN], encoded.ids[low:high], [CLOSE]))
    return ids, np.concatenate(([0], encoded.features[low:high], [0]))


def _batch(pieces: Sequence[tuple[Ints, Ints]]) -> tuple[Ints, Ints, Floats]:
    length = max(len(ids) for ids, _ in pieces)
    ids = np.zeros((len(pieces), length), dtype=np.int64)
    features = np.zeros_like(ids)
    mask = np.full(ids.shape, PADDED, dtype=np.float32)
    for row, (one, theirs) in enumerate(pieces):
        ids[row, : len(one)] = one
        features[row, : len(one)] = theirs
        mask[row, : len(one)] = 0
    return ids, features, mask


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
    return Tagger(tokenizer, session((folder / "voices.onnx").read_bytes()), heads)


def session(weights: bytes) -> Network:
    """The network run by onnxruntime, on the processor."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = THREADS
    options.inter_op_num_threads = 1
    running = onnxruntime.InferenceSession(weights, options, providers=["CPUExecutionProvider"])

    def network(ids: Ints, features: Ints, mask: Floats) -> tuple[Floats, Floats]:
        emissions, links = running.run(None, {"ids": ids, "features": features, "mask": mask})
        return emissions, links

    return network

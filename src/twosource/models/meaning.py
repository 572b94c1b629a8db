"""What texts mean, as vectors: texts of like meaning have vectors of high cosine.

Strategy: static. Each word piece has a row in a table of eight-bit numbers with a scale for each row; a text is the sum
of its pieces' rows, made one long. What a piece weighs is in the length of its row. There is no network to run, so that
tens of thousands of sentences go through in a second, and a text has the same vector in whatever company.

What runs the table lives here. What likeness is enough for is for those who are handed the vectors.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable
from io import BytesIO
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

if TYPE_CHECKING:
    from twosource.evidence.standing import Vectors

WEIGHTS: Final = files("twosource.models") / "weights"
CHUNK: Final = 512
"""Texts read at once, so that a hundred thousand take no more memory than a few hundred."""
PIECES: Final = 2048
"""Of a longer text the first so many pieces are read: one of megabytes is no text, and its mean would tell nothing."""

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Table:
    """A row of eight-bit numbers for each word piece, and what to multiply it by. Holds nothing that changes."""

    tokenizer: Tokenizer
    rows: NDArray[np.int8]
    scales: Floats

    def __call__(self, texts: Sequence[str]) -> Floats:
        """A row for each text, in order."""
        found = np.zeros((len(texts), self.rows.shape[1]), dtype=np.float32)
        for start in range(0, len(texts), CHUNK):
            chunk = list(texts[start : start + CHUNK])
            for row, pieces in enumerate(self.tokenizer.encode_batch_fast(chunk, add_special_tokens=False), start):
                ids = pieces.ids[:PIECES]
                if ids:
                    found[row] = self.scales[ids] @ self.rows[ids]
        return unit(found)


def unit(vectors: Floats) -> Floats:
    """Each row made one long; zeros stay."""
    lengths: Floats = np.sqrt(np.square(vectors).sum(axis=1, keepdims=True))
    found: Floats = np.divide(vectors, lengths, out=np.zeros_like(vectors), where=lengths > 0)
    return found


def load(folder: Traversable = WEIGHTS) -> Vectors:
    """The table of this package, or of another folder."""
    with np.load(BytesIO((folder / "meaning.npz").read_bytes())) as learnt:
        rows, scales = learnt["rows"], learnt["scales"]
    return Table(Tokenizer.from_str((folder / "tokenizer.json").read_text(encoding="utf-8")), rows, scales)

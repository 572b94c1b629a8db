"""Two passages, read together → how likely they say the same.

Strategy: a small network reads both at once, word against word, which tells more than a vector of each; it is too slow
for every two passages of a story, so that others choose which it reads. Pairs are read one by one, several at once by
threads: a pair gets the same answer in whatever company.

What runs this network lives here. What an answer is enough for is for those who are handed it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Final

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from twosource.models.running import session
from twosource.parallel import in_order

WEIGHTS: Final = files("twosource.models") / "weights"
OPEN, CLOSE = 101, 102  # the pieces that open a pair and close each passage
LONGEST: Final = 64
"""Word pieces of a passage that are read: 98% of the sentences of BASIL open have fewer, and it was trained so."""

Floats = NDArray[np.float32]
Pieces = Sequence[int]
Network = Callable[[NDArray[np.int64], NDArray[np.int64]], Floats]
"""Pieces of a pair and the side of each → three numbers, of which the first two are told on."""


@dataclass(frozen=True, slots=True)
class Comparing:
    """Pairs of passages → log odds. Holds weights and nothing that changes."""

    tokenizer: Tokenizer
    network: Network
    workers: int = 1

    def __call__(self, pairs: Sequence[tuple[str, str]]) -> Floats:
        """For each pair a row of two log odds: that they share a statement, and that they say the same and no more."""
        texts = list(dict.fromkeys(text for pair in pairs for text in pair))
        read = self.tokenizer.encode_batch_fast(texts, add_special_tokens=False)
        pieces = {text: found.ids for text, found in zip(texts, read, strict=True)}
        found = in_order(lambda pair: self._read(pieces[pair[0]], pieces[pair[1]]), pairs, self.workers)
        return np.array(list(found), dtype=np.float32).reshape(-1, 2)

    def _read(self, one: Pieces, other: Pieces) -> Floats:
        ids, sides = laid_out(one, other)
        return self.network(np.array([ids], dtype=np.int64), np.array([sides], dtype=np.int64))[0, :2]


def laid_out(one: Pieces, other: Pieces) -> tuple[list[int], list[int]]:
    """What the network reads of two passages: their pieces one after the other, and which side each is on."""
    first, second = [OPEN, *one[:LONGEST], CLOSE], [*other[:LONGEST], CLOSE]
    return first + second, [0] * len(first) + [1] * len(second)


def load(folder: Traversable = WEIGHTS, workers: int = 1) -> Comparing:
    """The network of this package, or of another folder."""
    tokenizer = Tokenizer.from_str((folder / "tokenizer.json").read_text(encoding="utf-8"))
    return Comparing(tokenizer, _network((folder / "alignment.onnx").read_bytes()), workers)


def _network(weights: bytes) -> Network:
    running = session(weights)

    def network(ids: NDArray[np.int64], sides: NDArray[np.int64]) -> Floats:
        found: Floats = running.run(None, {"ids": ids, "sides": sides})[0]
        return found

    return network

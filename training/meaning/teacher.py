"""MiniLM as it is: texts → the vectors that the table learns to come near to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import torch
from numpy.typing import NDArray
from torch.nn import functional

from training.voices.network import BARRED, Network, load

if TYPE_CHECKING:
    from tokenizers import Tokenizer

LONGEST = 128  # pieces, as MiniLM was trained
PIECES = 2048  # of a batch
BLOCK = 1000  # texts that are sorted by length together
OPEN, CLOSE = 101, 102
Floats = NDArray[np.float32]


def teacher(weights: Path) -> Network:
    """The pretrained encoder. The features that voices add are nothing here."""
    net = load(weights, dropout=0.0).eval()
    torch.nn.init.zeros_(net.features.weight)
    return net


def vectors(net: Network, pieces: Sequence[Sequence[int]]) -> Floats:
    """Of each text, given as pieces, the mean of the last layer, one long."""
    cut = [[OPEN, *ids[: LONGEST - 2], CLOSE] for ids in pieces]
    found = np.zeros((len(cut), net.pieces.embedding_dim), dtype=np.float32)
    for start in range(0, len(cut), BLOCK):
        for rows in _batches([len(ids) for ids in cut[start : start + BLOCK]]):
            found[[start + n for n in rows]] = _batch(net, [cut[start + n] for n in rows])
        print(f"teacher: {min(start + BLOCK, len(cut))} of {len(cut)}", flush=True)
    return found


def _batches(lengths: Sequence[int]) -> Iterator[list[int]]:
    """Numbers of texts of like length, longest first."""
    rows: list[int] = []
    for number in sorted(range(len(lengths)), key=lambda n: -lengths[n]):
        if rows and (len(rows) + 1) * lengths[rows[0]] > PIECES:
            yield rows
            rows = []
        rows.append(number)
    if rows:
        yield rows


@torch.inference_mode()
def _batch(net: Network, rows: Sequence[Sequence[int]]) -> Floats:
    longest = max(len(row) for row in rows)
    ids = torch.tensor([[*row, *[0] * (longest - len(row))] for row in rows])
    held = torch.tensor([[1.0] * len(row) + [0.0] * (longest - len(row)) for row in rows])
    with torch.autocast("cpu", torch.bfloat16):
        _, last = net(ids, torch.zeros_like(ids), (1 - held) * BARRED)
    mean = (last.float() * held[:, :, None]).sum(1) / held.sum(1, keepdim=True)
    return functional.normalize(mean, dim=1).numpy()


def pieces_of(tokenizer: Tokenizer, texts: Sequence[str]) -> list[list[int]]:
    return [found.ids for found in tokenizer.encode_batch(list(texts), add_special_tokens=False)]

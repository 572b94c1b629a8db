"""The network that reads two passages at once: MiniLM over both, and what they have to do with each other.

Strategy: MiniLM was made to give a text one vector; two texts that it reads together it has to learn to compare. So it
is first taught to tell, of two passages read together, the cosine of the vectors that it gives them apart, of which
there is no end, and then whether they say the same. Three numbers come out: the log odds that they share a statement,
that they say the same and no more, and the cosine.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import torch
from torch import Tensor, nn

from training.voices.network import BARRED, HIDDEN, LAYERS, Layer, encoder
from twosource.models.comparing import laid_out

SHARED, SAME, NEARNESS = range(3)


class Network(nn.Module):
    def __init__(self, layers: int = LAYERS, dropout: float = 0.1) -> None:
        super().__init__()
        self.pieces = nn.Embedding(30522, HIDDEN)
        self.places = nn.Embedding(512, HIDDEN)
        self.sides = nn.Embedding(2, HIDDEN)
        self.norm = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(layers))
        self.drop = nn.Dropout(dropout)
        self.merge = nn.Linear(2 * HIDDEN, HIDDEN)
        self.tell = nn.Linear(HIDDEN, 3)

    def forward(self, ids: Tensor, sides: Tensor, mask: Tensor | None = None) -> Tensor:
        """Three numbers for each pair. `mask` is added to attention: 0, or barred where a pair is filled up."""
        places = self.places(torch.arange(ids.shape[1], device=ids.device))
        x = self.drop(self.norm(self.pieces(ids) + places + self.sides(sides)))
        spread = None if mask is None else mask[:, None, None, :].to(x.dtype)
        for layer in self.layers:
            x = layer(x, spread)
        x = x.float()
        if mask is None:
            mean = x.mean(1)
        else:
            held = (mask == 0).float()
            mean = (x * held[:, :, None]).sum(1) / held.sum(1, keepdim=True)
        found: Tensor = self.tell(self.drop(torch.tanh(self.merge(torch.cat((x[:, 0], mean), 1)))))
        return found


def load(weights: Path, layers: Sequence[int] = range(LAYERS), dropout: float = 0.1) -> Network:
    """The pretrained encoder, of its layers those given, with new heads."""
    network = Network(len(layers), dropout)
    network.load_state_dict({**network.state_dict(), **encoder(weights, layers)})
    network.pieces.weight.requires_grad_(requires_grad=False)
    return network


def batch(pairs: Sequence[tuple[Sequence[int], Sequence[int]]]) -> tuple[Tensor, Tensor, Tensor]:
    """Pairs of passages as pieces → ids, sides and mask, filled to the longest."""
    rows = [laid_out(one, other) for one, other in pairs]
    longest = max(len(ids) for ids, _ in rows)

    def filled(row: Sequence[int]) -> list[int]:
        return [*row, *[0] * (longest - len(row))]

    ids = torch.tensor([filled(ids) for ids, _ in rows])
    sides = torch.tensor([filled(sides) for _, sides in rows])
    mask = torch.tensor([[0.0] * len(row) + [BARRED] * (longest - len(row)) for row, _ in rows])
    return ids, sides, mask

"""The teacher's vectors → a table of word pieces whose sums come near to them.

Strategy: a piece begins with the vector that the teacher gives it alone, turned onto the directions in which the
vectors of texts vary most, and weighed by how rare it is (SIF: Arora, Liang, Ma 2017; on pieces: model2vec, MinishLab
2024). Then all rows are moved, by gradients, until the sum over a text points where the teacher's vector of the text
points (as in tokenlearn). To have the texts of a batch stand to each other as the teacher has them stand as well made
neither figure better.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Recipe:
    """`rate` and `epochs` were chosen on STS-B dev (news, headlines): nearer to the teacher is not always better."""

    wide: int = 256
    rarity: float = 1e-3  # the constant of SIF
    epochs: int = 5
    batch: int = 256
    rate: float = 0.05  # against the mean size of a number in the table as it begins
    drop: float = 0.1  # pieces left out of a text at random
    held_out: int = 500
    seed: int = 1
    threads: int = 1


def directions(texts: Floats, wide: int) -> Floats:
    """The axes (columns) along which unit vectors of texts vary most, about the origin, so that cosines stay."""
    values, axes = np.linalg.eigh(texts.T.astype(np.float64) @ texts)
    print(f"kept of the square of the texts' vectors: {values[-wide:].sum() / values.sum():.4f}")
    return axes[:, ::-1][:, :wide].astype(np.float32)


def beginning(pieces: Floats, texts: Sequence[Sequence[int]], axes: Floats, recipe: Recipe) -> Floats:
    """The rows before they are trained: the teacher's, turned and weighed. What a text cannot hold is nothing."""
    counts = Counter(piece for ids in texts for piece in ids)
    total = sum(counts.values())
    # a piece that these texts never use is as rare as one that they use once
    share = np.array([max(counts[piece], 1) / total for piece in range(len(pieces))])
    rows = pieces @ axes
    return (rows * (recipe.rarity / (recipe.rarity + share))[:, None]).astype(np.float32)


def distil(texts: Sequence[Sequence[int]], taught: Floats, rows: Floats, axes: Floats, recipe: Recipe) -> Floats:
    """The rows trained. `texts` are pieces, `taught` the teacher's vectors of them, one long."""
    torch.set_num_threads(recipe.threads)
    torch.manual_seed(recipe.seed)
    order = torch.randperm(len(texts), generator=torch.Generator().manual_seed(recipe.seed)).tolist()
    aside, kept = order[: recipe.held_out], order[recipe.held_out :]
    targets = functional.normalize(torch.from_numpy(taught @ axes), dim=1)
    table = nn.Parameter(torch.from_numpy(rows))
    optimizer = torch.optim.Adam([table], lr=recipe.rate * float(np.abs(rows).mean()))
    steps = recipe.epochs * (len(kept) // recipe.batch)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: 1 - step / steps)
    for epoch in range(recipe.epochs):
        with torch.no_grad():
            apart = (1 - (_sums(table, texts, aside, 0.0) * targets[aside]).sum(1)).mean()
        print(f"epoch {epoch}: {apart:.4f} from the teacher on texts held out", flush=True)
        shuffled = [kept[n] for n in torch.randperm(len(kept)).tolist()]
        for start in range(0, len(kept) - recipe.batch + 1, recipe.batch):
            chosen = shuffled[start : start + recipe.batch]
            loss = (1 - (_sums(table, texts, chosen, recipe.drop) * targets[chosen]).sum(1)).mean()
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            schedule.step()
    return table.detach().numpy()


def _sums(table: Tensor, texts: Sequence[Sequence[int]], chosen: Sequence[int], drop: float) -> Tensor:
    ids = torch.tensor([piece for n in chosen for piece in texts[n]])
    ends = np.cumsum([len(texts[n]) for n in chosen])
    offsets = torch.from_numpy(np.concatenate(([0], ends[:-1])))
    weights = (torch.rand(len(ids)) >= drop).float() if drop else torch.ones(len(ids))
    sums = functional.embedding_bag(ids, table, offsets, mode="sum", per_sample_weights=weights)
    return functional.normalize(sums, dim=1)

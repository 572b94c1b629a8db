"""The network: a MiniLM encoder, one head for tags with a chain over them, one for links.

Strategy: BERT written out, so that what is trained is what is exported and nothing but torch is needed. The table of
word pieces stays as it was; features are added to it. The chain (a linear CRF) is trained with the tags, and spans are
linked to cues by the product of what their first and last words hold.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

from training.voices.data import Piece
from twosource.models import tags
from twosource.models.encoding import FEATURES, Ints
from twosource.models.links import STANDS, stands

HIDDEN, HEADS, LAYERS, LINK = 384, 12, 6, 64
BARRED = -1e4


class Layer(nn.Module):
    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.attend = nn.Linear(HIDDEN, 3 * HIDDEN)
        self.merge = nn.Linear(HIDDEN, HIDDEN)
        self.norm_attention = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.widen = nn.Linear(HIDDEN, 4 * HIDDEN)
        self.narrow = nn.Linear(4 * HIDDEN, HIDDEN)
        self.norm_out = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.drop = nn.Dropout(dropout)

    def forward(self, x: Tensor, mask: Tensor | None) -> Tensor:
        batch, length, _ = x.shape
        q, k, v = (
            part.view(batch, length, HEADS, HIDDEN // HEADS).transpose(1, 2) for part in self.attend(x).chunk(3, -1)
        )
        found = functional.scaled_dot_product_attention(q, k, v, attn_mask=mask)
        found = found.transpose(1, 2).reshape(batch, length, HIDDEN)
        x = self.norm_attention(x + self.drop(self.merge(found)))
        return self.norm_out(x + self.drop(self.narrow(functional.gelu(self.widen(x)))))


class Network(nn.Module):
    def __init__(self, dropout: float = 0.1) -> None:
        super().__init__()
        self.pieces = nn.Embedding(30522, HIDDEN)
        self.places = nn.Embedding(512, HIDDEN)
        self.norm = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.features = nn.Embedding(FEATURES, HIDDEN)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(LAYERS))
        self.drop = nn.Dropout(dropout)
        self.tag = nn.Linear(HIDDEN, tags.TAGS)
        self.link = nn.Linear(HIDDEN, 8 * LINK)  # first and last word of content, cue to content, source, cue to source
        self.chain = nn.Parameter(torch.zeros(tags.TAGS + 1, tags.TAGS + 1))
        self.stands = nn.Parameter(torch.zeros(2, STANDS))
        self.absent = nn.Linear(LINK, 1)  # of a cue: that it has no source
        self.register_buffer("barred", torch.from_numpy(~tags.allowed()).float() * BARRED, persistent=False)
        nn.init.normal_(self.features.weight, std=0.01)

    def forward(self, ids: Tensor, features: Tensor, mask: Tensor | None = None) -> tuple[Tensor, Tensor]:
        """Emissions and the last layer's vector of each piece. `mask` is added to attention: 0, or barred where a
        window is filled up to the length of its batch.
        """
        places = self.places(torch.arange(ids.shape[1], device=ids.device))
        x = self.norm(self.pieces(ids) + places)
        x = self.drop(x + self.features(features))
        mask = None if mask is None else mask[:, None, None, :].to(x.dtype)
        for layer in self.layers:
            x = layer(x, mask)
        return self.tag(x), x

    def transitions(self) -> Tensor:
        return self.chain + self.barred


def load(weights: Path, dropout: float = 0.1) -> Network:
    """The pretrained encoder with new heads."""
    network = Network(dropout)
    ours = network.state_dict()
    theirs = encoder(weights, range(LAYERS))
    token_type = theirs.pop("sides.weight")[0]
    network.load_state_dict({**ours, **theirs, "places.weight": theirs["places.weight"] + token_type})
    network.pieces.weight.requires_grad_(requires_grad=False)
    return network


def encoder(weights: Path, chosen: Sequence[int]) -> dict[str, Tensor]:
    """The pretrained encoder under our names, with the layers `chosen`, and `sides` for the first and second text."""
    theirs = {name.removeprefix("bert."): value for name, value in load_file(str(weights)).items()}
    ours = {
        "pieces.weight": theirs["embeddings.word_embeddings.weight"],
        "places.weight": theirs["embeddings.position_embeddings.weight"],
        "sides.weight": theirs["embeddings.token_type_embeddings.weight"],
    }
    for end in ("weight", "bias"):
        ours[f"norm.{end}"] = theirs[f"embeddings.LayerNorm.{end}"]
        for n, layer in enumerate(chosen):
            at = f"encoder.layer.{layer}."
            parts = [theirs[f"{at}attention.self.{part}.{end}"] for part in ("query", "key", "value")]
            ours[f"layers.{n}.attend.{end}"] = torch.cat(parts)
            for name, other in (
                ("merge", "attention.output.dense"),
                ("norm_attention", "attention.output.LayerNorm"),
                ("widen", "intermediate.dense"),
                ("narrow", "output.dense"),
                ("norm_out", "output.LayerNorm"),
            ):
                ours[f"layers.{n}.{name}.{end}"] = theirs[f"{at}{other}.{end}"]
    return ours


class Batch(NamedTuple):
    """Windows filled to one length: `mask` is barred where they are; `first` and `tags` go by word, up to `words`."""

    ids: Tensor
    features: Tensor
    mask: Tensor
    first: Tensor
    tags: Tensor
    words: Tensor
    pieces: Sequence[Piece]


def batch(pieces: Sequence[Piece], device: str = "cpu") -> Batch:
    """The windows as one: filled to the longest."""
    length, words = max(len(one.ids) for one in pieces), max(len(one.first) for one in pieces)

    def filled(rows: Sequence[Ints], width: int) -> Tensor:
        return torch.from_numpy(np.stack([np.pad(row, (0, width - len(row))) for row in rows])).to(device)

    held = filled([np.ones_like(one.ids) for one in pieces], length) > 0
    return Batch(
        filled([one.ids for one in pieces], length),
        filled([one.features for one in pieces], length),
        torch.where(held, 0.0, BARRED),
        filled([one.first for one in pieces], words),
        filled([one.tags for one in pieces], words),
        filled([np.ones_like(one.first) for one in pieces], words) > 0,
        pieces,
    )


def losses(network: Network, one: Batch, emissions: Tensor, vectors: Tensor) -> tuple[Tensor, Tensor]:
    """The chain's and the links', each a sum over the batch."""
    by_word = emissions.gather(1, one.first[:, :, None].expand(-1, -1, emissions.shape[2]))
    return chain_loss(by_word, one.tags, one.words, network.transitions()), link_loss(network, vectors, one)


def chain_loss(emissions: Tensor, gold: Tensor, words: Tensor, transitions: Tensor) -> Tensor:
    start, end, inner = transitions[-1, :-1], transitions[:-1, -1], transitions[:-1, :-1]
    scores = start + emissions[:, 0]
    for at in range(1, emissions.shape[1]):
        following = torch.logsumexp(scores[:, :, None] + inner, 1) + emissions[:, at]
        scores = torch.where(words[:, at, None], following, scores)
    total = torch.logsumexp(scores + end, 1)
    picked = (emissions.gather(2, gold[:, :, None])[:, :, 0] * words).sum(1)
    steps = (inner[gold[:, :-1], gold[:, 1:]] * words[:, 1:]).sum(1)
    last = gold.gather(1, words.sum(1, keepdim=True) - 1)[:, 0]
    return (total - picked - steps - start[gold[:, 0]] - end[last]).sum()


def link_loss(network: Network, hidden: Tensor, one: Batch) -> Tensor:
    """Of each content choosing its cue, and of each cue choosing its source, or none; a source may be chosen twice."""
    loss = hidden.new_zeros(())
    for row, piece in enumerate(one.pieces):
        role = piece.spans[:, 0]
        contents, cues, sources = (piece.spans[role == of] for of in (tags.CONTENT, tags.CUE, tags.SOURCE))
        if len(cues) == 0:
            continue
        same = contents[:, 3:] == cues[:, 3]
        contents, same = contents[same.any(1)], same[same.any(1)]
        vectors, first = hidden[row], one.first[row]
        if len(contents) and len(cues) > 1:
            scores = link_scores(network, vectors, first, 0, contents, cues, piece.paragraph)
            loss = loss + _choice(scores, same.argmax(1))
        if len(sources):
            distinct, place = np.unique(sources[:, 1], return_index=True)
            column = np.searchsorted(distinct, sources[:, 1])
            chosen = {int(number): int(at) for number, at in zip(sources[:, 3], column, strict=True)}
            target = np.array([chosen.get(int(number), len(distinct)) for number in cues[:, 3]])
            scores = link_scores(network, vectors, first, 1, sources[place], cues, piece.paragraph).T
            none = network.absent(_ends(network, vectors, first, cues, 3))
            loss = loss + _choice(torch.cat((scores, none), 1), target)
    return loss


def _choice(scores: Tensor, target: Ints) -> Tensor:
    return functional.cross_entropy(scores, torch.from_numpy(target).to(scores.device), reduction="sum")


def _ends(network: Network, vectors: Tensor, first: Tensor, spans: Ints, part: int) -> Tensor:
    """What the first and the last word of each span hold, together."""
    weight, bias = network.link.weight.view(4, 2, LINK, HIDDEN)[part], network.link.bias.view(4, 2, LINK)[part]
    opens, closes = vectors[first[spans[:, 1]]], vectors[first[spans[:, 2]]]
    return opens @ weight[0].T + closes @ weight[1].T + bias.sum(0)


def link_scores(
    network: Network, vectors: Tensor, first: Tensor, kind: int, spans: Ints, cues: Ints, paragraph: Ints
) -> Tensor:
    where = stands(spans[:, 1:3], cues[:, 1:3], paragraph)
    bias = network.stands[kind][torch.from_numpy(where).to(vectors.device)]
    theirs, ours = (_ends(network, vectors, first, held, 2 * kind + n) for n, held in enumerate((spans, cues)))
    return theirs @ ours.T / LINK**0.5 + bias

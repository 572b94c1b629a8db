"""The training loop: AdamW with a rate for each layer, warm-up and linear decay; a checkpoint after every epoch."""

from __future__ import annotations

import json
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from tokenizers import Tokenizer
from torch import Tensor

from training.voices import data, network
from training.voices.data import Example, Piece

SAY_EVERY = 20


@dataclass(frozen=True, slots=True)
class Recipe:
    """Every number of a run; the shipped weights were made with these."""

    epochs: int = 6
    rate: float = 1.5e-4  # of the top layer
    decay: float = 0.9  # of the rate, for each layer further down
    head_rate: float = 1e-3
    chain_rate: float = 5e-3
    warm_up: float = 0.06
    batch: int = 2304  # word pieces
    window: int = 192
    styled: float = 0.12  # share of reports read in another style of quotation marks
    link_weight: float = 1.0
    weight_decay: float = 0.01
    most_norm: float = 1.0  # of the gradient
    seed: int = 20261122
    threads: int = 2
    device: str = "cpu"


def tokenizer_of(path: Path) -> Tokenizer:
    """The tokenizer, which must neither cut nor fill."""
    tokenizer = Tokenizer.from_file(str(path))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def train(annotated: Sequence[dict[str, Any]], pretrained: Path, out: Path, recipe: Recipe) -> network.Network:
    """The trained network; after each epoch it is written to `out` as it is."""
    torch.set_num_threads(recipe.threads)
    torch.manual_seed(recipe.seed)
    chance = random.Random(recipe.seed)
    plain, styles = examples(tokenizer_of(pretrained / "tokenizer.json"), annotated)
    net = network.load(pretrained / "model.safetensors").to(recipe.device)
    optimizer = torch.optim.AdamW(groups(net, recipe), weight_decay=recipe.weight_decay)
    steps = recipe.epochs * sum(1 for _ in data.batches(plain, recipe.batch, recipe.window, random.Random(0)))
    ramp = recipe.warm_up * steps
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min((step + 1) / ramp, max(0.0, (steps - step) / (steps - ramp)))
    )
    out.mkdir(parents=True, exist_ok=True)
    for epoch in range(recipe.epochs):
        net.train()
        read = data.batches(_mixed(plain, styles, recipe, chance), recipe.batch, recipe.window, chance)
        for said in _epoch(net, optimizer, schedule, read, recipe):
            print(json.dumps({"epoch": epoch + 1, "of": steps, **said}), flush=True)
        torch.save(net.state_dict(), out / f"epoch{epoch + 1}.pt")
    return net


def examples(tokenizer: Tokenizer, annotated: Sequence[dict[str, Any]]) -> tuple[list[Example], list[list[Example]]]:
    """Every report as it is, and in each other style of quotation marks."""

    def made(style: int | None) -> list[Example]:
        texts = [r["text"] if style is None else data.styled(r["text"], style) for r in annotated]
        return [data.example(tokenizer, text, r["attributions"]) for text, r in zip(texts, annotated, strict=True)]

    return made(None), [made(style) for style in range(len(data.STYLES))]


def _mixed(
    plain: Sequence[Example], styles: Sequence[Sequence[Example]], recipe: Recipe, chance: random.Random
) -> list[Example]:
    return [chance.choice(styles)[n] if chance.random() < recipe.styled else one for n, one in enumerate(plain)]


def groups(net: network.Network, recipe: Recipe) -> list[dict[str, Any]]:
    """Parameters by rate: heads, the chain, and the layers, the lower the slower."""
    heads = [net.tag, net.link, net.features, net.absent]
    below = [*net.norm.parameters(), *net.places.parameters()]
    found: list[dict[str, Any]] = [
        {"params": [parameter for head in heads for parameter in head.parameters()], "lr": recipe.head_rate},
        {"params": [net.chain, net.stands], "lr": recipe.chain_rate, "weight_decay": 0.0},
        {"params": below, "lr": recipe.rate * recipe.decay**network.LAYERS},
    ]
    for n, layer in enumerate(net.layers):
        rate = recipe.rate * recipe.decay ** (network.LAYERS - 1 - n)
        found.append({"params": list(layer.parameters()), "lr": rate})
    return found


def _epoch(
    net: network.Network,
    optimizer: torch.optim.Optimizer,
    schedule: torch.optim.lr_scheduler.LRScheduler,
    read: Iterator[list[Piece]],
    recipe: Recipe,
) -> Iterator[dict[str, float]]:
    """Train on every batch, and now and then tell the losses: of the chain for each word, of links for each span."""
    began, words, spans, chains, links = time.monotonic(), 0, 0, 0.0, 0.0
    for step, pieces in enumerate(read, 1):
        chain, link = _step(net, optimizer, network.batch(pieces, recipe.device), recipe)
        schedule.step()
        words += sum(len(one.first) for one in pieces)
        spans += sum(len(one.spans) for one in pieces)
        chains, links = chains + float(chain), links + float(link)
        if step % SAY_EVERY == 0:
            seconds = round(time.monotonic() - began)
            yield {"step": step, "chain": round(chains / words, 4), "link": round(links / spans, 4), "s": seconds}
            words, spans, chains, links = 0, 0, 0.0, 0.0


def _step(
    net: network.Network, optimizer: torch.optim.Optimizer, one: network.Batch, recipe: Recipe
) -> tuple[Tensor, Tensor]:
    with torch.autocast(recipe.device, dtype=torch.bfloat16):
        emissions, vectors = net(one.ids, one.features, one.mask)
    chain, link = network.losses(net, one, emissions.float(), vectors.float())
    optimizer.zero_grad(set_to_none=True)
    ((chain + recipe.link_weight * link) / one.words.sum()).backward()
    torch.nn.utils.clip_grad_norm_(net.parameters(), recipe.most_norm)
    optimizer.step()
    return chain.detach(), link.detach()

"""The training loop: first the cosine of the encoder's own vectors, then what says the same in stories written for it,
last in stories that others annotated, among some of those: writers mark what they meant, annotators what is there.
"""

from __future__ import annotations

import json
import random
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

import torch
from torch import Tensor
from torch.nn import functional

from training.alignment.network import NEARNESS, SAME, SHARED, Network, batch

SAY_EVERY = 50
WRITTEN = "written.pt"  # the checkpoint between the two
HEADS = 4  # times the rate of the rest, at the end
Ids = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Recipe:
    """Every number of a run; the shipped weights were made with these."""

    layers: tuple[int, ...] = (0, 1, 2, 3, 4, 5)
    warming: int = 450  # steps towards cosines
    epochs: int = 2
    rate: float = 6e-5
    warming_rate: float = 1e-4
    head_rate: float = 5e-4
    warm_up: float = 0.1
    batch: int = 32  # pairs
    apart: float = 2.5  # pairs that say nothing the same, for each that does; half of them the likeliest
    smoothing: float = 0.02
    weight_decay: float = 0.01
    most_norm: float = 1.0
    finishing_rate: float = 3e-5
    finishing_epochs: int = 2
    times: int = 3  # that a pair annotated by others is read for each time that a written one is
    among: int = 20  # written stories
    seed: int = 20261122
    threads: int = 2


class Pair(NamedTuple):
    """Two passages as pieces; whether they share a statement, whether they say the same and no more; the cosine of
    their vectors; how likely they looked to the words alone.
    """

    one: Ids
    other: Ids
    shared: bool
    same: bool
    cosine: float
    looks: float


Stories = Sequence[Sequence[Pair]]


def train(net: Network, stories: Stories, out: Path, recipe: Recipe) -> None:
    """Train `net` in place on written stories, and write it to `out`."""
    chance = _begin(recipe, out)
    every = [pair for story in stories for pair in story]
    chance.shuffle(every)
    _run(net, _batches(every[: recipe.warming * recipe.batch], recipe, chance), recipe.warming_rate, _nearness, recipe)
    chosen = [pair for story in stories for pair in _chosen(story, recipe, chance)]
    read = [one for _ in range(recipe.epochs) for one in _batches(chosen, recipe, chance)]
    print(json.dumps({"pairs": len(chosen), "same": sum(pair.shared for pair in chosen)}), flush=True)
    _run(net, read, recipe.rate, lambda told, pairs: _sameness(told, pairs, recipe.smoothing), recipe)
    torch.save(net.state_dict(), out / WRITTEN)


def finish(net: Network, stories: Stories, annotated: Stories, out: Path, recipe: Recipe) -> None:
    """Train `net` in place on stories that others annotated, among some that were written, and write it to `out`.

    What comes of it does not hang on whether `net` was trained in this run or before.
    """
    chance = _begin(recipe, out)
    torch.manual_seed(recipe.seed)
    read = [*stories, *(recipe.times * list(annotated))]
    chosen = [pair for _ in range(recipe.finishing_epochs) for story in read for pair in _chosen(story, recipe, chance)]
    print(json.dumps({"pairs": len(chosen), "same": sum(pair.shared for pair in chosen)}), flush=True)
    batches = _batches(chosen, recipe, chance)
    slower = replace(recipe, head_rate=HEADS * recipe.finishing_rate)
    _run(net, batches, recipe.finishing_rate, lambda told, pairs: _sameness(told, pairs, recipe.smoothing), slower)
    torch.save(net.state_dict(), out / "alignment.pt")


def _begin(recipe: Recipe, out: Path) -> random.Random:
    out.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(recipe.threads)
    return random.Random(recipe.seed)


def _chosen(story: Sequence[Pair], recipe: Recipe, chance: random.Random) -> Iterator[Pair]:
    yield from (pair for pair in story if pair.shared)
    apart = sorted((pair for pair in story if not pair.shared), key=lambda pair: -pair.looks)
    wanted = int(recipe.apart * sum(pair.shared for pair in story))
    yield from apart[: wanted // 2]
    rest = apart[wanted // 2 :]
    yield from chance.sample(rest, min(len(rest), wanted - wanted // 2))


def _batches(pairs: Sequence[Pair], recipe: Recipe, chance: random.Random) -> list[list[Pair]]:
    """Pairs of like length together, in any order, either passage first."""
    turned = [pair._replace(one=pair.other, other=pair.one) if chance.random() < 0.5 else pair for pair in pairs]
    chance.shuffle(turned)
    found = []
    many = recipe.batch * 16
    for start in range(0, len(turned), many):
        part = sorted(turned[start : start + many], key=lambda pair: len(pair.one) + len(pair.other))
        found += [part[at : at + recipe.batch] for at in range(0, len(part), recipe.batch)]
    chance.shuffle(found)
    return found


def _run(
    net: Network,
    read: Sequence[Sequence[Pair]],
    rate: float,
    loss_of: Callable[[Tensor, Sequence[Pair]], Tensor],
    recipe: Recipe,
) -> None:
    heads = [*net.merge.parameters(), *net.tell.parameters()]
    known = set(map(id, heads))
    rest = [weight for weight in net.parameters() if weight.requires_grad and id(weight) not in known]
    groups = [{"params": heads, "lr": recipe.head_rate}, {"params": rest, "lr": rate}]
    optimizer = torch.optim.AdamW(groups, weight_decay=recipe.weight_decay)
    steps, ramp = len(read), recipe.warm_up * len(read)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min((step + 1) / ramp, max(0.0, (steps - step) / (steps - ramp)))
    )
    net.train()
    began, lost = time.monotonic(), 0.0
    for step, pairs in enumerate(read, 1):
        with torch.autocast("cpu", dtype=torch.bfloat16):
            told = net(*batch([(pair.one, pair.other) for pair in pairs]))
        loss = loss_of(told.float(), pairs)
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(net.parameters(), recipe.most_norm)
        optimizer.step()
        schedule.step()
        lost += float(loss.detach())
        if step % SAY_EVERY == 0:
            seconds = round(time.monotonic() - began)
            print(json.dumps({"step": step, "of": steps, "loss": round(lost / SAY_EVERY, 4), "s": seconds}), flush=True)
            lost = 0.0


def _nearness(told: Tensor, pairs: Sequence[Pair]) -> Tensor:
    return functional.mse_loss(told[:, NEARNESS], torch.tensor([pair.cosine for pair in pairs])) * 10


def _sameness(told: Tensor, pairs: Sequence[Pair], smoothing: float) -> Tensor:
    gold = torch.tensor([[float(pair.shared), float(pair.same)] for pair in pairs])
    gold = gold * (1 - 2 * smoothing) + smoothing
    return functional.binary_cross_entropy_with_logits(told[:, [SHARED, SAME]], gold)

"""The training loop: AdamW with a rate for each layer, warm-up and linear decay; a checkpoint after every epoch."""

from __future__ import annotations

import json
import random
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer

from training.voices import data, network


@dataclass(frozen=True, slots=True)
class Recipe:
    epochs: int = 7
    rate: float = 1.5e-4  # of the top layer
    decay: float = 0.9  # of the rate, for each layer further down
    head_rate: float = 1e-3
    chain_rate: float = 5e-3
    warm_up: float = 0.06
    batch: int = 2304  # word pieces
    window: int = 192
    styled: float = 0.12  # share of reports read in another style of quotation marks
    link_weight: float = 0.5
    seed: int = 20261122
    threads: int = 2


def groups(net: network.Network, recipe: Recipe) -> list[dict[str, object]]:
    heads = [net.tag, net.link, net.features]
    found: list[dict[str, object]] = [
        {"params": [p for m in heads for p in m.parameters()], "lr": recipe.head_rate},
        {"params": [net.chain, net.stands], "lr": recipe.chain_rate, "weight_decay": 0.0},
        {
            "params": [*net.norm.parameters(), *net.places.parameters()],
            "lr": recipe.rate * recipe.decay**network.LAYERS,
        },
    ]
    for n, layer in enumerate(net.layers):
        rate = recipe.rate * recipe.decay ** (network.LAYERS - 1 - n)
        found.append({"params": list(layer.parameters()), "lr": rate})
    return found


def train(reports: Path, pretrained: Path, out: Path, recipe: Recipe, limit: int | None = None) -> None:
    torch.set_num_threads(recipe.threads)
    torch.manual_seed(recipe.seed)
    np.random.seed(recipe.seed)
    chance = random.Random(recipe.seed)
    tokenizer = Tokenizer.from_file(str(pretrained / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    annotated = data.read(reports)[:limit]
    make = lambda r, text: data.example(tokenizer, text, r["attributions"])  # noqa: E731
    plain = [make(r, r["text"]) for r in annotated]
    other = [[make(r, data.styled(r["text"], style)) for r in annotated] for style in range(len(data.STYLES))]
    print("read", len(plain), sum(e.encoded.words for e in plain), sum(len(e.encoded.ids) for e in plain), flush=True)
    net = network.load(pretrained / "model.safetensors")
    optimizer = torch.optim.AdamW(groups(net, recipe), weight_decay=0.01)
    steps = recipe.epochs * len(list(data.batches(plain, recipe.batch, recipe.window, random.Random(0))))
    ramp = recipe.warm_up * steps
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda s: min((s + 1) / ramp, max(0.0, (steps - s) / (steps - ramp)))
    )
    out.mkdir(parents=True, exist_ok=True)
    began, step = time.monotonic(), 0
    for epoch in range(recipe.epochs):
        net.train()
        mixed = [
            chance.choice(other)[n] if chance.random() < recipe.styled else one for n, one in enumerate(plain)
        ]
        total = np.zeros(4)
        for pieces in data.batches(mixed, recipe.batch, recipe.window, chance):
            one = network.batch(pieces)
            with torch.autocast("cpu", dtype=torch.bfloat16):
                emissions, links = net(one.ids, one.features, one.mask)
            emissions, links = emissions.float(), links.float()
            by_word = emissions.gather(1, one.first[:, :, None].expand(-1, -1, emissions.shape[2]))
            chain = network.chain_loss(by_word, one.tags, one.words, net.transitions())
            link = network.link_loss(net, links, one)
            words = int(one.words.sum())
            optimizer.zero_grad(set_to_none=True)
            ((chain + recipe.link_weight * link) / words).backward()
            torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            step += 1
            spans = sum(len(p.spans) for p in pieces)
            total += (float(chain.detach()), words, float(link.detach()), spans)
            if step % 20 == 0:
                said = {
                    "epoch": epoch, "step": step, "of": steps, "chain": round(total[0] / total[1], 4),
                    "link": round(total[2] / total[3], 4), "s": round(time.monotonic() - began),
                }
                print(json.dumps(said), flush=True)
                total[:] = 0
        torch.save(net.state_dict(), out / f"epoch{epoch + 1}.pt")


if __name__ == "__main__":
    here, there = Path(sys.argv[1]), Path(sys.argv[2])
    limit = int(sys.argv[4]) if len(sys.argv) > 4 else None
    epochs = int(sys.argv[5]) if len(sys.argv) > 5 else Recipe().epochs
    train(here, there, Path(sys.argv[3]), Recipe(epochs=epochs), limit)

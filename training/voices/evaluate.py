"""A tagger's answer for every report of a file, as the scorer reads it."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import torch

from training.voices import data
from training.voices.network import HIDDEN, LINK, Network
from twosource.models.decoding import Heads
from twosource.models.voices import Floats, Ints, Tagger
from twosource.voices.tagging import Tagged

if TYPE_CHECKING:
    from tokenizers import Tokenizer

Tag = Callable[[str], Sequence[Tagged]]


def heads(net: Network) -> Heads:
    absent = torch.cat((net.absent.weight[0], net.absent.bias))
    learnt = (net.transitions(), net.stands, absent, _ends(net))
    return Heads(*(values.detach().float().cpu().numpy() for values in learnt))


def _ends(net: Network) -> torch.Tensor:
    """What links read off the ends of spans, constants in the last row: part, first or last word, vector, link."""
    weight, bias = net.link.weight.view(4, 2, LINK, HIDDEN), net.link.bias.view(4, 2, LINK, 1)
    return torch.cat((weight, bias), 3).transpose(2, 3)


def tagger(net: Network, tokenizer: Tokenizer) -> Tagger:
    """The tagger with the network as torch runs it."""
    net.eval()

    def network(ids: Ints, features: Ints) -> tuple[Floats, Floats]:
        with torch.inference_mode():
            emissions, vectors = net(torch.from_numpy(ids)[None], torch.from_numpy(features)[None])
        return emissions[0].numpy(), vectors[0].numpy()

    return Tagger(tokenizer, network, heads(net))


def predict(tag: Tag, reports: Path, out: Path) -> None:
    with out.open("w", encoding="utf-8") as lines:
        for report in data.read(reports):
            found = [
                {"source": one.source, "cue": one.cue, "content": one.content, "parent": None}
                for one in tag(report["text"])
            ]
            lines.write(json.dumps({"id": report["id"], "attributions": found}) + "\n")

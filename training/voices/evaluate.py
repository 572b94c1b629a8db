"""A tagger's answer for every report of a file, as the scorer reads it."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer

from training.voices import data
from training.voices.network import Network
from twosource.models.decoding import Heads
from twosource.models.voices import Tagger
from twosource.voices.tagging import Tagged

Tag = Callable[[str], Sequence[Tagged]]


def heads(net: Network) -> Heads:
    return Heads(net.transitions().detach().numpy().astype(np.float32), net.stands.detach().numpy())


def tagger(net: Network, tokenizer: Tokenizer) -> Tagger:
    """The tagger with the network as torch runs it."""
    net.eval()

    def network(ids, features, mask):  # type: ignore[no-untyped-def]
        with torch.inference_mode():
            emissions, links = net(torch.from_numpy(ids), torch.from_numpy(features), torch.from_numpy(mask))
        return emissions.numpy(), links.numpy()

    return Tagger(tokenizer, network, heads(net))


def predict(tag: Tag, reports: Path, out: Path) -> None:
    with out.open("w", encoding="utf-8") as lines:
        for report in data.read(reports):
            found = [
                {"source": one.source, "cue": one.cue, "content": one.content, "parent": None}
                for one in tag(report["text"])
            ]
            lines.write(json.dumps({"id": report["id"], "attributions": found}) + "\n")

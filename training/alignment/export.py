"""A trained network → the file that the package carries: matrices and the table of pieces in eight bits."""

from __future__ import annotations

import tempfile
from pathlib import Path

import onnx
import torch
from torch import nn

from training.alignment.network import Network
from training.rounding import rounded
from training.voices.export import Rounded
from twosource.models.comparing import LONGEST


def export(net: Network, path: Path) -> None:
    """Write the network to `path`. It is changed, and of no more use. The heads stay as they are."""
    net.eval()
    net.pieces = Rounded(net.pieces.weight.detach())  # type: ignore[assignment]
    net.places = nn.Embedding.from_pretrained(net.places.weight[: 2 * LONGEST + 3].detach())
    with tempfile.TemporaryDirectory() as folder:
        whole = Path(folder) / "whole.onnx"
        names = ["ids", "sides"]
        torch.onnx.export(
            net,
            (torch.ones(1, 16, dtype=torch.int64), torch.zeros(1, 16, dtype=torch.int64)),
            str(whole),
            input_names=names,
            output_names=["told"],
            dynamic_axes={name: {1: "length"} for name in names},
            opset_version=17,
            dynamo=False,
        )
        graph = onnx.load(whole)
        rounded(graph, path)

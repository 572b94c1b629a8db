"""A trained network → the files that the package carries.

Strategy: the table of word pieces in eight bits with a scale for each row, matrices in eight bits with a scale for each
column, what flows between them measured at run time. The heads, where rounding would show at
once, stay as they are.
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import onnx
import torch
from torch import Tensor, nn

from training.rounding import rounded
from training.voices.evaluate import heads
from training.voices.network import Network
from twosource.models.encoding import WINDOW

if TYPE_CHECKING:
    from tokenizers import Tokenizer


class Rounded(nn.Module):
    """A table whose rows are held in eight bits."""

    def __init__(self, table: Tensor) -> None:
        super().__init__()
        scale = table.abs().amax(1).clamp(min=1e-8) / 127
        self.register_buffer("scale", scale)
        self.register_buffer("rows", (table / scale[:, None]).round().to(torch.int8))

    def forward(self, ids: Tensor) -> Tensor:
        return self.rows[ids].float() * self.scale[ids][:, :, None]


def export(net: Network, tokenizer: Tokenizer, out: Path) -> None:
    """Write weights, heads and tokenizer to `out`. The network is changed, and of no more use."""
    out.mkdir(parents=True, exist_ok=True)
    learnt = heads(net)
    np.savez(out / "voices-heads.npz", **learnt._asdict())
    tokenizer.save(str(out / "tokenizer.json"), pretty=False)
    net.eval()
    net.pieces = Rounded(net.pieces.weight.detach())  # type: ignore[assignment]
    net.places = nn.Embedding.from_pretrained(net.places.weight[: WINDOW + 2].detach())
    with tempfile.TemporaryDirectory() as folder:
        whole = Path(folder) / "whole.onnx"
        _write(net, whole)
        graph = onnx.load(whole)
        rounded(graph, out / "voices.onnx", whole=_head_of(graph, "emissions"))


def _write(net: Network, path: Path) -> None:
    sample = (torch.ones(1, 16, dtype=torch.int64), torch.zeros(1, 16, dtype=torch.int64))
    names, outputs = ["ids", "features"], ["emissions", "vectors"]
    torch.onnx.export(
        net,
        sample,
        str(path),
        input_names=names,
        output_names=outputs,
        dynamic_axes={name: {1: "length"} for name in [*names, *outputs]},
        opset_version=17,
        dynamo=False,
    )


def _head_of(graph: onnx.ModelProto, output: str) -> list[str]:
    """The matrix product whose result, with a constant added, is an output."""
    made = {name: node for node in graph.graph.node for name in node.output}
    return [made[name].name for name in made[output].input if name in made and made[name].op_type == "MatMul"]

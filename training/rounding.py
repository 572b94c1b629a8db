"""A network's matrices → eight bits, a scale for each column; what flows between them is measured at run time."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from twosource.models import running  # noqa: F401 - first: with it onnxruntime tells nobody that it was loaded

# isort: split
from onnxruntime.quantization import QuantType, quantize_dynamic

if TYPE_CHECKING:
    import onnx


def rounded(graph: onnx.ModelProto, path: Path, *, whole: Sequence[str] = ()) -> None:
    """Write the network of `graph` to `path`; the nodes of these names stay whole."""
    quantize_dynamic(
        graph,
        path,
        per_channel=True,
        weight_type=QuantType.QInt8,
        op_types_to_quantize=["MatMul"],
        nodes_to_exclude=list(whole),
    )

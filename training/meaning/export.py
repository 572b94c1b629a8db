"""Trained rows → the file that the package carries: eight bits a number, with a scale for each row."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray


def export(rows: NDArray[np.float32], path: Path) -> None:
    scales = np.maximum(np.abs(rows).max(axis=1), 1e-8) / 127
    eight = np.round(rows / scales[:, None]).astype(np.int8)
    np.savez(path, rows=eight, scales=scales.astype(np.float32))

"""Nobody is told that networks are run."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

RUNS = "import twosource.models.voices, twosource.models.running, onnxruntime; assert onnxruntime.__version__"


def test_what_runs_networks_keeps_no_name_for_this_machine_and_tells_nobody(tmp_path: Path) -> None:
    """What it would send is first put into files in the home folder: there are none."""
    outside = {key: value for key, value in os.environ.items() if key != "ORT_DISABLE_TELEMETRY"}
    at_home = {**outside, "HOME": str(tmp_path), "XDG_CACHE_HOME": str(tmp_path / "cache"), "PYTHONPATH": "src"}
    root = Path(__file__).resolve().parents[2]
    subprocess.run([sys.executable, "-c", RUNS], cwd=root, env=at_home, check=True)
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []

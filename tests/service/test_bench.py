"""The measure of gathering, in small: all comes in once, and a second look moves next to nothing."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="an address for each outlet is Linux's")
def test_a_second_look_moves_next_to_nothing() -> None:
    words = [sys.executable, "-m", "bench.gather", "--feeds", "4", "--entries", "5", "--json"]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=True)
    first, second = map(json.loads, done.stdout.splitlines())
    assert (first["reports"], second["reports"]) == (20, 0)
    assert second["sent"] < 0.01 * first["sent"]
    assert 0 < first["memory"] < 1_000

"""The same in, the same out: neither the order of inputs nor the seed of hashes shows in a dossier or a brief."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"


@pytest.mark.parametrize("words", [["compare", "--json"], ["brief", "--json", "-", "--since", "7d"], ["group"]])
def test_order_and_hash_seed_do_not_show(words: list[str], tmp_path: Path) -> None:
    lines = (EXAMPLES / "reports.jsonl").read_text(encoding="utf8").splitlines(keepends=True)
    made = set()
    for seed, order in (("1", lines), ("2", lines[::-1])):
        path = tmp_path / f"{seed}.jsonl"
        path.write_text("".join(order), encoding="utf8")
        done = subprocess.run(
            [sys.executable, "-m", "twosource", *words, str(path)],
            capture_output=True,
            check=True,
            env={**os.environ, "PYTHONHASHSEED": seed, "TWOSOURCE_OUTLETS": str(EXAMPLES / "outlets.toml")},
        )
        made.add(done.stdout)
    assert len(made) == 1
    assert b"dock-strike" in made.pop()

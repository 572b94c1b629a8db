"""docs/threat-model.md tells the truth: each line has tests, and each of these is there."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "threat-model.md").read_text(encoding="utf8")
NODE = re.compile(r"`(tests/[\w/]+\.py)::(\w+)`")
LINES = [line for line in PAGE.splitlines() if line.startswith("| ") and not line.startswith("| what ")]


@cache
def collected_in(path: str) -> frozenset[str]:
    """The tests that pytest finds in a file, by its name and theirs."""
    file = ROOT / path
    if not file.name.startswith("test_") or not file.exists():
        return frozenset()
    body = ast.parse(file.read_text(encoding="utf8")).body
    return frozenset(node.name for node in body if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"))


@pytest.mark.parametrize("line", LINES, ids=lambda line: line.split("|")[1].strip()[:40])
def test_each_line_has_tests_and_they_exist(line: str) -> None:
    named = NODE.findall(line.split("|")[3])
    assert named, "a line without a test"
    assert [f"{path}::{name}" for path, name in named if name not in collected_in(path)] == []
    assert line.count("::") == len(named), "one that is not written as `tests/…/test_x.py::test_y`"


def test_there_are_lines() -> None:
    assert len(LINES) > 50

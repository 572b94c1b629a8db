"""The questions of `examples/archive`, asked of a real output: the notebook as it stands, with the files beside it."""

from __future__ import annotations

import ast
import json
from pathlib import Path
from typing import Any

import pytest
from tests.archive.conftest import EXAMPLES, Output

QUESTIONS = EXAMPLES / "archive"


@pytest.fixture(scope="module")
def answers(output: Output) -> dict[str, Any]:
    """All that the notebook has named, once its cells were run in order; what a cell shows is made as well."""
    pytest.importorskip("duckdb", reason="duckdb is not installed: pip install -e '.[dev]'")
    book = json.loads((QUESTIONS / "archive.ipynb").read_text(encoding="utf8"))
    names: dict[str, Any] = {}
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TWOSOURCE_ARCHIVE", str(output.out))
        patch.setenv("TWOSOURCE_EXAMPLES", str(QUESTIONS))
        shown = [_run("".join(cell["source"]), names) for cell in book["cells"] if cell["cell_type"] == "code"]
    return {**names, "shown": [str(one) for one in shown if one is not None]}


def _run(source: str, names: dict[str, Any]) -> Any:
    """A cell as a notebook runs it: the value of its last line, if that is an expression."""
    body = ast.parse(source).body
    last = body.pop() if isinstance(body[-1], ast.Expr) else None
    exec(compile(ast.Module(body, []), "cell", "exec"), names)  # noqa: S102 - our own notebook
    if not isinstance(last, ast.Expr):
        return None
    return eval(compile(ast.Expression(last.value), "cell", "eval"), names)  # noqa: S307


def test_every_cell_runs_and_those_that_ask_show_an_answer(answers: dict[str, Any]) -> None:
    assert len(answers["shown"]) >= 5


def test_whoever_is_quoted_on_a_subject_has_said_it(answers: dict[str, Any]) -> None:
    found = answers["quoted_on"]("dam").fetchall()
    assert found
    assert all("dam" in words.lower() for *_, words in found)


def test_who_copies_whom_are_two_outlets(answers: dict[str, Any]) -> None:
    links = answers["copied"].fetchall()
    assert links
    assert all(source != copier and times >= stories >= 1 for source, copier, times, stories, _ in links)


def test_a_notebook_holds_no_outputs() -> None:
    book = json.loads(Path(QUESTIONS / "archive.ipynb").read_text(encoding="utf8"))
    assert all(not cell.get("outputs") and cell.get("execution_count") is None for cell in book["cells"])

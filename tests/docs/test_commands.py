"""Every command that the docs tell a reader to run, run in their order, in a folder that holds the sample."""

from __future__ import annotations

import itertools
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
SHELL = re.compile(r"^```sh\n(.*?)^```", re.MULTILINE | re.DOTALL)
PYTHON = re.compile(r"^```python\n(.*?)^```", re.MULTILINE | re.DOTALL)
MAKE = re.compile(r"^make (\w+)", re.MULTILINE)
LINK = re.compile(r"\]\(([^)#:]+)(?:#[^)]*)?\)")


def commands(page: Path) -> list[list[str]]:
    blocks = SHELL.findall(page.read_text(encoding="utf8"))
    return [shlex.split(line, comments=True) for block in blocks for line in block.splitlines() if line.strip()]


@pytest.mark.parametrize("page", [page for page in PAGES if commands(page)], ids=lambda page: page.name)
def test_commands_run(page: Path, tmp_path: Path) -> None:
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    for program, *words in commands(page):
        assert program == "twosource"
        done = subprocess.run(
            [sys.executable, "-m", "twosource", *words], cwd=tmp_path, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        for flag, name in itertools.pairwise(words):
            if flag in {"-o", "--html", "--eml", "--dossiers"}:
                assert (tmp_path / name).stat().st_size > 0


@pytest.mark.parametrize(
    "page", [page for page in PAGES if PYTHON.search(page.read_text())], ids=lambda page: page.name
)
def test_python_runs(page: Path, tmp_path: Path) -> None:
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    for code in PYTHON.findall(page.read_text(encoding="utf8")):
        done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=False)
        assert (done.returncode, done.stderr) == (0, "")
        assert done.stdout


def test_the_docs_hold_commands_to_run() -> None:
    assert sum(len(commands(page)) for page in PAGES) >= 8


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_make_targets_and_links_exist(page: Path) -> None:
    text = page.read_text(encoding="utf8")
    makefile = (ROOT / "Makefile").read_text(encoding="utf8")
    assert [target for target in MAKE.findall(text) if f"\n{target}:" not in makefile] == []
    assert [link for link in LINK.findall(text) if not (page.parent / link).exists()] == []

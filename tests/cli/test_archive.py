"""What is said while an archive is read; what it comes to is for tests/archive."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from twosource.archive.progress import Progress, Say
from twosource.archive.run import Settings
from twosource.cli import archive as cli_archive

FIGURES = {"taken": {"reports": 1_200, "copies": 30}, "counts": {"stories": 400}, "aside_in_all": 2}
STEPS = (
    Progress("reading pages"),
    *(Progress("reading pages", done, 40) for done in range(1, 10)),
    Progress("grouping reports"),
    Progress("grouping reports", 1, 1),
)


@pytest.fixture
def settings(monkeypatch: pytest.MonkeyPatch) -> list[Settings]:
    """Those that a run was asked for; it tells STEPS and ends with FIGURES."""
    asked: list[Settings] = []

    def run(inputs: tuple[str, ...], out: Path, chosen: Settings, *, told: Say) -> dict[str, Any]:
        asked.append(chosen)
        for step in STEPS:
            told(step)
        return FIGURES

    monkeypatch.setattr(cli_archive, "run", run)
    return asked


def test_a_log_has_a_line_for_each_stage_and_each_tenth_of_it(settings: list[Settings], tmp_path: Path) -> None:
    done = CliRunner().invoke(cli_archive.command, ["march", "--out", str(tmp_path), "--cores", "1"])
    assert done.exit_code == 0
    assert done.stderr.splitlines()[:5] == [
        "reading pages …",
        "reading pages: 4 of 40",
        "reading pages: 8 of 40",
        "grouping reports …",
        "grouping reports: 1 of 1",
    ]
    assert settings[0].cores == 1


def test_what_came_of_it_is_told_and_where_to_look_for_the_rest(settings: list[Settings], tmp_path: Path) -> None:
    done = CliRunner().invoke(cli_archive.command, ["march", "--out", str(tmp_path)])
    assert done.stdout == f"1,200 reports, 30 of them copies; 400 stories in {tmp_path}\n"
    assert f"2 records could not be read: see {tmp_path / 'rejected'}" in done.stderr

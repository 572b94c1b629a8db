from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from twosource.cli.group import command

LINES = [
    {
        "id": "a",
        "text": "A fire destroyed the flour mill in Lower Sarn. Three workers are missing.",
        "title": "Mill fire",
    },
    {
        "id": "b",
        "text": "Three workers were missing after the flour mill at Lower Sarn burned down.",
        "title": "Mill burns",
    },
]


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    path = tmp_path / "reports.jsonl"
    path.write_text("\n".join(map(json.dumps, LINES)), encoding="utf8")
    return path


def stories(*words: str | Path) -> dict[str, str]:
    done = CliRunner().invoke(command, [str(word) for word in words])
    assert done.exit_code == 0, done.output
    return {line["id"]: line["story"] for line in map(json.loads, done.stdout.splitlines())}


def test_corrections_are_kept_to(reports: Path, tmp_path: Path) -> None:
    corrections = tmp_path / "corrections.jsonl"
    corrections.write_text('\n{"kind": "apart", "groups": [["a"], ["b"]]}\n', encoding="utf8")
    assert len(set(stories(reports).values())) == 1
    assert len(set(stories(reports, "--corrections", corrections).values())) == 2


@pytest.mark.parametrize("line", ["{", "[]", '{"kind": "mend", "groups": []}'])
def test_a_correction_that_cannot_be_read_is_wrong_usage(reports: Path, tmp_path: Path, line: str) -> None:
    corrections = tmp_path / "corrections.jsonl"
    corrections.write_text(line, encoding="utf8")
    done = CliRunner().invoke(command, [str(reports), "--corrections", str(corrections)])
    assert done.exit_code == 2
    assert "corrections.jsonl line 1" in done.output


def test_an_earlier_state_of_a_report_has_a_line(tmp_path: Path) -> None:
    lines = [dict(line, url="https://echo.example/mill", published=f"2026-03-0{n}") for n, line in enumerate(LINES, 1)]
    path = tmp_path / "reports.jsonl"
    path.write_text("\n".join(map(json.dumps, lines)), encoding="utf8")
    done = CliRunner().invoke(command, [str(path)])
    one, other = map(json.loads, done.stdout.splitlines())
    assert (one["id"], other["id"], other["state_of"]) == ("a", "b", "a")
    assert one["story"] == other["story"]

"""An editor's corrections of the store, as a user gives them, on invented news."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from twosource.cli import cli

DAY = "2026-03-11"
MILL = "A fire destroyed the flour mill in Lower Sarn. Three workers are missing, the fire service said."
FERRY = "The ferry Maribel ran aground off Corran Head. Lifeboats from Tarbet took all forty on board ashore."
RECORDS = [
    {"id": "mill-1", "outlet": "Courier", "title": "Mill burns", "published": "2026-03-10", "text": MILL},
    {
        "id": "mill-2",
        "outlet": "Herald",
        "title": "Fire at Sarn mill",
        "published": DAY,
        "text": f"{MILL} Now.",
    },
    {"id": "ferry-1", "outlet": "Courier", "title": "Maribel aground", "published": "2026-03-10", "text": FERRY},
    {"id": "ferry-2", "outlet": "Herald", "title": "Ferry aground", "published": DAY, "text": f"{FERRY} Now."},
    {"id": "ferry-3", "outlet": "Echo", "title": "Aground", "published": DAY, "text": f"{FERRY} Calm sea."},
]
FOUND = [["ferry-1", "ferry-2", "ferry-3"], ["mill-1", "mill-2"]]


def run(*words: object) -> Result:
    return CliRunner().invoke(cli, [str(word) for word in words])


def done(*words: object) -> str:
    result = run(*words)
    assert result.exit_code == 0, result.output
    return result.stdout


def write(path: Path, *records: object) -> Path:
    path.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf8")
    return path


@pytest.fixture(autouse=True)
def reports(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file of reports, which the store in this folder holds."""
    monkeypatch.chdir(tmp_path)
    path = write(tmp_path / "reports.jsonl", *RECORDS)
    assert run("import", path).exit_code == 0
    return path


def stories(*words: object) -> dict[str, list[str]]:
    """What `group` tells: reports by story."""
    found: dict[str, list[str]] = {}
    for line in map(json.loads, done("group", *words).splitlines()):
        found.setdefault(line["story"], []).append(line["id"])
    return found


def parts(*words: object) -> list[list[str]]:
    return sorted(map(sorted, stories(*words).values()))


def story_of(report: str) -> str:
    (story,) = (story for story, reports in stories().items() if report in reports)
    return story


def name_of_last() -> str:
    return done("correct", "list").splitlines()[-1].split()[0]


def test_without_corrections_the_store_groups_as_its_inputs(reports: Path) -> None:
    assert parts() == parts(reports) == FOUND


def test_merged_stories_are_one_in_every_command_until_it_is_undone() -> None:
    shown = done("correct", "merge", story_of("mill-1"), story_of("ferry-1"))
    assert all(record["id"] in shown for record in RECORDS)
    assert parts() == [sorted(record["id"] for record in RECORDS)]
    assert len(json.loads(done("compare", "--json"))["stories"]) == 1
    assert len(json.loads(done("brief", "--since", "7d", "--json", "-"))["stories"]) == 1
    assert name_of_last() in done("correct", "undo", name_of_last())
    assert parts() == FOUND
    assert done("correct", "list") == ""


def test_a_story_goes_by_the_name_of_any_of_its_reports() -> None:
    done("correct", "merge", "mill-2", "ferry-3")
    assert len(parts()) == 1


def test_reports_that_are_split_off_are_a_story_of_their_own() -> None:
    done("correct", "split", "ferry-1", "ferry-3")
    assert parts() == [["ferry-1", "ferry-3"], ["ferry-2"], ["mill-1", "mill-2"]]


def test_a_moved_report_leaves_its_story_for_another() -> None:
    shown = done("correct", "move", "ferry-2", story_of("mill-1"))
    assert shown.index("ferry-2") > shown.index("mill-1")
    assert parts() == [["ferry-1", "ferry-3"], ["ferry-2", "mill-1", "mill-2"]]


def test_what_was_merged_moves_as_it_is_shown_at_once() -> None:
    done("correct", "merge", "mill-1", "ferry-1")
    done("correct", "split", "mill-1")
    assert parts() == [["ferry-1", "ferry-2", "ferry-3", "mill-2"], ["mill-1"]]
    done("correct", "undo")
    assert len(parts()) == 1


def test_reports_and_stories_are_never_together() -> None:
    done("correct", "apart", "mill-1", "mill-2")
    assert ["mill-1"] in parts()
    done("correct", "apart", story_of("ferry-1"), "mill-1")
    done("correct", "merge", "mill-1", "mill-2")
    assert parts() == FOUND


def test_a_correction_holds_for_what_is_imported_later(tmp_path: Path) -> None:
    done("correct", "split", "ferry-2")
    late = dict(
        RECORDS[2], id="ferry-4", outlet="Gazette", title="Ferry off Corran Head", text=f"{FERRY} A pump failed."
    )
    assert run("import", write(tmp_path / "late.jsonl", late)).exit_code == 0
    assert not any({"ferry-1", "ferry-2"} <= set(story) for story in parts())


def test_a_report_of_which_an_earlier_state_comes_later_keeps_its_corrections(tmp_path: Path) -> None:
    done("correct", "apart", "mill-2", "mill-1")
    first = dict(RECORDS[1], id="mill-0", published="2026-03-09", url="https://herald.example/mill")
    again = dict(RECORDS[1], url="https://herald.example/mill")
    assert run("import", write(tmp_path / "first.jsonl", first, again)).exit_code == 0
    assert ["mill-1"] in parts()
    assert ["mill-0", "mill-2"] in parts()
    assert run("correct", "split", "mill-2").exit_code == 2  # it is alone, in two states


def test_corrections_go_from_the_store_to_inputs_and_back(reports: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    done("correct", "split", "ferry-2")
    done("correct", "merge", "ferry-2", "mill-1")
    done("correct", "list", "--json", "-o", "said.jsonl")
    corrected = parts()
    assert corrected == [["ferry-1", "ferry-3"], ["ferry-2", "mill-1", "mill-2"]]
    assert parts(reports, "--corrections", "said.jsonl") == corrected
    monkeypatch.setenv("TWOSOURCE_STORE", "sqlite:///other.db")
    assert run("import", reports).exit_code == 0
    done("correct", "add", "said.jsonl")
    assert parts() == corrected
    assert len(done("correct", "list").splitlines()) == 2
    assert "split  ferry-2 | ferry-1, ferry-3" in done("correct", "list")


def test_an_export_takes_corrections_along(monkeypatch: pytest.MonkeyPatch) -> None:
    done("correct", "apart", "mill-1", "mill-2")
    assert run("export", "-o", "all.gz").exit_code == 0
    monkeypatch.setenv("TWOSOURCE_STORE", "sqlite:///other.db")
    assert run("import", "all.gz").exit_code == 0
    assert ["mill-1"] in parts()
    assert run("check").exit_code == 0


def test_gold_tells_each_pair_that_corrections_come_to() -> None:
    done("correct", "move", "ferry-2", "mill-1")
    done("correct", "gold", "-o", "gold.jsonl")
    pairs = {
        tuple(pair["reports"]): pair["same"] for pair in map(json.loads, Path("gold.jsonl").read_text().splitlines())
    }
    assert pairs["ferry-1", "ferry-2"] is False
    assert pairs["ferry-2", "mill-1"] is True
    assert ("ferry-1", "ferry-3") not in pairs  # of these nobody said anything


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["merge", "mill-1", "mill-2"], "one already"),
        (["merge", "mill-1", "mil-9"], "mil-9 is no story and no report"),
        (["split", "mill-1", "mill-2"], "all reports of the story"),
        (["split", "mill-1", "ferry-1"], "ferry-1 is not in the story of mill-1"),
        (["move", "mill-1", "mill-2"], "in that story already"),
        (["apart", "mill-1", "mill-1"], "on both sides"),
        (["undo"], "there is no correction"),
        (["undo", "abc"], "no correction abc; `twosource correct list`"),
    ],
)
def test_what_cannot_be_meant_is_wrong_usage_and_changes_nothing(words: list[str], told: str) -> None:
    result = run("correct", *words)
    assert (result.exit_code, told in result.output) == (2, True), result.output
    assert done("correct", "list") == ""


def test_a_story_is_no_report() -> None:
    assert "name a report" in run("correct", "move", story_of("mill-1"), "ferry-1").output
    assert run("correct", "split", story_of("mill-1")).exit_code == 2


def test_a_file_that_says_nothing_or_nonsense_is_wrong_usage(tmp_path: Path) -> None:
    empty = write(tmp_path / "empty.jsonl")
    assert run("correct", "add", empty).exit_code == 2
    assert run("correct", "add", write(tmp_path / "bad.jsonl", {"kind": "mend", "groups": []})).exit_code == 2
    assert "twosource correct add" in run("group", "--corrections", empty).output


def test_without_a_store_nothing_is_corrected_or_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TWOSOURCE_STORE", "sqlite:///none.db")
    assert run("group").exit_code == 2
    result = CliRunner().invoke(cli, ["correct", "merge", "a", "b"])
    assert result.exception
    assert not (tmp_path / "none.db").exists()

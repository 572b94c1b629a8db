"""The commands of the store as a user runs them, on invented news."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from twosource.cli import cli

FIRE = """A fire destroyed the flour mill in Orrin on Tuesday, and two men were hurt, the fire service said.

“Nothing is left of it but the chimney,” said Ada Lunt, the fire chief.
"""
BLAZE = """The flour mill in Orrin burned down on Tuesday. Two men were hurt in the fire, the fire service said.

Ada Lunt, the fire chief, said: “Nothing is left of it but the chimney.”

The owner, Lode Grain, had been fined over dust in the mill in January.
"""


def run(*words: object) -> Result:
    return CliRunner().invoke(cli, [str(word) for word in words])


@pytest.fixture
def reports(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file of reports, in a folder where there is no store yet."""
    monkeypatch.chdir(tmp_path)
    records = [
        {"id": "fire", "outlet": "Courier", "title": "Fire guts mill", "published": "2026-03-11", "text": FIRE},
        {"id": "blaze", "outlet": "Herald", "title": "Mill burns down", "published": "2026-03-12", "text": BLAZE},
    ]
    path = tmp_path / "reports.jsonl"
    path.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf8")
    return path


@pytest.fixture
def stored(reports: Path) -> Path:
    assert run("import", reports).exit_code == 0
    return reports


def test_an_import_makes_the_store_and_again_changes_nothing(reports: Path, tmp_path: Path) -> None:
    first = run("import", reports)
    assert (first.exit_code, first.stderr) == (0, "2 new, 0 changed, 0 known already\n")
    assert (tmp_path / "news.db").exists()
    assert run("import", reports).stderr == "0 new, 0 changed, 2 known already\n"
    assert run("check").exit_code == 0


def test_a_bad_input_is_named_and_the_others_are_kept(reports: Path) -> None:
    with reports.open("a") as stream:
        stream.write('{"id": "none"}\n')
    done = run("import", reports, "gone.txt")
    assert done.exit_code == 1
    assert "reports.jsonl line 3: no text" in done.stderr
    assert "gone.txt: " in done.stderr
    assert "2 new" in done.stderr


def test_another_report_of_a_name_that_is_taken_is_named(stored: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.jsonl"
    other.write_text('{"id": "fire", "outlet": "Gazette", "text": "The council of Pell closed its libraries."}\n')
    done = run("import", other)
    assert done.exit_code == 1
    assert "fire: another report in the store has this id" in done.stderr


def test_a_later_state_of_a_report_is_its_revision(stored: Path, tmp_path: Path) -> None:
    later = tmp_path / "later.jsonl"
    record = {"id": "blaze", "outlet": "Herald", "title": "Mill burns down", "published": "2026-03-12"}
    later.write_text(json.dumps({**record, "text": BLAZE + "\nThe mill will be rebuilt.\n"}) + "\n", encoding="utf8")
    assert run("import", later).stderr == "0 new, 1 changed, 0 known already\n"
    assert run("check").exit_code == 0


def test_compare_of_the_store_is_that_of_its_inputs(stored: Path) -> None:
    assert run("compare", "--json").stdout == run("compare", "--json", stored).stdout


def test_a_brief_of_the_store_is_that_of_its_inputs_and_is_kept(stored: Path, tmp_path: Path) -> None:
    done = run("brief", "--since", "7d", "--json", "-")
    assert done.exit_code == 0
    assert done.stdout == run("brief", stored, "--since", "7d", "--json", "-").stdout
    run("brief", "--since", "7d")
    assert run("export", "-o", tmp_path / "all.gz").exit_code == 0
    assert run("brief", "--since", "2026-03-12", "--until", "2026-03-11").exit_code == 2
    assert run("check").stderr == "all fits together\n"


def test_voices_are_found_once(stored: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = run("compare", "--json").stdout

    def never(*_: object) -> None:
        raise AssertionError("voices are in the store")

    monkeypatch.setattr("twosource.wiring.Wiring.tag", never)
    assert run("compare", "--json").stdout == first


def test_search_shows_the_words_that_answer(stored: Path) -> None:
    run("compare")  # finds who speaks
    shown = run("search", 'outlet:herald speaker:"Ada Lunt" "two men"').stdout
    assert shown.splitlines()[:3] == [
        "Mill burns down",
        "Herald · 2026-03-12 · blaze",
        "  Two men were hurt in the fire, the fire service said.",
    ]
    assert shown.endswith("1 report\n")
    assert run("search", "nowhere").stdout.startswith("no report has this; fewer words")


def test_a_field_that_there_is_not_is_named_beside_what_was_found(stored: Path) -> None:
    done = run("search", "said:mill")
    assert done.exit_code == 0
    assert done.stderr.startswith("said: is no field, and was searched for as a word; outlet:, speaker:, title:, ")


def test_search_as_json_holds_reports_and_passages(stored: Path) -> None:
    found = json.loads(run("search", "mill", "--json", "--limit", "1").stdout)
    [hit] = found["hits"]
    assert (hit["report"]["id"], found["more"], found["version"]) == ("blaze", True, 1)
    passage = hit["passage"]
    assert BLAZE[passage["start"] : passage["end"]] == passage["text"]
    assert "there are more" in run("search", "mill", "--limit", "1").stdout


def test_an_export_moves_everything(stored: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run("brief")
    assert run("export", "-o", "all.jsonl.gz").exit_code == 0
    monkeypatch.setenv("TWOSOURCE_STORE", f"sqlite:///{tmp_path}/other.db")
    assert run("import", "all.jsonl.gz").stderr == "2 new, 0 changed, 0 known already\n"
    assert run("export").stdout_bytes == (tmp_path / "all.jsonl.gz").read_bytes()
    (tmp_path / "cut.gz").write_bytes((tmp_path / "all.jsonl.gz").read_bytes()[:-9])
    cut = run("import", "cut.gz")
    assert cut.exit_code == 1
    assert "cut.gz: " in cut.stderr


def test_check_names_what_is_wrong_and_ends_with_1(stored: Path, tmp_path: Path) -> None:
    import sqlite3  # noqa: PLC0415 - as another tool would

    connection = sqlite3.connect(tmp_path / "news.db")
    connection.execute("UPDATE reports SET title = 'Mill thrives' WHERE id = 'blaze'")
    connection.commit()
    connection.close()
    done = run("check")
    assert done.exit_code == 1
    assert done.stdout.startswith("report blaze: its content hashes to")
    assert "inconsistencies" in done.stderr


def test_migrate_makes_a_store_and_says_what_it_did(reports: Path) -> None:
    assert "tables are of version" in run("migrate").stderr
    assert run("check").exit_code == 0


def test_a_backup_is_a_store(stored: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run("backup", "copy.db").exit_code == 0
    monkeypatch.setenv("TWOSOURCE_STORE", "sqlite:///copy.db")
    assert run("search", "mill", "--json").stdout.count('"passage"') == 2


def test_the_oldest_is_let_go(stored: Path) -> None:
    assert "bytes of 2 pages" in run("retain", "--size", "500").stderr
    assert run("retain", "--size", "2GB", "--days", "1").stderr.startswith("let go of 2 reports")
    assert run("search", "mill").stdout.startswith("no report has this")


@pytest.mark.parametrize(
    "words",
    [
        ["compare"],
        ["brief"],
        ["search"],
        ["search", "after:soon"],
        ["import"],
        ["retain"],
        ["retain", "--size", "much"],
        ["retain", "--days", "0"],
    ],
)
def test_wrong_usage_exits_2(words: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(*words).exit_code == 2
    assert list(tmp_path.iterdir()) == []

"""One story of the store in the forms of other programs."""

from __future__ import annotations

import json
from pathlib import Path
from types import SimpleNamespace

import pytest
from click.testing import CliRunner
from tests.store.sample import NOW
from tests.store.shelf import filled, mill

from twosource.cli import cli
from twosource.rendering.exports.csv import csv
from twosource.rendering.exports.parquet import parquet
from twosource.rendering.exports.tables import table
from twosource.store import open_store
from twosource.store.dossiers import keep_dossier


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    url = f"sqlite:///{tmp_path / 'news.db'}"
    monkeypatch.setenv("TWOSOURCE_STORE", url)
    monkeypatch.setenv("TWOSOURCE_BASE_URL", "https://news.example")
    opened = open_store(url, create=True)
    filled(opened)
    assert keep_dossier(opened, mill(), "rules", NOW)
    opened.close()
    return tmp_path


@pytest.mark.parametrize("named", ["mill", "fire"], ids=["by its id", "by a report"])
@pytest.mark.parametrize("form", ["ninjs", "jsonld", "annotations"])
def test_a_story_is_written_in_a_form(store: Path, form: str, named: str) -> None:
    done = CliRunner().invoke(cli, ["export", "--story", named, "--as", form, "-o", str(store / "out")])
    assert done.exit_code == 0, done.output
    assert "https://news.example/" in (store / "out").read_text()
    assert json.loads((store / "out").read_text())


def test_a_table_is_written(store: Path) -> None:
    for form, made in (("csv", csv(table(mill(), "quotes")).encode()), ("parquet", parquet(table(mill(), "quotes")))):
        done = CliRunner().invoke(cli, ["export", "--story", "mill", "--as", form, "--table", "quotes"])
        assert (done.exit_code, done.stdout_bytes) == (0, made)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("--story mill", "--story needs its form: --as ninjs, jsonld, annotations, csv, parquet"),
        ("--as ninjs", "--as is for one story; name it with --story ID"),
        ("--table quotes", "--table is for one story; name it with --story ID"),
        ("--story mill --as csv", "--as csv needs --table NAME: reports, statements, passages, quotes, "),
        ("--story mill --as ninjs --table quotes", "--table is for csv and parquet; leave it out"),
        ("--story x --as ninjs", "no story 'x' is told in the store"),
    ],
)
def test_what_cannot_be_written_is_told(store: Path, words: str, told: str) -> None:
    done = CliRunner().invoke(cli, ["export", *words.split()])
    assert done.exit_code == 2
    assert f"Error: {told}" in done.output


@pytest.mark.parametrize("words", ["", "--story mill --as parquet --table quotes"])
@pytest.mark.usefixtures("store")
def test_what_is_no_text_does_not_go_to_a_terminal(words: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("twosource.cli.export.sys", SimpleNamespace(stdout=SimpleNamespace(isatty=lambda: True)))
    done = CliRunner().invoke(cli, ["export", *words.split()])
    assert done.exit_code == 2
    assert "name a file with -o FILE" in done.output

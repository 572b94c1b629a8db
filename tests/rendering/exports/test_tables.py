"""Tables: each cell what the dossier says, and read back as it was, by whoever reads CSV and Parquet."""

from __future__ import annotations

import builtins
import csv as reading
import io
import json
from dataclasses import replace
from datetime import datetime
from typing import Any

import duckdb
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyarrow import parquet as files
from tests.rendering import hostile, sample

from twosource.errors import ConfigError
from twosource.model import Dossier, Span
from twosource.rendering.exports.csv import csv, verbatim
from twosource.rendering.exports.parquet import parquet
from twosource.rendering.exports.tables import COLUMNS, Cell, Kind, Table, published_at, table

DOSSIERS = [
    sample.DOSSIER,
    hostile.DOSSIER,
    replace(sample.DOSSIER, reports=(), attributions=(), statements=(), utterances=(), differences=()),
]
FORMULAS = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\n=1",
    "＝1",
    "'",
    "''=1",
    "",
    ' "q", x',
    "a,b\r\nc",
    "é\U0001f600",
]


def read(text: str, columns: dict[str, Kind]) -> list[tuple[Cell, ...]]:
    """The rows of a CSV with their types, as the docs say that they are to be read."""
    rows = list(reading.reader(io.StringIO(text, newline="")))
    assert rows[0] == list(columns)
    return [tuple(typed(cell, kind) for cell, kind in zip(row, columns.values(), strict=True)) for row in rows[1:]]


def typed(cell: str, kind: Kind) -> Cell:
    if kind is Kind.TEXT or not cell:
        return verbatim(cell) or None
    if kind is Kind.TEXTS:
        return tuple(json.loads(cell))
    if kind is Kind.WHOLE:
        return int(cell)
    return cell == "true" if kind is Kind.TRUTH else datetime.fromisoformat(cell)


def no_empty(rows: tuple[tuple[Cell, ...], ...]) -> list[tuple[Cell, ...]]:
    """Python's reader tells no empty text from none; others do."""
    return [tuple(None if cell == "" else cell for cell in row) for row in rows]


@pytest.mark.parametrize("name", list(COLUMNS))
@pytest.mark.parametrize("dossier", DOSSIERS, ids=["sample", "hostile", "empty"])
def test_a_table_reads_back_equal(dossier: Dossier, name: str) -> None:
    made = table(dossier, name)
    assert all(len(row) == len(made.columns) and row[0] == dossier.id for row in made.rows)
    assert read(csv(made), dict(made.columns)) == no_empty(made.rows)
    back = files.read_table(pa.BufferReader(parquet(made)))
    assert back.column_names == list(made.columns)
    rows = zip(*(column.to_pylist() for column in back.columns), strict=True)
    assert [tuple(tuple(c) if isinstance(c, list) else c for c in row) for row in rows] == list(made.rows)
    assert parquet(made) == parquet(made)


@pytest.mark.parametrize("dossier", DOSSIERS[:2], ids=["sample", "hostile"])
def test_every_text_stands_at_its_offsets(dossier: Dossier) -> None:
    for name in ("passages", "quotes", "differences", "attributions"):
        made = table(dossier, name)
        assert made.rows
        for row in made.rows:
            cells: dict[str, Any] = dict(zip(made.columns, row, strict=True))
            report = dossier.report(cells["report"])
            assert report.passage(Span(cells["start"], cells["end"])).text == cells["text"]
            if "slot" in cells:
                assert report.text[cells["slot_start"] : cells["slot_end"]] == cells["slot"]
    assert [row[-1] for row in table(dossier, "reports").rows] == [report.text for report in dossier.reports]


def test_rows_name_those_of_other_tables() -> None:
    made = {
        name: [dict(zip(COLUMNS[name], row, strict=True)) for row in table(sample.DOSSIER, name).rows]
        for name in COLUMNS
    }
    statements = {row["statement"] for row in made["statements"]}
    assert {row["statement"] for row in made["passages"]} == statements
    said = {row["attribution"] for row in made["attributions"]}
    assert {row["attribution"] for row in made["quotes"]} <= said
    assert {row["attribution"] for row in made["passages"]} - {None} <= said
    fullest = [row for row in made["quotes"] if row["fullest"]]
    assert [row["text"] for row in fullest] == [one.fullest.text for one in sample.UTTERANCES]


def test_a_time_is_told_only_where_it_is_known() -> None:
    rows = [dict(zip(COLUMNS["reports"], row, strict=True)) for row in table(sample.DOSSIER, "reports").rows]
    assert [(row["published"], row["published_at"] is None) for row in rows] == [
        ("2031-05-06T21:15:00+00:00", False),
        ("2031-05-07T06:00:00+00:00", False),
        ("2031-05-07", True),
    ]
    told = published_at(replace(sample.COURIER, published=datetime(2031, 5, 6, 21)))  # noqa: DTZ001 - none is known
    assert told
    assert told.isoformat() == "2031-05-06T21:00:00+00:00"


# --- hostile cells ----------------------------------------------------------------------------------------------------


def of_texts(*texts: str | None) -> Table:
    return Table("texts", {"text": Kind.TEXT, "more": Kind.TEXTS}, tuple((text, ("=1", "'")) for text in texts))


@pytest.mark.parametrize("text", FORMULAS)
def test_no_text_is_a_formula_and_each_can_be_had_verbatim(text: str) -> None:
    cells = next(row for at, row in enumerate(reading.reader(io.StringIO(csv(of_texts(text)), newline=""))) if at)
    assert not cells[0].startswith(tuple("=+-@\t\r\n＝＋－＠"))
    assert not cells[1].startswith(tuple("=+-@"))
    assert verbatim(cells[0]) == text


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")), max_size=4))
def test_whatever_a_text_holds_comes_back(texts: list[str]) -> None:
    made = of_texts(*texts)
    assert read(csv(made), dict(made.columns)) == no_empty(made.rows)


def test_what_is_not_known_is_no_empty_text() -> None:
    assert csv(of_texts(None, "")).split("\r\n")[1:3] == [',"[""=1"", ""\'""]"', '"","[""=1"", ""\'""]"']


def test_others_read_the_same(tmp_path: Any) -> None:
    made = table(sample.DOSSIER, "passages")
    (tmp_path / "passages.csv").write_text(csv(made), encoding="utf8", newline="")
    (tmp_path / "passages.parquet").write_bytes(parquet(made))
    asked = "SELECT story, report, start, \"end\", text FROM '{}' ORDER BY ALL"
    by_csv, by_parquet = (
        duckdb.execute(asked.format(tmp_path / f"passages.{form}")).fetchall() for form in ("csv", "parquet")
    )
    assert sorted(row[:1] + row[3:7] for row in made.rows) == by_parquet
    assert [(*row[:4], verbatim(row[4])) for row in by_csv] == by_parquet


def test_without_pyarrow_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    there = builtins.__import__

    def absent(name: str, *rest: Any) -> Any:
        if name.startswith("pyarrow"):
            raise ImportError(f"No module named {name!r}")
        return there(name, *rest)

    monkeypatch.setattr(builtins, "__import__", absent)
    with pytest.raises(ConfigError, match=r"pip install 'twosource\[parquet\]'"):
        parquet(table(sample.DOSSIER, "reports"))

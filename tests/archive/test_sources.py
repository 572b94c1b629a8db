"""What is named becomes work, and work becomes pages that say where they stand."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path

import pyarrow as pa
import pytest
from bench.archive import records
from pyarrow import parquet

from twosource.archive.extract import Days, extract
from twosource.archive.files import read_json, write_json
from twosource.archive.sources import ROWS, Chunk, chunks, known_by, pages
from twosource.errors import ConfigError, Malformed
from twosource.model import Page, Report

PAGE = "<html><head><title>Fire at the mill</title></head><body><article><h1>Fire at the mill</h1>" + (
    "<p>A fire broke out at the mill of Orland on Monday, the brigade said, and nobody was hurt in it.</p>" * 6
)


def test_each_kind_of_file_is_work_of_its_own_kind(tmp_path: Path) -> None:
    for name in ("b.html", "a.txt", "r.jsonl", "s.jsonl.gz", "t.parquet"):
        (tmp_path / name).write_bytes(b"x")
    found = chunks([str(tmp_path)])
    assert [chunk.kind for chunk in found] == ["files", "lines", "lines", "parquet"]
    assert found[0].ids == ("a", "b")
    assert [chunk.number for chunk in found] == [0, 1, 2, 3]
    assert chunks([*map(str, sorted(tmp_path.iterdir(), reverse=True))]) == found


def test_a_folder_with_warc_is_an_archive(tmp_path: Path) -> None:
    for name in ("a.warc.gz", "notes.txt", "b.warc"):
        (tmp_path / name).write_bytes(b"x")
    assert [chunk.paths for chunk in chunks([str(tmp_path)])] == [
        (str(tmp_path / "a.warc.gz"),),
        (str(tmp_path / "b.warc"),),
    ]


@pytest.mark.parametrize("named", ["-", "https://a.example/x.warc.gz", "not/there"])
def test_what_cannot_be_read_by_many_is_refused(named: str) -> None:
    with pytest.raises(ConfigError):
        chunks([named])


def test_nothing_to_read_is_told(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="nothing to read"):
        chunks([str(tmp_path)])


def test_an_input_that_changed_is_not_the_same(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    known = []
    for text in ("one", "two", "one"):
        path.write_text(text, encoding="utf8")
        known.append(known_by(chunks([str(path)])[0]))
    assert known[0] == known[2] != known[1]


def test_parquet_has_reports_as_json_lines_has(tmp_path: Path) -> None:
    rows = {"id": ["a"], "text": ["Words of a report."], "published": [datetime(2026, 3, 1, 12, tzinfo=UTC)]}
    parquet.write_table(pa.table(rows), tmp_path / "a.parquet")
    (chunk,) = chunks([str(tmp_path / "a.parquet")])
    stage, rejected = tmp_path / "stage", tmp_path / "rejected"
    told = extract(chunk, stage, rejected, Days())
    (row,) = parquet.read_table(stage / "part-00000.parquet").to_pylist()
    assert (row["id"], row["published"], row["record"], row["offset"]) == ("a", "2026-03-01T12:00:00+00:00", 0, None)
    assert told["found"] == {"records": 1}


def test_what_is_called_parquet_and_is_none_is_one_error(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    path.write_bytes(b"no table")
    (found,) = pages(chunks([str(path)])[0])
    assert isinstance(found.page, Malformed)


def test_parquet_with_texts_that_are_none_is_one_error_where_they_begin(tmp_path: Path) -> None:
    bytes_ = pa.array([b"Words of a report."] * ROWS + [b"\xad\xff"])
    parquet.write_table(
        pa.table({"id": [f"r{n}" for n in range(ROWS + 1)], "text": bytes_.view(pa.string())}), tmp_path / "a.parquet"
    )
    *read, last = pages(chunks([str(tmp_path / "a.parquet")])[0])
    assert [isinstance(one.page, Page) for one in read] == [True] * ROWS
    assert isinstance(last.page, Malformed)
    assert last.record == ROWS


def test_parquet_with_days_that_python_does_not_have_is_one_error(tmp_path: Path) -> None:
    never = pa.array([2**61], pa.int64()).view(pa.timestamp("us"))
    parquet.write_table(pa.table({"id": ["a"], "published": never}), tmp_path / "a.parquet")
    (found,) = pages(chunks([str(tmp_path / "a.parquet")])[0])
    assert isinstance(found.page, Malformed)


def test_pages_keep_the_names_they_have_in_compare(tmp_path: Path) -> None:
    (tmp_path / "mill.html").write_text(PAGE, encoding="utf8")
    (found,) = pages(chunks([str(tmp_path)])[0])
    assert isinstance(found.page, Page)
    assert (found.what, found.page.id) == ("pages", "mill")


def test_records_that_are_no_pages_are_counted_alone(tmp_path: Path) -> None:
    when, path = datetime(2026, 3, 1, tzinfo=UTC), tmp_path / "a.warc.gz"
    url = "https://a.example/x"
    path.write_bytes(
        records.info("a", when)
        + records.request(url, when)
        + records.revisit(url, when)
        + records.response(url, when, b"%PDF", "application/pdf")
        + records.response(url, when, b"gone", status="404 Not Found")
        + records.response(url, when, PAGE.encode())
    )
    (chunk,) = chunks([str(path)])
    told = extract(chunk, tmp_path / "stage", tmp_path / "rejected", Days())
    names = ("warcinfos", "requests", "revisits", "not HTML", "not found", "responses")
    assert told["found"] == dict.fromkeys(names, 1)
    (row,) = parquet.read_table(tmp_path / "stage" / "part-00000.parquet").to_pylist()
    assert (row["title"], row["url"], row["record"]) == ("Fire at the mill", url, 5)
    assert row["id"].startswith("w-")


def test_days_that_were_not_asked_for_are_put_aside(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    days = ("2026-03-01", "2026-03-02", "2026-03-03", None)
    path.write_text("".join(json.dumps({"id": f"{d}", "text": "Words.", "published": d}) + "\n" for d in days), "utf8")
    extract(chunks([str(path)])[0], tmp_path / "s", tmp_path / "r", Days(date(2026, 3, 2), date(2026, 3, 2)))
    kept = parquet.read_table(tmp_path / "s" / "part-00000.parquet")["id"].to_pylist()
    assert kept == ["2026-03-02", "None"]
    aside = parquet.read_table(tmp_path / "r" / "part-00000.parquet")
    assert (aside["kind"].to_pylist(), aside["reason"].to_pylist()) == (["skipped"] * 2, ["Day"] * 2)
    assert Days().hold(Report("a", "x", published=date(2026, 3, 2)))


def test_a_file_is_there_whole_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    write_json(path, 1)
    with pytest.raises(TypeError):
        write_json(path, object())
    assert read_json(path) == 1
    assert [one.name for one in tmp_path.iterdir()] == ["a.json"]


def test_a_chunk_is_small_enough_to_be_sent(tmp_path: Path) -> None:
    for number in range(450):
        (tmp_path / f"{number:03}.html").touch()
    assert [len(chunk.paths) for chunk in chunks([str(tmp_path)])] == [200, 200, 50]
    assert isinstance(chunks([str(tmp_path)])[0], Chunk)

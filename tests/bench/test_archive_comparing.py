from __future__ import annotations

from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from bench.archive.comparing import differences, tables


def written(out: Path, table: str, *rows: dict[str, Any], day: str = "2026-03-01", name: str = "a") -> None:
    folder = out / table / f"day={day}"
    folder.mkdir(parents=True, exist_ok=True)
    pq.write_table(pa.Table.from_pylist(list(rows)), folder / f"{name}.parquet")


ONE, OTHER = {"id": "1", "offset": 7}, {"id": "2", "offset": 9}


def test_order_and_files_make_no_difference(tmp_path: Path) -> None:
    written(tmp_path / "one", "reports", ONE, OTHER)
    written(tmp_path / "two", "reports", OTHER)
    written(tmp_path / "two", "reports", ONE, name="b")
    assert tables(tmp_path / "one") == ["reports"]
    assert not list(differences(tmp_path / "one", tmp_path / "two"))


def test_a_row_that_is_lacking_is_told(tmp_path: Path) -> None:
    written(tmp_path / "one", "reports", ONE, OTHER)
    written(tmp_path / "two", "reports", ONE)
    (told,) = differences(tmp_path / "one", tmp_path / "two")
    assert told.startswith("reports: 1 rows of one that two lacks")


def test_a_row_that_stands_there_twice_is_told(tmp_path: Path) -> None:
    written(tmp_path / "one", "reports", ONE, ONE)
    written(tmp_path / "two", "reports", ONE)
    assert len(list(differences(tmp_path / "one", tmp_path / "two"))) == 1


def test_the_day_of_a_partition_counts_and_columns_may_be_left_out(tmp_path: Path) -> None:
    written(tmp_path / "one", "reports", ONE)
    written(tmp_path / "two", "reports", ONE, day="2026-03-02")
    written(tmp_path / "three", "reports", {**ONE, "offset": 8})
    assert len(list(differences(tmp_path / "one", tmp_path / "two"))) == 2
    assert not list(differences(tmp_path / "one", tmp_path / "three", without=("offset",)))


def test_a_table_that_is_lacking_is_told(tmp_path: Path) -> None:
    written(tmp_path / "one", "reports", ONE)
    written(tmp_path / "two", "stories", ONE)
    assert list(differences(tmp_path / "one", tmp_path / "two")) == ["tables: ['reports'] and ['stories']"]

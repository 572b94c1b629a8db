"""Are two outputs the same? Table by table, row by row, whatever the order of rows and files."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path

import duckdb

SHOWN = 3  # rows of a difference


def tables(out: Path) -> list[str]:
    """The tables of an output: its folders that hold Parquet."""
    return sorted({path.relative_to(out).parts[0] for path in out.rglob("*.parquet")})


def differences(one: Path, other: Path, *, without: Collection[str] = ()) -> Iterator[str]:
    """What one output has and the other lacks, a line each; columns `without` are not looked at."""
    if tables(one) != tables(other):
        yield f"tables: {tables(one)} and {tables(other)}"
        return
    for table in tables(one):
        for this, that in ((one, other), (other, one)):
            yield from _lacking(this, that, table, without)


def _lacking(this: Path, that: Path, table: str, without: Collection[str]) -> Iterator[str]:
    with duckdb.connect() as engine:
        one, other = rows(engine, this, table), rows(engine, that, table)
        asked = ", ".join(f'"{column}"' for column in one.columns if column not in without)
        found = one.project(asked).except_(other.project(asked)).fetchall()
    if found:
        yield f"{table}: {len(found)} rows of {this.name} that {that.name} lacks, such as {found[:SHOWN]}"


def rows(engine: duckdb.DuckDBPyConnection, out: Path, table: str) -> duckdb.DuckDBPyRelation:
    """A table of an output, with the columns that its folders stand for."""
    return engine.read_parquet(f"{out / table}/**/*.parquet", hive_partitioning=True, union_by_name=True)

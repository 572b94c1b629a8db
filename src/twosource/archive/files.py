"""Files that are there whole or not at all, and answers of a task that are there when all of its files are."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from twosource.archive.tables import schema

if TYPE_CHECKING:
    import pyarrow as pa

GROUP: Final = 10_000  # rows of a group of a file


def write_rows(path: Path, columns: Mapping[str, str], rows: Sequence[Mapping[str, Any]]) -> None:
    """The rows as one Parquet file, the same bytes for the same rows and release of pyarrow."""
    import pyarrow as pa  # noqa: PLC0415 - an extra

    write_table(path, pa.Table.from_pylist(list(rows), schema=schema(columns)))


def write_table(path: Path, table: pa.Table) -> None:
    """The table as one Parquet file."""
    from pyarrow import parquet  # noqa: PLC0415 - an extra

    with Whole(path) as part:
        parquet.write_table(table, part, compression="zstd", row_group_size=GROUP)


class RowWriter:
    """Rows that come one by one → one Parquet file, that is there when all have come."""

    def __init__(self, path: Path, columns: Mapping[str, str], held: int = 500) -> None:
        from pyarrow import parquet  # noqa: PLC0415 - an extra

        self._whole, self._schema, self._held = Whole(path), schema(columns), held
        self._rows: list[Mapping[str, Any]] = []
        self._writer = parquet.ParquetWriter(self._whole.__enter__(), self._schema, compression="zstd")

    def add(self, row: Mapping[str, Any]) -> None:
        self._rows.append(row)
        if len(self._rows) >= self._held:
            self._flush()

    def close(self) -> None:
        self._flush()
        self._writer.close()
        self._whole.__exit__(None)

    def _flush(self) -> None:
        import pyarrow as pa  # noqa: PLC0415 - an extra

        if self._rows:
            self._writer.write_table(pa.Table.from_pylist(self._rows, schema=self._schema))
            self._rows = []


class Whole:
    """A file that is written beside its place, and put there when it is whole and on disk."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._part = path.with_name(f".{path.name}.{os.getpid()}.part")

    def __enter__(self) -> Path:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        return self._part

    def __exit__(self, kind: object, *_: object) -> None:
        if kind is None:
            with self._part.open("rb") as stream:
                os.fsync(stream.fileno())
            self._part.replace(self._path)
        else:
            self._part.unlink(missing_ok=True)


def write_json(path: Path, value: object) -> None:
    with Whole(path) as part:
        part.write_text(json.dumps(value, ensure_ascii=False, indent=1) + "\n", encoding="utf8")


def read_json(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf8"))


def done(folder: Path) -> dict[str, Any]:
    """What tasks that ended have told, by their names: a task's answer is written after its files."""
    return {path.stem: read_json(path) for path in sorted(folder.glob("*.json"))} if folder.is_dir() else {}


def leftovers(folder: Path) -> Iterable[Path]:
    """Parts of files that nobody writes any more."""
    return folder.rglob(".*.part")

"""What the rest of the store asks of a database: the contract that SQLite and PostgreSQL both keep.

Strategy: statements with `:name` for each value, rows as dicts, transactions as `with` blocks. `write` makes its
process the only writer from the first statement on (BEGIN IMMEDIATE; an advisory lock), so that what is read in it
still holds when it is written; all of it is kept, or nothing. `snapshot` is a view that does not move while others
write.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any, Final, Literal, Protocol, TypeVar

from twosource.store.query import Query

Row = dict[str, Any]
Item = TypeVar("Item")
Work = Literal["gathering", "sending", "telling"]
"""What must be done by one process at a time."""

WAIT: Final = 10.0
"""Seconds to wait for another writer: an import of large pages holds its lock for under one."""
BATCH: Final = 200
"""Rows of one statement or transaction: a tenth of a second's work, far below the databases' limits on values."""


class Values(dict[str, object]):
    """The values of a statement that is put together."""

    def name(self, given: object) -> str:
        """What stands for `given` in the statement."""
        name = f"v{len(self)}"
        self[name] = given
        return f":{name}"


class Database(Protocol):
    """A connection. One thread uses it at a time; each process and thread opens its own.

    Every method may raise a StoreError (away, busy, full, damaged).
    """

    dialect: str
    """`sqlite` or `postgres`: which of two migrations is meant."""
    types: dict[str, str]
    """What migrations call the types that the databases name differently."""
    place: str
    """What the full-text index `search` calls the place of an entry."""

    def rows(self, sql: str, values: Mapping[str, object] = ...) -> list[Row]:
        """All rows of the answer."""
        ...

    def run(self, sql: str, many: Sequence[Mapping[str, object]] = ...) -> int:
        """Run a statement that answers nothing, once for each of `many`; how many rows it changed."""
        ...

    def write(self) -> AbstractContextManager[None]:
        """A transaction, as the only writer. May not be nested."""
        ...

    def snapshot(self) -> AbstractContextManager[None]:
        """A transaction that only reads, and sees one state."""
        ...

    def alone(self, wait: float = ..., work: Work = ...) -> AbstractContextManager[None]:
        """While this lasts, no other process does this work; it ends when its process does.

        Others read and write. Raises StoreBusy where another does not end within `wait` seconds.
        """
        ...

    def has_table(self, name: str) -> bool: ...

    def index(self, entries: Sequence[Mapping[str, object]]) -> None:
        """Put entries (place, title, words, outlet, speaker: terms joined by spaces) into the full-text index."""
        ...

    def matching(self, query: Query, limit: int, below: int | None) -> list[int]:
        """The places of the reports that `query` asks for, highest first, those under `below` if given."""
        ...

    def faults(self) -> list[str]:
        """What the database's own check of itself finds."""
        ...

    def backup(self, path: Path) -> None:
        """A copy of the whole store as a file, while others read and write."""
        ...

    def close(self) -> None: ...


def batches(items: Iterable[Item], size: int = BATCH) -> Iterator[list[Item]]:
    """The items in lists of `size`, the last as long as what is left: databases bound the values of a statement."""
    batch: list[Item] = []
    for item in items:
        batch.append(item)
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch


def listed(name: str, items: Sequence[object]) -> tuple[str, dict[str, object]]:
    """`(:name0, :name1, …)` for `IN`, and the values."""
    values = {f"{name}{at}": item for at, item in enumerate(items)}
    return f"({', '.join(f':{key}' for key in values)})", values


def walked(database: Database, select: str, key: str, values: Mapping[str, object] | None = None) -> Iterator[Row]:
    """Every row of a table, a batch at a time. `select` ends in a condition on `:after`, the greatest `key` so far.

    `key` is the name of a column that is an integer and above -1, or a text, by which rows are ordered.
    """
    after: object = (values or {}).get("after", -1)
    while found := database.rows(f"{select} ORDER BY {key} LIMIT {BATCH}", {**(values or {}), "after": after}):
        yield from found
        after = found[-1][key]

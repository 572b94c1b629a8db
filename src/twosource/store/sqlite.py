"""SQLite: one file, WAL, FTS5.

Strategy: transactions are ours (`isolation_level=None`), every write begins IMMEDIATE: a lock that is asked for halfway
is refused at once in WAL, and no waiting helps. A commit is on the disk when it returns (`synchronous=FULL`).

FTS5 gets terms that are cut already: its `ascii` tokenizer only splits at their spaces.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from time import monotonic, sleep
from typing import Final

from twosource.errors import StoreAway, StoreBusy, StoreDamaged, StoreError, StoreFull, StoreMissing, StoreRefused
from twosource.store import fts5
from twosource.store.database import WAIT, Row, Values, Work
from twosource.store.query import Query

PAUSE: Final = 0.01  # seconds between two tries to enter WAL: what another needs to make an empty file
PATIENCE: Final = 2.0  # seconds to wait for another who gathers: one that is killed lets go at once
OLDEST: Final = (3, 35, 0)  # Debian 12 has 3.40
_ERRORS: Final[Mapping[int, tuple[type[StoreError], str]]] = {
    sqlite3.SQLITE_BUSY: (StoreBusy, "another process is writing; try again when it is done"),
    sqlite3.SQLITE_LOCKED: (StoreBusy, "another process is writing; try again when it is done"),
    sqlite3.SQLITE_PROTOCOL: (StoreBusy, "other processes open it all the time; try again when they are done"),
    sqlite3.SQLITE_FULL: (StoreFull, "no room left on the disk; make room, and run it again"),
    sqlite3.SQLITE_IOERR: (StoreFull, "the disk does not take or give it; look for room and for faults"),
    sqlite3.SQLITE_CANTOPEN: (StoreAway, "the file cannot be opened; check its folder and permissions"),
    sqlite3.SQLITE_READONLY: (StoreAway, "the file may not be written; check its permissions"),
    sqlite3.SQLITE_PERM: (StoreAway, "the file may not be opened; check its permissions"),
    sqlite3.SQLITE_NOTADB: (StoreDamaged, "not a SQLite database; name another file, or restore a backup"),
    sqlite3.SQLITE_CONSTRAINT: (StoreRefused, "it holds that which does not go with this"),
    sqlite3.SQLITE_CORRUPT: (StoreDamaged, "the file is damaged; restore a backup"),
}


class SQLite:
    """The store in a file. Keeps the contract `Database`."""

    dialect = "sqlite"
    types = {"KEY": "INTEGER PRIMARY KEY", "BYTES": "BLOB"}  # noqa: RUF012 - read as the contract's Mapping
    place = "rowid"

    def __init__(self, path: Path, *, create: bool = False, wait: float = WAIT) -> None:
        """Open, or create, the file at `path`; wait so many seconds for another writer."""
        self._path = path
        if sqlite3.sqlite_version_info < OLDEST:
            raise StoreError(f"store {path}: SQLite here is {sqlite3.sqlite_version}; install 3.35 or newer")
        if not create and not path.exists():
            raise StoreMissing(f"no store at {path}; `twosource import FILE` or `feeds add URL` makes one")
        with self._told():
            self._connection = sqlite3.connect(path, timeout=wait, isolation_level=None, check_same_thread=False)
            try:
                self._to_wal(wait)
                self._run("PRAGMA synchronous=FULL")
                self._run("PRAGMA foreign_keys=ON")
            except sqlite3.Error:
                self._connection.close()
                raise

    def rows(self, sql: str, values: Mapping[str, object] = {}) -> list[Row]:
        with self._told():
            cursor = self._connection.execute(sql, values)
            names = [column[0] for column in cursor.description or ()]
            return [dict(zip(names, row, strict=True)) for row in cursor]

    def run(self, sql: str, many: Sequence[Mapping[str, object]] = ({},)) -> int:
        if not many:
            return 0
        with self._told():
            if len(many) == 1:
                return self._connection.execute(sql, many[0]).rowcount
            return self._connection.executemany(sql, many).rowcount

    @contextmanager
    def write(self) -> Iterator[None]:
        with self._transaction("BEGIN IMMEDIATE"):
            yield

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        with self._transaction("BEGIN"):
            yield

    @contextmanager
    def _transaction(self, begin: str) -> Iterator[None]:
        with self._told():
            self._run(begin)
            try:
                yield
                self._run("COMMIT")
            finally:
                if self._connection.in_transaction:  # not kept: whatever went wrong, nothing of it stays
                    self._run("ROLLBACK")

    @contextmanager
    def alone(self, wait: float = PATIENCE, work: Work = "gathering") -> Iterator[None]:
        """By a lock on a file beside the store, which the system lets go of however its holder ends."""
        path = self._path.with_name(f"{self._path.name}-{work}")
        with closing(sqlite3.connect(path, timeout=wait, isolation_level=None)) as lock:
            try:
                lock.execute("BEGIN EXCLUSIVE")
            except sqlite3.OperationalError as error:
                raise StoreBusy(f"store {self._path}: another process is {work} with it ({error})") from error
            yield

    def has_table(self, name: str) -> bool:
        return bool(self.rows("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = :name", {"name": name}))

    def index(self, entries: Sequence[Mapping[str, object]]) -> None:
        self.run(
            "INSERT INTO search (rowid, title, words, outlet, speaker)"
            " VALUES (:place, :title, :words, :outlet, :speaker)",
            entries,
        )

    def matching(self, query: Query, limit: int, below: int | None) -> list[int]:
        values = Values()
        told = [*fts5.conditions(query, values), *([] if below is None else [f"rowid < {values.name(below)}"])]
        sql = f"SELECT rowid AS place FROM search WHERE {' AND '.join(told)} ORDER BY rowid DESC LIMIT {limit:d}"
        return [row["place"] for row in self.rows(sql, values)]

    def faults(self) -> list[str]:
        found = [row["integrity_check"] for row in self.rows("PRAGMA integrity_check")]
        return [fault for fault in found if fault != "ok"]

    def backup(self, path: Path) -> None:
        with self._told(), closing(sqlite3.connect(path)) as copy:
            self._connection.backup(copy, pages=1000, sleep=0.01)

    def close(self) -> None:
        self._connection.close()

    def _run(self, sql: str) -> None:
        self._connection.execute(sql)

    def _to_wal(self, wait: float) -> None:
        """SQLite does not wait by itself here: while another process makes the file, it says "locked" at once."""
        until = monotonic() + wait
        while True:
            try:
                return self._run("PRAGMA journal_mode=WAL")
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or monotonic() > until:
                    raise
            sleep(PAUSE)

    @contextmanager
    def _told(self) -> Iterator[None]:
        """SQLite's errors in our words."""
        try:
            yield
        except sqlite3.DatabaseError as error:
            code = getattr(error, "sqlite_errorcode", 0) & 0xFF  # the low byte is the kind, the high ones the detail
            if code not in _ERRORS:
                raise
            kind, problem = _ERRORS[code]
            raise kind(f"store {self._path}: {problem} ({error})") from error

"""PostgreSQL, by psycopg 3 (the extra `postgres`).

Strategy: transactions are ours (autocommit outside them). Every write first takes one advisory lock of the database, so
that there is one writer as in SQLite, and numbers become visible in their order. A connection that was lost is made
anew when it is next needed; a transaction that it was lost in is gone whole.

Full text: the newest reports are looked at one by one, by date, and only where too few of them answer the index is
asked for candidates, which are looked at in the same way (`tsearch`). `place + 0` keeps the planner, which holds a look
into a text for nothing, from walking all reports by date there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from functools import lru_cache
from pathlib import Path
from time import monotonic, sleep
from typing import Final, LiteralString

import psycopg
from psycopg.conninfo import conninfo_to_dict
from psycopg.rows import dict_row

from twosource.errors import ConfigError, StoreAway, StoreBusy, StoreDamaged, StoreError, StoreFull, StoreRefused
from twosource.store import tsearch
from twosource.store.database import WAIT, Row, Values, Work
from twosource.store.query import Query

LOCK: Final = 0x2_50_52_43  # of all programs that use this database, ours is who takes this lock
LOCKS: Final = {"gathering": LOCK + 1, "sending": LOCK + 2, "telling": LOCK + 3}  # and who does this, that one
PATIENCE: Final = 2.0  # seconds to wait for another who gathers: one that is killed lets go soon
SETTINGS: Final = "-c timezone=UTC -c client_min_messages=warning -c jit=off -c enable_seqscan=off"
NEWEST: Final = 300
"""Reports that are looked at before the index is asked, in 3 ms. With 150, 300, 500 and 1,000 the 95th of 100 answers
took 13, 12, 14 and 16 ms (bench.store, 200,000 reports)."""
_NEWEST: Final = f"""
    SELECT place FROM (
        SELECT place, title, words, outlet, speaker FROM search
        WHERE place >= :low AND place < :high ORDER BY place DESC LIMIT {NEWEST}
    ) search WHERE {{told}} ORDER BY place DESC LIMIT :limit
"""
_INDEXED: Final = """
    SELECT found.place FROM (
        SELECT place FROM search WHERE terms @@ :bound::tsquery AND place + 0 >= :low AND place + 0 < :high
        ORDER BY place + 0 DESC OFFSET 0
    ) found CROSS JOIN LATERAL (
        SELECT 1 FROM search WHERE search.place = found.place AND {told} OFFSET 0
    ) looked_at LIMIT :limit
"""
_NAMED: Final = re.compile(r"(?<![:\w]):(\w+)")
_ERRORS: Final[Sequence[tuple[type[psycopg.Error], type[StoreError], str]]] = (
    (psycopg.errors.LockNotAvailable, StoreBusy, "another process is writing; try again when it is done"),
    (psycopg.errors.DiskFull, StoreFull, "no room left on its disk; make room, and run it again"),
    (psycopg.errors.InsufficientPrivilege, StoreAway, "this user may not do that; grant it, or name another user"),
    (psycopg.errors.ReadOnlySqlTransaction, StoreAway, "it only reads (a standby?); name the one that writes"),
    (psycopg.errors.DataCorrupted, StoreDamaged, "it is damaged; restore a backup"),
    (psycopg.errors.IndexCorrupted, StoreDamaged, "an index is damaged; run REINDEX"),
    (psycopg.IntegrityError, StoreRefused, "it holds that which does not go with this"),
    (psycopg.DataError, StoreRefused, "it cannot hold this value"),
    (psycopg.OperationalError, StoreAway, "no answer; look whether it runs, and check TWOSOURCE_STORE"),
    (psycopg.InterfaceError, StoreAway, "the connection was lost; run it again"),
)


class PostgreSQL:
    """The store in a database of a server. Keeps the contract `Database`."""

    dialect = "postgres"
    types = {"KEY": "BIGINT PRIMARY KEY", "BYTES": "BYTEA"}  # noqa: RUF012 - read as the contract's Mapping
    place = "place"

    def __init__(self, url: str, *, wait: float = WAIT) -> None:
        """Connect to `url`; wait so many seconds for the server, and for another writer."""
        try:
            given = conninfo_to_dict(url)
        except psycopg.ProgrammingError as error:
            shown = url.rsplit("@", maxsplit=1)[-1]  # no password in an error
            raise ConfigError(f"store {shown!r}: cannot be read; write postgresql://user@host/name") from error
        self._url = url
        self._shown = f"postgresql://{given.get('host', '')}/{given.get('dbname', '')}"
        self._options = f"{given.get('options', '')} -c lock_timeout={int(wait * 1000)} {SETTINGS}"
        self._open: psycopg.Connection[Row] | None = None
        self._inside = False  # a transaction: it must not go on over a new connection
        with self._told():
            self._connection()

    def _connection(self) -> psycopg.Connection[Row]:
        if self._inside and self._open is not None and self._open.closed:
            raise psycopg.OperationalError("the connection was lost in the midst of a transaction")
        if self._open is None or self._open.closed:
            self._open = self._connected()
        return self._open

    def _connected(self) -> psycopg.Connection[Row]:
        return psycopg.connect(
            self._url,
            autocommit=True,
            row_factory=dict_row,
            connect_timeout=int(WAIT),
            options=self._options,
            application_name="twosource",
        )

    def rows(self, sql: str, values: Mapping[str, object] = {}) -> list[Row]:
        with self._told():
            return self._connection().execute(_psycopg(sql), values).fetchall()

    def run(self, sql: str, many: Sequence[Mapping[str, object]] = ({},)) -> int:
        if not many:
            return 0
        with self._told(), self._connection().cursor() as cursor:
            if len(many) == 1:
                cursor.execute(_psycopg(sql), many[0])
            else:
                cursor.executemany(_psycopg(sql), many)
            return cursor.rowcount

    @contextmanager
    def write(self) -> Iterator[None]:
        with self._transaction("BEGIN"):
            self._connection().execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
            yield

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        with self._transaction("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"):
            yield

    @contextmanager
    def _transaction(self, begin: LiteralString) -> Iterator[None]:
        with self._told():
            connection = self._connection()
            connection.execute(begin)
            self._inside = True
            try:
                yield
                connection.execute("COMMIT")
            except BaseException:
                if not connection.closed:
                    connection.rollback()  # whatever went wrong, nothing of it stays
                raise
            finally:
                self._inside = False

    @contextmanager
    def alone(self, wait: float = PATIENCE, work: Work = "gathering") -> Iterator[None]:
        """By an advisory lock of a connection of its own, which the server lets go of when its client is gone.

        It sees that only a while after: who ends as they should give the lock back themselves.
        """
        with self._told(), self._connected() as lock:
            until = monotonic() + wait
            while not lock.execute("SELECT pg_try_advisory_lock(%s) AS got", [LOCKS[work]]).fetchall()[0]["got"]:
                if monotonic() > until:
                    raise StoreBusy(f"store {self._shown}: another process is {work} with it")
                sleep(PATIENCE / 20)
            try:
                yield
            finally:
                with suppress(psycopg.Error):  # a connection that is lost holds no lock
                    lock.execute("SELECT pg_advisory_unlock(%s)", [LOCKS[work]])

    def has_table(self, name: str) -> bool:
        # not to_regclass: its cache does not see what was committed while we waited for the lock
        sql = "SELECT 1 FROM pg_tables WHERE tablename = :name AND schemaname = ANY (current_schemas(false))"
        return bool(self.rows(sql, {"name": name}))

    def index(self, entries: Sequence[Mapping[str, object]]) -> None:
        self.run(
            "INSERT INTO search (place, title, words, outlet, speaker, terms)"
            " VALUES (:place, :title, :words, :outlet, :speaker, array_to_tsvector(:terms::text[]))",
            [{**entry, "terms": tsearch.lexemes(entry)} for entry in entries],
        )

    def matching(self, query: Query, limit: int, below: int | None) -> list[int]:
        values = Values()
        told = tsearch.condition(query, values)
        low, high = tsearch.period(query)
        values |= {"low": low, "high": high if below is None else min(high, below)}
        values |= {"limit": limit, "bound": tsearch.bound(query)}
        newest = self.rows(_NEWEST.format(told=told), values)
        found = newest if len(newest) == limit else self.rows(_INDEXED.format(told=told), values)
        return [row["place"] for row in found]

    def faults(self) -> list[str]:
        return []  # amcheck is for the administrator of the server

    def backup(self, path: Path) -> None:
        raise StoreError(
            f"store {self._shown}: PostgreSQL is backed up with its own tools while it runs;"
            f' run: pg_dump --format=custom --file="{path}" URL, or `twosource export -o FILE`'
        )

    def close(self) -> None:
        if self._open is not None:
            self._open.close()

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Psycopg's errors in our words; what is not among them is a bug of ours."""
        try:
            yield
        except psycopg.Error as error:
            for kind, ours, problem in _ERRORS:
                if isinstance(error, kind):
                    raise ours(f"store {self._shown}: {problem} ({' '.join(str(error).split())})") from error
            raise


@lru_cache(maxsize=512)
def _psycopg(sql: str) -> LiteralString:
    """A statement of ours as psycopg has them. Statements are written in this package, values never are in them."""
    return _NAMED.sub(r"%(\1)s", sql.replace("%", "%%"))

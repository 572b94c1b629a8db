"""A store of SQLite put into PostgreSQL, table by table, as it stands.

Strategy: rows go over as they are, by COPY, without a look at what they refer to: all of it comes from one store, which
kept that. Only the full-text index is another in each, and is made of the terms that the first has. So 200,000 reports
with their dossiers are there in minutes, where an export and an import take an hour.
"""

from __future__ import annotations

import sys
from pathlib import Path

import psycopg
from psycopg import sql

from twosource.store import Database, open_store
from twosource.store.database import batches, walked
from twosource.store.schema import applied
from twosource.store.sqlite import SQLite

ENTRIES = "SELECT rowid AS place, title, words, outlet, speaker FROM search WHERE rowid > :after"


def copy(path: Path, url: str) -> None:
    """Put the store at `path` into the database at `url`, which holds none."""
    source, target = SQLite(path), open_store(url, create=True)
    assert applied(source) == applied(target), "migrate the store first"  # noqa: S101
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("SET session_replication_role = replica")  # references are not looked at
        tables = _tables(source)
        connection.execute(sql.SQL("TRUNCATE {}").format(sql.SQL(", ").join(map(sql.Identifier, tables))))
        for table in tables:
            _copy_table(source, connection, table)
            print(f"    {table} copied", file=sys.stderr, flush=True)
    _index(source, target)
    target.run("VACUUM ANALYZE")  # as autovacuum does within minutes
    target.close()
    source.close()


def _index(source: Database, target: Database) -> None:
    """Fill the full-text index; what it is looked up by is made at once in the end, a tenth of the work."""
    [made] = target.rows("SELECT indexdef FROM pg_indexes WHERE indexname = 'search_by_terms'")
    target.run("DROP INDEX search_by_terms")
    last = target.rows("SELECT COALESCE(MAX(place), -1) AS last FROM search")[0]["last"]
    for batch in batches(walked(source, ENTRIES, "place", {"after": last}), 2_000):
        with target.write():
            target.index(batch)
    target.run("SET maintenance_work_mem = '1GB'")
    target.run(made["indexdef"])


def _tables(source: Database) -> list[str]:
    sql = (
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND name NOT LIKE 'search%'"
        " AND name <> 'migrations' ORDER BY name"
    )
    return [row["name"] for row in source.rows(sql)]


def _copy_table(source: SQLite, connection: psycopg.Connection, table: str) -> None:
    columns = [row["name"] for row in source.rows(f"PRAGMA table_info({table})")]
    into = sql.SQL("COPY {} ({}) FROM STDIN").format(
        sql.Identifier(table), sql.SQL(", ").join(map(sql.Identifier, columns))
    )
    select = f"SELECT rowid AS at_row, {', '.join(columns)} FROM {table} WHERE rowid > :after"  # noqa: S608 - tables of ours
    with connection.cursor() as cursor, cursor.copy(into) as stream:
        for row in walked(source, select, "at_row"):
            stream.write_row([row[column] for column in columns])

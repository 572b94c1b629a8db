"""An address → a store whose tables are those that this program knows.

Strategy: one URL chooses. A store that is not there is only made by who is about to write; one with older tables is
brought up to date by `twosource migrate` alone, so that no command changes them under another that still runs.
"""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from typing import Final
from urllib.parse import unquote

from twosource.errors import ConfigError, SchemaError, StoreMissing
from twosource.store.database import Database
from twosource.store.schema import applied, latest, make

FILES: Final = "sqlite:///"
SERVERS: Final = ("postgresql", "postgres")


def open_store(url: str, *, create: bool = False, migrating: bool = False) -> Database:
    """The store at `url`: `sqlite:///FILE` (four slashes for a path from the root) or `postgresql://…`.

    Args:
        url: where.
        create: make it where there is none.
        migrating: open it though its tables are older.

    Raises:
        ConfigError: an address of neither form, or a driver that is not installed.
        StoreError: it is not there, does not answer, or its tables are not those of this program.
    """
    with ExitStack() as undo:
        database = _connected(url, create=create)
        undo.callback(database.close)
        _ready(database, url, create=create, migrating=migrating)
        undo.pop_all()
    return database


def _connected(url: str, *, create: bool) -> Database:
    if url.startswith(FILES) and len(url) > len(FILES):
        from twosource.store.sqlite import SQLite  # noqa: PLC0415 - one driver a run

        return SQLite(Path(unquote(url.removeprefix(FILES))), create=create)
    if url.partition("://")[0] in SERVERS:
        try:
            from twosource.store.postgres import PostgreSQL  # noqa: PLC0415 - one driver a run, and this one is an extra
        except ImportError as error:
            raise ConfigError(f"no driver for PostgreSQL ({error}); run: pip install 'twosource[postgres]'") from error
        return PostgreSQL(url)
    shown = url.rsplit("@", maxsplit=1)[-1]  # no password in an error
    raise ConfigError(f"store {shown!r}: write sqlite:///news.db or postgresql://user@host/name")


def _ready(database: Database, url: str, *, create: bool, migrating: bool) -> None:
    found, known = applied(database), latest(database.dialect)
    if found > known:
        raise SchemaError(f"the store's tables are of version {found}, this program knows {known}; update TwoSource")
    if not found and not create:
        raise StoreMissing(
            f"no store at {url.rsplit('@', maxsplit=1)[-1]}; `twosource import FILE` or `feeds add URL` makes one"
        )
    if not found:
        make(database)
    elif found < known and not migrating:
        raise SchemaError(f"the store's tables are of version {found}, not {known}; run `twosource migrate`")

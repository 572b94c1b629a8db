"""Both databases, for tests of the contract that they keep."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from tests.store.server import missing, server

from twosource.store import Database, open_store

NUMBERS = count()


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """A server's URL with a place for the name of the database."""
    if reason := missing():
        pytest.skip(reason)
    with server() as url:
        yield url


def created(postgres: str, template: str = "template1") -> str:
    """The URL of a new database, like `template`."""
    import psycopg  # noqa: PLC0415 - an extra

    name = f"news{next(NUMBERS)}"
    with psycopg.connect(postgres.format(name="postgres"), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {template}".encode())
    return postgres.format(name=name)


@pytest.fixture(scope="session")
def prepared(postgres: str) -> str:
    """The name of a database that is an empty store: to copy is faster than to make."""
    url = created(postgres)
    open_store(url, create=True).close()
    return urlsplit(url).path[1:]


@pytest.fixture(params=["sqlite", "postgres"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of where there is no store yet, of each kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'news.db'}"
    return created(request.getfixturevalue("postgres"))


@pytest.fixture(params=["sqlite", "postgres"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """An empty store, of each kind."""
    if request.param == "sqlite":
        opened = open_store(f"sqlite:///{tmp_path / 'news.db'}", create=True)
    else:
        opened = open_store(created(request.getfixturevalue("postgres"), request.getfixturevalue("prepared")))
    yield opened
    opened.close()

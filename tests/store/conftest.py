"""Both databases, for tests of the contract that they keep."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from pathlib import Path

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


@pytest.fixture
def postgres_url(postgres: str) -> str:
    """The URL of an empty database."""
    import psycopg  # noqa: PLC0415 - an extra

    name = f"news{next(NUMBERS)}"
    with psycopg.connect(postgres.format(name="postgres"), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}".encode())
    return postgres.format(name=name)


@pytest.fixture(params=["sqlite", "postgres"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of an empty store, of each kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'news.db'}"
    return str(request.getfixturevalue("postgres_url"))


@pytest.fixture
def database(url: str) -> Iterator[Database]:
    """An empty store, of each kind."""
    opened = open_store(url, create=True)
    yield opened
    opened.close()

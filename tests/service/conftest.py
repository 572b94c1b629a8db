"""Both databases, as the store's tests have them, and a press on loopback."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from tests.service.press import Press, opened
from tests.store.conftest import database, postgres, prepared, url

from twosource.store import Database, open_store
from twosource.store.checking import check

__all__ = ["database", "postgres", "prepared", "press", "url"]


@pytest.fixture
def press() -> Iterator[Press]:
    with opened(Press()) as found:
        yield found


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Database]:
    """An empty store, for what is no matter of the database; in the end it fits together."""
    with closing(open_store(f"sqlite:///{tmp_path / 'news.db'}", create=True)) as found:
        yield found
        assert [str(fault) for fault in check(found, lambda _: None)] == []

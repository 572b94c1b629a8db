"""The site on an empty store, as a browser on this machine asks it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from twosource.config import Config
from twosource.store import Database, open_store
from twosource.web.app import application
from twosource.web.pool import Pool
from twosource.web.site import Site

HOME = "http://127.0.0.1:8000"
FROM_HERE = {"Origin": HOME}
"""What a browser says of a form that was sent from a page of the site."""


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Database]:
    """The site's store, over a connection of the test's own."""
    database = open_store(f"sqlite:///{tmp_path / 'news.db'}", create=True)
    yield database
    database.close()


@pytest.fixture
def site(tmp_path: Path, store: Database) -> Iterator[Site]:
    """A site on loopback, without accounts."""
    config = Config(store=f"sqlite:///{tmp_path / 'news.db'}")
    pool = Pool(lambda: open_store(config.store))
    yield Site(config, pool)
    pool.close()


@pytest.fixture
def client(site: Site) -> Iterator[TestClient]:
    """A browser on the same machine; it does not follow redirects."""
    with TestClient(application(site), base_url=HOME, headers=FROM_HERE, follow_redirects=False) as browser:
        yield browser

"""The site on an empty store, as a browser on this machine asks it, and as people with accounts do."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from twosource.config import Config
from twosource.store import Database, open_store
from twosource.store.accounts import ROLES, Role, add_account, begin_session
from twosource.web.app import application
from twosource.web.passwords import Cost, Passwords
from twosource.web.pool import Pool
from twosource.web.site import Site

HOME = "http://127.0.0.1:8000"
FROM_HERE = {"Origin": HOME}
"""What a browser says of a form that was sent from a page of the site."""
CHEAP = Passwords(Cost(rounds=1, memory=8, lanes=1))
Browser = Callable[[Role], TestClient]


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
    yield Site(config, pool, passwords=CHEAP)
    pool.close()


def browser(site: Site) -> TestClient:
    """A browser on the same machine; it does not follow redirects, and sees the faults page rather than the fault."""
    return TestClient(
        application(site), base_url=HOME, headers=FROM_HERE, follow_redirects=False, raise_server_exceptions=False
    )


@pytest.fixture
def client(site: Site) -> Iterator[TestClient]:
    """A browser on the same machine, where nobody has an account."""
    with browser(site) as opened:
        yield opened


@pytest.fixture
def members(site: Site, store: Database) -> Iterator[Browser]:
    """`members(role)`: a browser of somebody of that role, logged in; that of a stranger is not.

    The accounts are called "admin", "editor" and "reader", and have the password "PASSWORD of NAME".
    """
    with ExitStack() as opened:
        found = {Role.STRANGER: opened.enter_context(browser(site))}
        for role in sorted(ROLES.values(), reverse=True):  # the first is an admin's
            kept = CHEAP.hashed(f"PASSWORD of {role.label}")
            account = add_account(store, role.label, role, kept, site.now())
            begin_session(store, f"session of {role.label}", account, site.now())
            found[role] = opened.enter_context(browser(site))
            found[role].cookies.set("twosource", f"session of {role.label}")
        yield found.__getitem__


def csrf(client: TestClient) -> str:
    """What forms of this browser carry, as a page of the site has it."""
    page = client.get("/account", follow_redirects=True)
    found = re.search(r'name="csrf" value="([0-9a-f]{64})"', page.text)
    assert found, page.text
    return found[1]

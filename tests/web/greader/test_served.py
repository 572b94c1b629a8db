"""The same over a real server and a real connection on this machine."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from threading import Thread

import httpx2
import pytest
import uvicorn
from tests.web.conftest import CHEAP
from tests.web.greader.app import READ, READING_LIST, App
from tests.web.greader.conftest import BRIDGE, MILL, STRIKE, Newsroom

from twosource.store import Database
from twosource.store.accounts import Role, add_account
from twosource.web.app import application
from twosource.web.site import Site

PATIENCE = 60.0  # seconds: a busy machine starts a server late


@pytest.fixture
def address(site: Site) -> Iterator[str]:
    """Where the site is served."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        server = uvicorn.Server(uvicorn.Config(application(site), log_level="critical", lifespan="off"))
        thread = Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        until = time.monotonic() + PATIENCE
        while not server.started and time.monotonic() < until:
            time.sleep(0.01)
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        server.should_exit = True
        thread.join()


def test_an_app_syncs_over_the_wire(address: str, store: Database, site: Site, newsroom: Newsroom) -> None:
    add_account(store, "ann", Role.READER, CHEAP.hashed("secret of ann"), site.now())
    newsroom.publish(MILL, BRIDGE, STRIKE)
    with httpx2.Client(timeout=PATIENCE) as browser:
        app = App(browser, base=f"{address}/")  # as people type it
        assert app.log_in("ann", "wrong").status_code == 401
        assert app.log_in("ann", "secret of ann").status_code == 200
        app.sync()
        assert len(app.unread) == len(app.items) == 3
        assert len(app.ids(READING_LIST, n=1)) == 3
        assert app.edit(sorted(app.unread)[:2], add=READ).text == "OK"
        app.sync()
        assert len(app.unread) == 1
        assert app.post("mark-all-as-read", ("s", READING_LIST), token="old").headers["x-reader-google-bad-token"]  # noqa: S106
        assert app.post("mark-all-as-read", ("s", READING_LIST)).text == "OK"
        app.sync()
        assert app.unread == set()
        assert app.get("subscription/list").headers["content-type"].startswith("application/json")

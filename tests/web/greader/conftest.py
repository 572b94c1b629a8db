"""A site with news, and an app that syncs with it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from starlette.testclient import TestClient
from tests.store.sample import found
from tests.store.sample import keep as keep_found
from tests.web.conftest import HOME
from tests.web.greader.app import App

from twosource import desk, pipeline
from twosource.model import Dossier, Report
from twosource.service.entries import catch_up
from twosource.store import Database
from twosource.store.dossiers import keep_dossier
from twosource.web.app import application
from twosource.web.site import Site

START = datetime(2026, 3, 20, 8, tzinfo=UTC)


def report(name: str, outlet: str, text: str, hour: int = 0, title: str = "") -> Report:
    when = START + timedelta(hours=hour)
    return Report(
        id=name, outlet=outlet, url=f"https://{outlet.lower()}.example/{name}", title=title or name, published=when,
        text=text,
    )  # fmt: skip


MILL = report(
    "mill",
    "Courier",
    "A fire destroyed the flour mill in Orrin on Friday. Two men were hurt in the fire.",
    0,
    "Fire guts mill",
)
BRIDGE = report(
    "bridge", "Herald", "The Pell bridge was closed after a lorry struck a pier. Nobody was hurt.", 1, "Bridge closed"
)
STRIKE = report(
    "strike", "Courier", "Teachers in Vane walked out over pay. Their union wants six per cent.", 2, "Teachers walk out"
)
MILL_AGAIN = report(
    "mill-2", "Gazette",
    "Fire destroyed the flour mill in Orrin on Friday, and two men were hurt.", 5, "Orrin mill burns"
)  # fmt: skip


class Newsroom:
    """Puts reports into a store, and tells stories of all that is in it."""

    def __init__(self, store: Database) -> None:
        self.store = store
        self.now = START + timedelta(hours=8)

    def publish(self, *reports: Report) -> None:
        self.now += timedelta(minutes=5)
        keep_found(self.store, [found(one) for one in reports], self.now)
        self.tell()

    def tell(self) -> None:
        """Dossiers of all stories, and their entries."""
        for story in desk.stories(self.store, desk.stored_reports(self.store)):
            self.keep(pipeline.dossier_of(story, {}))
        self.settle()

    def keep(self, dossier: Dossier) -> None:
        self.now += timedelta(seconds=1)
        assert keep_dossier(self.store, dossier, "test", self.now)

    def settle(self) -> None:
        self.now += timedelta(seconds=1)
        catch_up(self.store, {}, lambda: self.now)


@pytest.fixture
def newsroom(store: Database) -> Newsroom:
    return Newsroom(store)


@pytest.fixture
def phone(site: Site) -> Iterator[TestClient]:
    """How apps reach the site: they send no Origin."""
    with TestClient(application(site), base_url=HOME, follow_redirects=False, raise_server_exceptions=True) as opened:
        yield opened


@pytest.fixture
def app(phone: TestClient) -> App:
    """An app that is logged in."""
    made = App(phone)
    assert made.log_in("reader", "anything").status_code == 200
    return made

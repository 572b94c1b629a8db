"""A brief that a reader's own rules made is theirs alone, wherever briefs are asked for."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient
from tests.store.sample import NOW
from tests.store.test_material import sent_to
from tests.web.conftest import Browser, browser, csrf

from twosource.store import Database
from twosource.store.accounts import Role, add_account, begin_session
from twosource.store.material import keep_brief
from twosource.web.site import Site

EMPTY = '{"version": 1, "since": null, "until": null, "stories": [], "reports": []}\n'


@pytest.fixture
def shared(store: Database) -> str:
    return keep_brief(store, EMPTY, NOW)


@pytest.fixture
def own(store: Database, shared: str) -> str:
    """A brief that was made by the rules of ann@courier.example."""
    key = keep_brief(store, EMPTY.replace("1", "1 "), NOW, own=True)
    sent_to(store, "ann@courier.example", key)
    return key


def _sees(client: TestClient, brief_id: str) -> set[bool]:
    """Whether a browser sees a brief: by each way to it."""
    ways = (f"/briefs/{brief_id}", f"/api/v1/briefs/{brief_id}")
    lists = ("/briefs", "/api/v1/briefs")
    return {client.get(way).status_code == 200 for way in ways} | {brief_id in client.get(one).text for one in lists}


@pytest.fixture
def ann(site: Site, store: Database, members: Browser) -> Iterator[TestClient]:
    with browser(site) as opened:
        begin_session(
            store, "of ann", add_account(store, "Ann@Courier.example", Role.READER, None, site.now()), site.now()
        )
        opened.cookies.set("twosource", "of ann")
        yield opened


@pytest.mark.parametrize("role", [Role.STRANGER, Role.READER, Role.EDITOR, Role.ADMIN])
def test_nobody_else_sees_it(members: Browser, role: Role, own: str, shared: str) -> None:
    assert _sees(members(role), own) == {False}
    assert _sees(members(role), shared) == {role is not Role.STRANGER}


def test_its_reader_sees_it(ann: TestClient, own: str, shared: str) -> None:
    assert _sees(ann, own) == {True}
    assert _sees(ann, shared) == {True}


def test_what_one_has_opened_another_is_not_shown(ann: TestClient, members: Browser, own: str) -> None:
    answer = ann.get(f"/briefs/{own}")
    assert answer.headers["Cache-Control"] == "private, no-cache"
    other = members(Role.READER)
    assert other.get(f"/briefs/{own}", headers={"If-None-Match": answer.headers["ETag"]}).status_code == 404
    assert other.post("/logout", data={"csrf": "x"}).status_code == 403
    assert '"storage"' in ann.post("/logout", data={"csrf": csrf(ann)}).headers["Clear-Site-Data"]


def test_the_reader_at_this_machine_sees_all(client: TestClient, own: str, shared: str) -> None:
    assert _sees(client, own) == {True}
    assert _sees(client, shared) == {True}

"""Addresses that are told what happens, as an admin sees and names them on the site."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from starlette.testclient import TestClient
from tests.web.conftest import Browser, csrf

from twosource.store import Database
from twosource.store.accounts import Role
from twosource.store.acts import acts
from twosource.store.webhooks import (
    TOLD,
    Event,
    Outcome,
    add_webhook,
    happened,
    keep_body,
    last_deliveries,
    settle,
    take,
    webhooks,
)

HOOK = "https://hooks.example/news"
NOW = datetime(2026, 3, 20, 8, tzinfo=UTC)
PAGE = "/admin/webhooks"


def _do(client: TestClient, what: str, **fields: str | list[str]) -> int:
    status: int = client.post(f"{PAGE}/{what}", data={"csrf": csrf(client), **fields}).status_code
    return status


@pytest.fixture
def failed(store: Database) -> str:
    """The id of a message that was given up."""
    one = add_webhook(store, HOOK, TOLD, NOW)
    with store.write():
        happened(store, Event.STORY_NEW, "mill", NOW)
    [(line, _)] = take(store, NOW, 9)
    keep_body(store, line.number, "{}")
    settle(store, [Outcome(line.number, "failed", 500, "its server answered 500; given up after 10 tries")], NOW)
    return last_deliveries(store, one.number, 1)[0].id


def test_an_address_is_added_and_its_secret_shown_once(client: TestClient, store: Database) -> None:
    assert "No address is told anything" in client.get(PAGE).text
    token = csrf(client)
    answer = client.post(f"{PAGE}/add", data={"csrf": token, "address": f" {HOOK} ", "event": ["story.new", "x"]})
    [made] = webhooks(store)
    assert (made.address, made.events) == (HOOK, ("story.new",))
    assert (answer.status_code, answer.text.count(made.secret)) == (200, 1)
    assert made.secret not in client.get(PAGE).text
    assert _do(client, "add", address=HOOK, event="story.new") == 409
    assert [(one.did, one.subject) for one in acts(store, 9)] == [("hook.add", HOOK)]


@pytest.mark.parametrize(
    "fields",
    [
        {"address": HOOK},
        {"address": "http://hooks.example/", "event": "story.new"},
        {"address": "https://10.0.0.1/", "event": "story.new"},
        {"address": "<script>", "event": "story.new"},
        {"event": "story.new"},
    ],
)
def test_what_cannot_be_told_is_refused(client: TestClient, store: Database, fields: dict[str, str]) -> None:
    answer = client.post(f"{PAGE}/add", data={"csrf": csrf(client), **fields})
    assert answer.status_code == 400
    assert "<script>" not in re.sub(r"<script src=[^>]+>", "", answer.text)
    assert webhooks(store) == []


def test_what_was_given_up_is_shown_and_sent_again(client: TestClient, store: Database, failed: str) -> None:
    page = client.get(PAGE).text
    assert "its server answered 500; given up after 10 tries" in page
    assert 'href="/stories/mill"' in page
    assert _do(client, "again", number="1", id=failed) == 303
    assert last_deliveries(store, 1, 1)[0].state == "waiting"
    assert "waits" in client.get(PAGE).text
    assert _do(client, "again", number="1", id=failed) == 409
    assert _do(client, "again", number="2", id=failed) == 404


def test_a_test_is_asked_for_and_an_address_told_no_more(client: TestClient, store: Database, failed: str) -> None:
    assert _do(client, "test", number="1") == 303
    assert last_deliveries(store, 1, 1)[0].event is Event.TEST
    assert "a test" in client.get(PAGE).text
    assert _do(client, "remove", number="1") == 303
    assert webhooks(store) == []
    for number in ("1", "", "one", "9" * 50, "\u0661"):
        assert _do(client, "test", number=number) == 404
    assert "address told no more" in client.get("/admin").text


@pytest.mark.parametrize("role", [Role.STRANGER, Role.READER, Role.EDITOR])
@pytest.mark.parametrize("what", ["add", "test", "again", "remove"])
def test_nobody_else_may(members: Browser, store: Database, failed: str, role: Role, what: str) -> None:
    asked = members(role)
    assert asked.get(PAGE).status_code == (303 if role is Role.STRANGER else 403)
    proof = {} if role is Role.STRANGER else {"csrf": csrf(asked)}
    told = {"number": "1", "id": failed, "address": "https://other.example/", "event": "story.new"}
    assert asked.post(f"{PAGE}/{what}", data={**proof, **told}).status_code in {303, 401, 403}
    assert [one.address for one in webhooks(store)] == [HOOK]
    assert [one.state for one in last_deliveries(store, 1, 9)] == ["failed"]

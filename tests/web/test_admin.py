"""What admins do on the site."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from starlette.testclient import TestClient
from tests.web.conftest import Browser, csrf

from twosource import __version__
from twosource.reading.feedlists import Subscription
from twosource.rendering import labels
from twosource.service.subscriptions import follow, followed
from twosource.store import Database, subscribers
from twosource.store.accounts import LOCAL, Role, account_named
from twosource.store.acts import acts
from twosource.store.sends import Sent
from twosource.store.subscribers import State, Subscriber

URL = "https://courier.example/rss"
WORDS = "a few words of theirs"
NOW = datetime(2026, 3, 20, 8, tzinfo=UTC)


def _do(client: TestClient, what: str, **fields: str) -> int:
    status: int = client.post(f"/admin/{what}", data={"csrf": csrf(client), **fields}).status_code
    return status


def test_it_says_how_the_site_does(client: TestClient, store: Database) -> None:
    page = client.get("/admin").text
    assert __version__ in page
    assert "Nobody has an account" in page
    assert "No feeds yet" in page


def test_a_feed_is_paused_asked_again_and_read_no_longer(client: TestClient, store: Database) -> None:
    follow(store, Subscription(URL), NOW)
    assert _do(client, "feeds/pause", url=URL) == 303
    assert followed(store)[URL].state.due is None
    assert "paused by an admin" in client.get("/admin").text
    assert _do(client, "feeds/resume", url=URL) == 303
    assert followed(store)[URL].state.due is not None
    assert _do(client, "feeds/remove", url=URL) == 303
    assert followed(store) == {}
    assert _do(client, "feeds/remove", url=URL) == 404
    assert [one.did for one in acts(store, 9)] == ["unfollow", "resume", "pause"]
    page = client.get("/admin").text
    assert "feed read no longer" in page
    assert URL in page


def test_roles_change_and_accounts_go(members: Browser, store: Database) -> None:
    admin = members(Role.ADMIN)
    assert _do(admin, "role", name="reader", role="editor") == 303
    changed = account_named(store, "reader")
    assert changed is not None
    assert changed.role is Role.EDITOR
    assert _do(admin, "role", name="reader", role="king") == 400
    assert _do(admin, "role", name="nobody", role="reader") == 404
    assert _do(admin, "role", name="admin", role="reader") == 409, "somebody must be"
    assert _do(admin, "trust", name="reader") == 303
    assert _do(admin, "remove", name="reader") == 303
    assert account_named(store, "reader") is None
    assert [(one.who, one.did, one.subject) for one in reversed(acts(store, 9))] == [
        ("admin", "role", "reader → editor"),
        ("admin", "trust", "reader"),
        ("admin", "remove", "reader"),
    ]


def test_an_account_is_made(members: Browser, store: Database) -> None:
    admin = members(Role.ADMIN)
    assert _do(admin, "accounts", name="Edith", role="editor", password=WORDS) == 303
    assert _do(admin, "accounts", name="guest", role="reader", password="") == 303
    made, guest = account_named(store, "edith"), account_named(store, "guest")
    assert made is not None
    assert guest is not None
    assert (made.role, bool(made.password), guest.password) == (Role.EDITOR, True, None)
    assert _do(admin, "accounts", name="edith", role="reader", password="") == 409
    assert _do(admin, "accounts", name="a b", role="reader", password="") == 400
    assert _do(admin, "accounts", name="bob", role="king", password="") == 400
    assert _do(admin, "accounts", name="bob", role="reader", password=WORDS[:5]) == 400
    assert account_named(store, "bob") is None
    assert [(one.did, one.subject) for one in acts(store, 9)] == [("add", "guest → reader"), ("add", "edith → editor")]
    assert "account made" in admin.get("/admin").text


def test_the_first_account_is_of_who_sits_here_and_has_a_password(client: TestClient, store: Database) -> None:
    assert "The first account is yours" in client.get("/admin").text
    assert _do(client, "accounts", name="ada", role="reader", password="") == 400
    assert _do(client, "accounts", name="ada", role="reader", password=WORDS) == 303
    made = account_named(store, "ada")
    assert made is not None
    assert (made.number, made.role) == (LOCAL, Role.ADMIN)
    assert client.get("/admin").status_code == 200  # logged in
    client.cookies.clear()
    assert client.get("/").status_code == 303


@pytest.mark.parametrize("role", [Role.STRANGER, Role.READER, Role.EDITOR])
@pytest.mark.parametrize("what", ["accounts", "role", "remove", "trust", "feeds/pause", "feeds/resume", "feeds/remove"])
def test_nobody_else_may(members: Browser, store: Database, role: Role, what: str) -> None:
    asked = members(role)
    assert asked.get("/admin").status_code == (303 if role is Role.STRANGER else 403)
    proof = {} if role is Role.STRANGER else {"csrf": csrf(asked)}
    assert asked.post(f"/admin/{what}", data={**proof, "name": "reader"}).status_code in {303, 401, 403}
    assert acts(store, 9) == []


def test_a_form_of_another_site_does_nothing(members: Browser, store: Database) -> None:
    admin = members(Role.ADMIN)
    assert admin.post("/admin/remove", data={"name": "reader"}).status_code == 403
    assert account_named(store, "reader") is not None


def test_hostile_names_are_text(client: TestClient, store: Database) -> None:
    follow(store, Subscription("https://x.example/<script>alert(1)</script>", outlet="<b>bold</b>"), NOW)
    page = client.get("/admin").text
    assert "<script>alert" not in page
    assert "&lt;b&gt;bold" in page


def test_how_much_is_in_which_state_is_told_in_sentences(client: TestClient, store: Database) -> None:
    assert "none" in client.get("/admin").text
    assert labels.in_state("sends", "nothing", 1) == "1 not sent, since there was no news for its reader"
    assert labels.in_state("sends", "sent", 1_700) == "1,700 sent"
    assert labels.in_state("subscribers", "active", 2) == "2 get briefs"
    assert labels.in_state("sends", "new_one", 2) == "2 new_one"
    with store.write():
        subscribers.add(store, [Subscriber("ann@a.example", "ann@a.example", salt="x", added=NOW)])
    assert labels.in_state("subscribers", "pending", 1) in client.get("/admin").text


@pytest.mark.parametrize(("of", "states"), [("sends", Sent), ("subscribers", State)])
def test_every_state_has_its_words(of: str, states: type[Sent | State]) -> None:
    assert [one.value for one in states if labels.in_state(of, one.value, 1) == f"1 {one.value}"] in ([], ["sent"])

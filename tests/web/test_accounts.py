"""One's own account: password, sessions and tokens."""

from __future__ import annotations

import re

import pytest
from starlette.testclient import TestClient
from tests.web.conftest import HOME, Browser, csrf

from twosource.store import Database
from twosource.store.accounts import Role, account_named, tokens
from twosource.web.accounts import MOST_TOKENS


def made(client: TestClient, name: str, scope: str = "write") -> str:
    """A new token."""
    answer = client.post("/account/tokens", data={"csrf": csrf(client), "name": name, "scope": scope})
    found = re.search(r"shown once: <code>([\w-]{43})</code>", answer.text)
    assert found, answer.text
    assert answer.headers["cache-control"] == "no-store"
    return found[1]


def test_an_app_is_let_in_by_its_token_until_it_is_taken_back(members: Browser) -> None:
    secret, app = made(members(Role.ADMIN), "phone"), members(Role.STRANGER)
    assert secret not in members(Role.ADMIN).get("/account").text
    for scheme in ("Bearer ", "bearer  ", "GoogleLogin auth="):
        assert app.get("/metrics", headers={"Authorization": f"{scheme}{secret}"}).status_code == 200
    assert app.get("/metrics", headers={"Authorization": "Basic eA=="}).status_code == 401
    answer = members(Role.ADMIN).post(
        "/account/tokens/remove", data={"csrf": csrf(members(Role.ADMIN)), "name": "phone"}
    )
    assert answer.status_code == 303
    answer = app.get("/metrics", headers={"Authorization": f"Bearer {secret}"})
    assert (answer.status_code, answer.headers["x-reader-google-bad-token"]) == (401, "true")


def test_a_new_token_comes_with_what_an_app_asks_for(members: Browser) -> None:
    client = members(Role.READER)
    before = client.get("/account").text
    assert "Google Reader API" not in before
    after = client.post("/account/tokens", data={"csrf": csrf(client), "name": "phone", "scope": "read"}).text
    assert f"its address is <code>{HOME}</code>, its name <code>reader</code>, its password this token" in after
    assert '<a href="/">To the front page</a>' in before


def test_a_token_that_reads_changes_nothing_and_none_changes_the_account(members: Browser) -> None:
    app = members(Role.STRANGER)
    for scope, told in (("read", "may only read"), ("write", "An app cannot change")):
        headers = {"Authorization": f"Bearer {made(members(Role.EDITOR), scope, scope)}"}
        answer = app.post("/account/tokens", data={"name": "another"}, headers=headers)
        assert (answer.status_code, told in answer.text) == (403, True)


@pytest.mark.parametrize("token", ["x", "x" * 5_000, "\u202e", "' OR 1=1 --", "\x7f"])
def test_what_is_no_token_lets_nobody_in(members: Browser, token: str) -> None:
    headers = {b"Authorization": f"Bearer {token}".encode()}
    assert members(Role.STRANGER).get("/account", headers=headers).status_code == 401


def test_tokens_have_names_of_their_own_and_are_not_without_number(members: Browser, store: Database) -> None:
    client = members(Role.READER)
    made(client, "<script>alert(1)</script>")
    assert "<script>alert" not in client.get("/account").text
    for name, status in (("<script>alert(1)</script>", 409), ("  ", 400), ("x" * 101, 400), ("a\0b", 400)):
        fields = {"csrf": csrf(client), "name": name}
        assert client.post("/account/tokens", data=fields).status_code == status
    for n in range(1, MOST_TOKENS):
        made(client, f"app {n}")
    assert client.post("/account/tokens", data={"csrf": csrf(client), "name": "one more"}).status_code == 400
    reader = account_named(store, "reader")
    assert reader
    assert len(tokens(store, reader)) == MOST_TOKENS


def test_a_new_password_logs_out_elsewhere_and_asks_for_the_old_one(members: Browser) -> None:
    client = members(Role.READER)

    def change(old: str, new: str) -> int:
        fields = {"csrf": csrf(client), "old": old, "new": new}
        return client.post("/account/password", data=fields).status_code

    assert change("not this", "correct horse battery") == 403
    assert change("PASSWORD of reader", "short") == 400
    assert change("PASSWORD of reader", "correct horse battery") == 303
    assert client.get("/account").status_code == 200
    client.cookies.clear()
    client.cookies.set("twosource", "session of reader")
    assert client.get("/account").status_code == 303


def test_the_local_reader_has_no_password_and_may_let_apps_in(client: TestClient) -> None:
    assert client.post("/account/password", data={"csrf": csrf(client), "old": "", "new": "x" * 20}).status_code == 403
    assert len(made(client, "phone")) == 43

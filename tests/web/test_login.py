"""Logging in and out, and what keeps others from doing so in somebody's name."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from starlette.testclient import TestClient
from tests.web.conftest import CHEAP, FROM_HERE, HOME, Browser, browser, csrf

from twosource.store import Database
from twosource.store.accounts import IDLE, Role, account_named, add_account, begin_session, set_password
from twosource.web.app import application
from twosource.web.login import BY_ADDRESS, BY_NAME
from twosource.web.site import Site


def log_in(client: TestClient, name: str, password: str, onward: str = "/account") -> int:
    fields = {"csrf": csrf(client), "name": name, "password": password, "next": onward}
    return client.post("/login", data=fields).status_code


def test_at_this_machine_nobody_logs_in(client: TestClient) -> None:
    assert "You read at this machine, without an account" in client.get("/account").text
    assert client.get("/login").headers["location"] == "/"


def test_with_accounts_strangers_are_led_to_where_they_log_in(members: Browser) -> None:
    answer = members(Role.STRANGER).get("/account?tab=1")
    assert (answer.status_code, answer.headers["location"]) == (303, "/login?next=%2Faccount%3Ftab%3D1")


def test_who_logs_in_is_known_and_who_logs_out_is_not(members: Browser) -> None:
    client = members(Role.STRANGER)
    before = csrf(client)
    assert log_in(client, " Reader ", "PASSWORD of reader") == 303
    assert "You are <b>reader</b>" in client.get("/account").text
    assert csrf(client) != before, "the browser was given a new secret"
    answer = client.post("/logout", data={"csrf": csrf(client)})
    assert (answer.status_code, answer.headers["location"]) == (303, "/login")
    assert '"storage"' in answer.headers["clear-site-data"]
    assert client.get("/account").status_code == 303


def test_a_logout_ends_the_session_for_whoever_copied_its_cookie(members: Browser) -> None:
    client = members(Role.READER)
    client.post("/logout", data={"csrf": csrf(client)})
    client.cookies.set("twosource", "session of reader")
    assert client.get("/account").status_code == 303


@pytest.mark.parametrize(
    ("name", "password"),
    [
        ("reader", "PASSWORD of editor"),
        ("nobody", "PASSWORD of reader"),
        ("", ""),
        ("\u202ereader", "x"),
        ("x" * 150, "x"),
    ],
)
def test_a_wrong_name_and_a_wrong_password_get_the_same_answer(members: Browser, name: str, password: str) -> None:
    client = members(Role.STRANGER)
    answer = client.post("/login", data={"csrf": csrf(client), "name": name, "password": password})
    known = client.post("/login", data={"csrf": csrf(client), "name": "reader", "password": "PASSWORD of nobody"})
    assert answer.status_code == known.status_code == 403
    assert answer.text == known.text


def test_who_has_no_password_cannot_log_in_by_one(site: Site, store: Database, members: Browser) -> None:
    add_account(store, "proxied", Role.READER, None, site.now())
    assert log_in(members(Role.STRANGER), "proxied", "") == 403


def test_guessing_is_slowed_by_place_and_by_name(site: Site, members: Browser) -> None:
    client = members(Role.STRANGER)
    token = csrf(client)

    def tried(name: str) -> int:
        return client.post("/login", data={"csrf": token, "name": name, "password": "x"}).status_code

    assert [tried("reader") for _ in range(BY_NAME.tries + 1)] == [403] * BY_NAME.tries + [429]
    others = [tried(f"somebody{n}") for n in range(BY_ADDRESS.tries)]
    assert others.count(429) > 0
    answer = client.post("/login", data={"csrf": token, "name": "reader", "password": "PASSWORD of reader"})
    assert (answer.status_code, "Too often" in answer.text) == (429, True)
    assert int(answer.headers["retry-after"]) > 0


def test_a_name_is_counted_as_one_however_it_is_written(site: Site, members: Browser) -> None:
    client = members(Role.STRANGER)
    written = [" " * n + "READER"[: n % 6] + "reader"[n % 6 :] for n in range(BY_NAME.tries + 1)]
    assert [log_in(client, name, "x") for name in written] == [403] * BY_NAME.tries + [429]


def test_one_line_is_one_place_however_many_addresses_it_has(site: Site, members: Browser) -> None:
    members(Role.STRANGER)  # somebody has an account
    behind = replace(site, config=replace(site.config, proxy_peers="127.0.0.1"))
    client = TestClient(application(behind), base_url=HOME, headers=FROM_HERE, client=("127.0.0.1", 50_000))

    def tried(n: int, address: str) -> int:
        client.headers["X-Forwarded-For"] = address
        return log_in(client, f"somebody{n}", "x")

    here = [tried(n, f"2001:db8:0:1::{n:x}") for n in range(BY_ADDRESS.tries + 1)]
    assert here == [403] * BY_ADDRESS.tries + [429]
    assert tried(0, "2001:db8:0:2::1") == tried(0, "::ffff:192.0.2.1") == tried(0, "unknown") == 403


def test_who_says_where_they_come_from_is_counted_where_the_proxy_saw_them(site: Site, members: Browser) -> None:
    members(Role.STRANGER)  # somebody has an account
    behind = replace(site, config=replace(site.config, proxy_peers="127.0.0.1"))
    client = TestClient(application(behind), base_url=HOME, headers=FROM_HERE, client=("127.0.0.1", 50_000))
    fields = {"csrf": csrf(client), "password": "x"}

    def tried(n: int) -> int:
        told = [*client.headers.items(), ("X-Forwarded-For", f"192.0.2.{n}"), ("X-Forwarded-For", "203.0.113.9")]
        return client.post("/login", data={**fields, "name": f"somebody{n}"}, headers=told).status_code

    assert [tried(n) for n in range(BY_ADDRESS.tries + 1)] == [403] * BY_ADDRESS.tries + [429]


def test_sessions_end_by_themselves_and_with_the_password(site: Site, store: Database, members: Browser) -> None:
    reader = account_named(store, "reader")
    assert reader
    begin_session(store, "an old one", reader, site.now() - IDLE - timedelta(minutes=1))
    client = members(Role.STRANGER)
    client.cookies.set("twosource", "an old one")
    assert client.get("/account").status_code == 303
    set_password(store, reader, CHEAP.hashed("another password"))
    assert members(Role.READER).get("/account").status_code == 303


@pytest.mark.parametrize(
    "onward",
    ["//evil.example", "https://evil.example", "/\\evil.example", "/\t/evil.example", "/login", "x" * 1_500, ""],
)
def test_nobody_is_led_away_from_the_site(members: Browser, onward: str) -> None:
    client = members(Role.STRANGER)
    fields = {"csrf": csrf(client), "name": "reader", "password": "PASSWORD of reader", "next": onward}
    assert client.post("/login", data=fields).headers["location"] == "/"


def test_forms_from_elsewhere_are_refused(members: Browser) -> None:
    client = members(Role.READER)
    token = csrf(client)
    for headers in ({"Origin": "https://evil.example"}, {"Origin": "null"}, {"Origin": "", "Referer": "http://["}):
        answer = client.post("/account/sessions", data={"csrf": token}, headers=headers)
        assert (answer.status_code, "not sent from a page of this site" in answer.text) == (403, True)
    for fields in ({}, {"csrf": "0" * 64}, {"csrf": "ä"}):
        assert client.post("/account/sessions", data=fields).status_code == 403
    assert client.post("/account/sessions", files={"csrf": b"x"}).status_code in {400, 403}
    assert client.get("/account").status_code == 200, "still logged in"
    answer = client.post(
        "/account/sessions", data={"csrf": token}, headers={"Origin": "", "Referer": f"{HOME}/account"}
    )
    assert answer.status_code == 303
    assert client.get("/account").status_code == 303


def test_at_this_machine_forms_from_elsewhere_are_refused_too(client: TestClient) -> None:
    answer = client.post("/account/tokens", data={"name": "x"}, headers={"Origin": "https://evil.example"})
    assert answer.status_code == 403


def test_a_proxy_does_not_make_the_world_the_local_reader(client: TestClient) -> None:
    answer = client.get("/account", headers={"X-Forwarded-For": "203.0.113.9"})
    assert (answer.status_code, "twosource user add" in answer.text) == (403, True)


def test_cookies_are_as_strict_as_can_be(site: Site, members: Browser) -> None:
    from dataclasses import replace  # noqa: PLC0415

    config = replace(site.config, base_url="https://news.example/")
    client = browser(replace(site, config=config))
    set_cookie = client.get("/login").headers["set-cookie"]
    assert set_cookie.startswith("__Host-twosource=")
    assert {"HttpOnly", "Path=/", "SameSite=lax", "Secure"} <= set(set_cookie.split("; "))
    assert client.get("/login").headers["strict-transport-security"]

"""Who asks, where a proxy before the site tells."""

from __future__ import annotations

from dataclasses import replace

import pytest
from starlette.testclient import TestClient
from tests.web.conftest import CHEAP, FROM_HERE, HOME, Browser, csrf

from twosource.config import Config
from twosource.errors import ConfigError
from twosource.store import Database
from twosource.store.accounts import Role, account_named, accounts, add_account
from twosource.web.app import application
from twosource.web.login import BY_ADDRESS
from twosource.web.readers import networks
from twosource.web.site import Site

PROXY = "10.1.2.3"


def behind(site: Site, peer: str = PROXY, **given: str) -> TestClient:
    """The site behind a proxy at `peer`."""
    told = {"proxy_header": "Remote-User", "proxy_peers": "10.0.0.0/8, ::1", **given}
    config = replace(site.config, **told)  # type: ignore[arg-type]
    app = application(replace(site, config=config))
    return TestClient(app, base_url=HOME, headers=FROM_HERE, follow_redirects=False, client=(peer, 1))


@pytest.fixture
def admin(site: Site, store: Database) -> None:
    add_account(store, "admin", Role.ADMIN, CHEAP.hashed("correct horse battery"), site.now())


def test_a_proxy_that_is_believed_names_the_reader(site: Site, admin: None) -> None:
    client = behind(site)
    answer = client.get("/account", headers={"Remote-User": "Admin"})
    assert "You are <b>admin</b>" in answer.text
    assert "Log out</button>" not in answer.text, "that is the proxy's"
    assert client.get("/account").status_code == 303, "without the header: a stranger"


def test_a_proxy_that_is_not_believed_names_nobody(site: Site, admin: None) -> None:
    for peer in ("192.0.2.1", "testclient", "::2"):
        assert behind(site, peer).get("/account", headers={"Remote-User": "admin"}).status_code == 303
    assert behind(site, proxy_peers="").get("/account", headers={"Remote-User": "admin"}).status_code == 303


def test_who_names_somebody_before_the_proxy_does_is_refused(site: Site, admin: None) -> None:
    told = [("Remote-User", "admin"), ("Remote-User", "eve")]
    for headers in (told, told[::-1]):
        assert behind(site).get("/account", headers=headers).status_code == 400


def test_forms_are_looked_at_behind_a_proxy_too(site: Site, admin: None) -> None:
    told = {"Remote-User": "admin"}
    answer = behind(site).post(
        "/account/tokens", data={"name": "x"}, headers={**told, "Origin": "https://evil.example"}
    )
    assert answer.status_code == 403


def test_whom_the_proxy_knows_and_we_do_not(site: Site, store: Database, admin: None) -> None:
    assert behind(site).get("/account", headers={"Remote-User": "eve"}).status_code == 403
    client = behind(site, new_accounts="reader")
    assert client.get("/account", headers={"Remote-User": "Eve@news.example"}).status_code == 200
    assert account_named(store, "eve@news.example")
    answer = client.get("/account", headers={"Remote-User": "<script>"})
    assert (answer.status_code, "<script>" in answer.text) == (403, False)


def test_the_first_account_is_not_made_by_a_proxy(site: Site, store: Database) -> None:
    answer = behind(site, new_accounts="admin").get("/account", headers={"Remote-User": "eve"})
    assert answer.status_code == 403
    assert accounts(store) == []


def test_tries_are_counted_by_whom_the_proxy_names(site: Site, admin: None) -> None:
    client = behind(site)
    token = csrf(client)

    def tried(address: str, n: int) -> int:
        fields = {"csrf": token, "name": f"n{n}", "password": "x"}
        return client.post("/login", data=fields, headers={"X-Forwarded-For": f"6.6.6.6, {address}"}).status_code

    assert {tried("203.0.113.1", n) for n in range(BY_ADDRESS.tries)} == {403}
    assert tried("203.0.113.1", 99) == 429
    assert tried("203.0.113.2", 99) == 403


def test_networks_that_are_none_are_an_error() -> None:
    with pytest.raises(ConfigError, match="proxy_peers"):
        networks(Config(proxy_peers="10.0.0.0/8, nonsense"))


def test_who_is_removed_is_a_stranger_at_once(members: Browser, store: Database) -> None:
    client = members(Role.READER)
    assert client.get("/account").status_code == 200
    store.run("DELETE FROM accounts WHERE name = 'reader'")
    assert client.get("/account").status_code == 303

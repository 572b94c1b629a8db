"""Logging in by an identity provider: who it vouches for gets in, and nobody else."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from joserfc import jwt
from joserfc.jwk import OctKey
from starlette.testclient import TestClient
from tests.web.conftest import CHEAP, browser
from tests.web.identity import CLIENT, KEYS, SECRET, Identity, opened

from twosource.store import Database
from twosource.store.accounts import Role, accounts, add_account
from twosource.web.oidc import LONGEST_LOGIN
from twosource.web.provider import Provider
from twosource.web.site import Site


@pytest.fixture
def identity(store: Database, site: Site) -> Iterator[Identity]:
    """A provider that vouches for ada@news.example, whose account waits for her."""
    add_account(store, "root", Role.ADMIN, CHEAP.hashed("correct horse battery"), site.now())
    add_account(store, "ada@news.example", Role.EDITOR, None, site.now())
    with opened() as found:
        found.claims = {"email": "Ada@news.example", "email_verified": True}
        yield found


def at(site: Site, identity: Identity, **given: Any) -> TestClient:
    config = replace(site.config, **given)
    return browser(replace(site, config=config, provider=Provider(identity.url, CLIENT, SECRET)))


def log_in(client: TestClient, identity: Identity, **changed: str) -> tuple[int, str]:
    """Status, and where it leads or what is said."""
    way = client.get("/login/provider", params={"next": "/account"})
    assert way.status_code == 303, way.text
    told = identity.seen(way.headers["location"])
    assert told["redirect_uri"] == "http://127.0.0.1:8000/login/provider/back"
    back = client.get("/login/provider/back", params={"state": told["state"], "code": "a code", **changed})
    return back.status_code, back.headers.get("location") or back.text


def test_whom_it_vouches_for_is_let_in_and_known_ever_after(site: Site, identity: Identity) -> None:
    client = at(site, identity)
    assert "Log in by 127.0.0.1" in client.get("/login").text
    assert log_in(client, identity) == (303, "/account")
    assert "You are <b>ada@news.example</b>, an editor" in client.get("/account").text
    identity.claims = {"email": "ada.lunt@elsewhere.example"}
    again = at(site, identity)
    assert log_in(again, identity, iss=identity.url) == (303, "/account")
    assert "You are <b>ada@news.example</b>" in again.get("/account").text
    assert all(SECRET not in str(form) for form in identity.asked)


def now() -> int:
    return int(time.time())


@pytest.mark.parametrize(
    "claims",
    [
        {"iss": "https://evil.example"},
        {"aud": "another"},
        {"aud": [CLIENT, "another"]},
        {"aud": [CLIENT, "another"], "azp": "another"},
        {"nonce": "of another login"},
        {"nonce": None},
        {"exp": now() - 3_600},
        {"exp": None},
        {"iat": now() - 86_400},
        {"iat": None},
        {"iat": "yesterday"},
        {"sub": None},
        {"sub": ""},
        {"sub": 7},
    ],
    ids=str,
)
def test_a_token_of_something_else_is_not_believed(site: Site, identity: Identity, claims: dict[str, Any]) -> None:
    identity.claims |= claims
    client = at(site, identity)
    status, told = log_in(client, identity)
    assert (status, "does not vouch" in told) == (403, True)
    assert client.get("/account").status_code == 303


def unsigned(token: str) -> str:
    header = '{"alg":"none"}'
    import base64  # noqa: PLC0415

    return f"{base64.urlsafe_b64encode(header.encode()).rstrip(b'=').decode()}.{token.split('.')[1]}."


def by_our_secret(token: str) -> str:
    import base64  # noqa: PLC0415
    import json  # noqa: PLC0415

    body = token.split(".")[1]
    claims = json.loads(base64.urlsafe_b64decode(body + "=" * (-len(body) % 4)))
    return jwt.encode({"alg": "HS256"}, claims, OctKey.import_key(SECRET.ljust(32)), algorithms=["HS256"])


@pytest.mark.parametrize(
    "change",
    [
        unsigned,
        by_our_secret,
        lambda token: token[:-4] + ("AAAA" if not token.endswith("AAAA") else "BBBB"),
        lambda _: "",
        lambda _: "a.b.c",
        lambda _: "x" * 600_000,
        lambda token: f"{token}.{token}",
        lambda _: "\u202e",
    ],
)
def test_a_signature_that_is_none_is_not_believed(site: Site, identity: Identity, change: Any) -> None:
    identity.change = change
    status, told = log_in(at(site, identity), identity)
    assert (status, "does not vouch" in told) == (403, True)


def test_a_key_that_is_not_its_own_is_not_believed_and_a_new_one_is(site: Site, identity: Identity) -> None:
    clock = [1_000.0]
    provider = Provider(identity.url, CLIENT, SECRET, clock=lambda: clock[0])
    client = browser(replace(site, provider=provider))
    assert log_in(client, identity)[0] == 303
    identity.key = KEYS[1]
    client = browser(replace(site, provider=provider))
    assert log_in(client, identity)[0] == 403
    identity.published = KEYS
    assert log_in(client, identity)[0] == 403, "keys are asked for anew once a minute"
    clock[0] += 61
    assert log_in(client, identity)[0] == 303


def test_the_way_back_is_for_the_browser_that_went_and_for_a_while(site: Site, identity: Identity) -> None:
    client, other = at(site, identity), at(site, identity)
    told = identity.seen(client.get("/login/provider").headers["location"])
    asked = {"state": told["state"], "code": "a code"}
    answer = other.get("/login/provider/back", params=asked)
    assert (answer.status_code, "did not begin in this browser" in answer.text) == (403, True)
    for state in ("", "x", "x.y", "\u202e.x", told["state"][:-1], "." + told["state"]):
        assert client.get("/login/provider/back", params={**asked, "state": state}).status_code == 403
    assert client.get("/login/provider/back", params={**asked, "iss": "https://evil.example"}).status_code == 403
    refused = client.get("/login/provider/back", params={"state": told["state"], "error": "access_denied"})
    assert (refused.status_code, "did not let you in" in refused.text) == (403, True)
    assert client.get("/login/provider/back", params={**asked, "code": "another"}).status_code == 403
    assert client.get("/login/provider/back", params=asked).headers["location"] == "/"
    later = replace(site, now=lambda: site.now() + timedelta(seconds=LONGEST_LOGIN + 1))
    client = browser(replace(later, provider=Provider(identity.url, CLIENT, SECRET)))
    begun = at(site, identity)
    told = identity.seen(begun.get("/login/provider").headers["location"])
    client.cookies = begun.cookies
    answer = client.get("/login/provider/back", params={"state": told["state"], "code": "a code"})
    assert (answer.status_code, "took too long" in answer.text) == (403, True)


@pytest.mark.parametrize(
    ("claims", "told"),
    [
        ({"email": "eve@news.example"}, "You have no account here"),
        ({"email_verified": False}, "tells no “email”"),
        ({"email_verified": "true"}, "tells no “email”"),
        ({"email": None}, "tells no “email”"),
        ({"email": "<script>@news.example"}, "not a name"),
        ({"email": "root"}, "logs in by its password"),
    ],
)
def test_who_may_not_come_in(site: Site, identity: Identity, claims: dict[str, Any], told: str) -> None:
    identity.claims |= claims
    status, said = log_in(at(site, identity), identity)
    assert (status, told in said, "<script>" in said) == (403, True, False), said


def test_a_name_that_was_given_to_somebody_else_lets_nobody_in(site: Site, identity: Identity) -> None:
    assert log_in(at(site, identity), identity)[0] == 303
    identity.claims |= {"sub": "8"}
    status, told = log_in(at(site, identity), identity)
    assert (status, "somebody else" in told) == (403, True)


def test_who_is_new_gets_an_account_where_the_settings_say_so(site: Site, store: Database, identity: Identity) -> None:
    identity.claims = {"preferred_username": "eve"}
    client = at(site, identity, new_accounts="reader", oidc_name="preferred_username")
    assert log_in(client, identity)[0] == 303
    assert [(one.name, one.role) for one in accounts(store)][1] == ("eve", Role.READER)


@pytest.mark.parametrize(
    ("given", "status"),
    [
        ({"body": b"<html>"}, 403),
        ({"body": b"[1]"}, 403),
        ({"body": b"[" * 100_000}, 403),
        ({"body": b" " * 600_000}, 403),
        ({"status": 302}, 403),
        ({"status": 500}, 403),
        ({"described": {"issuer": "https://evil.example"}}, 403),
        ({"described": {"authorization_endpoint": "javascript:alert(1)"}}, 403),
        ({"described": {"authorization_endpoint": None}}, 403),
        ({"url": "http://127.0.0.1:1"}, 503),
    ],
)
def test_a_provider_that_talks_nonsense_is_told(
    site: Site, identity: Identity, given: dict[str, Any], status: int
) -> None:
    for name, value in given.items():
        setattr(identity, name, value)
    answer = at(site, identity).get("/login/provider")
    assert answer.status_code == status


def test_without_a_provider_there_is_none(client: TestClient) -> None:
    for address in ("/login/provider", "/login/provider/back"):
        assert client.get(address).status_code == 404

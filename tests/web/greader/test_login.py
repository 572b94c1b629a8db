"""How apps come in, and what they must show to change anything."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from starlette.testclient import TestClient
from tests.web.conftest import CHEAP, HOME
from tests.web.greader.app import READ, READING_LIST, App
from tests.web.greader.conftest import MILL, Newsroom

from twosource.store import Database
from twosource.store.accounts import Account, Role, add_account, add_token, set_password, tokens
from twosource.web.app import application
from twosource.web.site import Site


@pytest.fixture
def ann(store: Database, site: Site) -> Account:
    return add_account(store, "ann", Role.READER, CHEAP.hashed("secret of ann"), site.now())


def test_a_name_and_its_password_let_in(phone: TestClient, ann: Account) -> None:
    app = App(phone)
    answer = app.log_in("ann", "secret of ann")
    assert answer.status_code == 200
    assert [line.split("=")[0] for line in answer.text.splitlines()] == ["SID", "LSID", "Auth"]
    assert app.json("user-info")["userName"] == "ann"
    assert isinstance(app.json("user-info")["userId"], str)


def test_json_is_answered_where_it_is_asked_for(phone: TestClient, ann: Account) -> None:
    sent = {"Email": "ann", "Passwd": "secret of ann", "output": "json"}
    assert set(phone.post("/accounts/ClientLogin", data=sent).json()) == {"SID", "LSID", "Auth"}


@pytest.mark.parametrize(
    ("name", "password"), [("ann", "wrong"), ("bob", "secret of ann"), ("", ""), ("ann", "x" * 9999)]
)
def test_nothing_else_does(phone: TestClient, ann: Account, name: str, password: str) -> None:
    answer = App(phone).log_in(name, password)
    assert (answer.status_code, answer.text) == (401, "Error=BadAuthentication\n")


def test_an_app_that_logs_in_again_has_one_token(phone: TestClient, store: Database, ann: Account) -> None:
    for agent in ("Newsstand/1", "Newsstand/2", "Other/1", ""):
        App(phone, agent=agent).log_in("ann", "secret of ann")
    assert [one.name for one in tokens(store, ann)] == ["app: Newsstand", "app: Other", "app: unknown"]


def test_a_new_password_ends_what_an_app_was_given(phone: TestClient, store: Database, ann: Account) -> None:
    app = App(phone)
    app.log_in("ann", "secret of ann")
    set_password(store, ann, CHEAP.hashed("another secret"))
    refused = app.get("user-info")
    again = App(phone)
    assert again.log_in("ann", "another secret").status_code == 200
    assert again.get("user-info").status_code == 200
    assert refused.status_code == 401
    assert refused.headers["x-reader-google-bad-token"] == "true"


def test_a_token_that_the_reader_made_does_in_place_of_the_password(
    phone: TestClient, store: Database, site: Site, ann: Account
) -> None:
    add_token(store, "made by ann", ann, "phone", writes=False, now=site.now())
    app = App(phone)
    assert app.log_in("ann", "made by ann").status_code == 200
    assert app.get("user-info").status_code == 200
    assert app.post("edit-tag", ("i", "1"), ("a", READ)).status_code == 403  # it only reads
    assert App(phone).log_in("bob", "made by ann").status_code == 401


def test_who_tries_too_often_must_wait(phone: TestClient, ann: Account) -> None:
    found = [App(phone).log_in("ann", "wrong").status_code for _ in range(12)]
    assert found[0] == 401
    assert found[-1] == 429


def test_nobody_reads_without_a_token(phone: TestClient, ann: Account) -> None:
    app = App(phone)
    assert app.get("tag/list").status_code == 401
    app.show("nonsense")
    refused = app.get("tag/list")
    assert (refused.status_code, refused.headers["x-reader-google-bad-token"]) == (401, "true")
    assert refused.headers["content-type"].startswith("text/plain")


@pytest.mark.parametrize("token", ["", "x"])
def test_apps_that_send_no_token_of_edits_are_known_by_their_header(
    phone: TestClient, ann: Account, token: str
) -> None:
    app = App(phone)
    app.log_in("ann", "secret of ann")
    assert app.post("edit-tag", ("i", "1"), ("a", READ), token=token).text == "OK"


def test_a_token_of_edits_that_is_wrong_is_refused(app: App, newsroom: Newsroom) -> None:
    newsroom.publish(MILL)
    refused = app.post("mark-all-as-read", ("s", READING_LIST), token="wrong")  # noqa: S106 - it is none
    assert (refused.status_code, refused.headers["x-reader-google-bad-token"]) == (401, "true")
    assert len(app.ids(READING_LIST, ("xt", READ))) == 1


def test_the_token_of_edits_of_an_app_holds_as_long_as_what_it_shows(site: Site, ann: Account) -> None:
    clock = [site.now()]
    with TestClient(application(replace(site, now=lambda: clock[0])), base_url=HOME) as phone:
        app = App(phone)
        app.log_in("ann", "secret of ann")
        token = app.token()
        assert len(token) == 57
        clock[0] += timedelta(days=20)
        assert app.post("edit-tag", ("i", "1"), ("a", READ), token=token).text == "OK"


def test_a_token_of_edits_in_a_browser_holds_for_half_an_hour_and_not_for_long(site: Site) -> None:
    clock = [site.now()]
    with TestClient(application(replace(site, now=lambda: clock[0])), base_url=HOME) as browser:
        token = browser.get("/reader/api/0/token").text
        sent = {"i": "1", "a": READ, "T": token}
        clock[0] += timedelta(minutes=29)
        assert browser.post("/reader/api/0/edit-tag", data=sent).text == "OK"
        clock[0] += timedelta(minutes=61)
        assert browser.post("/reader/api/0/edit-tag", data=sent).status_code == 401


def test_a_token_of_edits_is_of_one_app_alone(phone: TestClient, ann: Account) -> None:
    one, other = App(phone, agent="One/1"), App(phone, agent="Other/1")
    for app in (one, other):
        app.log_in("ann", "secret of ann")
    assert other.post("edit-tag", ("i", "1"), ("a", READ), token=one.token()).status_code == 401


@pytest.fixture
def browser(site: Site) -> Iterator[TestClient]:
    with TestClient(application(site), base_url=HOME, follow_redirects=False) as opened:
        yield opened


@pytest.mark.parametrize("token", ["", "x", "guessed"])
def test_a_page_of_another_site_cannot_mark_anything(browser: TestClient, newsroom: Newsroom, token: str) -> None:
    newsroom.publish(MILL)
    sent = {"s": READING_LIST, "T": token}
    headers = {"Origin": "https://evil.example"}
    assert browser.post("/reader/api/0/mark-all-as-read", data=sent, headers=headers).status_code == 401


@pytest.mark.parametrize("origin", ["https://evil.example", "http://127.0.0.1:9", "null"])
def test_a_page_of_another_site_cannot_log_in_where_no_password_is_asked_for(browser: TestClient, origin: str) -> None:
    headers = {"Origin": origin, "Sec-Fetch-Site": "cross-site"}
    assert browser.post("/accounts/ClientLogin", data={"Email": "a", "Passwd": "b"}, headers=headers).status_code == 403


CHROMIUM = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko)"
ELECTRON = {"Origin": "file://", "Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "cors"}
"""What Fluent Reader, a page in a browser of its own, sends along."""


def test_an_app_that_is_made_of_a_browser_logs_in_on_this_machine(browser: TestClient, newsroom: Newsroom) -> None:
    newsroom.publish(MILL)
    told = browser.post("/accounts/ClientLogin", data={"Email": "a", "Passwd": "b"}, headers=ELECTRON)
    assert told.status_code == 200
    auth = {"Authorization": f"GoogleLogin auth={told.text.rpartition('Auth=')[2].strip()}", **ELECTRON}
    sent = {"s": READING_LIST}
    assert browser.post("/reader/api/0/mark-all-as-read", data=sent, headers=auth).text == "OK"


@pytest.mark.parametrize(
    ("agent", "name"),
    [
        ("NetNewsWire (RSS Reader; https://netnewswire.com/)", "app: NetNewsWire"),
        (f"{CHROMIUM} fluent-reader/1.1.4 Chrome/104.0 Electron/20.0.0 Safari/537.36", "app: fluent-reader"),
        (f"{CHROMIUM} Chrome/104.0 Safari/537.36", "app: a browser"),
        ("", "app: unknown"),
    ],
)
def test_an_app_stands_by_its_own_name(phone: TestClient, ann: Account, store: Database, agent: str, name: str) -> None:
    headers = {"User-Agent": agent}
    assert phone.post(
        "/accounts/ClientLogin", data={"Email": "ann", "Passwd": "secret of ann"}, headers=headers
    ).is_success
    assert [one.name for one in tokens(store, ann)] == [name]


@pytest.mark.parametrize("origin", ["file://", "null", "https://app.example"])
def test_a_password_lets_in_wherever_it_is_sent_from_and_nothing_else_does(
    browser: TestClient, ann: Account, origin: str
) -> None:
    headers = {**ELECTRON, "Origin": origin}
    wrong = browser.post("/accounts/ClientLogin", data={"Email": "ann", "Passwd": "no"}, headers=headers)
    right = browser.post("/accounts/ClientLogin", data={"Email": "ann", "Passwd": "secret of ann"}, headers=headers)
    assert (wrong.status_code, right.status_code) == (401, 200)
    for answer in (wrong, right):
        assert "set-cookie" not in answer.headers
        assert "access-control-allow-origin" not in answer.headers, "pages of other sites read nothing of it"
        assert answer.headers["cross-origin-resource-policy"] == "same-origin"


def test_no_page_of_another_site_is_told_that_it_may_ask(browser: TestClient) -> None:
    headers = {**ELECTRON, "Origin": "https://evil.example", "Access-Control-Request-Headers": "authorization"}
    told = browser.options("/reader/api/0/user-info", headers=headers)
    assert told.status_code == 405
    assert "access-control-allow-origin" not in told.headers


def test_on_this_machine_without_accounts_every_app_comes_in(app: App) -> None:
    assert app.json("user-info")["userName"] == "reader"


@pytest.mark.parametrize("base", ["", "/", "/api/greader.php"])
def test_an_address_with_a_slash_at_its_end_or_that_of_freshrss_does_as_well(phone: TestClient, base: str) -> None:
    app = App(phone, base=f"{HOME}{base}")
    assert app.log_in("reader", "x").status_code == 200
    assert app.json("user-info")["userName"] == "reader"
    assert app.get("tag/list").status_code == 200

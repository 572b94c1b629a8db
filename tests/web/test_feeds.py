"""Lists of stories as feeds."""

from __future__ import annotations

import feedparser
import pytest
from lxml import etree
from starlette.testclient import TestClient
from tests.web.conftest import Browser
from tests.web.greader.conftest import BRIDGE, MILL, STRIKE, Newsroom

from twosource.store import Database
from twosource.store.accounts import Role, account_named, add_token
from twosource.web.site import Site


@pytest.fixture
def newsroom(store: Database) -> Newsroom:
    return Newsroom(store)


def test_the_front_page_is_an_atom_feed(client: TestClient, newsroom: Newsroom) -> None:
    newsroom.publish(MILL, BRIDGE)
    answer = client.get("/front.atom")
    assert answer.headers["content-type"] == "application/atom+xml; charset=utf-8"
    told = feedparser.parse(answer.content)
    assert not told.bozo
    assert sorted(entry.title for entry in told.entries) == ["Bridge closed", "Fire guts mill"]
    assert all(entry.id.startswith("tag:127.0.0.1,2026:entry/") for entry in told.entries)


def test_the_front_page_is_a_json_feed(client: TestClient, newsroom: Newsroom) -> None:
    newsroom.publish(MILL, BRIDGE)
    told = client.get("/front.feed.json").json()
    assert told["version"] == "https://jsonfeed.org/version/1.1"
    assert told["feed_url"] == "http://127.0.0.1:8000/front.feed.json"
    assert {item["title"] for item in told["items"]} == {"Bridge closed", "Fire guts mill"}
    assert all(item["id"] and item["content_html"] and item["url"] for item in told["items"])


@pytest.mark.parametrize("path", ["/outlets/courier", "/search?q=teachers"])
def test_lists_are_feeds(client: TestClient, newsroom: Newsroom, path: str) -> None:
    newsroom.publish(BRIDGE, STRIKE)
    page, _, query = path.partition("?")
    told = feedparser.parse(client.get(f"{page}.atom{f'?{query}' if query else ''}").content)
    assert [entry.title for entry in told.entries] == ["Teachers walk out"]


def test_a_feed_that_is_known_is_not_sent_again(client: TestClient, newsroom: Newsroom) -> None:
    newsroom.publish(MILL)
    tag = client.get("/front.atom").headers["etag"]
    assert client.get("/front.atom", headers={"If-None-Match": tag}).status_code == 304
    newsroom.publish(BRIDGE)
    assert client.get("/front.atom", headers={"If-None-Match": tag}).status_code == 200


def test_a_site_without_news_has_an_empty_feed(client: TestClient) -> None:
    etree.fromstring(client.get("/front.atom").content)
    assert client.get("/front.feed.json").json()["items"] == []


@pytest.mark.parametrize("path", ["/topics/none.atom", "/outlets/none.feed.json", "/speakers/none.atom"])
def test_what_is_no_list_is_not_there(client: TestClient, path: str) -> None:
    assert client.get(path).status_code == 404


@pytest.mark.parametrize(
    "path", ["/search.atom", "/search.atom?q=", "/search.feed.json?q=%22", "/search.atom?q=after:never"]
)
def test_a_search_that_cannot_be_understood_is_told(client: TestClient, path: str) -> None:
    assert client.get(path).status_code == 400


def test_a_feed_reader_shows_a_token_as_a_password(members: Browser, store: Database, site: Site) -> None:
    stranger, account = members(Role.STRANGER), account_named(store, "reader")
    assert account is not None
    add_token(store, "token", account, "feeds", writes=True, now=site.now())
    assert stranger.get("/front.atom").headers["www-authenticate"].startswith("Basic ")
    assert stranger.get("/front.atom", auth=("anybody", "token")).status_code == 200
    assert stranger.get("/front.atom", auth=("anybody", "wrong")).status_code == 401
    assert stranger.get("/front.atom", headers={"Authorization": "Basic %%"}).status_code == 401
    assert stranger.get("/front.atom", headers={"Authorization": "Basic //8="}).status_code == 401
    assert (
        stranger.post("/notes/1/delete", auth=("anybody", "token")).status_code == 401
    )  # a browser may send it unasked


def test_strangers_read_nothing(members: Browser) -> None:
    assert members(Role.STRANGER).get("/front.atom").status_code == 401
    assert members(Role.READER).get("/front.atom").status_code == 200

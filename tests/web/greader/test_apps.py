"""What apps that people have ask for, in the way in which each asks, and what each cannot do without in the answers.

Found out by reading what is public of NetNewsWire, Read You, Capy Reader, Fluent Reader, RSS Guard and Newsboat; how
they ask is told here in words of our own. FeedMe and Reeder are closed: what others say of them is in `test_login`.
"""

from __future__ import annotations

from typing import Any, Final
from urllib.parse import quote

import pytest
from starlette.testclient import TestClient
from tests.web.greader.app import LONG, READ, READING_LIST, STARRED, STATE
from tests.web.greader.conftest import BRIDGE, MILL, Newsroom

API: Final = "/reader/api/0"
FORM: Final = {"Content-Type": "application/x-www-form-urlencoded"}
LINKS: Final = [{"href": str}]
ITEM: Final = {
    "id": str,
    "title": str,
    "author": str,
    "published": int,
    "crawlTimeMsec": str,
    "timestampUsec": str,
    "summary": {"content": str},
    "content": {"content": str},
    "canonical": LINKS,
    "alternate": LINKS,
    "categories": [str],
    "origin": {"streamId": str, "title": str, "htmlUrl": str},
    "enclosure": [],
}
FEED: Final = {
    "id": str,
    "title": str,
    "categories": [{"id": str, "label": str}],
    "url": str,
    "htmlUrl": str,
    "iconUrl": str,
    "sortid": str,
}


def has(value: Any, shape: Any) -> bool:
    """Whether all that a shape asks for is there and is of its kind: a strict app stops where it is not."""
    if isinstance(shape, dict):
        return isinstance(value, dict) and all(name in value and has(value[name], one) for name, one in shape.items())
    if isinstance(shape, list):
        return isinstance(value, list) and all(has(one, shape[0]) for one in value) and bool(value) == bool(shape)
    return type(value) is shape


@pytest.fixture
def auth(phone: TestClient, newsroom: Newsroom) -> dict[str, str]:
    """What an app shows from its login on. Two stories are there."""
    newsroom.publish(MILL, BRIDGE)
    told = phone.post("/accounts/ClientLogin", data={"Email": "reader", "Passwd": "x"}).text
    [line] = [line for line in told.splitlines() if line.startswith("Auth=")]
    assert line.count("=") == 1, "some split at each"
    return {"Authorization": f"GoogleLogin auth={line.removeprefix('Auth=')}"}


def ids(phone: TestClient, auth: dict[str, str], query: str) -> list[str]:
    told = phone.get(f"{API}/stream/items/ids?{query}", headers=auth).json()
    assert all(type(one["id"]) is str for one in told["itemRefs"])
    return [one["id"] for one in told["itemRefs"]]


def test_every_answer_has_what_the_strictest_app_asks_for(phone: TestClient, auth: dict[str, str]) -> None:
    told = phone.get(f"{API}/stream/contents?output=json&n=125", headers=auth).json()
    assert has(told, {"id": str, "updated": int, "items": [ITEM]}), told
    feeds = phone.get(f"{API}/subscription/list?output=json", headers=auth).json()
    assert has(feeds, {"subscriptions": [FEED]}), feeds
    assert sorted(told["items"][0]["summary"])[0] == "content", "Newsboat takes what comes first by its name"
    user = phone.get(f"{API}/user-info?output=json", headers=auth).json()
    assert has(user, dict.fromkeys(("userId", "userName", "userProfileId", "userEmail"), str))


def test_netnewswire_asks_for_one_token_and_keeps_it(phone: TestClient, auth: dict[str, str]) -> None:
    token = phone.get(f"{API}/token", headers=auth).text
    unread = ids(phone, auth, f"n=1000&output=json&s={READING_LIST}&xt={READ}")
    assert len(unread) == 2
    wanted = "&".join(f"i={LONG}{int(one):x}" for one in unread)  # not padded here, and padded below
    items = phone.post(
        f"{API}/stream/items/contents", content=f"T={token}&output=json&{wanted}", headers={**auth, **FORM}
    ).json()["items"]
    assert [str(int(item["id"].rpartition("/")[2], 16)) for item in items] == unread
    sent = "&".join(f"i={LONG}{int(one):016x}" for one in unread)
    for action, left in (("a", 0), ("r", 2), ("a", 0)):
        body = f"T={token}&{sent}&{action}={READ}"
        assert phone.post(f"{API}/edit-tag", content=body, headers={**auth, **FORM}).status_code == 200
        assert len(ids(phone, auth, f"n=1000&s={READING_LIST}&xt={READ}")) == left


def test_netnewswire_is_told_of_no_tag_that_would_be_an_empty_folder(phone: TestClient, auth: dict[str, str]) -> None:
    [number] = ids(phone, auth, "s=feed/1")
    phone.post(f"{API}/edit-tag", data={"i": number, "a": "user/-/label/later", "T": "x"}, headers=auth)
    apps = {"User-Agent": "NetNewsWire (RSS Reader; https://netnewswire.com/)"}, {"User-Agent": "Capy"}
    told = [phone.get(f"{API}/tag/list?output=json", headers={**auth, **app}).json()["tags"] for app in apps]
    labels = [{tag["id"]: tag.get("type") for tag in tags if "/label/" in tag["id"]} for tags in told]
    assert labels[0] == {"user/-/label/Outlets": "folder"}
    assert labels[1].items() >= {"user/-/label/Outlets": "folder", "user/-/label/later": "tag"}.items()


def test_read_you_logs_in_by_json_and_names_entries_by_bare_digits(phone: TestClient, auth: dict[str, str]) -> None:
    fields = {"output": "json", "Email": "reader", "Passwd": "x", "client": "ReadYou/1", "service": "reader"}
    assert has(phone.post("/accounts/ClientLogin", data=fields).json(), {"Auth": str, "SID": str, "LSID": str})
    unread = ids(phone, auth, f"output=json&s={READING_LIST}&xt={READ}&n=10000")
    bare = {"i": [f"{int(one):016x}" for one in unread], "T": phone.get(f"{API}/token", headers=auth).text}
    items = phone.post(f"{API}/stream/items/contents?output=json", data=bare, headers=auth).json()["items"]
    assert len(items) == 2
    folders = [one["categories"] for one in phone.get(f"{API}/subscription/list", headers=auth).json()["subscriptions"]]
    assert all(len(one) == 1 for one in folders), "it takes the first, and stops where there is none"


def test_read_you_makes_moves_and_drops_folders(phone: TestClient, auth: dict[str, str]) -> None:
    def edit(path: str, **fields: str) -> str:
        return str(phone.post(f"{API}/{path}?output=json", data={**fields, "T": "x"}, headers=auth).text)

    def folder() -> str:
        told = phone.get(f"{API}/subscription/list?output=json", headers=auth).json()["subscriptions"]
        return next(str(one["categories"][0]["label"]) for one in told if one["id"] == "feed/1")

    assert edit("subscription/edit", ac="edit", a="user/-/label/New") == "OK", "a folder before anything is in it"
    assert edit("subscription/edit", ac="edit", s="feed/1", a="user/-/label/New", r="user/-/label/Outlets") == "OK"
    assert folder() == "New"
    assert edit("rename-tag", s="user/-/label/New", dest="user/-/label/Newer") == "OK"
    assert folder() == "Newer"
    assert edit("disable-tag", s="user/-/label/Newer") == "OK"
    assert folder() == "Outlets"


def test_capy_reader_says_who_it_is_in_the_query_of_a_post_without_a_body(
    phone: TestClient, auth: dict[str, str]
) -> None:
    told = phone.post("/accounts/ClientLogin?Email=reader&Passwd=x")
    assert told.status_code == 200
    assert "\nAuth=" in told.text
    found = phone.post(f"{API}/stream/items/contents?output=json", data={"i": ["1", "2"]}, headers=auth)
    assert found.json()["items"] == [], "ids that there are not are no fault"


def test_fluent_reader_sends_no_token_and_short_ids(phone: TestClient, auth: dict[str, str]) -> None:
    first, second = ids(phone, auth, f"output=json&s={READING_LIST}&xt={READ}&n=1000")
    body = f"i={first}&i={second}&a={READ}"
    assert phone.post(f"{API}/edit-tag", content=body, headers={**auth, **FORM}).text == "OK"
    assert ids(phone, auth, f"output=json&s={READING_LIST}&xt={READ}&n=1000") == []
    newest = phone.get(f"{API}/stream/contents?output=json&n=125", headers=auth).json()["items"][0]
    seconds = round(int(newest["crawlTimeMsec"]) / 1000)
    again = phone.get(f"{API}/stream/contents?output=json&n=125&ot={seconds + 1}", headers=auth).json()
    assert again["items"] == []
    assert phone.post(f"{API}/mark-all-as-read", data={"s": "feed/1"}, headers=auth).text == "OK"


def test_rss_guard_asks_for_more_than_there_ever_is(phone: TestClient, auth: dict[str, str]) -> None:
    stream = quote(READING_LIST, safe="")
    told = phone.get(f"{API}/stream/items/ids?output=json&n=200000&s={stream}&ot=1700000000", headers=auth).json()
    assert (len(told["itemRefs"]), "continuation" in told) == (2, False)
    path = f"{API}/stream/contents/{quote('feed/1', safe='')}?output=json&n=2000000"
    [item] = phone.get(path, headers=auth).json()["items"]
    assert [link["type"] for link in item["alternate"]] == ["text/html"], "any other would be taken for a file"
    body = f"a={STARRED}&i={item['id']}"
    assert phone.post(f"{API}/edit-tag", content=body, headers={**auth, **FORM}).text == "OK"
    assert len(ids(phone, auth, f"s={STARRED}")) == 1


@pytest.mark.parametrize("read", [True, False])
def test_newsboat_says_twice_what_is_read(phone: TestClient, auth: dict[str, str], read: bool) -> None:
    url = f"{API}/stream/contents/{quote('feed/1', safe='')}?n=20"
    [item] = phone.get(url, headers=auth).json()["items"]
    token = phone.get(f"{API}/token", headers=auth).text
    on, off = (READ, f"{STATE}kept-unread") if read else (f"{STATE}kept-unread", READ)
    more = "" if read else f"&a={STATE}tracking-kept-unread"
    body = f"i={item['id']}&a={on}&r={off}{more}&ac=edit&T={token}"
    assert phone.post(f"{API}/edit-tag", content=body, headers={**auth, **FORM}).text == "OK"
    [item] = phone.get(url, headers=auth).json()["items"]
    assert (READ in item["categories"]) is read

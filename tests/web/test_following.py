"""Feeds that admins add on the site: by address, from a list of a region, from another reader's list."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import pytest
from starlette.testclient import TestClient
from tests.web.conftest import Browser, browser, csrf

from twosource.errors import Unreachable
from twosource.gathering.finding import Discovered, discovered
from twosource.gathering.http import Fetcher
from twosource.gathering.packs import PACKS, pack
from twosource.gathering.visits import FeedRead, here
from twosource.reading.decode import decode
from twosource.reading.feedlinks import FeedLink
from twosource.reading.feedlists import subscriptions
from twosource.service.subscriptions import LONGEST_ADDRESS, followed
from twosource.store import Database
from twosource.store.accounts import Role
from twosource.store.acts import acts
from twosource.web.site import Site

FEED = "https://courier.example/rss"
TOO_LONG = b'<opml><body><outline xmlUrl="https://a.example/%s"/></body></opml>' % (b"a" * LONGEST_ADDRESS)
LIST = b"""<opml version="2.0"><body><outline text="Coast">
<outline text="The Courier" xmlUrl="https://courier.example/rss" htmlUrl="https://courier.example/"/>
<outline text="The Herald" xmlUrl="https://herald.example/feed"/>
<outline text="Lost" xmlUrl="herald"/>
</outline></body></opml>"""


def _found(url: str) -> Discovered:
    if url != "https://courier.example/":
        raise Unreachable(url, "no such host", "check the address")
    read = FeedRead((), 0, title="The Courier", link="https://courier.example/", language="en")
    return Discovered(FEED, read, (FeedLink("https://courier.example/sport", "Sport", told=True),))


@pytest.fixture
def finding(site: Site) -> TestClient:
    """A browser of a site that may look for feeds."""
    return browser(replace(site, finder=_found))


def _add(client: TestClient, **fields: str) -> str:
    answer = client.post("/admin/feeds/add", data={"csrf": csrf(client), **fields})
    assert answer.status_code == 200
    return answer.text


def _import(client: TestClient, held: bytes, name: str = "feeds.opml") -> tuple[int, str]:
    answer = client.post("/admin/feeds/import", data={"csrf": csrf(client)}, files={"list": (name, held)})
    return answer.status_code, answer.text


def test_of_a_site_its_feed_is_found_and_read(finding: TestClient, store: Database) -> None:
    told = _add(finding, address=" courier.example/ ", owner="Ledger & Row")
    assert "1 feed is new" in told
    assert "https://courier.example/sport" in told, "its site tells of another"
    [one] = followed(store).values()
    assert (one.url, one.about.title, one.about.site) == (FEED, "The Courier", "https://courier.example/")
    assert (one.about.owner, one.about.language, one.outlet) == ("Ledger & Row", "en", "The Courier")
    assert [(act.did, act.subject) for act in acts(store, 9)] == [("follow", FEED)]


def test_what_cannot_be_found_is_told_and_not_taken(finding: TestClient, store: Database) -> None:
    told = _add(finding, address="https://nowhere.example/")
    assert "no such host; check the address" in told
    assert "Not taken" in told
    assert followed(store) == {}
    assert acts(store, 9) == []


def test_an_address_inside_our_network_is_not_asked(site: Site, store: Database) -> None:
    reaching = browser(replace(site, finder=partial(discovered, Fetcher(), here, patience=5)))
    told = _add(reaching, address="http://127.0.0.1:9/feed")
    assert "127.0.0.1 is a private address" in told
    assert followed(store) == {}


def test_what_the_admin_says_of_outlet_and_owner_stays_when_it_is_added_again(
    finding: TestClient, store: Database
) -> None:
    _add(finding, address="https://courier.example/", outlet="Courier", owner="Ledger & Row")
    assert "1 was read already, and is asked again" in _add(finding, address="https://courier.example/")
    [one] = followed(store).values()
    assert (one.outlet, one.about.owner) == ("Courier", "Ledger & Row")


def test_a_site_that_may_ask_no_other_takes_an_address_as_it_stands(client: TestClient, store: Database) -> None:
    _add(client, address=FEED)
    assert list(followed(store)) == [FEED]
    assert "the feed that it tells of is found" not in client.get("/admin/feeds").text


def test_a_list_from_another_reader_is_read_as_a_whole(client: TestClient, store: Database) -> None:
    status, told = _import(client, LIST)
    assert status == 200
    assert "2 feeds are new" in told
    assert "&#39;herald&#39; is no address of a feed" in told
    assert {one.about.folder for one in followed(store).values()} == {("Coast",)}
    assert [(act.did, act.subject) for act in acts(store, 9)] == [("follow", "feeds.opml (2)")]
    assert "0 feeds are new" in _import(client, LIST)[1]


@pytest.mark.parametrize(
    ("held", "why"),
    [
        (b"", "Choose a file"),
        (b"news", "not a list of feeds"),
        (b"<opml><body/></opml>", "no feed in it"),
        (TOO_LONG, "characters"),
    ],
)
def test_what_is_no_list_is_told_so(client: TestClient, store: Database, held: bytes, why: str) -> None:
    _, told = _import(client, held, "feeds.opml" if held else "")
    assert why in told
    assert followed(store) == {}


def test_a_list_over_the_limit_is_refused_before_it_is_read(client: TestClient, store: Database) -> None:
    assert _import(client, LIST + b" " * 1_000_000)[0] == 413
    assert followed(store) == {}


def test_a_file_is_taken_where_one_is_asked_for_and_nowhere_else(client: TestClient) -> None:
    text = client.post("/admin/feeds/import", data={"csrf": csrf(client), "list": "<opml/>"})
    assert (text.status_code, "a file was asked for" in text.text) == (400, True)
    file = client.post("/admin/feeds/add", data={"csrf": csrf(client)}, files={"address": ("a", b"b")})
    assert file.status_code == 400


@pytest.mark.parametrize("name", PACKS)
def test_the_outlets_of_a_region_are_read_at_one_press(client: TestClient, store: Database, name: str) -> None:
    answer = client.post("/admin/feeds/pack", data={"csrf": csrf(client), "pack": name})
    listed = subscriptions(name, decode(pack(name)))
    assert answer.status_code == 200
    assert set(followed(store)) == {one.url for one in listed}
    assert f"and {len(listed) - 20} more" in answer.text or len(listed) <= 20


def test_a_region_that_is_none_is_refused(client: TestClient, store: Database) -> None:
    assert client.post("/admin/feeds/pack", data={"csrf": csrf(client), "pack": "atlantis"}).status_code == 400
    assert followed(store) == {}


def test_the_list_is_taken_along_as_other_readers_take_it(client: TestClient, store: Database) -> None:
    _import(client, LIST)
    answer = client.get("/admin/feeds/list.opml")
    assert answer.headers["content-disposition"] == 'attachment; filename="feeds.opml"'
    taken = subscriptions("list", answer.text)
    assert {one.url for one in taken} == set(followed(store))


def test_admins_alone_add_feeds_and_are_led_there(members: Browser, client: TestClient, store: Database) -> None:
    for role in (Role.READER, Role.EDITOR):
        assert members(role).get("/admin/feeds").status_code == 403
        assert "Add feeds</a>" not in members(role).get("/feeds").text
    for page in ("/", "/feeds", "/admin"):
        assert 'href="/admin/feeds"' in members(Role.ADMIN).get(page).text, page

"""Feeds of lists: what other readers' apps take."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import feedparser
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from twosource.rendering.feeds import FeedEntry, FeedOf, addresses, atom, entry_id, json_feed

WHEN = datetime(2026, 3, 20, 8, 5, tzinfo=UTC)
LATER = datetime(2026, 3, 21, 9, 0, 7, tzinfo=UTC)
ATOM = "{http://www.w3.org/2005/Atom}"


def _entry(
    number: int = 7, title: str = "Fire guts mill", body: str = "<p>A fire.</p>", author: str = "Courier"
) -> FeedEntry:
    return FeedEntry(number, "https://news.example/stories/a", title, author, WHEN, LATER, ("fires",), body)


def _feed(*entries: FeedEntry) -> FeedOf:
    return FeedOf("TwoSource", "https://news.example/", "https://news.example/front.atom", WHEN, entries)


def test_an_atom_feed_has_what_the_standard_asks_for() -> None:
    root = etree.fromstring(atom(_feed(_entry())))
    assert root.tag == f"{ATOM}feed"
    for element in (root, root.find(f"{ATOM}entry")):
        assert element is not None
        assert all(len(element.findall(f"{ATOM}{name}")) == 1 for name in ("id", "title", "updated"))
    assert root.find(f"{ATOM}link[@rel='self']").get("href") == "https://news.example/front.atom"
    assert root.findtext(f"{ATOM}entry/{ATOM}author/{ATOM}name") == "Courier"


def test_a_feed_is_as_new_as_its_newest_entry() -> None:
    assert etree.fromstring(atom(_feed(_entry()))).findtext(f"{ATOM}updated") == "2026-03-21T09:00:07Z"
    assert etree.fromstring(atom(_feed())).findtext(f"{ATOM}updated") == "2026-03-20T08:05:00Z"


def test_an_id_stays_whatever_the_story_is_called() -> None:
    assert entry_id("https://News.Example:8443/stories/a", 7) == entry_id("https://news.example/stories/b", 7)
    assert entry_id("https://news.example/", 7) == "tag:news.example,2026:entry/7"


def test_markup_of_a_title_is_text() -> None:
    [entry] = feedparser.parse(atom(_feed(_entry(title="<script>x</script> & “quotes”")))).entries
    assert "script" in atom(_feed(_entry(title="<script>"))).decode()
    assert b"<script>" not in atom(_feed(_entry(title="<script>")))
    assert entry.id == "tag:news.example,2026:entry/7"


@given(st.text(max_size=40), st.text(max_size=40))
def test_any_text_makes_a_feed_that_can_be_read(title: str, body: str) -> None:
    feed = _feed(_entry(title=title, body=body, author=title))
    assert etree.fromstring(atom(feed)) is not None
    assert json.loads(json_feed(feed))["items"][0]["id"]


def test_a_json_feed_has_what_its_version_asks_for() -> None:
    told = json.loads(json_feed(_feed(_entry())))
    assert told["version"] == "https://jsonfeed.org/version/1.1"
    assert told["title"]
    [item] = told["items"]
    assert item == {
        "id": "tag:news.example,2026:entry/7",
        "url": "https://news.example/stories/a",
        "title": "Fire guts mill",
        "content_html": "<p>A fire.</p>",
        "date_published": "2026-03-20T08:05:00Z",
        "date_modified": "2026-03-21T09:00:07Z",
        "authors": [{"name": "Courier"}],
        "tags": ["fires"],
    }


def test_where_the_feeds_of_a_list_are() -> None:
    assert list(addresses("/").values()) == ["/front.atom", "/front.feed.json"]
    assert list(addresses("/search", "q=mill").values()) == ["/search.atom?q=mill", "/search.feed.json?q=mill"]

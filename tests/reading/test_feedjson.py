from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twosource.reading.feedjson import json_feed
from twosource.reading.feedvalues import Category, Entry, Feed, Link, Media, MediaKind, Person, Text

VERSION = "https://jsonfeed.org/version/1.1"


def read(**members: Any) -> Feed:
    found = json_feed(json.dumps({"version": VERSION, **members}), "https://x.example/feed.json")
    assert found is not None
    return found


def test_a_feed_says_who_it_is() -> None:
    feed = read(
        title="Harbour Gazette",
        home_page_url="/",
        feed_url="https://x.example/feed.json",
        next_url="?page=2",
        description="News of the port",
        language="en",
        authors=[{"name": "Mara Quill", "url": "https://x.example/mara"}],
        hubs=[{"type": "WebSub", "url": "https://hub.example/"}],
    )
    assert feed == Feed(
        title="Harbour Gazette",
        link="https://x.example/",
        id="https://x.example/feed.json",
        subtitle=Text("News of the port", html=False),
        language="en",
        authors=(Person("Mara Quill", url="https://x.example/mara"),),
        links=(
            Link("https://x.example/"),
            Link("https://x.example/feed.json", "self"),
            Link("https://hub.example/", "hub"),
            Link("https://x.example/feed.json?page=2", "next"),
        ),
    )


def test_an_item_keeps_all_that_it_gives() -> None:
    item = {
        "id": 7,
        "external_url": "https://x.example/7",
        "title": "A <b> ferry",
        "content_html": "<p>Long</p>",
        "content_text": "Long",
        "summary": "Short",
        "date_published": "2024-03-05T09:30:00Z",
        "date_modified": "soon",
        "author": {"name": "Mara Quill"},
        "tags": ["ports", 3],
        "image": "/a.jpg",
        "attachments": [
            {
                "url": "/a.mp3",
                "mime_type": "audio/mpeg",
                "size_in_bytes": 9,
                "title": "Tide",
                "duration_in_seconds": 90,
            },
            {"url": "/b", "size_in_bytes": -1},
            {},
        ],
    }
    assert read(items=[item, "none"]).entries == (
        Entry(
            id="7",
            link="https://x.example/7",
            title="A <b> ferry",
            authors=(Person("Mara Quill"),),
            published=datetime(2024, 3, 5, 9, 30, tzinfo=UTC),
            summary=Text("Short", html=False),
            content=(Text("<p>Long</p>"), Text("Long", html=False)),
            media=(
                Media("https://x.example/a.mp3", MediaKind.ENCLOSURE, "audio/mpeg", 9, "Tide", 90),
                Media("https://x.example/b", MediaKind.ENCLOSURE),
                Media("https://x.example/a.jpg", MediaKind.THUMBNAIL),
            ),
            categories=(Category("ports"),),
            links=(Link("https://x.example/7"),),
        ),
    )


@pytest.mark.parametrize("text", ["", "[]", "{", "[" * 100_000])
def test_what_is_no_object_is_none(text: str) -> None:
    assert json_feed(text) is None


JSON = st.recursive(st.none() | st.booleans() | st.integers() | st.text(), lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["url", "name", "id", "title", "tags", "items"]), inner, max_size=4), max_leaves=12)  # fmt: skip # noqa: E501
MEMBERS = st.sampled_from(["items", "title", "authors", "author", "hubs", "language", "home_page_url"])


@given(st.dictionaries(MEMBERS, JSON))
def test_members_of_any_type_are_read_or_passed_over(members: dict[str, Any]) -> None:
    assert isinstance(read(**members), Feed)

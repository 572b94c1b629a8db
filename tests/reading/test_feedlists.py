from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twosource.errors import Malformed, TooLarge
from twosource.reading import feedlists
from twosource.reading.feedlists import Subscription, listed, opml, subscriptions

GAZETTE = Subscription(
    url="https://harbourgazette.example/rss",
    title='Harbour "Gazette" & <Post>',
    site="https://harbourgazette.example/",
    folder=("North", "Ports"),
    outlet="harbour-gazette",
    owner="Quill Media",
    language="en-GB",
    country="GB",
)


def test_what_other_readers_write_is_read() -> None:
    text = """\ufeff<?xml version="1.0"?><!DOCTYPE opml [<!ENTITY x SYSTEM "file:///etc/hostname">]>
    <opml version="1.0"><head><title>Mine</title></head><body>
      <outline text="Ports &amp; Sea"><outline text="Gazette" type="rss" xmlUrl="https://x.example/rss" htmlUrl="https://x.example"/>
        <outline text="Deep"><outline title="Marsh" text="M" xmlurl="https://marsh.example/rss"/></outline></outline>
      <outline text="Gazette again" xmlUrl="https://x.example/rss"/>
      <outline text="&x;Bare" xmlUrl="https://y.example/rss"/><outline xmlUrl="javascript:alert(1)" text="bad"/>
    </body></opml>"""
    assert subscriptions("list.opml", text) == (
        Subscription("https://x.example/rss", "Gazette", "https://x.example", ("Ports & Sea",)),
        Subscription("https://marsh.example/rss", "Marsh", None, ("Ports & Sea", "Deep")),
        Subscription("https://y.example/rss", "&x;Bare"),
    )


def test_a_list_that_is_cut_off_gives_what_it_has() -> None:
    text = '<OPML><body><outline text="A"><outline text="B" xmlUrl="https://x.example/rss"/><outline text="C" xmlU'
    assert [one.title for one in subscriptions("x", text)] == ["B"]


def test_what_is_written_reads_back_as_it_was() -> None:
    others = (Subscription("https://a.example/"), Subscription("https://b.example/", "B", folder=("North",)))
    assert set(subscriptions("x", opml([GAZETTE, *others], title="Mine"))) == {
        GAZETTE,
        Subscription("https://a.example/", "https://a.example/"),
        others[1],
    }


def test_others_find_what_they_know() -> None:
    text = opml([GAZETTE], title="Mine \x00", made=datetime(2024, 3, 5, tzinfo=UTC))
    assert 'type="rss"' in text
    assert 'xmlUrl="https://harbourgazette.example/rss"' in text
    assert "<dateCreated>Tue, 05 Mar 2024 00:00:00 +0000</dateCreated>" in text
    assert "<title>Mine </title>" in text


@pytest.mark.parametrize("text", ["", "<html/>", "opml", "<opmlx/>"])
def test_what_is_no_list_is_named(text: str) -> None:
    with pytest.raises(Malformed, match=r"list\.opml"):
        subscriptions("list.opml", text)


def test_too_many_feeds_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feedlists, "MAX_FEEDS", 2)
    with pytest.raises(TooLarge):
        subscriptions("x", opml([Subscription(f"https://x.example/{n}") for n in range(3)], title=""))


def test_an_address_that_is_none_is_named_and_the_rest_is_read() -> None:
    wrong = '<outline text="Wrong" xmlUrl="htp:/nowhere at all"/><outline text="Empty" xmlUrl=" "/>'
    found = listed("list.opml", opml([GAZETTE], title="").replace("<body>", f"<body>{wrong}{wrong}"))
    [error] = [one for one in found if isinstance(one, Malformed)]
    assert str(error).startswith("list.opml: 'htp:/nowhere at all' is no address of a feed")
    assert [one for one in found if isinstance(one, Subscription)] == [GAZETTE]


WORDS = st.text(st.characters(exclude_categories=("C", "Z")), min_size=1, max_size=12)
FEEDS = st.builds(
    Subscription,
    url=st.integers(0, 99).map("https://x.example/{}".format),
    title=WORDS,
    site=st.none() | st.just("https://x.example/"),
    folder=st.lists(WORDS, max_size=2).map(tuple),
    outlet=st.none() | WORDS,
    owner=st.none() | WORDS,
    language=st.none() | WORDS,
    country=st.none() | WORDS,
)


@given(st.lists(FEEDS, unique_by=lambda feed: feed.url, max_size=8), st.text(max_size=10))
def test_any_list_reads_back(feeds: list[Subscription], title: str) -> None:
    assert set(subscriptions("x", opml(feeds, title=title))) == set(feeds)

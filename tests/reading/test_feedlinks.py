from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twosource.reading import feedlinks
from twosource.reading.feedlinks import WELL_KNOWN, FeedLink, found_in

SITE = "https://harbourgazette.example/news/"


def told(html: str, url: str = SITE) -> list[FeedLink]:
    return [link for link in found_in(html, url) if link.told]


def test_what_a_page_says_for_machines_comes_in_its_order() -> None:
    html = (
        "<html><head><link rel='alternate' type='application/rss+xml' title='All &amp; more' href='/rss'>"
        "<link rel='ALTERNATE home' type='application/atom+xml; charset=utf-8' href='atom.xml'>"
        "<link rel='alternate' type='application/feed+json' href='https://feeds.example/hg.json'>"
        "<link rel='feed' href='/other'></head></html>"
    )
    assert told(html) == [
        FeedLink("https://harbourgazette.example/rss", "All & more", "application/rss+xml"),
        FeedLink("https://harbourgazette.example/news/atom.xml", None, "application/atom+xml"),
        FeedLink("https://feeds.example/hg.json", None, "application/feed+json"),
        FeedLink("https://harbourgazette.example/other"),
    ]


@pytest.mark.parametrize(
    "link",
    [
        "<link rel='stylesheet' type='text/css' href='/a.css'>",
        "<link rel='alternate' hreflang='fr' href='/fr'>",
        "<link rel='alternate' type='application/json' href='/wp-json/wp/v2/pages/7'>",
        "<link rel='alternate' type='application/rss+xml' href='javascript:alert(1)'>",
        "<link rel='alternate' type='application/rss+xml'>",
        "<link rel='alternate' type='application/rss+xml' href='https://harbourgazette.example/news/'>",
        "<a href='/feedback'>Feedback</a>",
        "<a name='feed'>Feed</a>",
        "<a href='https://elsewhere.example/feed/'>Our sponsors</a>",
    ],
)
def test_what_is_no_feed_is_passed_over(link: str) -> None:
    assert told(f"<html><head>{link}</head></html>") == []


def test_links_for_readers_come_after_and_feeds_of_comments_last() -> None:
    html = (
        "<link rel='alternate' type='application/rss+xml' title='Comments on Ferry' href='/ferry/feed'>"
        "<a href='/feeds/world.xml#top'>World</a><a href='https://feeds.example/rss/hg'>RSS</a>"
        "<link rel='alternate' type='application/rss+xml' href='/feed'>"
    )
    assert [link.url.rpartition(".example")[2] for link in told(html)] == [
        "/feed",
        "/feeds/world.xml",
        "/rss/hg",
        "/ferry/feed",
    ]


def test_a_page_may_move_its_base() -> None:
    html = "<base href='https://static.example/'><link rel='alternate' type='text/xml' href='rss'>"
    assert told(html)[0].url == "https://static.example/rss"


def test_where_feeds_often_are_is_tried_last_and_nothing_is_told_twice() -> None:
    found = found_in("<link rel='alternate' type='application/rss+xml' href='/rss'>", SITE)
    assert [link.told for link in found] == [True] + [False] * (len(WELL_KNOWN) - 1)
    assert found[1].url == "https://harbourgazette.example/feed/"
    assert len({link.url for link in found}) == len(found)


@pytest.mark.parametrize("text", ["", "   ", "<!-- -->", "<div>" * 10_000, "no markup"])
def test_a_page_that_says_nothing_leaves_the_guesses(text: str) -> None:
    assert len(found_in(text, SITE)) == len(WELL_KNOWN)


def test_what_is_no_web_page_has_no_feeds() -> None:
    assert found_in("", "file:///etc/") == ()


def test_a_directory_of_feeds_is_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feedlinks, "MAX_FOUND", 3)
    assert len(told("".join(f"<a href='/rss/{number}'>x</a>" for number in range(9)))) == 3


@given(st.text(alphabet="<>/='\" linkahrefrssatom[:?#&", max_size=200), st.text(max_size=20))
def test_any_page_gives_web_addresses(text: str, path: str) -> None:
    for link in found_in(text, f"https://x.example/{path}"):
        assert link.url.startswith(("http://", "https://"))

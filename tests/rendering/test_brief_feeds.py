from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime, timedelta, timezone

import feedparser
from lxml import etree
from tests.rendering import sample
from tests.rendering.html import parse

from twosource.model import Brief, BriefStory, Counts, Helper, Line, LineRole
from twosource.rendering.brief_feeds import Issue, body, brief_atom, brief_json_feed

MADE = datetime(2031, 5, 8, 6, 0, tzinfo=timezone(timedelta(hours=2)))
ISSUE = Issue(sample.BRIEF, MADE, "https://news.example/briefs/7")


def test_an_atom_feed_that_others_can_read() -> None:
    feed = feedparser.parse(brief_atom([ISSUE], sample.OUTLETS, url="https://news.example/briefs.atom"))
    assert not feed.bozo
    assert (feed.feed.id, feed.feed.updated) == ("https://news.example/briefs.atom", "2031-05-08T04:00:00Z")
    (entry,) = feed.entries
    assert (entry.link, entry.updated) == ("https://news.example/briefs/7", "2031-05-08T04:00:00Z")
    assert entry.id.startswith("urn:sha256:")
    assert "1–7 May 2031" in entry.title
    assert sample.BRIEF.stories[0].lines[0].passage.text in " ".join(
        parse(entry.content[0].value).text_content().split()
    )


def test_a_json_feed_tells_the_same() -> None:
    feed = json.loads(brief_json_feed([ISSUE], sample.OUTLETS, url="https://news.example/briefs.json"))
    assert (feed["version"], feed["feed_url"]) == (
        "https://jsonfeed.org/version/1.1",
        "https://news.example/briefs.json",
    )
    (item,) = feed["items"]
    assert (item["id"], item["url"], item["date_published"]) == (ISSUE.id, ISSUE.url, "2031-05-08T04:00:00Z")
    assert item["content_html"] == body(ISSUE, sample.OUTLETS)


def test_the_latest_brief_comes_first_whatever_the_order() -> None:
    later = replace(ISSUE, made=MADE + timedelta(days=7), brief=replace(sample.BRIEF, stories=()))
    forth, back = (brief_atom(order, sample.OUTLETS) for order in ([ISSUE, later], [later, ISSUE]))
    assert forth == back
    assert feedparser.parse(forth).entries[0].updated == "2031-05-15T04:00:00Z"


def test_a_brief_made_again_is_the_same_entry_and_another_is_not() -> None:
    assert replace(ISSUE, made=MADE + timedelta(1)).id == ISSUE.id
    assert replace(ISSUE, brief=replace(sample.BRIEF, stories=())).id != ISSUE.id


def test_a_feed_without_briefs_is_a_feed() -> None:
    assert feedparser.parse(brief_atom([], {})).feed.updated == "1970-01-01T00:00:00Z"
    assert json.loads(brief_json_feed([], {}))["items"] == []


def test_a_body_has_no_script_style_or_picture_and_the_news_is_escaped() -> None:
    page = parse(body(ISSUE, sample.OUTLETS))
    assert not page.xpath("//script | //style | //img | //@style | //@class")


def test_a_brief_without_stories_says_so() -> None:
    assert "No story falls into this period" in body(Issue(Brief(None, None, ()), MADE), {})


def test_helpers_and_what_was_told_before_stand_in_small_print() -> None:
    story = sample.BRIEF.stories[0]
    passage = story.lines[0].passage
    line = Line(
        LineRole.CORRECTED, passage, Counts(1, 1, 1, 1), helpers=(Helper(passage.end, "5 May"),), before="It sank."
    )
    told = BriefStory(story.dossier, story.why, (line,))
    found = parse(body(Issue(Brief(None, None, (told,)), MADE), sample.OUTLETS))
    assert "[= 5 May]" in " ".join(small.text_content() for small in found.xpath("//small"))
    assert [quoted.text_content() for quoted in found.xpath("//q")] == ["It sank."]


def test_what_xml_cannot_hold_is_left_out() -> None:
    title = "Bri\x08efs \ud800of \ufffethe week"
    feed = etree.fromstring(
        brief_atom([replace(ISSUE, url="https://news.example/\x00")], sample.OUTLETS, title=title).encode()
    )
    assert feed.findtext("{*}title") == "Briefs of the week"

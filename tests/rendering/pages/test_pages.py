"""What holds for every page of the reader, on the sample and on its hostile twin."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from itertools import pairwise
from urllib.parse import urlsplit

import pytest
from tests.rendering import hostile, html, sample

from twosource.model import Brief, BriefStory, Dossier, Origin, OriginKind, Outlet, Report, Span, Topic, TopicKind
from twosource.rendering import labels
from twosource.rendering.addresses import plain
from twosource.rendering.mastheads import mastheads
from twosource.rendering.pages import lists
from twosource.rendering.pages.cards import Card, lead_of
from twosource.rendering.pages.frame import Content, Frame, content, framed, message
from twosource.rendering.pages.front import Front, front_page
from twosource.rendering.pages.outlet import Figures, OutletPage, outlet_in, outlet_page
from twosource.rendering.pages.report import report_page
from twosource.rendering.pages.speaker import Spoken, speaker_page, spoken_in
from twosource.rendering.pages.story import GLANCE, PARTS, SiteStory, beside_page, part_page, story_page
from twosource.rendering.words import ENGLISH

WHEN = datetime(2031, 5, 8, 9, tzinfo=UTC)


def card(dossier: Dossier, outlets: Mapping[str, Outlet]) -> Card:
    names = tuple(dict.fromkeys(head.name for head in mastheads(dossier.reports, outlets).values()))
    return Card(dossier.id, dossier.title, dossier.counts, names, WHEN, WHEN, lead_of(dossier, outlets, ENGLISH))


def outlet_of(dossier: Dossier) -> str:
    """The key of the outlet whose page is made."""
    return (dossier.reports[1].outlet or "").casefold()


def fronts(one: Card) -> dict[str, Content]:
    return {
        "front": front_page(Front((one, one, one), (one,), "2031 x", 2), ENGLISH),
        "empty front": front_page(Front((), ()), ENGLISH),
        "slow front": front_page(Front((), (), waiting=3), ENGLISH),
    }


def stories(dossier: Dossier, outlets: Mapping[str, Outlet]) -> dict[str, Content]:
    """A story, its parts, and its reports."""
    parts = {f"part {part}": part_page(dossier, outlets, part, ENGLISH) for part in PARTS}
    made = {
        "story": story_page(dossier, outlets, ENGLISH),
        "beside": beside_page(dossier, outlets, [], ENGLISH),
        "report": report_page(dossier.reports[1], dossier, outlets, ENGLISH),
        "report alone": report_page(dossier.reports[1], None, outlets, ENGLISH),
    }
    assert all(parts.values())
    return {**made, **{name: told for name, told in parts.items() if told}}


def subjects(dossier: Dossier, outlets: Mapping[str, Outlet], one: Card) -> dict[str, Content]:
    """A speaker, an outlet, a topic."""
    name, days = outlet_of(dossier), [(WHEN.date(), 2), (WHEN.date().replace(day=20), 1)]
    spoken = spoken_in(dossier, one, outlets, dossier.utterances[0].speaker.key, ENGLISH)
    has = outlet_in(dossier, one, name, ENGLISH)
    assert spoken
    assert has
    said = Spoken(dossier.title, spoken.speaker.kind, 3, 1, (spoken,), [(name, 2)], days, "/x")
    wire = [(Origin(OriginKind.WIRE, dossier.title), 2)]
    its = OutletPage(dossier.title, Figures(1, 3, 1, 9, 4), wire, (has,), None, "/x")
    topic = Topic("a b", dossier.title, TopicKind.SUBJECT)
    return {
        "speaker": speaker_page(said, ENGLISH),
        "outlet": outlet_page(its, ENGLISH),
        "topic": lists.topic_page(lists.TopicPage(topic, (one,), ((topic, 2),), "/x"), ENGLISH),
    }


def searches(dossier: Dossier, outlets: Mapping[str, Outlet], one: Card) -> dict[str, Content]:
    passage, halves = dossier.statements[0].testimonies[0].passage, (Span(0, 4), Span(6, 9))
    marks = tuple(Span(at.start + passage.start, at.end + passage.start) for at in halves)
    found = tuple(lists.SearchHit(report, passage, one, marks, halves) for report in dossier.reports)
    return {
        "search": lists.search_page(lists.Search(dossier.title, found, older="1"), outlets, ENGLISH),
        "wrong search": lists.search_page(lists.Search(dossier.title, wrong=dossier.title), outlets, ENGLISH),
        "no search": lists.search_page(lists.Search(), outlets, ENGLISH),
        "nothing found": lists.search_page(lists.Search(dossier.title), outlets, ENGLISH),
    }


def briefs(dossier: Dossier, outlets: Mapping[str, Outlet]) -> dict[str, Content]:
    brief = Brief(None, None, (BriefStory(dossier, (("origins", 2.0),), sample.BRIEF.stories[0].lines),))
    return {
        "briefs": lists.briefs_page([lists.BriefEntry("ab", WHEN)], ENGLISH),
        "no briefs": lists.briefs_page([], ENGLISH),
        "brief": lists.brief_page(brief, outlets, ENGLISH),
    }


def feeds(dossier: Dossier) -> dict[str, Content]:
    title, name = dossier.title, outlet_of(dossier)
    feed = lists.FeedEntry(
        "https://a.example/f", title, "gone", False, title, name, WHEN, None, 1, 2, 3, ((title, 2),)
    )  # fmt: skip
    new = lists.FeedEntry("https://b.example/f", "b.example", "new", True, "")
    return {"feeds": lists.feeds_page([feed, new], ENGLISH), "no feeds": lists.feeds_page([], ENGLISH)}


def plain_pages() -> dict[str, Content]:
    """Pages without any news."""
    return {
        "keys": lists.keys_page(ENGLISH),
        "saved": lists.saved_page(ENGLISH),
        "offline": lists.saved_page(ENGLISH, offline=True),
        "pending": message(ENGLISH, "pending"),
    }


def pages(dossier: Dossier, outlets: Mapping[str, Outlet]) -> dict[str, Content]:
    """Every page of the reader, by what it shows."""
    one = card(dossier, outlets)
    return {
        **fronts(one),
        **stories(dossier, outlets),
        **subjects(dossier, outlets, one),
        **searches(dossier, outlets, one),
        **briefs(dossier, outlets),
        **feeds(dossier),
        **plain_pages(),
    }


FRAME = Frame(now=WHEN, query="a \"b'", accounts=True, account="Ada <b>", token="t", feeds={"application/atom+xml": "/front.atom?q=%22"}, read=("a<b", 'c"'), tools=(("/x", "Do"),))  # noqa: S106, E501  # fmt: skip
PAGES = {name: framed(told, FRAME) for name, told in pages(sample.DOSSIER, sample.OUTLETS).items()}
HOSTILE = {name: framed(told, FRAME) for name, told in pages(hostile.DOSSIER, {}).items()}

each = pytest.mark.parametrize("name", PAGES)
both = pytest.mark.parametrize("made", [PAGES, HOSTILE], ids=["sample", "hostile"])


@each
@both
def test_ids_stand_once_and_links_within_a_page_lead_somewhere(name: str, made: dict[str, str]) -> None:
    root = html.parse(made[name])
    assert len(html.ids(root)) == len(set(html.ids(root)))
    assert [href for href in html.dangling(root) if href != "#main"] == []


@each
def test_headings_go_down_one_step_at_a_time(name: str) -> None:
    levels = html.headings(html.parse(PAGES[name]))
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(below - above <= 1 for above, below in pairwise(levels))


@each
def test_landmarks_language_and_the_way_to_the_content(name: str) -> None:
    root = html.parse(PAGES[name])
    assert root.get("lang") == "en"
    assert root.xpath("//body/*[1][self::a]/@href") == ["#main"]
    assert all(len(root.xpath(f"//body/{landmark}")) == 1 for landmark in ("header", "main", "footer"))
    assert root.xpath("//form[@role='search']//label[@for='q']")
    assert root.xpath("//title")[0].text_content().endswith(" · TwoSource")


@each
@both
def test_nothing_stands_in_a_page_that_the_policy_forbids(name: str, made: dict[str, str]) -> None:
    root = html.parse(made[name])
    assert not root.xpath("//style | //@style | //script[not(@src)]")
    assert not root.xpath("//@*[starts-with(name(), 'on')]")
    assert all(src.startswith("/static/") for src in root.xpath("//script/@src | //link[@rel='stylesheet']/@href"))


@each
def test_nothing_of_the_news_becomes_markup(name: str) -> None:
    root = html.parse(HOSTILE[name])
    assert not root.xpath("//img | //main//script")
    assert len(root.xpath("//script")) == 1
    assert "onerror=alert(1)>" not in re.sub(r"&gt;", "", HOSTILE[name]) or "<img" not in HOSTILE[name]
    hrefs = [str(href) for href in root.xpath("//@href | //form/@action")]
    assert all(urlsplit(href).scheme in {"", "https", "http"} for href in hrefs)


@each
@both
def test_addresses_of_ours_are_steps_that_come_back(name: str, made: dict[str, str]) -> None:
    root = html.parse(made[name])
    known = {hostile.DOSSIER.id, sample.DOSSIER.id, "ab"}
    for href in root.xpath("//a/@href[starts-with(., '/stories/')]"):
        assert plain(urlsplit(str(href)).path.split("/")[2]) in known


@each
def test_words_of_the_news_have_their_own_direction(name: str) -> None:
    root = html.parse(HOSTILE[name])
    for element in root.xpath("//*[contains(text(), '\u202e')][not(self::title)]"):
        near = element.xpath("ancestor-or-self::*[@dir='auto' or self::bdi]")
        assert near, element.text_content()


def _known(reports: tuple[Report, ...], dossier: Dossier) -> str:
    roles = [role for said in dossier.attributions for role in said.attribution.speaker.roles]
    return html.sources(reports) + "\n" + "\n".join(html.words(one) for one in [dossier.title, *roles])


@each
def test_every_passage_of_theirs_stands_in_a_report(name: str) -> None:
    known = _known(sample.REPORTS, sample.DOSSIER)
    assert [shown for shown in html.theirs(html.parse(PAGES[name])) if shown not in known] == []


@each
def test_every_link_to_a_passage_leads_to_an_id_of_its_reports_page(name: str) -> None:
    there: dict[str, set[str]] = {}
    for report in sample.REPORTS:
        page = framed(report_page(report, sample.DOSSIER, sample.OUTLETS, ENGLISH), FRAME)
        there[f"/reports/{report.id}"] = set(html.ids(html.parse(page)))
    for href in html.parse(PAGES[name]).xpath("//@href[starts-with(., '/reports/')]"):
        path, _, place = str(href).partition("#")
        assert not place or place in there[path]


def test_a_page_that_is_cut_to_a_glance_tells_how_much_it_leaves_out() -> None:
    view = SiteStory(sample.DOSSIER, sample.OUTLETS, ENGLISH, {**GLANCE, "testimonies": 1, "reports": 1}, apart=True)
    assert len(view.cut(sample.DOSSIER.reports, "reports")) == 1
    assert len(view.grid) == 1
    told = content("site/story.jinja", ENGLISH, view=view, shown=10, statuses=labels.SEVERAL)
    root = html.parse(framed(told, FRAME))
    left = [html.words(one.text_content()) for one in root.xpath("//a[@class='rest ours']")]
    assert "2 more" in left
    assert html.dangling(root) == []


def test_sizes_stay_under_what_a_phone_is_to_load() -> None:
    assert max(len(page.encode()) for page in PAGES.values()) < 60_000


def test_what_was_asked_for_is_marked_and_all_else_is_escaped() -> None:
    report = Report("r", "<b>so</b> & so", title=" a <i>so</i>\n")
    found = lists.SearchHit(report, report.passage(Span(3, 14)), None, (Span(3, 5), Span(12, 14)), (Span(6, 8),))
    assert found.marked() == "<mark>so</mark>&lt;/b&gt; &amp; <mark>so</mark>"
    assert found.headline() == "a &lt;i&gt;<mark>so</mark>&lt;/i&gt;"
    assert (lists.SearchHit(Report("r", "x")).marked(), lists.SearchHit(Report("r", "x")).headline()) == ("", "")

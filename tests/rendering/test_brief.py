from __future__ import annotations

from tests.rendering import html, sample

from twosource.model import Brief
from twosource.rendering.brief import brief_page
from twosource.rendering.places import links
from twosource.rendering.story import stories_page

LINK = links([sample.DOSSIER], "stories.html")
PAGE = brief_page(sample.BRIEF, sample.OUTLETS, LINK)
ROOT = html.parse(PAGE)


def test_it_says_what_week_and_how_much() -> None:
    assert html.words(ROOT.xpath("//main/header")[0].text_content()) == "Your week 1 story, 1–7 May 2031"


def test_each_line_has_its_label_and_outlet() -> None:
    labels = [html.words(found.text_content()) for found in ROOT.xpath("//p[contains(@class,'label')]")]
    assert labels == ["What happened", "Shared by 2 origins", "Differs", "Said", "Only in Daily Lantern"]
    assert all(found.xpath(".//bdi[@class='outlet']") for found in ROOT.xpath("//div[@class='line']"))


def test_every_link_leads_to_a_place_in_the_stories() -> None:
    there = set(html.ids(html.parse(stories_page([sample.DOSSIER], sample.OUTLETS))))
    hrefs = [str(href) for href in ROOT.xpath("//main//a/@href")]
    assert len(hrefs) == 6
    assert all(href.startswith("stories.html#") and href.partition("#")[2] in there for href in hrefs)


def test_without_a_dossier_page_lines_lead_to_the_outlets() -> None:
    root = html.parse(brief_page(sample.BRIEF, sample.OUTLETS))
    assert set(root.xpath("//main//a/@href")) == {sample.COURIER.url}


def test_why_shows_the_terms() -> None:
    terms = [html.words(found.text_content()) for found in ROOT.xpath("//details//li")]
    assert terms == [
        "independent origins 2",
        "outlets with a text of their own 3",
        "how much of it is new in this period 0.86",
        "importance, the sum 5.86",
    ]


def test_lines_are_verbatim_and_the_page_stands_alone() -> None:
    known = html.sources(sample.REPORTS)
    assert [shown for shown in html.theirs(ROOT) if shown not in known] == []
    assert html.outside(PAGE) == []
    assert html.headings(ROOT) == [1, 2]


def test_an_empty_brief_says_so() -> None:
    assert "No story falls into this period" in brief_page(Brief(None, None, ()), {})

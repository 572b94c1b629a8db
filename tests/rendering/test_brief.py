from __future__ import annotations

from dataclasses import replace

from tests.rendering import html, sample

from twosource.model import Brief, Counts, Line, LineRole
from twosource.rendering.brief import brief_page
from twosource.rendering.lines import slots
from twosource.rendering.mail import brief_mail
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
        "how much of it is new 0.86",
        "importance, the sum 5.86",
    ]


def test_lines_are_verbatim_and_the_page_stands_alone() -> None:
    known = html.sources(sample.REPORTS)
    assert [shown for shown in html.theirs(ROOT) if shown not in known] == []
    assert html.outside(PAGE) == []
    assert html.headings(ROOT) == [1, 2]


def differing(*lines: Line) -> html.Element:
    return html.parse(brief_page(told(*lines), sample.OUTLETS))


def told(*lines: Line) -> Brief:
    return replace(sample.BRIEF, stories=(replace(sample.BRIEF.stories[0], lines=lines),))


COUNTS = Counts(1, 1, 1, 1)
ONE, OTHER = (value.context for value in sample.DIFFERENCES[0].values)


def labels_of(root: html.Element) -> list[str]:
    return [html.words(found.text_content()) for found in root.xpath("//p[contains(@class,'label')]")]


def test_two_lines_that_differ_have_in_bold_where() -> None:
    root = differing(Line(LineRole.DIFFERS, ONE, COUNTS), Line(LineRole.DIFFERS, OTHER, COUNTS))
    assert [bold.text_content() for bold in root.xpath("//blockquote//b")] == ["12", "15"]
    assert labels_of(root) == ["Differs", ""]


def test_a_line_that_differs_from_the_lead_says_so() -> None:
    root = differing(Line(LineRole.LEAD, ONE, COUNTS), Line(LineRole.DIFFERS, OTHER, COUNTS))
    assert [bold.text_content() for bold in root.xpath("//blockquote//b")] == ["12", "15"]
    assert labels_of(root) == ["What happened", "Differs from the line above"]


def test_lines_that_are_not_there_to_differ_have_nothing_in_bold() -> None:
    root = differing(Line(LineRole.LEAD, ONE, COUNTS), Line(LineRole.SHARED, OTHER, COUNTS))
    assert root.xpath("//blockquote//b") == []


def test_of_slots_that_overlap_the_first_is_marked() -> None:
    (difference,) = sample.DIFFERENCES
    mine, theirs = difference.values
    wider = replace(difference, values=(replace(mine, value="x", slot=mine.context), theirs))
    dossier = replace(sample.DOSSIER, differences=(difference, wider))
    lines = (Line(LineRole.DIFFERS, ONE, COUNTS), Line(LineRole.DIFFERS, OTHER, COUNTS))
    story = replace(sample.BRIEF.stories[0], dossier=dossier, lines=lines)
    assert slots(story, lines[0]) == (mine.context.span,)


def test_the_mail_and_its_text_show_where_lines_differ() -> None:
    mail = brief_mail(told(Line(LineRole.DIFFERS, ONE, COUNTS), Line(LineRole.DIFFERS, OTHER, COUNTS)), sample.OUTLETS)
    assert "<b" in mail.html
    assert html.parse(mail.html).xpath("//p//b/text()") == ["12", "15"]
    assert " · 12\n" in mail.text
    assert " · 15\n" in mail.text


def test_an_empty_brief_says_so() -> None:
    assert "No story falls into this period" in brief_page(Brief(None, None, ()), {})

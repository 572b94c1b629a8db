from __future__ import annotations

from dataclasses import replace
from datetime import date

from tests.rendering import html, sample

from twosource.model import Brief, Development, Helper, Line, LineRole, News, Report, Span
from twosource.rendering.mail import COLUMNS, Ways, brief_mail
from twosource.rendering.places import links

LINK = links([sample.DOSSIER], "https://news.example/stories")
MAIL = brief_mail(sample.BRIEF, sample.OUTLETS, LINK)
ROOT = html.parse(MAIL.html)


def test_the_subject_tells_how_much_and_when() -> None:
    assert MAIL.subject == "Your week: 1 story, 1–7 May 2031"


def test_the_html_has_its_styles_in_it_and_fetches_nothing() -> None:
    assert html.outside(MAIL.html) == []
    assert not ROOT.xpath("//script | //form | //link")
    assert len(ROOT.xpath("//*[@style]")) > 10
    assert "prefers-color-scheme: dark" in MAIL.html


def test_the_text_part_has_every_line_within_its_columns() -> None:
    for line in sample.BRIEF.stories[0].lines:
        assert html.words(line.passage.text) in html.words(MAIL.text)
    assert all(len(line) <= COLUMNS or "https://" in line for line in MAIL.text.splitlines())
    assert "https://news.example/stories#story-1-r1-0-107" in MAIL.text


def test_lines_are_verbatim() -> None:
    known = html.sources(sample.REPORTS)
    assert [shown for shown in html.theirs(ROOT) if shown not in known] == []


def test_fifteen_long_stories_stay_under_eighty_kilobytes() -> None:
    report = Report(
        "r", "Word after word of a long line. " * 10, outlet="Gazette", url="https://gazette.example/" + "x" * 80
    )
    lines = tuple(Line(LineRole.SHARED, report.passage(Span(0, 300)), sample.DOSSIER.counts) for _ in range(7))
    dossier = replace(sample.DOSSIER, reports=(*sample.REPORTS, report))
    story = replace(sample.BRIEF.stories[0], dossier=dossier, lines=lines)
    mail = brief_mail(
        replace(sample.BRIEF, stories=(story,) * 15), sample.OUTLETS, links([dossier], "https://news.example/stories")
    )
    assert len(mail.html.encode()) < 80_000


def test_an_empty_brief_is_a_mail_that_says_so() -> None:
    mail = brief_mail(Brief(None, None, ()), {})
    assert "No story falls into this period" in mail.html
    assert "No story falls into this period" in mail.text


WAYS = Ways("https://news.example/b/7", "https://news.example/me?t=1&u=2", "https://news.example/stop")


def test_the_ways_of_a_reader_stand_at_the_foot_of_both_parts() -> None:
    mail = brief_mail(sample.BRIEF, sample.OUTLETS, LINK, WAYS)
    links_ = html.parse(mail.html).xpath("//a[@class='way' or contains(@style, '0b4a5e')]")
    assert [(link.text_content(), link.get("href")) for link in links_] == list(WAYS.named())
    for words, address in WAYS.named():
        assert f"{words}:\n{address}\n" in mail.text
    assert "Unsubscribe" not in MAIL.html + MAIL.text


def test_a_story_told_before_comes_with_what_has_become_of_it() -> None:
    line = replace(sample.BRIEF.stories[0].lines[0], role=LineRole.CORRECTED, before="It sank.")
    gone = Development(News.CORRECTED, ("It floats.",))
    story = replace(sample.BRIEF.stories[0], lines=(line,), news=(Development(News.CORRECTED, ("It sank.",)), gone))
    mail = brief_mail(replace(sample.BRIEF, stories=(story,), after=date(2031, 4, 30)), sample.OUTLETS)
    for part in (html.parse(mail.html).text_content(), mail.text):
        words = html.words(part)
        assert "Nothing that you were told before" in words
        assert "Corrected · " in words
        assert "You were told: " in words
        assert "It sank." in words
        assert "no longer has what you were told: “It floats.”" in words
        assert "Why it is here: " in words


def test_helpers_are_ours_in_brackets() -> None:
    line = sample.BRIEF.stories[0].lines[0]
    helped = replace(line, helpers=(Helper(line.passage.end, "5 May"), Helper(line.passage.start + 3, "who")))
    story = replace(sample.BRIEF.stories[0], lines=(helped,))
    mail = brief_mail(replace(sample.BRIEF, stories=(story,)), sample.OUTLETS)
    text = line.passage.text
    for part in (html.parse(mail.html).text_content(), mail.text):
        assert html.words(f"{text[:3]} [= who]{text[3:]} [= 5 May]") in html.words(part)

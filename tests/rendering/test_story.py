from __future__ import annotations

import re
import sys
from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest
from tests.rendering import html, sample

from twosource.model import (
    Attribution,
    Change,
    Counts,
    Directness,
    Dossier,
    Edit,
    EditKind,
    Origin,
    OriginKind,
    Report,
    Said,
    Span,
    Speaker,
    SpeakerKind,
    Statement,
    Status,
    Testimony,
)
from twosource.rendering.story import StoryView, shown_edits, stories_page, story_page

PAGE = story_page(sample.DOSSIER, sample.OUTLETS)
ROOT = html.parse(PAGE)


def text_of(root: html.Element) -> str:
    return html.words(root.text_content())


def alone(report: Report, *, title: str = "A title", story: str = "story") -> Dossier:
    """A dossier of one report, every paragraph of which it has alone."""
    spans = [Span(found.start(), found.end()) for found in re.finditer(r"\S[^\n]*", report.text)]
    statements = tuple(
        Statement(f"s{n}", (sample.Seen(report.passage(s), sample.OWN_COURIER),), Status.SINGLE, Counts(1, 1, 1, 1))
        for n, s in enumerate(spans)
    )
    return Dossier(story, title, Counts(1, 1, 1, 1), (report,), (), statements, (), (), (), ())


# --- structure ----------------------------------------------------------------------------------------------------


def test_every_id_stands_once() -> None:
    assert len(html.ids(ROOT)) == len(set(html.ids(ROOT)))


def test_every_link_within_the_page_has_its_target() -> None:
    assert html.dangling(ROOT) == []


def test_headings_go_down_one_step_at_a_time() -> None:
    levels = html.headings(ROOT)
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(below - above <= 1 for above, below in pairwise(levels))


def test_it_has_a_language_landmarks_and_a_way_to_skip() -> None:
    assert ROOT.get("lang") == "en"
    assert len(ROOT.xpath("//main")) == 1
    assert ROOT.xpath("//body/*[1][self::a]/@href") == ["#main"]
    assert all(ROOT.xpath(f"//{landmark}") for landmark in ("header", "footer", "nav"))


def test_every_section_and_picture_has_a_name() -> None:
    assert not ROOT.xpath("//section[not(@aria-labelledby)] | //article[not(@aria-labelledby)]")
    assert not ROOT.xpath("//*[local-name()='svg'][not(@aria-label) and not(@aria-hidden)]")


# --- self-contained -----------------------------------------------------------------------------------------------


def test_nothing_is_fetched() -> None:
    assert html.outside(PAGE) == []


def test_the_policy_allows_no_more_than_the_page_has() -> None:
    (policy,) = ROOT.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert not ROOT.xpath("//@style | //@onclick")


def test_it_is_small() -> None:
    assert len(PAGE.encode()) < 60_000


# --- verbatim -----------------------------------------------------------------------------------------------------


def test_every_passage_of_theirs_stands_in_a_report() -> None:
    known = html.sources(sample.REPORTS)
    assert [shown for shown in html.theirs(ROOT) if shown not in known] == []


def test_the_reports_stand_there_whole() -> None:
    shown = html.theirs(ROOT)
    assert all(html.words(report.text) in shown for report in sample.REPORTS)


# --- content ------------------------------------------------------------------------------------------------------


def test_it_opens_with_headline_whose_it_is_and_the_four_counts() -> None:
    (head,) = ROOT.xpath("//article/header")
    assert "headline of The Ellery Courier" in text_of(head)
    assert "3 reports · 2 texts · 3 outlets · 2 origins" in text_of(head)


def test_statements_stand_by_status_independent_first() -> None:
    shown = [text_of(found) for found in ROOT.xpath("//li[@class='statement']//div[contains(@class,'verdict')]")]
    assert [one.split("Why?")[0].strip() for one in shown] == [
        "1 ●●○ 2 origins, 1 repeats",
        "2 ●○ 1 origin, 1 repeats",
        "3 ◐◐ 2 cannot be told",
    ]


def test_why_tells_the_rules() -> None:
    (first, *_) = ROOT.xpath("//li[@class='statement']//details")
    assert "They share most of their telling words." in text_of(first)
    assert "Upland Mirror: It names another outlet as where it has this from. the Daily Lantern reported" in text_of(
        first
    )


def test_a_quote_shows_its_versions_word_by_word() -> None:
    (quote,) = ROOT.xpath("//li[@class='utterance'][.//blockquote[@class='large']]")
    assert "on Radio Tarn, as printed by 3 outlets" in text_of(quote)
    assert "word for word in The Ellery Courier" in text_of(quote)
    versions = quote.xpath(".//ul[contains(@class,'versions')]/li")
    assert [text_of(found.xpath(".//bdi")[0]) for found in versions] == ["Daily Lantern", "Upland Mirror"]
    assert text_of(versions[0].xpath(".//blockquote")[0]) == (
        "We will not reopen the bridge until every pillar for pier has been checked twice, and that will take weeks"
    )
    assert [text_of(found) for found in versions[0].xpath(".//ins")] == ["pillar"]
    assert [text_of(found) for found in versions[0].xpath(".//del")] == ["pier", ", and that will take weeks"]


def test_a_difference_has_its_slot_in_bold_and_no_winner() -> None:
    (found,) = ROOT.xpath("//li[@class='difference']")
    assert [text_of(one) for one in found.xpath(".//b")] == ["12", "15"]


def test_what_only_one_has_stands_under_its_outlet() -> None:
    groups = ROOT.xpath("//div[contains(@class,'aside')]/div")
    assert [text_of(group.xpath("./*[1]")[0]) for group in groups] == [
        "Only in The Ellery Courier 1",
        "Only in Daily Lantern 2",
    ]


def test_the_timeline_tells_dates_as_readers_do() -> None:
    assert [text_of(found) for found in ROOT.xpath("//ol[@class='timeline']/li/*[1]")] == [
        "March 2019", "Tuesday 6 May 2031", "Wednesday 7 May 2031",
    ]  # fmt: skip


def test_dates_long_before_the_news_fold_away() -> None:
    (folded,) = ROOT.xpath("//section[ol[@class='timeline']]/details")
    assert text_of(folded.xpath("./summary")[0]) == "1 earlier date"
    assert [text_of(found) for found in folded.xpath(".//li/h3")] == ["March 2019"]


def test_a_figure_that_changes_is_steps_with_those_who_gave_it() -> None:
    told = ROOT.xpath("//ol[@class='steps']/li")
    assert [text_of(step.xpath("./p")[0]) for step in told] == ["12", "15"]
    assert [text_of(step.xpath(".//bdi")[0]) for step in told] == ["The Ellery Courier", "Daily Lantern"]
    assert all(ROOT.xpath(f"//*[@id='{link.get('href')[1:]}']") for step in told for link in step.xpath(".//a"))


def test_words_in_common_are_told_with_their_share() -> None:
    assert "Daily Lantern and Upland Mirror share 84% of the words of the shortest." in text_of(ROOT)


def test_the_matrix_has_a_table_that_says_the_same() -> None:
    rows = ROOT.xpath("(//table)[1]/tbody/tr")
    assert [[text_of(cell) for cell in row] for row in rows] == [
        ["The Ellery Courier", "own", "", "cannot be told"],
        ["Daily Lantern", "own", "own", "cannot be told"],
        ["Upland Mirror", "repeats", "repeats", ""],
    ]


def test_a_number_in_the_margin_leads_to_the_statement_and_back() -> None:
    numbers = ROOT.xpath("//span[contains(@class,'num')]/a")
    assert [str(one.text) for one in numbers] == ["1", "3", "1", "2", "3", "1", "2"]
    for one in numbers:
        (statement,) = ROOT.xpath(f"//li[@id='{one.get('href')[1:]}']")
        place = one.getparent().getparent().get("id")
        assert statement.xpath(f".//a[@href='#{place}']")


# --- hostile ------------------------------------------------------------------------------------------------------

HOSTILE = Report(
    "r<1>",
    "<script>alert(1)</script> said & “quoted”.\n\n\u202eabc\u202c & <b>bold</b> [bold]",
    outlet="</title><script>alert(2)</script>",
    url="javascript:alert(3)",
    title='"><img src=x onerror=alert(4)>',
    byline="<svg onload=alert(5)>",
)


def hostile_page() -> str:
    return story_page(alone(HOSTILE, title='"><img src=x onerror=alert(4)>', story='"><b>'), {})


def test_nothing_of_the_news_becomes_markup() -> None:
    root = html.parse(hostile_page())
    assert len(root.xpath("//script")) == 1
    assert not root.xpath("//img | //@onerror | //@onload | //b[text()='bold']")
    assert "<script>alert(1)</script> said & “quoted”." in text_of(root)


def test_only_http_is_linked() -> None:
    root = html.parse(hostile_page())
    assert all(str(href).startswith("#") for href in root.xpath("//@href"))
    assert ROOT.xpath("//a[text()='at the outlet']/@href") == ["https://courier.example/bridge?a=1&b=2"]


def test_names_and_passages_cannot_turn_our_words_round() -> None:
    root = html.parse(hostile_page())
    for element in root.xpath("//*[contains(text(), '\u202e')]"):
        assert element.get("dir") == "auto" or element.xpath("ancestor::*[@dir='auto']")


def test_a_story_id_of_any_kind_makes_ids_that_hold() -> None:
    root = html.parse(hostile_page())
    assert html.dangling(root) == []
    assert all(re.fullmatch(r"[A-Za-z][\w-]*", found) for found in html.ids(root))


# --- bare ---------------------------------------------------------------------------------------------------------


def test_a_report_without_outlet_date_or_title() -> None:
    root = html.parse(story_page(alone(Report("r9", "One line.")), {}))
    assert "unknown outlet r9" in text_of(root)
    assert "Without a headline" in text_of(root)
    assert "undated" in text_of(root)
    assert html.dangling(root) == []


def test_a_part_of_a_sentence_stands_in_its_sentence_set_back() -> None:
    report = Report("r9", "First here. The harbour was shut, said the pilot, at noon. Last here.", outlet="Gazette")
    start = report.text.index("said the pilot")
    part = sample.Seen(report.passage(Span(start, start + 14)), sample.OWN_COURIER)
    statement = Statement("s", (part,), Status.SINGLE, Counts(1, 1, 1, 1))
    root = html.parse(story_page(replace(alone(report), statements=(statement,)), {}))
    (shown,) = root.xpath("//li[@class='alone']//a")
    assert [str(around) for around in shown.xpath("./span[@class='around']/text()")] == [
        "The harbour was shut, ",
        ", at noon.",
    ]
    assert text_of(shown) == "The harbour was shut, said the pilot, at noon."


def test_a_passage_that_is_no_part_of_a_sentence_stands_alone() -> None:
    report = Report("r9", "First here.   \n\n   Last here.", outlet="Gazette")
    view = StoryView(alone(report), {})
    assert view.around(report.passage(Span(12, 15))) == ("", "")


def test_a_long_report_takes_work_in_proportion() -> None:
    """Counted in calls, which no other work on the machine changes."""

    def calls(lines: int) -> int:
        dossier = alone(Report("r9", "\n\n".join(f"Line number {n} stands." for n in range(lines)), outlet="Gazette"))
        many = 0

        def seen(*_: object) -> None:
            nonlocal many
            many += 1

        sys.setprofile(seen)
        try:
            story_page(dossier, {})
        finally:
            sys.setprofile(None)
        return many

    calls(10)  # makes the templates ready
    small, large = calls(250), calls(1000)
    assert 250 * 10 < small < large < 5 * small


def test_long_lists_fold_and_say_how_much() -> None:
    report = Report("r9", "\n\n".join(f"Line number {n} stands here." for n in range(40)), outlet="Gazette")
    root = html.parse(story_page(alone(report), {}))
    (fold,) = root.xpath("//div[contains(@class,'aside')]//details")
    assert text_of(fold.xpath("./summary")[0]) == "35 more lines"
    assert len(root.xpath("//li[@class='alone']")) == 40


def test_what_one_has_stands_in_the_order_of_its_report() -> None:
    report = Report("r9", "First here.\n\nSecond here.\n\nThird here.", outlet="Gazette")
    dossier = alone(report)
    root = html.parse(story_page(replace(dossier, statements=dossier.statements[::-1]), {}))
    assert [text_of(found) for found in root.xpath("//li[@class='alone']")] == [
        "First here.", "Second here.", "Third here.",
    ]  # fmt: skip


def test_of_a_list_a_little_too_long_nothing_folds() -> None:
    report = Report("r9", "\n\n".join(f"Line number {n} stands here." for n in range(7)), outlet="Gazette")
    assert not html.parse(story_page(alone(report), {})).xpath("//div[contains(@class,'aside')]//details")


def test_an_odd_slot_leaves_the_context_as_it_is() -> None:
    view = StoryView(sample.DOSSIER, sample.OUTLETS)
    value = sample.DIFFERENCES[0].values[0]
    [side] = view.sides([replace(value, slot=sample.find(sample.COURIER, "The last"))])
    assert view.slotted(side) == value.context.text


# --- edits --------------------------------------------------------------------------------------------------------


def test_words_never_run_together() -> None:
    edits = (
        Edit(EditKind.KEPT, "one "),
        Edit(EditKind.KEPT, "two."),
        Edit(EditKind.CUT, "three"),
        Edit(EditKind.CUT, ", four"),
    )
    assert "".join(shown.space + shown.text for shown in shown_edits(edits)) == "one two. three, four"


def test_added_words_are_marked() -> None:
    utterance = sample.UTTERANCES[0]
    version = replace(
        utterance.versions[1],
        change=Change.ALTERED,
        edits=(Edit(EditKind.KEPT, "We will "), Edit(EditKind.ADDED, "not"), Edit(EditKind.CUT, "reopen")),
    )
    changed = replace(utterance, versions=(utterance.versions[0], version))
    root = html.parse(story_page(replace(sample.DOSSIER, utterances=(changed,)), sample.OUTLETS))
    assert [
        text_of(found) for found in root.xpath("//ul[contains(@class,'versions')]//ins[contains(@class,'added')]")
    ] == ["not"]


# --- stories ------------------------------------------------------------------------------------------------------


def test_several_have_a_list_of_contents_and_ids_of_their_own() -> None:
    other = replace(sample.DOSSIER, id="story-2", title="Cracks close bridge")
    root = html.parse(stories_page([sample.DOSSIER, other], sample.OUTLETS))
    assert [str(found) for found in root.xpath("//nav[@class='contents']//a/@href")] == ["#story-1", "#story-2"]
    assert len(html.ids(root)) == len(set(html.ids(root)))
    assert html.dangling(root) == []
    assert html.headings(root)[:2] == [1, 2]
    assert root.findtext(".//title") == "2 stories · TwoSource"


def test_none_is_said_in_words() -> None:
    assert "No reports were given" in text_of(html.parse(stories_page([], {})))


def test_the_same_dossiers_give_the_same_bytes() -> None:
    assert story_page(sample.DOSSIER, sample.OUTLETS) == PAGE


@pytest.mark.parametrize("published", [date(2031, 5, 7), None])
def test_a_strip_needs_two_moments(published: date | None) -> None:
    reports = tuple(replace(report, published=published) for report in sample.REPORTS)
    assert 'class="strip"' not in story_page(replace(sample.DOSSIER, reports=reports), sample.OUTLETS)


@pytest.mark.parametrize("published", [None, date(2031, 5, 6)])
def test_where_all_dates_are_old_or_no_report_is_dated_none_folds(published: date | None) -> None:
    reports = tuple(replace(report, published=published) for report in sample.REPORTS)
    old = sample.TIMELINE[:1] if published else sample.TIMELINE
    view = StoryView(replace(sample.DOSSIER, reports=reports, timeline=old), sample.OUTLETS)
    assert view.timeline() == ((), old)


def test_an_unnamed_source_stands_with_why_it_is_not_named() -> None:
    text = "The boat leaks, said an aide who asked not to be named because he may not speak."
    report = Report("r", text)
    why = Span(text.index("because"), len(text) - 1)
    aide = Speaker("anonymous:aide", "an aide", SpeakerKind.ANONYMOUS)
    said = Said("r", Attribution((Span(0, 14),), (), (), Directness.INDIRECT, aide, anonymity=why))
    view = StoryView(replace(alone(report), attributions=(said,)), {})
    passage = report.passage(Span(0, 14))
    unnamed = Origin(OriginKind.UNNAMED, "an aide")
    assert view.origin(Testimony(passage, unnamed, 0)) == (
        "from an unnamed source: an aide, “because he may not speak”"
    )
    assert view.origin(Testimony(passage, unnamed)) == "from an unnamed source: an aide"
    assert "because" not in view.origin(Testimony(passage, Origin(OriginKind.OWN, "r"), 0))


def test_a_story_says_how_many_of_its_reports_are_in_another_language() -> None:
    assert "not in English" not in PAGE
    first, *rest = sample.DOSSIER.reports
    elsewhere = Report("r-fr", "Le bac a heurté le quai de Marsa lundi matin, et il y a 42 blessés.", "Le Quai")
    root = html.parse(story_page(replace(sample.DOSSIER, reports=(first, *rest, elsewhere)), sample.OUTLETS))
    (counts,) = root.xpath("//header//div[contains(@class, 'counts')]")
    assert "1 report is not in English: little of who says what in it, and when, is found." in counts.text_content()

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as st
from tests.rendering import html, sample

from twosource.model import Copy, Directness, Enclosure, Report, Revision, Span
from twosource.rendering.json import brief_json
from twosource.rendering.pages.briefs import brief_of
from twosource.rendering.pages.cards import Card, by_day, lead_of
from twosource.rendering.pages.front import Front, front_page
from twosource.rendering.pages.outlet import outlet_in
from twosource.rendering.pages.report import ReportView, played, report_page
from twosource.rendering.pages.speaker import over_time, spoken_in
from twosource.rendering.pages.story import (
    A_PAGE,
    MOST,
    WHOLE,
    PartView,
    beside_page,
    first_texts,
    part_page,
    story_page,
)
from twosource.rendering.words import ENGLISH

CARD = Card("story-1", "A title", sample.DOSSIER.counts)


def root(told: object) -> html.Element:
    return html.parse(f"<main>{told}</main>")


# --- lists of stories -------------------------------------------------------------------------------------------------


def test_a_storys_line_is_the_first_sentence_of_the_report_whose_headline_it_has() -> None:
    lead = lead_of(sample.DOSSIER, sample.OUTLETS, ENGLISH)
    assert lead
    assert lead.passage.stands_in(sample.COURIER)
    assert (lead.passage.text, lead.outlet) == (sample.SHUT, "The Ellery Courier")


def test_a_line_that_was_chosen_stands_in_its_place_if_it_is_there() -> None:
    report = sample.DOSSIER.reports[1]
    lead = lead_of(sample.DOSSIER, sample.OUTLETS, ENGLISH, (report.id, Span(0, 20)))
    assert lead
    assert (lead.passage.report, lead.passage.text) == (report.id, report.text[:20])
    first = lead_of(sample.DOSSIER, sample.OUTLETS, ENGLISH)
    assert lead_of(sample.DOSSIER, sample.OUTLETS, ENGLISH, ("gone", Span(0, 20))) == first
    assert lead_of(sample.DOSSIER, sample.OUTLETS, ENGLISH, (report.id, Span(0, 10**6))) == first


def test_a_story_whose_report_has_no_sentence_has_no_line() -> None:
    short = Report("r", "By Ines Marlow\n\nSee pictures.", title="A title")
    assert lead_of(replace(sample.DOSSIER, title="A title", reports=(short,)), {}, ENGLISH) is None


def test_stories_stand_under_the_day_of_their_last_report() -> None:
    cards = [replace(CARD, last=datetime(2031, 5, day, 23, tzinfo=UTC)) for day in (7, 7, 6)] + [CARD]
    assert [(day.name, len(day.cards)) for day in by_day(cards, ENGLISH)] == [
        ("Wednesday, 7 May 2031", 2), ("Tuesday, 6 May 2031", 1), ("undated", 1),
    ]  # fmt: skip


def test_no_story_stands_twice_on_the_front_page() -> None:
    cards = tuple(replace(CARD, id=f"s{n}", title=f"T{n}") for n in range(30))
    page = root(front_page(Front(cards[:7], cards), ENGLISH).main)
    titles = [
        one.text_content()
        for one in page.xpath("//*[@class='top' or @class='latest' or starts-with(@class,'day')]//h3")
    ]
    assert sorted(titles) == sorted(set(titles))
    assert len(titles) == 30


# --- a story ----------------------------------------------------------------------------------------------------------


def large(reports: int = 60) -> object:
    """The sample story, as if many outlets had told it."""
    more = tuple(replace(sample.COURIER, id=f"c{n}", outlet=f"Outlet {n}") for n in range(reports))
    first = sample.STATEMENTS[0]
    told = tuple(replace(first.testimonies[0], passage=one.passage(first.testimonies[0].passage.span)) for one in more)
    statements = tuple(replace(first, id=f"m{n}", testimonies=(*first.testimonies, *told)) for n in range(50))
    return replace(sample.DOSSIER, reports=(*sample.REPORTS, *more), statements=(*statements, *sample.STATEMENTS[1:]))


def test_a_story_of_many_reports_is_shown_at_a_glance_with_the_way_to_the_rest() -> None:
    dossier = large()
    made = story_page(dossier, sample.OUTLETS, ENGLISH)  # type: ignore[arg-type]
    assert made.size < MOST
    page = root(made.main)
    left = {str(one.get("href")): html.words(one.text_content()) for one in page.xpath("//a[@class='rest ours']")}
    assert left["/stories/story-1/reports"] == "39 more"
    assert left["/stories/story-1/shared"] in {"45 more statements", "59 more"}
    assert html.dangling(page) == []


def test_a_story_of_some_reports_keeps_all_but_their_texts() -> None:
    more = tuple(replace(sample.COURIER, id=f"c{n}", outlet=f"Outlet {n}") for n in range(WHOLE))
    page = root(story_page(replace(sample.DOSSIER, reports=(*sample.REPORTS, *more)), sample.OUTLETS, ENGLISH).main)
    assert page.xpath("//a[@class='rest ours']") == [], "nothing is left out"
    assert page.xpath("//a[@href='/stories/story-1/reports']")
    whole = root(story_page(sample.DOSSIER, sample.OUTLETS, ENGLISH).main)
    assert not whole.xpath("//a[@href='/stories/story-1/reports']"), "fewer stand in the page"


def test_parts_show_every_statement_once_page_by_page() -> None:
    dossier = large(2)
    numbers: list[int] = []
    page = 1
    while (told := part_page(dossier, sample.OUTLETS, "shared", ENGLISH, page)) is not None:  # type: ignore[arg-type]
        found = root(told.main).xpath("//li[@class='statement']//a[@class='number']")
        numbers += [int(one.text_content()) for one in found]
        assert len(found) <= A_PAGE
        page += 1
    assert sorted(numbers) == list(range(1, 53))


def test_what_one_outlet_has_is_counted_line_by_line() -> None:
    view = PartView(sample.DOSSIER, sample.OUTLETS, ENGLISH, "alone", 1)
    assert view.paged.many == 3
    assert PartView(sample.DOSSIER, sample.OUTLETS, ENGLISH, "alone", 2).alone == ()


def test_reports_are_set_side_by_side_as_they_are_chosen() -> None:
    chosen = beside_page(sample.DOSSIER, sample.OUTLETS, ["r-mirror", "none", "r-lantern"], ENGLISH)
    page = root(chosen.main)
    assert len(page.xpath("//section[@class='report']")) == 2
    assert page.xpath("//input[@checked]/@value") == ["r-lantern", "r-mirror"]
    assert [one.id for one in first_texts(sample.DOSSIER)] == ["r-courier", "r-lantern"]


# --- a report ---------------------------------------------------------------------------------------------------------


def test_beside_each_paragraph_stand_who_speaks_and_who_has_the_same() -> None:
    view = ReportView(sample.MIRROR, sample.DOSSIER, sample.OUTLETS, ENGLISH)
    first, second, third = view.paragraphs()
    assert [(note.number, [other.masthead.name for other in note.elsewhere]) for note in first.shared] == [
        (1, ["The Ellery Courier", "Daily Lantern"])
    ]
    assert [(note.name, note.how, note.via) for note in second.voices] == [("Ada Quill", "quoted", "Ada Quill")]
    assert (third.shared, third.voices) == ((), ())


def test_a_report_in_no_story_has_who_says_what_where_it_is_known() -> None:
    heard = [said.attribution for said in sample.ATTRIBUTIONS if said.report == "r-lantern"]
    view = ReportView(sample.LANTERN, None, {}, ENGLISH, heard)
    assert [note.name for paragraph in view.paragraphs() for note in paragraph.voices] == ["Ada Quill", "fire brigade"]
    told = report_page(sample.LANTERN, None, {}, ENGLISH)
    assert "Nobody is quoted" in told.main


def test_of_a_report_in_another_language_it_is_told_that_it_is_not_read() -> None:
    text = "Le bac a heurté le quai de Marsa lundi matin. « Il n’y a pas de morts », a dit le capitaine."
    told = report_page(replace(sample.LANTERN, text=text), None, {}, ENGLISH)
    assert "found in English alone" in told.main
    assert "Nobody is quoted" not in told.main


def test_a_report_tells_of_its_earlier_states() -> None:
    changed = replace(sample.COURIER, earlier=(Revision("r-courier", "Old."),), revision=2)
    assert ReportView(changed, None, {}, ENGLISH).state == "1 earlier state"


def test_only_sound_and_film_that_come_encrypted_are_played() -> None:
    media = (
        Enclosure("https://m.example/a.mp3", "audio/mpeg", "A talk"),
        Enclosure("https://m.example/b", "VIDEO"),
        Enclosure("http://m.example/c.mp3", "audio/mpeg"),
        Enclosure("https://m.example/d.pdf", "application/pdf"),
        Enclosure("https://m.example/e"),
    )
    found = played(replace(sample.COURIER, media=media))
    assert [(one.url, one.kind, one.host, one.title) for one in found] == [
        ("https://m.example/a.mp3", "audio", "m.example", "A talk"),
        ("https://m.example/b", "video", "m.example", ""),
    ]
    page = root(report_page(replace(sample.COURIER, media=media), None, {}, ENGLISH).main)
    assert [one.get("preload") for one in page.xpath("//audio | //video")] == ["none", "none"]


# --- speakers and outlets ---------------------------------------------------------------------------------------------


def test_a_speakers_words_stand_once_with_the_outlets_that_print_them() -> None:
    told = spoken_in(sample.DOSSIER, CARD, sample.OUTLETS, "fire-brigade", ENGLISH)
    assert told
    (utterance,) = told.utterances
    assert [(head.name, href) for head, href in told.printed_in(utterance)] == [
        ("Daily Lantern", "/reports/r-lantern#p213-249")
    ]
    assert [(other.masthead.name, other.passage.text, other.how) for other in told.others] == [
        ("The Ellery Courier", sample.ABOARD, Directness.INDIRECT)
    ]
    assert spoken_in(sample.DOSSIER, CARD, sample.OUTLETS, "nobody", ENGLISH) is None


def test_a_short_time_is_told_by_days_a_long_one_by_months() -> None:
    assert over_time([], ENGLISH) == (False, [])
    by_months, days = over_time([(date(2031, 5, 6), 2), (date(2031, 5, 8), 1)], ENGLISH)
    assert (by_months, days) == (False, [("6 May 2031", 2), ("7 May 2031", 0), ("8 May 2031", 1)])
    by_months, months = over_time([(date(2030, 12, 31), 2), (date(2031, 3, 1), 1), (date(2031, 3, 2), 4)], ENGLISH)
    assert by_months
    assert months == [("December 2030", 2), ("January 2031", 0), ("February 2031", 0), ("March 2031", 5)]


@given(st.lists(st.tuples(st.dates(date(1990, 1, 1), date(2040, 1, 1)), st.integers(1, 9)), max_size=8))
def test_nothing_is_lost_over_time(days: list[tuple[date, int]]) -> None:
    assert sum(many for _, many in over_time(days, ENGLISH)[1]) == sum(many for _, many in days)


def test_what_an_outlet_has_in_a_story() -> None:
    has = outlet_in(sample.DOSSIER, CARD, "upland mirror", ENGLISH)
    assert has
    assert (has.alone, has.copied) == ((), ("Lantern",))
    lantern = outlet_in(sample.DOSSIER, CARD, "lantern", ENGLISH)
    assert lantern
    assert [passage.text for passage in lantern.alone] == [sample.FERRIES, sample.SHOPS]
    assert outlet_in(sample.DOSSIER, CARD, "none", ENGLISH) is None
    assert not lantern.names_itself
    assert replace(lantern, card=replace(CARD, title=sample.LANTERN.title or "")).names_itself


def test_nothing_is_had_alone_where_nobody_else_tells_the_story() -> None:
    mine = replace(sample.DOSSIER, reports=(sample.LANTERN,), statements=sample.STATEMENTS[4:], copies=(Copy(("r-lantern", "r-lantern"), 1),))  # noqa: E501  # fmt: skip
    has = outlet_in(mine, CARD, "lantern", ENGLISH)
    assert has
    assert (has.alone, has.copied) == ((), ())


# --- briefs -----------------------------------------------------------------------------------------------------------


def test_a_brief_is_read_back_with_its_lines_at_their_offsets() -> None:
    brief = brief_of(brief_json(sample.BRIEF))
    assert (brief.since, brief.until) == (sample.BRIEF.since, sample.BRIEF.until)
    ((kept,), (story,)) = brief.stories, sample.BRIEF.stories
    assert [line.passage for line in kept.lines] == [line.passage for line in story.lines]
    assert kept.dossier.title == story.dossier.title
    assert {report.published for report in kept.dossier.reports} <= {report.published for report in sample.REPORTS}


def test_a_dateline_stands_under_no_headline() -> None:
    text = (
        "ORRIN, March 3 (AP) — The flour mill by the lock burned down in the night, and nobody was hurt in it. So far."
    )
    report = Report("r", text, title="A title")
    dossier = replace(sample.DOSSIER, title="A title", reports=(report,))
    for chosen in (None, ("r", Span(0, 101))):
        lead = lead_of(dossier, {}, ENGLISH, chosen)
        assert lead is not None
        assert lead.passage.text.startswith("The flour mill")
        assert lead.passage.stands_in(report)
    lead = lead_of(dossier, {}, ENGLISH, ("r", Span(22, 60)))
    assert lead is not None
    assert lead.passage.span == (22, 60)

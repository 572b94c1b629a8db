"""Plain text as it is found: what is told from the story, and that no news is lost."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twosource.errors import ConsentWall, EmptyPage, ListPage, NotArticle, PaywallStub, TooLarge
from twosource.model import Page, Report
from twosource.reading.plain import plain
from twosource.reading.records import MAX_TEXT
from twosource.reading.sentences import paragraphs

LEAD = "Mayor Ada Quist has no regrets about calling ferry owner Orlo Vane after his victory in court this week."
SECOND = "Quist also defended the news conference at which she read from a note, and criticised the harbour’s records."
THIRD = "“I called him to congratulate him,” the mayor wrote. “They are wrong!”"


def read(text: str, **about: str) -> Report:
    return plain(Page("notes.txt", "7", text.encode(), **about), text)  # type: ignore[arg-type]


def test_a_title_behind_the_first_paragraph_and_furniture_about_the_story() -> None:
    text = "\n\n".join(
        [
            LEAD, "Quist Defends Calling Vane News", SECOND,
            "A week of harbour news in your in-box.\nWe find the news you need to know, so you don't have to.", THIRD,
            "Read more about:", "Ferries", "Get the free Calder Post mobile app for the latest news", "iPhone Android",
            "Leave a comment",
        ]
    )  # fmt: skip
    report = read(text)
    assert report.title == "Quist Defends Calling Vane News"
    assert report.text == f"{LEAD}\n\n{SECOND}\n\n{THIRD}"
    assert report.outlet == "Calder Post"
    assert (report.id, report.byline, report.published) == ("7", None, None)


def test_a_title_and_a_byline_alone_on_a_line() -> None:
    report = read(f"'No regrets': Mayor defends calling Vane after victory\n\nPiet Roe\n\n{LEAD}\n\n{SECOND}")
    assert (report.title, report.byline) == ("'No regrets': Mayor defends calling Vane after victory", "Piet Roe")
    assert report.text == f"{LEAD}\n\n{SECOND}"


@pytest.mark.parametrize(
    ("line", "byline"),
    [
        ("By Jane Doe", "Jane Doe"),
        ("By JANE DOE and JOHN ROE", "JANE DOE and JOHN ROE"),
        ("Jane Doe in Paris", "Jane Doe"),
        ("Jane Doe, political editor", "Jane Doe"),
        ("The Associated Press", "The Associated Press"),
    ],
)
def test_bylines(line: str, byline: str) -> None:
    report = read(f"Mayor defends calling Vane\n{line}\n\n{LEAD}\n\n{SECOND}")
    assert (report.title, report.byline, report.text) == ("Mayor defends calling Vane", byline, f"{LEAD}\n\n{SECOND}")


def test_a_name_that_the_story_tells_of_is_a_heading() -> None:
    report = read(f"Ada Quist\n\n{LEAD}\n\n{SECOND}")
    assert (report.title, report.byline) == ("Ada Quist", None)


@pytest.mark.parametrize(
    ("line", "published"),
    [
        ("Wednesday 21 March 2018 14:05 GMT", datetime(2018, 3, 21, 14, 5, tzinfo=UTC)),
        ("Published: March 21, 2018", date(2018, 3, 21)),
        ("March 21, 2018", date(2018, 3, 21)),
        ("Updated on 2018-03-21", date(2018, 3, 21)),
    ],
)
def test_a_date_line(line: str, published: date) -> None:
    report = read(f"Mayor defends calling Vane\n\n{line}\n\n{LEAD}")
    assert (report.published, report.text) == (published, LEAD)


def test_byline_and_date_on_one_line() -> None:
    report = read(f"Mayor defends calling Vane\n\nBy Jane Doe | March 21, 2018\n\n{LEAD}")
    assert (report.byline, report.published, report.text) == ("Jane Doe", date(2018, 3, 21), LEAD)


def test_fields_at_the_head() -> None:
    report = read(
        f"Title: Mayor has no regrets\nAuthor: Jane Doe\nDate: 2018-03-21\nURL: https://c.example/1\n\n{LEAD}"
    )
    assert (report.title, report.byline, report.published) == ("Mayor has no regrets", "Jane Doe", date(2018, 3, 21))
    assert (report.url, report.text) == ("https://c.example/1", LEAD)


def test_what_the_page_says_comes_first() -> None:
    report = read(f"{LEAD}\n\n© 2031 Calder Post", outlet="Brannoc Review", url="https://b.example/")
    assert (report.outlet, report.url) == ("Brannoc Review", "https://b.example/")


@pytest.mark.parametrize(
    ("line", "outlet"),
    [
        ("© 2031 Calder Post", "Calder Post"),
        ("© 2031 The Calder Post. A member of the Brannoc Printing Society.", "Calder Post"),
        ("© 2031 St. Brannoc Post", "St. Brannoc Post"),
        ("Copyright 2031 Calder Post Ltd. All rights reserved.", "Calder Post"),
        ("Follow Calder Post on Facebook", "Calder Post"),
        ("Get our app for iPhone", None),
        ("© 2031 The Associated Press. All rights reserved.", None),
    ],
)
def test_furniture_that_names_its_outlet(line: str, outlet: str | None) -> None:
    assert read(f"{LEAD}\n\n{line}").outlet == outlet


def test_an_agency_that_holds_the_copyright_is_credited() -> None:
    assert read(f"{LEAD}\n\n© 2031 The Associated Press. All rights reserved.").credit == "Associated Press"


def test_an_outlet_behind_the_title() -> None:
    report = read(f"# Mayor defends calling Vane | Calder Post\n\n{LEAD}")
    assert (report.title, report.outlet) == ("Mayor defends calling Vane", "Calder Post")


def test_a_title_that_is_repeated_goes_twice() -> None:
    assert read(f"Mayor defends calling Vane\n\nMayor Defends Calling Vane\n\n{LEAD}").text == LEAD


def test_a_dateline_and_a_credit_stay() -> None:
    text = f"CALDER (AP) — {LEAD}\n\nThe Associated Press contributed to this report."
    assert read(text).text == text


def test_a_heading_inside_the_story_stays() -> None:
    text = f"Mayor defends calling Vane\n\n{LEAD}\n\n{SECOND}\n\nWhat happens next\n\n{THIRD}"
    assert "What happens next" in read(text).text


def test_hard_line_breaks_inside_a_paragraph_stay() -> None:
    text = "A ferry with forty people on board sank off the coast of Calder on\nMonday, and nobody was hurt, he said."
    assert read(text).text == text


def test_lines_that_are_paragraphs_are_set_apart() -> None:
    assert read(f"{LEAD}\n{SECOND}\n{THIRD}").text == f"{LEAD}\n\n{SECOND}\n\n{THIRD}"


def test_a_single_sentence_is_a_report() -> None:
    assert read("Two people died in Calder.").text == "Two people died in Calder."


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("", EmptyPage),
        ("Leave a comment\n\niPhone Android", EmptyPage),
        ("Calder Post", EmptyPage),
        ("We and our 800 partners store cookies. Do you accept?\n\nAccept all", ConsentWall),
        (f"{LEAD}\n\nAlready a subscriber? Log in to continue reading.", PaywallStub),
        ("\n".join(f"Mayor number {number} wins" for number in range(12)), ListPage),
        ("a " * (MAX_TEXT // 2 + 1), TooLarge),
    ],
)
def test_refusals(text: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        read(text)


def test_a_report_about_cookies_is_a_report() -> None:
    text = "\n\n".join([LEAD, SECOND, THIRD, "The site asks its readers to accept cookies.", SECOND])
    assert read(text).text == text


PIECES = [LEAD, SECOND, THIRD, "Leave a comment", "By Jane Doe", "March 21, 2018", "Mayor defends Vane", "x", "", "—"]
LINES = st.lists(st.sampled_from(PIECES) | st.text(max_size=60))


@given(LINES)
def test_what_is_kept_is_verbatim_and_in_order(page: list[str]) -> None:
    text = "\n\n".join(page)
    try:
        report = read(text)
    except NotArticle:
        return
    at = 0
    for piece in report.text.split("\n\n"):
        at = text.find(piece, at) + len(piece)
        assert at >= len(piece), "the piece does not stand behind the one before it"


@given(LINES)
def test_no_paragraph_of_news_is_lost(page: list[str]) -> None:
    text = "\n\n".join([LEAD, *page, SECOND, THIRD, SECOND * 12])
    kept = read(text).text
    for start, end in paragraphs(text):
        if text[start:end] in {LEAD, SECOND, THIRD}:
            assert text[start:end] in kept


def test_a_lone_line_without_a_stop_behind_the_first_paragraph_is_the_title_in_any_case() -> None:
    first = "The fuel levy, which Ada Quist never meant to delay, has had to delay it until October."
    report = read(
        f"{first}\n\nAda Quist delays it in reverse gear\n\nShe told the assembly so on Monday.\n\nNobody clapped."
    )
    assert report.title == "Ada Quist delays it in reverse gear"
    assert report.text.startswith(first)


def test_headings_among_headings_stay_in_the_story() -> None:
    text = "Ada Quist spoke on Monday.\n\nwhat was said\n\nShe spoke of the levy.\n\nwhat was left out\n\nThe rest."
    assert read(text).title is None


def test_a_line_of_staff_time_and_day_is_a_byline() -> None:
    report = read("Calder Post Staff • 11:05 • 9 March 2031\n\nA ferry sank on Monday.\n\nNobody was hurt.")
    assert report.byline == "Calder Post Staff"
    assert report.published == date(2031, 3, 9)
    assert report.text == "A ferry sank on Monday.\n\nNobody was hurt."


def test_an_agencys_marks_are_no_news() -> None:
    report = read("NPA-0309-1020\n\nA ferry sank on Monday.\n\nNobody was hurt.\n\n(END)\nNPA mw/ko")
    assert report.text == "A ferry sank on Monday.\n\nNobody was hurt."

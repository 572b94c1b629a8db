from __future__ import annotations

import time
from datetime import UTC, date, datetime
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twosource.model import DateType
from twosource.reading.dates import dates

WEDNESDAY = date(2018, 3, 21)


def found(text: str, published: date | None = WEDNESDAY) -> list[tuple[str, str]]:
    return [(text[d.span.start : d.span.end], d.value) for d in dates(text, published)]


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("The port closed on March 14, 2018.", "March 14, 2018", "2018-03-14"),
        ("It opened on 5 April 2016 after a delay.", "5 April 2016", "2016-04-05"),
        ("On Friday, March 16 the council met.", "Friday, March 16", "2018-03-16"),
        ("Filed 2018-03-01 at the court.", "2018-03-01", "2018-03-01"),
        ("The form is dated 7/8/07.", "7/8/07", "2007-07-08"),
        ("It began in November 2016.", "November 2016", "2016-11"),
        ("Mr Vale visited in January.", "January", "2018-01"),
        ("The mayor will visit in October.", "October", "2018-10"),
        ("The bridge fell last September.", "last September", "2017-09"),
        ("He called him in 2012 as well.", "2012", "2012"),
        ("The boom of the 1990s ended.", "the 1990s", "199"),
        ("A 19th century mill burned.", "19th century", "18"),
        ("He spoke on Tuesday.", "Tuesday", "2018-03-20"),
        ("He spoke on Wednesday.", "Wednesday", "2018-03-21"),
        ("She will speak on Friday.", "Friday", "2018-03-23"),
        ("She spoke last Friday.", "last Friday", "2018-03-16"),
        ("Talks open next Monday.", "next Monday", "2018-03-26"),
        ("The fire broke out on Monday morning.", "Monday morning", "2018-03-19TMO"),
        ("The vote was yesterday.", "yesterday", "2018-03-20"),
        ("The vote is tomorrow.", "tomorrow", "2018-03-22"),
        ("He resigned last night.", "last night", "2018-03-20TNI"),
        ("Sanctions came last week.", "last week", "2018-W11"),
        ("Prices rose last month.", "last month", "2018-02"),
        ("Prices rise next year.", "next year", "2019"),
        ("They met this weekend.", "this weekend", "2018-W12-WE"),
        ("The plant closed two years ago.", "two years ago", "2016"),
        ("It happened three days ago.", "three days ago", "2018-03-18"),
        ("It grew in the third quarter of 2017.", "the third quarter of 2017", "2017-Q3"),
        ("They trained in spring 2017.", "spring 2017", "2017-SP"),
        ("They trained last summer.", "last summer", "2017-SU"),
        ("The siren went at 3:15 p.m. on Tuesday.", "3:15 p.m. on Tuesday", "2018-03-20T15:15"),
        ("It closed at 16:08 UTC.", "16:08 UTC", "2018-03-21T16:08Z"),
        ("They met at noon.", "noon", "2018-03-21T12:00"),
        ("The shops shut on Christmas Day.", "Christmas Day", "2017-12-25"),
        ("He is recently retired.", "recently", "PAST_REF"),
        ("The last time was last March.", "last March", "2017-03"),
        ("He has played since ’82.", "’82", "1982"),
        ("He grew up in the '60s.", "the '60s", "196"),
        ("They meet this Friday.", "this Friday", "2018-03-23"),
        ("It rose in the first half of 2017.", "the first half of 2017", "2017-H1"),
        ("It fell in the fourth quarter.", "the fourth quarter", "2017-Q4"),
        ("It began several years ago.", "several years ago", "PAST_REF"),
        ("He called two hours earlier.", "two hours earlier", "2018-03-21"),
        ("It has changed in recent years.", "in recent years", "PAST_REF"),
        ("Recent weeks were calm.", "Recent weeks", "PAST_REF"),
        ("They met yesterday at 9 a.m. sharp.", "yesterday at 9 a.m.", "2018-03-20T09:00"),
        ("The gates shut at midnight.", "midnight", "2018-03-21T24:00"),
        ("The shop closes on Boxing Day.", "Boxing Day", "2017-12-26"),
    ],
)
def test_dates_as_news_writes_them(text: str, words: str, value: str) -> None:
    assert found(text) == [(words, value)]


@pytest.mark.parametrize(
    ("text", "words", "kind", "value"),
    [
        ("He waited for six months.", "six months", DateType.DURATION, "P6M"),
        ("A 12-hour flight followed.", "12-hour", DateType.DURATION, "PT12H"),
        ("It took two and a half years.", "two and a half years", DateType.DURATION, "P2.5Y"),
        ("It took half an hour.", "half an hour", DateType.DURATION, "PT0.5H"),
        ("It lasted several years.", "several years", DateType.DURATION, "PXY"),
        ("She was gone a fortnight.", "a fortnight", DateType.DURATION, "P2W"),
        ("It went on for months.", "months", DateType.DURATION, "PXM"),
        ("It meets every Tuesday.", "every Tuesday", DateType.SET, "XXXX-WXX-2"),
        ("The weekly market is back.", "weekly", DateType.SET, "P1W"),
        ("They meet twice a month.", "a month", DateType.SET, "P1M"),
    ],
)
def test_durations_and_sets(text: str, words: str, kind: DateType, value: str) -> None:
    [mention] = dates(text, WEDNESDAY)
    assert (text[mention.span.start : mention.span.end], mention.type, mention.value) == (words, kind, value)


@pytest.mark.parametrize(
    "text",
    [
        "It may rain, and they march on.",
        "A 45-year-old man was hurt.",
        "They paid $2000 for it.",
        "Some 2000 people came.",
        "Shares rose 3.44% to 2016.5 points.",
        "He came in a second, then a quarter of them left.",
        "Nothing here.",
        "The 31st of Junes are all alike.",
        "He spent his first half hour there.",
        "A few months old.",
        "",
    ],
)
def test_what_is_no_date(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "value"),
    [("He spoke on Tuesday.", "XXXX-WXX-2"), ("He spoke yesterday.", "XXXX-XX-XX"),
     ("On March 5 he left.", "XXXX-03-05"), ("He left in March.", "XXXX-03"), ("They met last week.", "XXXX"),
     ("It closed at noon.", "XXXX-XX-XXT12:00"),
     ("It fell two years ago.", "XXXX-XX-XX"), ("They met last summer.", "XXXX-SU"),
     ("They met this weekend.", "XXXX-WXX-WE"), ("The shops shut on Christmas Day.", "XXXX-12-25"),
     ("It grew in the first quarter.", "XXXX-Q1"), ("He resigned last night.", "XXXX-XX-XXTNI")],
)  # fmt: skip
def test_without_a_day_of_publication_no_date_is_invented(text: str, value: str) -> None:
    assert [v for _, v in found(text, None)] == [value]


def test_what_is_dated_in_full_needs_no_day_of_publication() -> None:
    assert found("It opened on March 14, 2018.", None) == [("March 14, 2018", "2018-03-14")]


def test_a_day_of_publication_that_cannot_be_is_none() -> None:
    assert found("They met yesterday.", date(1, 1, 1)) == [("yesterday", "XXXX-XX-XX")]
    assert found("They meet next Monday.", date(9999, 12, 31)) == [("next Monday", "XXXX-WXX-1")]


def test_a_moment_counts_as_its_day() -> None:
    assert found("yesterday", datetime(2018, 3, 21, 23, 59, tzinfo=UTC)) == [("yesterday", "2018-03-20")]


@given(st.text(), st.none() | st.dates())
def test_any_text_gives_spans_in_order_that_do_not_overlap(text: str, published: date | None) -> None:
    mentions = dates(text, published)
    assert all(0 <= d.span.start < d.span.end <= len(text) for d in mentions)
    assert all(a.span.end <= b.span.start for a, b in pairwise(mentions))


WORDS = ["last", "next", "the", "past", "Monday", "March", "may", "3", "14", "2018", "at", "p.m.", "noon", "two",
         "years", "ago", "and a half", "a", "quarter", "every", "week", "-", ",", "in", "Christmas", "tomorrow",
         "morning", "1990s"]  # fmt: skip


@given(st.lists(st.sampled_from(WORDS), max_size=12), st.none() | st.dates())
def test_words_of_dates_in_any_order_give_values_and_no_error(words: list[str], published: date | None) -> None:
    assert all(d.value for d in dates(" ".join(words), published))


@pytest.mark.parametrize("piece", ["1 ", "last ", "a few ", "twenty-", "March ", "12:", "the past ", "\n"])
def test_time_is_linear_on_hostile_text(piece: str) -> None:
    start = time.process_time()
    dates(piece * (200_000 // len(piece)), WEDNESDAY)
    assert time.process_time() - start < 8

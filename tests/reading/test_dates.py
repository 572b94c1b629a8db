from __future__ import annotations

import time
from datetime import UTC, date, datetime
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twosource.model import DateType
from twosource.reading import timex
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
        ("It will not be held this Tuesday.", "this Tuesday", "2018-03-27"),
        ("It was held this Tuesday.", "this Tuesday", "2018-03-20"),
        ("They tried to rally before Tuesday’s vote.", "Tuesday", "2018-03-20"),
        ("They had raised two million by December.", "December", "2017-12"),
        ("A vote by December.", "December", "2018-12"),
        ("It was drawn up starting on Sunday.", "Sunday", "2018-03-18"),
        ("The scandal broke in June.", "June", "2017-06"),
        ("They met at 18:30 in the hall.", "18:30", "2018-03-21T18:30"),
        ("A word before Tuesday’s vote.", "Tuesday", "2018-03-27"),
        ("She left in advance of his visit on Friday.", "Friday", "2018-03-23"),
        ("It rose in the first half of 2017.", "the first half of 2017", "2017-H1"),
        ("It fell in the fourth quarter.", "the fourth quarter", "2017-Q4"),
        ("It began several years ago.", "several years ago", "PAST_REF"),
        ("He called two hours earlier.", "two hours earlier", "2018-03-21"),
        ("The fair opens in October of next year.", "October of next year", "2019-10"),
        ("It began in March last year.", "March last year", "2017-03"),
        ("The trial began on 5 March last year.", "5 March last year", "2017-03-05"),
        ("The form is dated 21/3/18.", "21/3/18", "2018-03-21"),
        ("The harbour closed on Sept.11, 2001.", "Sept.11, 2001", "2001-09-11"),
        ("They plan to meet on Wednesday.", "Wednesday", "2018-03-21"),
        ("They are moving the date to October.", "October", "2018-10"),
        ("She asked him to come on Friday.", "Friday", "2018-03-23"),
        ("It became news last summer.", "last summer", "2017-SU"),
        ("A word came by mid-morning.", "mid-morning", "XXXX-XX-XXTMO"),
        ("Talks open next Wednesday.", "next Wednesday", "2018-03-28"),
        ("The board announced plans Monday.", "Monday", "2018-03-19"),
        ("The sale should be completed in May.", "May", "2018-05"),
        ("A word on the party’s convention in June.", "June", "2018-06"),
        ("He could have won on Tuesday.", "Tuesday", "2018-03-20"),
        ("They met over the weekend.", "the weekend", "2018-W11-WE"),
        ("He fell this past September.", "this past September", "2017-09"),
        ("They trained in the summer of 2016.", "the summer of 2016", "2016-SU"),
        ("They will vote in the fall.", "the fall", "2018-FA"),
        ("They trained this winter.", "this winter", "2018-WI"),
        ("It will open at the end of this year.", "the end of this year", "2018"),
        ("He left late last month.", "late last month", "2018-02"),
        ("It grew in the third quarter of last year.", "the third quarter of last year", "2017-Q3"),
        ("It will shut in the second quarter.", "the second quarter", "2018-Q2"),
        ("Sales rose against the year-ago quarter.", "the year-ago quarter", "2017-Q1"),
        ("Sales rose against the same month last year.", "the same month last year", "2017-03"),
        ("Sales rose against the same period a year earlier.", "the same period a year earlier", "2017"),
        ("He won in the eighties.", "the eighties", "198"),
        ("It fell at five minutes to one.", "five minutes to one", "2018-03-21T12:55"),
        ("It fell at half past three.", "half past three", "2018-03-21T03:30"),
        ("It fell at a quarter to four.", "a quarter to four", "2018-03-21T03:45"),
        ("They close at 7 o’clock.", "7 o’clock", "2018-03-21T07:00"),
        ("It struck at 3:15 p.m. on March 5.", "3:15 p.m. on March 5", "2018-03-05T15:15"),
        ("It struck at 12:30 a.m., March 5, 2016.", "12:30 a.m., March 5, 2016", "2016-03-05T00:30"),
        ("The shops closed on Thanksgiving.", "Thanksgiving", "2017-11-23"),
        ("They will meet on Memorial Day.", "Memorial Day", "2018-05-28"),
        ("They met on Good Friday, 2016.", "Good Friday, 2016", "2016-03-25"),
        ("They will meet on Easter Monday.", "Easter Monday", "2018-04-02"),
        ("Stocks fell in morning trading.", "morning", "XXXX-XX-XXTMO"),
        ("A recent poll says so.", "recent", "PAST_REF"),
        ("It will not last in the near future.", "the near future", "FUTURE_REF"),
        ("He has been gone for the time being.", "the time being", "PRESENT_REF"),
        ("Years ago he left.", "Years ago", "PAST_REF"),
        ("Rates will rise in the weeks ahead.", "in the weeks ahead", "FUTURE_REF"),
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
        ("It took half an hour.", "half an hour", DateType.DURATION, "PT30M"),
        ("It lasted several years.", "several years", DateType.DURATION, "PXY"),
        ("She was gone a fortnight.", "a fortnight", DateType.DURATION, "P2W"),
        ("It went on for months.", "months", DateType.DURATION, "PXM"),
        ("It meets every Tuesday.", "every Tuesday", DateType.SET, "XXXX-WXX-2"),
        ("The weekly market is back.", "weekly", DateType.SET, "P1W"),
        ("They meet twice a month.", "a month", DateType.SET, "P1M"),
        ("They vote every four years.", "every four years", DateType.SET, "P4Y"),
        ("They meet every other week.", "every other week", DateType.SET, "P2W"),
        ("They eat 12 tons per year.", "per year", DateType.SET, "P1Y"),
        ("They meet on Tuesdays.", "Tuesdays", DateType.SET, "XXXX-WXX-2"),
        ("They rest each weekend.", "each weekend", DateType.SET, "XXXX-WXX-WE"),
        ("They sing every morning.", "every morning", DateType.SET, "XXXX-XX-XXTMO"),
        ("They swim every summer.", "every summer", DateType.SET, "XXXX-SU"),
        ("They march every October.", "every October", DateType.SET, "XXXX-10"),
        ("They will vote over the next few days.", "the next few days", DateType.DURATION, "PXD"),
        ("He lived there over the years.", "years", DateType.DURATION, "PXY"),
        ("It has been quiet for decades.", "decades", DateType.DURATION, "PXY"),
        ("The days after the fire were long.", "days", DateType.DURATION, "PXD"),
        ("Prices rose over the past decade.", "the past decade", DateType.DURATION, "P10Y"),
        ("Prices will rise in the next year.", "the next year", DateType.DURATION, "P1Y"),
        ("They sang all night.", "all night", DateType.DURATION, "P1D"),
        ("A yearlong strike ended.", "yearlong", DateType.DURATION, "P1Y"),
        ("A quarter-century of work ended.", "A quarter-century", DateType.DURATION, "P25Y"),
        ("He slept half a day.", "half a day", DateType.DURATION, "PT12H"),
        ("He served 2 1/2 years.", "2 1/2 years", DateType.DURATION, "P2.5Y"),
        ("It stood for 2,000 years.", "2,000 years", DateType.DURATION, "P2000Y"),
        ("A multiyear deal was struck.", "multiyear", DateType.DURATION, "PXY"),
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
        "About three-quarters of them left.",
        "On Super Tuesday he won.",
        "The Sept. 11 attacks changed that.",
        "She told ABC’s “This Week” so.",
        "She told NBC’s “Today” so.",
        "He reads USA Today at home.",
        "He reads the Daily Harbour.",
        "He will come as soon as he can.",
        "A Christmas party was held.",
        "He voted, and each may.",
        "At the end of the day it is a game.",
        "Their children cannot celebrate Christmas.",
        "It is too soon to tell.",
        "He reads Romans 8:31 aloud.",
        "They led with 7:41 to go.",
        "It was shut in the summer before the vote.",
        "A now-defunct mill burned.",
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
     ("It grew in the first quarter.", "XXXX-Q1"), ("He resigned last night.", "XXXX-XX-XXTNI"),
     ("He died three days later.", "XXXX-XX-XX"), ("That day he left.", "XXXX-XX-XX"), ("He left that year.", "XXXX"),
     ("The shops shut on Easter Monday.", "XXXX-XX-XX"), ("It rose in the same month last year.", "XXXX"),
     ("He left early in the year.", "XXXX"), ("It is shut overnight.", "XXXX-XX-XXTNI"),
     ("It struck at 3 p.m. on March 5.", "XXXX-XX-XXT15:00"), ("It began in March last year.", "XXXX-03")],
)  # fmt: skip
def test_without_a_day_of_publication_no_date_is_invented(text: str, value: str) -> None:
    assert [v for _, v in found(text, None)] == [value]


def test_what_is_dated_in_full_needs_no_day_of_publication() -> None:
    assert found("It opened on March 14, 2018.", None) == [("March 14, 2018", "2018-03-14")]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("The mill burned on 3 May 2016. The next day he left.", ["2016-05-03", "2016-05-04"]),
        ("The mill burned on 3 May 2016. He left two weeks later.", ["2016-05-03", "2016-W20"]),
        ("The mill burned on 3 May 2016. He left later that night.", ["2016-05-03", "2016-05-03TNI"]),
        ("The mill burned on 3 May 2016. It was new that year.", ["2016-05-03", "2016"]),
        ("The mill burned in May 2016. He left the next day.", ["2016-05", "XXXX-XX-XX"]),
        ("On Monday, it burned at 6 p.m. and again in the night.", ["2018-03-19", "2018-03-19T18:00", "2018-03-19TNI"]),
        ("The mill burned on Monday. It was seen at 6 p.m. by two men.", ["2018-03-19", "2018-03-19T18:00"]),
        ("The mill burned on Monday.\n2:14 p.m.\nHe leaves.", ["2018-03-19", "2018-03-21T14:14"]),
        ("It was built in 2016. On July 22 that year it burned.", ["2016", "2016-07-22"]),
        ("It was built in 2016. It burned in March of the following year.", ["2016", "2017-03"]),
        ("They met between June and July 2016.", ["2016-06", "2016-07"]),
        ("They met from March 3 to April 5, 2016.", ["2016-03-03", "2016-04-05"]),
        ("It burned on July 22 that year.", ["XXXX-07-22"]),
        ("The mill burned on Monday. It was shut late in the day.", ["2018-03-19", "2018-03-19"]),
        (
            "The mill burned on 3 May 2016." + " It was a mill." * 40 + " The next day he left.",
            ["2016-05-03", "XXXX-XX-XX"],
        ),
        ("It lost 3% in June 2017 against the same month a year ago.", ["2017-06", "2017-06"]),
    ],
)
def test_dates_told_from_another(text: str, values: list[str]) -> None:
    assert [value for _, value in found(text)] == values


@pytest.mark.parametrize("year", [0, 10_000])
def test_no_holiday_outside_the_calendar(year: int) -> None:
    assert timex.easter(year) is None
    assert timex.weekday_of_month(year, 11, 3, 4) is None


def test_a_day_of_publication_that_cannot_be_is_none() -> None:
    assert found("They met yesterday.", date(1, 1, 1)) == [("yesterday", "XXXX-XX-XX")]
    assert found("They meet next Monday.", date(9999, 12, 31)) == [("next Monday", "XXXX-WXX-1")]


def test_last_summer_told_in_summer_is_that_of_the_year_before() -> None:
    assert found("He left last summer.", date(2018, 8, 13)) == [("last summer", "2017-SU")]


@pytest.mark.parametrize(("told", "week"), [(date(2018, 3, 20), "2018-W11"), (date(2018, 3, 24), "2018-W12")])
def test_this_past_week_is_the_one_that_ends(told: date, week: str) -> None:
    assert found("It was held this past week.", told) == [("this past week", week)]


@pytest.mark.parametrize(("told", "weekend"), [(date(2018, 3, 19), "2018-W11-WE"), (date(2018, 3, 23), "2018-W12-WE")])
def test_this_weekend_told_on_monday_is_over(told: date, weekend: str) -> None:
    assert found("It became news this weekend.", told) == [("this weekend", weekend)]


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

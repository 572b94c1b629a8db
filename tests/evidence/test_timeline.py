from __future__ import annotations

from datetime import date
from itertools import permutations

from twosource.evidence.timeline import timeline
from twosource.model import Report
from twosource.reading.clutter import furniture
from twosource.reading.dates import dates
from twosource.voices.quotes import outermost

EARLY = Report(
    "a", "The mill burned on Tuesday. It was built in 1911. Two men were hurt on Tuesday.", published=date(2018, 3, 21)
)
LATE = Report(
    "b",
    "Fire took the mill on March 20. The owner will speak on Friday at 3 p.m. now.\n\n"
    "Sign up for our Friday newsletter.",
    published=date(2018, 3, 22),
)


def entries(*reports: Report) -> list[tuple[str, str, list[str]]]:
    quoted = {r.id: [quotation.span for quotation in outermost(r.text)] for r in reports}
    no_news = {r.id: furniture(r.text) for r in reports}
    dated = {r.id: dates(r.text, r.published) for r in reports}
    made = timeline(reports, dated, quoted=quoted, furniture=no_news)
    return [(e.date, e.precision, [p.text for p in e.passages]) for e in made]


def test_reports_that_tell_of_one_day_in_other_words_meet_on_it() -> None:
    assert entries(EARLY, LATE) == [
        ("2018-03-20", "day", ["The mill burned on Tuesday.", "Fire took the mill on March 20."]),
        ("2018-03-23", "day", ["The owner will speak on Friday at 3 p.m. now."]),
    ]


def test_input_order_does_not_show() -> None:
    assert len({str(entries(*order)) for order in permutations([EARLY, LATE])}) == 1


def test_undated_reports_put_nothing_relative_on_the_line() -> None:
    assert entries(Report("a", "The mill burned on Tuesday. It opened on 1 May 1998.")) == [
        ("1998-05-01", "day", ["It opened on 1 May 1998."])
    ]


def test_a_story_without_dates_has_no_timeline() -> None:
    assert entries(Report("a", "The mill is gone.")) == []


def test_a_sentence_that_names_days_is_not_told_again_under_its_years() -> None:
    text = "On 3 May 2016 and on 4 May 2016, as in 2015, the mill stood still. In 2001 and in 2002 it burned."
    told = entries(Report("a", text))
    assert [(when, [p[:5] for p in passages]) for when, _, passages in told] == [
        ("2001", ["In 20"]),
        ("2016-05-03", ["On 3 "]),
        ("2016-05-04", ["On 3 "]),
    ]


def test_history_beyond_a_working_life_stays_out() -> None:
    assert entries(Report("a", "It was built in 1911.", published=date(2018, 3, 21))) == []


def test_a_year_that_names_an_election_is_no_entry() -> None:
    text = "He led the 2016 Republican primary field. The 2014 mill fire was his doing. He ran in the 2012 race."
    late = "He lost last year’s primary. He was fined last year."
    made = entries(Report("a", text), Report("b", late, published=date(2018, 3, 21)))
    assert [(when, passages) for when, _, passages in made] == [
        ("2014", ["The 2014 mill fire was his doing."]),
        ("2017", ["He was fined last year."]),
    ]


def test_what_a_quotation_calls_today_is_the_day_on_which_it_was_said() -> None:
    text = "“People rely on it today, and they will on Friday,” he said. “It burned on 3 May 2016,” he said on Monday."
    assert [when for when, *_ in entries(Report("a", text, published=date(2018, 3, 21)))] == [
        "2016-05-03",
        "2018-03-19",
    ]


def test_of_dates_that_begin_on_one_day_the_broadest_comes_first() -> None:
    text = "It opened on 1 January 2016. It was new in January 2016. The mill made paper in 2016."
    assert [when for when, *_ in entries(Report("a", text))] == ["2016", "2016-01", "2016-01-01"]


def test_a_weekend_stands_behind_the_days_before_it() -> None:
    told = entries(Report("a", "He left over the weekend. He came on Thursday.", published=date(2018, 3, 19)))
    assert [when for when, *_ in told] == ["2018-03-15", "2018-W11-WE"]


def test_the_day_of_a_dateline_is_no_entry() -> None:
    text = "Mill burns down\n\nORRIN, March 19 (NPA) — The mill burned on Tuesday, and two men were hurt."
    assert entries(Report("a", text, published=date(2018, 3, 21))) == [
        ("2018-03-20", "day", ["The mill burned on Tuesday, and two men were hurt."])
    ]

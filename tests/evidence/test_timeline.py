from __future__ import annotations

from datetime import date
from itertools import permutations

from twosource.evidence.timeline import timeline
from twosource.model import Report
from twosource.reading.dates import dates

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
    made = timeline(reports, {r.id: dates(r.text, r.published) for r in reports})
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

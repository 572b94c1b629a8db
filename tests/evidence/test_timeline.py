from __future__ import annotations

from datetime import date
from itertools import permutations

import pytest

from twosource.evidence.timeline import figure_lines, timeline
from twosource.model import Difference, DifferenceKind, Passage, Report, SlotValue
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


# --- figures ----------------------------------------------------------------------------------------------------------

Told = tuple[str, date | None, str, str]  # report, when it came out, its sentence, and the words of its figure


def lines(*told: Told, kind: DifferenceKind = DifferenceKind.NUMBER) -> list[list[tuple[str, float]]]:
    """The lines of one difference of these values."""
    reports = {name: Report(name, sentence, published=at) for name, at, sentence, _ in told}
    values = []
    for name, _, sentence, words in told:
        start = sentence.index(words)
        slot = Passage(name, start, start + len(words), words)
        values.append(SlotValue(words, slot, Passage(name, 0, len(sentence), sentence)))
    made = figure_lines(list(reports.values()), [Difference(kind, tuple(values))])
    return [[(point.given.slot.report, point.number) for point in line.points] for line in made]


def dead(report: str, day: int | None, words: str) -> Told:
    at = None if day is None else date(2018, 3, day)
    return report, at, f"The coast guard said that {words} were killed in the harbour.", words


def test_a_toll_that_is_told_anew_is_a_line() -> None:
    told = (dead("a", 19, "12 people"), dead("b", 20, "fifteen people"), dead("c", 21, "14 people"))
    assert lines(*told) == [[("a", 12), ("b", 15), ("c", 14)]]


def test_one_that_gives_the_old_number_too_stands_with_the_new_one() -> None:
    both = "The coast guard said 15 people were killed, not 12 people."
    told = (
        dead("a", 19, "12 people"),
        ("b", date(2018, 3, 20), both, "15 people"),
        ("b", date(2018, 3, 20), both, "12 people"),
    )
    again = ("c", date(2018, 3, 21), both, "15 people"), ("c", date(2018, 3, 21), both, "12 people")
    assert lines(*told, *again) == [[("a", 12), ("b", 15), ("c", 15)]]


def test_one_that_sets_another_number_beside_it_leaves_the_one_that_stood() -> None:
    both = "The mayor said 15 people were hurt; the police put it at 12 people."
    told = (dead("a", 19, "12 people"), dead("b", 20, "15 people"))
    again = ("c", date(2018, 3, 21), both, "15 people"), ("c", date(2018, 3, 21), both, "12 people")
    assert lines(*told, *again) == [[("a", 12), ("b", 15), ("c", 15)]]


@pytest.mark.parametrize(
    "told",
    [
        pytest.param((dead("a", 19, "12 people"), dead("b", 19, "15 people")), id="at one time they contradict"),
        pytest.param((dead("a", 19, "12 people"), dead("b", None, "15 people")), id="when is not known"),
        pytest.param(
            (dead("a", 19, "12 people"), dead("b", 20, "15 people"), dead("c", 21, "12 people")), id="back where it was"
        ),
        pytest.param(
            (
                ("a", date(2018, 3, 19), "The firm says that 460 people work there.", "460 people"),
                ("b", date(2018, 3, 20), "The union says that 520 people work there.", "520 people"),
            ),
            id="nothing happened to them",
        ),
        pytest.param((("a", date(2018, 3, 19), "No number here.", "here"),), id="no number"),
    ],
)
def test_what_is_no_line(told: tuple[Told, ...]) -> None:
    assert lines(*told) == []


def test_words_that_tell_of_a_change_make_a_line() -> None:
    told = (
        ("a", date(2018, 3, 19), "The firm says that 460 people work there.", "460 people"),
        ("b", date(2018, 3, 20), "The number at work there rose to 520 people.", "520 people"),
    )
    assert lines(*told) == [[("a", 460), ("b", 520)]]


def test_only_numbers_make_lines() -> None:
    told = (dead("a", 19, "12 people"), dead("b", 20, "15 people"))
    assert lines(*told, kind=DifferenceKind.WORDING) == []

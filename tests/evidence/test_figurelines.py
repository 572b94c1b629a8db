from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest

from twosource.evidence.figurelines import figure_lines
from twosource.evidence.slots import cut
from twosource.model import (
    Difference,
    DifferenceKind,
    FigureLine,
    Passage,
    Report,
    SlotValue,
    Span,
    publication_order,
)
from twosource.reading.clutter import furniture

Told = tuple[str, date | None, str, str]  # report, when it came out, its sentence, and the words of its figure


def passage(report: Report, words: str) -> Passage:
    start = report.text.index(words)
    return report.passage(Span(start, start + len(words)))


def lines_of(reports: Sequence[Report], differences: Sequence[Difference] = ()) -> tuple[FigureLine, ...]:
    ordered = sorted(reports, key=publication_order)
    no_news = {report.id: furniture(report.text) for report in ordered}
    return figure_lines(ordered, differences, story=cut(ordered), furniture=no_news)


def lines(*told: Told, kind: DifferenceKind = DifferenceKind.NUMBER) -> list[list[tuple[str, float]]]:
    """The lines of one difference of these values."""
    reports = {name: Report(name, sentence, published=at) for name, at, sentence, _ in told}
    values = [
        SlotValue(words, passage(reports[name], words), passage(reports[name], sentence))
        for name, _, sentence, words in told
    ]
    made = lines_of(list(reports.values()), [Difference(kind, tuple(values))])
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
    told = (
        ("a", date(2018, 3, 19), "The number at work there rose to 460 people.", "460 people"),
        ("b", date(2018, 3, 20), "The number at work there rose to 520 people.", "520 people"),
    )
    assert lines(*told) == [[("a", 460), ("b", 520)]]
    assert lines(*told, kind=DifferenceKind.WORDING) == []


# --- tolls, which no difference tells ---------------------------------------------------------------------------------


def told(*texts: tuple[int, str]) -> list[list[float]]:
    """The lines of reports that came out on these days of March 2018."""
    reports = [Report(str(n), text, published=date(2018, 3, day)) for n, (day, text) in enumerate(texts)]
    return [[point.number for point in line.points] for line in lines_of(reports)]


FIRST = (19, "A ferry sank in the harbour. Twelve people were killed, the coast guard said.")
SECOND = (20, "The ferry took many lives. Fifteen people were killed, up from 12 people killed by first count.")
THIRD = (21, "Divers found no more. Fourteen people were killed, not 15 people as was said before.")


def test_a_toll_brought_up_to_date_is_a_line_though_the_old_number_is_told_too() -> None:
    assert told(FIRST, SECOND, THIRD) == [[12, 15, 14]]


def test_those_who_died_in_another_year_are_others() -> None:
    assert told(FIRST, (20, "It was the worst since 1998, when 80 people were killed.")) == []


def test_a_toll_that_stays_is_no_line() -> None:
    assert told(FIRST, (20, "Twelve people were killed when a ferry sank.")) == []


def test_those_to_whom_other_things_happened_are_another_figure() -> None:
    assert told(FIRST, (20, "Thirty people were injured when a ferry sank.")) == []


def test_a_toll_that_is_a_difference_too_is_one_line() -> None:
    reports = [Report(str(day), text, published=date(2018, 3, day)) for day, text in (FIRST, SECOND)]
    values = [
        SlotValue(words, passage(report, words), passage(report, report.text[report.text.index(words) :]))
        for report, words in zip(reports, ("Twelve people", "Fifteen people"), strict=True)
    ]
    [line] = lines_of(reports, [Difference(DifferenceKind.NUMBER, tuple(values))])
    assert [point.number for point in line.points] == [12, 15]

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twosource.reading import timex
from twosource.reading.timex import Unit

DAYS = st.dates(min_value=date(1000, 1, 1))


@pytest.mark.parametrize(
    ("amount", "unit", "value"),
    [("3", Unit.DAY, "P3D"), ("2.5", Unit.YEAR, "P2.5Y"), ("2", Unit.HOUR, "PT2H"), ("X", Unit.MINUTE, "PTXM"),
     ("1", Unit.DECADE, "P10Y"), ("2", Unit.CENTURY, "P200Y"), ("X", Unit.DECADE, "PXY")],
)  # fmt: skip
def test_durations(amount: str, unit: Unit, value: str) -> None:
    assert timex.duration(amount, unit) == value


@pytest.mark.parametrize(
    ("unit", "value"),
    [(Unit.DAY, "2027-01-01"), (Unit.WEEK, "2026-W53"), (Unit.MONTH, "2027-01"), (Unit.QUARTER, "2027-Q1"),
     (Unit.YEAR, "2027"), (Unit.DECADE, "202"), (Unit.CENTURY, "20"), (Unit.HOUR, "2027-01-01")],
)  # fmt: skip
def test_the_unit_that_a_day_lies_in(unit: Unit, value: str) -> None:
    assert timex.of_unit(date(2027, 1, 1), unit) == value


def test_a_month_on_keeps_to_the_shorter_month() -> None:
    assert timex.moved(date(2024, 1, 31), 1, Unit.MONTH) == date(2024, 2, 29)
    assert timex.moved(date(2024, 2, 29), -1, Unit.YEAR) == date(2023, 2, 28)


@pytest.mark.parametrize("unit", [Unit.DAY, Unit.WEEK, Unit.MONTH, Unit.CENTURY])
def test_outside_the_calendar_is_none(unit: Unit) -> None:
    assert timex.moved(date(9999, 12, 31), 1, unit) is None
    assert timex.moved(date(1, 1, 1), -(10**9), unit) is None


@given(DAYS, st.integers(0, 6))
def test_a_weekday_looking_back_is_within_the_week_that_ends_at_the_anchor(day: date, weekday: int) -> None:
    found = timex.weekday_from(day, weekday, ahead=False)
    assert found.weekday() == weekday
    assert 0 <= (day - found).days < 7


@given(st.dates(max_value=date(9999, 12, 1)), st.integers(0, 6))
def test_a_weekday_looking_ahead_is_within_the_week_from_the_anchor_on(day: date, weekday: int) -> None:
    found = timex.weekday_from(day, weekday, ahead=True)
    assert found.weekday() == weekday
    assert 0 <= (found - day).days < 7


def test_a_day_without_a_year_is_the_nearest_one_and_tense_breaks_near_ties() -> None:
    assert timex.day_near(date(2026, 1, 5), 12, 28, ahead=False) == date(2025, 12, 28)
    assert timex.day_near(date(2026, 12, 28), 1, 5, ahead=True) == date(2027, 1, 5)
    assert timex.day_near(date(2026, 6, 1), 12, 1, ahead=True) == date(2026, 12, 1)
    assert timex.day_near(date(2026, 6, 1), 12, 1, ahead=False) == date(2025, 12, 1)
    assert timex.day_near(date(2026, 6, 1), 2, 30, ahead=False) is None


@pytest.mark.parametrize(
    ("value", "first", "precision"),
    [("2026-03-14", date(2026, 3, 14), "day"), ("2026-03-14TMO", date(2026, 3, 14), "time"),
     ("2026-W11", date(2026, 3, 9), "week"), ("2026-W11-WE", date(2026, 3, 14), "week"),
     ("2026-03", date(2026, 3, 1), "month"), ("2026-Q2", date(2026, 4, 1), "season"),
     ("2026-FA", date(2026, 9, 1), "season"), ("2026", date(2026, 1, 1), "year")],
)  # fmt: skip
def test_values_read_back(value: str, first: date, precision: str) -> None:
    assert timex.moment_of(value) == timex.Moment(first, precision)


@pytest.mark.parametrize("value", ["PRESENT_REF", "P3D", "202", "XXXX-03-14", "2026-W54", "2026-02-30", "XXXX-WXX-3"])
def test_what_lies_nowhere_on_the_calendar(value: str) -> None:
    assert timex.moment_of(value) is None


@given(DAYS, st.sampled_from([Unit.DAY, Unit.WEEK, Unit.MONTH, Unit.QUARTER, Unit.YEAR]))
def test_a_unit_read_back_begins_on_or_before_its_day(day: date, unit: Unit) -> None:
    moment = timex.moment_of(timex.of_unit(day, unit))
    assert moment is not None
    assert 0 <= (day - moment.first).days <= 366

"""TIMEX3 values: calendar arithmetic on days, and how ISO 8601 and TIMEX3 write what comes out. No text is read here.

Values: `2026-03-14` a day, `2026-W11` a week, `2026-03` a month, `2026-Q1`, `2026-SP`, `2026`, `202` a decade, `20` a
century, `PRESENT_REF`; what is not known is X (`XXXX-03-14`).
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum


class Unit(StrEnum):
    """Calendar units by their TIMEX3 letter; those of a time of day stand behind a T."""

    SECOND = "TS"
    MINUTE = "TM"
    HOUR = "TH"
    DAY = "D"
    WEEK = "W"
    MONTH = "M"
    QUARTER = "Q"
    YEAR = "Y"
    DECADE = "DE"
    CENTURY = "CE"


UNITS = {
    "second": Unit.SECOND,
    "minute": Unit.MINUTE,
    "hour": Unit.HOUR,
    "day": Unit.DAY,
    "night": Unit.DAY,
    "week": Unit.WEEK,
    "fortnight": Unit.WEEK,
    "month": Unit.MONTH,
    "quarter": Unit.QUARTER,
    "year": Unit.YEAR,
    "decade": Unit.DECADE,
    "century": Unit.CENTURY,
}
MONTHS = ("january", "february", "march", "april", "may", "june",
          "july", "august", "september", "october", "november", "december")  # fmt: skip
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
SEASONS = {"spring": "SP", "summer": "SU", "autumn": "FA", "fall": "FA", "winter": "WI"}
PARTS_OF_DAY = {"morning": "MO", "midday": "MI", "afternoon": "AF", "evening": "EV", "night": "NI"}
YEARS_IN = {Unit.YEAR: 1, Unit.DECADE: 10, Unit.CENTURY: 100}
DAYS_IN = {Unit.DAY: 1, Unit.WEEK: 7}
MONTHS_IN = {Unit.MONTH: 1, Unit.QUARTER: 3}
LAST_YEAR = 9999  # of the calendar that Python knows


def duration(amount: str, unit: Unit) -> str:
    """`P3D`, `PT2H`; decades and centuries in years. `amount` is a number, or X where it is not told."""
    if unit in YEARS_IN and unit is not Unit.YEAR:
        return f"P{_times(amount, YEARS_IN[unit])}Y"
    clock = unit.value.startswith("T")
    return f"P{'T' if clock else ''}{amount}{unit.value[1:] if clock else unit.value}"


def _times(amount: str, factor: int) -> str:
    return "X" if amount == "X" else f"{float(amount) * factor:g}"


def valid_day(year: int, month: int, day: int) -> date | None:
    """The day of the calendar, or None where there is none such."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def of_unit(day: date, unit: Unit) -> str:
    """The value of the calendar unit that `day` lies in; a day for units below it."""
    year, iso = f"{day.year:04d}", day.isocalendar()
    forms = {
        Unit.WEEK: f"{iso.year:04d}-W{iso.week:02d}",
        Unit.MONTH: f"{year}-{day.month:02d}",
        Unit.QUARTER: f"{year}-Q{(day.month - 1) // 3 + 1}",
        Unit.YEAR: year,
        Unit.DECADE: year[:3],
        Unit.CENTURY: year[:2],
    }
    return forms.get(unit, day.isoformat())


def moved(day: date, amount: int, unit: Unit) -> date | None:
    """`day` moved by whole units, on the last day of a month where the month is shorter; None outside the calendar."""
    try:
        if unit in YEARS_IN:
            return _moved_months(day, 12 * YEARS_IN[unit] * amount)
        if unit in MONTHS_IN:
            return _moved_months(day, MONTHS_IN[unit] * amount)
        return day + timedelta(days=DAYS_IN.get(unit, 0) * amount)
    except (ValueError, OverflowError):
        return None


def _moved_months(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not 1 <= year <= 9999:
        raise ValueError(year)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def weekday_from(anchor: date, weekday: int, *, ahead: bool) -> date:
    """The weekday (Monday is 0) on or before `anchor`, or, looking ahead, on or after it."""
    if ahead:
        return anchor + timedelta(days=(weekday - anchor.weekday()) % 7)
    return anchor - timedelta(days=(anchor.weekday() - weekday) % 7)


def weekday_of_week(anchor: date, weekday: int, weeks: int) -> date:
    """The weekday of the week that lies `weeks` from the anchor's."""
    return anchor + timedelta(days=weekday - anchor.weekday() + 7 * weeks)


def month_near(anchor: date, month: int, *, ahead: bool) -> date:
    """The first day of the latest such month that has begun by `anchor`, or, looking ahead, of the next from it on."""
    year = anchor.year
    if ahead:
        year += month < anchor.month
    else:
        year -= month > anchor.month
    return date(max(1, min(year, 9999)), month, 1)


def day_near(anchor: date, month: int, day: int, *, ahead: bool) -> date | None:
    """That day of the year nearest to `anchor`; where two years are near alike, the one that the tense looks to."""
    return nearest(anchor, [valid_day(anchor.year + year, month, day) for year in (-1, 0, 1)], ahead=ahead)


def nearest(anchor: date, days: Iterable[date | None], *, ahead: bool) -> date | None:
    """Of `days` the one nearest to `anchor`; of two that are near alike, the one that the tense looks to."""
    slack = 60  # days: news writes "January 5" in December and "December 5" in February alike without a year
    return min(
        (day for day in days if day),
        key=lambda day: abs((day - anchor).days) - slack * ((day >= anchor) == ahead),
        default=None,
    )


def weekday_of_month(year: int, month: int, weekday: int, which: int) -> date | None:
    """The first, second, … such weekday of a month, or with -1 its last; None outside the calendar."""
    if not 1 <= year <= LAST_YEAR:
        return None
    days = range(1, monthrange(year, month)[1] + 1)
    found = [day for n in days if (day := date(year, month, n)).weekday() == weekday]
    return found[which - 1 if which > 0 else which]


def easter(year: int) -> date | None:
    """Easter Sunday by the Gregorian computus of Meeus, Jones and Butcher; None outside the calendar."""
    if not 1 <= year <= LAST_YEAR:
        return None
    century, of_century = divmod(year, 100)
    golden = year % 19
    moon = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    week = (32 + 2 * (century % 4) + 2 * (of_century // 4) - moon - of_century % 4) % 7
    late = (golden + 11 * moon + 22 * week) // 451
    month, day = divmod(moon + week - 7 * late + 114, 31)
    return date(year, month, day + 1)


# --- reading values back ----------------------------------------------------------------------------------------------

_FORMS = (
    ("time", re.compile(r"(\d{4})-(\d\d)-(\d\d)T.+")),
    ("day", re.compile(r"(\d{4})-(\d\d)-(\d\d)")),
    ("week", re.compile(r"(\d{4})-W(\d\d)(-WE)?")),
    ("month", re.compile(r"(\d{4})-(\d\d)")),
    ("season", re.compile(r"(\d{4})-(Q[1-4]|H[12]|SP|SU|FA|WI)")),
    ("year", re.compile(r"(\d{4})")),
)
_SEASON_BEGINS = {"Q1": 1, "Q2": 4, "Q3": 7, "Q4": 10, "H1": 1, "H2": 7, "SP": 3, "SU": 6, "FA": 9, "WI": 12}


@dataclass(frozen=True, slots=True, order=True)
class Moment:
    """Where a value lies on the calendar: its first day, and how precisely it is told."""

    first: date
    precision: str


def moment_of(value: str) -> Moment | None:
    """Where a TIMEX3 value lies, or None for durations, references, decades and what holds X."""
    for precision, form in _FORMS:
        if match := form.fullmatch(value):
            first = _first_day(precision, match.groups())
            return Moment(first, precision) if first else None
    return None


def _first_day(precision: str, parts: tuple[str, ...]) -> date | None:
    year = int(parts[0])
    if precision == "season":
        return valid_day(year, _SEASON_BEGINS[parts[1]], 1)
    if precision == "week":
        try:
            return date.fromisocalendar(year, int(parts[1]), 6 if parts[2] else 1)
        except ValueError:
            return None
    month, day = (*map(int, parts[1:3]), 1, 1)[:2]
    return valid_day(year, month, day)

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twosource.reading.published import when

EAST = timezone(timedelta(hours=-5))


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2024-03-05", date(2024, 3, 5)),
        ("2024-03-05T09:30:15Z", datetime(2024, 3, 5, 9, 30, 15, tzinfo=UTC)),
        ("2024-03-05T09:30:15.123456789+00:00", datetime(2024, 3, 5, 9, 30, 15, tzinfo=UTC)),
        ("2024-03-05 09:30-0500", datetime(2024, 3, 5, 9, 30, tzinfo=EAST)),
        ("2024-03-05T09:30:15-05", datetime(2024, 3, 5, 9, 30, 15, tzinfo=EAST)),
        ("20240305T093015Z", datetime(2024, 3, 5, 9, 30, 15, tzinfo=UTC)),
        ("2024-03-05T09:30:15", datetime(2024, 3, 5, 9, 30, 15)),  # noqa: DTZ001
        ("Tue, 05 Mar 2024 09:30:15 GMT", datetime(2024, 3, 5, 9, 30, 15, tzinfo=UTC)),
        ("Tue, 05 Mar 2024 09:30:15 EST", datetime(2024, 3, 5, 9, 30, 15, tzinfo=EAST)),
        ("1709631015", datetime(2024, 3, 5, 9, 30, 15, tzinfo=UTC)),
        ("1709631015000", datetime(2024, 3, 5, 9, 30, 15, tzinfo=UTC)),
        ("March 5, 2024", date(2024, 3, 5)),
        ("Published 5th March 2024", date(2024, 3, 5)),
        ("Mar 5, 2024, 9:30 PM EST", datetime(2024, 3, 5, 21, 30, tzinfo=EAST)),
        ("5 March 2024, 09:30 UTC", datetime(2024, 3, 5, 9, 30, tzinfo=UTC)),
        ("Mar. 5, 2024 at 9:30 p.m.", datetime(2024, 3, 5, 21, 30)),  # noqa: DTZ001
        ("Mar 5, 2024 12:05 am", datetime(2024, 3, 5, 0, 5)),  # noqa: DTZ001
        ("2024/3/5", date(2024, 3, 5)),
        ("25.12.2023", date(2023, 12, 25)),
        ("12/25/2023", date(2023, 12, 25)),
        ("4/4/2024", date(2024, 4, 4)),
    ],
)
def test_dates_as_pages_write_them(value: str, expected: date) -> None:
    found = when(value)
    assert found == expected
    assert type(found) is type(expected)


def test_midnight_sharp_is_a_day_without_a_time() -> None:
    assert when("2024-03-05T00:00:00Z") == date(2024, 3, 5)
    assert type(when("2024-03-05T00:00:00+02:00")) is date


@pytest.mark.parametrize(
    "value",
    [
        *("", "yesterday", "3/4/2024", "2024-13-45", "2024-02-30T10:00:00Z", "Smarch 5, 2024", "May 99, 2024"),
        *("31/31/2024", "0001-01-01T00:00:00Z", "9999-12-31", "2024-03-05T09:30:15+99:99", "5" * 200),
        "Mon, 99 Foo 2024 10:00:00 GMT",
    ],
)
def test_what_is_no_date_or_two_dates_is_none(value: str) -> None:
    assert when(value) is None


@given(st.text(max_size=90))
def test_any_text_is_a_date_or_none(value: str) -> None:
    assert when(value) is None or isinstance(when(value), date)


SECONDS = st.integers(min_value=-2_208_988_800, max_value=4_102_444_800)  # 1900 to 2100


@given(SECONDS)
def test_iso_dates_come_back_to_the_second(seconds: int) -> None:
    moment = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)
    expected = moment.date() if (moment.hour, moment.minute, moment.second) == (0, 0, 0) else moment
    assert when(moment.isoformat()) == expected

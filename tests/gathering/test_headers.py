"""Times in headers: as RFC 9110 has them, and none where they are nonsense."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twosource.gathering.headers import retry_after

NOW = datetime(2026, 3, 20, 8, tzinfo=UTC)
MOST = timedelta(days=1)


@pytest.mark.parametrize(
    ("headers", "wait"),
    [
        ({}, timedelta()),
        ({"retry-after": " 120 "}, timedelta(seconds=120)),
        ({"retry-after": "Fri, 20 Mar 2026 08:10:00 GMT"}, timedelta(minutes=10)),
        (
            {"retry-after": "Fri, 20 Mar 2026 09:10:00 GMT", "date": "Fri, 20 Mar 2026 09:00:00 GMT"},
            timedelta(minutes=10),
        ),
        ({"retry-after": "Fri, 20 Mar 2026 07:00:00 GMT"}, timedelta()),
        ({"retry-after": "999999999"}, MOST),
        ({"retry-after": "9" * 400}, timedelta()),
        ({"retry-after": "-5"}, timedelta()),
        ({"retry-after": "soon"}, timedelta()),
    ],
)
def test_how_long_a_server_asks_us_to_wait(headers: dict[str, str], wait: timedelta) -> None:
    assert retry_after(headers, NOW, MOST) == wait


@given(st.text(), st.text())
def test_whatever_is_written_is_a_wait_within_bounds(written: str, date: str) -> None:
    assert timedelta() <= retry_after({"retry-after": written, "date": date}, NOW, MOST) <= MOST

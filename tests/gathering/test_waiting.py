"""How long we wait before we ask again."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twosource.gathering.exchange import Exchange
from twosource.gathering.waiting import FIRST_BACKOFF, LONGEST_BACKOFF, MOST_ASKED, asked_for, backoff, hold

NOW = datetime(2024, 3, 5, 9, 30, tzinfo=UTC)
TWO_HOURS = timedelta(hours=2)


@pytest.mark.parametrize("written", ["7200", format_datetime(NOW + TWO_HOURS, usegmt=True)])
@pytest.mark.parametrize("status", [429, 503])
def test_a_busy_server_holds_its_whole_host_for_as_long_as_it_asks(status: int, written: str) -> None:
    assert hold(Exchange(status, {"retry-after": written}), NOW) == NOW + TWO_HOURS


def test_only_a_busy_server_holds_its_host() -> None:
    assert hold(Exchange(200, {"retry-after": "60"}), NOW) is None


@pytest.mark.parametrize("written", ["", "-5", "soon", "1e9", "Mon, 04 Mar 2024 09:30:00 GMT", "²"])
def test_what_asks_for_no_time_holds_nothing(written: str) -> None:
    assert hold(Exchange(503, {"retry-after": written}), NOW) is None


def test_no_server_is_heeded_for_ever() -> None:
    assert asked_for(Exchange(503, {"retry-after": "999999999"}), NOW) == MOST_ASKED


@given(st.integers(1, 10_000), st.floats(0, 1))
def test_backoff_is_bounded_and_grows(failures: int, chance: float) -> None:
    assert FIRST_BACKOFF / 2 <= backoff(failures, chance) <= LONGEST_BACKOFF
    assert backoff(failures, chance) <= backoff(failures + 1, chance)
    assert backoff(failures, chance) <= backoff(failures, 1.0)

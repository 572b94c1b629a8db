"""When briefs are due, by clocks that change."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twosource.errors import BadField
from twosource.service.occasions import day_before, last_occasion, next_due, proper, today
from twosource.store.subscribers import Wishes

BERLIN = Wishes("Europe/Berlin", "1", 7)
ZONES = (
    "UTC",
    "Europe/Berlin",
    "America/New_York",
    "Asia/Kolkata",
    "Pacific/Kiritimati",
    "Pacific/Pago_Pago",
    "Australia/Lord_Howe",
)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def test_today_is_a_readers_own() -> None:
    assert today(Wishes("America/Los_Angeles"), at("2026-11-23T01:00")) == date(2026, 11, 22)
    assert today(Wishes("Pacific/Kiritimati"), at("2026-11-22T12:00")) == date(2026, 11, 23)


def test_seven_in_berlin_is_another_hour_in_summer() -> None:
    assert next_due(BERLIN, at("2026-03-20T00:00")) == at("2026-03-23T06:00")
    assert next_due(BERLIN, at("2026-03-23T06:00")) == at("2026-03-30T05:00")
    assert next_due(BERLIN, at("2026-10-20T00:00")) == at("2026-10-26T06:00")


def test_an_hour_that_a_clock_leaves_out_is_the_next_and_one_that_comes_twice_the_first() -> None:
    sunday = Wishes("Europe/Berlin", "7", 2)
    assert next_due(sunday, at("2026-03-28T00:00")) == at("2026-03-29T01:00"), "2:00 is 3:00 there"
    assert next_due(sunday, at("2026-10-24T00:00")) == at("2026-10-25T00:00")
    assert next_due(sunday, at("2026-10-25T00:00")) == at("2026-11-01T01:00"), "and not once more an hour later"


def test_those_that_were_missed_are_one() -> None:
    assert last_occasion(BERLIN, at("2026-03-23T05:59")) == date(2026, 3, 16)
    assert last_occasion(BERLIN, at("2026-03-23T06:00")) == date(2026, 3, 23)
    assert last_occasion(BERLIN, at("2026-03-29T12:00")) == date(2026, 3, 23)


def test_the_occasion_before_is_the_same_day_a_week_ago_or_the_last_day_chosen() -> None:
    assert day_before(BERLIN, date(2026, 3, 23)) == date(2026, 3, 16)
    assert day_before(Wishes(days="15"), date(2026, 3, 23)) == date(2026, 3, 20)


def test_wishes_are_put_in_order() -> None:
    assert proper(Wishes(days="5151")) == Wishes(days="15")


@pytest.mark.parametrize(
    "wrong",
    [
        Wishes("Mars"),
        Wishes(days=""),
        Wishes(days="8"),
        Wishes(days="x"),
        Wishes(hour=24),
        Wishes(hour=-1),
        Wishes(minutes=0),
    ],
)
def test_wishes_that_cannot_be_are_refused(wrong: Wishes) -> None:
    with pytest.raises(BadField):
        proper(wrong)


def test_a_zone_that_is_known_no_longer_is_universal_time() -> None:
    assert next_due(Wishes("Gone/Away", "1", 7), at("2026-03-20T00:00")) == at("2026-03-23T07:00")


@given(
    st.datetimes(datetime(2020, 1, 1), datetime(2035, 1, 1)),  # noqa: DTZ001 - of UTC
    st.sampled_from(ZONES),
    st.sets(st.sampled_from("1234567"), min_size=1),
    st.integers(0, 23),
)
def test_occasions_follow_one_another_and_none_is_left_out(
    moment: datetime, zone: str, days: set[str], hour: int
) -> None:
    now, wishes = moment.replace(tzinfo=UTC), Wishes(zone, "".join(sorted(days)), hour)
    due = next_due(wishes, now)
    assert now < due <= now + timedelta(days=7, hours=2)
    assert last_occasion(wishes, due) > last_occasion(wishes, now)
    assert last_occasion(wishes, due - timedelta(seconds=1)) == last_occasion(wishes, now)
    assert day_before(wishes, last_occasion(wishes, due)) == last_occasion(wishes, now)

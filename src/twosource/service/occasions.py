"""When a reader's briefs are due: their days and hour, by the clock where they live. Pure.

Strategy: an occasion is a day of theirs, and is due at their hour of it. By an hour that a clock leaves out it is due
when that hour would have been over, and by one that comes twice at the first. Those that were missed are one: it is
sent late, once.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from typing import Final
from zoneinfo import ZoneInfo, available_timezones

from twosource.errors import BadField
from twosource.store.subscribers import Wishes

EVERY_DAY: Final = "1234567"
WEEK: Final = 7


@cache
def zones() -> frozenset[str]:
    """The names of time zones that this machine knows."""
    return frozenset(available_timezones()) | {"UTC"}


def proper(wishes: Wishes) -> Wishes:
    """Wishes as they can be kept: each day once, in order.

    Raises:
        BadField: a zone, days, an hour or minutes that there are not.
    """
    if wishes.zone not in zones():
        shown = wishes.zone[:60].encode("unicode_escape").decode("ascii")
        raise BadField("time zone", f"{shown!r} is none", "name one as Europe/Berlin")
    days = "".join(sorted(set(wishes.days)))
    if not days or not set(days) <= set(EVERY_DAY):
        raise BadField("days", "none of the week", "name one or more, from 1 for Monday to 7 for Sunday")
    if not 0 <= wishes.hour <= 23:
        raise BadField("hour", f"{wishes.hour} is none", "name one from 0 to 23")
    if not 1 <= wishes.minutes <= 60:
        raise BadField("minutes", f"{wishes.minutes} is none", "name 3, 5 or 15")
    return Wishes(wishes.zone, days, wishes.hour, wishes.minutes, wishes.rules)


def today(wishes: Wishes, now: datetime) -> date:
    """The day by a reader's clock."""
    return now.astimezone(_zone(wishes)).date()


def last_occasion(wishes: Wishes, now: datetime) -> date:
    """The day of the last occasion that is due by `now`."""
    days = (today(wishes, now) - timedelta(days=back) for back in range(WEEK + 1))
    return next(day for day in days if _is_one(wishes, day) and _due(wishes, day) <= now)


def next_due(wishes: Wishes, now: datetime) -> datetime:
    """When the first occasion after `now` is due, in UTC."""
    days = (today(wishes, now) + timedelta(days=ahead) for ahead in range(WEEK + 1))
    return next(due for day in days if _is_one(wishes, day) and (due := _due(wishes, day)) > now)


def day_before(wishes: Wishes, day: date) -> date:
    """The day of the occasion before the one of `day`."""
    return next(before for back in range(1, WEEK + 1) if _is_one(wishes, before := day - timedelta(days=back)))


def _is_one(wishes: Wishes, day: date) -> bool:
    return str(day.isoweekday()) in wishes.days


def _due(wishes: Wishes, day: date) -> datetime:
    return datetime.combine(day, time(wishes.hour), _zone(wishes)).astimezone(UTC)


@cache
def _named(zone: str) -> ZoneInfo:
    return ZoneInfo(zone if zone in zones() else "UTC")  # one that this machine has forgotten is no reason to send none


def _zone(wishes: Wishes) -> ZoneInfo:
    return _named(wishes.zone)

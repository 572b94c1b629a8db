"""Where a report stands among all others: one number that is its time and its turn. Pure.

Strategy: `place = seconds << 28 | number`. It is the row's number in the full-text index, so that the newest come first
without sorting, and a period is a range: on 200,000 reports a word that is in all of them is answered from the end of
its list. `number` is the report's own, given once and for ever, in order of arrival.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Final

from twosource.model import moment

NUMBER_BITS: Final = 28  # 268 million reports; with 34 bits of seconds the whole is under 2**63
MOST_REPORTS: Final = (1 << NUMBER_BITS) - 1
DAY_SECONDS: Final = 86_400
_ZERO: Final = datetime(1800, 1, 1, tzinfo=UTC)  # second 1; what is older stands there too, what is undated at 0
_LATEST: Final = (1 << 34) - 1  # seconds: the year 2344
MOST_PLACE: Final = (1 << 62) - 1


def place(published: date | None, number: int) -> int:
    """The place of report `number`: above all that were published before it, and undated ones."""
    return _seconds(published) << NUMBER_BITS | number


def first_place(day: date | None) -> int:
    """The lowest place of a report of that day or later; with None, of one that is dated."""
    return (_seconds(day) if day else 1) << NUMBER_BITS


def end_place(day: date) -> int:
    """The lowest place of a report of a later day."""
    return first_place(day) + (DAY_SECONDS << NUMBER_BITS)


def _seconds(published: date | None) -> int:
    when = moment(published)
    return 0 if when is None else min(max(1, 1 + int((when - _ZERO).total_seconds())), _LATEST)

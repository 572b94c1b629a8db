"""The clock on the wall: the one place that reads it.

Strategy: whoever needs the time is handed a function that tells it, and this is the one that is handed over unless
another is: a test's, or that of a simulated week. No pure part imports it.
"""

from __future__ import annotations

from datetime import UTC, datetime


def now() -> datetime:
    """The time, in UTC."""
    return datetime.now(UTC)

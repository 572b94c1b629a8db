"""Clocks of the week: one that goes so many times as fast as a clock on the wall, and one that is set."""

from __future__ import annotations

from datetime import datetime, timedelta
from time import monotonic


class Fast:
    """Tells the time from `begins` on, `pace` times as fast as it passes."""

    def __init__(self, begins: datetime, pace: float) -> None:
        self._begins = begins
        self._pace = pace
        self._started = monotonic()

    def __call__(self) -> datetime:
        return self._begins + timedelta(seconds=(monotonic() - self._started) * self._pace)


class Leaping:
    """Stands still until it is set to a later moment."""

    def __init__(self, begins: datetime) -> None:
        self._now = begins

    def __call__(self) -> datetime:
        return self._now

    def leap(self, to: datetime) -> None:
        self._now = max(self._now, to)

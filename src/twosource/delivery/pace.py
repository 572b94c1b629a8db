"""Not more messages a second than a server wants, whoever sends them."""

from __future__ import annotations

from collections.abc import Callable
from threading import Event, Lock
from time import monotonic


class Pace:
    """So many messages a second, whoever sends them. 0: as many as go."""

    def __init__(self, per_second: float, clock: Callable[[], float] = monotonic) -> None:
        self._gap = 1 / per_second if per_second else 0.0
        self._clock = clock
        self._next = 0.0
        self._lock = Lock()

    def wait(self, stop: Event) -> bool:
        """Wait for one's turn; whether it came before `stop`."""
        with self._lock:
            now = self._clock()
            turn = max(self._next, now)
            self._next = turn + self._gap
        return not stop.wait(turn - now) if turn > now else not stop.is_set()

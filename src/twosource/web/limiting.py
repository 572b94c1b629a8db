"""How often one may try: a budget for each key that fills up again as time goes on.

Strategy: the "generic cell rate algorithm" (ITU-T I.371): of each key one moment is kept, the one at which its budget
will be full again. Memory is bounded: the keys whose budget is full are dropped, and beyond the limit the fullest.
The clock is handed in.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock
from time import monotonic
from typing import Final

MOST_KEYS: Final = 50_000  # kept at once: some 10 MB


@dataclass(frozen=True, slots=True)
class Budget:
    """`tries` at once, and as many again in `seconds`."""

    tries: int
    seconds: float


class Limiter:
    """Keeps count for any number of keys. Any thread may ask."""

    def __init__(self, clock: Callable[[], float] = monotonic, most_keys: int = MOST_KEYS) -> None:
        self._clock = clock
        self._most = most_keys
        self._full_at: dict[str, float] = {}
        self._lock = Lock()

    def spend(self, key: str, budget: Budget) -> float:
        """Spend one try of the budget of `key`: 0.0. Where there is none: the seconds until there is."""
        each = budget.seconds / budget.tries
        with self._lock:
            now = self._clock()
            full = max(self._full_at.get(key, now), now) + each
            wait = full - now - budget.seconds
            if wait > each * 1e-9:
                return wait
            self._full_at[key] = full
            if len(self._full_at) > self._most:
                self._thin_out(now)
            return 0.0

    def _thin_out(self, now: float) -> None:
        held = sorted(((full, key) for key, full in self._full_at.items() if full > now), reverse=True)
        self._full_at = {key: full for full, key in held[: self._most // 2]}

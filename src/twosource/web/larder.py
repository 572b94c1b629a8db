"""What was made of the store lately: dossiers read back, and what pages say, kept in memory for who asks next.

Strategy: a key holds all that the value is made of (a story and when its dossier was made), so what is found is never
out of date, and nothing has to be taken out but what was not asked for the longest. Two threads that miss at once both
make it: cheaper than waiting for each other. Memory is bounded by the sizes that who puts something in tells.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any, Final, TypeVar

MOST: Final = 96_000_000
"""Bytes, about, of all that is kept: some 300 stories at 100 kB of page and 200 kB of dossier."""
Kept = TypeVar("Kept")


class Larder:
    """Values by key, the ones asked for last. Any thread may ask."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._held: OrderedDict[Hashable, tuple[int, Any]] = OrderedDict()
        self._size = 0
        self._lock = Lock()

    def get(self, key: Hashable, make: Callable[[], Kept], size: Callable[[Kept], int]) -> Kept:
        """What is kept under `key`, else what `make` makes, kept from now on; `size` tells its bytes."""
        with self._lock:
            if key in self._held:
                self._held.move_to_end(key)
                found: Kept = self._held[key][1]
                return found
        made = make()
        self._put(key, made, size(made))
        return made

    def _put(self, key: Hashable, value: object, size: int) -> None:
        if size > self._most:
            return
        with self._lock:
            self._size += size - self._held.pop(key, (0, None))[0]
            self._held[key] = (size, value)
            while self._size > self._most:
                _, (freed, _) = self._held.popitem(last=False)
                self._size -= freed

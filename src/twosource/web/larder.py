"""What was made of the store lately: dossiers read back, and what pages say, kept in memory for who asks next.

Strategy: a key holds all that the value is made of (a story and when its dossier was made), so what is found is never
out of date, and nothing has to be taken out but what was not asked for the longest. Who asks for what is there waits
for nobody. What is not there is made by one thread at a time: Python computes on one core, so two would only be in each
other's way, and of twenty who ask for a story that is new, one makes it for all.

Pages are texts, which cost the garbage collector nothing, and stay for long. Dossiers are thousands of objects each,
which it walks every time: a few stay, for who goes on from a story to its parts and reports.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock, RLock
from typing import Any, Final, TypeVar

PAGES: Final = 64_000_000
"""Bytes, about, of pages: 700 stories of 100 reports at 90 kB."""
DOSSIERS: Final = 48_000_000
"""Bytes, about, of dossiers: five stories of 100 reports at 9 MB, or 50 of ten."""
Kept = TypeVar("Kept")


class Larder:
    """Two shelves of one kitchen. Any thread may ask."""

    def __init__(self, pages: int = PAGES, dossiers: int = DOSSIERS) -> None:
        stove = RLock()
        self.pages = Shelf(pages, stove)
        self.dossiers = Shelf(dossiers, stove)


class Shelf:
    """Values by key, the ones asked for last, of `most` bytes together.

    `stove` is held while a value is made: what is made of another value may ask for that one meanwhile.
    """

    def __init__(self, most: int, stove: RLock) -> None:
        self._most = most
        self._stove = stove
        self._held: OrderedDict[Hashable, tuple[int, Any]] = OrderedDict()
        self._size = 0
        self._lock = Lock()

    def get(self, key: Hashable, make: Callable[[], Kept], size: Callable[[Kept], int]) -> Kept:
        """What is kept under `key`, else what `make` makes, kept from now on; `size` tells its bytes.

        Whoever calls this holds nothing that others need for making what they ask for: no connection to the store.
        """
        found = self._found(key)
        if found is None:
            with self._stove:
                found = self._found(key)  # another may have made it while we waited
                if found is None:
                    made = make()
                    self._put(key, made, size(made))
                    return made
        kept: Kept = found[1]
        return kept

    def _found(self, key: Hashable) -> tuple[int, Any] | None:
        with self._lock:
            if key not in self._held:
                return None
            self._held.move_to_end(key)
            return self._held[key]

    def _put(self, key: Hashable, value: object, size: int) -> None:
        if size > self._most:
            return
        with self._lock:
            self._held[key] = (size, value)
            self._size += size
            while self._size > self._most:
                _, (freed, _) = self._held.popitem(last=False)
                self._size -= freed

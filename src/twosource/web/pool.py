"""Connections to the store, lent to the threads that answer requests.

Strategy: a connection is used by one thread at a time, is opened when it is first needed, and comes back when its
borrower is done. A thread that has one and asks again gets the same: no thread ever waits for a second while it holds a
first, so that threads cannot wait for each other in a ring. Who waits too long is told that the store is busy.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from queue import Empty, LifoQueue
from threading import Lock, local
from typing import Final

from twosource.errors import StoreAway, StoreBusy
from twosource.store import Database

# --- limits: chosen, not measured -------------------------------------------------------------------------------------

MOST: Final = 8
"""Connections at once. Python computes on one core at a time: more would only wait for each other."""
PATIENCE: Final = 5.0
"""Seconds to wait for a connection: longer than any page takes, shorter than a reader's patience."""


class Pool:
    """Lends at most `most` connections, each made by `opened`. Any thread may borrow."""

    def __init__(self, opened: Callable[[], Database], *, most: int = MOST, patience: float = PATIENCE) -> None:
        self._opened = opened
        self._patience = patience
        self._free: LifoQueue[Database | None] = LifoQueue()
        for _ in range(most):
            self._free.put(None)
        self._mine = local()
        self._lock = Lock()
        self._all: list[Database] = []
        self._closed = False

    @contextmanager
    def lent(self) -> Iterator[Database]:
        """A connection for this thread.

        Raises:
            StoreBusy: all are lent for longer than we wait.
            StoreError: none can be opened.
        """
        held: Database | None = getattr(self._mine, "held", None)
        if held is not None:
            yield held
            return
        slot = self._taken()
        try:
            slot = slot or self._new()
            self._mine.held = slot
            yield slot
        finally:
            self._mine.held = None
            self._free.put(slot)

    @property
    def held(self) -> bool:
        """Whether this thread has a connection at the moment."""
        return getattr(self._mine, "held", None) is not None

    def _taken(self) -> Database | None:
        try:
            return self._free.get(timeout=self._patience)
        except Empty:
            raise StoreBusy("all connections to the store are in use; try again in a moment") from None

    def _new(self) -> Database:
        database = self._opened()
        with self._lock:
            if not self._closed:
                self._all.append(database)
                return database
        database.close()
        raise StoreAway("this server is stopping")

    def close(self) -> None:
        """Close all connections: nobody may be using one."""
        with self._lock:
            self._closed = True
            for database in self._all:
                database.close()
            self._all.clear()

"""What works on the store beside the web server, in the same process: threads that end together.

Strategy: each part is a function that goes on until it is asked to stop. Where the store is away, busy or full, that is
told and the part is begun again later; one that cannot go on is told of and left out. The threads never keep the
process: what they are in the midst of is written down, and is done again by the next one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from threading import Event, Thread
from time import monotonic
from typing import Final

from twosource.errors import StoreAway, StoreBusy, StoreFull, TwoSourceError

AGAIN: Final = 60.0  # seconds until a part whose store was away, busy or full is begun again: chosen, not measured
GRACE: Final = 5.0  # seconds that all of them may take to end
PASSING: Final = (StoreAway, StoreBusy, StoreFull)  # what may come right without us

Work = Callable[[Event], None]
Tell = Callable[[str], None]


class Beside:
    """Parts that run until `stop`. `tell` is told what goes wrong, in a line."""

    def __init__(self, tell: Tell, *, again: float = AGAIN) -> None:
        self.asked_to_stop = Event()
        self._tell = tell
        self._again = again
        self._threads: dict[str, Thread] = {}

    def start(self, name: str, work: Work) -> None:
        """Run `work` in a thread; it is handed the event by which it is asked to stop."""
        thread = Thread(target=self._go_on, args=(name, work), name=name, daemon=True)
        self._threads[name] = thread
        thread.start()

    def _go_on(self, name: str, work: Work) -> None:
        while not self.asked_to_stop.is_set():
            try:
                work(self.asked_to_stop)
            except PASSING as error:
                self._tell(f"{name} waits: {error}")
                self.asked_to_stop.wait(self._again)
            except TwoSourceError as error:
                return self._tell(f"{name} ended: {error}")
        return None

    @property
    def running(self) -> Mapping[str, bool]:
        """Whether each part still goes on."""
        return {name: thread.is_alive() for name, thread in self._threads.items()}

    def stop(self, within: float = GRACE) -> None:
        """Ask all to end, and wait for so many seconds at most."""
        self.asked_to_stop.set()
        until = monotonic() + within
        for thread in self._threads.values():
            thread.join(max(0.0, until - monotonic()))

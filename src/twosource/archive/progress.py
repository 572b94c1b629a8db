"""How far a run is: units of a stage that are done, counted where tasks put them down.

Strategy: tasks tell the driver nothing but that all of them ended, and some run on other machines; each leaves a file
when its unit is done. So a thread counts files, now and then, while a stage goes on.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread
from typing import Final

EVERY: Final = 2.0  # seconds from look to look; names of 150,000 units, a month's, are read in a tenth of a second


@dataclass(frozen=True, slots=True)
class Progress:
    """A stage in words, and how many of its units are done; a stage that is not cut into units has none."""

    doing: str
    done: int = 0
    units: int = 0


Say = Callable[[Progress], None]


@contextmanager
def counted(folder: Path, doing: str, units: int, told: Say, every: float = EVERY) -> Iterator[None]:
    """Tell how many of the units in `folder` are done, every so many seconds, until this is left."""
    over = Event()

    def look_on() -> None:
        while not over.wait(every):
            told(Progress(doing, done(folder), units))

    thread = Thread(target=look_on, daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def done(folder: Path) -> int:
    """Units whose file is there and whole."""
    if not folder.is_dir():
        return 0
    with os.scandir(folder) as found:
        return sum(one.name.endswith(".json") for one in found)

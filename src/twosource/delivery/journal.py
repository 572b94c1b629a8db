"""Which mail is being handed over just now: a few numbers in memory that outlives the process.

Strategy: a server answers for a message when it has had its last line, and between that line and its answer nobody can
say which of the two has it (RFC 1047). So the number of a mail is noted right before its last line is written, in a
file that is mapped into memory: eight bytes, written by one instruction, which the system keeps however we end. The
note is taken away when the outcome is in the store. Where a run finds notes of one before it, those mails were handed
over: it never saw the answers, but the last lines were on their way.
"""

from __future__ import annotations

import mmap
import os
from pathlib import Path
from queue import SimpleQueue
from typing import Final

from twosource.errors import ConfigError

SLOT: Final = 8  # bytes
LARGEST: Final = 1_000_000  # bytes of a file that may be ours


class Journal:
    """The notes of one run. `slot` lends a place for one; any thread may ask."""

    def __init__(self, path: Path, slots: int) -> None:
        """Begin anew: what a run before noted is gone, so `left` it must have been read.

        Raises:
            ConfigError: the file cannot be written.
        """
        try:
            with path.open("wb") as stream:
                stream.write(bytes(slots * SLOT))
                stream.flush()
                os.fsync(stream.fileno())
            with path.open("r+b") as stream:
                self._map = mmap.mmap(stream.fileno(), slots * SLOT)
        except OSError as error:
            raise ConfigError(f"the journal {path} cannot be written ({error.strerror}); set journal") from error
        self._numbers = memoryview(self._map).cast("q")
        self._free: SimpleQueue[int] = SimpleQueue()
        for slot in range(slots):
            self._free.put(slot)

    def slot(self) -> int:
        """A free place; waits for one."""
        return self._free.get()

    def hand_over(self, slot: int, number: int) -> None:
        """That the last line of this mail is written next."""
        self._numbers[slot] = number

    def let_go(self, slot: int) -> None:
        """That the outcome of what was noted there is kept, or that there was nothing to note."""
        self._numbers[slot] = 0
        self._free.put(slot)

    def close(self) -> None:
        self._numbers.release()
        self._map.close()


def left(path: Path) -> frozenset[int]:
    """The numbers that a run before noted, and whose outcome it did not see."""
    try:
        with path.open("rb") as stream:
            found = stream.read(LARGEST)
    except OSError:
        return frozenset()
    return frozenset(memoryview(found[: len(found) // SLOT * SLOT]).cast("q").tolist()) - {0}

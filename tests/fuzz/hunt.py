"""Mutants, one after the other, to a reader; what it does wrong, as values.

Strategy: an error of ours is an answer; any other is a find, and so is one input that takes more than its seconds of
this process's own time, whatever else the machine does, or more memory than a process of ours may have.
"""

from __future__ import annotations

import signal
import traceback
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from itertools import count
from random import Random
from time import process_time
from types import FrameType

from tests.fuzz.mutants import mutant
from tests.fuzz.readers import Reader


class TooSlow(BaseException):
    """Raised out of a reader whose time is up; no reader may catch it."""


@dataclass(frozen=True, slots=True)
class Find:
    """What a reader should not have done with an input; `number` makes the same input again."""

    reader: str
    number: int
    content: bytes
    wrong: str


@dataclass(slots=True)
class Tally:
    """How many inputs were read, and the most seconds that one took."""

    inputs: int = 0
    slowest: float = 0.0


@cache
def _seeds(reader: Reader) -> Sequence[bytes]:
    return reader.seeds()


def content_of(reader: Reader, number: int) -> bytes:
    """The mutant of that number."""
    return mutant(_seeds(reader), Random(f"{reader.name} {number}"))


def hunted(reader: Reader, *, first: int = 0, tally: Tally | None = None) -> Iterator[Find | None]:
    """For each number from `first` on, what was wrong, None where nothing was. Without an end."""
    tally = tally or Tally()
    for number in count(first):
        content = content_of(reader, number)
        begun = process_time()
        wrong = fault(reader, content)
        tally.inputs += 1
        tally.slowest = max(tally.slowest, process_time() - begun)
        yield Find(reader.name, number, content, wrong) if wrong else None


def fault(reader: Reader, content: bytes) -> str:
    """What the reader does wrong with `content`; empty for nothing."""
    try:
        with _watched(reader.most), warnings.catch_warnings():
            warnings.simplefilter("error")
            reader.read(content)
    except reader.may:
        pass
    except TooSlow:
        return f"over {reader.most:g} seconds\n{traceback.format_exc(limit=-6)}"
    except Exception:
        return traceback.format_exc(limit=-8)
    return ""


@contextmanager
def _watched(seconds: float) -> Iterator[None]:
    def stop(number: int, frame: FrameType | None) -> None:
        raise TooSlow

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)

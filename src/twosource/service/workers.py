"""Those who do what takes time: threads that wait for the network, and processes that read what came, or tell stories.

Strategy: threads ask, since they only wait; what came is read in processes of their own, one a core, since reading is
most of the work and Python does it on one core at a time. A page that brings its reader down, or keeps it for too long,
costs that reader and no more: another takes its place. Readers end when whoever started them does, however it ends.
What they read is whatever has a name: pages of news, or stories that are to be told (`telling`).
"""

from __future__ import annotations

import multiprocessing
import pickle
import signal
from collections.abc import Callable
from contextlib import suppress
from multiprocessing.connection import Connection
from queue import Empty, Queue
from threading import Lock, Thread
from typing import Any, Final, Protocol, TypeVar

from twosource.errors import InputError, Malformed, TooLarge


class Named(Protocol):
    """What a reader is given: something that is called something, for errors."""

    @property
    def name(self) -> str: ...


T = TypeVar("T")
Item = TypeVar("Item", bound=Named)
Answer = TypeVar("Answer")

PATIENCE: Final = 60.0  # seconds that one page may be read for: the slowest of 181 real ones takes under one


class Threads:
    """So many threads that do what is handed to them, and hand back what came of it. They never hold up the end."""

    def __init__(self, many: int) -> None:
        self.many = many
        self.answers: Queue[Any] = Queue()
        self._work: Queue[Callable[[], Any] | None] = Queue()
        self._threads = [Thread(target=self._serve, daemon=True, name=f"gathering {n}") for n in range(many)]
        for thread in self._threads:
            thread.start()

    def do(self, work: Callable[[], Any]) -> None:
        self._work.put(work)

    def close(self) -> None:
        for _ in self._threads:
            self._work.put(None)

    def _serve(self) -> None:
        while (work := self._work.get()) is not None:
            try:
                self.answers.put(work())
            except BaseException as error:
                self.answers.put(error)


class Readers:
    """So many processes that read pages, each started when it is first needed. Any thread may call."""

    def __init__(self, many: int, patience: float = PATIENCE) -> None:
        self._patience = patience
        self._context = multiprocessing.get_context("spawn")
        self._free: Queue[_Reader | None] = Queue()
        self._all: list[_Reader] = []
        self._closed = False
        self._lock = Lock()
        for _ in range(many):
            self._free.put(None)

    def __call__(self, work: Callable[[Item], T], item: Item) -> T:
        """`work` of `item`, in another process.

        Raises:
            InputError: what `work` raises, or that the item could not be read there.
        """
        reader: _Reader | None = None
        try:
            reader = self._free.get() or self._new()
            found = reader.read(work, item, self._patience)
        except _Lost as lost:
            self._end(reader)
            reader = None
            raise lost.problem from lost
        finally:
            self._free.put(reader)
        if isinstance(found, InputError):
            raise found
        return found

    def close(self) -> None:
        with self._lock:
            self._closed = True
            for reader in self._all:
                reader.end()
            self._all.clear()

    def _new(self) -> _Reader:
        with self._lock:
            if self._closed:
                raise _Lost(Malformed("reading", "was ended", "run it again"))
            self._all.append(_Reader(self._context))
            return self._all[-1]

    def _end(self, reader: _Reader | None) -> None:
        """End a reader; what stands in its place is none, until one is needed."""
        with self._lock:
            self._all = [one for one in self._all if one is not reader]
        if reader is not None:
            reader.end()


class _Lost(Exception):
    """A reader that is of no use any more."""

    def __init__(self, problem: InputError) -> None:
        self.problem = problem


class _Reader:
    """A process that reads one thing at a time."""

    def __init__(self, context: multiprocessing.context.SpawnContext) -> None:
        self._line, other = context.Pipe()
        self._process = context.Process(target=_serve, args=(other,), daemon=True)
        self._process.start()
        other.close()

    def read(self, work: Callable[[Item], T], item: Item, patience: float) -> T | InputError:
        try:
            self._line.send_bytes(pickle.dumps((work, item)))
            if not self._line.poll(patience):
                raise _Lost(TooLarge(item.name, f"not read within {patience:.0f} seconds", "open it in a browser"))
            found: T | InputError | _Lost = pickle.loads(self._line.recv_bytes())  # noqa: S301 - from a process of ours
        except (EOFError, OSError) as error:
            raise _Lost(Malformed(item.name, "reading it brought its reader down", "report it to us")) from error
        if isinstance(found, _Lost):
            raise found
        return found

    def end(self) -> None:
        self._line.close()
        self._process.kill()
        self._process.join(1)


def _serve(line: Connection) -> None:
    """Read until whoever sends it is gone, or it shows a fault of ours: that is told, and ends the reader."""
    for asked_to_end in (signal.SIGINT, signal.SIGTERM):  # meant for whoever started us, who tells us by going
        signal.signal(asked_to_end, signal.SIG_IGN)
    with suppress(EOFError, OSError):
        while True:
            work, item = pickle.loads(line.recv_bytes())  # noqa: S301 - from the process that started us
            try:
                found = work(item)
            except InputError as error:
                found = error
            except BaseException as error:
                problem = f"reading it brought its reader down ({error!r})"
                line.send_bytes(pickle.dumps(_Lost(Malformed(item.name, problem, "report it to us"))))
                raise
            line.send_bytes(pickle.dumps(found))


def drained(answers: Queue[Answer], timeout: float) -> list[Answer]:
    """All answers that are there; waits for the first."""
    found: list[Answer] = []
    with suppress(Empty):
        found.append(answers.get(timeout=timeout))
        while True:
            found.append(answers.get_nowait())
    return found

"""Work on several things at once: one after the other comes out, or one beside another.

Strategy: threads, since what takes time runs outside the interpreter's lock. Few items are read ahead, so that a stream
of any length passes through, and the answers come in the order of the items, whoever is done first.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from threading import Lock
from typing import Final, Generic, TypeVar

AHEAD: Final = 2
"""Items read ahead for each worker: enough that none waits for the reader of one long page."""

Item = TypeVar("Item")
Answer = TypeVar("Answer")


class Once(Generic[Answer]):
    """What is made when it is first called for, and held from then on; who calls for it meanwhile waits."""

    def __init__(self, make: Callable[[], Answer]) -> None:
        self._make = make
        self._making = Lock()
        self._made: list[Answer] = []

    def __call__(self) -> Answer:
        with self._making:
            if not self._made:
                self._made.append(self._make())
            return self._made[0]


def in_order(work: Callable[[Item], Answer], items: Iterable[Item], workers: int) -> Iterator[Answer]:
    """`work` of each item, `workers` at once; what one raises is raised in its place."""
    if workers < 2:
        yield from map(work, items)
        return
    with ThreadPoolExecutor(workers) as pool:
        waiting: deque[Future[Answer]] = deque()
        try:
            for item in items:
                waiting.append(pool.submit(work, item))
                if len(waiting) > AHEAD * workers:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        finally:
            for one in waiting:
                one.cancel()


@contextmanager
def beside(work: Callable[[], Answer], workers: int) -> Iterator[Callable[[], Answer]]:
    """`work` begun in a thread of its own, while what stands inside goes on; what is given waits for its answer.

    With one worker it is done when it is asked for. What it raises is raised there.
    """
    if workers < 2:
        yield work
        return
    with ThreadPoolExecutor(1) as pool:
        yield pool.submit(work).result

"""Whose turn it is: jobs by host, so many at once for each, and a pause between two.

Strategy: each host has a line of jobs; hosts that have a job and a free connection stand in one heap by the moment from
which they may be asked. So the next job is found at once, however many hosts there are, and none waits for a slow one.
Times are seconds of any clock that only goes forward.
"""

from __future__ import annotations

import heapq
from collections import deque
from dataclasses import dataclass, field
from itertools import count
from typing import Generic, TypeVar

Job = TypeVar("Job")


@dataclass(slots=True)
class _Line(Generic[Job]):
    jobs: deque[Job] = field(default_factory=deque)
    busy: int = 0
    free_at: float = 0.0
    standing: bool = False


class Turns(Generic[Job]):
    """Jobs that wait for their hosts."""

    def __init__(self, per_host: int = 1) -> None:
        self._per_host = per_host
        self._lines: dict[str, _Line[Job]] = {}
        self._heap: list[tuple[float, int, str]] = []
        self._order = count()
        self._waiting = 0

    def __len__(self) -> int:
        return self._waiting

    def add(self, host: str, job: Job) -> None:
        self._lines.setdefault(host, _Line()).jobs.append(job)
        self._waiting += 1
        self._stand(host)

    def take(self, now: float) -> Job | None:
        """The next job whose host may be asked now; it counts as being done until `done`."""
        if not self._heap or self._heap[0][0] > now:
            return None
        _, _, host = heapq.heappop(self._heap)
        line = self._lines[host]
        line.standing = False
        line.busy += 1
        job = line.jobs.popleft()
        self._waiting -= 1
        self._stand(host)
        return job

    def done(self, host: str, free_at: float) -> None:
        """A job of `host` is done; it is to be left alone until `free_at`."""
        line = self._lines[host]
        line.busy -= 1
        line.free_at = max(line.free_at, free_at)
        if line.standing:  # another connection to it is free, but not before the pause is over
            self._leave(host)
        self._stand(host)

    def in_line(self, host: str) -> bool:
        """Whether a job of `host` waits."""
        line = self._lines.get(host)
        return line is not None and bool(line.jobs)

    def drop(self, host: str) -> list[Job]:
        """Take the jobs of a host out of its line."""
        line = self._lines[host]
        gone = list(line.jobs)
        line.jobs.clear()
        self._waiting -= len(gone)
        if line.standing:
            self._leave(host)
        return gone

    def _leave(self, host: str) -> None:
        self._lines[host].standing = False
        self._heap = [entry for entry in self._heap if entry[2] != host]
        heapq.heapify(self._heap)

    def next_at(self) -> float | None:
        """When the next host may be asked, None where no job waits for a pause to end."""
        return self._heap[0][0] if self._heap else None

    def _stand(self, host: str) -> None:
        line = self._lines[host]
        if line.jobs and not line.standing and line.busy < self._per_host:
            line.standing = True
            heapq.heappush(self._heap, (line.free_at, next(self._order), host))

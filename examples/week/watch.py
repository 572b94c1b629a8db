"""How much memory and how many open files a run takes, sampled: this process, and those that it started.

By /proc: on Linux alone. A process shares pages with others that run the same program: `share` counts each such page
by its part, `memory` counts it whole.
"""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Process:
    """What one process takes: RSS and PSS in MB, open files, threads."""

    memory: float
    share: float
    files: int
    threads: int

    def __str__(self) -> str:
        return f"{self.memory:6.1f} {self.share:6.1f} MB {self.files:4} files {self.threads:3} threads"


@dataclass(frozen=True, slots=True)
class Sample:
    """This process, and those that it started, at one moment."""

    what: str
    own: Process
    started: tuple[Process, ...]

    @property
    def memory(self) -> float:
        return self.own.memory

    @property
    def files(self) -> int:
        return self.own.files

    @property
    def share(self) -> float:
        """MB of all processes together, without counting a page twice."""
        return self.own.share + sum(one.share for one in self.started)

    def __str__(self) -> str:
        beside = "  ".join(f"{one.memory:.0f}" for one in self.started)
        return f"{self.what:<12} {self.own}   all {self.share:6.1f} MB   beside {beside or '-'}"


def sample(what: str) -> Sample:
    """As it is now, once what nobody holds any more is let go of."""
    gc.collect()
    own = _process(os.getpid())
    if own is None:
        raise OSError("no /proc to tell of this process")
    return Sample(what, own, tuple(one for pid in sorted(_started()) if (one := _process(pid))))


def slope(values: Sequence[tuple[float, float]]) -> float:
    """By how much the second of each pair grows where the first grows by one: least squares. 0 for fewer than two."""
    mean = sum(at for at, _ in values) / max(1, len(values))
    spread = sum((at - mean) ** 2 for at, _ in values)
    return sum((at - mean) * value for at, value in values) / spread if spread else 0.0


def _process(pid: int) -> Process | None:
    """None where it has ended meanwhile."""
    here = Path(f"/proc/{pid}")
    with suppress(OSError):
        status, share = _fields(here / "status"), _fields(here / "smaps_rollup")
        if "VmRSS" in status and "Pss" in share:
            files = len(list((here / "fd").iterdir()))
            return Process(status["VmRSS"] / 1024, share["Pss"] / 1024, files, status["Threads"])
    return None


def _fields(path: Path) -> dict[str, int]:
    """Those of a file of `name: number` lines."""
    pairs = (line.partition(":") for line in path.read_text("utf8").splitlines())
    return {name: int(words[0]) for name, _, rest in pairs if (words := rest.split()) and words[0].isdecimal()}


def _started() -> Iterator[int]:
    for task in Path("/proc/self/task").iterdir():
        with suppress(OSError):
            yield from map(int, (task / "children").read_text("utf8").split())

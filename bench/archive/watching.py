"""A command as it runs: what its processes take of memory and of the cores, read from /proc.

Strategy: the tree of processes below the command is looked at a few times a second. Memory is looked at by process,
since what a worker takes is bounded, not what all of them take together: RSS counts pages that it shares with others
(forked workers share the weights of models), PSS gives each its part of them. CPU is what each had used when it was
last seen, so up to one look's worth is missed of one that ends. Linux alone.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event, Thread
from time import perf_counter, sleep
from typing import Self

PROC = Path("/proc")
EVERY = 0.25  # seconds from look to look
TICKS = os.sysconf("SC_CLK_TCK")
ROLES = {"java": "Spark (JVM)", "pyspark.daemon": "worker"}  # by a word of the command line; the rest is the driver
DRIVER = "driver"


@dataclass(slots=True)
class Peak:
    """The most that one process of a role was seen to have, in MB, and the CPU seconds of all of that role."""

    rss: float = 0.0
    pss: float = 0.0
    cpu: float = 0.0


@dataclass(slots=True)
class Taken:
    """What a run took: seconds by the clock, its exit status, by role what each took, all at once (PSS, MB)."""

    wall: float = 0.0
    status: int = 0
    roles: dict[str, Peak] = field(default_factory=dict)
    together: float = 0.0

    @property
    def cpu(self) -> float:
        return sum(peak.cpu for peak in self.roles.values())


class Watch:
    """Looks at a tree of processes while it is entered."""

    def __init__(self, root: int) -> None:
        self._root, self._over = root, Event()
        self._used: dict[int, tuple[str, float]] = {}
        self.taken = Taken()
        self._thread = Thread(target=self._look_on, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()
        for role, cpu in self._used.values():
            self.taken.roles[role].cpu += cpu

    def _look_on(self) -> None:
        while not self._over.wait(EVERY):
            self._look()

    def _look(self) -> None:
        together = 0.0
        for process in tree(self._root):
            with suppress(OSError, ValueError, IndexError):  # it ended as it was looked at
                role, rss, pss, cpu = _role(process), *_memory(process), _cpu(process)
                peak = self.taken.roles.setdefault(role, Peak())
                peak.rss, peak.pss = max(peak.rss, rss), max(peak.pss, pss)
                self._used[process] = role, cpu
                together += pss
        self.taken.together = max(self.taken.together, together)


def watched(words: Sequence[str], *, cores: int, log: Path, environment: Mapping[str, str] | None = None) -> Taken:
    """Run `python -m WORDS` on so many cores; what it says goes to `log`."""
    start = perf_counter()
    with started(words, cores=cores, log=log, environment=environment) as process:
        with Watch(process.pid) as watch:
            status = process.wait()
        watch.taken.wall, watch.taken.status = perf_counter() - start, status
    return watch.taken


def started(
    words: Sequence[str], *, cores: int, log: Path, environment: Mapping[str, str] | None = None
) -> subprocess.Popen[bytes]:
    """`python -m WORDS`, kept to the first so many of the cores that we have."""
    mine = sorted(os.sched_getaffinity(0))[:cores]
    if len(mine) < cores:
        raise ValueError(f"{cores} cores are asked for, there are {len(mine)}")
    with log.open("ab") as stream:
        process = subprocess.Popen(
            [sys.executable, "-m", *words], stdout=stream, stderr=stream, env={**os.environ, **(environment or {})}
        )
    os.sched_setaffinity(process.pid, mine)  # before it has children, which have it from their parent
    return process


def kill(root: int) -> None:
    """End a process and all below it at once, as a machine ends that loses its power; return when they have ended."""
    found = [*tree(root)]
    for process in found:
        with suppress(ProcessLookupError):
            os.kill(process, signal.SIGSTOP)  # so that none is left that was started in between
    found = [*dict.fromkeys((*found, *tree(root)))]
    for process in found:
        with suppress(ProcessLookupError):
            os.kill(process, signal.SIGKILL)
    while any(map(alive, found)):
        sleep(0.01)


def alive(process: int) -> bool:
    """Whether it may still do something: one that has ended and that nobody has asked for may not."""
    try:
        return (PROC / str(process) / "stat").read_text(encoding="ascii").rpartition(")")[2].split()[0] not in {
            "Z",
            "X",
        }
    except (FileNotFoundError, ProcessLookupError):
        return False


def tree(root: int) -> Iterator[int]:
    """A process and all below it, parents first."""
    yield root
    for listed in sorted((PROC / str(root) / "task").glob("*/children")):
        with suppress(OSError):
            for child in listed.read_text(encoding="ascii").split():
                yield from tree(int(child))


def _role(process: int) -> str:
    command = (PROC / str(process) / "cmdline").read_bytes().replace(b"\0", b" ").decode("utf8", "replace")
    program = command.partition(" ")[0].rpartition("/")[2]
    return next((role for word, role in ROLES.items() if word == program or f" {word}" in command), DRIVER)


def _memory(process: int) -> tuple[float, float]:
    """RSS and PSS in MB."""
    rows = (PROC / str(process) / "smaps_rollup").read_text(encoding="ascii").splitlines()
    found = {name: int(rest.split()[0]) / 1024 for name, _, rest in (row.partition(":") for row in rows[1:])}
    return found["Rss"], found["Pss"]


def _cpu(process: int) -> float:
    fields = (PROC / str(process) / "stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS

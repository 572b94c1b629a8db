"""A month of CC-NEWS on a cluster, from what stages were measured to take: hours, core hours, memory, disk.

Strategy: arithmetic alone. Work is seconds of one core a page, by stage, as measured on a made archive. Reading is put
in by the seconds that real pages took, where those are known, since real pages are larger than made ones. What is lost
between cores is taken to be what two cores lost against one, for each core. That is the weak point of the model: it
knows nothing of a network between machines, which carries what goes from stage to stage, nor of how much longer one
report takes to be put in its story where three hundred times as many are told a day.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

DAYS = 30
PAGES_A_DAY = (500_000, 1_000_000)
CORES = 64
PACKED = 40_000  # bytes of a page in a WARC file of CC-NEWS: 1 GB holds 20,000 to 30,000
READ = "extract"  # the stage that makes reports of pages


@dataclass(frozen=True, slots=True)
class Measured:
    """A run: pages, seconds of work by stage, how many times faster two cores were, MB of a worker, bytes written."""

    pages: int
    work: Mapping[str, float]
    ratio: float
    worker: float
    written: int


def month(found: Measured, pages_a_day: int, real_reading: float | None = None) -> Iterator[tuple[str, str]]:
    """Lines of the table. `real_reading` are the seconds that a real page takes to read."""
    pages = pages_a_day * DAYS
    each = {stage: seconds / found.pages for stage, seconds in found.work.items()}
    if real_reading is not None:
        each[READ] = real_reading
    for stage, seconds in each.items():
        yield f"{stage}: core hours", f"{seconds * pages / 3600:,.0f}"
    hours = sum(each.values()) * pages / 3600
    yield "all: core hours", f"{hours:,.0f}"
    yield f"hours on {CORES} cores", f"{hours / CORES / (found.ratio / 2):,.1f}"
    yield "memory of all workers, GB", f"{CORES * found.worker / 1000:,.0f}"
    yield "read from disk, GB", f"{pages * PACKED / 1e9:,.0f}"
    yield "written, GB", f"{pages * found.written / found.pages / 1e9:,.0f}"

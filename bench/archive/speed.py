"""`python -m bench.archive.speed`: an archive through the whole path on one core and on two, by stage and by size.

Strategy: whole processes, as a user runs them, on made archives (`make`), one beside nothing else: rates are by the
clock. With `--busy` other work may run: then only seconds of work count, and no ratio of cores is told. Memory is the
most that one process of each kind was seen to have (`watching`). Seconds by stage are those that the run itself writes.
In a `--room` what was measured is kept: asked again, it is told and not run, so that long sizes may be run one by one.

    nice python -m bench.archive.speed --sizes 1000 2000 --ratio-of 1000   a look, some minutes
    python -m bench.archive.speed             what docs/archive.md tells; on an idle machine
"""

from __future__ import annotations

import argparse
import json
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import pairwise
from pathlib import Path
from time import process_time

from rich.console import Console
from rich.table import Table

from bench.archive.kills import command
from bench.archive.make import make
from bench.archive.month import PAGES_A_DAY, Measured, month
from bench.archive.watching import Peak, Taken, watched
from twosource import pipeline
from twosource.model import Page

SHARED = Path(__file__).resolve().parents[3] / "shared"
REAL_PAGES = SHARED / "data/pages/aeb/html"
SIZES = (25_000, 50_000, 100_000)
RATIO_OF = 25_000  # pages that are run on one core too
RATIO, MEMORY, LEVEL = 1.7, 2_000.0, 0.10  # at least; MB of a worker and growth of the cost of a page at most
WORKER = "worker"


@dataclass(frozen=True, slots=True)
class Ran:
    """One run: pages, cores, what it took, seconds of work by stage, bytes written."""

    pages: int
    cores: int
    taken: Taken
    work: Mapping[str, float]
    written: int

    @property
    def each(self) -> float:
        """CPU seconds a page, of all processes."""
        return self.taken.cpu / self.pages

    @property
    def worker(self) -> float:
        """MB of the largest worker."""
        return self.taken.roles[WORKER].rss if WORKER in self.taken.roles else 0.0


def ran(room: Path, pages: int, cores: int) -> Ran:
    """What was measured in that room, or else is now."""
    kept = room / f"ran-{pages}-{cores}.json"
    if not kept.exists():
        kept.write_text(json.dumps(asdict(_run(room, pages, cores)), indent=1), encoding="utf8")
    told = json.loads(kept.read_text(encoding="utf8"))
    roles = {role: Peak(**peak) for role, peak in told["taken"].pop("roles").items()}
    return Ran(**{**told, "taken": Taken(**told["taken"], roles=roles)})


def _run(room: Path, pages: int, cores: int) -> Ran:
    """An archive of that size, made where it is not there yet, run into a folder that is not kept."""
    archive, out = room / f"archive-{pages}", room / f"out-{pages}-{cores}"
    if not (archive / "made.jsonl").exists():
        make(archive, pages)
    shutil.rmtree(out, ignore_errors=True)
    taken = watched(command(archive, out, cores), cores=cores, log=out.with_suffix(".log"))
    if taken.status not in {0, 1}:
        raise RuntimeError(f"a run ended with {taken.status}: see {out.with_suffix('.log')}")
    told = json.loads((out / "runs" / "run.json").read_text(encoding="utf8"))
    written = sum(path.stat().st_size for path in out.rglob("*.parquet"))
    work = {stage["name"]: float(stage["work"] or stage["seconds"]) for stage in told["stages"]}
    return Ran(pages, cores, taken, work, written)


def real_reading() -> float | None:
    """CPU seconds that a real page takes to be read, where there are real pages beside the checkout."""
    if not REAL_PAGES.exists():
        return None
    pages = [Page(path.name, path.name, path.read_bytes()) for path in sorted(REAL_PAGES.iterdir())]
    start = process_time()
    read = sum(1 for _ in pipeline.read(pages))
    return (process_time() - start) / max(1, read)


def runs_table(runs: Sequence[Ran]) -> Table:
    table = Table("pages", "cores", "wall s", "CPU s", "pages/s", "CPU ms/page", "worker MB", "PSS", "JVM MB", "all MB")
    for run in runs:
        roles, wall = run.taken.roles, run.taken.wall
        pss = roles[WORKER].pss if WORKER in roles else 0.0
        jvm = max((peak.rss for role, peak in roles.items() if "JVM" in role), default=0.0)
        amounts = (run.pages, run.cores, wall, run.taken.cpu, run.pages / wall, 1000 * run.each, run.worker, pss, jvm)
        table.add_row(*(f"{amount:,.0f}" for amount in amounts), f"{run.taken.together:,.0f}")
    return table


def stages_table(runs: Sequence[Ran]) -> Table:
    """Milliseconds of work a page, by stage."""
    table = Table("ms a page", *(f"{run.pages:,} on {run.cores}" for run in runs))
    for stage in dict.fromkeys(stage for run in runs for stage in run.work):
        table.add_row(stage, *(f"{1000 * run.work.get(stage, 0.0) / run.pages:.2f}" for run in runs))
    return table


def verdicts(runs: Sequence[Ran], ratio: float | None) -> list[tuple[str, str, bool]]:
    """What was aimed at, what was found, and whether it was held."""
    two = [run for run in runs if run.cores == 2]
    largest = max(run.worker for run in runs)
    found = [(f"a worker under {MEMORY:,.0f} MB", f"{largest:,.0f} MB", largest <= MEMORY)]
    found += (
        (
            f"a page costs as much in {b.pages:,} as in {a.pages:,}",
            f"{b.each / a.each - 1:+.1%}",
            b.each / a.each <= 1 + LEVEL,
        )
        for a, b in pairwise(two)
    )
    if ratio is not None:
        found.append((f"two cores to one, {RATIO} times", f"{ratio:.2f}", ratio >= RATIO))
    return found


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.archive.speed", description=__doc__.partition("\n")[0])
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    parser.add_argument("--ratio-of", type=int, default=RATIO_OF, help="pages that are run on one core too; 0: none")
    parser.add_argument("--busy", action="store_true", help="other work runs beside: tell no ratio of cores")
    parser.add_argument("--room", type=Path, help="a folder to keep archives and measurements in")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="bench-archive-") as folder:
        report(asked.room or Path(folder), asked.sizes, asked.ratio_of, busy=asked.busy)


def report(room: Path, sizes: Sequence[int], ratio_of: int, *, busy: bool) -> None:
    """Run all, and print the tables."""
    room.mkdir(parents=True, exist_ok=True)
    runs = [ran(room, pages, 2) for pages in sizes]
    alone = ran(room, ratio_of, 1) if ratio_of else None
    beside = next((run for run in runs if run.pages == ratio_of), None)
    ratio = alone.taken.wall / beside.taken.wall if alone and beside and not busy else None
    all_runs = [*([alone] if alone else []), *runs]
    console = Console(width=120)
    console.print(runs_table(all_runs), stages_table(all_runs))
    for name, found, held in verdicts(all_runs, ratio):
        console.print(f"{name}: {found} {'✓' if held else 'over'}")
    last, reading = runs[-1], real_reading()
    model = Measured(last.pages, last.work, ratio or 2.0, last.worker, last.written)
    table = Table("a month of CC-NEWS", *(f"{pages:,} pages a day" for pages in PAGES_A_DAY))
    for rows in zip(*(month(model, pages, reading) for pages in PAGES_A_DAY), strict=True):
        table.add_row(rows[0][0], *(value for _, value in rows))
    console.print(table)
    if reading is not None:
        console.print(f"reading is put in at {1000 * reading:.1f} ms, as a real page of the page set takes")


if __name__ == "__main__":
    main()

"""`python -m bench.archive.speed`: an archive through the whole path on one core and on two, by stage and by size.

Strategy: whole processes, as a user runs them, on made archives (`make`), one beside nothing else: rates are by the
clock, and so are seconds by stage, which the run itself writes. With `--busy` other work may run beside: of such a run
only processor time and memory are told. Memory is the most that one process of each kind was seen to have (`watching`).
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
from datetime import date
from itertools import pairwise
from pathlib import Path
from time import process_time

from rich.console import Console

from bench.archive.kills import command
from bench.archive.make import make
from bench.archive.month import PAGES_A_DAY, Measured, month
from bench.archive.watching import Peak, Taken, watched
from bench.figures import Figures, told, write
from twosource import pipeline
from twosource.model import Page

SHARED = Path(__file__).resolve().parents[3] / "shared"
REAL_PAGES = SHARED / "data/pages/aeb/html"
SIZES = (25_000, 50_000, 100_000)
RATIO_OF = 10_000  # pages that are run on one core too, a quarter of an hour
RATIO, MEMORY, LEVEL = 1.7, 2_000.0, 0.10  # at least; MB of a worker and growth of the cost of a page at most
WORKER = "worker"


@dataclass(frozen=True, slots=True)
class Ran:
    """One run: pages, cores, what it took, seconds of work by stage, bytes written, whether other work ran beside."""

    pages: int
    cores: int
    taken: Taken
    work: Mapping[str, float]
    written: int
    busy: bool

    @property
    def each(self) -> float:
        """CPU seconds a page, of all processes."""
        return self.taken.cpu / self.pages

    @property
    def worker(self) -> float:
        """MB of the largest worker."""
        return self.taken.roles[WORKER].rss if WORKER in self.taken.roles else 0.0


def ran(room: Path, pages: int, cores: int, *, busy: bool) -> Ran:
    """What was measured in that room, or else is now."""
    kept = room / f"ran-{pages}-{cores}.json"
    if not kept.exists():
        kept.write_text(json.dumps(asdict(_run(room, pages, cores, busy=busy)), indent=1), encoding="utf8")
    told = json.loads(kept.read_text(encoding="utf8"))
    roles = {role: Peak(**peak) for role, peak in told["taken"].pop("roles").items()}
    return Ran(**{**told, "taken": Taken(**told["taken"], roles=roles)})


def _run(room: Path, pages: int, cores: int, *, busy: bool) -> Ran:
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
    return Ran(pages, cores, taken, work, written, busy)


def real_reading() -> float | None:
    """CPU seconds that a real page takes to be read, where there are real pages beside the checkout."""
    if not REAL_PAGES.exists():
        return None
    pages = [Page(path.name, path.name, path.read_bytes()) for path in sorted(REAL_PAGES.iterdir())]
    start = process_time()
    read = sum(1 for _ in pipeline.read(pages))
    return (process_time() - start) / max(1, read)


def of_runs(runs: Sequence[Ran]) -> Figures:
    columns = ("pages", "cores", "wall s", "pages/s", "CPU s", "CPU ms/page", "worker MB", "PSS", "JVM MB", "all MB")
    told = (tuple("" if one is None else f"{one:,.0f}" for one in _amounts(run)) for run in runs)
    return Figures(columns, tuple(told))


def _amounts(run: Ran) -> tuple[float | None, ...]:
    roles, taken = run.taken.roles, run.taken
    pss = roles[WORKER].pss if WORKER in roles else 0.0
    jvm = max((peak.rss for role, peak in roles.items() if "JVM" in role), default=0.0)
    by_clock = (None, None) if run.busy else (taken.wall, run.pages / taken.wall)
    return (run.pages, run.cores, *by_clock, taken.cpu, 1000 * run.each, run.worker, pss, jvm, taken.together)


def of_stages(runs: Sequence[Ran]) -> Figures:
    """Milliseconds of work a page, by stage, of runs that nothing ran beside."""
    runs = [run for run in runs if not run.busy]
    columns = ("ms of work a page", *(f"{run.pages:,} on {run.cores}" for run in runs))
    stages = dict.fromkeys(stage for run in runs for stage in run.work)
    each = ((stage, *(f"{1000 * run.work.get(stage, 0.0) / run.pages:.2f}" for run in runs)) for stage in stages)
    return Figures(columns, tuple(each))


def of_month(model: Measured, reading: float | None) -> Figures:
    """A month of CC-NEWS, for as many pages a day as it may have."""
    columns = ("a month of CC-NEWS", *(f"{pages:,} pages a day" for pages in PAGES_A_DAY))
    lines = zip(*(month(model, pages, reading) for pages in PAGES_A_DAY), strict=True)
    return Figures(columns, tuple((line[0][0], *(value for _, value in line)) for line in lines))


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
    parser.add_argument("--docs", action="store_true", help="write the tables into docs/bench.md")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="bench-archive-") as folder:
        room = asked.room or Path(folder)
        room.mkdir(parents=True, exist_ok=True)
        parts = report(room, asked.sizes, asked.ratio_of, busy=asked.busy)
        console = Console(width=120)
        for part in parts:
            console.print(part if isinstance(part, str) else part.on_terminal())
        if asked.docs:
            write("archive", told("python -m bench.archive.speed", _last_measured(room), parts))


def _last_measured(room: Path) -> date:
    """The day on which the last of what is told was measured."""
    return date.fromtimestamp(max(path.stat().st_mtime for path in room.glob("ran-*.json")))  # noqa: DTZ012 as read


def report(room: Path, sizes: Sequence[int], ratio_of: int, *, busy: bool) -> list[Figures | str]:
    """Run all that was not measured in that room yet; tables, and sentences that say what was held."""
    wanted = {*((pages, 2) for pages in sizes), *((ratio_of, cores) for cores in (1, 2) if ratio_of)}
    runs = {key: ran(room, *key, busy=busy) for key in sorted(wanted)}
    every, ratio = [*runs.values()], _ratio(runs, ratio_of)
    held = "\n".join(f"- {name}: {found} {'✓' if held else 'over'}" for name, found, held in verdicts(every, ratio))
    parts: list[Figures | str] = [of_runs(every), of_stages(every), held]
    calm = [run for run in every if run.cores == 2 and not run.busy]
    if not calm:
        return parts
    last, reading = calm[-1], real_reading()
    worker = max(run.worker for run in every)
    parts.append(of_month(Measured(last.pages, last.work, ratio or 2.0, worker, last.written), reading))
    if reading is not None:
        parts.append(f"Reading is put in at {1000 * reading:.1f} ms, as a real page of the page set takes.")
    return parts


def _ratio(runs: Mapping[tuple[int, int], Ran], pages: int) -> float | None:
    """How many times faster two cores were than one, where nothing ran beside."""
    if not pages or any(runs[pages, cores].busy for cores in (1, 2)):
        return None
    return runs[pages, 1].taken.wall / runs[pages, 2].taken.wall


if __name__ == "__main__":
    main()

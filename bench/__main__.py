"""`python -m bench`: how fast and how large each command is, on the sample, and on the public data if it is beside us.

Strategy: whole processes, as a user runs them: wall and CPU seconds and peak memory of the child, the best of a few
runs (other work on the machine only ever adds). Rates leave out the start of the interpreter, measured as the same
command on one report.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from time import perf_counter

from rich.console import Console

from bench import big_story, stream
from bench.figures import Figures, told, write
from bench.voices import Speed, speed

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
EXAMPLES = ROOT / "examples"
BASIL = SHARED / "data/stories/basil-open.jsonl"
POLNEAR = SHARED / "data/voices/polnear-train.jsonl"
COLUMNS = ("case", "wall s", "CPU s", "peak MB", "a second", "bound", "")
RUNS = 3
STORIES = {1: 2.0, 20: 3.0, 100: 20.0}  # seconds that the dossier of a story of so many reports may take
STORY_GROWTH = 0.30  # so much more may a report cost in the largest of them than in the middle one
STREAM = (500.0, 2000.0, 0.10)  # reports a second at least, MB and growth when the window doubles at most
LEAST_SHARE = 0.7  # of the time of voices is the network's: the rest must not cost more


@dataclass(frozen=True, slots=True)
class Cost:
    """What a process took: seconds by the clock, seconds of CPU, peak memory in MB."""

    wall: float
    cpu: float
    memory: float


@dataclass(frozen=True, slots=True)
class Case:
    """A command, how many things it handles, and what it must not exceed."""

    name: str
    words: tuple[str, ...]
    things: int = 0
    least_rate: float = 0.0
    most_seconds: float = 0.0
    most_memory: float = 0.0
    module: str = "twosource"
    cores: int = 1  # 1: a rate is of one core, by CPU seconds; more: of the machine, by the clock


def cost(words: Sequence[str], module: str = "twosource") -> Cost:
    """The cheapest of a few runs of a module on WORDS."""
    return min((_once(words, module) for _ in range(RUNS)), key=lambda found: found.wall)


def _once(words: Sequence[str], module: str) -> Cost:
    start = perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", module, *words], cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in {0, 1}:
        raise RuntimeError(f"{module} {' '.join(words)} ended with {process.returncode}")
    return Cost(perf_counter() - start, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def cases(room: Path) -> list[Case]:
    """The cases for which there are data; `room` is a folder for those that are made here."""
    sample = EXAMPLES / "reports.jsonl"
    found = [Case("--help", ("--help",), most_seconds=0.3), _of_lines("compare, sample", "compare", sample)]
    seeds = sorted(map(str, (SHARED / "seeds").glob("*.txt")))
    pages = SHARED / "data/pages/aeb/html"
    if not (seeds and BASIL.exists() and POLNEAR.exists() and pages.exists()):
        print("no public data beside the checkout: the sample alone", file=sys.stderr)
        return found
    return [
        *found,
        Case("compare, seeds, cold", ("compare", *seeds), most_seconds=1.5, most_memory=300),
        _of_lines("compare, BASIL open", "compare", BASIL, most_seconds=60),
        *(_of_story(room, size, most) for size, most in STORIES.items()),
        Case("read, page set", ("read", str(pages)), len(list(pages.iterdir())), least_rate=40),
        Case("voices, one report, cold", ("voices", seeds[0]), most_seconds=1, most_memory=500),
        replace(_of_lines("voices, BASIL open, two cores", "voices", BASIL, least_rate=12), cores=2, most_memory=500),
        _of_lines("dates, BASIL open", "dates", BASIL),
        _of_lines("group, NeuS train", "group", SHARED / "data/stories/neus-train.jsonl", least_rate=500),
    ]


def _of_lines(name: str, command: str, path: Path, *, least_rate: float = 0.0, most_seconds: float = 0.0) -> Case:
    return Case(name, (command, str(path)), _lines(path), least_rate, most_seconds)


def _of_story(room: Path, size: int, most_seconds: float) -> Case:
    path = room / f"story-{size}.jsonl"
    big_story.write(path, big_story.longest_event(BASIL), big_story.texts(POLNEAR), size)
    name = f"dossier, one story of {size}, two cores"
    return Case(name, (str(path),), size, 0.0, most_seconds, 600, cores=2, module="bench.big_story")


def _lines(path: Path) -> int:
    with path.open("rb") as stream:
        return sum(1 for _ in stream)


def row(case: Case, found: Cost, start: Cost) -> list[str]:
    """A line of the table; "over" where the case did not keep its bounds, which other work on the machine may cause."""
    seconds = found.cpu - start.cpu if case.cores == 1 else found.wall - start.wall
    rate = case.things / max(0.001, seconds) if case.things else 0.0
    held = (
        (not case.most_seconds or found.wall <= case.most_seconds)
        and (not case.most_memory or found.memory <= case.most_memory)
        and (not case.least_rate or rate >= case.least_rate)
    )
    bounds = [
        f"≤ {case.most_seconds:g} s" if case.most_seconds else "",
        f"≤ {case.most_memory:g} MB" if case.most_memory else "",
        f"≥ {case.least_rate:g}/s" if case.least_rate else "",
    ]
    shown = [case.name, f"{found.wall:.2f}", f"{found.cpu:.2f}", f"{found.memory:.0f}", f"{rate:.0f}" if rate else ""]
    return [*shown, " ".join(filter(None, bounds)), "✓" if held else "over"]


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--docs", action="store_true", help="write the table into docs/bench.md")
    asked = parser.parse_args()
    found = Figures(COLUMNS, tuple(map(tuple, measured_rows())))
    Console(width=110).print(found.on_terminal())
    if asked.docs:
        write("commands", told("make bench", date.today(), [found]))  # noqa: DTZ011 the reader's day


def measured_rows() -> list[list[str]]:
    """A line for each case, and for what is worked out from several."""
    rows = []
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf8") as file:
        file.write(json.dumps({"id": "one", "text": "The bridge is open."}))
        file.flush()
        start = cost(["group", file.name])
    with tempfile.TemporaryDirectory() as room:
        story: dict[int, Cost] = {}
        for case in cases(Path(room)):
            found = cost(case.words, case.module)
            rows.append(row(case, found, start))
            if case.module == big_story.__name__:
                story[case.things] = found
    if story:
        rows.append(_of_growth(story))
    if BASIL.exists():
        rows += _of_network(speed(BASIL))
    return [*rows, *_of_stream()]


def _of_growth(found: Mapping[int, Cost]) -> list[str]:
    """What one more report costs in a small and in a large story, by CPU; weights are loaded for the first anyhow."""
    first, small, large = sorted(found)
    each = {size: (found[size].cpu - found[first].cpu) / (size - first) for size in (small, large)}
    growth = each[large] / each[small] - 1
    name, held = f"one more report, story of {small} → {large}", "✓" if growth <= STORY_GROWTH else "over"
    return [name, "", f"{each[large]:.2f}", "", f"{growth:+.1%}", f"≤ {STORY_GROWTH:+.0%}", held]


def _of_stream() -> list[list[str]]:
    """The stream of `bench.stream`, run once: it takes minutes."""
    if not all(path.exists() for path in stream.NEEDED):
        print("no public data beside the checkout: no stream", file=sys.stderr)
        return []
    words = [sys.executable, "-m", "bench.stream", "--json"]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=True)
    half, whole = (stream.Measured(**json.loads(line)) for line in done.stdout.splitlines())
    rate, growth = 1 / whole.seconds, stream.growth(half, whole)
    least, memory, most = STREAM
    held = rate >= least and whole.memory <= memory
    bounds = f"≥ {least:g}/s ≤ {memory:g} MB"
    name = f"stream, {whole.window:,} in the window"
    return [
        [name, "", "", f"{whole.memory:.0f}", f"{rate:.0f}", bounds, "✓" if held else "over"],
        [
            "one more report, window doubled",
            "",
            "",
            "",
            f"{growth:+.1%}",
            f"≤ {most:+.0%}",
            "✓" if growth <= most else "over",
        ],
    ]


def _of_network(found: Speed) -> list[list[str]]:
    held = "✓" if found.share >= LEAST_SHARE else "over"
    share = f"{found.share:.0%} of the time"
    return [
        ["voices, in one process", "", "", "", f"{found.whole:.1f}", "", ""],
        ["its network alone, same windows", "", "", "", f"{found.bare:.1f}", f"{share}, ≥ {LEAST_SHARE:.0%}", held],
    ]


if __name__ == "__main__":
    main()

"""`python -m bench.archive.kills`: killed at five moments and started again; one record in a hundred damaged.

Strategy: a small made archive is run undisturbed. Then, five times, it is begun in a folder of its own, all of its
processes are killed at once at a moment drawn from its fifth of the work (units and stages that are done, and up to a
second more), and it is started again: its tables must be those of the undisturbed run, row by row. The moments hang on
the seed, what they hit on the machine: so it is a trial, and the tests of the package hold what it found.

The damaged archive is run beside the same one without the records that are damaged: the tables must be the same but for
where records stand, and each damaged record must be named by its file and place among those kept aside.
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter, sleep
from typing import Any

import duckdb

from bench.archive.comparing import differences, rows
from bench.archive.make import Damage, make
from bench.archive.watching import kill, started

TIMES = 5
PAGES = 1_000
PER_FILE = 100
DAMAGED = 0.01
LOOK = 0.05  # seconds from look to look at what is done
PLACES = ("file", "record", "offset")  # columns that tell where a record stands, which a damaged neighbour moves


def command(archive: Path, out: Path, cores: int) -> list[str]:
    """What runs the archive in `archive` into `out`."""
    return [
        *("twosource", "archive", str(archive), "--out", str(out)),
        *("--outlets", str(archive / "outlets.toml"), "--master", f"local[{cores}]"),
    ]


@dataclass(frozen=True, slots=True)
class Moment:
    """When so much was done (`done`), and so many seconds later."""

    done: int
    later: float


def run(archive: Path, out: Path, *, cores: int = 2, until: Moment | None = None, keep: bool = False) -> float | None:
    """Seconds that a run takes; None where it is killed at a moment. `keep`: what was done between the stages stays."""
    start, words = perf_counter(), [*command(archive, out, cores), *(["--keep-stages"] if keep else [])]
    with started(words, cores=cores, log=out.with_suffix(".log")) as process:
        while (status := process.poll()) is None:
            if until and done(out) >= until.done:
                sleep(until.later)
                kill(process.pid)
                return None
            sleep(LOOK)
    if status not in {0, 1}:
        raise RuntimeError(f"a run ended with {status}: see {out.with_suffix('.log')}")
    return perf_counter() - start


def done(out: Path) -> int:
    """Units and stages that are done."""
    return sum(1 for _ in (out / ".stages").rglob("*.json"))


def killed(room: Path, archive: Path, seed: int) -> Iterator[str]:
    """What differs after each of the kills; nothing is as it should be."""
    whole = room / "undisturbed"
    took = run(archive, whole, keep=True) or 0.0
    all_of_it = done(whole)
    shutil.rmtree(whole / ".stages")
    print(f"undisturbed: {took:.0f} s, {all_of_it} units and stages", flush=True)
    chance = random.Random(seed)  # noqa: S311 no secret
    for number in range(TIMES):
        out = room / f"killed-{number}"
        moment = Moment(int(all_of_it * (number + chance.random()) / TIMES), chance.random())
        if run(archive, out, until=moment) is not None:
            yield f"the run had ended before it was killed at {moment.done}: make the archive larger"
        was = done(out)
        again = run(archive, out) or 0.0
        found = [*differences(whole, out)]
        told = "as undisturbed" if not found else "DIFFERS"
        print(f"killed when {was} were done; started again: {again:.0f} s; {told}", flush=True)
        yield from found
        shutil.rmtree(out)


def damaged(room: Path, pages: int) -> Iterator[str]:
    """What a damaged record costs beside itself, and those that are not named."""
    for name, damage in (("worn", Damage(DAMAGED)), ("spared", Damage(DAMAGED, spare=True))):
        make(room / f"{name}-archive", pages, per_file=PER_FILE, damage=damage)
        run(room / f"{name}-archive", room / name)
    faults = [line for line in _made(room / "worn-archive") if line["fault"]]
    named = _named(room / "worn")
    missed = [line for line in faults if (line["file"], line["offset"]) not in named]
    print(f"damaged: {dict(Counter(line['fault'] for line in faults))}, named: {len(faults) - len(missed)}")
    yield from (f"not named: {line['fault']} at {line['file']} {line['offset']}" for line in missed)
    yield from (one for one in differences(room / "spared", room / "worn", without=PLACES) if not one.startswith("rej"))


def _made(archive: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (archive / "made.jsonl").read_text(encoding="utf8").splitlines()]


def _named(out: Path) -> set[tuple[str, int]]:
    """File and offset of each record that was kept aside."""
    with duckdb.connect() as engine:
        found = rows(engine, out, "rejected").project('file, "offset"').fetchall()
    return {(Path(file).name, offset) for file, offset in found}


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.archive.kills", description=__doc__.partition("\n")[0])
    parser.add_argument("--pages", type=int, default=PAGES)
    parser.add_argument("--seed", type=int, default=5)
    parser.add_argument("--only", choices=("kills", "damage"))
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="bench-archive-") as folder:
        room, found = Path(folder), list[str]()
        if asked.only != "damage":
            make(room / "archive", asked.pages, per_file=PER_FILE)
            found += killed(room, room / "archive", asked.seed)
        if asked.only != "kills":
            found += damaged(room, asked.pages)
    print("\n".join(found) or "all as it should be")
    raise SystemExit(1 if found else 0)


if __name__ == "__main__":
    main()

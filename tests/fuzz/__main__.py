"""Fuzzing for as long as one likes: `python -m tests.fuzz --seconds 600 article feed`.

Each find is written to a file that makes it again, and told with its trace. Exit 1 where there were any.
"""

from __future__ import annotations

import argparse
import hashlib
import resource
import sys
from collections.abc import Sequence
from pathlib import Path
from time import monotonic

from tests.fuzz.hunt import Find, Tally, hunted
from tests.fuzz.readers import Reader, readers

MEMORY = 4_000_000_000  # bytes of address space: a bomb ends this process before the machine
MOST_FINDS = 10  # of one kind of trace, of one reader


def main(words: Sequence[str]) -> int:
    known = {reader.name: reader for reader in readers()}
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description="Fuzz what reads bytes from outside.")
    parser.add_argument("reader", nargs="*", help=f"one of {', '.join(known)}; all, if none is named")
    parser.add_argument("--seconds", type=float, default=60, help="for each")
    parser.add_argument("--first", type=int, default=0, help="the number to begin with")
    parser.add_argument("--finds", type=Path, default=Path("out/fuzz"), help="where finds are written")
    given = parser.parse_args(words)
    if unknown := set(given.reader) - set(known):
        parser.error(f"no reader is called {', '.join(sorted(unknown))}")
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    return int(sum(_hunt(known[name], given) for name in given.reader or known) > 0)


def _hunt(reader: Reader, given: argparse.Namespace) -> int:
    """How many different finds."""
    end, tally, seen = monotonic() + given.seconds, Tally(), set[str]()
    for find in hunted(reader, first=given.first, tally=tally):
        if find and (kind := _kind(find)) not in seen:
            seen.add(kind)
            _keep(find, given.finds)
        if monotonic() > end or len(seen) >= MOST_FINDS:
            break
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1_000
    told = f"{tally.inputs:9,} inputs  slowest {tally.slowest:6.2f} s  peak {peak:5,} MB  {len(seen)} finds"
    print(f"{reader.name:12} {told}", flush=True)
    return len(seen)


def _kind(find: Find) -> str:
    """Finds of one place and one error are one."""
    lines = find.wrong.strip().splitlines()
    places = [line for line in lines if line.lstrip().startswith("File")]
    return f"{places[-1] if places else ''} {lines[-1].partition(':')[0]}"


def _keep(find: Find, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{find.reader}-{hashlib.sha256(find.content).hexdigest()[:10]}.bin"
    path.write_bytes(find.content)
    print(f"--- {find.reader} {find.number}: {path} ({len(find.content):,} bytes)\n{find.wrong}", flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""`python -m bench.archive.same [FILE]`: reports through `archive` and through `compare`; what differs.

Strategy: the file's reports are run as an archive, a process of its own, and as `compare` does in this one. Stories and
all rows of all tables of dossiers must be the same. Topics are left aside: a word of many stories is no topic, so they
hang on what is read together. Without a file it is BASIL open, where that is beside the checkout, else the sample.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from pyarrow import parquet

from twosource import pipeline
from twosource.archive.sources import chunks, pages
from twosource.archive.tables import DOSSIER_TABLES
from twosource.archive.telling import rows_of
from twosource.model import Dossier
from twosource.wiring import Wiring

ROOT = Path(__file__).resolve().parents[2]
BASIL = ROOT.parent / "shared/data/stories/basil-open.jsonl"
SAMPLE = ROOT / "examples/reports.jsonl"
OUTLETS = ROOT / "examples/outlets.toml"
HANGS_ON_ALL = "topics"

Row = Mapping[str, Any]


def compared(file: Path) -> tuple[Dossier, ...]:
    """What `compare` makes of the reports of a file."""
    found = [one.page for chunk in chunks([str(file)]) for one in pages(chunk) if one.page is not None]
    wiring = Wiring()
    reports = pipeline.take_in(found).reports
    return pipeline.dossiers(reports, wiring.outlets(OUTLETS), tag=wiring.tag, meaning=wiring.meaning, workers=2)


def differences(out: Path, dossiers: Sequence[Dossier]) -> Iterator[str]:
    """What is not the same, a line each; and, table by table, how many rows were looked at."""
    for name in ("reports", *DOSSIER_TABLES):
        told = {one.id: _told(one, name) for one in dossiers}
        found = _found(out, name)
        count = sum(map(len, told.values()))
        wrong = sorted(story for story in told.keys() | found.keys() if told.get(story, []) != found.get(story, []))
        print(f"{name}: {count:,} rows, {'the same' if not wrong else f'{len(wrong)} stories differ'}")
        yield from (f"{name}: {story}" for story in wrong)


def _told(dossier: Dossier, name: str) -> list[str]:
    if name == "reports":
        return sorted(repr(("id", report.id)) for report in dossier.reports)
    return sorted(_line(row) for row in rows_of(dossier)[name])


def _found(out: Path, name: str) -> dict[str, list[str]]:
    by_story: dict[str, list[str]] = defaultdict(list)
    for path in sorted((out / name).rglob("*.parquet")):
        for row in parquet.ParquetFile(path).read().to_pylist():
            by_story[row["story"]].append(repr(("id", row["id"])) if name == "reports" else _line(row))
    return {story: sorted(lines) for story, lines in by_story.items()}


def _line(row: Row) -> str:
    """A row, so that rows of both can be held against each other in any order of columns."""
    return repr(sorted((name, _plain(value)) for name, value in row.items() if name != HANGS_ON_ALL))


def _plain(value: object) -> object:
    return list(value) if isinstance(value, tuple) else value.isoformat() if isinstance(value, datetime) else value


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.archive.same", description=__doc__.partition("\n")[0])
    parser.add_argument("file", type=Path, nargs="?", default=BASIL if BASIL.exists() else SAMPLE)
    file = parser.parse_args().file
    with tempfile.TemporaryDirectory(prefix="bench-archive-") as folder:
        out = Path(folder, "out")
        words = [sys.executable, "-m", "twosource", "archive", str(file), "--out", str(out), "--outlets", str(OUTLETS)]
        subprocess.run(words, check=True)
        found = [*differences(out, compared(file))]
    print("\n".join(found) or "all as compare has it")
    raise SystemExit(1 if found else 0)


if __name__ == "__main__":
    main()

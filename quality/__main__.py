"""`python -m quality`: every figure against its floor; fails below one. `--raise` lifts floors to what was measured."""

from __future__ import annotations

import argparse
import sys
from datetime import date
from pathlib import Path

from rich.console import Console
from rich.table import Table

from quality import basil, briefs, feeds, floors, gold, machine, origins, public, seeds, speakers, voices

ABOUT = Path(__file__).with_name("about.md")
FLOORS = Path(__file__).with_name("floors.toml")
MEASURES: tuple[floors.Measure, ...] = (
    *public.MEASURES,
    *feeds.MEASURES,
    *voices.MEASURES,
    *gold.MEASURES,
    *origins.MEASURES,
    *speakers.MEASURES,
    *basil.MEASURES,
    *seeds.MEASURES,
    *briefs.MEASURES,
)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m quality", description=__doc__)
    parser.add_argument("--raise", dest="lift", action="store_true", help="raise the floors to what is measured")
    parser.add_argument("--only", default="", metavar="WORD", help="only measures whose name holds WORD")
    parser.add_argument("--markdown", action="store_true", help="print the table for the docs")
    chosen = parser.parse_args()
    measures = [measure for measure in MEASURES if chosen.only in measure.name]
    results = []
    for measure in measures:
        print(f"… {measure.name}", file=sys.stderr, flush=True)
        results.append(measure.result())
    known, processor = floors.load(FLOORS), floors.kind_of(machine.processor())
    if chosen.lift:
        known = floors.raised(results, known, processor)
        FLOORS.write_text(floors.dump(known), encoding="utf8")
    table = floors.rows(results, known, processor)
    print(_markdown(table)) if chosen.markdown else Console(width=110).print(_table(table))
    missed = sum(bool(row.problem) and not row.problem.startswith("skipped") for row in table)
    if not chosen.markdown:
        print(f"{len(table) - missed} passed, {missed} failed")
    return int(floors.failed(table))


def _table(rows: list[floors.Row]) -> Table:
    table = Table("measure", "figure", "value", "floor", "")
    for row in rows:
        table.add_row(row.measure, row.figure, _number(row.value), _number(row.floor), row.problem or "✓")
    return table


def _markdown(rows: list[floors.Row]) -> str:
    told = machine.measured("make quality", date.today(), machine.processor())  # noqa: DTZ011 the reader's day
    lines = [ABOUT.read_text(encoding="utf8"), f"{told}\n", "| measure | figure | value | floor |", "|---|---|---|---|"]
    lines += [f"| {r.measure} | {r.figure} | {_number(r.value)} | {_number(r.floor)} |" for r in rows]
    return "\n".join(lines)


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:.4g}"


if __name__ == "__main__":
    sys.exit(main())

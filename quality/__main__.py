"""`python -m quality`: every figure against its floor; fails below one. `--raise` lifts floors to what was measured."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from rich.console import Console
from rich.table import Table

from quality import floors, gold, public, seeds

ABOUT = """# Quality

How often each part is right. Written by `make floors`; `make quality` measures again and fails below a floor. Floors only rise.

| measure | what it is |
|---|---|
| voices polnear-dev | who says what, on 84 articles of seven outlets: exact spans of source, cue and content; attributions of which content and source overlap by half; recall of those in quotation marks. Percent |
| stories … | B-cubed precision, recall and F1 of grouping, on public sets of news by event |
| pages aeb | article text out of 181 real pages, by shingles of four words; the settings were chosen on these pages |
| dates … | TIMEX3: spans found exactly, spans that overlap, and overlapping ones whose value is right. Percent |
| … examples train, report | the sample corpus, by its gold; nothing is tuned on `report` |
| statements | pairs of passages from two reports that say the same |
| verdicts | of statements that the gold knows: how often *independent* and *same-origin* are right, and how many are told at all |
| utterances | pairs of versions of one utterance |
| differences | pairs of numbers that disagree; recall counts differences |
| speakers | attributions found; of these the right speaker, and the right parent in a chain |
| seeds | what the dossier of the two first documents must show, 1 where it does |
"""
FLOORS = Path(__file__).with_name("floors.toml")
MEASURES: tuple[floors.Measure, ...] = (*public.MEASURES, *gold.MEASURES, *seeds.MEASURES)


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
    known = floors.load(FLOORS)
    if chosen.lift:
        known = floors.raised(results, known)
        FLOORS.write_text(floors.dump(known), encoding="utf8")
    table = floors.rows(results, known)
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
    lines = [ABOUT, "| measure | figure | value | floor |", "|---|---|---|---|"]
    lines += [f"| {r.measure} | {r.figure} | {_number(r.value)} | {_number(r.floor)} |" for r in rows]
    return "\n".join(lines)


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:.4g}"


if __name__ == "__main__":
    sys.exit(main())

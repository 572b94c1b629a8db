"""`python -m bench.corrections`: what an editor waits for who merges, splits or moves in a story of 2,100 reports.

Strategy: one invented story of many reports, a third of them copies of another's, and a small one beside it, on both
databases; each request is made as its form makes it (`service.editors`), and taken back, RUNS times. What the stories
do afterwards is done by whoever gathers, and nobody waits for it.

    python -m bench.corrections --reports 2100
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from statistics import median
from time import perf_counter, process_time
from typing import TypeVar

from rich.console import Console
from rich.table import Table

from bench.store import START, language, reports, stores
from twosource.model import Page, Report, Story
from twosource.service import editors
from twosource.service.editors import Editor
from twosource.store import Database
from twosource.store.keeping import ReadPage, keep
from twosource.store.material import keep_stories
from twosource.store.regroupings import is_waiting

BOUND = 1.0  # seconds of a request
RUNS = 5
SMALL = 10  # reports of the other story
WHO = Editor(1, "editor")
Taken = tuple[float, float]
"""Seconds by the clock, and of this process's processor time."""
Made = TypeVar("Made")


def fill(database: Database, many: int) -> list[str]:
    """Keep both stories; the ids of the large one's reports."""
    chance = random.Random(9)  # noqa: S311 - the same stories each time
    made = list(reports(many + SMALL, language(chance), chance))
    told = [_copied(made, at) for at in range(many + SMALL)]
    for at in range(0, len(told), 100):
        found = [ReadPage(Page(one.id, one.id, one.id.encode()), (one,)) for one in told[at : at + 100]]
        keep(database, found, START, follows=lambda *_: False)
    keep_stories(database, [Story("large", (*told[:many],)), Story("small", (*told[many:],))])
    return [one.id for one in told[:many]]


def _copied(made: list[Report], at: int) -> Report:
    """Every third report has the text of the one before it. All are of two days."""
    text = made[at - 1].text if at % 3 == 2 else made[at].text
    return replace(made[at], text=text, published=START + timedelta(seconds=80 * at))


def requests(database: Database, ids: list[str]) -> dict[str, Callable[[], int]]:
    half = ids[: len(ids) // 2]
    return {
        "split off one": lambda: editors.parted(database, WHO, "large", ids[:1], START),
        "split in halves": lambda: editors.parted(database, WHO, "large", half, START),
        "merge with a small one": lambda: editors.merged(database, WHO, ["large", "small"], START),
        "move one": lambda: editors.moved(database, WHO, ids[0], "small", START),
        "keep two stories apart": lambda: editors.kept_apart(database, WHO, "large", "small", START),
    }


def run(database: Database, ask: Callable[[], int]) -> tuple[Taken, Taken, Taken]:
    """What it takes to say it, to ask whether it waits, and to take it back."""
    asked, number = timed(ask)
    shown, _ = timed(lambda: is_waiting(database, "large"))
    undone, _ = timed(lambda: editors.undo(database, WHO, number, START))
    return asked, shown, undone


def timed(work: Callable[[], Made]) -> tuple[Taken, Made]:
    wall, processor = perf_counter(), process_time()
    made = work()
    return (perf_counter() - wall, process_time() - processor), made


def measured(database: Database, many: int, table: Table, name: str) -> None:
    ids = fill(database, many)
    if name == "postgres":
        database.run("ANALYZE")  # as autovacuum does within a minute
    for what, ask in requests(database, ids).items():
        runs = [run(database, ask) for _ in range(RUNS)]
        for kind, found in zip(
            (what, "  a page of the story asks", "  taken back"), zip(*runs, strict=True), strict=True
        ):
            wall, processor = (median(one[at] for one in found) for at in (0, 1))
            table.add_row(name, kind, f"{wall:.3f}", "✓" if wall <= BOUND else "over", f"{processor:.3f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--reports", type=int, default=2_100)
    parser.add_argument("--only", choices=["sqlite", "postgres"])
    given = parser.parse_args()
    table = Table(box=None, header_style="bold", pad_edge=False)
    for column in ("store", f"of {given.reports:,} reports", "seconds", "", "processor"):
        table.add_column(column, justify="right" if column in {"seconds", "processor"} else "left")
    for name, database in stores(given.only):
        measured(database, given.reports, table, name)
    Console(width=110).print(table)


if __name__ == "__main__":
    main()

"""A table of what was measured: on a terminal, and in the docs with the day, the machine and the command.

Strategy: a bench makes rows of words once, and here they are set. `docs/bench.md` is written by people but for what
stands between two marks of a bench's name: that is put anew each time, so that one bench may be run without the others.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from rich.table import Table

from quality import machine

PAGE = Path(__file__).resolve().parents[1] / "docs" / "bench.md"


@dataclass(frozen=True, slots=True)
class Figures:
    """A row of headings and rows of as many cells; the first column is of words, the others of numbers."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def on_terminal(self) -> Table:
        """A table of rich."""
        table = Table(box=None, header_style="bold", pad_edge=False)
        for number, name in enumerate(self.columns):
            table.add_column(name, justify="right" if number else "left")
        for row in self.rows:
            table.add_row(*row)
        return table

    def in_markdown(self) -> str:
        """A table of GitHub's Markdown."""
        rule = "|".join(["---", *("---:" for _ in self.columns[1:])])
        return "\n".join([_line(self.columns), f"|{rule}|", *map(_line, self.rows)])


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"


def told(command: str, day: date, parts: Sequence[Figures | str]) -> str:
    """What stands in the docs: by which command, on which day and machine; then tables and sentences."""
    head = machine.measured(command, day, machine.processor())
    return "\n\n".join([head, *(part if isinstance(part, str) else part.in_markdown() for part in parts)])


def put(page: str, name: str, text: str) -> str:
    """The page with the text between the two marks of that name.

    Raises:
        ValueError: the page has no such marks.
    """
    begin, end = f"<!-- {name} -->", f"<!-- /{name} -->"
    between = re.compile(f"{re.escape(begin)}.*?{re.escape(end)}", re.DOTALL)
    if not between.search(page):
        raise ValueError(f"the page has no marks {begin} and {end}: put them where the table of {name} belongs")
    return between.sub(lambda _: f"{begin}\n{text}\n{end}", page, count=1)


def write(name: str, text: str, path: Path = PAGE) -> None:
    """Put a bench's text into the docs."""
    path.write_text(put(path.read_text(encoding="utf8"), name, text), encoding="utf8")

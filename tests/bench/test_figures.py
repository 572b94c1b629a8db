"""What a bench writes into the docs stands between its own marks, and nothing else of the page moves."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from bench.figures import PAGE, Figures, put, told, write

FOUND = Figures(("pages", "ms"), (("10,000", "62"), ("a|b", "7")))
PAGE_OF_TWO = "before\n<!-- site -->\nold\n<!-- /site -->\nmiddle\n<!-- archive -->\n<!-- /archive -->\nafter\n"


def test_a_table_in_markdown_has_a_line_a_row_and_escapes_its_bars() -> None:
    assert FOUND.in_markdown().splitlines() == ["| pages | ms |", "|---|---:|", "| 10,000 | 62 |", "| a\\|b | 7 |"]


def test_what_was_measured_names_its_day_and_its_command() -> None:
    text = told("make bench", date(2026, 11, 3), [FOUND, "All held."])
    assert text.startswith("Measured on 3 November 2026 by `make bench` on: ")
    assert text.endswith(f"\n\n{FOUND.in_markdown()}\n\nAll held.")


def test_only_what_stands_between_the_marks_is_put_anew() -> None:
    once = put(PAGE_OF_TWO, "site", "new \\1")
    assert once == PAGE_OF_TWO.replace("old", "new \\1")
    assert put(once, "site", "old") == PAGE_OF_TWO


def test_a_page_without_the_marks_is_refused() -> None:
    with pytest.raises(ValueError, match="<!-- /store -->"):
        put(PAGE_OF_TWO, "store", "new")


def test_a_page_on_disk(tmp_path: Path) -> None:
    page = tmp_path / "bench.md"
    page.write_text(PAGE_OF_TWO, encoding="utf8")
    write("archive", "new", page)
    assert "<!-- archive -->\nnew\n<!-- /archive -->\nafter" in page.read_text(encoding="utf8")


@pytest.mark.parametrize("name", ["commands", "site on SQLite", "site on PostgreSQL", "archive"])
def test_the_page_of_the_docs_has_a_place_for_each_bench(name: str) -> None:
    assert "\nTABLE\n" in put(PAGE.read_text(encoding="utf8"), name, "TABLE")

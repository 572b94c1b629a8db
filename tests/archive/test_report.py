from __future__ import annotations

from datetime import date
from typing import Any

from twosource.archive.report import page, told
from twosource.rendering.archive import Amount, Day

FIGURES: dict[str, Any] = {
    "version": 1,
    "name": "news of March",
    "found": {"responses": 2500, "revisits": 75, "not found": 0},
    "taken": {"reports": 1400, "states": 12, "templates": 250, "copies": 160, "read": 990},
    "rejected": {
        "damaged": {"Truncated": 3, "Unheard": 1},
        "refused": {"ListPage": 325, "ConsentWall": 20},
        "repeated": {"DuplicateId": 4},
    },
    "aside": [{"file": "a.warc.gz", "place": "byte 17", "reason": "Truncated"}],
    "aside_in_all": 4,
    "days": [
        {"day": "2026-03-02", "reports": 700, "stories": 11},
        {"day": "2026-03-01", "reports": 650, "stories": 20},
        {"day": "undated", "reports": 50, "stories": 0},
    ],
    "outlets": [{"name": "The Herald", "reports": 40, "alone": 10, "copied": 20}],
    "outlets_in_all": 40,
    "voices": [{"name": "Ileana Marsh", "kind": "person", "times": 12, "outlets": 3}],
    "voices_in_all": 900,
    "counts": {"stories": 31, "attributions": 5000},
    "capped": [{"what": "reports of huge stories", "count": 17}],
    "stages": [{"name": "extract", "seconds": 10.0, "work": 19.5, "things": 2500}],
    "versions": {"twosource": "0.1.0", "spark": "4.3.0"},
    "settings": {"window_reports": 60000, "master": "local[2]"},
}


def test_reasons_have_words_and_the_most_come_first() -> None:
    dropped = told(FIGURES).dropped
    assert dropped[0] == Amount("lists of reports", 325)
    assert Amount("damaged: bytes that stop too early", 3) in dropped
    assert dropped[-1] == Amount("damaged: Unheard", 1)


def test_days_are_in_order_and_what_has_none_is_in_none() -> None:
    assert told(FIGURES).days == (Day(date(2026, 3, 1), 650, 20), Day(date(2026, 3, 2), 700, 11))


def test_the_page_tells_all_figures() -> None:
    shown = page(FIGURES)
    for figure in ("2,500", "1,400", "5,000", "990", "19.5", "The Herald", "Ileana Marsh", "reports of huge stories"):
        assert figure in shown
    assert "The first 1 of 4 records." in shown
    assert "60000" in shown
    assert "not found" not in shown


def test_figures_that_are_lacking_are_shown_as_none() -> None:
    assert "None." in page({})
    assert "What a limit left out" not in page({})

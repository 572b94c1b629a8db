from __future__ import annotations

import pytest
from bench.archive.month import CORES, DAYS, Measured, month

FOUND = Measured(pages=1_000, work={"extract": 3.6, "voices": 36.0}, ratio=2.0, worker=500.0, written=2_000_000)
PAGES = 1_000_000


def test_what_a_month_costs_is_what_a_page_costs() -> None:
    rows = dict(month(FOUND, PAGES))
    assert rows["extract: core hours"] == "30"  # 3.6 ms a page, 30 million pages
    assert rows["all: core hours"] == "330"
    assert rows[f"hours on {CORES} cores"] == "5.2"
    assert rows["written, GB"] == f"{DAYS * PAGES * 2_000 / 1e9:,.0f}"
    assert rows["memory of all workers, GB"] == "32"


def test_real_pages_are_put_in_for_made_ones() -> None:
    rows = dict(month(FOUND, PAGES, real_reading=0.0072))
    assert (rows["extract: core hours"], rows["voices: core hours"]) == ("60", "300")


@pytest.mark.parametrize(("ratio", "hours"), [(2.0, "5.2"), (1.0, "10.3")])
def test_what_two_cores_lose_each_core_loses(ratio: float, hours: str) -> None:
    found = Measured(FOUND.pages, FOUND.work, ratio, FOUND.worker, FOUND.written)
    assert dict(month(found, PAGES))[f"hours on {CORES} cores"] == hours

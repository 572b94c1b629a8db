"""Which of two readings of one report is kept, and what of the other goes with it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twosource.model import Report
from twosource.reading.fuller import LESS, is_fuller, joined

MORNING = datetime(2026, 3, 20, 8, tzinfo=UTC)
FEED = Report("a", "The mill burned down.", "Herald", "https://h.example/a", "Fire", published=MORNING)
PAGE = Report("a", "The mill burned down. Nothing is left of it.", subjects=("mills",))


@given(st.integers(1, 300), st.integers(1, 300))
def test_a_page_gives_way_where_it_has_clearly_less(page: int, feed: int) -> None:
    found = is_fuller(replace(PAGE, text="x" * page), replace(FEED, text="y" * feed))
    assert found == (page >= LESS * feed)


def test_the_text_of_one_is_kept_with_what_only_the_other_tells() -> None:
    found = joined(PAGE, replace(FEED, subjects=("fires", "mills")))
    assert found == replace(FEED, text=PAGE.text, subjects=("mills", "fires"))


def test_what_both_tell_is_the_first_ones() -> None:
    assert joined(replace(PAGE, title="Mill fire", byline="Ada Lunt"), FEED).title == "Mill fire"


@pytest.mark.parametrize(
    ("one", "other", "kept"),
    [
        (None, MORNING, MORNING),
        (date(2026, 3, 20), MORNING, MORNING),
        (MORNING, date(2026, 3, 19), MORNING),
        (date(2026, 3, 20), date(2026, 3, 19), date(2026, 3, 20)),
        (date(2026, 3, 20), None, date(2026, 3, 20)),
        (None, None, None),
    ],
)
def test_a_time_of_day_goes_before_a_day(one: date | None, other: date | None, kept: date | None) -> None:
    assert joined(replace(PAGE, published=one), replace(FEED, published=other)).published == kept

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twosource.errors import VerbatimError
from twosource.model import Outlet, Page, Passage, Report, Span, moment, publication_order

REPORT = Report("a", "The bridge opened. It is long.")


def test_a_passage_is_the_words_at_its_offsets() -> None:
    passage = REPORT.passage(Span(4, 10))
    assert passage == Passage("a", 4, 10, "bridge")
    assert passage.span == Span(4, 10)
    assert passage.stands_in(REPORT)


@given(st.integers(-3, 40), st.integers(-3, 40))
def test_a_passage_is_verbatim_or_cannot_be_made(start: int, end: int) -> None:
    if 0 <= start < end <= len(REPORT.text):
        assert REPORT.text[start:end] == REPORT.passage(Span(start, end)).text
    else:
        with pytest.raises(VerbatimError):
            REPORT.passage(Span(start, end))


@pytest.mark.parametrize(("start", "end", "text"), [(0, 3, "four"), (3, 3, ""), (5, 2, "abc")])
def test_a_passage_whose_words_do_not_fit_its_offsets_cannot_be_made(start: int, end: int, text: str) -> None:
    with pytest.raises(VerbatimError):
        Passage("a", start, end, text)


def test_a_passage_of_other_words_or_another_report_does_not_stand() -> None:
    assert not Passage("a", 4, 10, "BRIDGE").stands_in(REPORT)
    assert not Passage("b", 4, 10, "bridge").stands_in(REPORT)


def test_spans_cover_and_overlap() -> None:
    assert Span(2, 9).covers(Span(2, 5))
    assert not Span(2, 9).covers(Span(1, 5))
    assert Span(2, 9).overlaps(Span(8, 12))
    assert not Span(2, 9).overlaps(Span(9, 12))


def test_an_outlet_without_an_owner_is_its_own_family() -> None:
    assert Outlet("a", "A").family == "a"
    assert Outlet("a", "A", owner="Harbour").family == "Harbour"


def test_a_page_is_known_by_its_bytes() -> None:
    assert Page("n", "i", b"").sha256 == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


def test_moments_are_ordered_over_days_and_time_zones() -> None:
    east = datetime(2026, 3, 14, 1, tzinfo=timezone(timedelta(hours=2)))
    assert moment(None) is None
    assert moment(date(2026, 3, 14)) == datetime(2026, 3, 14, tzinfo=UTC)
    assert moment(east) == datetime(2026, 3, 13, 23, tzinfo=UTC)
    assert moment(datetime(2026, 3, 14, 5)) == datetime(2026, 3, 14, 5, tzinfo=UTC)  # noqa: DTZ001


def test_reports_are_ordered_by_publication_and_undated_ones_last() -> None:
    late = Report("a", "x", published=date(2026, 3, 15))
    early = Report("b", "x", published=datetime(2026, 3, 14, 9, tzinfo=UTC))
    undated = Report("c", "x")
    assert sorted([undated, late, early], key=publication_order) == [early, late, undated]

from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.briefing.stories import COURIER, ECHO, FERRY, LEDGER, dossier

from twosource.briefing.importance import Before, Period, Signals, day_of, importance, own_texts, total
from twosource.model import Copy, Counts, Dossier, News, Outlet, Report

ALWAYS = Period(None, None)


def test_terms_are_named_in_the_order_of_the_formula_and_add_up() -> None:
    why = importance(dossier(), ALWAYS)
    assert [name for name, _ in why] == ["origins", "owners", "outlets", "days", "newness"]
    assert total(why) == pytest.approx(4 + 2 + 1 + 1 + 1)


def test_a_second_origin_adds_more_than_a_fourth() -> None:
    values = [dict(importance(dossier(origins=n), ALWAYS))["origins"] for n in (1, 2, 3, 4)]
    gains = [later - earlier for earlier, later in itertools.pairwise(values)]
    assert gains[0] > gains[1] > gains[2] > 0


def test_how_often_copies_ran_makes_no_difference() -> None:
    runs = [Report(f"run{n}", ECHO.text, outlet=f"Echo {n}", published=date(2024, 3, 9 + n)) for n in range(5)]
    copied = Copy((ECHO.id, *(run.id for run in runs)), 1.0)
    assert importance(dossier((*FERRY, *runs), origins=3, copies=[copied]), ALWAYS) == importance(dossier(), ALWAYS)


def test_reports_that_share_a_little_text_keep_their_own() -> None:
    shared = dossier(copies=[Copy((ECHO.id, COURIER.id), 0.2)])
    assert [report.id for report in own_texts(shared)] == ["echo", "courier", "ledger"]


def test_newness_is_the_share_of_texts_in_the_period() -> None:
    why = dict(importance(dossier(), Period(date(2024, 3, 6), None)))
    assert why["newness"] == pytest.approx(2 / 3, abs=1e-4)
    assert why["days"] == pytest.approx(0.7925)


def test_an_undated_story_lasts_no_days() -> None:
    undated = dossier([replace(report, published=None) for report in FERRY])
    assert dict(importance(undated, ALWAYS))["days"] == 0


@pytest.mark.parametrize(
    ("since", "until", "held"),
    [
        (None, None, True),
        (date(2024, 3, 5), date(2024, 3, 5), True),
        (date(2024, 3, 6), None, False),
        (None, date(2024, 3, 4), False),
    ],
)
def test_a_period_holds_its_first_and_last_day(since: date | None, until: date | None, held: bool) -> None:
    assert Period(since, until).holds(ECHO) is held


def test_an_undated_report_falls_only_into_a_period_without_beginning() -> None:
    undated = replace(LEDGER, published=None)
    assert Period(None, date(2024, 1, 1)).holds(undated)
    assert not Period(date(2024, 1, 1), None).holds(undated)


def test_days_are_counted_in_utc() -> None:
    late = datetime(2024, 3, 5, 23, tzinfo=timezone(timedelta(hours=-5)))
    assert day_of(replace(ECHO, published=late)) == date(2024, 3, 6)
    assert day_of(replace(ECHO, published=datetime(2024, 3, 5, tzinfo=UTC))) == date(2024, 3, 5)


# --- what is known beside the reports ---------------------------------------------------------------------------------


def term(name: str, signals: Signals, *, found: Dossier | None = None) -> float | None:
    return dict(importance(found or dossier(), ALWAYS, signals)).get(name)


def test_what_is_not_known_is_no_term() -> None:
    assert (term("reach", Signals()), term("placed", Signals())) == (None, None)


def test_outlets_of_more_countries_reach_further() -> None:
    outlets = {
        name: Outlet(name, name, country=country)
        for name, country in (("corran echo", "OR"), ("northern courier", "OR"), ("daily ledger", "VE"))
    }
    one = {**outlets, "daily ledger": Outlet("l", "l", country="OR")}
    assert term("reach", Signals(outlets)) == pytest.approx(0.7925)
    assert term("reach", Signals(one)) == 0.5


def test_a_story_that_feeds_place_higher_counts_for_more() -> None:
    assert term("placed", Signals(positions={"echo": 0})) == 1.0
    assert term("placed", Signals(positions={"echo": 0, "courier": 5})) == 0.75
    assert term("placed", Signals(positions={"echo": 5, "other": 0})) == 0.5


def test_of_an_outlet_the_highest_place_counts() -> None:
    twice = dossier([ECHO, replace(COURIER, outlet=ECHO.outlet)])
    assert term("placed", Signals(positions={"echo": 20, "courier": 0}), found=twice) == 1.0


@given(
    st.permutations(FERRY),
    st.lists(st.sampled_from(FERRY), min_size=1, max_size=6),
    st.lists(st.integers(0, 40), min_size=6, max_size=6),
)
def test_adding_a_copy_changes_nothing(order: list[Report], copied: list[Report], places: list[int]) -> None:
    """Whoever runs it, however high its feed has it, and wherever that outlet is."""
    runs = [
        replace(source, id=f"run{n}", outlet=f"Run {n}", published=date(2024, 4, 1 + n))
        for n, source in enumerate(copied)
    ]
    copies = [
        Copy((source.id, *(run.id for run, of in zip(runs, copied, strict=True) if of is source)), 1.0)
        for source in FERRY
        if source in copied
    ]
    signals = Signals(
        {f"run {n}": Outlet(f"run {n}", f"Run {n}", country=f"C{n}") for n in range(len(runs))},
        {f"run{n}": place for n, place in enumerate(places)},
    )
    found = dossier((*order, *runs), origins=3, copies=copies)
    assert importance(found, ALWAYS, signals) == importance(dossier(), ALWAYS, signals)


# --- a story that was told before -------------------------------------------------------------------------------------


def test_what_the_reader_knows_of_a_story_is_taken_off() -> None:
    before = Before(Counts(1, 1, 1, 1), frozenset({"echo"}))
    why = dict(importance(dossier(), ALWAYS, before=before))
    assert why["known"] == -1
    assert why["newness"] == pytest.approx(2 / 3, abs=1e-4)


def test_a_correction_weighs_more_than_a_settlement() -> None:
    news = frozenset({News.CORRECTED, News.SETTLED, News.GROWN})
    why = dict(importance(dossier(), ALWAYS, before=Before(Counts(1, 1, 1, 1), frozenset(), news)))
    assert (why["corrected"], why["settled"], "grown" in why) == (2, 1, False)

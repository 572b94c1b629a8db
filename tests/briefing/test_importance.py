from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from tests.briefing.stories import COURIER, ECHO, FERRY, LEDGER, dossier

from twosource.briefing.importance import Period, day_of, importance, own_texts, total
from twosource.model import Copy, Report

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

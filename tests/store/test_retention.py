from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from tests.store.sample import ALL, BLAZE, FIRE, NOW, found, keep, page_of, said

from twosource.model import Story
from twosource.store import Database
from twosource.store.checking import check
from twosource.store.keeping import reports
from twosource.store.material import keep_attributions, keep_stories, memberships
from twosource.store.retention import LetGo, retain, size


@pytest.fixture
def filled(database: Database) -> Database:
    keep(database, [found(replace(FIRE, title="Fire"))], NOW)
    keep(database, [found(report) for report in ALL], NOW)
    keep_attributions(database, {"fire": said()}, [FIRE], "rules")
    keep_stories(database, [Story("mill", (FIRE, BLAZE))])
    return database


def left(database: Database) -> list[str]:
    assert not list(check(database, lambda _: None))
    return [report.id for report in reports(database)]


def test_by_age_reports_go_with_all_that_hangs_on_them(filled: Database) -> None:
    assert retain(filled, since=date(2026, 3, 12)) == LetGo(reports=2)
    assert left(filled) == ["undated", "bridge"]
    assert memberships(filled) == {}
    assert filled.rows("SELECT * FROM attributions") == []
    assert len(filled.rows("SELECT * FROM pages")) == 2


def test_what_has_no_date_counts_from_when_it_was_added(filled: Database) -> None:
    retain(filled, since=date(2026, 3, 20))
    assert left(filled) == ["undated"]
    retain(filled, since=date(2026, 3, 21))
    assert left(filled) == []


def test_by_size_pages_go_before_reports(filled: Database) -> None:
    texts = sum(len(report.text.encode()) for report in ALL)
    whole = size(filled)
    assert retain(filled, most=whole) == LetGo()
    assert retain(filled, most=whole - 1) == LetGo(pages=1)
    assert retain(filled, most=texts) == LetGo(pages=4)
    assert page_of(filled, "fire") == (found(FIRE).page.sha256, None)
    assert len(left(filled)) == 4
    gone = retain(filled, most=texts - 1)
    assert gone.reports == 1
    assert left(filled) == ["fire", "blaze", "bridge"]
    assert size(filled) <= texts - 1


def test_nothing_goes_unasked(filled: Database) -> None:
    assert retain(filled) == LetGo()
    assert len(left(filled)) == 4


def test_what_was_let_go_may_come_again(filled: Database) -> None:
    retain(filled, most=0)
    assert left(filled) == []
    assert keep(filled, [found(report) for report in ALL], NOW).new == 4
    assert len(left(filled)) == 4

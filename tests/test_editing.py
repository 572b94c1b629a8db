"""What an editor says of the stories in the store."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from twosource import desk, editing
from twosource.grouping.corrections import apart, merge, split
from twosource.model import Page, Report
from twosource.store import Database, open_store
from twosource.store.keeping import ReadPage, keep
from twosource.store.material import corrections, memberships

NOW = datetime(2026, 3, 20, tzinfo=UTC)
FIRE = Report(
    "mill-1",
    "A fire destroyed the flour mill in Lower Sarn. Three workers are missing, the fire service said.",
    title="Mill burns",
    published=date(2026, 3, 10),
)
BLAZE = replace(FIRE, id="mill-2", text=f"{FIRE.text} It was old.", published=date(2026, 3, 11))
FERRY = Report(
    "ferry-1",
    "The ferry Maribel ran aground off Corran Head. Lifeboats from Tarbet took all forty ashore.",
    title="Ferry aground",
    published=date(2026, 3, 12),
)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = open_store(f"sqlite:///{tmp_path}/news.db", create=True)
    hold(opened, FIRE, BLAZE, FERRY)
    yield opened
    opened.close()


def hold(database: Database, *reports: Report) -> None:
    keep(database, [ReadPage(Page(one.id, one.id, b""), (one,)) for one in reports], NOW, follows=desk.is_state)


def parts(database: Database) -> list[list[str]]:
    found: dict[str, list[str]] = {}
    for report, story in memberships(database).items():
        found.setdefault(story, []).append(report)
    return sorted(map(sorted, found.values()))


def names(database: Database, name: str) -> list[str]:
    return [report.id for report in editing.story_of(database, name)]


def test_a_story_is_found_by_its_id_and_by_its_reports_though_none_was_shown_yet(database: Database) -> None:
    assert names(database, "mill-2") == ["mill-1", "mill-2"]
    assert names(database, memberships(database)["mill-1"]) == ["mill-1", "mill-2"]
    assert names(database, "nobody") == []


def test_a_report_that_came_since_is_a_story_of_its_own(database: Database) -> None:
    desk.stories(database, desk.stored_reports(database))
    hold(database, replace(FERRY, id="ferry-2", text=f"{FERRY.text} Calm sea."))
    assert names(database, "ferry-2") == ["ferry-2"]


def test_corrections_are_kept_in_order_and_the_newest_holds(database: Database) -> None:
    desk.stories(database, desk.stored_reports(database))
    key, stories = editing.correct(database, [apart(["mill-1"], ["mill-2"]), merge(["mill-1"], ["mill-2"])], NOW)
    assert list(corrections(database))[-1] == key
    assert [len(story.reports) for story in stories] == [2]
    stories = editing.undo(database, key)
    assert [len(story.reports) for story in stories] == [1, 1]
    assert parts(database) == [["ferry-1"], ["mill-1"], ["mill-2"]]


def test_what_is_said_last_holds_though_the_clock_was_set_back(database: Database) -> None:
    editing.correct(database, [apart(["mill-1"], ["mill-2"])], NOW)
    _, stories = editing.correct(database, [merge(["mill-1"], ["mill-2"])], NOW - timedelta(days=1))
    assert [len(story.reports) for story in stories] == [2]


def test_to_undo_what_was_never_said_is_an_error(database: Database) -> None:
    with pytest.raises(KeyError):
        editing.undo(database, "never")


def test_only_what_is_touched_is_grouped_anew(database: Database) -> None:
    far = replace(FERRY, id="far", published=FERRY.published and FERRY.published + timedelta(days=90))
    hold(database, far)
    desk.stories(database, desk.stored_reports(database))
    assert parts(database) == [["far", "ferry-1"], ["mill-1", "mill-2"]]
    _, stories = editing.correct(database, [split(["mill-1"], ["mill-2"])], NOW)
    assert [[report.id for report in story.reports] for story in stories] == [["mill-1"], ["mill-2"]]
    assert parts(database) == [["far", "ferry-1"], ["mill-1"], ["mill-2"]]


def test_a_report_without_a_date_is_grouped_among_all(database: Database) -> None:
    hold(database, replace(FERRY, id="undated", published=None, text=f"{FERRY.text} Calm sea."))
    editing.correct(database, [merge(["undated"], ["mill-1"])], NOW)
    assert parts(database) == [["ferry-1", "mill-1", "mill-2", "undated"]]


def test_a_correction_of_reports_that_the_store_lacks_waits_for_them(database: Database) -> None:
    late = replace(FERRY, id="late", text=f"{FERRY.text} Calm sea.")
    editing.correct(database, [apart(["ferry-1"], ["late"])], NOW)
    hold(database, late)
    desk.stories(database, desk.stored_reports(database))
    assert ["ferry-1"] in parts(database)

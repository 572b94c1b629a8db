"""New reports find their stories; what was cut off goes on, and nothing is decided twice."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest

from twosource.grouping.stream import WINDOW_DAYS, Join, Merge, Move, Open
from twosource.model import Page, Report, Story
from twosource.service import storylines
from twosource.service.storylines import Storylines, remembered, write_down
from twosource.store import Database
from twosource.store.checking import check
from twosource.store.keeping import Found, keep
from twosource.store.material import keep_correction, keep_stories, memberships
from twosource.store.storylines import unplaced

NOW = datetime(2026, 3, 20, 8, tzinfo=UTC)
FIRE = "The flour mill of Orrin burned down on Monday night, and the owner Ada Lunt said that nothing was left of it."
VOTE = "Parliament in Pell rejected the harbour bill of minister Jon Quill by four votes after a debate of nine hours."


def take(database: Database, *told: tuple[str, str], at: datetime = NOW) -> None:
    reports = [Report(id=name, text=text, published=at.date(), outlet=name) for name, text in told]
    found = [Found(Page(one.id, one.id, json.dumps([one.id, one.text]).encode()), (one,)) for one in reports]
    keep(database, found, at, follows=lambda *_: True)


def stories(database: Database) -> set[frozenset[str]]:
    held = memberships(database)
    assert [str(fault) for fault in check(database, lambda _: None)] == []
    return {frozenset(name for name in held if held[name] == story) for story in held.values()}


def never() -> bool:
    return False


def test_reports_of_one_event_are_one_story_whenever_they_come(database: Database) -> None:
    lines = Storylines(database)
    take(database, ("a", FIRE), ("b", VOTE))
    assert lines.catch_up(NOW, never) == 2
    take(database, ("c", f"{FIRE} Firemen came."))
    assert lines.catch_up(NOW, never) == 1
    assert lines.catch_up(NOW, never) == 0
    assert stories(database) == {frozenset("ac"), frozenset("b")}


def test_who_begins_anew_remembers_what_was_decided(database: Database) -> None:
    take(database, ("a", FIRE), ("b", VOTE))
    Storylines(database).catch_up(NOW, never)
    before = memberships(database)
    take(database, ("c", f"{FIRE} Firemen came."), ("d", FIRE))
    assert Storylines(database).catch_up(NOW, never) == 2
    assert stories(database) == {frozenset("acd"), frozenset("b")}
    assert {name: memberships(database)[name] for name in before} == before
    memory = remembered(database, NOW)
    assert {name: memory.story_of(name) for name in "abcd"} == memberships(database)


def test_old_stories_are_remembered_by_their_last_reports(database: Database) -> None:
    take(database, *((f"a{n}", f"{FIRE} Day {n} of it.") for n in range(6)))
    Storylines(database).catch_up(NOW, never)
    assert stories(database) == {frozenset(f"a{n}" for n in range(6))}
    assert len(remembered(database, NOW + timedelta(days=WINDOW_DAYS + 1)).reports) == 3
    assert remembered(database, NOW + timedelta(days=100)).reports == {}


def test_what_was_cut_off_is_found_again(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(storylines, "PORTION", 1)
    take(database, ("a", FIRE), ("b", VOTE), ("c", f"{FIRE} Firemen came."))
    lines, times = Storylines(database), iter([False, False, True])
    assert lines.catch_up(NOW, lambda: next(times)) == 2
    assert unplaced(database) == [3]
    assert lines.catch_up(NOW, never) == 1
    assert Storylines(database).catch_up(NOW, lambda: True) == 0
    assert stories(database) == {frozenset("ac"), frozenset("b")}


def test_who_is_stopped_while_remembering_begins_again(database: Database) -> None:
    take(database, ("a", FIRE))
    Storylines(database).catch_up(NOW, never)
    take(database, ("b", VOTE))
    lines = Storylines(database)
    assert lines.catch_up(NOW, lambda: True) == 0
    assert lines.catch_up(NOW, never) == 1


def test_a_memory_that_may_be_ahead_of_the_store_is_given_up(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = Storylines(database)
    take(database, ("a", FIRE))
    lines.catch_up(NOW, never)

    def fail(*_: object) -> None:
        raise ZeroDivisionError

    take(database, ("b", f"{FIRE} Firemen came."))
    monkeypatch.setattr(storylines, "write_down", fail)
    with pytest.raises(ZeroDivisionError):
        lines.catch_up(NOW, never)
    monkeypatch.undo()
    assert lines.catch_up(NOW, never) == 1
    assert stories(database) == {frozenset("ab")}


def test_what_others_group_or_an_editor_says_is_heeded_from_then_on(database: Database) -> None:
    lines = Storylines(database)
    take(database, ("a", FIRE), ("b", VOTE))
    lines.catch_up(NOW, never)
    keep_correction(database, {"kind": "apart", "groups": [["a"], ["c"]]}, NOW)
    keep_stories(database, [Story("s-1", (Report("a", FIRE),))])
    take(database, ("c", f"{FIRE} Firemen came."))
    lines.catch_up(NOW, never)
    assert stories(database) == {frozenset("a"), frozenset("b"), frozenset("c")}
    assert memberships(database)["a"] == "s-1"


def test_a_report_that_was_let_go_of_and_comes_again_is_where_it_was(database: Database) -> None:
    lines = Storylines(database)
    take(database, ("a", FIRE), ("b", f"{FIRE} Firemen came."))
    lines.catch_up(NOW, never)
    with database.write():
        database.run("DELETE FROM memberships WHERE report = 2")
        database.run("UPDATE reports SET number = 9 WHERE number = 2")
        database.run("UPDATE counters SET last = 9 WHERE name = 'report'")
    lines.catch_up(NOW, never)
    assert memberships(database)["a"] == memberships(database)["b"]


def test_every_step_is_written_in_its_order(database: Database) -> None:
    take(database, ("a", FIRE), ("b", VOTE), ("c", "x"), ("d", "y"))
    with database.write():
        write_down(database, [Open("a", "1"), Open("b", "2"), Join("c", "2"), Merge("2", "1"), Open("d", "4")])
        write_down(database, [Move(("c", "d"), "5")])
    assert memberships(database) == {"a": "1", "b": "1", "c": "5", "d": "5"}
    assert stories(database) == {frozenset("ab"), frozenset("cd")}

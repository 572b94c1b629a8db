"""New reports find their stories; what was cut off goes on, and nothing is decided twice."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from threading import Event
from typing import Any

import pytest

from twosource.grouping.regrouping import regroup
from twosource.grouping.stream import WINDOW_DAYS, Join, Merge, Move, Open
from twosource.model import Page, Report, Story
from twosource.service import editors, storylines
from twosource.service.editors import Editor
from twosource.service.storylines import Storylines, follow_editors, remembered, write_down
from twosource.store import Database, regroupings
from twosource.store.accounts import LOCAL
from twosource.store.checking import check
from twosource.store.keeping import ReadPage, keep
from twosource.store.material import keep_correction, keep_stories, memberships
from twosource.store.storylines import unplaced

NOW = datetime(2026, 3, 20, 8, tzinfo=UTC)
FIRE = "The flour mill of Orrin burned down on Monday night, and the owner Ada Lunt said that nothing was left of it."
VOTE = "Parliament in Pell rejected the harbour bill of minister Jon Quill by four votes after a debate of nine hours."


def take(database: Database, *told: tuple[str, str], at: datetime = NOW) -> None:
    reports = [Report(id=name, text=text, published=at.date(), outlet=name) for name, text in told]
    found = [ReadPage(Page(one.id, one.id, json.dumps([one.id, one.text]).encode()), (one,)) for one in reports]
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


# --- what editors say -------------------------------------------------------------------------------------------------


ANN = Editor(LOCAL, "ann")


def told(database: Database) -> Storylines:
    """A stream that knows of two stories."""
    lines = Storylines(database)
    take(database, ("a", FIRE), ("b", VOTE), ("c", f"{FIRE} Firemen came."), ("d", f"Firemen came. {FIRE}"))
    lines.catch_up(NOW, never)
    assert stories(database) == {frozenset("acd"), frozenset("b")}
    return lines


def test_an_editor_is_followed_behind_the_request(database: Database) -> None:
    lines = told(database)
    number = editors.parted(database, ANN, "a", ["c"], NOW)
    assert stories(database) == {frozenset("acd"), frozenset("b")}
    assert regroupings.is_waiting(database, memberships(database)["a"])
    assert not regroupings.is_waiting(database, memberships(database)["b"])
    lines.follow(NOW, never)
    assert stories(database) == {frozenset("ad"), frozenset("c"), frozenset("b")}
    assert regroupings.waiting(database) == []
    assert editors.undo(database, ANN, number, NOW)
    lines.follow(NOW, never)
    assert stories(database) == {frozenset("acd"), frozenset("b")}


@pytest.mark.parametrize("again", [False, True])
def test_many_edits_are_followed_at_once_also_by_who_begins_anew(database: Database, *, again: bool) -> None:
    lines = told(database)
    editors.parted(database, ANN, "a", ["c"], NOW)
    editors.merged(database, ANN, ["a", "b"], NOW)
    (Storylines(database) if again else lines).follow(NOW, never)
    assert stories(database) == {frozenset("c"), frozenset("abd")} or stories(database) == {frozenset("abcd")}
    take(database, ("e", f"{FIRE} It rained."))
    (Storylines(database) if again else lines).catch_up(NOW, never)
    assert {name for name in "abcde" if memberships(database)[name] == memberships(database)["a"]} >= {"a", "b"}


def test_a_report_that_is_moved_is_where_it_was_moved_to(database: Database) -> None:
    lines = told(database)
    editors.moved(database, ANN, "d", "b", NOW)
    lines.catch_up(NOW, never)
    assert stories(database) == {frozenset("ac"), frozenset("bd")}


def test_who_was_ended_in_between_leaves_it_to_the_next(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    lines = told(database)
    editors.parted(database, ANN, "a", ["c"], NOW)

    def ended(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(regroupings, "settle", ended)
    for _ in range(regroupings.MOST_TRIES):
        with pytest.raises(KeyboardInterrupt):
            lines.follow(NOW, never)
    assert stories(database) == {frozenset("acd"), frozenset("b")}, "all of it, or nothing"
    monkeypatch.undo()
    lines.follow(NOW, never)
    assert len(regroupings.waiting(database)) == 1, "after some tries it waits a while"
    assert not regroupings.is_asked(database, NOW)
    lines.follow(NOW + regroupings.FIRST_PAUSE, never)
    assert stories(database) == {frozenset("ad"), frozenset("c"), frozenset("b")}


def test_what_is_said_while_it_is_decided_holds(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    lines = told(database)
    number = editors.parted(database, ANN, "a", ["c"], NOW)
    decide = regroup

    def meanwhile(*asked: Any) -> Any:
        editors.undo(database, ANN, number, NOW)
        return decide(*asked)

    monkeypatch.setattr(storylines, "regroup", meanwhile)
    lines.follow(NOW, never)
    assert stories(database) == {frozenset("acd"), frozenset("b")}
    assert len(regroupings.waiting(database)) == 1
    monkeypatch.undo()
    lines.follow(NOW, never)
    assert stories(database) == {frozenset("acd"), frozenset("b")}
    assert regroupings.waiting(database) == []


def test_reports_that_the_stream_let_go_of_are_regrouped_too(database: Database) -> None:
    told(database)
    editors.parted(database, ANN, "a", ["c"], NOW)
    Storylines(database).follow(NOW + timedelta(days=365), never)
    assert stories(database) == {frozenset("ad"), frozenset("c"), frozenset("b")}
    assert regroupings.waiting(database) == []


def test_who_is_asked_to_stop_leaves_it(database: Database) -> None:
    told(database)
    editors.parted(database, ANN, "a", ["c"], NOW)
    lines = Storylines(database)
    lines.follow(NOW, lambda: True)
    answers = iter([False, True])
    lines.follow(NOW, lambda: next(answers, True))
    assert len(regroupings.waiting(database)) == 1


def test_what_an_editor_keeps_apart_stays_apart_for_who_begins_anew(database: Database) -> None:
    told(database)
    editors.parted(database, ANN, "a", ["c"], NOW)
    Storylines(database).follow(NOW, never)
    take(database, ("e", f"{FIRE} Firemen came late."))
    Storylines(database).catch_up(NOW, never)
    held = memberships(database)
    assert held["a"] != held["c"]


def test_beside_the_site_editors_are_followed_where_nobody_gathers(database: Database) -> None:
    told(database)
    editors.parted(database, ANN, "a", ["c"], NOW)
    stop, looks = Event(), []

    def now() -> datetime:
        looks.append(1)
        if len(looks) > 3:
            stop.set()
        return NOW

    with database.alone():
        follow_editors(database, now, stop, 0)
        assert len(regroupings.waiting(database)) == 1
    stop.clear()
    looks.clear()
    follow_editors(database, now, stop, 0)
    assert stories(database) == {frozenset("ad"), frozenset("c"), frozenset("b")}


def test_states_of_a_report_go_where_it_goes(database: Database) -> None:
    lines = told(database)
    states = [
        Report(id=name, text=f"{FIRE} It {what}.", published=NOW.date(), outlet="e", url="https://e.example/fire")
        for name, what in (("e", "rained for an hour"), ("e-2", "rained, and the river rose"))
    ]
    for state in states:
        keep(
            database, [ReadPage(Page(state.id, state.id, state.text.encode()), (state,))], NOW, follows=lambda *_: False
        )
    lines.catch_up(NOW, never)
    assert memberships(database)["e"] == memberships(database)["e-2"] == memberships(database)["a"]
    editors.parted(database, ANN, "a", ["e"], NOW)
    lines.follow(NOW, never)
    assert stories(database) == {frozenset("acd"), frozenset({"e", "e-2"}), frozenset("b")}

"""Dossiers catch up behind grouping, are made once for each change, and one that fails is told of and waits."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import timedelta
from itertools import count
from threading import Event
from typing import Any

import pytest
from tests.service.tellers import NOW, OUTLETS, Press, event, rules, take, told_by
from tests.store.shelf import stale

from twosource.errors import Malformed, StoreBusy, StoreError, TooLarge
from twosource.model import Story
from twosource.service import follower as module
from twosource.service import telling
from twosource.service.follower import Follower
from twosource.service.telling import Order, Teller, TellingResult
from twosource.store import Database, open_store
from twosource.store.checking import check
from twosource.store.dossiers import dossier, shelved
from twosource.store.keeping import reports
from twosource.store.material import attributions, keep_stories
from twosource.store.staleness import MOST_TRIES, Behind, begin, behind, touch, wanted


def faults(database: Database) -> list[str]:
    return [str(fault) for fault in check(database, lambda _: None)]


@pytest.fixture
def behind_by_three(database: Database) -> Database:
    take(database, event(1), event(2, "Courier", "Herald"), event(3, "Gazette"))
    return database


def test_stories_are_told_and_read_for_voices_once(behind_by_three: Database) -> None:
    progress = Press(behind_by_three).follow()
    assert (progress.told, progress.reports, progress.heard, progress.failed, progress.behind) == (3, 6, 6, 0, 0)
    assert progress.seconds.keys() == {"looking", "telling", "keeping"}
    assert {one.story for one in shelved(behind_by_three)} == {"s1", "s2", "s3"}
    found = dossier(behind_by_three, "s1")
    assert found is not None
    assert found.counts.outlets == 3
    assert any(one.attribution.speaker.name == "Ada Lunt" for one in found.attributions)
    assert len(attributions(behind_by_three, list(reports(behind_by_three)), "tagger")) == 6
    assert faults(behind_by_three) == []
    assert Press(behind_by_three).follow().told == 0
    keep_stories(behind_by_three, [Story("s1", (told_by("Courier", 1),)), Story("s9", (told_by("Herald", 1),))])
    again = Press(behind_by_three).follow()
    assert (again.told, again.heard) == (2, 0), "voices are remembered"


def test_the_order_in_which_reports_came_makes_no_difference(tmp_path: Any, behind_by_three: Database) -> None:
    Press(behind_by_three).follow()
    with closing(open_store(f"sqlite:///{tmp_path / 'other.db'}", create=True)) as other:
        for number, outlets in ((3, "Gazette"), (2, "Herald Courier"), (1, "Gazette Herald Courier")):
            take(other, event(number, *outlets.split()))
        Press(other).follow()
        for story in ("s1", "s2", "s3"):
            assert dossier(other, story) == dossier(behind_by_three, story)
        assert [(one.story, one.weight) for one in shelved(other)] == [
            (one.story, one.weight) for one in shelved(behind_by_three)
        ]


def test_the_newest_and_largest_come_first(behind_by_three: Database) -> None:
    told: list[str] = []

    def tell(order: Order) -> TellingResult:
        told.append(order.story.id)
        return Teller(rules)(order)

    Press(behind_by_three, tell).follow()
    assert told == ["s3", "s2", "s1"]


def test_one_that_fails_is_told_of_and_waits_longer_each_time(behind_by_three: Database) -> None:
    def tell(order: Order) -> TellingResult:
        if order.story.id == "s2":
            raise Malformed(order.name, "brought its teller down", "report it to us")
        return Teller(rules)(order)

    press = Press(behind_by_three, tell)
    progress = press.follow()
    assert (progress.told, progress.failed, progress.behind) == (2, 1, 1)
    assert progress.reasons == {"brought its teller down; report it to us": 1}
    assert press.follow().failed == 0
    assert press.follow(timedelta(minutes=11)).failed == 1
    assert press.follow(timedelta(minutes=11)).failed == 0, "twice as long"
    with behind_by_three.write():
        touch(behind_by_three, ["s2"])
    assert press.follow().failed == 0, "though it has changed"
    assert behind(behind_by_three).reasons == (("brought its teller down; report it to us", 1),)
    assert faults(behind_by_three) == []
    press.tell = Teller(rules)
    assert press.follow(timedelta(days=1)).told == 1
    assert behind(behind_by_three) == Behind()


def test_one_that_ends_its_teller_is_held_for_what_did(behind_by_three: Database) -> None:
    for _ in range(MOST_TRIES):
        with behind_by_three.write():
            begin(behind_by_three, [one for one in wanted(behind_by_three, 9) if one.story == "s1"], "x", NOW)
    assert [one.tries for one in wanted(behind_by_three, 9)] == [0, 0, 3]

    def killed(order: Order) -> TellingResult:
        raise KeyboardInterrupt

    press = Press(behind_by_three, killed)
    with pytest.raises(KeyboardInterrupt):
        press.follow()
    assert stale(behind_by_three, 9, NOW) == ["s3", "s2"], "it waits, though nobody was there to say that it failed"
    assert behind(behind_by_three).reasons == (("whoever told it was ended each time", 1),)


def test_what_changes_while_it_is_told_is_told_again(store: Database) -> None:
    take(store, event(1, "Courier", "Herald"))
    seen: list[int] = []
    path = str(store._path)  # type: ignore[attr-defined]

    def tell(order: Order) -> TellingResult:
        seen.append(len(order.story.reports))
        if len(seen) == 1:
            with closing(open_store(f"sqlite:///{path}")) as other:
                take(other, event(1))
        return Teller(rules)(order)

    assert Press(store, tell).follow().told == 2
    assert seen == [2, 3]
    assert [one.counts.reports for one in shelved(store)] == [3]


def test_a_story_that_is_gone_when_it_was_told_is_not_kept(store: Database) -> None:
    take(store, event(1, "Courier"))
    path = str(store._path)  # type: ignore[attr-defined]

    def tell(order: Order) -> TellingResult:
        if order.story.id == "s1":
            with closing(open_store(f"sqlite:///{path}")) as other:
                keep_stories(other, [replace(event(1, "Courier"), id="s2")])
        return Teller(rules)(order)

    Press(store, tell).follow()
    assert [one.story for one in shelved(store)] == ["s2"]


def test_another_version_makes_all_anew_and_an_outlet_its_own_stories(behind_by_three: Database) -> None:
    press = Press(behind_by_three)
    assert press.follow().told == 3
    press.source = "rules 2"
    assert press.follow().told == 3
    press.outlets = {**OUTLETS, "gazette": replace(OUTLETS["gazette"], owner="Row")}
    assert press.follow().told == 2
    press.outlets = {**press.outlets, "new": replace(OUTLETS["gazette"], key="new", name="New")}
    assert press.follow().told == 0
    press.outlets = {name: about for name, about in press.outlets.items() if name != "herald"}
    assert press.follow().told == 2


def test_too_large_a_story_is_refused_before_any_work(
    behind_by_three: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(telling, "MOST_REPORTS", 2)
    progress = Press(behind_by_three).follow()
    assert progress.told == 2
    [reason] = progress.reasons
    assert reason.startswith("3 reports of ")
    assert "at most 2 reports" in reason
    monkeypatch.setattr(telling, "MOST_CHARACTERS", 10)
    with pytest.raises(TooLarge, match="story s3"):
        telling.within_limits(event(3, "Gazette"))


def test_what_comes_after_it_was_forgotten_is_left(store: Database) -> None:
    """The store was away while a story was told: it is handed out again, and what comes of the first time is late."""
    take(store, event(1))
    free = Event()

    def tell(order: Order) -> TellingResult:
        free.wait()
        return Teller(rules)(order)

    with closing(Follower(store, Press(store, tell).making())) as follower:
        follower._outdate()
        follower._hand_out()
        follower._out = {}
        free.set()
        follower.once(Event())
        assert follower.progress.told == 1


def test_who_is_asked_to_stop_keeps_what_is_told_and_leaves_the_rest(behind_by_three: Database) -> None:
    stop = Event()

    def tell(order: Order) -> TellingResult:
        stop.set()
        return Teller(rules)(order)

    press = Press(behind_by_three, tell)
    assert press.follow(stop=stop).told in {1, 2, 3}  # those that were handed out
    press.follow()
    assert len(shelved(behind_by_three)) == 3
    assert faults(behind_by_three) == []


def test_a_store_that_is_busy_is_waited_for(store: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    take(store, event(1), event(2))
    monkeypatch.setattr(module, "RECOVERY", 0.0)
    monkeypatch.setattr(module, "LOOK", 0.0)
    real, times, stop = store.write, count(), Event()
    problems: list[StoreError] = []

    @contextmanager
    def write() -> Iterator[None]:
        if next(times) == 2:
            raise StoreBusy("another process is writing")
        with real():
            yield

    monkeypatch.setattr(store, "write", write)
    with closing(Follower(store, Press(store).making())) as follower:
        watching = threading.Thread(target=follower.watch, args=(stop, problems.append))
        watching.start()
        while follower.progress.told < 2:
            stop.wait(0.01)
        stop.set()
        watching.join()
    assert len(problems) == 1
    assert behind(store).stories == 0

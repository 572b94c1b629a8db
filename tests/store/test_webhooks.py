"""Who outside is told what happens: the same on both databases."""

from __future__ import annotations

import io
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from tests.store.shelf import filled, mill

from twosource.errors import StoreRefused
from twosource.model import moment
from twosource.store import Database, open_store
from twosource.store.checking import check
from twosource.store.dossiers import NEWS, dossier, keep_dossier
from twosource.store.exporting import write_export
from twosource.store.importing import read_export
from twosource.store.material import keep_brief
from twosource.store.webhooks import (
    GONE,
    LEASE,
    TOLD,
    Event,
    Outcome,
    add_webhook,
    ask_test,
    forget,
    happened,
    keep_body,
    last_deliveries,
    next_due,
    remove_webhook,
    send_again,
    settle,
    take,
    webhook,
    webhooks,
)

NOW = datetime(2026, 3, 13, 8, tzinfo=UTC)  # the day after the last report of the mill
SOON = timedelta(seconds=5)


def tell(database: Database, event: Event, subject: str) -> None:
    with database.write():
        happened(database, event, subject, NOW)


def test_addresses_are_kept_as_they_were_added(database: Database) -> None:
    first = add_webhook(database, "https://a.example/1", [Event.STORY_NEW], NOW)
    second = add_webhook(database, "https://a.example/2", TOLD, NOW)
    assert webhooks(database) == [first, second]
    assert webhook(database, second.number) == second
    assert first.secret != second.secret
    assert first.secret.startswith("whsec_")
    with pytest.raises(StoreRefused, match="is told already"):
        add_webhook(database, "https://a.example/1", TOLD, NOW)
    assert remove_webhook(database, first.number)
    assert not remove_webhook(database, first.number)
    assert webhook(database, first.number) is None


def test_those_who_asked_are_told_once_for_what_is_not_tried_yet(database: Database) -> None:
    one = add_webhook(database, "https://a.example/1", [Event.STORY_NEW, Event.STORY_CHANGED], NOW)
    other = add_webhook(database, "https://a.example/2", [Event.BRIEF_MADE], NOW)
    for _ in range(2):
        tell(database, Event.STORY_CHANGED, "mill")
    tell(database, Event.STORY_CHANGED, "bridge")
    told = last_deliveries(database, one.number, 9)
    assert [(line.event, line.subject) for line in told] == [
        (Event.STORY_CHANGED, "bridge"),
        (Event.STORY_CHANGED, "mill"),
    ]
    assert last_deliveries(database, other.number, 9) == []
    take(database, NOW, 9)
    tell(database, Event.STORY_CHANGED, "mill")
    assert len(last_deliveries(database, one.number, 9)) == 3, "what was tried may have been of before"
    assert list(check(database, lambda _: None)) == []


def test_what_is_taken_is_taken_once_and_again_when_its_taker_fell_silent(database: Database) -> None:
    one = add_webhook(database, "https://a.example/1", [Event.STORY_NEW], NOW)
    tell(database, Event.STORY_NEW, "mill")
    tell(database, Event.STORY_NEW, "bridge")
    [(line, to)] = take(database, NOW, 9)
    assert (line.subject, line.tries, to) == ("mill", 0, one)
    assert take(database, NOW + SOON, 9) == [], "one line of an address at a time"
    [(again, _)] = take(database, NOW + LEASE, 9)
    assert (again.id, again.tries) == (line.id, 1)
    settle(database, [Outcome(line.number, "done", 200)], NOW + LEASE)
    [(second, _)] = take(database, NOW + LEASE, 9)
    assert second.subject == "bridge"


def test_only_so_many_addresses_are_taken_and_only_those_asked_for(database: Database) -> None:
    added = [add_webhook(database, f"https://a.example/{at}", [Event.STORY_NEW], NOW) for at in range(3)]
    tell(database, Event.STORY_NEW, "mill")
    assert [to.number for _, to in take(database, NOW, 9, added[2].number)] == [added[2].number]
    assert len(take(database, NOW, 1)) == 1
    assert len(take(database, NOW, 9)) == 1


def test_a_try_that_failed_is_made_again_later_with_the_same_words(database: Database) -> None:
    one = add_webhook(database, "https://a.example/1", [Event.STORY_NEW], NOW)
    tell(database, Event.STORY_NEW, "mill")
    [(line, _)] = take(database, NOW, 9)
    keep_body(database, line.number, "{}")
    settle(database, [Outcome(line.number, "waiting", 500, "no", NOW + SOON)], NOW)
    assert take(database, NOW, 9) == []
    assert next_due(database) == NOW + SOON
    [(again, _)] = take(database, NOW + SOON, 9)
    assert (again.id, again.body, again.tries, again.status) == (line.id, "{}", 1, 500)
    settle(database, [Outcome(line.number, "failed", 500, "given up")], NOW)
    assert next_due(database) is None
    found = webhook(database, one.number)
    assert found
    assert (found.active, found.reason) == (True, "given up"), "that may be of this message alone"


def missed(number: int, status: int | None = None, after: timedelta = timedelta(hours=1)) -> Outcome:
    return Outcome(number, "waiting", status, "no", NOW + after)


@pytest.mark.parametrize("status", [None, 502, 503, 429])
def test_an_address_in_trouble_rests_as_a_whole(database: Database, status: int | None) -> None:
    one = add_webhook(database, "https://a.example/1", [Event.STORY_NEW], NOW)
    for story in ("mill", "bridge"):
        tell(database, Event.STORY_NEW, story)
    [(first, _)] = take(database, NOW, 9)
    settle(database, [missed(first.number, status)], NOW)
    tell(database, Event.STORY_NEW, "quarry")
    assert (take(database, NOW, 9), next_due(database)) == ([], NOW + timedelta(hours=1))
    later = NOW + timedelta(hours=1)
    [(again, _)] = take(database, later, 9)
    assert again.number == first.number
    settle(database, [Outcome(first.number, "done", 204)], later)
    assert [line.state for line in last_deliveries(database, one.number, 9)] == ["waiting", "waiting", "done"]
    assert [line.subject for line, _ in take(database, later, 9)] == ["bridge"]


@pytest.mark.parametrize("status", [400, 404, 500])
def test_what_an_address_will_not_have_keeps_nothing_else_waiting(database: Database, status: int) -> None:
    add_webhook(database, "https://a.example/1", [Event.STORY_NEW], NOW)
    for story in ("mill", "bridge"):
        tell(database, Event.STORY_NEW, story)
    [(first, _)] = take(database, NOW, 9)
    settle(database, [missed(first.number, status)], NOW)
    tell(database, Event.STORY_NEW, "quarry")
    assert [line.subject for line, _ in take(database, NOW, 9)] == ["bridge"]


def test_whatever_is_taken_wakes_an_address(database: Database) -> None:
    one = add_webhook(database, "https://a.example/1", [Event.STORY_NEW], NOW)
    tell(database, Event.STORY_NEW, "mill")
    [(first, _)] = take(database, NOW, 9)
    settle(database, [missed(first.number, 503)], NOW)
    asked = ask_test(database, one.number, NOW)
    assert asked is not None
    assert [line.number for line, _ in take(database, NOW, 9)] == [asked.number], "a test does not rest"
    settle(database, [Outcome(asked.number, "done", 200)], NOW)
    assert [line.number for line, _ in take(database, NOW, 9)] == [first.number]


def test_an_address_that_took_nothing_while_two_things_were_tried_is_told_nothing_more(database: Database) -> None:
    one = add_webhook(database, "https://a.example/1", [Event.STORY_NEW], NOW)
    for story in ("mill", "bridge", "quarry"):
        tell(database, Event.STORY_NEW, story)
    for states in (["waiting", "waiting", "failed"], ["dropped", "failed", "failed"]):
        [(line, _)] = take(database, NOW, 9)
        settle(database, [Outcome(line.number, "failed", 503, "given up after 10 tries")], NOW)
        assert [line.state for line in last_deliveries(database, one.number, 9)] == states
    tell(database, Event.STORY_NEW, "fourth")
    assert next_due(database) is None


def test_two_that_were_given_up_with_one_taken_between_end_nothing(database: Database) -> None:
    one = add_webhook(database, "https://a.example/1", [Event.STORY_NEW], NOW)
    for at, (story, state) in enumerate((("mill", "failed"), ("bridge", "done"), ("quarry", "failed"))):
        now = NOW + at * SOON
        with database.write():
            happened(database, Event.STORY_NEW, story, now)
        [(line, _)] = take(database, now, 9)
        settle(database, [Outcome(line.number, state, 200 if state == "done" else 503, "no")], now)
    found = webhook(database, one.number)
    assert found
    assert found.active


def test_one_that_took_anything_since_is_told_on(database: Database) -> None:
    one = add_webhook(database, "https://a.example/1", [Event.STORY_NEW], NOW)
    for story in ("mill", "bridge"):
        tell(database, Event.STORY_NEW, story)
    [(first, _)] = take(database, NOW, 9)
    settle(database, [missed(first.number, 400)], NOW)
    [(second, _)] = take(database, NOW, 9)
    settle(database, [Outcome(second.number, "done", 200)], NOW)
    settle(database, [Outcome(first.number, "failed", 400, "given up after 10 tries")], NOW)
    found = webhook(database, one.number)
    assert found
    assert (found.active, found.reason) == (True, "given up after 10 tries")


def test_a_test_that_is_taken_begins_anew(database: Database) -> None:
    one = add_webhook(database, "https://a.example/1", [Event.STORY_NEW], NOW)
    tell(database, Event.STORY_NEW, "mill")
    [(first, _)] = take(database, NOW, 9)
    settle(database, [Outcome(first.number, "failed", GONE, "gone")], NOW)
    for outcome, active in (("failed", False), ("done", True)):
        asked = ask_test(database, one.number, NOW)
        assert asked
        assert next_due(database) == NOW
        assert [line.number for line, _ in take(database, NOW, 9)] == [asked.number]
        settle(database, [Outcome(asked.number, outcome, 200 if active else 500)], NOW)
        found = webhook(database, one.number)
        assert found
        assert found.active is active
    tell(database, Event.STORY_NEW, "bridge")
    assert [line.subject for line, _ in take(database, NOW, 9)] == ["bridge"]


def test_an_address_that_is_gone_is_told_nothing_more(database: Database) -> None:
    one = add_webhook(database, "https://a.example/1", [Event.STORY_NEW], NOW)
    tell(database, Event.STORY_NEW, "mill")
    tell(database, Event.STORY_NEW, "bridge")
    [(line, _)] = take(database, NOW, 9)
    settle(database, [Outcome(line.number, "failed", 410, "gone")], NOW)
    assert (take(database, NOW, 9), next_due(database)) == ([], None)
    tell(database, Event.STORY_NEW, "third")
    assert len(last_deliveries(database, one.number, 9)) == 2
    assert ask_test(database, 99, NOW) is None


def test_what_was_settled_is_forgotten_and_what_falls_with_its_address_falls(database: Database) -> None:
    one = add_webhook(database, "https://a.example/1", [Event.STORY_NEW], NOW)
    tell(database, Event.STORY_NEW, "mill")
    tell(database, Event.STORY_NEW, "bridge")
    [(line, _)] = take(database, NOW, 9)
    settle(database, [Outcome(line.number, "done", 200)], NOW)
    forget(database, NOW)
    assert len(last_deliveries(database, one.number, 9)) == 2
    forget(database, NOW + SOON)
    assert [line.subject for line in last_deliveries(database, one.number, 9)] == ["bridge"]
    remove_webhook(database, one.number)
    assert database.rows("SELECT * FROM deliveries") == []


def test_a_story_is_new_and_then_changed_and_otherwise_no_news(database: Database) -> None:
    filled(database)
    one = add_webhook(database, "https://a.example/1", TOLD, NOW)
    told = []
    for one_told in (mill(), mill(), replace(mill(), title="Another")):
        assert keep_dossier(database, one_told, "rules", NOW)
        told.append([line.event for line in last_deliveries(database, one.number, 9)])
    assert told == [[Event.STORY_NEW], [Event.STORY_NEW], [Event.STORY_CHANGED, Event.STORY_NEW]]


def test_a_brief_for_all_is_told_once_and_one_of_a_readers_own_never(database: Database) -> None:
    one = add_webhook(database, "https://a.example/1", TOLD, NOW)
    keep_brief(database, "own", NOW, own=True)
    first = keep_brief(database, "for all", NOW)
    keep_brief(database, "for all", NOW + SOON)
    assert [(line.event, line.subject) for line in last_deliveries(database, one.number, 9)] == [
        (Event.BRIEF_MADE, first)
    ]
    for_all = keep_brief(database, "own", NOW)
    assert last_deliveries(database, one.number, 1)[0].subject == for_all


def test_a_line_to_no_address_is_found(tmp_path: Path) -> None:
    database = open_store(f"sqlite:///{tmp_path / 'news.db'}", create=True)
    one = add_webhook(database, "https://a.example/1", TOLD, NOW)
    tell(database, Event.BRIEF_MADE, "b1")
    [line] = last_deliveries(database, one.number, 9)
    database.close()
    raw = sqlite3.connect(tmp_path / "news.db")
    raw.execute("DELETE FROM webhooks")
    raw.commit()
    raw.close()
    with closing(open_store(f"sqlite:///{tmp_path / 'news.db'}")) as opened:
        assert any(line.id in fault.name and "no webhook" in fault.problem for fault in check(opened, lambda _: None))


def test_what_is_undone_was_never_told(database: Database) -> None:
    one = add_webhook(database, "https://a.example/1", TOLD, NOW)
    with pytest.raises(StoreRefused):
        undone(database)
    assert last_deliveries(database, one.number, 9) == []


def undone(database: Database) -> None:
    with database.write():
        happened(database, Event.STORY_NEW, "mill", NOW)
        raise StoreRefused("after all")


def test_what_is_settled_can_be_sent_again_and_nothing_else(database: Database) -> None:
    one = add_webhook(database, "https://a.example/1", TOLD, NOW)
    other = add_webhook(database, "https://a.example/2", [Event.BRIEF_MADE], NOW)
    tell(database, Event.STORY_CHANGED, "mill")
    [(line, _)] = take(database, NOW, 9)
    assert send_again(database, one.number, line.id, NOW) is None, "it waits"
    keep_body(database, line.number, "{}")
    settle(database, [missed(line.number, 400)], NOW)
    assert ask_test(database, one.number, NOW)
    [(asked, _)] = take(database, NOW, 9)
    settle(database, [Outcome(asked.number, "done", 200), Outcome(line.number, "failed", 400, "no")], NOW)
    assert send_again(database, other.number, line.id, NOW) is None, "another's"
    assert send_again(database, one.number, "msg_x", NOW) is None
    again = send_again(database, one.number, line.id, NOW + SOON)
    assert again is not None
    assert (again.id, again.state, again.body, again.due) == (line.id, "waiting", "{}", NOW + SOON)
    tell(database, Event.STORY_CHANGED, "mill")
    assert len(last_deliveries(database, one.number, 9)) == 3, "what is sent again is of then"
    [(taken, _)] = take(database, NOW + SOON, 9)
    settle(database, [Outcome(taken.number, "failed", GONE, "gone")], NOW)
    assert take(database, NOW + SOON, 9) == [], "it is told nothing more"
    assert send_again(database, one.number, line.id, NOW), "unless by hand"
    settle(database, [Outcome(taken.number, "done", 200)], NOW)
    assert [to.active for to in webhooks(database)] == [True, True]


def test_what_is_long_past_is_no_news(database: Database) -> None:
    filled(database)
    one = add_webhook(database, "https://a.example/1", TOLD, NOW)
    last = max(when for when in (moment(report.published) for report in mill().reports) if when)
    late = last + NEWS + SOON
    assert keep_dossier(database, mill(), "rules", late)
    assert last_deliveries(database, one.number, 9) == [], "a story of the past came in late"
    assert keep_dossier(database, replace(mill(), title="By other rules"), "other rules", late)
    assert last_deliveries(database, one.number, 9) == [], "it is told anew by us"
    assert keep_dossier(database, replace(mill(), title="Corrected"), "other rules", late)
    assert [line.event for line in last_deliveries(database, one.number, 9)] == [Event.STORY_CHANGED]


def test_what_comes_from_another_store_is_told_to_nobody(tmp_path: Path) -> None:
    with (
        closing(open_store(f"sqlite:///{tmp_path / 'one.db'}", create=True)) as first,
        closing(open_store(f"sqlite:///{tmp_path / 'other.db'}", create=True)) as second,
    ):
        filled(first)
        assert keep_dossier(first, mill(), "rules", NOW)
        one = add_webhook(second, "https://a.example/1", TOLD, NOW)
        moved = io.BytesIO()
        write_export(first, moved)
        moved.seek(0)
        read_export(second, moved, "export", lambda _: None)
        assert dossier(second, "mill") == mill()
        assert last_deliveries(second, one.number, 9) == []


def test_a_secret_is_shown_in_no_trace(database: Database) -> None:
    one = add_webhook(database, "https://a.example/1", TOLD, NOW)
    assert one.secret not in repr(one)


def test_a_test_does_not_wait_in_line(database: Database) -> None:
    one = add_webhook(database, "https://a.example/1", TOLD, NOW)
    tell(database, Event.STORY_CHANGED, "mill")
    assert ask_test(database, one.number, NOW)
    [(first, _)] = take(database, NOW, 9)
    assert first.event is Event.TEST


def test_what_waits_for_a_server_that_is_gone_is_dropped(database: Database) -> None:
    one = add_webhook(database, "https://a.example/1", TOLD, NOW)
    other = add_webhook(database, "https://a.example/2", TOLD, NOW)
    for subject in ("mill", "bridge"):
        tell(database, Event.STORY_CHANGED, subject)
    [(line, _), _] = take(database, NOW, 9)
    settle(database, [Outcome(line.number, "failed", GONE, "gone")], NOW)
    assert [row.state for row in last_deliveries(database, one.number, 9)] == ["dropped", "failed"]
    assert {row.state for row in last_deliveries(database, other.number, 9)} == {"waiting"}

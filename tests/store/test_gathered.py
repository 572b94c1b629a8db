"""Entries and hosts as they are written down, the same in both databases."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import psycopg
import pytest
from tests.store.sample import BRIDGE, FIRE

from twosource.errors import StoreBusy
from twosource.model import Page
from twosource.store import Database
from twosource.store.checking import check
from twosource.store.exporting import write_export
from twosource.store.gathered import (
    FORGOTTEN,
    Hold,
    Item,
    ItemState,
    Seen,
    Settled,
    Tally,
    forget,
    free_host,
    has_page,
    hold_host,
    holds,
    places,
    put_items,
    put_page,
    put_places,
    put_state,
    rename_feed,
    seen,
    settle,
    tallies,
    waiting,
    waiting_hosts,
)
from twosource.store.importing import read_export
from twosource.store.keeping import ReadPage, keep
from twosource.store.material import Feed, drop_feed, feeds, keep_feed
from twosource.store.postgres import PostgreSQL
from twosource.store.retention import retain

NOW = datetime(2026, 3, 20, 8, tzinfo=UTC)
HOUR = timedelta(hours=1)
FEED = "https://courier.example/rss"
HOST = "courier.example"
PAGE = Page(FEED, FEED, b"<rss/>")
MILL = Item("fire", FEED, "https://courier.example/fire", HOST, "d1", "Courier", FIRE, PAGE.sha256)
OPEN = Item("b\ud800", FEED, "https://courier.example/bridge", HOST, "d2")


@pytest.fixture
def store(database: Database) -> Database:
    keep_feed(database, Feed(FEED, "Courier", {}))
    with database.write():
        put_page(database, PAGE, {}, NOW)
        put_items(database, [MILL, OPEN], NOW)
    return database


def settled(database: Database, *given: Settled) -> None:
    with database.write():
        settle(database, given)


def test_entries_wait_as_they_came_and_are_known(store: Database) -> None:
    assert waiting_hosts(store, NOW) == [HOST]
    assert {one.id: one for one in waiting(store, HOST, NOW, 9)} == {
        "fire": MILL,
        "b\ufffd": replace(OPEN, id="b\ufffd"),
    }
    assert len(waiting(store, HOST, NOW, 1)) == 1
    assert seen(store, ["fire", "new"]) == {"fire": Seen("d1", HOST, NOW, FEED)}


def test_an_entry_is_tried_again_when_it_is_due_or_when_the_clock_was_turned_back(store: Database) -> None:
    settled(store, Settled("fire", ItemState.WAITING, "no answer", 1, NOW + HOUR), Settled("b\ud800", ItemState.FAILED))
    assert waiting(store, HOST, NOW, 9) == []
    [again] = waiting(store, HOST, NOW + HOUR, 9)
    assert again == replace(MILL, tries=1)
    assert waiting_hosts(store, NOW - timedelta(days=30)) == [HOST]
    assert tallies(store) == {FEED: Tally(waiting=1, failed=1, reasons=(("", 1), ("no answer", 1)))}


def test_feeds_bytes_go_when_nothing_may_be_read_from_them_any_more(store: Database) -> None:
    settled(store, Settled("b\ud800", ItemState.KEPT))
    assert has_page(store, PAGE.sha256)
    settled(store, Settled("fire", ItemState.KEPT))
    assert not has_page(store, PAGE.sha256)
    assert tallies(store) == {FEED: Tally(kept=2)}
    with store.write():
        put_items(store, [replace(MILL, digest="d3", own=None, page=None)], NOW + HOUR)
    assert seen(store, ["fire"])["fire"] == Seen("d3", HOST, NOW, FEED), "it was found when it was found"
    assert [one.id for one in waiting(store, HOST, NOW + HOUR, 9)] == ["fire"]


def test_entries_that_are_no_longer_listed_are_forgotten_in_time(store: Database) -> None:
    settled(store, Settled("fire", ItemState.KEPT), Settled("b\ud800", ItemState.KEPT))
    for listed, later, left in [((), FORGOTTEN / 2, 2), (("fire",), FORGOTTEN + HOUR, 1)]:
        with store.write():
            forget(store, FEED, listed, NOW + later)
        assert tallies(store)[FEED].kept == left


def test_a_host_that_is_held_is_left_alone_until_then(store: Database) -> None:
    hold = Hold(HOST, NOW + HOUR, 2, "no answer")
    with store.write():
        hold_host(store, replace(hold, failures=1))
        hold_host(store, hold)
    assert (holds(store), waiting_hosts(store, NOW), waiting(store, HOST, NOW, 9)) == ({HOST: hold}, [], [])
    assert waiting_hosts(store, NOW + HOUR) == [HOST]
    assert waiting_hosts(store, NOW - timedelta(days=30)) == [HOST], "a clock that was turned back holds nobody"
    with store.write():
        free_host(store, HOST)
    assert waiting_hosts(store, NOW) == [HOST]


def test_where_an_entry_stood_highest_in_its_own_feed_is_known(store: Database) -> None:
    with store.write():
        put_places(store, FEED, {"fire": 3, "nobody's": 0})
        put_places(store, "https://other.example/rss", {"fire": 0})
    assert places(store, ["fire", OPEN.id]) == {"fire": 3}
    with store.write():
        put_places(store, FEED, {"fire": 1, OPEN.id: 0})
        put_places(store, FEED, {"fire": 2})
    assert places(store, ["fire", OPEN.id, "nobody's"]) == {"fire": 1, OPEN.id: 0}


def test_a_feed_takes_its_entries_along_and_away(store: Database) -> None:
    keep_feed(store, Feed("https://other.example/rss", None, {}))
    with store.write():
        assert not rename_feed(store, FEED, "https://other.example/rss")
        assert rename_feed(store, FEED, "https://new.example/rss")
        assert put_state(store, "https://new.example/rss", {"health": "moved"})
        assert not put_state(store, FEED, {})
    assert [feed.url for feed in feeds(store)] == ["https://new.example/rss", "https://other.example/rss"]
    assert tallies(store).keys() == {"https://new.example/rss"}
    drop_feed(store, "https://new.example/rss")
    assert tallies(store) == {}


def test_an_export_holds_what_waits(store: Database, database: Database) -> None:
    packed = io.BytesIO()
    with store.write():
        put_places(store, FEED, {"fire": 3})
    write_export(store, packed)
    drop_feed(store, FEED)
    read_export(database, io.BytesIO(packed.getvalue()), "export", lambda _: None)
    assert places(database, ["fire"]) == {"fire": 3}
    read_export(database, io.BytesIO(packed.getvalue()), "export", lambda _: None)
    assert [one.own for one in waiting(database, HOST, NOW, 9) if one.id == "fire"] == [FIRE]
    again = io.BytesIO()
    write_export(database, again)
    assert again.getvalue() == packed.getvalue()
    assert [str(fault) for fault in check(database, lambda _: None)] == []


def test_what_may_still_be_read_from_is_not_let_go_of(store: Database) -> None:
    keep(store, [ReadPage(PAGE, (BRIDGE,))], NOW, follows=lambda *_: True)
    retain(store, since=(NOW + timedelta(days=400)).date())
    assert has_page(store, PAGE.sha256)


def test_one_gathers_at_a_time(database: Database) -> None:
    with database.alone(), pytest.raises(StoreBusy, match="another process is gathering"), database.alone(0.05):
        pass
    with database.alone(0.05):
        assert database.rows("SELECT 1 AS one") == [{"one": 1}]


def test_who_ends_gives_the_store_back_before_a_server_sees_that_they_are_gone(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    left: list[psycopg.Connection] = []
    monkeypatch.setattr(psycopg.Connection, "__exit__", lambda connection, *_: left.append(connection))
    with database.alone():
        pass
    with database.alone(wait=0):
        held = database.rows("SELECT 1 AS one")
    assert held == [{"one": 1}]
    assert [connection.closed for connection in left] == [False, False] * isinstance(database, PostgreSQL)
    for connection in left:
        connection.close()

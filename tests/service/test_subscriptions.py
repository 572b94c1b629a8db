"""Feeds as they are followed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from twosource.errors import Malformed, TooLarge
from twosource.reading.feedlists import Subscription
from twosource.service.subscriptions import LONGEST_ADDRESS, as_kept, follow, follow_all, followed, outlets, unfollow
from twosource.store import Database, open_store

NOW = datetime(2026, 3, 20, 8, tzinfo=UTC)
HERALD = Subscription("https://herald.example/feed", "The Herald", owner="Ledger & Row", folder=("Coast",))
COURIER = Subscription("https://courier.example/rss", "The Courier")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Database]:
    database = open_store(f"sqlite:///{tmp_path / 'news.db'}", create=True)
    yield database
    database.close()


def test_a_feed_is_asked_from_now_on_and_reads_back_as_it_was_told(store: Database) -> None:
    assert follow(store, HERALD, NOW)
    one = followed(store)[HERALD.url]
    assert (one.about.owner, one.about.folder, one.outlet, one.state.due) == (
        "Ledger & Row",
        ("Coast",),
        "The Herald",
        NOW,
    )
    assert unfollow(store, HERALD.url)
    assert not unfollow(store, HERALD.url)


def test_what_is_told_anew_is_known_and_what_is_not_told_stays(store: Database) -> None:
    follow(store, HERALD, NOW)
    later = NOW + timedelta(days=1)
    assert not follow(store, Subscription(HERALD.url, "Herald, The"), later)
    one = followed(store)[HERALD.url]
    assert (one.about.title, one.about.owner, one.state.due) == ("Herald, The", "Ledger & Row", later)


def test_a_list_tells_of_each_whether_it_is_new(store: Database) -> None:
    follow(store, COURIER, NOW)
    assert follow_all(store, [HERALD, COURIER], NOW) == [True, False]
    assert set(followed(store)) == {HERALD.url, COURIER.url}
    assert follow_all(store, [], NOW) == []


def test_of_one_address_named_twice_the_last_word_holds(store: Database) -> None:
    follow_all(store, [HERALD, Subscription(HERALD.url, owner="Nobody else")], NOW)
    [one] = followed(store).values()
    assert (one.about.title, one.about.owner) == ("The Herald", "Nobody else")


def test_outlets_of_feeds_tell_their_owners(store: Database) -> None:
    follow_all(store, [HERALD, COURIER], NOW)
    found = outlets(followed(store).values())
    assert {key: outlet.owner for key, outlet in found.items()} == {"the herald": "Ledger & Row", "the courier": None}


def test_an_address_that_is_too_long_to_be_kept_is_told_so() -> None:
    wrong = Malformed("list", "no address", "write one")
    assert as_kept(HERALD) is HERALD
    assert as_kept(wrong) is wrong
    told = as_kept(Subscription("https://a.example/" + "a" * LONGEST_ADDRESS))
    assert isinstance(told, TooLarge)
    assert len(told.name) < 100

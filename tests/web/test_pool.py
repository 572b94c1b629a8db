"""Connections are lent to one thread at a time, and no thread waits for another in a ring."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier, Event

import pytest

from twosource.errors import StoreAway, StoreBusy
from twosource.store import Database, open_store
from twosource.web.pool import Pool

SECONDS = 600.0  # for what takes milliseconds on an idle machine


@pytest.fixture
def pool(store: Database, tmp_path: Path) -> Iterator[Pool]:
    found = Pool(lambda: open_store(f"sqlite:///{tmp_path / 'news.db'}"), most=2, patience=SECONDS)
    yield found
    found.close()


def test_a_thread_that_asks_again_gets_the_same(pool: Pool) -> None:
    with pool.lent() as first:
        with pool.lent() as second:
            assert first is second
        assert first.rows("SELECT 1 AS one") == [{"one": 1}], "it is still lent"
        held = pool.held
    assert (held, pool.held) == (True, False)
    with pool.lent() as again:
        assert again is first, "the one that is open is used"


def test_more_threads_than_connections_all_get_their_turn(pool: Pool) -> None:
    def work(_: int) -> int:
        with pool.lent() as outer, pool.lent() as inner:
            return int(outer.rows("SELECT 1 AS one")[0]["one"] + inner.rows("SELECT 1 AS one")[0]["one"])

    with ThreadPoolExecutor(16) as threads:
        assert list(threads.map(work, range(200))) == [2] * 200


def test_each_thread_has_its_own(pool: Pool) -> None:
    both = Barrier(2)

    def work(_: int) -> int:
        with pool.lent() as mine:
            both.wait(SECONDS)
            return id(mine)

    with ThreadPoolExecutor(2) as threads:
        assert len(set(threads.map(work, range(2)))) == 2


def test_who_waits_for_too_long_is_told(store: Database, tmp_path: Path) -> None:
    pool = Pool(lambda: open_store(f"sqlite:///{tmp_path / 'news.db'}"), most=1, patience=0.01)
    taken, done = Event(), Event()

    def hold() -> None:
        with pool.lent():
            taken.set()
            done.wait(SECONDS)

    with ThreadPoolExecutor(1) as threads:
        threads.submit(hold)
        assert taken.wait(SECONDS)
        with pytest.raises(StoreBusy, match="in use"), pool.lent():
            pass
        done.set()
    pool.close()


def test_one_that_cannot_be_opened_is_asked_for_again(store: Database, tmp_path: Path) -> None:
    away = iter([True])

    def opened() -> Database:
        if next(away, False):
            raise StoreAway("no answer")
        return open_store(f"sqlite:///{tmp_path / 'news.db'}")

    pool = Pool(opened, most=1, patience=SECONDS)
    with pytest.raises(StoreAway), pool.lent():
        pass
    with pool.lent() as database:
        assert database.has_table("accounts")
    pool.close()


def test_a_closed_pool_opens_nothing(pool: Pool) -> None:
    pool.close()
    with pytest.raises(StoreAway, match="stopping"), pool.lent():
        pass

"""Two processes at once, kill -9, a full disk, a database that goes away: a clear error, and no half work."""

from __future__ import annotations

import json
import os
import random
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from tests.store.conftest import created
from tests.store.sample import ALL, BRIDGE, FIRE, NOW, found, keep

from twosource.errors import StoreAway, StoreBusy, StoreFull, StoreMissing
from twosource.store import Database, open_store
from twosource.store.checking import check
from twosource.store.keeping import reports
from twosource.store.material import Feed, feeds, keep_feed
from twosource.store.schema import applied, latest, make
from twosource.store.sqlite import SQLite

ROUNDS = int(os.environ.get("KILL_ROUNDS", "6"))  # 200 before a release
PORTION = 100  # reports, a transaction's worth
REPORTS = PORTION * (ROUNDS + 2)


def sound(database: Database) -> bool:
    return [str(fault) for fault in check(database, lambda _: None)] == []


@pytest.fixture(scope="module")
def portions(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Files of three transactions each, of which two are in the next one too."""
    folder = tmp_path_factory.mktemp("records")
    return [written(folder / f"{n}.jsonl", range(n * PORTION, (n + 3) * PORTION)) for n in range(ROUNDS)]


@pytest.fixture(scope="module")
def records(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All reports that the portions hold."""
    return written(tmp_path_factory.mktemp("records") / "reports.jsonl", range(REPORTS))


def written(path: Path, numbers: range) -> Path:
    texts = {n: f"Report number {n} of the mill. " * 20 for n in numbers}
    lines = [json.dumps({"id": f"r{n}", "outlet": "Courier", "text": text}) for n, text in texts.items()]
    path.write_text("\n".join(lines), encoding="utf8")
    return path


def importing(url: str, path: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "twosource", "import", str(path)],
        env={**os.environ, "TWOSOURCE_STORE": url},
        stderr=subprocess.PIPE,
    )


def held(url: str) -> set[str]:
    """The reports that the store has, none where there is no store yet."""
    try:
        with closing(open_store(url)) as database:
            return {row["id"] for row in database.rows("SELECT id FROM reports")}
    except StoreMissing:
        return set()


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory, portions: list[Path]) -> float:
    """Seconds of an import of a portion to its end, on this machine, as busy as it is now."""
    start = time.monotonic()
    importing(f"sqlite:///{tmp_path_factory.mktemp('whole') / 'news.db'}", portions[0]).communicate()
    return time.monotonic() - start


def test_an_import_that_is_killed_again_and_again_ends_whole(
    url: str, portions: list[Path], records: Path, whole: float
) -> None:
    chance = random.Random(6)  # noqa: S311 - the same moments each time
    before: set[str] = set()
    for portion in portions:
        process = importing(url, portion)
        with suppress(subprocess.TimeoutExpired):
            process.wait(chance.uniform(0, whole))
        process.kill()
        process.communicate()
        now = held(url)
        assert before <= now, "what was kept is lost"
        before = now
    process = importing(url, records)
    _, told = process.communicate()
    assert process.returncode == 0, told
    database = open_store(url)
    assert sorted(int(report.id[1:]) for report in reports(database)) == list(range(REPORTS))
    assert sound(database)
    database.close()


def test_two_imports_at_once_keep_everything_once(url: str, records: Path) -> None:
    open_store(url, create=True).close()
    both = [importing(url, records) for _ in range(2)]
    told = [process.communicate()[1].decode() for process in both]
    assert [process.returncode for process in both] == [0, 0], told
    assert sum(int(line.split()[-7]) for line in told) == REPORTS, told
    database = open_store(url)
    assert len(list(reports(database))) == REPORTS
    assert sound(database)
    database.close()


def test_two_who_make_one_store_at_once_make_it_once(url: str) -> None:
    made: list[Database] = []
    threads = [threading.Thread(target=lambda: made.append(open_store(url, create=True))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(made) == 4
    assert sound(made[0])
    for database in made:
        database.close()


def test_whoever_opens_a_file_that_another_just_makes_waits_for_it(tmp_path: Path) -> None:
    path = tmp_path / "news.db"
    maker = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    maker.execute("BEGIN EXCLUSIVE")
    with pytest.raises(StoreBusy, match="locked"):
        SQLite(path, create=True, wait=0.1)
    done = threading.Timer(0.3, maker.execute, ["COMMIT"])
    done.start()
    SQLite(path, create=True, wait=10).close()
    done.join()
    maker.close()


def test_whoever_looks_while_another_makes_the_tables_does_not_take_them_for_strange(tmp_path: Path) -> None:
    path = tmp_path / "news.db"

    class MadeMeanwhile(SQLite):
        """Another process makes the store between two looks at it."""

        def has_table(self, name: str) -> bool:
            found = super().has_table(name)
            if not path.with_suffix(".made").exists():
                path.with_suffix(".made").touch()
                with closing(SQLite(path)) as other:
                    make(other)
            return found

    database = MadeMeanwhile(path, create=True)
    assert applied(database) == latest(database.dialect)
    database.close()


@pytest.fixture(params=["sqlite", "postgres"])
def pair(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[Database, Database]]:
    """Two connections to one store, of which the second waits for a tenth of a second."""
    if request.param == "sqlite":
        first = open_store(f"sqlite:///{tmp_path / 'news.db'}", create=True)
        second: Database = SQLite(tmp_path / "news.db", wait=0.1)
    else:
        from twosource.store.postgres import PostgreSQL  # noqa: PLC0415 - an extra

        url = created(request.getfixturevalue("postgres"), request.getfixturevalue("prepared"))
        first, second = open_store(url), PostgreSQL(url, wait=0.1)
    yield first, second
    first.close()
    second.close()


def test_who_waits_too_long_is_told_so_and_may_try_again(pair: tuple[Database, Database]) -> None:
    first, second = pair
    with first.write():
        assert list(reports(second)) == [], "reading goes on"
        with pytest.raises(StoreBusy, match="another process is writing"):
            keep(second, [found(FIRE)], NOW)
    assert keep(second, [found(FIRE)], NOW).new == 1


def test_a_snapshot_does_not_move(pair: tuple[Database, Database]) -> None:
    first, second = pair
    keep(first, [found(FIRE)], NOW)
    with second.snapshot():
        assert list(reports(second)) == [FIRE]
        keep(first, [found(BRIDGE)], NOW)
        assert list(reports(second)) == [FIRE]
    assert list(reports(second)) == [FIRE, BRIDGE]


def test_what_fails_in_the_midst_leaves_nothing(database: Database) -> None:
    def fail() -> None:
        with database.write():
            database.run("INSERT INTO stories (id) VALUES ('x')")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert database.rows("SELECT * FROM stories") == []
    assert keep(database, [found(FIRE)], NOW).new == 1


def test_a_full_disk_is_named_and_nothing_is_half_done(tmp_path: Path) -> None:
    database = open_store(f"sqlite:///{tmp_path / 'news.db'}", create=True)
    keep(database, [found(FIRE)], NOW)
    [pages] = database.rows("PRAGMA page_count")
    database.rows(f"PRAGMA max_page_count = {pages['page_count'] + 2}")
    more = [found(replace(BRIDGE, id=f"r{n}", text=f"{n} {os.urandom(3000).hex()}")) for n in range(20)]
    with pytest.raises(StoreFull, match="no room left"):
        keep(database, more, NOW)
    assert list(reports(database)) == [FIRE]
    assert sound(database)
    database.rows("PRAGMA max_page_count = 1000000")
    assert keep(database, more, NOW).new == 20
    database.close()


def test_a_file_that_may_not_grow_is_an_error_in_words(tmp_path: Path, records: Path) -> None:
    """As on a full disk: the system refuses to write."""
    url = f"sqlite:///{tmp_path / 'news.db'}"
    open_store(url, create=True).close()
    done = subprocess.run(
        ["/bin/bash", "-c", f'ulimit -f 300; trap "" XFSZ; exec "{sys.executable}" -m twosource import "{records}"'],
        env={**os.environ, "TWOSOURCE_STORE": url},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 3, done.stderr
    assert "room" in done.stderr
    database = open_store(url)
    assert sound(database)
    database.close()


def test_a_server_that_goes_away_is_named_and_found_again(postgres: str, prepared: str) -> None:
    import psycopg  # noqa: PLC0415 - an extra

    url = created(postgres, prepared)
    database = open_store(url)

    def cut() -> None:
        with psycopg.connect(postgres.format(name="postgres"), autocommit=True) as connection:
            connection.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'twosource'"
            )

    def write() -> None:
        with database.write():
            database.run("INSERT INTO stories (id) VALUES ('x')")
            cut()
            for _ in range(2):  # the second must not go on over a new connection
                with pytest.raises(StoreAway):
                    database.run("INSERT INTO stories (id) VALUES ('y')")

    with pytest.raises(StoreAway):
        write()
    assert database.rows("SELECT * FROM stories") == []
    assert keep(database, [found(report) for report in ALL], NOW).new == len(ALL)
    database.close()


def test_a_server_whose_disk_is_full_is_named_and_nothing_is_half_done(postgres: str, prepared: str) -> None:
    database = open_store(created(postgres, prepared))

    def write() -> None:
        keep_feed(database, Feed("https://courier.example/rss", None, {}))
        with database.write():
            database.run("DELETE FROM feeds")
            database.run("DO $$ BEGIN RAISE 'No space left on device' USING ERRCODE = 'disk_full'; END $$")

    with pytest.raises(StoreFull, match="no room left"):
        write()
    assert len(feeds(database)) == 1
    database.close()


def test_a_clock_that_is_turned_back_changes_no_order(database: Database) -> None:
    keep(database, [found(FIRE)], NOW)
    keep(database, [found(BRIDGE)], NOW - timedelta(days=400))
    keep(database, [found(replace(FIRE, title="Fire"))], NOW - timedelta(days=800))
    assert [(report.id, report.revision) for report in reports(database)] == [("fire", 2), ("bridge", 1)]
    assert sound(database)

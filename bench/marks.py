"""`python -m bench.marks`: an app that marks 100,000 entries read, on both databases.

Strategy: an empty store is filled with bare entries of 40 outlets; an app of the Google Reader protocol logs in to the
site and asks as apps do, through the whole of the site but for the socket. Wall time is what the goal is about; the
processor time of this process is told beside it, since other work on the machine adds to the former alone. PostgreSQL
is a throw-away server of this machine, whose processes are not counted in the latter.

    python -m bench.marks --entries 10000       a tenth
    python -m bench.marks                       the whole
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from time import perf_counter, process_time

from rich.console import Console
from rich.table import Table
from starlette.testclient import TestClient
from tests.web.conftest import HOME
from tests.web.greader.app import READ, READING_LIST, App

from bench.store import START, addresses
from twosource.config import Config
from twosource.store import Database, open_store
from twosource.store.database import batches
from twosource.store.entries import micros
from twosource.web.app import application
from twosource.web.greader.ids import BASE
from twosource.web.pool import Pool
from twosource.web.site import Site

BOUND = 1.0  # seconds, to mark all
OUTLETS = 40
TOPICS, ABOUT = 300, 5  # topics, and of how many of them each story is
UNREAD = 10  # entries left unread, where the few of many are asked for
MOST = 10_000  # entries that an app marks by their numbers in one request
RUNS = 3
ENTRIES = (
    "INSERT INTO entries"
    " (number, story, stamp, published, changed, origins, differences, size, outlet, made, title, author)"
    " VALUES (:number, :story, :stamp, :stamp, :stamp, 1, 0, 1, :outlet, '', 'Title', 'Author')"
)
DOSSIERS = (
    "INSERT INTO dossiers"
    " (story, title, reports, texts, outlets, origins, names, first, last, weight, source, form, made, apart)"
    " SELECT story, '', 1, 1, 1, 1, '[]', '', '', 1.0, '', '', '', 1 FROM entries"
)
SUBJECTS = (
    "INSERT INTO subjects (topic, last, story, name, kind)"
    " SELECT :topic, '', story, :topic, 'name' FROM entries WHERE (number + 17 * :at) % :topics < :about"
)


def fill(database: Database, many: int) -> None:
    """Bare entries, numbered from 1 on, the first the oldest, each about ABOUT topics or so."""
    outlets = [{"number": n, "key": f"outlet-{n}", "name": f"Outlet {n}"} for n in range(1, OUTLETS + 1)]
    with database.write():
        database.run("INSERT INTO outlets_synced (number, key, name) VALUES (:number, :key, :name)", outlets)
        for batch in batches(range(1, many + 1), 5_000):
            database.run("INSERT INTO stories (id) VALUES (:id)", [{"id": f"s-{n}"} for n in batch])
            told = [{"number": n, "story": f"s-{n}", "stamp": micros(START) + n, "outlet": n % OUTLETS + 1} for n in batch]  # fmt: skip  # noqa: E501
            database.run(ENTRIES, told)
        database.run(DOSSIERS)
        topics = [{"topic": f"Topic {n}", "at": n, "topics": TOPICS, "about": ABOUT} for n in range(TOPICS)]
        database.run(SUBJECTS, topics)
    if database.dialect == "postgres":
        database.run("ANALYZE")  # as autovacuum does within a minute


@dataclass(frozen=True, slots=True)
class Taken:
    """Seconds by the clock and of this process's processor time: the best of RUNS."""

    wall: float
    processor: float


def taken(work: Callable[[], object], before: Callable[[], object] = lambda: None) -> Taken:
    found = []
    for _ in range(RUNS):
        before()
        wall, processor = perf_counter(), process_time()
        work()
        found.append((perf_counter() - wall, process_time() - processor))
    return Taken(*min(found))


class Syncing:
    """An app, and what it asks for."""

    def __init__(self, app: App, database: Database) -> None:
        self.app = app
        self._database = database

    def unmark(self) -> None:
        with self._database.write():
            self._database.run("DELETE FROM marks")

    def mark_all(self) -> None:
        answer = self.app.post("mark-all-as-read", ("s", READING_LIST))
        assert answer.text == "OK", answer.text  # noqa: S101

    def leave_few(self) -> None:
        self.mark_all()
        numbers = [("i", str(BASE + number)) for number in range(1, UNREAD + 1)]
        assert self.app.post("edit-tag", ("r", READ), *numbers).text == "OK"  # noqa: S101

    def mark_many(self) -> None:
        numbers = [("i", str(BASE + number)) for number in range(1, MOST + 1)]
        assert self.app.post("edit-tag", ("a", READ), *numbers).text == "OK"  # noqa: S101

    def few_unread(self) -> None:
        found = self.app.ids(READING_LIST, ("xt", READ))
        assert len(found) == UNREAD, len(found)  # noqa: S101

    def count(self) -> None:
        self.app.json("unread-count")


def measured(url: str, many: int, table: Table, name: str) -> None:
    with closing(open_store(url, create=True)) as database, closing(Pool(lambda: open_store(url))) as pool:
        fill(database, many)
        with TestClient(application(Site(Config(store=url), pool)), base_url=HOME) as browser:
            app = App(browser)
            app.log_in("reader", "anything")
            syncing = Syncing(app, database)
            lines = {
                f"mark all {many:,} read": taken(syncing.mark_all, syncing.unmark),
                "again, when all are": taken(syncing.mark_all),
                f"mark {MOST:,} by their numbers": taken(syncing.mark_many, syncing.unmark),
                "count the unread, where nothing is read": taken(syncing.count, syncing.unmark),
                f"ids of the {UNREAD} unread": taken(syncing.few_unread, syncing.leave_few),
            }
    for what, cost in lines.items():
        verdict = ("✓" if cost.wall <= BOUND else "over") if what.startswith("mark all") else ""
        table.add_row(name, what, f"{cost.wall:.3f}", verdict, f"{cost.processor:.3f}")


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.marks", description=__doc__)
    parser.add_argument("--entries", type=int, default=100_000)
    parser.add_argument("--only", choices=["sqlite", "postgres"])
    given = parser.parse_args()
    table = Table(box=None, header_style="bold", pad_edge=False)
    for column in ("store", "an app", "seconds", "", "processor"):
        table.add_column(column, justify="right" if column in {"seconds", "processor"} else "left")
    for name, url in addresses(given.only):
        measured(url, given.entries, table, name)
    Console(width=110).print(table)


if __name__ == "__main__":
    main()

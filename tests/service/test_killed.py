"""`kill -9` at any moment while it gathers or tells: nothing is lost, nothing comes twice, and all fits together."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.service.press import Press, opened
from tests.service.tellers import NOW, event, rules, take
from tests.service.tellers import OUTLETS as KNOWN

from twosource.reading.feedlists import Subscription
from twosource.service.subscriptions import follow
from twosource.service.telling import Order, Teller
from twosource.store import open_store
from twosource.store.checking import check
from twosource.store.dossiers import shelved
from twosource.store.gathered import tallies
from twosource.store.keeping import reports
from twosource.store.material import memberships
from twosource.store.staleness import behind
from twosource.store.texts import names_among

ROOT = Path(__file__).resolve().parents[2]
ROUNDS = int(os.environ.get("KILL_ROUNDS", "5"))  # 200 before a release
OUTLETS = ("courier", "herald", "gazette")
EACH = 3  # reports that an outlet publishes in a round
PATIENCE = 120  # seconds for what takes a tenth of one on an idle machine


@pytest.fixture(scope="module")
def nursery() -> Iterator[subprocess.Popen[str]]:
    with started("gather") as process:
        yield process


@pytest.fixture(scope="module")
def tellers() -> Iterator[subprocess.Popen[str]]:
    with started("tell") as process:
        yield process


@contextmanager
def started(work: str) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-m", "tests.service.nursery", work]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        yield process
        process.communicate()


def gathering(nursery: subprocess.Popen[str], url: str) -> int:
    """The process id of a gatherer that has just begun."""
    assert nursery.stdin is not None
    assert nursery.stdout is not None
    nursery.stdin.write(f"{url}\n")
    nursery.stdin.flush()
    return int(nursery.stdout.readline())


def ended(nursery: subprocess.Popen[str]) -> int:
    """The exit status of the gatherer, once it has ended."""
    assert nursery.stdin is not None
    assert nursery.stdout is not None
    nursery.stdin.write("how did it end?\n")
    nursery.stdin.flush()
    return int(nursery.stdout.readline())


def published(press: Press, url: str, round_: int) -> None:
    """Each outlet publishes more, and its feed is due."""
    with closing(open_store(url, create=True)) as database:
        for outlet in OUTLETS:
            press.publish(outlet, *(f"{outlet}-{round_}-{n}" for n in range(EACH)))
            follow(database, Subscription(press.feed_url(outlet), outlet=outlet), datetime.now(UTC))


def kept(url: str) -> set[str]:
    """The ids of all reports in the store, which fits together."""
    with closing(open_store(url)) as database:
        assert [str(fault) for fault in check(database, lambda _: None)] == []
        held = [report.id for report in reports(database)]
    assert len(held) == len(set(held))
    return set(held)


def test_whatever_moment_it_is_killed_at_nothing_is_lost_and_nothing_comes_twice(
    url: str, nursery: subprocess.Popen[str]
) -> None:
    chance = random.Random(6)  # noqa: S311 - the same moments each time, as far as the machine lets us
    known: set[str] = set()
    killed = 0
    with opened(Press()) as press:
        for number in range(ROUNDS):
            published(press, url, number)
            before = press.asked.total()
            process = gathering(nursery, url)
            press.wait_for(before + chance.randint(1, len(OUTLETS) * (EACH + 1)), PATIENCE)
            time.sleep(chance.choice([0.0, chance.uniform(0, 0.02), chance.uniform(0, 0.3)]))
            os.kill(process, signal.SIGKILL)
            killed += ended(nursery) == -signal.SIGKILL
            now_kept = kept(url)
            assert known <= now_kept, "what was kept stays"
            known = now_kept
        gathering(nursery, url)
        assert ended(nursery) == 0
        assert killed, "or nothing was tried"
        assert kept(url) == {press.page_url(outlet, name) for outlet in OUTLETS for name in press.outlets[outlet]}
    with closing(open_store(url)) as database:
        assert memberships(database).keys() == kept(url), "each is in a story"
        assert all(not tally.waiting and not tally.failed for tally in tallies(database).values())
        assert all("\n\n" in report.text for report in reports(database)), "read whole, from its page"


def test_whatever_moment_a_teller_is_killed_at_every_story_is_told_in_the_end(
    url: str, tellers: subprocess.Popen[str]
) -> None:
    chance = random.Random(6)  # noqa: S311 - the same moments each time, as far as the machine lets us
    killed = 0
    with closing(open_store(url, create=True)) as database:
        for number in range(ROUNDS):
            take(database, *(event(number * EACH + n) for n in range(EACH)))
            process = gathering(tellers, url)
            time.sleep(chance.choice([0.0, chance.uniform(0, 0.05), chance.uniform(0, 0.5)]))
            os.kill(process, signal.SIGKILL)
            killed += ended(tellers) == -signal.SIGKILL
            assert [str(fault) for fault in check(database, lambda _: None)] == []
        assert killed, "or nothing was tried"
        with database.write():  # those that were begun in vain too often wait for a day at most
            database.run("UPDATE stale SET due = ''")
        gathering(tellers, url)
        assert ended(tellers) == 0
        assert [str(fault) for fault in check(database, lambda _: None)] == []
        assert behind(database).stories == 0
        held = shelved(database, limit=ROUNDS * EACH + 1)
        assert len(held) == ROUNDS * EACH
        for one in held:
            whole = Teller(rules)(order(int(one.story[1:])))
            assert one.weight == whole.shelf.row["weight"], "as if nobody had been killed"


def order(number: int) -> Order:
    story = event(number)
    return Order(story, {}, KNOWN, names_among(story.reports, {r.id: r.text for r in story.reports}), "", NOW)

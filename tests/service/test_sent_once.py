"""`kill -9` at any moment while briefs go out: each reader holds exactly one."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from tests.delivery.post import elsewhere, written
from tests.service.postroom import NOW
from tests.store.shelf import filled, mill

from twosource.delivery.addresses import address
from twosource.service.mailing import enlist
from twosource.store import open_store
from twosource.store.checking import check
from twosource.store.dossiers import keep_dossier
from twosource.store.sends import tally
from twosource.store.subscribers import Wishes, everybody

ROOT = Path(__file__).resolve().parents[2]
ROUNDS = int(os.environ.get("KILL_ROUNDS", "5"))  # 200 before a release
READERS = 40  # of a round
PATIENCE = 120  # seconds for what takes a tenth of one on an idle machine


@pytest.fixture
def postroom() -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-m", "tests.service.postroom"]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        yield process
        process.communicate()


def told(process: subprocess.Popen[str], line: str) -> int:
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(f"{line}\n")
    process.stdin.flush()
    return int(process.stdout.readline())


def prepared(store: str, readers: int) -> None:
    """A store with a brief to tell, and readers to whom it is due."""
    with closing(open_store(store, create=True)) as database:
        filled(database)
        assert keep_dossier(database, mill(), "rules", NOW)
        enrolled(store, range(readers))


def enrolled(store: str, numbers: range) -> None:
    with closing(open_store(store)) as database:
        people = [(address(f"reader{number}@a.example"), Wishes(days="1", hour=7)) for number in numbers]
        assert enlist(database, people, NOW - timedelta(days=3), confirmed=True) == len(numbers)


def until(log: Path, many: int) -> None:
    """Wait until a server has taken so many messages."""
    end = time.monotonic() + PATIENCE
    while len(written(log)) < many:
        assert time.monotonic() < end
        time.sleep(0.001)


def test_whatever_moment_it_is_killed_at_each_reader_gets_one(tmp_path: Path, postroom: subprocess.Popen[str]) -> None:
    store, log, chance = f"sqlite:///{tmp_path / 'news.db'}", tmp_path / "taken", random.Random(7)  # noqa: S311
    prepared(store, READERS)
    killed = 0
    with elsewhere(log) as port:
        line = f"{store} smtp://127.0.0.1:{port}?connections=4"
        for number in range(ROUNDS):
            if number:
                enrolled(store, range(number * READERS, (number + 1) * READERS))
            before = len(written(log))
            process = told(postroom, line)
            until(log, before + chance.randint(1, READERS // 2))
            time.sleep(chance.choice([0.0, chance.uniform(0, 0.003), chance.uniform(0, 0.03)]))
            os.kill(process, signal.SIGKILL)
            killed += told(postroom, "how did it end?") == -signal.SIGKILL
        told(postroom, line)
        assert told(postroom, "how did it end?") == 0
    assert killed, "or nothing was tried"
    taken = [recipient for recipient, _ in written(log)]
    assert sorted(taken) == sorted(f"reader{number}@a.example" for number in range(ROUNDS * READERS))
    with closing(open_store(store)) as database:
        states = tally(database)
        assert states.keys() <= {"sent", "unanswered"}
        assert sum(states.values()) == ROUNDS * READERS
        assert all(one.told for one in everybody(database)), "and all know what was in it"
        assert [str(fault) for fault in check(database, lambda _: None)] == []

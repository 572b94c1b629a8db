"""Starts gatherers, or tellers, as forks of a process that has all code in memory: a start costs no time, and each may
be killed. Which of them is its argument.

It reads a store's URL and answers with the fork's process id; at the next line, with its exit status: until then that
number is the fork's, whether it runs or not.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from random import SystemRandom
from threading import Event

from tests.service.tellers import Press

from twosource.gathering.http import Fetcher
from twosource.gathering.robots import PageFetcher
from twosource.gathering.visits import here
from twosource.service.gatherer import Gatherer, Pace
from twosource.service.jobs import Outside
from twosource.store import open_store


def gather(url: str) -> None:
    fetcher = Fetcher(allow_private=True, at_once=4)
    outside = Outside(fetcher, PageFetcher(fetcher, now), here, now, SystemRandom().random)
    with closing(open_store(url)) as database, database.alone(wait=60):
        Gatherer(database, outside, Pace(workers=4, per_host=4, pause=0)).once(Event())


def tell(url: str) -> None:
    with closing(open_store(url)) as database, database.alone(wait=60, work="telling"):
        Press(database).follow()


def now() -> datetime:
    return datetime.now(UTC)


WORK = {"gather": gather, "tell": tell}


def main(work: Callable[[str], None]) -> None:
    for line in sys.stdin:
        child = os.fork()
        if not child:
            status = 1
            try:
                work(line.strip())
                status = 0
            finally:
                os._exit(status)
        sys.stdout.write(f"{child}\n")
        sys.stdout.flush()
        sys.stdin.readline()
        _, status = os.waitpid(child, 0)
        sys.stdout.write(f"{os.waitstatus_to_exitcode(status)}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(WORK[sys.argv[1]])

"""Sends briefs in forks of a process that has all code in memory, so that each may be killed early.

It reads a line `STORE SMTP` and answers with the fork's process id; at the next line, with its exit status.
"""

from __future__ import annotations

import os
import sys
from contextlib import closing
from datetime import UTC, datetime
from threading import Event

from twosource.config import Config
from twosource.service.mailroom import Mailroom
from twosource.store import open_store

NOW = datetime(2026, 3, 16, 8, tzinfo=UTC)  # a Monday, after the mill burned


def send(store: str, smtp: str) -> None:
    config = Config(
        store=store, smtp_url=smtp, base_url="https://news.example", mail_from="Briefs <briefs@news.example>"
    )
    with closing(open_store(store)) as database, database.alone(wait=60, work="sending"):
        Mailroom(database, config, dict, lambda: NOW).round(Event())


def main() -> None:
    for line in sys.stdin:
        child = os.fork()
        if not child:
            status = 1
            try:
                send(*line.split())
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
    main()

"""Sends briefs in forks of a process that has all code in memory, so that each may be killed early.

It reads a line `STORE SMTP` and answers with the fork's process id; at the next line, with its exit status.
"""

from __future__ import annotations

from contextlib import closing
from datetime import UTC, datetime
from threading import Event

from tests.service.nursery import main

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


if __name__ == "__main__":
    main(lambda line: send(*line.split()))

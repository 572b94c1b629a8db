"""Briefs to 10,000 readers over SMTP: seconds, and seconds of CPU, of us and of the server.

    python bench/send.py [READERS] [CONNECTIONS]

The stories are those of the sample corpus, the server is aiosmtpd in a process of its own, which writes down whom it
took a mail for before it answers. Messages are signed by a DKIM key of 2,048 bits where `openssl` is there to make one.
"""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tests.delivery.post import elsewhere, written  # noqa: E402

from twosource.config import Config  # noqa: E402
from twosource.delivery.addresses import address  # noqa: E402
from twosource.service.mailing import enlist  # noqa: E402
from twosource.service.mailroom import Mailroom  # noqa: E402
from twosource.store import open_store  # noqa: E402
from twosource.store.subscribers import Wishes  # noqa: E402

NOW = datetime(2026, 3, 16, 8, tzinfo=UTC)
ZONES = ("UTC", "Europe/Berlin", "Africa/Nairobi", "Asia/Kolkata")
RULES = ("", "", "", "minutes 3\n")


def used(who: int) -> float:
    """Seconds of CPU of this process, or of the children that have ended."""
    found = resource.getrusage(who)
    return found.ru_utime + found.ru_stime


def filled(store: str, readers: int) -> None:
    """A store with the stories of the sample, and readers of four zones and two lengths to whom a brief is due."""
    environment = {**os.environ, "TWOSOURCE_STORE": store}
    for words in (["import", str(ROOT / "examples" / "reports.jsonl")], ["gather"]):
        subprocess.run([sys.executable, "-m", "twosource", *words], env=environment, check=True, capture_output=True)
    with closing(open_store(store)) as database:
        people = (
            (address(f"reader{n}@a.example", f"Reader {n}"), Wishes(ZONES[n % 4], "1", n % 5, rules=RULES[n % 4]))
            for n in range(readers)
        )
        enlist(database, people, NOW - timedelta(days=4), confirmed=True)


def key(folder: Path) -> str | None:
    program = shutil.which("openssl")
    if program is None:
        return None
    path = folder / "dkim.pem"
    subprocess.run([program, "genrsa", "-traditional", "-out", str(path), "2048"], check=True, capture_output=True)
    return str(path)


def main(readers: int, connections: int) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        store, log = f"sqlite:///{folder / 'news.db'}", folder / "taken"
        filled(store, readers)
        with elsewhere(log) as port:
            config = Config(
                store=store,
                smtp_url=f"smtp://127.0.0.1:{port}?connections={connections}",
                base_url="https://news.example",
                mail_from="Briefs <briefs@news.example>",
                mail_bounces="bounces@news.example",
                dkim_key=key(folder),
            )
            begun, mine, theirs = time.monotonic(), used(resource.RUSAGE_SELF), used(resource.RUSAGE_CHILDREN)
            with closing(open_store(store)) as database, database.alone(work="sending"):
                figures = Mailroom(database, config, dict, lambda: NOW).round(Event())
            seconds, cpu = time.monotonic() - begun, used(resource.RUSAGE_SELF) - mine
        server = used(resource.RUSAGE_CHILDREN) - theirs
        times = Counter(Counter(recipient for recipient, _ in written(log)).values())
    print(f"{readers:,} readers, {connections} connections, {len(os.sched_getaffinity(0))} cores")
    rate = readers / seconds
    print(f"{seconds:.1f} s; CPU {cpu:.1f} s of ours, {server:.1f} s of the server's; {rate:.0f} mails a second")
    print(f"what became of them: {dict(figures)}; mailboxes by how many mails they hold: {dict(times)}")


if __name__ == "__main__":
    asked = [int(word) for word in sys.argv[1:]]
    main(*(asked + [10_000, 4][len(asked) :]))

"""What befalls the machine: a full disk beneath the site, a database that stops and starts, `kill -9` of all at once.

Nothing here goes by time: what is waited for is seen, up to a limit that only a hang reaches.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import httpx2
import pytest
from tests.cli.test_serve import SECONDS, serving
from tests.service.press import Press, opened
from tests.store.sample import ALL, NOW, found, keep
from tests.store.server import OPTIONS, _user, missing, program, server
from tests.web.conftest import CHEAP, browser, csrf

from twosource.config import Config
from twosource.errors import StoreAway
from twosource.reading.feedlists import Subscription
from twosource.service.subscriptions import follow
from twosource.store import Database, open_store
from twosource.store.checking import check
from twosource.store.keeping import reports
from twosource.web import accounts
from twosource.web.pool import Pool
from twosource.web.site import Site

ROUNDS = int(os.environ.get("KILL_ROUNDS", "1"))  # and one more, on what the first left
OUTLETS = ("courier", "herald")


def faults(url: str) -> list[str]:
    with closing(open_store(url)) as database:
        return [str(fault) for fault in check(database, lambda _: None)]


# --- a full disk ------------------------------------------------------------------------------------------------------


def test_a_site_on_a_full_disk_is_read_and_says_why_it_takes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(accounts, "MOST_TOKENS", 10_000)  # what is written here: some hundred bytes each
    url = f"sqlite:///{tmp_path / 'news.db'}"
    with closing(open_store(url, create=True)) as database:
        keep(database, [found(report) for report in ALL], NOW)

    def connected() -> Database:
        database = open_store(url)
        [pages] = database.rows("PRAGMA page_count")
        database.rows(f"PRAGMA max_page_count = {pages['page_count']}")
        return database

    pool = Pool(connected)
    client = browser(Site(Config(store=url), pool, passwords=CHEAP))
    token = csrf(client)
    answers = (client.post("/account/tokens", data={"csrf": token, "name": f"app {n}"}) for n in range(500))
    refused = next(answer for answer in answers if answer.status_code >= 500)
    assert refused.status_code == 503
    assert "Traceback" not in refused.text
    assert client.get("/account").status_code == 200, "what is there is read"
    pool.close()
    assert faults(url) == []


# --- a database that goes and comes back ------------------------------------------------------------------------------


@contextmanager
def stopped(url: str) -> Iterator[None]:
    """The server of `url` is not there meanwhile."""
    folder, control = Path(parse_qs(urlsplit(url).query)["host"][0]), program("pg_ctl")
    assert control is not None

    def run(*words: str) -> None:
        with (folder / "log").open("ab") as log:  # not a pipe: the server would hold it open
            command = [str(control), "-D", str(folder / "data"), "-w", "-t", str(SECONDS), *words]
            subprocess.run(command, check=True, user=_user(), stdout=log, stderr=log, cwd=folder, timeout=SECONDS)

    run("-m", "immediate", "stop")
    yield
    run("-o", f"{OPTIONS} -c listen_addresses= -k {folder}", "-l", str(folder / "server"), "start")


@pytest.mark.skipif(bool(missing()), reason=missing() or "")
def test_a_database_that_stops_and_starts_is_found_again() -> None:
    with server() as place:
        url = place.format(name="postgres")
        database = open_store(url, create=True)
        keep(database, [found(ALL[0])], NOW)
        with stopped(url):
            for _ in range(2):
                with pytest.raises(StoreAway):
                    keep(database, [found(ALL[1])], NOW)
            with pytest.raises(StoreAway):
                open_store(url)
        assert keep(database, [found(report) for report in ALL], NOW).new == len(ALL) - 1
        assert {report.id for report in reports(database)} == {report.id for report in ALL}
        database.close()
        assert faults(url) == []


# --- kill -9 of everything at once ------------------------------------------------------------------------------------


def test_all_at_once_are_killed_and_the_store_is_sound(tmp_path: Path) -> None:
    """The site with what gathers, tells and sends in one process; killed while pages are asked for, and then not."""
    url = f"sqlite:///{tmp_path / 'news.db'}"
    kept = {name: value for name, value in os.environ.items() if not name.startswith("TWOSOURCE_")}
    environment = {
        **kept,
        "TWOSOURCE_STORE": url,
        "TWOSOURCE_ALLOW_PRIVATE_ADDRESSES": "yes",
        "TWOSOURCE_SMTP_URL": "smtp://127.0.0.1:9",  # nobody listens
        "TWOSOURCE_MAIL_BOUNCES": "bounces@news.example",
        "TWOSOURCE_JOURNAL": str(tmp_path / "journal"),
        "COLUMNS": "200",
    }
    with opened(Press()) as press:
        for number in range(ROUNDS + 1):
            with closing(open_store(url, create=True)) as database:
                for outlet in OUTLETS:
                    press.publish(outlet, *(f"{outlet}-{number}-{n}" for n in range(3)))
                    follow(database, Subscription(press.feed_url(outlet), outlet=outlet), datetime.now(UTC))
            before = press.asked.total()
            with serving(environment) as (process, address, _):
                assert httpx2.get(f"{address}/", timeout=SECONDS).status_code == 200
                assert press.wait_for(before + 1 + number, SECONDS)
                process.kill()
                process.wait(SECONDS)
            assert faults(url) == []
    with closing(open_store(url)) as database:
        held = [report.id for report in reports(database)]
    assert len(held) == len(set(held))

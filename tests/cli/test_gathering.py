"""`feeds` and `gather` as a user runs them."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event

import pytest
from click.testing import CliRunner
from tests.service.press import Answer, Press, opened, story

from twosource.cli import CANNOT_RUN, cli
from twosource.errors import TwoSourceError
from twosource.wiring import Wiring

SECONDS = 900  # for what takes two on an idle machine


@pytest.fixture
def press() -> Iterator[Press]:
    with opened(Press()) as found:
        found.publish("herald", "mill", "ferry")
        yield found


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("TWOSOURCE_")}
    store = f"sqlite:///{tmp_path / 'news.db'}"
    return {**kept, "TWOSOURCE_STORE": store, "TWOSOURCE_ALLOW_PRIVATE_ADDRESSES": "1", "COLUMNS": "200"}


def run(environment: dict[str, str], *words: str) -> tuple[int, str, str]:
    """Exit code, stdout and stderr of a command, as the entry point has them."""
    done = CliRunner().invoke(cli, words, env=environment)
    if isinstance(done.exception, TwoSourceError):
        return CANNOT_RUN, done.stdout, str(done.exception)
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done.exit_code, done.stdout, done.stderr


def watching(environment: dict[str, str]) -> subprocess.Popen[str]:
    words = [sys.executable, "-m", "twosource", "gather", "--watch", "--pause", "0"]
    return subprocess.Popen(words, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def test_a_site_is_followed_gathered_and_listed(press: Press, environment: dict[str, str]) -> None:
    site = b'<head><link rel="alternate" type="application/rss+xml" href="/herald/feed"></head>'
    press.special["/"] = lambda _: Answer(site, headers={"Content-Type": "text/html"})
    feed = press.feed_url("herald")
    status, told, _ = run(environment, "feeds", "add", f"{press.url}/", "--owner", "Row", "--country", "GB")
    assert (status, told) == (0, f"added {feed} (The Herald)\n")
    status, told, problems = run(environment, "gather", "--pause", "0")
    assert (status, told.split()[0], "2 reports new" in problems) == (0, "fine", True), problems
    assert "2 stories told, of 2 reports; 0 to be told" in problems
    assert "2 of 2 entries are new; 2 read from their pages" in told
    status, told, _ = run(environment, "feeds", "list", "--json")
    [one] = json.loads(told)["feeds"]
    assert (one["url"], one["health"], one["owner"], one["country"]) == (feed, "fine", "Row", "GB")
    assert one["entries"] == {"waiting": 0, "kept": 2, "failed": 0}
    assert Wiring(environment).outlets(None, stored=True)["the herald"].owner == "Row"
    status, told, _ = run(environment, "search", "Tuesday")
    assert story("mill")[0][:60] in told


def test_feeds_that_cannot_be_had_are_named_and_the_rest_is_gathered(press: Press, environment: dict[str, str]) -> None:
    listed = f'<opml><body><outline xmlUrl="{press.feed_url("herald")}"/><outline text="Gone" xmlUrl="{press.url}/x"/>'
    status, _, problems = run(environment, "feeds", "add", f"{press.url}/nothing")
    assert (status, "404" in problems) == (1, True)
    path = Path(environment["TWOSOURCE_STORE"].removeprefix("sqlite:///")).with_name("feeds.opml")
    path.write_text(f"{listed}</body></opml>", encoding="utf8")
    assert run(environment, "feeds", "import", str(path))[0] == 0
    status, told, problems = run(environment, "gather", "--pause", "0", "--no-tell")
    assert (status, told.split()[0], "told" in problems) == (1, "fine", False)
    assert f"failing    Gone ({press.url}/x): the server answered 404" in problems
    status, told, _ = run(environment, "feeds", "list")
    assert "the server answered 404, since" in told
    status, told, _ = run(environment, "feeds", "export")
    assert press.feed_url("herald") in told
    assert run(environment, "feeds", "remove", f"{press.url}/x")[0] == 0
    assert run(environment, "feeds", "remove", f"{press.url}/x")[0] == 2


def test_a_starter_pack_is_followed(environment: dict[str, str]) -> None:
    status, told, problems = run(environment, "feeds", "import", "--pack", "oceania")
    assert (status, told.startswith("added https://"), "feeds are new" in problems) == (0, True, True)
    assert run(environment, "feeds", "import")[0] == 2


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_who_watches_is_alone_and_ends_when_asked_to(
    press: Press, environment: dict[str, str], number: signal.Signals
) -> None:
    assert run(environment, "feeds", "add", press.feed_url("herald"))[0] == 0
    press.asked.clear()
    with watching(environment) as process:
        assert press.wait_for(4, SECONDS), "feed, robots.txt and two pages"
        if number is signal.SIGTERM:
            status, _, problems = run(environment, "gather", "--no-tell")
            assert (status, "another process is gathering" in problems) == (3, True)
        process.send_signal(number)
        _, problems = process.communicate(timeout=SECONDS)
    assert (process.returncode, "feed asked" in problems) == (0, True), problems


def test_who_stops_what_is_gathered_once_is_told_that_it_was_stopped(press: Press, environment: dict[str, str]) -> None:
    """And nothing more is begun: no story is told, and no second Ctrl+C is needed."""
    assert run(environment, "feeds", "add", press.feed_url("herald"))[0] == 0
    press.asked.clear()
    answered = Event()
    slow = lambda _: Answer(b"" if answered.wait(SECONDS) else b"late")  # noqa: E731 - for both that may come first
    press.special |= {"/robots.txt": slow, "/herald/feed": slow}
    words = [sys.executable, "-m", "twosource", "gather", "--pause", "0"]
    with subprocess.Popen(words, env=environment, stderr=subprocess.PIPE, text=True) as process:
        assert press.wait_for(1, SECONDS)
        process.send_signal(signal.SIGINT)
        answered.set()
        _, problems = process.communicate(timeout=SECONDS)
    assert (process.returncode, problems.splitlines()[-1]) == (
        130,
        "twosource: stopped; the next run goes on from here",
    )
    assert "told, of" not in problems


def test_without_a_store_there_is_nothing_to_gather(environment: dict[str, str]) -> None:
    status, _, problems = run(environment, "gather")
    assert (status, "no store" in problems) == (3, True)


def test_what_is_written_to_a_device_leaves_the_device_there(environment: dict[str, str], tmp_path: Path) -> None:
    """As root, a file that takes the place of /dev/null fills the memory of the whole machine."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with ThreadPoolExecutor(1) as pool:
        told = pool.submit(pipe.read_text, encoding="utf8")
        run(environment, "feeds", "import", "--pack", "oceania")
        assert run(environment, "feeds", "export", "-o", str(pipe))[0] == 0
        assert "Crikey" in told.result(SECONDS)
    assert pipe.is_fifo()

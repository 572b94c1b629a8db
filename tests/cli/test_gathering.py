"""`feeds` and `gather` as a user runs them."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.service.press import Answer, Press, opened, story

SECONDS = 120  # for what takes two on an idle machine


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


def started(words: tuple[str, ...], environment: dict[str, str]) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "twosource", *words],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def run(environment: dict[str, str], *words: str) -> tuple[int, str, str]:
    process = started(words, environment)
    told, problems = process.communicate(timeout=SECONDS)
    return process.returncode, told, problems


def test_a_site_is_followed_gathered_and_listed(press: Press, environment: dict[str, str]) -> None:
    site = b'<head><link rel="alternate" type="application/rss+xml" href="/herald/feed"></head>'
    press.special["/"] = lambda _: Answer(site, headers={"Content-Type": "text/html"})
    feed = press.feed_url("herald")
    status, told, _ = run(environment, "feeds", "add", f"{press.url}/", "--owner", "Row", "--country", "GB")
    assert (status, told) == (0, f"added {feed} (The Herald)\n")
    status, told, problems = run(environment, "gather", "--pause", "0")
    assert (status, told.split()[0], "2 reports new" in problems) == (0, "fine", True), problems
    assert "2 of 2 entries are new; 2 read from their pages" in told
    status, told, _ = run(environment, "feeds", "list", "--json")
    [one] = json.loads(told)["feeds"]
    assert (one["url"], one["health"], one["owner"], one["country"]) == (feed, "fine", "Row", "GB")
    assert one["entries"] == {"waiting": 0, "kept": 2, "failed": 0}
    status, told, _ = run(environment, "search", "Tuesday")
    assert story("mill")[0][:60] in told


def test_feeds_that_cannot_be_had_are_named_and_the_rest_is_gathered(press: Press, environment: dict[str, str]) -> None:
    listed = f'<opml><body><outline xmlUrl="{press.feed_url("herald")}"/><outline text="Gone" xmlUrl="{press.url}/x"/>'
    status, _, problems = run(environment, "feeds", "add", f"{press.url}/nothing")
    assert (status, "404" in problems) == (1, True)
    path = Path(environment["TWOSOURCE_STORE"].removeprefix("sqlite:///")).with_name("feeds.opml")
    path.write_text(f"{listed}</body></opml>", encoding="utf8")
    assert run(environment, "feeds", "import", str(path))[0] == 0
    status, told, problems = run(environment, "gather", "--pause", "0")
    assert (status, told.split()[0]) == (1, "fine")
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
def test_who_watches_ends_when_asked_to(press: Press, environment: dict[str, str], number: signal.Signals) -> None:
    assert run(environment, "feeds", "add", press.feed_url("herald"))[0] == 0
    press.asked.clear()
    process = started(("gather", "--watch", "--pause", "0"), environment)
    assert press.wait_for(4, SECONDS), "feed, robots.txt and two pages"
    process.send_signal(number)
    start = time.monotonic()
    _, problems = process.communicate(timeout=SECONDS)
    assert (process.returncode, "feeds asked" in problems) == (0, True), problems
    assert time.monotonic() - start < SECONDS / 2, "five seconds, on a machine with nothing else to do"


def test_two_who_gather_at_once_are_told_so(press: Press, environment: dict[str, str]) -> None:
    assert run(environment, "feeds", "add", press.feed_url("herald"))[0] == 0
    press.asked.clear()
    first = started(("gather", "--watch", "--pause", "0"), environment)
    assert press.wait_for(1, SECONDS)
    status, _, problems = run(environment, "gather")
    first.send_signal(signal.SIGTERM)
    first.communicate(timeout=SECONDS)
    assert (status, "another process is gathering" in problems) == (3, True)


def test_without_a_store_there_is_nothing_to_gather(environment: dict[str, str]) -> None:
    status, _, problems = run(environment, "gather")
    assert (status, "no store" in problems) == (3, True)

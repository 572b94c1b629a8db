"""`python -m bench.gather`: how fast many feeds are gathered, and what a second look at them moves.

A server on loopback has an address for each of so many outlets (127.0.x.y), each with a feed and pages; three outlets
in a row tell of the same events in words of their own. The first gather takes in all of it: fetched, read, grouped,
kept. Then every feed is made due, and gathered again: nothing has changed. Whole processes, as a user runs them; the
server is a process beside them, on the same cores. Memory is that of all processes of the gatherer together.
"""

from __future__ import annotations

import argparse
import asyncio
import hashlib
import json
import multiprocessing
import os
import random
import resource
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from twosource.reading.feedlists import Subscription
from twosource.service.subscriptions import follow
from twosource.store import open_store

SYLLABLES: Final = ("ba", "co", "du", "fe", "gi", "ka", "lo", "mu", "ne", "pi", "ra", "so", "tu", "ve", "wi", "za")
EVERYDAY: Final = ("the", "of", "in", "to", "and", "said", "on", "that", "was", "for", "by", "with")
NAVIGATION: Final = "".join(f'<li><a href="/section/{n}">Section {n}</a></li>' for n in range(200))
PARAGRAPHS, WORDS = 9, 45  # of a page: 2,500 characters, as the median report of BASIL open
TOLD_BY: Final = 3  # outlets that tell of one event
LEAST_RATE, MOST_SHARE, MOST_MEMORY = 50.0, 0.01, 1_000.0


@dataclass(frozen=True, slots=True)
class Gathered:
    """What a gather took: seconds by the clock and of CPU, peak memory in MB, bytes that the server sent, reports."""

    wall: float
    cpu: float
    memory: float
    sent: int
    reports: int


# --- the outlets ------------------------------------------------------------------------------------------------------


class Outlets:
    """What the server has: made when it is asked for, always the same."""

    def __init__(self, entries: int) -> None:
        self._entries = entries
        self.port = 0
        dice = random.Random(6)  # noqa: S311 - the same words each time
        self._common = ["".join(dice.choices(SYLLABLES, k=2)) for _ in range(400)]

    def answer(self, path: str, tag: str) -> tuple[int, str, bytes]:
        """Status, headers and body of what is at `path`, unless `tag` tells that it is known."""
        kind, _, rest = path.lstrip("/").partition("/")
        if path == "/robots.txt":
            return 200, "Content-Type: text/plain\r\n", b"User-agent: *\nDisallow: /private\n"
        if kind == "feed":
            body = self._feed(int(rest))
            found = f'"{hashlib.sha256(body).hexdigest()[:16]}"'
            told = f"Content-Type: application/rss+xml\r\nETag: {found}\r\n"
            return (304, told, b"") if tag == found else (200, told, body)
        if kind == "page":
            outlet, _, entry = rest.partition("-")
            return 200, "Content-Type: text/html; charset=utf-8\r\n", self._page(int(outlet), int(entry))
        return 404, "", b""

    def _feed(self, outlet: int) -> bytes:
        items = "".join(self._item(outlet, entry) for entry in range(self._entries))
        return f'<rss version="2.0"><channel><title>Outlet {outlet}</title>{items}</channel></rss>'.encode()

    def _item(self, outlet: int, entry: int) -> str:
        url = f"http://{address(outlet)}:{self.port}/page/{outlet}-{entry}"
        title, paragraphs = self._told(outlet, entry)
        told = f"<title>{title}</title><description>{paragraphs[0]}</description><link>{url}</link><guid>{url}</guid>"
        return f"<item>{told}<pubDate>Mon, 16 Nov 2026 {entry % 24:02d}:00:00 GMT</pubDate></item>"

    def _page(self, outlet: int, entry: int) -> bytes:
        title, paragraphs = self._told(outlet, entry)
        text = "".join(f"<p>{one}</p>" for one in paragraphs)
        nav = f"<nav><ul>{NAVIGATION}</ul></nav>"
        body = f"<header>{nav}</header><main><article><h1>{title}</h1>{text}</article></main><footer>{nav}</footer>"
        return f"<!doctype html><html><head><title>{title}</title></head><body>{body}</body></html>".encode()

    def _told(self, outlet: int, entry: int) -> tuple[str, Sequence[str]]:
        """Title and paragraphs: names and rare words are the event's, the order of all is the outlet's own."""
        event = random.Random(f"{outlet // TOLD_BY} {entry}")  # noqa: S311
        own = random.Random(f"{outlet} {entry}")  # noqa: S311
        names = ["".join(event.choices(SYLLABLES, k=3)).capitalize() for _ in range(8)]
        rare = ["".join(event.choices(SYLLABLES, k=3)) for _ in range(60)]
        pool = [*rare * 2, *self._common[:: own.randint(3, 7)], *EVERYDAY * 12, *names * 3]
        paragraphs = [" ".join(own.choices(pool, k=WORDS)).capitalize() + "." for _ in range(PARAGRAPHS)]
        return f"{names[0]} {' '.join(event.choices(rare, k=4))} {names[1]}", paragraphs


def address(outlet: int) -> str:
    return f"127.0.{1 + outlet // 250}.{1 + outlet % 250}"


def serve(entries: int, port: Any, sent: Any) -> None:
    """Answer for ever; `port` and `sent` are shared with who measures."""
    outlets = Outlets(entries)

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        tag = next((line[15:] for line in head.split("\r\n") if line.lower().startswith("if-none-match:")), "")
        status, headers, body = outlets.answer(head.split(" ")[1], tag.strip())
        told = f"HTTP/1.1 {status} X\r\n{headers}Connection: close\r\n"
        whole = f"{told}Content-Length: {len(body)}\r\n\r\n".encode() + body
        sent.value += len(whole)
        writer.write(whole)
        await writer.drain()
        writer.close()

    async def main() -> None:
        server = await asyncio.start_server(talk, "0.0.0.0", 0)  # noqa: S104 - all of 127/8 is meant
        outlets.port = port.value = server.sockets[0].getsockname()[1]
        await server.serve_forever()

    asyncio.run(main())


@contextmanager
def serving(entries: int) -> Iterator[tuple[int, Any]]:
    """The port of the server, and how many bytes it has sent."""
    context = multiprocessing.get_context("spawn")
    port, sent = context.Value("i", 0), context.Value("q", 0)
    process = context.Process(target=serve, args=(entries, port, sent), daemon=True)
    process.start()
    while not port.value:
        time.sleep(0.05)
    try:
        yield port.value, sent
    finally:
        process.terminate()
        process.join()


# --- measuring --------------------------------------------------------------------------------------------------------


def gather(url: str, sent: Any) -> Gathered:
    """One `twosource gather`, as a process of its own session."""
    before, start = sent.value, time.perf_counter()
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    process = subprocess.Popen(
        [sys.executable, "-m", "twosource", "gather", "--no-tell", "--pause", "0"],
        env={**os.environ, "TWOSOURCE_STORE": url, "TWOSOURCE_ALLOW_PRIVATE_ADDRESSES": "1"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    peak = _Peak(process.pid)
    peak.start()
    _, told = process.communicate()
    peak.join()
    if process.returncode:
        raise RuntimeError(told)
    now = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = now.ru_utime + now.ru_stime - used.ru_utime - used.ru_stime
    new = int(told.split(" reports new")[0].rsplit(" ", 1)[-1])
    return Gathered(time.perf_counter() - start, cpu, peak.megabytes, sent.value - before, new)


class _Peak(threading.Thread):
    """Watches the memory of a session's processes for as long as its first is there."""

    def __init__(self, session: int) -> None:
        super().__init__(daemon=True)
        self._session = session
        self.megabytes = 0.0

    def run(self) -> None:
        while (now := self._memory()) > 0:
            self.megabytes = max(self.megabytes, now)
            time.sleep(0.25)

    def _memory(self) -> float:
        pages = 0
        for folder in Path("/proc").glob("[0-9]*"):
            try:
                fields = (folder / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            if int(fields[3]) == self._session and fields[0] != "Z":
                pages += int(fields[21])
        return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def measured(url: str, feeds: int, entries: int) -> tuple[Gathered, Gathered]:
    """The first gather of all, and the second."""
    with serving(entries) as (port, sent):
        due(url, feeds, port)
        first = gather(url, sent)
        due(url, feeds, port)
        return first, gather(url, sent)


def due(url: str, feeds: int, port: int) -> None:
    """All feeds are followed, and due now."""
    with closing(open_store(url, create=True)) as database:
        for outlet in range(feeds):
            about = Subscription(f"http://{address(outlet)}:{port}/feed/{outlet}", outlet=f"Outlet {outlet}")
            follow(database, about, datetime.now(UTC))


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.gather", description=__doc__)
    parser.add_argument("--feeds", type=int, default=1000)
    parser.add_argument("--entries", type=int, default=20)
    parser.add_argument("--store", help="a store's address, in place of a file that is thrown away")
    parser.add_argument("--json", action="store_true", help="print the two measurements as JSON, a line each")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        url = given.store or f"sqlite:///{folder}/news.db"
        first, second = measured(url, given.feeds, given.entries)
    if given.json:
        print("\n".join(json.dumps(asdict(one)) for one in (first, second)))
        return
    rate, share = first.reports / first.wall, second.sent / first.sent
    each = 1000 * first.cpu / first.reports
    print(f"first gather: {first.reports:,} reports in {first.wall:.0f} s, {first.sent:,} bytes")
    print(f"    {rate:.1f} a second (≥ {LEAST_RATE:g} {_verdict(rate >= LEAST_RATE)}), {each:.1f} ms of CPU for each")
    print(f"    {first.memory:.0f} MB (≤ {MOST_MEMORY:g} {_verdict(first.memory <= MOST_MEMORY)})")
    print(f"second: {second.reports} reports new in {second.wall:.0f} s, {second.sent:,} bytes")
    print(f"    {share:.2%} of those of the first (≤ {MOST_SHARE:.0%} {_verdict(share <= MOST_SHARE)})")


def _verdict(held: bool) -> str:
    return "✓" if held else "over"


if __name__ == "__main__":
    main()

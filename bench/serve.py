"""`python -m bench.serve`: the site under 20 readers, on a store of 200,000 reports and 20,000 stories.

Strategy: the store of `bench.dossiers`, and the server as `twosource serve` runs it, in a process of its own. Readers
are threads that ask, wait for the answer, read for about a second and ask again, twenty at once. Each kind of page is
asked for alone: by readers who come to a server that was just started, all for the same or each for another; then
again and again. Last the kinds are mixed while another process tells two stories a second anew, every tenth a large
one, as the follower does when reports come. The processor time of the server is told beside the wall time, since other
work on the machine adds to the latter alone.

    nice python -m bench.serve --reports 20000 --stories 2000      a tenth, in some minutes
    python -m bench.serve --browser                                the whole, and first paint in Chromium
    python -m bench.serve --store FILE --postgres                  a copy of it in PostgreSQL
    python -m bench.serve --store FILE --browser                   on a store that an earlier run kept there
"""

from __future__ import annotations

import argparse
import gzip
import http.client
import multiprocessing
import os
import random
import socket
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from statistics import quantiles
from time import perf_counter, sleep

from rich.console import Console
from tests.store.server import server

from bench import painting
from bench.copied import copy
from bench.dossiers import LARGE_ONES, NOW, made, named
from bench.figures import Figures, told, write
from twosource.config import Config
from twosource.rendering import addresses
from twosource.store import open_store
from twosource.store.dossiers import dossier, keep_dossier, take_apart
from twosource.store.schema import migrate
from twosource.web.app import application
from twosource.web.pool import Pool
from twosource.web.serving import serve
from twosource.web.site import Site

READERS = 20
ASKED = 10  # times by each reader, of each kind of page
BOUND = 0.100  # seconds, the 95th of 100 answers
PAINT = 1_000.0  # milliseconds to the first paint
WEIGHT = 200_000  # bytes of a page, unpacked
READING = (0.5, 1.5)  # seconds between an answer and the next question
SERVER = "-c synchronous_commit=off -c max_connections=20 -c shared_buffers=256MB"
TOLD = 0.5  # seconds between two stories that are told anew

Paths = Callable[[int], str]  # of the reader's n-th question


# --- the server -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Server:
    process: int
    port: int

    def processor(self) -> float:
        """Seconds of processor time that it has used."""
        fields = Path(f"/proc/{self.process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


@contextmanager
def served(url: str) -> Iterator[Server]:
    """A server that was just started on the store at `url`."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
        process = multiprocessing.get_context("spawn").Process(target=_serve, args=(url, listener), daemon=True)
        process.start()
    _ask(http.client.HTTPConnection("127.0.0.1", port, timeout=60), addresses.KEYS)  # it is there
    yield Server(process.pid or 0, port)
    process.terminate()
    process.join()


def _serve(url: str, listener: socket.socket) -> None:
    config = Config(store=url)
    with closing(Pool(lambda: open_store(config.store))) as pool:
        serve(application(Site(config, pool, now=lambda: NOW)), listener, lambda: None)


def _tell(url: str) -> None:
    """Tell stories anew, for ever."""
    chance = random.Random(8)  # noqa: S311 - the same stories each time
    with closing(open_store(url)) as database:
        for turn in count():
            number = chance.randrange(LARGE_ONES) if turn % 10 == 0 else LARGE_ONES + chance.randrange(300)
            if found := dossier(database, named(number)):
                keep_dossier(database, found, "bench", datetime.now(UTC))
            sleep(TOLD)


@contextmanager
def telling(url: str) -> Iterator[None]:
    process = multiprocessing.get_context("spawn").Process(target=_tell, args=(url,), daemon=True)
    process.start()
    yield
    process.terminate()
    process.join()


# --- readers ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Answer:
    seconds: float
    packed: int
    size: int
    status: int


def _ask(connection: http.client.HTTPConnection, path: str) -> Answer:
    start = perf_counter()
    connection.request("GET", path, headers={"Accept-Encoding": "gzip"})
    answer = connection.getresponse()
    body = answer.read()
    seconds = perf_counter() - start
    whole = gzip.decompress(body) if answer.headers["Content-Encoding"] == "gzip" else body
    return Answer(seconds, len(body), len(whole), answer.status)


def read(port: int, number: int, path: Paths, times: int) -> list[Answer]:
    """What one reader is answered."""
    chance = random.Random(number)  # noqa: S311 - the same readers each time
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=60)) as connection:
        connection.connect()
        told = []
        for turn in range(times):
            sleep(chance.uniform(*READING) if turn else chance.uniform(0, READING[1]))
            told.append(_ask(connection, path(number * times + turn)))
        return told


COLUMNS = ("20 readers ask for", "answers", "median ms", "95th ms", "", "processor ms", "kB packed", "kB")
PAINTED = ("in Chromium", "first paint ms", "worst ms", "", "page kB", "all over the wire kB", "all unpacked kB")


def row(name: str, path: Paths, server: Server, times: int = ASKED) -> tuple[str, ...]:
    """A line of what was measured, printed as soon as it is there."""
    before = server.processor()
    with ThreadPoolExecutor(READERS) as readers:
        answers = readers.map(lambda n: read(server.port, n, path, times), range(READERS))
        found = [one for reader in answers for one in reader]
    spent = (server.processor() - before) / len(found)
    parts = quantiles([one.seconds * 1000 for one in found], n=100)
    refused = sum(one.status != 200 for one in found)
    verdict = f"{refused} refused" if refused else "✓" if parts[94] <= BOUND * 1000 else "over"
    packed, size = (max(getattr(one, what) for one in found) / 1000 for what in ("packed", "size"))
    times_ms = (f"{parts[49]:.1f}", f"{parts[94]:.1f}", verdict, f"{spent * 1000:.1f}")
    cells = (name, str(len(found)), *times_ms, f"{packed:.1f}", f"{size:.1f}")
    print(", ".join(cells), flush=True)
    return cells


def each(paths: Sequence[str]) -> Paths:
    """Every question is for another page, as far as there are as many."""
    return lambda n: paths[n % len(paths)]


def any_of(paths: Sequence[str]) -> Paths:
    """Pages by chance, the same each time."""
    return lambda n: random.Random(n).choice(paths)  # noqa: S311


def mixed(of: Mapping[str, Sequence[str]]) -> Paths:
    """A kind by chance, and a page of it."""
    by_kind = any_of([*of])

    def path(n: int) -> str:
        return any_of(of[by_kind(n)])(n)

    return path


def pages(searches: Sequence[str]) -> dict[str, list[str]]:
    """The addresses of each kind of page."""
    return {
        "front": [addresses.FRONT],
        "large": [addresses.story(named(number)) for number in range(LARGE_ONES)],
        "small": [addresses.story(named(number)) for number in range(LARGE_ONES, LARGE_ONES + 300)],
        "search": [addresses.asked(addresses.SEARCH, q=text) for text in searches],
        "report": [addresses.report(f"r{number}") for number in range(300)],
        "speaker": [addresses.speaker(f"person-{n}") for n in range(300)],
        "outlet": [addresses.outlet(f"Outlet {n}") for n in range(40)],
        "topic": [addresses.topic(f"topic-{n}") for n in range(300)],
    }


def measured(url: str, of: Mapping[str, Sequence[str]]) -> Figures:
    rows = []
    for name, kind in {"front page": "front", "story of 100": "large", "search": "search"}.items():
        with served(url) as server:
            rows.append(row(f"{name}, just started", each(of[kind]), server, 1))
            rows.append(row(name, any_of(of[kind]), server))
    for name in ("speaker", "outlet", "topic"):
        with served(url) as server:
            rows.append(row(f"{name}, each once, just started", each(of[name]), server, 2))
    with served(url) as server:
        rows.append(row("one story of 100, just started", each(of["large"][:1]), server, 1))
        for name, kind in {"story of 10": "small", "report": "report", "speaker": "speaker", "outlet": "outlet", "topic": "topic"}.items():  # fmt: skip  # noqa: E501
            rows.append(row(f"{name}, new each time", each(of[kind]), server))
    with served(url) as server, telling(url):
        rows.append(row("all mixed, stories told anew", mixed(of), server, 3 * ASKED))
    return Figures(COLUMNS, tuple(rows))


def painted(url: str, of: Mapping[str, Sequence[str]]) -> Figures:
    """First paint and weight of the pages that the goals are about."""
    rows = []
    with painting.browser() as chromium, served(url) as server:
        for name, kind in {"front page": "front", "story of 100": "large", "search": "search"}.items():
            found = painting.painted(chromium, [f"http://127.0.0.1:{server.port}{one}" for one in of[kind][:5]])
            held = found.worst <= PAINT and found.page <= WEIGHT
            sizes = (f"{size / 1000:.1f}" for size in (found.page, found.wire, found.unpacked))
            rows.append((name, f"{found.middle:.0f}", f"{found.worst:.0f}", "✓" if held else "over", *sizes))
    return Figures(PAINTED, tuple(rows))


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--reports", type=int, default=200_000)
    parser.add_argument("--stories", type=int, default=20_000)
    parser.add_argument("--store", type=Path, help="keep the store here, and use what is there")
    parser.add_argument("--postgres", action="store_true", help="measure a copy of it on a server of this machine")
    parser.add_argument("--url", help="measure the copy that an earlier run or `bench.copied` put there")
    parser.add_argument("--browser", action="store_true", help="measure first paint in Chromium too")
    parser.add_argument("--docs", action="store_true", help="write the tables into docs/bench.md")
    args = parser.parse_args()
    with ExitStack() as stack:
        path = args.store or Path(stack.enter_context(tempfile.TemporaryDirectory())) / "news.db"
        searches = path.with_suffix(".queries")
        if not searches.exists():
            start = perf_counter()
            searches.write_text("\n".join(made(path, args.reports, args.stories)), encoding="utf8")
            print(f"{args.reports:,} reports, {args.stories:,} stories kept in {perf_counter() - start:.0f} s")
        url = args.url or f"sqlite:///{path}"
        brought_up(url)
        if args.postgres:
            url = stack.enter_context(server(SERVER)).format(name="postgres")
            copy(path, url)
        found = pages(searches.read_text(encoding="utf8").splitlines())
        tables = [measured(url, found), *([painted(url, found)] if args.browser else [])]
        for table in tables:
            Console(width=110).print(table.on_terminal())
        if args.docs:
            kind = "PostgreSQL" if args.postgres or args.url else "SQLite"
            command = f"python -m bench.serve{' --postgres' if kind == 'PostgreSQL' else ''}"
            write(f"site on {kind}", told(command, datetime.now(UTC).date(), tables))


def brought_up(url: str) -> None:
    """A store that was kept may be older: bring it up to date, as `migrate` and the follower do."""
    with closing(open_store(url, migrating=True)) as database:
        migrate(database)
        while take_apart(database, 100):
            pass


if __name__ == "__main__":
    main()

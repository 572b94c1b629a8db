"""`python -m bench.serve`: the site under 20 readers, on a store of 200,000 reports and 20,000 stories.

Strategy: invented reports as `bench.store` makes them; stories of ten of them, and a few of a hundred, with dossiers of
the size that real ones have, kept as the follower keeps them. The server is a process of its own; readers are threads
that ask, wait for the answer, read for about a second and ask again, as many as are to read at once. Each kind of page
is asked for alone, the pages of a kind in turn, so that what is found in the larder and what is not are both measured.
The processor time of the server is told beside the wall time, since other work on the machine adds to the latter alone.

    nice python -m bench.serve --reports 20000 --stories 2000      a tenth, in some minutes
    nice python -m bench.serve                                     the whole
    nice python -m bench.serve --store FILE                        on a store that an earlier run kept there
"""

from __future__ import annotations

import argparse
import http.client
import multiprocessing
import os
import random
import socket
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import cycle, islice
from pathlib import Path
from statistics import quantiles
from time import perf_counter, sleep
from urllib.parse import quote_plus

from bench.store import fill, language, queries
from twosource.config import Config
from twosource.model import (
    Attribution,
    Change,
    Counts,
    Directness,
    Dossier,
    Edit,
    EditKind,
    Origin,
    OriginKind,
    Passage,
    Report,
    Said,
    Span,
    Speaker,
    SpeakerKind,
    Statement,
    Status,
    Story,
    Testimony,
    Topic,
    TopicKind,
    Utterance,
    Version,
)
from twosource.rendering import addresses
from twosource.store import Database, open_store
from twosource.store.database import batches
from twosource.store.dossiers import keep_dossier
from twosource.store.keeping import reports as stored
from twosource.store.material import keep_stories
from twosource.web.app import application
from twosource.web.pool import Pool
from twosource.web.site import Site

NOW = datetime(2026, 1, 1, tzinfo=UTC)
READERS = 20
ASKED = 10  # times by each reader, of each kind of page
BOUND = 0.100  # seconds, the 95th of 100 answers
LARGE, LARGE_ONES = 100, 20  # reports of the largest stories, and how many of them
READING = (0.5, 1.5)  # seconds between an answer and the next question


# --- the corpus -------------------------------------------------------------------------------------------------------


def stories(reports: Sequence[Report], many: int, chance: random.Random) -> Iterator[Dossier]:
    """Dossiers of stories that these reports are dealt to: LARGE_ONES large ones, and small ones of the rest."""
    left = iter(reports)
    sizes = [LARGE] * min(LARGE_ONES, many, len(reports) // (2 * LARGE))
    rest = max(1, (len(reports) - sum(sizes)) // max(1, many - len(sizes)))
    for number, size in enumerate([*sizes, *[rest] * (many - len(sizes))]):
        yield dossier(f"s-{number:06}", tuple(islice(left, size)), chance)


def dossier(story: str, reports: tuple[Report, ...], chance: random.Random) -> Dossier:
    """A dossier with as many statements and quotes a report as those of real stories have."""
    size = len(reports)
    people = [Speaker(f"person-{n}", f"Person {n}", SpeakerKind.PERSON) for n in chance.sample(range(500), 6)]
    shared = [_statement(f"m{n}", chance.sample(reports, min(size, 2 + n % 9)), chance) for n in range(2 + size)]
    alone = [_statement(f"a{n}", [reports[n % size]], chance) for n in range(8 * size)]
    said: list[Said] = []
    utterances = [_utterance(f"u{n}", chance.sample(reports, min(size, 1 + n % 5)), people[n % 6], said, chance) for n in range(3 + size)]  # fmt: skip  # noqa: E501
    topics = tuple(Topic(f"topic-{n}", f"Topic {n}", TopicKind.NAME) for n in sorted(chance.sample(range(300), 5)))
    outlets = len({report.outlet for report in reports})
    counts = Counts(size, size, outlets, outlets)
    title = reports[0].title or story
    return Dossier(story, title, counts, reports, tuple(said), (*shared, *alone), tuple(utterances), (), (), (), topics=topics)  # fmt: skip  # noqa: E501


def _passage(report: Report, chance: random.Random) -> Passage:
    start = report.text.index(" ", chance.randrange(len(report.text) - 250)) + 1
    return report.passage(Span(start, report.text.index(" ", start + 100)))


def _statement(name: str, reports: Sequence[Report], chance: random.Random) -> Statement:
    found = tuple(
        Testimony(_passage(one, chance), Origin(OriginKind.OWN, (one.outlet or "").casefold())) for one in reports
    )
    status = Status.INDEPENDENT if len(found) > 1 else Status.SINGLE
    return Statement(name, found, status, Counts(len(found), len(found), len(found), len(found)))


def _utterance(
    name: str, reports: Sequence[Report], who: Speaker, said: list[Said], chance: random.Random
) -> Utterance:
    versions = []
    for report in reports:
        passage = _passage(report, chance)
        said.append(Said(report.id, Attribution((passage.span,), (), (), Directness.DIRECT, who)))
        versions.append(Version(passage, Change.SAME, (Edit(EditKind.KEPT, passage.text),), len(said) - 1))
    return Utterance(name, who, versions[0].passage, tuple(versions))


def made(path: Path, reports: int, many: int) -> list[str]:
    """A store of that size at `path`, and what readers search in it."""
    database = open_store(f"sqlite:///{path}", create=True)
    asked = fill(database, reports)
    chance = random.Random(7)  # noqa: S311 - the same corpus each time
    found = sorted(stored(database), key=lambda one: str(one.published))
    for batch in batches(stories(found, many, chance)):
        keep_all(database, batch)
    queried = [text for _, text in queries(asked, language(random.Random(6)), chance)]  # noqa: S311
    database.close()
    return queried


def keep_all(database: Database, found: Sequence[Dossier]) -> None:
    keep_stories(database, [Story(one.id, one.reports, one.topics) for one in found])
    for one in found:
        assert keep_dossier(database, one, "bench", NOW), one.id  # noqa: S101


# --- the server and its readers ---------------------------------------------------------------------------------------


def free_port() -> int:
    with socket.socket() as tried:
        tried.bind(("127.0.0.1", 0))
        port: int = tried.getsockname()[1]
        return port


def serve(path: str, port: int) -> None:
    import uvicorn  # noqa: PLC0415 - of the server's process alone

    config = Config(store=f"sqlite:///{path}")
    site = Site(config, Pool(lambda: open_store(config.store)), now=lambda: NOW)
    uvicorn.run(application(site), host="127.0.0.1", port=port, log_level="error")


@dataclass(frozen=True, slots=True)
class Answer:
    seconds: float
    size: int
    status: int


def read(port: int, number: int, paths: Sequence[str], times: int) -> list[Answer]:
    """What one reader waits for each answer."""
    chance = random.Random(number)  # noqa: S311 - the same readers each time
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    sleep(chance.uniform(0, READING[1]))
    told = []
    for path in islice(cycle(paths), number, number + times):
        start = perf_counter()
        connection.request("GET", path, headers={"Accept-Encoding": "gzip"})
        answer = connection.getresponse()
        size = len(answer.read())
        told.append(Answer(perf_counter() - start, size, answer.status))
        sleep(chance.uniform(*READING))
    connection.close()
    return told


def measured(name: str, paths: Sequence[str], server: tuple[int, int], times: int = ASKED) -> None:
    process, port = server
    before = processor(process)
    with ThreadPoolExecutor(READERS) as readers:
        found = [one for told in readers.map(lambda n: read(port, n, paths, times), range(READERS)) for one in told]
    spent = (processor(process) - before) / len(found)
    parts = quantiles([one.seconds * 1000 for one in found], n=100)
    verdict = "✓" if parts[94] <= BOUND * 1000 else "over"
    print(
        f"{name:24} {len(found):5} answers  median {parts[49]:6.1f}  95th {parts[94]:6.1f} ms"
        f" (≤ {BOUND * 1000:.0f} {verdict})  processor {spent * 1000:5.1f} ms"
        f"  {max(one.size for one in found) / 1000:5.1f} kB packed{_refused(found)}"
    )


def _refused(found: Sequence[Answer]) -> str:
    many = sum(one.status != 200 for one in found)
    return f"  {many} refused" if many else ""


def processor(process: int) -> float:
    """Seconds of processor time that a process has used."""
    fields = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def wait(port: int) -> None:
    for _ in range(600):
        with socket.socket() as tried:
            if tried.connect_ex(("127.0.0.1", port)) == 0:
                return
        sleep(0.1)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--reports", type=int, default=200_000)
    parser.add_argument("--stories", type=int, default=20_000)
    parser.add_argument("--store", type=Path, help="keep the store here, and use what is there")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = args.store or Path(folder) / "news.db"
        searches = path.with_suffix(".queries")
        if not searches.exists():
            start = perf_counter()
            searches.write_text("\n".join(made(path, args.reports, args.stories)), encoding="utf8")
            print(f"{args.reports:,} reports, {args.stories:,} stories kept in {perf_counter() - start:.0f} s")
        asked = searches.read_text(encoding="utf8").splitlines()
        port = free_port()
        server = multiprocessing.get_context("spawn").Process(target=serve, args=(str(path), port), daemon=True)
        server.start()
        wait(port)
        large = [addresses.story(f"s-{number:06}") for number in range(LARGE_ONES)]
        small = [addresses.story(f"s-{number:06}") for number in range(LARGE_ONES, LARGE_ONES + 300)]
        found = [addresses.asked(addresses.SEARCH, q=text) for text in asked if quote_plus(text)]
        process = (server.pid or 0, port)
        measured("front page", [addresses.FRONT], process)
        measured("story of 100, first", large, process, 1)
        measured("story of 100", large, process)
        measured("story of 10, new", small, process)
        measured("search", found, process)
        measured("speaker", [addresses.speaker(f"person-{n}") for n in range(60)], process)
        measured("outlet", [addresses.outlet(f"Outlet {n}") for n in range(40)], process)
        measured("topic", [addresses.topic(f"topic-{n}") for n in range(60)], process)
        server.terminate()


if __name__ == "__main__":
    main()

"""`python -m bench.shelf`: dossiers kept and read, and the lists and pages over all of them, on both databases.

Strategy: invented stories of ten reports by ten of 40 outlets, over two years, put together by hand: as many
statements, attributions and topics as the dossiers of real stories of ten reports have (BASIL open: 22 statements and
9 attributions a report). One story has a hundred reports. What is filled in is the reports without the full-text index,
which is `bench.store`'s; what is timed is keeping, reading back and each list, whole, as a page asks for it.

    nice python -m bench.shelf --stories 2000          a tenth
    nice python -m bench.shelf                         20,000 stories, 200,000 reports
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from itertools import pairwise
from statistics import median, quantiles
from time import perf_counter

from bench.store import START, Language, language, stores
from twosource.model import (
    Attribution,
    Counts,
    Directness,
    Dossier,
    Origin,
    OriginKind,
    Page,
    Report,
    Said,
    Span,
    Speaker,
    SpeakerKind,
    Statement,
    Status,
    Testimony,
    Topic,
    TopicKind,
)
from twosource.store import Database
from twosource.store.appearances import cited, heard, heard_by, outlet_figures, sayings
from twosource.store.database import batches
from twosource.store.dossiers import cursor, dossier, keep_dossier, shelved
from twosource.store.keeping import give_numbers, insert, keep_pages, page_row
from twosource.store.material import put_members
from twosource.store.rows import report_row
from twosource.store.staleness import wanted

REPORTS = 10  # of a story
LARGE = 100  # of the one that is large
SENTENCES = 12  # of a report
STATEMENTS = 22  # that a report has a part in
SAID = 9  # attributions of a report
ASKED = 100  # times that each list is asked for
BOUND = 0.010  # seconds of a list of 50, the 95th of 100


def told(number: int, size: int, tongue: Language, chance: random.Random) -> Dossier:
    """A dossier of `size` reports."""
    first = START + timedelta(seconds=chance.randint(0, 63_000_000))
    reports = [_report(number, n, first, tongue, chance) for n in range(size)]
    statements = [_statement(n, reports, chance) for n in range(STATEMENTS * size // 3)]
    attributions = [Said(report.id, one) for report in reports for one in _said(chance)]
    topics = [Topic(f"topic-{n}", f"Topic {n}", TopicKind.NAME) for n in chance.sample(range(500), 5)]
    counts = Counts(size, size, min(size, 40), min(size, 40))
    title = reports[0].title or ""
    return Dossier(
        f"s{number}", title, counts, (*reports,), (*attributions,), (*statements,), (), (), (), (), topics=(*topics,)
    )


def _report(number: int, n: int, first: datetime, tongue: Language, chance: random.Random) -> Report:
    text = " ".join(f"{tongue.text(chance, 18).capitalize()}." for _ in range(SENTENCES))
    outlet, when = f"Outlet {(number + n) % 40}", first + timedelta(hours=n)
    return Report(f"{number}-{n}", text, outlet, f"https://o{n}.example/{number}", tongue.text(chance, 8), None, when)


def _statement(n: int, reports: list[Report], chance: random.Random) -> Statement:
    """Something that three reports say."""
    testimonies = []
    for report in chance.sample(reports, min(3, len(reports))):
        ends = [at for at, letter in enumerate(report.text) if letter == "."]
        start, end = chance.choice([*pairwise([-2, *ends])])
        kind = chance.choice([OriginKind.OWN, OriginKind.OWN, OriginKind.WIRE, OriginKind.PERSON])
        name = report.outlet or "" if kind is OriginKind.OWN else f"Origin {chance.randint(0, 300)}"
        testimonies.append(Testimony(report.passage(Span(start + 2, end + 1)), Origin(kind, name)))
    return Statement(f"x{n}", (*testimonies,), Status.INDEPENDENT, Counts(3, 3, 3, 2))


def _said(chance: random.Random) -> Iterator[Attribution]:
    for n in range(SAID):
        who = int(chance.paretovariate(0.6)) % 5000  # some speak everywhere, most once
        speaker = Speaker(f"person-{who}", f"Person {who}", SpeakerKind.PERSON)
        at = 20 * n
        yield Attribution(
            (Span(at + 12, at + 19),), (Span(at + 6, at + 10),), (Span(at, at + 5),), Directness.DIRECT, speaker
        )


def fill(database: Database, count: int) -> list[float]:
    """Keep `count` dossiers and the large one; the seconds that each took to be kept."""
    chance = random.Random(8)  # noqa: S311 - the same corpus each time
    tongue, taken, number = language(chance), [], 0
    page = page_row(Page("bench", "bench", b"bench"), {}, START)
    sizes = [LARGE, *[REPORTS] * count]
    for batch in batches(list(enumerate(sizes)), 100):
        made = [told(n, size, tongue, chance) for n, size in batch]
        with database.write():
            keep_pages(database, [page])
            numbered = list(enumerate((r for one in made for r in one.reports), start=number + 1))
            rows = [{**report_row(r, n), "page": page["sha256"], "added": START.isoformat()} for n, r in numbered]
            insert(database, rows)
            number = numbered[-1][0]
            give_numbers(database, number)
            of = {r.id: one.id for one in made for r in one.reports}
            put_members(database, {n: of[r.id] for n, r in numbered})
        for one in made:
            start = perf_counter()
            keep_dossier(database, one, "bench", START)
            taken.append(perf_counter() - start)
    return taken


def lists(database: Database, count: int) -> dict[str, Callable[[random.Random], object]]:
    """What pages ask for."""
    end = START + timedelta(seconds=63_000_000)
    quarter = end - timedelta(days=90)
    deep = shelved(database, limit=count // 2)[-1]
    heavy = shelved(database, limit=count // 2, by="weight")[-1]
    return {
        "the last 50": lambda _: shelved(database),
        "the weightiest 50": lambda _: shelved(database, by="weight"),
        "the weightiest of a week": lambda _: shelved(database, since=end - timedelta(days=7), by="weight"),
        "50 from the middle on": lambda _: shelved(database, after=cursor(deep)),
        "50 from the middle on, by weight": lambda _: shelved(database, after=cursor(heavy, "weight"), by="weight"),
        "stories of a topic": lambda chance: shelved(database, topic=f"topic-{chance.randint(0, 499)}"),
        "stories of an outlet": lambda chance: shelved(database, outlet=f"Outlet {chance.randint(0, 39)}"),
        "what it has alone": lambda chance: shelved(database, outlet=f"Outlet {chance.randint(0, 39)}", alone=True),
        "figures of an outlet": lambda chance: outlet_figures(database, f"Outlet {chance.randint(0, 39)}"),
        "its last 90 days": lambda chance: outlet_figures(
            database, f"Outlet {chance.randint(0, 39)}", end - timedelta(90)
        ),
        "whom an outlet cites": lambda chance: cited(database, f"Outlet {chance.randint(0, 39)}"),
        "whom, in 90 days": lambda chance: cited(database, f"Outlet {chance.randint(0, 39)}", quarter),
        "a speaker's last 50": lambda chance: sayings(database, f"person-{chance.randint(0, 300)}"),
        "who a speaker is": lambda chance: heard(database, f"person-{chance.randint(0, 300)}"),
        "by which outlets": lambda chance: heard_by(database, f"person-{chance.randint(0, 300)}"),
        "who speaks everywhere": lambda _: sayings(database, "person-1"),
        "what is stale": lambda _: wanted(database, 50, START),
        "a dossier of 10 reports": lambda chance: dossier(database, f"s{chance.randint(1, count)}"),
        "a dossier of 100 reports": lambda _: dossier(database, "s0"),
    }


def measured(ask: Callable[[random.Random], object]) -> tuple[float, float]:
    """Median and 95th of 100 of seconds."""
    chance, taken = random.Random(9), []  # noqa: S311 - the same questions each time
    for _ in range(ASKED):
        start = perf_counter()
        ask(chance)
        taken.append(perf_counter() - start)
    return median(taken), quantiles(taken, n=100)[94]


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.shelf", description=__doc__)
    parser.add_argument("--stories", type=int, default=20_000)
    parser.add_argument("--only", choices=["sqlite", "postgres"])
    given = parser.parse_args()
    for name, database in stores(given.only):
        show(name, database, given.stories)


def show(name: str, database: Database, count: int) -> None:
    taken = fill(database, count)
    if name == "postgres":
        database.run("ANALYZE")  # as autovacuum does within a minute
    [row] = database.rows("SELECT AVG(LENGTH(body)) AS size FROM dossier_bodies")
    print(f"{name}: {count:,} dossiers of {REPORTS} reports, {float(row['size']) / 1000:.1f} kB each in the store")
    print(f"    {'keeping one':34} median {median(taken) * 1000:6.1f} ms; the large one {taken[0] * 1000:.0f} ms")
    for what, ask in lists(database, count).items():
        middle, most = measured(ask)
        verdict = "" if what.startswith("a dossier") else " ✓" if most <= BOUND else " over"
        print(f"    {what:34} median {middle * 1000:6.1f}  95th {most * 1000:6.1f} ms{verdict}")
    database.close()


if __name__ == "__main__":
    main()

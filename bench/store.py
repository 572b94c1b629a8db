"""`python -m bench.store`: search over many reports, on both databases.

Strategy: invented reports of words drawn as news draws them (the n-th word 1/n as often), some of them names and
phrases that only a few hold, over two years and 40 outlets. Queries are drawn from reports as readers ask: one or two
words, a phrase, an outlet with a period, a speaker, OR and NOT; every tenth asks for the commonest words, which are the
dearest; the others are of words that a reader would type, none of the forty commonest. Each query is timed whole:
parsed, answered, 20 reports read and their passages cut. The server is a throw-away one of this machine.

    nice python -m bench.store --reports 20000          a tenth, in a minute
    nice python -m bench.store                          200,000
"""

from __future__ import annotations

import argparse
import random
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from pathlib import Path
from statistics import quantiles
from time import perf_counter

from tests.store.server import missing, server

from twosource.model import Attribution, Directness, Page, Report, Span, Speaker, SpeakerKind
from twosource.store import Database, open_store
from twosource.store.database import batches
from twosource.store.keeping import ReadPage, keep
from twosource.store.material import keep_attributions
from twosource.store.query import parse
from twosource.store.searching import search

START = datetime(2024, 1, 1, tzinfo=UTC)
WORDS = 60_000  # of the language
LENGTH = (120, 900)  # words of a report
QUERIES = 600
BOUND = 0.050  # seconds, the 95th of 100 queries


@dataclass(frozen=True, slots=True)
class Language:
    """Words, the commonest first, and how often each comes."""

    words: Sequence[str]
    weights: Sequence[float]

    def text(self, chance: random.Random, length: int) -> str:
        return " ".join(chance.choices(self.words, cum_weights=self.weights, k=length))


def language(chance: random.Random) -> Language:
    syllables = [c + v for c in "bdfgklmnprstvz" for v in "aeiou"]
    words = list(dict.fromkeys("".join(chance.choices(syllables, k=chance.randint(1, 5))) for _ in range(3 * WORDS)))
    words.sort(key=len)
    return Language(words[:WORDS], list(accumulate(1 / (rank + 2.7) for rank in range(WORDS))))


def reports(count: int, tongue: Language, chance: random.Random) -> Iterator[Report]:
    people = [tongue.text(random.Random(n), 2).title() for n in range(2000)]  # noqa: S311 - no secret
    for n in range(count):
        paragraphs = [tongue.text(chance, chance.randint(*LENGTH) // 6) for _ in range(6)]
        yield Report(
            id=f"r{n}",
            outlet=f"Outlet {n % 40}",
            url=f"https://outlet{n % 40}.example/{n}",
            title=tongue.text(chance, 8),
            published=START + timedelta(seconds=chance.randint(0, 63_000_000)),
            text=f"{chance.choice(people)} said: " + ".\n\n".join(paragraphs) + ".",
        )


def queries(held: Sequence[Report], tongue: Language, chance: random.Random) -> Iterator[tuple[str, str]]:
    """Kind and text of what readers ask, about reports that there are."""
    for n in range(QUERIES):
        report = chance.choice(held)
        words = report.text.split()
        at = words.index(chance.choice(sorted(set(words[:-3]) - set(tongue.words[:40]))))
        rare = max(chance.sample(words, 6), key=len).strip(".:")
        day = report.published
        period = f"after:{day:%Y-%m-%d} before:{day + timedelta(days=7):%Y-%m-%d}" if day else ""
        name = report.text.split(" said")[0]
        common = chance.sample(tongue.words[:40], 3)
        asked = {
            "a rare word": rare,
            "two words": f"{rare} {words[at]}",
            "a phrase": f'"{words[at]} {words[at + 1]}"',
            "an outlet's week": f'outlet:"{report.outlet}" {period}',
            "a speaker": f'speaker:"{name}" {words[at]}',
            "OR": f"{rare} OR {words[at]}",
            "NOT": f"{words[at]} NOT {words[at + 1]}",
            "a title's week": f"title:{(report.title or '').split()[0]} {period}",
            "three words at an outlet": f'"{words[at]} {words[at + 1]} {words[at + 2]}" outlet:{n % 40}',
            "the commonest": chance.choice(
                [common[0], " ".join(common), f'"{common[0]} {common[1]}"', f"{common[0]} -{common[1]}"]
            ),
        }
        yield list(asked.items())[n % len(asked)]


def fill(database: Database, count: int, seed: int = 6) -> list[Report]:
    """Reports and who speaks in them; a thousand of them, to ask about."""
    chance = random.Random(seed)  # noqa: S311 - the same corpus each time
    tongue = language(chance)
    sample: list[Report] = []
    for batch in batches(reports(count, tongue, chance), 500):
        found = [ReadPage(Page(report.id, report.id, b"x" + report.id.encode()), (report,)) for report in batch]
        keep(database, found, START, follows=lambda *_: False)
        heard = batch[::5]
        keep_attributions(database, {report.id: said(report) for report in heard}, heard, "bench")
        sample += batch[:: max(1, count // 1000)]
    return sample


def said(report: Report) -> tuple[Attribution, ...]:
    end = report.text.index(" said")
    speaker = Speaker(report.text[:end].lower(), report.text[:end], SpeakerKind.PERSON)
    content = Span(end + 7, end + 40)
    return (Attribution((content,), (Span(end + 1, end + 5),), (Span(0, end),), Directness.INDIRECT, speaker),)


def measured(database: Database, asked: Sequence[tuple[str, str]]) -> dict[str, list[tuple[float, str]]]:
    """By kind of query the seconds of each, and the query."""
    found: dict[str, list[tuple[float, str]]] = {}
    for kind, text in asked:
        start = perf_counter()
        search(database, parse(text))
        found.setdefault(kind, []).append((perf_counter() - start, text))
    return found


def shown(name: str, filling: float, count: int, found: Mapping[str, Sequence[tuple[float, str]]]) -> None:
    together = [one for several in found.values() for one in several]
    most = quantiles([seconds for seconds, _ in together], n=100)[94]
    verdict = "✓" if most <= BOUND else "over"
    print(
        f"{name}: {count:,} reports kept at {count / filling:.0f} a second;"
        f" search {most * 1000:.1f} ms at the 95th percentile (≤ {BOUND * 1000:.0f} ms {verdict})"
    )
    for kind, several in {**found, "all": together}.items():
        parts = quantiles([seconds * 1000 for seconds, _ in several], n=100)
        longest, text = max(several)
        print(
            f"    {kind:25} median {parts[49]:6.1f}  95th {parts[94]:6.1f}  99th {parts[98]:6.1f}"
            f"  longest {longest * 1000:6.1f} ms: {text}"
        )


def addresses(only: str | None) -> Iterator[tuple[str, str]]:
    """Where a new store can be, of each database that is here, or of the one asked for, one after the other."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        found = {"sqlite": f"sqlite:///{folder / 'news.db'}"}
        if reason := missing():
            print(f"postgres: {reason}")
        elif only != "sqlite":
            found["postgres"] = stack.enter_context(server("-c synchronous_commit=off")).format(name="postgres")
        yield from ((name, url) for name, url in found.items() if only in {None, name})


def stores(only: str | None) -> Iterator[tuple[str, Database]]:
    """A new store of each database that is here, or of the one asked for, one after the other."""
    for name, url in addresses(only):
        with closing(open_store(url, create=True)) as database:
            if name == "sqlite":
                database.run("PRAGMA synchronous = OFF")  # the filling is not what is measured
            yield name, database


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.store", description=__doc__)
    parser.add_argument("--reports", type=int, default=200_000)
    parser.add_argument("--only", choices=["sqlite", "postgres"])
    given = parser.parse_args()
    for name, database in stores(given.only):
        start = perf_counter()
        sample = fill(database, given.reports)
        filling = perf_counter() - start
        if name == "postgres":
            database.run("ANALYZE")  # as autovacuum does within a minute
        chance = random.Random(7)  # noqa: S311 - the same queries each time
        asked = list(queries(sample, language(random.Random(6)), chance))  # noqa: S311
        measured(database, asked[:50])
        shown(name, filling, given.reports, measured(database, asked))


if __name__ == "__main__":
    main()

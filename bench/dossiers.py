"""A store of 200,000 invented reports and 20,000 stories with dossiers of the size that real ones have.

Strategy: invented reports as `bench.store` makes them, dealt to stories of ten, and a few of a hundred; their dossiers
are kept as the follower keeps them. Nothing is said in them: passages are where the dice fall.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

from bench.store import fill, language, queries
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
from twosource.store import Database, open_store
from twosource.store.database import batches
from twosource.store.dossiers import keep_dossier
from twosource.store.keeping import reports as stored
from twosource.store.material import keep_stories

NOW = datetime(2026, 1, 1, tzinfo=UTC)
LARGE, LARGE_ONES = 100, 20  # reports of the largest stories, and how many of them


def named(number: int) -> str:
    """The id of a story: the large ones come first."""
    return f"s-{number:06}"


def stories(reports: Sequence[Report], many: int, chance: random.Random) -> Iterator[Dossier]:
    """Dossiers of stories that these reports are dealt to: LARGE_ONES large ones, and small ones of the rest."""
    left = iter(reports)
    sizes = [LARGE] * min(LARGE_ONES, many, len(reports) // (2 * LARGE))
    rest = max(1, (len(reports) - sum(sizes)) // max(1, many - len(sizes)))
    for number, size in enumerate([*sizes, *[rest] * (many - len(sizes))]):
        yield dossier(named(number), tuple(islice(left, size)), chance)


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
    with closing(open_store(f"sqlite:///{path}", create=True)) as database:
        asked = fill(database, reports)
        chance = random.Random(7)  # noqa: S311 - the same corpus each time
        found = sorted(stored(database), key=lambda one: str(one.published))
        for batch in batches(stories(found, many, chance)):
            keep_all(database, batch)
        return [text for _, text in queries(asked, language(random.Random(6)), chance)]  # noqa: S311


def keep_all(database: Database, found: Sequence[Dossier]) -> None:
    keep_stories(database, [Story(one.id, one.reports, one.topics) for one in found])
    for one in found:
        assert keep_dossier(database, one, "bench", NOW), one.id  # noqa: S101

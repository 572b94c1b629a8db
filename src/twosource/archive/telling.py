"""What a task does with the rows it is given: groups a window, hears voices, tells stories. One model a worker.

What may live here: calls of the pure parts on rows, and what they made as rows of tables.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from time import perf_counter
from typing import Any, Final

from twosource import grouping, pipeline, voices
from twosource.archive.extract import part
from twosource.archive.files import write_json, write_rows
from twosource.archive.rows import Row, report_of
from twosource.archive.tables import DOSSIER_TABLES, TABLES, TEXT, WHOLE
from twosource.grouping.topics import topics
from twosource.model import Dossier, Outlet, Report, Speaker, Story, moment, publication_order
from twosource.rendering.exports.tables import COLUMNS, table
from twosource.store.rows import attributions_json, attributions_of, dumps
from twosource.wiring import Wiring

MOST_REPORTS: Final = 200  # of a story that a dossier is made of, the first: it takes time as their square. Set.
CLUSTERS: Final = {"cluster": WHOLE, "at": WHOLE}
HEARD: Final = {"context": TEXT, "said": TEXT}


class _OneCore(Wiring):
    """A worker has a core: what it runs is not to take those of others."""

    @property
    def workers(self) -> int:
        return 1


@cache
def wiring() -> Wiring:
    """What this worker judges with, loaded once."""
    return _OneCore()


@dataclass(frozen=True, slots=True)
class Grouping:
    """A window's reports → which of them are one story."""

    stage: Path

    def __call__(self, window: int, rows: Iterator[Row]) -> None:
        start = perf_counter()
        numbers, reports = dict[str, int](), list[Report]()
        for one in rows:
            reports.append(report_of(one))
            numbers[reports[-1].id] = one["at"]
        found = grouping.group(reports)
        members = [
            {"cluster": number, "at": numbers[report.id]}
            for number, story in enumerate(found)
            for report in story.reports
        ]
        write_rows(self.stage / f"{part(window)}.parquet", CLUSTERS, members)
        _told(self.stage, window, len(reports), start)


@dataclass(frozen=True, slots=True)
class Hearing:
    """Texts → who says what in each."""

    stage: Path

    def __call__(self, shard: int, rows: Iterator[Row]) -> None:
        start, heard = perf_counter(), list[Row]()
        for one in rows:
            report = Report(id=one["context"], text=one["text"], title=one["title"], outlet=one["outlet"])
            said = voices.attributions(report, wiring().tag)
            heard.append({"context": one["context"], "said": dumps(attributions_json(said))})
        write_rows(self.stage / f"{part(shard)}.parquet", HEARD, heard)
        _told(self.stage, shard, len(heard), start)


@dataclass(frozen=True, slots=True)
class DayTeller:
    """Stories of one day → the tables of their dossiers.

    `days` tells by shard which day it is of, and which of that day's shards.
    """

    stage: Path
    out: Path
    outlets: Mapping[str, Outlet]
    days: Mapping[int, tuple[str, int]]

    def __call__(self, shard: int, rows: Iterator[Row]) -> None:
        start, count = perf_counter(), 0
        made: dict[str, list[Row]] = {name: [] for name in DOSSIER_TABLES}
        for story, members in groupby(rows, key=itemgetter("story")):
            reports, said = list[Report](), dict[str, Any]()
            for one in members:
                reports.append(report_of(one))
                said[reports[-1].id] = one["said"]
            count += len(reports)
            for name, found in self._story(story, reports, said).items():
                made[name] += found
        day, number = self.days[shard]
        for name, found in made.items():
            write_rows(self.out / name / f"date={day}" / f"{part(number)}.parquet", TABLES[name], found)
        _told(self.stage, shard, count, start, {name: len(found) for name, found in made.items()})

    def _story(self, story: str, reports: list[Report], said: Mapping[str, str]) -> dict[str, list[Row]]:
        reports.sort(key=publication_order)
        told = Story(story, tuple(reports[:MOST_REPORTS]))

        def listen(found: Sequence[Report]) -> dict[str, Any]:
            return {report.id: attributions_of(json.loads(said[report.id])) for report in found}

        told = Story(told.id, told.reports, topics(told))
        dossier = pipeline.dossier_of(told, self.outlets, listen=listen, meaning=wiring().meaning)
        return rows_of(dossier, reports[MOST_REPORTS:])


def rows_of(dossier: Dossier, left_out: Sequence[Report] = ()) -> dict[str, list[Row]]:
    """The rows of a dossier, by table."""
    exported = {name: table(dossier, name) for name in DOSSIER_TABLES if name in COLUMNS}
    return {
        **{
            name: [dict(zip(found.columns, one, strict=True)) for one in found.rows] for name, found in exported.items()
        },
        "stories": [_story_row(dossier, left_out)],
        "speakers": list(_speakers(dossier)),
        "copies": [
            {"story": dossier.id, "copy": number, "kind": copy.kind.value, "share": copy.share, "report": report}
            for number, copy in enumerate(dossier.copies)
            for report in copy.reports
        ],
    }


def _story_row(dossier: Dossier, left_out: Sequence[Report]) -> Row:
    counts = dossier.counts
    moments = sorted(filter(None, (moment(report.published) for report in (*dossier.reports, *left_out))))
    return {
        "story": dossier.id,
        "title": dossier.title,
        "reports": counts.reports,
        "texts": counts.texts,
        "outlets": counts.outlets,
        "origins": counts.origins,
        "first": moments[0] if moments else None,
        "last": moments[-1] if moments else None,
        "topics": [topic.name for topic in dossier.topics],
        "left_out": len(left_out),
    }


def _speakers(dossier: Dossier) -> Iterator[Row]:
    by = {report.id: report.outlet for report in dossier.reports}
    times, outlets = Counter[str](), dict[str, set[str]]()
    speakers: dict[str, Speaker] = {}
    for report, one in dossier.attributions:
        key = one.speaker.key
        speakers.setdefault(key, one.speaker)
        times[key] += 1
        outlets.setdefault(key, set()).update(filter(None, [by[report]]))
    for key, speaker in sorted(speakers.items()):
        own = {"speaker_key": key, "speaker": speaker.name, "speaker_kind": speaker.kind.value}
        yield {"story": dossier.id, **own, "times": times[key], "outlets": len(outlets[key])}


@dataclass(frozen=True, slots=True)
class Filing:
    """Reports of one day → a file of the table `reports`."""

    stage: Path
    out: Path
    days: Mapping[int, tuple[str, int]]

    def __call__(self, shard: int, rows: Iterator[Row]) -> None:
        start, (day, number) = perf_counter(), self.days[shard]
        found = [{name: one[name] for name in TABLES["reports"]} for one in rows]
        write_rows(self.out / "reports" / f"date={day}" / f"{part(number)}.parquet", TABLES["reports"], found)
        _told(self.stage, shard, len(found), start)


def _told(stage: Path, unit: int, things: int, start: float, rows: Mapping[str, int] | None = None) -> None:
    told = {"things": things, "work": perf_counter() - start, "rows": rows or {}}
    write_json(stage / f"{part(unit)}.json", told)


def write_nothing(out: Path) -> None:
    """Tables without rows, so that what reads them finds them."""
    for name in DOSSIER_TABLES:
        write_rows(out / name / "date=undated" / f"{part(0)}.parquet", TABLES[name], [])

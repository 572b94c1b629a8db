"""A chunk → its reports and what was rejected, as two files, and what it held as counts.

What may live here: one chunk. What reports of several have to do with each other is for `states`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from time import perf_counter
from typing import Any, Final

from twosource.archive.files import RowWriter
from twosource.archive.rows import row
from twosource.archive.sources import Chunk, PlacedPage, pages
from twosource.archive.tables import EXTRACTED, TABLES
from twosource.errors import BadField, InputError, NotArticle
from twosource.model import Page, Report, moment
from twosource.reading.pages import reports

CHUNK_ROWS: Final = 1_000_000_000  # more reports than a chunk has: `at` is chunk times this plus row


@dataclass(frozen=True, slots=True)
class Days:
    """The first and the last day of reports that are asked for; None: no such bound. The undated are in."""

    since: date | None = None
    until: date | None = None

    def hold(self, report: Report) -> bool:
        when = moment(report.published)
        day = None if when is None else when.date()
        return day is None or ((self.since or day) <= day <= (self.until or day))


def extract(chunk: Chunk, stage: Path, rejected: Path, days: Days) -> dict[str, Any]:
    """Write the reports of a chunk below `stage`, what is rejected below `rejected`; tell how much there was of it."""
    start, name = perf_counter(), part(chunk.number)
    found, count = Counter[str](), 0
    kept, aside = (
        RowWriter(stage / f"{name}.parquet", EXTRACTED),
        RowWriter(rejected / f"{name}.parquet", TABLES["rejected"]),
    )
    for place in pages(chunk):
        found[place.what] += 1
        for one in _reports(place):
            if isinstance(one, Report) and days.hold(one):
                kept.add(_kept(one, place, chunk.number * CHUNK_ROWS + count))
                count += 1
            else:
                aside.add(rejection(one, place))
    kept.close()
    aside.close()
    return {"found": found, "things": sum(found.values()), "work": perf_counter() - start}


def part(number: int) -> str:
    return f"part-{number:05}"


def _reports(place: PlacedPage) -> Iterator[Report | InputError]:
    if isinstance(place.page, InputError):
        yield place.page
    elif place.page is not None:
        for one in reports(place.page):
            # a page that does not say where it stands is where it was fetched
            yield replace(one, url=place.url) if isinstance(one, Report) and one.url is None and place.url else one


def _kept(report: Report, place: PlacedPage, at: int) -> dict[str, Any]:
    sha256 = place.page.sha256 if isinstance(place.page, Page) else None
    return {**row(report), **_place(place), "sha256": sha256, "at": at}


def _place(place: PlacedPage) -> dict[str, Any]:
    return {"file": place.file, "record": place.record, "offset": place.offset}


def rejection(one: Report | InputError, place: PlacedPage) -> dict[str, Any]:
    """A row of the table `rejected`."""
    told = {**_place(place), "url": place.url}
    if isinstance(one, Report):
        return {**told, "url": one.url, "kind": "skipped", "reason": "Day", "problem": f"published {one.published}"}
    kind = "refused" if isinstance(one, NotArticle) else "field" if isinstance(one, BadField) else "damaged"
    return {**told, "kind": kind, "reason": type(one).__name__, "problem": f"{one.problem}; {one.remedy}"}

"""Pages and reports, in and out.

Strategy: what comes in is compared with what is there, under the lock of writers, and only what is new is kept. So the
same import may be run again, after it was done or after it was cut off, and changes nothing. A report whose content
differs is its next revision, where grouping says so; else it is another report with a name that is taken, and is
refused. Content that a report had before is no news: a page that flips between two versions stays.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Final

from twosource.errors import DuplicateId, InputError, StoreFull, TooLarge
from twosource.model import Enclosure, Page, Report, Revision, moment
from twosource.store.database import Database, Row, batches, listed, walked
from twosource.store.indexing import reindex, unindex
from twosource.store.places import MOST_PLACE, MOST_REPORTS, end_place, first_place
from twosource.store.rows import (
    digest,
    dumps,
    holdable,
    media_json,
    media_of,
    published_of,
    report_json,
    report_of,
    report_of_row,
    report_row,
    revision_of,
    sound,
)
from twosource.store.staleness import touch_reports

LONGEST_ID: Final = 600  # characters: an index entry of PostgreSQL holds 2,704 bytes
COLUMNS: Final = "number, place, id, outlet, url, title, byline, published, credit, language, subjects, text, revision"
_INSERT_PAGE: Final = (
    "INSERT INTO pages (sha256, name, url, content_type, headers, fetched, size, content) VALUES"
    " (:sha256, :name, :url, :content_type, :headers, :fetched, :size, :content) ON CONFLICT (sha256) DO NOTHING"
)
_ROW: Final = (*COLUMNS.split(", "), "size", "digest", "content", "page", "added")
_INSERT_REPORT: Final = f"INSERT INTO reports ({', '.join(_ROW)}) VALUES ({', '.join(f':{name}' for name in _ROW)})"
_UPDATE_REPORT: Final = f"UPDATE reports SET {', '.join(f'{name} = :{name}' for name in _ROW)} WHERE number = :number"
INSERT_MEDIA: Final = (
    "INSERT INTO media (report, body) VALUES (:report, :body) ON CONFLICT (report) DO UPDATE SET body = excluded.body"
)
INSERT_REVISION: Final = (
    "INSERT INTO revisions (report, revision, body, digest, page, added)"
    " VALUES (:report, :revision, :body, :digest, :page, :added)"
)


@dataclass(frozen=True, slots=True)
class ReadPage:
    """A page and the reports that were read from it. `headers` are those of the answer that it came with."""

    page: Page
    reports: tuple[Report, ...]
    headers: Mapping[str, str] = field(default_factory=dict)


Follows = Callable[[Report, Report], bool]


@dataclass(frozen=True, slots=True)
class Kept:
    """How many reports were new, changed, known already; and those that could not be kept."""

    new: int = 0
    changed: int = 0
    known: int = 0
    problems: tuple[InputError, ...] = ()

    def __add__(self, other: Kept) -> Kept:
        problems = (*self.problems, *other.problems)
        return Kept(self.new + other.new, self.changed + other.changed, self.known + other.known, problems)


# --- in ---------------------------------------------------------------------------------------------------------------


def keep(database: Database, found: Sequence[ReadPage], now: datetime, *, follows: Follows) -> Kept:
    """Keep pages and their reports, all of them in one transaction. Of reports with one id the last is the newest.

    Args:
        database: the store.
        found: pages and what was read from them.
        now: when reports that are new were added.
        follows: whether a report with a name that is taken is a later state of the one that has it.
    """
    if not any(one.reports for one in found):
        return Kept()
    with database.write():
        return keep_within(database, found, now, follows=follows)


def keep_within(database: Database, found: Sequence[ReadPage], now: datetime, *, follows: Follows) -> Kept:
    """`keep`, inside a transaction of who calls it."""
    keep_pages(database, [page_row(one.page, one.headers, now) for one in found if one.reports])
    return keep_reports(database, [(report, one.page.sha256) for one in found for report in one.reports], now, follows)


def keep_reports(database: Database, read: Sequence[tuple[Report, str]], now: datetime, follows: Follows) -> Kept:
    """Keep reports that were read from pages of these hashes, inside a transaction of who calls it."""
    keeper, total = _Keeper(database, now.isoformat(), follows), Kept()
    for batch in batches((holdable(report), page) for report, page in read):
        keeper.look_up([report.id for report, _ in batch])
        total = sum((keeper.keep(report, page) for report, page in batch), total)
    keeper.finish()
    return total


def page_row(page: Page, headers: Mapping[str, str], now: datetime) -> Row:
    """A page as its row, packed; `now` stands for the time that it was fetched, where that is not known."""
    return {
        "sha256": page.sha256,
        "name": sound(page.name),
        "url": sound(page.url) if page.url else None,
        "content_type": sound(page.content_type) if page.content_type else None,
        "headers": sound(dumps(dict(headers))),
        "fetched": (page.fetched or now).isoformat(),
        "content": (packed := zlib.compress(page.content)),
        "size": len(packed),
    }


def keep_pages(database: Database, rows: Sequence[Row]) -> None:
    """Keep pages that are not there yet; bytes that were let go do not come back."""
    database.run(_INSERT_PAGE, sorted(rows, key=lambda row: str(row["sha256"])))


class _Keeper:
    """Keeps the reports of one transaction: looks them up together, compares each, writes and indexes what is new."""

    def __init__(self, database: Database, now: str, follows: Follows) -> None:
        self._database = database
        self._now = now
        self._follows = follows
        self._last = last_number(database)
        self._held: dict[str, Row | None] = {}
        self._new: list[Row] = []
        self._touched: list[int] = []
        self._media: dict[int, str] = {}

    def look_up(self, ids: Sequence[str]) -> None:
        """What is held under these ids, before each of them comes to be kept."""
        self._flush()
        which, values = listed("i", ids)
        rows = self._database.rows(f"SELECT * FROM reports WHERE id IN {which}", values)
        self._held = {**dict.fromkeys(ids), **{row["id"]: row for row in rows}}

    def keep(self, report: Report, page: str) -> Kept:
        if len(report.id) > LONGEST_ID:
            problem = f"an id of {len(report.id):,} characters"
            return Kept(problems=(TooLarge(f"{report.id[:80]}…", problem, f"give one of {LONGEST_ID} or fewer"),))
        if report.id not in self._held:  # it came before
            self.look_up([report.id, *self._held])
        if held := self._held.pop(report.id):
            self._take_media(held["number"], report)
            return self._compare(held, report, page)
        self._last += 1
        self._take_media(self._last, report)
        self._new.append({**report_row(replace(report, revision=1), self._last), "page": page, "added": self._now})
        return Kept(new=1)

    def finish(self) -> None:
        self._flush()
        self._database.run(INSERT_MEDIA, [{"report": number, "body": body} for number, body in self._media.items()])
        reindex(self._database, self._touched)

    def _take_media(self, number: int, report: Report) -> None:
        """The last that it came with stays, where it comes without."""
        if report.media:
            self._media[number] = dumps(media_json(report.media))

    def _compare(self, held: Row, report: Report, page: str) -> Kept:
        """A report whose id is there: known, the next revision, or another report."""
        new, number = digest(report), held["number"]
        before = "SELECT 1 FROM revisions WHERE report = :number AND digest = :digest"
        if new == held["digest"] or self._database.rows(before, {"number": number, "digest": new}):
            return Kept(known=1)
        if not self._follows(report, report_of_row(held)):
            problem, remedy = (
                "another report in the store has this id",
                "give each report one of its own; the first is kept",
            )
            return Kept(problems=(DuplicateId(report.id, problem, remedy),))
        was = {name: held[name] for name in ("revision", "digest", "page", "added")}
        body = dumps(report_json(report_of_row(held)))
        self._database.run(INSERT_REVISION, [{**was, "report": number, "body": body}])
        for table in ("attributions", "sayings"):
            self._database.run(f"DELETE FROM {table} WHERE report = :number", [{"number": number}])
        touch_reports(self._database, [number])
        unindex(self._database, [held["place"]])
        row = report_row(replace(report, revision=held["revision"] + 1), number)
        self._database.run(_UPDATE_REPORT, [{**row, "page": page, "added": self._now}])
        self._touched.append(number)
        return Kept(changed=1)

    def _flush(self) -> None:
        insert(self._database, self._new)
        self._touched += [row["number"] for row in self._new]
        self._new.clear()
        give_numbers(self._database, self._last)


def insert(database: Database, rows: Sequence[Row]) -> None:
    """Reports that are new, not yet in the index."""
    database.run(_INSERT_REPORT, rows)


def last_number(database: Database) -> int:
    """The last number given to a report."""
    return int(database.rows("SELECT last FROM counters WHERE name = 'report'")[0]["last"])


def give_numbers(database: Database, last: int) -> None:
    """Numbers up to `last` are given, and never again."""
    if last > MOST_REPORTS:
        raise StoreFull(f"the store has given all of its {MOST_REPORTS:,} numbers; begin another one")
    database.run("UPDATE counters SET last = :last WHERE name = 'report'", [{"last": last}])


# --- out --------------------------------------------------------------------------------------------------------------


def reports(database: Database, since: date | None = None, until: date | None = None) -> Iterator[Report]:
    """Reports in order of publication, all of them, or those of the days `since` to `until`.

    Those without a date come first: all, or those that were added from the day `since` on. Each report has the states
    before it as its `earlier`.
    """
    dated = {"after": first_place(since) - 1 if since else -1, "end": end_place(until) if until else MOST_PLACE}
    if since:
        undated = {"after": -1, "end": first_place(None), "since": since.isoformat()}
        yield from _between(database, undated, " AND added >= :since")
    yield from _between(database, dated)


def _between(database: Database, values: Mapping[str, object], also: str = "") -> Iterator[Report]:
    sql = f"SELECT {COLUMNS} FROM reports WHERE place > :after AND place < :end{also}"
    for batch in batches(walked(database, sql, "place", values)):
        yield from with_earlier(database, batch)


def named(database: Database, ids: Sequence[str]) -> dict[str, Report]:
    """Those of the reports with these ids that are there."""
    found: dict[str, Report] = {}
    for batch in batches(ids):
        which, values = listed("i", batch)
        rows = database.rows(f"SELECT {COLUMNS} FROM reports WHERE id IN {which}", values)
        found |= {report.id: report for report in with_earlier(database, rows)}
    return found


def heads(database: Database, ids: Sequence[str]) -> dict[str, tuple[str | None, str | None]]:
    """The outlet and the address of each of these reports that is there."""
    found: dict[str, tuple[str | None, str | None]] = {}
    for batch in batches(ids):
        which, values = listed("i", batch)
        rows = database.rows(f"SELECT id, outlet, url FROM reports WHERE id IN {which}", values)
        found |= {row["id"]: (row["outlet"], row["url"]) for row in rows}
    return found


def with_earlier(database: Database, rows: Sequence[Row]) -> list[Report]:
    """The reports of these rows, each with the states that it had before."""
    edited = [row["number"] for row in rows if row["revision"] > 1]
    earlier: dict[int, list[Revision]] = {}
    for batch in batches(edited):
        which, values = listed("n", batch)
        sql = f"SELECT report, body FROM revisions WHERE report IN {which} ORDER BY report, revision"
        for row in database.rows(sql, values):
            earlier.setdefault(row["report"], []).append(revision_of(report_of(json.loads(row["body"]))))
    media = media_with(database, [row["number"] for row in rows])
    found = [report_of_row(row, tuple(earlier.get(row["number"], ()))) for row in rows]
    pairs = zip(rows, found, strict=True)
    return [replace(one, media=media[row["number"]]) if row["number"] in media else one for row, one in pairs]


def media_with(database: Database, numbers: Sequence[int]) -> dict[int, tuple[Enclosure, ...]]:
    """The files that came with each of these reports that has any, by number."""
    found: dict[int, tuple[Enclosure, ...]] = {}
    for batch in batches(numbers):
        which, values = listed("n", batch)
        rows = database.rows(f"SELECT report, body FROM media WHERE report IN {which}", values)
        found |= {row["report"]: media_of(json.loads(row["body"])) for row in rows}
    return found


def newest_day(database: Database) -> date | None:
    """The day of the newest report, as `reports` counts days; None where nothing is dated."""
    sql = "SELECT published FROM reports WHERE place >= :dated ORDER BY place DESC LIMIT 1"
    for row in database.rows(sql, {"dated": first_place(None)}):
        when = moment(published_of(row["published"]))
        return when.date() if when else None
    return None

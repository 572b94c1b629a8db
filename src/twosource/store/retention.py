"""What is let go: by age, and by size.

Strategy: by age a report goes whole, with its revisions, voices and page; what has no date counts from when it was
added. By size the bytes of pages go first, oldest first, since a report does not need them to be shown; then reports. A
page whose bytes are gone keeps its hash and address: a report still tells what it was read from. A story that loses a
report loses its dossier, until it is made anew of what is left. Corrections and briefs are the reader's, and stay.

A size is what pages (compressed) and texts take; with its indexes a database takes about three times that of the texts.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import accumulate

from twosource.store.database import BATCH, Database, Row, batches, listed
from twosource.store.indexing import unindex
from twosource.store.material import drop_empty_stories
from twosource.store.places import first_place
from twosource.store.staleness import stories_with, touch


@dataclass(frozen=True, slots=True)
class LetGo:
    """How many reports went, and of how many pages the bytes."""

    reports: int = 0
    pages: int = 0


def size(database: Database) -> int:
    """Bytes of pages as they are kept, and of reports' texts."""
    pages = "(SELECT COALESCE(SUM(size), 0) FROM pages WHERE content IS NOT NULL)"
    reports = "(SELECT COALESCE(SUM(size), 0) FROM reports)"
    return int(database.rows(f"SELECT {pages} + {reports} AS size")[0]["size"])


def retain(database: Database, *, since: date | None = None, most: int | None = None) -> LetGo:
    """Let go what was published before `since`, then the oldest until no more than `most` bytes are kept."""
    reports = pages = 0
    if since is not None:
        reports += sum(_drop(database, batch) for batch in batches(_before(database, since)))
    if most is not None:
        pages += _empty_pages(database, most)
        reports += _drop_oldest(database, most)
    return LetGo(reports, pages)


def _before(database: Database, since: date) -> list[int]:
    sql = (
        "SELECT number FROM reports WHERE place >= :dated AND place < :since"
        " UNION ALL SELECT number FROM reports WHERE place < :dated AND added < :day ORDER BY number"
    )
    values = {"dated": first_place(None), "since": first_place(since), "day": since.isoformat()}
    return [row["number"] for row in database.rows(sql, values)]


def _empty_pages(database: Database, most: int) -> int:
    gone, over = 0, size(database) - most
    sql = f"SELECT sha256, size FROM pages WHERE content IS NOT NULL ORDER BY fetched, sha256 LIMIT {BATCH}"
    while over > 0 and (chosen := _first(database.rows(sql), over)):
        with database.write():
            database.run("UPDATE pages SET content = NULL WHERE sha256 = :sha256", chosen)
        gone, over = gone + len(chosen), over - sum(row["size"] for row in chosen)
    return gone


def _drop_oldest(database: Database, most: int) -> int:
    gone, over = 0, size(database) - most
    sql = f"SELECT number, size FROM reports ORDER BY place LIMIT {BATCH}"
    while over > 0 and (chosen := _first(database.rows(sql), over)):
        gone += _drop(database, [row["number"] for row in chosen])
        over -= sum(row["size"] for row in chosen)
    return gone


def _first(rows: Sequence[Row], enough: int) -> Sequence[Row]:
    """As many of the first rows as have `enough` bytes together; all if they do not."""
    return rows[: bisect_left(list(accumulate(row["size"] for row in rows)), enough) + 1]


def _drop(database: Database, numbers: Sequence[int]) -> int:
    """Drop reports with all that hangs on them, and pages that no report was read from."""
    which, values = listed("n", numbers)
    with database.write():
        rows = database.rows(f"SELECT place, page FROM reports WHERE number IN {which}", values)
        read_from = database.rows(f"SELECT page FROM revisions WHERE report IN {which}", values)
        unindex(database, [row["place"] for row in rows])
        poorer = sorted(set(stories_with(database, numbers).values()))
        for table in ("attributions", "memberships", "revisions"):
            database.run(f"DELETE FROM {table} WHERE report IN {which}", [values])
        database.run(f"DELETE FROM reports WHERE number IN {which}", [values])
        drop_empty_stories(database)
        database.run("DELETE FROM dossiers WHERE story = :story", [{"story": story} for story in poorer])
        touch(database, poorer)
        database.run(
            "DELETE FROM pages WHERE sha256 = :sha256"
            " AND NOT EXISTS (SELECT 1 FROM reports WHERE page = pages.sha256)"
            " AND NOT EXISTS (SELECT 1 FROM revisions WHERE page = pages.sha256)"
            " AND NOT EXISTS (SELECT 1 FROM items WHERE page = pages.sha256)",
            [{"sha256": page} for page in sorted({row["page"] for row in [*rows, *read_from]})],
        )
    return len(rows)

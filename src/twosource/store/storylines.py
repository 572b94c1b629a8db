"""Which reports are of which story: what a stream of reports needs to go on where it stopped, and what it changes.

Strategy: a report that is in no story is one that was not grouped yet, so nothing else is written down of what is to be
done. What is read is chosen by the index of arrival alone, without a look at texts. Functions that write are called
inside `Database.write`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from twosource.model import Report
from twosource.store.database import Database, batches, listed
from twosource.store.keeping import COLUMNS, with_earlier
from twosource.store.material import KEEP_STORY, put_members
from twosource.store.staleness import touch


@dataclass(frozen=True, slots=True)
class Arrived:
    """A report, when it came, and the story that it is in, None before it was grouped."""

    number: int
    report: Report
    at: datetime
    story: str | None = None


def placed(database: Database, *, awake: datetime, resting: datetime, kept: int) -> Iterator[Arrived]:
    """The reports that a stream has in mind, in order of arrival.

    They are all reports of stories that one has joined since `awake`, and the last `kept` of those that one has joined
    since `resting`.
    """
    sql = (
        "SELECT number, story FROM ("
        " SELECT number, story, added, MAX(added) OVER (PARTITION BY story) AS last,"
        " ROW_NUMBER() OVER (PARTITION BY story ORDER BY number DESC) AS nth"
        " FROM reports JOIN memberships ON report = number WHERE added >= :resting) AS told"
        " WHERE last >= :awake OR nth <= :kept ORDER BY number"
    )
    rows = database.rows(sql, {"resting": resting.isoformat(), "awake": awake.isoformat(), "kept": kept})
    yield from _arrived(database, {row["number"]: row["story"] for row in rows})


def unplaced(database: Database) -> list[int]:
    """The numbers of all reports that are in no story, in order of arrival."""
    sql = "SELECT number FROM reports WHERE NOT EXISTS (SELECT 1 FROM memberships WHERE report = number)"
    return sorted(row["number"] for row in database.rows(sql))


def unplaced_after(database: Database, number: int) -> list[int]:
    """Those of them that came after report `number`."""
    sql = (
        "SELECT number FROM reports WHERE number > :number"
        " AND NOT EXISTS (SELECT 1 FROM memberships WHERE report = number) ORDER BY number"
    )
    return [row["number"] for row in database.rows(sql, {"number": number})]


def arrived(database: Database, numbers: Sequence[int]) -> Iterator[Arrived]:
    """Reports by their numbers, in that order; those that are gone are left out."""
    return _arrived(database, dict.fromkeys(numbers))


def _arrived(database: Database, stories: Mapping[int, str | None]) -> Iterator[Arrived]:
    for batch in batches(stories):
        which, values = listed("n", batch)
        rows = database.rows(f"SELECT {COLUMNS}, added FROM reports WHERE number IN {which} ORDER BY number", values)
        for row, report in zip(rows, with_earlier(database, rows), strict=True):
            yield Arrived(row["number"], report, datetime.fromisoformat(row["added"]), stories[row["number"]])


def changes(database: Database) -> int:
    """How often others than a stream have changed which reports are of which story."""
    rows = database.rows("SELECT last FROM counters WHERE name = 'stories'")
    return int(rows[0]["last"]) if rows else 0


def stories_of(database: Database, ids: Sequence[str]) -> list[str]:
    """The stories that any of these reports are in."""
    found: set[str] = set()
    for batch in batches(ids):
        which, values = listed("i", batch)
        sql = f"SELECT DISTINCT story FROM memberships JOIN reports ON number = report WHERE id IN {which}"
        found |= {row["story"] for row in database.rows(sql, values)}
    return sorted(found)


def is_grouped(database: Database) -> bool:
    """Whether any report is in a story."""
    return bool(database.rows("SELECT 1 FROM memberships LIMIT 1"))


def grouped(database: Database, ids: Sequence[str]) -> set[str]:
    """Those of these reports that are in a story."""
    found: set[str] = set()
    for batch in batches(ids):
        which, values = listed("i", batch)
        rows = database.rows(f"SELECT id FROM reports JOIN memberships ON report = number WHERE id IN {which}", values)
        found |= {row["id"] for row in rows}
    return found


def reports_of(database: Database, story: str) -> list[str]:
    """The ids of a story's reports, in order of arrival."""
    sql = "SELECT id FROM memberships JOIN reports ON number = report WHERE story = :story ORDER BY number"
    return [row["id"] for row in database.rows(sql, {"story": story})]


def join(database: Database, members: Mapping[str, str]) -> None:
    """Reports, by id, are of these stories from now on. Of reports that are gone nothing is kept."""
    for batch in batches(members):
        which, values = listed("i", batch)
        rows = database.rows(f"SELECT number, id FROM reports WHERE id IN {which} ORDER BY number", values)
        put_members(database, {row["number"]: members[row["id"]] for row in rows})


def merge(database: Database, story: str, into: str) -> None:
    """All reports of a story are of another from now on."""
    database.run(KEEP_STORY, [{"id": into}])
    database.run("UPDATE memberships SET story = :into WHERE story = :story", [{"story": story, "into": into}])
    database.run("DELETE FROM sayings WHERE story = :story", [{"story": story}])
    touch(database, [story, into])


def drop_if_empty(database: Database, stories: Sequence[str]) -> None:
    sql = "DELETE FROM stories WHERE id = :id AND NOT EXISTS (SELECT 1 FROM memberships WHERE story = :id)"
    database.run(sql, [{"id": story} for story in sorted(set(stories))])

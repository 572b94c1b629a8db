"""Entries: the stories as apps sync them, under numbers that stay for ever.

Strategy: an entry is settled anew each time that the dossier of its story is, from values that are handed in; what it
goes on under, and whether it grew, was decided before (`grouping.succession`, `briefing.growth`). Times are whole
microseconds since 1970. `stamp`, when an entry last grew, is never given twice, so that pages of a list begin exactly
where the one before ended. A number is never given twice either, and one that was merged leads to what it became.

Functions that write are called inside `Database.write`.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Final

from twosource.store import marks
from twosource.store.database import BATCH, Database, Row, batches, listed
from twosource.store.rows import sound

EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND: Final = timedelta(microseconds=1)
STRIDE, MOST_STRIDE = 500, 50_000
"""Entries that are looked through at once for those that a reader asks for; six times as many each time that these were
not enough, so that a page costs one small look, and all of 100,000 entries five."""
LAST: Final = 2**63 - 1
"""The last stamp that databases hold."""
MOST: Final = 2**32 - 1
"""Entries that there can be: what numbers of apps have room for."""
LONGEST_TITLE: Final = 1_000  # characters: above what any headline has
LONGEST_KEY: Final = 300  # characters of an outlet's key: an index entry of PostgreSQL holds 2,704 bytes
_COLUMNS: Final = "number, story, stamp, published, changed, origins, differences, size, outlet, title, author, body"


def micros(when: datetime) -> int:
    """A time as apps count it: microseconds since 1970, none before."""
    return max(0, (when.astimezone(UTC) - EPOCH) // MICROSECOND)


@dataclass(frozen=True, slots=True)
class Entry:
    """A story as apps see it. `outlet` is the number of the outlet that told it first."""

    number: int
    story: str
    stamp: int
    published: int
    changed: int
    origins: int
    differences: int
    size: int
    outlet: int | None
    title: str
    author: str
    body: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class EntryContent:
    """What an entry tells of its story from now on. `outlet` is the key and the name of the outlet that was first."""

    story: str
    made: str
    published: datetime
    outlet: tuple[str, str]
    title: str
    author: str
    body: str = field(repr=False)
    origins: int = 0
    differences: int = 0


# --- what is to be settled --------------------------------------------------------------------------------------------


def unsettled(database: Database, limit: int) -> list[tuple[str, str]]:
    """Stories whose dossier their entry does not tell yet, with when it was made; those that have no entry first."""
    sql = (
        "SELECT d.story AS story, d.made AS made FROM dossiers d LEFT JOIN entries e ON e.story = d.story"
        f" WHERE e.made IS NULL OR e.made <> d.made ORDER BY e.number IS NOT NULL, d.made, d.story LIMIT {limit:d}"
    )
    return [(row["story"], row["made"]) for row in database.rows(sql)]


@dataclass(frozen=True, slots=True)
class EarlierEntry:
    """An entry that reports of a story were in before. `story` is None where its story is gone."""

    number: int
    story: str | None
    reports: int
    whole: bool  # whether it has been settled since it lost reports, or lost none


def of_story(database: Database, story: str) -> int | None:
    """The number of a story's entry."""
    rows = database.rows("SELECT number FROM entries WHERE story = :story", {"story": story})
    return rows[0]["number"] if rows else None


def holders(database: Database, story: str) -> list[EarlierEntry]:
    """The entries that the reports of a story were last in."""
    sql = (
        "SELECT e.number AS number, e.story AS story, e.size AS size, COUNT(*) AS reports,"
        " (SELECT COUNT(*) FROM memberships o WHERE o.story = e.story) AS members"
        " FROM memberships m JOIN entry_reports h ON h.report = m.report JOIN entries e ON e.number = h.entry"
        " WHERE m.story = :story GROUP BY e.number, e.story, e.size ORDER BY e.number"
    )
    rows = database.rows(sql, {"story": story})
    return [EarlierEntry(row["number"], row["story"], row["reports"], row["size"] <= row["members"]) for row in rows]


def extent_of(database: Database, numbers: Sequence[int]) -> list[tuple[int, int]]:
    """The most origins and differences that entries have had, -1 each where the next dossier tells."""
    which, values = listed("n", numbers)
    rows = database.rows(f"SELECT origins, differences FROM entries WHERE number IN {which} ORDER BY number", values)
    return [(row["origins"], row["differences"]) for row in rows]


def has_lost(database: Database, number: int) -> bool:
    """Whether reports that were in an entry are in the story of another now."""
    sql = (
        "SELECT 1 FROM entry_reports h JOIN entries e ON e.number = h.entry"
        " LEFT JOIN memberships m ON m.report = h.report"
        " WHERE e.number = :number AND (m.story IS NULL OR m.story <> e.story) LIMIT 1"
    )
    return bool(database.rows(sql, {"number": number}))


# --- settling ---------------------------------------------------------------------------------------------------------


def opened(database: Database, story: str, now: datetime) -> int:
    """The number of a new entry for a story."""
    [row] = database.rows("SELECT COALESCE(MAX(number), 0) + 1 AS number FROM entries")
    values = {"number": row["number"], "story": story, "stamp": next_stamp(database, now), "now": micros(now)}
    database.run(
        "INSERT INTO entries (number, story, stamp, published, changed, origins, differences, size, title, author)"
        " VALUES (:number, :story, :stamp, :now, :now, -1, -1, 0, '', '')",
        [values],
    )
    return int(row["number"])


def next_stamp(database: Database, now: datetime) -> int:
    """A time that no entry has: now, or just after the last where the clock was set back."""
    return max(micros(now), after_last(database))


def after_last(database: Database) -> int:
    [row] = database.rows("SELECT MAX(stamp) AS last FROM entries")
    return (row["last"] or 0) + 1


def goes_by(database: Database, number: int, story: str) -> None:
    """An entry goes on for a story of another name."""
    database.run("UPDATE entries SET story = :story WHERE number = :number", [{"number": number, "story": story}])


def become(database: Database, gone: int, into: int) -> None:
    """An entry is another from now on, and whatever was that one too; marks go over."""
    marks.merge(database, gone, into)
    values = [{"gone": gone, "into": into}]
    database.run("UPDATE entries SET became = :into, story = NULL, body = NULL WHERE number = :gone", values)
    database.run("UPDATE entries SET became = :into WHERE became = :gone", values)
    database.run("UPDATE entry_reports SET entry = :into WHERE entry = :gone", values)


def forget_extent(database: Database, number: int) -> None:
    """An entry lost reports: the next dossier tells how far it has come."""
    database.run("UPDATE entries SET origins = -1, differences = -1 WHERE number = :number", [{"number": number}])


def tell(database: Database, number: int, telling: EntryContent, now: datetime, *, grown: bool) -> None:
    """An entry tells this of its story; one that has `grown` is unread again for everybody, and comes first."""
    key, name = telling.outlet
    values = {
        "number": number,
        "now": micros(now),
        "stamp": next_stamp(database, now) if grown else 0,
        "published": micros(telling.published),
        "outlet": _outlet(database, key, name),
        "made": telling.made,
        "story": telling.story,
        "title": sound(telling.title)[:LONGEST_TITLE],
        "author": sound(telling.author)[:LONGEST_TITLE],
        "body": zlib.compress(sound(telling.body).encode()),
        "origins": telling.origins,
        "differences": telling.differences,
    }
    database.run(
        "UPDATE entries SET stamp = CASE WHEN :stamp > 0 THEN :stamp ELSE stamp END, published = :published,"
        " changed = :now, outlet = :outlet, made = :made, title = :title, author = :author, body = :body,"
        " origins = :origins, differences = :differences,"
        " size = (SELECT COUNT(*) FROM memberships m WHERE m.story = :story) WHERE number = :number",
        [values],
    )
    if grown:
        marks.clear(database, marks.READ, [number])
    database.run(
        "INSERT INTO entry_reports (report, entry) SELECT report, :number FROM memberships WHERE story = :story"
        " ON CONFLICT (report) DO UPDATE SET entry = excluded.entry",
        [{"number": number, "story": telling.story}],
    )


def _outlet(database: Database, key: str, name: str) -> int:
    """The number of an outlet, a new one where it has none."""
    key, name = sound(key)[:LONGEST_KEY], sound(name)[:LONGEST_TITLE]
    database.run(
        "INSERT INTO outlets_synced (number, key, name)"
        " SELECT COALESCE(MAX(number), 0) + 1, :key, :name FROM outlets_synced WHERE 1 = 1"
        " ON CONFLICT (key) DO UPDATE SET name = excluded.name",
        [{"key": key, "name": name}],
    )
    return int(database.rows("SELECT number FROM outlets_synced WHERE key = :key", {"key": key})[0]["number"])


# --- lists ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Sought:
    """Which entries a list has, beside what a reader's marks say: `since` and `until` are the first and last stamp."""

    since: int = 0
    until: int = LAST
    oldest: bool = False


@dataclass(frozen=True, slots=True)
class Listed:
    """An entry in a list."""

    number: int
    stamp: int
    outlet: int | None


def walk(database: Database, sought: Sought, after: int | None = None) -> Iterator[Listed]:
    """Entries in the order of their stamps, the newest first, from behind the one of stamp `after` on."""
    low, high, order = sought.since, sought.until, "ASC" if sought.oldest else "DESC"
    if after is not None:
        low, high = (max(low, after + 1), high) if sought.oldest else (low, min(high, after - 1))
    stride = STRIDE
    while True:
        rows = database.rows(
            "SELECT number, stamp, outlet FROM entries WHERE story IS NOT NULL AND made IS NOT NULL"
            f" AND stamp BETWEEN :low AND :high ORDER BY stamp {order} LIMIT {stride:d}",
            {"low": low, "high": high},
        )
        yield from (Listed(row["number"], row["stamp"], row["outlet"]) for row in rows)
        if len(rows) < stride:
            return
        last = rows[-1]["stamp"]
        low, high = (last + 1, high) if sought.oldest else (low, last - 1)
        stride = min(6 * stride, MOST_STRIDE)


def entries(database: Database, numbers: Sequence[int]) -> dict[int, Entry]:
    """Entries by the numbers that they are asked for by; one that was merged is what it became."""
    became = _became(database, numbers)
    wanted = sorted(set(became.values()))
    found: dict[int, Entry] = {}
    for batch in batches(wanted):
        which, values = listed("n", batch)
        sql = f"SELECT {_COLUMNS} FROM entries WHERE number IN {which} AND story IS NOT NULL AND made IS NOT NULL"
        for row in database.rows(sql, values):
            found[row["number"]] = _entry(row)
    return {number: found[into] for number, into in became.items() if into in found}


LISTS: Final = {
    "topics": ("subjects", "topic"),
    "outlets": ("appearances", "outlet"),
    "speakers": ("sayings", "speaker"),
}
"""Of each list that is known by a key, the table of its stories and the column of the key."""


def latest(database: Database, limit: int, of: str = "", key: str = "") -> list[Entry]:
    """The entries that grew last, of all, or of one of `LISTS`."""
    table, column = LISTS.get(of, ("", ""))
    among = f"AND story IN (SELECT story FROM {table} WHERE {column} = :key)" if table else ""
    sql = (
        f"SELECT {_COLUMNS} FROM entries WHERE story IS NOT NULL AND made IS NOT NULL {among}"
        f" ORDER BY stamp DESC LIMIT {limit:d}"
    )
    return [_entry(row) for row in database.rows(sql, {"key": sound(key)} if table else {})]


def telling(database: Database, reports: Sequence[str], limit: int) -> list[Entry]:
    """The entries whose stories have one of these reports, those that grew last first."""
    found: dict[int, Entry] = {}
    for batch in batches(dict.fromkeys(reports)):
        which, values = listed("i", batch)
        sql = (
            f"SELECT {_COLUMNS} FROM entries WHERE made IS NOT NULL AND story IN"
            f" (SELECT story FROM memberships JOIN reports r ON r.number = report WHERE id IN {which})"
        )
        found |= {row["number"]: _entry(row) for row in database.rows(sql, values)}
    return sorted(found.values(), key=lambda entry: -entry.stamp)[:limit]


def living(database: Database, numbers: Sequence[int]) -> list[int]:
    """The entries that are meant by these numbers: of those merged what they became, none that there never was."""
    return sorted(set(_became(database, numbers).values()))


def _became(database: Database, numbers: Sequence[int]) -> dict[int, int]:
    """What entries are now; those that there never were are left out. Few were ever merged."""
    [row] = database.rows("SELECT COALESCE(MAX(number), 0) AS last FROM entries")
    sql, values = "SELECT number, became FROM entries WHERE became IS NOT NULL", dict[str, object]()
    if len(numbers) <= BATCH:
        which, values = listed("n", numbers)
        sql += f" AND number IN {which}"
    became = {one["number"]: one["became"] for one in database.rows(sql, values)} if numbers else {}
    return {number: became.get(number, number) for number in numbers if 0 < number <= row["last"]}


def _entry(row: Row) -> Entry:
    return Entry(**{**row, "body": zlib.decompress(row["body"]).decode() if row["body"] else ""})


def topics_of(database: Database, numbers: Sequence[int]) -> dict[int, list[str]]:
    """The names of what entries are about."""
    found: dict[int, list[str]] = {}
    for batch in batches(numbers):
        which, values = listed("n", batch)
        sql = (
            "SELECT DISTINCT number, s.name AS name FROM entries e JOIN subjects s ON s.story = e.story"
            f" WHERE number IN {which} ORDER BY number, name"
        )
        for row in database.rows(sql, values):
            found.setdefault(row["number"], []).append(row["name"])
    return found


def main_topics(database: Database, limit: int) -> list[str]:
    """What most stories are about, in order of names: at least two of them each."""
    sql = (
        "SELECT name FROM (SELECT name, COUNT(*) AS many FROM subjects GROUP BY name HAVING COUNT(*) > 1"
        f" ORDER BY many DESC, name LIMIT {limit:d}) AS told ORDER BY name"
    )
    return [row["name"] for row in database.rows(sql)]


def about(database: Database, topic: str) -> frozenset[int]:
    """The entries that are about what goes by that name."""
    sql = "SELECT number FROM subjects s JOIN entries e ON e.story = s.story WHERE s.name = :topic"
    return frozenset(row["number"] for row in database.rows(sql, {"topic": topic}))


# --- outlets, as a reader has them ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Shelf:
    """An outlet in a reader's apps. `title` and `folder` are None where they left it as it is."""

    number: int
    key: str
    name: str
    title: str | None = None
    folder: str | None = None
    hidden: bool = False


def shelves(database: Database, account: int) -> list[Shelf]:
    """All outlets, as an account has them, in order of names."""
    sql = (
        "SELECT o.number AS number, key, name, title, folder, COALESCE(hidden, 0) AS hidden FROM outlets_synced o"
        " LEFT JOIN subscriptions s ON s.outlet = o.number AND s.account = :account ORDER BY name, key"
    )
    return [Shelf(**{**row, "hidden": bool(row["hidden"])}) for row in database.rows(sql, {"account": account})]


def keep_shelf(database: Database, account: int, shelf: Shelf) -> None:
    """How a reader has an outlet from now on, inside a transaction."""
    database.run(
        "INSERT INTO subscriptions (account, outlet, title, folder, hidden)"
        " VALUES (:account, :outlet, :title, :folder, :hidden) ON CONFLICT (account, outlet) DO UPDATE"
        " SET title = excluded.title, folder = excluded.folder, hidden = excluded.hidden",
        [
            {
                "account": account,
                "outlet": shelf.number,
                "title": shelf.title,
                "folder": shelf.folder,
                "hidden": int(shelf.hidden),
            }
        ],
    )


def know_outlet(database: Database, key: str, name: str) -> int:
    """The number of an outlet that has told nothing yet."""
    return _outlet(database, key, name)

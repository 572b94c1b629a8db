"""What gathering writes down before it does it: entries of feeds, and hosts that are to be left alone.

Strategy: an entry is a row from the moment its feed was read, in the same transaction that keeps what the feed's server
said. Its page is fetched later, by whoever comes first; the row says `waiting` until the report is kept, in one
transaction with it. So whatever is cut off is found again as it was, and what is done twice changes nothing. Rows stay
when they are done, so that an entry is known when the feed lists it again.

Functions that write are called inside `Database.write`; times are ISO 8601 in UTC, to the second, so that they compare.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Final

from twosource.model import Enclosure, Page, Report
from twosource.store.database import Database, Row, batches, listed
from twosource.store.keeping import keep_pages, page_row
from twosource.store.rows import dumps, holdable, media_json, media_of, report_json, report_of, sound, stamp

FAR: Final = timedelta(days=3)  # an entry that is due later than any wait of ours was set by a clock turned back
FORGOTTEN: Final = timedelta(days=60)  # after which an entry that its feed no longer lists is unknown again


class ItemState(StrEnum):
    WAITING = "waiting"  # for its page
    KEPT = "kept"  # its report is in the store
    FAILED = "failed"  # neither its page nor its feed gave a report


@dataclass(frozen=True, slots=True)
class Item:
    """An entry of a feed. `own` is the report that the feed itself gives, read from the page of hash `page`.

    `media` are files that come with it.
    """

    id: str
    feed: str
    url: str | None
    host: str
    digest: str
    outlet: str | None = None
    own: Report | None = field(default=None, repr=False)
    page: str | None = None
    tries: int = 0
    media: tuple[Enclosure, ...] = ()


@dataclass(frozen=True, slots=True)
class Seen:
    """What is known of an entry that was seen before."""

    digest: str
    host: str
    found: datetime
    feed: str


@dataclass(frozen=True, slots=True)
class Settled:
    """What became of an entry. `due` is when it is tried again."""

    id: str
    state: ItemState
    reason: str = ""
    tries: int = 0
    due: datetime | None = None


@dataclass(frozen=True, slots=True)
class Hold:
    """A host that is to be left alone."""

    host: str
    until: datetime
    failures: int
    reason: str


def key_of(report_id: str) -> str:
    """What an entry is known by: ids may be longer than an index takes."""
    return hashlib.sha256(report_id.encode("utf-8", "surrogatepass")).hexdigest()


# --- entries in -------------------------------------------------------------------------------------------------------


def seen(database: Database, ids: Sequence[str]) -> dict[str, Seen]:
    """Those of the entries that were seen before, by id."""
    found: dict[str, Seen] = {}
    for batch in batches({key_of(one): one for one in ids}.items()):
        of = dict(batch)
        which, values = listed("k", list(of))
        for row in database.rows(f"SELECT key, digest, host, found, feed FROM items WHERE key IN {which}", values):
            found[of[row["key"]]] = Seen(row["digest"], row["host"], datetime.fromisoformat(row["found"]), row["feed"])
    return found


def put_items(database: Database, items: Sequence[Item], now: datetime) -> None:
    """Entries that wait for their pages from now on. One that was seen before waits anew."""
    database.run(
        "INSERT INTO items (key, id, feed, url, outlet, host, state, due, tries, reason, digest, found, page, body,"
        " media)"
        " VALUES (:key, :id, :feed, :url, :outlet, :host, 'waiting', :now, 0, '', :digest, :now, :page, :body, :media)"
        " ON CONFLICT (key) DO UPDATE SET feed = excluded.feed, url = excluded.url, host = excluded.host,"
        " state = 'waiting', due = excluded.due, tries = 0, reason = '', digest = excluded.digest,"
        " page = excluded.page, body = excluded.body, media = excluded.media",
        [_row(item, now) for item in items],
    )


def put_places(database: Database, feed: str, above: Mapping[str, int]) -> None:
    """How many entries stand above each of a feed's own, by id; where one stood higher before, that stays."""
    rows = [{"key": key_of(one), "feed": feed, "above": many} for one, many in sorted(above.items())]
    database.run(
        "UPDATE items SET above = :above WHERE key = :key AND feed = :feed AND (above IS NULL OR above > :above)", rows
    )


def places(database: Database, reports: Sequence[str]) -> dict[str, int]:
    """How many entries stood above each report's where it stood highest, by id, where that is known."""
    found: dict[str, int] = {}
    for batch in batches({key_of(one): one for one in reports}.items()):
        of = dict(batch)
        which, values = listed("k", list(of))
        for row in database.rows(f"SELECT key, above FROM items WHERE key IN {which} AND above IS NOT NULL", values):
            found[of[row["key"]]] = int(row["above"])
    return found


def _row(item: Item, now: datetime) -> Row:
    return {
        "key": key_of(item.id),
        "id": sound(item.id),
        "feed": item.feed,
        "url": sound(item.url) if item.url else None,
        "outlet": sound(item.outlet) if item.outlet else None,
        "host": sound(item.host),
        "digest": item.digest,
        "now": stamp(now),
        "page": item.page,
        "body": sound(dumps(report_json(holdable(item.own)))) if item.own else None,
        "media": sound(dumps(media_json(item.media))) if item.media else None,
    }


def put_page(database: Database, page: Page, headers: Mapping[str, str], now: datetime) -> None:
    """A feed's bytes, for reports that may have to be read from it."""
    keep_pages(database, [page_row(page, headers, now)])


def has_page(database: Database, sha256: str) -> bool:
    return bool(database.rows("SELECT 1 FROM pages WHERE sha256 = :sha256", {"sha256": sha256}))


def forget(database: Database, feed: str, listed_now: Iterable[str], now: datetime) -> None:
    """Forget the entries that `feed` has long ceased to list."""
    old = "SELECT key FROM items WHERE feed = :feed AND state <> 'waiting' AND found < :before"
    rows = database.rows(old, {"feed": feed, "before": stamp(now - FORGOTTEN)})
    still = set(map(key_of, listed_now)) if rows else set()
    database.run("DELETE FROM items WHERE key = :key", [row for row in rows if row["key"] not in still])


ITEM: Final = "id feed url outlet host state due tries reason digest found page body media above"
"""What of an entry an export holds."""


def keep_items(database: Database, found: Sequence[Mapping[str, Any]]) -> None:
    """Keep the entries of an export that the store does not know, of feeds that it has."""
    feeds = {row["url"] for row in database.rows("SELECT url FROM feeds")}
    names = ITEM.split()
    database.run(
        f"INSERT INTO items (key, {', '.join(names)}) VALUES (:key, {', '.join(f':{name}' for name in names)})"
        " ON CONFLICT (key) DO NOTHING",
        [{**{n: one.get(n) for n in names}, "key": key_of(one["id"])} for one in found if one["feed"] in feeds],
    )


# --- entries out ------------------------------------------------------------------------------------------------------

_DUE: Final = "state = 'waiting' AND (due <= :now OR due > :far)"
_FREE: Final = "NOT EXISTS (SELECT 1 FROM hosts h WHERE h.host = items.host AND until > :now AND until <= :far)"


def waiting_hosts(database: Database, now: datetime) -> list[str]:
    """The hosts whose pages are to be fetched now, the one that waits for the longest first."""
    sql = f"SELECT host FROM items WHERE {_DUE} AND {_FREE} GROUP BY host ORDER BY MIN(due), host"
    return [row["host"] for row in database.rows(sql, _at(now))]


def waiting(database: Database, host: str, now: datetime, limit: int) -> list[Item]:
    """Entries whose pages are to be fetched from `host` now, those that wait for the longest first."""
    sql = (
        "SELECT id, feed, url, host, digest, outlet, body, page, tries, media FROM items"
        f" WHERE host = :host AND {_DUE} AND {_FREE} ORDER BY due, found, key LIMIT {limit:d}"
    )
    return [_item(row) for row in database.rows(sql, {"host": host, **_at(now)})]


def _at(now: datetime) -> dict[str, object]:
    return {"now": stamp(now), "far": stamp(now + FAR)}


def _item(row: Row) -> Item:
    body, media = row.pop("body"), row.pop("media")
    own = report_of(json.loads(body)) if body else None
    return Item(**row, own=own, media=media_of(json.loads(media)) if media else ())


def settle(database: Database, settled: Sequence[Settled]) -> None:
    """Write down what became of entries; feeds' bytes that no report was read from, nor may be any more, go."""
    rows = [{**_settled(one), "key": key_of(one.id)} for one in settled]
    done = [row for row in rows if row["state"] != ItemState.WAITING]
    pages = _pages_of(database, [str(row["key"]) for row in done])
    database.run(
        "UPDATE items SET state = :state, reason = :reason, tries = :tries, due = COALESCE(:due, due) WHERE key = :key",
        rows,
    )
    database.run(
        "UPDATE items SET page = NULL, body = NULL, media = NULL WHERE key = :key",
        [{"key": row["key"]} for row in done],
    )
    drop_pages(database, pages)


def _settled(one: Settled) -> Row:
    due = stamp(one.due) if one.due else None
    return {"state": one.state.value, "reason": sound(one.reason), "tries": one.tries, "due": due}


def _pages_of(database: Database, keys: Sequence[str]) -> list[str]:
    found: set[str] = set()
    for batch in batches(keys):
        which, values = listed("k", batch)
        sql = f"SELECT DISTINCT page FROM items WHERE key IN {which} AND page IS NOT NULL"
        found |= {row["page"] for row in database.rows(sql, values)}
    return sorted(found)


def drop_pages(database: Database, pages: Sequence[str]) -> None:
    """Drop those of the pages that nothing was read from, nor may be any more."""
    database.run(
        "DELETE FROM pages WHERE sha256 = :page"
        " AND NOT EXISTS (SELECT 1 FROM reports WHERE page = :page)"
        " AND NOT EXISTS (SELECT 1 FROM revisions WHERE page = :page)"
        " AND NOT EXISTS (SELECT 1 FROM items WHERE page = :page)",
        [{"page": page} for page in pages],
    )


# --- hosts ------------------------------------------------------------------------------------------------------------


def hold_host(database: Database, hold: Hold) -> None:
    """Leave a host alone until `hold.until`, inside a transaction."""
    database.run(
        "INSERT INTO hosts (host, until, failures, reason) VALUES (:host, :until, :failures, :reason)"
        " ON CONFLICT (host) DO UPDATE SET until = excluded.until, failures = excluded.failures,"
        " reason = excluded.reason",
        [
            {
                "host": sound(hold.host),
                "until": stamp(hold.until),
                "failures": hold.failures,
                "reason": sound(hold.reason),
            }
        ],
    )


def free_host(database: Database, host: str) -> None:
    database.run("DELETE FROM hosts WHERE host = :host", [{"host": host}])


def holds(database: Database) -> dict[str, Hold]:
    """Every host that failed when it was last asked, held now or no longer, by name."""
    rows = database.rows("SELECT host, until, failures, reason FROM hosts ORDER BY host")
    return {row["host"]: Hold(**{**row, "until": datetime.fromisoformat(row["until"])}) for row in rows}


# --- feeds ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Tally:
    """How many entries of a feed are in which state, and why those that failed did."""

    waiting: int = 0
    kept: int = 0
    failed: int = 0
    reasons: tuple[tuple[str, int], ...] = ()


def tallies(database: Database) -> dict[str, Tally]:
    """The tally of each feed that has entries."""
    counts: dict[str, dict[str, int]] = {}
    sql = "SELECT feed, state, COUNT(*) AS many FROM items GROUP BY feed, state"
    for row in database.rows(sql):
        counts.setdefault(row["feed"], {})[row["state"]] = row["many"]
    reasons: dict[str, list[tuple[str, int]]] = {}
    sql = (
        "SELECT feed, reason, COUNT(*) AS many FROM items WHERE state = 'failed' OR tries > 0"
        " GROUP BY feed, reason ORDER BY feed, many DESC, reason"
    )
    for row in database.rows(sql):
        reasons.setdefault(row["feed"], []).append((row["reason"], row["many"]))
    return {feed: Tally(**found, reasons=tuple(reasons.get(feed, ()))) for feed, found in counts.items()}


def put_state(database: Database, url: str, state: Mapping[str, Any]) -> bool:
    """Write down how a feed does; whether it is there still."""
    return database.run("UPDATE feeds SET state = :state WHERE url = :url", [{"url": url, "state": dumps(state)}]) > 0


def rename_feed(database: Database, url: str, new: str) -> bool:
    """Give a feed its new address, with all its entries; whether no other feed has it already."""
    if database.rows("SELECT 1 FROM feeds WHERE url = :new", {"new": new}):
        return False
    database.run("UPDATE feeds SET url = :new WHERE url = :url", [{"url": url, "new": new}])
    return True

"""All of the store, out: the lines of an export, in an order in which each finds what it needs when it is read.

The same store gives the same bytes. What the lines are is told by `transfer`.
"""

from __future__ import annotations

import base64
import gzip
import json
import zlib
from collections.abc import Iterator, Mapping
from typing import IO, Any, Final

from twosource.store import accounts, edits, notes, regroupings, subscribers, synced
from twosource.store.database import Database, Row, batches, listed, walked
from twosource.store.dossiers import EXPORTED
from twosource.store.gathered import ITEM
from twosource.store.keeping import media_with
from twosource.store.rows import Json, media_json, report_json, report_of_row
from twosource.store.transfer import VERSION, Lines, only

HEAD: Final = {"twosource": "export", "version": VERSION}
_LEVEL: Final = 6  # of gzip: pages are compressed already


def write_export(database: Database, stream: IO[bytes]) -> int:
    """Write all of the store to `stream`; how many lines. Others may write meanwhile: the file is of one moment."""
    count = 0
    with gzip.GzipFile(filename="", mode="wb", fileobj=stream, mtime=0, compresslevel=_LEVEL) as packed:
        packed.write(_line(HEAD))
        with database.snapshot():
            for one in _everything(database):
                packed.write(_line(one))
                count += 1
        packed.write(_line({"kind": "end", "lines": count}))
    return count


def _line(value: Mapping[str, Any]) -> bytes:
    return (json.dumps(value, ensure_ascii=True, separators=(",", ":"), allow_nan=False) + "\n").encode()


def _everything(database: Database) -> Lines:
    yield from _pages(database)
    yield from _reports(database)
    select = "SELECT number, id, tagger, a.content AS content, body FROM attributions a JOIN reports ON number = report"
    for row in _of_reports(database, select, "ORDER BY number, tagger"):
        yield {"kind": "attributions", **only(row, "id tagger content"), "body": json.loads(row["body"])}
    stories: dict[str, list[str]] = {}
    select = "SELECT number, story, id FROM memberships JOIN reports ON number = report"
    for row in _of_reports(database, select, "ORDER BY number"):
        stories.setdefault(row["story"], []).append(row["id"])
    yield from ({"kind": "story", "id": story, "reports": stories[story]} for story in sorted(stories))
    yield from _dossiers(database)
    for row in database.rows("SELECT id, body FROM corrections ORDER BY id"):
        yield {"kind": "correction", "id": row["id"], "body": json.loads(row["body"])}
    for row in walked(database, "SELECT id, composed, body, own FROM briefs WHERE id > :after", "id", {"after": ""}):
        yield {"kind": "brief", **only(row, "id composed body"), **({"own": 1} if row["own"] else {})}
    for row in database.rows("SELECT url, outlet, state FROM feeds ORDER BY url"):
        yield {"kind": "feed", **row, "state": json.loads(row["state"])}
    for one in accounts.accounts(database):
        told = {"name": one.name, "role": one.role.label, "local": one.number == accounts.LOCAL}
        hidden = {"notes_hidden": one.notes_hidden} if one.notes_hidden else {}
        yield {"kind": "account", **told, "added": one.added.isoformat() if one.added else None, **hidden}
    for row in walked(database, "SELECT * FROM items WHERE key > :after", "key", {"after": ""}):
        yield {"kind": "item", **only(row, ITEM)}
    yield from ({"kind": "subscriber", **row} for row in subscribers.exported(database))
    yield from synced.exported(database)
    yield from notes.exported(database)
    yield from edits.exported(database)
    yield from regroupings.exported(database)


def _dossiers(database: Database) -> Lines:
    for row in walked(database, f"SELECT {EXPORTED} AND d.story > :after", "story", {"after": ""}):
        body = base64.b64encode(row["body"]).decode()
        yield {"kind": "dossier", **row, "body": body, "stale": bool(row["stale"])}
    for row in database.rows("SELECT outlet, body FROM known_outlets ORDER BY outlet"):
        yield {"kind": "outlet", "outlet": row["outlet"], "body": json.loads(row["body"])}


def _pages(database: Database) -> Lines:
    select = "SELECT sha256, name, url, content_type, headers, fetched, content FROM pages WHERE sha256 > :after"
    for row in walked(database, select, "sha256", {"after": ""}):
        content = zlib.decompress(row["content"]) if row["content"] is not None else None
        packed = base64.b64encode(content).decode() if content is not None else None
        yield {"kind": "page", **row, "headers": json.loads(row["headers"]), "content": packed}


def _reports(database: Database) -> Lines:
    for batch in batches(walked(database, "SELECT * FROM reports WHERE number > :after", "number")):
        which, values = listed("n", [row["number"] for row in batch])
        media = media_with(database, [row["number"] for row in batch])
        earlier: dict[int, list[Json]] = {}
        for row in database.rows(f"SELECT * FROM revisions WHERE report IN {which} ORDER BY report, revision", values):
            told = {"report": json.loads(row["body"]), **only(row, "digest page added")}
            earlier.setdefault(row["report"], []).append({"revision": row["revision"], **told})
        for row in batch:
            whole = {"report": report_json(report_of_row(row)), "earlier": earlier.get(row["number"], [])}
            told = {"media": media_json(media[row["number"]])} if row["number"] in media else {}
            yield {"kind": "report", **only(row, "number digest revision page added"), **whole, **told}


def _of_reports(database: Database, select: str, order: str) -> Iterator[Row]:
    """Rows that hang on reports, a batch of reports at a time."""
    for batch in batches(walked(database, "SELECT number FROM reports WHERE number > :after", "number")):
        span = {"first": batch[0]["number"], "last": batch[-1]["number"]}
        yield from database.rows(f"{select} WHERE number BETWEEN :first AND :last {order}", span)

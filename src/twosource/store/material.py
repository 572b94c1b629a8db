"""What is made of reports and kept beside them: who says what, stories, corrections, briefs, feeds.

Strategy: all of it can be made again from the reports but corrections, which are the reader's own. Attributions are
kept with the digest of the report that was read and the version of the tagger: of another revision or by another
tagger they are not found, so voices are computed once and never shown stale.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from twosource.model import Attribution, Report, Story
from twosource.store.database import Database, batches, listed
from twosource.store.indexing import reindex
from twosource.store.keeping import named
from twosource.store.rows import attributions_json, attributions_of, digest, dumps, holdable, spans_of

KEEP_ATTRIBUTIONS: Final = (
    "INSERT INTO attributions (report, tagger, digest, body) VALUES (:report, :tagger, :digest, :body)"
    " ON CONFLICT (report, tagger) DO UPDATE SET digest = excluded.digest, body = excluded.body"
)
KEEP_STORY: Final = "INSERT INTO stories (id) VALUES (:id) ON CONFLICT (id) DO NOTHING"
KEEP_MEMBER: Final = (
    "INSERT INTO memberships (report, story) VALUES (:report, :story)"
    " ON CONFLICT (report) DO UPDATE SET story = excluded.story"
)
KEEP_CORRECTION: Final = (
    "INSERT INTO corrections (id, body) VALUES (:id, :body) ON CONFLICT (id) DO UPDATE SET body = excluded.body"
)
KEEP_BRIEF: Final = "INSERT INTO briefs (id, composed, body) VALUES (:id, :composed, :body) ON CONFLICT (id) DO NOTHING"
KEEP_FEED: Final = (
    "INSERT INTO feeds (url, outlet, state) VALUES (:url, :outlet, :state)"
    " ON CONFLICT (url) DO UPDATE SET outlet = excluded.outlet, state = excluded.state"
)


# --- voices -----------------------------------------------------------------------------------------------------------


def attributions(database: Database, reports: Sequence[Report], tagger: str) -> dict[str, tuple[Attribution, ...]]:
    """Who says what in those of the reports that `tagger` has read as they stand, by id."""
    found: dict[str, tuple[Attribution, ...]] = {}
    sql = (
        "SELECT id, a.digest AS digest, body FROM attributions a JOIN reports ON number = report"
        " WHERE tagger = :tagger AND id IN "
    )
    for batch in batches(reports):
        wanted = {report.id: digest(report) for report in batch}
        which, values = listed("i", list(wanted))
        for row in database.rows(sql + which, {**values, "tagger": tagger}):
            if row["digest"] == wanted[row["id"]]:
                found[row["id"]] = attributions_of(json.loads(row["body"]))
    return found


def keep_attributions(
    database: Database, found: Mapping[str, tuple[Attribution, ...]], reports: Sequence[Report], tagger: str
) -> None:
    """Keep who says what in reports; of those that the store lacks, or has in another revision, nothing is kept.

    Raises:
        VerbatimError: a span is not within its report's text.
    """
    for batch in batches([holdable(report) for report in reports if report.id in found]):
        for report in batch:
            _verify(report, found[report.id])
        with database.write():
            held = _numbers(database, batch)
            rows = [
                {"report": held[report.id], "tagger": tagger, "digest": digest(report), "body": _body(found[report.id])}
                for report in batch
                if report.id in held
            ]
            database.run(KEEP_ATTRIBUTIONS, rows)
            reindex(database, list(held.values()))


def _body(found: tuple[Attribution, ...]) -> str:
    return dumps(attributions_json(found))


def _verify(report: Report, found: tuple[Attribution, ...]) -> None:
    for attribution in found:
        for span in spans_of(attribution):
            report.passage(span)


def _numbers(database: Database, reports: Sequence[Report]) -> dict[str, int]:
    """The numbers of those reports that the store has as they are."""
    wanted = {report.id: digest(report) for report in reports}
    which, values = listed("i", list(wanted))
    rows = database.rows(f"SELECT number, id, digest FROM reports WHERE id IN {which}", values)
    return {row["id"]: row["number"] for row in rows if row["digest"] == wanted[row["id"]]}


# --- stories ----------------------------------------------------------------------------------------------------------


def keep_stories(database: Database, stories: Sequence[Story]) -> None:
    """Each report of `stories` is of that story from now on; stories that are left empty go."""
    with database.write():
        for batch in batches((report, story) for story in stories for report in story.reports):
            which, values = listed("i", [report.id for report, _ in batch])
            rows = database.rows(f"SELECT number, id FROM reports WHERE id IN {which}", values)
            held = {row["id"]: row["number"] for row in rows}
            members = [{"report": held[r.id], "story": story.id} for r, story in batch if r.id in held]
            database.run(KEEP_STORY, [{"id": story} for story in sorted({str(row["story"]) for row in members})])
            database.run(KEEP_MEMBER, members)
        drop_empty_stories(database)


def drop_empty_stories(database: Database) -> None:
    database.run("DELETE FROM stories WHERE NOT EXISTS (SELECT 1 FROM memberships WHERE story = stories.id)")


def stories(database: Database) -> tuple[Story, ...]:
    """The stories as they were kept, by id, each in order of publication."""
    sql = "SELECT story, id FROM memberships JOIN reports ON number = report ORDER BY story, place"
    members: dict[str, list[str]] = {}
    for row in database.rows(sql):
        members.setdefault(row["story"], []).append(row["id"])
    held = named(database, [report for ids in members.values() for report in ids])
    return tuple(Story(story, tuple(held[report] for report in ids)) for story, ids in members.items())


# --- corrections, briefs, feeds ---------------------------------------------------------------------------------------


def keep_correction(database: Database, correction_id: str, body: Mapping[str, Any]) -> None:
    with database.write():
        database.run(KEEP_CORRECTION, [{"id": correction_id, "body": dumps(body)}])


def drop_correction(database: Database, correction_id: str) -> None:
    with database.write():
        database.run("DELETE FROM corrections WHERE id = :id", [{"id": correction_id}])


def corrections(database: Database) -> dict[str, Any]:
    """All corrections by id."""
    return {r["id"]: json.loads(r["body"]) for r in database.rows("SELECT id, body FROM corrections ORDER BY id")}


def keep_brief(database: Database, body: str, now: datetime) -> str:
    """Keep a brief as `rendering.json.brief_json` gives it; its id, the same for the same brief."""
    brief_id = brief_key(body)
    with database.write():
        database.run(KEEP_BRIEF, [{"id": brief_id, "composed": now.isoformat(), "body": body}])
    return brief_id


def brief_key(body: str) -> str:
    return hashlib.sha256(body.encode()).hexdigest()


def briefs(database: Database) -> list[tuple[str, str]]:
    """Id and time of each brief, newest first."""
    rows = database.rows("SELECT id, composed FROM briefs ORDER BY composed DESC, id")
    return [(row["id"], row["composed"]) for row in rows]


def brief(database: Database, brief_id: str) -> str | None:
    """A brief as it was composed."""
    rows = database.rows("SELECT body FROM briefs WHERE id = :id", {"id": brief_id})
    return str(rows[0]["body"]) if rows else None


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed that is read, and what who fetches it remembers of it."""

    url: str
    outlet: str | None
    state: Mapping[str, Any]


def keep_feed(database: Database, feed: Feed) -> None:
    with database.write():
        database.run(KEEP_FEED, [{"url": feed.url, "outlet": feed.outlet, "state": dumps(dict(feed.state))}])


def drop_feed(database: Database, url: str) -> None:
    with database.write():
        database.run("DELETE FROM feeds WHERE url = :url", [{"url": url}])


def feeds(database: Database) -> tuple[Feed, ...]:
    rows = database.rows("SELECT url, outlet, state FROM feeds ORDER BY url")
    return tuple(Feed(row["url"], row["outlet"], json.loads(row["state"])) for row in rows)

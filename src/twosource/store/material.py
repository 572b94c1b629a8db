"""What is made of reports and kept beside them: who says what, stories, corrections, briefs, feeds.

Strategy: all of it can be made again from the reports but corrections, which are the reader's own. Attributions are
kept with a hash of what was read and the version of the tagger: of another revision or by another
tagger they are not found, so voices are computed once and never shown stale.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from operator import itemgetter
from typing import Any, Final

from twosource.model import Attribution, Report, Story
from twosource.store.database import Database, batches, listed
from twosource.store.indexing import reindex
from twosource.store.rows import attributions_json, attributions_of, content, dumps, holdable, spans_of
from twosource.store.staleness import stories_with, touch, touch_reports
from twosource.store.webhooks import Event, happened

KEEP_ATTRIBUTIONS: Final = (
    "INSERT INTO attributions (report, tagger, content, body) VALUES (:report, :tagger, :content, :body)"
    " ON CONFLICT (report, tagger) DO UPDATE SET content = excluded.content, body = excluded.body"
)
KEEP_STORY: Final = "INSERT INTO stories (id) VALUES (:id) ON CONFLICT (id) DO NOTHING"
KEEP_MEMBER: Final = (
    "INSERT INTO memberships (report, story) VALUES (:report, :story)"
    " ON CONFLICT (report) DO UPDATE SET story = excluded.story"
)
LEFT: Final = "DELETE FROM sayings WHERE report = :report AND story <> :story"  # it is heard in the other no longer
STORIES_CHANGED: Final = (  # by another than the stream that `storylines` serves: its memory is no longer what is kept
    "INSERT INTO counters (name, last) VALUES ('stories', 1) ON CONFLICT (name) DO UPDATE SET last = counters.last + 1"
)
KEEP_CORRECTION: Final = "INSERT INTO corrections (id, body) VALUES (:id, :body) ON CONFLICT (id) DO NOTHING"
KEEP_BRIEF: Final = (
    "INSERT INTO briefs (id, composed, body, own) VALUES (:id, :composed, :body, :own)"
    " ON CONFLICT (id) DO UPDATE SET own = 0 WHERE excluded.own = 0"
)
MOST: Final = 10_000_000  # briefs of a list that nobody limits
_SENT_TO: Final = (
    "SELECT issues.brief FROM subscribers JOIN sends ON sends.subscriber = subscribers.number"
    " JOIN issues ON issues.id = sends.issue WHERE subscribers.key = :reader"
)
KEEP_FEED: Final = (
    "INSERT INTO feeds (url, outlet, state) VALUES (:url, :outlet, :state)"
    " ON CONFLICT (url) DO UPDATE SET outlet = excluded.outlet, state = excluded.state"
)


# --- voices -----------------------------------------------------------------------------------------------------------


def attributions(database: Database, reports: Sequence[Report], tagger: str) -> dict[str, tuple[Attribution, ...]]:
    """Who says what in those of the reports that `tagger` has read as they stand, by id."""
    found: dict[str, tuple[Attribution, ...]] = {}
    sql = "SELECT content, body FROM attributions WHERE tagger = :tagger AND content IN "
    for batch in batches(reports):
        wanted = {report.id: content(holdable(report)) for report in batch}
        which, values = listed("d", sorted(set(wanted.values())))
        bodies = {row["content"]: row["body"] for row in database.rows(sql + which, {**values, "tagger": tagger})}
        known = {report: bodies[key] for report, key in wanted.items() if key in bodies}
        found |= {report: attributions_of(json.loads(body)) for report, body in known.items()}
    return found


def keep_attributions(
    database: Database, found: Mapping[str, tuple[Attribution, ...]], reports: Sequence[Report], tagger: str
) -> None:
    """Keep who says what in reports, in place of what another tagger found.

    Of reports whose content the store lacks nothing is kept.

    Raises:
        VerbatimError: a span is not within its report's text.
    """
    for batch in batches([report for report in reports if report.id in found]):
        with database.write():
            put_attributions(database, found, batch, tagger)


def put_attributions(
    database: Database, found: Mapping[str, tuple[Attribution, ...]], reports: Sequence[Report], tagger: str
) -> None:
    """`keep_attributions`, inside a transaction of who calls it."""
    for batch in batches([holdable(report) for report in reports if report.id in found]):
        bodies = {content(report): dumps(attributions_json(found[report.id])) for report in batch}
        for report in batch:
            for attribution in found[report.id]:
                for span in spans_of(attribution):
                    report.passage(span)
        which, values = listed("d", sorted(bodies))
        held = database.rows(f"SELECT number, content FROM reports WHERE content IN {which}", values)
        rows = [{"report": row["number"], "content": row["content"], "body": bodies[row["content"]]} for row in held]
        other = "DELETE FROM attributions WHERE report = :report AND tagger <> :tagger"
        database.run(other, [{"report": row["report"], "tagger": tagger} for row in rows])
        database.run(KEEP_ATTRIBUTIONS, [{**row, "tagger": tagger} for row in rows])
        reindex(database, [row["number"] for row in held])


# --- stories ----------------------------------------------------------------------------------------------------------


def keep_stories(database: Database, stories: Sequence[Story]) -> None:
    """Each report of `stories`, in all states that came under ids of their own, is of that story from now on.

    Stories that are left empty go.
    """
    of = {state: story.id for story in stories for report in story.reports for state in (report.id, *report.other_ids)}
    with database.write():
        database.run(STORIES_CHANGED)
        for batch in batches(of):
            which, values = listed("i", batch)
            rows = database.rows(f"SELECT number, id FROM reports WHERE id IN {which} ORDER BY number", values)
            put_members(database, {row["number"]: of[row["id"]] for row in rows})
        drop_empty_stories(database)


def put_members(database: Database, members: Mapping[int, str]) -> None:
    """Reports, by number, are of these stories from now on, inside a transaction; the stories that this changes too."""
    before = stories_with(database, members)
    moved = {report: story for report, story in members.items() if before.get(report) != story}
    database.run(KEEP_STORY, [{"id": story} for story in sorted(set(moved.values()))])
    rows = [{"report": report, "story": story} for report, story in moved.items()]
    database.run(KEEP_MEMBER, rows)
    database.run(LEFT, rows)
    touch(database, [story for report in moved for story in (moved[report], before.get(report)) if story])


def drop_empty_stories(database: Database) -> None:
    database.run("DELETE FROM stories WHERE NOT EXISTS (SELECT 1 FROM memberships WHERE story = stories.id)")


def memberships(database: Database) -> dict[str, str]:
    """The story of each report that is in one, by ids, in order of publication.

    No `Story` is made here: what reports are states of one is for grouping to say, or a copy would count as a witness.
    """
    sql = "SELECT id, story FROM memberships JOIN reports ON number = report ORDER BY place"
    return {row["id"]: row["story"] for row in database.rows(sql)}


# --- corrections, briefs, feeds ---------------------------------------------------------------------------------------


def keep_correction(database: Database, body: Mapping[str, Any], now: datetime) -> str:
    """Keep what an editor said of the grouping; its id. The same said again later is another."""
    with database.write():
        return put_correction(database, body, now)


def put_correction(database: Database, body: Mapping[str, Any], now: datetime) -> str:
    """`keep_correction`, inside a transaction of who calls it.

    Ids are in the order in which it was said: where the clock was turned back, just after the one before.
    """
    told = dumps(body)
    [row] = database.rows("SELECT MAX(id) AS last FROM corrections")
    if row["last"]:
        now = max(now, datetime.fromisoformat(row["last"].split()[0]) + timedelta(microseconds=1))
    correction_id = f"{now.astimezone(UTC).isoformat(timespec='microseconds')} {body_key(told)[:12]}"
    database.run(KEEP_CORRECTION, [{"id": correction_id, "body": told}])
    _touch_corrected(database, [told])
    return correction_id


def drop_correction(database: Database, correction_id: str) -> None:
    with database.write():
        take_correction(database, correction_id)


def take_correction(database: Database, correction_id: str) -> None:
    """`drop_correction`, inside a transaction of who calls it."""
    told = database.rows("SELECT body FROM corrections WHERE id = :id", {"id": correction_id})
    database.run("DELETE FROM corrections WHERE id = :id", [{"id": correction_id}])
    _touch_corrected(database, [row["body"] for row in told])


def _touch_corrected(database: Database, bodies: Sequence[str]) -> None:
    """The stories of reports that corrections name have changed."""
    for batch in batches({name for body in bodies for group in json.loads(body).get("groups", ()) for name in group}):
        which, values = listed("i", batch)
        rows = database.rows(f"SELECT number FROM reports WHERE id IN {which}", values)
        touch_reports(database, [row["number"] for row in rows])


def corrections(database: Database) -> dict[str, Any]:
    """All corrections by id, the oldest first."""
    return {r["id"]: json.loads(r["body"]) for r in database.rows("SELECT id, body FROM corrections ORDER BY id")}


def keep_brief(database: Database, body: str, now: datetime, *, own: bool = False) -> str:
    """Keep a brief as `rendering.json.brief_json` gives it; its id, the same for the same brief.

    `own`: a reader's own rules made it, so it is for them alone. One that was made for all stays for all.
    """
    brief_id = body_key(body)
    told = {"id": brief_id, "composed": now.isoformat(), "body": body, "own": int(own)}
    with database.write():
        if not own and brief(database, brief_id, reader="") is None:
            happened(database, Event.BRIEF_MADE, brief_id, now)
        database.run(KEEP_BRIEF, [told])
    return brief_id


def body_key(body: str) -> str:
    """SHA-256 of a body: the id of a brief."""
    return hashlib.sha256(body.encode()).hexdigest()


def briefs(database: Database, limit: int = MOST, reader: str | None = None) -> list[tuple[str, str]]:
    """Id and time of each brief, newest first; of the newest `limit`.

    `reader`: of those that `reader` may see, the key of their address by which they get mail, "" for nobody's.
    """
    order = f"ORDER BY composed DESC, id LIMIT {limit:d}"
    if reader is None:
        rows = database.rows(f"SELECT id, composed FROM briefs {order}")
    else:
        rows = database.rows(f"SELECT id, composed FROM briefs WHERE own = 0 {order}")
        if reader:
            sql = f"SELECT id, composed FROM briefs WHERE own = 1 AND id IN ({_SENT_TO}) {order}"
            rows = [*rows, *database.rows(sql, {"reader": reader})]
    rows = sorted(sorted(rows, key=itemgetter("id")), key=itemgetter("composed"), reverse=True)[:limit]
    return [(row["id"], row["composed"]) for row in rows]


def brief(database: Database, brief_id: str, reader: str | None = None) -> str | None:
    """A brief as it was composed, if there is one, and `reader` may see it, as in `briefs`."""
    sql, values = "SELECT body FROM briefs WHERE id = :id", {"id": brief_id}
    if reader is not None:
        sql, values = f"{sql} AND (own = 0 OR id IN ({_SENT_TO}))", {**values, "reader": reader}
    rows = database.rows(sql, values)
    return str(rows[0]["body"]) if rows else None


def brief_head(database: Database, brief_id: str, most: int) -> str | None:
    """The first `most` characters of a brief, in which its stories stand before all texts of its reports."""
    rows = database.rows(f"SELECT substr(body, 1, {most:d}) AS head FROM briefs WHERE id = :id", {"id": brief_id})
    return str(rows[0]["head"]) if rows else None


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed that is read, and what who fetches it remembers of it."""

    url: str
    outlet: str | None
    state: Mapping[str, Any]


def keep_feed(database: Database, feed: Feed) -> None:
    with database.write():
        put_feeds(database, [feed])


def put_feeds(database: Database, told: Iterable[Feed]) -> None:
    """`keep_feed` of each, inside a transaction."""
    rows = [{"url": feed.url, "outlet": feed.outlet, "state": dumps(dict(feed.state))} for feed in told]
    database.run(KEEP_FEED, rows)


def drop_feed(database: Database, url: str) -> None:
    with database.write():
        database.run("DELETE FROM feeds WHERE url = :url", [{"url": url}])


def feeds(database: Database) -> tuple[Feed, ...]:
    rows = database.rows("SELECT url, outlet, state FROM feeds ORDER BY url")
    return tuple(Feed(row["url"], row["outlet"], json.loads(row["state"])) for row in rows)

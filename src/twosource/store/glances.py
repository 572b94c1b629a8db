"""What pages of speakers and topics show beside their lists: counted over all stories.

Strategy: each is one range of an index of `appearances`, grouped; no text is read.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final

from twosource.model import Topic, TopicKind
from twosource.store.database import Database, Values, batches, listed
from twosource.store.dossiers import SHELVED, Shelved, shelved_of
from twosource.store.marks import READ, marked
from twosource.store.places import DAY_SECONDS, NUMBER_BITS, first_place
from twosource.store.rows import LONGEST_KEY, sound
from twosource.store.spoken import speaker_key

NEAR: Final = 200  # stories of a topic, the newest, whose other topics are counted
_FIRST_DAY: Final = date(1800, 1, 1)  # as `places` counts


def is_story(database: Database, story: str) -> bool:
    """Whether there is a story of that id, with a dossier or without."""
    return bool(database.rows("SELECT 1 FROM stories WHERE id = :story", {"story": sound(story)}))


def stories_of(database: Database, reports: Sequence[str]) -> dict[str, Shelved]:
    """What a list shows of the story of each of these reports, by the report's id; those of none are left out."""
    found: dict[str, Shelved] = {}
    for batch in batches(reports):
        which, values = listed("i", batch)
        sql = (
            f"SELECT r.id AS report, {SHELVED} FROM reports r JOIN memberships m ON m.report = r.number"
            f" JOIN dossiers d ON d.story = m.story WHERE r.id IN {which}"
        )
        found |= {row["report"]: shelved_of(row) for row in database.rows(sql, values)}
    return found


def headlines(database: Database, reports: Sequence[str]) -> dict[str, tuple[str | None, str | None]]:
    """The outlet and the headline of each of these reports that is there."""
    found: dict[str, tuple[str | None, str | None]] = {}
    for batch in batches(reports):
        which, values = listed("i", batch)
        rows = database.rows(f"SELECT id, outlet, title FROM reports WHERE id IN {which}", values)
        found |= {row["id"]: (row["outlet"], row["title"]) for row in rows}
    return found


def unready(database: Database) -> int:
    """How many stories have no dossier yet."""
    sql = "SELECT COUNT(*) AS many FROM stories WHERE NOT EXISTS (SELECT 1 FROM dossiers WHERE story = id)"
    return int(database.rows(sql)[0]["many"])


def ungrouped(database: Database) -> int:
    """How many reports are in no story yet."""
    sql = "SELECT COUNT(*) AS many FROM reports WHERE NOT EXISTS (SELECT 1 FROM memberships WHERE report = number)"
    return int(database.rows(sql)[0]["many"])


def read_of(database: Database, account: int, stories: Sequence[str]) -> list[str]:
    """Those of the stories that an account has read."""
    which, values = listed("s", list(stories))
    rows = database.rows(f"SELECT story, number FROM entries WHERE story IN {which}", values) if stories else []
    read = marked(database, account, READ)
    return [row["story"] for row in rows if row["number"] in read]


def stories_heard_in(
    database: Database, speaker: str, *, limit: int = 50, after: int | None = None
) -> list[tuple[Shelved, int]]:
    """Stories in which a speaker is heard, the newest first, each with where the page behind it begins."""
    values = Values({"speaker": speaker_key(speaker)})
    told = f"WHERE at < {values.name(after)}" if after is not None else ""
    sql = (
        f"SELECT {SHELVED}, at FROM (SELECT * FROM (SELECT story AS heard, MAX(place) AS at FROM sayings"
        f" WHERE speaker = :speaker GROUP BY story) AS every {told} ORDER BY at DESC, heard DESC LIMIT {limit:d})"
        " AS found JOIN dossiers d ON d.story = heard ORDER BY at DESC, heard DESC"
    )
    return [(shelved_of(row), row["at"]) for row in database.rows(sql, values)]


def heard_on(database: Database, speaker: str) -> list[tuple[date, int]]:
    """In how many reports of each day a speaker is heard, the first day first; undated ones are left out."""
    day = f"(s.place - {1 << NUMBER_BITS}) / {DAY_SECONDS << NUMBER_BITS}"
    sql = (
        f"SELECT {day} AS day, COUNT(*) AS many FROM sayings s"
        f" WHERE s.speaker = :speaker AND s.place >= {first_place(None)} GROUP BY day ORDER BY day"
    )
    rows = database.rows(sql, {"speaker": speaker_key(speaker)})
    return [(_FIRST_DAY + timedelta(days=row["day"]), row["many"]) for row in rows]


def topic_of(database: Database, key: str) -> Topic | None:
    """A topic, by the name that most stories give it; None where no story is about it."""
    sql = (
        "SELECT name, kind, COUNT(*) AS many FROM subjects WHERE topic = :topic"
        " GROUP BY name, kind ORDER BY many DESC, name, kind LIMIT 1"
    )
    for row in database.rows(sql, {"topic": sound(key)[:LONGEST_KEY]}):
        return Topic(key, row["name"], TopicKind(row["kind"]))
    return None


def topics_beside(database: Database, key: str, limit: int = 8) -> list[tuple[Topic, int]]:
    """Other topics of the newest stories of a topic, and of how many of them, the most first."""
    sql = (
        "SELECT t.topic AS topic, MAX(t.name) AS name, MAX(t.kind) AS kind, COUNT(*) AS many FROM"
        f" (SELECT story FROM subjects WHERE topic = :topic ORDER BY last DESC, story DESC LIMIT {NEAR}) AS near"
        " JOIN subjects t ON t.story = near.story WHERE t.topic <> :topic"
        f" GROUP BY t.topic ORDER BY many DESC, t.topic LIMIT {limit:d}"
    )
    rows = database.rows(sql, {"topic": sound(key)[:LONGEST_KEY]})
    return [(Topic(row["topic"], row["name"], TopicKind(row["kind"])), row["many"]) for row in rows]

"""Which stories have no dossier, or one of before their last change.

Strategy: a story is written down as stale in the transaction that changes it, so a dossier that is not written down so
is of the story as it is. The number of the change is written with it: a dossier is built meanwhile, and what was
changed since stays stale. Whoever builds writes down that it begins, so that a story which brings its builder down is
known as one after a few times.

Functions that write are called inside `Database.write`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from twosource.store.database import Database, batches, listed
from twosource.store.places import DAY_SECONDS, NUMBER_BITS
from twosource.store.rows import dumps, outlet_key, sound, stamp

_DAY: Final = DAY_SECONDS << NUMBER_BITS  # places of one day
FAR: Final = timedelta(days=3)  # a story that is due later than any wait of ours was set by a clock turned back
MOST_TRIES: Final = 3  # of a story, before it is held for what ended its teller
_TOUCH: Final = (
    "INSERT INTO stale (story, turn, day, size, due, tries, reason)"
    " SELECT story, (SELECT last FROM counters WHERE name = 'turn'), MAX(place) / :day, COUNT(*), '', 0, ''"
    " FROM memberships JOIN reports ON number = report WHERE story IN {which} GROUP BY story"
    " ON CONFLICT (story) DO UPDATE SET turn = excluded.turn, day = excluded.day, size = excluded.size"
)


@dataclass(frozen=True, slots=True)
class Stale:
    """A story to be told anew: the change that made it so, its reports, and how often that was begun and not ended."""

    story: str
    turn: int
    size: int
    tries: int
    reason: str = ""


def touch(database: Database, stories: Iterable[str]) -> None:
    """These stories have changed; those that failed wait on until they are due."""
    wanted = sorted(set(stories))
    if wanted:
        database.run("UPDATE counters SET last = last + 1 WHERE name = 'turn'")
    for batch in batches(wanted):
        which, values = listed("s", batch)
        database.run(_TOUCH.format(which=which), [{**values, "day": _DAY}])


def touch_reports(database: Database, numbers: Sequence[int]) -> None:
    """The stories that these reports are in have changed."""
    touch(database, stories_with(database, numbers).values())


def stories_with(database: Database, numbers: Iterable[int]) -> dict[int, str]:
    """The story of each of these reports that is in one, by numbers."""
    found: dict[int, str] = {}
    for batch in batches(numbers):
        which, values = listed("n", batch)
        rows = database.rows(f"SELECT report, story FROM memberships WHERE report IN {which}", values)
        found |= {row["report"]: row["story"] for row in rows}
    return found


def wanted(database: Database, limit: int, now: datetime | None = None, but: Collection[str] = ()) -> list[Stale]:
    """Stories to be told anew, the newest first, of one day the largest; with `now` those that are due by then.

    Those of `but` are left out.
    """
    due = "WHERE (due <= :now OR due > :far)" if now else ""
    sql = f"SELECT story, turn, size, tries, reason FROM stale {due} ORDER BY day DESC, size DESC, story LIMIT :limit"
    rows = database.rows(
        sql, {"limit": limit + len(but), **({"now": stamp(now), "far": stamp(now + FAR)} if now else {})}
    )
    return [Stale(**row) for row in rows if row["story"] not in but][:limit]


def begin(database: Database, stories: Sequence[Stale], reason: str, due: datetime) -> None:
    """Somebody begins to tell these stories, written down before it is done.

    One that was begun MOST_TRIES times and never ended waits until `due` for its next try, for `reason`.
    """
    told = [{"story": one.story} for one in stories]
    database.run("UPDATE stale SET tries = tries + 1 WHERE story = :story", told)
    late = [{**one, "most": MOST_TRIES, "reason": reason, "due": stamp(due)} for one in told]
    database.run("UPDATE stale SET reason = :reason, due = :due WHERE story = :story AND tries > :most", late)


def set_aside(database: Database, story: str, reason: str, due: datetime) -> None:
    """A story could not be told: why, and when it is tried again."""
    told = {"story": story, "reason": sound(reason), "due": stamp(due)}
    database.run("UPDATE stale SET reason = :reason, due = :due WHERE story = :story", [told])


def settled(database: Database, story: str, turn: int | None) -> bool:
    """A story was told as it was at `turn`, or as it is; whether what was told may be kept.

    It may not where another has told it since as it is.
    """
    if turn is None:
        database.run("DELETE FROM stale WHERE story = :story", [{"story": story}])
        return True
    told = {"story": story, "turn": turn}
    if database.run("DELETE FROM stale WHERE story = :story AND turn = :turn", [told]):
        return True
    changed = "UPDATE stale SET tries = 0, due = '', reason = '' WHERE story = :story"
    return database.run(changed, [{"story": story}]) > 0


def outdate(database: Database, source: str, form: str) -> int:
    """Stories whose dossier another source made, or in another form, are stale; how many."""
    sql = (
        "SELECT story FROM dossiers d WHERE (source <> :source OR form <> :form)"
        " AND NOT EXISTS (SELECT 1 FROM stale WHERE stale.story = d.story) ORDER BY story"
    )
    found = [row["story"] for row in database.rows(sql, {"source": source, "form": form})]
    touch(database, found)
    return len(found)


def know_outlets(database: Database, outlets: Mapping[str, Mapping[str, Any]]) -> None:
    """Stories with reports of outlets that were known otherwise, or are known no longer, are stale.

    So are those that somebody may be telling now: what they will be kept with is the knowledge of before.
    """
    told = {outlet_key(name): dumps(dict(about)) for name, about in sorted(outlets.items())}
    held = {row["outlet"]: row["body"] for row in database.rows("SELECT outlet, body FROM known_outlets")}
    changed = sorted({*told.items()} ^ {*held.items()})
    keys = sorted({key for key, _ in changed})
    database.run("DELETE FROM known_outlets WHERE outlet = :outlet", [{"outlet": key} for key in keys])
    now = [{"outlet": key, "body": told[key]} for key in keys if key in told]
    database.run("INSERT INTO known_outlets (outlet, body) VALUES (:outlet, :body)", now)
    if keys:
        touch_outlets(database, keys)


def touch_outlets(database: Database, keys: Iterable[str]) -> None:
    """Every story that these outlets have told has changed, and every one that is not told yet."""
    found = {row["story"] for row in database.rows("SELECT story FROM stale")}
    for batch in batches(keys):
        which, values = listed("o", batch)
        rows = database.rows(f"SELECT DISTINCT story FROM appearances WHERE outlet IN {which}", values)
        found |= {row["story"] for row in rows}
    touch(database, found)


def outlets_known(database: Database, outlets: Mapping[str, Mapping[str, Any]]) -> bool:
    """Whether dossiers are made with just this knowledge of outlets."""
    told = {outlet_key(name): dumps(dict(about)) for name, about in outlets.items()}
    return told == {row["outlet"]: row["body"] for row in database.rows("SELECT outlet, body FROM known_outlets")}


@dataclass(frozen=True, slots=True)
class Behind:
    """How many stories have no dossier of what they are now; how many of them failed, and why, commonest first."""

    stories: int = 0
    failed: int = 0
    reasons: tuple[tuple[str, int], ...] = ()


def behind(database: Database) -> Behind:
    """How many stories have no dossier of what they are now, and why those that could not be told could not."""
    [row] = database.rows("SELECT COUNT(*) AS stories FROM stale")
    sql = "SELECT reason, COUNT(*) AS many FROM stale WHERE reason <> '' GROUP BY reason ORDER BY many DESC, reason"
    reasons = tuple((told["reason"], told["many"]) for told in database.rows(sql))
    return Behind(row["stories"], sum(many for _, many in reasons), reasons)

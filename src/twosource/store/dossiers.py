"""Dossiers, kept: read back equal to what was kept, and listed without being read.

Strategy: a dossier is kept beside what lists show of it, in one transaction that also tells that its story is fresh,
and with rows for the pages of speakers, outlets and topics (`appearances`). Texts stay with their reports, so that
one that was let go of takes the dossier with it: what cannot be read back word for word is not there.

A list is one range of one index. The weight of a story is its importance with no period (`briefing.importance`): what
stories of any time are compared by. The next page of a list goes on behind the last row of the one before.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final, Literal

from twosource.briefing.importance import Period, importance, total
from twosource.briefing.lines import lead_line
from twosource.briefing.material import Material
from twosource.errors import VerbatimError
from twosource.model import Counts, Dossier, Span, moment
from twosource.store import spoken
from twosource.store.appearances import FILL, emptied, rows_of
from twosource.store.database import Database, Row, Values, batches, listed
from twosource.store.packing import Body, Packed, TextName, hash_of, opened, pack, unpack
from twosource.store.packing import form as current_form
from twosource.store.rows import LONGEST_KEY, dumps, outlet_key, sound, stamp
from twosource.store.staleness import settled
from twosource.store.texts import text_names, texts_of
from twosource.store.webhooks import Event, happened

Order = Literal["weight", "last"]

EVER: Final = Period(None, None)
NEWS: Final = timedelta(days=3)  # since the last report of a story that is told outside as new: as long as tries go on
_COUNTS: Final = ("reports", "texts", "outlets", "origins")
_ROW: Final = ("story", "title", *_COUNTS, "names", "first", "last", "weight", "source", "form", "made", "lead")
_KEEP: Final = (
    f"INSERT INTO dossiers ({', '.join(_ROW)}) VALUES ({', '.join(f':{name}' for name in _ROW)})"
    f" ON CONFLICT (story) DO UPDATE SET {', '.join(f'{name} = excluded.{name}' for name in _ROW[1:])}"
)
_KEEP_BODY: Final = (
    "INSERT INTO dossier_bodies (story, body) VALUES (:story, :body)"
    " ON CONFLICT (story) DO UPDATE SET body = excluded.body"
)
SHELVED: Final = (
    "d.story AS story, d.title AS title, d.reports AS reports, d.texts AS texts, d.outlets AS outlets,"
    " d.origins AS origins, d.names AS names, d.first AS first, d.last AS last, d.weight AS weight, d.made AS made,"
    " d.lead AS lead,"
    " EXISTS (SELECT 1 FROM stale WHERE stale.story = d.story) AS stale"
)
"""The columns of a `Shelved`, of `dossiers d`."""


@dataclass(frozen=True, slots=True)
class Shelved:
    """What a list shows of a story.

    first, last: of its reports' publication, to the second; None where nothing is dated.
    made: when its dossier was kept. `stale`: the story has changed since.
    lead: the report and the place of the line by which a brief would begin to tell it, None where there is none.
    """

    story: str
    title: str
    counts: Counts
    first: datetime | None
    last: datetime | None
    made: datetime
    outlets: tuple[str, ...]
    weight: float
    stale: bool = False
    lead: tuple[str, Span] | None = None


# --- in ---------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Shelf:
    """A dossier made ready to be kept: what takes time, done without a look at the store."""

    row: Row
    packed: Packed
    names: Mapping[str, TextName]
    appearances: Mapping[str, Sequence[Row]]
    spoken: Sequence[Row]


def ready(dossier: Dossier, names: Mapping[str, TextName], source: str, now: datetime, *, lead: bool = True) -> Shelf:
    """What is kept of a dossier.

    Args:
        dossier: of a story of the store.
        names: of each of its reports by id, where the store has the text.
        source: a name for the code, weights and outlets that made it.
        now: when it was made.
        lead: whether the line is looked for by which it is told in lists.
    """
    packed = pack(dossier, names)
    known = [when for when in (moment(report.published) for report in dossier.reports) if when]
    row = {
        "story": dossier.id,
        "title": sound(dossier.title),
        **{name: getattr(dossier.counts, name) for name in _COUNTS},
        "names": sound(dumps(list(dict.fromkeys(report.outlet for report in dossier.reports if report.outlet)))),
        "first": stamp(min(known)) if known else "",
        "last": stamp(max(known)) if known else "",
        "weight": total(importance(dossier, EVER)),
        "source": source,
        "form": current_form(),
        "made": stamp(now),
        "lead": _lead(dossier) if lead else "",
    }
    return Shelf(row, packed, names, rows_of(dossier, str(row["last"])), spoken.rows_of(dossier, names))


def _lead(dossier: Dossier) -> str:
    """Where the line stands by which a brief would begin to tell the story; "" where it has none."""
    line = lead_line(Material(dossier))
    return sound(dumps([line.report, line.span.start, line.span.end])) if line else ""


def keep_dossier(database: Database, dossier: Dossier, source: str, now: datetime, *, turn: int | None = None) -> bool:
    """Keep the dossier of a story of the store, as of its change `turn`, or of now; whether it was kept.

    It is not where the story or the text of a report is gone, or another has kept it since as it is now.
    """
    with database.write():
        names = text_names(database, dossier)
        return names is not None and put(database, ready(dossier, names, source, now), turn)


def put(database: Database, shelf: Shelf, turn: int | None = None, *, silent: bool = False) -> bool:
    """`keep_dossier`, inside a transaction of who calls it; `silent`: it comes from elsewhere, and nobody is told."""
    story = {"story": shelf.row["story"]}
    if not database.rows("SELECT 1 FROM stories WHERE id = :story", story) or not _are_there(database, shelf):
        return False
    if not settled(database, str(shelf.row["story"]), turn):
        return False
    if not silent:
        _tell(database, shelf)
    database.run(_KEEP, [shelf.row])
    database.run(_KEEP_BODY, [{**story, "body": shelf.packed.body}])
    emptied(database, [str(shelf.row["story"])])
    for table, rows in shelf.appearances.items():
        database.run(FILL[table], rows if table != "sayings" else _placed(database, rows, shelf.names))
    spoken.put(database, str(shelf.row["story"]), shelf.spoken)
    return True


def _tell(database: Database, shelf: Shelf) -> None:
    """Have those told who asked to be, where the story is new or not what it was.

    What is no news to them is not told: a story of the past that comes in late, or that another version tells anew.
    """
    story, made = str(shelf.row["story"]), datetime.fromisoformat(str(shelf.row["made"]))
    sql = (
        "SELECT source, body FROM dossiers d JOIN dossier_bodies b ON b.story = d.story WHERE d.story = :story"
        " AND EXISTS (SELECT 1 FROM webhooks)"
    )
    was = [(str(row["source"]), bytes(row["body"])) for row in database.rows(sql, {"story": story})]
    if was and was[0][1] == shelf.packed.body:
        return
    last = str(shelf.row["last"])
    is_past = bool(last) and datetime.fromisoformat(last) < made - NEWS
    if is_past and (not was or was[0][0] != shelf.row["source"]):
        return
    happened(database, Event.STORY_CHANGED if was else Event.STORY_NEW, story, made)


def _are_there(database: Database, shelf: Shelf) -> bool:
    texts = texts_of(database, shelf.packed.texts)
    return all(name in texts for name in shelf.packed.texts)


def _placed(database: Database, rows: Sequence[Row], names: Mapping[str, TextName]) -> list[Row]:
    """Rows of who says what, by the number, place and outlet of the report.

    Only of reports that are still of the story, and whose text is still what was read.
    """
    held: dict[tuple[str, str], Row] = {}
    for batch in batches(sorted({names[row["report"]].report for row in rows})):
        which, values = listed("i", batch)
        sql = (
            "SELECT id, story, number, place, outlet, text FROM reports JOIN memberships ON report = number"
            f" WHERE id IN {which}"
        )
        found = database.rows(sql, values)
        held |= {(row["id"], row["story"]): {**row, "hash": hash_of(row["text"])} for row in found}
    placed = []
    for row in rows:
        name = names[row["report"]]
        at = held.get((name.report, row["story"]))
        if at and at["hash"] == name.hash:
            placed.append({**row, "report": at["number"], "place": at["place"], "outlet": at["outlet"]})
    return placed


# --- taken apart -----------------------------------------------------------------------------------------------------


def take_apart(database: Database, limit: int) -> int:
    """Keep what speakers say apart, for `limit` dossiers that an older version kept whole; of how many there were."""
    found = database.rows(f"SELECT story FROM dossiers WHERE apart = 0 LIMIT {limit:d}")
    if found:
        with database.write():
            for row in found:
                told = _read(database, row["story"])
                spoken.put(database, row["story"], spoken.rows_of(told[0], _names(*told)) if told else ())
    return len(found)


# --- moved ------------------------------------------------------------------------------------------------------------

EXPORTED: Final = (
    "d.story AS story, source, made, form, body, EXISTS (SELECT 1 FROM stale WHERE stale.story = d.story) AS stale"
    " FROM dossiers d JOIN dossier_bodies b ON b.story = d.story WHERE 1 = 1"
)
"""What an export holds of each dossier."""


def keep_exported(
    database: Database, body: bytes, *, story: str, source: str, made: str, form: str, stale: bool
) -> None:
    """Keep a dossier of another store, inside a transaction, where the story has none and is of the same reports.

    One of another version is left out: it is made anew.
    """
    if form != current_form() or _has(database, story):
        return
    packed = opened(body)
    texts = texts_of(database, packed.texts)
    if any(name not in texts for name in packed.texts):
        return
    found = unpack(packed, texts)
    told = _members(found)
    same = told == sorted(row["id"] for row in database.rows(_MEMBERS, {"story": story}))
    if found.id == story and same:
        turn = -1 if stale else None
        put(database, ready(found, _names(found, packed), source, datetime.fromisoformat(made)), turn, silent=True)


_MEMBERS: Final = "SELECT id FROM memberships JOIN reports ON number = report WHERE story = :story"


def fault(database: Database, story: str) -> str | None:
    """What is wrong with the dossier of a story that passes for fresh; one in another form is not looked into.

    Raises:
        LookupError, TypeError, ValueError: it was made by nothing of ours.
    """
    sql = "SELECT d.*, body FROM dossiers d LEFT JOIN dossier_bodies b ON b.story = d.story WHERE d.story = :story"
    rows = database.rows(sql, {"story": story})
    if not rows or rows[0]["body"] is None:
        return "missing, though its story is not to be told anew"
    if rows[0]["form"] != current_form():
        return None
    packed = opened(rows[0]["body"])
    try:
        found = unpack(packed, texts_of(database, packed.texts))
    except VerbatimError as error:
        return str(error)
    if _members(found) != sorted(row["id"] for row in database.rows(_MEMBERS, {"story": story})):
        return "of other reports than its story has"
    if rows[0]["apart"] and spoken.spoken_in(database, story) != spoken.parts(found):
        return "not what is kept of its speakers apart"
    told = ready(found, _names(found, packed), "", datetime.min.replace(tzinfo=UTC), lead=False).row
    wrong = [name for name in _ROW[: _ROW.index("weight")] if told[name] != rows[0][name]]
    return f"its {wrong[0]} is listed as {rows[0][wrong[0]]!r}, not {told[wrong[0]]!r}" if wrong else None


def _names(found: Dossier, packed: Body) -> dict[str, TextName]:
    return dict(zip((report.id for report in found.reports), packed.texts, strict=False))


def _has(database: Database, story: str) -> bool:
    return bool(database.rows("SELECT 1 FROM dossiers WHERE story = :story", {"story": story}))


def _members(found: Dossier) -> list[str]:
    """The ids of its reports, in all states of them."""
    return sorted({one for report in found.reports for one in (report.id, *report.other_ids)})


# --- out --------------------------------------------------------------------------------------------------------------


def dossier(database: Database, story: str) -> Dossier | None:
    """The dossier as it was kept, each passage at its offsets; None where there is none that can be read so."""
    told = _read(database, story)
    return told[0] if told else None


def _read(database: Database, story: str) -> tuple[Dossier, Body] | None:
    sql = (
        "SELECT body FROM dossier_bodies b JOIN dossiers d ON d.story = b.story WHERE b.story = :story AND form = :form"
    )
    for row in database.rows(sql, {"story": story, "form": current_form()}):
        body = opened(row["body"])
        try:
            return unpack(body, texts_of(database, body.texts)), body
        except VerbatimError:
            return None
    return None


# --- lists ------------------------------------------------------------------------------------------------------------


def shelved(
    database: Database,
    *,
    since: datetime | None = None,
    until: datetime | None = None,
    made: datetime | None = None,
    limit: int = 50,
    after: str | None = None,
    by: Order = "last",
    topic: str | None = None,
    outlet: str | None = None,
    alone: bool = False,
) -> list[Shelved]:
    """Stories, the last or the weightiest first.

    Args:
        database: the store.
        since: only stories with a report of then or later.
        until: only stories with a report of before then.
        made: only stories whose dossier was made then or later.
        limit: how many.
        after: the `cursor` of the last row of the page before.
        by: "last" (when their last report came out) or "weight".
        topic: only stories about this topic, by its key.
        outlet: only stories that this outlet, by name or key, has reports of.
        alone: of these, only those in which it has a statement that no other has.
    """
    values = Values()
    tables, last = "dossiers d", "d.last"
    told = [f"d.first < {values.name(stamp(until))} AND d.first <> ''"] if until else []
    if topic is not None:
        tables, last = f"{tables} JOIN subjects t ON t.story = d.story", "t.last"
        told.append(f"t.topic = {values.name(sound(topic)[:LONGEST_KEY])}")
    if outlet is not None:
        tables, last = f"{tables} JOIN appearances a ON a.story = d.story", "a.last"
        told.append(f"a.outlet = {values.name(outlet_key(outlet))}{' AND a.alone > 0' if alone else ''}")
    told += [f"{last} >= {values.name(stamp(since))}"] if since else []
    told += [f"d.made >= {values.name(stamp(made))}"] if made else []
    key = "d.weight" if by == "weight" else last
    if after is not None:
        at, _, story = after.partition(" ")
        told.append(f"({key}, d.story) < ({values.name(float(at) if by == 'weight' else at)}, {values.name(story)})")
    where = f"WHERE {' AND '.join(told)}" if told else ""
    sql = f"SELECT {SHELVED} FROM {tables} {where} ORDER BY {key} DESC, d.story DESC LIMIT {limit:d}"
    return [shelved_of(row) for row in database.rows(sql, values)]


def cursor(shown: Shelved, by: Order = "last") -> str:
    """Where the page behind this row begins."""
    key = repr(shown.weight) if by == "weight" else stamp(shown.last) if shown.last else ""
    return f"{key} {shown.story}"


def shelved_of(row: Mapping[str, Any]) -> Shelved:
    return Shelved(
        story=row["story"],
        title=row["title"],
        counts=Counts(row["reports"], row["texts"], row["outlets"], row["origins"]),
        first=_moment(row["first"]),
        last=_moment(row["last"]),
        made=datetime.fromisoformat(row["made"]),
        outlets=tuple(json.loads(row["names"])),
        weight=row["weight"],
        stale=bool(row["stale"]),
        lead=_place(row["lead"]),
    )


def _place(told: str) -> tuple[str, Span] | None:
    if not told:
        return None
    report, start, end = json.loads(told)
    return report, Span(start, end)


def _moment(told: str) -> datetime | None:
    return datetime.fromisoformat(told).astimezone(UTC) if told else None


def shelf_row(database: Database, story: str) -> Shelved | None:
    """What a list shows of one story."""
    for row in database.rows(f"SELECT {SHELVED} FROM dossiers d WHERE d.story = :story", {"story": story}):
        return shelved_of(row)
    return None


def fresh(database: Database, stories: Sequence[str], source: str) -> list[str]:
    """Those of the stories whose dossier is of what they are now, and made by `source`."""
    found: set[str] = set()
    for batch in batches(stories):
        which, values = listed("s", batch)
        sql = (
            f"SELECT story FROM dossiers d WHERE story IN {which} AND source = :source AND form = :form"
            " AND NOT EXISTS (SELECT 1 FROM stale WHERE stale.story = d.story)"
        )
        found |= {row["story"] for row in database.rows(sql, {**values, "source": source, "form": current_form()})}
    return [story for story in stories if story in found]


def story_of_report(database: Database, report_id: str) -> str | None:
    """The story that a report is in."""
    sql = "SELECT story FROM memberships JOIN reports ON number = report WHERE id = :id"
    for row in database.rows(sql, {"id": report_id}):
        return str(row["story"])
    return None

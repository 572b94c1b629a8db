"""Who says what, what an outlet has, and what stories are about, over all dossiers: a row each, so that pages of
speakers, outlets and topics are one range of an index.

Strategy: rows are made of a dossier when it is kept, and fall with it. A speaker stands in the table only where a key
is one and the same in all stories: persons, organisations, documents and outlets, not "officials". Spans are of the
report's text as it is now: rows of a report go when its text changes or it leaves the story, and come again with the
next dossier.

    sayings      speaker, report → [{"content", "cue", "source": [[start, end]…], "kind", "medium"}…]
    appearances  outlet, story   → reports, copies among them, statements, those that no other outlet has
    citations    outlet, story   → to whom how many of its passages are owed
    subjects     topic, story
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from twosource.briefing.importance import own_texts
from twosource.model import (
    Attribution,
    Directness,
    Dossier,
    Origin,
    OriginKind,
    Report,
    Span,
    Speaker,
    SpeakerKind,
    Statement,
)
from twosource.store.database import Database, Row, Values
from twosource.store.keeping import COLUMNS, with_earlier
from twosource.store.rows import LONGEST_KEY, dumps, outlet_key, sound, stamp
from twosource.store.spoken import ONE_AND_THE_SAME, speaker_key
from twosource.store.terms import terms

CITED: Final = frozenset(OriginKind) - {OriginKind.OWN, OriginKind.UNKNOWN}
_COLUMNS: Final = {
    "sayings": "speaker place story report name kind outlet spans",
    "appearances": "outlet last story name reports copies statements alone",
    "citations": "outlet last story kind name passages",
    "subjects": "topic last story name kind",
}
FILL: Final = {
    table: f"INSERT INTO {table} ({', '.join(names.split())}) VALUES ({', '.join(f':{n}' for n in names.split())})"
    for table, names in _COLUMNS.items()
}


# --- in ---------------------------------------------------------------------------------------------------------------


def rows_of(dossier: Dossier, last: str) -> dict[str, list[Row]]:
    """The rows of a dossier by table; `last` is when its last report came out. Sayings name reports by id."""
    own = {"story": dossier.id, "last": last}
    return {
        "sayings": _sayings(dossier),
        "appearances": [{**own, **row} for row in _appearances(dossier)],
        "citations": [{**own, **row} for row in _citations(dossier)],
        "subjects": [
            {**own, "topic": sound(topic.key)[:LONGEST_KEY], "name": sound(topic.name), "kind": topic.kind.value}
            for topic in {topic.key[:LONGEST_KEY]: topic for topic in dossier.topics}.values()
        ],
    }


def emptied(database: Database, stories: Sequence[str]) -> None:
    """The rows of these stories go."""
    for table in _COLUMNS:
        database.run(f"DELETE FROM {table} WHERE story = :story", [{"story": story} for story in stories])


def _sayings(dossier: Dossier) -> list[Row]:
    said: dict[tuple[str, str], list[Attribution]] = defaultdict(list)
    speakers: dict[tuple[str, str], Speaker] = {}
    for report, attribution in dossier.attributions:
        if attribution.speaker.kind in ONE_AND_THE_SAME:
            key = (speaker_key(attribution.speaker.key), report)
            said[key].append(attribution)
            speakers.setdefault(key, attribution.speaker)
    return [
        {
            "speaker": key,
            "report": report,
            "story": dossier.id,
            "name": sound(speakers[key, report].name),
            "kind": speakers[key, report].kind.value,
            "spans": dumps([_spans(one) for one in found]),
        }
        for (key, report), found in said.items()
    ]


def _spans(one: Attribution) -> dict[str, Any]:
    told = {"content": one.content, "cue": one.cue, "source": one.source, "kind": one.kind.value}
    return {**told, "medium": sound(one.medium) if one.medium else None}


def _appearances(dossier: Dossier) -> list[Row]:
    """What each outlet has in the story. It has a statement alone where the story has another outlet without it."""
    outlets = {report.id: report.outlet for report in dossier.reports if report.outlet}
    own = {report.id for report in own_texts(dossier)}
    keys = {outlet_key(outlet): outlet for outlet in outlets.values()}
    of = {one: outlet_key(outlet) for one, outlet in outlets.items()}
    having = [sorted({of[one] for one in _reports(statement) & of.keys()}) for statement in dossier.statements]
    told, alone = Counter(key for keys in having for key in keys), Counter(keys[0] for keys in having if len(keys) == 1)
    return [
        {
            "outlet": key,
            "name": sound(name),
            "reports": len(its := [one for one in of if of[one] == key]),
            "copies": sum(one not in own for one in its),
            "statements": told[key],
            "alone": alone[key] if len(keys) > 1 else 0,
        }
        for key, name in keys.items()
    ]


def _reports(statement: Statement) -> set[str]:
    return {testimony.passage.report for testimony in statement.testimonies}


def _citations(dossier: Dossier) -> list[Row]:
    outlets = {report.id: report.outlet for report in dossier.reports}
    owed: Counter[tuple[str, str, str]] = Counter()
    for statement in dossier.statements:
        for testimony in statement.testimonies:
            outlet, origin = outlets[testimony.passage.report], testimony.origin
            if outlet and origin.kind in CITED:
                owed[outlet_key(outlet), origin.kind.value, sound(origin.name)[:LONGEST_KEY]] += 1
    return [
        {"outlet": outlet, "kind": kind, "name": name, "passages": many} for (outlet, kind, name), many in owed.items()
    ]


# --- speakers ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Saying:
    """What a speaker says in one report. `place` is where the next page goes on."""

    report: Report
    story: str
    name: str
    kind: SpeakerKind
    said: tuple[Words, ...]
    place: str


@dataclass(frozen=True, slots=True)
class Words:
    """Spans of the report's text, in text order."""

    content: tuple[Span, ...]
    cue: tuple[Span, ...]
    source: tuple[Span, ...]
    kind: Directness
    medium: str | None


def sayings(database: Database, speaker: str, *, limit: int = 50, after: str | None = None) -> list[Saying]:
    """What a speaker says, the newest report first; `after` is the place of the last one of the page before."""
    values = Values({"speaker": speaker_key(speaker)})
    told = ""
    if after is not None:
        place, _, story = after.partition(" ")
        told = f"AND (s.place, s.story) < ({values.name(int(place))}, {values.name(story)})"
    sql = (
        f"SELECT {', '.join(f'r.{name} AS {name}' for name in COLUMNS.split(', '))},"
        " s.story AS story, s.name AS name, s.kind AS kind, s.spans AS spans"
        f" FROM sayings s JOIN reports r ON r.number = s.report WHERE s.speaker = :speaker {told}"
        f" ORDER BY s.place DESC, s.story DESC LIMIT {limit:d}"
    )
    rows = database.rows(sql, values)
    return [_saying(row, report) for row, report in zip(rows, with_earlier(database, rows), strict=True)]


def _saying(row: Row, report: Report) -> Saying:
    said = tuple(_words(report, one) for one in json.loads(row["spans"]))
    place = f"{row['place']} {row['story']}"
    return Saying(report, row["story"], row["name"], SpeakerKind(row["kind"]), said, place)


def _words(report: Report, told: Mapping[str, Any]) -> Words:
    """Raises VerbatimError where a span reaches outside its report's text."""
    content, cue, source = (tuple(Span(*span) for span in told[name]) for name in ("content", "cue", "source"))
    for span in (*content, *cue, *source):
        report.passage(span)
    return Words(content, cue, source, Directness(told["kind"]), told["medium"])


@dataclass(frozen=True, slots=True)
class SpeakerCounts:
    """A speaker, and in how many reports and stories they are heard."""

    speaker: str
    name: str
    kind: SpeakerKind
    reports: int
    stories: int


def heard(database: Database, speaker: str) -> SpeakerCounts | None:
    """Who that is, by the name that most reports give; None where nobody of that key is heard."""
    values = {"speaker": speaker_key(speaker)}
    sql = (
        "SELECT name, kind, COUNT(*) AS many FROM sayings WHERE speaker = :speaker"
        " GROUP BY name, kind ORDER BY many DESC, name, kind"
    )
    rows = database.rows(sql, values)
    if not rows:
        return None
    [told] = database.rows("SELECT COUNT(DISTINCT story) AS stories FROM sayings WHERE speaker = :speaker", values)
    many = sum(row["many"] for row in rows)
    return SpeakerCounts(speaker, rows[0]["name"], SpeakerKind(rows[0]["kind"]), many, told["stories"])


def heard_by(database: Database, speaker: str) -> list[tuple[str, int]]:
    """In how many reports of each outlet a speaker is heard, the most first."""
    sql = (
        "SELECT outlet, COUNT(*) AS many FROM sayings WHERE speaker = :speaker AND outlet IS NOT NULL"
        " GROUP BY outlet ORDER BY many DESC, outlet"
    )
    return [(row["outlet"], row["many"]) for row in database.rows(sql, {"speaker": speaker_key(speaker)})]


# --- outlets and topics -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class OutletFigures:
    """What an outlet has, over stories: how many have it, its reports, copies among them, and its statements."""

    name: str
    stories: int
    reports: int
    copies: int
    statements: int
    alone: int


def outlet_figures(database: Database, outlet: str, since: datetime | None = None) -> OutletFigures | None:
    """The figures of an outlet, by name or key, over stories whose last report is of `since` or later."""
    sql = (
        "SELECT MAX(name) AS name, COUNT(*) AS stories, SUM(reports) AS reports, SUM(copies) AS copies,"
        " SUM(statements) AS statements, SUM(alone) AS alone"
        " FROM appearances WHERE outlet = :outlet AND last >= :since"
    )
    [row] = database.rows(sql, _outlet(outlet, since))
    name = row.pop("name")
    return OutletFigures(name, **{what: int(many) for what, many in row.items()}) if name else None


def outlets_with(database: Database, words: str) -> list[str]:
    """The names of outlets that hold all of these words, as `outlet:` of a search has it; none for no words."""
    wanted = set(terms(words))
    names = [row["name"] for row in database.rows("SELECT DISTINCT name FROM appearances ORDER BY name")]
    return [name for name in names if wanted and wanted <= set(terms(name))]


def cited(database: Database, outlet: str, since: datetime | None = None, limit: int = 50) -> list[tuple[Origin, int]]:
    """Whom an outlet owes passages to, and how many, the most first."""
    sql = (
        "SELECT kind, name, SUM(passages) AS many FROM citations WHERE outlet = :outlet AND last >= :since"
        f" GROUP BY kind, name ORDER BY many DESC, kind, name LIMIT {limit:d}"
    )
    rows = database.rows(sql, _outlet(outlet, since))
    return [(Origin(OriginKind(row["kind"]), row["name"]), int(row["many"])) for row in rows]


def _outlet(outlet: str, since: datetime | None) -> dict[str, object]:
    return {"outlet": outlet_key(outlet), "since": stamp(since) if since else ""}

"""Whether all that is kept fits together: every inconsistency found, and named.

Strategy: nothing is trusted that can be made again: hashes, places, entries of the index and the offsets of voices and
of briefs' lines are all computed anew from the bytes that are there. The databases keep references for us, but a file
may have been opened by another tool: those are looked at too. Reads one moment, changes nothing.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from twosource.errors import VerbatimError
from twosource.model import Passage
from twosource.store.database import Database, Row, batches, listed, walked
from twosource.store.dossiers import fault
from twosource.store.indexing import entry, speakers
from twosource.store.marks import EMPTY
from twosource.store.material import body_key
from twosource.store.places import place
from twosource.store.rows import attributions_of, content, digest, report_of, report_of_row, spans_of
from twosource.store.subscribers import State


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong, with the thing that it is wrong of named so that its owner finds it."""

    name: str
    problem: str

    def __str__(self) -> str:
        return f"{self.name}: {self.problem}"


_ORPHANS: Final = (
    ("reports", "id", "page", "pages", "sha256", "its page is not in the store"),
    ("revisions", "report", "page", "pages", "sha256", "its page is not in the store"),
    ("revisions", "report", "report", "reports", "number", "a revision of no report"),
    ("attributions", "report", "report", "reports", "number", "attributions of no report"),
    ("media", "report", "report", "reports", "number", "media of no report"),
    ("memberships", "report", "report", "reports", "number", "in a story, but no report"),
    ("memberships", "report", "story", "stories", "id", "in a story that is not in the store"),
    ("dossiers", "story", "story", "stories", "id", "a dossier of no story"),
    ("dossier_bodies", "story", "story", "dossiers", "story", "a body of no dossier"),
    ("stale", "story", "story", "stories", "id", "to be told anew, but no story"),
    ("sayings", "speaker", "story", "dossiers", "story", "says something in a story without a dossier"),
    ("sayings", "speaker", "report", "reports", "number", "says something in no report"),
    ("spoken", "speaker", "story", "dossiers", "story", "has a part of a dossier that is not in the store"),
    ("appearances", "outlet", "story", "dossiers", "story", "appears in a story without a dossier"),
    ("citations", "outlet", "story", "dossiers", "story", "cites in a story without a dossier"),
    ("subjects", "topic", "story", "dossiers", "story", "of a story without a dossier"),
    ("items", "id", "feed", "feeds", "url", "an entry of no feed"),
    ("sends", "number", "subscriber", "subscribers", "number", "a mail to no subscriber"),
    ("deliveries", "id", "webhook", "webhooks", "number", "to be told to no webhook"),
    ("issues", "id", "told", "told_states", "digest", "nobody knows what its readers were told"),
    ("sessions", "digest", "account", "accounts", "number", "a session of no account"),
    ("tokens", "name", "account", "accounts", "number", "a token of no account"),
    ("identities", "subject", "account", "accounts", "number", "an identity of no account"),
    ("entry_reports", "report", "report", "reports", "number", "in an entry, but no report"),
    ("entry_reports", "report", "entry", "entries", "number", "in an entry that is not in the store"),
    ("marks", "mark", "account", "accounts", "number", "a mark of no account"),
    ("subscriptions", "outlet", "account", "accounts", "number", "a subscription of no account"),
    ("subscriptions", "account", "outlet", "outlets_synced", "number", "a subscription to no outlet"),
    ("notes", "number", "account", "accounts", "number", "a note of no account"),
    ("notes", "number", "report", "reports", "number", "a note on no report"),
    ("regroupings", "edit", "edit", "edits", "number", "to be regrouped, but no edit"),
)
_NAMED: Final = (
    ("sends", "issue", "issues", "id"),
    ("subscribers", "told", "told_states", "digest"),
    ("entries", "story", "stories", "id"),
    ("entries", "became", "entries", "number"),
    ("entries", "outlet", "outlets_synced", "number"),
    ("notes", "parent", "notes", "number"),
    ("edits", "account", "accounts", "number"),
)
_JSON: Final = (
    ("corrections", "id", "body"),
    ("known_outlets", "outlet", "body"),
    ("media", "report", "body"),
    ("feeds", "url", "state"),
    ("pages", "sha256", "headers"),
    ("edits", "number", "body"),
)


def check(database: Database, advance: Callable[[str], None]) -> Iterator[Fault]:
    """Every inconsistency. `advance` is told the name of each thing looked at."""
    yield from (Fault("database", fault) for fault in database.faults())
    with database.snapshot():
        yield from _orphans(database)
        for part in (_pages, _reports, _revisions, _attributions, _dossiers, _briefs, _bodies, _delivery, _apps):
            yield from part(database, advance)


def _orphans(database: Database) -> Iterator[Fault]:
    for table, name, column, other, key, problem in _ORPHANS:
        sql = (
            f"SELECT {name} AS name FROM {table} t WHERE NOT EXISTS"
            f" (SELECT 1 FROM {other} o WHERE o.{key} = t.{column}) ORDER BY 1"
        )
        for row in database.rows(sql):
            yield Fault(f"{table} {row['name']}", problem)
    sql = "SELECT id FROM stories WHERE NOT EXISTS (SELECT 1 FROM memberships WHERE story = id) ORDER BY id"
    for row in database.rows(sql):
        yield Fault(f"story {row['id']}", "has no report")
    for row in database.rows("SELECT name FROM accounts WHERE role NOT IN ('reader', 'editor', 'admin') ORDER BY 1"):
        yield Fault(f"account {row['name']}", "has a role that there is not")
    if not database.rows("SELECT 1 FROM accounts WHERE number = 1"):
        yield Fault("accounts", "the reader on this machine, number 1, is missing")
    sql = (
        "SELECT speaker, story FROM sayings s"
        " WHERE NOT EXISTS (SELECT 1 FROM memberships m WHERE m.report = s.report AND m.story = s.story) ORDER BY 1, 2"
    )
    for row in database.rows(sql):
        yield Fault(f"sayings {row['speaker']}", f"says something in story {row['story']}, which its report has left")
    key = f"s.{database.place}"
    sql = f"SELECT {key} AS place FROM search s LEFT JOIN reports r ON r.place = {key} WHERE r.number IS NULL"
    for row in database.rows(sql):
        yield Fault(f"search entry {row['place']}", "of no report")
    sql = "SELECT MAX(number) AS most, (SELECT last FROM counters WHERE name = 'report') AS last FROM reports"
    for row in database.rows(sql):
        if row["last"] is None or (row["most"] or 0) > row["last"]:
            yield Fault("counter of reports", f"stands at {row['last']}, but report number {row['most']} is there")


def _delivery(database: Database, advance: Callable[[str], None]) -> Iterator[Fault]:
    """Readers of briefs, and mails to them, that cannot be as they are."""
    for row in walked(database, "SELECT number, state, due FROM subscribers WHERE number > :after", "number"):
        advance(f"subscriber {row['number']}")
        if row["state"] not in set(State):
            yield Fault(f"subscriber {row['number']}", f"has a state that there is not, {row['state']!r}")
        elif row["due"] and row["state"] != State.ACTIVE:
            yield Fault(f"subscriber {row['number']}", f"is to get a brief, but is {row['state']}")
    for table, column, other, key in _NAMED:
        sql = (
            f"SELECT number FROM {table} t WHERE {column} IS NOT NULL AND NOT EXISTS"
            f" (SELECT 1 FROM {other} o WHERE o.{key} = t.{column}) ORDER BY 1"
        )
        for row in database.rows(sql):
            yield Fault(f"{table} {row['number']}", f"names a row of {other} that is not there")


def _apps(database: Database, advance: Callable[[str], None]) -> Iterator[Fault]:
    """What apps sync, and what readers wrote, that cannot be as it is."""
    advance("entries, marks and notes")
    for row in database.rows("SELECT number FROM entries WHERE story IS NOT NULL AND became IS NOT NULL ORDER BY 1"):
        yield Fault(f"entries {row['number']}", "was merged into another, and has a story")
    sql = "SELECT account, mark FROM marks WHERE LENGTH(bits) <> :size ORDER BY account, mark, block"
    for row in database.rows(sql, {"size": len(EMPTY)}):
        yield Fault(f"marks {row['mark']}", f"of account {row['account']} have a row of another length")
    sql = "SELECT number FROM notes WHERE state NOT IN ('shown', 'waiting', 'hidden') ORDER BY 1"
    for row in database.rows(sql):
        yield Fault(f"notes {row['number']}", "has a state that there is not")


def _pages(database: Database, advance: Callable[[str], None]) -> Iterator[Fault]:
    select = "SELECT sha256, name, size, content FROM pages WHERE sha256 > :after"
    for row in walked(database, select, "sha256", {"after": ""}):
        advance(str(row["name"]))
        if row["content"] is None:
            continue
        try:
            found = hashlib.sha256(zlib.decompress(row["content"])).hexdigest()
        except zlib.error as error:
            found = f"nothing ({error})"
        if found != row["sha256"]:
            yield Fault(f"page {row['sha256']} ({row['name']})", f"its bytes hash to {found}")
        if len(row["content"]) != row["size"]:
            yield Fault(f"page {row['sha256']} ({row['name']})", f"has {len(row['content'])} bytes, not {row['size']}")


def _reports(database: Database, advance: Callable[[str], None]) -> Iterator[Fault]:
    for batch in batches(walked(database, "SELECT * FROM reports WHERE number > :after", "number")):
        entries, names = _entries(database, batch), _names(database, batch)
        for row in batch:
            advance(row["id"])
            name = f"report {row['id']}"
            try:
                report = report_of_row(row)
            except (TypeError, ValueError) as error:
                yield Fault(name, f"cannot be read ({error})")
                continue
            if (digest(report), content(report)) != (row["digest"], row["content"]):
                yield Fault(name, f"its content hashes to {digest(report)}, not {row['digest']}")
            if place(report.published, row["number"]) != row["place"]:
                yield Fault(name, f"stands at {row['place']}, not where its date and number put it")
            if (found := entries.get(row["place"])) is None:
                yield Fault(name, "search does not know it")
            elif names is not None and found != entry(row, names.get(row["number"], ())):
                yield Fault(name, "search knows it by other words than its own")


def _names(database: Database, batch: list[Row]) -> Mapping[int, Sequence[str]] | None:
    """The speakers of reports, None where attributions cannot be read: `_attributions` names those."""
    try:
        return speakers(database, [row["number"] for row in batch])
    except (KeyError, TypeError, ValueError):
        return None


def _entries(database: Database, batch: list[Row]) -> dict[int, Row]:
    key = database.place
    which, values = listed("p", [row["place"] for row in batch])
    sql = f"SELECT {key} AS place, title, words, outlet, speaker FROM search WHERE {key} IN {which}"
    return {row["place"]: row for row in database.rows(sql, values)}


def _revisions(database: Database, advance: Callable[[str], None]) -> Iterator[Fault]:
    sql = (
        "SELECT r.id AS id, v.revision AS revision, r.revision AS latest, body, v.digest AS digest"
        " FROM revisions v JOIN reports r ON r.number = v.report ORDER BY r.number, v.revision"
    )
    for row in database.rows(sql):
        name = f"report {row['id']} revision {row['revision']}"
        advance(name)
        found = _body(row["body"])
        try:
            told = digest(report_of(found))
        except (KeyError, TypeError, ValueError) as error:
            yield Fault(name, f"cannot be read ({error!r})")
            continue
        if told != row["digest"]:
            yield Fault(name, f"its content hashes to {told}, not {row['digest']}")
        if row["revision"] >= row["latest"]:
            yield Fault(name, f"is no earlier than what the report is now, revision {row['latest']}")


def _attributions(database: Database, advance: Callable[[str], None]) -> Iterator[Fault]:
    for batch in batches(walked(database, "SELECT * FROM reports WHERE number > :after", "number")):
        reports = {row["number"]: row for row in batch}
        which, values = listed("n", list(reports))
        for row in database.rows(f"SELECT * FROM attributions WHERE report IN {which} ORDER BY report, tagger", values):
            held = reports[row["report"]]
            advance(held["id"])
            name = f"report {held['id']} attributions by {row['tagger']}"
            if row["content"] != held["content"]:
                yield Fault(name, "made of another revision")
            else:
                yield from (Fault(name, problem) for problem in _misplaced(held, row["body"]))


def _misplaced(row: Row, body: str) -> Iterator[str]:
    """What is wrong with attributions of the report of `row`."""
    try:
        report = report_of_row(row)
        found = attributions_of(json.loads(body))
    except (KeyError, TypeError, ValueError) as error:
        yield f"cannot be read ({error!r})"
        return
    for at, attribution in enumerate(found):
        if attribution.parent is not None and attribution.parent not in range(len(found)):
            yield f"number {at} is said by number {attribution.parent}, which is not there"
        for span in spans_of(attribution):
            try:
                report.passage(span)
            except VerbatimError as error:
                yield str(error)


def _dossiers(database: Database, advance: Callable[[str], None]) -> Iterator[Fault]:
    """Dossiers that cannot be read back, or are of other reports than their story has, though they pass for fresh."""
    sql = (
        "SELECT s.id AS story FROM stories s WHERE id > :after AND NOT EXISTS (SELECT 1 FROM stale WHERE story = s.id)"
    )
    for row in walked(database, sql, "story", {"after": ""}):
        advance(row["story"])
        try:
            if problem := fault(database, row["story"]):
                yield Fault(f"dossier {row['story']}", problem)
        except (LookupError, TypeError, ValueError) as error:
            yield Fault(f"dossier {row['story']}", f"cannot be read ({error!r})")


def _briefs(database: Database, advance: Callable[[str], None]) -> Iterator[Fault]:
    for row in walked(database, "SELECT id, body FROM briefs WHERE id > :after", "id", {"after": ""}):
        name = f"brief {row['id']}"
        advance(name)
        if body_key(row["body"]) != row["id"]:
            yield Fault(name, f"its body hashes to {body_key(row['body'])}")
        try:
            yield from (Fault(name, problem) for problem in _lines(json.loads(row["body"])))
        except (KeyError, TypeError, ValueError, VerbatimError) as error:
            yield Fault(name, f"cannot be read ({error!r})")


def _lines(body: Any) -> Iterator[str]:
    """Lines of a brief that are not at their offsets in its reports."""
    reports = {one["id"]: report_of({"subjects": (), **one}) for one in body["reports"]}
    for story in body["stories"]:
        for line in story["lines"]:
            report = reports.get(line["report"])
            if report is None:
                yield f"a line of report {line['report']}, which the brief does not hold"
            elif not Passage(line["report"], line["start"], line["end"], line["text"]).stands_in(report):
                yield f"a line is not at {line['start']}-{line['end']} of report {line['report']}"


def _bodies(database: Database, advance: Callable[[str], None]) -> Iterator[Fault]:
    for table, key, column in _JSON:
        for row in database.rows(f"SELECT {key} AS name, {column} AS body FROM {table} ORDER BY 1"):
            advance(str(row["name"]))
            if _body(row["body"]) is None:
                yield Fault(f"{table} {row['name']}", f"its {column} is no JSON")


def _body(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return None

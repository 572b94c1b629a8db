"""The texts that dossiers are of: named by report and hash, and found again, in reports as they are or as they were.

Strategy: a text is not kept twice. Who keeps a passage names the text that it stands in; who reads it back gets that
text to the letter, or none.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence

from twosource.model import Dossier, Report
from twosource.store.database import Database, batches, listed
from twosource.store.packing import TextName, hash_of
from twosource.store.rows import report_of


def text_names(database: Database, dossier: Dossier) -> dict[str, TextName] | None:
    """Where the store has the text of each report, by id; None where it lacks one."""
    ids = [one for report in dossier.reports for one in (report.id, *report.other_ids)]
    found = names_among(dossier.reports, _texts(database, ids))
    edited = [report for report in dossier.reports if report.id not in found]
    wanted = [TextName(one, hash_of(r.text)) for r in edited for one in (r.id, *r.other_ids)]
    for report in edited:
        of = {report.id, *report.other_ids}
        for name in _earlier_texts(database, wanted):
            if name.report in of and name.hash == hash_of(report.text):
                found[report.id] = name
    return found if len(found) == len(dossier.reports) else None


def names_among(reports: Sequence[Report], held: Mapping[str, str]) -> dict[str, TextName]:
    """For each report, the one of its states that has its text, given the texts that the store holds, by id."""
    found: dict[str, TextName] = {}
    for report in reports:
        for one in (report.id, *report.other_ids):
            if held.get(one) == report.text:
                found.setdefault(report.id, TextName(one, hash_of(report.text)))
    return found


def texts_of(database: Database, names: Sequence[TextName]) -> dict[TextName, str]:
    """Those of the texts that the store has, in reports as they are or as they were."""
    now = _texts(database, [name.report for name in names])
    told = {name: now[name.report] for name in names if name.report in now}
    found = {name: text for name, text in told.items() if hash_of(text) == name.hash}
    return {**found, **_earlier_texts(database, [name for name in told if name not in found])}


def _texts(database: Database, ids: Iterable[str]) -> dict[str, str]:
    """The texts of these reports as they are, by id."""
    found: dict[str, str] = {}
    for batch in batches(dict.fromkeys(ids)):
        which, values = listed("i", batch)
        rows = database.rows(f"SELECT id, text FROM reports WHERE id IN {which}", values)
        found |= {row["id"]: row["text"] for row in rows}
    return found


def _earlier_texts(database: Database, names: Sequence[TextName]) -> dict[TextName, str]:
    found: dict[TextName, str] = {}
    wanted = set(names)
    for batch in batches(dict.fromkeys(name.report for name in names)):
        which, values = listed("i", batch)
        sql = f"SELECT id, body FROM revisions JOIN reports ON number = report WHERE id IN {which}"
        for row in database.rows(sql, values):
            text = report_of(json.loads(row["body"])).text
            name = TextName(row["id"], hash_of(text))
            found |= {name: text} if name in wanted else {}
    return found

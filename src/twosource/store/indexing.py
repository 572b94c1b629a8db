"""Reports → the full-text index.

Strategy: an entry is a function of the report and of the names of who speaks in it, so it can be made again at any
time: when a report changes, when its voices are known, and by a migration for all. `checking` makes it again too.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Final

from twosource.store.database import Database, Row, batches, listed, walked
from twosource.store.terms import terms

BREAK: Final = "¶"
"""Stands between two names, so that no phrase reaches over; no text has it as a term."""


def entry(row: Row, names: Sequence[str]) -> Row:
    """What the index holds of a report's row, given the names of its speakers."""
    return {
        "place": row["place"],
        "title": " ".join(terms(row["title"] or "")),
        "words": " ".join(terms(row["text"])),
        "outlet": " ".join(terms(row["outlet"] or "")),
        "speaker": f" {BREAK} ".join(" ".join(terms(name)) for name in names),
    }


def reindex(database: Database, numbers: Sequence[int]) -> None:
    """Make the entries of these reports anew, under the lock of writers. Entries at places they left are not theirs."""
    for batch in batches(numbers):
        which, values = listed("n", batch)
        rows = database.rows(f"SELECT number, place, title, text, outlet FROM reports WHERE number IN {which}", values)
        names = speakers(database, batch)
        unindex(database, [row["place"] for row in rows])
        database.index([entry(row, names.get(row["number"], ())) for row in rows])


def unindex(database: Database, places: Sequence[int]) -> None:
    """Take reports, by their places, out of the full-text index, inside a transaction."""
    for batch in batches(places):
        which, values = listed("p", batch)
        database.run(f"DELETE FROM search WHERE {database.place} IN {which}", [values])


def speakers(database: Database, numbers: Sequence[int]) -> Mapping[int, Sequence[str]]:
    """The names of who speaks in each report that was read for voices."""
    if not numbers or not database.has_table("attributions"):
        return {}
    which, values = listed("n", numbers)
    found = database.rows(
        f"SELECT report, body FROM attributions WHERE report IN {which} ORDER BY report, tagger", values
    )
    return {row["report"]: sorted({one["speaker"]["name"] for one in json.loads(row["body"])}) for row in found}


def fill(database: Database) -> None:
    """Make the whole index anew, under the lock of writers."""
    database.run("DELETE FROM search")
    for batch in batches(walked(database, "SELECT number FROM reports WHERE number > :after", "number")):
        reindex(database, [row["number"] for row in batch])

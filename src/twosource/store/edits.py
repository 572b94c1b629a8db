"""What editors did, and what of it holds: who, when, what, and whether it was taken back.

Strategy: a correction of grouping is kept where grouping looks for it (`material.corrections`), and named here; an
amendment of the evidence is kept here alone. Nothing is ever rewritten: to undo is to say so. What an edit means is
for grouping and for evidence; here it is JSON.

Functions that write are called inside `Database.write`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from twosource.evidence.amendments import from_json
from twosource.store.database import Database, Row, batches, listed, walked
from twosource.store.rows import dumps, outlet_key, sound
from twosource.store.staleness import touch_outlets, touch_reports


@dataclass(frozen=True, slots=True)
class KeptEdit:
    """Something that an editor did. `correction` is the key of a correction of grouping."""

    number: int
    who: str
    at: datetime
    kind: str
    body: Mapping[str, Any]
    correction: str | None = None
    undone: datetime | None = None
    undone_by: str | None = None


def keep_edit(
    database: Database,
    body: Mapping[str, Any],
    *,
    account: int,
    who: str,
    now: datetime,
    correction: str | None = None,
) -> int:
    """Write down what an editor did, `{"kind", …}`; its number."""
    [row] = database.rows("SELECT COALESCE(MAX(number), 0) + 1 AS number FROM edits")
    told = {
        "number": row["number"],
        "account": account,
        "who": sound(who),
        "at": now.isoformat(),
        "correction": correction,
    }
    database.run(
        "INSERT INTO edits (number, account, who, at, kind, body, correction)"
        " VALUES (:number, :account, :who, :at, :kind, :body, :correction)",
        [{**told, "kind": str(body["kind"]), "body": sound(dumps(dict(body)))}],
    )
    return int(row["number"])


def undone(database: Database, number: int, who: str, now: datetime) -> None:
    """An edit was taken back."""
    sql = "UPDATE edits SET undone = :now, undone_by = :who WHERE number = :number AND undone IS NULL"
    database.run(sql, [{"number": number, "who": sound(who), "now": now.isoformat()}])


def edits(database: Database, limit: int = 100, below: int | None = None) -> list[KeptEdit]:
    """What was done, the last first; what came before number `below` if given."""
    values = {"below": below if below is not None else 2**62}
    sql = f"SELECT * FROM edits WHERE number < :below ORDER BY number DESC LIMIT {limit:d}"
    return [_edit(row) for row in database.rows(sql, values)]


def edit(database: Database, number: int) -> KeptEdit | None:
    for row in database.rows("SELECT * FROM edits WHERE number = :number", {"number": number}):
        return _edit(row)
    return None


def amendments(database: Database) -> list[tuple[int, Any]]:
    """The amendments of the evidence that hold, with their numbers, the oldest first."""
    sql = "SELECT number, body FROM edits WHERE correction IS NULL AND undone IS NULL ORDER BY number"
    return [(row["number"], json.loads(row["body"])) for row in database.rows(sql)]


def _edit(row: Row) -> KeptEdit:
    return KeptEdit(
        row["number"],
        row["who"],
        datetime.fromisoformat(row["at"]),
        row["kind"],
        json.loads(row["body"]),
        row["correction"],
        datetime.fromisoformat(row["undone"]) if row["undone"] else None,
        row["undone_by"],
    )


# --- in an export ----------------------------------------------------------------------------------------------------

FORM: Final = {
    **dict.fromkeys(("who", "at"), str),
    **dict.fromkeys(("correction", "undone", "undone_by"), str | None),
    "number": int,
    "body": dict,
}


def exported(database: Database) -> Iterator[dict[str, Any]]:
    """A line for each edit, the oldest first."""
    for row in walked(database, "SELECT * FROM edits WHERE number > :after", "number"):
        yield {"kind": "edit", **{name: row[name] for name in FORM}, "body": json.loads(row["body"])}


def take_in(database: Database, found: Sequence[Mapping[str, Any]]) -> None:
    """Edits whose number is free."""
    sql = "SELECT 1 FROM edits WHERE number = :number"
    for one in found:
        _edit({**one, "kind": one["body"]["kind"], "body": dumps(one["body"])})  # raises where it cannot be read
        if one["correction"] is None:
            from_json(one["body"], f"edit {one['number']}")
        if not database.rows(sql, {"number": one["number"]}):
            values = {
                **{name: one[name] for name in FORM},
                "kind": str(one["body"]["kind"]),
                "body": dumps(one["body"]),
            }
            names = ", ".join(values)
            database.run(f"INSERT INTO edits ({names}) VALUES ({', '.join(f':{name}' for name in values)})", [values])


# --- what is to be told anew ------------------------------------------------------------------------------------------


def touch_named(database: Database, reports: tuple[str, ...]) -> None:
    """The stories of these reports have changed."""
    for batch in batches(reports):
        which, values = listed("i", batch)
        rows = database.rows(f"SELECT number FROM reports WHERE id IN {which}", values)
        touch_reports(database, [row["number"] for row in rows])


def touch_outlet(database: Database, name: str) -> None:
    """Every story that an outlet has told has changed."""
    touch_outlets(database, [outlet_key(name.strip())])

"""Entries, marks and subscriptions of apps in an export: out, and in where there is room for them.

    {"kind": "entry", "number", "story": str | null, "body": {"became", "stamp", "published", "changed", "origins",
        "differences", "size", "outlet": [key, name] | null, "reports": [ids], "marks": {mark: [names of accounts]}}}
    {"kind": "shelf", "account", "outlet", "name", "title", "folder", "hidden"}

Strategy: numbers are what apps know, so an entry keeps its own or is left out: one whose number another has here is
another. Marks travel with their entry, by the names of accounts. What an entry tells is made again from its dossier.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from twosource.store import entries, marks
from twosource.store.database import Database, Row, batches, listed, walked

FORMS: Final[Mapping[str, Mapping[str, Any]]] = {
    "entry": {"number": int, "story": str | None, "body": dict},
    "shelf": {
        **dict.fromkeys(("account", "outlet", "name"), str),
        **dict.fromkeys(("title", "folder"), str | None),
        "hidden": bool,
    },
}
_TOLD: Final = ("became", "stamp", "published", "changed", "origins", "differences", "size")


def exported(database: Database) -> Iterator[dict[str, Any]]:
    """A line for each entry, those that were merged last, and for each outlet that a reader changed."""
    outlets = {row["number"]: row for row in database.rows("SELECT * FROM outlets_synced")}
    marked = _marked(database)
    for merged in ("", "NOT "):
        select = f"SELECT * FROM entries WHERE became IS {merged}NULL AND number > :after"
        for batch in batches(walked(database, select, "number")):
            reports = _reports(database, [row["number"] for row in batch])
            yield from (_line(row, outlets, reports.get(row["number"], []), marked) for row in batch)
    sql = (
        "SELECT a.name AS account, o.key AS outlet, o.name AS name, title, folder, hidden FROM subscriptions s"
        " JOIN accounts a ON a.number = s.account JOIN outlets_synced o ON o.number = s.outlet ORDER BY a.name, o.key"
    )
    for row in database.rows(sql):
        yield {"kind": "shelf", **row, "hidden": bool(row["hidden"])}


def _line(
    row: Row, outlets: Mapping[int, Row], reports: Sequence[str], marked: Mapping[str, Mapping[str, marks.Marked]]
) -> dict[str, Any]:
    outlet = outlets.get(row["outlet"])
    told = {mark: [name for name in having if row["number"] in having[name]] for mark, having in marked.items()}
    body = {
        **{name: row[name] for name in _TOLD},
        "outlet": [outlet["key"], outlet["name"]] if outlet else None,
        "reports": list(reports),
        "marks": {mark: names for mark, names in told.items() if names},
    }
    return {"kind": "entry", "number": row["number"], "story": row["story"], "body": body}


def _marked(database: Database) -> dict[str, dict[str, marks.Marked]]:
    """What each account has marked, by mark and name, in order."""
    sql = "SELECT DISTINCT mark, name, number FROM marks JOIN accounts ON number = account ORDER BY mark, name"
    found: dict[str, dict[str, marks.Marked]] = {}
    for row in database.rows(sql):
        found.setdefault(row["mark"], {})[row["name"]] = marks.marked(database, row["number"], row["mark"])
    return found


def _reports(database: Database, numbers: Sequence[int]) -> dict[int, list[str]]:
    which, values = listed("n", numbers)
    sql = f"SELECT entry, id FROM entry_reports JOIN reports ON number = report WHERE entry IN {which} ORDER BY report"
    found: dict[int, list[str]] = {}
    for row in database.rows(sql, values):
        found.setdefault(row["entry"], []).append(row["id"])
    return found


# --- in ---------------------------------------------------------------------------------------------------------------


def take_in_entries(database: Database, found: Sequence[Mapping[str, Any]]) -> None:
    """Entries whose number is free, of stories that have none; and marks of those that are the same here."""
    accounts = {row["name"]: row["number"] for row in database.rows("SELECT number, name FROM accounts")}
    for one in found:
        if _is_here(database, one) or _is_kept(database, one):
            for mark, names in one["body"]["marks"].items():
                for account in (accounts[name] for name in names if name in accounts):
                    marks.put(database, account, str(mark)[: marks.LONGEST_MARK], [one["number"]], on=True)


def _is_here(database: Database, one: Mapping[str, Any]) -> bool:
    sql = "SELECT 1 FROM entries WHERE number = :number AND story = :story"
    return bool(database.rows(sql, {"number": one["number"], "story": one["story"]}))


def _is_kept(database: Database, one: Mapping[str, Any]) -> bool:
    """Keep an entry that there is room for; whether there was."""
    body: Mapping[str, Any] = one["body"]
    values = {"number": one["number"], "story": one["story"], **{name: body[name] for name in _TOLD}}
    if any(not isinstance(values[name], int) for name in _TOLD[1:]) or one["number"] > entries.MOST:
        raise ValueError("times and counts are whole numbers")
    taken = "SELECT 1 FROM entries WHERE number = :number OR story = :story"
    lacking = (
        (body["became"] is not None, "SELECT 1 FROM entries WHERE number = :became"),
        (one["story"] is not None, "SELECT 1 FROM stories WHERE id = :story"),
    )
    if database.rows(taken, values) or any(asked and not database.rows(sql, values) for asked, sql in lacking):
        return False
    if database.rows("SELECT 1 FROM entries WHERE stamp = :stamp", values):
        values["stamp"] = entries.after_last(database)
    outlet = body["outlet"]
    values["outlet"] = entries.know_outlet(database, *map(str, outlet)) if outlet else None
    names = ", ".join(values)
    sql = f"INSERT INTO entries ({names}, title, author) VALUES ({', '.join(f':{name}' for name in values)}, '', '')"
    database.run(sql, [values])
    for batch in batches([str(report) for report in body["reports"]]):
        which, ids = listed("i", batch)
        database.run(
            "INSERT INTO entry_reports (report, entry)"
            f" SELECT number, :number FROM reports WHERE id IN {which} ON CONFLICT (report) DO NOTHING",
            [{"number": one["number"], **ids}],
        )
    return True


def take_in_shelves(database: Database, found: Sequence[Mapping[str, Any]]) -> None:
    """What readers changed of outlets, where they have not changed it here."""
    accounts = {row["name"]: row["number"] for row in database.rows("SELECT number, name FROM accounts")}
    for one in found:
        account = accounts.get(one["account"])
        number = entries.know_outlet(database, one["outlet"], one["name"])
        values = {"account": account, "outlet": number}
        known = "SELECT 1 FROM subscriptions WHERE account = :account AND outlet = :outlet"
        if account is not None and not database.rows(known, values):
            shelf = entries.Shelf(number, one["outlet"], one["name"], one["title"], one["folder"], one["hidden"])
            entries.keep_shelf(database, account, shelf)

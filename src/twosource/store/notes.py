"""What readers write beside the news: notes on stories and on passages, private or shared.

Strategy: a note hangs on a report, so that it is found again however stories are grouped; a passage is given by its
offsets in the text of that revision, which the store keeps. To delete a note is to delete it: nothing of it stays, and
what others answered stands alone from then on. Who may see which note is said here in one condition.

Functions that write are called inside `Database.write`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Final

from twosource.model import Passage, Report, Span
from twosource.store.database import Database, Row, walked
from twosource.store.keeping import named
from twosource.store.rows import sound

MOST: Final = 20_000
"""Notes of an account: one every two hours for five years."""
SHOWN: Final = 500
"""Notes of a story that are listed at once, the newest."""


class NoteState(StrEnum):
    SHOWN = "shown"
    WAITING = "waiting"  # for an editor to look at it
    HIDDEN = "hidden"  # by an editor


@dataclass(frozen=True, slots=True)
class Anchor:
    """What a note is on: a report as it was at a revision, and the passage of it, None for the story as a whole."""

    report: str
    revision: int
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Note:
    """A note. `who` is the name of its writer, `story` where its report is now, `parent` what it answers."""

    number: int
    account: int
    who: str
    anchor: Anchor
    story: str | None
    parent: int | None
    shared: bool
    state: NoteState
    body: str
    written: datetime


_SELECT: Final = (
    "SELECT n.number AS number, n.account AS account, a.name AS who, r.id AS report, n.revision AS revision,"
    " n.first AS first, n.last AS last, m.story AS story, n.parent AS parent, n.shared AS shared, n.state AS state,"
    " n.body AS body, n.written AS written FROM notes n JOIN accounts a ON a.number = n.account"
    " JOIN reports r ON r.number = n.report LEFT JOIN memberships m ON m.report = n.report"
)
_VISIBLE: Final = "(n.account = :account OR (n.shared = 1 AND (n.state = 'shown' OR :editor = 1)))"


def keep_note(
    database: Database,
    account: int,
    anchor: Anchor,
    body: str,
    *,
    shared: bool,
    state: NoteState,
    now: datetime,
    parent: int | None = None,
) -> int | None:
    """Keep a note; its number, None where the report is gone."""
    rows = database.rows("SELECT number FROM reports WHERE id = :id", {"id": anchor.report})
    if not rows:
        return None
    [last] = database.rows("SELECT COALESCE(MAX(number), 0) + 1 AS number FROM notes")
    values = {
        "number": last["number"],
        "account": account,
        "report": rows[0]["number"],
        "revision": anchor.revision,
        "first": anchor.span.start if anchor.span else None,
        "last": anchor.span.end if anchor.span else None,
        "parent": parent,
        "shared": int(shared),
        "state": state.value,
        "body": sound(body),
        "written": now.isoformat(),
    }
    names = ", ".join(values)
    database.run(f"INSERT INTO notes ({names}) VALUES ({', '.join(f':{name}' for name in values)})", [values])
    return int(last["number"])


def note(database: Database, number: int, account: int, *, editor: bool) -> Note | None:
    """A note, if `account` may see it."""
    sql = f"{_SELECT} WHERE n.number = :number AND {_VISIBLE}"
    for row in database.rows(sql, {"number": number, "account": account, "editor": int(editor)}):
        return _note(row)
    return None


def notes_on(database: Database, story: str, account: int, *, editor: bool) -> list[Note]:
    """The notes on a story and its passages that `account` may see, the oldest first."""
    sql = f"{_SELECT} WHERE m.story = :story AND {_VISIBLE} ORDER BY n.number DESC LIMIT {SHOWN}"
    rows = database.rows(sql, {"story": story, "account": account, "editor": int(editor)})
    return [_note(row) for row in reversed(rows)]


def notes_by(database: Database, account: int) -> list[Note]:
    """All that an account wrote, the oldest first."""
    rows = database.rows(f"{_SELECT} WHERE n.account = :account ORDER BY n.number", {"account": account})
    return [_note(row) for row in rows]


def waiting(database: Database) -> list[Note]:
    """The shared notes that an editor has not looked at, the oldest first."""
    sql = f"{_SELECT} WHERE n.state = 'waiting' AND n.shared = 1 ORDER BY n.number LIMIT {SHOWN}"
    return [_note(row) for row in database.rows(sql)]


def is_trusted(database: Database, account: int) -> bool:
    """Whether an editor has let a shared note of the account be shown, and none had to be hidden.

    One that was hidden counts until an editor shows it, also when its writer has deleted it.
    """
    sql = (
        "SELECT 1 FROM accounts WHERE number = :account AND notes_hidden = 0"
        " AND EXISTS (SELECT 1 FROM notes WHERE account = :account AND shared = 1 AND state = 'shown')"
    )
    return bool(database.rows(sql, {"account": account}))


def trust(database: Database, account: int) -> None:
    """What was hidden of an account counts no longer."""
    database.run("UPDATE accounts SET notes_hidden = 0 WHERE number = :account", [{"account": account}])


def how_many(database: Database, account: int) -> int:
    [row] = database.rows("SELECT COUNT(*) AS many FROM notes WHERE account = :account", {"account": account})
    return int(row["many"])


def judge(database: Database, number: int, state: NoteState) -> bool:
    """An editor shows or hides a shared note; whether there is one."""
    rows = database.rows("SELECT account, state FROM notes WHERE number = :number AND shared = 1", {"number": number})
    for row in rows:
        told = {"number": number, "state": state.value}
        database.run("UPDATE notes SET state = :state WHERE number = :number", [told])
        more = (state is NoteState.HIDDEN) - (row["state"] == NoteState.HIDDEN)
        sql = (
            "UPDATE accounts SET notes_hidden = CASE WHEN notes_hidden + :more < 0 THEN 0 ELSE notes_hidden + :more END"
        )
        database.run(f"{sql} WHERE number = :account", [{"more": more, "account": row["account"]}])
    return bool(rows)


def delete(database: Database, number: int, account: int) -> bool:
    """Delete a note of the account's own; whether there was one."""
    sql = "DELETE FROM notes WHERE number = :number AND account = :account"
    return database.run(sql, [{"number": number, "account": account}]) > 0


def _note(row: Row) -> Note:
    span = None if row["first"] is None else Span(row["first"], row["last"])
    return Note(
        number=row["number"],
        account=row["account"],
        who=row["who"],
        anchor=Anchor(row["report"], row["revision"], span),
        story=row["story"],
        parent=row["parent"],
        shared=bool(row["shared"]),
        state=NoteState(row["state"]),
        body=row["body"],
        written=datetime.fromisoformat(row["written"]),
    )


# --- in an export ----------------------------------------------------------------------------------------------------

FORM: Final = {
    **dict.fromkeys(("account", "report", "state", "body", "written"), str),
    **dict.fromkeys(("first", "last", "parent"), int | None),
    **dict.fromkeys(("number", "revision"), int),
    "shared": bool,
}


def exported(database: Database) -> Iterator[dict[str, Any]]:
    """A line for each note, the oldest first, with the name of its writer and the id of its report."""
    for row in walked(database, f"{_SELECT} WHERE n.number > :after", "number"):
        told = {name: row[name] for name in FORM if name not in {"account", "shared"}}
        yield {"kind": "note", **told, "account": row["who"], "shared": bool(row["shared"])}


def take_in(database: Database, found: Sequence[Mapping[str, Any]]) -> None:
    """Notes whose number is free, of accounts and reports that are here, on answers that are."""
    accounts = {row["name"]: row["number"] for row in database.rows("SELECT number, name FROM accounts")}
    for one in found:
        rows = database.rows("SELECT number FROM reports WHERE id = :report", {"report": one["report"]})
        taken = "SELECT 1 FROM notes WHERE number = :number"
        if one["account"] not in accounts or not rows or database.rows(taken, {"number": one["number"]}):
            continue
        answered = one["parent"] is not None and database.rows(taken, {"number": one["parent"]})
        datetime.fromisoformat(one["written"])
        values = {
            **{name: one[name] for name in FORM},
            "account": accounts[one["account"]],
            "report": rows[0]["number"],
            "parent": one["parent"] if answered else None,
            "shared": int(one["shared"]),
            "state": NoteState(one["state"]).value,
            "body": sound(one["body"]),
        }
        names = ", ".join(values)
        database.run(f"INSERT INTO notes ({names}) VALUES ({', '.join(f':{name}' for name in values)})", [values])


# --- what they are on -------------------------------------------------------------------------------------------------


def passages(database: Database, found: Sequence[Note]) -> dict[int, Passage]:
    """The words that notes are on, as they stood when the notes were written; of those whose text is still there."""
    held = named(database, [note.anchor.report for note in found])
    told: dict[int, Passage] = {}
    for one in found:
        text, span = _text(held.get(one.anchor.report), one.anchor.revision), one.anchor.span
        if text is not None and span is not None and 0 <= span.start < span.end <= len(text):
            told[one.number] = Passage(one.anchor.report, span.start, span.end, text[span.start : span.end])
    return told


def _text(report: Report | None, revision: int) -> str | None:
    """What a report said at that revision."""
    if report is None or not 0 < revision <= report.revision:
        return None
    return report.text if revision == report.revision else report.earlier[revision - 1].text

"""What an editor does on the site: done, written down with who and when, and taken back.

    what the editor saw ─▶ correction of grouping ─waits─▶ stories grouped anew ─┐
                        └▶ amendment of evidence  ───────────────────────────────┴▶ stale, so that they are told anew

Strategy: what is said holds at once, and is written down in one transaction; whoever gathers regroups behind it
(`storylines`), so that nobody waits for that in a browser. An editor names stories by what the page showed; a
correction names reports, in all their states, and holds however stories change later. What cannot be meant (to
split off all of a story, to merge a story with itself) is refused with a sentence that says why, before anything is
kept. Corrections are `editing`'s; who did what is `store.edits`'.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from twosource import editing
from twosource.errors import BadField
from twosource.evidence.amendments import Amendment, Copied, Owned, SpokenBy
from twosource.evidence.amendments import from_json as amendment_of
from twosource.evidence.amendments import to_json as amendment_json
from twosource.grouping.corrections import Correction, CorrectionKind, apart, merge, split, to_json
from twosource.store import Database, edits, regroupings
from twosource.store.keeping import named
from twosource.store.material import put_correction, take_correction


@dataclass(frozen=True, slots=True)
class Editor:
    """Who edits: the account's number, and the name that is written down."""

    account: int
    name: str


def merged(database: Database, editor: Editor, stories: Sequence[str], now: datetime) -> int:
    """These stories are one; the number of the edit.

    Raises:
        BadField: there is no such story, or it is one story already.
    """
    found = list(dict.fromkeys(_story(database, name) for name in stories))
    if len(found) < 2:
        raise BadField("story", "these are one story already", "name two stories or more")
    return _corrected(database, editor, merge(*found), now)


def parted(database: Database, editor: Editor, story: str, leaving: Sequence[str], now: datetime) -> int:
    """These reports of a story are a story of their own.

    Raises:
        BadField: they are not in it, or are all of it.
    """
    of = _story(database, story)
    if stray := [report for report in leaving if report not in of]:
        raise BadField("report", f"{stray[0]} is not in that story", "look at the story again: it may have changed")
    part = frozenset(editing.states_of(database, of, leaving))
    rest = [report for report in of if report not in part]
    if not rest or not part:
        raise BadField("report", "a split leaves reports on both sides", "choose some reports of the story, not all")
    return _corrected(database, editor, split([report for report in of if report in part], rest), now)


def moved(database: Database, editor: Editor, report: str, story: str, now: datetime) -> int:
    """A report is of that story, and not of the one that it is in.

    Raises:
        BadField: there is no such report or story, or it is in that story already.
    """
    source, target = _story(database, report), _story(database, story)
    if report not in source:
        raise BadField("report", f"{report} is no report", "name a report of the story")
    if report in target:
        raise BadField("report", f"{report} is in that story already", "name another story")
    part = tuple(editing.states_of(database, source, [report]))
    groups = (part, tuple(other for other in source if other not in part), target)
    return _corrected(database, editor, Correction(CorrectionKind.MOVE, groups), now)


def kept_apart(database: Database, editor: Editor, one: str, other: str, now: datetime) -> int:
    """Never together: the reports of one story, and those of another.

    Raises:
        BadField: there is no such story, or they are one.
    """
    first, second = _story(database, one), _story(database, other)
    if set(first) & set(second):
        raise BadField("story", "these are one story", "split it first, then keep its parts apart")
    return _corrected(database, editor, apart(first, second), now)


def amended(database: Database, editor: Editor, amendment: Amendment, now: datetime) -> int:
    """Keep an amendment of the evidence; its number. The stories that it touches are told anew.

    Raises:
        BadField: it names a report that is not there, or words that are not in it.
    """
    amendment_of(amendment_json(amendment), "correction")  # what could not be read again is not kept
    _check(database, amendment)
    with database.write():
        number = edits.keep_edit(database, amendment_json(amendment), account=editor.account, who=editor.name, now=now)
        _touch(database, amendment)
    return number


def undo(database: Database, editor: Editor, number: int, now: datetime) -> bool:
    """Take back what an editor did; whether it held until now."""
    with database.write():
        found = edits.edit(database, number)
        if found is None or found.undone is not None:
            return False
        edits.undone(database, number, editor.name, now)
        if found.correction is None:
            _touch(database, amendment_of(found.body, f"edit {number}"))
        else:
            take_correction(database, found.correction)  # unless that was done by command
            if not regroupings.give_up(database, number):
                regroupings.ask(database, number)
    return True


def _corrected(database: Database, editor: Editor, correction: Correction, now: datetime) -> int:
    """Keep a correction, which names all states of each report that it means."""
    told = to_json(correction)
    with database.write():
        key = put_correction(database, told, now)
        number = edits.keep_edit(database, told, account=editor.account, who=editor.name, now=now, correction=key)
        regroupings.ask(database, number)
    return number


def _story(database: Database, name: str) -> tuple[str, ...]:
    """The ids of a story's reports, in all their states."""
    found = tuple(editing.ids_of(database, name))
    if not found:
        raise BadField("story", f"{name} is no story here", "look at the story again: it may have another name now")
    return found


def _check(database: Database, amendment: Amendment) -> None:
    """Raises BadField where an amendment names what is not there."""
    match amendment:
        case Copied(ids):
            pass
        case SpokenBy(report):
            ids = (report,)
        case _:
            return
    held = named(database, ids)
    if gone := [report for report in ids if report not in held]:
        raise BadField("report", f"{gone[0]} is not in the store", "look at the story again")
    if isinstance(amendment, SpokenBy):
        text = held[amendment.report].text
        if text[amendment.start : amendment.end] != amendment.words:
            raise BadField("words", "they do not stand there", "look at the report again: it may have been edited")


def _touch(database: Database, amendment: Amendment) -> None:
    match amendment:
        case Copied(reports):
            edits.touch_named(database, reports)
        case SpokenBy(report):
            edits.touch_named(database, (report,))
        case Owned(outlet):
            edits.touch_outlet(database, outlet)

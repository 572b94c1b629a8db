"""Dossiers of the store → the entries that apps sync.

Strategy: a dossier that no entry tells yet is one that is newer than its entry, so nothing else is written down of what
is to be done: whatever is cut off goes on by itself. Each story is settled in a transaction of its own: what it goes on
under (`grouping.succession`), whether it grew (`briefing.growth`), and what it tells (`rendering.entry`) are decided
elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime

from twosource.briefing.growth import Extent, extent, grew
from twosource.evidence.families import outlet_of
from twosource.grouping.succession import Past, succession
from twosource.model import Dossier, Outlet, moment
from twosource.rendering.entry import entry_author, entry_body
from twosource.rendering.words import ENGLISH
from twosource.store import Database, entries, marks
from twosource.store.dossiers import dossier
from twosource.store.entries import EntryContent


def catch_up(
    database: Database,
    outlets: Mapping[str, Outlet],
    now: Callable[[], datetime],
    *,
    limit: int = 1_000,
    stopping: Callable[[], bool] = lambda: False,
) -> int:
    """Settle the entries of stories whose dossier is newer, `limit` of them at most; how many there were."""
    done = 0
    for story, made in entries.unsettled(database, limit):
        if stopping():
            break
        if (told := dossier(database, story)) is not None:  # else its reports were let go of
            settle(database, told, made, outlets, now())
            done += 1
    return done


def settle(database: Database, told: Dossier, made: str, outlets: Mapping[str, Outlet], now: datetime) -> None:
    """The entry of a story tells this dossier of it from now on.

    Args:
        database: the store.
        told: the dossier.
        made: when the dossier was made, as the store has it.
        outlets: by casefolded key or name.
        now: the time.
    """
    telling = _telling(told, made, outlets)
    with database.write():
        number, known = _entry(database, told.id, now)
        new = extent(told)
        most = new if known is None else known | new
        telling = _with(telling, most)
        entries.tell(database, number, telling, now, grown=known is not None and grew(known, new))


def _telling(told: Dossier, made: str, outlets: Mapping[str, Outlet]) -> EntryContent:
    first = told.reports[0]
    outlet = outlet_of(first, outlets)
    published = max(filter(None, (moment(report.published) for report in told.reports)), default=None)
    return EntryContent(
        story=told.id,
        made=made,
        published=published or datetime.fromisoformat(made),
        outlet=(outlet.key, outlet.name) if outlet else ("", ENGLISH("outlet.unknown")),
        title=told.title,
        author=entry_author(told, outlets),
        body=entry_body(told, outlets),
    )


def _with(telling: EntryContent, most: Extent) -> EntryContent:
    return replace(telling, origins=most.origins, differences=most.differences)


def _entry(database: Database, story: str, now: datetime) -> tuple[int, Extent | None]:
    """The entry that a story goes on under, and how far it had come; None where the dossier tells."""
    own, held = entries.of_story(database, story), entries.holders(database, story)
    pasts = [Past(one.number, one.reports, one.story is not None) for one in held]
    found = succession(own, pasts)
    if found.entry is None:
        number = entries.opened(database, story, now)
        if found.parent is not None:
            marks.inherit(database, found.parent, number)
        known = None
    else:
        number = found.entry
        if number != own:
            entries.goes_by(database, number, story)
        known = _known(database, (number, *found.merged), lost=entries.has_lost(database, number))
        for gone in found.merged:
            entries.become(database, gone, number)
    for one in held:
        if one.number != number and one.story is not None and not one.whole:
            entries.forget_extent(database, one.number)
    return number, known


def _known(database: Database, numbers: tuple[int, ...], *, lost: bool) -> Extent | None:
    """How far entries that are one now had come together, None where one of them lost reports since."""
    extents = [Extent(*one) for one in entries.extent_of(database, numbers)]
    if lost or any(one.origins < 0 for one in extents):
        return None
    return sum(extents[1:], extents[0])

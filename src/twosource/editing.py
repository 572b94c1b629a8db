"""What an editor says of the stories in the store → corrections that are kept, and the stories that follow of them.

    stories as last shown ─named by editor─▶ reports ─▶ correction ─kept─▶ the stories that it touches, grouped anew

Strategy: an editor points at what a command showed: a story by its id, or by one of its reports. A correction names
reports, so what was meant is looked up once, among the stories that the store keeps, and holds however stories change
later. What a correction touches is grouped anew at once, among all that was published around it, so that the next
correction means what its editor sees.

What may live here: calls of the store and of `grouping`, as in `desk`. What a correction comes to is `grouping`'s.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import chain

from twosource import grouping
from twosource.desk import LEAD_IN, said, stored_reports, stories
from twosource.grouping.corrections import Correction, constraints_on, from_json, to_json
from twosource.grouping.revisions import akin, revised
from twosource.model import Report, Story, moment
from twosource.store import Database
from twosource.store.keeping import heads, named
from twosource.store.material import corrections, drop_correction, keep_correction, keep_stories, memberships
from twosource.store.storylines import is_grouped, reports_of, stories_of


def story_of(database: Database, name: str) -> tuple[Report, ...]:
    """The reports of a story, by its id or by that of one of its reports, all states of one as one; () if unknown."""
    return revised(named(database, ids_of(database, name)).values())


def ids_of(database: Database, name: str) -> list[str]:
    """The ids of the reports of a story, by its id or by that of one of its reports, in all their states."""
    if not is_grouped(database):
        stories(database, stored_reports(database))
    reports = reports_of(database, name) or next((reports_of(database, of) for of in stories_of(database, [name])), [])
    return reports or list(named(database, [name]))


def states_of(database: Database, ids: Sequence[str], chosen: Sequence[str]) -> list[str]:
    """The ids of all states of the reports that are `chosen` of a story of these ids, each once.

    Of a story of thousands only those are looked at that may be states of them.
    """
    folded = revised(named(database, akin(heads(database, ids), chosen)).values())
    states = [(report.id, *report.other_ids) for report in folded]
    return [one for several in states if not set(several).isdisjoint(chosen) for one in several]


def correct(database: Database, told: Sequence[Correction], now: datetime) -> tuple[str, tuple[Story, ...]]:
    """Keep what an editor says, in this order; the key of the last, and the stories touched, as from now on.

    They come after all that was said before, though the clock was set back since.
    """
    key = ""
    for correction in told:
        key = keep_correction(database, to_json(correction), now)
    return key, regrouped(database, _reports(told))


def undo(database: Database, key: str) -> tuple[Story, ...]:
    """Take a correction back; the stories that it touched, as they are from now on.

    Raises:
        KeyError: there is none of this key.
    """
    correction = from_json(corrections(database)[key], f"correction {key}")
    drop_correction(database, key)
    return regrouped(database, _reports([correction]))


def regrouped(database: Database, reports: Iterable[str]) -> tuple[Story, ...]:
    """The stories of these reports, and of those that they were with, grouped anew and kept.

    They are grouped among the reports of their days and of LEAD_IN before and after; among all where one is undated.
    """
    held, touched = memberships(database), set(reports)
    of = {held[report] for report in touched if report in held}
    touched |= {report for report, story in held.items() if story in of}
    days = [when and when.date() for when in (moment(r.published) for r in named(database, sorted(touched)).values())]
    known = [day for day in days if day]
    around = (min(known), max(known) + LEAD_IN) if known and len(known) == len(days) else (None, None)
    found = stored_reports(database, *around)
    made = grouping.group(found, constraints_on(found, said(database)))
    anew = tuple(story for story in made if not touched.isdisjoint(_names(story)))
    keep_stories(database, anew)
    return anew


def _reports(told: Iterable[Correction]) -> Iterable[str]:
    return chain.from_iterable(group for correction in told for group in correction.groups)


def _names(story: Story) -> Iterable[str]:
    """The ids of a story's reports, of all their states."""
    return chain.from_iterable((report.id, *report.other_ids) for report in story.reports)

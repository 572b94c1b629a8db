"""The path with a store beside it: reports into the store, and dossiers of what it holds.

    pages ─reading─▶ reports ─▶ store ─▶ reports, all states of one as one ─▶ stories, as corrected ─▶ dossiers
                                  ◀──────── who says what, found once ────────┘

Strategy: like `pipeline`, each function walks one stretch and only calls. The judgement that storing needs (whether a
report with a name that is taken is a later state of the one that has it) is `grouping`'s, and is handed to the store.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, replace
from datetime import date, datetime, timedelta
from functools import partial

from twosource import pipeline
from twosource.errors import InputError
from twosource.evidence.amendments import Amendment
from twosource.evidence.amendments import from_json as amendment_of
from twosource.evidence.standing import Meaning
from twosource.grouping.corrections import Correction, from_json
from twosource.grouping.revisions import follows, revised
from twosource.model import Attribution, Dossier, Outlet, Page, Report, Story
from twosource.pipeline import Advance, Listen, silent
from twosource.store import Database
from twosource.store.dossiers import dossier, fresh
from twosource.store.edits import amendments
from twosource.store.keeping import Kept, ReadPage, keep, reports
from twosource.store.material import attributions, corrections, keep_attributions, keep_stories
from twosource.store.staleness import outlets_known
from twosource.voices import Tag

PORTION_PAGES = 100  # of one transaction
PORTION_BYTES = 8_000_000  # of one transaction, but for a page that has more
LEAD_IN = timedelta(days=14)  # before a period, for the stories that run into it: how long grouping's window is


def take_in(
    database: Database,
    pages: Iterable[Page | InputError],
    now: datetime,
    *,
    outlet: str | None = None,
    advance: Advance = silent,
) -> Iterator[Kept]:
    """Keep the reports of `pages` in the store, a portion at a time; what each portion came to, problems too.

    Args:
        database: the store.
        pages: pages, and errors for those that could not be had.
        now: when they came.
        outlet: who publishes them, where the pages come from one outlet.
        advance: told the id of each report.
    """
    portion: list[ReadPage] = []
    size = 0
    for page in pages:
        if isinstance(page, InputError):
            yield Kept(problems=(page,))
            continue
        told = list(pipeline.read([page], outlet=outlet))
        found = tuple(report for report in told if isinstance(report, Report))
        yield Kept(problems=tuple(problem for problem in told if isinstance(problem, InputError)))
        portion.append(ReadPage(page, found))
        size += len(page.content)
        for report in found:
            advance(report.id)
        if len(portion) >= PORTION_PAGES or size >= PORTION_BYTES:
            yield keep(database, portion, now, follows=is_state)
            portion, size = [], 0
    yield keep(database, portion, now, follows=is_state)


def is_state(report: Report, held: Report) -> bool:
    """Whether a report that comes under the name of another is a later state of it, not another report of that name."""
    if report.text == held.text:
        return True
    elsewhere = replace(report, id=f"{report.id} again")  # so that address and outlet are looked at, not the name
    return follows(report, held) or follows(elsewhere, held)


def stored_reports(database: Database, since: date | None = None, until: date | None = None) -> tuple[Report, ...]:
    """The reports of the store that stories of the days `since` to `until` may have, all states of one as one."""
    return revised(reports(database, since - LEAD_IN if since else None, until))


def stories(database: Database, found: Sequence[Report]) -> tuple[Story, ...]:
    """The stories of `found` as an editor corrected them; the store keeps them, so that a correction can name them."""
    made = pipeline.stories(found, said(database))
    keep_stories(database, made)
    return made


def said(database: Database) -> tuple[Correction, ...]:
    """What an editor has said of the stories, the oldest first."""
    return tuple(from_json(body, f"correction {key}") for key, body in corrections(database).items())


def amended(database: Database) -> tuple[Amendment, ...]:
    """What an editor has said of copies, speakers and owners, the oldest first."""
    return tuple(amendment_of(body, f"edit {number}") for number, body in amendments(database))


def dossiers(
    database: Database,
    found: Sequence[Report],
    outlets: Mapping[str, Outlet],
    listen: Listen,
    *,
    meaning: Meaning | None = None,
    source: str = "",
    workers: int = 1,
    advance: Advance = silent,
) -> tuple[Dossier, ...]:
    """A dossier of each story of `found`, as an editor corrected stories in the store.

    One that the store keeps is taken where it is what would be made: by `source`, a name for the code and weights at
    work, with the same outlets, of the story as it is now. With several `workers` a story's texts are compared while
    voices in them are found.
    """
    told, grouped = amended(database), stories(database, found)
    known = {key: asdict(outlet) for key, outlet in outlets.items()}
    tell = partial(
        pipeline.dossier_of, outlets=outlets, workers=workers, listen=listen, meaning=meaning, amendments=told
    )
    ready = fresh(database, [story.id for story in grouped], source) if outlets_known(database, known) else []
    at_hand, made = set(ready), []
    for story in grouped:
        kept = dossier(database, story.id) if story.id in at_hand else None
        if kept and kept.reports == story.reports:
            made.append(replace(kept, topics=story.topics))  # those depend on what else is grouped
        else:
            made.append(tell(story))
        advance(made[-1].title)
    return tuple(made)


def remembering(database: Database, tag: Tag, tagger: str, *, workers: int = 1) -> Listen:
    """Voices by `tag`, found once for each report and kept in the store under the name `tagger`."""

    def listen(told: Sequence[Report]) -> Mapping[str, tuple[Attribution, ...]]:
        known = attributions(database, told, tagger)
        new = [report for report in told if report.id not in known]
        found = {report.id: heard for report, heard in pipeline.attributions(new, tag, workers=workers)}
        keep_attributions(database, found, new, tagger)
        return {**known, **found}

    return listen

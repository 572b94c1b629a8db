"""The path, in one place.

    pages ─reading─▶ reports ─grouping─▶ stories ─voices─▶ attributions ─evidence─▶ dossiers ─briefing─▶ brief

Strategy: each function here walks one stretch of the path for a whole collection, and only calls: what a stage decides
is decided in its verb. Errors travel in the stream beside the values, so that one bad input never stops the rest.
Nothing here opens, fetches or writes: edges hand pages in, and take values out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from twosource import briefing, grouping, voices
from twosource.errors import DuplicateId, InputError
from twosource.evidence.amendments import Amendment
from twosource.evidence.dossier import composed, verify
from twosource.evidence.sidebyside import SideBySide, side_by_side
from twosource.evidence.standing import Meaning
from twosource.grouping.corrections import Correction, constraints_on
from twosource.grouping.revisions import revised
from twosource.grouping.topics import with_topics
from twosource.model import Attribution, Brief, DateMention, Dossier, Outlet, Page, Report, Story
from twosource.parallel import beside, in_order
from twosource.reading.dates import dates
from twosource.reading.pages import reports as reports_of_page
from twosource.voices import Tag

Advance = Callable[[str], None]
"""Told the name of each thing done, for progress."""
Listen = Callable[[Sequence[Report]], Mapping[str, tuple[Attribution, ...]]]
"""Who says what in each of some reports, by id: found now, or remembered."""


def silent(_: str) -> None:
    """Progress for nobody."""


def read(pages: Iterable[Page | InputError], *, outlet: str | None = None) -> Iterator[Report | InputError]:
    """The reports of `pages` as they come; of two with one id, the first.

    Args:
        pages: pages, and errors for those that could not be had.
        outlet: who publishes them, where the pages come from one outlet.
    """
    seen: set[str] = set()
    for found in _reports(pages, outlet):
        if isinstance(found, Report) and found.id in seen:
            yield _duplicate(found)
            continue
        if isinstance(found, Report):
            seen.add(found.id)
        yield found


@dataclass(frozen=True, slots=True)
class Intake:
    """All that came in: reports in publication order with ids of their own, and what could not be used."""

    reports: tuple[Report, ...]
    problems: tuple[InputError, ...]


def take_in(pages: Iterable[Page | InputError], *, outlet: str | None = None, advance: Advance = silent) -> Intake:
    """Every report of `pages`, with all states of one as one; in whatever order they come.

    Of those with one id that are no states of one report the first by publication and text stays.
    """
    found: list[Report] = []
    problems: list[InputError] = []
    for item in _reports(pages, outlet):
        if isinstance(item, Report):
            found.append(item)
            advance(item.id)
        else:
            problems.append(item)
    kept: dict[str, Report] = {}
    for report in revised(found):
        if report.id in kept:
            problems.append(_duplicate(report))
        else:
            kept[report.id] = report
    return Intake(tuple(kept.values()), tuple(problems))


def _reports(pages: Iterable[Page | InputError], outlet: str | None) -> Iterator[Report | InputError]:
    for page in pages:
        if isinstance(page, InputError):
            yield page
        else:
            yield from reports_of_page(page if outlet is None else replace(page, outlet=outlet))


def _duplicate(report: Report) -> DuplicateId:
    return DuplicateId(
        report.id, "a second report with this id", "give each report an id of its own; the other is used"
    )


def stories(reports: Sequence[Report], corrections: Sequence[Correction] = ()) -> tuple[Story, ...]:
    """The stories of `reports`, as an editor corrects them, with what they are about."""
    return with_topics(grouping.group(reports, constraints_on(reports, corrections)))


def attributions(
    reports: Iterable[Report], tag: Tag = voices.tag, *, workers: int = 1
) -> Iterator[tuple[Report, tuple[Attribution, ...]]]:
    """Each report as it comes, with who says what in it by the tagger `tag`; `workers` are read at once."""
    return in_order(lambda report: (report, voices.attributions(report, tag)), reports, workers)


def date_mentions(report: Report) -> tuple[DateMention, ...]:
    return dates(report.text, report.published)


def dossiers(
    reports: Sequence[Report],
    outlets: Mapping[str, Outlet],
    *,
    tag: Tag = voices.tag,
    workers: int = 1,
    meaning: Meaning | None = None,
    advance: Advance = silent,
) -> tuple[Dossier, ...]:
    """A dossier of each story in `reports`, every passage in it checked against its report.

    Raises:
        VerbatimError: a passage is not at its offsets.
    """
    made = []
    for story in stories(reports):
        made.append(dossier_of(story, outlets, tag, workers=workers, meaning=meaning))
        advance(made[-1].title)
    return tuple(made)


def dossier_of(
    story: Story,
    outlets: Mapping[str, Outlet],
    tag: Tag = voices.tag,
    *,
    workers: int = 1,
    listen: Listen | None = None,
    meaning: Meaning | None = None,
    amendments: Sequence[Amendment] = (),
) -> Dossier:
    """The dossier of one story, every passage in it checked against its report.

    Who says what is found by `tag`, unless `listen` is given: it may remember. With several workers what the texts tell
    by themselves is found meanwhile. Without `meaning` passages are aligned by their words alone. `amendments` are what
    an editor says of copies, speakers and owners.

    Raises:
        VerbatimError: a passage is not at its offsets.
    """
    with beside(partial(_by_themselves, story, outlets, meaning, amendments), workers) as by_themselves:
        if listen is None:
            said = {report.id: found for report, found in attributions(story.reports, tag, workers=workers)}
        else:
            said = dict(listen(story.reports))
    laid, dated = by_themselves()
    made = replace(composed(story.id, laid, said, dated, amendments=amendments), topics=story.topics)
    verify(made)
    return made


def _by_themselves(
    story: Story, outlets: Mapping[str, Outlet], meaning: Meaning | None, amendments: Sequence[Amendment]
) -> tuple[SideBySide, Mapping[str, tuple[DateMention, ...]]]:
    """What the texts tell before anybody in them is heard: themselves side by side, and their dates."""
    laid = side_by_side(story, outlets, meaning, amendments=amendments)
    return laid, {report.id: date_mentions(report) for report in story.reports}


def brief(dossiers: Sequence[Dossier], *, since: date | None, until: date | None, stories: int) -> Brief:
    """The brief of a period. `since` and `until` are the first and the last day; `stories` how many at most."""
    return briefing.brief(dossiers, since, until, stories)

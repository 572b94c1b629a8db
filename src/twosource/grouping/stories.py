"""Which reports tell of one event: a batch of them, all at once.

Strategy: every report is taken into one window, as a stream would be, and then the most alike are joined first: who
has seen all may start from the surest. So the order of the input never shows. `stream` decides on one report at a time,
from the same window and by the same judgement.

What may live here: reports in, stories out.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence

from twosource.grouping.clusters import clusters
from twosource.grouping.corrections import FREE, Constraints
from twosource.grouping.likeness import CLASH
from twosource.grouping.window import Window
from twosource.model import Report, Story, publication_order

LEAST_COPY_WORDS = 8  # shorter texts that are the same may be boilerplate


def group(reports: Sequence[Report], constraints: Constraints = FREE) -> tuple[Story, ...]:
    """The stories of these reports: every report in exactly one, reports and stories in order of publication.

    A story's id is made from the id of its first report, so that it stays when later reports join. The order of the
    input makes no difference.

    Args:
        reports: reports with ids of their own.
        constraints: what an editor has said of these reports.
    """
    window = filled(sorted(reports, key=publication_order), constraints)
    numbers = {report: number for number, document in window.documents.items() for report in document.reports}
    _part(window, numbers, constraints)
    by_id = {report.id: report for report in reports}
    found = clusters(window.documents, _ties(numbers, constraints))
    stories = [story(by_id[report] for n in cluster for report in window.documents[n].reports) for cluster in found]
    return tuple(sorted(stories, key=lambda made: publication_order(made.reports[0])))


def filled(reports: Sequence[Report], constraints: Constraints = FREE) -> Window:
    """A window of all these reports, copies as one document; what is rare is counted before any are compared."""
    window = Window()
    firsts: dict[object, Report] = {}
    copies: dict[object, list[str]] = {}
    for report in reports:
        key = copy_of(report, constraints)
        firsts.setdefault(key, report)
        copies.setdefault(key, []).append(report.id)
    looks = {key: window.look(report) for key, report in firsts.items()}
    for look in looks.values():
        window.rarity.count(look)
    for key, report in firsts.items():
        document = window.document(report, looks[key])
        document.reports = copies[key]
        window.admit(document, key)
    return window


def copy_of(report: Report, constraints: Constraints = FREE) -> object:
    """Equal for reports with the very same words, whatever the space between them, of which no editor has spoken."""
    words = report.text.split()
    if len(words) < LEAST_COPY_WORDS or report.id in constraints.together or report.id in constraints.apart:
        return (report.id, report.text)
    return " ".join(words)


def story(reports: Iterable[Report]) -> Story:
    """A story of these reports."""
    ordered = tuple(sorted(reports, key=publication_order))
    return Story(story_id(ordered[0].id), ordered)


def story_id(report: str) -> str:
    """What a story is called whose first report has this id."""
    return "s-" + hashlib.sha256(report.encode()).hexdigest()[:10]


def _part(window: Window, numbers: Mapping[str, int], constraints: Constraints) -> None:
    for report, others in constraints.apart.items():
        for other in others:
            if report in numbers and other in numbers:
                window.documents[numbers[report]].link(numbers[other], CLASH)


def _ties(numbers: Mapping[str, int], constraints: Constraints) -> Iterator[list[int]]:
    """Documents that are in one story whatever their likeness."""
    for group in dict.fromkeys(constraints.together.values()):
        yield [numbers[report] for report in group if report in numbers]

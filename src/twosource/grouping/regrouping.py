"""Corrections that arrive while a stream runs → what becomes of the reports that are in the window.

Strategy: as in `stream`, deciding and doing are two steps. The stories that hold a report of which something else is
said now are clustered anew, whole, under all that is said now; what is different then is the decision. So undoing a
correction is the same as making one: what held them together or apart is gone, and likeness decides again. All other
stories stay as they are, however they came to be.

What may live here: what corrections change in running stories. What they come to is `corrections`' to say.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from twosource.grouping.clusters import clusters
from twosource.grouping.corrections import Constraints
from twosource.grouping.likeness import CLASH, Document
from twosource.grouping.stream import Merge, Move, Stories, Wake, change, fresh, homes_of, tied, woken
from twosource.grouping.window import SECONDS_A_DAY

Link = tuple[str, str, float]
"""Two reports and their likeness from now on."""


@dataclass(frozen=True, slots=True)
class Regrouping:
    """What to do, in order: part `twins` from the documents that they were one with, link, then the intents.

    `named` are the reports of the window of which something else is said now: no copy is ever one with them again.
    """

    constraints: Constraints
    named: tuple[str, ...]
    twins: tuple[Document, ...]
    links: tuple[Link, ...]
    intents: tuple[Move | Merge | Wake, ...]
    at: float


def regroup(stories: Stories, constraints: Constraints, clock: datetime, named: Iterable[str] = ()) -> Regrouping:
    """What becomes of the stories when an editor's corrections come to `constraints` from now on.

    Args:
        stories: the stories so far; they stay as they are.
        constraints: what all corrections come to, those included that held before.
        clock: when it was said.
        named: reports of which something else is said, though the stories may know of it already and not follow it yet.
    """
    changed = _changed(stories, constraints, named)
    twins = tuple(_twins(stories, changed))
    links = tuple(_links(stories, constraints, changed))
    wanted = (other for report in changed for other in (report, *constraints.together.get(report, ())))
    touched = dict.fromkeys(stories.story_of(report) for report in wanted if report in stories.reports)
    documents = _copies(stories, touched, twins)
    home_of = {number: stories.home.get(number, "") for number in documents}
    for twin in twins:
        home_of[twin.number] = stories.story_of(twin.reports[0])
    _link(documents, {report: n for n, document in documents.items() for report in document.reports}, links)
    parts = clusters(documents, tied(documents, constraints), known=len(stories.window.documents))
    intents = tuple(_moves(stories, documents, parts, home_of))
    return Regrouping(constraints, tuple(changed), twins, links, intents, clock.timestamp() / SECONDS_A_DAY)


def amend(stories: Stories, decision: Regrouping) -> None:
    """Do what `regroup` decided, on the stories as they were then."""
    window = stories.window
    stories.constraints = decision.constraints
    for twin in decision.twins:
        (report,) = twin.reports
        story = stories.story_of(report)
        window.documents[stories.reports[report]].reports.remove(report)
        window.rarity.count_again(twin.words)
        window.admit(replace(twin, near=dict(twin.near), reports=[report]), (report, twin.number))
        stories.reports[report] = twin.number
        stories.home[twin.number] = story
        stories.members[story].append(twin.number)
    for report in decision.named:
        window.close_to_copies(stories.reports[report])
    _link(window.documents, stories.reports, decision.links)
    for intent in decision.intents:
        change(stories, intent, decision.at)


def _changed(stories: Stories, now: Constraints, named: Iterable[str]) -> list[str]:
    """The reports of the window of which something else is said now."""
    before, wanted = stories.constraints, set(named)
    known = sorted({*before.together, *before.apart, *now.together, *now.apart, *wanted} & stories.reports.keys())
    return [
        report
        for report in known
        if report in wanted
        or (before.together.get(report, (report,)), before.apart.get(report, ()))
        != (now.together.get(report, (report,)), now.apart.get(report, ()))
    ]


def _twins(stories: Stories, changed: Sequence[str]) -> Sequence[Document]:
    """Documents for reports that are copies of others, one each: an editor has spoken of them alone."""
    left = {
        number: len(stories.window.documents[number].reports) for number in map(stories.reports.__getitem__, changed)
    }
    found: list[Document] = []
    for report in changed:
        number = stories.reports[report]
        if left[number] > 1:
            found.append(stories.window.twin(number, report, found))
            left[number] -= 1
    return found


def _links(stories: Stories, now: Constraints, changed: Sequence[str]) -> Iterator[Link]:
    """The pairs that are parted now, and those that are parted no longer."""
    for report in changed:
        before, after = stories.constraints.apart.get(report, ()), now.apart.get(report, ())
        for other in sorted({*before, *after} & stories.reports.keys()):
            if report < other and other in after:
                yield report, other, CLASH
            elif report < other:
                yield report, other, stories.window.likeness(stories.reports[report], stories.reports[other])


def _copies(stories: Stories, touched: Mapping[str, None], twins: Sequence[Document]) -> dict[int, Document]:
    """The documents of these stories, as copies that may be changed; twins beside what they are parted from."""
    gone = {report for twin in twins for report in twin.reports}
    numbers = (number for story in touched for number in stories.members[story])
    found = {}
    for number, document in ((number, stories.window.documents[number]) for number in numbers):
        kept = [report for report in document.reports if report not in gone]
        found[number] = replace(document, near=dict(document.near), reports=kept)
    for twin in twins:
        found[twin.number] = replace(twin, near=dict(twin.near))
    return found


def _link(documents: Mapping[int, Document], numbers: Mapping[str, int], links: Sequence[Link]) -> None:
    for one, other, likeness in links:
        if one in numbers and other in numbers:
            documents[numbers[one]].link(numbers[other], likeness)
            documents[numbers[other]].link(numbers[one], likeness)


def _moves(
    stories: Stories, documents: Mapping[int, Document], parts: Sequence[Sequence[int]], home_of: Mapping[int, str]
) -> Iterator[Move | Merge | Wake]:
    """What becomes of the documents that are elsewhere now than they were."""
    sizes = Counter(home_of.values())
    for part, home in zip(parts, homes_of(parts, home_of), strict=True):
        leaving = Counter(home_of[number] for number in part if home_of[number] != home)
        target = home or fresh(stories, documents[part[0]].reports[0])
        if leaving:
            yield from woken(stories, home)
        for story, many in leaving.items():
            if many == sizes[story]:
                yield Merge(story, target)
            else:
                moved = [number for number in part if home_of[number] == story]
                yield Move(tuple(report for number in moved for report in documents[number].reports), target)

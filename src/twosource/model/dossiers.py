"""Reports of one event side by side: statements with their origins, differences, timeline, copies."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from twosource.model.reports import Passage, Report
from twosource.model.stories import Topic
from twosource.model.voices import Said, Utterance


class OriginKind(StrEnum):
    """Where a passage's information comes from."""

    OWN = "own"  # the outlet's own reporting
    WIRE = "wire"
    OUTLET = "outlet"  # another outlet: "told the BBC", "as the Post reported"
    DOCUMENT = "document"
    POST = "post"
    PERSON = "person"  # a named person or organisation
    UNNAMED = "unnamed"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, order=True)
class Origin:
    """Where a passage's information comes from; two passages with equal origins are one witness, not two."""

    kind: OriginKind
    name: str


@dataclass(frozen=True, slots=True, order=True)
class Counts:
    """Four numbers, always apart."""

    reports: int
    texts: int
    outlets: int
    origins: int


class Status(StrEnum):
    """What the origins of a statement allow us to say of it."""

    INDEPENDENT = "independent"
    SAME_ORIGIN = "same-origin"
    SINGLE = "single"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Reason:
    """A rule that bore on a verdict, and the passages that it read. `rule` is a key; `text` says it in our words."""

    rule: str
    text: str
    passages: tuple[Passage, ...] = ()


@dataclass(frozen=True, slots=True)
class Testimony:
    """A passage as evidence: where its information comes from, and whose words it reports.

    `attribution` is an index into `Dossier.attributions`.
    """

    passage: Passage
    origin: Origin
    attribution: int | None = None
    reasons: tuple[Reason, ...] = ()


class TurnKind(StrEnum):
    FIRST = "first"  # a report had it alone, while another outlet told the story without it
    TAKEN_UP = "taken up"  # another outlet had it later
    DROPPED = "dropped"  # a later version of a report lacks it


@dataclass(frozen=True, slots=True)
class Turn:
    """What became of a statement in one report, by its id."""

    kind: TurnKind
    report: str


@dataclass(frozen=True, slots=True)
class Statement:
    """Passages of one story's reports that say the same thing, in order of publication."""

    id: str
    testimonies: tuple[Testimony, ...]
    status: Status
    counts: Counts
    reasons: tuple[Reason, ...] = ()
    turns: tuple[Turn, ...] = ()


class DifferenceKind(StrEnum):
    NUMBER = "number"
    DATE = "date"
    NAME = "name"
    PLACE = "place"
    ATTRIBUTION = "attribution"
    WORDING = "wording"
    NEGATION = "negation"
    MODALITY = "modality"  # whether a thing is so, may be or must be


class Relation(StrEnum):
    """How the values of a number or date stand to each other; which is right is not told."""

    APPROXIMATE = "approximate"  # some are hedged, some are not
    LATER = "later"  # all reports that give one came out before those that give the next
    AT_ONCE = "at once"  # reports give one after others gave another, or one report gives both


@dataclass(frozen=True, slots=True, order=True)
class SlotValue:
    """What one report has in a slot: `value` is put so that values compare ("about 6"), `slot` are its own words."""

    value: str
    slot: Passage
    context: Passage


@dataclass(frozen=True, slots=True)
class Difference:
    """A checkable slot on which aligned passages disagree. Values are in order of publication.

    `relation` is None where the kind has none, or publication does not tell.
    """

    kind: DifferenceKind
    values: tuple[SlotValue, ...]
    relation: Relation | None = None


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """Passages that tell of one date. `date` is a TIMEX3 value; `precision` is year, month, week, day or time."""

    date: str
    precision: str
    passages: tuple[Passage, ...]


class CopyKind(StrEnum):
    VERBATIM = "verbatim"  # word for word
    REWRITTEN = "rewritten"  # sentence by sentence, in other words
    MARKED = "marked"  # an editor says so


@dataclass(frozen=True, slots=True)
class FigurePoint:
    """What a report gives for a figure. `number` is the value of `given` written out."""

    number: float
    given: SlotValue


@dataclass(frozen=True, slots=True)
class FigureLine:
    """A figure that changes as reports follow one another. Points are in order of publication."""

    points: tuple[FigurePoint, ...]


@dataclass(frozen=True, slots=True)
class Copy:
    """Reports that share text. `share` is how much of the shortest stands in another, 0 to 1.

    `reports` are ids in order of publication; `stretches` are the shared stretches, one tuple of sibling passages each.
    """

    reports: tuple[str, ...]
    share: float
    stretches: tuple[tuple[Passage, ...], ...] = ()
    kind: CopyKind = CopyKind.VERBATIM


@dataclass(frozen=True, slots=True)
class Dropped:
    """A line that an earlier state of a report had and later ones lack.

    `revision` is an index into the report's `earlier`; `text` are that state's words from `start` to `end`.
    """

    report: str
    revision: int
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Dossier:
    """All that is known of one story. Attributions' parents are indexes into `attributions` itself."""

    id: str
    title: str
    counts: Counts
    reports: tuple[Report, ...]
    attributions: tuple[Said, ...]
    statements: tuple[Statement, ...]
    utterances: tuple[Utterance, ...]
    differences: tuple[Difference, ...]
    timeline: tuple[TimelineEntry, ...]
    copies: tuple[Copy, ...]
    figures: tuple[FigureLine, ...] = ()
    topics: tuple[Topic, ...] = ()
    dropped: tuple[Dropped, ...] = ()

    def report(self, report_id: str) -> Report:
        """The report of that id.

        Raises:
            KeyError: no report of this story has that id.
        """
        for report in self.reports:
            if report.id == report_id:
                return report
        raise KeyError(report_id)

    def passages(self) -> Iterator[Passage]:
        """Every passage that the dossier points at, wherever it stands; one may come more than once."""
        for statement in self.statements:
            yield from _of_reasons(statement.reasons)
            for testimony in statement.testimonies:
                yield testimony.passage
                yield from _of_reasons(testimony.reasons)
        for utterance in self.utterances:
            yield utterance.fullest
            yield from (version.passage for version in utterance.versions)
        slots = [value for difference in self.differences for value in difference.values]
        slots += [point.given for line in self.figures for point in line.points]
        for value in slots:
            yield from (value.slot, value.context)
        for entry in self.timeline:
            yield from entry.passages
        for copy in self.copies:
            for stretch in copy.stretches:
                yield from stretch


def _of_reasons(reasons: tuple[Reason, ...]) -> Iterator[Passage]:
    return (passage for reason in reasons for passage in reason.passages)

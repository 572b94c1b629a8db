"""The nouns, frozen.

Strategy: every value that travels along the path is one of these. They hold data and the invariants that keep it honest
(a passage is its report's text at its offsets), and no judgement: what groups, aligns or counts lives in the verbs.

Offsets are Unicode code points into `Report.text`, half open. Collections are tuples, so that values hash and compare.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from enum import StrEnum
from typing import NamedTuple

from twosource.errors import VerbatimError


class Span(NamedTuple):
    """A stretch of a report's text: `text[start:end]`."""

    start: int
    end: int

    def covers(self, other: Span) -> bool:
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        return self.start < other.end and other.start < self.end


# --- what comes in ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Outlet:
    """Who publishes. Outlets of one owner are one family."""

    key: str
    name: str
    domain: str | None = None
    owner: str | None = None
    language: str | None = None
    country: str | None = None

    @property
    def family(self) -> str:
        """What this outlet's own reporting counts as: its owner, or itself where no owner is known."""
        return self.owner or self.key


@dataclass(frozen=True, slots=True)
class Page:
    """Bytes as they came, with what was said about them on the way.

    `name` is the input as its owner would find it again (a path, an address); `id` is what its report is called.
    """

    name: str
    id: str
    content: bytes = field(repr=False)
    url: str | None = None
    content_type: str | None = None
    fetched: datetime | None = None
    outlet: str | None = None

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


@dataclass(frozen=True, slots=True)
class Revision:
    """An earlier state of a report: what it came as before it was edited. `id` is the id that it came under."""

    id: str
    text: str = field(repr=False)
    title: str | None = None
    published: date | None = None


@dataclass(frozen=True, slots=True)
class Enclosure:
    """Sound, film or another file that comes with a report: an address (http or https) and what its feed tells of it.

    `type` is a media type ("video/mp4") or its first part; `duration` is in seconds, `bytes` how large the file is.
    """

    url: str
    type: str | None = None
    title: str | None = None
    duration: int | None = None
    bytes: int | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """One article by one outlet. `text` is final: offsets never move.

    `outlet` is the outlet's name or key as the input gives it, or None where it cannot be told.
    `published` is a `datetime` where the time of day is known, else a `date`.
    `credit` is what the page says of where its words come from beside the byline ("The Associated Press").
    `earlier` are the states before this one, the first first; `revision` is how many states there have been.
    `other_ids` are those that states of it came under, beside its own.
    `subjects` are what its feed or page files it under, by name: sections, keywords, media topics of the IPTC.
    `media` are files that come with it.
    """

    id: str
    text: str = field(repr=False)
    outlet: str | None = None
    url: str | None = None
    title: str | None = None
    byline: str | None = None
    published: date | None = None
    credit: str | None = None
    language: str | None = None
    revision: int = 1
    earlier: tuple[Revision, ...] = ()
    other_ids: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()
    media: tuple[Enclosure, ...] = ()

    def passage(self, span: Span) -> Passage:
        """The words of this report at `span`.

        Raises:
            VerbatimError: the span is empty or reaches outside the text.
        """
        start, end = span
        if not 0 <= start < end <= len(self.text):
            raise VerbatimError(f"report {self.id}: no passage at {start}-{end} in a text of {len(self.text)}")
        return Passage(self.id, start, end, self.text[start:end])


def moment(published: date | None) -> datetime | None:
    """`published` as a point in time, for ordering: a bare day is its first moment, a time without a zone is UTC."""
    if published is None:
        return None
    if not isinstance(published, datetime):
        return datetime.combine(published, time.min, UTC)
    return published.replace(tzinfo=UTC) if published.tzinfo is None else published.astimezone(UTC)


def publication_order(report: Report) -> tuple[bool, datetime, str, str]:
    """A sort key: by publication, undated last, then by outlet and id, so that input order never shows."""
    when = moment(report.published)
    return (when is None, when or datetime.max.replace(tzinfo=UTC), report.outlet or "", report.id)


@dataclass(frozen=True, slots=True, order=True)
class Passage:
    """A span with its report and its words. Made by `Report.passage`."""

    report: str
    start: int
    end: int
    text: str

    def __post_init__(self) -> None:
        if len(self.text) != self.end - self.start or not self.text:
            raise VerbatimError(f"report {self.report}: {len(self.text)} characters at {self.start}-{self.end}")

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)

    def stands_in(self, report: Report) -> bool:
        """Whether these words are the report's words at these offsets."""
        return self.report == report.id and report.text[self.start : self.end] == self.text


# --- what reading finds in a text -------------------------------------------------------------------------------------


class DateType(StrEnum):
    """TIMEX3 types."""

    DATE = "DATE"
    TIME = "TIME"
    DURATION = "DURATION"
    SET = "SET"


@dataclass(frozen=True, slots=True, order=True)
class DateMention:
    """A date, time, duration or set in a text, and its TIMEX3 value."""

    span: Span
    type: DateType
    value: str


class CreditKind(StrEnum):
    WIRE = "wire"  # "By The Associated Press", "(Reuters)" in a dateline
    CONTRIBUTED = "contributed"  # "The AP contributed to this report"
    OUTLET = "outlet"  # "This story first appeared in the Gazette"


@dataclass(frozen=True, slots=True, order=True)
class Credit:
    """Who is credited for a report's words beside its outlet. `span` is None where it stands in byline or credit."""

    kind: CreditKind
    name: str
    span: Span | None = None


# --- voices -----------------------------------------------------------------------------------------------------------


class SpeakerKind(StrEnum):
    PERSON = "person"
    ORGANISATION = "organisation"
    DOCUMENT = "document"
    OUTLET = "outlet"
    ANONYMOUS = "anonymous"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, order=True)
class Speaker:
    """Who a source span is. `many` tells several unnamed ones ("two officials") from one ("an aide").

    `roles` are what its report calls a person ("finance minister"), or one unknown ("the finance minister"), whom
    another report of the story may name; two speakers are one whatever their roles.
    """

    key: str
    name: str
    kind: SpeakerKind
    many: bool = False
    roles: tuple[str, ...] = field(default=(), compare=False)


class Directness(StrEnum):
    DIRECT = "direct"
    MIXED = "mixed"
    INDIRECT = "indirect"


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who says what. Spans are in text order; `source` may be empty (a passive), `cue` too (a quote that stands alone).

    `parent` is the index, among the same report's attributions, of the one that says that this one says it.
    `medium` is where it was said when the report tells ("Twitter"). `anonymity` are the report's words on why its
    source is not named ("because he is not allowed to speak to newspapers").
    """

    content: tuple[Span, ...]
    cue: tuple[Span, ...]
    source: tuple[Span, ...]
    kind: Directness
    speaker: Speaker
    parent: int | None = None
    medium: str | None = None
    anonymity: Span | None = None


# --- grouping ---------------------------------------------------------------------------------------------------------


class TopicKind(StrEnum):
    PERSON = "person"
    ORGANISATION = "organisation"
    PLACE = "place"
    GROUP = "group"  # a nationality, party or faith
    NAME = "name"  # of what, nothing tells
    SUBJECT = "subject"
    MEDIA_TOPIC = "media topic"  # of the IPTC


@dataclass(frozen=True, slots=True, order=True)
class Topic:
    """What a story is about. Equal keys are one topic, in whatever story."""

    key: str
    name: str
    kind: TopicKind


@dataclass(frozen=True, slots=True)
class Story:
    """The reports of one event, in order of publication, and what they are about."""

    id: str
    reports: tuple[Report, ...]
    topics: tuple[Topic, ...] = ()


# --- evidence ---------------------------------------------------------------------------------------------------------


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


class Change(StrEnum):
    """What a version of an utterance did to the fullest one."""

    SAME = "same"
    SHORTENED = "shortened"
    ALTERED = "altered"


class EditKind(StrEnum):
    KEPT = "kept"
    CUT = "cut"  # words of the fullest version that this one lacks
    ADDED = "added"  # words that only this version has
    ALTERED = "altered"  # words that stand in place of `instead_of`
    BETWEEN = "between"  # the report's own words between two parts of what is said (“…,” she said. “…”)


@dataclass(frozen=True, slots=True)
class Edit:
    """A run of words of a version against the fullest one. `text` is verbatim, with the space that follows it."""

    kind: EditKind
    text: str
    instead_of: str = ""


@dataclass(frozen=True, slots=True)
class Version:
    """One outlet's version of an utterance. `passage` spans it in the report, from the first word to the last.

    `retold` tells indirect speech from a quotation.
    """

    passage: Passage
    change: Change
    edits: tuple[Edit, ...]
    attribution: int
    retold: bool = False


@dataclass(frozen=True, slots=True)
class Utterance:
    """One thing said on one occasion, with every outlet's version of it. `fullest` is the longest that is quoted.

    `first` is the id of the report that printed it before all others, None where publication does not tell.
    """

    id: str
    speaker: Speaker
    fullest: Passage
    versions: tuple[Version, ...]
    medium: str | None = None
    first: str | None = None


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


class Said(NamedTuple):
    """An attribution with the report that holds it."""

    report: str
    attribution: Attribution


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


# --- briefing ---------------------------------------------------------------------------------------------------------


class Role(StrEnum):
    """What a line does for the reader."""

    CORRECTED = "corrected"  # stands where another stood that the reader was told
    SETTLED = "settled"  # on what outlets differed when the reader was told
    LEAD = "lead"  # what happened
    SHARED = "shared"  # what most origins share
    DIFFERS = "differs"
    SAID = "said"
    ALONE = "alone"  # what only one has


@dataclass(frozen=True, slots=True)
class Helper:
    """Words of ours that help to read a line alone, set in brackets: whom "he" means, which Wednesday.

    `at` is where they are put, an offset into the report's text. `taken` is where in that report they stand; None
    where they follow from the day of its publication.
    """

    at: int
    text: str
    taken: Passage | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A passage chosen for the reader, with its counts. `statement` is the id of the one it stands for, if any.

    `before` are words that the reader was told before, and this line corrects, settles or differs from.
    """

    role: Role
    passage: Passage
    counts: Counts
    statement: str | None = None
    helpers: tuple[Helper, ...] = ()
    before: str = ""


class News(StrEnum):
    """What has become of a story since the reader was last told of it."""

    NEW = "new"
    CORRECTED = "corrected"  # a report has changed a line that the reader was told
    SETTLED = "settled"  # outlets agree on what they differed on, or the later figure has taken over
    GROWN = "grown"  # reports have come that tell something new
    DISPUTED = "in dispute"  # outlets still differ on what they differed on


@dataclass(frozen=True, slots=True)
class Development:
    """One thing that became of a story. `before` is what the reader was told, in the reports' words.

    `now` are the passages of today that this is about; a correction without one has taken its line out.
    """

    kind: News
    before: tuple[str, ...] = ()
    now: tuple[Passage, ...] = ()


@dataclass(frozen=True, slots=True)
class BriefStory:
    """A story's part of a brief. `why` are the terms of its importance, in the order of the formula.

    `news` is what has become of it, the most telling first; `was` are its counts when the reader was last told of it.
    """

    dossier: Dossier
    why: tuple[tuple[str, float], ...]
    lines: tuple[Line, ...]
    news: tuple[Development, ...] = ()
    was: Counts | None = None
    headline: str = ""

    @property
    def title(self) -> str:
        """The headline that the story stands under, of one of its reports; the dossier's where none was chosen."""
        return self.headline or self.dossier.title


@dataclass(frozen=True, slots=True)
class Brief:
    """The lines of a period, most important story first. `since` and `until` are None where nothing is dated.

    `after` is the last day of the brief before, which this one does not repeat; None where there was none.
    """

    since: date | None
    until: date | None
    stories: tuple[BriefStory, ...]
    after: date | None = None

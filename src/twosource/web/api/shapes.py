"""The shapes of the nouns, as the API answers them: a dossier and all that it holds.

Answers are written by `rendering.json`, as the commands write them; what is here says what they are. Fields are added
freely and changed never: who reads them should pass over those that they do not know.

What may live here: what stands in several answers. What is answered to which question is in `models`.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from twosource.model import (
    Change,
    CopyKind,
    DifferenceKind,
    Directness,
    EditKind,
    OriginKind,
    Relation,
    SpeakerKind,
    Status,
    TopicKind,
    TurnKind,
)

Bounds = Annotated[list[int], Field(min_length=2, max_length=2, description="Start and end in code points of a text.")]


class Shape(BaseModel):
    """What any of them may be: more than is said here."""

    model_config = ConfigDict(extra="allow", use_enum_values=True)


class Counts(Shape):
    """Reports, distinct texts, outlets, independent origins: always apart."""

    reports: int
    texts: int
    outlets: int
    origins: int


class Passage(Shape):
    """Words of a report: `text` is what stands from `start` to `end` of its text, in Unicode code points."""

    report: str
    start: int
    end: int
    text: str


class Speaker(Shape):
    key: str
    name: str
    kind: SpeakerKind


class Words(Shape):
    """Who says what, as spans of one report's text."""

    source: list[Bounds]
    cue: list[Bounds]
    content: list[Bounds]
    kind: Directness
    medium: str | None


class Attribution(Words):
    """`parent`: the index, among the same report's, of the one that says that this one says it."""

    report: str
    speaker: Speaker
    parent: int | None
    anonymity: Bounds | None


class Media(Shape):
    """A file that comes with a report; what is not known of it is left out."""

    url: str
    type: str = ""
    title: str = ""
    duration: int = 0
    bytes: int = 0


class Report(Shape):
    """One article by one outlet. `text` is final: offsets never move. `media` is left out where there is none."""

    id: str
    outlet: str | None
    url: str | None
    title: str | None
    byline: str | None
    published: str | None
    credit: str | None
    language: str | None
    subjects: list[str]
    text: str
    media: list[Media] = []


class Reason(Shape):
    rule: str
    text: str
    passages: list[Passage]


class Origin(Shape):
    kind: OriginKind
    name: str


class Testimony(Passage):
    """`attribution`: an index into the story's attributions."""

    origin: Origin
    attribution: int | None
    reasons: list[Reason]


class Turn(Shape):
    kind: TurnKind
    report: str


class Statement(Shape):
    """Passages of one story's reports that say the same thing."""

    id: str
    status: Status
    counts: Counts
    passages: list[Testimony]
    reasons: list[Reason]
    turns: list[Turn]


class Edit(Shape):
    kind: EditKind
    text: str
    instead_of: str


class Version(Passage):
    """One outlet's version of an utterance, word by word against the fullest."""

    change: Change
    form: Literal["reported", "quoted"]
    edits: list[Edit]
    attribution: int


class Utterance(Shape):
    """One thing said on one occasion. `first`: the report that printed it before all others."""

    id: str
    speaker: Speaker
    text: str
    medium: str | None
    fullest: Passage
    first: str | None
    variants: list[Version]


class Value(Passage):
    value: str
    slot: Bounds


class Difference(Shape):
    """A slot on which aligned passages disagree."""

    kind: DifferenceKind
    relation: Relation | None
    values: list[Value]


class Entry(Shape):
    """Passages that tell of one date, a TIMEX3 value."""

    date: str
    precision: str
    passages: list[Passage]


class Copy(Shape):
    reports: list[str]
    kind: CopyKind
    share: float
    stretches: list[list[Passage]]


class Dropped(Shape):
    """A line that an earlier state of a report had and later ones lack."""

    report: str
    revision: int
    start: int
    end: int
    text: str


class Point(Value):
    number: float


class Figure(Shape):
    """What reports gave for one figure, as it changed."""

    points: list[Point]


class Topic(Shape):
    key: str
    name: str
    kind: TopicKind


class Dossier(Shape):
    """Reports of one event side by side: who says so, line by line."""

    id: str
    title: str
    counts: Counts
    topics: list[Topic]
    reports: list[Report]
    attributions: list[Attribution]
    statements: list[Statement]
    quotes: list[Utterance]
    differences: list[Difference]
    timeline: list[Entry]
    copies: list[Copy]
    dropped: list[Dropped]
    figures: list[Figure]

"""The shapes of what the API answers, from which its description is made.

Strategy: answers are written by `rendering.json`, as the commands write them; what is here says what they are, and a
test holds every answer against it. Nothing is checked when an answer is given. Fields are added freely and changed
never: who reads them should pass over those that they do not know.
"""

from __future__ import annotations

from datetime import datetime
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
from twosource.store.webhooks import Event

WebhookEvent = Literal[Event.STORY_NEW, Event.STORY_CHANGED, Event.BRIEF_MADE]
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


# --- what is answered -------------------------------------------------------------------------------------------------


class Answer(Shape):
    version: Literal[1]


class Listed(Shape):
    """What a list shows of a story. `stale`: its reports changed since its dossier was `made`."""

    id: str
    title: str
    counts: Counts
    first: datetime | None
    last: datetime | None
    made: datetime
    outlets: list[str]
    weight: float
    stale: bool


class Stories(Answer):
    """`next`: what `after` is for the page behind this one; null on the last."""

    stories: list[Listed]
    next: str | None


class Dossiers(Answer):
    """As `twosource compare --json` writes it, of one story."""

    stories: list[Dossier]


class OneReport(Answer):
    report: Report
    story: str | None


class Hit(Shape):
    report: Report
    passage: Passage | None
    story: str | None


class Hits(Answer):
    """`next`: what `before` is for the page behind this one."""

    hits: list[Hit]
    next: int | None


class Saying(Shape):
    report: str
    outlet: str | None
    published: str | None
    story: str
    said: list[Words]


class HeardBy(Shape):
    outlet: str
    reports: int


class OneSpeaker(Answer):
    """All that a speaker says, the newest report first; spans are of that report's text."""

    speaker: Speaker
    reports: int
    stories: int
    outlets: list[HeardBy]
    sayings: list[Saying]
    next: str | None


class Outlet(Shape):
    key: str
    name: str
    domain: str | None
    owner: str | None


class Outlets(Answer):
    outlets: list[Outlet]


class Cited(Shape):
    origin: Origin
    passages: int


class OneOutlet(Answer):
    """What an outlet has, over all stories. `alone`: statements that no other has; `copies`: of its reports."""

    name: str
    stories: int
    reports: int
    copies: int
    statements: int
    alone: int
    cites: list[Cited]


class Entries(Shape):
    waiting: int
    kept: int
    failed: int


class Trouble(Shape):
    reason: str
    entries: int


class Feed(Shape):
    """A feed that is read, and how it does."""

    url: str
    title: str | None
    site: str | None
    folder: list[str]
    outlet: str | None
    owner: str | None
    language: str | None
    country: str | None
    health: str
    reason: str | None
    since: str | None
    due: str | None
    failures: int
    entries: Entries
    troubles: list[Trouble]


class Feeds(Answer):
    feeds: list[Feed]


class Composed(Shape):
    id: str
    composed: str


class Briefs(Answer):
    briefs: list[Composed]


class Line(Passage):
    role: str
    counts: Counts


class BriefStory(Shape):
    id: str
    title: str
    why: dict[str, float]
    counts: Counts
    lines: list[Line]


class OneBrief(Answer):
    """As `twosource brief --json` writes it, with the reports that its lines stand in."""

    since: str | None
    until: str | None
    stories: list[BriefStory]
    reports: list[Report]


class NewWebhook(BaseModel):
    """An https address, without user or fragment, and what it is to be told."""

    model_config = ConfigDict(extra="forbid")

    address: Annotated[str, Field(min_length=1, max_length=2_000)]
    events: Annotated[list[WebhookEvent], Field(min_length=1, max_length=10)]


class Webhook(Shape):
    """An address that is told what happens; `reason`: what came of the last that it did not take."""

    number: int
    address: str
    events: list[str]
    active: bool
    reason: str
    added: datetime


class Secretive(Webhook):
    """`secret`: what deliveries are signed with, shown once."""

    secret: str


class Delivery(Shape):
    """Something that is told, or was; `due`: when it is tried next."""

    id: str
    event: str
    subject: str
    state: Literal["waiting", "done", "failed", "dropped"]
    tries: int
    status: int | None
    reason: str
    at: datetime
    due: datetime | None


class Webhooks(Answer):
    webhooks: list[Webhook]


class AddedWebhook(Answer):
    webhook: Secretive


class OneWebhook(Answer):
    webhook: Webhook
    deliveries: list[Delivery]


class AskedTest(Answer):
    delivery: Delivery


class Problem(Shape):
    status: int
    title: str
    detail: str


class Fault(Shape):
    """What is missing or wrong, in words."""

    error: Problem

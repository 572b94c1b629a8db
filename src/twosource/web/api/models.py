"""What the API answers, from which its description is made.

Strategy: answers are written by `rendering.json`, as the commands write them; what is here and in `shapes` says what
they are, and a test holds every answer against it. Nothing is checked when an answer is given.
"""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from twosource.store.webhooks import Event
from twosource.web.api.shapes import Bounds, Counts, Dossier, Origin, Passage, Report, Shape, Speaker, Words

WebhookEvent = Literal[Event.STORY_NEW, Event.STORY_CHANGED, Event.BRIEF_MADE]


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
    """`found`: where the words that were asked for stand in the passage; `titled`: where in the headline."""

    report: Report
    passage: Passage | None
    story: str | None
    found: list[Bounds]
    titled: list[Bounds]


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


class AskedDelivery(Answer):
    delivery: Delivery


class Problem(Shape):
    status: int
    title: str
    detail: str


class Fault(Shape):
    """What is missing or wrong, in words."""

    error: Problem

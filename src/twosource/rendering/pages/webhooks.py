"""The page of addresses that are told what happens: what each is told, what came of the last, and forms for both."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from twosource.rendering.pages.frame import Content, content
from twosource.rendering.words import Words


@dataclass(frozen=True, slots=True)
class Sent:
    """A message that was sent, or waits. `about`: where its subject is shown, if it is; `due`: when it is tried."""

    id: str
    event: str
    about: str
    at: datetime
    state: str
    tries: int
    reason: str
    due: datetime | None
    repeatable: bool


@dataclass(frozen=True, slots=True)
class Hook:
    """An address, and the last that it was sent, the newest first."""

    number: int
    address: str
    events: Sequence[str]
    active: bool
    sent: Sequence[Sent]


@dataclass(frozen=True, slots=True)
class Added:
    """An address that was just added, with its secret, which is shown this once."""

    address: str
    secret: str


def webhooks_page(
    words: Words, hooks: Sequence[Hook], events: Sequence[str], csrf: str, added: Added | None = None
) -> Content:
    return content(
        "site/webhooks.jinja", words, styles=("talk.css",), csrf=csrf, hooks=hooks, events=events, added=added
    )

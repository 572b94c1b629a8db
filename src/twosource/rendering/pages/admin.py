"""The page of an admin: who may what, how feeds and parts do, what waits, and what admins did."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime

from twosource.rendering.pages.frame import Content, content
from twosource.rendering.words import Words


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody with an account. `held`: their notes wait for an editor, since one was hidden."""

    name: str
    role: str
    held: bool = False


@dataclass(frozen=True, slots=True)
class FeedRow:
    """A feed that is read; `paused`: it is not asked again before somebody says so."""

    url: str
    name: str
    health: str
    reason: str
    paused: bool


@dataclass(frozen=True, slots=True)
class Done:
    """Something that an admin did: `did` is the word for it."""

    who: str
    at: datetime
    did: str
    subject: str


@dataclass(frozen=True, slots=True)
class SiteState:
    """How the site does. Counts are by state; `reasons`: why stories could not be told, with how many."""

    version: str
    schema: int
    parts: Mapping[str, bool]
    behind: int
    reasons: Sequence[tuple[str, int]]
    sends: Mapping[str, int]
    subscribers: Mapping[str, int]
    deliveries: Mapping[str, int]
    corrections: int
    notes: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """All that the page shows. `roles`: those that an account may have; `shortest`: characters of a password."""

    state: SiteState
    members: Sequence[Member]
    feeds: Sequence[FeedRow]
    acts: Sequence[Done]
    roles: Sequence[str]
    shortest: int


def admin_page(words: Words, sheet: Sheet, csrf: str) -> Content:
    told = {field.name: getattr(sheet, field.name) for field in fields(sheet)}
    return content("site/admin.jinja", words, styles=("talk.css",), csrf=csrf, **told)

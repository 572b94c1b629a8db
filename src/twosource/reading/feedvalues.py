"""What a feed says, as values: the same for RSS, RDF, Atom, CDF and JSON Feed.

Strategy: a feed is read once into these, and all that follows (reports, health, discovery, OPML) reads values and no
markup. Names are Atom's (RFC 4287) where the formats have one thing under several names.

Addresses are http or https, made whole by what stands around them; anything else is no address and left out.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Final

MAX_ENTRIES: Final = 5_000  # of a feed; the most in 200 real ones is 1,046


@dataclass(frozen=True, slots=True)
class Text:
    """A text as it came: markup where `html`, else plain with its line breaks. `language` as the feed writes it."""

    value: str
    html: bool = True
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """Who wrote. Feeds give a name, a mail address, or both in one."""

    name: str | None = None
    email: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """An address with what it is to the feed or entry: "alternate", "self", "hub", "next", "enclosure", "via"."""

    href: str
    rel: str = "alternate"
    type: str | None = None


class MediaKind(StrEnum):
    ENCLOSURE = "enclosure"  # RSS and Atom enclosures, attachments of JSON Feed
    CONTENT = "content"  # Media RSS: pictures, sound and video of the entry
    THUMBNAIL = "thumbnail"


@dataclass(frozen=True, slots=True)
class Media:
    """A file that comes with an entry. `type` is its media type ("video/mp4"), `length` its size in bytes.

    `duration` is in seconds.
    """

    url: str
    kind: MediaKind
    type: str | None = None
    length: int | None = None
    title: str | None = None
    duration: int | None = None


@dataclass(frozen=True, slots=True)
class Category:
    """What an entry is filed under: a term of `scheme`, and what readers are shown for it."""

    term: str
    scheme: str | None = None
    label: str | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """The feed or outlet that an entry is taken from."""

    title: str | None = None
    link: str | None = None
    id: str | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry. `title` is one line without markup; `content` are its full texts, in the order of the feed.

    `published` and `updated` are a `datetime` where the time of day is told, else a `date`; None where not told whole.
    """

    id: str | None = None
    link: str | None = None
    title: str | None = None
    authors: tuple[Person, ...] = ()
    published: date | None = None
    updated: date | None = None
    summary: Text | None = None
    content: tuple[Text, ...] = ()
    media: tuple[Media, ...] = ()
    source: Source | None = None
    categories: tuple[Category, ...] = ()
    links: tuple[Link, ...] = ()
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed: what it says of itself, and its entries in its order. `ttl` is for how many minutes it asks to be left.

    `newer` is the address at which the feed says that it is to be read from now on (`itunes:new-feed-url`).
    """

    title: str | None = None
    link: str | None = None
    id: str | None = None
    subtitle: Text | None = None
    language: str | None = None
    authors: tuple[Person, ...] = ()
    updated: date | None = None
    categories: tuple[Category, ...] = ()
    links: tuple[Link, ...] = ()
    ttl: int | None = None
    newer: str | None = None
    entries: tuple[Entry, ...] = field(default=(), repr=False)

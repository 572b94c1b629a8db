"""Lists of stories → Atom (RFC 4287) and JSON Feed 1.1, for whoever reads by a feed reader.

Strategy: one entry a story, under an id that stays when it grows, is merged into or gets another name: a tag URI
(RFC 4151) of the site and the entry's number. `updated` is when the story last grew, so that feed readers show it again
then and not for each copy. Bodies are those that apps get (`rendering.entry`). What XML cannot hold is left out.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final
from urllib.parse import urlsplit

from lxml import etree

ATOM: Final = "application/atom+xml; charset=utf-8"
JSON_FEED: Final = "application/feed+json; charset=utf-8"
BEGAN: Final = "2026"
"""The year in our tag URIs, which says when the name was ours: it never changes."""
_NAMESPACE: Final = "http://www.w3.org/2005/Atom"
_UNWRITABLE: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
ATOM_ENDING: Final = ".atom"
JSON_ENDING: Final = ".feed.json"


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """A story in a feed. `page` is its address; times have their zone."""

    number: int
    page: str
    title: str
    author: str
    published: datetime
    updated: datetime
    topics: tuple[str, ...] = ()
    body: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class FeedOf:
    """A list as a feed. `page` is the address of the list's own page, `address` that of the feed.

    made: when there is no entry to tell when it was last updated.
    """

    title: str
    page: str
    address: str
    made: datetime
    entries: tuple[FeedEntry, ...]

    @property
    def updated(self) -> datetime:
        return max((entry.updated for entry in self.entries), default=self.made)


def addresses(page: str, query: str = "") -> Mapping[str, str]:
    """The feeds of a list by their kinds, for `<link rel=alternate>`; `page` is the list's path."""
    path = "/front" if page == "/" else page
    asked = f"?{query}" if query else ""
    return {
        "application/atom+xml": f"{path}{ATOM_ENDING}{asked}",
        "application/feed+json": f"{path}{JSON_ENDING}{asked}",
    }


def entry_id(page: str, number: int) -> str:
    """The name of an entry for ever: `tag:news.example,2026:entry/42`."""
    host = (urlsplit(page).hostname or "localhost").lower()
    return f"tag:{host},{BEGAN}:entry/{number}"


# --- Atom -------------------------------------------------------------------------------------------------------------


def atom(feed: FeedOf) -> bytes:
    """The list as Atom (RFC 4287), in UTF-8."""
    root = etree.Element(f"{{{_NAMESPACE}}}feed", nsmap={None: _NAMESPACE})
    _add(root, "id", feed.address)
    _add(root, "title", feed.title)
    _add(root, "updated", _when(feed.updated))
    _add(root, "generator", "TwoSource")
    _add(root, "link", rel="self", href=feed.address, type="application/atom+xml")
    _add(root, "link", rel="alternate", href=feed.page, type="text/html")
    for entry in feed.entries:
        _entry(root, entry)
    written: bytes = etree.tostring(root, encoding="utf-8", xml_declaration=True)
    return written


def _entry(root: etree._Element, entry: FeedEntry) -> None:
    found = _add(root, "entry")
    _add(found, "id", entry_id(entry.page, entry.number))
    _add(found, "title", entry.title)
    _add(found, "published", _when(entry.published))
    _add(found, "updated", _when(entry.updated))
    _add(_add(found, "author"), "name", entry.author or "unknown")
    _add(found, "link", rel="alternate", href=entry.page, type="text/html")
    for topic in entry.topics:
        _add(found, "category", term=topic)
    _add(found, "content", entry.body, type="html")


def _add(parent: etree._Element, name: str, text: str = "", **attributes: str) -> etree._Element:
    found = etree.SubElement(
        parent, f"{{{_NAMESPACE}}}{name}", {key: _writable(value) for key, value in attributes.items()}
    )
    if text:
        found.text = _writable(text)
    return found


def _writable(text: str) -> str:
    return _UNWRITABLE.sub("\ufffd", text)


def _when(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds").replace("+00:00", "Z")


# --- JSON Feed --------------------------------------------------------------------------------------------------------


def json_feed(feed: FeedOf) -> bytes:
    """The list as JSON Feed 1.1, in UTF-8."""
    told = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "home_page_url": feed.page,
        "feed_url": feed.address,
        "items": [_item(entry) for entry in feed.entries],
    }
    return json.dumps(told, ensure_ascii=False).encode("utf-8", "replace")


def _item(entry: FeedEntry) -> dict[str, Any]:
    return {
        "id": entry_id(entry.page, entry.number),
        "url": entry.page,
        "title": entry.title,
        "content_html": entry.body,
        "date_published": _when(entry.published),
        "date_modified": _when(entry.updated),
        "authors": [{"name": entry.author or "unknown"}],
        "tags": list(entry.topics),
    }


def written(feed: FeedOf, *, as_json: bool) -> tuple[bytes, str]:
    """The feed, and what kind it is."""
    return (json_feed(feed), JSON_FEED) if as_json else (atom(feed), ATOM)

"""JSON Feed, versions 1 and 1.1 (jsonfeed.org) → Feed.

What may live here: which member holds which field. A member of another type than the version says is passed over.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, Final

from twosource.reading.feedfields import address, line, moment, person, seconds, string
from twosource.reading.feedvalues import MAX_ENTRIES, Category, Entry, Feed, Link, Media, MediaKind, Person, Text

MAX_DIGITS: Final = 15  # of a file's size, as `feedxml` has it


def json_feed(text: str, url: str | None = None) -> Feed | None:
    """The feed in `text`, or None where it is no JSON object. `url` makes its addresses whole."""
    try:
        about = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if not isinstance(about, Mapping):
        return None
    home = address(_word(about, "home_page_url"), url)
    own = address(_word(about, "feed_url"), url)
    hubs = (address(_word(hub, "url"), url) for hub in _objects(about, "hubs"))
    return Feed(
        title=line(_word(about, "title"), plain=True),
        link=home,
        id=own,
        subtitle=_text(about, "description", html=False),
        language=string(_word(about, "language")),
        authors=tuple(_people(about, url)),
        links=(
            *((Link(home),) if home else ()),
            *((Link(own, "self"),) if own else ()),
            *(Link(hub, "hub") for hub in hubs if hub),
            *((Link(page, "next"),) if (page := address(_word(about, "next_url"), url)) else ()),
        ),
        entries=tuple(_entry(item, url or own or home) for item in _objects(about, "items")[: MAX_ENTRIES + 1]),
    )


def _entry(item: Mapping[str, Any], base: str | None) -> Entry:
    link = address(_word(item, "url"), base) or address(_word(item, "external_url"), base)
    texts = (_text(item, "content_html", html=True), _text(item, "content_text", html=False))
    tags = item.get("tags")
    terms = (string(tag) for tag in tags if isinstance(tag, str)) if isinstance(tags, list) else ()
    return Entry(
        id=string(_word(item, "id")),
        link=link,
        title=line(_word(item, "title"), plain=True),
        authors=tuple(_people(item, base)),
        published=moment(_word(item, "date_published")),
        updated=moment(_word(item, "date_modified")),
        summary=_text(item, "summary", html=False),
        content=tuple(text for text in texts if text),
        media=tuple(_media(item, base)),
        categories=tuple(Category(term) for term in terms if term),
        links=(Link(link),) if link else (),
        language=string(_word(item, "language")),
    )


def _people(holder: Mapping[str, Any], base: str | None) -> Iterator[Person]:
    for author in _objects(holder, "authors") or ([holder["author"]] if isinstance(holder.get("author"), dict) else []):
        if found := person(_word(author, "name"), url=address(_word(author, "url"), base)):
            yield found


def _media(item: Mapping[str, Any], base: str | None) -> Iterator[Media]:
    for file in _objects(item, "attachments"):
        if url := address(_word(file, "url"), base):
            size = file.get("size_in_bytes")
            known = isinstance(size, int) and not isinstance(size, bool) and 0 <= size < 10**MAX_DIGITS
            title, lasts = line(_word(file, "title"), plain=True), seconds(_word(file, "duration_in_seconds"))
            kind = string(_word(file, "mime_type"))
            yield Media(url, MediaKind.ENCLOSURE, kind, size if known else None, title, lasts)
    if picture := address(_word(item, "image"), base):
        yield Media(picture, MediaKind.THUMBNAIL)


def _word(holder: Mapping[str, Any], name: str) -> str | None:
    """A member that is text, or a number where a careless writer put one for an id."""
    value = holder.get(name)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    return value if isinstance(value, str) else None


def _text(holder: Mapping[str, Any], name: str, *, html: bool) -> Text | None:
    value = holder.get(name)
    return Text(value, html) if isinstance(value, str) and value.strip() else None


def _objects(holder: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    value = holder.get(name)
    return [entry for entry in value if isinstance(entry, Mapping)] if isinstance(value, list) else []

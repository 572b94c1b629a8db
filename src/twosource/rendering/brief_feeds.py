"""Briefs → a feed, as Atom (RFC 4287) and as JSON Feed 1.1: an entry a brief, for readers who prefer that to mail.

Strategy: an entry's body is HTML without styles, scripts or pictures, the same lines as the mail. Its id is made of
what it tells, so that a brief made again is the same entry. The time at which a brief was made is handed in.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from lxml import etree

from twosource.model import Brief, Outlet
from twosource.rendering import labels, news, templating
from twosource.rendering.json import dumps
from twosource.rendering.lines import shown_stories
from twosource.rendering.places import Link
from twosource.rendering.words import ENGLISH

ATOM = "http://www.w3.org/2005/Atom"
JSON_FEED = "https://jsonfeed.org/version/1.1"
NAME = "TwoSource briefs"
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)  # when a feed without entries was updated: a feed must say


@dataclass(frozen=True, slots=True)
class Issue:
    """A brief that was made at a time. `url` is where it can be read, `link` the way from its lines to their places."""

    brief: Brief
    made: datetime
    url: str | None = None
    link: Link | None = None

    @property
    def id(self) -> str:
        """A name for good: of the period and of what is told."""
        told = [(line.passage.report, line.passage.text) for story in self.brief.stories for line in story.lines]
        key = repr((self.brief.since, self.brief.until, [story.dossier.id for story in self.brief.stories], told))
        return f"urn:sha256:{hashlib.sha256(key.encode('utf-8', 'surrogatepass')).hexdigest()}"


def brief_atom(
    issues: Sequence[Issue], outlets: Mapping[str, Outlet], *, title: str = NAME, url: str | None = None
) -> str:
    """An Atom feed of briefs, the latest first.

    Args:
        issues: in any order.
        outlets: by casefolded key or name.
        title: the feed's.
        url: its own address, if it has one.
    """
    feed = etree.Element(f"{{{ATOM}}}feed", nsmap={None: ATOM})
    latest = _latest_first(issues)
    _add(feed, "id", url or f"urn:sha256:{hashlib.sha256(title.encode('utf-8', 'surrogatepass')).hexdigest()}")
    _add(feed, "title", title)
    _add(feed, "updated", _when(max((issue.made for issue in issues), default=EPOCH)))
    _add(etree.SubElement(feed, f"{{{ATOM}}}author"), "name", "TwoSource")
    if url:
        _add(feed, "link", rel="self", href=url)
    for issue in latest:
        entry = etree.SubElement(feed, f"{{{ATOM}}}entry")
        _add(entry, "id", issue.id)
        _add(entry, "title", labels.brief_subject(issue.brief))
        _add(entry, "updated", _when(issue.made))
        if issue.url:
            _add(entry, "link", rel="alternate", href=issue.url)
        _add(entry, "content", body(issue, outlets), type="html")
    written: bytes = etree.tostring(feed, encoding="utf-8", xml_declaration=True, pretty_print=True)
    return written.decode()


def brief_json_feed(
    issues: Sequence[Issue], outlets: Mapping[str, Outlet], *, title: str = NAME, url: str | None = None
) -> str:
    """The same as a JSON Feed."""
    feed: dict[str, Any] = {"version": JSON_FEED, "title": title, **({"feed_url": url} if url else {})}
    feed["items"] = [
        {
            "id": issue.id,
            **({"url": issue.url} if issue.url else {}),
            "title": labels.brief_subject(issue.brief),
            "content_html": body(issue, outlets),
            "date_published": _when(issue.made),
        }
        for issue in _latest_first(issues)
    ]
    return dumps(feed) + "\n"


def body(issue: Issue, outlets: Mapping[str, Outlet]) -> str:
    """A brief as a piece of HTML that needs no style."""
    return (
        templating.environment()
        .get_template("brief_entry.html.jinja")
        .render(
            stories=shown_stories(issue.brief, outlets, issue.link),
            t=ENGLISH,
            greeting=news.greeting(issue.brief),
            nothing=news.nothing(issue.brief),
        )
        .strip()
    )


def _latest_first(issues: Sequence[Issue]) -> list[Issue]:
    return sorted(issues, key=lambda issue: (issue.made, issue.id), reverse=True)


def _add(parent: etree._Element, name: str, text: str | None = None, **attributes: str) -> None:
    child = etree.SubElement(parent, f"{{{ATOM}}}{name}", {key: _legal(value) for key, value in attributes.items()})
    child.text = _legal(text) if text is not None else None


def _legal(text: str) -> str:
    """Text without what XML cannot hold: control characters and halves of surrogate pairs."""
    return "".join(c for c in text if c in "\t\n\r" or " " <= c < "\ud800" or "\ue000" <= c < "\ufffe" or c > "\uffff")


def _when(made: datetime) -> str:
    return made.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")

"""A site's page → the feeds that it offers, and where feeds often are when it offers none.

Strategy: `<link rel=alternate>` of a feed's type is what a page says for machines; a link that readers see is a feed
where its address or words say so. What a page says comes first, in its order; guesses are told apart, to be tried last.

What may live here: addresses. Nothing is fetched: who calls tries them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from lxml import etree
from lxml.html import HTMLParser

from twosource.reading.feedfields import address, line

# --- limits -----------------------------------------------------------------------------------------------------------

MAX_CHARACTERS: Final = 1_000_000  # of a page that are looked at; the largest of 181 real pages has 1.5 MB
MAX_FOUND: Final = 50  # feeds of one page: a directory of feeds is no site

# --- tables -----------------------------------------------------------------------------------------------------------

TYPES: Final = frozenset(
    {
        "application/rss+xml",
        "application/atom+xml",
        "application/rdf+xml",
        "application/feed+json",
        "application/xml",
        "text/xml",
        "application/json",
    }
)
WELL_KNOWN: Final = (  # the paths of common publishing software, the most common first
    "/feed/",
    "/rss",
    "/rss.xml",
    "/feed.xml",
    "/atom.xml",
    "/index.xml",
    "/feeds/posts/default",
    "/feed.json",
)
_FEED_PATH: Final = re.compile(
    r"(?:^|[/._-])(?:rss|atom|feeds?|rdf)(?:\d{0,2})(?:[/._-]|$)|\.(?:rss|atom|rdf)$", re.IGNORECASE
)
_FEED_WORDS: Final = re.compile(r"\b(?:rss|atom|(?:news |web )?feed)\b", re.IGNORECASE)
_COMMENTS: Final = re.compile(r"\bcomments?\b", re.IGNORECASE)
_OTHER_JSON: Final = re.compile(r"/wp-json/|oembed", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class FeedLink:
    """A feed that a page offers. `title` is what it calls it; `told` is False where we only guess that it is there."""

    url: str
    title: str | None = None
    type: str | None = None
    told: bool = True


def found_in(text: str, url: str) -> tuple[FeedLink, ...]:
    """The feeds of the site whose page at `url` is `text`, the likeliest first, each once.

    Those for machines come before those for readers, those before guesses, and feeds of comments after their like.
    """
    links = dict[str, FeedLink]()
    for link in (*_told(text, url), *_guessed(url)):
        links.setdefault(link.url, link)
    links.pop(url, None)
    return tuple(links.values())[: MAX_FOUND + len(WELL_KNOWN)]


def _told(text: str, url: str) -> list[FeedLink]:
    root = _tree(text[:MAX_CHARACTERS])
    if root is None:
        return []
    base = next(filter(None, (address(one.get("href"), url) for one in root.iter("base"))), url)
    found = [*_for_machines(root, base), *_for_readers(root, base)]
    return sorted(found, key=_of_comments)[:MAX_FOUND]  # sorting is stable: the page's order stays


def _tree(text: str) -> etree._Element | None:
    """The page as far as it can be read: one that is nested too deep has its head, which is all that is needed."""
    parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    body = text.strip().encode("utf-8", "replace")
    return etree.fromstring(body, parser) if body else None


def _for_machines(root: etree._Element, base: str) -> Iterator[FeedLink]:
    for element in root.iter("link"):
        rels = (element.get("rel") or "").lower().split()
        kind = (element.get("type") or "").partition(";")[0].strip().lower()
        href = address(element.get("href"), base)
        if href and (("alternate" in rels and kind in TYPES) or "feed" in rels) and not _OTHER_JSON.search(href):
            yield FeedLink(href, line(element.get("title")), kind or None)


def _for_readers(root: etree._Element, base: str) -> Iterator[FeedLink]:
    for element in root.iter("a"):
        href = address(element.get("href"), base)
        if not href:
            continue
        words = line("".join(element.itertext())) or line(element.get("title") or element.get("aria-label"))
        same_site = urlsplit(href).hostname == urlsplit(base).hostname
        if _FEED_PATH.search(urlsplit(href).path) and (same_site or (words and _FEED_WORDS.search(words))):
            yield FeedLink(href.partition("#")[0], words)


def _guessed(url: str) -> Iterator[FeedLink]:
    parts = urlsplit(url)
    if parts.scheme in ("http", "https") and parts.hostname:
        for path in WELL_KNOWN:
            yield FeedLink(f"{parts.scheme}://{parts.netloc}{path}", told=False)


def _of_comments(link: FeedLink) -> bool:
    return _COMMENTS.search(link.title or "") is not None or _COMMENTS.search(link.url.replace("/", " ")) is not None

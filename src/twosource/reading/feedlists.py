"""Lists of feeds as other readers keep them: OPML 1 and 2 → Subscriptions, and back.

Strategy: an outline with `xmlUrl` is a feed; outlines around it are the folders that it is in. What OPML has no word
for (outlet, owner, country) stands in attributes of a namespace of ours, as the standard provides, and is passed over
by others. What is written reads back as it was.

What may live here: the form of such lists. Nothing is fetched: a list that includes another names it, no more.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from typing import Final

from lxml import etree

from twosource.errors import Malformed, TooLarge
from twosource.reading.feedfields import address, line, string
from twosource.reading.feedtree import recovered

NAMESPACE: Final = "urn:twosource:opml"
MAX_FEEDS: Final = 20_000  # of one list: the largest public ones have some thousands
SHOWN: Final = 100  # characters of an address that is none
_OURS: Final = ("outlet", "owner", "country")
_UNWRITABLE: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_OPENING: Final = re.compile(r"<opml(?=[\s>])", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Subscription:
    """A feed that somebody reads. `folder` names the outlines around it, the outermost first.

    `url` is the feed's address, `site` its page for readers; `outlet` is an outlet's key; `country` as ISO 3166 has it.
    """

    url: str
    title: str | None = None
    site: str | None = None
    folder: tuple[str, ...] = ()
    outlet: str | None = None
    owner: str | None = None
    language: str | None = None
    country: str | None = None


# --- in ---------------------------------------------------------------------------------------------------------------


def subscriptions(name: str, text: str) -> tuple[Subscription, ...]:
    """The feeds of an OPML document, in its order; of one address the first.

    Raises as `listed` does.
    """
    return tuple(one for one in listed(name, text) if isinstance(one, Subscription))


def listed(name: str, text: str) -> tuple[Subscription | Malformed, ...]:
    """The feeds of an OPML document, in its order, and an error for each without an address; of one address the first.

    Raises:
        Malformed: no OPML.
        TooLarge: more feeds than anybody reads.
    """
    opening = _OPENING.search(text)
    root = recovered(text[opening.start() :], None) if opening else None
    if root is None:
        raise Malformed(name, "not a list of feeds", "give an OPML file")
    found: dict[str, Subscription | Malformed] = {}
    for one in _below(name, root):
        found.setdefault(one.url if isinstance(one, Subscription) else one.problem, one)
        if len(found) > MAX_FEEDS:
            raise TooLarge(name, f"more than {MAX_FEEDS:,} feeds", "split it")
    return tuple(found.values())


def _below(name: str, root: etree._Element) -> Iterator[Subscription | Malformed]:
    """The feeds below `root` in document order, each with the folders on its way."""
    path: list[str] = []
    for event, element in etree.iterwalk(root, events=("start", "end"), tag="outline"):
        about = {key.lower(): value for key, value in element.attrib.items()}
        url = address(about.get("xmlurl"))
        if event == "end":
            path.pop()
            continue
        if url:
            yield _subscription(url, about, tuple(filter(None, path)))
        elif written := line(about.get("xmlurl"), plain=True):
            yield Malformed(
                name, f"{written[:SHOWN]!r} is no address of a feed", "write it as https://news.example/feed"
            )
        path.append("" if url else line(about.get("text") or about.get("title"), plain=True) or "")


def _subscription(url: str, about: dict[str, str], folder: tuple[str, ...]) -> Subscription:
    ours = {name: string(about.get(f"{{{NAMESPACE}}}{name}")) for name in _OURS}
    return Subscription(
        url=url,
        title=line(about.get("title") or about.get("text"), plain=True),
        site=address(about.get("htmlurl")),
        folder=folder,
        outlet=ours["outlet"],
        owner=ours["owner"],
        language=string(about.get("language")),
        country=ours["country"],
    )


# --- out --------------------------------------------------------------------------------------------------------------


def opml(feeds: Iterable[Subscription], *, title: str, made: datetime | None = None) -> str:
    """An OPML 2.0 document of `feeds`, in their order within each folder.

    Args:
        feeds: what is to be listed.
        title: what the list is called.
        made: when, as an aware datetime, if that is to stand in it.
    """
    root = etree.Element("opml", {"version": "2.0"}, nsmap={"ts": NAMESPACE})
    head = etree.SubElement(root, "head")
    etree.SubElement(head, "title").text = _writable(title)
    if made is not None:
        etree.SubElement(head, "dateCreated").text = format_datetime(made)
    folders: dict[tuple[str, ...], etree._Element] = {(): etree.SubElement(root, "body")}
    for feed in feeds:
        for depth in range(1, len(feed.folder) + 1):
            path = feed.folder[:depth]
            if path not in folders:
                folders[path] = etree.SubElement(folders[path[:-1]], "outline", {"text": _writable(path[-1])})
        etree.SubElement(folders[feed.folder], "outline", _attributes(feed))
    written: str = etree.tostring(root, encoding="unicode", pretty_print=True)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + written


def _attributes(feed: Subscription) -> dict[str, str]:
    told = {
        "text": feed.title or feed.url,
        "title": feed.title,
        "type": "rss",
        "xmlUrl": feed.url,
        "htmlUrl": feed.site,
        "language": feed.language,
        **{f"{{{NAMESPACE}}}{name}": getattr(feed, name) for name in _OURS},
    }
    return {name: _writable(value) for name, value in told.items() if value}


def _writable(text: str) -> str:
    """`text` without what XML cannot hold."""
    return _UNWRITABLE.sub("", text)

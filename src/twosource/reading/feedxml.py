"""XML → Feed: RSS of every version, RDF, Atom 0.3 and 1.0, CDF, as broken as they are in the wild.

Strategy: all that stands before the feed's first element is cut off, DOCTYPE and all, so that no entity is ever
declared; `feedtree` recovers a tree from the rest; each element is looked up in one table of names; unknown ones are
passed over.

What may live here: which element holds which field. What a field's words mean is known to `feedfields`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice
from typing import Final, NamedTuple

from lxml import etree

from twosource.reading.feedfields import address, line, moment, person, seconds, string
from twosource.reading.feedtree import LANG, attribute, construct, language_of, name, quoted, recovered, tongue
from twosource.reading.feedvalues import Category, Entry, Feed, Link, Media, MediaKind, Person, Source, Text

# --- limits -----------------------------------------------------------------------------------------------------------

MAX_PARTS: Final = 500  # of one entry: authors, categories, links, files; the most in 200 real feeds is 287 pictures
MAX_LENGTH_DIGITS: Final = 15  # of a file's size: a petabyte

# --- tables -----------------------------------------------------------------------------------------------------------

_OPENING: Final = re.compile(r"<(?:\w{1,20}:)?(?:rss|feed|RDF|channel)(?=[\s/>])", re.IGNORECASE)
_NAMES: Final = {  # field → the names of elements that hold it, in small letters, under the group of their namespace
    "title": "title",
    "title.too": "dc:title media:title",
    "link": "link",
    "id": "id guid",
    "summary": "description subtitle tagline summary abstract",
    "summary.too": "dc:description media:description itunes:summary itunes:subtitle",
    "content": "content content:encoded fullitem body xhtml:body xhtml:div",
    "author": "author managingeditor creator dc:creator dc:author",
    "author.too": "itunes:author",
    "published": "pubdate published",
    "published.too": "issued dc:issued",
    "updated": "updated modified lastbuilddate dc:date dc:modified",
    "category": "category dc:subject media:category itunes:category",
    "keywords": "tags itunes:keywords media:keywords",
    "language": "language dc:language",
    "enclosure": "enclosure",
    "media": "media:content media:thumbnail",
    "duration": "itunes:duration",
    "source": "source",
    "ttl": "ttl",
    "newer": "newlocation itunes:new-feed-url",
}
_FIELDS: Final = {
    (group, local): field
    for field, names in _NAMES.items()
    for group, _, local in (name.rpartition(":") for name in names.split())
}
_ENTRIES: Final = frozenset({"item", "entry"})
_HOLDERS: Final = frozenset({"rss", "channel", "feed", "rdf"})
_SCHEMES: Final = {"itunes": "http://www.itunes.com/", "media": "http://search.yahoo.com/mrss/category_schema"}


class _Field(NamedTuple):
    """An element that holds a field, with the name that it has in the feed."""

    name: str
    element: etree._Element


_Fields = dict[str, list[etree._Element]]  # noqa: SLF001 - lxml has no other name for it
"""The elements that hold a field, by its name."""


def xml_feed(text: str, url: str | None = None) -> Feed | None:
    """The feed in `text`, or None where nothing in it is one. `url` makes its addresses whole."""
    opening = _OPENING.search(text)
    if opening is None:
        return None
    text = text[opening.start() :]
    found = _read(text, url)
    if (found is None or not found.entries) and (mended := quoted(text)) != text:
        return _read(mended, url) or found
    return found


def _read(text: str, url: str | None) -> Feed | None:
    root = recovered(text, url)
    if root is None:
        return None
    reader = _Reader(url, "xml:base" in text, {})
    return reader.feed([root, *(child for child in root if reader.local(child) in ("channel", "feed"))])


@dataclass(slots=True)
class _Reader:
    """Reads one feed: where it came from, whether it moves its base, and the names that it has met."""

    url: str | None
    based: bool
    names: dict[str, tuple[str, str]]

    def local(self, element: etree._Element) -> str:
        return self.name(element)[1]

    def name(self, element: etree._Element) -> tuple[str, str]:
        """The group and the small-lettered name of an element; ("?", name) for one of a group that is not read."""
        tag = element.tag
        if (known := self.names.get(tag)) is None:
            known = self.names[tag] = name(tag, element.prefix)
        return known

    def base(self, element: etree._Element) -> str | None:
        return (element.base if self.based else None) or self.url

    def fields(self, element: etree._Element) -> list[_Field]:
        found = []
        for child in element:
            name = self.name(child)
            if field := _FIELDS.get(name):
                found.append(_Field(field, child))
            if name == ("media", "group"):
                found += self.fields(child)
        return found

    # --- feed and entries -------------------------------------------------------------------------------------------

    def feed(self, top: Sequence[etree._Element]) -> Feed:
        entries = self.entries(top[0])
        fields = [field for element in reversed(top) for field in self.fields(element)]
        fields += [f for child in top[0] if self.local(child) == "redirect" for f in self.fields(child)]
        language = _language(top) or tongue(_text_of(fields, "language"))
        about = self._entry(top[-1], fields, language)
        ttl = _text_of(fields, "ttl")
        newer = _text_of(fields, "newer")
        return Feed(
            title=about.title,
            link=about.link,
            id=about.id,
            subtitle=about.summary,
            language=language,
            authors=about.authors,
            updated=about.updated,
            categories=about.categories,
            links=about.links,
            ttl=int(ttl) if ttl and ttl.isascii() and ttl.isdigit() and len(ttl) < 7 else None,
            newer=address(newer, self.url),
            entries=tuple(self._entry(one, self.fields(one), language_of(one, language)) for one in entries),
        )

    def entries(self, root: etree._Element) -> list[etree._Element]:
        """Entries in document order. One that a missing end tag left inside another is taken out of it."""
        found = [one for one in root.iter(etree.Element) if self.local(one) in _ENTRIES and self.name(one)[0] == ""]
        for element in found:
            parent = element.getparent()
            if parent is not None and self.local(parent) not in _HOLDERS:
                parent.remove(element)
        return found

    def _entry(self, element: etree._Element, fields: Sequence[_Field], language: str | None) -> Entry:
        by: _Fields = {}
        for held, child in fields:
            by.setdefault(held, []).append(child)
        links = tuple(islice(self._links(by, element), MAX_PARTS))
        summary, content = self._texts(by, language)
        ids = [*(string(child.text) for child in by.get("id", ())), string(attribute(element, "about"))]
        own = next(filter(None, reversed(ids[:-1])), ids[-1])
        base = self.base(element)
        if own and by.get("id") and self.local(by["id"][0]) == "id" and ":" not in own and "/" in own:
            own = address(own, base) or own
        return Entry(
            id=own,
            link=self._link(by, links, own),
            title=self._title(by),
            authors=tuple(islice(self._people(by), MAX_PARTS)),
            published=_date((*by.get("published", ()), *by.get("published.too", ()))),
            updated=_date(by.get("updated", ())[::-1]) or moment(attribute(element, "lastmod")),
            summary=summary,
            content=content,
            media=tuple(islice(self._media(by), MAX_PARTS)),
            source=self._source(by.get("source", ())),
            categories=tuple(dict.fromkeys(islice(_categories(by, self.name), MAX_PARTS))),
            links=links,
            language=tongue(_text(by["language"][-1])) if by.get("language") else language,
        )

    # --- parts ------------------------------------------------------------------------------------------------------

    def _links(self, by: _Fields, holder: etree._Element) -> Iterator[Link]:
        for element in by.get("link", ()):
            written = element.get("href") or element.text
            if href := address(written, self.base(element)):
                yield Link(href, element.get("rel") or "alternate", string(element.get("type")))
        if href := address(attribute(holder, "href"), self.base(holder)):  # CDF
            yield Link(href)

    def _link(self, by: _Fields, links: Sequence[Link], own: str | None) -> str | None:
        """The entry's page: its first alternate link, in HTML before others, else its id where that is an address."""
        alternates = [link for link in links if link.rel == "alternate"]
        html_first = [link for link in alternates if link.type in (None, "text/html", "application/xhtml+xml")]
        if found := [*html_first, *alternates]:
            return found[0].href
        for guid in by.get("id", ()):
            if self.local(guid) == "guid" and (guid.get("isPermaLink") or "true").lower() != "false":
                return address(own, self.base(guid)) if own and (":" in own or "/" in own) else None
        return None

    def _title(self, by: _Fields) -> str | None:
        for element in (*by.get("title", ()), *by.get("title.too", ())):
            text = construct(element, None)
            if found := line(text.value, plain=not text.html):
                return found
        return None

    def _texts(self, by: _Fields, language: str | None) -> tuple[Text | None, tuple[Text, ...]]:
        """The summary, and the full texts: a second summary is one of these."""
        summaries = [text for e in by.get("summary", ()) if (text := construct(e, language)).value]
        contents = [text for e in by.get("content", ()) if (text := construct(e, language)).value]
        if not summaries:
            summaries = [text for e in by.get("summary.too", ()) if (text := construct(e, language)).value]
        return (summaries[0] if summaries else None), (*contents, *summaries[1:])

    def _people(self, by: _Fields) -> Iterator[Person]:
        for element in by.get("author", by.get("author.too", [])):
            parts: dict[str, str | None] = {self.local(child): child.text for child in element}
            url = address(parts.get("uri") or parts.get("url") or parts.get("homepage"), self.base(element))
            if found := person(parts.get("name") if parts else element.text, email=parts.get("email"), url=url):
                yield found

    def _media(self, by: _Fields) -> Iterator[Media]:
        enclosing = [element for element in by.get("link", ()) if element.get("rel") == "enclosure"]
        lasts = next((found for one in by.get("duration", ()) if (found := seconds(one.text))), None)
        for element in (*enclosing, *by.get("enclosure", ())):
            yield from (replace(file, duration=lasts) for file in self._file(element, MediaKind.ENCLOSURE))
        for element in by.get("media", ()):
            for inner in (element, *element):
                if self.name(inner) in {("media", "content"), ("media", "thumbnail")}:
                    yield from self._file(inner, MediaKind(self.local(inner)))

    def _file(self, element: etree._Element, kind: MediaKind) -> Iterator[Media]:
        if url := address(element.get("url") or element.get("href"), self.base(element)):
            size = element.get("length") or element.get("fileSize")
            titles = (child.text for child in element if self.name(child) == ("media", "title"))
            title, lasts = line(next(titles, None), plain=True), seconds(element.get("duration"))
            kind_of_file = string(element.get("type") or element.get("medium"))
            yield Media(url, kind, kind_of_file, _length(size), title, lasts)

    def _source(self, elements: Sequence[etree._Element]) -> Source | None:
        """Whom the entry is from: in RSS the element's text and `url`, in Atom a feed in small."""
        for element in elements:
            by: _Fields = {}
            for held, child in self.fields(element):
                by.setdefault(held, []).append(child)
            links = tuple(islice(self._links(by, element), MAX_PARTS))
            own = string(by["id"][0].text) if by.get("id") else None
            title = self._title(by) if by else line(element.text)
            link = self._link(by, links, own) or address(element.get("url"), self.base(element))
            if title or link or own:
                return Source(title, link, own)
        return None


# --- elements ---------------------------------------------------------------------------------------------------------


def _text(element: etree._Element) -> str | None:
    return string("".join(element.itertext()))


def _text_of(fields: Sequence[_Field], name: str) -> str | None:
    return next((found for field in fields if field.name == name and (found := _text(field.element))), None)


def _language(elements: Sequence[etree._Element]) -> str | None:
    return next((found for element in elements if (found := tongue(element.get(LANG)))), None)


def _date(elements: Sequence[etree._Element]) -> date | None:
    return next((found for element in elements if (found := moment(element.text))), None)


def _length(value: str | None) -> int | None:
    digits = "".join((value or "").split())
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) <= MAX_LENGTH_DIGITS else None


def _categories(by: _Fields, names: Callable[[etree._Element], tuple[str, str]]) -> Iterator[Category]:
    for element in by.get("keywords", ()):
        for term in (element.text or "").split(","):
            if word := string(term):
                yield Category(word)
    for element in by.get("category", ()):
        group, _ = names(element)
        for inner in element.iter(element.tag):  # those of itunes nest
            if term := string(inner.get("term") or inner.get("text") or inner.text):
                scheme = string(inner.get("scheme") or inner.get("domain")) or _SCHEMES.get(group)
                yield Category(term, scheme, string(inner.get("label")))

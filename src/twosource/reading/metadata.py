"""Tree → what a page says of itself: title, byline, publication, outlet, address, credit, language, subjects.

Strategy: three voices are heard, in this order: JSON-LD (written for machines, complete where it exists), meta tags,
and what the page shows. For a title it is the other way round: the headline that the reader sees wins where another
voice bears it out. Nothing is inferred from the article's text.

What may live here: the fields of a Report beside its text. Sentences about credits are read by `credits`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urljoin, urlsplit

from lxml import etree

from twosource.model import Page
from twosource.reading.authors import NO_NAME, authors
from twosource.reading.machinedata import MAX_FIELD, article_node, listed, meta_tags, text_of, value_at
from twosource.reading.markup import unescaped
from twosource.reading.outletnames import NO_OUTLET, WORDS, host_of, may_be_one, name_in, squashed, without_outlet
from twosource.reading.published import LAST_YEAR, when
from twosource.reading.subjects import subjects

if TYPE_CHECKING:
    from lxml.html import HtmlElement

# --- limits -----------------------------------------------------------------------------------------------------------

MIN_AGREEMENT: Final = 0.5  # share of words that a headline and another title have in common, to be of one article
MAX_AHEAD: Final = timedelta(days=2)  # of the fetch, by a wrong clock or an embargo; later dates are about the event


# --- tables -----------------------------------------------------------------------------------------------------------

_TITLE_TAGS: Final = ("og:title", "twitter:title", "parsely-title", "dc.title", "dcterms.title", "headline", "title")
_DATE_TAGS: Final = (
    *("article:published_time", "article:published", "og:article:published_time", "og:published_time"),
    *("datepublished", "date_published", "publishdate", "publish-date", "publish_date", "publication_date", "pubdate"),
    *("pub_date", "parsely-pub-date", "sailthru.date", "ptime", "dc.date.issued", "dcterms.issued", "dcterms.created"),
    *("dc.date.created", "dc.date", "dcterms.date", "dc.created", "cxenseparse:recs:publishtime"),
    *("article_date_original", "originalpublicationdate", "rnews:datepublished", "displaydate", "og:pubdate"),
    *("citation_publication_date", "citation_date", "created", "datecreated", "date"),
)
_OUTLET_TAGS: Final = (
    "og:site_name",
    "application-name",
    "apple-mobile-web-app-title",
    "dc.publisher",
    "publisher",
    "cre",
)
_CREDIT_TAGS: Final = ("source", "dc.source", "article:source", "news_source", "contentprovider", "wire", "provider")
_SUBJECT_TAGS: Final = ("article:section", "news_keywords", "article:tag", "dc.subject", "dcterms.subject")
_SUBJECT_NODES: Final = ("articleSection", "about", "keywords")
_LANGUAGE_TAGS: Final = ("og:locale", "content-language", "dc.language", "language")
_SHOWN_DATE: Final = etree.XPath("//time[@datetime] | //*[@itemprop='datePublished']")
_URL_DATE: Final = re.compile(r"/((?:19|20)\d\d)[/-]([01]?\d|[a-z]{3})[/-]([0-3]?\d)(?=[/-]|$)")
_LANGUAGE: Final = re.compile(r"[a-z]{2,3}(?=$|[-_])", re.IGNORECASE)
_LISTED: Final = re.compile("[,;]")


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a page says of itself. `free` is whether all may read it: None where it does not say.

    `body` is the article's text where JSON-LD gives it, and `titles` are all that it was called.
    """

    title: str | None
    titles: tuple[str, ...]
    byline: str | None
    published: date | None
    outlet: str | None
    url: str | None
    credit: str | None
    language: str | None
    subjects: tuple[str, ...]
    free: bool | None
    body: str | None
    is_article: bool


def metadata(page: Page, root: HtmlElement) -> Metadata:
    """What `page`, parsed as `root`, says of itself."""
    tags = meta_tags(root)
    node = article_node(root)
    outlet = page.outlet or _outlet(tags, node) or _site(root, page.url)
    url = _address(page.url, root, tags)
    titles = tuple(_titles(root, tags, node))
    title = _title(root, titles, outlet)
    free = value_at(node, "isAccessibleForFree")
    return Metadata(
        title=title,
        titles=tuple(
            dict.fromkeys((*titles, *(without_outlet(one, outlet) for one in titles), *([title] if title else [])))
        ),
        byline=authors(root, tags, node, outlet),
        published=_published(page, root, tags, node, url),
        outlet=outlet,
        url=url,
        credit=_credit(tags, node, outlet),
        language=_language(root, tags, node),
        subjects=subjects(_subjects(root, node), outlet),
        free={"true": True, "false": False}.get(str(free).strip().lower()),
        body=text_of(value_at(node, "articleBody"), limit=None),
        is_article=bool(node) or tags.get("og:type", "").lower() == "article",
    )


# --- the fields -------------------------------------------------------------------------------------------------------


def _titles(root: HtmlElement, tags: dict[str, str], node: dict[str, Any]) -> Iterator[str]:
    """All that the article is called, best first; the page's own headlines are for `_title` to weigh."""
    for value in (value_at(node, "headline"), *(tags.get(name) for name in _TITLE_TAGS), root.findtext(".//title")):
        if title := text_of(value):
            yield title


def _title(root: HtmlElement, titles: tuple[str, ...], outlet: str | None) -> str | None:
    """The headline shown, where another title bears it out, else the first title; without the outlet's name."""
    shown = [line for h1 in root.iter("h1") if (line := text_of("".join(h1.itertext())))]
    for headline in shown:
        if any(_agreement(headline, without_outlet(title, outlet)) >= MIN_AGREEMENT for title in titles):
            return without_outlet(headline, outlet)
    best = titles[0] if titles else shown[0] if len(shown) == 1 else None
    return without_outlet(best, outlet) if best else None


def _agreement(one: str, other: str) -> float:
    """The share of the longer title's words that the other has too."""
    a, b = set(WORDS.findall(one.lower())), set(WORDS.findall(other.lower()))
    return len(a & b) / max(len(a), len(b), 1)


def _published(
    page: Page, root: HtmlElement, tags: dict[str, str], node: dict[str, Any], url: str | None
) -> date | None:
    said = (value_at(node, "datePublished"), *(tags.get(tag) for tag in _DATE_TAGS), value_at(node, "dateCreated"))
    shown = (
        element.get("datetime") or element.get("content") or "".join(element.itertext())
        for element in _shown_dates(root)
    )
    for value in (*said, *shown, _date_in(url), value_at(node, "dateModified"), tags.get("article:modified_time")):
        found = when(value) if isinstance(value, str) else None
        if found is not None and not _ahead(found, page.fetched):
            return found
    from htmldate import find_date  # noqa: PLC0415 - 0.1 s that only HTML pages without a date need

    latest = (page.fetched + MAX_AHEAD).date() if page.fetched else date(LAST_YEAR, 1, 1)
    try:
        dated = find_date(root, extensive_search=False, original_date=True, url=url, max_date=latest.isoformat())
    except (ValueError, OverflowError):  # a zone of eighty hours; the library means to return None
        return None
    return when(dated) if dated else None


def _shown_dates(root: HtmlElement) -> list[HtmlElement]:
    elements: list[HtmlElement] = _SHOWN_DATE(root)
    return elements[:3]


def _ahead(found: date, fetched: datetime | None) -> bool:
    day = found.date() if isinstance(found, datetime) else found
    return fetched is not None and day > (fetched + MAX_AHEAD).date()


def _date_in(url: str | None) -> str | None:
    match = _URL_DATE.search(url or "")
    if match is None:
        return None
    year, month, day = match.groups()
    return f"{year}-{month:0>2}-{day:0>2}" if month.isdigit() else f"{day} {month} {year}"


def _outlet(tags: dict[str, str], node: dict[str, Any]) -> str | None:
    """The site's name; as JSON-LD writes it where that is the same name better written ("The Hill" for "TheHill")."""
    publisher = text_of(value_at(node, "publisher", "name"))
    for value in (
        *(tags.get(tag) for tag in _OUTLET_TAGS[:1]),
        publisher,
        *(tags.get(tag) for tag in _OUTLET_TAGS[1:]),
    ):
        name = re.split(r"\s+[|»]\s+", value, maxsplit=1)[0] if value else ""
        if name and not NO_OUTLET.match(name) and len(name) <= MAX_FIELD // 3:
            return publisher if publisher and squashed(publisher) == squashed(name) else name
    return None


def _site(root: HtmlElement, url: str | None) -> str | None:
    """The site's name as the page's title gives it, where its host bears that out; else the host."""
    host = host_of(url)
    return name_in(text_of(root.findtext(".//title")), host) or host


def _address(url: str | None, root: HtmlElement, tags: dict[str, str]) -> str | None:
    """The canonical address where the page's own host vouches for it; a page on a disk may name any."""
    links = (link.get("href") for link in root.iter("link") if (link.get("rel") or "").lower() == "canonical")
    for value in (*links, tags.get("og:url")):
        try:
            canonical: str = urljoin(url or "", (value or "").strip())
        except ValueError:
            continue
        host = host_of(canonical)
        if host and value and (url is None or host == host_of(url)) and urlsplit(canonical).path.strip("/"):
            return canonical
    return url


def _credit(tags: dict[str, str], node: dict[str, Any], outlet: str | None) -> str | None:
    """Who else the page credits: its source, an organisation as author, a publisher that is not the site's own."""
    authors = [author for author in listed(value_at(node, "author")) if isinstance(author, dict)]
    organisations = (value_at(author, "name") for author in authors if "Organization" in str(author.get("@type")))
    told = (
        value_at(node, "creditText"),
        value_at(node, "sourceOrganization", "name"),
        *organisations,
        value_at(node, "publisher", "name"),
    )
    for value in (*told, *(tags.get(tag) for tag in _CREDIT_TAGS)):
        name = text_of(value)
        if (
            name
            and not NO_OUTLET.match(name)
            and not NO_NAME.search(name)
            and not (outlet and may_be_one(name, outlet))
        ):
            return name
    return None


def _language(root: HtmlElement, tags: dict[str, str], node: dict[str, Any]) -> str | None:
    """The primary subtag ("en"), as the document, its tags or its JSON-LD name it."""
    for value in (
        root.get("lang"),
        root.get("xml:lang"),
        *(tags.get(tag) for tag in _LANGUAGE_TAGS),
        value_at(node, "inLanguage"),
    ):
        if isinstance(value, str) and (match := _LANGUAGE.match(value.strip())):
            return match[0].lower()
    return None


def _subjects(root: HtmlElement, node: dict[str, Any]) -> Iterator[str]:
    """What the page files itself under: terms of JSON-LD, then of every meta tag of the kind; lists in one are parted.

    A section is one term whatever its commas ("crime, law and justice"); `keywords` of HTML are for search engines.
    """
    for key in _SUBJECT_NODES:
        for value in listed(node.get(key)):
            term = _term(value)
            yield from _LISTED.split(term) if key == "keywords" and isinstance(value, str) else [term]
    tags = [(element, element.get("property") or element.get("name") or "") for element in root.iter("meta")]
    for wanted in _SUBJECT_TAGS:
        for content in (tag.get("content") or "" for tag, name in tags if name.strip().lower() == wanted):
            yield from [content] if wanted == _SUBJECT_TAGS[0] else _LISTED.split(content)


def _term(value: Any) -> str:
    """A term, whether it stands as a text or as a thing with a name, or a code where it has none."""
    told = (value.get("name"), value.get("termCode"), value.get("@id")) if isinstance(value, dict) else (value,)
    return next((unescaped(one) for one in told if isinstance(one, str) and one.strip()), "")

"""Tree → who wrote the article, as its page says: the byline.

Strategy: JSON-LD is heard first, then meta tags, then what the page shows; the first that names anybody wins. A name is
believed by its form: an account ("jdoe") and an address are none. One whom the page only tells of is not its author:
where it reviews a claim, JSON-LD says whose the claim is.

What may live here: where pages name their authors, and how. Lines of a text that sign it are for `bylines`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from typing import TYPE_CHECKING, Any, Final

from lxml import etree

from twosource.reading.credits import agency
from twosource.reading.machinedata import MAX_FIELD, listed, nodes, text_of, value_at
from twosource.reading.markup import tidy, unescaped

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_AUTHOR_TAGS: Final = (
    *("author", "byl", "article:author", "article:author_name", "parsely-author", "sailthru.author", "dc.creator"),
    *("dcterms.creator", "authors", "og:article:author", "shareaholic:article_author_name", "citation_author"),
    *("rbauthors", "creator"),
)
_SHOWN_AUTHOR: Final = etree.XPath(
    "//*[@itemprop='author' or @rel='author' or contains(concat(' ', @class, ' '), ' byline ') or"
    " contains(concat(' ', @class, ' '), ' author ') or contains(@class, 'author-name')"
    " or contains(@class, 'byline-name')]"
)
_KINDS: Final = (
    "written|posted|published|reported|story|words|text|analysis|opinion|review|commentary|perspective|column|essay"
    "|interview|exclusive"
)
_LEADING_BY: Final = re.compile(rf"(?:\b(?:{_KINDS}) ){{0,2}}\bby\b[:\s]*", re.IGNORECASE)
_SENTENCES: Final = re.compile(r"(?<=[^\W\d_]{5})\. (?=[^\W\d_])")  # "Ada Quist. Calder Post"; not "Prof. Quist"
_ACCOUNT: Final = re.compile(r"[a-z0-9._-]+")  # one word without a capital: how somebody logs in
NO_NAME: Final = re.compile(
    r"https?:|www\.|@|[{}<>|]|\d{3}|^(?:admin|administrator|author|staff|editor|guest|unknown|null|none|n/a|)$", re.I
)


def authors(root: HtmlElement, tags: dict[str, str], node: dict[str, Any], outlet: str | None) -> str | None:
    """Names, joined by commas: of JSON-LD, else of the first meta tag that holds any, else as shown."""
    strangers = {(outlet or "").casefold(), *map(str.casefold, _told_of(root))}
    told = ", ".join(dict.fromkeys(_names(_people(value_at(node, "author")), strangers)))
    if told:
        return text_of(told)
    for tag in _AUTHOR_TAGS:
        if tag in tags and (named := ", ".join(_names([tags[tag]], strangers))):
            return text_of(named)
    for element in _SHOWN_AUTHOR(root)[:8]:
        if named := ", ".join(_names(["".join(element.itertext())], strangers)):
            return named if len(named) <= MAX_FIELD // 3 else None
    return None


def _people(value: Any) -> Iterator[str]:
    """The names in an `author` of JSON-LD, in any of the shapes that pages give it."""
    for author in listed(value):
        name = author.get("name") if isinstance(author, dict) else author
        yield from (one for one in listed(name) if isinstance(one, str))


def _told_of(root: HtmlElement) -> Iterator[str]:
    """Whose claims and works the page reviews, as its JSON-LD says: they wrote what it is about."""
    for node in nodes(root):
        yield from _people(value_at(node, "itemReviewed", "author"))


def _names(values: Iterable[str], strangers: Collection[str]) -> Iterator[str]:
    for value in values:
        line = _LEADING_BY.sub("", tidy(unescaped(value)), count=1) if len(value) < MAX_FIELD else ""
        if line and not NO_NAME.search(line) and not _is_account(line) and line.casefold() not in strangers:
            yield _SENTENCES.sub(", ", line)


def _is_account(line: str) -> bool:
    """Whether a name is how somebody logs in; an agency is none, however it is written: it must be credited."""
    return _ACCOUNT.fullmatch(line) is not None and agency(line) is None

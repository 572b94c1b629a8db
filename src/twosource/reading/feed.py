"""A feed → the Reports of its entries: RSS, Atom, RDF and JSON Feed, well formed or not.

Strategy: the bytes are decoded here, so that no library guesses at an encoding or fetches anything (both would take a
text that starts with "http" for an address). fastfeedparser reads what is well formed, feedparser what is not. Of an
entry the fullest text is taken, as plain paragraphs. An entry is a report if it says something: one without text is
told, not dropped.

What may live here: what an entry's fields mean for a Report. HTML is read by `markup`, dates by `published`.
"""

from __future__ import annotations

import hashlib
import html
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final
from urllib.parse import urljoin, urlsplit

import fastfeedparser
import feedparser
from lxml import etree

from twosource.errors import DuplicateId, EmptyPage, InputError, Malformed, TooLarge
from twosource.model import Page, Report
from twosource.reading.decode import decode
from twosource.reading.markup import paragraphs, tidy, tree
from twosource.reading.metadata import host_of, name_in
from twosource.reading.published import when

# --- limits -----------------------------------------------------------------------------------------------------------

MAX_ENTRIES: Final = (
    5_000  # of a feed; the most in 200 real ones is 1,000, and fastfeedparser is quadratic beyond 8,000
)
MAX_MENDED: Final = 2_000_000  # characters of a broken feed: feedparser reads some 500 kB a second
MIN_LETTERS: Final = 30  # of an entry's text: "Comments", "Read more" and "[Image]" are no report
MAX_FIELD: Final = 300  # characters of a title or byline; what is longer is neither
HEAD: Final = 4_096  # characters in which a feed shows that it is one

# --- tables -----------------------------------------------------------------------------------------------------------

_LIBRARY_ERRORS: Final = (
    ValueError,
    LookupError,
    TypeError,
    AttributeError,
    ArithmeticError,
    RecursionError,
    etree.LxmlError,
)
_PROLOGUE: Final = re.compile(
    r"(?:\s+|<\?[^>]{0,500}\?>|<!--(?:(?!-->).){0,2000}-->|<!DOCTYPE\s[^>\[]{0,300}(?:\[[^\]]{0,1000}\])?\s*>)*",
    re.DOTALL,
)
_ROOT: Final = re.compile(r"<(?:\w{1,20}:)?(?:rss|feed|RDF|channel)[\s>]", re.IGNORECASE)
_JSON_FEED: Final = re.compile(
    r"""^\s*\{.{0,3000}?"version"\s*:\s*"https?:\\?/\\?/(?:www\.)?jsonfeed\.org""", re.DOTALL
)
_XML_DECLARATION: Final = re.compile(r"\s*<\?xml\b[^>]{0,300}\?>")
_MARKUP: Final = re.compile(r"<[a-zA-Z/!][^<>]{0,1000}>|&(?:#\d{1,7}|#x[0-9a-fA-F]{1,6}|[a-zA-Z]{2,20});")
_MAIL_NAME: Final = re.compile(r"^\S+@\S+\s+\((.{1,200})\)$")
_SIGNATURE: Final = re.compile(
    r"(?:The post|The article) .{1,400} (?:appeared first|first appeared|was originally published) on .{1,200}\Z"
)
_ENTRY: Final = re.compile(r"<(?:item|entry)[\s/>]|\"(?:content_html|content_text)\"\s*:")
_FEED_WORD: Final = re.compile(r"(?<=\w)[\s:|–-]+(?:rss|(?:rss |news )?feed)$", re.IGNORECASE)
_SOURCE: Final = re.compile(r"<source\b", re.IGNORECASE)
_DATE: Final = re.compile(
    r"<(?:\w{1,20}:)?(?:pubDate|published|updated|modified|issued|created|date)(?:\s[^<>]{0,200})?>"
    r"(?:<!\[CDATA\[)?([^<>\]]{1,80})<?"
    r'|"(?:date_published|date_modified)"\s*:\s*"([^"]{1,80})"',
    re.IGNORECASE,
)
_BLANK_LINE: Final = re.compile(r"\n\s*\n")
_TOLD_LANGUAGE: Final = re.compile(r"<(?:dc:)?language>\s{0,20}([a-zA-Z]{2,3}(?:-[a-zA-Z]{2,4})?)\s{0,20}<")
_LANGUAGE: Final = re.compile(r"[a-z]{2,3}(?=$|[-_])", re.IGNORECASE)


def feed(page: Page) -> tuple[Report | InputError, ...]:
    """The reports of a feed, in its order; in the place of each entry that gives none, the error that says why.

    Raises:
        Malformed: not a feed.
        TooLarge: more entries than a feed has reason to have.
        InputError: what `decode` raises.
    """
    text = decode(page)
    parsed = _parsed(page.name, text)
    about: Mapping[str, Any] = parsed.get("feed") or {}
    entries: Sequence[Mapping[str, Any]] = parsed.get("entries") or ()
    told = _TOLD_LANGUAGE.search(text)
    about = {**about, "language": about.get("language") or (told[1] if told else None)}
    return tuple(_reports(page, about, entries, _Aside(_sources(text), _dates(text))))


@dataclass(frozen=True, slots=True)
class _Dates:
    """The dates that a feed writes: the days of those that we read, the numbers in those that only a library reads.

    fastfeedparser fills what a date lacks ("Tue", "March 5") from the clock; such a day is none of these.
    """

    days: frozenset[date]
    numbers: frozenset[frozenset[int]]

    def tell(self, day: date) -> bool:
        """Whether one of them is `day`, a time zone apart."""
        near = {day + timedelta(days=shift) for shift in (-1, 0, 1)}
        year, days = {day.year, day.year % 100}, {one.day for one in near}
        return bool(near & self.days) or any(len(n) > 1 and n & year and n & days for n in self.numbers)


@dataclass(frozen=True, slots=True)
class _Aside:
    """What a feed says that its parser passes over: whom an entry is taken from, and its dates as written."""

    sources: Mapping[str, str]
    dates: _Dates


def is_feed(text: str) -> bool:
    """Whether `text` opens as a feed does: by its first element, or by the version that a JSON Feed names."""
    head = text[:HEAD].lstrip("\ufeff")
    prologue = _PROLOGUE.match(head)
    return _ROOT.match(head, prologue.end() if prologue else 0) is not None or _JSON_FEED.match(head) is not None


# --- parsing ----------------------------------------------------------------------------------------------------------


def _parsed(name: str, text: str) -> Mapping[str, Any]:
    """The feed as one of the libraries reads it: keys `feed` and `entries`."""
    if (count := len(_ENTRY.findall(text))) > MAX_ENTRIES:
        raise TooLarge(name, f"{count:,} entries, over the limit of {MAX_ENTRIES:,}", "split it")
    declaration = _XML_DECLARATION.match(text)
    data = text[declaration.end() if declaration else 0 :].strip().encode("utf-8", "replace")
    try:
        quick: Mapping[str, Any] = fastfeedparser.parse(data)
    except _LIBRARY_ERRORS:
        quick = {}
    if quick.get("entries"):
        return quick
    mended = _mended(name, data)
    if mended.get("entries") or mended.get("version"):
        return mended
    if not quick:
        raise Malformed(name, "not a feed", "give the address of an RSS, Atom or JSON feed")
    return quick


def _mended(name: str, data: bytes) -> Mapping[str, Any]:
    if len(data) > MAX_MENDED:
        raise Malformed(
            name, f"not a well-formed feed, and too large to mend ({len(data):,} bytes)", "give a smaller one"
        )
    try:
        found: Mapping[str, Any] = feedparser.parse(io.BytesIO(data), sanitize_html=False, resolve_relative_uris=False)
    except _LIBRARY_ERRORS:
        return {}
    return found


def _sources(text: str) -> dict[str, str]:
    """The outlet that an RSS entry is taken from, by the entry's guid and link: fastfeedparser passes over it."""
    if not _SOURCE.search(text):
        return {}
    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True, remove_comments=True)
    declaration = _XML_DECLARATION.match(text)
    root = etree.fromstring(text[declaration.end() if declaration else 0 :].strip().encode("utf-8", "replace"), parser)
    found: dict[str, str] = {}
    for item in root.iter("item") if root is not None else ():
        name = tidy(item.findtext("source") or "")
        keys = (item.findtext("guid"), item.findtext("link"))
        found.update({key.strip(): name for key in keys if key and name})
    return found


def _dates(text: str) -> _Dates:
    written = {found.strip() for pair in _DATE.findall(text) for found in pair if found.strip()}
    read = {one: when(one) for one in written}
    return _Dates(
        days=frozenset(date(found.year, found.month, found.day) for found in read.values() if found),
        numbers=frozenset(
            frozenset(map(int, re.findall(r"\d{1,4}", one))) for one, found in read.items() if found is None
        ),
    )


# --- entries ----------------------------------------------------------------------------------------------------------


def _reports(
    page: Page, about: Mapping[str, Any], entries: Sequence[Mapping[str, Any]], aside: _Aside
) -> Iterator[Report | InputError]:
    taken: set[str] = set()
    for number, entry in enumerate(entries, start=1):
        name = f"{page.name} entry {number}"
        try:
            report = _report(page, name, about, entry, aside)
        except InputError as error:
            yield error
            continue
        if report.id in taken:
            yield DuplicateId(name, f"a second entry with the id {report.id}", "the first was kept")
            continue
        taken.add(report.id)
        yield report


def _report(page: Page, name: str, about: Mapping[str, Any], entry: Mapping[str, Any], aside: _Aside) -> Report:
    title = _line(entry.get("title"))
    url = _address(entry.get("link"), page, about) or _address(entry.get("id"), None, {})
    lines = _text(name, entry)
    if lines and title and _letters(lines[0]) == _letters(title):
        lines = lines[1:]
    if sum(map(str.isalpha, "".join(lines))) < MIN_LETTERS:
        raise EmptyPage(name, f"no text of its own ({title or 'untitled'})", f"read {url or 'its page'} instead")
    text = "\n\n".join(lines)
    return Report(
        id=_id(page, entry, url) or hashlib.sha256(f"{title}\n{text}".encode("utf-8", "replace")).hexdigest()[:16],
        text=text,
        outlet=_outlet(page, about, entry, aside.sources),
        url=url,
        title=title,
        byline=_byline(entry),
        published=_published(entry, aside.dates),
        language=_language(entry, about),
    )


def _id(page: Page, entry: Mapping[str, Any], url: str | None) -> str | None:
    """The entry's id where it is one for all the world (it has a scheme), else its address, else its id in the feed."""
    own = _string(entry.get("id"))
    if own is None or ":" in own:
        return own or url
    return url or f"{page.id}#{own}"


def _text(name: str, entry: Mapping[str, Any]) -> list[str]:
    """The paragraphs of the fullest text that the entry gives, without the signature that blogs put under it."""
    contents = [part.get("value") for part in entry.get("content") or () if isinstance(part, Mapping)]
    texts = [text for text in (*contents, entry.get("summary"), entry.get("description")) if isinstance(text, str)]
    lines = max(
        (_lines(name, text) for text in dict.fromkeys(texts)), key=lambda lines: sum(map(len, lines)), default=[]
    )
    return lines[:-1] if lines and _SIGNATURE.match(lines[-1]) else lines


def _lines(name: str, text: str) -> list[str]:
    if not text.strip():
        return []
    if _MARKUP.search(text):
        return paragraphs(tree(name, f"<div>{text}</div>"))
    return [line for paragraph in _BLANK_LINE.split(text) if (line := tidy(paragraph))]


def _string(value: Any) -> str | None:
    return (tidy(value) or None) if isinstance(value, str) else None


def _line(value: Any) -> str | None:
    """A title or name in one line, without markup."""
    if not isinstance(value, str):
        return None
    line = tidy(html.unescape(re.sub(r"</?[a-zA-Z][^<>]{0,500}>", "", html.unescape(value))))
    return line if 0 < len(line) <= MAX_FIELD else None


def _letters(line: str) -> str:
    return "".join(filter(str.isalnum, line.casefold()))


def _address(value: Any, page: Page | None, about: Mapping[str, Any]) -> str | None:
    """An http address, made whole by the feed's own; None for anything else."""
    base = (page.url if page else None) or _string(about.get("link")) or ""
    try:
        address = urljoin(base, value.strip()) if isinstance(value, str) else ""
        return address if urlsplit(address).scheme in ("http", "https") and urlsplit(address).hostname else None
    except ValueError:
        return None


def _outlet(page: Page, about: Mapping[str, Any], entry: Mapping[str, Any], sources: Mapping[str, str]) -> str | None:
    """Whom the entry is taken from, else the page's outlet, else what the feed's title says."""
    source = entry.get("source")
    named = _line(source.get("title")) if isinstance(source, Mapping) else None
    told = sources.get(entry.get("id") or "") or sources.get(entry.get("link") or "")
    return (
        named
        or _line(told)
        or page.outlet
        or _outlet_in(_line(about.get("title")), page.url or _string(about.get("link")))
    )


def _outlet_in(title: str | None, address: str | None) -> str | None:
    """The part of a feed's title that its host bears out ("World | The Gazette" at thegazette.example), else all of it.

    A single word that is not ("Asia") is the name of a section: then the host.
    """
    title = _FEED_WORD.sub("", title) if title else None
    if named := name_in(title, host_of(address)):
        return named
    section = title is None or len(title.split()) == 1
    return (host_of(address) or title) if section else title


def _byline(entry: Mapping[str, Any]) -> str | None:
    authors = [author.get("name") for author in entry.get("authors") or () if isinstance(author, Mapping)]
    names = [name for value in (authors or [entry.get("author")]) if (name := _line(value))]
    bare = (match[1] if (match := _MAIL_NAME.match(name)) else name for name in names)
    return _line(", ".join(dict.fromkeys(name for name in bare if "@" not in name)))


def _published(entry: Mapping[str, Any], told: _Dates) -> date | None:
    for key in ("published", "updated", "created"):
        value = entry.get(key)
        found = when(value) if isinstance(value, str) else None
        if found and told.tell(date(found.year, found.month, found.day)):
            return found
    return None


def _language(entry: Mapping[str, Any], about: Mapping[str, Any]) -> str | None:
    for value in (entry.get("language"), about.get("language")):
        if isinstance(value, str) and (match := _LANGUAGE.match(value.strip())):
            return match[0].lower()
    return None

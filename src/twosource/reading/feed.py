"""A feed → the Reports of its entries: RSS, Atom, RDF, CDF and JSON Feed, well formed or not.

Strategy: the text is read once into a `Feed` (by `feedxml` or `feedjson`), and a report is made of each entry that says
something: one without text is told, not dropped. Of an entry the fullest text is taken, as plain paragraphs.

What may live here: what an entry's fields mean for a Report. HTML is read by `markup`, elements by `feedxml`.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Final

from twosource.errors import DuplicateId, EmptyPage, InputError, Malformed, TooLarge
from twosource.model import Enclosure, Page, Report, moment
from twosource.reading.decode import decode
from twosource.reading.feedfields import address, line
from twosource.reading.feedjson import json_feed
from twosource.reading.feedvalues import MAX_ENTRIES, Entry, Feed, MediaKind, Text
from twosource.reading.feedxml import xml_feed
from twosource.reading.markup import paragraphs, tidy, tree, unescaped
from twosource.reading.outletnames import host_of, name_in
from twosource.reading.subjects import filed, subjects

# --- limits -----------------------------------------------------------------------------------------------------------

MIN_LETTERS: Final = 30  # of an entry's text: "Comments", "Read more" and "[Image]" are no report
MOST_MEDIA: Final = 20  # files of one entry that are kept: a podcast has one, in as many forms as it likes
HEAD: Final = 4_096  # characters in which a feed shows that it is one

# --- tables -----------------------------------------------------------------------------------------------------------

_PROLOGUE: Final = re.compile(
    r"(?:\s+|<\?[^>]{0,500}\?>|<!--(?:(?!-->).){0,2000}-->|<!DOCTYPE\s[^>\[]{0,300}(?:\[[^\]]{0,1000}\])?\s*>)*",
    re.DOTALL,
)
_ROOT: Final = re.compile(r"<(?:\w{1,20}:)?(?:rss|feed|RDF|channel)[\s>]", re.IGNORECASE)
_JSON_FEED: Final = re.compile(
    r"""^\s*\{.{0,3000}?"version"\s*:\s*"https?:\\?/\\?/(?:www\.)?jsonfeed\.org""", re.DOTALL
)
_MARKUP: Final = re.compile(r"<[a-zA-Z/!][^<>]{0,1000}>|&(?:#\d{1,7}|#x[0-9a-fA-F]{1,6}|[a-zA-Z]{2,20});")
_SIGNATURE: Final = re.compile(
    r"(?:The post|The article) .{1,400} (?:appeared first|first appeared|was originally published) on .{1,200}\Z"
)
_ENTRIES: Final = ("<item", "<entry", ":item", ":entry", '"content_html"', '"content_text"')  # each opens one
_EMBED: Final = re.compile(r"</?embed\b[^<>]{0,2000}>", re.IGNORECASE)  # void, though libxml2 puts what follows inside
_FEED_WORD: Final = re.compile(r"(?<=\w)[\s:|–-]+(?:rss|(?:rss |news )?feed)$", re.IGNORECASE)
_PLAYED: Final = frozenset({"audio", "video"})
_BLANK_LINE: Final = re.compile(r"\n\s*\n")
_LANGUAGE: Final = re.compile(r"[a-z]{2,3}(?=$|[-_])", re.IGNORECASE)


def feed(page: Page, text: str | None = None) -> tuple[Report | InputError, ...]:
    """The reports of a feed, in its order; in the place of each entry that gives none, the error that says why.

    Args:
        page: the feed as fetched.
        text: its decoded text, where the caller has it.

    Raises:
        Malformed: not a feed.
        TooLarge: more entries than a feed has reason to have.
        InputError: what `decode` raises.
    """
    return tuple(reports(page, parsed(page, text)))


def parsed(page: Page, text: str | None = None) -> Feed:
    """What the feed says. Arguments and errors are those of `feed`."""
    text = decode(page) if text is None else text
    small = text.lower()
    _refuse_many(page.name, max(map(small.count, _ENTRIES)))
    found = json_feed(text, page.url) if _JSON_FEED.match(text[:HEAD]) else xml_feed(text, page.url)
    if found is None:
        raise Malformed(page.name, "not a feed", "give the address of an RSS, Atom or JSON feed")
    _refuse_many(page.name, len(found.entries))
    return found


def _refuse_many(name: str, count: int) -> None:
    if count > MAX_ENTRIES:
        raise TooLarge(name, f"{count:,} entries, over the limit of {MAX_ENTRIES:,}", "split it")


def is_feed(text: str) -> bool:
    """Whether `text` opens as a feed does: by its first element, or by the version that a JSON Feed names."""
    head = text[:HEAD].lstrip("\ufeff")
    prologue = _PROLOGUE.match(head)
    return _ROOT.match(head, prologue.end() if prologue else 0) is not None or _JSON_FEED.match(head) is not None


# --- entries ----------------------------------------------------------------------------------------------------------


def reports(page: Page, feed: Feed) -> Iterator[Report | InputError]:
    """The report of each entry, or the error that says why it gives none."""
    taken: set[str] = set()
    for number, entry in enumerate(feed.entries, start=1):
        name = f"{page.name} entry {number}"
        try:
            report = _report(page, name, feed, entry)
        except InputError as error:
            yield error
            continue
        if report.id in taken:
            yield DuplicateId(name, f"a second entry with the id {report.id}", "the first was kept")
            continue
        taken.add(report.id)
        yield report


@dataclass(frozen=True, slots=True)
class Item:
    """An entry as who fetches its page needs it. `id` is what its report is called; `url` its page, where it has one.

    `report` is what the feed itself gives of it, None where that is no text. `digest` changes when the entry does.
    `outlet` is who publishes it: whom the entry is taken from, else the feed's. `media` are files that come with it.
    """

    id: str
    url: str | None
    outlet: str | None
    report: Report | None
    digest: str
    media: tuple[Enclosure, ...] = ()
    published: date | None = None


def items(page: Page, feed: Feed) -> tuple[Item, ...]:
    """The entries of a feed that have a page or a text, in its order; of those with one id the first."""
    found: dict[str, Item] = {}
    for number, entry in enumerate(feed.entries, start=1):
        url = _address(page, feed, entry)
        try:
            report = _report(page, f"{page.name} entry {number}", feed, entry)
        except InputError:
            report = None
        if key := report.id if report else _id(page, entry, url):
            outlet, digest = _outlet(page, feed, entry), _digest(entry, report)
            media, published = _enclosures(entry), entry.published or entry.updated
            found.setdefault(key, Item(key, url, outlet, report, digest, media, published))
    return tuple(item for item in found.values() if item.url or item.report)


def places(found: Sequence[Item]) -> dict[str, int]:
    """How many entries stand above each, by id, where an editor put them in order.

    Nothing where they stand in the order of time, or where that cannot be told: there it is a clock's.
    """
    moments = [when.timestamp() for item in found if (when := moment(item.published))]
    by_time = moments in (sorted(moments), sorted(moments, reverse=True))
    return {} if by_time or len(moments) < len(found) else {item.id: above for above, item in enumerate(found)}


def _digest(entry: Entry, report: Report | None) -> str:
    told = (entry.title, str(entry.published), str(entry.updated), report.text if report else "")
    return hashlib.sha256(repr(told).encode("utf-8", "replace")).hexdigest()[:16]


def _address(page: Page, feed: Feed, entry: Entry) -> str | None:
    return address(entry.link, page.url or feed.link) or address(entry.id)


def _report(page: Page, name: str, feed: Feed, entry: Entry) -> Report:
    url = _address(page, feed, entry)
    told = _text(name, entry)
    if told and entry.title and _letters(told[0]) == _letters(entry.title):
        told = told[1:]
    if sum(map(str.isalpha, "".join(told))) < MIN_LETTERS:
        raise EmptyPage(name, f"no text of its own ({entry.title or 'untitled'})", f"read {url or 'its page'} instead")
    text, outlet = "\n\n".join(told), _outlet(page, feed, entry)
    return Report(
        id=_id(page, entry, url)
        or hashlib.sha256(f"{entry.title}\n{text}".encode("utf-8", "replace")).hexdigest()[:16],
        text=text,
        outlet=outlet,
        url=url,
        title=entry.title,
        byline=_byline(entry),
        published=entry.published or entry.updated,
        language=_language(entry, feed),
        subjects=subjects((filed(one.term, one.scheme, one.label) for one in entry.categories), outlet),
        media=_enclosures(entry),
    )


def _enclosures(entry: Entry) -> tuple[Enclosure, ...]:
    """Its files, each once: those that it encloses, and sound and film of Media RSS; no pictures of the page."""
    kept: dict[str, Enclosure] = {}
    for one in entry.media:
        plays = (one.type or "").partition("/")[0].lower() in _PLAYED
        if one.kind is MediaKind.ENCLOSURE or (one.kind is MediaKind.CONTENT and plays):
            kept.setdefault(one.url, Enclosure(one.url, one.type, one.title, one.duration, one.length))
    return tuple(islice(kept.values(), MOST_MEDIA))


def _id(page: Page, entry: Entry, url: str | None) -> str | None:
    """The entry's id where it is one for all the world (it has a scheme), else its address, else its id in the feed."""
    if entry.id is None or ":" in entry.id:
        return entry.id or url
    return url or f"{page.id}#{entry.id}"


def _text(name: str, entry: Entry) -> list[str]:
    """The paragraphs of the fullest text that the entry gives, without the signature that blogs put under it."""
    texts = dict.fromkeys((*entry.content, *((entry.summary,) if entry.summary else ())))
    fullest = max((lines(name, text) for text in texts), key=lambda found: sum(map(len, found)), default=[])
    return fullest[:-1] if fullest and _SIGNATURE.match(fullest[-1]) else fullest


def lines(name: str, text: Text) -> list[str]:
    """The paragraphs of a text, a line each. Errors are those of `markup.tree`."""
    if not text.value.strip():
        return []
    if text.html and _MARKUP.search(text.value):
        return paragraphs(tree(name, f"<div>{_EMBED.sub('', text.value)}</div>"))
    plain = unescaped(text.value)  # nobody writes "&nbsp;" and means it
    return [line for paragraph in _BLANK_LINE.split(plain) if (line := tidy(paragraph))]


def _letters(line: str) -> str:
    return "".join(filter(str.isalnum, line.casefold()))


def _outlet(page: Page, feed: Feed, entry: Entry) -> str | None:
    """Whom the entry is taken from, else the page's outlet, else what the feed's title says."""
    taken_from = entry.source.title if entry.source else None
    return taken_from or page.outlet or _outlet_in(feed.title, page.url or feed.link)


def _outlet_in(title: str | None, address: str | None) -> str | None:
    """The part of a feed's title that its host bears out ("World | The Gazette" at thegazette.example), else all of it.

    A single word that is not ("Asia") is the name of a section: then the host.
    """
    title = _FEED_WORD.sub("", title) if title else None
    if named := name_in(title, host_of(address)):
        return named
    section = title is None or len(title.split()) == 1
    return (host_of(address) or title) if section else title


def _byline(entry: Entry) -> str | None:
    return line(", ".join(dict.fromkeys(who.name for who in entry.authors if who.name and "@" not in who.name)))


def _language(entry: Entry, feed: Feed) -> str | None:
    for value in (entry.language, feed.language):
        if value and (match := _LANGUAGE.match(value)):
            return match[0].lower()
    return None

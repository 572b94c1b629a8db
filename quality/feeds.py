"""Feeds: how many of feedparser's own expectations our values meet, and how fast, beside feedparser itself.

Strategy: each of feedparser's test feeds says in an `Expect:` line what its mapping must hold. We build that mapping
from our `Feed` and evaluate the line on it.

What counts: a line is cut at its `and`s. A part counts if every field that it reads is one we keep (`KEPT`); a line
counts if a part of it does, and holds if all such parts hold. `bozo`, `version` and `encoding` are about the parser,
not the feed. What we do not keep, and so do not count: rights, generator, images, contributors, publishers, comments,
textinput, cloud, licences, geo, most of itunes, podlove chapters, and the `*_detail` twins, which say a text a second
time with its media type and base.

How texts are compared: a report is plain text, so of markup we keep its words. A text holds if it equals what is
expected to the letter, or if it has the same words once both are read as HTML. Lines about sanitising are therefore a
figure of their own: they ask that no script, style or attribute is read as words, which is all that could reach a
reader. A date holds if it is the same moment (`updated` as written, or `updated_parsed` in UTC).
"""

from __future__ import annotations

import ast
import io
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from time import perf_counter
from typing import Any
from urllib.parse import urljoin

import feedparser

from quality.floors import Result
from quality.public import SHARED, digest
from twosource.errors import InputError
from twosource.model import Page
from twosource.reading.decode import decode
from twosource.reading.feed import lines, parsed
from twosource.reading.feedfields import moment
from twosource.reading.feedvalues import Entry, Feed, Link, Media, MediaKind, Person, Source, Text
from twosource.reading.markup import paragraphs, tree

FOLDER = "data/feeds"
SERVER = "http://127.0.0.1:8097/"  # where feedparser's tests are served, and what relative addresses in them stand for
TYPES = {"alternate": "text/html", "self": "application/atom+xml"}  # what feedparser takes a link without one to be
MOST_TIMES = 5.0  # that we are faster is counted up to here: beyond, the load of the machine moves it
SANITISING = ("sanitize", "entities")
ALIASES = {
    "description": "summary",
    "tagline": "subtitle",
    "guid": "id",
    "url": "href",
    "issued": "published",
    "issued_parsed": "published_parsed",
    "modified": "updated",
    "modified_parsed": "updated_parsed",
    "date": "updated",
    "date_parsed": "updated_parsed",
}
_PERSON = {"author", *(f"{who}.{part}" for who in ("authors", "author_detail") for part in ("name", "email", "href"))}
_LINKS = {"links", *(f"links.{part}" for part in ("href", "rel", "type"))}
_TAGS = {"category", "tags", *(f"tags.{part}" for part in ("term", "scheme", "label"))}
_BOTH = {"title", "link", "id", "summary", "language", "updated", "updated_parsed", *_PERSON, *_LINKS, *_TAGS}
_FILES = {"enclosures", *(f"enclosures.{part}" for part in ("href", "type", "length"))}
KEPT = {
    "entries",
    *(f"feed.{name}" for name in (*_BOTH, "ttl", "newlocation")),
    *(f"entries.{name}" for name in (*_BOTH, *_FILES, "published", "published_parsed")),
    *(
        f"entries.{name}"
        for name in ("content.value", "content.language", "media_thumbnail.href", "media_content.href")
    ),
    *(f"entries.source.{name}" for name in ("title", "link", "href", "id")),
}


# --- our values as feedparser's mapping -------------------------------------------------------------------------------


class Words(str):
    """A text of ours beside one that is expected: equal to the letter, or by its words."""

    __slots__ = ()

    def __eq__(self, other: object) -> bool:
        return isinstance(other, str) and (str(self) == str(other) or str(self) == words(other))

    def __hash__(self) -> int:
        return str.__hash__(self)


class When:
    """A moment of ours beside one that is expected, as written or as a tuple in UTC."""

    def __init__(self, moment: date) -> None:
        self.moment = moment

    def __eq__(self, other: object) -> bool:
        return _utc(self.moment) == (_utc(moment(other)) if isinstance(other, str) else other)

    def __hash__(self) -> int:
        return hash(_utc(self.moment))


class Mapped(dict[str, Any]):
    """feedparser's mapping: by item or attribute, under every name that it gives a field."""

    def __getitem__(self, key: str) -> Any:
        return super().__getitem__(ALIASES.get(key, key))

    def __getattr__(self, key: str) -> Any:
        return self[key]

    def has_key(self, key: str) -> bool:
        return ALIASES.get(key, key) in self


def words(markup: str) -> str:
    """The words of markup, a block a line."""
    try:
        return "\n".join(paragraphs(tree("expected", f"<div>{markup}</div>")))
    except InputError:
        return ""


def _utc(found: date | None) -> tuple[int, ...] | None:
    if found is None:
        return None
    whole = found if isinstance(found, datetime) else datetime(found.year, found.month, found.day, tzinfo=UTC)
    return tuple((whole.astimezone(UTC) if whole.tzinfo else whole).utctimetuple())


def _text(text: Text | None) -> Words:
    """The words of a text of ours; none where there is no text, since an element without words gives us none."""
    try:
        return Words("\n".join(lines("ours", text)) if text else "")
    except InputError:
        return Words("")


def _mapped(**fields: Any) -> Mapped:
    return Mapped({name: value for name, value in fields.items() if value is not None})


def _person(who: Person) -> Mapped:
    return _mapped(name=who.name, email=who.email, href=who.url)


def _link(link: Link) -> Mapped:
    return _mapped(rel=link.rel, type=link.type or TYPES.get(link.rel), href=link.href)


def _media(file: Media) -> Mapped:
    length = None if file.length is None else str(file.length)
    return _mapped(href=file.url, type=file.type, length=length)


def _source(source: Source | None) -> Mapped | None:
    if source is None:
        return None
    return _mapped(title=Words(source.title or ""), link=source.link, href=source.link, id=source.id)


def _shared(value: Feed | Entry) -> Mapped:
    first = value.authors[0] if value.authors else None
    author = first and (f"{first.name} ({first.email})" if first.name and first.email else first.name or first.email)
    tags = [_mapped(term=tag.term, scheme=tag.scheme, label=tag.label) for tag in value.categories]
    return _mapped(
        title=Words(value.title or ""),
        link=value.link,
        id=value.id,
        language=value.language,
        author=author or None,
        author_detail=first and _person(first),
        authors=[_person(who) for who in value.authors],
        updated=value.updated and When(value.updated),
        updated_parsed=value.updated and When(value.updated),
        links=[_link(link) for link in value.links],
        tags=tags,
        category=value.categories[0].term if value.categories else None,
    )


def _entry(entry: Entry) -> Mapped:
    def files(kind: MediaKind) -> list[Mapped]:
        return [_media(file) for file in entry.media if file.kind is kind]

    texts = [_mapped(value=_text(text), language=text.language) | {"language": text.language} for text in entry.content]
    enclosed = [Link(file.url, "enclosure", file.type) for file in entry.media if file.kind is MediaKind.ENCLOSURE]
    own = _mapped(
        links=[_link(link) for link in dict.fromkeys((*entry.links, *enclosed))],
        summary=_text(entry.summary or next(iter(entry.content), None)),
        content=[Mapped(text) for text in texts],
        published=entry.published and When(entry.published),
        published_parsed=entry.published and When(entry.published),
        enclosures=files(MediaKind.ENCLOSURE),
        media_content=files(MediaKind.CONTENT),
        media_thumbnail=files(MediaKind.THUMBNAIL),
        source=_source(entry.source),
    )
    return Mapped(_shared(entry) | own)


def mapping(feed: Feed) -> dict[str, Any]:
    """The names that an expectation reads."""
    subtitle = _text(feed.subtitle)
    about = _mapped(
        summary=subtitle, subtitle=subtitle, ttl=None if feed.ttl is None else str(feed.ttl), newlocation=feed.newer
    )
    return {"feed": Mapped(_shared(feed) | about), "entries": [_entry(entry) for entry in feed.entries], "bozo": False}


# --- expectations -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Expectation:
    """The parts of an `Expect:` line that are about fields we keep, and the feed that they are about."""

    page: Page
    group: str
    parts: tuple[str, ...]

    def holds(self) -> bool:
        try:
            names = mapping(parsed(self.page))
        except InputError:
            return False
        return all(_true(part, names) for part in self.parts)


def expectations(folder: Path) -> Iterator[Expectation]:
    """The `Expect:` lines below `folder` of which a part counts, in order of path."""
    for path in sorted(folder.rglob("*.xml")) + sorted(folder.rglob("*.json")):
        page = _served(path, folder)
        try:
            text = decode(page)
        except InputError:
            continue
        found = re.search(r"Expect:\s*(.+?)\s*(?:-->|$)", text, re.MULTILINE)
        if found and (parts := tuple(filter(_counts, _parts(found[1])))):
            yield Expectation(page, str(path.relative_to(folder)), parts)


def _served(path: Path, folder: Path) -> Page:
    """The page as feedparser's tests serve it, with the headers that the file names."""
    content = path.read_bytes()
    headers = dict(re.findall(rb"(?m)^\s*Header:\s*([\w-]+):[ \t]*(.*?)\s*$", content))
    told = {name.decode().lower(): value.decode("latin-1") for name, value in headers.items()}
    here = urljoin(SERVER, str(path.relative_to(folder)))
    url = urljoin(here, told.get("content-location", ""))
    return Page(str(path), path.stem, content, url=url, content_type=told.get("content-type"))


def _parts(line: str) -> list[str]:
    tree = ast.parse(line, mode="eval").body
    both = tree.values if isinstance(tree, ast.BoolOp) and isinstance(tree.op, ast.And) else [tree]
    return [ast.unparse(part) for part in both]


def _counts(part: str) -> bool:
    read = set(_paths(ast.parse(part, mode="eval").body)) - {"bozo"}
    return bool(read) and read <= KEPT


def _paths(node: ast.AST) -> Iterator[str]:
    """The fields that an expression reads: `entries[0]['content'][0]['value']` is entries.content.value."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "has_key":
        yield f"{_path(node.func.value)}.{ast.literal_eval(node.args[0])}"
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in {"len", "ord"}:
        yield from _paths(node.args[0])
    elif path := _path(node):
        yield path
    else:
        for child in ast.iter_child_nodes(node):
            yield from _paths(child)


def _path(node: ast.AST) -> str | None:
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        return _below(_path(node.value), node.attr)
    if isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Constant):
        key = node.slice.value
        return _below(_path(node.value), key) if isinstance(key, str) else _path(node.value)
    if isinstance(node, ast.Subscript):
        return _path(node.value)
    return None


def _below(path: str | None, key: str) -> str | None:
    """The field `key` below `path`. A feed's subtitle is its summary; an entry's is a field that we do not keep."""
    name = ALIASES.get(key, key)
    return f"{path}.{'summary' if (path, name) == ('feed', 'subtitle') else name}" if path else None


def _true(part: str, names: Mapping[str, Any]) -> bool:
    try:
        return bool(eval(part, {"__builtins__": {"len": len, "ord": ord}}, dict(names)))  # noqa: S307 - lines of a test suite on disk
    except (LookupError, TypeError, AttributeError):
        return False


# --- measures ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class FeedMeasure:
    name: str
    data: str
    run: Callable[[Path], Mapping[str, float]]

    def result(self) -> Result:
        path = SHARED / self.data
        if not path.exists():
            return Result(self.name, {}, skipped=f"no {self.data} beside the checkout")
        return Result(self.name, self.run(path), digest([path]))


def expected(folder: Path) -> Mapping[str, float]:
    """The share of expectations that hold: all that count, and those that are not about sanitising."""
    verdicts = [(any(word in found.group for word in SANITISING), found.holds()) for found in expectations(folder)]
    plain = [held for sanitising, held in verdicts if not sanitising]
    every = [held for _, held in verdicts]
    return {
        "expectations.held": sum(every) / len(every),
        "expectations.counted": len(every),
        "expectations.held.fields": sum(plain) / len(plain),
        "expectations.counted.fields": len(plain),
    }


def real(folder: Path) -> Mapping[str, float]:
    """The share of real feeds that give entries, and how many times as fast as feedparser, feed by feed in one run."""
    pages = [Page(path.name, path.name, path.read_bytes()) for path in sorted(folder.iterdir())]
    read = ours = theirs = 0.0
    for page in pages:
        start = perf_counter()
        try:
            found = parsed(page)
        except InputError:
            found = Feed()
        middle = perf_counter()
        read += bool(found.entries)
        feedparser.parse(io.BytesIO(page.content))
        ours, theirs = ours + middle - start, theirs + perf_counter() - middle
    return {"feeds.read": read / len(pages), "feeds.times_as_fast_as_feedparser": min(MOST_TIMES, theirs / ours)}


MEASURES = (
    FeedMeasure("feeds feedparser", f"{FOLDER}/feedparser", expected),
    FeedMeasure("feeds real", f"{FOLDER}/real", real),
)


def main() -> None:
    """Every expectation that does not hold, for who mends it."""
    for found in expectations(SHARED / FOLDER / "feedparser"):
        if not found.holds():
            print(found.group, *found.parts, sep="\n    ")


if __name__ == "__main__":
    main()

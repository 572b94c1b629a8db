"""Every reader of bytes from outside, with seeds that it reads, and the errors that it may raise.

Strategy: a reader takes bytes and reads them to the end, as the program does; what it makes of them is not looked at,
but what has offsets must be at them. A new reader of outside bytes is a line in `readers`.
"""

from __future__ import annotations

import gzip
import io
import json
import tempfile
import zlib
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import cycle
from pathlib import Path
from typing import Final

import httpcore2
import pyarrow as pa
from pyarrow import parquet
from tests.fuzz import door
from tests.store.sample import ALL, NOW, found, keep, said

from twosource import config
from twosource.archive import sources, warc
from twosource.briefing import rules
from twosource.delivery import bounces
from twosource.delivery.addresses import address
from twosource.errors import BadField, ConfigError, InputError, QueryError, RuleError
from twosource.gathering import inputs, outlets, robots
from twosource.gathering.exchange import Exchange
from twosource.gathering.http import Fetcher
from twosource.gathering.unpacking import Unpacking
from twosource.gathering.visits import read_feed
from twosource.grouping.features import terms
from twosource.model import Page, Report, Story
from twosource.reading.credits import credits as credits_of
from twosource.reading.dates import dates
from twosource.reading.decode import decode
from twosource.reading.feedlinks import found_in
from twosource.reading.feedlists import subscriptions
from twosource.reading.names import names
from twosource.reading.numbers import quantities
from twosource.reading.pages import reports
from twosource.reading.plain import plain
from twosource.reading.records import record
from twosource.reading.sentences import paragraphs, sentences
from twosource.rendering.notes import note_html
from twosource.store import open_store, query
from twosource.store.exporting import write_export
from twosource.store.importing import read_export
from twosource.store.material import Feed, keep_attributions, keep_feed, keep_stories
from twosource.voices.quotes import quotations
from twosource.web.greader import ids, streams

EXAMPLES: Final = Path(__file__).parents[2] / "examples"
URL: Final = "https://courier.example/2026/03/mill"
Read = Callable[[bytes], object]


@dataclass(frozen=True, slots=True)
class Reader:
    """What reads `seeds()`, and raises nothing but `may` on any bytes. `most`: seconds of work for one input."""

    name: str
    read: Read
    seeds: Callable[[], Sequence[bytes]]
    may: type[Exception] = InputError
    most: float = 10.0  # of this process alone; the slowest of a million had a third of it


def readers() -> Sequence[Reader]:
    """All of them."""
    return (
        Reader("article", _article, _pages),
        Reader("page", _any_page, lambda: [*_pages()[:4], *_texts()[:4], *_feeds()]),
        Reader("decode", _decode, _said_to_be),
        Reader("feed", lambda content: read_feed(_page(content)), lambda: [*_feeds(), *_of("feed")]),
        Reader("feed-links", lambda content: found_in(_text(content), URL), _pages),
        Reader("opml", lambda content: subscriptions("list.opml", _text(content)), lambda: _of("opml")),
        Reader("robots", _robots, lambda: _of("robots")),
        Reader("warc", _warc, _warcs),
        Reader("records", lambda content: list(record(content, "line 1")), _records),
        Reader("inputs", _inputs, lambda: [b"\n".join(_records()[:5]), *_pages()[:2], *_texts()[:2]]),
        Reader("export", _import, lambda: [gzip.decompress(_export())]),
        Reader("bounces", bounces.returned, _mails),
        Reader("mailboxes", _mailbox, lambda: [b"From a@b.example Mon Mar  9 07:00:00 2026\n" + m for m in _mails()]),
        Reader("addresses", lambda content: address(_text(content)), lambda: _of("addresses"), BadField),
        Reader("sentences", lambda content: [*sentences(_text(content)), *paragraphs(_text(content))], _texts),
        Reader("dates", lambda content: dates(_text(content), date(2026, 3, 12)), _texts),
        Reader("names", lambda content: names(_text(content)), _texts),
        Reader("numbers", lambda content: quantities(_text(content)), _texts),
        Reader("quotations", lambda content: quotations(_text(content)), _texts),
        Reader("credits", lambda content: credits_of(Report(id="r1", text=_text(content) or ".")), _texts),
        Reader("terms", lambda content: terms(_text(content)), _texts),
        Reader("plain", lambda content: plain(_page(content, "text/plain"), _text(content)), _texts),
        Reader("query", lambda content: query.parse(_text(content)), lambda: _of("query"), QueryError),
        Reader("rules", lambda content: rules.parse(_text(content)), lambda: _of("rules"), RuleError),
        Reader("settings", _settings, lambda: _of("settings"), ConfigError),
        Reader("http", _http, _answers),
        Reader("unpacking", _unpack, _packed),
        Reader("greader", _greader, lambda: _of("greader")),
        Reader("notes", lambda content: note_html(_text(content)), lambda: [*_of("notes"), *_texts()[:4]]),
        Reader("parquet", _parquet, _tables),
        Reader("site", door.ask, door.requests),
    )


# --- how each reads ---------------------------------------------------------------------------------------------------


def _page(content: bytes, kind: str | None = None) -> Page:
    return Page(URL, "r1", content, URL, kind)


def _text(content: bytes) -> str:
    return content.decode("utf8", "replace")


def _drained(found: Iterable[Report | InputError]) -> None:
    for one in found:
        if isinstance(one, Report):
            _at_its_offsets(one)


def _at_its_offsets(report: Report) -> None:
    for span in sentences(report.text):
        assert 0 <= span.start < span.end <= len(report.text)


def _article(content: bytes) -> None:
    _drained(reports(_page(content, "text/html")))


def _any_page(content: bytes) -> None:
    _drained(reports(_page(content)))


def _decode(content: bytes) -> None:
    kind, _, rest = content.partition(b"\n")
    decode(_page(rest, kind.decode("latin-1")))


def _robots(content: bytes) -> None:
    found = robots.rules(Exchange(200, {}, page=_page(content)))
    assert 0 <= found.delay <= robots.LONGEST_DELAY
    found.allow(URL)


def _warc(content: bytes) -> None:
    for _, one in warc.records(io.BytesIO(content), "archive.warc"):
        if not isinstance(one, InputError):
            with suppress(InputError):
                warc.answer(one, "archive.warc")


def _parquet(content: bytes) -> None:
    with tempfile.NamedTemporaryFile(suffix=".parquet") as file:
        file.write(content)
        file.flush()
        for found in sources.pages(sources.Chunk(0, "parquet", (file.name,), ("t",))):
            if isinstance(found.page, Page):
                _drained(reports(found.page))


def _inputs(content: bytes) -> None:
    """As a file, packed and not, and as standard input."""
    with tempfile.TemporaryDirectory() as folder:
        for name in ("a.jsonl", "a.jsonl.gz", "a.html", "a.txt.gz"):
            Path(folder, name).write_bytes(content)
        for page in inputs.pages([folder, "-"], fetch=_page_of_nowhere, stdin=io.BytesIO(content)):
            assert isinstance(page, Page | InputError)


def _page_of_nowhere(url: str) -> Page:
    raise AssertionError(url)


def _mailbox(content: bytes) -> None:
    with tempfile.NamedTemporaryFile() as file:
        file.write(content)
        file.flush()
        for mail in bounces.mails(Path(file.name)):
            bounces.returned(mail)


def _http(content: bytes) -> None:
    """What a server says, in pieces."""
    pieces = [content[i : i + 1_000] for i in range(0, len(content), 1_000)]
    fetcher = Fetcher(resolve=lambda *_: ["93.184.216.34"], over=httpcore2.MockBackend(pieces))
    fetcher.exchange("http://courier.example/")


def _unpack(content: bytes) -> None:
    coding, _, rest = content.partition(b"\n")
    unpacking = Unpacking(URL, coding.decode("latin-1"), 1_000_000)
    came = sum(len(piece) for i in range(0, len(rest), 700) for piece in unpacking.unpacked(rest[i : i + 700]))
    assert came <= 1_000_000
    unpacking.finish()


class _Fields:
    """The fields of a form, told as `name=value&…`."""

    def __init__(self, told: str) -> None:
        self._pairs = [part.partition("=") for part in told.split("&")]

    def getlist(self, key: str, /) -> Sequence[object]:
        return [value for name, _, value in self._pairs if name == key]


def _greader(content: bytes) -> None:
    fields = _Fields(_text(content))
    streams.part_of(fields)
    for told in streams.texts(fields, "i"):
        ids.number_of(told)
    for told in streams.texts(fields, "ts"):
        streams.moment(told)


def _import(content: bytes) -> None:
    """A file that somebody calls an export, into a store that has other things."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "news.db").write_bytes(_store())
        with closing(open_store(f"sqlite:///{folder}/news.db")) as database:
            read_export(database, io.BytesIO(gzip.compress(content, 1)), "news.export", lambda _: None)


def _settings(content: bytes) -> None:
    """A file of settings, and one of outlets."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "settings.toml")
        path.write_bytes(content)
        with suppress(ConfigError):
            config.load({config.FILE: str(path)})
        outlets.outlets(path)


# --- seeds ------------------------------------------------------------------------------------------------------------


def _of(kind: str) -> list[bytes]:
    """Those that lie beside this module."""
    return [path.read_bytes() for path in sorted(Path(__file__).with_name("seeds").glob(f"{kind}/*"))]


def _some(pattern: str, count: int) -> list[bytes]:
    """As many files of the sample, from all over it."""
    paths = sorted(EXAMPLES.glob(pattern))
    return [path.read_bytes() for path in paths[:: max(1, len(paths) // count)]][:count]


def _pages() -> list[bytes]:
    return _some("pages/*/*.html", 12)


def _feeds() -> list[bytes]:
    return _some("feeds/*", 4)


def _records() -> list[bytes]:
    return (EXAMPLES / "reports.jsonl").read_bytes().splitlines()[::8]


def _texts() -> list[bytes]:
    return _some("text/*/*.txt", 12) + [json.loads(line)["text"].encode() for line in _records()[:12]]


def _said_to_be() -> list[bytes]:
    """Pages and texts, each behind a line with its type."""
    kinds = ("text/html; charset=utf-8", "text/html", "text/plain; charset=windows-1252", "text/html; charset=utf-16")
    return [kind.encode() + b"\n" + one for kind, one in zip(cycle(kinds), _pages() + _texts(), strict=False)]


@cache
def _store() -> bytes:
    """The file of a store with a few reports."""
    with tempfile.TemporaryDirectory() as folder:
        with closing(open_store(f"sqlite:///{folder}/news.db", create=True)) as database:
            keep(database, [found(report) for report in ALL], NOW)
        return Path(folder, "news.db").read_bytes()


def _export() -> bytes:
    """A store with one of most things, as it travels."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "news.db").write_bytes(_store())
        with closing(open_store(f"sqlite:///{folder}/news.db")) as database:
            keep_attributions(database, {"fire": said()}, [ALL[0]], "rules")
            keep_stories(database, [Story("mill", ALL[:2])])
            keep_feed(database, Feed("https://courier.example/rss", None, {"due": 1}))
            stream = io.BytesIO()
            write_export(database, stream)
        return stream.getvalue()


def _warcs() -> list[bytes]:
    """An archive as it is, and one with each record packed."""
    parts = [_warc_record(page) for page in _pages()[:3]]
    return [b"".join(parts), b"".join(map(gzip.compress, parts))]


def _warc_record(page: bytes) -> bytes:
    answer = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n\r\n" + gzip.compress(page)
    head = (
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:1>\r\nWARC-Date: 2026-03-09T07:00:00Z\r\n"
        f"WARC-Target-URI: {URL}\r\nContent-Type: application/http; msgtype=response\r\n"
        f"Content-Length: {len(answer)}\r\n\r\n"
    )
    return head.encode() + answer + b"\r\n\r\n"


def _tables() -> list[bytes]:
    """Reports as columns, packed and not, and columns of other kinds."""
    rows = [json.loads(line) for line in _records()[:8]]
    odd = {"id": ["a", "b"], "text": ["The mill.", None], "when": [date(2026, 3, 9), None], "list": [[1], None]}
    made = []
    for columns, packing in ((rows, "snappy"), (rows, "none"), (odd, "zstd")):
        stream = io.BytesIO()
        table = pa.table(columns) if isinstance(columns, dict) else pa.Table.from_pylist(columns)
        parquet.write_table(table, stream, compression=packing)
        made.append(stream.getvalue())
    return made


def _answers() -> list[bytes]:
    """What servers say, with one that packs its page."""
    packed = b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nConnection: close\r\n\r\n" + gzip.compress(b"The mill.")
    return [*_of("http"), packed]


def _packed() -> list[bytes]:
    """Bodies, each behind a line with its coding; one is a bomb."""
    one, other, bare, plain_ = _pages()[:4]
    return [
        b"gzip\n" + gzip.compress(one),
        b"deflate\n" + zlib.compress(other),
        b"deflate\n" + zlib.compress(bare)[2:-4],
        b"gzip\n" + gzip.compress(bytes(3_000_000)),
        b"\n" + plain_,
    ]


def _mails() -> list[bytes]:
    mails = _of("mail")
    return [*mails, *(mail.replace(b"\n", b"\r\n") for mail in mails)]

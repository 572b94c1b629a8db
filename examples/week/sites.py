"""The sites of the week's outlets: what each answers to a request, at each moment of the week.

Strategy: an answer is a value made of host, path, the request's headers and the time, so that one server on loopback is
all sites at once. Pages are in the house style of `examples/templates`, feeds as each outlet writes them. They speak
plain http: nobody gives certificates to names that nobody has. What a hostile site does stands in one table.
"""

from __future__ import annotations

import hashlib
import sys
import threading
import time
import tomllib
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email.utils import format_datetime
from functools import cache
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, ClassVar, Final

import jinja2
from examples.week.corpus import EXAMPLES, Article, State, articles, outlets

sys.path.append(str(EXAMPLES))
import rawforms

KINDS: Final = {"rss": "application/rss+xml", "atom": "application/atom+xml", "json": "application/feed+json"}
LISTED: Final = 20  # entries of a feed
FORBIDDEN: Final = {"plumbline": "/2026/03/10/"}  # what robots.txt asks not to be fetched
PHASE: Final = timedelta(hours=12)  # of what a hostile site does
NOWHERE: Final = "/for-nobody"  # on this machine, where no site may lead


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    body: bytes | Iterable[bytes] = b""
    headers: Mapping[str, str] = field(default_factory=dict)


@cache
def plan() -> Mapping[str, Any]:
    return tomllib.loads((EXAMPLES / "week" / "plan.toml").read_text("utf8"))


# --- who is where -----------------------------------------------------------------------------------------------------


def first_host(outlet: str) -> str:
    return str(outlets()[outlet]["domain"])


@cache
def hosts() -> Mapping[str, str]:
    """The outlet of each host: one that moves has two."""
    moved = plan()["moved"]
    return {**{first_host(key): key for key in outlets()}, moved["host"]: moved["outlet"]}


def feed_address(outlet: str) -> str:
    """Where an outlet's feed is in the beginning."""
    return f"http://{first_host(outlet)}/{outlets()[outlet]['feed']['file']}"


def moved_address() -> str:
    """Where the feed of the outlet that moves is in the end."""
    return f"http://{plan()['moved']['host']}{plan()['moved']['feed']}"


def is_down(host: str, now: datetime) -> bool:
    down = plan()["down"]
    return bool(hosts().get(host) == down["outlet"] and down["since"] <= now < down["until"])


def _host(outlet: str, now: datetime) -> str:
    moved = plan()["moved"]
    return str(moved["host"]) if outlet == moved["outlet"] and now >= moved["since"] else first_host(outlet)


# --- what they answer -------------------------------------------------------------------------------------------------


def answer(host: str, path: str, asked: Mapping[str, str], now: datetime) -> Answer:
    """What the site at `host` says to a request for `path` with the headers `asked`."""
    outlet = hosts().get(host)
    if outlet is None:
        return Answer(404)
    moved, hostile = plan()["moved"], plan()["hostile"]
    if outlet == moved["outlet"] and host != _host(outlet, now):
        there = moved["feed"] if path == f"/{outlets()[outlet]['feed']['file']}" else path
        return Answer(301, headers={"Location": f"http://{moved['host']}{there}"})
    if path == "/robots.txt":
        forbidden = FORBIDDEN.get(outlet, "/admin/")
        return Answer(200, f"User-agent: *\nDisallow: {forbidden}\n".encode(), {"Content-Type": "text/plain"})
    if outlet == hostile["outlet"] and now >= hostile["since"] and path != "/robots.txt":
        return _hostile(outlet, path, now)
    if path in {f"/{outlets()[outlet]['feed']['file']}", moved["feed"]}:
        return _unless_known(_feed(outlet, _listed(outlet, now), now), asked)
    found = next((one for one in articles() if (one.outlet, one.path) == (outlet, path)), None)
    state = found.at(now) if found else None
    return _page(found, state, now) if found and state else Answer(404)


def _unless_known(found: Answer, asked: Mapping[str, str]) -> Answer:
    return Answer(304, headers=found.headers) if asked.get("If-None-Match") == found.headers["ETag"] else found


def _listed(outlet: str, now: datetime) -> list[tuple[Article, State]]:
    own = [(one, state) for one in articles() if one.outlet == outlet and (state := one.at(now))]
    return own[-LISTED:]


def _record(one: Article, state: State, now: datetime) -> dict[str, Any]:
    record = {
        "id": one.id,
        "entry": f"urn:{one.id}",
        "outlet": outlets()[one.outlet]["name"],
        "url": f"http://{_host(one.outlet, now)}{one.path}",
        "title": state.title,
        "byline": one.byline,
        "published": one.published.isoformat(),
        "text": state.text,
        "credit": one.credit,
        "revises": None,
    }
    return dict(rawforms.shown(record, {}, outlets()[one.outlet]))


@cache
def _templates() -> jinja2.Environment:
    loader = jinja2.FileSystemLoader([EXAMPLES / "templates", EXAMPLES / "week" / "templates"])
    return jinja2.Environment(
        loader=loader, autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=jinja2.StrictUndefined
    )


def _page(one: Article, state: State, now: datetime) -> Answer:
    template = _templates().select_template([f"{one.outlet}.html", "house.html"])
    text = template.render(report=_record(one, state, now), outlet=outlets()[one.outlet], variant=[])
    encoding = rawforms.ENCODINGS.get(one.outlet, "utf8")
    kind = "text/html" if encoding != "utf8" else "text/html; charset=utf-8"  # an old system says nothing of its own
    return Answer(200, _plain(text).encode(encoding), {"Content-Type": kind})


def _feed(outlet: str, listed: list[tuple[Article, State]], now: datetime) -> Answer:
    about = outlets()[outlet]
    if not listed:
        return Answer(
            200, b"<feed xmlns='http://www.w3.org/2005/Atom'/>", {"Content-Type": KINDS["atom"], "ETag": '"0"'}
        )
    body = _plain(rawforms.feed(about, [_record(one, state, now) for one, state in listed], _templates()).decode())
    content = body.encode()
    headers = {"Content-Type": KINDS[about["feed"]["form"]], "ETag": f'"{hashlib.sha256(content).hexdigest()[:16]}"'}
    last = max((state.since for _, state in listed), default=plan()["begins"])
    return Answer(200, content, {**headers, "Last-Modified": format_datetime(last, usegmt=True)})


def _plain(text: str) -> str:
    return text.replace("https://", "http://")


# --- one that turns hostile -------------------------------------------------------------------------------------------

HOSTILE: Final = ("bomb", "endless", "drip", "inside", "metadata", "intranet", "scripts", "circle")
"""Pages that its feed names."""


def _hostile(outlet: str, path: str, now: datetime) -> Answer:
    """First its pages are; then its feed is a bomb; then it has no end."""
    phase = (now - plan()["hostile"]["since"]) // PHASE
    if path == f"/{outlets()[outlet]['feed']['file']}":
        return (_poisoned(outlet, now), _bomb("text/xml"), _endless("text/xml"))[min(phase, 2)]
    leads = {
        "inside": f"http://127.0.0.1:{Server.port}{NOWHERE}",
        "metadata": "http://169.254.169.254/latest/meta-data/",
        "intranet": f"http://intranet.{first_host(outlet)}{NOWHERE}",
        "circle": f"http://{first_host(outlet)}/circle",
    }
    if (name := path.strip("/")) in leads:
        return Answer(302, headers={"Location": leads[name]})
    made: dict[str, Callable[[], Answer]] = {
        "bomb": lambda: _bomb("text/html"),
        "endless": lambda: _endless("text/html"),
        "drip": lambda: Answer(200, _drip(), {"Content-Type": "text/html"}),
        "scripts": _scripts,
    }
    return made.get(name, lambda: Answer(404))()


def _poisoned(outlet: str, now: datetime) -> Answer:
    """Its feed, with pages that are none, its own reports dated in another year, and the name of another's entry."""
    fields = [(f"urn:redoubt-{name}", f"/{name}", f"What they hide: {name}") for name in HOSTILE]
    fields.append((f"urn:{articles()[0].id}", "/scripts", "Under another's name"))
    fields += [(f"urn:{one.id}", one.path, state.title) for one, state in _listed(outlet, now)]
    items = "".join(
        f"<item><guid isPermaLink='false'>{entry}</guid><link>http://{first_host(outlet)}{path}</link>"
        f"<title>{escape(title)} &lt;img src=x onerror=alert(1)&gt;</title>"
        "<pubDate>Tue, 01 Apr 2031 00:00:00 GMT</pubDate></item>"
        for entry, path, title in fields
    )
    text = f"<rss version='2.0'><channel><title>{outlets()[outlet]['name']}</title>{items}</channel></rss>"
    return Answer(200, text.encode(), {"Content-Type": "application/rss+xml", "ETag": '"hostile"'})


def _scripts() -> Answer:
    words = "The council met on Friday behind closed doors, and nobody has said what it was that they spoke of there. "
    text = (
        "<html><head><title>What was said &lt;script&gt;alert('title')&lt;/script&gt;</title></head><body><article>"
        "<h1>What was said &lt;script&gt;alert('title')&lt;/script&gt;</h1>"
        f"<p>{words * 3}</p><p>&lt;script&gt;alert('text')&lt;/script&gt; {words * 2}</p>"
        f'<p onclick="alert(1)"><a href="javascript:alert(2)">{words}</a></p><script>alert(3)</script>'
        "</article></body></html>"
    )
    return Answer(200, text.encode(), {"Content-Type": "text/html; charset=utf-8"})


@cache
def _packed_zeros() -> bytes:
    packer = zlib.compressobj(9, wbits=31)
    return b"".join([*(packer.compress(bytes(1_000_000)) for _ in range(400)), packer.flush()])


def _bomb(kind: str) -> Answer:
    return Answer(200, _packed_zeros(), {"Content-Type": kind, "Content-Encoding": "gzip"})


def _endless(kind: str) -> Answer:
    def body() -> Iterator[bytes]:
        while True:
            yield b"<p>and another thing</p>" * 2_000

    return Answer(200, body(), {"Content-Type": kind})


def _drip() -> Iterator[bytes]:
    for letter in b"<html><body><p>" + b"wait " * 1_000:
        time.sleep(0.1)
        yield bytes([letter])


# --- on a socket ------------------------------------------------------------------------------------------------------


@dataclass
class Log:
    """What was asked of all sites: host, path, status."""

    lines: list[tuple[str, str, int]] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def note(self, host: str, path: str, status: int) -> None:
        with self._lock:
            self.lines.append((host, path, status))


class Server(BaseHTTPRequestHandler):
    """Answers for all sites, on loopback."""

    now: ClassVar[Callable[[], datetime]]
    log: ClassVar[Log]
    port: ClassVar[int] = 0

    def do_GET(self) -> None:
        host = (self.headers["Host"] or "").partition(":")[0]
        found = answer(host, self.path, self.headers, type(self).now())  # type: ignore[arg-type]
        self.log.note(host, self.path, found.status)
        with suppress(OSError):  # whoever asked has had enough
            self.send_response(found.status)
            whole = isinstance(found.body, bytes)
            length = {"Content-Length": str(len(found.body))} if isinstance(found.body, bytes) else {}
            for name, value in {**found.headers, **length, "Connection": "close"}.items():
                self.send_header(name, value)
            self.end_headers()
            for piece in [found.body] if whole else found.body:
                self.wfile.write(piece)  # type: ignore[arg-type]

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - as http.server names it
        """Nothing: `log` has it."""


@contextmanager
def served(now: Callable[[], datetime]) -> Iterator[tuple[int, Log]]:
    """All sites on loopback, for as long as it lasts: the port, and what is asked."""
    log = Log()
    Server.now, Server.log = staticmethod(now), log
    with ThreadingHTTPServer(("127.0.0.1", 0), Server) as server:
        server.daemon_threads = True
        Server.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        yield Server.port, log
        server.shutdown()
        thread.join()

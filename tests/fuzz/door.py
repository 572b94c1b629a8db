"""What anybody may ask the site: requests as bytes, each to a site with a store that holds one of most things.

Strategy: a request is `METHOD TARGET`, lines of headers, an empty line, a body, as much of HTTP as a server lets
through to an application. The site is made once and its store anew for each request, so that the same bytes are
answered the same. Who asks is the reader on this machine, who may everything, with a form's token that is right.
"""

from __future__ import annotations

import asyncio
import atexit
import hashlib
import hmac
import re
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from functools import cache
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final
from urllib.parse import quote, unquote, urlencode

from starlette.types import ASGIApp, Message
from tests.web import filled
from tests.web.conftest import CHEAP, HOME

from twosource.config import Config
from twosource.store import Database, open_store
from twosource.web.api.routes import PREFIX, ways
from twosource.web.app import application, declared
from twosource.web.limiting import Limiter
from twosource.web.pool import Pool
from twosource.web.site import Site

COOKIE: Final = "browser"
CSRF: Final = hmac.digest(COOKIE.encode(), b"twosource form", hashlib.sha256).hex()
REPORT: Final = filled.DOSSIER.reports[0].id
PLACES: Final = {
    "id": filled.DOSSIER.id,
    "story": filled.DOSSIER.id,
    "report": REPORT,
    "key": filled.TOPICS[0].key,
    "stream": "user/-/state/com.google/reading-list",
    "table": "statements",
    "part": "statements",
    "name": "style.css",
    "token": "x.1.y",
    "number": "1",
    "message": f"msg_{'0' * 32}",
}
"""What stands in a path for each of its parts in braces."""
QUERY: Final = {
    "q": "bridge -ferry",
    "after": "1",
    "next": "/search?q=a",
    "n": "20",
    "since": "2031-05-01",
    "until": "2031-05-09",
    "s": PLACES["stream"],
    "c": "1773039600000000",
    "ot": "1773039600",
    "xt": "user/-/state/com.google/read",
    "output": "json",
    "report": REPORT,
    "start": "0",
    "end": "10",
}
FORM: Final = {
    "name": "ada",
    "password": "PASSWORD of ada",
    "old": "old words",
    "new": "new words that are long",
    "role": "reader",
    "scope": "read",
    "url": "https://lantern.example/feed",
    "address": "ann@post.example",
    "zone": "Europe/Berlin",
    "hour": "7",
    "minutes": "5",
    "day": "1",
    "rules": "never outlet lantern",
    "story": filled.DOSSIER.id,
    "report": REPORT,
    "mark": "read",
    "on": "1",
    "body": "See https://lantern.example/a.",
    "shared": "1",
    "start": "0",
    "end": "10",
    "below": "1",
    "owner": "Lantern Group",
    "outlet": "lantern",
    "place": f"0 10 {REPORT}",
    "i": "tag:google.com,2005:reader/item/0004000000000001",
    "number": "1",
    "id": f"msg_{'0' * 32}",
    "event": "story.new",
    "a": "user/-/state/com.google/read",
    "ac": "subscribe",
    "t": "A title",
    "ts": "1773039600000000",
    "Email": "ada",
    "Passwd": "PASSWORD of ada",
}
JSON: Final = {
    "webhooks": b'{"address": "https://hook.example/", "events": ["story.new"]}',
    "marks": b'{"read": true, "saved": false}',
    "notes": b'{"body": "A note.", "shared": true, "report": null, "start": 0, "end": 0, "answers": null}',
}


class Lender(Pool):
    """Lends of a pool that is another one for each request."""

    def __init__(self, address: str) -> None:
        self._address = address
        self.renew()

    def renew(self) -> None:
        self._pool = Pool(lambda: open_store(self._address))

    @contextmanager
    def lent(self) -> Iterator[Database]:
        with self._pool.lent() as database:
            yield database

    @property
    def held(self) -> bool:
        return self._pool.held

    def close(self) -> None:
        self._pool.close()


class Door:
    """The site, for one request after the other."""

    def __init__(self) -> None:
        self._folder = TemporaryDirectory()
        atexit.register(self._folder.cleanup)
        address = f"sqlite:///{self._folder.name}/news.db"
        with closing(open_store(address, create=True)) as database:
            self.brief = filled.fill(database)
        self._store = Path(self._folder.name, "news.db").read_bytes()
        self._lender = Lender(address)
        clock = count(0, 10_000)  # whoever tries again has waited for long
        limiter = Limiter(lambda: float(next(clock)))
        config = Config(store=address, smtp_url="smtp://127.0.0.1:25?tls=none", public_briefs=True)
        self._thread = ThreadPoolExecutor(1)  # where no test before has left a loop running, as those in a browser do
        self._site = application(Site(config, self._lender, now=lambda: filled.NOW, limiter=limiter, passwords=CHEAP))

    def asked(self, request: bytes) -> tuple[int, bytes]:
        """Status and body of the answer. Raises what the site fails with, if it does."""
        try:
            return self._thread.submit(lambda: asyncio.run(_asked(self._site, request))).result()
        finally:
            self._lender.close()
            for path in Path(self._folder.name).iterdir():
                path.unlink()
            Path(self._folder.name, "news.db").write_bytes(self._store)
            self._lender.renew()


@cache
def door() -> Door:
    return Door()


def ask(request: bytes) -> None:
    """Ask, and see that the site does not call it a fault of its own."""
    status, body = door().asked(request)
    assert status < 500 or status == 503, body[:2_000]


# --- a request --------------------------------------------------------------------------------------------------------


async def _asked(site: ASGIApp, request: bytes) -> tuple[int, bytes]:
    scope, body = _scope(request)
    status, told, sent = 0, bytearray(), False

    async def receive() -> Message:
        nonlocal sent
        if sent:
            return {"type": "http.disconnect"}
        sent = True
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(message: Message) -> None:
        nonlocal status
        status = message.get("status", status)
        told.extend(message.get("body", b""))

    await site(scope, receive, send)
    return status, bytes(told)


def _scope(request: bytes) -> tuple[dict[str, Any], bytes]:
    """A request as a server hands it to an application: what is no HTTP, it has refused before."""
    head, _, body = request.partition(b"\n\n")
    first, *lines = head.split(b"\n")
    method, _, target = first.partition(b" ")
    target = bytes(letter for letter in target if 0x20 < letter < 0x7F)
    path, _, query = target.partition(b"?")
    pairs = (line.partition(b":") for line in lines)
    headers = [
        (name.lower(), re.sub(rb"[\0\r]", b"", value).strip())
        for name, _, value in pairs
        if re.fullmatch(rb"[!#$%&'*+.^_`|~0-9A-Za-z-]+", name)
    ]
    return {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": re.sub(rb"[^A-Z]", b"", method).decode() or "GET",
        "scheme": "http",
        "path": unquote(path.decode()),
        "raw_path": path,
        "query_string": query,
        "root_path": "",
        "headers": headers,
        "client": ("127.0.0.1", 50_000),
        "server": ("127.0.0.1", 8_000),
    }, body


# --- seeds ------------------------------------------------------------------------------------------------------------


def requests() -> Sequence[bytes]:
    """One of each kind that the site answers to."""
    return [*_of_pages(), *_of_programs()]


def _of_pages() -> Iterator[bytes]:
    form = {**FORM, "csrf": CSRF, "T": _token()}
    for route in declared():
        path = _filled(route.path)
        if path.startswith("//"):  # the same again, for apps that ask so
            continue
        if "GET" in (route.methods or ()):
            yield _request("GET", f"{path}?{urlencode(QUERY)}" if "static" not in path else path)
        if "POST" in (route.methods or ()):
            yield _request("POST", path, urlencode(form).encode(), "application/x-www-form-urlencoded")


def _of_programs() -> Iterator[bytes]:
    for way in ways():
        path = f"{PREFIX}{_filled(way.path)}"
        body = next((text for name, text in JSON.items() if name in path), b"")
        path += "?q=bridge" if way.path == "/search" else ""
        yield _request(way.method, path, *((body, "application/json") if way.method in {"POST", "PUT"} else ()))


def _token() -> str:
    """What an app shows with each change."""
    return door().asked(_request("GET", "/reader/api/0/token"))[1].decode().strip()


def _filled(path: str) -> str:
    """The path of a route with something in place of each part in braces."""
    key = "lantern" if path.startswith("/outlets") else PLACES["key"]
    brief = door().brief if path.startswith("/briefs") else REPORT if path.startswith("/reports") else PLACES["id"]
    places = {**PLACES, "key": key, "id": brief}
    return re.sub(r"\{(\w+)(?::\w+)?\}", lambda found: quote(places[found[1]], safe=""), path)


def _request(method: str, target: str, body: bytes = b"", kind: str = "") -> bytes:
    headers: Mapping[str, str] = {
        "Host": HOME.removeprefix("http://"),
        "Origin": HOME,
        "Cookie": f"twosource={COOKIE}",
        "X-CSRF-Token": CSRF,
        **({"Content-Type": kind} if kind else {}),
    }
    lines = [f"{method} {target}", *(f"{name}: {value}" for name, value in headers.items())]
    return "\n".join(lines).encode() + b"\n\n" + body

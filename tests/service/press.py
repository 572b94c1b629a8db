"""Invented outlets on loopback, that publish when they are told to, and keep count of what they are asked for."""

from __future__ import annotations

import hashlib
import random
import threading
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Final

SYLLABLES: Final = ("ba", "co", "du", "fe", "gi", "ka", "lo", "mu", "ne", "pi", "ra", "so", "tu", "ve", "wi", "za")


def story(name: str) -> list[str]:
    """The paragraphs of a report that no other resembles."""
    dice = random.Random(name)  # noqa: S311 - the same text each time
    words = ["".join(dice.choices(SYLLABLES, k=3)) for _ in range(60)]
    return [f"The council of {name} said on Tuesday: {' '.join(dice.choices(words, k=25))}." for _ in range(6)]


@dataclass
class Answer:
    """What a server says: status, headers and body; or something stranger."""

    body: bytes = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass
class Press:
    """Outlets by name, each with the names of its reports, the newest last. `special` are other answers, by path."""

    outlets: dict[str, list[str]] = field(default_factory=dict)
    special: dict[str, Callable[[Mapping[str, str]], Answer]] = field(default_factory=dict)
    asked: Counter[str] = field(default_factory=Counter)
    sent: int = 0
    url: str = ""
    heard: threading.Condition = field(default_factory=threading.Condition)

    def publish(self, outlet: str, *names: str) -> None:
        self.outlets.setdefault(outlet, []).extend(names)

    def feed_url(self, outlet: str) -> str:
        return f"{self.url}/{outlet}/feed"

    def page_url(self, outlet: str, name: str) -> str:
        return f"{self.url}/{outlet}/{name}"

    def wait_for(self, requests: int, timeout: float) -> bool:
        """Until so many requests were made since the start."""
        with self.heard:
            return self.heard.wait_for(lambda: self.asked.total() >= requests, timeout)

    def answer(self, path: str, headers: Mapping[str, str]) -> Answer:
        with self.heard:
            self.asked[path] += 1
            self.heard.notify_all()
        if path in self.special:
            return self.special[path](headers)
        outlet, _, name = path.lstrip("/").partition("/")
        if name == "feed" and outlet in self.outlets:
            return self._feed(outlet, headers)
        if name in self.outlets.get(outlet, ()):
            return Answer(page(name), headers={"Content-Type": "text/html"})
        return Answer(status=404)

    def _feed(self, outlet: str, headers: Mapping[str, str]) -> Answer:
        items = "".join(self._item(outlet, name) for name in reversed(self.outlets[outlet]))
        body = f'<rss version="2.0"><channel><title>The {outlet.title()}</title>{items}</channel></rss>'.encode()
        tag = f'W/"{hashlib.sha256(body).hexdigest()[:12]}"'
        if headers.get("If-None-Match") == tag:
            return Answer(status=304, headers={"ETag": tag})
        return Answer(body, headers={"Content-Type": "application/rss+xml", "ETag": tag})

    def _item(self, outlet: str, name: str) -> str:
        url = self.page_url(outlet, name)
        told = f"<title>{headline(name)}</title><description>{story(name)[0]}</description>"
        return f"<item>{told}<link>{url}</link><guid>{url}</guid></item>"


def headline(name: str) -> str:
    return f"Council of {name}: {' '.join(story(name)[1].split()[8:13])}"


def page(name: str) -> bytes:
    text = "".join(f"<p>{paragraph}</p>" for paragraph in story(name))
    return (
        f"<!doctype html><html><head><title>{headline(name)}</title></head>"
        f"<body><article><h1>{headline(name)}</h1>{text}</article></body></html>"
    ).encode()


@contextmanager
def opened(press: Press) -> Iterator[Press]:
    """The press on a port of its own."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            found = press.answer(self.path, dict(self.headers))
            self.send_response(found.status)
            for name, value in {**found.headers, "Content-Length": str(len(found.body))}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(found.body)
            press.sent += len(found.body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its name in the library
            pass

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, request: object, client_address: object) -> None:
            pass  # whoever asked was killed

    with Server(("127.0.0.1", 0), Handler) as server:
        press.url = f"http://127.0.0.1:{server.server_port}"
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        try:
            yield press
        finally:
            server.shutdown()
            thread.join()

"""Against a server on loopback that does what the outside does."""

from __future__ import annotations

import gzip
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from twosource.errors import TooLarge, Unreachable
from twosource.gathering.http import Fetcher, FetchLimits

PAGE = b"<html><body><p>The bridge opened.</p></body></html>"


class Outside(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        getattr(self, f"answer_{self.path.strip('/').split('/')[0]}")()

    def _answer(self, status: int, headers: dict[str, str], body: bytes) -> None:
        self.send_response(status)
        for name, value in {"Content-Length": str(len(body)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def answer_page(self) -> None:
        self._answer(200, {"Content-Type": "text/html; charset=utf-8"}, PAGE)

    def answer_moved(self) -> None:
        self._answer(301, {"Location": "/page"}, b"")

    def answer_loop(self) -> None:
        self._answer(302, {"Location": "/loop"}, b"")

    def answer_file(self) -> None:
        self._answer(302, {"Location": "file:///etc/passwd"}, b"")

    def answer_gone(self) -> None:
        self._answer(410, {}, b"")

    def answer_bomb(self) -> None:
        self._answer(200, {"Content-Encoding": "gzip"}, gzip.compress(bytes(50_000_000)))

    def answer_slow(self) -> None:
        self.send_response(200)
        self.end_headers()
        for _ in range(100):
            try:
                self.wfile.write(b"x")
            except OSError:
                return
            time.sleep(0.05)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        pass


@pytest.fixture(scope="module")
def outside() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Outside)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def fetcher(**limits: float) -> Fetcher:
    return Fetcher(FetchLimits(**limits), allow_private=True)  # type: ignore[arg-type]


def test_a_page_comes_with_its_bytes_type_and_address(outside: str) -> None:
    page = fetcher().fetch(f"{outside}/page")
    assert page.content == PAGE
    assert page.content_type == "text/html; charset=utf-8"
    assert page.url == f"{outside}/page"
    assert page.fetched is not None


def test_a_redirect_is_followed_and_the_final_address_kept(outside: str) -> None:
    assert fetcher().fetch(f"{outside}/moved").url == f"{outside}/page"


@pytest.mark.parametrize(("path", "problem"), [("gone", "410"), ("loop", "redirects"), ("file", "file")])
def test_what_gives_no_page_is_named(outside: str, path: str, problem: str) -> None:
    with pytest.raises(Unreachable, match=problem):
        fetcher().fetch(f"{outside}/{path}")


def test_loopback_is_refused_unless_allowed(outside: str) -> None:
    with pytest.raises(Unreachable, match="private address"):
        Fetcher().fetch(f"{outside}/page")


def test_a_name_that_does_not_resolve_is_named() -> None:
    with pytest.raises(Unreachable, match="no such host"):
        fetcher().fetch("http://nowhere.invalid/")


def test_a_bomb_is_stopped_at_the_cap(outside: str) -> None:
    with pytest.raises(TooLarge, match="1,000,000"):
        fetcher(bytes=1_000_000).fetch(f"{outside}/bomb")


def test_a_drip_ends_at_the_deadline_of_the_whole_exchange(outside: str) -> None:
    start = time.monotonic()
    with pytest.raises(Unreachable):
        fetcher(seconds=0.3).fetch(f"{outside}/slow")
    assert time.monotonic() - start < 2

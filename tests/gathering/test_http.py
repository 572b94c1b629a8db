"""Against a server on loopback that does what the outside does."""

from __future__ import annotations

import gzip
import threading
import time
import zlib
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import httpcore2
import pytest

from twosource.errors import Forbidden, TooLarge, Unreachable
from twosource.gathering.exchange import Hop
from twosource.gathering.http import Fetcher, FetchLimits, user_agent

PAGE = b"<html><body><p>The bridge opened.</p></body></html>"


class Outside(BaseHTTPRequestHandler):
    lock = threading.Lock()
    at_once = 0
    most_at_once = 0

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

    def answer_tagged(self) -> None:
        headers = {"ETag": 'W/"a 1"', "Cache-Control": "max-age=60", "X-Other": "1"}
        same = self.headers["If-None-Match"] == headers["ETag"]
        self._answer(304 if same else 200, headers, b"" if same else PAGE)

    def answer_agent(self) -> None:
        self._answer(200, {}, self.headers["User-Agent"].encode())

    def answer_deflated(self) -> None:
        self._answer(200, {"Content-Encoding": "deflate"}, zlib.compress(PAGE * 2_000))

    def answer_bare(self) -> None:
        self._answer(200, {"Content-Encoding": "deflate"}, zlib.compress(PAGE * 2_000)[2:-4])

    def answer_long(self) -> None:
        time.sleep(0.2)
        self._answer(200, {}, PAGE)

    def answer_counted(self) -> None:
        with self.lock:
            Outside.at_once += 1
            Outside.most_at_once = max(self.most_at_once, self.at_once)
        time.sleep(0.05)
        self._answer(200, {}, PAGE)
        with self.lock:
            Outside.at_once -= 1

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


def test_every_answer_is_told_and_a_page_comes_with_good_ones(outside: str) -> None:
    moved = fetcher().exchange(f"{outside}/moved")
    assert (moved.status, moved.hops) == (200, (Hop(301, f"{outside}/page"),))
    assert moved.page is not None
    gone = fetcher().exchange(f"{outside}/gone")
    assert (gone.status, gone.page) == (410, None)


def test_a_request_is_conditional_and_what_the_answer_says_is_kept_verbatim(outside: str) -> None:
    first = fetcher().exchange(f"{outside}/tagged")
    assert first.headers["etag"] == 'W/"a 1"'
    second = fetcher().exchange(f"{outside}/tagged", {"If-None-Match": 'W/"a 1"'})
    assert (second.status, second.page, second.headers["cache-control"]) == (304, None, "max-age=60")


def test_we_say_who_we_are_and_whom_to_write_to(outside: str) -> None:
    agent = user_agent("mara@harbour.example")
    assert Fetcher(allow_private=True, agent=agent).fetch(f"{outside}/agent").content == agent.encode()
    assert "mara@harbour.example" in agent
    assert user_agent("a\r\nX: é") == user_agent("aX: ")
    assert fetcher().fetch(f"{outside}/agent").content == user_agent(None).encode()


@pytest.mark.parametrize("path", ["deflated", "bare"])
def test_deflate_comes_with_and_without_its_header(outside: str, path: str) -> None:
    assert fetcher().fetch(f"{outside}/{path}").content == PAGE * 2_000


def test_one_host_sees_one_connection_at_a_time(outside: str) -> None:
    one = fetcher()
    threads = [threading.Thread(target=one.fetch, args=(f"{outside}/counted",)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert Outside.most_at_once == 1


def test_whoever_waits_for_a_busy_host_waits_no_longer_than_the_deadline(outside: str) -> None:
    one = fetcher()
    blocking = threading.Thread(target=lambda: one.exchange(f"{outside}/long"))
    blocking.start()
    time.sleep(0.1)
    hasty = Fetcher(FetchLimits(seconds=0.05), allow_private=True, _gates=one._gates)
    with pytest.raises(Unreachable, match="busy"):
        hasty.fetch(f"{outside}/page")
    blocking.join()


def test_a_bomb_is_stopped_at_the_cap(outside: str) -> None:
    with pytest.raises(TooLarge, match="1,000,000 bytes unpacked"):
        fetcher(unpacked=1_000_000).fetch(f"{outside}/bomb")


def test_a_drip_ends_at_the_deadline_of_the_whole_exchange(outside: str) -> None:
    start = time.monotonic()
    with pytest.raises(Unreachable):
        fetcher(seconds=0.3).fetch(f"{outside}/slow")
    assert time.monotonic() - start < 5


class Nowhere(httpcore2.NetworkBackend):
    """Connections that are none; it writes down to where."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def connect_tcp(self, host: str, *_: object, **__: object) -> httpcore2.NetworkStream:
        self.asked.append(host)
        raise httpcore2.ConnectError("nobody there")


def test_connections_are_made_by_what_is_handed_in_to_addresses_that_were_checked() -> None:
    nowhere = Nowhere()
    fetcher = Fetcher(
        resolve=lambda host, _: ["10.0.0.1" if host == "inside.example" else "93.184.215.1"], over=nowhere
    )
    with pytest.raises(Unreachable, match="nobody there"):
        fetcher.fetch("http://outside.example/")
    with pytest.raises(Forbidden, match="private address"):
        fetcher.fetch("http://inside.example/")
    assert nowhere.asked == ["93.184.215.1"]

"""A hostile server harms nothing: every trick ends in an error with a name, and soon."""

from __future__ import annotations

import socket
import struct
import threading
import time
import tracemalloc
from collections.abc import Iterator, Sequence

import httpcore2
import pytest
from tests.gathering.hostile import FEED, HTML, bomb, drips, head, says, server

from twosource.errors import InputError, TooDeep, TooLarge, Truncated, Unreachable
from twosource.gathering import guard
from twosource.gathering.http import Fetcher, FetchLimits
from twosource.model import Report
from twosource.reading.pages import reports

SENTENCE = b"The ferry to Port Ellery was cancelled on Tuesday after a crack was found in its hull."
PATIENCE = 15.0  # seconds that any trick may hold us, on a busy machine
LIMITS = FetchLimits(seconds=5, bytes=1_000_000, unpacked=2_000_000)
HASTY = FetchLimits(seconds=0.5)


@pytest.fixture(autouse=True)
def soon() -> Iterator[None]:
    start = time.monotonic()
    yield
    assert time.monotonic() - start < PATIENCE


def fetched(url: str, limits: FetchLimits = LIMITS) -> tuple[Report | InputError, ...]:
    return tuple(reports(Fetcher(limits, allow_private=True).fetch(url)))


def test_slow_loris_in_the_headers() -> None:
    with server({"/": drips(b"HTTP/1.1 200 OK\r\n", b"X-A: 1\r\n", 0.05)}) as url, pytest.raises(Unreachable):
        fetched(f"{url}/", HASTY)


def test_slow_loris_in_the_body() -> None:
    drip = drips(head(200, b"Content-Length: 100000\r\n"), b"x", 0.05)
    with server({"/": drip}) as url, pytest.raises(Unreachable, match=r"too long|timed out"):
        fetched(f"{url}/", HASTY)


def test_a_server_that_says_nothing() -> None:
    with server({"/": lambda _: time.sleep(1)}) as url, pytest.raises(Unreachable):
        fetched(f"{url}/", HASTY)


def test_an_endless_body() -> None:
    with server({"/": drips(head(), b"x" * 65_536, 0)}) as url, pytest.raises(TooLarge, match="1,000,000 bytes"):
        fetched(f"{url}/")


def test_endless_headers() -> None:
    endless = drips(b"HTTP/1.1 200 OK\r\n", b"X-A: %s\r\n" % (b"x" * 9_000), 0)
    with server({"/": endless}) as url, pytest.raises(Unreachable):
        fetched(f"{url}/")


def test_a_gzip_bomb_is_never_whole_in_memory() -> None:
    packed = bomb(200)
    with server({"/": says(head(200, b"Content-Encoding: gzip\r\n"), packed)}) as url:
        tracemalloc.start()
        with pytest.raises(TooLarge, match="2,000,000 bytes unpacked"):
            fetched(f"{url}/")
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
    assert peak < 20_000_000


def test_what_a_bomb_unpacked_to_is_not_left_in_the_heap_of_who_fetched() -> None:
    """What is freed at the end of a thread's heap stays there: 20 MB of each of 16 threads."""
    packed = head(200, b"Content-Encoding: gzip\r\n") + bomb(30)
    pieces = [packed[at : at + 65_536] for at in range(0, len(packed), 65_536)]
    fetcher = Fetcher(resolve=lambda *_: ["93.184.216.34"], over=httpcore2.MockBackend(pieces))
    tracemalloc.start()
    try:
        with pytest.raises(TooLarge, match="20,000,000 bytes unpacked"):
            fetcher.exchange("http://courier.example/")
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 5_000_000


def test_a_bomb_in_the_file_itself() -> None:
    with server({"/": says(head(), bomb(100))}) as url:
        (error,) = fetched(f"{url}/")
    assert isinstance(error, TooLarge)


def test_a_redirect_loop() -> None:
    behaviours = {"/a": says(head(301, b"Location: /b\r\n")), "/b": says(head(302, b"Location: /a\r\n"))}
    with server(behaviours) as url, pytest.raises(Unreachable, match="redirects"):
        fetched(f"{url}/a")


@pytest.mark.parametrize("target", ["http://127.0.0.2/", "http://169.254.169.254/latest/meta-data/", "http://[::1]/"])
def test_a_redirect_to_a_private_address(target: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "is_public", lambda address: address == "127.0.0.1")
    away = says(head(302, b"Location: %s\r\n" % target.encode()))
    with server({"/": away}) as url, pytest.raises(Unreachable, match="private address"):
        Fetcher(LIMITS).fetch(f"{url}/")


@pytest.mark.parametrize("target", ["file:///etc/hostname", "gopher://127.0.0.1/", "http://", "//[", "\x01"])
def test_a_redirect_to_what_is_no_web_address(target: str) -> None:
    with server({"/": says(head(302, b"Location: %s\r\n" % target.encode()))}) as url, pytest.raises(Unreachable):
        fetched(f"{url}/")


def test_a_name_that_changes_its_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    """Rebinding: public when first asked, private ever after. Each connection asks once, and goes where it checked."""
    monkeypatch.setattr(guard, "is_public", lambda address: address == "127.0.0.1")
    answers = iter([["127.0.0.1"], ["127.0.0.2"]])
    asked: list[str] = []

    def resolve(host: str, port: int) -> Sequence[str]:
        asked.append(host)
        return next(answers)

    with server({"/": says(head(302, b"Location: /again\r\n"))}) as url:
        port = url.rpartition(":")[2]
        with pytest.raises(Unreachable, match="private address"):
            Fetcher(LIMITS, resolve=resolve).fetch(f"http://news.example:{port}/")
    assert asked == ["news.example", "news.example"]


def test_a_name_with_one_private_address_among_public_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "is_public", lambda address: address == "127.0.0.1")
    with pytest.raises(Unreachable, match="private address"):
        Fetcher(LIMITS, resolve=lambda *_: ["127.0.0.1", "10.0.0.1"]).fetch("http://news.example/")


def test_a_resolver_that_never_answers() -> None:
    asleep = threading.Event()

    def resolve(host: str, port: int) -> Sequence[str]:
        asleep.wait(2)
        return []

    with pytest.raises(Unreachable, match="no address of news"):
        Fetcher(HASTY, resolve=resolve).fetch("http://news.example/")
    asleep.set()


def test_the_second_address_is_tried_where_the_first_does_not_answer() -> None:
    with server({"/": says(head(200, HTML), b"<p>Bridge</p>")}) as url:
        port = url.rpartition(":")[2]
        found = Fetcher(LIMITS, allow_private=True, resolve=lambda *_: ["127.0.0.9", "127.0.0.1"])
        assert found.fetch(f"http://news.example:{port}/").content == b"<p>Bridge</p>"


def test_no_address_answers() -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    with pytest.raises(Unreachable, match="does not answer"):
        fetched(f"http://127.0.0.1:{port}/")


def test_a_length_that_promises_more_than_comes() -> None:
    with server({"/": says(head(200, b"Content-Length: 5000\r\n"), SENTENCE)}) as url, pytest.raises(Unreachable):
        fetched(f"{url}/")


def test_a_length_that_promises_less_than_comes() -> None:
    with server({"/": says(head(200, HTML + b"Content-Length: 20\r\n"), b"<p>%s</p>" % SENTENCE)}) as url:
        assert len(Fetcher(LIMITS, allow_private=True).fetch(f"{url}/").content) == 20


def test_two_lengths() -> None:
    lengths = b"Content-Length: 5\r\nContent-Length: 6\r\n"
    with server({"/": says(head(200, lengths), b"123456")}) as url, pytest.raises(Unreachable):
        fetched(f"{url}/")


@pytest.mark.parametrize("charset", ["utf-16", "no-such-charset", "utf-7", "'; drop"])
def test_a_lying_charset(charset: str) -> None:
    lie = b"Content-Type: application/rss+xml; charset=%s\r\n" % charset.encode()
    body = b"<rss><channel><item><guid>a:1</guid><description>%s</description></item></channel></rss>" % SENTENCE
    with server({"/": says(head(200, lie), body)}) as url:
        (report,) = fetched(f"{url}/")
    assert isinstance(report, Report)
    assert report.text == SENTENCE.decode()


@pytest.mark.parametrize("coding", [b"br", b"zstd", b"gzip, gzip"])
def test_a_content_coding_that_was_not_asked_for(coding: bytes) -> None:
    packed = says(head(200, b"Content-Encoding: %s\r\n" % coding), b"x" * 50)
    with server({"/": packed}) as url, pytest.raises(Unreachable, match="not asked for"):
        fetched(f"{url}/")


def test_compressed_data_that_stop_too_early_or_are_none() -> None:
    coding = head(200, b"Content-Encoding: gzip\r\n")
    with server({"/cut": says(coding, bomb(1)[:200]), "/none": says(coding, SENTENCE)}) as url:
        with pytest.raises(Truncated, match="stops too early"):
            fetched(f"{url}/cut")
        with pytest.raises(Truncated, match="damaged"):
            fetched(f"{url}/none")


def test_html_ten_thousand_deep() -> None:
    with server({"/": says(head(200, HTML), b"<div>" * 10_000, SENTENCE)}) as url:
        (error,) = fetched(f"{url}/")
    assert isinstance(error, TooDeep)


def test_xml_ten_thousand_deep() -> None:
    deep = b"<rss><channel><item><description>" + b"<a>" * 10_000 + SENTENCE
    with server({"/": says(head(200, FEED), deep)}) as url:
        (error,) = fetched(f"{url}/")
    assert isinstance(error, InputError)


def test_a_feed_of_a_million_entries() -> None:
    feed = b"<rss><channel>" + b"<item/>" * 1_000_000
    with server({"/": says(head(200, FEED), feed)}) as url:
        page = Fetcher(allow_private=True).fetch(f"{url}/")
    (error,) = reports(page)
    assert isinstance(error, TooLarge)
    assert "1,000,000 entries" in error.problem


def test_a_wall_of_cookies() -> None:
    """It redirects for ever whoever brings no cookie, and each cookie that is brought wins another."""
    wall = says(head(302, b"Location: /\r\nSet-Cookie: %s=1\r\n" % (b"a" * 3_000)))
    with server({"/": wall}) as url, pytest.raises(Unreachable, match="redirects"):
        fetched(f"{url}/")


def test_tls_that_is_cut_off() -> None:
    hello = struct.pack("!BHH", 22, 0x0303, 400) + b"\x02\x00\x01\x8c" + b"x" * 20
    with server({"": says(hello)}) as url, pytest.raises(Unreachable):
        fetched(url.replace("http:", "https:"))


def test_plain_text_where_tls_was_asked_for() -> None:
    with server({"": says(head(), SENTENCE)}) as url, pytest.raises(Unreachable):
        fetched(url.replace("http:", "https:"))


@pytest.mark.parametrize("noise", [b"", b"\x00" * 500, b"HTTP/9.9 abc\r\n\r\n", b"220 mail ready\r\n"])
def test_what_is_no_http(noise: bytes) -> None:
    with server({"/": says(noise)}) as url, pytest.raises(Unreachable):
        fetched(f"{url}/")

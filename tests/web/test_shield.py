"""What stands before the site, over an application that answers whatever passes."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import Message, Receive, Scope, Send

from twosource.config import Config
from twosource.web.shield import HEADER_BYTES, HEADERS, ONE_YEAR, PATH, QUERY, SAID, Shield, is_own, own_names

HOST = (b"host", b"news.example")
CONFIG = Config(base_url="https://News.Example/", allowed_hosts=" Press.example ,, intranet")
NAMES = own_names(CONFIG)


async def passed(scope: Scope, receive: Receive, send: Send) -> None:
    """What answers where the shield lets something through, with a header of its own."""
    await PlainTextResponse("passed", headers={"X-Frame-Options": "SAMEORIGIN"})(scope, receive, send)


def asked(
    headers: Sequence[tuple[bytes, bytes]] = (HOST,), path: str = "/", query: bytes = b"", config: Config = CONFIG
) -> tuple[int, Headers]:
    """Status and headers of the answer to a request of this head."""
    sent: list[Message] = []

    async def send(message: Message) -> None:
        sent.append(message)

    async def receive() -> Message:
        pytest.fail("a head is judged without its body")

    scope = {"type": "http", "method": "GET", "path": path, "query_string": query, "headers": list(headers)}
    with pytest.raises(StopIteration):  # nothing here waits: it needs no loop, and a test in a browser has left one
        Shield(passed, config)(scope, receive, send).send(None)
    return sent[0]["status"], Headers(raw=sent[0]["headers"])


def test_a_site_answers_to_its_own_names_and_to_no_empty_one() -> None:
    assert {"localhost", "news.example", "press.example", "intranet"} == NAMES
    assert own_names(Config()) == {"localhost"}


@pytest.mark.parametrize(
    "host",
    [
        "", " ", ":8000", ".", "news.example.evil.example", "evil.example:news.example", "news.example@evil.example",
        "news.example.", "xnews.example", "news_example", "127.1", "0x7f.0.0.1", "2130706433", "127.0.0.1.evil.example",
        "[::1", "::1]", "[evil.example]",
        "[::1].evil.example", "[::1]evil.example", "[::1]:80.evil.example", "localhost\u2024", "\u217fews.example",
    ],
)  # fmt: skip
def test_a_name_that_is_not_its_own_is_none_of_its_names(host: str) -> None:
    assert not is_own(host, NAMES)


@given(st.text(st.sampled_from("news.example:@[]/#?%\\\t 0127") | st.characters(), max_size=30))
def test_whatever_a_host_is_called_it_is_judged(host: str) -> None:
    """None raises; and behind a suffix that a stranger may own, nothing is ours."""
    assert is_own(host, NAMES) in {True, False}
    plain = "".join(letter for letter in host if letter.isalnum() or letter in ".-")
    assert not is_own(f"{plain}.evil.example", NAMES)


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ([HOST], 200),
        ([], 421),
        ([HOST, HOST], 421),
        ([HOST, (b"host", b"evil.example")], 421),
        ([(b"host", b"\xff\xfe")], 421),
        ([HOST, *[(b"x", b"")] * (HEADERS - 1)], 200),
        ([HOST, *[(b"x", b"")] * HEADERS], 431),
        ([HOST, (b"x", b"y" * (HEADER_BYTES - 17))], 200),
        ([HOST, (b"x", b"y" * (HEADER_BYTES - 16))], 431),
    ],
)
def test_limits_are_where_they_say_they_are(headers: list[tuple[bytes, bytes]], status: int) -> None:
    assert asked(headers)[0] == status


@pytest.mark.parametrize(
    ("path", "query", "status"),
    [
        ("/" + "x" * (PATH - 1), b"", 200),
        ("/" + "x" * PATH, b"", 414),
        ("/" + "\u00fc" * (PATH // 2), b"", 414),  # bytes are counted, not letters
        ("/\ud800", b"", 200),  # what no path of ours is, is for the routes to say
        ("/", b"x" * QUERY, 200),
        ("/", b"x" * (QUERY + 1), 414),
        ("/a\0b", b"", 400),
        ("/", b"q=%00", 400),
        ("/", b"q=\0", 400),
    ],
)
def test_addresses_that_cannot_be_meant_are_refused(path: str, query: bytes, status: int) -> None:
    assert asked(path=path, query=query)[0] == status


@pytest.mark.parametrize("headers", [[HOST], []], ids=["passed", "refused"])
def test_browsers_are_told_the_same_of_whatever_is_answered(headers: list[tuple[bytes, bytes]]) -> None:
    _, said = asked(headers)
    own = {"X-Frame-Options": "SAMEORIGIN"} if headers else {}
    assert {name: said[name] for name in SAID} == {**SAID, **own}, "what the application says itself stays"
    assert said["Strict-Transport-Security"] == ONE_YEAR


def test_only_a_site_that_has_https_promises_it() -> None:
    for config in (Config(), Config(base_url="http://news.example")):
        assert "Strict-Transport-Security" not in asked([(b"host", b"localhost")], config=config)[1]

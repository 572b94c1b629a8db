"""Messages to addresses that somebody named: handed over once, and never to a machine behind us."""

from __future__ import annotations

import socket
from collections.abc import Sequence

import pytest
from tests.gathering.hostile import Behaviour, bomb, drips, head, says, server

from twosource.errors import BadField, Forbidden, Unreachable
from twosource.gathering.guard import resolved
from twosource.gathering.posting import LONGEST, LONGEST_HEADER, Answer, Poster, checked

HERE = Poster(allow_private=True, seconds=20)


@pytest.mark.parametrize("status", [200, 204, 302, 404, 410, 500])
def test_whatever_is_answered_is_a_status(status: int) -> None:
    location = b"Location: http://127.0.0.1:1/\r\n" if status == 302 else b""
    with server({"": says(head(status, location))}) as url:
        assert HERE.post(f"{url}/hook", b"{}", {"webhook-id": "1"}) == Answer(status)


def test_of_an_answer_without_end_nothing_is_read_but_its_head() -> None:
    def endless(connection: socket.socket) -> None:
        connection.sendall(head(200))
        while True:  # until who asked has gone
            connection.sendall(b"x" * 100_000)

    with server({"": endless}) as url:
        assert HERE.post(url, b"{}", {}).status == 200


def test_when_to_come_again_is_kept_of_an_answer_and_nothing_else() -> None:
    told = b"Retry-After: 120\r\nSet-Cookie: a=b\r\nDate: " + b"x" * 500 + b"\r\n"
    with server({"": says(head(503, told))}) as url:
        assert HERE.post(url, b"{}", {}) == Answer(503, {"retry-after": "120", "date": "x" * LONGEST_HEADER})


def test_of_a_long_wait_only_the_beginning_is_taken() -> None:
    with server({"": says(head(503, b"Retry-After: %s\r\n" % (b"9" * 5_000)))}) as url:
        assert HERE.post(url, b"{}", {}).headers == {"retry-after": "9" * LONGEST_HEADER}


def test_an_answer_that_is_packed_small_and_is_large_is_not_unpacked() -> None:
    headers = b"Content-Encoding: gzip\r\n"
    with server({"": says(head(200, headers), bomb(20))}) as url:
        assert HERE.post(url, b"{}", {}) == Answer(200)


ENDLESS_HEAD = b"HTTP/1.1 200 OK\r\nX-Long: "
NOT_YET = b"HTTP/1.1 103 Early Hints\r\n\r\n"


@pytest.mark.parametrize(
    "behaviour",
    [
        drips(b"", b"H", 0.05),  # which is no line of HTTP, and never ends
        drips(ENDLESS_HEAD, b"x", 0.05),
        drips(b"", NOT_YET, 0.05),
        drips(ENDLESS_HEAD, b"x" * 50_000, 0),
    ],
    ids=["no head", "slow head", "never the answer itself", "endless head"],
)
def test_an_answer_that_never_comes_is_waited_for_until_the_time_is_up(behaviour: Behaviour) -> None:
    """However it goes on: each byte that comes begins no new wait."""
    with server({"": behaviour}) as url, pytest.raises(Unreachable):
        Poster(allow_private=True, seconds=0.5).post(url, b"{}", {})


@pytest.mark.parametrize("garbage", [b"\x00\xff\r\n\r\n", b"HTTP/1.1 99999 X\r\n\r\n", b"\r\n" * 100, b"220 mail\r\n"])
def test_what_is_no_answer_is_told(garbage: bytes) -> None:
    with server({"": says(garbage)}) as url, pytest.raises(Unreachable):
        HERE.post(url, b"{}", {})


@pytest.mark.parametrize("host", ["2130706433", "0x7f.1", "127.1", "017700000001", "[::ffff:7f00:1]", "0"])
def test_this_machine_by_any_other_name_is_refused(host: str) -> None:
    """As systems read numbers; what cannot be read as an address when it is added is looked at when it is connected."""
    with pytest.raises((Forbidden, BadField, Unreachable), match=r"private|not one to post to|no such host"):
        Poster(resolve=resolved).post(f"https://{host}/", b"{}", {})


def test_no_answer_is_told() -> None:
    with server({"": says(b"")}) as url, pytest.raises(Unreachable):
        HERE.post(url, b"{}", {})


@pytest.mark.parametrize(
    "address", ["https://10.0.0.7/", "https://[::1]/", "https://127.1.1.1:444/", "https://localhost/"]
)
def test_private_addresses_are_refused_before_anything_is_sent(address: str) -> None:
    def never(host: str, port: int) -> Sequence[str]:
        raise AssertionError

    with pytest.raises(BadField, match="private"):
        Poster(resolve=never).post(address, b"{}", {})


@pytest.mark.parametrize("answers", [["127.0.0.1"], ["93.184.216.34", "10.0.0.1"], ["::ffff:169.254.169.254"]])
def test_a_name_that_leads_inside_is_refused_where_it_is_connected_to(answers: Sequence[str]) -> None:
    """Also one that led elsewhere when it was added: what is checked is what is connected to."""
    assert checked("https://hooks.example/", allow_private=False)
    with pytest.raises(Forbidden):
        Poster(resolve=lambda *_: answers).post("https://hooks.example/", b"{}", {})


@pytest.mark.parametrize(
    "address",
    [
        "http://hooks.example/",
        "ftp://hooks.example/",
        "https:///x",
        "https://user:word@hooks.example/",
        "https://hooks.example/#there",
        "https://hooks.example/a b",
        "https://hooks.example/\r\nX: y",
        "https://[",
        "https://hooks.example:99999/",
        "javascript:alert(1)",
        "hooks.example",
        "https://hööks.example/",
        "https://hooks.example/" + "x" * LONGEST,
    ],
)
def test_what_is_no_address_to_post_to_is_refused(address: str) -> None:
    with pytest.raises(BadField):
        checked(address, allow_private=False)


def test_http_goes_where_private_addresses_are_allowed() -> None:
    assert checked("http://127.0.0.1:9/x", allow_private=True) == "http://127.0.0.1:9/x"
    assert checked("https://8.8.8.8/x", allow_private=False)

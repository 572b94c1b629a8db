"""Why an exchange came to nothing, and what to do: one remedy, which fits."""

from __future__ import annotations

import ssl

import httpx2
import pytest

from twosource.errors import Forbidden, Unreachable
from twosource.gathering.guard import PrivateAddress
from twosource.gathering.http import Fetcher
from twosource.gathering.trouble import unreachable

ADDRESS = "https://a.example/feed"


def over(error: Exception, *beneath: Exception) -> Exception:
    """An error with its causes beneath it."""
    above = error
    for one in beneath:
        above.__cause__ = one
        above = one
    return error


def certificate() -> ssl.SSLCertVerificationError:
    error = ssl.SSLCertVerificationError(1, "[SSL: CERTIFICATE_VERIFY_FAILED] …")
    error.verify_message = "self-signed certificate"
    return error


@pytest.mark.parametrize(
    ("error", "problem", "remedy"),
    [
        (httpx2.UnsupportedProtocol("Request URL is missing …"), "not the address of a page", "write it as https://"),
        (httpx2.InvalidURL("Invalid port"), "not the address of a page", "write it as https://"),
        (httpx2.ReadTimeout(""), "no answer in time", "again later"),
        (httpx2.ReadTimeout("the whole exchange took too long"), "took too long", "again later"),
        (httpx2.RemoteProtocolError("Server disconnected."), "as the web has it (Server disconnected)", "a browser"),
        (httpx2.ConnectError("no such host: a.example"), "no such host: a.example", "the connection"),
        (httpx2.ConnectError(""), "ConnectError", "the connection"),
        (over(httpx2.ConnectError("[SSL]"), ValueError(), certificate()), "trusted: self-signed certif", "a browser"),
    ],
)
def test_what_was_wrong_is_told_with_what_to_do(error: Exception, problem: str, remedy: str) -> None:
    found = unreachable(ADDRESS, error)
    assert type(found) is Unreachable
    assert (problem in found.problem, remedy in found.remedy) == (True, True), str(found)


def test_a_private_address_has_one_remedy_and_it_works() -> None:
    found = unreachable(ADDRESS, over(httpx2.ConnectError("x"), PrivateAddress("a.example is a private address")))
    assert isinstance(found, Forbidden)
    assert str(found) == (
        f"{ADDRESS}: a.example is a private address; if you trust what is there,"
        " set TWOSOURCE_ALLOW_PRIVATE_ADDRESSES=true"
    )


@pytest.mark.parametrize("address", ["nothing", "a.example/feed", "file:///etc/passwd", ""])
def test_what_is_no_address_is_told_in_our_words(address: str) -> None:
    with pytest.raises(Unreachable, match=r"not the address of a page; write it as https://news.example/feed"):
        Fetcher().fetch(address)

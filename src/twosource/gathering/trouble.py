"""Why an exchange came to nothing, in words, with what to do. It asks nobody itself.

Strategy: what a library raised is told by its kind, and by what lies beneath it; its own words are kept only where they
say more than ours would.
"""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from typing import Final

import httpx2

from twosource.errors import Forbidden, Unreachable
from twosource.gathering.guard import PrivateAddress

FAILED: Final = (httpx2.HTTPError, httpx2.InvalidURL, httpx2.StreamError)
"""What an exchange raises that came to nothing."""
ALLOW: Final = "if you trust what is there, set TWOSOURCE_ALLOW_PRIVATE_ADDRESSES=true"


def unreachable(address: str, error: Exception) -> Unreachable:
    """The error of ours for one of FAILED; Forbidden where the address is private."""
    beneath = list(_chain(error))
    if private := next((one for one in beneath if isinstance(one, PrivateAddress)), None):
        return Forbidden(address, str(private), ALLOW)
    if untrusted := next((one for one in beneath if isinstance(one, ssl.SSLCertVerificationError)), None):
        why = untrusted.verify_message or "it cannot be checked"
        return Unreachable(address, f"its certificate is not to be trusted: {why}", "open it in a browser")
    return Unreachable(address, *_told(error))


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


def _told(error: Exception) -> tuple[str, str]:
    if isinstance(error, httpx2.InvalidURL | httpx2.UnsupportedProtocol):
        return "not the address of a page", "write it as https://news.example/feed"
    if isinstance(error, httpx2.TimeoutException):
        return str(error) or "no answer in time", "try it again later, or open it in a browser"
    if isinstance(error, httpx2.RemoteProtocolError):
        return f"no answer as the web has it ({_plain(error)})", "open it in a browser"
    return _plain(error), "check the address and the connection"


def _plain(error: Exception) -> str:
    return str(error).rstrip(".") or type(error).__name__

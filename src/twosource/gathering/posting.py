"""One message to an address that somebody named: handed over by POST, and the status that comes back.

Strategy: connections are those of `guard`: names are resolved once and every address is checked where it is connected
to, so that no name that resolves anew leads to a machine behind us. No redirect is followed: it would carry a signed
message to an address that nobody named. Nothing of the answer is read but its head, and of that nothing is kept but
what says when to come again.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from ipaddress import ip_address
from typing import Final
from urllib.parse import urlsplit

import httpcore2
import httpx2

from twosource.errors import BadField
from twosource.gathering.addresses import is_public
from twosource.gathering.guard import GuardedBackend, GuardedTransport, Resolve, resolved
from twosource.gathering.http import USER_AGENT
from twosource.gathering.trouble import ALLOW, FAILED, unreachable

SECONDS: Final = 15.0  # of a whole exchange: what Standard Webhooks gives a receiver at least
LONGEST: Final = 2_000  # characters of an address
KEPT_HEADERS: Final = ("retry-after", "date")
LONGEST_HEADER: Final = 100  # characters: a date has 29


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server said: its status, and those of KEPT_HEADERS that came with it, by their names in small letters."""

    status: int
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Poster:
    """Hands messages over. `allow_private` lets http, and loopback and private addresses through.

    `resolve` and `over` are names and connections, of the world or of a made one.
    """

    allow_private: bool = False
    agent: str = USER_AGENT
    seconds: float = SECONDS
    resolve: Resolve = resolved
    over: httpcore2.NetworkBackend = field(default_factory=httpcore2.SyncBackend)

    def post(self, address: str, body: bytes, headers: Mapping[str, str]) -> Answer:
        """What the server at `address` answers, whatever its status.

        Raises:
            BadField: not an address that may be posted to.
            Unreachable: no answer in time; Forbidden where the address is private.
        """
        checked(address, allow_private=self.allow_private)
        backend = GuardedBackend(self.allow_private, time.monotonic() + self.seconds, self.resolve, self.over)
        try:
            with self._client(backend) as client, client.stream("POST", address, content=body, headers=headers) as got:
                found = {name: got.headers.get(name, "")[:LONGEST_HEADER] for name in KEPT_HEADERS}
                return Answer(got.status_code, {name: value for name, value in found.items() if value})
        except FAILED as error:
            raise unreachable(address, error) from error

    def _client(self, backend: GuardedBackend) -> httpx2.Client:
        return httpx2.Client(
            transport=GuardedTransport(backend),
            headers={"User-Agent": self.agent},
            timeout=self.seconds,
            follow_redirects=False,
            trust_env=False,
        )


def checked(address: str, *, allow_private: bool) -> str:
    """The address, if it is one that may be posted to as far as it tells by itself: names are looked at later.

    Raises:
        BadField: it is not.
    """
    try:
        parts = urlsplit(address)
        host, _ = parts.hostname, parts.port
    except ValueError:
        host = None
    schemes = {"https", "http"} if allow_private else {"https"}
    plain = address.isascii() and address.isprintable() and " " not in address and len(address) <= LONGEST
    if not host or not plain or parts.scheme not in schemes or parts.username is not None or parts.fragment:
        shown = address[:100]
        raise BadField(f"address {shown!r}", "not one to post to", "write https://host/path, without user or #fragment")
    if not allow_private and _is_private(host):
        raise BadField(f"address {address[:100]!r}", "private", ALLOW)
    return address


def _is_private(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")
    return not is_public(host)

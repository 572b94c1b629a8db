"""One page over HTTP, safely.

Strategy: a client made for one exchange. Its network backend resolves a name once, refuses every address that is not
public, connects to the address that it checked, and gives every read and write what is left of one deadline. The body
is streamed under a cap. Redirects are followed by the client, each through the same backend.
"""

from __future__ import annotations

import socket
import ssl
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import httpcore2
import httpx2

from twosource.errors import TooLarge, Unreachable
from twosource.gathering.addresses import is_public
from twosource.model import Page

USER_AGENT = "TwoSource/0.1 (a news reader; run by its user)"


@dataclass(frozen=True, slots=True)
class FetchLimits:
    """Bounds of one exchange, redirects included."""

    seconds: float = 30.0  # a reader's patience: chosen, not measured
    bytes: int = 10_000_000  # the largest page of the article extraction benchmark has 1.5 MB unpacked
    redirects: int = 8  # under the 20 that browsers allow: chosen, not measured


@dataclass(frozen=True, slots=True)
class Fetcher:
    """Fetches pages. `allow_private` lets loopback and private addresses through, for tests and intranets."""

    limits: FetchLimits = field(default_factory=FetchLimits)
    allow_private: bool = False

    def fetch(self, url: str) -> Page:
        """The page at `url`, an http or https address.

        Raises:
            Unreachable: no answer, an answer that is an error, or an address that must not be fetched.
            TooLarge: the body goes over the limit.
        """
        backend = _GuardedBackend(self.allow_private, time.monotonic() + self.limits.seconds)
        try:
            with self._client(backend) as client, client.stream("GET", url) as response:
                if response.status_code >= 400:
                    raise Unreachable(url, f"the server answered {response.status_code}", "open it in a browser")
                return Page(
                    name=url,
                    id=url,
                    content=self._body(url, response),
                    url=str(response.url),
                    content_type=response.headers.get("content-type"),
                    fetched=datetime.now(UTC),
                )
        except httpx2.TooManyRedirects as error:
            raise Unreachable(url, f"more than {self.limits.redirects} redirects", "give the final address") from error
        except (httpx2.HTTPError, httpx2.InvalidURL, httpx2.StreamError) as error:
            raise Unreachable(url, _problem(error), "check the address and the connection") from error

    def _client(self, backend: _GuardedBackend) -> httpx2.Client:
        return httpx2.Client(
            transport=_GuardedTransport(backend),
            headers={
                "User-Agent": USER_AGENT,
                "Accept": "text/html, application/xhtml+xml, application/xml, */*;q=0.5",
            },
            timeout=self.limits.seconds,
            follow_redirects=True,
            max_redirects=self.limits.redirects,
            trust_env=False,
        )

    def _body(self, url: str, response: httpx2.Response) -> bytes:
        """The body as decoded by the client in small chunks, so that a bomb is seen before it is unpacked."""
        body = bytearray()
        for chunk in response.iter_bytes(65_536):
            body += chunk
            if len(body) > self.limits.bytes:
                raise TooLarge(url, f"over {self.limits.bytes:,} bytes", "save it and cut it, or leave it out")
        return bytes(body)


def _problem(error: Exception) -> str:
    return str(error) or type(error).__name__


class _GuardedTransport(httpx2.HTTPTransport):
    def __init__(self, backend: _GuardedBackend) -> None:
        super().__init__(trust_env=False)
        # httpx2 offers no public way to hand its pool a network backend; the pool itself is public in httpcore2.
        self._pool = httpcore2.ConnectionPool(
            ssl_context=ssl.create_default_context(), network_backend=backend, max_keepalive_connections=0
        )


@dataclass(frozen=True, slots=True)
class _GuardedBackend(httpcore2.NetworkBackend):
    """Resolves, checks and connects, all within one deadline (in `time.monotonic` seconds)."""

    allow_private: bool
    deadline: float

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore2.NetworkStream:
        address = self._checked_address(host, port)
        remaining = _remaining(self.deadline, timeout)
        stream = httpcore2.SyncBackend().connect_tcp(address, port, remaining, local_address, socket_options or [])
        return _DeadlineStream(stream, self.deadline)

    def _checked_address(self, host: str, port: int) -> str:
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            raise httpcore2.ConnectError(f"no such host: {host}") from error
        addresses = [str(entry[4][0]) for entry in found]
        if not self.allow_private and not all(map(is_public, addresses)):
            raise httpcore2.ConnectError(f"{host} is a private address; set TWOSOURCE_ALLOW_PRIVATE_ADDRESSES to allow")
        return addresses[0]


class _DeadlineStream(httpcore2.NetworkStream):
    """A stream whose every operation ends by one deadline, however slowly the bytes drip."""

    def __init__(self, stream: httpcore2.NetworkStream, deadline: float) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, _remaining(self._deadline, timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, _remaining(self._deadline, timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore2.NetworkStream:
        inner = self._stream.start_tls(ssl_context, server_hostname, _remaining(self._deadline, timeout))
        return _DeadlineStream(inner, self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


def _remaining(deadline: float, timeout: float | None) -> float:
    remaining = deadline - time.monotonic()
    if remaining <= 0:
        raise httpcore2.ReadTimeout("the whole exchange took too long")
    return remaining if timeout is None else min(timeout, remaining)

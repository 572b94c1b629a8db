"""Connections that are checked where they are made, and end when their time is up.

Strategy: a network backend for httpx2 that resolves a name once, refuses every address that is not public, and connects
to the very addresses that it checked, so that neither a redirect nor a name that resolves anew (rebinding) leads past
it. Every operation on the stream is given what is left of one deadline, however slowly the bytes drip.

What may live here: names, addresses and streams. Nothing that knows of HTTP.
"""

from __future__ import annotations

import re
import socket
import ssl
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from threading import Thread
from typing import Any

import httpcore2
import httpx2

from twosource.gathering.addresses import is_public

_NUMBER = re.compile(r"^\[Errno -?\d+\] ")

Resolve = Callable[[str, int], Sequence[str]]
"""A host and port → the IP addresses that it has at this moment. Raises OSError where it has none."""


def resolved(host: str, port: int) -> Sequence[str]:
    """The addresses of `host` by the system's resolver."""
    return [str(entry[4][0]) for entry in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]


@cache
def _tls() -> ssl.SSLContext:
    """The certificates of the system, read once: a tenth of a second that every exchange would pay twice."""
    return ssl.create_default_context()


class PrivateAddress(httpcore2.ConnectError):
    """A name that leads to where we must not go."""


class GuardedTransport(httpx2.HTTPTransport):
    """HTTP over connections of `backend` alone: no proxy of the environment, and none used twice."""

    def __init__(self, backend: GuardedBackend) -> None:
        super().__init__(verify=_tls(), trust_env=False)
        # httpx2 offers no public way to hand its pool a network backend; the pool itself is public in httpcore2.
        self._pool = httpcore2.ConnectionPool(ssl_context=_tls(), network_backend=backend, max_keepalive_connections=0)


@dataclass(frozen=True, slots=True)
class GuardedBackend(httpcore2.NetworkBackend):
    """Resolves, checks and connects, by one deadline (in `time.monotonic` seconds); `over` makes connections."""

    allow_private: bool
    deadline: float
    resolve: Resolve
    over: httpcore2.NetworkBackend = field(default_factory=httpcore2.SyncBackend)

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore2.NetworkStream:
        refused: Exception | None = None
        for address in self._checked(host, port):
            try:
                remaining = _remaining(self.deadline, timeout)
                stream = self.over.connect_tcp(address, port, remaining, local_address, socket_options or [])
            except httpcore2.ConnectError as error:
                refused = error
            else:
                return _DeadlineStream(stream, self.deadline)
        raise httpcore2.ConnectError(f"{host} does not answer{_why(refused)}") from refused

    def _checked(self, host: str, port: int) -> Sequence[str]:
        """The addresses of `host`, all of them public or allowed: a name with one that is not is not to be trusted."""
        addresses = self._resolved(host, port)
        if not self.allow_private and not all(map(is_public, addresses)):
            raise PrivateAddress(f"{host} is a private address")
        return addresses

    def _resolved(self, host: str, port: int) -> Sequence[str]:
        """The resolver knows no deadline of ours: it is asked in a thread, which is left behind when time is up."""
        found: list[str] = []
        failed: list[Exception] = []

        def ask() -> None:
            try:
                found.extend(self.resolve(host, port))
            except (OSError, UnicodeError) as error:
                failed.append(error)

        asking = Thread(target=ask, daemon=True, name=f"resolving {host}")
        asking.start()
        asking.join(_remaining(self.deadline, None))
        if not found and not failed:
            raise httpcore2.ConnectTimeout(f"no address of {host} in time")
        if failed:
            raise httpcore2.ConnectError(f"no such host: {host}") from failed[0]
        return found


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


def _why(refused: Exception | None) -> str:
    """What the system says of a connection that was refused, without its numbers."""
    said = _NUMBER.sub("", str(refused or ""))
    return f" ({said[:1].lower()}{said[1:]})" if said else ""


def _remaining(deadline: float, timeout: float | None) -> float:
    remaining = deadline - time.monotonic()
    if remaining <= 0:
        raise httpcore2.ReadTimeout("the whole exchange took too long")
    return remaining if timeout is None else min(timeout, remaining)

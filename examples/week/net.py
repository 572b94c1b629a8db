"""A net of its own: the names of the week, and connections that all lead to one server on this machine.

Strategy: names resolve to addresses that look public, so that the guard of gathering is as strict as it is outside;
connecting to one leads to loopback, and to any other is refused and noted. Nothing outside this machine is asked.
"""

# ruff: noqa: ARG002 - the arguments that a backend of httpcore2 and a resolver have

from __future__ import annotations

import socket
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Any, Final

import httpcore2
from examples.week.sites import first_host, hosts, is_down, plan

from twosource.gathering.http import Fetcher, FetchLimits

PUBLIC: Final = "93.184.215.{}"  # what looks public to the guard; none of them is ever asked
PATIENCE: Final = 12.0  # seconds of one exchange: sites on this machine answer in milliseconds, but for who won't


class Net(httpcore2.NetworkBackend):
    """Names and connections for a Fetcher. `strayed` are addresses that were to be connected to, and must not be."""

    def __init__(self, port: int, now: Callable[[], datetime]) -> None:
        self._port = port
        self._now = now
        self._hosts = {PUBLIC.format(at): host for at, host in enumerate(sorted(hosts()), 1)}
        self.strayed: list[str] = []

    def resolve(self, host: str, port: int) -> Sequence[str]:
        """The addresses of a name; raises OSError where it has none."""
        if host == f"intranet.{first_host(plan()['hostile']['outlet'])}":
            return ["10.0.0.7"]
        if found := [address for address, name in self._hosts.items() if name == host]:
            return found
        try:
            return [str(socket.inet_ntoa(socket.inet_aton(host)))]
        except OSError:
            raise OSError(f"{host} is not of this week") from None

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore2.NetworkStream:
        name = self._hosts.get(host)
        if name is None or port != 80:
            self.strayed.append(f"{host}:{port}")
            raise httpcore2.ConnectError("not of this week")
        if is_down(name, self._now()):
            raise httpcore2.ConnectError("connection refused")
        return httpcore2.SyncBackend().connect_tcp("127.0.0.1", self._port, timeout)

    def fetcher(self) -> Fetcher:
        return Fetcher(FetchLimits(seconds=PATIENCE), resolve=self.resolve, over=self, now=self._now)

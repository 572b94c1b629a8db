"""One exchange over HTTP, safely and politely.

Strategy: a client made for one exchange, over connections that `guard` checks and ends. Redirects are followed here hop
by hop, each over such a connection, and told, since a feed that moves is to be remembered. The body is counted as it
comes and again as it is unpacked, and each count has a cap. One host sees one connection of ours at a time, or as many
as who runs this allows.

What may live here: the exchange. What an answer means for a feed is judged in `schedule`.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from mmap import mmap
from threading import Lock, Semaphore
from typing import Final

import httpcore2
import httpx2

from twosource import clock
from twosource.errors import Forbidden, TooLarge, Unreachable
from twosource.gathering.exchange import Exchange, Hop
from twosource.gathering.guard import GuardedBackend, GuardedTransport, Resolve, resolved
from twosource.gathering.trouble import FAILED, unreachable
from twosource.gathering.unpacking import Unpacking
from twosource.model import Page

USER_AGENT: Final = "TwoSource/0.1 (a news reader; run by its user)"
ACCEPT: Final = (
    "application/atom+xml, application/rss+xml, application/feed+json, text/html, application/xhtml+xml,"
    " application/xml;q=0.9, */*;q=0.5"
)
REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
KEPT_HEADERS: Final = frozenset({"etag", "last-modified", "cache-control", "expires", "date", "retry-after", "age"})
Ask = Callable[[str], None]
"""Told an address before it is asked for; raises where that must not be."""


@dataclass(frozen=True, slots=True)
class FetchLimits:
    """Bounds of one exchange, redirects included."""

    seconds: float = 30.0  # a reader's patience: chosen, not measured
    bytes: int = 10_000_000  # as they come; the largest page of the article extraction benchmark has 1.5 MB unpacked
    unpacked: int = 20_000_000  # as many as `reading.decode` lets through
    redirects: int = 8  # under the 20 that browsers allow: chosen, not measured


@dataclass(slots=True)
class _Gates:
    """A gate for each host that is being talked to: so many connections at a time."""

    _lock: Lock = field(default_factory=Lock)
    _gates: dict[str, tuple[Semaphore, int]] = field(default_factory=dict)

    @contextmanager
    def through(self, url: str, deadline: float, at_once: int) -> Iterator[None]:
        """Waits until fewer than `at_once` talk to the host of `url`; forgets the gate when nobody waits.

        Raises:
            Unreachable: the deadline passed before the host was free.
        """
        host = httpx2.URL(url).host
        with self._lock:
            gate, users = self._gates.get(host, (Semaphore(at_once), 0))
            self._gates[host] = gate, users + 1
        try:
            if not gate.acquire(timeout=max(0.0, deadline - time.monotonic())):
                raise Unreachable(url, "its host was busy with another of our requests", "it is tried again later")
            try:
                yield
            finally:
                gate.release()
        finally:
            with self._lock:
                gate, users = self._gates.pop(host)
                if users > 1:
                    self._gates[host] = gate, users - 1


def user_agent(contact: str | None) -> str:
    """Who we say we are, with whom to write to where the user tells."""
    named = "".join(filter(" ".__le__, contact or "")).encode("ascii", "ignore").decode().strip()
    return USER_AGENT.replace("run by its user", f"run by {named}") if named else USER_AGENT


@dataclass(frozen=True, slots=True)
class Fetcher:
    """Fetches pages, over `at_once` connections to one host at most.

    `allow_private` lets loopback and private addresses through, for tests and intranets. `resolve`, `over` and `now`
    are names, connections and the time, of the world or of a made one.
    """

    limits: FetchLimits = field(default_factory=FetchLimits)
    allow_private: bool = False
    agent: str = USER_AGENT
    resolve: Resolve = resolved
    over: httpcore2.NetworkBackend = field(default_factory=httpcore2.SyncBackend)
    now: Callable[[], datetime] = clock.now
    at_once: int = 1
    _gates: _Gates = field(default_factory=_Gates, repr=False, compare=False)

    def fetch(self, url: str, *, ask: Ask | None = None) -> Page:
        """The page at `url`, an http or https address; `ask` as `exchange` has it.

        Raises:
            Unreachable: no answer, an answer that is an error, or an address that must not be fetched.
            TooLarge: the body goes over a limit, as it comes or unpacked.
            Truncated: a body that stops too early.
        """
        return self.fetched(url, ask=ask)[0]

    def fetched(self, url: str, *, ask: Ask | None = None) -> tuple[Page, Exchange]:
        """`fetch`, with the way there."""
        exchange = self.exchange(url, ask=ask)
        if exchange.page is None:
            raise Unreachable(url, f"the server answered {exchange.status}", "open it in a browser")
        return exchange.page, exchange

    def exchange(self, url: str, conditions: Mapping[str, str] | None = None, *, ask: Ask | None = None) -> Exchange:
        """What the server answers to a request for `url`. Every status is an answer. Raises what `fetch` does.

        Args:
            url: an http or https address.
            conditions: headers that let it answer "not modified" (If-None-Match, If-Modified-Since).
            ask: told each address before it is asked for; what it raises ends the exchange.
        """
        deadline = time.monotonic() + self.limits.seconds
        try:
            with self._client(GuardedBackend(self.allow_private, deadline, self.resolve, self.over)) as client:
                first = client.build_request("GET", url, headers=dict(conditions or {}))
                return self._followed(client, url, first, ask=ask, deadline=deadline)
        except FAILED as error:
            raise unreachable(url, error) from error

    def _followed(
        self, client: httpx2.Client, url: str, request: httpx2.Request, *, ask: Ask | None, deadline: float
    ) -> Exchange:
        hops: list[Hop] = []
        while True:
            here = str(request.url)
            if ask:
                ask(here)
            with (
                self._gates.through(here, deadline, self.at_once),
                closing(client.send(request, stream=True)) as response,
            ):
                following = response.next_request if response.status_code in REDIRECTS else None
                if following is None:
                    return self._answer(url, response, tuple(hops))
            request = following
            hops.append(Hop(response.status_code, str(request.url)))
            if len(hops) > self.limits.redirects:
                raise Forbidden(url, f"more than {self.limits.redirects} redirects", "give the final address")

    def _answer(self, url: str, response: httpx2.Response, hops: tuple[Hop, ...]) -> Exchange:
        headers = {name: value for name, value in response.headers.items() if name in KEPT_HEADERS}
        if not 200 <= response.status_code < 300:
            return Exchange(response.status_code, headers, hops)
        page = Page(
            name=url,
            id=url,
            content=self._body(url, response),
            url=str(response.url),
            content_type=response.headers.get("content-type"),
            fetched=self.now(),
        )
        return Exchange(response.status_code, headers, hops, page)

    def _client(self, backend: GuardedBackend) -> httpx2.Client:
        return httpx2.Client(
            transport=GuardedTransport(backend),
            headers={"User-Agent": self.agent, "Accept": ACCEPT, "Accept-Encoding": "gzip, deflate"},
            timeout=self.limits.seconds,
            follow_redirects=False,
            trust_env=False,
        )

    def _body(self, url: str, response: httpx2.Response) -> bytes:
        """The body, unpacked in small pieces, so that a bomb is seen before it goes off.

        It is put together in memory of its own, which goes back to the system whole. In the heap of a thread it would
        stay: glibc keeps twice the largest block that was ever freed at the end of each thread's heap, and every
        thread that met a bomb held 20 MB for ever.
        """
        unpacking = Unpacking(url, response.headers.get("content-encoding", ""), self.limits.unpacked)
        came = 0
        with mmap(-1, self.limits.unpacked) as body:
            for chunk in response.iter_raw():
                came += len(chunk)
                if came > self.limits.bytes:
                    raise TooLarge(url, f"over {self.limits.bytes:,} bytes", "save it and cut it, or leave it out")
                for piece in unpacking.unpacked(chunk):
                    body.write(piece)
            unpacking.finish()
            return body[: body.tell()]

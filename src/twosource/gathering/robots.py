"""What robots.txt lets us fetch, and pages fetched as it allows (RFC 9309).

Strategy: the rules of a site are asked for once and kept for a day, in memory. A site without them allows everything;
one whose rules cannot be had for now allows nothing. They hold for pages that we find by ourselves (items of a feed),
not for a feed or page that the user names. The rules themselves are judged purely, by protego.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import Lock
from typing import Final
from urllib.parse import urlsplit

from protego import Protego

from twosource.errors import Forbidden, InputError, TooLarge, Unreachable
from twosource.gathering.exchange import Exchange
from twosource.gathering.http import Fetcher

AGENT: Final = "TwoSource"  # the name by which robots.txt may speak to us
KEPT: Final = timedelta(days=1)  # as RFC 9309 asks, at most
KEPT_MISSING: Final = timedelta(minutes=10)  # rules that could not be had: then nothing is fetched
MAX_BYTES: Final = 512_000  # of rules that are read; RFC 9309 asks for 500 KiB at least
MAX_SITES: Final = 10_000  # whose rules are kept
LONGEST_DELAY: Final = 60.0  # seconds between two pages that a site may ask for


@dataclass(frozen=True, slots=True)
class Rules:
    """What a site lets us fetch. `parsed` is None where everything, or nothing, is allowed: `otherwise` says which.

    Nothing is where the rules could not be had, for now.
    """

    parsed: Protego | None
    otherwise: bool

    def allow(self, url: str) -> bool:
        return self.otherwise if self.parsed is None else bool(self.parsed.can_fetch(url, AGENT))

    @property
    def delay(self) -> float:
        """Seconds that the site wants between two pages."""
        asked = self.parsed.crawl_delay(AGENT) if self.parsed else None
        return min(max(0.0, float(asked or 0)), LONGEST_DELAY)


def rules(exchange: Exchange) -> Rules:
    """The rules that a site's answer to a request for /robots.txt gives."""
    if exchange.page is not None:
        text = exchange.page.content[:MAX_BYTES].decode("utf-8", "replace")
        return Rules(Protego.parse(text), otherwise=True)
    return Rules(None, otherwise=400 <= exchange.status < 500 and exchange.status != 429)


@dataclass(frozen=True, slots=True)
class PageFetcher:
    """Fetches pages where their site's robots.txt lets us. `now` tells the time, as an aware datetime."""

    fetcher: Fetcher
    now: Callable[[], datetime]
    _known: dict[str, tuple[datetime, Rules]] = field(default_factory=dict, repr=False)
    _lock: Lock = field(default_factory=Lock, repr=False)

    def exchange(self, url: str) -> Exchange:
        """What the server answers to a request for `url`, to which every site on the way consents.

        Raises:
            Forbidden: robots.txt forbids it.
            Unreachable: robots.txt cannot be had for now, or what `Fetcher.exchange` raises.
            InputError: what `Fetcher.exchange` raises.
        """
        return self.fetcher.exchange(url, ask=self._ask)

    def rules_of(self, url: str) -> Rules:
        """The rules of the site of `url`, asked for if they are not known or no longer."""
        parts = urlsplit(url)
        site = f"{parts.scheme}://{parts.netloc}"
        with self._lock:
            until, known = self._known.get(site, (None, None))
        if known is not None and until is not None and self.now() < until:
            return known
        found = self._asked_for(f"{site}/robots.txt")
        with self._lock:
            while len(self._known) >= MAX_SITES:
                del self._known[next(iter(self._known))]
            known_for = KEPT if found.parsed or found.otherwise else KEPT_MISSING
            self._known[site] = self.now() + known_for, found
        return found

    def _ask(self, url: str) -> None:
        found = self.rules_of(url)
        if found.parsed is None and not found.otherwise:
            raise Unreachable(url, "its robots.txt cannot be had", "it is tried again later")
        if not found.allow(url):
            raise Forbidden(url, "its robots.txt asks us not to fetch it", "open it in a browser")

    def _asked_for(self, url: str) -> Rules:
        try:
            return rules(self.fetcher.exchange(url))
        except (TooLarge, Forbidden):  # led in circles; or to where we must not go: the page's own way is refused there
            return Rules(None, otherwise=True)
        except InputError:
            return Rules(None, otherwise=False)

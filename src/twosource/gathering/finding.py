"""An address that a user names, of a site or of a feed → the feed that is to be read.

Strategy: what the address holds is looked at first; if it is a page, the feeds that it tells of are tried in its order,
then the places where feeds often are, and the first that is one is taken. Others that the page tells of are named.
"""

from __future__ import annotations

import math
import time
from dataclasses import dataclass
from itertools import islice
from typing import Final

from twosource.errors import InputError, Malformed
from twosource.gathering.http import Fetcher
from twosource.gathering.visits import FeedRead, PageRunner, read_feed
from twosource.model import Page
from twosource.reading.decode import decode
from twosource.reading.feed import is_feed
from twosource.reading.feedlinks import FeedLink, found_in

MOST_TRIED: Final = 12  # addresses: the places where feeds often are, and a few that a page tells of


@dataclass(frozen=True, slots=True)
class Discovered:
    """The feed at `url`, and other feeds that its site tells of."""

    url: str
    read: FeedRead
    others: tuple[FeedLink, ...] = ()


def discovered(fetcher: Fetcher, run: PageRunner, url: str, *, patience: float = math.inf) -> Discovered:
    """The feed at `url`, or of the site whose page is there; under the address that its server has for good.

    After `patience` seconds no further address is tried.

    Raises:
        InputError: nothing there, or no feed to be found.
    """
    until = time.monotonic() + patience
    page, exchange = fetcher.fetched(url)
    offered = run(_offered, page)
    if offered is None:
        return Discovered(exchange.settled or url, run(read_feed, page))
    for link in islice(offered, MOST_TRIED):
        if time.monotonic() > until:
            raise Malformed(url, f"no feed, and none found within {patience:.0f} seconds", "name the feed itself")
        try:
            page, exchange = fetcher.fetched(link.url)
            read = run(read_feed, page)
        except InputError:
            continue
        return Discovered(
            exchange.settled or link.url, read, tuple(one for one in offered if one.told and one is not link)
        )
    raise Malformed(url, "no feed, and none found on its site", "look for a link that says RSS or Atom, and name that")


def _offered(page: Page) -> tuple[FeedLink, ...] | None:
    """The feeds that a page offers; None where it is a feed itself."""
    text = decode(page)
    return None if is_feed(text) else found_in(text, page.url or page.name)

"""What every handler may ask for: the store, the settings, the outlets, the time.

Strategy: one frozen value, made by whoever starts the server (or by a test) and handed to `app.application`; a handler
gets it by `site_of(request)`. Nothing here is a global, so that two sites may run in one process.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, cast
from urllib.parse import urlsplit

from starlette.requests import Request

from twosource import clock
from twosource.config import Config
from twosource.gathering.finding import Discovered
from twosource.model import Outlet
from twosource.rendering.words import LANGUAGES, Words
from twosource.service.figures import Figures
from twosource.service.follower import Progress
from twosource.store import Database
from twosource.web.larder import Larder
from twosource.web.limiting import Limiter
from twosource.web.passwords import Passwords
from twosource.web.pool import Pool

if TYPE_CHECKING:  # what it stands on is an extra
    from twosource.web.provider import Provider


def _none() -> Mapping[str, Outlet]:
    return {}


@dataclass(frozen=True)
class Site:
    """One site: what its handlers may use.

    config: the settings.
    pool: connections to the store; handlers use `store()`.
    followed: the outlets of the settings and of the feeds that are read.
    now: the time, with its zone.
    loopback: whether only this machine can reach the server, so that one may read without an account.
    figures, progress: what came of gathering and of telling stories, where they run in this process.
    provider: the identity provider by which readers may log in, if the settings name one.
    finder: finds the feed of an address that an admin names; None where the site may ask no other.
    running: the parts that run beside the server, and whether each goes on.
    limiter: how often one may try to log in, and the like.
    larder: what was made of the store lately, kept for who asks next.
    passwords: what makes and checks their hashes.
    languages: those that its pages are told in; the first where a reader asks for none of them.
    """

    config: Config
    pool: Pool
    followed: Callable[[], Mapping[str, Outlet]] = _none
    now: Callable[[], datetime] = clock.now
    loopback: bool = True
    figures: Callable[[], Figures] | None = None
    progress: Callable[[], Progress] | None = None
    provider: Provider | None = None
    finder: Callable[[str], Discovered] | None = None
    running: Callable[[], Mapping[str, bool]] = dict
    limiter: Limiter = field(default_factory=Limiter)
    larder: Larder = field(default_factory=Larder)
    passwords: Passwords = field(default_factory=Passwords)
    languages: Sequence[Words] = LANGUAGES

    def store(self) -> AbstractContextManager[Database]:
        """A connection to the store for this thread, in a `with`; asked for again within it, the same one."""
        return self.pool.lent()

    @property
    def outlets(self) -> Mapping[str, Outlet]:
        return self.followed()

    @property
    def address(self) -> str | None:
        """Where readers reach the site, without a slash at its end, if the settings tell: `https://news.example`."""
        return self.config.base_url.rstrip("/") if self.config.base_url else None

    @property
    def https(self) -> bool:
        return urlsplit(self.address or "").scheme == "https"


def home_of(request: Request) -> str:
    """The address by which apps reach the site: the one of the settings, else the one that was asked for."""
    return site_of(request).address or str(request.base_url).rstrip("/")


def site_of(request: Request) -> Site:
    """The site that a request came to."""
    return cast("Site", request.app.state.site)

"""Who asks: the one reader on this machine, or an account.

Strategy: without accounts, on loopback, whoever asks is the one local reader, who may everything. A request that came
through a proxy is nobody's on this machine: it is refused, since a proxy makes the world look like loopback.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal, cast

from starlette.exceptions import HTTPException
from starlette.requests import Request

from twosource.store.accounts import LOCAL, Role, has_accounts
from twosource.web.site import Site, site_of

FORWARDED: Final = ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "x-real-ip")


@dataclass(frozen=True, slots=True)
class Reader:
    """Who asks.

    account: the number of the account, by which what is theirs is kept; 0 of a stranger.
    name: what they call themselves; empty for the reader on this machine, and for a stranger.
    role: what they may.
    by: how they were known. Only what a browser sends by itself ("loopback", "session", "proxy") needs protection
        against requests that other sites make it send.
    writes: whether they may change anything: false for a token that only reads.
    """

    account: int
    name: str
    role: Role
    by: Literal["nothing", "loopback", "session", "token", "proxy"]
    writes: bool = True


STRANGER: Final = Reader(0, "", Role.STRANGER, "nothing")
AT_HOME: Final = Reader(LOCAL, "", Role.ADMIN, "loopback")


def found(site: Site, request: Request) -> Reader:
    """Who makes this request.

    Raises:
        HTTPException: 403 where it came by a proxy to a site that has no accounts.
    """
    with site.store() as database:
        if has_accounts(database) or not site.loopback:
            return STRANGER
    if any(name in request.headers for name in FORWARDED):
        raise HTTPException(
            403, "This came through a proxy, but nobody has an account: `twosource user add` makes one."
        )
    return AT_HOME


def reader_of(request: Request) -> Reader:
    """Who asks, found once a request: `Route` does so before it calls the handler of what not everybody may."""
    if not hasattr(request.state, "reader"):
        request.state.reader = found(site_of(request), request)
    return cast("Reader", request.state.reader)

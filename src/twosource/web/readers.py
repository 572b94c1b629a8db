"""Who asks: an account, by what they show, or the one reader on this machine.

    a token? ─▶ a proxy that knows them? ─▶ a session? ─▶ nobody has an account, and it is this machine? ─▶ a stranger

Strategy: the first sign that is shown decides, and a wrong token is refused rather than passed over. Without accounts,
on loopback, whoever asks is the one local reader, who may everything; a request that came through a proxy is not, since
a proxy makes the world look like loopback.
"""

from __future__ import annotations

from base64 import b64decode
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Network, ip_address, ip_network
from typing import Final, Literal, cast

from starlette.requests import Request

from twosource.config import Config
from twosource.delivery.addresses import address
from twosource.errors import BadField, ConfigError
from twosource.store import Database
from twosource.store.accounts import (
    LOCAL,
    LONGEST_NAME,
    ROLES,
    Account,
    Role,
    account_named,
    add_account,
    has_accounts,
    proper_name,
    session_account,
    token_account,
)
from twosource.web.forgery import cookie_of
from twosource.web.refusals import Refused
from twosource.web.site import Site, site_of

FORWARDED: Final = ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "x-real-ip")
LONGEST_TOKEN: Final = 200  # characters: ours have 43
Sign = Literal["nothing", "loopback", "session", "token", "proxy"]


@dataclass(frozen=True, slots=True)
class Reader:
    """Who asks.

    account: the number of the account, by which what is theirs is kept; 0 of a stranger.
    name: what they are called; empty for the reader on this machine, and for a stranger.
    role: what they may.
    by: how they were known. What a browser sends by itself ("loopback", "session", "proxy") needs protection against
        requests that other sites make it send.
    writes: whether they may change anything: false for a token that only reads.
    """

    account: int
    name: str
    role: Role
    by: Sign
    writes: bool = True


STRANGER: Final = Reader(0, "", Role.STRANGER, "nothing")
AT_HOME: Final = Reader(LOCAL, "", Role.ADMIN, "loopback")


def reader_of(request: Request) -> Reader:
    """Who asks, found once a request: `Route` does so before it calls the handler of what not everybody may."""
    if not hasattr(request.state, "reader"):
        site = site_of(request)
        with site.store() as database:
            request.state.reader = _found(site, database, request)
    return cast("Reader", request.state.reader)


def mailed_as(request: Request) -> str | None:
    """The key under which briefs are mailed to who asks: their name, if it is an address, else "".

    None for the one reader on this machine: all that is here is theirs.
    """
    reader = reader_of(request)
    if reader == AT_HOME:
        return None
    try:
        return address(reader.name).key
    except BadField:
        return ""


def _found(site: Site, database: Database, request: Request) -> Reader:
    """Who makes this request.

    Raises:
        HTTPException: 401 for a token that is none; 403 where it came by a proxy to a site without accounts, or the
            proxy names somebody who may not come in.
    """
    if token := _token(request):
        return _by_token(site, database, token)
    if name := _told_by_proxy(site.config, request):
        return _as(_by_name(database, site, name), "proxy")
    if (cookie := cookie_of(request)) and (account := session_account(database, cookie, site.now())):
        return _as(account, "session")
    if has_accounts(database) or not site.loopback:
        return STRANGER
    if any(header in request.headers for header in FORWARDED):
        raise Refused(403, "may.proxy")
    return AT_HOME


def _as(account: Account, by: Sign, *, writes: bool = True) -> Reader:
    return Reader(account.number, account.name, account.role, by, writes)


# --- tokens -----------------------------------------------------------------------------------------------------------


def _token(request: Request) -> str:
    """What an app shows: `Bearer …`, or as readers' apps have it, `GoogleLogin auth=…`; empty where there is none.

    Feed readers show it as a password (`Basic …`). Browsers send that by themselves, so it is heeded for reading alone.
    """
    scheme, _, rest = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() == "googlelogin":
        return rest.strip().removeprefix("auth=").strip()
    if scheme.lower() == "basic" and request.method in {"GET", "HEAD"}:
        return _password(rest)
    return rest.strip() if scheme.lower() == "bearer" else ""


def _password(told: str) -> str:
    """The password of `Basic …`, empty where it cannot be read."""
    try:
        return b64decode(told.strip(), validate=True).decode().partition(":")[2]
    except ValueError:
        return ""


def _by_token(site: Site, database: Database, token: str) -> Reader:
    found = token_account(database, token, site.now()) if len(token) <= LONGEST_TOKEN else None
    if found is None:
        headers = {"WWW-Authenticate": 'Bearer error="invalid_token"', "X-Reader-Google-Bad-Token": "true"}
        raise Refused(401, "may.token", headers)
    account, writes = found
    return _as(account, "token", writes=writes)


# --- a proxy that knows its readers -----------------------------------------------------------------------------------


def believes(config: Config, request: Request) -> bool:
    """Whether the request comes from a proxy whose headers the settings tell us to believe."""
    if not config.proxy_peers or request.client is None:
        return False
    try:
        peer = ip_address(request.client.host)
    except ValueError:
        return False
    return any(peer in network for network in networks(config))


def networks(config: Config) -> list[IPv4Network | IPv6Network]:
    """Raises ConfigError for what is no network."""
    try:
        return [ip_network(told.strip()) for told in config.proxy_peers.split(",") if told.strip()]
    except ValueError as error:
        raise ConfigError(f"setting proxy_peers: {error}; write 127.0.0.1, 10.0.0.0/8") from error


def address_of(request: Request) -> str:
    """Where a request comes from, as far as that can be told: what limits on tries go by."""
    peer = request.client.host if request.client else ""
    if believes(site_of(request).config, request):
        told = ",".join(request.headers.getlist("x-forwarded-for"))  # a line of the sender's own may come first
        peer = told.rpartition(",")[2].strip()[:64] or peer
    return _line(peer)


def _line(told: str) -> str:
    """The line that an address belongs to: of IPv6 its first 64 bits, as whoever has one of these has them all."""
    try:
        address = ip_address(told)
    except ValueError:
        return told
    if isinstance(address, IPv4Address):
        return told
    return str(address.ipv4_mapped or IPv6Network((int(address), 64), strict=False))


def _told_by_proxy(config: Config, request: Request) -> str:
    """Whom the proxy names; empty for nobody.

    Raises:
        HTTPException: 400 where the header comes twice: a proxy that adds its own to one of the sender's names both.
    """
    if not config.proxy_header or not believes(config, request):
        return ""
    told = request.headers.getlist(config.proxy_header)
    if len(told) > 1:
        raise Refused(400, "may.proxy.twice", header=config.proxy_header)
    return told[0].strip() if told else ""


def _by_name(database: Database, site: Site, name: str) -> Account:
    try:
        return known(database, site, proper_name(name))
    except BadField as error:
        raise Refused(403, "may.name", name=name[:LONGEST_NAME], most=LONGEST_NAME) from error


def known(database: Database, site: Site, name: str) -> Account:
    """The account of somebody whom others vouch for, made now if the settings say so (`new_accounts`).

    Raises:
        HTTPException: 403 where it is not there.
    """
    if account := account_named(database, name):
        return account
    role = ROLES.get(site.config.new_accounts)
    if role and has_accounts(database):  # the first is an admin, and is made at this machine
        return add_account(database, name, role, None, site.now())
    raise Refused(403, "may.nobody")

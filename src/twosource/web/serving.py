"""The site on a socket, until the process is asked to end.

Strategy: the socket is opened by us, so that a port that is taken is told in our words before anything else begins. The
server speaks HTTP/1.1 alone and trusts no header of a proxy; answers under way are finished when it is asked to end.
Requests are not written down (who reads what is nobody's business); faults are.
"""

from __future__ import annotations

import gc
import logging
import socket
import sys
from collections.abc import Callable, Mapping
from contextlib import closing
from errno import EACCES, EADDRINUSE, EADDRNOTAVAIL
from ipaddress import ip_address
from time import monotonic
from types import FrameType
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

import uvicorn
from starlette.types import ASGIApp

from twosource.config import Config
from twosource.errors import ConfigError, of_system
from twosource.model import Outlet
from twosource.rendering import templating
from twosource.store.accounts import ROLES
from twosource.web.readers import networks

if TYPE_CHECKING:  # what it stands on is an extra
    from twosource.web.provider import Provider

# --- limits: chosen, not measured -------------------------------------------------------------------------------------

AT_ONCE: Final = 500  # connections; those beyond are told to come again
HEAD: Final = 32_000  # bytes of a request's head that are read at all: `shield` refuses those over 16,000 in words
LAST_ANSWERS: Final = 4  # seconds for answers under way when we are asked to end
FRESH: Final = 60.0  # seconds for which the outlets of followed feeds are remembered
TURN: Final = 0.001  # seconds that a thread computes while others wait: Python's 5 ms add up, a dozen turns an answer
YOUNG: Final = 50_000  # objects made before Python looks for garbage among them: a dossier has some 10,000


def is_loopback(host: str) -> bool:
    """Whether only this machine reaches what listens at `host`."""
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host == "localhost"


def named_host(config: Config) -> str | None:
    """The host of `base_url`.

    Raises:
        ConfigError: it is no address of a site.
    """
    if not config.base_url:
        return None
    try:
        parts = urlsplit(config.base_url)
        sound = parts.scheme in {"http", "https"} and parts.hostname and parts.path in {"", "/"} and not parts.query
    except ValueError:
        sound = False
    if not sound:
        raise ConfigError(f"setting base_url: {config.base_url!r} is no site; write https://news.example")
    return parts.hostname


def provider_of(config: Config) -> Provider | None:
    """The identity provider of the settings, which are looked at as far as they say who may.

    Raises:
        ConfigError: one of these settings is wrong, or what checks signatures is not installed.
    """
    networks(config)
    if config.new_accounts and config.new_accounts not in ROLES:
        raise ConfigError(f"setting new_accounts: {config.new_accounts!r} is no role; write {', '.join(ROLES)}")
    if not config.oidc_issuer:
        return None
    try:
        from twosource.web.provider import Provider  # noqa: PLC0415 - an extra
    except ImportError as error:
        raise ConfigError(f"nothing checks signatures here ({error}); run: pip install 'twosource[oidc]'") from error
    return Provider(config.oidc_issuer, config.oidc_client, config.oidc_secret)


def listening(host: str, port: int) -> socket.socket:
    """A socket that listens there; port 0 takes one that is free.

    Raises:
        ConfigError: it cannot.
    """
    try:
        family, _, _, _, address = socket.getaddrinfo(host.strip("[]"), port, type=socket.SOCK_STREAM)[0]
        return socket.create_server(address[:2], family=family, backlog=AT_ONCE)
    except OSError as error:
        raise ConfigError(_cannot_listen(host, port, error)) from error


def _cannot_listen(host: str, port: int, error: OSError) -> str:
    if isinstance(error, socket.gaierror):
        return f"{host} is no address of this machine; name another with --host"
    if error.errno == EADDRINUSE:
        return f"port {port} of {host} is taken by another program, or by another `serve`; name another with --port"
    if error.errno == EADDRNOTAVAIL:
        return f"{host} is no address of this machine; name another with --host"
    if error.errno == EACCES:
        return f"port {port} is for the system's own programs; name one above 1023 with --port"
    return f"cannot listen at {host} port {port}: {of_system(error)}; name another --host or --port"


def address_of(listener: socket.socket) -> str:
    """What to open in a browser."""
    host, port = listener.getsockname()[:2]
    return f"http://{f'[{host}]' if ':' in host else host}:{port}"


def serve(app: ASGIApp, listener: socket.socket, ending: Callable[[], None]) -> None:
    """Answer until SIGTERM or SIGINT; `ending` is called as soon as one comes."""
    _write_down_faults()
    _settle()
    config = uvicorn.Config(
        app,
        http="h11",
        ws="none",
        loop="asyncio",
        lifespan="off",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        limit_concurrency=AT_ONCE,
        timeout_graceful_shutdown=LAST_ANSWERS,
        h11_max_incomplete_event_size=HEAD,
    )
    with closing(listener):
        _Server(config, ending).run(sockets=[listener])


class _Server(uvicorn.Server):
    """One that ends well when it is asked to, rather than by the signal once more."""

    def __init__(self, config: uvicorn.Config, ending: Callable[[], None]) -> None:
        super().__init__(config)
        self._ending = ending

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:  # noqa: ARG002 - as uvicorn has it
        self.force_exit = self.should_exit  # asked twice: without waiting for those who read slowly
        self.should_exit = True
        self._ending()


def _settle() -> None:
    """What is loaded stays, and is not looked through for garbage; threads take short turns; no page waits to be made
    for its templates.
    """
    templating.load()
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG, *gc.get_threshold()[1:])
    sys.setswitchinterval(TURN)


def _write_down_faults() -> None:
    log = logging.getLogger("uvicorn.error")
    log.handlers = [logging.StreamHandler(sys.stderr)]
    log.setLevel(logging.WARNING)
    log.propagate = False


def remembered(found: Callable[[], Mapping[str, Outlet]]) -> Callable[[], Mapping[str, Outlet]]:
    """`found`, asked for once a minute at most."""
    held: tuple[float, Mapping[str, Outlet]] | None = None

    def again() -> Mapping[str, Outlet]:
        nonlocal held
        if held is None or monotonic() - held[0] > FRESH:
            held = (monotonic(), found())
        return held[1]

    return again

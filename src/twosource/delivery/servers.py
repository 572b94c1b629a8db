"""The mail server that a setting names, and how it is to be used.

Encryption is a must but for a server on this machine, unless the setting says otherwise in so many words.

What may live here: what can be told of a server without asking it. Speaking with it is for `smtp`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from ipaddress import ip_address
from typing import Final, Literal
from urllib.parse import parse_qsl, unquote, urlsplit

from twosource.errors import ConfigError

Tls = Literal["implicit", "starttls", "none"]
SCHEMES: Final[Mapping[str, tuple[Tls, int]]] = {"smtps": ("implicit", 465), "smtp": ("starttls", 587)}
OPTIONS: Final = frozenset({"tls", "connections", "per_second", "ca"})


@dataclass(frozen=True, slots=True)
class Server:
    """A mail server, and how it is to be used.

    connections: at once. per_second: messages, over all connections, 0 for no limit. ca: a file of certificates that
    are trusted in place of the system's.
    """

    host: str
    port: int
    tls: Tls
    user: str = ""
    password: str = field(default="", repr=False)
    connections: int = 4
    per_second: float = 0.0
    ca: str | None = None

    @property
    def name(self) -> str:
        """As it is told, without what lets us in."""
        return f"{self.host}:{self.port}"


def server(url: str) -> Server:
    """The server that a setting names: `smtps://user:password@host:465?connections=4&per_second=10`.

    Raises:
        ConfigError: it names none.
    """
    try:
        parts = urlsplit(url)
        port, host = parts.port, parts.hostname
        options = dict(parse_qsl(parts.query, keep_blank_values=True, strict_parsing=bool(parts.query)))
        if parts.scheme not in SCHEMES or not host or parts.path not in {"", "/"} or options.keys() - OPTIONS:
            raise ValueError("not as it should be")  # noqa: TRY301 - the one answer to all that is wrong
        tls, usual = SCHEMES[parts.scheme]
        if tls == "starttls" and is_here(host):
            tls, usual = "none", port or 25
        return Server(
            host,
            port or usual,
            _tls(options.get("tls"), tls),
            unquote(parts.username or ""),
            unquote(parts.password or ""),
            int(_between(int(options.get("connections", 4)), 1, 64)),
            _between(float(options.get("per_second", 0)), 0, 1e6),
            options.get("ca"),
        )
    except ValueError as error:
        raise ConfigError(
            "setting smtp_url: not as smtps://user:password@host:465?connections=4&per_second=10&tls=starttls&ca=FILE;"
            " letters that an address cannot hold stand as %40 and the like"
        ) from error


def _between(value: float, low: float, high: float) -> float:
    if not low <= value <= high:
        raise ValueError(value)
    return value


def _tls(asked: str | None, usual: Tls) -> Tls:
    match asked:
        case None:
            return usual
        case "implicit" | "starttls" | "none":
            return asked
    raise ValueError(asked)


def is_here(host: str) -> bool:
    """Whether a host is this machine, by its name or number; nobody is asked."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"

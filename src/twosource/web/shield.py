"""What stands before the site: limits on what is sent to it, the names it answers to, and what browsers are told.

Strategy: a layer of ASGI around the whole application, so that pages, static files, refusals and faults all pass it.
It looks at the head of a request alone; bodies are limited where they are read.

A page of another site can make a browser take a name of its own for this machine (DNS rebinding), and then read what is
here. So a site answers to names that are its own, and to bare numbers, which no name server can turn.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from ipaddress import ip_address
from typing import Final
from urllib.parse import urlsplit

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from twosource.config import Config
from twosource.rendering.words import LANGUAGES, Words, chosen
from twosource.web import faults
from twosource.web.answers import policy

# --- limits: chosen; browsers send 1 to 3 kB of headers, and addresses of ours have under 300 characters --------------

QUERY: Final = 4_000
"""Bytes of what stands behind `?`."""
PATH: Final = 2_000
"""Bytes of a path: names of reports may be addresses of pages."""
HEADERS: Final = 100
HEADER_BYTES: Final = 16_000

SAID: Final = {
    "Content-Security-Policy": policy(),
    "Referrer-Policy": "same-origin",  # with none at all, a browser would not say that a form comes from us
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
ONE_YEAR: Final = "max-age=31536000"
_HOST: Final = re.compile(r"(?:\[(?P<number>[0-9A-Fa-f:.]+)\]|(?P<name>[^\s\[\]:/@?#]+))(?::[0-9]{0,5})?")


class Shield:
    """The application, behind its limits."""

    def __init__(self, app: ASGIApp, config: Config, languages: Sequence[Words] = LANGUAGES) -> None:
        self._app = app
        self._languages = languages
        self._names = own_names(config)
        https = urlsplit(config.base_url or "").scheme == "https"
        self._said = {**SAID, **({"Strict-Transport-Security": ONE_YEAR} if https else {})}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return await self._app(scope, receive, send)

        async def saying(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in self._said.items():
                    headers.setdefault(name, value)
            await send(message)

        if status := self._wrong(scope):
            request = Request(scope)
            words = chosen(request.headers.get("accept-language", ""), self._languages)
            return await faults.told(request, status, words=words)(scope, receive, saying)
        return await self._app(scope, receive, saying)

    def _wrong(self, scope: Scope) -> int:
        """The status that refuses the request; 0 for none."""
        headers: list[tuple[bytes, bytes]] = scope["headers"]
        if len(headers) > HEADERS or sum(len(name) + len(value) for name, value in headers) > HEADER_BYTES:
            return 431
        query: bytes = scope["query_string"]
        if len(query) > QUERY or len(scope["path"].encode("utf8", "replace")) > PATH:
            return 414
        if "\0" in scope["path"] or b"%00" in query or b"\0" in query:
            return 400
        hosts = [value.decode("latin-1") for name, value in headers if name == b"host"]
        return 0 if len(hosts) == 1 and is_own(hosts[0], self._names) else 421


def own_names(config: Config) -> frozenset[str]:
    """The names that the settings give the site, and those that every machine calls itself."""
    told = [name.strip().lower() for name in config.allowed_hosts.split(",")]
    return frozenset({"localhost", urlsplit(config.base_url or "").hostname or "localhost", *filter(None, told)})


def is_own(host: str, names: frozenset[str]) -> bool:
    """Whether a `Host` header names this site: by one of its names, or by a number."""
    written = _HOST.fullmatch(host)
    name = (written["number"] or written["name"]).lower() if written else ""
    try:
        return name in names or bool(ip_address(name))
    except ValueError:
        return False

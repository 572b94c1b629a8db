"""Whether a request that changes something was meant by who sent it, or by another site that they looked at.

Strategy: two signs are asked for. The browser's own word where a request comes from (`Origin`, else `Referer`) must
name this site. And a token, in the form (`csrf`) or in a header (`X-CSRF-Token`), must be the one that this browser was
given: a keyed digest of its cookie, which other sites can neither read nor guess. No state is kept for it.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from typing import Final
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import Response

from twosource.web.refusals import Refused
from twosource.web.site import Site, site_of

FIELD: Final = "csrf"
HEADER: Final = "x-csrf-token"
LONGEST_COOKIE: Final = 100  # characters: ours have 43


def cookie_name(site: Site) -> str:
    """By https a name that only this very host can set, without a part of its own for it."""
    return "__Host-twosource" if site.https else "twosource"


def cookie_of(request: Request) -> str:
    """What this browser was given and shows again: a session's secret, or but a mark for its forms; empty for none."""
    sent = request.cookies.get(cookie_name(site_of(request)), "")
    return sent if len(sent) <= LONGEST_COOKIE and sent.isascii() else ""


def visit_of(request: Request) -> str:
    """What this browser is known by, a new one where it has none yet; `keep` sends it along with the answer."""
    if not hasattr(request.state, "visit"):
        sent = cookie_of(request)
        request.state.new_visit = not sent
        request.state.visit = sent or secrets.token_urlsafe(32)
    found: str = request.state.visit
    return found


def csrf_of(request: Request) -> str:
    """What forms of the answer to this request carry in a hidden field `csrf`."""
    return hmac.digest(visit_of(request).encode(), b"twosource form", hashlib.sha256).hex()


def keep(request: Request, response: Response) -> None:
    """Give the browser what it is known by from now on, where that is new."""
    if getattr(request.state, "new_visit", False):
        set_cookie(site_of(request), response, request.state.visit)


def set_cookie(site: Site, response: Response, value: str, *, seconds: int | None = None) -> None:
    response.set_cookie(
        cookie_name(site), value, max_age=seconds, path="/", secure=site.https, httponly=True, samesite="lax"
    )


def meant(site: Site, request: Request) -> None:
    """Nothing, if the request was sent from a page of ours.

    Raises:
        HTTPException: 403 where it was not.
    """
    told = request.headers.get("origin") or request.headers.get("referer") or ""
    if _origin(told) not in {_origin(str(request.base_url)), _origin(site.address or "")} - {None}:
        raise Refused(403, "form.origin")
    form = getattr(request.state, "form", {})  # the API takes none
    given = request.headers.get(HEADER) or form.get(FIELD, "")
    if not isinstance(given, str) or not hmac.compare_digest(given.encode(), csrf_of(request).encode()):
        raise Refused(403, "form.old")


def _origin(address: str) -> tuple[str, str] | None:
    """Scheme, and host with port, of an address; None of what is none ("null")."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    return (parts.scheme, parts.netloc.lower()) if parts.netloc else None

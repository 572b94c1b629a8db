"""Logging in by an identity provider.

Strategy: nothing is kept between the way there and the way back. What must be known then (where to go on, and since
when) travels in `state`, sealed with a secret of the site for this very browser; the nonce and PKCE's verifier are made
from the seal. Whom a provider vouches for is known by its own name for them ever after. When they first come, they are
the account that was made for them without a password, by the claim that the settings choose; or a new one, where the
settings say so.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import secrets
from math import ceil
from typing import TYPE_CHECKING, Final

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from twosource.errors import BadField
from twosource.store import Database
from twosource.store.accounts import (
    LONGEST_NAME,
    Account,
    Role,
    account_named,
    identified,
    identify,
    is_identified,
    proper_name,
    secret,
)
from twosource.web.forgery import visit_of
from twosource.web.login import BY_ADDRESS, let_in, onward_of
from twosource.web.readers import address_of, known
from twosource.web.refusals import Refused, missing
from twosource.web.routes import Route
from twosource.web.site import Site, home_of, site_of

if TYPE_CHECKING:  # what it stands on is an extra
    from twosource.web.provider import Provider, Vouched

BACK: Final = "/login/provider/back"
LONGEST_LOGIN: Final = 900  # seconds from the way there to the way back: chosen, not measured
LONGEST: Final = 3_000  # characters of a state or a code


def routes() -> list[Route]:
    return [Route("/login/provider", there, may=Role.STRANGER), Route(BACK, back, may=Role.STRANGER)]


def there(request: Request) -> Response:
    """To the provider."""
    site, provider = site_of(request), _provider(request)
    onward = onward_of(request.query_params.get("next", ""))
    told = json.dumps([secrets.token_urlsafe(16), int(site.now().timestamp()), onward])
    state = base64.urlsafe_b64encode(told.encode()).decode()
    seal, nonce, verifier = (_made(request, of, state) for of in ("seal", "nonce", "verifier"))
    way = provider.way(back=_back(request), state=f"{state}.{seal}", nonce=nonce, verifier=verifier)
    return RedirectResponse(way, 303)


def back(request: Request) -> Response:
    """From the provider, with a code or without."""
    site, provider = site_of(request), _provider(request)
    if wait := site.limiter.spend(f"login from {address_of(request)}", BY_ADDRESS):
        raise Refused(429, "fault.429.why", {"Retry-After": str(ceil(wait))})
    asked = {name: request.query_params.get(name, "")[:LONGEST] for name in ("state", "code", "iss")}
    state, _, seal = asked["state"].partition(".")
    own, nonce, verifier = (_made(request, of, state) for of in ("seal", "nonce", "verifier"))
    if not hmac.compare_digest(seal.encode("utf8", "replace"), own.encode()):
        raise Refused(403, "oidc.browser")
    _, began, onward = json.loads(base64.urlsafe_b64decode(state))  # sealed: it is ours
    if site.now().timestamp() - began > LONGEST_LOGIN:
        raise Refused(403, "oidc.late")
    if not asked["code"] or asked["iss"] not in {"", provider.issuer}:
        raise Refused(403, "oidc.refused")
    vouched = provider.vouched(asked["code"], back=_back(request), nonce=nonce, verifier=verifier)
    with site.store() as database:
        account = identified(database, vouched.issuer, vouched.subject) or _first_time(site, database, vouched)
    return let_in(request, account, onward)


def _first_time(site: Site, database: Database, vouched: Vouched) -> Account:
    """The account of somebody who comes by the provider for the first time.

    Raises:
        HTTPException: 403 where they have none, and none is made.
    """
    called = _name(vouched, site.config.oidc_name)
    try:
        name = proper_name(called)
    except BadField as error:
        raise Refused(403, "oidc.name", name=called[:LONGEST_NAME], most=LONGEST_NAME) from error
    held = account_named(database, name)
    if held and held.password:  # whoever may choose what a provider calls them could else choose to be anybody
        raise Refused(403, "oidc.password")
    if held and is_identified(database, vouched.issuer, held):  # a name that was given to somebody else since
        raise Refused(403, "oidc.other")
    account = held or known(database, site, name)
    identify(database, vouched.issuer, vouched.subject, account)
    return account


def _name(vouched: Vouched, claim: str) -> str:
    """What the provider calls them: an address only if it has seen that it is theirs."""
    found = vouched.claims.get(claim)
    if not isinstance(found, str) or (claim == "email" and vouched.claims.get("email_verified") is not True):
        raise Refused(403, "oidc.claim", claim=claim)
    return found


def _provider(request: Request) -> Provider:
    provider = site_of(request).provider
    if provider is None:
        raise missing("oidc.none")
    return provider


def _back(request: Request) -> str:
    return home_of(request) + BACK


def _made(request: Request, of: str, state: str) -> str:
    """What only this site can make of a state, and only for this browser."""
    with site_of(request).store() as database:
        key = secret(database, "oidc", lambda: secrets.token_urlsafe(32))
    told = f"{of} {visit_of(request)} {state}"
    return hmac.digest(key.encode(), told.encode("utf8", "replace"), hashlib.sha256).hex()

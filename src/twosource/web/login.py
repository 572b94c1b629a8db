"""Logging in and out.

Strategy: one answer for a wrong name and a wrong password, after the same time. Tries are counted by where they come
from and by whom they name, so that neither many names from one place nor one name from many places can be tried for
long. A browser gets a new secret whenever somebody logs in or out by it.
"""

from __future__ import annotations

import secrets
from math import ceil
from typing import Final
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response

from twosource.errors import BadField
from twosource.rendering.doorstep import doorstep
from twosource.store import Database
from twosource.store.accounts import (
    LONGEST_SESSION,
    Account,
    Role,
    account_named,
    begin_session,
    end_session,
    has_accounts,
    proper_name,
    rehash,
)
from twosource.web.answers import elsewhere, page
from twosource.web.forgery import cookie_of, csrf_of, set_cookie
from twosource.web.limiting import Budget
from twosource.web.passwords import LONGEST
from twosource.web.readers import STRANGER, address_of, reader_of
from twosource.web.refusals import Refused
from twosource.web.routes import Route, text_of
from twosource.web.site import site_of
from twosource.web.wording import words_of

# --- limits: chosen, not measured -------------------------------------------------------------------------------------

BY_ADDRESS: Final = Budget(tries=20, seconds=600)
"""A family or an office behind one address forgets its passwords; a list of a million needs a year."""
BY_NAME: Final = Budget(tries=10, seconds=600)
"""Who is attacked may have to wait for minutes; who is logged in already never does."""
LONGEST_NEXT: Final = 2_000


def routes() -> list[Route]:
    return [
        Route("/login", login, may=Role.STRANGER),
        Route("/login", log_in, may=Role.STRANGER, methods=("POST",)),
        Route("/logout", log_out, may=Role.READER, methods=("POST",)),
    ]


def login(request: Request) -> Response:
    onward = onward_of(request.query_params.get("next", ""))
    if reader_of(request) is not STRANGER:
        return elsewhere(onward)
    return _form(request, onward)


def log_in(request: Request) -> Response:
    onward = onward_of(text_of(request, "next", most=LONGEST_NEXT))
    account = recognised(request, text_of(request, "name", most=200), text_of(request, "password", most=LONGEST))
    if account is None:
        return _form(request, onward, wrong=words_of(request)("login.wrong"), status=403)
    return let_in(request, account, onward)


def recognised(request: Request, name: str, password: str) -> Account | None:
    """The account that name and password are of, None where they are of none; for pages and apps alike.

    Raises:
        HTTPException: 429 where that was tried too often.
    """
    site = site_of(request)
    for key, budget in ((f"login from {address_of(request)}", BY_ADDRESS), (f"login as {_written(name)}", BY_NAME)):
        if wait := site.limiter.spend(key, budget):
            raise Refused(429, "fault.429.why", {"Retry-After": str(ceil(wait))})
    with site.store() as database:
        account = _named(database, name)
    kept = account.password if account else None
    if not site.passwords.fits(kept, password) or account is None or kept is None:
        return None
    if site.passwords.is_old(kept):
        with site.store() as database:
            rehash(database, account, site.passwords.hashed(password))
    return account


def let_in(request: Request, account: Account, onward: str) -> Response:
    """Begin a session for this browser, and send it on."""
    site, cookie = site_of(request), secrets.token_urlsafe(32)
    with site.store() as database:
        end_session(database, cookie_of(request))
        begin_session(database, cookie, account, site.now())
    answer = elsewhere(onward)
    set_cookie(site, answer, cookie, seconds=int(LONGEST_SESSION.total_seconds()))
    return answer


def log_out(request: Request) -> Response:
    site = site_of(request)
    with site.store() as database:
        end_session(database, cookie_of(request))
    answer = elsewhere("/login")
    set_cookie(site, answer, "", seconds=0)
    answer.headers["Clear-Site-Data"] = '"cache", "storage"'  # what was kept to be read offline is not the next one's
    return answer


def _written(name: str) -> str:
    """One form of all in which a name can be written, so that its tries are counted together."""
    try:
        return proper_name(name)
    except BadField:
        return ""  # nobody's


def _named(database: Database, name: str) -> Account | None:
    try:
        return account_named(database, proper_name(name))
    except BadField:
        return None


def _form(request: Request, onward: str, *, wrong: str = "", status: int = 200) -> Response:
    site = site_of(request)
    with site.store() as database:
        anybody = has_accounts(database)
    provider = site.provider
    made = doorstep(
        "login.html.jinja",
        words_of(request),
        provider=provider.name if provider else "",
        way=f"/login/provider?{urlencode({'next': onward})}",
        title=words_of(request)("login"),
        csrf=csrf_of(request),
        onward=onward,
        wrong=wrong,
        anybody=anybody,
    )
    return page(request, made, status=status)


def onward_of(asked: str) -> str:
    """Where to go once logged in: a page of this site, whatever was asked for."""
    own = asked.startswith("/") and not asked.startswith(("//", "/\\", "/login")) and asked.isprintable()
    return asked if own and "\\" not in asked and len(asked) <= LONGEST_NEXT else "/"

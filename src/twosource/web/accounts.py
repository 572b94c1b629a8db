"""One's own account: password, where one is logged in, and the tokens by which apps are let in.

Strategy: a token is shown once, in the answer to the form that asked for it; what is kept is its digest. Whoever
changes a password says the old one, and is logged out everywhere else.
"""

from __future__ import annotations

import secrets
from typing import Final

from starlette.requests import Request
from starlette.responses import Response

from twosource.errors import BadField, StoreRefused
from twosource.rendering.doorstep import doorstep
from twosource.store.accounts import (
    Account,
    Role,
    account_numbered,
    add_token,
    end_sessions,
    remove_token,
    set_password,
    tokens,
)
from twosource.web.answers import elsewhere, page
from twosource.web.forgery import csrf_of
from twosource.web.login import let_in, recognised
from twosource.web.passwords import LONGEST, SHORTEST
from twosource.web.readers import reader_of
from twosource.web.refusals import Refused
from twosource.web.routes import Route, text_of
from twosource.web.site import home_of, site_of
from twosource.web.wording import words_of

LONGEST_TOKEN_NAME: Final = 100
MOST_TOKENS: Final = 50  # of one account: chosen, not measured


def routes() -> list[Route]:
    return [
        Route("/account", account, may=Role.READER),
        Route("/account/password", change_password, may=Role.READER, methods=("POST",)),
        Route("/account/sessions", end_all, may=Role.READER, methods=("POST",)),
        Route("/account/tokens", make_token, may=Role.READER, methods=("POST",)),
        Route("/account/tokens/remove", take_back, may=Role.READER, methods=("POST",)),
    ]


def account(request: Request) -> Response:
    return _sheet(request)


def change_password(request: Request) -> Response:
    mine, old = _mine(request), text_of(request, "old", most=LONGEST)
    if not mine.name or recognised(request, mine.name, old) is None:
        return _sheet(request, wrong=words_of(request)("password.wrong"), status=403)
    new = text_of(request, "new", most=10 * LONGEST)
    try:
        kept = site_of(request).passwords.hashed(new)
    except BadField:
        words = words_of(request)
        wrong = words.many("password.length", len(new), least=SHORTEST, most=words.number(LONGEST))
        return _sheet(request, wrong=wrong, status=400)
    with site_of(request).store() as database:
        set_password(database, mine, kept)
    return let_in(request, mine, "/account")


def end_all(request: Request) -> Response:
    with site_of(request).store() as database:
        end_sessions(database, _mine(request))
    return elsewhere("/login")


def make_token(request: Request) -> Response:
    site, mine, secret = site_of(request), _mine(request), secrets.token_urlsafe(32)
    name = text_of(request, "name", most=LONGEST_TOKEN_NAME).strip()
    if not name:
        return _sheet(request, wrong=words_of(request)("tokens.nameless"), status=400)
    writes = text_of(request, "scope") == "write"
    try:
        with site.store() as database:
            if len(tokens(database, mine)) >= MOST_TOKENS:
                return _sheet(request, wrong=words_of(request).many("tokens.many", MOST_TOKENS), status=400)
            add_token(database, secret, mine, name, writes=writes, now=site.now())
    except StoreRefused:
        return _sheet(request, wrong=words_of(request)("tokens.taken"), status=409)
    answer = _sheet(request, fresh=secret)
    answer.headers["Cache-Control"] = "no-store"
    return answer


def take_back(request: Request) -> Response:
    with site_of(request).store() as database:
        remove_token(database, _mine(request), text_of(request, "name"))
    return elsewhere("/account")


def _mine(request: Request) -> Account:
    if reader_of(request).by == "token":
        raise Refused(403, "may.app")
    with site_of(request).store() as database:
        found = account_numbered(database, reader_of(request).account)
    if found is None:
        raise Refused(401, "may.gone")
    return found


def _sheet(request: Request, *, wrong: str = "", fresh: str = "", status: int = 200) -> Response:
    mine = _mine(request)
    with site_of(request).store() as database:
        held = tokens(database, mine)
    made = doorstep(
        "account.html.jinja",
        words_of(request),
        title=words_of(request)("account"),
        shortest=SHORTEST,
        csrf=csrf_of(request),
        account=mine,
        by=reader_of(request).by,
        tokens=held,
        wrong=wrong,
        fresh=fresh,
        home=home_of(request),
    )
    return page(request, made, status=status)

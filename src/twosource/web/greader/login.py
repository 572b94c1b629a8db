"""How apps come in: `ClientLogin`, and the token of each edit.

Strategy: an app logs in with a name and a password once, and shows what it is given from then on. That is a token like
any other, by the name of the app, which its owner sees and can take back; it is derived from the site's secret, so that
an app that logs in every time is given the same one, and from the password, so that a new password ends it. Who would
rather not give an app their password gives it a token that they made, in its place.

The token of an edit (`T`) shows that a request was meant by the app that makes it. An app that shows who it is by a
header has shown that already, since no page of another site can send such a header: an empty `T` and `x`, which apps
send, will do then, and its `T` holds as long as what it shows, for there are apps that ask for one as they are started
and never again (NetNewsWire). In a browser it holds for half an hour. A `T` that is wrong or old is refused with the
header that makes apps ask for a new one.

Some apps are made of a browser (Fluent Reader), so that what they send names an origin. A login by name and password is
nothing that a page of another site could make somebody's browser do for it: what lets in is in the request, no cookie
counts, and the answer, which no header of ours hands to other origins, stays unread. Where this machine alone lets in,
a page of the web is refused, since it has nothing to show; an app's page is none of the web.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from typing import Final

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from twosource.store import Database
from twosource.store.accounts import (
    APP,
    LOCAL,
    Account,
    account_numbered,
    add_token,
    remove_token,
    secret,
    token_account,
)
from twosource.store.accounts import tokens as tokens_of
from twosource.web.forgery import csrf_of
from twosource.web.login import recognised
from twosource.web.readers import AT_HOME, Reader, reader_of
from twosource.web.refusals import Refused
from twosource.web.site import site_of

HALF_AN_HOUR: Final = 1800  # seconds: as long as Google's held
LENGTH: Final = 57  # characters of Google's, which some apps look for
LONGEST: Final = 200  # characters of a name, a password or a token
BAD_TOKEN: Final = {"X-Reader-Google-Bad-Token": "true"}
BROWSERS: Final = frozenset(
    {"Mozilla", "AppleWebKit", "Gecko", "Chrome", "Chromium", "Electron", "Safari", "Mobile", "Version", "Firefox"}
)
"""What browsers call themselves, each of them most of these."""
_PRODUCT: Final = re.compile(r"(?:^|(?<=\s))([A-Za-z][\w.-]*)/")
_APP: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9 ._-]{0,39}")


def client_login(request: Request, name: str, password: str, *, as_json: bool) -> Response:
    """`/accounts/ClientLogin`.

    Raises:
        HTTPException: 403 where a page of another site made a browser ask for what needs no password; 429 where it
            was tried too often.
    """
    given = _given(request, name[:LONGEST], password[:LONGEST])
    if given is None:
        return PlainTextResponse("Error=BadAuthentication\n", 401, {"Cache-Control": "no-store"})
    told = {"SID": given, "LSID": given, "Auth": given}
    if as_json:
        return JSONResponse(told, headers={"Cache-Control": "no-store"})
    lines = "".join(f"{key}={value}\n" for key, value in told.items())
    return PlainTextResponse(lines, headers={"Cache-Control": "no-store"})


def _given(request: Request, name: str, password: str) -> str | None:
    """What an app shows from now on, None where name and password let nobody in."""
    site = site_of(request)
    with site.store() as database:
        if "authorization" not in request.headers and reader_of(request) is AT_HOME:
            if _from_the_web(request):
                raise Refused(403, "may.app_alone")
            local = account_numbered(database, LOCAL)
            return _token(database, request, local) if local else None
        known = token_account(database, password, site.now())
        if known and known[0].name == name.strip():
            return password
    account = recognised(request, name, password)
    if account is None:
        return None
    with site.store() as database:
        return _token(database, request, account)


def _app(agent: str) -> str:
    """What an app calls itself. One that is made of a browser names what every browser does first."""
    own = agent
    if agent.startswith("Mozilla/"):
        names = _PRODUCT.findall(agent)
        own = next((name for name in names if name not in BROWSERS), "a browser")
    found = _APP.match(own.partition("/")[0].strip())
    return found[0].strip() if found else "unknown"


def _from_the_web(request: Request) -> bool:
    """Whether a page that is not ours made a browser ask.

    Apps made of a browser name origins that no page of the web has (`file://`, `tauri://localhost`); `null` is what
    such a page is called that hides where it comes from.
    """
    origin = request.headers.get("origin", "")
    of_the_web = origin == "null" or origin.partition(":")[0].lower() in {"http", "https"}
    return of_the_web and request.headers.get("sec-fetch-site", "cross-site") != "same-origin"


def _token(database: Database, request: Request, account: Account) -> str:
    called = f"{APP}{_app(request.headers.get('user-agent', ''))}"
    key = secret(database, "apps", lambda: secrets.token_hex(32))
    token = _keyed(key, f"{account.number}\0{account.password}\0{called}")
    now = site_of(request).now()
    known = token_account(database, token, now)
    if known is None or known[0].number != account.number:
        if any(one.name == called for one in tokens_of(database, account)):
            remove_token(database, account, called)
        add_token(database, token, account, called, writes=True, now=now)
    return token


def _keyed(key: str, told: str) -> str:
    return hmac.digest(key.encode(), told.encode(), hashlib.sha256).hex()


# --- edits ------------------------------------------------------------------------------------------------------------


def edit_token(request: Request, *, ago: int = 0) -> str:
    """The token of edits that holds now, or so many half hours ago."""
    reader = reader_of(request)
    if reader.by == "token":
        return _keyed(request.headers.get("authorization", ""), f"edit {reader.account}")[:LENGTH]
    when = int(site_of(request).now().timestamp()) // HALF_AN_HOUR - ago
    return _keyed(csrf_of(request), f"edit {reader.account} {when}")[:LENGTH]


def meant(request: Request, told: str) -> None:
    """Nothing, if an edit with this `T` was meant by who sent it.

    Raises:
        HTTPException: 401 where that is not shown.
    """
    reader: Reader = reader_of(request)
    if reader.by == "token" and told in {"", "x"}:
        return
    good = (edit_token(request), edit_token(request, ago=1))
    if not any(hmac.compare_digest(told.encode(), one.encode()) for one in good):
        raise HTTPException(401, "This token is too old. Ask for another at /reader/api/0/token.", BAD_TOKEN)

"""What is answered when something is missing or wrong: our words, never a trace.

Strategy: each status has a title and a sentence among the words (`fault.404`); what was wrong in this case comes with
the error. It is told as it was asked: a page to a browser, in the reader's language; JSON to the API and a line of text
to other apps, in English.
"""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Mapping
from http import HTTPStatus
from typing import Any, Final
from urllib.parse import urlsplit, urlunsplit

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from twosource.errors import InputError, QueryError, StoreAway, StoreBusy, StoreError, StoreFull, StoreRefused
from twosource.rendering import doorstep
from twosource.rendering.words import ENGLISH, Words
from twosource.web.answers import HTML
from twosource.web.refusals import Refused
from twosource.web.wording import words_of

STORE: Final[Mapping[type[StoreError], str]] = {
    StoreBusy: "store.busy",
    StoreFull: "store.full",
    StoreAway: "store.away",
}
"""What is said of a store that does not do what it is asked, by key."""
STATUSES: Final = (400, 401, 403, 404, 405, 409, 413, 414, 421, 422, 429, 431, 500, 501, 503)
"""Those that have words of their own: `fault.404` is a title, `fault.404.why` a sentence."""
PHRASES: Final = {status.value: status.phrase for status in HTTPStatus}  # Starlette's words where nobody says more
Handler = Callable[[Request, Exception], Coroutine[Any, Any, Response]]


def missing(told: str) -> HTTPException:
    """To be raised by what programs ask where something is not there: a sentence, in English as all that they are told.

    What readers ask raises `refusals.missing`.
    """
    return HTTPException(404, told)


def told(
    request: Request, status: int, said: str = "", headers: Mapping[str, str] | None = None, words: Words = ENGLISH
) -> Response:
    """That something is wrong, as who asked reads it; `said` in place of what is usual for the status."""
    title = f"fault.{status if status in STATUSES else 500 if status >= 500 else 400}"
    said = said or words(f"{title}.why")
    kept = {**(headers or {}), "Cache-Control": "no-store"}
    speech = _speech(request)
    if speech == "json":
        return JSONResponse({"error": {"status": status, "title": words(title), "detail": said}}, status, kept)
    if speech == "text":
        return PlainTextResponse(f"{said}\n", status, kept)
    html = doorstep.fault(words, words(title), said, back=_back(request))
    return Response(html.encode("utf8", "replace"), status, {**kept, "Content-Type": HTML})


def _back(request: Request) -> str:
    """The address of the page of ours whose form was sent, so that nobody has to find it again; empty for none."""
    if request.method != "POST":
        return ""
    try:
        came = urlsplit(request.headers.get("referer", ""))
    except ValueError:
        return ""
    if came.netloc != request.headers.get("host") or not came.path.startswith("/") or came.path.startswith("//"):
        return ""
    return urlunsplit(("", "", came.path, came.query, ""))


def _words(request: Request) -> Words:
    """Those of who asks for a page; programs are told in English."""
    return words_of(request) if _speech(request) == "page" else ENGLISH


def _speech(request: Request) -> str:
    if route := request.scope.get("twosource.route"):
        return str(route.speaks)
    path = request.scope["path"]
    if path.startswith("/api/"):
        return "json"
    return "text" if path.startswith(("/reader/", "/accounts/")) else "page"


async def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # noqa: S101 - Starlette calls each handler with the errors of its kind
    if error.status_code in {204, 304}:
        return Response(status_code=error.status_code, headers=error.headers)
    words = _words(request)
    if isinstance(error, Refused):
        return told(request, error.status_code, error.told(words), error.headers, words)
    said = error.detail if error.detail != PHRASES.get(error.status_code) else ""
    return told(request, error.status_code, said, error.headers, words)


async def _store_out(request: Request, error: Exception) -> Response:
    assert isinstance(error, StoreError)  # noqa: S101
    words = _words(request)
    return told(request, 503, words(STORE[type(error)]), {"Retry-After": "10"}, words)


async def _not_understood(request: Request, error: Exception) -> Response:
    words = _words(request)
    within = "query." if isinstance(error, QueryError) else "refused."
    return told(request, 400, words.again(f"{error}.", within), words=words)


async def _not_kept(request: Request, error: Exception) -> Response:
    words = _words(request)
    return told(request, 400, words("store.refused"), words=words)


async def _broken(request: Request, error: Exception) -> Response:
    return told(request, 500, words=_words(request))


HANDLERS: Final[Mapping[Any, Handler]] = {
    HTTPException: _refused,
    QueryError: _not_understood,
    InputError: _not_understood,
    **dict.fromkeys(STORE, _store_out),
    StoreRefused: _not_kept,
    UnicodeEncodeError: _not_kept,  # a lone surrogate, which an address may hold as `~ED~A0~80`
    Exception: _broken,  # Starlette answers, and hands it on to the server, which writes it down
}

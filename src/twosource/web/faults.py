"""What is answered when something is missing or wrong: our words, never a trace.

Strategy: one table from what can go wrong to a status and a title; what was wrong in this case comes with the error.
It is told in the language that was asked in: a page to a browser, JSON to the API, a line of text to other apps.
"""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Mapping
from http import HTTPStatus
from typing import Any, Final

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from twosource.errors import InputError, QueryError, StoreAway, StoreBusy, StoreError, StoreFull, StoreRefused
from twosource.rendering import doorstep
from twosource.web.answers import HTML

TITLES: Final[Mapping[int, tuple[str, str]]] = {
    400: ("That cannot be understood", "The request is not one that this site can read."),
    401: ("Log in first", "This page is for those who have an account here."),
    403: ("Not for you", "This account may not do that."),
    404: ("Not here", "There is no such page. What it showed may have been let go of, or the address may be mistyped."),
    405: ("Not that way", "This address does not take that kind of request."),
    409: ("Something changed meanwhile", "What you saw is not what is there now. Look at it again."),
    413: ("Too large", "More was sent than this address takes."),
    414: ("The address is too long", "Shorten the search, or send fewer words."),
    421: ("Another name", "This site is not known by the name under which you asked for it."),
    422: ("That cannot be understood", "A value is not one that this address takes."),
    429: ("Too often", "That was tried too often. Wait a little, then try again."),
    431: ("Too many headers", "Your browser sends more along than this site takes: delete its cookies for this site."),
    500: ("A fault of ours", "Something broke here, and it was written down. The rest of the site goes on."),
    501: ("Not here", "What does that is not installed."),
    503: ("Not just now", "The store does not answer. Try again in a moment."),
}
STORE: Final[Mapping[type[StoreError], str]] = {
    StoreBusy: "The store is busy: another process writes into it. Try again in a moment.",
    StoreFull: "The store has no room left. Whoever runs this site must make room.",
    StoreAway: "The store does not answer. Whoever runs this site should look whether it is there.",
}
PHRASES: Final = {status.value: status.phrase for status in HTTPStatus}  # Starlette's words where nobody says more
Handler = Callable[[Request, Exception], Coroutine[Any, Any, Response]]


def missing(told: str) -> HTTPException:
    """To be raised where what an address names is not there; `told` in a sentence: "No story “x” is in the store."."""
    return HTTPException(404, told)


def told(request: Request, status: int, detail: str = "", headers: Mapping[str, str] | None = None) -> Response:
    """That something is wrong, as who asked reads it."""
    title, usual = TITLES.get(status, TITLES[500] if status >= 500 else TITLES[400])
    said = detail if detail and detail != PHRASES.get(status) else usual
    kept = {**(headers or {}), "Cache-Control": "no-store"}
    speech = _speech(request)
    if speech == "json":
        return JSONResponse({"error": {"status": status, "title": title, "detail": said}}, status, kept)
    if speech == "text":
        return PlainTextResponse(f"{said}\n", status, kept)
    return Response(doorstep.fault(title, said).encode("utf8", "replace"), status, {**kept, "Content-Type": HTML})


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
    return told(request, error.status_code, error.detail, error.headers)


async def _store_out(request: Request, error: Exception) -> Response:
    assert isinstance(error, StoreError)  # noqa: S101
    return told(request, 503, STORE[type(error)], {"Retry-After": "10"})


async def _not_understood(request: Request, error: Exception) -> Response:
    return told(request, 400, f"{error}.")


async def _not_kept(request: Request, error: Exception) -> Response:
    return told(request, 400, "The store cannot hold that. Look whether it holds characters that are none.")


async def _broken(request: Request, error: Exception) -> Response:
    return told(request, 500)


HANDLERS: Final[Mapping[Any, Handler]] = {
    HTTPException: _refused,
    QueryError: _not_understood,
    InputError: _not_understood,
    **dict.fromkeys(STORE, _store_out),
    StoreRefused: _not_kept,
    UnicodeEncodeError: _not_kept,  # a lone surrogate, which an address may hold as `~ED~A0~80`
    Exception: _broken,  # Starlette answers, and hands it on to the server, which writes it down
}

"""Pages of ours alone: the keys of the keyboard, and what is kept on this device."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from twosource.rendering.pages import lists
from twosource.store.accounts import Role
from twosource.web.framing import answered
from twosource.web.routes import Route
from twosource.web.wording import words_of


def routes() -> list[Route]:
    return [
        Route("/keys", keys, may=Role.STRANGER),
        Route("/saved", saved, may=Role.STRANGER),
    ]


def keys(request: Request) -> Response:
    return answered(request, lists.keys_page(words_of(request)))


def saved(request: Request) -> Response:
    offline = "offline" in request.query_params
    return answered(request, lists.saved_page(words_of(request), offline=offline), "saved")

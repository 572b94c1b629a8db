"""For those who watch over the site: whether it runs, whether it can answer, and its figures.

Strategy: `/health` asks nothing of anybody: a process that answers it lives. `/ready` asks the store: a balancer sends
readers elsewhere until it answers, and starts nothing anew for it.
"""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from twosource import __version__
from twosource.errors import StoreError
from twosource.store.accounts import Role
from twosource.store.schema import applied
from twosource.web.answers import data
from twosource.web.api.routes import description
from twosource.web.metrics import KIND, Metrics
from twosource.web.routes import Route
from twosource.web.site import site_of

UNKEPT = {"Cache-Control": "no-store"}


def routes() -> list[Route]:
    return [
        Route("/health", health, may=Role.STRANGER, speaks="json"),
        Route("/ready", ready, may=Role.STRANGER, speaks="json"),
        Route("/openapi.json", openapi, may=Role.STRANGER, speaks="json"),
        Route("/metrics", metrics, may=Role.ADMIN, speaks="text"),
    ]


def health(_: Request) -> Response:
    return JSONResponse({"status": "alive", "version": __version__}, headers=UNKEPT)


def ready(request: Request) -> Response:
    try:
        with site_of(request).store() as database:
            schema = applied(database)
    except StoreError as error:
        told = {"status": "not ready", "store": type(error).__name__}  # no path or address: anybody may ask
        return JSONResponse(told, 503, {**UNKEPT, "Retry-After": "10"})
    return JSONResponse({"status": "ready", "schema": schema}, headers=UNKEPT)


def openapi(request: Request) -> Response:
    """What the API takes and answers, made from its routes."""
    return data(request, description(request.app.state.api))


def metrics(request: Request) -> Response:
    found: Metrics = request.app.state.metrics
    return Response(found.text(), headers={**UNKEPT, "Content-Type": KIND})

"""The site as one ASGI application.

    request ─▶ figures ─▶ limits and names ─▶ gzip ─▶ routes: who may? ─▶ handler ─▶ what rendering made

Strategy: a module of the web tells its routes by `routes()`, and is named here; each route says who may
(`routes.Route`), or the application is not made. What is handed in (`Site`) is all that handlers know of the world.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Final

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.routing import Mount
from starlette.types import ASGIApp

from twosource.store.backlog import Backlog, backlog
from twosource.web import (
    accounts,
    admin,
    device,
    editing,
    faults,
    feeds,
    following,
    health,
    login,
    notes,
    oidc,
    pages,
    static,
    subscribing,
    webhooks,
)
from twosource.web.api.routes import PREFIX, api
from twosource.web.greader import routes as greader
from twosource.web.metrics import Metered, Metrics
from twosource.web.routes import Route, joined
from twosource.web.shield import Shield
from twosource.web.site import Site

PARTS: Final[Sequence[Callable[[], list[Route]]]] = (
    static.routes,
    health.routes,
    login.routes,
    oidc.routes,
    accounts.routes,
    admin.routes,
    following.routes,
    webhooks.routes,
    greader.routes,
    feeds.routes,
    device.routes,
    notes.routes,
    editing.routes,
    subscribing.routes,
    pages.routes,  # behind those: a key may look like the path of one
)
"""The routes of each module of the web. The first that fits a path answers."""
GZIP: Final = Middleware(GZipMiddleware, minimum_size=1_000, compresslevel=5)
"""Level 5 packs a page of 100 kB in 2 ms, 3% larger than level 9 makes it in 4."""


def declared() -> list[Route]:
    """All routes of the site."""
    return [route for part in PARTS for route in part()]


def _waiting(site: Site) -> Backlog:
    with site.store() as database:
        return backlog(database)


def application(site: Site) -> ASGIApp:
    """The site, to be run by any ASGI server.

    Raises:
        TypeError: a route that does not say who may.
    """
    found, told = joined(declared()), api(site)
    app = Starlette(routes=[*found, Mount(PREFIX, told)], middleware=[GZIP], exception_handlers=dict(faults.HANDLERS))
    app.state.site = site
    app.state.api = told
    app.state.metrics = Metrics(site.figures, site.progress, site.running, partial(_waiting, site))
    return Metered(Shield(app, site.config, site.languages), app.state.metrics)

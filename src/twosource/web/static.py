"""Style sheets, scripts and icons: under names that change with what they hold, so that browsers keep them for ever."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from twosource.rendering.assets import PLACE, Asset, assets
from twosource.store.accounts import Role
from twosource.web.answers import whole
from twosource.web.refusals import missing
from twosource.web.routes import Route


def routes() -> list[Route]:
    return [
        Route(f"{PLACE}{{name}}", static, may=Role.STRANGER),
        Route("/favicon.ico", favicon, may=Role.STRANGER),
        Route("/robots.txt", robots, may=Role.STRANGER),
    ]


def static(request: Request) -> Response:
    asset = _by_address().get(request.url.path)
    if asset is None:
        raise missing("none.file")
    answer = whole(request, asset.content, asset.kind)
    answer.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    return answer


def favicon(request: Request) -> Response:
    return whole(request, assets()["icon.svg"].content, assets()["icon.svg"].kind)


def robots(_: Request) -> Response:
    return PlainTextResponse("User-agent: *\nDisallow: /\n")


def _by_address() -> dict[str, Asset]:
    return {asset.address: asset for asset in assets().values()}

"""What a reader's device asks for: what the site is to be installed as, the script that works without a connection, and
where it tells what was read.

Strategy: the manifest names icons by the addresses that change with them; the service worker must stand at the root of
what it serves. A mark is put on the entry of a story, which is what apps sync, so that a story read here is read there.
"""

from __future__ import annotations

import json
from typing import Final

from starlette.requests import Request
from starlette.responses import Response

from twosource.rendering import addresses
from twosource.rendering.assets import asset_address, assets
from twosource.store import entries
from twosource.store.accounts import Role
from twosource.store.marks import READ, STARRED, put
from twosource.web.answers import whole
from twosource.web.readers import reader_of
from twosource.web.refusals import Refused
from twosource.web.routes import Route, text_of
from twosource.web.site import site_of
from twosource.web.wording import words_of

ICONS: Final = (
    ("icon.svg", "any", "any"),
    ("icon-192.png", "192x192", "any"),
    ("icon-512.png", "512x512", "any"),
    ("icon-mask-512.png", "512x512", "maskable"),
)
PAPER: Final = "#fcfbf8"  # as base.css has it


def routes() -> list[Route]:
    return [
        Route("/manifest.webmanifest", manifest, may=Role.STRANGER),
        Route("/sw.js", worker, may=Role.STRANGER),
        Route("/stories/{id}/marks", mark, may=Role.READER, methods=("POST",), speaks="json"),
    ]


def manifest(request: Request) -> Response:
    icons = [
        {"src": asset_address(name), "sizes": sizes, "type": assets()[name].kind, "purpose": purpose}
        for name, sizes, purpose in ICONS
    ]
    words = words_of(request)
    told = {
        "name": words("site"),
        "description": words("site.what"),
        "lang": words.language,
        "dir": words.direction,
        "start_url": addresses.FRONT,
        "scope": "/",
        "display": "standalone",
        "background_color": PAPER,
        "theme_color": PAPER,
        "icons": icons,
    }
    return whole(request, json.dumps(told).encode(), "application/manifest+json")


def worker(request: Request) -> Response:
    return whole(request, assets()["sw.js"].content, assets()["sw.js"].kind)


def mark(request: Request) -> Response:
    """Mark a story as read or starred, or no longer; a story that no app was told of has nothing to be marked."""
    which, story = text_of(request, "mark", most=20), addresses.plain(request.path_params["id"])
    if which not in {READ, STARRED}:
        raise Refused(400, "ask.mark")
    with site_of(request).store() as database, database.write():
        number = entries.of_story(database, story)
        if number is not None:
            put(database, reader_of(request).account, which, [number], on=bool(text_of(request, "on", most=5)))
    return Response(status_code=204)

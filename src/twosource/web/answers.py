"""What handlers answer with: pages and data that a browser keeps and asks about again.

Strategy: an answer carries a digest of itself (ETag), and who has it already is told so (304) in place of it. What
belongs to one reader is for that reader's browser alone (`private`), and is asked about each time (`no-cache`).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

HTML: Final = "text/html; charset=utf-8"
JSON: Final = "application/json"
OPML: Final = "text/x-opml; charset=utf-8"


def page(request: Request, html: str, *, status: int = 200, media: bool = False) -> Response:
    """A page of ours; `media`: one that plays sound and pictures from outlets."""
    answer = whole(request, html.encode("utf8", "replace"), HTML, status=status)
    if media:
        answer.headers["Content-Security-Policy"] = policy(media="https:")
    return answer


def data(request: Request, value: Mapping[str, Any], *, kind: str = JSON, status: int = 200) -> Response:
    """JSON, the same for the same value."""
    return whole(request, json.dumps(value, ensure_ascii=False).encode("utf8", "replace"), kind, status=status)


def whole(request: Request, content: bytes, kind: str, *, status: int = 200, name: str | None = None) -> Response:
    """Bytes of a kind, or that the browser has them; `name`: to be saved under that name."""
    headers = {"ETag": f'W/"{hashlib.sha256(content).hexdigest()[:24]}"', "Cache-Control": "private, no-cache"}
    if name:
        headers["Content-Disposition"] = f'attachment; filename="{name}"'
    if status == 200 and request.method in {"GET", "HEAD"} and _has(request, headers["ETag"]):
        return Response(status_code=304, headers=headers)
    return Response(content, status, {**headers, "Content-Type": kind})


def _has(request: Request, etag: str) -> bool:
    held = request.headers.get("if-none-match", "")
    return held.strip() == "*" or etag in {one.strip() for one in held.split(",")}


def elsewhere(address: str) -> Response:
    """To another page of ours, after a form was taken (303)."""
    return RedirectResponse(address, 303)


def policy(*, media: str = "'none'") -> str:
    """What pages of the site may load and run: what the site itself has, and nothing that stands in a page."""
    told = {
        "default-src": "'none'",
        "style-src": "'self'",
        "script-src": "'self'",
        "img-src": "'self' data:",
        "media-src": media,
        "connect-src": "'self'",
        "manifest-src": "'self'",
        "worker-src": "'self'",
        "form-action": "'self'",
        "base-uri": "'none'",
        "frame-ancestors": "'none'",
    }
    return "; ".join(f"{name} {value}" for name, value in told.items())

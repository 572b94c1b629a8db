"""In which words who asks is answered."""

from __future__ import annotations

from starlette.requests import Request

from twosource.rendering.words import Words, chosen
from twosource.web.site import site_of


def words_of(request: Request) -> Words:
    """The language of who asks: what their browser wants most, of those that the site has."""
    return chosen(request.headers.get("accept-language", ""), site_of(request).languages)

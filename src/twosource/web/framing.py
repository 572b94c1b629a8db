"""A page of the reader's, in the frame of who asks: their language, what they have read, what else can be done here.

Strategy: what a page says is the same for everybody and is kept (`pages.making`); the frame is made anew each time.
"""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response

from twosource.rendering.feeds import addresses as feed_addresses
from twosource.rendering.pages.frame import Content, Frame, framed
from twosource.store.glances import read_of
from twosource.web.answers import page
from twosource.web.forgery import csrf_of
from twosource.web.readers import STRANGER, reader_of
from twosource.web.site import site_of
from twosource.web.wording import words_of


def answered(
    request: Request,
    told: Content,
    here: str = "",
    *,
    query: str = "",
    feed: str = "",
    stories: Sequence[str] = (),
    tools: Sequence[tuple[str, str]] = (),
    notice: str = "",
    media: bool = False,
) -> Response:
    """A page of the reader, in the frame of who asks.

    Args:
        request: who asks.
        told: what the page says.
        here: which of the navigation is open.
        query: what the search field holds.
        feed: the path that the list has as a feed, if it is one.
        stories: those that stand in the page.
        tools: what else can be done with what it shows.
        notice: what is to be known of it at the moment.
        media: whether it plays sound and film.
    """
    site, reader = site_of(request), reader_of(request)
    with site.store() as database:
        read = read_of(database, reader.account, stories) if stories else []
    frame = Frame(
        words_of(request),
        here=here,
        query=query,
        now=site.now(),
        accounts=not site.loopback or reader is STRANGER,
        account=reader.name or None,
        token=csrf_of(request),
        feeds=feed_addresses(feed, urlencode({"q": query}) if query else "") if feed else {},
        tools=tuple(tools),
        read=tuple(read),
        notice=notice,
    )
    return page(request, framed(told, frame), media=media)

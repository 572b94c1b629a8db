"""Briefs: the list of those that a reader may see, and each as it was composed."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from starlette.requests import Request
from starlette.responses import Response

from twosource.rendering import addresses
from twosource.rendering.pages import lists
from twosource.rendering.pages.briefs import brief_of
from twosource.store.accounts import Role
from twosource.store.material import brief, briefs
from twosource.web.framing import answered
from twosource.web.pages.making import kept
from twosource.web.readers import mailed_as
from twosource.web.routes import Route
from twosource.web.site import site_of
from twosource.web.wording import missing, words_of

BRIEFS: Final = 200  # of the page that lists them: each reader of briefs by mail adds one a day; chosen


def routes() -> list[Route]:
    return [
        Route("/briefs", all_briefs, may=Role.READER),
        Route("/briefs/{id}", one_brief, may=Role.READER),
    ]


def all_briefs(request: Request) -> Response:
    words = words_of(request)
    with site_of(request).store() as database:
        kept_briefs = briefs(database, BRIEFS, mailed_as(request))
    entries = [lists.BriefEntry(one, datetime.fromisoformat(composed)) for one, composed in kept_briefs]
    return answered(request, lists.briefs_page(entries, words), "briefs")


def one_brief(request: Request) -> Response:
    site, words, brief_id = site_of(request), words_of(request), addresses.plain(request.path_params["id"])
    with site.store() as database:
        body = brief(database, brief_id, mailed_as(request))
    if body is None:
        raise missing("brief.none.why")
    told = kept(
        site, ("brief", words.language, brief_id), lambda _: lists.brief_page(brief_of(body), site.outlets, words)
    )
    return answered(request, told, "briefs")

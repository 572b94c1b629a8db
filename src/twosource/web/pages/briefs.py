"""Briefs: the list of those that a reader may see, and each as it was composed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from typing import Final

from starlette.requests import Request
from starlette.responses import Response

from twosource.rendering import addresses
from twosource.rendering.pages import lists
from twosource.rendering.pages.briefs import HEAD, Glance, brief_of, glance_of, glance_of_head
from twosource.rendering.pages.frame import Content
from twosource.rendering.words import Words
from twosource.store import Database
from twosource.store.accounts import Role
from twosource.store.material import brief, brief_head, briefs
from twosource.web.framing import answered
from twosource.web.pages.making import kept
from twosource.web.readers import mailed_as
from twosource.web.refusals import missing
from twosource.web.routes import Route
from twosource.web.site import Site, site_of
from twosource.web.wording import words_of

GLANCE: Final = 500  # bytes of one in memory
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
    site = site_of(request)
    told = kept(site, ("briefs", words.language, tuple(kept_briefs)), partial(_listed, site, words, kept_briefs))
    return answered(request, told, "briefs")


def _listed(site: Site, words: Words, kept_briefs: Sequence[tuple[str, str]], database: Database) -> Content:
    found = ((one, datetime.fromisoformat(composed), _glance(site, database, one)) for one, composed in kept_briefs)
    shown = [lists.brief_entry(one, composed, glance, words) for one, composed, glance in found if glance]
    return lists.briefs_page(shown, words)


def _glance(site: Site, database: Database, brief_id: str) -> Glance | None:
    """What the list shows of a brief, which never changes: read once, of how its body begins where that tells all."""

    def make() -> Glance | None:
        head = brief_head(database, brief_id, HEAD)
        if head and (glance := glance_of_head(head)):
            return glance
        body = brief(database, brief_id)
        return glance_of(body) if body else None

    return site.larder.pages.get(("glance", brief_id), make, lambda _: GLANCE)


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

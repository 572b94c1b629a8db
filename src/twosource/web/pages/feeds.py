"""The feeds that are read, and how each does."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from twosource.gathering.feedstate import WELL
from twosource.gathering.visits import server_of
from twosource.rendering.pages import lists
from twosource.service.subscriptions import Followed, followed
from twosource.store.accounts import Role
from twosource.store.gathered import Tally, tallies
from twosource.web.framing import answered
from twosource.web.readers import reader_of
from twosource.web.routes import Route
from twosource.web.site import site_of
from twosource.web.wording import words_of


def routes() -> list[Route]:
    return [Route("/feeds", feeds, may=Role.READER)]


def feeds(request: Request) -> Response:
    site, words = site_of(request), words_of(request)
    with site.store() as database:
        counts = tallies(database)
        told = [_feed(one, counts.get(url, Tally())) for url, one in followed(database).items()]
    return answered(request, lists.feeds_page(told, words), "feeds", tools=to_add_feeds(request))


def to_add_feeds(request: Request) -> list[tuple[str, str]]:
    """The way to where feeds are added, for who may."""
    may = reader_of(request).role >= Role.ADMIN
    return [("/admin/feeds", words_of(request)("follow"))] if may else []


def _feed(one: Followed, tally: Tally) -> lists.FeedEntry:
    state = one.state
    return lists.FeedEntry(
        one.url,
        one.outlet or server_of(one.url),
        state.health.value,
        state.health in WELL,
        state.reason,
        one.outlet if tally.kept else None,  # only an outlet that has reports has a page
        state.since,
        state.due,
        tally.kept,
        tally.waiting,
        tally.failed,
        tally.reasons[:5],
    )

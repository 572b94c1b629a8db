"""The front page: the most important of late, then all stories, the last first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from starlette.requests import Request
from starlette.responses import Response

from twosource.rendering import labels
from twosource.rendering.pages.cards import Card, Lead, lead_of
from twosource.rendering.pages.frame import Content
from twosource.rendering.pages.front import Front, front_page
from twosource.rendering.words import Words
from twosource.store import Database
from twosource.store.accounts import Role
from twosource.store.dossiers import Shelved, shelved
from twosource.store.glances import ungrouped, unready
from twosource.web.framing import answered
from twosource.web.pages.feeds import to_add_feeds
from twosource.web.pages.making import card_of, dossier_of, kept, state
from twosource.web.pages.paging import LATEST, after_of, number_of, page_of
from twosource.web.routes import Route
from twosource.web.site import Site, site_of
from twosource.web.wording import words_of

TOP: Final = 7  # stories by importance: one large, six smaller; chosen
RECENT: Final = (timedelta(hours=36), timedelta(days=7))
"""Before the last report of all: in which the most important is sought, and in which where that has not enough."""
FEWEST: Final = 3  # of a page that is no waste of paper: with fewer what mattered at any time is shown, with its day
LINE: Final = 500  # bytes of a line under a headline in memory


def routes() -> list[Route]:
    return [Route("/", front, may=Role.READER)]


def front(request: Request) -> Response:
    site, words, after = site_of(request), words_of(request), after_of(request)
    number = number_of(request)
    with site.store() as database:
        latest, older = page_of(shelved(database, limit=LATEST + 1, after=after), LATEST)
        nothing = not latest and not after
        waiting = unready(database) if nothing else 0
        apart = ungrouped(database) if nothing and not waiting else 0
    old = bool(latest and latest[0].last and site.now() - latest[0].last > RECENT[-1])

    def make(database: Database) -> Content:
        shown = _front(site, words, database, latest, older, number=number, old=old)
        return front_page(replace(shown, waiting=waiting, ungrouped=apart), words)

    made = kept(site, ("front", words.language, number, waiting, old, apart, state(latest)), make)
    tools = to_add_feeds(request) if nothing and not waiting and not apart else []
    return answered(request, made, "front", feed="/front", stories=[one.story for one in latest], tools=tools)


def _front(
    site: Site,
    words: Words,
    database: Database,
    latest: Sequence[Shelved],
    older: str | None,
    *,
    number: int,
    old: bool,
) -> Front:
    """The page. `old`: all of its news is of long ago, so that each story stands with its day."""
    top: tuple[Card, ...] = ()
    if number == 1 and latest and latest[0].last:
        since = site.now() if old else latest[0].last - RECENT[-1]
        top = tuple(
            _dated(_with_lead(site, words, database, one), since, words) for one in _weighty(database, latest[0].last)
        )
    return Front(top, tuple(card_of(site, one) for one in latest), older, number)


def _weighty(database: Database, last: datetime) -> list[Shelved]:
    found: list[Shelved] = []
    for recent in RECENT:
        if len(found) < TOP:
            found = shelved(database, since=last - recent, by="weight", limit=TOP)
    if len(found) < FEWEST:
        known = {one.story for one in found}
        found += [one for one in shelved(database, by="weight", limit=TOP) if one.story not in known]
    return found[:TOP]


def _dated(card: Card, since: datetime, words: Words) -> Card:
    return replace(card, day=labels.day(card.last, words)) if card.last and card.last < since else card


def _with_lead(site: Site, words: Words, database: Database, shown: Shelved) -> Card:
    def make() -> Lead | None:
        made = dossier_of(site, database, shown)
        return lead_of(made, site.outlets, words, shown.lead) if made else None

    lead = site.larder.pages.get(("lead", words.language, shown.story, shown.made), make, lambda _: LINE)
    return replace(card_of(site, shown), lead=lead)

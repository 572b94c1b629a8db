"""An outlet's page: what it has alone, whom it cites, how often it copies."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from twosource.rendering import addresses
from twosource.rendering.pages.frame import Content
from twosource.rendering.pages.outlet import Figures, OutletIn, OutletPage, outlet_in, outlet_page
from twosource.rendering.words import Words
from twosource.store import Database
from twosource.store.accounts import Role
from twosource.store.appearances import cited, outlet_figures, outlets_with
from twosource.store.dossiers import Shelved, shelved
from twosource.web.framing import answered
from twosource.web.pages.making import called, card_of, dossier_of, kept, state
from twosource.web.pages.paging import FEW, after_of, page_of
from twosource.web.refusals import missing
from twosource.web.routes import Route
from twosource.web.site import Site, site_of
from twosource.web.wording import words_of


def routes() -> list[Route]:
    return [Route("/outlets/{key}", outlet, may=Role.READER)]


def outlet(request: Request) -> Response:
    site, words, key = site_of(request), words_of(request), addresses.plain(request.path_params["key"])
    with site.store() as database:
        found = outlet_figures(database, key)
        if found is None:
            return _elsewhere(site, database, key)
        whom = cited(database, key)
        rows = shelved(database, outlet=key, limit=FEW + 1, after=after_of(request))
    shown, older = page_of(rows, FEW)
    known = site.outlets.get(found.name.casefold())

    def make(database: Database) -> Content:
        figures = Figures(found.stories, found.reports, found.copies, found.statements, found.alone)
        stories = tuple(_outlet_in(site, words, database, shown, key))
        further = addresses.asked(addresses.outlet(key), after=older) if older else None
        return outlet_page(OutletPage(called(site, found.name), figures, whom, stories, known, further), words)

    made = kept(site, ("outlet", words.language, key, found, known, older, tuple(whom), state(shown)), make)
    return answered(request, made, feed=addresses.outlet(key), stories=[one.story for one in shown])


def _elsewhere(site: Site, database: Database, key: str) -> Response:
    """The way to an outlet that goes by its key or domain here, or by words of its name as in a search."""
    listed = site.outlets.get(key.casefold())
    names = (listed.name, listed.key, listed.domain) if listed else ()
    named = [name for name in names if name and outlet_figures(database, name)][:1] or outlets_with(database, key)
    if len(named) != 1:
        raise missing("outlet.none.why", key=key)
    return RedirectResponse(addresses.outlet(named[0]), 302)


def _outlet_in(site: Site, words: Words, database: Database, rows: Sequence[Shelved], key: str) -> Iterator[OutletIn]:
    for one in rows:
        made = dossier_of(site, database, one)
        if made and (found := outlet_in(made, card_of(site, one), key, words)):
            yield found

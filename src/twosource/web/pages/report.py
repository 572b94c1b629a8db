"""A report's page: its text, who says what in it, and what others say of the same."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from twosource.model import Dossier, Report
from twosource.rendering import addresses
from twosource.rendering.pages.frame import Content
from twosource.rendering.pages.report import played, report_page
from twosource.rendering.words import Words
from twosource.store import Database
from twosource.store.accounts import Role
from twosource.store.dossiers import Shelved, shelf_row, story_of_report
from twosource.store.keeping import named
from twosource.web.framing import answered
from twosource.web.pages.making import dossier_of, once, with_store
from twosource.web.refusals import missing
from twosource.web.routes import Route
from twosource.web.site import Site, site_of
from twosource.web.wording import words_of


def routes() -> list[Route]:
    return [Route("/reports/{id}", report, may=Role.READER)]


def report(request: Request) -> Response:
    site, words, report_id = site_of(request), words_of(request), addresses.plain(request.path_params["id"])
    with site.store() as database:
        story_id = story_of_report(database, report_id)
        shown = shelf_row(database, story_id) if story_id else None

    def make(database: Database) -> tuple[Content, bool]:
        return _made(site, words, database, shown, report_id)

    if shown is None:
        told, plays = with_store(site, make)
    else:
        key = ("report", words.language, report_id, shown.story, shown.made)
        told, plays = once(site, key, make, lambda made: made[0].size)
    return answered(request, told, media=plays)


def _made(site: Site, words: Words, database: Database, shown: Shelved | None, report_id: str) -> tuple[Content, bool]:
    """What the page says, and whether it plays sound and film."""
    made = dossier_of(site, database, shown) if shown else None
    found = _report_in(made, report_id) or named(database, [report_id]).get(report_id)
    if found is None:
        raise missing("missing.report.why")
    own = made if made and found in made.reports else None
    return report_page(found, own, site.outlets, words), bool(played(found))


def _report_in(made: Dossier | None, report_id: str) -> Report | None:
    reports = made.reports if made else ()
    return next((one for one in reports if report_id in {one.id, *one.other_ids}), None)

"""A story's page, the pages of its parts, and its reports side by side."""

from __future__ import annotations

from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from twosource.model import Dossier
from twosource.rendering import addresses
from twosource.rendering.pages.frame import Content, message
from twosource.rendering.pages.story import PARTS, beside_page, part_page, story_page
from twosource.rendering.words import Words
from twosource.store import Database
from twosource.store.accounts import Role
from twosource.store.dossiers import Shelved, shelf_row, story_of_report
from twosource.store.glances import is_story
from twosource.store.regroupings import is_waiting
from twosource.web.framing import answered
from twosource.web.pages.making import dossier_of, kept
from twosource.web.pages.paging import number_of
from twosource.web.readers import reader_of
from twosource.web.refusals import missing
from twosource.web.routes import Route
from twosource.web.site import Site, site_of
from twosource.web.wording import words_of

Make = Callable[[Site, Words, Dossier], Content | None]


def routes() -> list[Route]:
    return [
        Route("/stories/{id}", story, may=Role.READER),
        Route("/stories/{id}/{part}", part, may=Role.READER),
    ]


def story(request: Request) -> Response:
    return _story(request, lambda site, words, made: story_page(made, site.outlets, words), "")


def part(request: Request) -> Response:
    name, number = request.path_params["part"], number_of(request)
    if name not in PARTS:
        raise missing("none.part")
    if name == "reports":
        chosen = request.query_params.getlist("with")
        return _story(request, lambda site, words, made: beside_page(made, site.outlets, chosen, words), name)
    return _story(request, lambda site, words, made: part_page(made, site.outlets, name, words, number), name)


def _story(request: Request, make: Make, part: str) -> Response:
    site, words, story_id = site_of(request), words_of(request), addresses.plain(request.path_params["id"])
    with site.store() as database:
        shown = shelf_row(database, story_id)
        if shown is None:
            return _unready(request, database, story_id)
        notice = words("story.regrouping") if is_waiting(database, story_id) else ""
    key = ("story", words.language, story_id, part, str(request.query_params) if part else "", shown.made)
    told = kept(site, key, lambda database: _made(site, words, database, shown, make))
    tools = [(addresses.story(story_id, "notes"), words("story.notes"))]
    if reader_of(request).role >= Role.EDITOR:
        tools.append((addresses.story(story_id, "edit"), words("story.edit")))
    return answered(request, told, stories=[story_id], tools=() if part else tools, notice=notice)


def _made(site: Site, words: Words, database: Database, shown: Shelved, make: Make) -> Content:
    found = dossier_of(site, database, shown)
    if found is None:
        return message(words, "pending")
    told = make(site, words, found)
    if told is None:
        raise missing("none.page")
    return told


def _unready(request: Request, database: Database, story_id: str) -> Response:
    """Of a story without a dossier: that it is coming, or that there is none; a report's id leads to its story."""
    elsewhere = story_of_report(database, story_id)
    if elsewhere is not None:
        return RedirectResponse(addresses.story(elsewhere), 303)
    if is_story(database, story_id):
        return answered(request, message(words_of(request), "pending"))
    raise missing("missing.story.why")

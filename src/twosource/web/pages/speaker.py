"""A speaker's page: all they said, story by story, over time and by outlet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from starlette.requests import Request
from starlette.responses import Response

from twosource.rendering import addresses
from twosource.rendering.pages.frame import Content
from twosource.rendering.pages.speaker import Spoken, SpokenIn, speaker_page, spoken_in
from twosource.rendering.words import Words
from twosource.store import Database
from twosource.store.accounts import Role
from twosource.store.appearances import heard, heard_by
from twosource.store.dossiers import Shelved
from twosource.store.glances import heard_on, stories_heard_in
from twosource.store.spoken import spoken
from twosource.web.framing import answered
from twosource.web.pages.making import called, card_of, dossier_of, kept, state
from twosource.web.pages.paging import FEW, place_of
from twosource.web.refusals import missing
from twosource.web.routes import Route
from twosource.web.site import Site, site_of
from twosource.web.wording import words_of


def routes() -> list[Route]:
    return [Route("/speakers/{key}", speaker, may=Role.READER)]


def speaker(request: Request) -> Response:
    site, words, key = site_of(request), words_of(request), addresses.plain(request.path_params["key"])
    with site.store() as database:
        who = heard(database, key)
        if who is None:
            raise missing("speaker.none.why", key=key)
        rows = stories_heard_in(database, key, limit=FEW + 1, after=place_of(request))
        outlets, days = heard_by(database, key)[:FEW], heard_on(database, key)
    older = addresses.asked(addresses.speaker(key), after=rows[FEW - 1][1]) if len(rows) > FEW else None
    shown = [one for one, _ in rows[:FEW]]

    def make(database: Database) -> Content:
        stories = tuple(_spoken_in(site, words, database, shown, key))
        named = [(called(site, name), many) for name, many in outlets]
        told = Spoken(who.name, who.kind, who.reports, who.stories, stories, named, days, older)
        return speaker_page(told, words)

    made = kept(site, ("speaker", words.language, who, older, tuple(outlets), tuple(days), state(shown)), make)
    return answered(request, made, feed=addresses.speaker(key))


def _spoken_in(site: Site, words: Words, database: Database, rows: Sequence[Shelved], key: str) -> Iterator[SpokenIn]:
    """What each story has of them: of its part that was kept apart, else of the whole."""
    parts = spoken(database, key, [one.story for one in rows])
    for one in rows:
        made = parts.get(one.story) or dossier_of(site, database, one)
        if made and (found := spoken_in(made, card_of(site, one), site.outlets, key, words)):
            yield found

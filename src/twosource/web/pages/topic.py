"""A topic's page: its stories, the last first, and the topics that stand beside it."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from twosource.rendering import addresses
from twosource.rendering.pages import lists
from twosource.rendering.pages.frame import Content
from twosource.store import Database
from twosource.store.accounts import Role
from twosource.store.dossiers import shelved
from twosource.store.glances import topic_of, topics_beside
from twosource.web.framing import answered
from twosource.web.pages.making import card_of, kept, state
from twosource.web.pages.paging import LATEST, after_of, page_of
from twosource.web.refusals import missing
from twosource.web.routes import Route
from twosource.web.site import site_of
from twosource.web.wording import words_of


def routes() -> list[Route]:
    return [Route("/topics/{key}", topic, may=Role.READER)]


def topic(request: Request) -> Response:
    site, words, key = site_of(request), words_of(request), addresses.plain(request.path_params["key"])
    with site.store() as database:
        found = topic_of(database, key)
        if found is None:
            raise missing("topic.none.why", key=key)
        shown, older = page_of(shelved(database, topic=key, limit=LATEST + 1, after=after_of(request)), LATEST)
        beside = tuple(topics_beside(database, key))

    def make(_: Database) -> Content:
        further = addresses.asked(addresses.topic(key), after=older) if older else None
        told = lists.TopicPage(found, tuple(card_of(site, one) for one in shown), beside, further)
        return lists.topic_page(told, words)

    made = kept(site, ("topic", words.language, found, beside, older, state(shown)), make)
    return answered(request, made, feed=addresses.topic(key), stories=[one.story for one in shown])

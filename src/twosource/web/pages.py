"""The reader's pages: what each shows is fetched here, and set by `rendering.pages`.

Strategy: a handler asks the store for the values of its page and hands them on; it judges nothing and writes nothing.
What takes time (a dossier read back, what its page says) is kept in the larder under the story and the time at which
its dossier was made; the frame around it is made anew for each reader. What is not there waits its turn to be made,
and holds no connection to the store until then.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final, TypeVar
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from twosource.errors import QueryError
from twosource.gathering.schedule import WELL
from twosource.gathering.visits import host_of
from twosource.model import Dossier, Report
from twosource.rendering import addresses
from twosource.rendering.feeds import addresses as feed_addresses
from twosource.rendering.pages import lists
from twosource.rendering.pages.briefs import brief_of
from twosource.rendering.pages.cards import Card, Lead, lead_of
from twosource.rendering.pages.frame import Content, Frame, framed, message
from twosource.rendering.pages.front import Front, front_page
from twosource.rendering.pages.outlet import Figures, OutletIn, OutletPage, outlet_in, outlet_page
from twosource.rendering.pages.report import played, report_page
from twosource.rendering.pages.speaker import Spoken, SpokenIn, speaker_page, spoken_in
from twosource.rendering.pages.story import PARTS, beside_page, part_page, story_page
from twosource.rendering.words import ENGLISH, Words
from twosource.service.subscriptions import Followed, followed
from twosource.store import Database
from twosource.store.accounts import Role
from twosource.store.appearances import cited, heard, heard_by, outlet_figures
from twosource.store.dossiers import Shelved, cursor, dossier, shelf_row, shelved, story_of_report
from twosource.store.gathered import Tally, tallies
from twosource.store.glances import (
    heard_on,
    is_story,
    read_of,
    stories_heard_in,
    stories_of,
    topic_of,
    topics_beside,
    unready,
)
from twosource.store.keeping import named
from twosource.store.material import brief, briefs
from twosource.store.query import parse
from twosource.store.regroupings import is_waiting
from twosource.store.searching import search
from twosource.web.answers import page
from twosource.web.faults import missing
from twosource.web.forgery import csrf_of
from twosource.web.readers import STRANGER, mailed_as, reader_of
from twosource.web.routes import Route
from twosource.web.site import Site, site_of

Made = TypeVar("Made")

# --- how much stands on a page: chosen -------------------------------------------------------------------------------

TOP: Final = 7  # stories by importance: one large, six smaller
LATEST: Final = 40  # stories of a page, by time
RECENT: Final = (timedelta(hours=36), timedelta(days=7))
"""Before the last report of all: in which the most important is sought, and in which where that has not enough."""
FEW: Final = 10  # stories of a page that shows their lines
HITS: Final = 20  # reports of a page of answers
BRIEFS: Final = 200  # of the page that lists them: each reader of briefs by mail adds one a day
BODY: Final = 30  # bytes of a dossier in memory for each byte of its texts, measured on BASIL
LINE: Final = 500  # bytes of a line under a headline in memory


def routes() -> list[Route]:
    return [
        Route("/", front, may=Role.READER),
        Route("/stories/{id}", story, may=Role.READER),
        Route("/stories/{id}/{part}", part, may=Role.READER),
        Route("/reports/{id}", report, may=Role.READER),
        Route("/speakers/{key}", speaker, may=Role.READER),
        Route("/outlets/{key}", outlet, may=Role.READER),
        Route("/topics/{key}", topic, may=Role.READER),
        Route("/search", found, may=Role.READER),
        Route("/briefs", all_briefs, may=Role.READER),
        Route("/briefs/{id}", one_brief, may=Role.READER),
        Route("/feeds", feeds, may=Role.READER),
        Route("/keys", keys, may=Role.STRANGER),
        Route("/saved", saved, may=Role.STRANGER),
    ]


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


def words_of(_: Request) -> Words:
    """The language of who asks: there is one."""
    return ENGLISH


# --- what pages are made of -------------------------------------------------------------------------------------------


def card_of(site: Site, shown: Shelved) -> Card:
    names = tuple(known.name if (known := site.outlets.get(name.casefold())) else name for name in shown.outlets)
    return Card(shown.story, shown.title, shown.counts, names, shown.first, shown.last)


def dossier_of(site: Site, database: Database, shown: Shelved) -> Dossier | None:
    """The dossier of a story that a list shows. To be asked for where a page is made: see `kept`."""

    def size(made: Dossier | None) -> int:
        return BODY * sum(len(one.text) for one in made.reports) if made else 0

    return site.larder.dossiers.get((shown.story, shown.made), lambda: dossier(database, shown.story), size)


def kept(site: Site, key: tuple[object, ...], make: Callable[[Database], Content]) -> Content:
    """What a page says, kept under `key`, else made."""
    return _once(site, key, make, lambda made: made.size)


def _once(site: Site, key: tuple[object, ...], make: Callable[[Database], Made], size: Callable[[Made], int]) -> Made:
    """What is kept, else made of the store. Never within a `with site.store()`: who makes would wait for who waits."""
    assert not site.pool.held, key[0]  # noqa: S101 - a fault of ours, which would show but under load
    return site.larder.pages.get(key, lambda: _with_store(site, make), size)


def _with_store(site: Site, make: Callable[[Database], Made]) -> Made:
    with site.store() as database:
        return make(database)


def _state(rows: Sequence[Shelved]) -> tuple[tuple[str, datetime], ...]:
    """What a page of these stories is made of."""
    return tuple((one.story, one.made) for one in rows)


def _number(request: Request, name: str = "page") -> int:
    """A positive number of the query, 1 where it is none."""
    given = request.query_params.get(name, "")
    return max(1, int(given)) if given.isascii() and given.isdigit() and len(given) < 6 else 1


def _after(request: Request) -> str | None:
    """Where a list goes on, as an earlier page of it gave it; None where it was not we who wrote it."""
    given = request.query_params.get("after", "")
    when, _, story_id = given.partition(" ")
    return given if story_id and (not when or _is_time(when)) else None


def _is_time(told: str) -> bool:
    try:
        return datetime.fromisoformat(told).tzinfo is not None
    except ValueError:
        return False


def _page_of(rows: Sequence[Shelved], most: int) -> tuple[Sequence[Shelved], str | None]:
    """The rows of a page, of which one more was asked for than it shows, and where the next begins."""
    return rows[:most], cursor(rows[most - 1]) if len(rows) > most else None


# --- stories ----------------------------------------------------------------------------------------------------------


def front(request: Request) -> Response:
    site, words, after = site_of(request), words_of(request), _after(request)
    number = _number(request)
    with site.store() as database:
        latest, older = _page_of(shelved(database, limit=LATEST + 1, after=after), LATEST)
        waiting = 0 if latest or after else unready(database)
    made = kept(
        site,
        ("front", words.language, number, waiting, _state(latest)),
        lambda database: front_page(_front(site, database, latest, older, number=number, waiting=waiting), words),
    )
    return answered(request, made, "front", feed="/front", stories=[one.story for one in latest])


def _front(
    site: Site, database: Database, latest: Sequence[Shelved], older: str | None, *, number: int, waiting: int
) -> Front:
    top: tuple[Card, ...] = ()
    if number == 1 and latest and latest[0].last:
        top = tuple(_with_lead(site, database, one) for one in _weighty(database, latest[0].last))
    return Front(top, tuple(card_of(site, one) for one in latest), older, number, waiting)


def _weighty(database: Database, last: datetime) -> list[Shelved]:
    found: list[Shelved] = []
    for recent in RECENT:
        if len(found) < TOP:
            found = shelved(database, since=last - recent, by="weight", limit=TOP)
    return found


def _with_lead(site: Site, database: Database, shown: Shelved) -> Card:
    def make() -> Lead | None:
        made = dossier_of(site, database, shown)
        return lead_of(made, site.outlets, shown.lead) if made else None

    lead = site.larder.pages.get(("lead", shown.story, shown.made), make, lambda _: LINE)
    return replace(card_of(site, shown), lead=lead)


def story(request: Request) -> Response:
    return _story(request, lambda site, words, made: story_page(made, site.outlets, words), "")


def _story(request: Request, make: Callable[[Site, Words, Dossier], Content | None], part: str) -> Response:
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


def _made(
    site: Site,
    words: Words,
    database: Database,
    shown: Shelved,
    make: Callable[[Site, Words, Dossier], Content | None],
) -> Content:
    found = dossier_of(site, database, shown)
    if found is None:
        return message(words, "pending")
    told = make(site, words, found)
    if told is None:
        raise missing("The story has no such page.")
    return told


def _unready(request: Request, database: Database, story_id: str) -> Response:
    """Of a story without a dossier: that it is coming, or that there is none; a report's id leads to its story."""
    elsewhere = story_of_report(database, story_id)
    if elsewhere is not None:
        return RedirectResponse(addresses.story(elsewhere), 303)
    if is_story(database, story_id):
        return answered(request, message(words_of(request), "pending"))
    raise missing(words_of(request)("missing.story.why"))


def part(request: Request) -> Response:
    name, number = request.path_params["part"], _number(request)
    if name not in PARTS:
        raise missing("A story has no such part.")
    if name == "reports":
        chosen = request.query_params.getlist("with")
        return _story(request, lambda site, words, made: beside_page(made, site.outlets, chosen, words), name)
    return _story(request, lambda site, words, made: part_page(made, site.outlets, name, words, number), name)


def report(request: Request) -> Response:
    site, words, report_id = site_of(request), words_of(request), addresses.plain(request.path_params["id"])
    with site.store() as database:
        story_id = story_of_report(database, report_id)
        shown = shelf_row(database, story_id) if story_id else None

    def make(database: Database) -> tuple[Content, bool]:
        return _report(site, words, database, shown, report_id)

    if shown is None:
        told, plays = _with_store(site, make)
    else:
        key = ("report", words.language, report_id, shown.story, shown.made)
        told, plays = _once(site, key, make, lambda made: made[0].size)
    return answered(request, told, media=plays)


def _report(
    site: Site, words: Words, database: Database, shown: Shelved | None, report_id: str
) -> tuple[Content, bool]:
    """What the page of a report says, and whether it plays sound and film."""
    made = dossier_of(site, database, shown) if shown else None
    found = _report_in(made, report_id) or named(database, [report_id]).get(report_id)
    if found is None:
        raise missing(words("missing.report.why"))
    own = made if made and found in made.reports else None
    return report_page(found, own, site.outlets, words), bool(played(found))


def _report_in(made: Dossier | None, report_id: str) -> Report | None:
    reports = made.reports if made else ()
    return next((one for one in reports if report_id in {one.id, *one.other_ids}), None)


# --- speakers, outlets, topics ----------------------------------------------------------------------------------------


def speaker(request: Request) -> Response:
    site, words, key = site_of(request), words_of(request), addresses.plain(request.path_params["key"])
    after = request.query_params.get("after", "")
    with site.store() as database:
        who = heard(database, key)
        if who is None:
            raise missing(words("speaker.none.why", key=key))
        rows = stories_heard_in(database, key, limit=FEW + 1, after=after if len(after) < 19 else None)
        outlets, days = heard_by(database, key)[:FEW], heard_on(database, key)
    older = addresses.asked(addresses.speaker(key), after=rows[FEW - 1][1]) if len(rows) > FEW else None
    shown = [one for one, _ in rows[:FEW]]

    def make(database: Database) -> Content:
        stories = tuple(_spoken_in(site, database, shown, key))
        called = [(_called(site, name), many) for name, many in outlets]
        told = Spoken(who.name, who.kind, who.reports, who.stories, stories, called, days, older)
        return speaker_page(told, words)

    made = kept(site, ("speaker", words.language, who, older, tuple(outlets), tuple(days), _state(shown)), make)
    return answered(request, made, feed=addresses.speaker(key))


def _spoken_in(site: Site, database: Database, rows: Sequence[Shelved], key: str) -> Iterator[SpokenIn]:
    for one in rows:
        made = dossier_of(site, database, one)
        if made and (found := spoken_in(made, card_of(site, one), site.outlets, key)):
            yield found


def _called(site: Site, name: str) -> str:
    known = site.outlets.get(name.casefold())
    return known.name if known else name


def outlet(request: Request) -> Response:
    site, words, key = site_of(request), words_of(request), addresses.plain(request.path_params["key"])
    with site.store() as database:
        found = outlet_figures(database, key)
        if found is None:
            raise missing(words("outlet.none.why", key=key))
        whom = cited(database, key)
        rows = shelved(database, outlet=key, limit=FEW + 1, after=_after(request))
    shown, older = _page_of(rows, FEW)
    known = site.outlets.get(found.name.casefold())

    def make(database: Database) -> Content:
        figures = Figures(found.stories, found.reports, found.copies, found.statements, found.alone)
        stories = tuple(_outlet_in(site, database, shown, key))
        further = addresses.asked(addresses.outlet(key), after=older) if older else None
        return outlet_page(OutletPage(_called(site, found.name), figures, whom, stories, known, further), words)

    made = kept(site, ("outlet", words.language, key, found, known, older, tuple(whom), _state(shown)), make)
    return answered(request, made, feed=addresses.outlet(key), stories=[one.story for one in shown])


def _outlet_in(site: Site, database: Database, rows: Sequence[Shelved], key: str) -> Iterator[OutletIn]:
    for one in rows:
        made = dossier_of(site, database, one)
        if made and (found := outlet_in(made, card_of(site, one), key)):
            yield found


def topic(request: Request) -> Response:
    site, words, key = site_of(request), words_of(request), addresses.plain(request.path_params["key"])
    with site.store() as database:
        found = topic_of(database, key)
        if found is None:
            raise missing(words("topic.none.why", key=key))
        shown, older = _page_of(shelved(database, topic=key, limit=LATEST + 1, after=_after(request)), LATEST)
        beside = tuple(topics_beside(database, key))

    def make(_: Database) -> Content:
        further = addresses.asked(addresses.topic(key), after=older) if older else None
        told = lists.TopicPage(found, tuple(card_of(site, one) for one in shown), beside, further)
        return lists.topic_page(told, words)

    made = kept(site, ("topic", words.language, found, beside, older, _state(shown)), make)
    return answered(request, made, feed=addresses.topic(key), stories=[one.story for one in shown])


# --- search -----------------------------------------------------------------------------------------------------------


def found(request: Request) -> Response:
    site, words = site_of(request), words_of(request)
    query = " ".join(request.query_params.get("q", "").split())
    below = request.query_params.get("before", "")
    try:
        asked = parse(query) if query else None
    except QueryError as error:
        wrong = lists.search_page(lists.Search(query, wrong=f"{error}."), site.outlets, words)
        return answered(request, wrong, query=query)
    hits: Sequence[lists.Found] = ()
    older = None
    if asked is not None:
        place = int(below) if below.isascii() and below.isdigit() and len(below) < 19 else None
        with site.store() as database:
            rows = search(database, asked, limit=HITS + 1, below=place)
            older = str(rows[HITS - 1].place) if len(rows) > HITS else None
            stories = stories_of(database, [one.report.id for one in rows[:HITS]])
        cards = {report: card_of(site, shown) for report, shown in stories.items()}
        hits = [lists.Found(one.report, one.passage, cards.get(one.report.id)) for one in rows[:HITS]]
    told = lists.search_page(lists.Search(query, tuple(hits), older=older), site.outlets, words)
    return answered(request, told, query=query, feed=addresses.SEARCH if query else "")


# --- briefs and feeds -------------------------------------------------------------------------------------------------


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
        raise missing(words("brief.none.why"))
    told = kept(
        site, ("brief", words.language, brief_id), lambda _: lists.brief_page(brief_of(body), site.outlets, words)
    )
    return answered(request, told, "briefs")


def feeds(request: Request) -> Response:
    site, words = site_of(request), words_of(request)
    with site.store() as database:
        counts = tallies(database)
        told = [_feed(one, counts.get(url, Tally())) for url, one in followed(database).items()]
    return answered(request, lists.feeds_page(told, words), "feeds")


def _feed(one: Followed, tally: Tally) -> lists.FeedEntry:
    state = one.state
    return lists.FeedEntry(
        one.url,
        one.outlet or host_of(one.url),
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


# --- ours alone -------------------------------------------------------------------------------------------------------


def keys(request: Request) -> Response:
    return answered(request, lists.keys_page(words_of(request)))


def saved(request: Request) -> Response:
    offline = "offline" in request.query_params
    return answered(request, lists.saved_page(words_of(request), offline=offline), "saved")

"""The API, version 1: what each page shows, as values.

Strategy: a route says who may (`x-role`), what it answers (`models`) and what can go wrong, and its description is made
from that. What is answered is written by `rendering.json`, and goes out as a page does: with a digest by which who has
it already is told so. Lists go on behind a mark that the answer before gave (`next`).
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Annotated, Any, Final, Literal

from fastapi import FastAPI, Query, Security
from fastapi.exceptions import RequestValidationError
from fastapi.security import HTTPBearer
from pydantic import BeforeValidator, WithJsonSchema
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from twosource import __version__
from twosource.rendering import addresses
from twosource.rendering import json as written
from twosource.service.subscriptions import feed_json, followed
from twosource.service.webhooks import story_json
from twosource.store.appearances import Saying, cited, heard, heard_by, outlet_figures, sayings
from twosource.store.dossiers import cursor, dossier, shelved, story_of_report
from twosource.store.gathered import Tally, tallies
from twosource.store.keeping import named
from twosource.store.material import brief, briefs
from twosource.store.query import LONGEST, parse
from twosource.store.searching import search
from twosource.web import faults
from twosource.web.answers import JSON, data, whole
from twosource.web.api import exports, models, webhooks, writing
from twosource.web.api.ways import FAULTS, NO_NULL, USUAL, VERSION, ApiRoute, Id, Limit, Way
from twosource.web.faults import missing
from twosource.web.readers import mailed_as
from twosource.web.site import Site, site_of

PREFIX: Final = "/api/v1"
ABOUT: Final = """What TwoSource holds, as JSON: reports of one event side by side, and who says so, line by line.

Every passage is verbatim: `text` is what stands from `start` to `end` of its report's text, in Unicode code points.
Fields are added freely, and changed never. Ids and keys in addresses are escaped as in those of pages: each byte of
UTF-8 that is neither letter, digit, `_`, `.` nor `-` is `~` and two hexadecimal digits."""


async def _not_valid(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)  # noqa: S101 - called with no other
    first = error.errors()[0]
    return faults.told(request, 422, f"{'.'.join(map(str, first['loc'][1:]))}: {first['msg']}.")


def api(site: Site) -> FastAPI:
    """The API of one site, to be put at `PREFIX`."""
    made = FastAPI(
        title="TwoSource",
        version=__version__,
        description=ABOUT,
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
        servers=[{"url": PREFIX}],
        responses={status: FAULTS[status] for status in USUAL},
        dependencies=[Security(HTTPBearer(auto_error=False, description="A token of an account, made at /account."))],
        exception_handlers={**faults.HANDLERS, RequestValidationError: _not_valid},
        redirect_slashes=False,
    )
    made.state.site = site
    made.router.route_class = ApiRoute
    for way in ways():
        made.add_api_route(
            way.path,
            way.handler,
            response_model=way.shape,
            responses=way.responses(),
            response_class=JSONResponse if way.shape else Response,
            methods=[way.method],
            status_code=way.status,
            name=way.handler.__name__,
            openapi_extra={"x-role": way.may.label},
        )
    return made


def ways() -> tuple[Way, ...]:
    """All routes of the API."""
    return (*ROUTES, *exports.WAYS, *webhooks.WAYS, *writing.WAYS)


def description(made: FastAPI) -> Mapping[str, Any]:
    """What `/openapi.json` answers."""
    return made.openapi()


# --- what is asked ----------------------------------------------------------------------------------------------------


def _day(given: object) -> object:
    if not isinstance(given, str) or not re.fullmatch(r"\d{4}-\d{2}-\d{2}", given):
        raise ValueError("a day is written as 2018-03-01")
    return date.fromisoformat(given)


Day = Annotated[date, BeforeValidator(_day), WithJsonSchema({"type": "string", "format": "date"})]
Since = Annotated[Day | None, Query(description="Stories that have a report of this day or later.")]
Until = Annotated[Day | None, Query(description="Stories that have a report of this day or earlier.")]
Name = Annotated[str | None, Query(max_length=500, pattern=NO_NULL)]
After = Annotated[str | None, Query(pattern=r"^[A-Za-z0-9_-]+$", max_length=2_000, description="A list's `next`.")]


def _mark(cursor_: str | None) -> str | None:
    """Where a list goes on, as one word."""
    return base64.urlsafe_b64encode(cursor_.encode()).rstrip(b"=").decode() if cursor_ else None


def _unmarked(mark: str | None, form: str) -> str | None:
    """Raises 404 for what no list gave."""
    if mark is None:
        return None
    try:
        found = base64.b64decode(mark + "=" * (-len(mark) % 4), b"-_", validate=True).decode()
    except (binascii.Error, ValueError):
        found = ""
    if not re.fullmatch(form, found, re.DOTALL):
        raise missing("No list goes on there; begin at its first page.")
    return found


_TIMED: Final = r"(\d{4}-\d\d-\d\dT[0-9:.+]{8,30})? [^\0]+"
_WEIGHED: Final = r"-?\d{1,20}(\.\d{1,20})?(e-?\d{1,2})? [^\0]+"
_PLACED: Final = r"\d{1,18} [^\0]+"


# --- stories ----------------------------------------------------------------------------------------------------------


def list_stories(  # noqa: PLR0917 - passed by name, as the query has them
    request: Request,
    since: Since = None,
    until: Until = None,
    topic: Name = None,
    outlet: Name = None,
    by: Literal["last", "weight"] = "last",
    limit: Limit = 50,
    after: After = None,
) -> Response:
    """Stories, the last or the weightiest first; those of a topic or an outlet by its key."""
    first = datetime.combine(since, time(), UTC) if since else None
    end = datetime.combine(until, time(), UTC) + timedelta(days=1) if until and until < date.max else None
    at = _unmarked(after, _TIMED if by == "last" else _WEIGHED)
    with site_of(request).store() as database:
        found = shelved(database, since=first, until=end, limit=limit + 1, after=at, by=by, topic=topic, outlet=outlet)
    shown = found[:limit]
    onward = _mark(cursor(shown[-1], by)) if len(found) > limit else None
    return data(request, {**VERSION, "stories": [story_json(one) for one in shown], "next": onward})


def one_story(request: Request, id: Id) -> Response:  # noqa: A002 - as the address has it
    """The dossier of a story, as `twosource compare --json` writes it."""
    with site_of(request).store() as database:
        found = dossier(database, addresses.plain(id))
    if found is None:
        raise missing("No story of that id is told here; it may have joined another, or not be told yet.")
    return data(request, {**VERSION, "stories": [written.dossier_json(found)]})


# --- reports ----------------------------------------------------------------------------------------------------------


def one_report(request: Request, id: Id) -> Response:  # noqa: A002
    """A report as it is kept, and the story that it belongs to."""
    key = addresses.plain(id)
    with site_of(request).store() as database:
        found, story = named(database, [key]).get(key), story_of_report(database, key)
    if found is None:
        raise missing("No report of that id is in the store.")
    return data(request, {**VERSION, "report": written.report_json(found), "story": story})


def search_reports(
    request: Request,
    q: Annotated[str, Query(min_length=1, max_length=LONGEST, description="As `twosource search` takes it.")],
    limit: Limit = 20,
    before: Annotated[int | None, Query(ge=0, le=2**62, description="The `next` of the page before.")] = None,
) -> Response:
    """Reports by words, phrases, outlet, speaker and day, the newest first, with the words that answer."""
    with site_of(request).store() as database:
        found = search(database, parse(q), limit=limit + 1, below=before)
        hits = [(one, story_of_report(database, one.report.id)) for one in found[:limit]]
    told = [
        {
            "report": written.report_json(one.report),
            "passage": written.passage_json(one.passage) if one.passage else None,
            "story": story,
            "found": [list(span) for span in one.found],
            "titled": [list(span) for span in one.titled],
        }
        for one, story in hits
    ]
    return data(request, {**VERSION, "hits": told, "next": found[limit - 1].place if len(found) > limit else None})


# --- speakers and outlets ---------------------------------------------------------------------------------------------


def one_speaker(request: Request, key: Id, limit: Limit = 50, after: After = None) -> Response:
    """Who that is, which outlets they are heard in, and all that they say."""
    name, at = addresses.plain(key), _unmarked(after, _PLACED)
    with site_of(request).store() as database:
        who = heard(database, name)
        if who is None:
            raise missing("Nobody of that key is heard in any report.")
        found = sayings(database, name, limit=limit + 1, after=at)
        outlets = heard_by(database, name)
    shown = found[:limit]
    told = {
        "speaker": {"key": who.speaker, "name": who.name, "kind": who.kind.value},
        "reports": who.reports,
        "stories": who.stories,
        "outlets": [{"outlet": outlet, "reports": many} for outlet, many in outlets],
        "sayings": [_saying(one) for one in shown],
        "next": _mark(shown[-1].place) if len(found) > limit else None,
    }
    return data(request, {**VERSION, **told})


def _saying(one: Saying) -> dict[str, Any]:
    published = one.report.published
    return {
        "report": one.report.id,
        "outlet": one.report.outlet,
        "published": published.isoformat() if published else None,
        "story": one.story,
        "said": [
            {
                "source": [list(span) for span in words.source],
                "cue": [list(span) for span in words.cue],
                "content": [list(span) for span in words.content],
                "kind": words.kind.value,
                "medium": words.medium,
            }
            for words in one.said
        ],
    }


def list_outlets(request: Request) -> Response:
    """The outlets of the settings and of the feeds that are read, with their owners."""
    known = {one.key: one for one in site_of(request).outlets.values()}
    told = [
        {"key": one.key, "name": one.name, "domain": one.domain, "owner": one.owner} for _, one in sorted(known.items())
    ]
    return data(request, {**VERSION, "outlets": told})


def one_outlet(request: Request, key: Id) -> Response:
    """What an outlet has, how often it copies, and whom it cites."""
    name = addresses.plain(key)
    with site_of(request).store() as database:
        found, names = outlet_figures(database, name), cited(database, name)
    if found is None:
        raise missing("No outlet of that name has a report in any story.")
    told = {
        **{part: getattr(found, part) for part in ("name", "stories", "reports", "copies", "statements", "alone")},
        "cites": [{"origin": {"kind": one.kind.value, "name": one.name}, "passages": many} for one, many in names],
    }
    return data(request, {**VERSION, **told})


# --- feeds and briefs -------------------------------------------------------------------------------------------------


def list_feeds(request: Request) -> Response:
    """The feeds that are read, and how each does."""
    with site_of(request).store() as database:
        found, counts = followed(database), tallies(database)
    told = [feed_json(one, counts.get(url, Tally())) for url, one in found.items()]
    return data(request, {**VERSION, "feeds": told})


def list_briefs(request: Request) -> Response:
    """The briefs that were composed for all, and those that your own rules made, the newest first."""
    with site_of(request).store() as database:
        found = briefs(database, reader=mailed_as(request))
    return data(request, {**VERSION, "briefs": [{"id": one, "composed": composed} for one, composed in found]})


def one_brief(request: Request, id: Id) -> Response:  # noqa: A002
    """A brief as it was composed, with the reports that its lines stand in."""
    with site_of(request).store() as database:
        body = brief(database, addresses.plain(id), mailed_as(request))
    if body is None:
        raise missing("No brief of that id is in the store.")
    return whole(request, body.encode(), JSON)


ROUTES: Final = (
    Way("/stories", list_stories, models.Stories),
    Way("/stories/{id}", one_story, models.Dossiers),
    Way("/reports/{id}", one_report, models.OneReport),
    Way("/search", search_reports, models.Hits),
    Way("/speakers/{key}", one_speaker, models.OneSpeaker),
    Way("/outlets", list_outlets, models.Outlets),
    Way("/outlets/{key}", one_outlet, models.OneOutlet),
    Way("/feeds", list_feeds, models.Feeds),
    Way("/briefs", list_briefs, models.Briefs),
    Way("/briefs/{id}", one_brief, models.OneBrief),
)

"""Feeds that are to be read, added by admins: by address, from a list of a region, from another reader's list.

Strategy: plain forms, each of which answers with the page and what came of it, feed by feed. An address is looked at
before it is taken, by `Site.finder`, so that a site's own address will do; a list is taken as it stands, and gathering
tells how each of its feeds does. Who added what is written down.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from starlette.requests import Request
from starlette.responses import Response

from twosource.errors import InputError, Malformed
from twosource.gathering.finding import Discovered
from twosource.gathering.packs import PACKS, pack
from twosource.model import Page
from twosource.reading.feedlists import Subscription, opml
from twosource.rendering.pages.following import Followings, following_page
from twosource.service.subscriptions import LONGEST_ADDRESS, as_kept, feeds_in, follow_all, followed
from twosource.store import Database
from twosource.store.accounts import Role
from twosource.store.acts import Act, keep_act
from twosource.web.answers import OPML, whole
from twosource.web.forgery import csrf_of
from twosource.web.framing import answered
from twosource.web.readers import reader_of
from twosource.web.refusals import Refused
from twosource.web.routes import Route, file_of, text_of
from twosource.web.site import site_of
from twosource.web.wording import words_of

PAGE: Final = "/admin/feeds"
LONGEST_NAME: Final = 200  # of an outlet or owner


def routes() -> list[Route]:
    return [
        Route(PAGE, sheet, may=Role.ADMIN),
        Route(f"{PAGE}/list.opml", taken_along, may=Role.ADMIN),
        Route(f"{PAGE}/add", add, may=Role.ADMIN, methods=("POST",)),
        Route(f"{PAGE}/pack", add_pack, may=Role.ADMIN, methods=("POST",)),
        Route(f"{PAGE}/import", add_list, may=Role.ADMIN, methods=("POST",), files=1),
    ]


def sheet(request: Request, came: Followings | None = None) -> Response:
    finds = site_of(request).finder is not None
    return answered(request, following_page(words_of(request), csrf_of(request), PACKS, came, finds=finds), "feeds")


def taken_along(request: Request) -> Response:
    """All feeds as OPML."""
    site = site_of(request)
    with site.store() as database:
        found = [one.about for one in followed(database).values()]
    written = opml(found, title="Feeds of TwoSource", made=site.now())
    return whole(request, written.encode("utf8"), OPML, name="feeds.opml")


def add(request: Request) -> Response:
    """Follow the feed at an address, or that of the site whose page is there."""
    address = text_of(request, "address", most=LONGEST_ADDRESS).strip()
    address = address if "://" in address else f"https://{address}"
    outlet, owner = (text_of(request, name, most=LONGEST_NAME).strip() or None for name in ("outlet", "owner"))
    finder = site_of(request).finder
    try:
        found = finder(address) if finder else None
    except InputError as error:
        return sheet(request, Followings((), 0, (str(error),)))
    about = _about(found) if found else Subscription(address)
    told = Subscription(about.url, about.title, about.site, outlet=outlet, owner=owner, language=about.language)
    others = tuple(other.url for other in found.others) if found else ()
    return _follow(request, [told], told.url, others)


def _about(found: Discovered) -> Subscription:
    return Subscription(found.url, found.read.title, found.read.link, language=found.read.language)


def add_pack(request: Request) -> Response:
    name = text_of(request, "pack", most=20)
    if name not in PACKS:
        raise Refused(400, "none.pack", names=", ".join(PACKS))
    return _follow_list(request, pack(name))


def add_list(request: Request) -> Response:
    name, held = file_of(request, "list")
    if not held:
        raise Refused(400, "ask.list")
    return _follow_list(request, Page(name or "list", name or "list", held))


def _follow_list(request: Request, page: Page) -> Response:
    try:
        found = feeds_in(page)
    except InputError as error:
        return sheet(request, Followings((), 0, (str(error),)))
    return _follow(request, found, page.name)


def _follow(
    request: Request, told: Iterable[Subscription | Malformed], subject: str, others: tuple[str, ...] = ()
) -> Response:
    site, looked_at = site_of(request), [as_kept(one) for one in told]
    taken = [one for one in looked_at if isinstance(one, Subscription)]
    troubles = tuple(str(one) for one in looked_at if isinstance(one, InputError))
    with site.store() as database:
        are_new = follow_all(database, taken, site.now())
        new = tuple(one.url for one, is_new in zip(taken, are_new, strict=True) if is_new)
        _note(request, database, f"{subject} ({len(new)})" if len(taken) > 1 else subject)
    return sheet(request, Followings(new, len(taken) - len(new), troubles, others))


def _note(request: Request, database: Database, subject: str) -> None:
    keep_act(database, Act(reader_of(request).name, site_of(request).now(), "follow", subject))

"""What admins see and do on the site: accounts and roles, feeds, what waits, how parts do; all of it written down.

Strategy: plain forms, each of which does one thing to one thing and leads back to the page. What cannot be (nobody
would be an admin any more) is refused by the store.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Final

from starlette.requests import Request
from starlette.responses import Response

from twosource import __version__
from twosource.errors import BadField, StoreRefused
from twosource.gathering.visits import server_of
from twosource.rendering.pages.admin import Done, FeedRow, Member, Sheet, SiteState, admin_page
from twosource.service.subscriptions import Followed, follow, followed, unfollow, update
from twosource.store import Database
from twosource.store.accounts import (
    LONGEST_NAME,
    ROLES,
    Account,
    Role,
    account_named,
    accounts,
    add_account,
    has_accounts,
    remove_account,
    set_role,
)
from twosource.store.acts import Act, acts, keep_act
from twosource.store.backlog import backlog
from twosource.store.notes import trust
from twosource.store.schema import applied
from twosource.web.answers import elsewhere
from twosource.web.forgery import csrf_of
from twosource.web.framing import answered
from twosource.web.login import let_in
from twosource.web.passwords import LONGEST, SHORTEST
from twosource.web.readers import reader_of
from twosource.web.refusals import Refused, missing
from twosource.web.routes import Route, text_of
from twosource.web.site import site_of
from twosource.web.wording import words_of

SHOWN: Final = 50  # of what admins did
PAUSED: Final = "paused by an admin"
LONGEST_ADDRESS: Final = 2_000
LONGEST_PASSWORD: Final = 10 * LONGEST  # that is looked at, so that one that is too long is told so


def routes() -> list[Route]:
    doing = {
        "accounts": add,
        "role": role,
        "remove": remove,
        "trust": forgive,
        "feeds/pause": pause,
        "feeds/resume": resume,
        "feeds/remove": drop,
    }
    return [
        Route("/admin", sheet, may=Role.ADMIN),
        *(Route(f"/admin/{path}", done, may=Role.ADMIN, methods=("POST",)) for path, done in doing.items()),
    ]


def sheet(request: Request) -> Response:
    site = site_of(request)
    with site.store() as database:
        members = [Member(one.name, one.role.label, one.notes_hidden > 0) for one in accounts(database)]
        feeds = [_row(one) for one in followed(database).values()]
        told = [Done(one.who, one.at, one.did, one.subject) for one in acts(database, SHOWN)]
        state = _state(database, site.running())
    roles = [one.label for one in sorted(ROLES.values())]
    return answered(
        request, admin_page(words_of(request), Sheet(state, members, feeds, told, roles, SHORTEST), csrf_of(request))
    )


def _state(database: Database, parts: Mapping[str, bool]) -> SiteState:
    found = backlog(database)
    return SiteState(
        __version__,
        applied(database),
        dict(sorted(parts.items())),
        found.behind.stories,
        found.behind.reasons,
        found.sends,
        found.subscribers,
        found.deliveries,
        found.regroupings,
        found.notes,
    )


def _row(one: Followed) -> FeedRow:
    return FeedRow(
        one.url, one.outlet or server_of(one.url), one.state.health.value, one.state.reason or "", one.state.due is None
    )


# --- accounts ---------------------------------------------------------------------------------------------------------


def add(request: Request) -> Response:
    """Make an account. The first is who sits here, and is logged in at once: from now on everybody has to be."""
    site, wanted = site_of(request), text_of(request, "role", most=20)
    name, password = text_of(request, "name", most=200), text_of(request, "password", most=LONGEST_PASSWORD)
    if wanted not in ROLES:
        raise Refused(400, "none.role")
    with site.store() as database:
        first = not has_accounts(database)
    try:
        kept = site.passwords.hashed(password) if first or password else None
    except BadField as error:
        raise Refused(400, "ask.password", least=SHORTEST, most=LONGEST) from error
    with site.store() as database:
        try:
            made = add_account(database, name, ROLES[wanted], kept, site.now())
        except BadField as error:
            raise Refused(400, "ask.name", most=LONGEST_NAME) from error
        except StoreRefused as error:
            raise Refused(409, "ask.other_name", name=name) from error
        _note(request, database, "add", f"{made.name} → {made.role.label}")
    return let_in(request, made, "/admin") if first else elsewhere("/admin")


def role(request: Request) -> Response:
    wanted = text_of(request, "role", most=20)
    if wanted not in ROLES:
        raise Refused(400, "none.role")
    return _to_account(request, "role", lambda database, one: set_role(database, one, ROLES[wanted]), f" → {wanted}")


def remove(request: Request) -> Response:
    return _to_account(request, "remove", remove_account)


def forgive(request: Request) -> Response:
    def trusted(database: Database, one: Account) -> None:
        with database.write():
            trust(database, one.number)

    return _to_account(request, "trust", trusted)


def _to_account(request: Request, did: str, do: Callable[[Database, Account], None], rest: str = "") -> Response:
    name = text_of(request, "name", most=200)
    with site_of(request).store() as database:
        found = account_named(database, name) if name else None
        if found is None:
            raise missing("none.account")
        try:
            do(database, found)
        except StoreRefused as error:
            raise Refused(409, "may.only_admin", name=name) from error
        _note(request, database, did, name + rest)
    return elsewhere("/admin")


# --- feeds ------------------------------------------------------------------------------------------------------------


def pause(request: Request) -> Response:
    def paused(database: Database, one: Followed) -> None:
        with database.write():
            update(database, one.url, replace(one, state=replace(one.state, due=None, reason=PAUSED)))

    return _to_feed(request, "pause", paused)


def resume(request: Request) -> Response:
    return _to_feed(request, "resume", lambda database, one: follow(database, one.about, site_of(request).now()))


def drop(request: Request) -> Response:
    return _to_feed(request, "unfollow", lambda database, one: unfollow(database, one.url))


def _to_feed(request: Request, did: str, do: Callable[[Database, Followed], object]) -> Response:
    url = text_of(request, "url", most=LONGEST_ADDRESS)
    with site_of(request).store() as database:
        found = followed(database).get(url)
        if found is None:
            raise missing("none.feed")
        do(database, found)
        _note(request, database, did, url)
    return elsewhere("/admin")


def _note(request: Request, database: Database, did: str, subject: str) -> None:
    keep_act(database, Act(reader_of(request).name, site_of(request).now(), did, subject))

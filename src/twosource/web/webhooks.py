"""Addresses that are told what happens, for admins: what each was sent, a test, once more, no more.

Strategy: plain forms, each of which does one thing and leads back to the page; but a new address answers with the page
itself, since its secret is shown once and no address of a page may hold it. What is sent and when is for whoever
delivers (`service.webhooks`): here it is only asked for.
"""

from __future__ import annotations

from typing import Final

from starlette.requests import Request
from starlette.responses import Response

from twosource.errors import BadField, StoreRefused
from twosource.gathering.posting import checked
from twosource.rendering import addresses
from twosource.rendering.pages.webhooks import Added, Hook, Sent, webhooks_page
from twosource.store import Database
from twosource.store.accounts import Role
from twosource.store.acts import Act, keep_act
from twosource.store.webhooks import (
    TOLD,
    Delivery,
    Event,
    Webhook,
    add_webhook,
    ask_test,
    last_deliveries,
    remove_webhook,
    send_again,
    webhook,
    webhooks,
)
from twosource.web.answers import elsewhere
from twosource.web.forgery import csrf_of
from twosource.web.framing import answered
from twosource.web.readers import reader_of
from twosource.web.refusals import Refused, missing
from twosource.web.routes import Route, form_of, text_of
from twosource.web.site import site_of
from twosource.web.wording import words_of

PAGE: Final = "/admin/webhooks"
SHOWN: Final = 20  # of the last that an address was sent
LONGEST_ADDRESS: Final = 2_000
DIGITS: Final = 9  # of an address's number


def routes() -> list[Route]:
    doing = {"add": add, "test": test, "again": again, "remove": remove}
    return [
        Route(PAGE, sheet, may=Role.ADMIN),
        *(Route(f"{PAGE}/{path}", done, may=Role.ADMIN, methods=("POST",)) for path, done in doing.items()),
    ]


def sheet(request: Request, added: Added | None = None) -> Response:
    with site_of(request).store() as database:
        hooks = [_hook(one, last_deliveries(database, one.number, SHOWN)) for one in webhooks(database)]
    events = [event.value for event in TOLD]
    return answered(request, webhooks_page(words_of(request), hooks, events, csrf_of(request), added))


def _hook(one: Webhook, told: list[Delivery]) -> Hook:
    return Hook(one.number, one.address, one.events, one.active, [_sent(line) for line in told])


def _sent(one: Delivery) -> Sent:
    due = one.due if one.state == "waiting" else None
    repeatable = one.state in {"done", "failed"} and one.body is not None
    return Sent(one.id, one.event.value, _about(one), one.at, one.state, one.tries, one.reason, due, repeatable)


def _about(one: Delivery) -> str:
    if one.event is Event.TEST:
        return ""
    return addresses.brief(one.subject) if one.event is Event.BRIEF_MADE else addresses.story(one.subject)


def add(request: Request) -> Response:
    site, address = site_of(request), text_of(request, "address", most=LONGEST_ADDRESS).strip()
    chosen = {value for value in form_of(request).getlist("event") if isinstance(value, str)}
    events = [event for event in TOLD if event.value in chosen]
    if not events:
        raise Refused(400, "form.event")
    try:
        checked(address, allow_private=site.config.allow_private_addresses)
    except BadField as error:
        raise Refused(400, "form.address", address=address) from error
    with site.store() as database:
        try:
            made = add_webhook(database, address, events, site.now())
        except StoreRefused as error:
            raise Refused(409, "form.told", address=address) from error
        _note(request, database, "add", address)
    return sheet(request, Added(made.address, made.secret))


def test(request: Request) -> Response:
    with site_of(request).store() as database:
        one = _of(request, database)
        if ask_test(database, one.number, site_of(request).now()) is None:
            raise missing("none.hook")
        _note(request, database, "test", one.address)
    return elsewhere(PAGE)


def again(request: Request) -> Response:
    message = text_of(request, "id", most=100)
    with site_of(request).store() as database:
        one = _of(request, database)
        if send_again(database, one.number, message, site_of(request).now()) is None:
            raise Refused(409, "none.delivery")
        _note(request, database, "again", f"{one.address} {message}")
    return elsewhere(PAGE)


def remove(request: Request) -> Response:
    with site_of(request).store() as database:
        one = _of(request, database)
        remove_webhook(database, one.number)
        _note(request, database, "remove", one.address)
    return elsewhere(PAGE)


def _of(request: Request, database: Database) -> Webhook:
    """The address that the form names."""
    number = text_of(request, "number", most=100)
    known = number.isascii() and number.isdigit() and len(number) <= DIGITS
    found = webhook(database, int(number)) if known else None
    if found is None:
        raise missing("none.hook")
    return found


def _note(request: Request, database: Database, did: str, subject: str) -> None:
    keep_act(database, Act(reader_of(request).name, site_of(request).now(), f"hook.{did}", subject))

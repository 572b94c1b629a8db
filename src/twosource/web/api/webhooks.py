"""Addresses that are told what happens: admins add them, look at what was told, have a test told, and remove them.

Strategy: what is told and how is `service.webhooks`'; a secret is shown once, to who adds.
"""

from __future__ import annotations

from typing import Annotated, Any, Final

from fastapi import Path
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from twosource.errors import BadField, StoreRefused
from twosource.gathering.posting import checked
from twosource.store.accounts import Role
from twosource.store.webhooks import (
    Delivery,
    Webhook,
    add_webhook,
    ask_test,
    last_deliveries,
    remove_webhook,
    send_again,
    webhook,
    webhooks,
)
from twosource.web.answers import data
from twosource.web.api import models
from twosource.web.api.ways import VERSION, Way
from twosource.web.faults import missing
from twosource.web.site import site_of

SHOWN: Final = 50  # of the last deliveries
Number = Annotated[int, Path(ge=1, le=2**31)]
Message = Annotated[str, Path(pattern=r"^msg_[0-9a-f]{32}$")]


def list_webhooks(request: Request) -> Response:
    """The addresses that are told what happens."""
    with site_of(request).store() as database:
        found = webhooks(database)
    return data(request, {**VERSION, "webhooks": [_told(one) for one in found]})


def new_webhook(request: Request, wanted: models.NewWebhook) -> Response:
    """Have an address told from now on. Its `secret` is shown here and never again."""
    site = site_of(request)
    try:
        address = checked(wanted.address, allow_private=site.config.allow_private_addresses)
    except BadField as error:
        raise HTTPException(422, f"{error}.") from error
    with site.store() as database:
        try:
            made = add_webhook(database, address, list(dict.fromkeys(wanted.events)), site.now())
        except StoreRefused as error:
            raise HTTPException(409, f"{error}.") from error
    return data(request, {**VERSION, "webhook": {**_told(made), "secret": made.secret}}, status=201)


def one_webhook(request: Request, number: Number) -> Response:
    """An address, and the last that was told to it."""
    with site_of(request).store() as database:
        found, told = webhook(database, number), last_deliveries(database, number, SHOWN)
    if found is None:
        raise _none()
    return data(request, {**VERSION, "webhook": _told(found), "deliveries": [_delivery(one) for one in told]})


def test_webhook(request: Request, number: Number) -> Response:
    """Have a test told to it, as soon as what delivers comes by: what came of it is among its deliveries."""
    site = site_of(request)
    with site.store() as database:
        made = ask_test(database, number, site.now())
    if made is None:
        raise _none()
    return data(request, {**VERSION, "delivery": _delivery(made)}, status=202)


def repeat_delivery(request: Request, number: Number, message: Message) -> Response:
    """Have something that was delivered, or given up, sent once more, with the id that it has."""
    site = site_of(request)
    with site.store() as database:
        if webhook(database, number) is None:
            raise _none()
        one = send_again(database, number, message, site.now())
    if one is None:
        raise HTTPException(409, "That is not there any more, or waits already.")
    return data(request, {**VERSION, "delivery": _delivery(one)}, status=202)


def drop_webhook(request: Request, number: Number) -> Response:
    """Tell it nothing more, and forget what it was told."""
    with site_of(request).store() as database:
        if not remove_webhook(database, number):
            raise _none()
    return Response(status_code=204)


def _none() -> HTTPException:
    return missing("There is no webhook of that number.")


def _told(one: Webhook) -> dict[str, Any]:
    told = {"number": one.number, "address": one.address, "events": list(one.events), "active": one.active}
    return {**told, "reason": one.reason, "added": one.added.isoformat()}


def _delivery(one: Delivery) -> dict[str, Any]:
    told = {name: getattr(one, name) for name in ("id", "event", "subject", "state", "tries", "status", "reason")}
    times = {"at": one.at.isoformat(), "due": one.due.isoformat() if one.state == "waiting" else None}
    return {**told, **times}


_PATH: Final = "/webhooks/{number}"
WAYS: Final = (
    Way("/webhooks", list_webhooks, models.Webhooks, Role.ADMIN),
    Way("/webhooks", new_webhook, models.AddedWebhook, Role.ADMIN, "POST", 201, faults=(409, 413)),
    Way(_PATH, one_webhook, models.OneWebhook, Role.ADMIN),
    Way(_PATH, drop_webhook, None, Role.ADMIN, "DELETE", 204),
    Way(f"{_PATH}/test", test_webhook, models.AskedDelivery, Role.ADMIN, "POST", 202, faults=(413,)),
    Way(
        f"{_PATH}/deliveries/{{message}}/again",
        repeat_delivery,
        models.AskedDelivery,
        Role.ADMIN,
        "POST",
        202,
        faults=(409, 413),
    ),
)

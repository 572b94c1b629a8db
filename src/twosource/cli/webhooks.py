"""`twosource webhooks`: which addresses are told what happens, and whether it arrives."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from twosource import clock
from twosource.cli.console import CommandGroup, opened_store
from twosource.errors import BadField, StoreRefused
from twosource.store.webhooks import TOLD, Event, Webhook, add_webhook, last_deliveries, remove_webhook, send_again
from twosource.store.webhooks import webhook as numbered
from twosource.store.webhooks import webhooks as all_of_them
from twosource.wiring import Wiring

if TYPE_CHECKING:
    from twosource.store import Database

event_type = click.Choice([event.value for event in TOLD])
number_argument = click.argument("number", type=click.IntRange(min=1))


@click.group("webhooks", cls=CommandGroup)
def command() -> None:
    """Addresses that are told what happens, by `serve`: each is sent a signed message for each event."""


@command.command("add")
@click.argument("address")
@click.option("--event", "events", multiple=True, type=event_type, help="What to tell; else all. Repeat it.")
def add(address: str, events: tuple[str, ...]) -> None:
    """Tell ADDRESS, an https one, from now on. Its secret is shown once."""
    from twosource.gathering.posting import checked  # noqa: PLC0415 - 0.1 s that --help need not pay

    wiring = Wiring()
    wanted = [Event(event) for event in dict.fromkeys(events)] or list(TOLD)
    with opened_store(wiring) as database:
        try:
            checked(address, allow_private=wiring.config.allow_private_addresses)
            made = add_webhook(database, address, wanted, clock.now())
        except (BadField, StoreRefused) as error:
            raise click.UsageError(str(error)) from error
    click.echo(f"webhook {made.number}; its secret, which is not shown again:", err=True)
    click.echo(made.secret)


@command.command("list")
def list_() -> None:
    """Every address, what it is told, and what came of the last that it was sent."""
    with opened_store(Wiring()) as database:
        for one in all_of_them(database):
            last = next(iter(last_deliveries(database, one.number, 1)), None)
            came = f"{last.event} {last.state} {last.reason}".strip() if last else "nothing sent yet"
            click.echo(f"{one.number}  {one.address}  {', '.join(one.events)}  {_state(one)}{came}")


def _state(one: Webhook) -> str:
    return "" if one.active else "ended: "


@command.command("deliveries")
@number_argument
@click.option("--last", "limit", type=click.IntRange(1, 1_000), default=20, show_default=True, help="How many.")
def deliveries(number: int, limit: int) -> None:
    """What the address of NUMBER was sent last, the newest first: when, what, what came of it, and its id."""
    with opened_store(Wiring()) as database:
        _known(database, number)
        for one in last_deliveries(database, number, limit):
            again = f"; next {one.due:%Y-%m-%d %H:%M}" if one.state == "waiting" else ""
            came = f"{one.state} {one.reason}".strip()
            click.echo(f"{one.at:%Y-%m-%d %H:%M}  {one.event}  {one.subject or '-'}  {came}{again}  {one.id}")


@command.command("again")
@number_argument
@click.argument("message", metavar="ID")
def again(number: int, message: str) -> None:
    """Have what was delivered or given up sent once more to the address of NUMBER; `deliveries` tells its ID."""
    with opened_store(Wiring()) as database:
        _known(database, number)
        if send_again(database, number, message, clock.now()) is None:
            none = f"{message} is not there, or waits already"
            raise click.UsageError(f"{none}; `twosource webhooks deliveries {number}` shows what there is")
    click.echo(f"webhook {number} is sent {message} again, by what delivers (`twosource serve`)")


def _known(database: Database, number: int) -> Webhook:
    found = numbered(database, number)
    if found is None:
        raise click.UsageError(f"there is no webhook {number}; `twosource webhooks list` shows those that there are")
    return found


@command.command("remove")
@number_argument
def remove(number: int) -> None:
    """Tell the address of NUMBER no more."""
    with opened_store(Wiring()) as database:
        _known(database, number)
        remove_webhook(database, number)
    click.echo(f"removed webhook {number}")


@command.command("test")
@number_argument
def test(number: int) -> None:
    """Send a test to the address of NUMBER now, and say what came of it.

    One that has ended is told again if it takes the test.
    """
    from twosource.service.webhooks import test_now  # noqa: PLC0415

    wiring = Wiring()
    with opened_store(wiring) as database:
        if (one := numbered(database, number)) is None:
            raise click.UsageError(
                f"there is no webhook {number}; `twosource webhooks list` shows those that there are"
            )
        came = test_now(database, wiring.poster, one, clock.now())
    if came.state != "done":
        raise click.ClickException(came.reason)
    click.echo(f"webhook {number} answered {came.status}{'' if one.active else '; it is told again'}")

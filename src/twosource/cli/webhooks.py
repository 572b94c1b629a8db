"""`twosource webhooks`: which addresses are told what happens, and whether it arrives."""

from __future__ import annotations

import click

from twosource import clock
from twosource.cli.console import opened_store
from twosource.errors import BadField, StoreRefused
from twosource.store.webhooks import TOLD, Event, Webhook, add_webhook, last_deliveries, remove_webhook
from twosource.store.webhooks import webhook as numbered
from twosource.store.webhooks import webhooks as all_of_them
from twosource.wiring import Wiring

event_type = click.Choice([event.value for event in TOLD])
number_argument = click.argument("number", type=click.IntRange(min=1))


@click.group("webhooks")
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


@command.command("remove")
@number_argument
def remove(number: int) -> None:
    """Tell the address of NUMBER no more."""
    with opened_store(Wiring()) as database:
        if not remove_webhook(database, number):
            raise click.UsageError(
                f"there is no webhook {number}; `twosource webhooks list` shows those that there are"
            )
    click.echo(f"removed webhook {number}")


@command.command("test")
@number_argument
def test(number: int) -> None:
    """Send a test to the address of NUMBER now, and say what came of it."""
    from twosource.service.webhooks import test_now  # noqa: PLC0415

    wiring = Wiring()
    with opened_store(wiring) as database:
        if (one := numbered(database, number)) is None or not one.active:
            raise click.UsageError(f"webhook {number} is told nothing; `twosource webhooks list` shows those that are")
        came = test_now(database, wiring.poster, one, clock.now())
    if came.state != "done":
        raise click.ClickException(came.reason)
    click.echo(f"webhook {number} answered {came.status}")

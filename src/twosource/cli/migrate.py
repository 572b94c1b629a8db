"""`twosource migrate`: the store's tables up to date, or made."""

from __future__ import annotations

import click

from twosource.cli.console import opened_store
from twosource.store.schema import applied, migrate
from twosource.wiring import Wiring


@click.command("migrate")
def command() -> None:
    """Bring the store's tables up to date, one transaction a step; make them where there are none."""
    with opened_store(Wiring(), create=True, migrating=True) as database:
        for step in migrate(database):
            click.echo(f"applied {step.number:04d} {step.name}", err=True)
        click.echo(f"the store's tables are of version {applied(database)}", err=True)

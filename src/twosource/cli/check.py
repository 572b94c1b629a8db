"""`twosource check`: every inconsistency in the store, one a line."""

from __future__ import annotations

import click

from twosource.cli.console import SOME_FAILED, counted, opened_store, progress
from twosource.store.checking import check
from twosource.wiring import Wiring


@click.command("check")
def command() -> None:
    """Find and name every inconsistency in the store. Ends with 1 where there is one."""
    found = 0
    with opened_store(Wiring()) as database, progress("checking") as advance:
        for fault in check(database, advance):
            found += 1
            click.echo(str(fault))
    click.echo(counted(found, "inconsistency", "inconsistencies") if found else "all fits together", err=True)
    if found:
        click.get_current_context().exit(SOME_FAILED)

"""`twosource import`: reports, in any form, or an export → the store."""

from __future__ import annotations

from pathlib import Path

import click

from twosource import clock, desk
from twosource.cli.console import Failures, inputs_argument, opened_store, outlet_option, progress
from twosource.errors import InputError
from twosource.pipeline import Advance
from twosource.store import Database
from twosource.store.importing import is_export, read_export
from twosource.store.keeping import Kept
from twosource.wiring import Wiring


@click.command("import")
@inputs_argument
@outlet_option
def command(inputs: tuple[str, ...], outlet: str | None) -> None:
    """Keep reports in the store, or all that an export holds. What is there already stays as it is.

    An import that was cut off may be run again: nothing is lost, and nothing comes twice.
    """
    failures, wiring, total = Failures(), Wiring(), Kept()
    exports = [name for name in inputs if is_export(Path(name))]
    others = [name for name in inputs if name not in exports]
    with opened_store(wiring, create=True) as database, progress("importing") as advance:
        for name in exports:
            total += _export(database, name, failures, advance)
        for kept in desk.take_in(database, wiring.pages(others), clock.now(), outlet=outlet, advance=advance):
            failures.name(kept.problems)
            total += kept
    click.echo(f"{total.new} new, {total.changed} changed, {total.known} known already", err=True)
    failures.exit()


def _export(database: Database, name: str, failures: Failures, advance: Advance) -> Kept:
    try:
        with Path(name).open("rb") as stream:
            return read_export(database, stream, name, advance)
    except InputError as error:
        failures.name([error])
        return Kept()

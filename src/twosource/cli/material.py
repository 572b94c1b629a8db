"""What `compare` and `brief` share: the options that say what is compared, and the dossiers that come of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

import click

from twosource import desk
from twosource.cli.console import (
    Command,
    Failures,
    counted,
    inputs_or_store_argument,
    outlet_option,
    outlets_option,
    output_option,
    progress,
)
from twosource.model import Dossier, Outlet, Report
from twosource.pipeline import dossiers, take_in

if TYPE_CHECKING:
    from twosource.store import Database
    from twosource.wiring import Wiring


def material_options(command: Command) -> Command:
    """INPUT, or the store in its place; who publishes it; where the answer goes."""
    for option in (output_option, outlets_option, outlet_option, inputs_or_store_argument):
        command = option(command)
    return command


def dossiers_of_inputs(
    inputs: Sequence[str], wiring: Wiring, failures: Failures, *, outlet: str | None, outlets: Mapping[str, Outlet]
) -> tuple[Dossier, ...]:
    """The dossiers of all that came in, with progress; what could not be read is named."""
    with progress("reading reports") as advance:
        intake = take_in(wiring.pages(inputs), outlet=outlet, advance=advance)
    failures.name(intake.problems)
    _note_nameless(intake.reports, outlet)
    tag, meaning, workers = wiring.tag, wiring.meaning, wiring.workers
    with progress("comparing stories") as advance:
        return dossiers(intake.reports, outlets, tag=tag, meaning=meaning, workers=workers, advance=advance)


def _note_nameless(reports: Sequence[Report], outlet: str | None) -> None:
    """Say how many reports do not tell who published them: nobody can say whether they are independent."""
    nameless = sum(not report.outlet for report in reports)
    if nameless and not outlet:
        told = counted(nameless, "report names", "reports name")
        click.echo(f"{told} no outlet; --outlet NAME says who published all inputs of a run", err=True)


def dossiers_of_store(
    database: Database,
    wiring: Wiring,
    outlets: Mapping[str, Outlet],
    since: date | None = None,
    until: date | None = None,
) -> tuple[Dossier, ...]:
    """The dossiers of the stories of these days that the store holds, with progress."""
    with progress("comparing stories") as advance:
        listen = desk.remembering(database, wiring.tag, wiring.tagger, workers=wiring.workers)
        return desk.dossiers(
            database,
            desk.stored_reports(database, since, until),
            outlets,
            listen,
            meaning=wiring.meaning,
            source=wiring.teller,
            workers=wiring.workers,
            advance=advance,
        )

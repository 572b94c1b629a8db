"""`twosource export`: all that the store holds → one file, which `import` takes; or one story for other programs."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from twosource.cli.console import opened_store, output_option, whole, write, wrote
from twosource.rendering.exports import BY_TABLE, WHOLE
from twosource.rendering.exports.tables import COLUMNS
from twosource.store.exporting import write_export
from twosource.wiring import Wiring

if TYPE_CHECKING:
    from twosource.model import Dossier


@click.command("export")
@click.option(
    "--story",
    metavar="ID",
    help="A story, by its id or that of a report of it (`search` prints those), in place of all.",
)
@click.option("--as", "form", type=click.Choice([*WHOLE, *BY_TABLE]), help="The form of the story.")
@click.option("--table", type=click.Choice(list(COLUMNS)), help="Which of its tables, as CSV or Parquet.")
@output_option
def command(story: str | None, form: str | None, table: str | None, output_path: Path | None) -> None:
    """Write all that the store holds as one file of gzipped JSON Lines; others may read and write meanwhile.

    With --story and --as, one story that was told, as the site has it: ninjs, JSON-LD, annotations, or a table.
    """
    if problem := _wrong(story, form, table):
        raise click.UsageError(problem)
    if form == "parquet" or story is None:
        _refuse_terminal(output_path)
    if story is None or form is None:
        _everything(output_path)
    else:
        wiring = Wiring()
        write(output_path, _made(_told(wiring, story), form, table or "", wiring.config.base_url))
    wrote(output_path)


def _wrong(story: str | None, form: str | None, table: str | None) -> str | None:
    """What does not go together, and what to write."""
    if story is None and (form or table):
        return f"{'--as' if form else '--table'} is for one story; name it with --story ID, as `twosource search` does"
    if story is not None and form is None:
        return f"--story needs its form: --as {', '.join([*WHOLE, *BY_TABLE])}"
    if form in BY_TABLE and table is None:
        return f"--as {form} needs --table NAME: {', '.join(COLUMNS)}"
    return f"--table is for {' and '.join(BY_TABLE)}; leave it out" if table and form not in BY_TABLE else None


def _refuse_terminal(path: Path | None) -> None:
    """What is no text is not written to a terminal, which it would garble."""
    if (path is None or str(path) == "-") and sys.stdout.isatty():
        raise click.UsageError("this is no text for a terminal; name a file with -o FILE")


def _everything(output_path: Path | None) -> None:
    with opened_store(Wiring()) as database:
        if output_path is None or str(output_path) == "-":
            write_export(database, sys.stdout.buffer)
            sys.stdout.buffer.flush()
            return
        with whole(output_path) as partial, partial.open("wb") as stream:
            write_export(database, stream)


def _told(wiring: Wiring, named: str) -> Dossier:
    """The dossier of a story, by its id or that of a report of it."""
    from twosource.store.dossiers import dossier, story_of_report  # noqa: PLC0415 - 0.2 s that --help need not pay

    with opened_store(wiring) as database:
        found = dossier(database, named) or dossier(database, story_of_report(database, named) or "")
    if found is None:
        raise click.UsageError(f"no story {named!r} is told in the store; `twosource gather` tells those that are new")
    return found


def _made(dossier: Dossier, form: str, table: str, base: str | None) -> str | bytes:
    from twosource.rendering.exports import csv, linked, ninjs, parquet, webannotations  # noqa: PLC0415
    from twosource.rendering.exports.places import HERE, Names  # noqa: PLC0415
    from twosource.rendering.exports.tables import table as rows  # noqa: PLC0415
    from twosource.rendering.json import dumps  # noqa: PLC0415

    if form in BY_TABLE:
        found = rows(dossier, table)
        return csv.csv(found).encode() if form == "csv" else parquet.parquet(found)
    forms = {"ninjs": ninjs.ninjs, "jsonld": linked.linked, "annotations": webannotations.annotated}
    return dumps(forms[form](dossier, Names((base or HERE).rstrip("/")))) + "\n"

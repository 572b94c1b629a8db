"""`twosource export`: all that the store holds → one file, which `import` takes."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from twosource.cli.console import opened_store, output_option, whole, wrote
from twosource.store.transfer import write_export
from twosource.wiring import Wiring


@click.command("export")
@output_option
def command(output_path: Path | None) -> None:
    """Write all that the store holds as one file of gzipped JSON Lines; others may read and write meanwhile."""
    with opened_store(Wiring()) as database:
        if output_path is None or str(output_path) == "-":
            write_export(database, sys.stdout.buffer)
            sys.stdout.buffer.flush()
            return
        with whole(output_path) as partial, partial.open("wb") as stream:
            write_export(database, stream)
    wrote(output_path)

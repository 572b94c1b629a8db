"""`twosource backup`: a copy of the store while others read and write."""

from __future__ import annotations

from pathlib import Path

import click

from twosource.cli.console import OutputFile, opened_store, whole, wrote
from twosource.wiring import Wiring


@click.command("backup")
@click.argument("path", metavar="FILE", type=OutputFile())
def command(path: Path) -> None:
    """Copy the store to FILE, a SQLite database that is itself a store. PostgreSQL has its own: pg_dump."""
    with opened_store(Wiring()) as database, whole(path) as partial:
        database.backup(partial)
    wrote(path)

"""`twosource retain`: let go of the oldest in the store, by age and by size."""

from __future__ import annotations

import re
from datetime import timedelta

import click

from twosource import clock
from twosource.cli.console import counted, opened_store
from twosource.store.retention import retain
from twosource.wiring import Wiring

SIZE = re.compile(r"(\d{1,12})\s?([kMGT]?)B?")
UNITS = {"": 1, "k": 10**3, "M": 10**6, "G": 10**9, "T": 10**12}


class Size(click.ParamType[int]):
    """Bytes: 500M, 2GB."""

    name = "size"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> int:
        if isinstance(value, int):
            return value
        match = SIZE.fullmatch(str(value))
        if match is None:
            self.fail(f"{value!r} is no size; write it as 500M or 2GB", param, ctx)
        return int(match[1]) * UNITS[match[2]]


@click.command("retain")
@click.option(
    "--days", type=click.IntRange(1, 100_000), metavar="N", help="Keep reports of so many days, today included."
)
@click.option(
    "--size", "most", type=Size(), help="Keep no more than this: 500M, 2GB. Bytes of pages go before reports."
)
def command(days: int | None, most: int | None) -> None:
    """Let go of the oldest reports in the store, with their pages and voices. Briefs and corrections stay."""
    if days is None and most is None:
        raise click.UsageError("say how much to keep: --days, --size, or both")
    since = clock.now().date() - timedelta(days=days - 1) if days else None
    with opened_store(Wiring()) as database:
        gone = retain(database, since=since, most=most)
    click.echo(
        f"let go of {counted(gone.reports, 'report')}, and of the bytes of {counted(gone.pages, 'page')}", err=True
    )

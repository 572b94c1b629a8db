"""`twosource archive`: months of news → tables, on this machine or a cluster."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from twosource.archive.run import Settings, run
from twosource.archive.windows import REPORTS
from twosource.cli.console import inputs_argument, outlets_option
from twosource.wiring import Wiring

DAY = click.DateTime(["%Y-%m-%d"])


@click.command("archive")
@inputs_argument
@click.option("--out", required=True, type=click.Path(path_type=Path, file_okay=False), help="The folder to write.")
@outlets_option
@click.option("--master", metavar="URL", help="A cluster's master; without it, this machine.")
@click.option("--cores", type=click.IntRange(1), help="Cores of this machine to use; without it, all.")
@click.option("--since", type=DAY, help="The first day of reports that are taken. The undated are.")
@click.option("--until", type=DAY, help="The last day.")
@click.option(
    "--window-reports",
    type=click.IntRange(100),
    default=REPORTS,
    show_default=True,
    help="Texts grouped at once, in the memory of one worker.",
)
@click.option("--keep-stages", is_flag=True, help="Keep what was written between the stages.")
def command(
    inputs: tuple[str, ...],
    out: Path,
    outlets_file: Path | None,
    master: str | None,
    cores: int | None,
    since: datetime | None,
    until: datetime | None,
    window_reports: int,
    keep_stages: bool,
) -> None:
    """Read an archive (WARC, JSON Lines, Parquet, folders of pages) into tables of Parquet.

    Stopped, it goes on where it was when it is started again.
    """
    wiring = Wiring()
    settings = Settings(
        cores=cores or wiring.workers,
        master=master,
        outlets=outlets_file or (Path(wiring.config.outlets) if wiring.config.outlets else None),
        since=since.date() if since else None,
        until=until.date() if until else None,
        window_reports=window_reports,
        keep_stages=keep_stages,
    )
    figures = run(inputs, out, settings, told=lambda stage: click.echo(f"{stage} …", err=True))
    taken, counts = figures["taken"], figures["counts"]
    click.echo(
        f"{taken['reports']:,} reports, {taken['copies']:,} of them copies; {counts['stories']:,} stories in {out}"
    )
    if figures["aside_in_all"]:
        click.echo(f"{figures['aside_in_all']:,} records could not be read: see {out / 'rejected'}", err=True)

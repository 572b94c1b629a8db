"""`twosource archive`: months of news → tables, on this machine or a cluster."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import click
from rich.console import Console

from twosource.archive.progress import Progress, Say
from twosource.archive.run import Settings, run
from twosource.archive.windows import REPORTS
from twosource.cli.console import Day, inputs_argument, outlets_option
from twosource.wiring import Wiring


@click.command("archive")
@inputs_argument
@click.option("--out", required=True, type=click.Path(path_type=Path, file_okay=False), help="The folder to write.")
@outlets_option
@click.option("--master", metavar="URL", help="A cluster's master; without it, this machine.")
@click.option("--cores", type=click.IntRange(1), metavar="N", help="Cores of this machine to use; without it, all.")
@click.option(
    "--since",
    type=Day(),
    metavar="DAY",
    help="The first day of reports that are taken, as 2026-03-09. The undated are.",
)
@click.option("--until", type=Day(), metavar="DAY", help="The last day.")
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
    since: date | None,
    until: date | None,
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
        since=since,
        until=until,
        window_reports=window_reports,
        keep_stages=keep_stages,
    )
    with _shown() as told:
        figures = run(inputs, out, settings, told=told)
    taken, counts = figures["taken"], figures["counts"]
    click.echo(
        f"{taken['reports']:,} reports, {taken['copies']:,} of them copies; {counts['stories']:,} stories in {out}"
    )
    if figures["aside_in_all"]:
        click.echo(f"{figures['aside_in_all']:,} records could not be read: see {out / 'rejected'}", err=True)


@contextmanager
def _shown() -> Iterator[Say]:
    """A bar on a terminal; in a log a line for each stage and for each tenth of it."""
    if not sys.stderr.isatty():
        yield _Lines()
        return
    from rich import progress  # noqa: PLC0415 - only a terminal pays for it

    columns = (
        progress.SpinnerColumn(),
        progress.TextColumn("{task.description}"),
        progress.BarColumn(),
        progress.MofNCompleteColumn(),
        progress.TimeElapsedColumn(),
        progress.TimeRemainingColumn(),
    )
    with progress.Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        at = bar.add_task("", total=None)

        def tell(found: Progress) -> None:
            nonlocal at
            if found.doing != bar.tasks[0].description:  # a new one: the total of one that is there is never unsaid
                bar.remove_task(at)
                at = bar.add_task(found.doing, total=None)
            bar.update(at, completed=found.done, total=found.units or None)

        yield tell


class _Lines:
    """What was told last is kept, so that a line is written only when there is more to tell."""

    def __init__(self) -> None:
        self._doing, self._tenths = "", 0

    def __call__(self, found: Progress) -> None:
        tenths = 10 * found.done // found.units if found.units else 0
        if found.doing != self._doing:
            click.echo(f"{found.doing} …", err=True)
        elif tenths > self._tenths:
            click.echo(f"{found.doing}: {found.done:,} of {found.units:,}", err=True)
        self._doing, self._tenths = found.doing, tenths

"""What all commands share: arguments, naming what failed, progress on a terminal, output that is whole or absent."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, TypeVar

import click
from rich.console import Console

from twosource.errors import InputError, StoreMissing
from twosource.model import Dossier, Outlet
from twosource.pipeline import Advance, dossiers, silent, take_in

SOME_FAILED = 1
PLAIN_WIDTH = 80  # columns where no terminal tells its own
WIDEST = 100  # columns: longer lines are hard to read
if TYPE_CHECKING:
    from rich.text import Text

    from twosource.store import Database
    from twosource.wiring import Wiring

T = TypeVar("T")
Command = Callable[..., None]

inputs_argument = click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
inputs_or_store_argument = click.argument("inputs", nargs=-1, metavar="[INPUT...]")
output_option = click.option(
    "-o",
    "--output",
    "output_path",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write here in place of standard output.",
)
outlet_option = click.option("--outlet", metavar="NAME", help="Who publishes these inputs, where they don't tell.")
outlets_option = click.option(
    "--outlets",
    "outlets_file",
    type=click.Path(path_type=Path, dir_okay=False),
    help="A TOML file of outlets and their owners.",
)


def file_option(flag: str, name: str, text: str) -> Callable[[Command], Command]:
    """An option that names a file to write."""
    return click.option(flag, name, type=click.Path(path_type=Path, dir_okay=False), metavar="FILE", help=text)


class Failures:
    """Names each input that failed on stderr as it fails, and keeps count for the exit code."""

    def __init__(self) -> None:
        self.count = 0

    def name(self, problems: Iterable[InputError]) -> None:
        for problem in problems:
            self.count += 1
            click.echo(f"twosource: {problem}", err=True)

    def passing(self, found: Iterable[T | InputError]) -> Iterator[T]:
        """What did not fail."""
        for item in found:
            if isinstance(item, InputError):
                self.name([item])
            else:
                yield item

    def exit(self) -> None:
        if self.count:
            click.get_current_context().exit(SOME_FAILED)


def dossiers_of(
    inputs: Sequence[str], wiring: Wiring, failures: Failures, *, outlet: str | None, outlets: Mapping[str, Outlet]
) -> tuple[Dossier, ...]:
    """The dossiers of all that came in, with progress; what could not be read is named."""
    with progress("reading reports") as advance:
        intake = take_in(wiring.pages(inputs), outlet=outlet, advance=advance)
    failures.name(intake.problems)
    tag, meaning, workers = wiring.tag, wiring.meaning, wiring.workers
    with progress("comparing stories") as advance:
        return dossiers(intake.reports, outlets, tag=tag, meaning=meaning, workers=workers, advance=advance)


@contextmanager
def opened_store(wiring: Wiring, *, create: bool = False, migrating: bool = False) -> Iterator[Database]:
    """The store of the settings, closed at the end."""
    with closing(wiring.store(create=create, migrating=migrating)) as database:
        yield database


@contextmanager
def store_in_place_of_inputs(wiring: Wiring) -> Iterator[Database]:
    """The store for a command that was given no input: without one that is wrong usage."""
    try:
        database = wiring.store()
    except StoreMissing as error:
        raise click.UsageError(f"no INPUT, and {error}") from error
    with closing(database):
        yield database


def show(made: Callable[[int], Text]) -> None:
    """Print a text made for the width of the terminal, in colour where it has it."""
    console = Console(highlight=False)
    console.print(made(min(console.width, WIDEST) if console.is_terminal else PLAIN_WIDTH), soft_wrap=True)


def wrote(*paths: Path | None) -> None:
    """Name the files that were written."""
    for path in paths:
        if path and str(path) != "-":
            click.echo(f"wrote {path}", err=True)


@contextmanager
def output(path: Path | None) -> Iterator[IO[str]]:
    """A text stream to `path`, which appears whole or not at all, or to standard output."""
    if path is None or str(path) == "-":
        sys.stdout.reconfigure(encoding="utf8", newline="\n")  # type: ignore[union-attr]
        yield sys.stdout
        sys.stdout.flush()
        return
    with whole(path) as partial, partial.open("w", encoding="utf8", newline="\n") as stream:
        yield stream


@contextmanager
def whole(path: Path) -> Iterator[Path]:
    """A file to fill, which takes the place of `path` once it is whole; a device or a pipe is filled as it stands."""
    if path.exists() and not path.is_file():
        yield path
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        yield partial
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)


def write(path: Path | None, made: str | bytes) -> None:
    if isinstance(made, str):
        with output(path) as stream:
            stream.write(made)
    elif path is None or str(path) == "-":
        sys.stdout.buffer.write(made)
        sys.stdout.buffer.flush()
    else:
        with whole(path) as partial:
            partial.write_bytes(made)


@contextmanager
def progress(doing: str) -> Iterator[Advance]:
    """A counter on stderr when that is a terminal."""
    if not sys.stderr.isatty():
        yield silent
        return
    from rich.progress import (  # noqa: PLC0415 - only a terminal pays for it
        Progress,
        SpinnerColumn,
        TextColumn,
        TimeElapsedColumn,
    )

    columns = (SpinnerColumn(), TextColumn("{task.description}"), TextColumn("{task.completed}"), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(doing, total=None)
        yield lambda _: bar.advance(task)

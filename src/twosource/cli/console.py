"""What all commands share: arguments, naming what failed, progress on a terminal, output that is whole or absent."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from datetime import date
from pathlib import Path
from typing import IO, TYPE_CHECKING, TypeVar

import click
from rich.console import Console

from twosource.errors import InputError, OutputError, StoreMissing, of_system
from twosource.pipeline import Advance, silent

SOME_FAILED = 1
PLAIN_WIDTH = 80  # columns where no terminal tells its own
WIDEST = 100  # columns: longer lines are hard to read
WHOLE = 200  # characters: longer than any of our first sentences
NAME_KEPT = 200  # characters of a file's name in that of the one that is filled first: file systems take 255 bytes
if TYPE_CHECKING:
    from rich.text import Text

    from twosource.store import Database
    from twosource.wiring import Wiring

T = TypeVar("T")
Command = Callable[..., None]


class OutputFile(click.Path):
    """A file to write, or `-`. Where it cannot be, that is said before any work is done."""

    def __init__(self) -> None:
        super().__init__(path_type=Path, dir_okay=False, allow_dash=True)

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        path = Path(super().convert(value, param, ctx))  # type: ignore[arg-type]
        if str(path) != "-" and (problem := unwritable(path)):
            self.fail(f"{path} cannot be written: {problem}; name another place", param, ctx)
        return path


def unwritable(path: Path) -> str | None:
    """Why nothing can be written there, as far as that is seen before it is done."""
    if path.exists() and not path.is_file():  # a device or a pipe
        return None if os.access(path, os.W_OK) else f"{path} may not be written to"
    place = next((folder for folder in path.parents if os.path.lexists(folder)), Path())
    if not place.is_dir():
        return f"{place} is not a folder"
    return None if os.access(place, os.W_OK | os.X_OK) else f"{place} may not be written to"


class Day(click.ParamType[date]):
    """A day, as 2026-03-09."""

    name = "day"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> date:
        try:
            return value if isinstance(value, date) else date.fromisoformat(str(value))
        except ValueError:
            self.fail(f"{value!r} is no day; write it as 2026-03-09", param, ctx)


inputs_argument = click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
inputs_or_store_argument = click.argument("inputs", nargs=-1, metavar="[INPUT...]")
output_option = click.option(
    "-o", "--output", "output_path", type=OutputFile(), metavar="FILE", help="Write here in place of standard output."
)
outlet_option = click.option("--outlet", metavar="NAME", help="Who publishes these inputs, where they don't tell.")
outlets_option = click.option(
    "--outlets",
    "outlets_file",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="A TOML file of outlets and their owners.",
)


def file_option(flag: str, name: str, text: str) -> Callable[[Command], Command]:
    """An option that names a file to write."""
    return click.option(flag, name, type=OutputFile(), metavar="FILE", help=text)


class CommandGroup(click.Group):
    """A command with commands of its own, each told in a whole sentence."""

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - as click has it
        with formatter.section("Commands"):
            formatter.write_dl([(name, one.get_short_help_str(WHOLE)) for name, one in sorted(self.commands.items())])


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


def counted(number: int, what: str, plural: str = "") -> str:
    """`1 reader`, `3 readers`, `2 stories`."""
    return f"{number:,} {what if number == 1 else plural or f'{what}s'}"


class _Screen(Console):
    def on_broken_pipe(self) -> None:
        """Who reads no further is told of where all commands are ended, and not by rich."""
        raise BrokenPipeError


def show(made: Callable[[int], Text]) -> None:
    """Print a text made for the width of the terminal, in colour where it has it."""
    console = _Screen(highlight=False)
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
    """A file to fill, which takes the place of `path` once it is whole; a device or a pipe is filled as it stands.

    Folders that are missing are made, and named on stderr.

    Raises:
        OutputError: it cannot be written.
    """
    partial = path.with_name(f".{path.name[:NAME_KEPT]}.{os.getpid()}")
    try:
        if path.exists() and not path.is_file():
            yield path
            return
        made_folder(path.parent)
        try:
            yield partial
            partial.replace(path)
        finally:
            partial.unlink(missing_ok=True)
    except BrokenPipeError:
        raise
    except OSError as error:
        if error.filename not in {None, str(partial), str(path)}:
            raise
        raise OutputError(f"{path} cannot be written: {of_system(error)}; name another place") from error


def made_folder(folder: Path) -> None:
    """Make a folder that is missing, and those above it; say so.

    Raises:
        OutputError: it cannot be made.
    """
    if folder.is_dir():
        return
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"folder {folder} cannot be made: {of_system(error)}; name another place") from error
    click.echo(f"made folder {folder}", err=True)


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


def read_text(path: Path) -> str:
    """The text of a file that an option or argument names; one that is none, or cannot be read, is wrong usage."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise click.UsageError(f"{path} cannot be read: {of_system(error)}; check the path") from error
    except UnicodeDecodeError as error:
        raise click.UsageError(f"{path} is no text in UTF-8; save it as that") from error


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

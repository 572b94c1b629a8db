"""What all commands share: arguments, naming what failed, progress on a terminal, output that is whole or absent."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TypeVar

import click

from twosource.errors import InputError
from twosource.pipeline import Advance, silent

SOME_FAILED = 1
T = TypeVar("T")
Command = Callable[..., None]

inputs_argument = click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
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
def output(path: Path | None) -> Iterator[IO[str]]:
    """A text stream to `path`, which appears whole or not at all, or to standard output."""
    if path is None or str(path) == "-":
        sys.stdout.reconfigure(encoding="utf8", newline="\n")  # type: ignore[union-attr]
        yield sys.stdout
        sys.stdout.flush()
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with partial.open("w", encoding="utf8", newline="\n") as stream:
            yield stream
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)


def write(path: Path | None, text: str) -> None:
    with output(path) as stream:
        stream.write(text)


@contextmanager
def progress(doing: str) -> Iterator[Advance]:
    """A counter on stderr when that is a terminal."""
    if not sys.stderr.isatty():
        yield silent
        return
    from rich.console import Console  # noqa: PLC0415 - only a terminal pays for it
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn  # noqa: PLC0415

    columns = (SpinnerColumn(), TextColumn("{task.description}"), TextColumn("{task.completed}"), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(doing, total=None)
        yield lambda _: bar.advance(task)

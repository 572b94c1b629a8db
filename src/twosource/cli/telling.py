"""Telling stories behind gathering: what `gather` does in the end or beside, and `serve` beside."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from threading import Event
from typing import TYPE_CHECKING

import click

from twosource.cli.console import counted
from twosource.pipeline import Advance, silent
from twosource.wiring import Wiring

if TYPE_CHECKING:
    from twosource.service.follower import Follower, Progress


class Following:
    """The stories of the store are told as they change, until asked to stop: a part that runs beside others."""

    def __init__(self, wiring: Wiring) -> None:
        self._wiring = wiring
        self._follower: Follower | None = None

    def progress(self) -> Progress:
        from twosource.service.follower import Progress  # noqa: PLC0415 - 0.5 s that --help need not pay

        return self._follower.progress if self._follower else Progress()

    def __call__(self, stop: Event) -> None:
        with self._opened() as follower:
            follower.watch(stop, lambda error: click.echo(f"twosource: {error}", err=True))

    def once(self, stop: Event, advance: Advance = silent) -> None:
        """Tell what is to be told now."""
        with self._opened(advance) as follower:
            follower.once(stop)

    @contextmanager
    def _opened(self, advance: Advance = silent) -> Iterator[Follower]:
        from twosource.service.follower import Follower  # noqa: PLC0415

        with (
            closing(self._wiring.store()) as database,
            database.alone(work="telling"),
            self._wiring.making() as making,
            closing(Follower(database, making, advance=advance)) as self._follower,
        ):
            yield self._follower


def show(progress: Progress) -> None:
    """What came of it, in a line, and why stories failed."""
    for reason, failed in sorted(progress.reasons.items()):
        click.echo(f"twosource: {counted(failed, 'story', 'stories')} could not be told: {reason}", err=True)
    told = counted(progress.told, "story", "stories")
    click.echo(f"{told} told, of {counted(progress.reports, 'report')}; {progress.behind} to be told", err=True)

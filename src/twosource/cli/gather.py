"""`twosource gather`: fetch what is due from feeds, read it, keep it, and find its stories; once, or for ever."""

from __future__ import annotations

import signal
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from threading import Event
from typing import TYPE_CHECKING, Final

import click

from twosource.cli import STOPPED, telling
from twosource.cli.console import SOME_FAILED, counted, opened_store, progress
from twosource.cli.telling import Following
from twosource.gathering.feedstate import Health
from twosource.wiring import Wiring

if TYPE_CHECKING:
    from twosource.service.figures import Figures
    from twosource.service.ledger import FeedSummary

ILL: Final = frozenset({Health.NOT_A_FEED, Health.GONE, Health.BLOCKED, Health.FAILING})


@click.command("gather")
@click.option("--watch", is_flag=True, help="Go on: fetch whatever is due, when it is due.")
@click.option(
    "--workers", type=click.IntRange(1, 256), metavar="N", default=16, show_default=True, help="Requests at once."
)
@click.option(
    "--per-host", type=click.IntRange(1, 16), metavar="N", default=1, show_default=True, help="Of them to one host."
)
@click.option(
    "--pause",
    type=click.FloatRange(0, 3600),
    metavar="SECONDS",
    default=1.0,
    show_default=True,
    help="Seconds between two requests to one host.",
)
@click.option("--tell/--no-tell", default=True, show_default=True, help="Compare the reports of each story too.")
def command(watch: bool, workers: int, per_host: int, pause: float, tell: bool) -> None:
    """Fetch what is due from the feeds of the store, and the pages of what is new; keep reports, find their stories.

    Then the stories that changed are told: who says what in their reports, and all that follows of it, the newest and
    largest first. With --watch that goes on beside.

    Ends with 1 where a feed could not be had; each is named. It may be stopped, or killed, at any moment: the next run
    goes on where it stopped.
    """
    from twosource.service.beside import Beside  # noqa: PLC0415 - 0.5 s that --help need not pay
    from twosource.service.gatherer import Gatherer, Pace  # noqa: PLC0415

    wiring, pace = Wiring(), Pace(workers, per_host, pause)
    following, beside = Following(wiring), Beside(lambda line: click.echo(f"twosource: {line}", err=True))
    with (
        opened_store(wiring) as database,
        database.alone(),
        wiring.outside(per_host) as outside,
        progress("gathering") as advance,
        closing(Gatherer(database, outside, pace, advance=advance)) as gatherer,
        stopped_by_signals() as stop,
    ):
        if watch:
            if tell:
                beside.start("telling", following)
            try:
                gatherer.watch(stop, lambda error: click.echo(f"twosource: {error}", err=True))
            finally:
                beside.stop()
        else:
            gatherer.once(stop)
    show(gatherer.summaries, gatherer.figures)
    if stop.is_set() and not watch:
        _stopped()
    if tell and not watch:
        tell_once(following)
    if any(one.followed.state.health in ILL for one in gatherer.summaries.values()):
        click.get_current_context().exit(SOME_FAILED)


def tell_once(following: Following) -> None:
    """Tell the stories that changed, until it is done or we are asked to end."""
    with progress("comparing stories") as advance, stopped_by_signals() as stop:
        following.once(stop, advance)
    telling.show(following.progress())
    if stop.is_set():
        _stopped()


def _stopped() -> None:
    """What was to be done once was ended before it was; with --watch that is how it ends."""
    click.echo("twosource: stopped; the next run goes on from here", err=True)
    click.get_current_context().exit(STOPPED)


@contextmanager
def stopped_by_signals() -> Iterator[Event]:
    """An event that is set when the process is asked to end, by the terminal or by its supervisor."""
    stop = Event()

    def ask(*_: object) -> None:
        stop.set()

    before = {number: signal.signal(number, ask) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def show(summaries: Mapping[str, FeedSummary], figures: Figures) -> None:
    """A line a feed on stdout, those that could not be had on stderr, and the sum."""
    for url, one in sorted(summaries.items()):
        state = one.followed.state
        pages = ", ".join(f"{many} {TOLD[kind]}" for kind, many in sorted(one.pages.items()))
        told = "; ".join(filter(None, (state.reason, pages)))
        click.echo(f"{state.health.value:<10} {one.followed.outlet or url} ({url}): {told}", err=state.health in ILL)
    new, changed = (figures.reports.get(kind, 0) for kind in ("new", "changed"))
    click.echo(
        f"{counted(sum(figures.feeds.values()), 'feed')} asked; {counted(new, 'report')} new, {changed} changed;"
        f" the stories of {figures.grouped} found",
        err=True,
    )


TOLD: Final = {
    "page": "read from their pages",
    "feed": "from the feed's own text",
    "again": "to be tried again",
    "failed": "without a report",
}

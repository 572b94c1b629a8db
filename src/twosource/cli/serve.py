"""`twosource serve`: the reader in a browser, the answers to other programs, and the schedule, in one process."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

import click

from twosource.errors import ConfigError, StoreMissing
from twosource.wiring import Wiring

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from threading import Event

    from twosource.service.beside import Beside
    from twosource.service.figures import Figures
    from twosource.service.gatherer import Gatherer
    from twosource.web.pool import Pool
    from twosource.web.site import Site

PATIENCE = 30.0  # seconds for which an admin waits while the feed of a site is sought


@click.command("serve")
@click.option("--host", metavar="ADDRESS", default="127.0.0.1", show_default=True, help="Where to listen.")
@click.option(
    "--port", type=click.IntRange(0, 65535), metavar="N", default=8000, show_default=True, help="0: one that is free."
)
@click.option("--gather/--no-gather", default=True, show_default=True, help="Fetch what is due from feeds.")
@click.option("--tell/--no-tell", "following", default=True, show_default=True, help="Compare reports as they come.")
@click.option("--send/--no-send", default=True, show_default=True, help="Send briefs, if a mail server is set.")
@click.option("--webhooks/--no-webhooks", default=True, show_default=True, help="Tell addresses what happens.")
def command(host: str, port: int, gather: bool, following: bool, send: bool, webhooks: bool) -> None:
    """Show what the store holds in a browser, gather what is due from feeds, and tell the stories that change.

    It makes the store if there is none. Whoever sits at this machine reads without an account; an address that others
    can reach needs accounts: see `twosource user`.
    """
    run(Wiring(), host, port, gather=gather, following=following, send=send, webhooks=webhooks)


def run(
    wiring: Wiring,
    host: str,
    port: int,
    *,
    gather: bool = True,
    following: bool = True,
    send: bool = True,
    webhooks: bool = True,
    open_to: Callable[[str], None] = lambda _: None,
) -> None:
    """What the command does, by this wiring; `open_to` is told the address that it answers at."""
    from twosource.cli.telling import Following  # noqa: PLC0415 - 0.5 s that --help need not pay
    from twosource.service.beside import Beside  # noqa: PLC0415
    from twosource.web.app import application  # noqa: PLC0415
    from twosource.web.pool import Pool  # noqa: PLC0415
    from twosource.web.serving import address_of, is_loopback, listening, provider_of, serve  # noqa: PLC0415

    provider = provider_of(wiring.config)
    _prepare(wiring, host)
    listener = listening(host, port)
    beside, gathering, telling = Beside(tell), Gathering(wiring), Following(wiring)
    with closing(Pool(wiring.store)) as pool:
        site = replace(
            _site(wiring, pool),
            loopback=is_loopback(host),
            figures=gathering.figures,
            progress=telling.progress,
            running=lambda: beside.running,
            provider=provider,
        )
        here = address_of(listener)
        parts: dict[str, Callable[[Event], None] | None] = {
            "gathering": gathering if gather else None,
            "telling": telling if following else None,
            "regrouping": Regrouping(wiring),
            "sending": Sending(wiring) if send and wiring.config.smtp_url else None,
            "webhooks": Webhooks(wiring, site.address or here) if webhooks else None,
        }
        _start(beside, parts)
        open_to(here)
        tell(f"open {site.address or here} in a browser; Ctrl+C ends it")
        try:
            serve(application(site), listener, beside.asked_to_stop.set)
        finally:
            beside.stop()


def _site(wiring: Wiring, pool: Pool) -> Site:
    """The site by this wiring, before it is known what runs beside it."""
    from twosource.gathering.finding import discovered  # noqa: PLC0415 - as above
    from twosource.gathering.visits import here  # noqa: PLC0415
    from twosource.web.serving import remembered  # noqa: PLC0415
    from twosource.web.site import Site  # noqa: PLC0415

    outlets = remembered(lambda: wiring.outlets(None, stored=True))
    finder = partial(discovered, wiring.fetcher, here, patience=PATIENCE)
    return Site(wiring.config, pool, outlets, wiring.world.now, finder=finder)


def _start(beside: Beside, parts: Mapping[str, Callable[[Event], None] | None]) -> None:
    """Start what is to run beside the site, in this order; None is a part that was not asked for."""
    for name, part in parts.items():
        if part:
            beside.start(name, part)


def tell(line: str) -> None:
    click.echo(f"twosource: {line}", err=True)


def _prepare(wiring: Wiring, host: str) -> None:
    """Make the store if it is missing; see that nobody reads from elsewhere without an account.

    Raises:
        ConfigError: others could, and there are no accounts; or a setting that is none.
        StoreError: the store is not to be had.
    """
    from twosource.store.accounts import has_accounts  # noqa: PLC0415
    from twosource.web.serving import is_loopback, named_host  # noqa: PLC0415

    public = next((one for one in (host, named_host(wiring.config)) if one and not is_loopback(one)), None)
    try:
        database = wiring.store()
    except StoreMissing:
        database = wiring.store(create=True)
        tell("a new store was made; say what to read at “Add feeds” in the browser, or by `twosource feeds add URL`")
    with closing(database):
        if public and not has_accounts(database):
            raise ConfigError(
                f"{public} can be reached from other machines, and nobody has an account here;"
                " run `twosource user add NAME` first, or leave out --host and base_url"
            )


class Sending:
    """Briefs by mail as a part that runs beside: one at a time for each store."""

    def __init__(self, wiring: Wiring) -> None:
        self._wiring = wiring

    def __call__(self, stop: Event) -> None:
        from twosource.service.mailroom import LOOK, Mailroom  # noqa: PLC0415

        outlets = partial(self._wiring.outlets, None, stored=True)
        with closing(self._wiring.store()) as database, database.alone(work="sending"):
            now, look = self._wiring.world.now, self._wiring.world.soon(LOOK)
            Mailroom(database, self._wiring.config, outlets, now, look=look).watch(stop, tell)


class Webhooks:
    """Addresses are told what happens, as a part that runs beside; any number of processes may."""

    def __init__(self, wiring: Wiring, base: str) -> None:
        self._wiring = wiring
        self._base = base

    def __call__(self, stop: Event) -> None:
        from twosource.service.webhooks import LOOK, Herald  # noqa: PLC0415

        world = self._wiring.world
        with closing(self._wiring.store()) as database:
            herald = Herald(database, self._wiring.poster, self._base, tell, world.now)
            herald.watch(stop, look=world.soon(LOOK))


class Regrouping:
    """What editors say on the site is followed, where nobody gathers as a part that runs beside."""

    def __init__(self, wiring: Wiring) -> None:
        self._wiring = wiring

    def __call__(self, stop: Event) -> None:
        from twosource.service.storylines import follow_editors  # noqa: PLC0415

        with closing(self._wiring.store()) as database:
            follow_editors(database, self._wiring.world.now, stop)


class Gathering:
    """Gathering as a part that runs beside: one at a time for each store."""

    def __init__(self, wiring: Wiring) -> None:
        self._wiring = wiring
        self._gatherer: Gatherer | None = None

    def figures(self) -> Figures:
        from twosource.service.figures import Figures  # noqa: PLC0415

        return self._gatherer.figures if self._gatherer else Figures()

    def __call__(self, stop: Event) -> None:
        from twosource.service.gatherer import Gatherer, Pace  # noqa: PLC0415

        soon, usual = self._wiring.world.soon, Pace()
        pace = replace(usual, pause=soon(usual.pause), look=soon(usual.look))
        with (
            closing(self._wiring.store()) as database,
            database.alone(),
            self._wiring.outside(pace.per_host) as outside,
            closing(Gatherer(database, outside, pace)) as self._gatherer,
        ):
            self._gatherer.watch(stop, lambda error: tell(str(error)))

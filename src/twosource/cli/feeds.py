"""`twosource feeds`: which feeds are read, who publishes them, and how they do."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

import click
from rich.text import Text

from twosource import clock
from twosource.cli.console import CommandGroup, Failures, counted, opened_store, output_option, show, write, wrote
from twosource.errors import InputError, Unreachable, of_system
from twosource.gathering.feedstate import WELL
from twosource.gathering.finding import discovered
from twosource.gathering.inputs import InputLimits
from twosource.gathering.packs import PACKS, pack
from twosource.gathering.visits import here, server_of
from twosource.model import Page
from twosource.reading.feedlists import Subscription, opml
from twosource.rendering.json import VERSION, dumps
from twosource.rendering.terminal import OURS, TITLE, clean
from twosource.service.subscriptions import Followed, as_kept, feed_json, feeds_in, follow_all, followed, unfollow
from twosource.store import Database
from twosource.store.gathered import Tally, tallies
from twosource.wiring import Wiring


@click.group("feeds", cls=CommandGroup)
def command() -> None:
    """The feeds that are read: which they are, who publishes them, and how they do."""


@command.command("add")
@click.argument("urls", nargs=-1, required=True, metavar="URL...")
@click.option("--outlet", metavar="NAME", help="Who publishes them. Default: what the feed calls itself.")
@click.option("--owner", metavar="NAME", help="Who owns the outlet: outlets of one owner are one family.")
@click.option("--language", metavar="CODE", help="As en, pt-BR. Default: what the feed says.")
@click.option("--country", metavar="CODE", help="As ISO 3166 has it: GB, KE.")
def add(
    urls: tuple[str, ...], outlet: str | None, owner: str | None, language: str | None, country: str | None
) -> None:
    """Read the feed at each URL from now on, or that of the site whose page is there."""
    failures, wiring = Failures(), Wiring()
    with opened_store(wiring, create=True) as database:
        for url in urls:
            try:
                found = discovered(wiring.fetcher, here, url)
                about = Subscription(found.url, found.read.title, found.read.link, outlet=outlet, owner=owner)
                about = replace(about, language=language or found.read.language, country=country)
                _follow(database, list(failures.passing([as_kept(about)])))
            except InputError as error:
                failures.name([error])
                continue
            for other in found.others[:10]:
                click.echo(f"  also there: {other.url}" + (f" ({other.title})" if other.title else ""), err=True)
    failures.exit()


def _follow(database: Database, abouts: Sequence[Subscription]) -> int:
    """How many of them are new."""
    are_new = follow_all(database, abouts, clock.now())
    for about, new in zip(abouts, are_new, strict=True):
        click.echo(f"{'added' if new else 'known'} {about.url} ({about.outlet or about.title or server_of(about.url)})")
    return sum(are_new)


@command.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print them as JSON.")
def list_(as_json: bool) -> None:
    """Every feed with its health, the reason for it, and when it is asked again."""
    with opened_store(Wiring()) as database:
        found, counts = followed(database), tallies(database)
    told = [(one, counts.get(url, Tally())) for url, one in found.items()]
    if as_json:
        click.echo(dumps({"version": VERSION, "feeds": [feed_json(*one) for one in told]}))
    else:
        show(lambda _: _sheet(told))


def _sheet(told: Sequence[tuple[Followed, Tally]]) -> Text:
    sheet = Text()
    for one, tally in told:
        state = one.state
        sheet.append(f"{state.health.value:<11}", style="" if state.health in WELL else "bold")
        sheet.append(clean(one.outlet or server_of(one.url)), style=TITLE).append(f"  {clean(one.url)}\n", style=OURS)
        sheet.append("".join(f"{'':11}{clean(line)}\n" for line in _reasons(one, tally)))
    told_of = counted(len(told), "feed") if told else "no feed; add one with `twosource feeds add URL`"
    return sheet.append(told_of, style=OURS)


def _reasons(one: Followed, tally: Tally) -> Iterable[str]:
    """Why a feed does as it does, and what ails its entries."""
    state = one.state
    since = f", since {state.since:%Y-%m-%d %H:%M}" if state.since and state.health not in WELL else ""
    again = f"; asked again {state.due:%Y-%m-%d %H:%M}" if state.due else "; not asked again"
    yield f"{state.reason or 'not asked yet'}{since}{again}"
    if tally.waiting or tally.kept or tally.failed:
        yield f"entries: {tally.kept} kept, {tally.waiting} waiting, {tally.failed} without a report"
    for reason, many in tally.reasons[:5]:
        yield f"{many} × {reason}"


@command.command("remove")
@click.argument("urls", nargs=-1, required=True, metavar="URL...")
def remove(urls: tuple[str, ...]) -> None:
    """Read these feeds no longer. What was kept of them stays."""
    with opened_store(Wiring()) as database:
        unknown = [url for url in urls if not unfollow(database, url)]
    if unknown:
        raise click.UsageError(f"no such feed: {', '.join(unknown)}; `twosource feeds list` names them")


@command.command("import")
@click.argument("files", nargs=-1, metavar="[FILE...]", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--pack", "packs", multiple=True, type=click.Choice(PACKS), help="A list that comes with the program.")
def import_(files: tuple[Path, ...], packs: tuple[str, ...]) -> None:
    """Read all feeds of OPML files, or of starter packs: well-known outlets of a region, with their owners."""
    if not files and not packs:
        raise click.UsageError("name an OPML file, or a pack: --pack " + ", --pack ".join(PACKS))
    failures, new = Failures(), 0
    with opened_store(Wiring(), create=True) as database:
        for page in failures.passing([*map(pack, packs), *map(_page, files)]):
            try:
                new += _follow(database, list(failures.passing(map(as_kept, feeds_in(page)))))
            except InputError as error:
                failures.name([error])
    click.echo(f"{counted(new, 'feed is', 'feeds are')} new", err=True)
    failures.exit()


def _page(path: Path) -> Page | InputError:
    if str(path) == "-":
        return Page("-", "-", sys.stdin.buffer.read(InputLimits().page_bytes))
    try:
        with path.open("rb") as stream:
            return Page(str(path), str(path), stream.read(InputLimits().page_bytes))
    except OSError as error:
        return Unreachable(str(path), of_system(error), "check the path and who may read it")


@command.command("export")
@output_option
def export(output_path: Path | None) -> None:
    """All feeds as OPML, which other readers take, and `feeds import`."""
    with opened_store(Wiring()) as database:
        found = followed(database)
    write(output_path, opml((one.about for one in found.values()), title="Feeds of TwoSource", made=clock.now()))
    wrote(output_path)

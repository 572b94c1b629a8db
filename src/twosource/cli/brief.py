"""`twosource brief`: reports → what you need to know of a period: in the terminal, as a page, a mail, text, JSON."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import astuple, dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import click

from twosource import clock
from twosource.briefing import NOTHING_TOLD, Told, compose, told_after, told_from_json, told_json
from twosource.briefing.importance import Period, Signals
from twosource.briefing.length import Length, minutes
from twosource.briefing.rules import NO_RULES, Rules, parse
from twosource.briefing.trial import Trial, tried
from twosource.cli.console import Day, Failures, file_option, read_text, show, store_in_place_of_inputs, write, wrote
from twosource.cli.material import dossiers_of_inputs, dossiers_of_store, material_options
from twosource.errors import Malformed, RuleError
from twosource.model import Brief, Dossier, Outlet, moment
from twosource.rendering.brief import brief_page
from twosource.rendering.brief_feeds import Issue, brief_atom, brief_json_feed
from twosource.rendering.json import brief_json
from twosource.rendering.labels import day
from twosource.rendering.mail import brief_mail
from twosource.rendering.places import Link, links
from twosource.rendering.story import stories_page
from twosource.rendering.terminal import brief_summary, trial_summary
from twosource.store import gathered, keeping, material
from twosource.wiring import Wiring

PERIOD = re.compile(r"(\d{1,4})([dw])")
DAYS = {"d": 1, "w": 7}
WEEK = timedelta(days=6)  # before a day, so that it is the last of seven
GLANCE = 3  # stories told on the terminal when the whole brief goes to a file: about a screen and a half


class Since(click.ParamType[date | timedelta]):
    """A period that ends with the last day ("7d", "2w"), or the first day itself ("2026-03-09")."""

    name = "period"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> date | timedelta:
        if isinstance(value, date | timedelta):
            return value
        if match := PERIOD.fullmatch(str(value)):
            return timedelta(days=max(1, int(match[1])) * DAYS[match[2]])
        try:
            return date.fromisoformat(str(value))
        except ValueError:
            self.fail(f"{value!r} is neither a period (1d, 7d, 2w) nor a day (2026-03-09)", param, ctx)


@click.command("brief")
@material_options
@click.option(
    "--since", type=Since(), metavar="PERIOD", help="1d, 7d, 2w, or the first day, as 2026-03-09. Default: all."
)
@click.option(
    "--until",
    type=Day(),
    metavar="DAY",
    help="The last day. Default: that of the newest report.",
)
@click.option(
    "--stories",
    "count",
    type=click.IntRange(1, 100),
    metavar="N",
    default=15,
    show_default=True,
    help="How many at most.",
)
@click.option(
    "--minutes",
    "most_minutes",
    type=click.IntRange(1, 60),
    metavar="N",
    help="As much as can be read in so many, in place of --stories.",
)
@click.option(
    "--rules",
    "rules_file",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Your own rules: what to follow, mute, …",
)
@click.option("--try", "is_trial", is_flag=True, help="Show what the rules would have done, and write nothing.")
@file_option("--told", "told_file", "Tell only what this file does not have, and add it there. It need not exist.")
@file_option("--html", "html_path", "Write the brief as a page.")
@file_option("--dossiers", "dossiers_path", "Write the page of dossiers that the brief's lines link to.")
@file_option("--text", "text_path", "Write it as text.")
@file_option("--eml", "eml_path", "Write it as a mail, ready to send.")
@file_option("--json", "json_path", "Write it as JSON.")
@file_option("--atom", "atom_path", "Write it as an Atom feed.")
@file_option("--json-feed", "feed_path", "Write it as a JSON Feed.")
def command(
    inputs: tuple[str, ...],
    outlet: str | None,
    outlets_file: Path | None,
    since: date | timedelta | None,
    until: date | None,
    count: int,
    most_minutes: int | None,
    rules_file: Path | None,
    is_trial: bool,
    told_file: Path | None,
    **paths: Path | None,
) -> None:
    """What you need to know: verbatim lines of the stories that matter, each with its counts.

    Without INPUT, of the reports in the store, which keeps the brief. FILE may be - for standard output.
    """
    if is_trial and not rules_file:
        raise click.UsageError("--try needs the rules to try: give them with --rules FILE")
    failures, wiring = Failures(), Wiring()
    outlets = wiring.outlets(outlets_file, stored=not inputs)
    length = minutes(most_minutes) if most_minutes else Length(count)
    wish = Wish(since, until, length, rules_of(rules_file), told_of(told_file), outlets)
    dossiers, newest, places = material_of(inputs, wiring, failures, outlet, wish)
    if is_trial:
        trial = wish.trial(dossiers, newest, places)
        show(lambda width: trial_summary(trial, width))
        failures.exit()
        return
    brief = wish.brief(dossiers, newest, places)
    if not inputs:
        keep(wiring, brief)
    written = Written(**paths)
    written.write(brief, outlets, wiring)
    if told_file:
        write(told_file, told_json(told_after(brief, wish.told)))
    if "-" not in map(str, written.all):
        most = GLANCE if any(written.all) else None
        show(lambda width: brief_summary(brief, outlets, width, most=most))
    wrote(*written.all)
    if not brief.stories and (way := wish.way_to(newest)):
        click.echo(way, err=True)
    failures.exit()


@dataclass(frozen=True, slots=True)
class Written:
    """Where a brief is written, in which form."""

    html_path: Path | None
    dossiers_path: Path | None
    text_path: Path | None
    eml_path: Path | None
    json_path: Path | None
    atom_path: Path | None
    feed_path: Path | None
    output_path: Path | None

    @property
    def all(self) -> tuple[Path | None, ...]:
        return astuple(self)

    def write(self, brief: Brief, outlets: Mapping[str, Outlet], wiring: Wiring) -> None:
        told = [story.dossier for story in brief.stories]
        link = link_to(self.dossiers_path, self.html_path, told)
        issue = Issue(brief, datetime.combine(brief.until or date(1970, 1, 1), time.min, UTC))
        forms: Sequence[tuple[Path | None, Callable[[], str | bytes]]] = (
            (self.dossiers_path, lambda: stories_page(told, outlets)),
            (self.html_path, lambda: brief_page(brief, outlets, link)),
            (self.text_path, lambda: brief_mail(brief, outlets).text),
            (self.output_path, lambda: brief_mail(brief, outlets).text),
            (self.eml_path, lambda: wiring.message(brief_mail(brief, outlets))),
            (self.json_path, lambda: brief_json(brief)),
            (self.atom_path, lambda: brief_atom([issue], outlets)),
            (self.feed_path, lambda: brief_json_feed([issue], outlets)),
        )
        for path, made in forms:
            if path:
                write(path, made())


@dataclass(frozen=True, slots=True)
class Wish:
    """What was asked for. `until` is the last day, if that was given."""

    since: date | timedelta | None
    until: date | None
    length: Length
    rules: Rules
    told: Told
    outlets: Mapping[str, Outlet]

    def period(self, newest: date | None) -> Period:
        """The first and the last day, where the newest report is of the day `newest`."""
        last = self.until or newest
        first = first_day(self.since, last)
        if first and self.until and first > self.until:
            raise click.UsageError(f"the period ends ({self.until}) before it begins ({first})")
        return Period(first, max(filter(None, (first, last)), default=None))

    def way_to(self, newest: date | None) -> str | None:
        """Which days to ask for, where none of those that were asked for has a report."""
        first, last = self.period(newest)
        if newest and first and first > newest:
            return f"the newest report is of {day(newest)}; try --since {newest - WEEK}"
        if newest and last and last < newest:
            return f"the newest report is of {day(newest)}; try --until {newest}"
        return None

    def brief(self, dossiers: Sequence[Dossier], newest: date | None, places: Mapping[str, int]) -> Brief:
        signals = Signals(self.outlets, places)
        period = self.period(newest)
        return compose(dossiers, period, rules=self.rules, told=self.told, length=self.length, signals=signals)

    def trial(self, dossiers: Sequence[Dossier], newest: date | None, places: Mapping[str, int]) -> Trial:
        signals = Signals(self.outlets, places)
        return tried(dossiers, self.period(newest), self.rules, length=self.length, signals=signals)


def rules_of(path: Path | None) -> Rules:
    """The reader's rules in a file."""
    if path is None:
        return NO_RULES
    try:
        return parse(read_text(path))
    except RuleError as error:
        raise click.UsageError(f"--rules {path}: {error}") from error


def told_of(path: Path | None) -> Told:
    """What a file has of briefs before; nothing where there is none yet."""
    if path is None or not path.exists():
        return NOTHING_TOLD
    try:
        return told_from_json(read_text(path))
    except Malformed as error:
        raise click.UsageError(f"--told {path}: {error}") from error


def material_of(
    inputs: Sequence[str], wiring: Wiring, failures: Failures, outlet: str | None, wish: Wish
) -> tuple[Sequence[Dossier], date | None, Mapping[str, int]]:
    """The dossiers that a brief is made of, the day of the newest report, and how high feeds placed which.

    Those of the inputs; without any those of the store, of which stories have their reports of before the period too.
    """
    if inputs:
        dossiers = dossiers_of_inputs(inputs, wiring, failures, outlet=outlet, outlets=wish.outlets)
        return dossiers, newest_day(dossiers), {}
    with store_in_place_of_inputs(wiring) as database:
        newest = keeping.newest_day(database)
        period = wish.period(newest)
        made = dossiers_of_store(database, wiring, wish.outlets, period.since, period.until if wish.until else None)
        places = gathered.places(database, [report.id for one in made for report in one.reports])
    return made, newest, places


def keep(wiring: Wiring, brief: Brief) -> None:
    """Keep a brief in the store that it was made from."""
    with store_in_place_of_inputs(wiring) as database:
        material.keep_brief(database, brief_json(brief), clock.now())


def newest_day(dossiers: Sequence[Dossier]) -> date | None:
    """The day of the newest report, the end of the period where none is given."""
    known = [when for dossier in dossiers for report in dossier.reports if (when := moment(report.published))]
    return max(known).date() if known else None


def first_day(since: date | timedelta | None, last: date | None) -> date | None:
    """The first day of the period: `7d` are the last seven days, the last one included."""
    if isinstance(since, timedelta):
        return last - since + timedelta(days=1) if last else None
    return since


def link_to(dossiers_path: Path | None, html_path: Path | None, told: Sequence[Dossier]) -> Link | None:
    """Links from the brief's page to the dossiers' page, wherever both are put."""
    if dossiers_path is None or html_path is None or "-" in {str(dossiers_path), str(html_path)}:
        return None
    return links(told, Path(os.path.relpath(dossiers_path, html_path.parent)).as_posix())

"""`twosource brief`: reports → what you need to know of a period: in the terminal, as a page, a mail, text, JSON."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import click

from twosource import desk, pipeline
from twosource.cli.console import (
    Failures,
    dossiers_of,
    file_option,
    inputs_or_store_argument,
    outlet_option,
    outlets_option,
    output_option,
    progress,
    show,
    store_in_place_of_inputs,
    write,
    wrote,
)
from twosource.model import Brief, Dossier, Outlet, moment
from twosource.rendering.brief import brief_page
from twosource.rendering.json import brief_json
from twosource.rendering.mail import brief_mail
from twosource.rendering.places import Link, links
from twosource.rendering.story import stories_page
from twosource.rendering.terminal import brief_summary
from twosource.store import keeping, material
from twosource.wiring import Wiring

PERIOD = re.compile(r"(\d{1,4})([dw])")
DAYS = {"d": 1, "w": 7}
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
            self.fail(f"{value!r} is neither a period (7d, 2w) nor a day (2026-03-09)", param, ctx)


@click.command("brief")
@inputs_or_store_argument
@outlet_option
@outlets_option
@click.option("--since", type=Since(), metavar="PERIOD", help="7d, 2w, or the first day, as 2026-03-09. Default: all.")
@click.option(
    "--until",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="DAY",
    help="The last day. Default: that of the newest report.",
)
@click.option(
    "--stories", "count", type=click.IntRange(1, 100), default=15, show_default=True, help="How many at most."
)
@file_option("--html", "html_path", "Write the brief as a page.")
@file_option("--dossiers", "dossiers_path", "Write the page of dossiers that the brief's lines link to.")
@file_option("--text", "text_path", "Write it as text.")
@file_option("--eml", "eml_path", "Write it as a mail, ready to send.")
@file_option("--json", "json_path", "Write it as JSON.")
@output_option
def command(
    inputs: tuple[str, ...],
    outlet: str | None,
    outlets_file: Path | None,
    since: date | timedelta | None,
    until: datetime | None,
    count: int,
    html_path: Path | None,
    dossiers_path: Path | None,
    text_path: Path | None,
    eml_path: Path | None,
    json_path: Path | None,
    output_path: Path | None,
) -> None:
    """What you need to know: verbatim lines of the stories that matter, each with its counts.

    Without INPUT, of the reports in the store, which keeps the brief. FILE may be - for standard output.
    """
    failures, wiring = Failures(), Wiring()
    outlets = wiring.outlets(outlets_file, stored=not inputs)
    period = Period(since, until.date() if until else None)
    if inputs:
        dossiers = dossiers_of(inputs, wiring, failures, outlet=outlet, outlets=outlets)
        brief = period.brief(dossiers, newest_day(dossiers), count)
    else:
        brief = of_store(wiring, outlets, period, count)
    told = [story.dossier for story in brief.stories]
    if dossiers_path:
        write(dossiers_path, stories_page(told, outlets))
    if html_path:
        write(html_path, brief_page(brief, outlets, link_to(dossiers_path, html_path, told)))
    if text_path or output_path:
        write(text_path or output_path, brief_mail(brief, outlets).text)
    if eml_path:
        write(eml_path, wiring.message(brief_mail(brief, outlets)))
    if json_path:
        write(json_path, brief_json(brief))
    written = (html_path, dossiers_path, text_path, eml_path, json_path, output_path)
    if "-" not in map(str, written):
        most = GLANCE if any(written) else None
        show(lambda width: brief_summary(brief, outlets, width, most=most))
    wrote(*written)
    failures.exit()


@dataclass(frozen=True, slots=True)
class Period:
    """The period that was asked for: its beginning, and its last day if that was given."""

    since: date | timedelta | None
    until: date | None

    def days(self, newest: date | None) -> tuple[date | None, date | None]:
        """The first and the last day, where the newest report is of the day `newest`."""
        last = self.until or newest
        first = first_day(self.since, last)
        if first and self.until and first > self.until:
            raise click.UsageError(f"the period ends ({self.until}) before it begins ({first})")
        return first, max(filter(None, (first, last)), default=None)

    def brief(self, dossiers: Sequence[Dossier], newest: date | None, count: int) -> Brief:
        first, last = self.days(newest)
        return pipeline.brief(dossiers, since=first, until=last, stories=count)


def of_store(wiring: Wiring, outlets: Mapping[str, Outlet], period: Period, count: int) -> Brief:
    """The brief of a period from the store, which keeps it. Stories have their reports of before the period too."""
    with store_in_place_of_inputs(wiring) as database:
        newest = keeping.newest_day(database)
        first, last = period.days(newest)
        with progress("comparing stories") as advance:
            listen = desk.remembering(database, wiring.tag, wiring.tagger, workers=wiring.workers)
            found = desk.stored_reports(database, first, last if period.until else None)
            dossiers = desk.dossiers(database, found, outlets, listen, meaning=wiring.meaning, advance=advance)
        brief = period.brief(dossiers, newest, count)
        material.keep_brief(database, brief_json(brief), datetime.now(UTC))
    return brief


def newest_day(dossiers: Sequence[Dossier]) -> date | None:
    """The day of the newest report, the end of the period where none is given."""
    known = [when for dossier in dossiers for report in dossier.reports if (when := moment(report.published))]
    return max(known).date() if known else None


def first_day(since: date | timedelta | None, last: date | None) -> date | None:
    """The first day of the period: `7d` are the last seven days, the last one included."""
    if isinstance(since, timedelta):
        return last - since + timedelta(days=1) if last else None
    return since


def link_to(dossiers_path: Path | None, html_path: Path, told: Sequence[Dossier]) -> Link | None:
    """Links from the brief's page to the dossiers' page, wherever both are put."""
    if dossiers_path is None or "-" in {str(dossiers_path), str(html_path)}:
        return None
    return links(told, Path(os.path.relpath(dossiers_path, html_path.parent)).as_posix())

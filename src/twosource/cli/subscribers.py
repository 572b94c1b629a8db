"""`twosource subscribers`: who gets briefs by mail: add, list, remove, import, export."""

from __future__ import annotations

import csv
import io
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from twosource import clock
from twosource.cli.console import CommandGroup, Failures, counted, opened_store, output_option, read_text, write, wrote
from twosource.errors import BadField, InputError, RuleError, TooLarge, Unreachable, of_system
from twosource.wiring import Wiring

if TYPE_CHECKING:
    from twosource.delivery.addresses import Address
    from twosource.store.subscribers import Wishes

COLUMNS: Final = ("address", "name", "zone", "days", "hour", "minutes", "rules", "state")
LARGEST: Final = 50_000_000  # bytes of a list: half a million readers
NAMES: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
DAILY: Final = "daily"
DEFAULTS: Final = {"zone": "UTC", "days": "mon", "hour": "7", "minutes": "5", "rules": ""}

confirmed_option = click.option(
    "--confirmed", is_flag=True, help="They have said to you that they want it; otherwise they are asked by mail first."
)


@click.group("subscribers", cls=CommandGroup)
def command() -> None:
    """Who gets briefs by mail, and when."""


@command.command("add")
@click.argument("address")
@click.option("--name", default="", metavar="NAME", help="What they are called, for the mail's head.")
@click.option("--zone", metavar="ZONE", default="UTC", show_default=True, help="Their time zone, as Europe/Berlin.")
@click.option(
    "--days", metavar="DAYS", default="mon", show_default=True, help="daily, or days with commas: mon,wed,fri."
)
@click.option("--hour", type=click.IntRange(0, 23), metavar="N", default=7, show_default=True, help="By their clock.")
@click.option(
    "--minutes", type=click.IntRange(1, 60), metavar="N", default=5, show_default=True, help="How long a brief."
)
@click.option(
    "--rules", "rules_file", type=click.Path(path_type=Path), metavar="FILE", help="A file of their own rules."
)
@confirmed_option
def add(
    address: str, name: str, zone: str, days: str, hour: int, minutes: int, rules_file: Path | None, confirmed: bool
) -> None:
    """Send briefs to ADDRESS from now on."""
    from twosource.service.mailing import enlist  # noqa: PLC0415 - 0.3 s that --help need not pay

    try:
        rules = read_text(rules_file) if rules_file else ""
        whom = _whom({"address": address, "name": name})
        wishes = _wishes({"zone": zone, "days": days, "hour": str(hour), "minutes": str(minutes), "rules": rules})
        with opened_store(Wiring(), create=True) as database:
            new = enlist(database, [(whom, wishes)], clock.now(), confirmed=confirmed)
    except (BadField, RuleError) as error:
        raise click.UsageError(str(error)) from error
    told = ("gets briefs" if confirmed else "is asked by mail first") if new else "is there already"
    click.echo(f"{whom.spec} {told}")


@command.command("list")
def list_() -> None:
    """Every reader with how they stand, and when their next brief is."""
    from twosource.store.subscribers import counts, everybody  # noqa: PLC0415

    with opened_store(Wiring()) as database:
        for one in everybody(database):
            due = f", next {one.due:%Y-%m-%d %H:%M} UTC" if one.due else ""
            why = f" ({one.reason})" if one.reason else ""
            click.echo(
                f"{one.state.value:<13}{one.address}  {_days(one.wishes.days)} {one.wishes.hour:02d}:00"
                f" {one.wishes.zone}, {one.wishes.minutes} minutes{due}{why}"
            )
        found = counts(database)
    click.echo(", ".join(f"{many} {state}" for state, many in found.items()) or "no reader yet", err=True)


@command.command("remove")
@click.argument("addresses", nargs=-1, required=True, metavar="ADDRESS...")
def remove(addresses: tuple[str, ...]) -> None:
    """Forget these readers, and what they were sent."""
    from twosource.store import subscribers as kept  # noqa: PLC0415

    unknown = []
    with opened_store(Wiring()) as database:
        for given in addresses:
            try:
                held = kept.keyed(database, _whom({"address": given}).key)
            except BadField as error:
                raise click.UsageError(str(error)) from error
            if held is None:
                unknown.append(given)
                continue
            with database.write():
                kept.remove(database, held.number)
    if unknown:
        raise click.UsageError(f"no such reader: {', '.join(unknown)}; `twosource subscribers list` names them")


@command.command("import")
@click.argument("files", nargs=-1, required=True, metavar="FILE...", type=click.Path(path_type=Path, allow_dash=True))
@confirmed_option
def import_(files: tuple[Path, ...], confirmed: bool) -> None:
    """Readers of CSV files with a column `address`, and any of name, zone, days, hour, minutes, rules.

    Rows with another `state` than active are left out: who unsubscribed elsewhere stays so.
    """
    from twosource.service.mailing import checked, enlist  # noqa: PLC0415

    failures = Failures()
    people: list[tuple[Address, Wishes]] = []
    for path in files:
        try:
            for line, row in _rows(path):
                try:
                    if row.get("state") in {None, "", "active"}:
                        people.append((_whom(row), checked(_wishes({**DEFAULTS, **row}))))
                except (BadField, RuleError) as error:
                    failures.name([BadField(f"{path} line {line}", str(error), "mend it, and import it again")])
        except InputError as error:
            failures.name([error])
    with opened_store(Wiring(), create=True) as database:
        new = enlist(database, people, clock.now(), confirmed=confirmed)
    click.echo(f"{counted(new, 'reader is', 'readers are')} new, {len(people) - new} were there already", err=True)
    failures.exit()


@command.command("export")
@output_option
def export(output_path: Path | None) -> None:
    """All readers as CSV, which `subscribers import` takes."""
    from twosource.store.subscribers import everybody  # noqa: PLC0415

    written = io.StringIO()
    table = csv.writer(written, lineterminator="\n")
    table.writerow(COLUMNS)
    with opened_store(Wiring()) as database:
        for one in everybody(database):
            wishes = one.wishes
            told = (one.address, one.name, wishes.zone, _days(wishes.days), wishes.hour, wishes.minutes, wishes.rules)
            table.writerow([*map(_cell, map(str, told)), one.state.value])
    write(output_path, written.getvalue())
    wrote(output_path)


def _cell(text: str) -> str:
    """A text that no spreadsheet takes for a formula."""
    return f"'{text}" if text[:1] in {"=", "+", "-", "@", "\t", "\r"} else text


def _rows(path: Path) -> Iterator[tuple[int, Mapping[str, str]]]:
    """The rows of a CSV file, with the number of each.

    Raises:
        InputError: it is none, or too large.
    """
    if str(path) == "-":
        content = sys.stdin.buffer.read(LARGEST + 1)
    else:
        try:
            with path.open("rb") as stream:
                content = stream.read(LARGEST + 1)
        except OSError as error:
            raise Unreachable(str(path), of_system(error), "check the path and who may read it") from error
    if len(content) > LARGEST:
        raise TooLarge(str(path), f"over {LARGEST:,} bytes", "cut it into several files")
    try:
        reader = csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""))
        names = {name: (name or "").strip().lower() for name in reader.fieldnames or ()}
        if "address" not in names.values():
            raise BadField(str(path), "has no column `address`", "name the columns in its first line")
        for row in reader:
            yield (
                reader.line_num,
                {names[name]: value.strip() for name, value in row.items() if name in names and isinstance(value, str)},
            )
    except (UnicodeDecodeError, csv.Error) as error:
        raise BadField(str(path), f"is no CSV in UTF-8 ({error})", "save it as that") from error


def _whom(row: Mapping[str, str]) -> Address:
    from twosource.delivery.addresses import address  # noqa: PLC0415

    return address(row.get("address", ""), row.get("name", "").removeprefix("'"))


def _wishes(row: Mapping[str, str]) -> Wishes:
    from twosource.store.subscribers import Wishes  # noqa: PLC0415

    told = {name: row[name] or usual for name, usual in DEFAULTS.items()}
    if not (told["hour"].isdecimal() and told["minutes"].isdecimal()):
        raise BadField("hour and minutes", "no numbers", "write them as 7 and 5")
    return Wishes(told["zone"], days_of(told["days"]), int(told["hour"][:4]), int(told["minutes"][:4]), told["rules"])


def days_of(text: str) -> str:
    """`daily`, `mon,wed` or `13` → the numbers of the days.

    Raises:
        BadField: no days.
    """
    given = text.strip().lower()
    if given == DAILY:
        return "1234567"
    if given.isdecimal():
        return given
    names = [name.strip()[:3] for name in given.split(",")]
    if not set(names) <= set(NAMES):
        raise BadField(f"days {text[:60]!r}", "are none", "write daily, or mon,wed,fri")
    return "".join(str(NAMES.index(name) + 1) for name in names)


def _days(days: str) -> str:
    return DAILY if days == "1234567" else ",".join(NAMES[int(day) - 1] for day in days)

"""`twosource send`: briefs to the readers who are due, once or for ever; or as files, to look at."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime, time
from functools import partial
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

import click

from twosource import clock
from twosource.cli.console import SOME_FAILED, Day, counted, opened_store, progress, whole
from twosource.cli.gather import stopped_by_signals
from twosource.errors import DeliveryError
from twosource.wiring import Wiring

if TYPE_CHECKING:
    from twosource.service.mailroom import Mailroom
    from twosource.store.sends import Issue


@click.command("send")
@click.option("--dry-run", is_flag=True, help="Send nothing, and plan nothing: write each mail as a file.")
@click.option(
    "-o",
    "--output",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="FOLDER",
    default=Path("briefs"),
    show_default=True,
    help="The folder for the files of --dry-run.",
)
@click.option("--now", "everybody", is_flag=True, help="To all readers, due or not, who got none today.")
@click.option(
    "--day",
    type=Day(),
    metavar="DAY",
    help="With --dry-run: what all readers would have got on that day, as 2026-03-16.",
)
@click.option("--watch", is_flag=True, help="Go on: send whatever is due, when it is due.")
def command(dry_run: bool, folder: Path, everybody: bool, day: date | None, watch: bool) -> None:
    """Compose the briefs that are due, and send them; what was sent is written down, so that none is sent twice.

    Ends with 1 where a mail failed for good. It may be stopped, or killed, at any moment: the next run goes on where it
    stopped. The mail server is named by the setting smtp_url.
    """
    from twosource.service.mailroom import Mailroom  # noqa: PLC0415 - 0.5 s that --help need not pay

    if day and not dry_run:
        raise click.UsageError("--day goes with --dry-run: mail that is sent is of today")
    wiring = Wiring()
    with opened_store(wiring) as database, progress("sending") as advance:
        outlets = partial(wiring.outlets, None, stored=True)
        room = Mailroom(database, wiring.config, outlets, clock.now, advance)
        if dry_run:
            now = datetime.combine(day, time(12), UTC) if day else clock.now()
            write_all(room, folder, now, everybody=everybody or day is not None)
            return
        with database.alone(work="sending"), stopped_by_signals() as stop:
            if watch:
                room.watch(stop, lambda line: click.echo(f"twosource: {line}", err=True))
                return
            send_once(room, stop, everybody=everybody)


def send_once(room: Mailroom, stop: Event, *, everybody: bool) -> None:
    """One round, and its figures on stdout; on stderr what waits, or why nothing was sent."""
    from twosource.service import tidings  # noqa: PLC0415

    try:
        figures = room.round(stop, everybody=everybody)
    except DeliveryError:
        show_waiting(room)
        raise
    told = {
        "sent": f"{figures['sent']} sent",
        "unanswered": f"{figures['unanswered']} handed over before the last run ended, and not sent again",
        "later": f"{figures['later']} to be tried again",
        "again": f"{figures['again']} left by the last run",
        "nothing": f"{counted(figures['nothing'], 'reader')} without news",
        "failed": f"{figures['failed']} failed",
        "asked": f"{figures['asked']} asked whether they want briefs",
    }
    said = [words for name, words in told.items() if figures[name] or name == "sent"]
    click.echo("; ".join(said))
    show_waiting(room)
    if not any(figures[name] for name in ("sent", "later", "failed", "asked")):
        click.echo(tidings.why_none(room.database, figures, everybody=everybody), err=True)
    if figures["failed"]:
        click.get_current_context().exit(SOME_FAILED)


def show_waiting(room: Mailroom) -> None:
    """The mails that wait for a later try, by reason."""
    from twosource.service import tidings  # noqa: PLC0415

    lines = list(tidings.waiting(room.database))
    for line in lines:
        click.echo(line, err=True)
    if lines:
        click.echo("`twosource send` sends them then; with --watch, or beside `serve`, by itself", err=True)


def write_all(room: Mailroom, folder: Path, now: datetime, *, everybody: bool) -> None:
    """What would be sent, as files: nothing of it is written down in the store but the briefs."""
    from twosource.service import tidings  # noqa: PLC0415
    from twosource.service.sending import due  # noqa: PLC0415

    office = room.rehearsal()
    press, counts = room.press(office, now), Counter(written=0)
    for reader, day in due(room.database, now, everybody=everybody, most=None):
        issue: Issue | None = press.issue(reader, day)
        if issue is None:
            counts["nothing"] += 1
            continue
        letter = office.letter(issue, reader, day.isoformat(), now)
        with whole(folder / f"{day.isoformat()}-{reader.number}.eml") as partial:
            partial.write_bytes(letter.message)
        counts["written"] += 1
    if not counts["written"]:
        click.echo(f"wrote no mail: {tidings.why_none(room.database, counts, everybody=everybody)}", err=True)
        return
    click.echo(f"wrote {counted(counts['written'], 'mail')} into {folder}", err=True)
    if not room.config.base_url and not room.config.mail_bounces:
        click.echo(f"their links lead to {office.base}; before you send, set base_url or mail_bounces", err=True)

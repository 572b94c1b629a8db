"""`twosource send`: briefs to the readers who are due, once or for ever; or as files, to look at."""

from __future__ import annotations

from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

import click

from twosource import clock
from twosource.cli.console import SOME_FAILED, opened_store, progress, whole
from twosource.cli.gather import stopped_by_signals
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
    default=Path("briefs"),
    show_default=True,
    help="The folder for the files of --dry-run.",
)
@click.option("--now", "everybody", is_flag=True, help="To all readers, due or not, who got none today.")
@click.option("--watch", is_flag=True, help="Go on: send whatever is due, when it is due.")
def command(dry_run: bool, folder: Path, everybody: bool, watch: bool) -> None:
    """Compose the briefs that are due, and send them; what was sent is written down, so that none is sent twice.

    Ends with 1 where a mail failed for good. It may be stopped, or killed, at any moment: the next run goes on where it
    stopped. The mail server is named by the setting smtp_url.
    """
    from twosource.service.mailroom import Mailroom  # noqa: PLC0415 - 0.5 s that --help need not pay

    wiring = Wiring()
    with opened_store(wiring) as database, progress("sending") as advance:
        room = Mailroom(database, wiring.config, lambda: wiring.outlets(None, stored=True), advance=advance)
        if dry_run:
            write_all(room, folder, everybody=everybody)
            return
        with database.alone(work="sending"), stopped_by_signals() as stop:
            if watch:
                room.watch(stop, lambda line: click.echo(f"twosource: {line}", err=True))
                return
            send_once(room, stop, everybody=everybody)


def send_once(room: Mailroom, stop: Event, *, everybody: bool) -> None:
    """One round, and its figures on stdout."""
    figures = room.round(stop, everybody=everybody)
    told = {
        "sent": f"{figures['sent']} sent",
        "unanswered": f"{figures['unanswered']} handed over before the last run ended, and not sent again",
        "later": f"{figures['later']} to be tried again",
        "again": f"{figures['again']} left by the last run",
        "nothing": f"{figures['nothing']} readers without news",
        "failed": f"{figures['failed']} failed",
        "asked": f"{figures['asked']} asked whether they want briefs",
    }
    said = [words for name, words in told.items() if figures[name] or name == "sent"]
    click.echo("; ".join(said))
    if figures["failed"]:
        click.get_current_context().exit(SOME_FAILED)


def write_all(room: Mailroom, folder: Path, *, everybody: bool) -> None:
    """What would be sent, as files: nothing of it is written down in the store but the briefs."""
    from twosource.service.sending import due  # noqa: PLC0415

    now = clock.now()
    office = room.office()
    press, count = room.press(office, now), 0
    for reader, day in due(room.database, now, everybody=everybody, most=None):
        issue: Issue | None = press.issue(reader, day)
        if issue is None:
            continue
        letter = office.letter(issue, reader, day.isoformat(), now)
        with whole(folder / f"{day.isoformat()}-{reader.number}.eml") as partial:
            partial.write_bytes(letter.message)
        count += 1
    click.echo(f"wrote {count} mails into {folder}", err=True)

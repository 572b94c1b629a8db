"""`twosource bounces`: mail that came back, read for what it says of readers."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import click

from twosource import clock
from twosource.cli.console import Failures, opened_store
from twosource.errors import InputError, Unreachable, of_system
from twosource.wiring import Wiring


@click.command("bounces")
@click.argument("boxes", nargs=-1, required=True, metavar="FILE...", type=click.Path(path_type=Path, allow_dash=True))
def command(boxes: tuple[Path, ...]) -> None:
    """Read mail that came back: an mbox, a Maildir, one message, or - for one on standard input.

    Readers whose in-box is gone get no more at once; where it may pass, it is counted. Complaints and mails that ask to
    unsubscribe are heeded. A mail may be read twice: it counts once. The mails stay where they are.
    """
    from twosource.delivery.bounces import returned  # noqa: PLC0415 - 0.3 s that --help need not pay
    from twosource.service.mailing import take_back  # noqa: PLC0415

    counts: Counter[str] = Counter()
    failures = Failures()
    with opened_store(Wiring()) as database:
        for content in failures.passing(_mails(boxes)):
            found = returned(content)
            whose = take_back(database, found, clock.now()) if found else None
            counts["read"] += 1
            if found is None or whose is None:
                counts["of no reader"] += 1
                continue
            counts[found.kind.value] += 1
            click.echo(f"{whose.address}: {found.kind.value}, {found.reason}; {whose.state.value} now")
    click.echo(", ".join(f"{many} {kind}" for kind, many in counts.items()) or "no mail", err=True)
    failures.exit()


def _mails(boxes: tuple[Path, ...]) -> Iterator[bytes | InputError]:
    from twosource.delivery.bounces import mail_of, mails  # noqa: PLC0415

    for box in boxes:
        if str(box) == "-":
            yield mail_of(sys.stdin.buffer)
            continue
        try:
            yield from mails(box)
        except OSError as error:
            yield Unreachable(str(box), of_system(error), "check the path and who may read it")

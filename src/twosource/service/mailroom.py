"""Sending as it goes on: a round of it once, or one after the other for ever.

    a round: recover ─▶ ask who asked for briefs ─▶ plan what is due ─▶ send

Strategy: a round is complete in itself, so that one that is cut off is gone on with by the next. The dossiers of the
store are read only where a brief is due. Where the mail server does not answer, rounds come less often.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from threading import Event
from typing import Final

from twosource import clock
from twosource.config import Config
from twosource.delivery.servers import server
from twosource.errors import ConfigError, DeliveryError
from twosource.model import Outlet
from twosource.rendering.exports.places import HERE
from twosource.rendering.mail import Mail
from twosource.rendering.subscribing import question
from twosource.service import tidings
from twosource.service.issues import Press
from twosource.service.mailing import tokens
from twosource.service.post import Office, office
from twosource.service.sending import Sender, due, plan
from twosource.store import Database
from twosource.store.subscribers import Subscriber

LOOK: Final = 5.0  # seconds between two looks at who is due: a mail that asks for a confirmation is waited for
SLOWEST: Final = 600.0  # seconds between two rounds where the server does not answer
TIDY: Final = timedelta(days=1)  # between two times that what is old is let go of

Advance = Callable[[str], None]


@dataclass
class Mailroom:
    """Where briefs are made and sent: a store, the settings, and the outlets that are known.

    database: of the thread that sends. outlets: by casefolded key or name. now: tells the time. look: seconds between
    two rounds.
    """

    database: Database
    config: Config
    outlets: Callable[[], Mapping[str, Outlet]]
    now: Callable[[], datetime] = clock.now
    advance: Advance = lambda _: None
    look: float = LOOK
    _tidied: datetime | None = None

    def office(self) -> Office:
        return office(self.config, tokens(self.database))

    def rehearsal(self) -> Office:
        """An office for mail that goes to nobody: links lead to this machine, where no place is set for readers."""
        placed = self.config.base_url or self.config.mail_bounces
        config = self.config if placed else replace(self.config, base_url=HERE)
        return office(config, tokens(self.database))

    def press(self, made: Office, now: datetime) -> Press:
        return Press(self.database, self.outlets(), made.ways, made.base, now, self.advance)

    def sender(self) -> Sender:
        """What sends, by the settings.

        Raises:
            ConfigError: they don't say how, or by what cannot be.
        """
        if not self.config.smtp_url:
            raise ConfigError("no mail server; set TWOSOURCE_SMTP_URL to yours (docs/sending.md), or try --dry-run")
        path = journal_path(self.config)
        return Sender(self.database, self.office(), server(self.config.smtp_url), path, self.now, self.advance)

    def round(self, stop: Event, *, everybody: bool = False) -> Counter[str]:
        """Send all that is due; what became of it, in numbers. Who calls is alone.

        Raises:
            ConfigError: the settings don't say how.
            DeliveryError: the mail server does not take it.
        """
        sender = self.sender()
        unanswered, again = sender.recover()
        figures = Counter(unanswered=unanswered, again=again)
        try:
            sender.ask(asking, stop)
            now = self.now()
            if everybody or next(due(self.database, now), None):
                figures += plan(self.database, self.press(sender.office, now), now, everybody=everybody)
            sender.send(stop)
            self._tidy(sender)
        finally:
            figures += sender.figures
        return figures

    def _tidy(self, sender: Sender) -> None:
        if self._tidied is None or sender.now() - self._tidied > TIDY:
            sender.forget()
            self._tidied = sender.now()

    def watch(self, stop: Event, tell: Callable[[str], None]) -> None:
        """Round after round, until `stop`; `tell` is told what goes wrong, and what waits.

        Raises:
            ConfigError: the settings don't say how.
        """
        pause = self.look
        while not stop.is_set():
            try:
                figures = self.round(stop)
                pause = self.look
                for line in tidings.waiting(self.database) if figures["later"] else ():
                    tell(line)
            except DeliveryError as error:
                pause = min(pause * 2, SLOWEST)
                tell(f"{error}; the next try is in {pause:.0f} seconds")
            stop.wait(pause)


def asking(whom: Subscriber, link: str) -> Mail:
    """The mail that asks a reader whether they asked for briefs, or tells one who gets them where to change that."""
    return question(link, is_reader=whom.due is not None)


def journal_path(config: Config) -> Path:
    """Where it is noted what is being handed over: beside a store that is a file, else where a user's state is kept."""
    if config.journal:
        return Path(config.journal)
    kind, _, path = config.store.partition(":///")
    if kind == "sqlite":
        return Path(f"{path}-handing-over")
    name = f"twosource-{hashlib.sha256(config.store.encode()).hexdigest()[:12]}"
    folder = Path(os.environ.get("XDG_STATE_HOME", "") or tempfile.gettempdir())
    return folder / name

"""An issue and a reader → the message that they get. Pure but for the key that it is signed by.

Strategy: an issue is made once, with a mark where a reader's own links go; to put them in is a replacement of text.
What names a mail for good (its Message-ID) follows from the reader and the occasion, so that a mail that is sent again
is known again by servers and readers that look.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from twosource.config import Config
from twosource.delivery.addresses import Address, address
from twosource.delivery.mail import ListMail, configured, written
from twosource.delivery.signing import Signer, signer
from twosource.delivery.smtp import Envelope
from twosource.errors import ConfigError
from twosource.rendering.mail import Mail, Ways
from twosource.service.mailing import Tokens, Use
from twosource.store.sends import Issue
from twosource.store.subscribers import Subscriber

MARK: Final = "the-readers-own-token"
"""What stands in an issue for the token of a link."""
ISSUES: Final = "/issues"
WISHES: Final = "/preferences"
UNSUBSCRIBE: Final = "/unsubscribe"
CONFIRM: Final = "/subscribe/confirm"
SUBSCRIBE: Final = "/subscribe"


@dataclass(frozen=True, slots=True)
class Office:
    """What all mails have in common: whom they are from, where they come back to, how they are signed."""

    sender: Address
    bounces: Address | None
    base: str | None
    tokens: Tokens
    signer: Signer | None = None

    @property
    def ways(self) -> Ways:
        """Where a reader of an issue can go; the brief on the web is put in when it has a name."""
        if not self.base:
            return Ways()
        return Ways(
            web=f"{self.base}{ISSUES}/{MARK}-web",
            preferences=f"{self.base}{WISHES}/{MARK}-wishes",
            unsubscribe=f"{self.base}{UNSUBSCRIBE}/{MARK}-unsubscribe",
        )

    def letter(self, issue: Issue, whose: Subscriber, occasion: str, sent: datetime) -> Envelope:
        """The brief, to this reader.

        Raises:
            BadField: an address that is none.
        """
        mine = {
            f"{MARK}-web": issue.id,
            f"{MARK}-wishes": self.tokens.made(Use.WISHES, whose),
            f"{MARK}-unsubscribe": self.tokens.made(Use.UNSUBSCRIBE, whose),
        }
        html, text = issue.html, issue.plain
        for mark, own in mine.items():
            html, text = html.replace(mark, own), text.replace(mark, own)
        return self._sealed(Mail(issue.subject, html, text), whose, f"{whose.salt} {occasion}", sent)

    def question(self, mail: Mail, whose: Subscriber, sent: datetime) -> Envelope:
        """A mail that is no brief: it asks whether an address wants any."""
        return self._sealed(mail, whose, f"{whose.salt} asked {sent.isoformat()}", sent)

    def _sealed(self, mail: Mail, whose: Subscriber, key: str, sent: datetime) -> Envelope:
        to = address(whose.address, whose.name)
        list_mail = ListMail(f"briefs.{self.sender.domain}", self.unsubscribing(whose))
        made = written(mail, self.sender, to, sent, key=key, list_mail=list_mail)
        return Envelope(self.return_path(whose), to.spec, self.signer.signed(made) if self.signer else made)

    def unsubscribing(self, whose: Subscriber) -> tuple[str, ...]:
        """The addresses of `List-Unsubscribe`."""
        token = self.tokens.made(Use.UNSUBSCRIBE, whose)
        found = [f"{self.base}{UNSUBSCRIBE}/{token}"] if self.base else []
        if self.bounces:
            found.append(f"mailto:{self.bounces.local}+u{token}@{self.bounces.domain}?subject=unsubscribe")
        return tuple(found)

    def return_path(self, whose: Subscriber) -> str:
        """Where mail to this reader comes back to: an address of its own for each (VERP)."""
        if self.bounces is None:
            return self.sender.spec
        return f"{self.bounces.local}+b{self.tokens.made(Use.BOUNCE, whose)}@{self.bounces.domain}"

    def link(self, use: Use, whose: Subscriber) -> str:
        """A link to a page of the reader's own."""
        path = {Use.CONFIRM: CONFIRM, Use.WISHES: WISHES, Use.UNSUBSCRIBE: UNSUBSCRIBE}[use]
        return f"{self.base or ''}{path}/{self.tokens.made(use, whose)}"


def office(config: Config, tokens: Tokens) -> Office:
    """The office of the settings.

    Raises:
        ConfigError: addresses that are none, or no way for readers to unsubscribe.
    """
    sender = configured(config.mail_from)
    bounces = configured(config.mail_bounces) if config.mail_bounces else None
    base = config.base_url.rstrip("/") if config.base_url else None
    if not base and not bounces:
        raise ConfigError(
            "readers must be able to unsubscribe; set TWOSOURCE_BASE_URL or TWOSOURCE_MAIL_BOUNCES (docs/sending.md)"
        )
    return Office(sender, bounces, base, tokens, signer(config.dkim_key, config.dkim_selector, sender.domain))

"""A brief's mail → one RFC 5322 message.

Strategy: everything that varies (addresses, the moment of sending) is handed in, and the rest follows from the content,
so that the same brief gives the same bytes: the boundary and the Message-ID are digests.
"""

from __future__ import annotations

import hashlib
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr

from twosource.errors import ConfigError
from twosource.rendering.mail import Mail


def message(mail: Mail, *, sender: str, recipient: str, sent: datetime) -> bytes:
    """multipart/alternative, the text part first, in UTF-8 and CRLF.

    Raises:
        ConfigError: sender or recipient is not a mail address.
    """
    digest = hashlib.sha256("\0".join((mail.subject, mail.text, mail.html, recipient)).encode()).hexdigest()
    made = EmailMessage(policy=SMTP)
    made["From"] = _address(sender)
    made["To"] = _address(recipient)
    made["Subject"] = " ".join(mail.subject.split())
    made["Date"] = format_datetime(sent)
    made["Message-ID"] = f"<{digest[:32]}@{parseaddr(sender)[1].rpartition('@')[2]}>"
    made.set_content(mail.text, cte="quoted-printable")
    made.add_alternative(mail.html, subtype="html", cte="quoted-printable")
    made.set_boundary(f"=_{digest[32:]}")
    return made.as_bytes()


def _address(given: str) -> str:
    local, at, domain = parseaddr(given)[1].partition("@")
    if not (local and at and domain) or any(c in given for c in "\r\n"):
        raise ConfigError(f"{given!r} is no mail address; write it as Name <name@example.org>")
    return given

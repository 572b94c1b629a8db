"""A brief's mail → one RFC 5322 message.

Strategy: everything that varies (addresses, the moment of sending, what names the mail) is handed in, and the rest
follows from it, so that the same brief gives the same bytes: the boundary and the Message-ID are digests. Headers are
written here, line by line, each checked to be one line of ASCII or folded by us: the bodies are quoted-printable, made
by C code, since ten thousand readers may be waiting.
"""

from __future__ import annotations

import binascii
import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from email.header import Header
from email.utils import format_datetime
from typing import Final

from twosource.delivery.addresses import Address, address
from twosource.errors import BadField, ConfigError
from twosource.rendering.mail import Mail

LINE: Final = 998  # octets of a line, without its end: RFC 5322, 2.1.1


@dataclass(frozen=True, slots=True)
class ListMail:
    """What makes a mail one of a list.

    id: the list's name for good (RFC 2919), as a domain: `briefs.news.example`.
    unsubscribe: `https:` and `mailto:` addresses (RFC 2369), what is asked for first. By POST to the first of https
    one unsubscribes at once (RFC 8058).
    """

    id: str
    unsubscribe: tuple[str, ...] = ()

    def headers(self) -> Iterator[tuple[str, str]]:
        yield "List-Id", f"TwoSource briefs <{self.id}>"
        if self.unsubscribe:
            yield "List-Unsubscribe", ",\r\n ".join(f"<{one}>" for one in self.unsubscribe)
        if any(one.startswith("https:") for one in self.unsubscribe):
            yield "List-Unsubscribe-Post", "List-Unsubscribe=One-Click"
        yield "Auto-Submitted", "auto-generated"
        yield "Precedence", "bulk"


def message(mail: Mail, *, sender: str, recipient: str, sent: datetime) -> bytes:
    """A mail that is no list's: multipart/alternative, the text part first, in UTF-8 and CRLF.

    Raises:
        ConfigError: sender or recipient is not a mail address.
    """
    return written(mail, configured(sender), configured(recipient), sent)


def configured(given: str) -> Address:
    """An address of the settings.

    Raises:
        ConfigError: it is none.
    """
    try:
        return address(given)
    except BadField as error:
        raise ConfigError(f"{given!r} is no mail address; write it as Name <name@example.org>") from error


def written(
    mail: Mail,
    sender: Address,
    recipient: Address,
    sent: datetime,
    *,
    key: str | None = None,
    list_mail: ListMail | None = None,
) -> bytes:
    """The message.

    Args:
        mail: what it says.
        sender: whom it is from.
        recipient: whom it is to.
        sent: its date.
        key: what its Message-ID is made of; without one, all that it says.
        list_mail: of which list it is.
    """
    digest = _digest(mail.subject, mail.text, mail.html, recipient.spec)
    name = _digest(key) if key is not None else digest
    boundary = f"=_{digest[32:]}"
    head = [
        ("From", sender.header),
        ("To", recipient.header),
        ("Subject", Header(" ".join(mail.subject.split()), header_name="Subject").encode(linesep="\r\n")),
        ("Date", format_datetime(sent)),
        ("Message-ID", f"<{name[:32]}@{sender.domain}>"),
        *(list_mail.headers() if list_mail else ()),
        ("MIME-Version", "1.0"),
        ("Content-Type", f'multipart/alternative; boundary="{boundary}"'),
    ]
    parts = [b"\r\n", *_part("plain", mail.text, boundary), *_part("html", mail.html, boundary)]
    return b"".join([*_lines(head), *parts, f"--{boundary}--\r\n".encode()])


def _digest(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode("utf8", "replace")).hexdigest()


def _lines(headers: Iterable[tuple[str, str]]) -> Iterator[bytes]:
    for name, value in headers:
        line = f"{name}: {value}\r\n".encode()
        folded = line[:-2].split(b"\r\n ")
        if any(b"\r" in one or b"\n" in one or len(one) > LINE for one in folded):
            raise BadField(f"header {name}", "would end before its end", "this is a fault of ours: tell us")
        yield line


def _part(subtype: str, text: str, boundary: str) -> Iterator[bytes]:
    head = f'--{boundary}\r\nContent-Type: text/{subtype}; charset="utf-8"\r\n'
    yield f"{head}Content-Transfer-Encoding: quoted-printable\r\n\r\n".encode()
    lines = text.replace("\r\n", "\n").replace("\r", "\n").rstrip("\n") + "\n"
    yield binascii.b2a_qp(lines.encode("utf8", "replace"), istext=True).replace(b"\n", b"\r\n")

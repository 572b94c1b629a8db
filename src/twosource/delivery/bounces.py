"""A mail that came back → who it is about, and what it means.

Strategy: each brief goes out with a return address of its reader's own (VERP), so a bounce names its reader by the
address that it comes to; what it says in words is read only where there is none such. What it means is read from the
fields that RFC 3464 gives it, else by flufl.bounce, which knows how some fifteen servers put it. Complaints are reports
of RFC 5965. All of it is written by strangers: a mail is read up to a limit, and one that cannot be read is nobody's.
The standard library takes minutes for a header of a megabyte, so long lines and headers are cut before it sees them.
A token proves that whoever wrote had a mail of ours; whether it is one is for `service.mailing` to say.
"""

from __future__ import annotations

import email
import logging
import mailbox
import re
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from email.message import Message
from email.policy import compat32
from enum import StrEnum
from itertools import islice
from pathlib import Path
from typing import BinaryIO, Final

from flufl.bounce import all_failures

MOST: Final = 300_000  # bytes of a mail that are read: a report has 5 kB and stands before the brief that it returns
LONGEST_LINE: Final = 1_000  # bytes: RFC 5322, 2.1.1, allows 998
MOST_FOLDED: Final = 20  # lines of a field; a signature has 15. One of 20 kB takes 0.1 s, one of 900 kB took 210 s
MOST_NESTED: Final = 20  # boundaries that are named; a report has two or three, and each line is held against all
MOST_PARTS: Final = 100  # a report on a brief has six; flufl takes 14 s for 120,000
LONGEST_REASON: Final = 300
MOST_ADDRESSES: Final = 20
UNREADABLE: Final = (ValueError, LookupError, TypeError, AttributeError, AssertionError, RecursionError)
"""What Python's and flufl's parsers raise on mail that is none."""
OURS: Final = re.compile(rb"\+([bu])([a-z2-7]{24})@", re.IGNORECASE)
"""The part of a return address that names a reader: b for what comes back, u for who wants no more."""
TO: Final = ("to", "cc", "delivered-to", "x-original-to", "envelope-to", "x-envelope-to", "resent-to")
"""Fields that say whom a mail is to. Others may be a brief's own, as List-Unsubscribe of one that is sent back bare."""
_PASSING: Final = re.compile(r"4\.\d+\.\d+|5\.2\.[012]|5\.3\.\d+|5\.[4-7]\.\d+|5\.0\.0")
"""Status codes that do not say that there is no such in-box: a full one, a network, a policy against us (RFC 3463)."""


class Kind(StrEnum):
    """What a mail that came back means."""

    HARD = "hard"  # there is no such in-box
    SOFT = "soft"  # this time it did not work
    COMPLAINT = "complaint"
    UNSUBSCRIBE = "unsubscribe"


@dataclass(frozen=True, slots=True)
class Returned:
    """What came back. `token`: names the reader; `addresses`: whom it names in words, where it has no token."""

    kind: Kind
    token: str | None
    addresses: tuple[str, ...]
    reason: str


def returned(content: bytes) -> Returned | None:
    """What a mail says of one of ours; None: nothing, as an answer that somebody is on holiday."""
    content = _tamed(content[:MOST])
    if content.lower().count(b"boundary") > MOST_NESTED:
        return None
    try:
        message = email.message_from_bytes(content, policy=compat32)
        parts = list(islice(message.walk(), MOST_PARTS + 1))
        if len(parts) > MOST_PARTS:
            return None
        letter, token = _named(message, content)
        if letter == "u":
            return Returned(Kind.UNSUBSCRIBE, token, (), "by mail")
        return _complaint(message, parts, token) or _failure(message, parts, token)
    except UNREADABLE:
        return None


def _tamed(content: bytes) -> bytes:
    """A mail without what takes its parser minutes: lines cut, fields of many lines cut."""
    kept, folded = [], 0
    for line in content.splitlines():
        folded = folded + 1 if line.startswith((b" ", b"\t")) else 0
        if folded <= MOST_FOLDED:
            kept.append(line[:LONGEST_LINE])
    return b"\n".join(kept)


def _named(message: Message, content: bytes) -> tuple[str, str | None]:
    """The letter and the token of the address that a mail is to; else the token of the mail of ours that it holds."""
    to = " ".join(str(value) for name, value in message.items() if name.lower() in TO)
    found = sorted(OURS.findall(to.encode("utf8", "replace")))  # b before u: what comes back never ends it by itself
    if found:
        return found[0][0].decode().lower(), found[0][1].decode().lower()
    held = sorted(OURS.findall(content))
    return "", held[0][1].decode().lower() if held else None


def _complaint(message: Message, parts: Sequence[Message], token: str | None) -> Returned | None:
    if str(message.get_param("report-type", "")).lower() != "feedback-report":
        return None
    for part in parts:
        if part.get_content_type() == "message/feedback-report":
            fields = _fields(part)
            kind = next(iter(fields.get("feedback-type", ())), "abuse").strip().lower()
            if kind == "not-spam":
                return None
            return Returned(Kind.COMPLAINT, token, _specs(fields.get("original-rcpt-to", ())), kind[:LONGEST_REASON])
    return None


def _fields(part: Message) -> dict[str, list[str]]:
    """Fields of a report's machine-readable part, however the parser took it."""
    payload = part.get_payload()
    blocks = payload if isinstance(payload, list) else [email.message_from_string(str(payload), policy=compat32)]
    found: dict[str, list[str]] = {}
    for block in blocks:
        for name, value in block.items() if isinstance(block, Message) else ():
            found.setdefault(name.lower(), []).append(str(value))
        if isinstance(block, Message) and not block.items() and isinstance(block.get_payload(), str):
            inner = email.message_from_string(str(block.get_payload()), policy=compat32)
            for name, value in inner.items():
                found.setdefault(name.lower(), []).append(str(value))
    return found


def _failure(message: Message, parts: Sequence[Message], token: str | None) -> Returned | None:
    for part in parts:
        if part.get_content_type() == "message/delivery-status":
            return _reported(_fields(part), token)
    if str(message.get("Auto-Submitted", "")).lower().startswith("auto-replied"):
        return None  # whoever is on holiday is there
    log = logging.getLogger("flufl.bounce")
    log.disabled = True  # it writes down whatever is wrong with a stranger's mail
    passing, lasting = all_failures(message)
    if lasting:
        return Returned(Kind.HARD, token, _specs(_texts(lasting)), "the server says that it fails for good")
    if passing:
        return Returned(Kind.SOFT, token, _specs(_texts(passing)), "the server says that it fails for now")
    return None


def _reported(fields: dict[str, list[str]], token: str | None) -> Returned | None:
    actions = {action.strip().lower() for action in fields.get("action", ())}
    if not actions & {"failed"}:
        return None  # delayed, relayed, delivered: no failure
    status = next(
        (found[0] for text in fields.get("status", ()) if (found := re.search(r"\d\.\d{1,3}\.\d{1,3}", text))), ""
    )
    kind = Kind.SOFT if not status or _PASSING.fullmatch(status) else Kind.HARD
    told = " ".join(" ".join(fields.get("diagnostic-code", ())).split())
    named = [
        text.partition(";")[2] or text
        for text in (*fields.get("final-recipient", ()), *fields.get("original-recipient", ()))
    ]
    return Returned(kind, token, _specs(named), f"{status} {told}".strip()[:LONGEST_REASON])


def _texts(found: Iterator[bytes] | frozenset[bytes] | set[bytes]) -> list[str]:
    return sorted(one.decode("utf8", "replace") if isinstance(one, bytes) else str(one) for one in found)


def _specs(found: Sequence[str]) -> tuple[str, ...]:
    specs = (one.strip().strip("<>").lower() for one in found)
    return tuple(dict.fromkeys(one for one in specs if "@" in one and len(one) < 255))[:MOST_ADDRESSES]


# --- where they lie ---------------------------------------------------------------------------------------------------


def mails(path: Path) -> Iterator[bytes]:
    """The mails of a Maildir, an mbox or a file that is one mail, each up to the limit.

    Raises:
        OSError: it cannot be read.
    """
    if path.is_dir():
        yield from _maildir(path)
        return
    with path.open("rb") as stream:
        if stream.read(5) != b"From ":
            stream.seek(0)
            yield stream.read(MOST)
            return
    with closing(mailbox.mbox(path, create=False)) as box:
        for key in box.iterkeys():
            with closing(box.get_file(key)) as one:
                yield one.read(MOST)


def _maildir(path: Path) -> Iterator[bytes]:
    folders = [folder for folder in (path / "new", path / "cur") if folder.is_dir()] or [path]
    for folder in folders:
        for file in sorted(folder.iterdir()):
            if file.is_file():
                with file.open("rb") as stream:
                    yield stream.read(MOST)


def mail_of(stream: BinaryIO) -> bytes:
    """One mail, up to the limit."""
    return stream.read(MOST)

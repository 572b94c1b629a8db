"""A mail that came back → who it is about, and what it means.

Strategy: each brief goes out with a return address of its reader's own (VERP), so a bounce names its reader by the
address that it comes to; what it says in words is read only where there is none such. What it means is read from the
fields that RFC 3464 gives it, else by flufl.bounce, which knows how some fifteen servers put it. Complaints are reports
of RFC 5965. All of it is written by strangers: a mail is read up to a limit, and one that cannot be read is nobody's.
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
from pathlib import Path
from typing import BinaryIO, Final

from flufl.bounce import all_failures

MOST: Final = 1_000_000  # bytes of a mail that are read: a bounce has 5 kB and what it returns of a brief, 200 kB
MOST_PARTS: Final = 200
LONGEST_REASON: Final = 300
MOST_ADDRESSES: Final = 20
UNREADABLE: Final = (ValueError, LookupError, TypeError, AttributeError, AssertionError, RecursionError)
"""What Python's and flufl's parsers raise on mail that is none."""
OURS: Final = re.compile(rb"\+([bu])([a-z2-7]{24})@", re.IGNORECASE)
"""The part of a return address that names a reader: b for what comes back, u for who wants no more."""
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
    content = content[:MOST]
    head = re.split(rb"\r?\n\r?\n", content, maxsplit=1)[0]
    to_us = OURS.search(head)
    try:
        message = email.message_from_bytes(content, policy=compat32)
        parts = [part for _, part in zip(range(MOST_PARTS), message.walk(), strict=False)]
    except UNREADABLE:
        return None
    if to_us and to_us[1].lower() == b"u":
        return Returned(Kind.UNSUBSCRIBE, to_us[2].decode().lower(), (), "by mail")
    found = to_us or OURS.search(content)
    token = found[2].decode().lower() if found and found[1].lower() == b"b" else None
    try:
        return _complaint(message, parts, token) or _failure(message, parts, token)
    except UNREADABLE:
        return None


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

"""Mail addresses: what is one, the form in which no two are the same, and how it stands in a header.

Strategy: the grammar of RFC 5321 and 6531, without what mail of ours never goes to: comments, routes, addresses of
machines by number. What comes out holds no line break and no control character, so that it can neither end a header
nor a command. Whether anybody reads mail there is for their server to say.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from email.header import Header
from email.utils import quote
from typing import Final

from twosource.errors import BadField

LONGEST: Final = 254  # bytes of an address: RFC 5321, 4.5.3.1.3, without its brackets
LONGEST_LOCAL: Final = 64
LONGEST_NAME: Final = 100  # characters: more than any in-box shows
_ATOM: Final = r"[A-Za-z0-9!#$%&'+*/=?^_`{|}~\u0080-\U0010ffff-]+"
_LOCAL: Final = re.compile(rf'{_ATOM}(?:\.{_ATOM})*|"(?:[ !#-\[\]-~\u0080-\U0010ffff]|\\[ -~])+"')
_LABEL: Final = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?")
_BRACKETED: Final = re.compile(r"([^<>]*)<([^<>]*)>\s*")
_ENTITY: Final = re.compile(r"[A-Za-z0-9!#$%&'+*/=?^_`{|}~ -]+")


@dataclass(frozen=True, slots=True)
class Address:
    """Where mail goes: `local@domain`, the domain in ASCII; and whose it is."""

    local: str
    domain: str
    name: str = ""

    @property
    def spec(self) -> str:
        return f"{self.local}@{self.domain}"

    @property
    def key(self) -> str:
        """The same for addresses that reach one in-box: no server of today tells capital letters from small."""
        return unicodedata.normalize("NFC", self.spec).casefold()

    @property
    def header(self) -> str:
        """As it stands in a header: ASCII, but for a local part that is not."""
        if not self.name:
            return self.spec
        return f"{_phrase(self.name)} <{self.spec}>"


def address(text: str, name: str = "") -> Address:
    """`local@domain` or `Name <local@domain>`; `name` wins.

    Raises:
        BadField: it is none that mail could go to.
    """
    if _controls(text.strip()):
        raise _bad(text, "holds characters that no address has")
    found = _BRACKETED.fullmatch(text.strip())
    given, spec = (found[1], found[2]) if found else ("", text)
    local, at, domain = spec.strip().rpartition("@")
    if not at:
        raise _bad(text, "has no @")
    if not _LOCAL.fullmatch(local):
        raise _bad(text, "holds characters that no address has")
    if len(local.encode()) > LONGEST_LOCAL or len(spec.encode("utf8", "replace")) > LONGEST:
        raise _bad(text, "is longer than mail servers take")
    return Address(local, _domain(domain, text), shown_name(name or given.strip().strip('"')))


def shown_name(name: str) -> str:
    """A name without what could end a header, cut to what is shown of it."""
    kept = "".join(" " if unicodedata.category(c) in {"Cc", "Cs", "Zl", "Zp"} else c for c in name)
    return " ".join(kept.split())[:LONGEST_NAME].strip()


def _domain(domain: str, text: str) -> str:
    try:
        found = domain.rstrip(".").encode("idna").decode("ascii").lower() if domain else ""
    except UnicodeError as error:
        raise _bad(text, "names a domain that cannot be") from error
    if not found or not all(map(_LABEL.fullmatch, found.split("."))):
        raise _bad(text, "names a domain that cannot be")
    return found


def _controls(text: str) -> bool:
    return any(unicodedata.category(c) in {"Cc", "Cs", "Zl", "Zp", "Cn", "Co"} for c in text)


def _bad(text: str, problem: str) -> BadField:
    shown = text[:80].encode("unicode_escape").decode("ascii")
    return BadField(f"address {shown!r}", problem, "write it as name@example.org")


def _phrase(name: str) -> str:
    """A display name: bare or quoted where it is ASCII, else in encoded words of RFC 2047."""
    if _ENTITY.fullmatch(name):
        return name
    if name.isascii():
        return f'"{quote(name)}"'
    return Header(name, "utf-8", maxlinelen=70, header_name="From").encode(linesep="\r\n")

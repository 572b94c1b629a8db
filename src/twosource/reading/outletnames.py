"""How outlets are named on their pages: in titles, hosts and notices of copyright.

What may live here: whether two names are of one outlet, and where in a line one stands. What a page says of itself is
for `metadata`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final
from urllib.parse import urlsplit

_COPYRIGHT: Final = re.compile(
    r"(?:©|\(c\)|copyright)[\s©]*(?:\(c\)\s*)?(?:\d{4}(?:[-–]\d{2,4})?[,\s]+)?(?:by )?([A-Z][\w&'’ ]{1,60}?)"
    r"(?:,? \d{4})?(?:[.,;/|]|\s+(?:all rights|via|-|–)|$)",
    re.IGNORECASE,
)
_SUBDOMAIN: Final = re.compile(r"^(?:www\d?|m|amp|mobile)\.(?=.*\.)")
NO_OUTLET: Final = re.compile(
    r"https?:|www\.|@|(?:blogger|blogspot|wordpress(?:\.com)?|medium|facebook|twitter)$", re.IGNORECASE
)
WORDS: Final = re.compile(r"\w+")
_PARTS: Final = re.compile(r"\s*\|\s+|\s+[|\-–—>»:·•]+\s+|:\s+")
_LAST_PART: Final = re.compile(r"(.+\S)\s+[|\-–—:·•»«]+\s+(\S.*)$")
_TAIL: Final = re.compile(r"\s+[|\-–—:·•»«]+\s+(\w[\w.&'’ ]{1,40})")
_FIRST_PART: Final = re.compile(r"(\S[^|:»]*?)\s*[|:»]\s+(\S.*)$")


def without_outlet(title: str, outlet: str | None) -> str:
    """`title` without " | Outlet", " - Outlet" or "Outlet: " about it."""
    name = squashed(outlet or "")
    if (last := _LAST_PART.match(title)) and squashed(last[2]) == name:
        return last[1]
    if (first := _FIRST_PART.match(title)) and squashed(first[1]) == name:
        return first[2]
    return title


def outlet_behind(headline: str, title: str) -> str | None:
    """The outlet in the title of a page that is its headline, a bar or dash, and a name: "Dam leaks – The Gazette"."""
    tail = _TAIL.fullmatch(title[len(headline) :]) if headline and title.startswith(headline) else None
    return tail[1] if tail and tail[1][0].isupper() and not NO_OUTLET.match(tail[1]) else None


def name_in(title: str | None, host: str | None) -> str | None:
    """The part of a title that its host bears out: "The Gazette" of "World | The Gazette" at thegazette.example."""
    letters = "".join(WORDS.findall(host or "")).lower()
    for part in _PARTS.split(title or ""):
        if len(squashed(part)) > 2 and squashed(part) in letters:
            return part.strip()
    return None


def squashed(name: str) -> str:
    """The letters of a name without what names of one outlet differ in: "The Detroit News", "detroitnews.com"."""
    return "".join(WORDS.findall(re.sub(r"^the(?=[ A-Z])|\.(?:com|org|net)$", "", name, flags=re.IGNORECASE).lower()))


def copyright_holder(lines: Iterable[str], outlet: str | None) -> str | None:
    """Who else than `outlet` holds the rights, as a line of the page says ("© 2019 The Wire. All rights reserved")."""
    for line in lines:
        match = _COPYRIGHT.match(line)
        if match and not (outlet and may_be_one(match[1], outlet)):
            return match[1].strip()
    return None


def may_be_one(one: str, other: str) -> bool:
    """Whether two names may be of one outlet: one holds the other, or is its initials."""
    a, b = squashed(one), squashed(other)
    initials = ("".join(word[0] for word in WORDS.findall(name.lower())) for name in (one, other))
    return a in b or b in a or a in (pair := tuple(initials)) or b in pair


def host_of(url: str | None) -> str | None:
    """The host of an http address without "www." and the like, None of anything else."""
    try:
        parts = urlsplit(url or "")
        host = parts.hostname if parts.scheme in ("http", "https") else None
    except ValueError:
        return None
    return _SUBDOMAIN.sub("", host) if host else None

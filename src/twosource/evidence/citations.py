"""The words by which a text owes something to others: an outlet that it names, hearsay, a post.

Strategy: patterns, and nothing of where they stand. Which outlet a name means is for `families`, and what it makes of
a passage for `origins`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from twosource.model import Span

_NAME = r"((?:[Tt]he )?[A-Z][\w&’'-]*(?:\.[A-Z]?)*(?: [A-Z][\w&’'-]*){0,3})"
_CITED = re.compile(
    rf"\btold {_NAME}|\binterview (?:with|on|for|published in|published by) {_NAME}|\baccording to {_NAME}"
    rf"|{_NAME} (?:first |also |has |had )*(?:reported|reports|revealed|disclosed)\b"
    rf"|\b(?:reported|revealed|disclosed|obtained|seen) by {_NAME}"
    rf"|\b(?:appeared|published) in {_NAME}|\breport (?:\w+ ){{0,2}}in {_NAME}"
)
_PRESS_KINDS = "agency|newspaper|paper|broadcaster|network|magazine|website|site|outlet|publication|service"
_PRESS_NOUN = rf"(?:news |wire |press )?(?:{_PRESS_KINDS})"
_PRESS = re.compile(rf"\b[Tt]he {_PRESS_NOUN} (?:also |has |had |first )?(?:said|says|reported|reports|added|wrote)\b")
_NO_NAME = re.compile(rf"(?:the |an? )?{_PRESS_NOUN}", re.IGNORECASE)
_HEARSAY = re.compile(
    r"\b(?:reportedly|allegedly|purportedly|supposedly|it (?:was revealed|was reported|emerged)"
    r"|(?:is|are|was|were) (?:said|reported|alleged|revealed|rumou?red) to|reports (?:say|said|suggest\w*)"
    r"|(?:media|news|press|several|multiple) reports)\b",
    re.IGNORECASE,
)
_SAID = re.compile(
    r"\baccording to\b|\b(?:told|tells) (?:us|reporters|[Tt]he [A-Z]|[A-Z])"
    r"|[”\"’,] (?:\w+ ){0,4}(?:said|says|added|wrote|ruled|held|found|announced)\b"
    r"|\bin a (?:statement|post|tweet|letter|speech|call|memo)\b"
)
_POSTED = re.compile(
    r"\b(?:twitter|tweet\w*|facebook|instagram|truth social|telegram|tiktok|weibo|bluesky|mastodon|threads|reddit"
    r"|snapchat|youtube|linkedin|social media|x)\b",
    re.IGNORECASE,
)


def cited(text: str) -> Iterator[tuple[str, Span]]:
    """What `text` names where it may name an outlet ("told the BBC"), and the span of the words that cite it."""
    for found in _CITED.finditer(text):
        yield next(group for group in found.groups() if group), Span(*found.span())


def cites_the_press(text: str) -> bool:
    """Whether `text` has something from an outlet that it does not name: "the news agency reported"."""
    return _PRESS.search(text) is not None


def is_nameless(name: str) -> bool:
    """Whether an outlet goes by what it is: "the news agency"."""
    return _NO_NAME.fullmatch(name) is not None


def is_hearsay(text: str) -> bool:
    """Whether `text` tells that something is said."""
    return _HEARSAY.search(text) is not None or _SAID.search(text) is not None


def is_post(medium: str | None) -> bool:
    """Whether words were posted, rather than said in an interview or a statement."""
    return medium is not None and _POSTED.search(medium) is not None

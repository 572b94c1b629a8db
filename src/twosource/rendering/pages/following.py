"""The page on which feeds are added: by address, from a list of a region, from another reader; and what came of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from twosource.rendering.pages.frame import Content, content
from twosource.rendering.words import Words

SHOWN = 20  # addresses and troubles of a long list: who added thousands looks at the page of feeds


@dataclass(frozen=True, slots=True)
class Followings:
    """What came of adding feeds: addresses that are new, how many were read already, what was not taken and why, and
    other feeds that a site tells of.
    """

    new: Sequence[str]
    known: int
    troubles: Sequence[str] = ()
    others: Sequence[str] = ()


def following_page(
    words: Words, csrf: str, packs: Sequence[str], came: Followings | None = None, *, finds: bool = True
) -> Content:
    """`finds`: whether this site may look for the feed of an address; else it takes the feed's own."""
    return content(
        "site/following.jinja",
        words,
        styles=("talk.css",),
        csrf=csrf,
        packs=packs,
        came=came,
        finds=finds,
        shown=SHOWN,
    )

"""The words of the interface, by key, in one language or another: English, and where a further one is added.

Strategy: a language is one table of messages (`Words`), and a line in LANGUAGES. No template, view or handler changes
for it. A page is told in the language that its reader's browser asks for, of those that there are.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from twosource.rendering.words.catalogue import Words
from twosource.rendering.words.english import ENGLISH

__all__ = ["ENGLISH", "LANGUAGES", "Words", "chosen"]

LANGUAGES: Final[Sequence[Words]] = (ENGLISH,)
"""Those that there are; the first is told where a reader asks for none of them."""
MOST_ASKED: Final = 50  # languages of one header that are looked at: browsers send 2 to 6


def chosen(asked: str, among: Sequence[Words] = LANGUAGES) -> Words:
    """The language that suits an `Accept-Language` header best (RFC 9110 12.5.4, by lookup of RFC 4647)."""
    if len(among) == 1:
        return among[0]
    known = {words.language.lower(): words for words in among}
    for tag in _wanted(asked):
        parts = tag.split("-")
        for end in range(len(parts), 0, -1):
            if found := known.get("-".join(parts[:end])):
                return found
    return among[0]


def _wanted(asked: str) -> list[str]:
    """The tags of the header, the most wanted first; those that are not wanted are left out."""
    found = []
    for one in asked.split(",")[:MOST_ASKED]:
        tag, _, rest = one.partition(";")
        if weight := _weight(rest):
            found.append((-weight, tag.strip().lower()))
    return [tag for _, tag in sorted(found, key=lambda pair: pair[0])]


def _weight(told: str) -> float:
    """Of `q=0.8`; 1 where nothing is told, 0 of what is no weight."""
    value = told.strip().removeprefix("q=")
    if not value:
        return 1.0
    return float(value) if value.replace(".", "", 1).isdecimal() and value.isascii() else 0.0

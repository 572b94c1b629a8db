"""A line → the byline that it is, if it is one.

Strategy: a byline says "By", or is nothing but names of people. Both are told by form alone; whether a bare name at the
head of a text is its author or its subject is for the caller, who sees the text. What may live here: forms of bylines.
"""

from __future__ import annotations

import re

from twosource.reading.lexicon import DAYS_AND_MONTHS, FUNCTION_WORDS

# --- limits -----------------------------------------------------------------------------------------------------------

LONGEST_BYLINE = 140
"""Characters of a byline (the longest of 924 in PolNeAR, of four authors with their outlet, has 96)."""

# --- patterns ---------------------------------------------------------------------------------------------------------

_UPPER = "".join(letter for letter in map(chr, range(0x41, 0x250)) if letter.isupper())
_PARTICLE = r"(?:de|la|del|der|den|van|von|bin|ibn|al|el|da|dos|di|du|le|ter|ben|y)"
_NAME_WORD = rf"(?:[{_UPPER}][\w’'.-]*|(?:al|el|d|o)[-’'][{_UPPER}][\w’'-]+)"
_PERSON = rf"{_NAME_WORD}(?: (?:{_PARTICLE} ){{0,2}}{_NAME_WORD}){{1,3}}"
_SINGLE = rf"{_NAME_WORD}(?: (?:{_PARTICLE} ){{0,2}}{_NAME_WORD}){{0,4}}"
_DESK = (
    r"(?:chief |senior |deputy |acting |special |associate |executive |foreign |national |political |science |home "
    r"|world "
    r"|diplomatic |business |economics |health |education |white house |washington |staff |data |city |local |us |uk )*"
    r"(?:correspondent|reporter|editor|writer|columnist|journalist|staff|bureau chief|contributor|producer|analyst)"
)
_SEPARATOR = r"(?:,? (?i:and|with) |, ?| & ?)"
_SIGNED = re.compile(
    rf"(?i:(?:written|reported|posted|story|report) by|by|author:|from):? (?P<who>(?:[Tt]he"
    rf" )?{_SINGLE}(?:{_SEPARATOR}(?:[Tt]he )?{_SINGLE})*"
    rf"(?: in {_SINGLE}|,? (?i:{_DESK})(?: in {_SINGLE})?)?)"
)
_BARE = re.compile(
    rf"(?P<who>{_PERSON}(?:{_SEPARATOR}{_PERSON})*)(?: in {_SINGLE}(?:, [\w .]+)?|,? (?i:{_DESK})(?: in {_SINGLE})?)?"
)
_NOT_A_PERSON = re.compile(
    r"\b(?:the|house|news|times|post|street|court|party|department|election|war|city|state|states|university|bank"
    r"|council"
    r"|police|minister|president|breaking|live|read|more|video|photo|opinion|politics|world|update|analysis|what"
    r"|how|why|share|whatsapp|facebook|twitter|instagram|pinterest)\b",
    re.IGNORECASE,
)
_HYPHENED_JOB = re.compile(rf"\s*(?:\||•|·|—|–| - )\s*(?i:{_DESK}|staff|[\w. ]+ news)?\s*$")

_NO_NAMES = (DAYS_AND_MONTHS | FUNCTION_WORDS) - {"the"}


def byline(line: str) -> str | None:
    """Who signs, where a line says so: "By Jane Doe", "By JANE DOE and JOHN ROE, Associated Press"; else None."""
    words = " ".join(line.split())
    if len(words) > LONGEST_BYLINE:
        return None
    signed = _SIGNED.fullmatch(_HYPHENED_JOB.sub("", words).rstrip(". "))
    if signed is None or _first_word(signed["who"]) in _NO_NAMES:
        return None
    return signed["who"]


def _first_word(who: str) -> str:
    return who.split(maxsplit=1)[0].rstrip(".,").casefold()


def bare_byline(line: str) -> str | None:
    """Whose names a line is, where it is nothing else: "Jane Doe", "Jane Doe in Paris", "Jane Doe, political
    editor".
    """
    words = " ".join(line.split())
    if (
        len(words) > LONGEST_BYLINE
        or words.startswith("By ")
        or words.endswith((".", ":", "?", "!"))
        or _NOT_A_PERSON.search(words.split(",")[0])
    ):
        return None
    bare = _BARE.fullmatch(_HYPHENED_JOB.sub("", words))
    return bare["who"] if bare else None

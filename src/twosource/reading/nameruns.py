"""A text → runs of capitalised words that may be one name.

Strategy: a run is words in capitals with the small words that link them ("Bank of Arden", "van der Berg"). It is cut
where no name goes on: after a possessive, at function words, days, months, and links that link two names. Whether its
capitals tell anything is told with it: in a headline or a shout they do not.

What may live here: how words hang together. Whether they are a name, and of what, is for `names`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from twosource.model import Span
from twosource.reading.lexicon import (
    DAYS_AND_MONTHS,
    FUNCTION_WORDS,
    GROUPS,
    MONTHS_THAT_ARE_NAMES,
    ORGANISATION_WORDS,
    SHORT_TITLES,
    TITLE_HEADS,
    TITLE_PREFIXES,
    words,
)
from twosource.reading.sentences import sentences

# --- limits -----------------------------------------------------------------------------------------------------------

LONGEST_RUN = 12
"""Words in a run of capitals beyond which it is a headline or a shout, not a name (longest in PolNeAR dev: 9)."""
HEADLINE_SHARE = 0.7
"""Share of words of four letters or more in capitals from which a line without a stop is in title case (PolNeAR dev
titles)."""
HEADLINE_WORDS = 4
"""Words that a line must have before its share of capitals says anything."""
LONGEST_ACRONYM = 5
"""Letters of the acronyms that "and" joins ("CNN and NBC"); longer words in capitals are a shout."""
TITLE_WORDS = 5
"""Words of a title ("House Majority Leader", "White House Press Secretary")."""

# --- patterns ---------------------------------------------------------------------------------------------------------

_UPPER = "".join(letter for letter in map(chr, range(0x41, 0x590)) if letter.isupper())
_WORD = rf"[{_UPPER}](?:\w|[’'&](?=[^\W_])|(?<=\w)-(?=\w)|\.(?=[a-z]{{2}}))*(?:(?<=s)[’'](?=\s[{_UPPER}]))?"
_TOKEN = rf"(?:[{_UPPER}]\.){{2,}}|[{_UPPER}]\.(?=\s|[{_UPPER}])|(?:{SHORT_TITLES})\.|(?:Jr|Sr)\b\.?|{_WORD}"
_PARTICLE = r"(?:de|la|las|los|del|della|der|den|van|von|bin|ibn|bint|al|el|da|das|dos|do|du|di|le|ter|ben|abu|y)"
_LINK = rf"(?:{_PARTICLE}\s+){{1,2}}|(?:of|for|on)\s+(?:the\s+)?|and\s+|&\s+|the\s+"
_RUN = re.compile(
    rf"(?<![\w@#/.])(?:(?:bin|de|von|van|al|el|del)\s+(?:der\s+|den\s+|la\s+)?(?=[{_UPPER}])|(?:al|el|an|as|ash|ad"
    rf"|at)-(?=[{_UPPER}]))?"
    rf"(?:{_TOKEN})(?:\s+(?:{_LINK})?(?:(?:al|el|an|as|ash|ad|at)-)?(?:{_TOKEN}))*"
)
_PIECE = re.compile(rf"(?:(?:al|el|an|as|ash|ad|at)-)?(?:{_TOKEN})|[a-z&]+")
LOWER_WORD = re.compile(r"(?<![\w’'])[a-z]{2,}(?![\w])")
_LONG_WORD = re.compile(r"(?<![\w’'@#/])[^\W\d_]{4,}")
_POSSESSIVE = re.compile(r"(?:[’']s|(?<=s)[’'])$")
_OPENING = re.compile(r"(?:^|[“‘\"'(\[:;•*—–]|[.!?…]|--)[\s“‘\"'(\[]*$")
_OF_HEADS = words("""
    department bank university house ministry office bureau college school institute council court board church
    city state states republic kingdom gulf bay cape isle chamber league association society federation union
    organization organisation committee commission academy museum battle bill knights order daughters sons
    strait district library center centre institutes church village town county port joint chiefs speaker lake
    mount fund conference archdiocese diocese bishops emirates movement congress free university universities
    banks ministers army
""")
_FOR_HEADS = words("""
    center centre centers institute association council organization organisation office americans women
    veterans coalition campaign committee foundation fund union society agency alliance students mothers court
    network project citizens network committee group party school
""")
_ON_HEADS = words("""
    committee committees commission council subcommittee conference institute center centre
""")
HEADS = _OF_HEADS | _FOR_HEADS | _ON_HEADS
_OF_TITLES = words("secretary chief director leader chancellor")
PREPOSITIONS = words("of for on")
_LINK_WORDS = words("of for on and the &")
_SMALL_WORDS = words("an and the or but for of in on at to by with from as is are be vs via into over nor yet after")
_OWNED = words("""
    association union guild federation society league alliance council confederation brotherhood hospital institute
    fund club coalition congress network party board assembly foundation
""")
"""What a plural owns by name: "the Miners' Association"."""
_OWNED_BY_ANY = words("hospital church cathedral school college university")
"""What is named for a saint: "St. Brannoc's Hospital"."""
_OWNERS = words("children women men people sheriff attorney mayor governor")
"""What owns by name in the singular: "Children's Hospital", "the Arden Sheriff's Office"."""
_GIVEN_TOO = words("per will")
"""Small words that are given names where a capital begins them in mid-sentence: "the diver, Per Maddock"."""
ACRONYM_PLACES = words("US U.S UK U.K USA U.S.A UAE U.A.E DC D.C EU E.U UN U.N")


class Token(NamedTuple):
    """A word of a run, without its possessive; `key` is its folded form, `capital` whether it begins with one."""

    start: int
    end: int
    word: str
    possessive: bool
    key: str
    capital: bool


class NameRun(NamedTuple):
    """Words that may be one name, and where they stand. Capitals that are `loud` (a headline, a shout) tell nothing."""

    tokens: tuple[Token, ...]
    opening: bool
    loud: bool


# --- runs -------------------------------------------------------------------------------------------------------------


def capital_runs(text: str) -> Iterator[NameRun]:
    """The runs of a text, in order. Time is linear in the length of the text."""
    for sentence in sentences(text):
        headline = _is_headline(text, sentence)
        for run in _RUN.finditer(text, sentence.start, sentence.end):
            tokens = tuple(_tokens(text, run.start(), run.end()))
            high = tuple(token for token in tokens if token.capital)
            shouted = _is_shout(high) and not _are_acronyms(high, tokens)
            opening = _OPENING.search(text, max(sentence.start, run.start() - 4), run.start()) is not None
            for number, part in enumerate(_parts(tokens, opening or run.start() == sentence.start)):
                first = opening and number == 0 and part[0].start == tokens[0].start
                yield NameRun(part, first or run.start() == sentence.start == part[0].start, headline or shouted)


def _is_headline(text: str, sentence: Span) -> bool:
    """Whether a sentence is in title case or all capitals, so that its capitals tell nothing."""
    stopped = text[sentence.end - 1] == "."
    if stopped and any(word[0] not in _SMALL_WORDS for word in LOWER_WORD.finditer(text, sentence.start, sentence.end)):
        return False
    long = _LONG_WORD.findall(text, sentence.start, sentence.end)
    return len(long) >= HEADLINE_WORDS and sum(word[0].isupper() for word in long) >= HEADLINE_SHARE * len(long)


def _tokens(text: str, start: int, end: int) -> Iterator[Token]:
    for piece in _PIECE.finditer(text, start, end):
        word = piece[0]
        possessive = _POSSESSIVE.search(word)
        if possessive:
            word = word[: possessive.start()]
        key, capital = word.rstrip(".").replace("’", "'").casefold(), any(map(str.isupper, word[:5]))
        yield Token(piece.start(), piece.start() + len(word), word, possessive is not None, key, capital)


def _parts(tokens: tuple[Token, ...], opening: bool) -> Iterator[tuple[Token, ...]]:
    """A run cut where no name goes on: after a possessive, at function words, days, months, and links that link two
    names.
    """
    part: list[Token] = []
    for index, token in enumerate(tokens):
        following = tokens[index + 1] if index + 1 < len(tokens) else None
        first = opening and index == 0
        cut = _is_no_name(token, part, following, first=first) if token.capital else not _links(token, part)
        if cut:
            yield from _closed(part)
            part = []
        else:
            part.append(token)
            if (
                (token.possessive and not _owns_by_name(part, following))
                or len(part) > LONGEST_RUN
                or _stands_alone(token, tokens[index + 1 : index + 1 + TITLE_WORDS])
            ):
                yield from _closed(part)
                part = []
    yield from _closed(part)


def _closed(part: list[Token]) -> Iterator[tuple[Token, ...]]:
    while part and not part[-1].capital:
        part = part[:-1]
    while part and not part[0].capital and part[0].key in _LINK_WORDS:
        part = part[1:]
    if part and len(part) <= LONGEST_RUN:
        yield tuple(part)


def _is_no_name(token: Token, part: list[Token], following: Token | None, *, first: bool) -> bool:
    key = token.key
    if key in _GIVEN_TOO and following is not None and following.capital and not first:
        return False
    if key in MONTHS_THAT_ARE_NAMES:
        if part and part[-1].capital:
            return False
        return key in {"may", "march"} or following is None or not following.capital
    return key in DAYS_AND_MONTHS or (key in FUNCTION_WORDS and not (token.word.isupper() and "." in token.word))


def _links(token: Token, part: list[Token]) -> bool:
    """Whether a word in lower case joins what is before it and behind it to one name."""
    if token.key not in _LINK_WORDS:
        return True  # a particle: "de", "van der"
    if not part or token.key == "&":
        return bool(part)
    if token.key == "the":
        return part[-1].key in PREPOSITIONS
    if token.key == "and":
        return part[0].key in HEADS and any(one.key in PREPOSITIONS for one in part)
    last = next((one.key for one in reversed(part) if one.capital), "")
    return last in {"of": _OF_HEADS | _OF_TITLES, "for": _FOR_HEADS, "on": _ON_HEADS}[token.key]


def _owns_by_name(part: Sequence[Token], following: Token | None) -> bool:
    """Whether a possessive is inside a name: "the Miners' Association", "St. Brannoc's Hospital"."""
    if following is None or not following.capital:
        return False
    owner = part[-1]
    if owner.key in _OWNERS:
        return following.key in ORGANISATION_WORDS or following.key in _OWNED
    if part[0].key == "st" and len(part) > 1:
        return following.key in _OWNED_BY_ANY
    return owner.key.endswith("s") and owner.key not in GROUPS and following.key in _OWNED


def _stands_alone(token: Token, following: Sequence[Token]) -> bool:
    """Whether "U.S.", "UN" or a nationality is a name of its own before what follows: another one, or a title."""
    if not following:
        return False
    if token.word.rstrip(".") in ACRONYM_PLACES:
        return following[0].key not in ORGANISATION_WORDS
    if token.key not in GROUPS:
        return False
    title = next((one.key in TITLE_HEADS for one in following if one.key not in TITLE_PREFIXES), False)
    return title or following[0].key in GROUPS


# --- loud words -------------------------------------------------------------------------------------------------------


def _is_shout(tokens: tuple[Token, ...]) -> bool:
    """Whether words are in capitals for loudness: more than one, or one that is too long for an acronym."""
    high = [token for token in tokens if token.word.isupper() and len(token.word) > 1 and "." not in token.word]
    return len(high) == len(tokens) and (len(high) > 1 or len(high[0].word) > 6)


def _are_acronyms(high: tuple[Token, ...], tokens: tuple[Token, ...]) -> bool:
    """Whether words in capitals are names that a small word joins: "CNN and NBC"."""
    return len(high) < len(tokens) and all(len(token.word) <= LONGEST_ACRONYM for token in high)

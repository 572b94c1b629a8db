"""The roles that a report gives to those whom it names: "Mayor Jan Roe", "the fire chief, Jan Roe", "Jan Roe, a clerk".

Strategy: a title before a name, and an apposition before or behind it, each with its head noun and the words that
narrow it, so that "the minister" and "the finance minister" both find her, and "the foreign minister" does not.
What "the mayor" means is asked of the report alone: there is no list of office holders.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from twosource.reading.lexicon import GROUPS, words
from twosource.reading.names import NameMention
from twosource.voices import sources

REACH: Final = 90
"""Characters before or behind a name in which an apposition may stand; on PolNeAR train 19 of 20 are shorter."""
_PAST: Final = re.compile(r"\b(?:ex|then|late|onetime|past)[ -]$", re.IGNORECASE)
"""Before a title: a role of the past."""
_ABROAD: Final = re.compile(r"\b(?!Republican\b|American\b)\w+(?:an|ese|ish|i)[ -]$", re.IGNORECASE)
"""Before the title of who leads a country: a role of another one."""
_PAST_WORDS: Final = words("ex then late onetime past would-be then-president ex-president")
_BEHIND: Final = re.compile(
    r"(?:,\s+\d{1,3})?,\s+((?:[\w’'.&-]+\s+){0,9}?[\w’'-]+)(?=\s*[,.;:)—–]|\s+(?:who|whose|and)\b)"
)
_BEFORE: Final = re.compile(r"(?:^|[^\w\s’'&-]\s*)((?:[\w’'&-]+\s+)*[\w’'&-]+),\s+$")
_CLOSED: Final = re.compile(r"\s*[,.;:()—–]|\s+(?:of|for)\s")
"""Behind a name that stands in apposition itself: "the mayor, Jan Roe,", not "according to the mayor, Jan Roe left"."""
_DETERMINER: Final = re.compile(r"\b(?:the|an?|his|her|its|their|our)\s+|[’']s?\s+", re.IGNORECASE)
_PREPOSITION: Final = re.compile(r"\s(?:of|for|at|in|on|from|with|to|by|that|which|who|whose|under|near)\b")
_WORD: Final = re.compile(r"[^\W_](?:[\w.&-]*[^\W_])?")
_NEW_PHRASE: Final = re.compile(
    r"[,;:!?()“”\"—–\n]+\s*|(?<=[a-z0-9)])\.\s+|\b(?:of|for|at|in|on|from|with|to|by|that|and|said|says|told|when|as)\s+"
)
"""Where what narrows a title begins: "Texas Gov.", "Fox News host"."""
_SMALL: Final = words("the a an of for at in on from with to by his her its their our and s")
_RELATIVES: Final = words("wife husband son daughter brother sister father mother widow cousin nephew niece uncle aunt")
_SHORT: Final = {
    "sen": ("senator", "lawmaker"),
    "senator": ("senator", "lawmaker"),
    "rep": ("representative", "congressman", "congresswoman", "lawmaker"),
    "representative": ("representative", "congressman", "congresswoman", "lawmaker"),
    "gov": ("governor",),
    "gen": ("general",),
    "dr": ("doctor",),
    "prof": ("professor",),
    "sgt": ("sergeant",),
    "lt": ("lieutenant",),
    "capt": ("captain",),
    "col": ("colonel",),
    "det": ("detective",),
    "rev": ("pastor", "reverend"),
    "justice": ("justice", "judge"),
    "ceo": ("executive", "ceo"),
}
"""The words for a role that a short title stands for."""
_OTHER: Final = words("former vice deputy assistant acting shadow associate under interim elect designate")
"""Words that make of a role another one: the vice president is no president."""
_OF_COUNTRIES: Final = words("president minister premier chancellor king queen prince ambassador")
"""Offices of which a report may name one and mean another, of another place."""
_OF_MANY: Final = words("senator representative congressman congresswoman lawmaker governor republican democrat")
"""Offices of which a report names several, each of another place."""
_OF_NATION: Final = re.compile(r"(?:an|ese|ish|i|ch)$")
_LEADERS: Final = words("head chief boss executive director ceo leader")
"""Heads of roles that one report may take for another's: "the authority’s chief executive", "the authority boss"."""
_MORE_ROLES: Final = words("""
    guard counsel chair spokesman spokeswoman spokesperson aide official cook captain judge justice engineer scientist
""")


@dataclass(frozen=True, slots=True)
class GivenRole:
    """A role: its head noun ("minister") and the words that narrow it ("finance"), in lower case, and where it is.

    `placed` where all that narrows it are names, and not of nations: "the Arden coroner".
    """

    at: int
    head: str
    narrowed: frozenset[str]
    placed: bool = False


def asked(phrase: str, at: int = 0) -> GivenRole:
    """The role that a phrase names: "the head of the harbour office" has the head "head"."""
    cut = _PREPOSITION.search(phrase)
    all_words = [word.casefold() for word in _WORD.findall(phrase)]
    heads = [word.casefold() for word in _WORD.findall(phrase[: cut.start()] if cut else phrase)]
    head = heads[-1] if heads else ""
    narrowed = frozenset(all_words) - _SMALL - {head}
    narrowing = [word for word in _WORD.findall(phrase) if word.casefold() in narrowed]
    placed = bool(narrowing) and all(word[0].isupper() and not _OF_NATION.search(word) for word in narrowing)
    return GivenRole(at, head, narrowed, placed)


def fits_role(wanted: GivenRole, given: GivenRole) -> bool:
    """Whether the role asked for is the one given: its words are all among those of the other."""
    return (
        wanted.head == given.head
        and wanted.narrowed <= given.narrowed
        and wanted.narrowed & _OTHER == given.narrowed & _OTHER
    )


def may_be(wanted: GivenRole, given: GivenRole) -> bool:
    """Whether the role asked for can be the one given, of whom the report has just spoken: "Sen. Roe", "the Arden
    senator"; a party narrows no place. Who leads a country leads no other.
    """
    if wanted.head != given.head or wanted.narrowed & _OTHER != given.narrowed & _OTHER:
        return False
    if not wanted.narrowed or not given.narrowed:
        return not wanted.narrowed or wanted.head not in _OF_COUNTRIES
    return bool(wanted.narrowed & given.narrowed) or (wanted.narrowed <= GROUPS and not given.narrowed & GROUPS)


def is_of_place(wanted: GivenRole, given: GivenRole) -> bool:
    """Whether the role asked for is the one given, with its place beside: "the Arden coroner", "the coroner"."""
    same = wanted.head == given.head and wanted.placed and not given.narrowed
    return same and wanted.head not in _OF_COUNTRIES | _OF_MANY and not wanted.narrowed & _OTHER


def leads_the_same(wanted: GivenRole, given: GivenRole) -> bool:
    """Whether both lead one body, by whatever word: "head of the Arden Water Board", "the board’s chief executive"."""
    if not {wanted.head, given.head} <= _LEADERS or wanted.narrowed & _OTHER != given.narrowed & _OTHER:
        return False
    asked_of, led = (role.narrowed - _LEADERS for role in (wanted, given))
    return bool(asked_of and led) and (asked_of <= led or led <= asked_of or asked_of <= sources.COMPANIES)


def in_words(role: GivenRole) -> str:
    """The role as a phrase that `asked` reads again: "finance minister"."""
    narrowed = (word for word in sorted(role.narrowed) if not _PREPOSITION.search(f" {word}"))
    return " ".join([*narrowed, role.head])


def roles_of(text: str, mention: NameMention) -> Iterator[GivenRole]:
    """The roles that the words around one name give to whom it names."""
    phrases = (_title(text, mention), _behind(text, mention), _ahead(text, mention))
    for phrase in phrases:
        if phrase is not None:
            yield from _roles(phrase, mention.span.start)


def _roles(phrase: str, at: int) -> Iterable[GivenRole]:
    role = asked(phrase, at)
    if role.narrowed & _PAST_WORDS or role.head in _RELATIVES:
        return ()
    meant = _SHORT.get(role.head, (role.head,))
    return [GivenRole(at, head, role.narrowed) for head in meant if _is_role(head)]


def _is_role(noun: str) -> bool:
    return noun in _MORE_ROLES or sources.is_somebody(noun)


def _title(text: str, mention: NameMention) -> str | None:
    """The title or the noun right before the name, with what narrows it: "Arden's finance minister"."""
    before = text[max(0, mention.span.start - REACH) : mention.span.start].rstrip()
    run = _NEW_PHRASE.split(before)[-1]
    if mention.title is None:
        noun = run.split()[-1] if run else ""
        return run if noun.islower() and _is_role(noun) else None
    if not before.endswith(mention.title):
        return mention.title
    left = before[: -len(mention.title)]
    abroad = asked(mention.title).head in _OF_COUNTRIES and _ABROAD.search(left)
    return None if abroad or _PAST.search(left) else max(run, mention.title, key=len)


def _behind(text: str, mention: NameMention) -> str | None:
    """The apposition behind a name: "Jan Roe, the newly elected mayor of Arden," and "Jan Roe, 62, a clerk,"."""
    found = _BEHIND.match(text, mention.span.end, mention.span.end + REACH)
    return found[1] if found and not found[1][0].isdigit() else None


def _ahead(text: str, mention: NameMention) -> str | None:
    """The apposition before a name: "the finance minister, Jan Roe,"."""
    before = text[max(0, mention.span.start - REACH) : mention.span.start]
    if mention.title and before.rstrip().endswith(mention.title):
        before = before.rstrip()[: -len(mention.title)]
    found = _BEFORE.search(before)
    if found is None or not _CLOSED.match(text, mention.span.end):
        return None
    phrases = (found[1][begin.end() :] for begin in _DETERMINER.finditer(found[1]))
    return next((phrase for phrase in phrases if _is_role(asked(phrase).head)), None)

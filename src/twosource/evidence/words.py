"""Words of a text with their offsets, folded so that spelling does not hide sameness.

Strategy: one linear regular expression cuts a text into words; each word has a `key` (case, apostrophes, possessives
and the two spellings of U.S. folded away) and a `stem` (the endings of number, tense and person cut off by a few
rules: what Harman's S-stemmer does, with -ed and -ing; light, since a wrong conflation makes two things one).
What may live here: what a word is, and the small closed lists (function words, negators, modals). Which words stand
for each other is in `synonyms`; what words are worth lives with those who weigh them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from twosource.evidence.synonyms import opposites, synonyms
from twosource.reading.lexicon import words as listed


class Word(NamedTuple):
    """A word at `start` to `end` of its text. `key` is its folded form, `stem` what it shares with its inflections."""

    start: int
    end: int
    key: str
    stem: str


_WORD = re.compile(
    r"[$€£]?\d+(?:[.,:]\d+)*%?"  # 12, 1,200, $3.5, 10:30, 40%
    r"|(?:[A-Za-z]\.){2,}"  # U.S., a.m.
    r"|[^\W\d_]+(?:['’][^\W\d_]+)*"  # words, didn't, O'Neill
)

FUNCTION_WORDS = listed(
    """a about above according across after again against ago all almost along already also although am among amid an
    and any are around as at away back be because been before began behind being below between both but by came can
    come could did do does doing don done down during each either else even ever every few first for from further
    get gets getting go goes going gone got had has have having he her here hers herself him himself his how however
    i if in including instead into is it its itself just last least less like likely made make makes making many may
    me meanwhile might more most mostly much must my myself near neither next no nor not now of off often on once one
    only onto or other others our out over own per put rather really same shall she should since so some still such
    take taken than that the their them themselves then there these they this those though through thus to together too
    took toward towards under until up upon us use used very via was way we well went were what when where whether which
    while who whom whose why will with within without would yet you your yours
    mr mrs ms dr sir lord rep sen gov gen
    d ll m re s t ve won cannot can't couldn't didn't doesn't don't hadn't hasn't haven't isn't wasn't weren't won't
    wouldn't i'm i've it's he's she's that's there's they're we're we've you're
    monday tuesday wednesday thursday friday saturday sunday today yesterday tomorrow week month"""
)

# Words of the trade: in every report, so that sharing them tells little of what is reported.
TRADE_WORDS = listed(
    """say said says tell told add added ask asked statement statements report reported reports reporter reporters
    announce announced according news interview spokesman spokeswoman spokesperson official officials call called
    comment comments write wrote speak speaking speech remark remarks note noted claim claimed continue continued
    people person man woman men women thing time times day days year years morning evening night number part place
    new old former late recent recently big major several two three week weeks month months hour hours
    president government country state states national public group member members leader issue case question
    want wanted need know known think believe see seen saw look show showed give gave given find found
    come include included earlier later long end start ask try keep let
    january february march april june july august september october november december"""
)

NEGATORS = listed("not no never none nobody nothing neither nor without cannot")
DENIALS = listed("""deny denied denies denying denial refuse refused refuses refusing refusal fail failed fails failing
    failure decline declined declines declining reject rejected unable lack lacked lacks""")
MODALS = listed("may might could")
HEDGES = MODALS | listed("""would should will can would-be if expect expected expects likely unlikely possible possibly
    perhaps potential potentially plan planned plans predict predicted""")
"""What leaves open whether a thing is so; of itself only a modal does, "would" being "will" in reported speech."""
SAYING = listed("said says say told tells tell added adds wrote writes asked according reported announced")


def words(text: str) -> tuple[Word, ...]:
    """The words of `text` in order, with their offsets in it."""
    return tuple(Word(found.start(), found.end(), *_folded(found.group())) for found in _WORD.finditer(text))


def negates(key: str) -> bool:
    return key in NEGATORS or key in DENIALS or key.endswith("n't")


@lru_cache(maxsize=65536)
def _folded(surface: str) -> tuple[str, str]:
    if surface in {"US", "UK", "EU", "UN"}:
        key = surface.casefold() + "."  # apart from the pronoun
    else:
        key = surface.casefold().replace("’", "'")
        if "." in key and not key[0].isdigit() and key[0] not in "$€£":
            key = key.replace(".", "") + "."
        key = key.removesuffix("'s")
    stem = _stem(key)
    return key, SYNONYMS.get(key) or SYNONYMS.get(stem) or stem


_ENDINGS = (  # (ending, what stands in its place, the shortest word that is cut)
    ("iest", "y", 6),
    ("ies", "y", 5),
    ("ied", "y", 5),
    ("sses", "ss", 6),
    ("xes", "x", 5),
    ("ches", "ch", 6),
    ("shes", "sh", 6),
    ("ing", "", 6),
    ("ed", "", 5),
    ("ly", "", 6),
    ("s", "", 4),
)


def _stem(key: str) -> str:
    if not key.isalpha() or key == "news":
        return key
    stem = key
    if not key.endswith(("ss", "us", "is")):
        for ending, instead, shortest in _ENDINGS:
            if key.endswith(ending) and len(key) >= shortest:
                stem = key[: -len(ending)] + instead
                break
    if len(stem) > 3 and stem[-1] == stem[-2] and stem[-1] in "bdgmnprt" and stem != key:
        stem = stem[:-1]
    return stem.removesuffix("e") if len(stem) > 4 else stem


SYNONYMS: Mapping[str, str] = synonyms(_stem)
"""Word or stem → the one that stands for all that mean the same."""
OPPOSITES: Mapping[str, frozenset[str]] = opposites(lambda word: _folded(word)[1])
"""Stem → the stems that gainsay it."""

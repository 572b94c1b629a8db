"""Words of a text with their offsets, folded so that spelling does not hide sameness.

Strategy: one linear regular expression cuts a text into words; each word has a `key` (case, apostrophes, possessives
and the two spellings of U.S. folded away) and a `stem` (the endings of number, tense and person cut off by a few
rules: what Harman's S-stemmer does, with -ed and -ing; light, since a wrong conflation makes two things one).
What may live here: what a word is, and the small closed lists (function words, negators, modals). What words are
worth lives with those who weigh them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

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

NEGATORS = listed("not no never none neither nor without cannot")
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


_SYNONYMS = """
    abandon abandoned scrap scrapped drop dropped
    abolish abolished scrap
    accident crash collision
    agree agreed agreement accord deal
    aide adviser advisor
    allege alleged accuse accused accusation
    approve approved endorse endorsed
    arrest arrested detain detained custody apprehend apprehended
    ask request requested
    attempt attempted try tried
    attorney lawyer
    automobile car vehicle
    ban banned prohibit prohibited outlaw outlawed
    barricade blockade block blocked
    begin began start started launch launched
    blast explosion explode exploded
    boat vessel
    buy bought purchase purchased acquire acquired
    cause caused provoke provoked trigger triggered
    chief head boss
    child children kid kids youngster youngsters
    company firm business
    congressman congresswoman representative lawmaker legislator
    cost costs
    cut cuts reduce reduced reduction slash slashed
    dead death deaths die died dying dies kill killed killing fatal fatally slain
    decide decided decision
    defend defended defends defending
    delay delayed postpone postponed defer deferred deferring
    demand demanded demands
    demonstrator protester demonstrators protesters
    destroy destroyed demolish demolished
    dismiss dismissed sack sacked oust ousted
    doctor physician
    end ended halt halted stop stopped cease ceased suspend suspended
    enormous huge massive
    evacuate evacuated evacuation
    film movie
    flee fled
    harm damage damaged
    hit strike struck striking ram rammed slam slammed collide collided smash smashed
    home house
    hospital infirmary
    hurt injure injured injuring injury injuries wound wounded
    illness disease
    increase increased rise rose risen raise raised hike hiked
    inquiry investigation investigate investigated investigating investigator investigators probe
    judge justice
    leave left depart departed
    lorry truck trucker truckers lorries
    manager executive
    meet met meeting
    memo memorandum
    motorway highway motorways highways
    name named identify identified
    neighbor neighbour neighbors neighbours
    obtain obtained
    pledge pledged promise promised vow vowed
    plane aircraft jet airplane
    poll survey
    prison jail jailed imprisoned
    quit resign resigned resignation
    reject rejected rebuff rebuffed
    release released publish published
    rescue rescued save saved
    reveal revealed disclose disclosed
    seek sought
    send sent dispatch dispatched
    ship vessel
    shoot shot shooting gunfire
    soldier troop troops soldiers
    storm hurricane
    suspect suspected
    teacher teachers
    urge urged
    victory win won
    warn warned warning
"""


def _synonyms() -> dict[str, str]:
    """Word → the first word of its line; a word on two lines keeps the first."""
    found: dict[str, str] = {}
    for line in _SYNONYMS.strip().splitlines():
        head, *others = line.split()
        for word in (head, *others):
            found.setdefault(word, head)
    return found


SYNONYMS: Mapping[str, str] = _synonyms()
"""Words of news that stand for each other from outlet to outlet; few, plain and never a name for how bad a thing is."""


@lru_cache(maxsize=65536)
def _folded(surface: str) -> tuple[str, str]:
    if surface in {"US", "UK", "EU", "UN"}:
        key = surface.casefold() + "."  # apart from the pronoun
    else:
        key = surface.casefold().replace("’", "'")
        if "." in key and not key[0].isdigit() and key[0] not in "$€£":
            key = key.replace(".", "") + "."
        key = key.removesuffix("'s")
    return key, SYNONYMS.get(key) or _stem(key)


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

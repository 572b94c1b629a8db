"""The words that rules of attribution turn on: cue verbs with their frames, and the closed classes around them.

Strategy: one table of lemmas a frame; every inflection is made from it here, once, at import. A frame says how the
verb takes what is said: after "that", bare, as a quotation, as a noun phrase. Which lemma takes which frame was
read off counts on the train part of PolNeAR 1.0.0: a lemma is in a frame where about six in ten of its uses there
are annotated as cues, and in "noun" only where about eight in ten are; inflections and near synonyms that are rare
there follow their like.

Words alone may live here, no rule.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from typing import Final

from twosource.reading.lexicon import words


class Frame(Enum):
    """How a verb takes what is said."""

    QUOTE = auto()  # she added, "…"
    THAT = auto()  # she noted that … (whether, how …)
    BARE = auto()  # she said the plan …; the plan, she said, …
    TOLD = auto()  # she told the paper (that) …: somebody stands between
    TO = auto()  # she vowed to …; she urged them to …
    NOUN = auto()  # she denounced the plan


class Form(Enum):
    BASE = auto()
    PRESENT = auto()
    PAST = auto()  # and the participle, which differs for few
    ING = auto()


@dataclass(frozen=True, slots=True)
class Verb:
    """An inflected verb: its lemma, its form and the frames of its lemma."""

    lemma: str
    form: Form
    frames: frozenset[Frame]


_LEMMAS: Final = {
    Frame.QUOTE: """
        say add write tweet tell state note argue claim insist warn announce declare report reply respond
        continue explain acknowledge admit concede confirm deny predict suggest recall conclude assert
        allege maintain contend complain joke stress emphasize emphasise reiterate repeat remark observe
        reveal quip boast lament caution counter urge ask read chant shout yell cry exclaim respond retort
        interject post promise pledge vow begin wonder testify plead describe call dismiss denounce praise
        blast label brand deem slam imply demand answer implore instruct message text email recount muse
        opine agree object protest snap scream whisper charge hint mock ridicule deride point-out shoot-back
        fire-back hit-back write-back
        """,
    Frame.THAT: """
        say add write tweet tell state note argue claim insist warn announce declare report reply respond
        explain acknowledge admit concede confirm deny predict suggest recall conclude assert allege
        maintain contend complain joke stress emphasize emphasise reiterate repeat remark observe reveal
        quip boast lament caution counter ask promise pledge vow testify imply demand indicate signal hint
        estimate speculate fear hope believe think agree charge disclose clarify recommend advise propose
        remind assure inform warn notify convince find show learn determine rule wonder question predict
        foresee forecast expect suspect recognize recognise decide reckon know order insinuate swear attest
        certify underline underscore point-out
        """,
    Frame.BARE: """
        say add write tweet argue claim insist warn announce declare report explain acknowledge admit
        concede confirm deny predict suggest conclude assert allege maintain contend complain joke stress
        note state think believe hope fear recall estimate indicate quip reckon testify agree promise
        suggest point-out
        """,
    Frame.TOLD: """
        tell remind assure inform warn notify advise ask urge promise caution instruct brief implore beg order
        call-on
        """,
    Frame.TO: """
        vow pledge promise urge threaten ask refuse call implore order demand instruct beg warn invite
        encourage advise propose offer agree hope decline call-on
        """,
    Frame.NOUN: """
        announce accuse criticize criticise describe urge declare praise defend blast denounce mock question
        blame dismiss acknowledge reiterate predict assail condemn decry lament slam ridicule deride
        lambaste lambast chide rebuke reject endorse propose deny call confirm cite note mention recall
        highlight claim allege oppose applaud laud hail bemoan berate demand recount reveal excoriate
        champion commend disavow echo espouse extol fault insinuate liken tout upbraid warn call-for
        point-out point-to
        """,
}
"""Frame → lemmas; a particle that must follow is joined by a hyphen."""

_IRREGULAR: Final = {
    "say": ("said", "saying"),
    "tell": ("told", "telling"),
    "write": ("wrote", "writing"),
    "think": ("thought", "thinking"),
    "find": ("found", "finding"),
    "show": ("showed", "showing"),
    "know": ("knew", "knowing"),
    "read": ("read", "reading"),
    "go": ("went", "going"),
    "begin": ("began", "beginning"),
    "swear": ("swore", "swearing"),
    "foresee": ("foresaw", "foreseeing"),
    "forecast": ("forecast", "forecasting"),
    "admit": ("admitted", "admitting"),
    "quip": ("quipped", "quipping"),
    "beg": ("begged", "begging"),
    "slam": ("slammed", "slamming"),
    "refer": ("referred", "referring"),
    "agree": ("agreed", "agreeing"),
    "extol": ("extolled", "extolling"),
    "label": ("labeled", "labeling"),
    "shoot": ("shot", "shooting"),
    "hit": ("hit", "hitting"),
}
_SPELLED_TWICE: Final = {"labelled": "label", "labelling": "label", "signalled": "signal", "signalling": "signal"}
_PARTICIPLES: Final = {"written": "write", "shown": "show", "known": "know", "seen": "see"}
"""Past participles that differ from the past, for the perfect ("has written")."""


def _inflected(lemma: str) -> tuple[tuple[str, Form], ...]:
    stem = lemma[:-1] if lemma.endswith("e") else lemma
    sibilant = lemma.endswith(("s", "sh", "ch", "x", "z", "go"))
    y = lemma.endswith("y") and lemma[-2] not in "aeiou"
    present = lemma[:-1] + "ies" if y else lemma + ("es" if sibilant else "s")
    past, ing = _IRREGULAR.get(lemma, (lemma[:-1] + "ied" if y else stem + "ed", stem + "ing"))
    return ((lemma, Form.BASE), (present, Form.PRESENT), (past, Form.PAST), (ing, Form.ING))


def _table() -> dict[str, Verb]:
    frames: dict[str, set[Frame]] = {}
    for frame, lemmas in _LEMMAS.items():
        for lemma in lemmas.split():
            if "-" not in lemma:
                frames.setdefault(lemma, set()).add(frame)
    verbs = {word: Verb(lemma, form, frozenset(frames[lemma])) for lemma in frames for word, form in _inflected(lemma)}
    verbs["read"] = Verb("read", Form.PAST, frozenset(frames["read"]))
    respelled = {**_SPELLED_TWICE, **{word: lemma for word, lemma in _PARTICIPLES.items() if lemma in frames}}
    for word, lemma in respelled.items():
        verbs[word] = Verb(lemma, Form.ING if word.endswith("ing") else Form.PAST, frozenset(frames[lemma]))
    return verbs


def _phrasal() -> dict[tuple[str, str], Verb]:
    frames: dict[str, set[Frame]] = {}
    for frame, lemmas in _LEMMAS.items():
        for lemma in lemmas.split():
            if "-" in lemma:
                frames.setdefault(lemma, set()).add(frame)
    return {
        (word, lemma.split("-")[1]): Verb(lemma, form, frozenset(of))
        for lemma, of in frames.items()
        for word, form in _inflected(lemma.split("-")[0])
    }


VERBS: Final = _table()
"""Inflected word → verb."""
PHRASAL: Final = _phrasal()
"""Inflected word and the particle after it → verb ("pointed out")."""

PERCEIVED: Final = words("fear hope believe think find show learn know suspect reckon expect decide rule determine")
"""Verbs of thought and finding: they report a mind or a result, so they need a subject that can be told and no bare
guess."""

AUXILIARIES: Final = words("""
    has have had having is are was were be been being will would could should may might must can did do does
    not never hasn’t haven’t hadn’t isn’t aren’t wasn’t weren’t won’t wouldn’t couldn’t shouldn’t didn’t
    don’t doesn’t can’t cannot hasn't haven't hadn't isn't aren't wasn't weren't won't wouldn't couldn't
    shouldn't didn't don't doesn't can't
    """)
NEGATIONS: Final = frozenset(
    word for word in AUXILIARIES if word in ("not", "never", "cannot") or word.endswith(("n’t", "n't"))
)
MODALS: Final = words("will would could should may might must can cannot")
ADVERBS: Final = words("""
    also later then again once often even still now just recently too both all ever already always further
    thus first yesterday today earlier separately afterwards afterward instead himself herself itself
    themselves soon repeatedly meanwhile long since twice elsewhere largely
    """)
PLURALS: Final = words(
    "people men women police children staff media others many some few several both most all they we i you who"
)
"""Subjects of a verb in its base form that do not end in s."""
NOT_ADVERBS: Final = words("family only early ally bully reply supply daily weekly july italy assembly ugly")
BOUNDARIES: Final = words("""
    that but while because if when where before since though although which whom whose than until unless
    whether what how why or so whereas after once except yet given
    """)
"""Words that no subject reaches back over."""
RELATIVES: Final = words("who which that")
DETERMINERS: Final = words("""
    a an the this that these those his her its their our your my some any many several few both all no
    another each every one two three four five six seven eight nine ten dozens hundreds thousands most other
    such
    """)
PREPOSITIONS: Final = words("""
    of for in on at from with by to about into over under against between among near during through after
    before around across behind beyond within without toward towards inside outside amid despite like as per
    via
    """)
PRONOUNS: Final = words("he she it they we i you who this that one someone somebody many some others both")
SUBJECT_PRONOUNS: Final = words("he she it they we i you there")
OBJECT_PRONOUNS: Final = words("him her it them us me you")
DAYS: Final = words(
    "monday tuesday wednesday thursday friday saturday sunday today yesterday tonight mon tue wed thu fri sat sun"
)
MONTHS: Final = words("""
    january february march april may june july august september october november december jan feb aug sept
    sep oct nov dec jan. feb. aug. sept. oct. nov. dec.
    """)
TIMES: Final = (
    DAYS
    | MONTHS
    | words("""
    morning afternoon evening night week month year weekend earlier later late early last this recently day
    days weeks months years hours ago next previously again repeatedly then noon midday midnight
    """)
)
OPENERS: Final = words("but and so yet meanwhile still however also then now instead moreover furthermore though plus")
PAST_VERBS: Final = words("""
    went came made took got gave saw left held met ran led won lost put set sent spoke began kept brought
    let became felt stood heard paid sat fell broke drew chose grew hit rose spent built sold cut caught
    drove threw flew fought sought taught wore shot bought struck launched want wants wanted says say seems
    seem seemed appears appear appeared remains remain comes come goes go gets get makes make takes take
    gives give sees see leaves leave holds hold meets meet runs run leads lead wins win loses lose needs
    need keeps keep knows know faces face
    """)
"""Common finite verbs that morphology does not show; they end a noun phrase."""
ATTITUDES: Final = words("""
    want wants wanted express expresses expressed expressing voice voiced seek seeks seeking sought support supports
    supported supporting back backed backing request requests requested requesting intend intends intended prefer
    prefers preferred thank thanked welcome welcomed apologise apologised apologize apologized comment commented
    advocate advocated disagree disagreed regret regrets regretted realise realised realize realized remember
    remembers remembered feel feels felt worry worries worried imagine imagined guess doubt doubts doubted consider
    considers considered regard regarded understand understood attribute attributed credit credited quote quoted
    concerned confident eager willing aware unaware proud wary reluctant disappointed nervous shocked optimistic
    pessimistic angered angry furious upset outraged appalled dismayed delighted pleased happy sorry ashamed
    astonished surprised relieved grateful certain sure afraid convinced adamant like liked refused refuses resisted
    persuaded told
    """)
"""What people want and how they feel about what is told: words that on PolNeAR train are part of a cue in half of their
uses or more outside contents, and their like; they tell that a content retells, and never make a cue by themselves."""

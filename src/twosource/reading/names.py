"""A text → the proper names in it, by capitals and context.

Strategy: find runs of capitalised words, then take away what capitals do not make a name: the first word of a
sentence without
other evidence, days, months, titles, shouted words. Evidence comes from the text itself: a word that stands in
capitals in the
middle of a sentence is a name, a word that also stands in lower case is none. A headline in title case tells
nothing, so of it
only what the rest of the text knows is kept. In doubt no name: two names that are held to be one, or a verb that is
held to be a
name, cost more than a name that is missed.

What may live here: which stretches are names, and the plainest guess at what is named. Who is who is for voices to say.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Literal, NamedTuple

from twosource.model import Span
from twosource.reading.lexicon import (
    COMMON_OPENERS,
    DAYS_AND_MONTHS,
    FUNCTION_WORDS,
    GIVEN_NAMES,
    GROUPS,
    MONTHS_THAT_ARE_NAMES,
    ORGANISATION_WORDS,
    PLACES,
    SHORT_TITLES,
    TITLE_HEADS,
    TITLE_PREFIXES,
    words,
)
from twosource.reading.sentences import sentences

NameKind = Literal["person", "organisation", "place", "group"]

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
TITLE_REACH = 40
"""How far before a name its title in lower case is sought ("chief of staff", "special counsel")."""


@dataclass(frozen=True, slots=True, order=True)
class NameMention:
    """A proper name in a text.

    `span` covers the name alone: no title, no possessive. `name` is `text[span]` with white space collapsed.
    `title` is what stands right before it ("Sen.", "President", "special counsel"). `kind` is a guess by plain cues;
    "group" is a nationality, party or faith; None where nothing tells.
    """

    span: Span
    name: str
    title: str | None = None
    kind: NameKind | None = None


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
_LOWER = re.compile(r"(?<![\w’'])[a-z]{2,}(?![\w])")
_LONG_WORD = re.compile(r"(?<![\w’'@#/])[^\W\d_]{4,}")
_POSSESSIVE = re.compile(r"(?:[’']s|(?<=s)[’'])$")
_PARTY = re.compile(r"[DRI]-[A-Z]")
_SAYS = re.compile(r"\s+(?:said|says|told|wrote|tweeted|asked|added|argued)\b")
_SAID = re.compile(r"\b(?:said|says|asked|wrote|added)\s$")
_WHERE = re.compile(r"\b[Ii]n\s$")
_OPENING = re.compile(r"(?:^|[“‘\"'(\[:;•*—–]|[.!?…]|--)[\s“‘\"'(\[]*$")
_VERB_FOLLOWS = re.compile(r"\s+(?:said|says|told|wrote|tweeted|added|argued|insisted|acknowledged|testified)\b")
_LOWER_TITLE = re.compile(
    r"(?:^|(?<=\W))((?:(?:vice|deputy|former|acting|prime|attorney|special|press|defense|foreign|interior|finance"
    r"|state|house|senate|"
    r"majority|minority|chief|executive) )*"
    r"(?:president|minister|secretary|senator|congress(?:wo)?man|representative|governor|mayor|general|counsel"
    r"|director|chair(?:wo)?man|"
    r"chief of staff|adviser|advisor|spokes(?:wo)?man|spokesperson|judge|justice|chancellor|leader|speaker|attorney"
    r"|lawyer|professor|"
    r"king|queen|prince|princess|pope|sheriff|commissioner|ambassador|strategist|pollster|analyst|candidate|nominee"
    r"|chief|officer|"
    r"detective|actor|actress|singer|author|economist|premier|envoy|coach|manager))\s$"
)
_TITLE_OF = re.compile(
    r"(?:(?:Former|Deputy|Acting|Assistant|Then)[ -])*(?:Secretary of (?:State|Defen[cs]e|Education|Energy|Labor"
    r"|Commerce|Agriculture|"
    r"the Treasury|the Interior|Homeland Security|Veterans Affairs|Transportation)|Chiefs? of Staff|Director of"
    r" National Intelligence|"
    r"Speaker of the House|Leader of the Opposition|Chancellor of the Exchequer)(?:\s+|$)"
)
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
_HEADS = _OF_HEADS | _FOR_HEADS | _ON_HEADS
_OF_TITLES = words("secretary chief director leader chancellor")
_PREPOSITIONS = words("of for on")
_LINK_WORDS = words("of for on and the &")
_SMALL_WORDS = words("an and the or but for of in on at to by with from as is are be vs via into over nor yet after")
_TITLES_OF_PERSONS = words("""
    mr mrs ms dr sen sens rep reps gov gen lt col capt sgt president senator representative governor chairman
    chairwoman secretary director minister mayor leader spokesman spokeswoman speaker congressman congresswoman attorney
    commissioner ambassador justice judge sheriff chief ceo cfo coo father bishop archbishop cardinal rabbi prof
    professor agent chair
""")
_OWNED = words("""
    association union guild federation society league alliance council confederation brotherhood hospital institute
    fund club coalition congress network party board assembly foundation
""")
"""What a plural owns by name: "the Miners' Association"."""
_OWNED_BY_ANY = words("hospital church cathedral school college university")
"""What is named for a saint: "St. Brannoc's Hospital"."""
_OWNERS = words("children women men people sheriff attorney mayor governor")
"""What owns by name in the singular: "Children's Hospital", "the Arden Sheriff's Office"."""
_BODY = (
    "company|firm|operator|manufacturer|maker|retailer|carrier|airline|group|organi[sz]ation|coalition|charity|agency|"
    "union|association|network|party|bank|think tank|nonprofit|newspaper|magazine|website|service|institute|foundation"
)
_IS_A_BODY = re.compile(
    rf",\s+(?:which\b|(?:the|an?)\s+(?:[\w’'-]+\s+){{0,4}}?(?:owner|{_BODY})(?=\s*[,.;:)—–]|\s+(?:that|which|of|in|for|"
    r"behind|based|with|to|has|whose|run|owned|founded)\b))"
    r"|[’']s?\s+(?:chief executive|managing director)\b"
)
_BODY_BEFORE = re.compile(rf"\b(?:owner,|(?:{_BODY}),?)\s+(?:the\s+)?$")
BODY_REACH = 30
"""Characters before a name in which what it is is told: "the mine's owner, Skarrow Metals"."""
_GIVEN_TOO = words("per will")
"""Small words that are given names where a capital begins them in mid-sentence: "the diver, Per Maddock"."""
_NO_GIVEN = words("""
    river lake mount port north south east west new saint st storm hurricane cape fort san santa lower upper mill hill
    great little old operation greater county city bay isle camp point
""")
"""First words of places, ships and storms that are also called by their last word alone."""
_ONCE = words("former acting then late retired")
"""Before a name without a title: "Former Roe aides"."""
_LAWS = words("act bill amendment treaty protocol accord law code resolution")
_COUNTRIES_IN_SHORT = words("US U.S UK U.K USA U.S.A UAE U.A.E DC D.C")
_NAMED_ALONE = ORGANISATION_WORDS | GROUPS | {"u.s", "us", "fbi", "cia", "gop"}
_ACRONYM_PLACES = words("US U.S UK U.K USA U.S.A UAE U.A.E DC D.C EU E.U UN U.N")


class _Token(NamedTuple):
    """A word of a run, without its possessive; `key` is its folded form, `capital` whether it begins with one."""

    start: int
    end: int
    word: str
    possessive: bool
    key: str
    capital: bool


class _Run(NamedTuple):
    """Words that may be one name, and where they stand. Capitals that are `loud` (a headline, a shout) tell nothing."""

    tokens: tuple[_Token, ...]
    opening: bool
    loud: bool


# --- what others call -------------------------------------------------------------------------------------------------


def names(text: str) -> tuple[NameMention, ...]:
    """The proper names of `text`, in order, none overlapping another. Time is linear in the length of the text."""
    lower = frozenset(_LOWER.findall(text))
    runs = tuple(_runs(text))
    known = _known(runs, lower)
    plain = [mention for run in runs if not run.loud for mention in _mentions(text, run, lower, known)]
    told = frozenset(mention.name for mention in plain) | frozenset(mention.name.split()[-1] for mention in plain)
    loud = [mention for run in runs if run.loud for mention in _known_mentions(text, run.tokens, told)]
    return tuple(_with_surnames(text, tuple(_with_bodies(text, sorted(plain + loud)))))


# --- runs -------------------------------------------------------------------------------------------------------------


def _runs(text: str) -> Iterator[_Run]:
    for sentence in sentences(text):
        headline = _is_headline(text, sentence)
        for run in _RUN.finditer(text, sentence.start, sentence.end):
            tokens = tuple(_tokens(text, run.start(), run.end()))
            high = tuple(token for token in tokens if token.capital)
            shouted = _is_shout(high) and not _are_acronyms(high, tokens)
            opening = _OPENING.search(text, max(sentence.start, run.start() - 4), run.start()) is not None
            for number, part in enumerate(_parts(tokens, opening or run.start() == sentence.start)):
                first = opening and number == 0 and part[0].start == tokens[0].start
                yield _Run(part, first or run.start() == sentence.start == part[0].start, headline or shouted)


def _is_headline(text: str, sentence: Span) -> bool:
    """Whether a sentence is in title case or all capitals, so that its capitals tell nothing."""
    stopped = text[sentence.end - 1] == "."
    if stopped and any(word[0] not in _SMALL_WORDS for word in _LOWER.finditer(text, sentence.start, sentence.end)):
        return False
    long = _LONG_WORD.findall(text, sentence.start, sentence.end)
    return len(long) >= HEADLINE_WORDS and sum(word[0].isupper() for word in long) >= HEADLINE_SHARE * len(long)


def _tokens(text: str, start: int, end: int) -> Iterator[_Token]:
    for piece in _PIECE.finditer(text, start, end):
        word = piece[0]
        possessive = _POSSESSIVE.search(word)
        if possessive:
            word = word[: possessive.start()]
        key, capital = word.rstrip(".").replace("’", "'").casefold(), any(map(str.isupper, word[:5]))
        yield _Token(piece.start(), piece.start() + len(word), word, possessive is not None, key, capital)


def _parts(tokens: tuple[_Token, ...], opening: bool) -> Iterator[tuple[_Token, ...]]:
    """A run cut where no name goes on: after a possessive, at function words, days, months, and links that link two
    names.
    """
    part: list[_Token] = []
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


def _closed(part: list[_Token]) -> Iterator[tuple[_Token, ...]]:
    while part and not part[-1].capital:
        part = part[:-1]
    while part and not part[0].capital and part[0].key in _LINK_WORDS:
        part = part[1:]
    if part and len(part) <= LONGEST_RUN:
        yield tuple(part)


def _is_no_name(token: _Token, part: list[_Token], following: _Token | None, *, first: bool) -> bool:
    key = token.key
    if key in _GIVEN_TOO and following is not None and following.capital and not first:
        return False
    if key in MONTHS_THAT_ARE_NAMES:
        if part and part[-1].capital:
            return False
        return key in {"may", "march"} or following is None or not following.capital
    return key in DAYS_AND_MONTHS or (key in FUNCTION_WORDS and not (token.word.isupper() and "." in token.word))


def _links(token: _Token, part: list[_Token]) -> bool:
    """Whether a word in lower case joins what is before it and behind it to one name."""
    if token.key not in _LINK_WORDS:
        return True  # a particle: "de", "van der"
    if not part or token.key == "&":
        return bool(part)
    if token.key == "the":
        return part[-1].key in _PREPOSITIONS
    if token.key == "and":
        return part[0].key in _HEADS and any(one.key in _PREPOSITIONS for one in part)
    last = next((one.key for one in reversed(part) if one.capital), "")
    return last in {"of": _OF_HEADS | _OF_TITLES, "for": _FOR_HEADS, "on": _ON_HEADS}[token.key]


def _owns_by_name(part: Sequence[_Token], following: _Token | None) -> bool:
    """Whether a possessive is inside a name: "the Miners' Association", "St. Brannoc's Hospital"."""
    if following is None or not following.capital:
        return False
    owner = part[-1]
    if owner.key in _OWNERS:
        return following.key in ORGANISATION_WORDS or following.key in _OWNED
    if part[0].key == "st" and len(part) > 1:
        return following.key in _OWNED_BY_ANY
    return owner.key.endswith("s") and owner.key not in GROUPS and following.key in _OWNED


def _stands_alone(token: _Token, following: Sequence[_Token]) -> bool:
    """Whether "U.S.", "UN" or a nationality is a name of its own before what follows: another one, or a title."""
    if not following:
        return False
    if token.word.rstrip(".") in _ACRONYM_PLACES:
        return following[0].key not in ORGANISATION_WORDS
    if token.key not in GROUPS:
        return False
    title = next((one.key in TITLE_HEADS for one in following if one.key not in TITLE_PREFIXES), False)
    return title or following[0].key in GROUPS


# --- evidence ---------------------------------------------------------------------------------------------------------


def _known(runs: Iterable[_Run], lower: frozenset[str]) -> frozenset[str]:
    """The words that this text uses as names where capitals tell: in mid-sentence, or beside another word of a name."""
    known: set[str] = set()
    for run in runs:
        if run.loud:
            continue
        body = run.tokens[1:] if run.opening else run.tokens
        known.update(token.word for token in body if token.capital and not _is_title(token))
        if run.opening and len(run.tokens) > 1 and not _is_common(run.tokens[0], lower):
            known.add(run.tokens[0].word)
    return frozenset(known)


def _is_title(token: _Token) -> bool:
    return token.key in TITLE_HEADS or token.key in TITLE_PREFIXES


def _is_common(token: _Token, lower: frozenset[str]) -> bool:
    """Whether the first word of a sentence is a common word, as far as the text and the tables tell."""
    key = token.key
    return (
        key in lower
        or key in COMMON_OPENERS
        or key in FUNCTION_WORDS
        or (len(key) > 5 and key.endswith(("ing", "edly", "ally")))
    )


def _is_shout(tokens: tuple[_Token, ...]) -> bool:
    """Whether words are in capitals for loudness: more than one, or one that is too long for an acronym."""
    high = [token for token in tokens if token.word.isupper() and len(token.word) > 1 and "." not in token.word]
    return len(high) == len(tokens) and (len(high) > 1 or len(high[0].word) > 6)


def _are_acronyms(high: tuple[_Token, ...], tokens: tuple[_Token, ...]) -> bool:
    """Whether words in capitals are names that a small word joins: "CNN and NBC"."""
    return len(high) < len(tokens) and all(len(token.word) <= LONGEST_ACRONYM for token in high)


# --- from run to mention ----------------------------------------------------------------------------------------------


def _mentions(text: str, run: _Run, lower: frozenset[str], known: frozenset[str]) -> Iterator[NameMention]:
    tokens = run.tokens
    if run.opening and tokens[0].word not in known and _is_common(tokens[0], lower) and not _is_title(tokens[0]):
        tokens = _lstrip_links(tokens[1:])
    elif run.opening and len(tokens) == 1 and not _is_sure(text, tokens[0], known):
        return
    if (
        len(tokens) == 1
        and tokens[0].word.isupper()
        and tokens[0].key in lower
        and tokens[0].word not in _ACRONYM_PLACES
    ):
        return
    yield from _mention(text, tokens)


def _lstrip_links(tokens: tuple[_Token, ...]) -> tuple[_Token, ...]:
    while tokens and not tokens[0].capital:
        tokens = tokens[1:]
    return tokens


def _is_sure(text: str, token: _Token, known: frozenset[str]) -> bool:
    """Whether one capitalised word at the start of a sentence is a name all the same."""
    word, key = token.word, token.key
    if word in known or key in PLACES or key in GROUPS or word.rstrip(".") in _ACRONYM_PLACES:
        return True
    if word.isupper() and 2 <= len(word) <= 6:
        return True
    if "." in word or any(letter.isupper() for letter in word[1:]):
        return len(word) > 2
    return not key.endswith("s") and key not in COMMON_OPENERS and bool(_VERB_FOLLOWS.match(text, token.end))


def _known_mentions(text: str, tokens: tuple[_Token, ...], told: frozenset[str]) -> Iterator[NameMention]:
    """Of a headline or shout, the names that the rest of the text tells, the longest first, and well-known places."""
    start = 0
    while start < len(tokens):
        end = next((end for end in range(len(tokens), start, -1) if _is_told(text, tokens[start:end], told)), start)
        if end > start:
            yield from _mention(text, tokens[start:end])
        start = max(end, start + 1)


def _is_told(text: str, tokens: tuple[_Token, ...], told: frozenset[str]) -> bool:
    name = " ".join(text[tokens[0].start : tokens[-1].end].split())
    return name in told or (name.casefold() in PLACES and not name.isupper())


def _mention(text: str, tokens: tuple[_Token, ...]) -> Iterator[NameMention]:
    """The name that tokens are; two where a title stands between them ("Florida Gov. Jane Doe")."""
    cut = _title_within(tokens)
    if cut:
        yield from _mention(text, _rstrip_links(tokens[:cut]))
        tokens = tokens[cut:]
    if not tokens:
        return
    title, body = _without_title(text, tokens)
    if not body or _is_scrap(body):
        return
    span = Span(body[0].start, body[-1].end)
    if title is None and (before := _LOWER_TITLE.search(text[max(0, span.start - TITLE_REACH) : span.start])):
        title = before[1]
    yield NameMention(span, " ".join(text[span.start : span.end].split()), title, _kind(text, body, title))


def _title_within(tokens: tuple[_Token, ...]) -> int:
    """Where a title begins inside a run that does not begin with one; 0 for nowhere."""
    if tokens and tokens[-1].key in ORGANISATION_WORDS:
        return 0  # "the Arden County Sheriff Department"
    for index in range(1, len(tokens) - 1):
        if (
            tokens[index].key in _TITLES_OF_PERSONS
            and tokens[index + 1].capital
            and not all(map(_is_title, tokens[:index]))
        ):
            start = index
            while start > 1 and tokens[start - 1].key in TITLE_PREFIXES:
                start -= 1
            return start
    return 0


def _rstrip_links(tokens: tuple[_Token, ...]) -> tuple[_Token, ...]:
    while tokens and not tokens[-1].capital:
        tokens = tokens[:-1]
    return tokens


def _is_scrap(body: tuple[_Token, ...]) -> bool:
    """Whether what is left is a lone letter, or the party in "(D-Ohio)"."""
    return len(body) == 1 and (len(body[0].key) < 2 or _PARTY.match(body[0].word) is not None)


def _without_title(text: str, tokens: tuple[_Token, ...]) -> tuple[str | None, tuple[_Token, ...]]:
    """The title that a run begins with, and the name behind it: ("Sen.", Lindsey Graham). A title alone is no name."""
    spelt = _TITLE_OF.match(text, tokens[0].start, tokens[-1].end)
    if spelt:
        return spelt[0].strip(), tuple(token for token in tokens if token.start >= spelt.end())
    end = 0
    for index, token in enumerate(tokens):
        if token.key in TITLE_HEADS:
            end = index + 1
        elif token.key not in TITLE_PREFIXES:
            break
    if end == 0 and len(tokens) > 1 and tokens[0].key in _ONCE:
        tokens = tokens[1:]
    if end == 0:
        return None, tokens if tokens[-1].key in _NAMED_ALONE or not all(_is_title(token) for token in tokens) else ()
    if end < len(tokens) and tokens[-1].key in ORGANISATION_WORDS:
        return None, tokens
    body = (
        _lstrip_links(tokens[end:]) if end < len(tokens) and tokens[end].key in {"of", "for", "and"} else tokens[end:]
    )
    if end < len(tokens) and tokens[end].key in {"of", "for", "and"}:
        return None, body
    return text[
        tokens[0].start : tokens[end - 1].end + (text[tokens[end - 1].end : tokens[end - 1].end + 1] == ".")
    ], body


# --- what is named ----------------------------------------------------------------------------------------------------


def _kind(text: str, body: tuple[_Token, ...], title: str | None) -> NameKind | None:
    keys = [token.key for token in body]
    if keys[-1] in _LAWS and title is None:
        return None
    if title is None and len(keys) > 1 and (keys[-1] in GROUPS or (_is_acronym(body[0]) and not _has_person(keys))):
        return "group" if keys[-1] in GROUPS else "organisation"
    if keys[-1] in ORGANISATION_WORDS or (len(keys) > 2 and keys[0] in _HEADS and keys[1] in _PREPOSITIONS):
        return "organisation"
    if title is not None or _is_whole_person(keys):
        return "person"
    if " ".join(keys) in PLACES:
        return "place"
    return _kind_of_word(text, body[0]) if len(body) == 1 else _kind_of_words(text, body)


def _is_acronym(token: _Token) -> bool:
    """Whether a word is in capitals and too long for initials: "BOND Action", not "JD Vance"."""
    return len(token.word) > 2 and token.word.isalpha() and token.word.isupper()


def _has_person(keys: Sequence[str]) -> bool:
    return any(key in GIVEN_NAMES or key in TITLE_HEADS for key in keys)


def _kind_of_word(text: str, token: _Token) -> NameKind | None:
    word = token.word.rstrip(".")
    if word in _COUNTRIES_IN_SHORT:
        return "place"
    if token.key in GROUPS:
        return "group"
    if len(word) > 1 and word.replace(".", "").isupper():
        return "organisation"
    return "place" if _WHERE.search(text, max(0, token.start - 4), token.start) else None


def _kind_of_words(text: str, body: tuple[_Token, ...]) -> NameKind | None:
    start = body[0].start
    if _SAYS.match(text, body[-1].end) or _SAID.search(text, max(0, start - 8), start):
        return "person"
    return "place" if _WHERE.search(text, max(0, start - 4), start) else None


def _is_whole_person(keys: Sequence[str]) -> bool:
    """Whether words are a person's whole name: by a given name, an initial or "Jr."."""
    return len(keys) > 1 and (
        keys[0] in GIVEN_NAMES or any(len(key) == 1 for key in keys[:-1]) or keys[-1] in {"jr", "sr"}
    )


def _with_bodies(text: str, mentions: Sequence[NameMention]) -> Iterator[NameMention]:
    """The same, where a name is an organisation's because the text says once what it is: "Sound Line, which runs"."""
    alone = {mention.name for mention in mentions if " " not in mention.name}
    bodies = {mention.name for mention in mentions if _may_be_body(mention, alone) and _is_body(text, mention.span)}
    for mention in mentions:
        if mention.name in bodies and mention.title is None and mention.kind in {None, "person"}:
            yield NameMention(mention.span, mention.name, None, "organisation")
        else:
            yield mention


def _may_be_body(mention: NameMention, alone: AbstractSet[str]) -> bool:
    """Whether nothing makes the name a person's: title, given name, or a surname that stands alone."""
    return (
        mention.title is None
        and mention.kind in {None, "person"}
        and not _is_whole_person([part.rstrip(".").casefold() for part in mention.name.split()])
        and " " in mention.name
        and mention.name.split()[-1] not in alone
    )


def _is_body(text: str, span: Span) -> bool:
    before = text[max(0, span.start - BODY_REACH) : span.start]
    return bool(_IS_A_BODY.match(text, span.end) or _BODY_BEFORE.search(before))


def _with_surnames(text: str, mentions: Sequence[NameMention]) -> Iterator[NameMention]:
    """The same, where a last name alone is a person because the text gives the whole name, and the other way round."""
    alone = {one.name for one in mentions if one.kind in {None, "person"} and not _has_article(text, one)}
    people = {one.name for one in mentions if one.kind == "person"}
    people |= {one.name for one in mentions if one.kind is None and _is_called_by_last(one.name, alone)}
    surnames = {name.split()[-1] for name in people}
    for mention in mentions:
        known = mention.name in people or (mention.name in surnames and mention.name.casefold() not in PLACES)
        if mention.kind in {None, "place"} and known:
            yield NameMention(mention.span, mention.name, mention.title, "person")
        else:
            yield mention


def _has_article(text: str, mention: NameMention) -> bool:
    return text[max(0, mention.span.start - 4) : mention.span.start].casefold().endswith("the ")


def _is_called_by_last(name: str, alone: AbstractSet[str]) -> bool:
    """Whether the text calls whom or what has the name by its last word alone, as it does people."""
    parts = name.split()
    return 1 < len(parts) < 4 and parts[0].casefold() not in _NO_GIVEN and name in alone and parts[-1] in alone

"""A text → the proper names in it, by capitals and context.

Strategy: find runs of capitalised words, then take away what capitals do not make a name: the first word of a sentence without
other evidence, days, months, titles, shouted words. Evidence comes from the text itself: a word that stands in capitals in the
middle of a sentence is a name, a word that also stands in lower case is none. A headline in title case tells nothing, so of it
only what the rest of the text knows is kept. In doubt no name: two names that are held to be one, or a verb that is held to be a
name, cost more than a name that is missed.

What may live here: which stretches are names, and the plainest guess at what is named. Who is who is for voices to say.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
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
"""Share of words of four letters or more in capitals from which a line without a stop is in title case (PolNeAR dev titles)."""
HEADLINE_WORDS = 4
"""Words that a line must have before its share of capitals says anything."""
TITLE_REACH = 40
"""How far before a name its title in lower case is sought ("chief of staff", "special counsel")."""


@dataclass(frozen=True, slots=True, order=True)
class NameMention:
    """A proper name in a text.

    `span` covers the name alone: no title, no possessive. `name` is `text[span]` with white space collapsed. `title` is what
    stands right before it ("Sen.", "President", "special counsel"). `kind` is a guess by plain cues; "group" is a nationality,
    party or faith; None where nothing tells.
    """

    span: Span
    name: str
    title: str | None = None
    kind: NameKind | None = None


# --- patterns ---------------------------------------------------------------------------------------------------------

_UPPER = "".join(letter for letter in map(chr, range(0x41, 0x590)) if letter.isupper())
_WORD = rf"[{_UPPER}](?:\w|[’'&](?=[^\W_]{{2}}|[{_UPPER}])|(?<=\w)-(?=\w)|\.(?=[a-z]{{2}}))*+"
_TOKEN = rf"(?:[{_UPPER}]\.){{2,}}|[{_UPPER}]\.(?=\s|[{_UPPER}])|(?:{SHORT_TITLES})\.|(?:Jr|Sr)\.?|{_WORD}"
_PARTICLE = r"(?:de|la|las|los|del|della|der|den|van|von|bin|ibn|bint|al|el|da|das|dos|do|du|di|le|ter|ben|abu|y)"
_LINK = rf"(?:{_PARTICLE}\s+){{1,2}}|(?:of|for|on)\s+(?:the\s+)?|and\s+|&\s+|the\s+"
_RUN = re.compile(
    rf"(?<![\w@#/.])(?:(?:bin|de|von|van|al|el|del)\s+(?:der\s+|den\s+|la\s+)?(?=[{_UPPER}])|(?:al|el|an|as|ash|ad|at)-(?=[{_UPPER}]))?"
    rf"(?:{_TOKEN})(?:\s+(?:{_LINK})?(?:{_TOKEN}))*+"
)
_PIECE = re.compile(rf"(?:(?:al|el|an|as|ash|ad|at)-)?(?:{_TOKEN})|[a-z&]+")
_LOWER = re.compile(r"(?<![\w’'])[a-z]{2,}(?![\w])")
_LONG_WORD = re.compile(r"(?<![\w’'@#/])[^\W\d_]{4,}")
_POSSESSIVE = re.compile(r"(?:[’']s|(?<=s)[’'])$")
_OPENING = re.compile(r"(?:^|[“‘\"'(\[:;•*—–]|[.!?…]|--)[\s“‘\"'(\[]*$")
_VERB_FOLLOWS = re.compile(r"\s+(?:said|says|told|wrote|tweeted|added|argued|insisted|acknowledged|testified)\b")
_LOWER_TITLE = re.compile(
    r"(?:^|(?<=\W))((?:(?:vice|deputy|former|acting|prime|attorney|special|press|defense|foreign|interior|finance|state|house|senate|"
    r"majority|minority|chief|executive) )*"
    r"(?:president|minister|secretary|senator|congress(?:wo)?man|representative|governor|mayor|general|counsel|director|chair(?:wo)?man|"
    r"chief of staff|adviser|advisor|spokes(?:wo)?man|spokesperson|judge|justice|chancellor|leader|speaker|attorney|lawyer|professor|"
    r"king|queen|prince|princess|pope|sheriff|commissioner|ambassador|strategist|pollster|analyst|candidate|nominee|chief|officer|"
    r"detective|actor|actress|singer|author|economist|premier|envoy|coach|manager))\s$"
)
_TITLE_OF = re.compile(
    r"(?:(?:Former|Deputy|Acting|Assistant|Then)[ -])*(?:Secretary of (?:State|Defen[cs]e|Education|Energy|Labor|Commerce|Agriculture|"
    r"the Treasury|the Interior|Homeland Security|Veterans Affairs|Transportation)|Chiefs? of Staff|Director of National Intelligence|"
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
_NAMED_ALONE = ORGANISATION_WORDS | GROUPS | {"u.s", "us"}
_ACRONYM_PLACES = words("US U.S UK U.K USA U.S.A UAE U.A.E DC D.C EU E.U UN U.N")


class _Token(NamedTuple):
    """A word of a run, without its possessive."""

    start: int
    end: int
    word: str
    possessive: bool

    @property
    def key(self) -> str:
        return self.word.rstrip(".").casefold()

    @property
    def capital(self) -> bool:
        return any(letter.isupper() for letter in self.word[:5])


class _Run(NamedTuple):
    """Words that may be one name, and where they stand."""

    tokens: tuple[_Token, ...]
    opening: bool
    headline: bool


# --- what others call -------------------------------------------------------------------------------------------------


def names(text: str) -> tuple[NameMention, ...]:
    """The proper names of `text`, in order, none overlapping another. Time is linear in the length of the text."""
    lower = frozenset(_LOWER.findall(text))
    runs = tuple(_runs(text))
    known = _known(runs, lower)
    found = tuple(mention for run in runs for mention in _mentions(text, run, lower, known))
    return tuple(_with_surnames(found))


# --- runs -------------------------------------------------------------------------------------------------------------


def _runs(text: str) -> Iterator[_Run]:
    for sentence in sentences(text):
        headline = _is_headline(text, sentence)
        for run in _RUN.finditer(text, sentence.start, sentence.end):
            tokens = tuple(_tokens(text, run.start(), run.end()))
            opening = _OPENING.search(text, max(sentence.start, run.start() - 4), run.start()) is not None
            for number, part in enumerate(_parts(tokens)):
                first = opening and number == 0 and part[0].start == tokens[0].start
                yield _Run(part, first or run.start() == sentence.start == part[0].start, headline)


def _is_headline(text: str, sentence: Span) -> bool:
    """Whether a sentence is in title case or all capitals, so that its capitals tell nothing."""
    if text[sentence.end - 1] in ".!" and sentence.end - sentence.start > 90:
        return False
    words = _LONG_WORD.findall(text, sentence.start, sentence.end)
    return len(words) >= HEADLINE_WORDS and sum(word[0].isupper() for word in words) >= HEADLINE_SHARE * len(words)


def _tokens(text: str, start: int, end: int) -> Iterator[_Token]:
    for piece in _PIECE.finditer(text, start, end):
        word = piece[0]
        possessive = _POSSESSIVE.search(word)
        if possessive:
            word = word[: possessive.start()]
        yield _Token(piece.start(), piece.start() + len(word), word, possessive is not None)


def _parts(tokens: tuple[_Token, ...]) -> Iterator[tuple[_Token, ...]]:
    """A run cut where no name goes on: after a possessive, at function words, days, months, and links that link two names."""
    part: list[_Token] = []
    for index, token in enumerate(tokens):
        following = tokens[index + 1] if index + 1 < len(tokens) else None
        if token.capital and _is_no_name(token, part, following):
            yield from _closed(part)
            part = []
        elif not token.capital and not _links(token, part, tokens, index):
            yield from _closed(part)
            part = []
        else:
            part.append(token)
            if token.possessive or _stands_alone(token, following):
                yield from _closed(part)
                part = []
    yield from _closed(part)


def _closed(part: list[_Token]) -> Iterator[tuple[_Token, ...]]:
    while part and not part[-1].capital:
        part = part[:-1]
    while part and not part[0].capital and part[0].key in {"of", "for", "on", "and", "the", "&"}:
        part = part[1:]
    if part and len(part) <= LONGEST_RUN:
        yield tuple(part)


def _is_no_name(token: _Token, part: list[_Token], following: _Token | None) -> bool:
    key = token.key
    if key in MONTHS_THAT_ARE_NAMES:
        if part and part[-1].capital:
            return False
        return key in {"may", "march"} or following is None or not following.capital
    return key in DAYS_AND_MONTHS or (key in FUNCTION_WORDS and not (token.word.isupper() and "." in token.word))


def _links(token: _Token, part: list[_Token], tokens: tuple[_Token, ...], index: int) -> bool:
    """Whether a word in lower case joins what is before it and behind it to one name."""
    if not part:
        return token.key not in {"of", "for", "on", "and", "the", "&"}
    last = next((one.key for one in reversed(part) if one.capital), "")
    if token.key == "&":
        return True
    if token.key == "of":
        return last in _OF_HEADS or last in {"secretary", "chief", "director", "leader", "chancellor"}
    if token.key in {"for", "on"}:
        return last in (_FOR_HEADS if token.key == "for" else _ON_HEADS)
    if token.key == "the":
        return part[-1].key in {"of", "for", "on"}
    if token.key == "and":
        return any(one.key in {"of", "for", "on"} for one in part) and part[0].key in _OF_HEADS | _FOR_HEADS | _ON_HEADS
    return True


def _stands_alone(token: _Token, following: _Token | None) -> bool:
    """Whether "U.S.", "UN" or a nationality is a name of its own before what follows."""
    if following is None:
        return False
    if token.word.rstrip(".") in _ACRONYM_PLACES:
        return following.key not in ORGANISATION_WORDS
    return token.key in GROUPS and (
        following.key in TITLE_HEADS or following.key in TITLE_PREFIXES or following.key in GROUPS
    )


# --- evidence ---------------------------------------------------------------------------------------------------------


def _known(runs: Iterable[_Run], lower: frozenset[str]) -> frozenset[str]:
    """The words that this text uses as names where capitals tell: in mid-sentence, or beside another word of a name."""
    known: set[str] = set()
    for run in runs:
        if run.headline or _is_shout(run.tokens):
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
    loud = [token for token in tokens if token.word.isupper() and len(token.word) > 1 and "." not in token.word]
    return len(loud) == len(tokens) and (len(loud) > 1 or len(loud[0].word) > 6)


# --- from run to mention ----------------------------------------------------------------------------------------------


def _mentions(text: str, run: _Run, lower: frozenset[str], known: frozenset[str]) -> Iterator[NameMention]:
    if run.headline or _is_shout(run.tokens):
        for tokens in _known_stretches(run.tokens, known):
            yield from _mention(text, tokens)
        return
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


def _known_stretches(tokens: tuple[_Token, ...], known: frozenset[str]) -> Iterator[tuple[_Token, ...]]:
    """Of a headline or shout, what the rest of the text knows as names."""
    stretch: list[_Token] = []
    for token in tokens:
        if token.word in known or (token.key in PLACES and not token.word.isupper()):
            stretch.append(token)
        elif stretch:
            yield tuple(stretch)
            stretch = []
    if stretch:
        yield tuple(stretch)


def _mention(text: str, tokens: tuple[_Token, ...]) -> Iterator[NameMention]:
    if not tokens:
        return
    title, body = _without_title(text, tokens)
    if not body:
        return
    span = Span(body[0].start, body[-1].end)
    name = " ".join(text[span.start : span.end].split())
    if len(name) < 2 or name.casefold() in {"i.", "a."} or (len(body) == 1 and re.fullmatch(r"[A-Z]\.", name)):
        return
    if title is None and (before := _LOWER_TITLE.search(text[max(0, span.start - TITLE_REACH) : span.start])):
        title = before[1]
    yield NameMention(span, name, title, _kind(text, body, title))


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
    if keys[-1] in ORGANISATION_WORDS or keys[0] in _OF_HEADS and len(keys) > 2 and keys[1] in {"of", "for", "on"}:
        return "organisation"
    if title is not None:
        return "person"
    whole = " ".join(keys)
    if (
        whole in PLACES
        or keys == ["u.s"]
        or body[0].word.rstrip(".") in {"US", "U.S", "UK", "U.K", "USA", "UAE"}
        and len(body) == 1
    ):
        return "place"
    if len(body) == 1 and whole in GROUPS:
        return "group"
    if len(body) > 1 and (
        keys[0] in GIVEN_NAMES or any(len(key) == 1 for key in keys[:-1]) or keys[-1] in {"jr", "sr"}
    ):
        return "person"
    if len(body) == 1 and body[0].word.replace(".", "").isupper() and len(body[0].word) > 1:
        return "organisation"
    if text[max(0, body[0].start - 4) : body[0].start] in {" in ", "\nIn "} or text[: body[0].start].endswith("In "):
        return "place"
    return None


def _with_surnames(mentions: tuple[NameMention, ...]) -> Iterator[NameMention]:
    """The same, where a last name alone is a person because the text gives the whole name."""
    surnames = {mention.name.split()[-1] for mention in mentions if mention.kind == "person"}
    whole = {mention.name for mention in mentions if mention.kind == "person"}
    for mention in mentions:
        if mention.kind in {None, "place"} and (mention.name in surnames or mention.name in whole):
            yield NameMention(mention.span, mention.name, mention.title, "person")
        else:
            yield mention

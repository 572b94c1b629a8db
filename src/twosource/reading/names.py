"""A text → the proper names in it, by capitals and context.

Strategy: take the runs of capitalised words, and take away what capitals do not make a name: the first word of a
sentence without other evidence, days, months, titles, shouted words. Evidence comes from the text itself: a word that
stands in capitals in the middle of a sentence is a name, a word that also stands in lower case is none. A headline in
title case tells nothing, so of it only what the rest of the text knows is kept. In doubt no name: two names that are
held to be one, or a verb that is held to be a name, cost more than a name that is missed.

What may live here: which runs are names, and the plainest guess at what is named. Who is who is for voices to say.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Literal

from twosource.model import Span
from twosource.reading.lexicon import (
    COMMON_OPENERS,
    FUNCTION_WORDS,
    GIVEN_NAMES,
    GROUPS,
    ORGANISATION_WORDS,
    PLACES,
    TITLE_HEADS,
    TITLE_PREFIXES,
    words,
)
from twosource.reading.nameruns import ACRONYM_PLACES, HEADS, LOWER_WORD, PREPOSITIONS, NameRun, Token, capital_runs
from twosource.reading.remembered import remembered

NameKind = Literal["person", "organisation", "place", "group"]

# --- limits -----------------------------------------------------------------------------------------------------------

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

_PARTY = re.compile(r"[DRI]-[A-Z]")
_SAYS = re.compile(r"\s+(?:said|says|told|wrote|tweeted|asked|added|argued)\b")
_SAID = re.compile(r"\b(?:said|says|asked|wrote|added)\s$")
_WHERE = re.compile(r"\b[Ii]n\s$")
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
_TITLES_OF_PERSONS = words("""
    mr mrs ms dr sen sens rep reps gov gen lt col capt sgt president senator representative governor chairman
    chairwoman secretary director minister mayor leader spokesman spokeswoman speaker congressman congresswoman attorney
    commissioner ambassador justice judge sheriff chief ceo cfo coo father bishop archbishop cardinal rabbi prof
    professor agent chair
""")
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


# --- what others call -------------------------------------------------------------------------------------------------


@remembered
def names(text: str) -> tuple[NameMention, ...]:
    """The proper names of `text`, in order, none overlapping another. Time is linear in the length of the text."""
    lower = frozenset(LOWER_WORD.findall(text))
    runs = tuple(capital_runs(text))
    known = _known(runs, lower)
    plain = [mention for run in runs if not run.loud for mention in _mentions(text, run, lower, known)]
    told = frozenset(mention.name for mention in plain) | frozenset(mention.name.split()[-1] for mention in plain)
    loud = [mention for run in runs if run.loud for mention in _known_mentions(text, run.tokens, told)]
    return tuple(_with_surnames(text, tuple(_with_bodies(text, sorted(plain + loud)))))


# --- evidence ---------------------------------------------------------------------------------------------------------


def _known(runs: Iterable[NameRun], lower: frozenset[str]) -> frozenset[str]:
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


def _is_title(token: Token) -> bool:
    return token.key in TITLE_HEADS or token.key in TITLE_PREFIXES


def _is_common(token: Token, lower: frozenset[str]) -> bool:
    """Whether the first word of a sentence is a common word, as far as the text and the tables tell."""
    key = token.key
    return (
        key in lower
        or key in COMMON_OPENERS
        or key in FUNCTION_WORDS
        or (len(key) > 5 and key.endswith(("ing", "edly", "ally")))
    )


# --- from run to mention ----------------------------------------------------------------------------------------------


def _mentions(text: str, run: NameRun, lower: frozenset[str], known: frozenset[str]) -> Iterator[NameMention]:
    tokens = run.tokens
    if run.opening and tokens[0].word not in known and _is_common(tokens[0], lower) and not _is_title(tokens[0]):
        tokens = _lstrip_links(tokens[1:])
    elif run.opening and len(tokens) == 1 and not _is_sure(text, tokens[0], known):
        return
    if (
        len(tokens) == 1
        and tokens[0].word.isupper()
        and tokens[0].key in lower
        and tokens[0].word not in ACRONYM_PLACES
    ):
        return
    yield from _mention(text, tokens)


def _lstrip_links(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    while tokens and not tokens[0].capital:
        tokens = tokens[1:]
    return tokens


def _is_sure(text: str, token: Token, known: frozenset[str]) -> bool:
    """Whether one capitalised word at the start of a sentence is a name all the same."""
    word, key = token.word, token.key
    if word in known or key in PLACES or key in GROUPS or word.rstrip(".") in ACRONYM_PLACES:
        return True
    if word.isupper() and 2 <= len(word) <= 6:
        return True
    if "." in word or any(letter.isupper() for letter in word[1:]):
        return len(word) > 2
    return not key.endswith("s") and key not in COMMON_OPENERS and bool(_VERB_FOLLOWS.match(text, token.end))


def _known_mentions(text: str, tokens: tuple[Token, ...], told: frozenset[str]) -> Iterator[NameMention]:
    """Of a headline or shout, the names that the rest of the text tells, the longest first, and well-known places."""
    start = 0
    while start < len(tokens):
        end = next((end for end in range(len(tokens), start, -1) if _is_told(text, tokens[start:end], told)), start)
        if end > start:
            yield from _mention(text, tokens[start:end])
        start = max(end, start + 1)


def _is_told(text: str, tokens: tuple[Token, ...], told: frozenset[str]) -> bool:
    name = " ".join(text[tokens[0].start : tokens[-1].end].split())
    return name in told or (name.casefold() in PLACES and not name.isupper())


def _mention(text: str, tokens: tuple[Token, ...]) -> Iterator[NameMention]:
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


def _title_within(tokens: tuple[Token, ...]) -> int:
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


def _rstrip_links(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    while tokens and not tokens[-1].capital:
        tokens = tokens[:-1]
    return tokens


def _is_scrap(body: tuple[Token, ...]) -> bool:
    """Whether what is left is a lone letter, or the party in "(D-Ohio)"."""
    return len(body) == 1 and (len(body[0].key) < 2 or _PARTY.match(body[0].word) is not None)


def _without_title(text: str, tokens: tuple[Token, ...]) -> tuple[str | None, tuple[Token, ...]]:
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


def _kind(text: str, body: tuple[Token, ...], title: str | None) -> NameKind | None:
    keys = [token.key for token in body]
    if keys[-1] in _LAWS and title is None:
        return None
    if title is None and len(keys) > 1 and (keys[-1] in GROUPS or (_is_acronym(body[0]) and not _has_person(keys))):
        return "group" if keys[-1] in GROUPS else "organisation"
    if keys[-1] in ORGANISATION_WORDS or (len(keys) > 2 and keys[0] in HEADS and keys[1] in PREPOSITIONS):
        return "organisation"
    if title is not None or _is_whole_person(keys):
        return "person"
    if " ".join(keys) in PLACES:
        return "place"
    return _kind_of_word(text, body[0]) if len(body) == 1 else _kind_of_words(text, body)


def _is_acronym(token: Token) -> bool:
    """Whether a word is in capitals and too long for initials: "BOND Action", not "JD Vance"."""
    return len(token.word) > 2 and token.word.isalpha() and token.word.isupper()


def _has_person(keys: Sequence[str]) -> bool:
    return any(key in GIVEN_NAMES or key in TITLE_HEADS for key in keys)


def _kind_of_word(text: str, token: Token) -> NameKind | None:
    word = token.word.rstrip(".")
    if word in _COUNTRIES_IN_SHORT:
        return "place"
    if token.key in GROUPS:
        return "group"
    if len(word) > 1 and word.replace(".", "").isupper():
        return "organisation"
    return "place" if _WHERE.search(text, max(0, token.start - 4), token.start) else None


def _kind_of_words(text: str, body: tuple[Token, ...]) -> NameKind | None:
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

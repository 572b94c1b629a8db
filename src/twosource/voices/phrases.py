"""Noun phrases by rule: the subject of a verb, and what follows one.

Strategy: phrases are read backwards from a verb and forwards from one, with closed classes of words and capitals: no
parser.

How words group may live here, not who says what.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from twosource.voices import lexicon
from twosource.voices.clauses import before_group, before_times, is_adverb, is_time, is_verb
from twosource.voices.tokens import Token

MAX_PHRASE: Final = 40
"""Tokens of the longest noun phrase: the longest source of PolNeAR train has 37 words."""
MAX_APPOSITIONS: Final = 3
"""Commas that a subject may hold: "Jan Roe, 34, a nurse in Arden, who saw it, said"."""


def subject_before(tokens: Sequence[Token], group: int) -> tuple[int, int] | None:
    """The noun phrase that is the subject of the verb group beginning at `group`, as token indexes, or None."""
    end = before_times(tokens, group)
    if end == 0:
        return None
    if tokens[end - 1].text in (",", "—", "–", "-", "--"):
        return _subject_with_apposition(tokens, end - 1)
    return phrase_before(tokens, end)


def _subject_with_apposition(tokens: Sequence[Token], close: int) -> tuple[int, int] | None:
    """The subject whose apposition ends at the mark `close`: "Jan Roe, a nurse in Arden, said"."""
    mark = tokens[close].text
    commas = [at for at in range(max(0, close - MAX_PHRASE), close) if tokens[at].text == mark]
    for comma in commas[-1 : -1 - MAX_APPOSITIONS : -1]:
        if comma + 1 < close and _opens_aside(tokens, comma + 1):
            return phrase_before(tokens, comma) if comma else None
        if comma + 1 < close and _opens_apposition(tokens, comma + 1):
            found = phrase_before(tokens, comma)
            if found is not None and not tokens[found[0]].text.isdigit():
                return (found[0], close)
    return None


def _opens_aside(tokens: Sequence[Token], at: int) -> bool:
    """Whether words in passing begin here, which are no part of a subject: "Roe, for her part, said"."""
    token = tokens[at]
    return (
        token.low in lexicon.PREPOSITIONS - {"of", "from"}
        or token.low in ("once", "however", "too")
        or is_adverb(token)
    )


def _opens_apposition(tokens: Sequence[Token], at: int) -> bool:
    token = tokens[at]
    if (
        not token.is_word
        or token.low in lexicon.SUBJECT_PRONOUNS
        or token.low in lexicon.BOUNDARIES - {"which", "whose"}
    ):
        return token.low in ("whom", "where")
    if token.low in lexicon.OPENERS or is_verb(tokens, at) or token.low in lexicon.VERBS:
        return False
    return token.low not in lexicon.PREPOSITIONS or token.low in ("of", "from")


def phrase_before(tokens: Sequence[Token], end: int) -> tuple[int, int] | None:
    """The noun phrase that ends just before `end`, as token indexes, or None where none does."""
    last = tokens[end - 1]
    governed = end > 1 and tokens[end - 2].low in lexicon.PREPOSITIONS
    if last.low in (lexicon.SUBJECT_PRONOUNS - {"there"}) | lexicon.RELATIVES and not governed:
        return (end - 1, end)
    at = _back_over_phrase(tokens, end)
    while at < end and _no_opening(tokens, at):
        at += 1
    at = _after_times(tokens, at, end)
    nouns = [token for token in tokens[at:end] if _nominal(token)]
    return (at, end) if nouns and _nominal_end(tokens, end) else None


def _after_times(tokens: Sequence[Token], start: int, end: int) -> int:
    """`start`, or where words of time that a phrase cannot begin with end: "Last week officials", "Monday the crew"."""
    at = start
    while at < end and is_time(tokens, at):
        at += 1
    return at if at - start > 1 or tokens[start].low in lexicon.DAYS else start


def _nominal(token: Token) -> bool:
    return token.is_word and (
        token.low in lexicon.PRONOUNS or not (token.low in lexicon.PREPOSITIONS or token.low in lexicon.DETERMINERS)
    )


def _nominal_end(tokens: Sequence[Token], end: int) -> bool:
    last = tokens[end - 1]
    return last.text == ")" or (_nominal(last) and last.low not in ("and", "or")) or last.low in lexicon.DETERMINERS


def _no_opening(tokens: Sequence[Token], at: int) -> bool:
    """Whether a noun phrase cannot begin with the token at `at`: "But", "then", "in", a time."""
    token = tokens[at]
    if not token.is_word:
        return True
    if token.low in lexicon.OPENERS or token.low == "or" or is_adverb(token):
        return True
    if at == 0 and token.low.endswith("ly") and tokens[1].low in lexicon.DETERMINERS | lexicon.PRONOUNS:
        return True
    follows_preposition = at > 0 and tokens[at - 1].low in lexicon.PREPOSITIONS
    return token.low in lexicon.PREPOSITIONS or (follows_preposition and token.low in lexicon.TIMES)


def _back_over_phrase(tokens: Sequence[Token], end: int) -> int:
    """How far back a noun phrase may reach: to a mark, a boundary word or a verb that is not in a relative clause."""
    at = end
    joined = 0
    while at > max(0, end - MAX_PHRASE):
        token = tokens[at - 1]
        if token.text == ")":
            bracket = _bracket_before(tokens, at - 1)
            if bracket is None:
                break
            at = bracket
            continue
        if not token.is_word or token.low in lexicon.BOUNDARIES:
            break
        if token.low in ("and", "or"):
            joined = at
        elif is_verb(tokens, at - 1):
            relative = _relative_before(tokens, at - 1)
            if relative is None:
                return joined or at
            at = relative
            continue
        at -= 1
    return at


def _bracket_before(tokens: Sequence[Token], close: int) -> int | None:
    for at in range(close - 1, max(-1, close - 12), -1):
        if tokens[at].text == "(":
            return at
    return None


def _relative_before(tokens: Sequence[Token], verb: int) -> int | None:
    """The index of the relative pronoun whose clause holds `verb`, after a noun: "people who were there"."""
    for at in range(verb - 1, max(0, verb - 6), -1):
        if not tokens[at].is_word:
            return None
        if tokens[at].low in lexicon.RELATIVES:
            before = tokens[at - 1]
            return at if before.is_word and _nominal(before) and not is_verb(tokens, at - 1) else None
    return None


def subject_first(tokens: Sequence[Token], start: int, end: int) -> tuple[int, int] | None:
    """The subject of the clause that begins at `start`: what stands before its first finite verb, or None."""
    at = _after_introduction(tokens, start, end)
    for verb in range(at + 1, min(end, at + MAX_PHRASE)):
        if tokens[verb].quotation or tokens[verb].text in ";:":
            return None
        if is_verb(tokens, verb) and _relative_before(tokens, verb) is None:
            found = subject_before(tokens, before_group(tokens, verb))
            return found if found is not None and found[0] >= start else None
    return None


def _after_introduction(tokens: Sequence[Token], start: int, end: int) -> int:
    first = tokens[start]
    introduces = first.low in lexicon.PREPOSITIONS or first.low in lexicon.BOUNDARIES or first.low.endswith("ing")
    if introduces or is_adverb(first):
        for at in range(start, min(end, start + MAX_PHRASE)):
            if tokens[at].text == ",":
                return at + 1
    return start


def phrase_after(tokens: Sequence[Token], start: int) -> tuple[int, int] | None:
    """The noun phrase after an inverted verb or a preposition ("said Jan Roe, a nurse"), as token indexes, or None."""
    if start >= len(tokens) or not tokens[start].is_word:
        return None
    if tokens[start].low in lexicon.BOUNDARIES | lexicon.PREPOSITIONS:
        return None
    if tokens[start].low in lexicon.SUBJECT_PRONOUNS | lexicon.OBJECT_PRONOUNS - {"her"}:
        return (start, start + 1)
    at = start
    while at < min(len(tokens), start + MAX_PHRASE) and not _ends_phrase(tokens, at, start):
        at += 1
    while at > start and not tokens[at - 1].is_word and tokens[at - 1].text != ")":
        at -= 1
    return (start, at) if at > start and any(_nominal(token) for token in tokens[start:at]) else None


def _ends_phrase(tokens: Sequence[Token], at: int, start: int) -> bool:
    token = tokens[at]
    if token.quotation is not None or token.text in ".!?;:—–…" or token.text == "--":
        return True
    if token.text == ",":
        return at + 1 >= len(tokens) or not _is_apposition(tokens, at + 1)
    if token.low in ("who", "which", "that") or not token.is_word:
        return False
    if token.low == "as":
        return at + 1 < len(tokens) and tokens[at + 1].low in lexicon.SUBJECT_PRONOUNS | {"the"}
    if token.low in lexicon.BOUNDARIES or token.low in ("to", "by", "during", "after", "before", "on", "about"):
        return at > start
    return at > start and _adjunct_begins(tokens, at)


def _is_apposition(tokens: Sequence[Token], at: int) -> bool:
    """Whether an apposition or a relative clause begins here: no main verb stands before it closes."""
    if tokens[at].low in ("who", "which", "whose"):
        return True
    if not _opens_apposition(tokens, at):
        return False
    for k in range(at, min(len(tokens), at + MAX_PHRASE)):
        if tokens[k].text in (",", ".", ";", ":") or tokens[k].quotation is not None:
            return True
        if is_verb(tokens, k):
            return False
    return True


def _adjunct_begins(tokens: Sequence[Token], at: int) -> bool:
    """Whether words of time or occasion begin here: "in a statement", "at a rally", "Tuesday"."""
    if tokens[at].low in lexicon.DAYS:
        return True
    following = tokens[at + 1].low if at + 1 < len(tokens) else ""
    return tokens[at].low in ("in", "at") and (
        following in ("a", "an", "his", "her", "its") or following in lexicon.TIMES
    )

"""Words as parts of a clause: finite verbs, adverbs, and words of time beside them.

Strategy: closed classes, endings and neighbours. In doubt no verb.

How words group may live here, not who says what.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from twosource.voices import lexicon
from twosource.voices.tokens import Token

_CONTRACTED: Final = re.compile(r"[’'](?:re|ve|ll|d|m)$|^(?:he|she|it|that|there|who)[’']s$")
"""A subject with its verb: "they’re", "he’s"."""


def is_adverb(token: Token) -> bool:
    low = token.low
    return low in lexicon.ADVERBS or (low.endswith("ly") and not token.capital and low not in lexicon.NOT_ADVERBS)


def is_verb(tokens: Sequence[Token], at: int) -> bool:
    """Whether a finite verb stands at `at`, as far as closed classes, endings and neighbours tell."""
    token = tokens[at]
    if not token.is_word or (token.capital and at > 0):
        return False
    low = token.low
    if low in lexicon.AUXILIARIES or low in lexicon.PAST_VERBS or _CONTRACTED.search(low):
        return True
    before = tokens[at - 1] if at else None
    if before is None or before.low in lexicon.DETERMINERS or before.low in lexicon.PREPOSITIONS:
        return False
    verb = lexicon.VERBS.get(low)
    if verb is not None and verb.form in (lexicon.Form.PAST, lexicon.Form.PRESENT):
        return True
    return low.endswith("ed") and not low.endswith("eed") and not _reduced(tokens, at)


def _reduced(tokens: Sequence[Token], at: int) -> bool:
    """Whether a word in -ed only modifies a noun: "officials briefed on it", "the so-called plan"."""
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    before = next((token for token in reversed(tokens[:at]) if not is_adverb(token)), tokens[at - 1])
    opens = at <= 2 and before.capital and not before.low.endswith("s")
    if after is None or before.low in lexicon.SUBJECT_PRONOUNS or before.text == ")":
        return False
    if opens and after.low != "by":
        return False
    return after.low in lexicon.PREPOSITIONS or after.low in lexicon.DAYS or "-" in tokens[at].text


def has_verb(tokens: Sequence[Token], start: int, end: int) -> bool:
    """Whether a finite verb stands there; a quotation of several words may hold it."""
    return any(is_verb(tokens, at) or (tokens[at].quotation and " " in tokens[at].text) for at in range(start, end))


def before_group(tokens: Sequence[Token], verb: int) -> int:
    """Where the verb group that ends in `verb` begins: auxiliaries and adverbs go with it."""
    at = verb
    while (
        at > 0 and tokens[at - 1].is_word and (tokens[at - 1].low in lexicon.AUXILIARIES or is_adverb(tokens[at - 1]))
    ):
        at -= 1
    while at < verb and is_adverb(tokens[at]) and at == 0:
        at += 1
    return at


def before_times(tokens: Sequence[Token], at: int) -> int:
    """`at`, or where words of time before it begin: "Roe on Tuesday night said" says nothing of who."""
    back = at
    while back > 0 and (is_time(tokens, back - 1) or _is_day_or_year(tokens, back - 1)):
        back -= 1
    if back < at and back > 0 and tokens[back - 1].low in ("on", "in", "at"):
        back -= 1
    return back


def is_time(tokens: Sequence[Token], at: int) -> bool:
    """Whether a word of time stands at `at`: a month only beside what makes it one ("in May"), for it may be a name."""
    if tokens[at].low not in lexicon.MONTHS:
        return tokens[at].low in lexicon.TIMES
    dated = at + 1 < len(tokens) and tokens[at + 1].text.isdigit()
    return dated or (
        at > 0 and tokens[at - 1].low in ("in", "on", "of", "since", "last", "this", "next", "late", "early")
    )


def _is_day_or_year(tokens: Sequence[Token], at: int) -> bool:
    """Whether "20", "2006" or the comma between them stands here after a month."""
    if not (tokens[at].text.isdigit() or tokens[at].text == ","):
        return False
    return any(token.low in lexicon.MONTHS for token in tokens[max(0, at - 4) : at])

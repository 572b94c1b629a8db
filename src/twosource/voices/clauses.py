"""A text as the tagger reads it: sentences of tokens in which a whole quotation is one token, and noun phrases by
rule.

Strategy: what stands in quotation marks is somebody's, not the reporter's grammar, so that a quotation is a single
token of the sentence around it and sentence ends inside do not count. Sentences are `reading.sentences`, joined
over quotations. Noun phrases are read backwards from a verb and forwards from one, with closed classes of words and
capitals: no parser.

How words group may live here, not who says what.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from typing import Final, NamedTuple

from twosource.model import Span
from twosource.reading.sentences import sentences
from twosource.voices import lexicon
from twosource.voices.quotes import Quotation, outermost, paragraphs

MAX_PHRASE: Final = 40
"""Tokens of the longest noun phrase: the longest source of PolNeAR train has 37 words."""
MAX_APPOSITIONS: Final = 3
"""Commas that a subject may hold: "Jan Roe, 34, a nurse in Arden, who saw it, said"."""

_TOKEN: Final = re.compile(
    r"(?:Mrs?|Ms|Dr|Sens?|Reps?|Govs?|Gen|Lt|Col|Jr|Sr|St|Prof|Rev|Sgt|Capt|Maj|Inc|Corp|Co|Ltd|No)\.(?=[\s,])"
    r"|(?:[^\W\d_]\.){2,}|[A-Z]\.(?=\s)"
    r"|[#@$£€]?\w+(?:[-’'&/]\w+|[.,]\d+|\.(?:com|org|net|co|gov|edu|uk)\b)*(?:[’'](?=\s))?|--+|…|\.\.+|[^\w\s]"
)


_CONTRACTED: Final = re.compile(r"[’'](?:re|ve|ll|d|m)$|^(?:he|she|it|that|there|who)[’']s$")
"""A subject with its verb: "they’re", "he’s"."""


class Token(NamedTuple):
    """A word, a mark or a whole quotation: where it stands, its words, and those in lower case."""

    start: int
    end: int
    text: str
    low: str
    quotation: Quotation | None = None

    @property
    def is_word(self) -> bool:
        return self.quotation is None and (self.text[0].isalnum() or self.text[0] in "#@$£€")

    @property
    def capital(self) -> bool:
        return self.text[0].isupper() or self.text[0] == "@"


class Sentence(NamedTuple):
    """A sentence of the reporter's, with the number of its paragraph."""

    tokens: tuple[Token, ...]
    paragraph: int


def read(text: str) -> tuple[Sentence, ...]:
    """The sentences of the text, in order; sentences inside a quotation are not told apart."""
    quoted = outermost(text)
    blocks = paragraphs(text)
    starts = [block.start for block in blocks]
    found = []
    for span in _reporters_sentences(text, quoted):
        tokens = tuple(_tokens(text, span, _between(quoted, span)))
        if tokens:
            found.append(Sentence(tokens, bisect_right(starts, span.start)))
    return tuple(found)


def _between(quoted: Sequence[Quotation], span: Span) -> Sequence[Quotation]:
    first = bisect_right(quoted, span.start - 1, key=lambda quotation: quotation.span.start)
    last = bisect_right(quoted, span.end - 1, key=lambda quotation: quotation.span.start)
    return quoted[first:last]


def _reporters_sentences(text: str, quoted: Sequence[Quotation]) -> list[Span]:
    """Sentences, those joined that a quotation runs over."""
    begin = [quotation.span.start for quotation in quoted]
    joined: list[Span] = []
    for span in sentences(text):
        before = bisect_right(begin, span.start - 1) - 1
        if joined and before >= 0 and quoted[before].span.end > span.start:
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, span.end, quoted[before].span.end))
        elif joined and span.start < joined[-1].end:
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, span.end))
        else:
            joined.append(span)
    return joined


def _tokens(text: str, span: Span, quoted: Sequence[Quotation]) -> list[Token]:
    tokens: list[Token] = []
    at = span.start
    for quotation in quoted:
        tokens.extend(_words(text, at, quotation.span.start))
        start, end = quotation.span
        tokens.append(Token(start, end, text[start:end], "", quotation))
        at = end
    tokens.extend(_words(text, at, span.end))
    return tokens


def _words(text: str, start: int, end: int) -> list[Token]:
    return [Token(*m.span(), m.group(), m.group().lower()) for m in _TOKEN.finditer(text, start, max(start, end))]


# --- words as parts of a clause ---------------------------------------------------------------------------------------


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
    while back > 0 and (_is_time(tokens, back - 1) or _is_day_or_year(tokens, back - 1)):
        back -= 1
    if back < at and back > 0 and tokens[back - 1].low in ("on", "in", "at"):
        back -= 1
    return back


def _is_time(tokens: Sequence[Token], at: int) -> bool:
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


# --- noun phrases -----------------------------------------------------------------------------------------------------


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
    while at < end and _is_time(tokens, at):
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

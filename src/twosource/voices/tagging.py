"""Text → who says what, as spans: the tagger.

Strategy: one function, `tag`, from text to `Tagged`, so that a trained model can take its place. This one works by rule, a
sentence at a time, in two passes. First every cue with its source: a verb of `lexicon` with the noun phrase before it, after
it (inverted), or shared with an earlier verb (", adding"); "according to". Then the content of each: what stands after it,
before it or on both sides, up to where a sibling cue begins. Last, quotations that stand alone go to whom they continue.
In doubt nothing is tagged: a line credited to the wrong voice costs more than one that is credited to none.

Who the source is belongs in `speakers`; chains, kinds and order in `attributions`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final, NamedTuple

from twosource.model import Span
from twosource.voices import lexicon, sources
from twosource.voices.clauses import (
    Sentence,
    Token,
    before_group,
    has_verb,
    is_adverb,
    is_verb,
    phrase_after,
    read,
    subject_before,
    subject_first,
)
from twosource.voices.lexicon import Form, Frame, Verb

ADJUNCT_REACH: Final = 18
"""Tokens between a cue and its "that" or quotation: "said in an interview with … that"; longer is another clause (read on train)."""
SPEECH_WORDS: Final = 4
"""A quotation that stands alone without a cue is speech from so many words on; shorter ones are titles and names."""
PARAGRAPH_WORDS: Final = 8
"""A paragraph of quotation alone goes to whoever spoke, in whatever way, right before it, from so many words on."""

_ENDS: Final = frozenset(".!?…")
_NAMING: Final = frozenset("call describe label brand deem dismiss praise".split())
"""Verbs that take an object before what they call it."""
_ALSO_NOUNS: Final = frozenset(
    """note claim report call hope fear order question charge estimate promise offer demand answer text message email post blame
    praise counter hint pledge mention boast threat reply request recall vow urge joke cry state object invite""".split()
)
"""Verbs whose present is as often a plural noun: "confidential notes"."""
_SPEAKING_NOUNS: Final = (
    sources.DOCUMENT_NOUNS | sources.ORGANISATION_NOUNS | sources.OUTLET_NOUNS | sources.PEOPLE_NOUNS | sources.ROLE_NOUNS
)
_SUBJECT_STARTS: Final = lexicon.SUBJECT_PRONOUNS | lexicon.DETERMINERS
_AFTER_NOT_CONTENT: Final = frozenset(
    "after when while during in at on as but though although who which where with before following amid by to from".split()
)


@dataclass(frozen=True, slots=True)
class Tagged:
    """Spans of one attribution, each in text order. `source` and `cue` may be empty."""

    content: tuple[Span, ...]
    cue: tuple[Span, ...] = ()
    source: tuple[Span, ...] = ()


class Cue(NamedTuple):
    """A cue in a sentence, as token indexes. `source` is None for a passive; `shared` where an earlier verb's subject is meant."""

    start: int
    end: int
    verb: Verb
    source: tuple[int, int] | None
    inverted: bool = False
    shared: bool = False

    @property
    def first(self) -> int:
        """Where cue and source together begin."""
        return min(self.start, self.source[0]) if self.source and not self.shared else self.start

    @property
    def last(self) -> int:
        return max(self.end, self.source[1]) if self.source and not self.shared else self.end


_ACCORDING: Final = Verb("according", Form.BASE, frozenset({Frame.BARE, Frame.QUOTE}))
_UNLISTED: Final = Verb("", Form.PAST, frozenset({Frame.QUOTE}))
_COLON: Final = Verb(":", Form.BASE, frozenset({Frame.QUOTE}))


def tag(text: str) -> tuple[Tagged, ...]:
    """Every attribution that the rules find, in order of first span."""
    tagger = _Tagger(read(text))
    return tuple(sorted(tagger.tagged, key=lambda one: min((*one.content, *one.cue, *one.source))))


# --- quotations over sentences ----------------------------------------------------------------------------------------


class _Tagger:
    """Walks the sentences, and remembers to whom a quotation that stands alone may belong."""

    def __init__(self, sentences: Sequence[Sentence]) -> None:
        self.tagged: list[Tagged] = []
        self._sentences = sentences
        self._continues: int | None = None  # the attribution that a quotation standing alone goes on with
        self._latest: int | None = None  # the last attribution of the last plain sentence
        self._announced: Tagged | None = None  # who a sentence that ends in a colon says will speak
        self._waiting: list[Span] = []  # quotations before the sentence that tells whose they are
        for at, sentence in enumerate(sentences):
            alone = _stands_alone(sentence)
            if alone:
                self._quotation(at, alone)
            else:
                self._plain(at)

    def _quotation(self, at: int, alone: list[Span]) -> None:
        near = at > 0 and self._sentences[at].paragraph - self._sentences[at - 1].paragraph <= 1
        if near and self._announced is not None:
            self._new(replace(self._announced, content=tuple(alone)))
        elif self._is_claimed_next(at):
            self._waiting.extend(alone)
        elif near and self._continues is not None:
            self.tagged[self._continues] = _with_content(self.tagged[self._continues], alone)
        elif near and self._latest is not None and self._is_long_paragraph(at):
            self._new(Tagged(tuple(alone), (), self.tagged[self._latest].source))
        self._announced = None

    def _new(self, one: Tagged) -> None:
        self._continues = self._latest = len(self.tagged)
        self.tagged.append(one)

    def _is_claimed_next(self, at: int) -> bool:
        """Whether the next sentence of the paragraph quotes on and may tell whose words these are."""
        following = self._sentences[at + 1] if at + 1 < len(self._sentences) else None
        same = following is not None and following.paragraph == self._sentences[at].paragraph
        return same and following is not None and following.tokens[0].quotation is not None

    def _is_long_paragraph(self, at: int) -> bool:
        sentence = self._sentences[at]
        opens = at == 0 or self._sentences[at - 1].paragraph != sentence.paragraph
        return opens and sum(len(token.text.split()) for token in sentence.tokens) >= PARAGRAPH_WORDS

    def _plain(self, at: int) -> None:
        sentence = self._sentences[at]
        found = _tag_sentence(sentence.tokens)
        opening = next((k for k, one in enumerate(found) if _opens_with_quotation(one, sentence)), None)
        if self._waiting and opening is not None:
            found[opening] = _with_content(found[opening], self._waiting)
        quoting = [len(self.tagged) + k for k, one in enumerate(found) if _quotes(one, sentence)]
        self.tagged.extend(found)
        self._waiting = []
        self._continues = quoting[-1] if quoting else None
        self._latest = len(self.tagged) - 1 if found else None
        self._announced = _announcement(sentence.tokens)


def _stands_alone(sentence: Sentence) -> list[Span]:
    """The quotations of a sentence that is nothing else, else none."""
    if any(token.is_word for token in sentence.tokens):
        return []
    return [Span(token.start, token.end) for token in sentence.tokens if token.quotation]


def _opens_with_quotation(one: Tagged, sentence: Sentence) -> bool:
    first = sentence.tokens[0]
    return first.quotation is not None and one.content[0].start == first.start


def _quotes(one: Tagged, sentence: Sentence) -> bool:
    """Whether the content is quotation only, so that a quotation standing after it goes on with it."""
    words = [token for token in sentence.tokens if token.is_word or token.quotation]
    inside = [token for token in words if any(s.start <= token.start < s.end for s in one.content)]
    whole = any(_speech(token) or token.text.rstrip("”\"'’»")[-1:] in (",", ".", "?", "!") for token in inside)
    return whole and all(token.quotation for token in inside)


def _speech(token: Token) -> bool:
    return token.quotation is not None and len(token.text.split()) >= SPEECH_WORDS


def _with_content(one: Tagged, more: Sequence[Span]) -> Tagged:
    return replace(one, content=tuple(sorted((*one.content, *more))))


def _announcement(tokens: Sequence[Token]) -> Tagged | None:
    """Source and cue of a sentence that ends in a colon, for the quotation that follows; its content is empty."""
    if tokens[-1].text != ":" or len(tokens) < 3:
        return None
    cues = [cue for cue in _cues(tokens) if cue.source is not None]
    if cues:
        source = cues[-1].source
        return Tagged((), (_span(tokens, (cues[-1].start, cues[-1].end)),), (_span(tokens, source),) if source else ())
    subject = subject_first(tokens, 0, len(tokens))
    opens = subject is not None and (subject[0] < 2 or tokens[subject[0] - 1].text == ",")
    return Tagged((), (), (_span(tokens, subject),)) if subject is not None and opens else None


# --- one sentence -----------------------------------------------------------------------------------------------------


def _tag_sentence(tokens: Sequence[Token]) -> list[Tagged]:
    cues = _cues(tokens)
    found = []
    for at, cue in enumerate(cues):
        parts = _content(tokens, cue, cues[:at], cues[at + 1 :])
        source = [cue.source] if cue.source else []
        if parts and _apart([*parts, *source, (cue.start, cue.end)]):
            found.append(
                Tagged(
                    tuple(_span(tokens, part) for part in parts),
                    (_span(tokens, (cue.start, cue.end)),),
                    tuple(_span(tokens, part) for part in source),
                )
            )
    return found


def _apart(parts: list[tuple[int, int]]) -> bool:
    """Whether no two parts share a token."""
    return all(left[1] <= right[0] for left, right in pairwise(sorted(parts)))


def _span(tokens: Sequence[Token], part: tuple[int, int]) -> Span:
    return Span(tokens[part[0]].start, tokens[part[1] - 1].end)


def _cues(tokens: Sequence[Token]) -> list[Cue]:
    cues: list[Cue] = []
    for at, token in enumerate(tokens):
        if not token.is_word:
            continue
        cue = _according(tokens, at) if token.low == "according" else _verb_cue(tokens, at, cues)
        if cue is not None and not (cues and cue.start < cues[-1].end):
            cues.append(cue)
    if cues:
        return cues
    unlisted = _interview(tokens) or _unlisted_after(tokens) or _unlisted_before(tokens)
    return [unlisted] if unlisted else []


def _interview(tokens: Sequence[Token]) -> Cue | None:
    """A name, a colon and its words: "Roe: “We will.”"."""
    for at in range(1, min(len(tokens) - 1, 7)):
        if tokens[at].text == ":" and _speech(tokens[at + 1]):
            named = all(token.is_word and token.capital for token in tokens[:at])
            return Cue(at, at + 1, _COLON, (0, at)) if named else None
    return None


def _unlisted_after(tokens: Sequence[Token]) -> Cue | None:
    """A verb that no table lists, after speech that ends in a comma, a question or a shout: "“…!” beamed Roe."."""
    if not _speech(tokens[0]) or len(tokens) < 3:
        return None
    at = 2 if tokens[1].text == "," else 1
    if at == 1 and tokens[0].text.rstrip("”\"'’»")[-1:] not in ",?!—":
        return None
    verb = tokens[at]
    if verb.low.endswith("ed") and not verb.capital:
        source = phrase_after(tokens, at + 1)
        named = source is not None and any(token.capital for token in tokens[source[0] : source[1]])
        return Cue(at, at + 1, _UNLISTED, source, inverted=True) if named else None
    for k in range(at + 1, min(len(tokens), at + ADJUNCT_REACH)):
        if tokens[k].quotation:
            return None
        if is_verb(tokens, k):
            subject = subject_before(tokens, before_group(tokens, k))
            ends = subject is not None and subject[0] == at and _adjunct_to_end(tokens, k + 1)
            return Cue(k, k + 1, _UNLISTED, subject) if ends else None
    return None


def _unlisted_before(tokens: Sequence[Token]) -> Cue | None:
    """A verb that no table lists, before a colon and speech: "She turned to them again: “…”"."""
    for at in range(2, len(tokens) - 1):
        if tokens[at].text == ":" and _speech(tokens[at + 1]):
            subject = subject_first(tokens, 0, at)
            verb = subject[1] if subject is not None else at
            return Cue(verb, at, _UNLISTED, subject) if verb < at else None
    return None


def _according(tokens: Sequence[Token], at: int) -> Cue | None:
    if at + 2 >= len(tokens) or tokens[at + 1].low != "to":
        return None
    source = phrase_after(tokens, at + 2)
    if source is None:
        return None
    return Cue(at, at + 2, _ACCORDING, source, inverted=True)


def _verb_cue(tokens: Sequence[Token], at: int, earlier: Sequence[Cue]) -> Cue | None:
    verb, end = _verb(tokens, at)
    if verb is None or (tokens[at].capital and at > 0):
        return None
    quoted = _quoted_as_saying(tokens, at)
    start = quoted if quoted is not None else before_group(tokens, at)
    group = [token.low for token in tokens[start:at]]
    if quoted is None and _not_said(tokens, start, group, verb) and not _beside_quotation(tokens, start, end):
        return None
    if verb.form is Form.ING and not any(word in lexicon.AUXILIARIES for word in group):
        return _participle(tokens, start, end, verb, earlier)
    before = tokens[start - 1] if start else None
    if before is not None and (before.quotation or (before.text == "," and start > 1 and tokens[start - 2].quotation)):
        source = phrase_after(tokens, end)
        if source is not None:
            return Cue(start, end, verb, source, inverted=True)
    if before is not None and before.low in ("and", "but", "then", "or") and verb.form is not Form.BASE:
        shared = _shared_subject(tokens, start - 1, earlier)
        return Cue(start, end, verb, shared, shared=True) if shared else None
    if _is_noun(tokens, start, verb):
        return None
    subject = subject_before(tokens, start)
    passive = verb.form is Form.PAST and _passive(group)
    if subject is not None and tokens[subject[0]].low in ("it", "there") and passive:
        return Cue(subject[0], end, verb, None)
    if subject is None or (passive and quoted is None):
        return _inverted(tokens, start, end, verb)
    if not _agree(tokens, subject, group, verb) or _only_names(tokens, subject, end, verb):
        return None
    return Cue(start, end, verb, subject)


def _only_names(tokens: Sequence[Token], subject: tuple[int, int], end: int, verb: Verb) -> bool:
    """Whether the verb says no more than a name or a mind of no reporter's: "a site called “…”", "I think"."""
    first = tokens[subject[0]].low
    named = verb.lemma in _NAMING and first in ("a", "an") and end < len(tokens) and tokens[end].quotation is not None
    return named or (verb.lemma in lexicon.PERCEIVED and first in ("i", "we", "you"))


def _verb(tokens: Sequence[Token], at: int) -> tuple[Verb | None, int]:
    """The cue verb at `at`, with its particle where it has one, and where it ends."""
    if at + 1 < len(tokens):
        phrasal = lexicon.PHRASAL.get((tokens[at].low, tokens[at + 1].low))
        if phrasal is not None:
            return (phrasal, at + 2)
    return (lexicon.VERBS.get(tokens[at].low), at + 1)


def _beside_quotation(tokens: Sequence[Token], start: int, end: int) -> bool:
    """Whether speech stands right beside subject and verb: "…,” he will say."."""
    back = [token for token in tokens[max(0, start - 4) : start] if token.quotation]
    ahead = tokens[end : end + 2]
    return any(_speech(token) for token in (*back, *ahead)) and tokens[start - 1].low != "to"


def _agree(tokens: Sequence[Token], subject: tuple[int, int], group: Sequence[str], verb: Verb) -> bool:
    """Whether subject and verb agree in number; where they do not, the verb is a noun ("the phone call")."""
    if any(word in lexicon.AUXILIARIES and word != "be" for word in group) or verb.form in (Form.PAST, Form.ING):
        return True
    phrase = [token for token in tokens[subject[0] : subject[1]] if token.is_word]
    last, first = phrase[-1], phrase[0]
    if verb.form is Form.BASE:
        plural = last.low.endswith("s") or any(token.low in lexicon.PLURALS or token.low == "and" for token in phrase)
        return plural or any(token.low.endswith("s") and token.low.isalpha() and not token.capital for token in phrase)
    if verb.lemma in _ALSO_NOUNS and last.is_word and not last.capital:
        return last.low in lexicon.PRONOUNS | lexicon.RELATIVES or last.low in _SPEAKING_NOUNS
    named = last.capital or first.capital or any(token.capital for token in phrase)
    return named or last.low in lexicon.PRONOUNS | lexicon.RELATIVES or first.low in lexicon.DETERMINERS


def _inverted(tokens: Sequence[Token], start: int, end: int, verb: Verb) -> Cue | None:
    """ "The plan is dead, said Roe." """
    if start == 0 or tokens[start - 1].text != "," or verb.form not in (Form.PAST, Form.PRESENT) or start != end - 1:
        return None
    if verb.lemma not in ("say", "write", "add", "report", "tweet", "warn", "argue", "note", "claim"):
        return None
    source = phrase_after(tokens, end)
    return Cue(start, end, verb, source, inverted=True) if source and has_verb(tokens, 0, start - 1) else None


def _quoted_as_saying(tokens: Sequence[Token], at: int) -> int | None:
    """Where "was quoted as saying" begins that ends here, or None."""
    words = [token.low for token in tokens[max(0, at - 3) : at]]
    if words[-2:] == ["quoted", "as"] and tokens[at].low in ("saying", "telling"):
        return before_group(tokens, at - 2)
    return None


def _not_said(tokens: Sequence[Token], start: int, group: Sequence[str], verb: Verb) -> bool:
    """Whether the verb tells of something unsaid or yet to say: "did not say", "would say", "to say"."""
    before = tokens[start - 1].low if start else ""
    if any(word in lexicon.MODALS or word in lexicon.NEGATIONS for word in group):
        return True
    return before == "to" or (verb.form is Form.BASE and before in ("let", "us", "would", "’d"))


def _passive(group: Sequence[str]) -> bool:
    be = ("is", "are", "was", "were", "be", "been", "being")
    return any(word in be for word in group)


def _is_noun(tokens: Sequence[Token], start: int, verb: Verb) -> bool:
    """Whether "claims", "reports", "call" stand as nouns: after a determiner, a possessive or a preposition."""
    if verb.form not in (Form.BASE, Form.PRESENT) or start == 0:
        return False
    before = tokens[start - 1]
    owned = before.low.endswith(("’s", "'s", "s’", "s'"))
    return owned or before.low in (lexicon.DETERMINERS | lexicon.PREPOSITIONS) - {
        "some",
        "many",
        "both",
        "several",
        "others",
    }


def _participle(tokens: Sequence[Token], start: int, end: int, verb: Verb, earlier: Sequence[Cue]) -> Cue | None:
    """ ", adding that": its subject is that of the clause before it."""
    joined = start > 1 and tokens[start - 1].low == "and" and any(cue.verb.form is Form.ING for cue in earlier)
    if start == 0 or not (tokens[start - 1].text == "," or joined):
        return None
    shared = _shared_subject(tokens, start, earlier)
    quotes = any(token.quotation for token in tokens[end : end + 2])
    return Cue(start, end, verb, shared, shared=True) if shared or quotes else None


def _shared_subject(tokens: Sequence[Token], at: int, earlier: Sequence[Cue]) -> tuple[int, int] | None:
    for cue in reversed(earlier):
        if cue.source is not None:
            return cue.source
    return subject_first(tokens, 0, at) if at > 0 else None


# --- content ----------------------------------------------------------------------------------------------------------


def _content(tokens: Sequence[Token], cue: Cue, earlier: Sequence[Cue], later: Sequence[Cue]) -> list[tuple[int, int]]:
    end = _cut(tokens, cue, later)
    if cue.verb is _ACCORDING:
        return _around_according(tokens, cue, end)
    left = _left(tokens, cue, earlier)
    postposed = left is not None and tokens[left[1] - 1].quotation is not None
    colon = cue.end + 1 < end and tokens[cue.end].text == ":"
    right = None if cue.inverted or (postposed and not colon) else _right(tokens, cue, end)
    if right is not None:
        plain = cue.verb.frames <= {Frame.NOUN, Frame.QUOTE} and right == cue.end
        return [(right, _trimmed(tokens, right, _phrase_end(tokens, right, end) if plain else end))]
    if left is None or not _may_follow(tokens, cue, left):
        return []
    after = _after_parenthesis(tokens, cue, end, left)
    return [left, (after, _trimmed(tokens, after, end))] if after is not None else [left]


def _phrase_end(tokens: Sequence[Token], start: int, end: int) -> int:
    """Where a noun phrase as content ends: at a comma or dash that no "and" takes up again."""
    for at in range(start + 1, end):
        listed = any(
            token.low in ("and", "or") and tokens[k - 1].text == "," for k, token in enumerate(tokens[at:end], at)
        )
        if tokens[at].text in ("—", "–", "--", "-") or (tokens[at].text == "," and not listed):
            return at
    return end


def _trimmed(tokens: Sequence[Token], start: int, end: int) -> int:
    while (
        end > start + 1
        and not tokens[end - 1].is_word
        and tokens[end - 1].quotation is None
        and tokens[end - 1].text not in ")]%"
    ):
        end -= 1
    return end


def _cut(tokens: Sequence[Token], cue: Cue, later: Sequence[Cue]) -> int:
    """Where content after the cue must end: at a sibling cue, a semicolon, a new main clause, or the sentence's end."""
    stop = len(tokens)
    for other in later:
        if other.start <= cue.last:
            continue
        if other.verb is _ACCORDING or (other.shared and other.source == cue.source):
            stop = other.start
            break
        if not other.shared and other.first > cue.last + 2 and _main_clause(tokens, other):
            stop = other.first
            break
    for at in range(cue.last, stop):
        if tokens[at].text == ";" or (tokens[at].text == "," and at > cue.last + 2 and _new_clause(tokens, at + 1)):
            return at
        if tokens[at].low == "but" and at > cue.last + 2 and at + 1 < stop and is_verb(tokens, at + 1):
            return at
        if tokens[at].text == ")" and not any(token.text == "(" for token in tokens[cue.last : at]):
            return at
    if stop < len(tokens) and tokens[stop - 1].low in ("and", "but"):
        stop -= 1
    return stop


def _main_clause(tokens: Sequence[Token], other: Cue) -> bool:
    """Whether another cue with a subject of its own opens a clause of the reporter's: ", and Roe later wrote"."""
    before, further = tokens[other.first - 1], tokens[other.first - 2]
    if before.quotation is not None and not other.inverted:
        return True
    if before.low in ("and", "but") and further.text == ",":
        return True
    if before.text != "," or other.verb is _ACCORDING:
        return False
    announces = other.end < len(tokens) and tokens[other.end].text == ":"
    return announces or (Frame.BARE in other.verb.frames and _last_words(tokens, other.last))


def _new_clause(tokens: Sequence[Token], at: int) -> bool:
    """Whether the reporter's own sentence goes on at `at`: ", but he …", ", while others …"."""
    if at + 1 >= len(tokens):
        return False
    low = tokens[at].low
    if low in ("while", "although", "though", "but"):
        return tokens[at + 1].low not in ("that", "instead")
    return low == "and" and tokens[at + 1].low in lexicon.SUBJECT_PRONOUNS


def _around_according(tokens: Sequence[Token], cue: Cue, end: int) -> list[tuple[int, int]]:
    """Content before "according to", after its source where it opens the sentence, or on both sides of it."""
    comma = cue.last < len(tokens) and tokens[cue.last].text in (",", ":")
    before = [at for at in range(cue.start) if tokens[at].is_word or tokens[at].quotation]
    after = (cue.last + 1, _trimmed(tokens, cue.last + 1, end)) if comma and cue.last + 1 < end else None
    if len(before) < 2:
        return [after] if after else []
    start = _clause_start(tokens, cue.start)
    left = (start, _trimmed(tokens, start, cue.start))
    if after and not has_verb(tokens, *left):
        return [left, after]
    return [left]


def _clause_start(tokens: Sequence[Token], end: int) -> int:
    for at in range(end - 1, -1, -1):
        if tokens[at].text == ";":
            return at + 1
    return 1 if tokens[0].low in ("but", "and") and end > 2 else 0


def _left(tokens: Sequence[Token], cue: Cue, earlier: Sequence[Cue]) -> tuple[int, int] | None:
    """What stands before source and cue and is parted from them by a comma or a closing mark, or None."""
    first = cue.first
    if cue.shared or first == 0:
        return None
    before = tokens[first - 1]
    if before.text != "," and before.quotation is None:
        return None
    told = any(other.last < first and not other.shared for other in earlier) and before.quotation is None
    if told and not (before.text == "," and _last_words(tokens, cue.last)):
        return None
    end = first - 1 if before.text == "," else first
    if end and _is_claimed(tokens, end - 1, earlier):
        return None
    if end and _speech(tokens[end - 1]):
        return (_speech_start(tokens, end), end)
    start = _clause_start(tokens, end)
    return (start, end) if start < end else None


def _is_claimed(tokens: Sequence[Token], at: int, earlier: Sequence[Cue]) -> bool:
    """Whether an earlier cue has the quotation at `at` for its content: "when he shouted, “Go,” Roe joked …"."""
    if tokens[at].quotation is None:
        return False
    for cue in earlier:
        reach = 6 if Frame.TOLD in cue.verb.frames else 1
        if cue.last == cue.end and cue.end <= at <= cue.end + reach:
            return True
    return False


def _speech_start(tokens: Sequence[Token], end: int) -> int:
    """Where speech that ends at `end` begins: with its quotation, or with the sentence where the quotation only ends a phrase."""
    before = tokens[end - 2] if end > 1 else None
    phrased = before is not None and before.is_word and not has_verb(tokens, 0, end - 1)
    return _clause_start(tokens, end) if phrased else end - 1


def _last_words(tokens: Sequence[Token], at: int) -> bool:
    return all(token.text in _ENDS or token.low in lexicon.TIMES or token.low == "on" for token in tokens[at:])


def _may_follow(tokens: Sequence[Token], cue: Cue, left: tuple[int, int]) -> bool:
    """Whether the cue can say what stands before it."""
    last = tokens[left[1] - 1]
    if last.quotation is not None:
        ends = last.text.rstrip("”\"'’»")[-1:] in ",.?!…—-" or tokens[left[1]].text == ","
        return Frame.QUOTE in cue.verb.frames and ends
    plain = Frame.BARE in cue.verb.frames and cue.verb.lemma not in lexicon.PERCEIVED
    if not plain or left[1] - left[0] < 3 or not _adjunct_to_end(tokens, cue.last):
        return False
    introduces = tokens[left[0]].low in lexicon.PREPOSITIONS | lexicon.BOUNDARIES or tokens[left[0]].low.endswith(("ing", "ed"))
    return has_verb(tokens, *left) and (not introduces or tokens[cue.last].text in _ENDS)


def _adjunct_to_end(tokens: Sequence[Token], at: int) -> bool:
    """Whether nothing but words of time and occasion stands between `at` and the next comma or the end."""
    if at >= len(tokens):
        return False
    adjunct = tokens[at].low in lexicon.PREPOSITIONS | lexicon.TIMES or is_adverb(tokens[at])
    if tokens[at].is_word and not adjunct:
        return False
    for token in tokens[at:]:
        if token.text == "," or token.text in _ENDS:
            return True
        if token.quotation or token.low == "that":
            return False
    return True


def _after_parenthesis(tokens: Sequence[Token], cue: Cue, end: int, left: tuple[int, int]) -> int | None:
    """Where content goes on after ", she said,": at a quotation after a quotation, at plain words after plain words."""
    at = cue.last
    if at >= end:
        return None
    quoted = tokens[left[1] - 1].quotation is not None
    if quoted:
        nexts = [k for k in range(at, min(end, at + ADJUNCT_REACH)) if tokens[k].quotation]
        near = (
            bool(nexts) and tokens[nexts[0] - 1].text in (",", ":", "—", "–", "--", ".") or (nexts and nexts[0] == at)
        )
        return nexts[0] if near and not has_verb(tokens, at, nexts[0]) else None
    if tokens[at].text != "," or at + 1 >= end or tokens[at + 1].quotation:
        return None
    opening = tokens[at + 1]
    return None if opening.low in _AFTER_NOT_CONTENT or opening.low.endswith("ing") else at + 1


def _right(tokens: Sequence[Token], cue: Cue, end: int) -> int | None:
    """Where content after the cue begins, or None."""
    at = cue.end
    if at >= end:
        return None
    if Frame.TOLD in cue.verb.frames:
        return _right_told(tokens, cue, end)
    direct = _opens(tokens, at, cue.verb, end)
    if direct is not None:
        return direct
    beyond = None if cue.verb.lemma in _NAMING else _beyond_adjunct(tokens, at, cue.verb, end)
    if beyond is not None:
        return beyond
    return at if _takes_plain(tokens, cue, end) else None


def _opens(tokens: Sequence[Token], at: int, verb: Verb, end: int) -> int | None:
    """The start of content that its first token shows: "that", a quotation, a colon."""
    token = tokens[at]
    following = tokens[at + 1] if at + 1 < end else None
    if token.low == "that" and Frame.THAT in verb.frames and following is not None:
        return at if following.low not in lexicon.TIMES else None
    if token.low in ("whether", "how", "why", "what", "if") and Frame.THAT in verb.frames:
        return at if token.low != "if" or verb.lemma in ("ask", "wonder", "question") else None
    if token.quotation is not None and verb.frames & {Frame.QUOTE, Frame.NOUN}:
        return at
    if token.text in ":," and following is not None and following.quotation is not None and Frame.QUOTE in verb.frames:
        return at + 1
    if (
        token.text == ":"
        and following is not None
        and verb.lemma in ("say", "add", "write", "tweet", "conclude", "read", "ask")
    ):
        return at + 1
    return None


def _beyond_adjunct(tokens: Sequence[Token], at: int, verb: Verb, end: int) -> int | None:
    """The start of content after words of time, place or audience: "said on Tuesday that", "wrote on Quill: “…”"."""
    if not (tokens[at].low in lexicon.PREPOSITIONS | lexicon.TIMES or is_adverb(tokens[at])):
        return None
    for k in range(at + 1, min(end, at + ADJUNCT_REACH)):
        if tokens[k].text in _ENDS or tokens[k].text == ";" or is_verb(tokens, k):
            return None
        if tokens[k].text in (",", ":") or tokens[k].low == "that" or tokens[k].quotation is not None:
            found = _opens(tokens, k, verb, end)
            if found is not None or tokens[k].text == ":":
                return found
        if tokens[k].low in lexicon.SUBJECT_PRONOUNS and Frame.BARE in verb.frames and tokens[k - 1].text != ",":
            return k if tokens[k - 1].low not in lexicon.PREPOSITIONS else None
        if tokens[k - 1].low in lexicon.TIMES and tokens[k].low in _SUBJECT_STARTS and Frame.BARE in verb.frames:
            return k if has_verb(tokens, k, end) else None
    return None


def _takes_plain(tokens: Sequence[Token], cue: Cue, end: int) -> bool:
    """Whether plain words after the cue are its content: a clause without "that", an infinitive, a noun phrase."""
    token = tokens[cue.end]
    if not token.is_word or cue.end + 1 >= end:
        return False
    said = cue.verb.lemma == "say"
    if Frame.BARE in cue.verb.frames and (said or has_verb(tokens, cue.end + 1, end)):
        starts = token.low in _SUBJECT_STARTS or token.capital or said
        if starts and token.low not in lexicon.PREPOSITIONS and not is_adverb(token):
            return True
    if token.low == "to":
        return Frame.TO in cue.verb.frames
    if cue.verb.lemma in _NAMING and token.low == "both":
        return True
    if token.low in lexicon.PREPOSITIONS or is_adverb(token) or token.low in lexicon.BOUNDARIES:
        return False
    return Frame.NOUN in cue.verb.frames and token.low not in lexicon.TIMES


def _right_told(tokens: Sequence[Token], cue: Cue, end: int) -> int | None:
    """Content after whom it was told to: "told the Ledger that", "urged them to", "asked: “…”"."""
    at = cue.end
    direct = _opens(tokens, at, cue.verb, end)
    if direct is not None:
        return direct
    if tokens[at].low == "to" and Frame.TO in cue.verb.frames:
        return at
    pronoun = tokens[at].low in lexicon.OBJECT_PRONOUNS
    for k in range(at + 1, min(end, at + ADJUNCT_REACH)):
        token = tokens[k]
        if token.text in _ENDS or token.text == ";":
            return None
        if token.low == "to" and Frame.TO in cue.verb.frames:
            return at
        found = _opens(tokens, k, cue.verb, end)
        if found is not None:
            return found
        if token.low in lexicon.SUBJECT_PRONOUNS or (pronoun and k == at + 1 and token.low in _SUBJECT_STARTS):
            return k if tokens[k - 1].is_word and tokens[k - 1].low not in lexicon.PREPOSITIONS else None
        if is_verb(tokens, k):
            return None
    return None

"""The cues of a sentence, each with its source: the first pass of the tagger.

Strategy: a verb of `lexicon` with the noun phrase before it, after it (inverted), or shared with an earlier verb
(", adding"); "according to"; a name and a colon; where nothing of that stands, a verb that no table lists right
beside speech. What a cue's content is belongs in `contents`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from twosource.reading.lexicon import words
from twosource.voices import lexicon, sources
from twosource.voices.clauses import before_group, has_verb, is_adverb, is_verb
from twosource.voices.lexicon import Form, Frame, Verb
from twosource.voices.phrases import phrase_after, subject_before, subject_first
from twosource.voices.tokens import Token

ADJUNCT_REACH: Final = 18
"""Tokens between a cue and its "that" or quotation ("said in an interview with … that"); beyond, on PolNeAR train, is
another clause."""
SPEECH_WORDS: Final = 4
"""A quotation without a cue is speech from so many words on; shorter ones are titles and names (read on PolNeAR
train)."""

ENDS: Final = frozenset(".!?…")
NAMING: Final = words("call describe label brand deem dismiss praise")
"""Verbs that take an object before what they call it."""
_ALSO_NOUNS: Final = words("""
    note claim report call hope fear order question charge estimate promise offer demand answer text message email post
    blame praise counter hint pledge mention boast threat reply request recall vow urge joke cry state object invite
""")
"""Verbs whose present is as often a plural noun: "confidential notes"."""
_SPEAKING_NOUNS: Final = (
    sources.DOCUMENT_NOUNS
    | sources.ORGANISATION_NOUNS
    | sources.OUTLET_NOUNS
    | sources.PEOPLE_NOUNS
    | sources.ROLE_NOUNS
)


class Cue(NamedTuple):
    """A cue in a sentence, as token indexes. `source` is None for a passive; `shared` where an earlier verb's subject
    is meant.
    """

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


ACCORDING: Final = Verb("according", Form.BASE, frozenset({Frame.BARE, Frame.QUOTE}))
UNLISTED: Final = Verb("", Form.PAST, frozenset({Frame.QUOTE}))
COLON: Final = Verb(":", Form.BASE, frozenset({Frame.QUOTE}))


def cues_of(tokens: Sequence[Token]) -> list[Cue]:
    """The cues of a sentence, in order, none over another."""
    cues: list[Cue] = []
    for at, token in enumerate(tokens):
        if not token.is_word:
            continue
        cue = _according(tokens, at) or _as_reported(tokens, at) or _verb_cue(tokens, at, cues)
        if cue is not None and not (cues and cue.start < cues[-1].end):
            cues.append(cue)
    if cues:
        return cues
    unlisted = _interview(tokens) or _unlisted_after(tokens) or _unlisted_before(tokens)
    return [unlisted] if unlisted else []


def _interview(tokens: Sequence[Token]) -> Cue | None:
    """A name, a colon and its words: "Roe: “We will.”"."""
    for at in range(1, min(len(tokens) - 1, 7)):
        if tokens[at].text == ":" and is_speech(tokens[at + 1]):
            named = all(token.is_word and token.capital for token in tokens[:at])
            return Cue(at, at + 1, COLON, (0, at)) if named else None
    return None


def _unlisted_after(tokens: Sequence[Token]) -> Cue | None:
    """A verb that no table lists, after speech that ends in a comma, a question or a shout: "“…!” beamed Roe."."""
    if not is_speech(tokens[0]) or len(tokens) < 3:
        return None
    at = 2 if tokens[1].text == "," else 1
    if at == 1 and tokens[0].text.rstrip("”\"'’»")[-1:] not in ",?!—":
        return None
    verb = tokens[at]
    if verb.low.endswith("ed") and not verb.capital:
        source = phrase_after(tokens, at + 1)
        named = source is not None and any(token.capital for token in tokens[source[0] : source[1]])
        return Cue(at, at + 1, UNLISTED, source, inverted=True) if named else None
    for k in range(at + 1, min(len(tokens), at + ADJUNCT_REACH)):
        if tokens[k].quotation:
            return None
        if is_verb(tokens, k):
            subject = subject_before(tokens, before_group(tokens, k))
            ends = subject is not None and subject[0] == at and only_adjunct_follows(tokens, k + 1)
            return Cue(k, k + 1, UNLISTED, subject) if ends else None
    return None


def _unlisted_before(tokens: Sequence[Token]) -> Cue | None:
    """A verb that no table lists, before a colon and speech: "She turned to them again: “…”"."""
    for at in range(2, len(tokens) - 1):
        if tokens[at].text == ":" and is_speech(tokens[at + 1]):
            subject = subject_first(tokens, 0, at)
            verb = subject[1] if subject is not None else at
            return Cue(verb, at, UNLISTED, subject) if verb < at else None
    return None


def _as_reported(tokens: Sequence[Token], at: int) -> Cue | None:
    """What says of all before it who reported it: ", as first reported by the Arden Post"."""
    if tokens[at].low != "as" or at == 0 or tokens[at - 1].text not in (",", "—", "–"):
        return None
    verb = at + 2 if at + 1 < len(tokens) and tokens[at + 1].low in ("first", "was", "originally") else at + 1
    if verb + 2 >= len(tokens) or tokens[verb].low not in ("reported", "revealed") or tokens[verb + 1].low != "by":
        return None
    source = phrase_after(tokens, verb + 2)
    return Cue(at, verb + 2, ACCORDING, source, inverted=True) if source is not None else None


def _according(tokens: Sequence[Token], at: int) -> Cue | None:
    if tokens[at].low != "according" or at + 2 >= len(tokens) or tokens[at + 1].low != "to":
        return None
    source = phrase_after(tokens, at + 2)
    if source is None or tokens[source[0]].low in ("plan", "plans", "schedule", "custom", "tradition"):
        return None
    return Cue(at, at + 2, ACCORDING, source, inverted=True)


def _verb_cue(tokens: Sequence[Token], at: int, earlier: Sequence[Cue]) -> Cue | None:
    """The cue whose verb is the token `at`, or None where it is no verb, says nothing or has no source."""
    verb, end = _verb(tokens, at)
    if verb is None or (tokens[at].capital and at > 0):
        return None
    quoted_as = _quoted_as_saying(tokens, at)
    start = quoted_as if quoted_as is not None else before_group(tokens, at)
    group = [token.low for token in tokens[start:at]]
    if quoted_as is not None:
        subject = subject_before(tokens, start)
        return Cue(start, end, verb, subject) if subject is not None else None
    if _not_said(tokens, start, group, verb) and not _beside_quotation(tokens, start, end):
        return None
    if verb.form is Form.ING and not any(word in lexicon.AUXILIARIES for word in group):
        return _participle(tokens, start, end, verb, earlier)
    return _finite(tokens, start, end, verb, earlier)


def _finite(tokens: Sequence[Token], start: int, end: int, verb: Verb, earlier: Sequence[Cue]) -> Cue | None:
    """The cue of a finite verb group: inverted after a quotation, with a subject shared by "and", or with its own."""
    before = tokens[start - 1] if start else None
    source = phrase_after(tokens, end) if _after_quotation(tokens, start) else None
    if source is not None:
        return Cue(start, end, verb, source, inverted=True)
    if before is not None and before.low in ("and", "but", "then", "or") and verb.form is not Form.BASE:
        shared = _shared_subject(tokens, start - 1, earlier)
        return Cue(start, end, verb, shared, shared=True) if shared else None
    return None if _is_noun(tokens, start, verb) else _with_subject(tokens, start, end, verb)


def _after_quotation(tokens: Sequence[Token], start: int) -> bool:
    before = tokens[start - 1] if start else None
    if before is None or before.text != ",":
        return before is not None and before.quotation is not None
    return start > 1 and tokens[start - 2].quotation is not None


def _with_subject(tokens: Sequence[Token], start: int, end: int, verb: Verb) -> Cue | None:
    group = [token.low for token in tokens[start:end]]
    subject = subject_before(tokens, start)
    passive = verb.form is Form.PAST and _passive(group)
    if subject is not None and passive and tokens[subject[0]].low in ("it", "there"):
        return Cue(subject[0], end, verb, None)
    if subject is None or passive:
        return _inverted(tokens, start, end, verb)
    if not _agree(tokens, subject, group, verb) or _only_names(tokens, subject, end, verb):
        return None
    return Cue(start, end, verb, subject)


def _only_names(tokens: Sequence[Token], subject: tuple[int, int], end: int, verb: Verb) -> bool:
    """Whether the verb says no more than a name or a mind of no reporter's: "a site called “…”", "I think"."""
    if verb.lemma in NAMING and end < len(tokens) and tokens[end].quotation is not None:
        before = tokens[subject[0] - 1].low if subject[0] else ""
        return before not in ("what", "which", "that")
    return verb.lemma in lexicon.PERCEIVED and tokens[subject[0]].low in ("i", "we", "you")


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
    return any(is_speech(token) for token in (*back, *ahead)) and tokens[start - 1].low != "to"


def _agree(tokens: Sequence[Token], subject: tuple[int, int], group: Sequence[str], verb: Verb) -> bool:
    """Whether subject and verb agree in number; where they do not, the verb is a noun ("the phone call")."""
    if any(word in lexicon.AUXILIARIES and word != "be" for word in group[:-1]) or verb.form in (Form.PAST, Form.ING):
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
    """A verb before its subject, after plain words: "The plan is dead, said Roe"."""
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
    """Whether "claims", "call", "alleged" stand as noun or adjective: after a determiner, possessive or preposition."""
    if start == 0:
        return False
    before = tokens[start - 1]
    owned = before.low.endswith(("’s", "'s", "s’", "s'")) and before.low[:-2] not in lexicon.PRONOUNS
    if verb.form is Form.PAST:
        return owned or before.low in ("the", "a", "an", "his", "her", "its", "their", "these", "those")
    return owned or before.low in (lexicon.DETERMINERS | lexicon.PREPOSITIONS) - lexicon.PLURALS - {"that"}


def _participle(tokens: Sequence[Token], start: int, end: int, verb: Verb, earlier: Sequence[Cue]) -> Cue | None:
    """A participle whose subject is that of the clause before it: ", adding that"."""
    stated = [token for token in tokens[end : end + 2] if token.quotation]
    if stated and start > 1 and tokens[start - 1].is_word and not is_verb(tokens, start - 1):
        subject = _nearest_subject(tokens, start)
        return Cue(start, end, verb, subject, shared=True) if subject else None
    joined = start > 1 and tokens[start - 1].low == "and" and any(cue.verb.form is Form.ING for cue in earlier)
    if start == 0 or not (tokens[start - 1].text == "," or joined):
        return None
    shared = _shared_subject(tokens, start, earlier)
    quotes = any(token.quotation for token in tokens[end : end + 2])
    return Cue(start, end, verb, shared, shared=True) if shared or quotes else None


def _nearest_subject(tokens: Sequence[Token], at: int) -> tuple[int, int] | None:
    """The subject of the last finite verb before `at`: "aides left a note saying “…”"."""
    for verb in range(at - 1, max(0, at - ADJUNCT_REACH), -1):
        if is_verb(tokens, verb):
            return subject_before(tokens, before_group(tokens, verb))
    return None


def _shared_subject(tokens: Sequence[Token], at: int, earlier: Sequence[Cue]) -> tuple[int, int] | None:
    for cue in reversed(earlier):
        if cue.source is not None:
            return cue.source
    return subject_first(tokens, 0, at) if at > 0 else None


def is_speech(token: Token) -> bool:
    return token.quotation is not None and len(token.text.split()) >= SPEECH_WORDS


def only_adjunct_follows(tokens: Sequence[Token], at: int) -> bool:
    """Whether nothing but words of time and occasion stands between `at` and the next comma or the end."""
    if at >= len(tokens):
        return False
    adjunct = tokens[at].low in lexicon.PREPOSITIONS | lexicon.TIMES or is_adverb(tokens[at])
    if tokens[at].is_word and not adjunct:
        return False
    for token in tokens[at:]:
        if token.text == "," or token.text in ENDS:
            return True
        if token.quotation or token.low == "that":
            return False
    return True

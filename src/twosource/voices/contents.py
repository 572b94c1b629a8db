"""What a cue says is said: the second pass of the tagger.

Strategy: content stands after the cue ("said that …"), before source and cue ("…, she said"), or on both sides of
them. It ends where a sibling cue, a new main clause or the sentence ends. A cue whose content cannot be told has
none, and is dropped.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from twosource.reading.lexicon import words
from twosource.voices import lexicon
from twosource.voices.clauses import has_verb, is_adverb, is_verb
from twosource.voices.cues import ACCORDING, ADJUNCT_REACH, ENDS, NAMING, Cue, is_speech, only_adjunct_follows
from twosource.voices.lexicon import Frame, Verb
from twosource.voices.phrases import phrase_after
from twosource.voices.tokens import Token

_SUBJECT_STARTS: Final = lexicon.SUBJECT_PRONOUNS | lexicon.DETERMINERS
_CONJUNCTIONS: Final = words("that whether how why what if")
_AUDIENCES: Final = words("reporters journalists lawmakers senators investors supporters viewers listeners readers")
"""Those whom something is told in so many words, and who are told nothing else."""
_BEFORE_COLON: Final = words("say add write tweet conclude read ask")
"""Verbs that take plain words after a colon as what they say."""
_AFTER_NOT_CONTENT: Final = words(
    "after when while during in at on as but though although who which where with before following amid by to from"
)


def content_of(
    tokens: Sequence[Token], cue: Cue, earlier: Sequence[Cue], later: Sequence[Cue]
) -> list[tuple[int, int]]:
    """The words that `cue` says are said, as runs of tokens; the other cues of its sentence are `earlier`, `later`."""
    end = _cut(tokens, cue, later)
    if cue.verb is ACCORDING:
        return _around_according(tokens, cue, end)
    left = _left(tokens, cue, earlier)
    postposed = left is not None and tokens[left[1] - 1].quotation is not None
    colon = cue.end + 1 < end and tokens[cue.end].text == ":"
    right = None if cue.inverted or (postposed and not colon) else _right(tokens, cue, end)
    if right is not None:
        plain = right == cue.end and Frame.NOUN in cue.verb.frames and not _is_clause(tokens, right, end)
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
    """Where content after the cue must end: at a sibling cue, a semicolon, a new main clause, or the sentence's
    end.
    """
    stop = len(tokens)
    for other in later:
        if other.start <= cue.last:
            continue
        if other.verb is ACCORDING or (other.shared and other.source == cue.source):
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
    if before.text != "," or other.verb is ACCORDING:
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
    start = min(_clause_start(tokens, cue.start), cue.start - 1)
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
    last = _last_words(tokens, cue.last) or (cue.verb.lemma == "tell" and _told_last(tokens, cue.last))
    if told and not (before.text == "," and last):
        return None
    end = first - 1 if before.text == "," else first
    if end and _is_claimed(tokens, end - 1, earlier):
        return None
    if end and is_speech(tokens[end - 1]):
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
    """Where speech that ends at `end` begins: with its quotation, or with the sentence where the quotation only ends
    a phrase.
    """
    before = tokens[end - 2] if end > 1 else None
    phrased = before is not None and before.is_word and not has_verb(tokens, 0, end - 1)
    return _clause_start(tokens, end) if phrased else end - 1


def _last_words(tokens: Sequence[Token], at: int) -> bool:
    return all(token.text in ENDS or token.low in lexicon.TIMES or token.low == "on" for token in tokens[at:])


def _may_follow(tokens: Sequence[Token], cue: Cue, left: tuple[int, int]) -> bool:
    """Whether the cue can say what stands before it."""
    last = tokens[left[1] - 1]
    if last.quotation is not None:
        ends = last.text.rstrip("”\"'’»")[-1:] in ",.?!…—-" or tokens[left[1]].text == ","
        return Frame.QUOTE in cue.verb.frames and ends
    opening = tokens[left[0]].low
    introduces = opening in lexicon.PREPOSITIONS | lexicon.BOUNDARIES or opening.endswith(("ing", "ed"))
    if cue.verb.lemma == "tell":
        stated = left[1] - left[0] > 2 and not introduces and has_verb(tokens, *left)
        return stated and _told_last(tokens, cue.last)
    plain = Frame.BARE in cue.verb.frames and cue.verb.lemma not in lexicon.PERCEIVED
    if plain and [token.text for token in tokens[cue.last : cue.last + 1]] == [","] and _verb_at(tokens, cue.last + 1):
        return True  # "The ferry, she said, was late."
    if not plain or left[1] - left[0] < 3 or not only_adjunct_follows(tokens, cue.last):
        return False
    if not introduces and _last_words(tokens, cue.last):
        return True
    return has_verb(tokens, *left) and (not introduces or tokens[cue.last].text in ENDS)


def _told_last(tokens: Sequence[Token], at: int) -> bool:
    """Whether nothing follows "told" but whom, where and when: "…, Roe told reporters at the quay on Monday."."""
    addressee = phrase_after(tokens, at)
    if addressee is None or tokens[addressee[0]].quotation is not None:
        return False
    end = addressee[1]
    return end >= len(tokens) or tokens[end].text in ENDS or only_adjunct_follows(tokens, end)


def _verb_at(tokens: Sequence[Token], at: int) -> bool:
    return at < len(tokens) and is_verb(tokens, at)


def _after_parenthesis(tokens: Sequence[Token], cue: Cue, end: int, left: tuple[int, int]) -> int | None:
    """Where content goes on after ", she said,": at a quotation after a quotation, at plain words after plain words."""
    at = cue.last
    if at >= end:
        return None
    quoted = tokens[left[1] - 1].quotation is not None
    if quoted:
        nexts = [k for k in range(at, min(end, at + ADJUNCT_REACH)) if tokens[k].quotation]
        near = (bool(nexts) and tokens[nexts[0] - 1].text in (",", ":", "—", "–", "--", ".")) or (
            nexts and nexts[0] == at
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
    beyond = None if cue.verb.lemma in NAMING else _beyond_adjunct(tokens, at, cue.verb, end)
    if beyond is not None:
        return beyond
    return at if _takes_plain(tokens, cue, end) else None


def _is_clause(tokens: Sequence[Token], start: int, end: int) -> bool:
    """Whether a clause begins at `start`: "that", a question word, an infinitive, or a verb before
    any comma or after an apposition.
    """
    if tokens[start].low in _CONJUNCTIONS or tokens[start].low == "to":
        return True
    commas = [at for at in range(start, end) if tokens[at].text == ","]
    apposed = len(commas) > 1 and commas[1] + 1 < end and is_verb(tokens, commas[1] + 1)
    return apposed or has_verb(tokens, start + 1, commas[0] if commas else end)


def _opens(tokens: Sequence[Token], at: int, verb: Verb, end: int) -> int | None:
    """The start of content that its first token shows: "that", a question word, a quotation, a colon."""
    token = tokens[at]
    following = tokens[at + 1] if at + 1 < end else None
    if token.low in _CONJUNCTIONS:
        return at if following is not None and _conjoins(token, following, verb) else None
    if token.quotation is not None:
        return at if verb.frames & {Frame.QUOTE, Frame.NOUN} else None
    if following is None or token.text not in ":,":
        return None
    quotes = following.quotation is not None and Frame.QUOTE in verb.frames
    return at + 1 if quotes or (token.text == ":" and verb.lemma in _BEFORE_COLON) else None


def _conjoins(token: Token, following: Token, verb: Verb) -> bool:
    """Whether a conjunction opens what the verb says: "that" but not "that night", "if" only of a question."""
    if Frame.THAT not in verb.frames or (token.low == "that" and following.low in lexicon.TIMES):
        return False
    return token.low != "if" or verb.lemma in ("ask", "wonder", "question")


def _beyond_adjunct(tokens: Sequence[Token], at: int, verb: Verb, end: int) -> int | None:
    """The start of content after words of time, place or audience: "said on Tuesday that", "wrote on Quill: “…”"."""
    that_night = tokens[at].low == "that" and at + 1 < end and tokens[at + 1].low in lexicon.TIMES
    if not (that_night or tokens[at].low in lexicon.PREPOSITIONS | lexicon.TIMES or is_adverb(tokens[at])):
        return None
    for k in range(at + 1, min(end, at + ADJUNCT_REACH)):
        if tokens[k].text in ENDS or tokens[k].text == ";" or is_verb(tokens, k):
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
    if Frame.BARE in cue.verb.frames and (said or _is_clause(tokens, cue.end, end)):
        starts = token.low in _SUBJECT_STARTS or token.capital or said
        if starts and token.low not in lexicon.PREPOSITIONS and not is_adverb(token):
            return True
    if token.low == "to":
        return Frame.TO in cue.verb.frames
    if cue.verb.lemma in NAMING and token.low == "both":
        return True
    if token.low in lexicon.PREPOSITIONS or is_adverb(token) or token.low in lexicon.BOUNDARIES:
        return False
    return Frame.NOUN in cue.verb.frames and token.low not in lexicon.TIMES


def _right_told(tokens: Sequence[Token], cue: Cue, end: int) -> int | None:
    """Content after whom it was told to: "told the Ledger that", "urged them to", "asked: “…”"."""
    at = cue.end
    direct = _opens(tokens, at, cue.verb, end)
    if direct is not None or (tokens[at].low == "to" and Frame.TO in cue.verb.frames):
        return at if direct is None else direct
    if tokens[at].low in _AUDIENCES and at + 2 < end and _states(tokens, at + 1, end):
        return at + 1
    for k in range(at + 1, min(end, at + ADJUNCT_REACH)):
        if tokens[k].low == "to" and Frame.TO in cue.verb.frames:
            return at
        found = _opens(tokens, k, cue.verb, end)
        if found is not None or _clause_begins(tokens, at, k):
            return k if found is None else found
        if tokens[k].text in ENDS or tokens[k].text == ";" or is_verb(tokens, k):
            return None
    return None


def _states(tokens: Sequence[Token], at: int, end: int) -> bool:
    """Whether a clause without "that" begins at `at`, behind an audience: "told reporters two men were hurt"."""
    opening = tokens[at]
    closed = lexicon.PREPOSITIONS | lexicon.TIMES | lexicon.BOUNDARIES | {"to", "and"}
    return opening.is_word and opening.low not in closed and not is_adverb(opening) and has_verb(tokens, at + 1, end)


def _clause_begins(tokens: Sequence[Token], at: int, k: int) -> bool:
    """Whether a clause without "that" begins at `k` after the addressee at `at`: "told the Ledger she …"."""
    addressed = tokens[k - 1].is_word and tokens[k - 1].low not in lexicon.PREPOSITIONS
    after_pronoun = k == at + 1 and tokens[at].low in lexicon.OBJECT_PRONOUNS and tokens[k].low in _SUBJECT_STARTS
    return addressed and (tokens[k].low in lexicon.SUBJECT_PRONOUNS or after_pronoun)

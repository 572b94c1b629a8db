"""Whether a thing was so: what one report denies, or gainsays, and another tells.

Strategy: three finders. In aligned sentences, a word that a negator bears on in one alone ("did not call", "called"),
and a word of which the other has the opposite ("can reopen", "remain closed"). Over the whole story, a verb of one
subject, both right before it, denied of the past in one report and told in another ("the gate was never closed", "the
flood gate had been closed"); these meet by an index of subject and verb. What is supposed, asked or wished is not told.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from twosource.evidence.slots import Sentence, Slot, difference, groups
from twosource.evidence.units import is_rare
from twosource.evidence.words import FUNCTION_WORDS, OPPOSITES, SAYING, Word, negates
from twosource.model import Difference, DifferenceKind, Span
from twosource.reading.lexicon import words as listed

# Thresholds, from reading all candidates of BASIL open (40 events) and of the sample corpus (train, dev).
BEARS_ON = 3  # a negator bears on one of so many words after it
AROUND = 6  # words on either side of a slot that say what it is about
SHARED = 3  # telling words there that both sentences share, where they are aligned
AROUND_VERB = 10  # and where they are not, so many words on either side
SHARED_VERB = 2  # of which they share so many beside subject and verb
CHAIN = 4  # words between a subject and its verb

_Pair = tuple[Sentence, Sentence]

_NO_DENIAL = listed("whether only just merely least doubt longer yet necessarily immediately fewer more")
_SUPPOSED = re.compile(  # what is supposed, asked or wished is not told
    r"\b(?:if|whether|unless|requir\w+|must|should|would|could|may|might|wants?|wanted|urg\w+|demand\w*)\b[^.;]{0,60}$",
    re.IGNORECASE,
)
_BE = listed("is are was were be been being")
_NOT = listed("not never cannot")
_OF_A_NOUN = listed("the a an this that these those his her its their our no another to")  # or an infinitive


def denials(story: Sequence[Sentence], aligned: Iterable[_Pair]) -> tuple[Difference, ...]:
    """What one report tells and another denies.

    Args:
        story: all sentences, in order of publication and place.
        aligned: pairs of sentences that tell of one thing, the earlier first.
    """
    pairs: list[tuple[Slot, Slot]] = []
    negating = {sentence for sentence in story if any(negates(word.key) for word in sentence.words)}
    for one, other in sorted(aligned, key=lambda pair: (_place(pair[0]), _place(pair[1]))):
        for denying, telling in ((one, other), (other, one)):
            if denying not in negating or telling in negating:
                continue
            if (found := _denial(denying, telling)) is not None:
                pairs.append(found if denying is one else found[::-1])
        pairs.extend(_gainsaid(one, other))
    found_groups = groups((*pairs, *_of_one_subject(story)))
    made = (difference(DifferenceKind.NEGATION, group) for group in found_groups)
    return tuple(each for each in made if each is not None)


def _place(sentence: Sentence) -> tuple[int, int]:
    return sentence.report, sentence.passage.start


def _slot(sentence: Sentence, first: Word, last: Word) -> Slot:
    return Slot(sentence, Span(first.start, last.end), sentence.text[first.start : last.end].casefold())


# --- in aligned sentences ---------------------------------------------------------------------------------------------


def _denial(denying: Sentence, telling: Sentence) -> tuple[Slot, Slot] | None:
    """A denied word and the same word told, where the sentences are otherwise much alike."""
    if "?" in denying.text + telling.text:
        return None
    for place, word in enumerate(denying.words):
        denied = _denied(denying.words, place) if _denies_verbs(word.key) else None
        told = next((each for each in telling.words if denied and each.stem == denied.stem), None)
        if (
            denied is None
            or told is None
            or _is_noun(telling, telling.words.index(told))
            or _suffers(denying.words, denied) != _suffers(telling.words, told)
        ):
            continue
        denial, plain = _slot(denying, word, denied), _slot(telling, told, told)
        if any(_SUPPOSED.search(each.sentence.text[: each.span.start]) for each in (denial, plain)):
            continue
        around = denying.around(denial.span, AROUND) & telling.around(plain.span, AROUND)
        if len(around - {denied.stem}) >= SHARED:
            return denial, plain
    return None


def _denies_verbs(key: str) -> bool:
    """Whether a word denies the verb that follows; "no", "rejected" deny what is a thing."""
    return key in _NOT or key.endswith("n't")


def _is_noun(sentence: Sentence, place: int) -> bool:
    """Whether an article or a genitive stands before the word at `place` ("Reed's win"), or "to"."""
    if place == 0:
        return False
    start, end, key, _ = sentence.words[place - 1]
    return key in _OF_A_NOUN or sentence.text[start:end].endswith(("'s", "’s", "s'", "s’"))


def _suffers(words: Sequence[Word], verb: Word) -> bool:
    """Whether a verb is in the passive: "was told" and "not telling" have two subjects, and deny nothing."""
    at = words.index(verb)
    return not verb.key.endswith("ing") and any(word.key in _BE for word in words[max(0, at - 3) : at])


def _denied(words: Sequence[Word], place: int) -> Word | None:
    """What the negator at `place` bears on: the first word after it that is no function word."""
    after = words[place + 1 : place + 1 + BEARS_ON]
    if any(word.key in _NO_DENIAL for word in after[:1]):
        return None
    return next((word for word in after if word.key not in FUNCTION_WORDS and word.key.isalpha()), None)


_STAYING = listed("remain remains remained stay stays stayed kept left")
_ONLY_SUPPOSED = re.compile(r"\b(?:if|whether|unless|wants?|wanted|urg\w+|demand\w*)\b[^.;]{0,60}$", re.IGNORECASE)


def _gainsaid(one: Sentence, other: Sentence) -> Iterator[tuple[Slot, Slot]]:
    """Words of two sentences that are opposites, of which neither sentence has both and neither is denied."""
    gainsayable = [word for word in one.words if word.stem in OPPOSITES]
    if not gainsayable:
        return
    mine, theirs = ({word.stem: word for word in each.words} for each in (one, other))
    for stem, word in {word.stem: word for word in gainsayable}.items():
        for opposite in sorted(OPPOSITES[stem] & theirs.keys() - mine.keys()):
            here, there = _slot(one, word, word), _slot(other, theirs[opposite], theirs[opposite])
            shared = one.around(here.span, AROUND) & other.around(there.span, AROUND)
            of_one = _subject(one.words, word) == _subject(other.words, theirs[opposite]) is not None
            if stem not in theirs and of_one and len(shared) >= SHARED and not any(map(_is_open, (here, there))):
                yield here, there


def _subject(words: Sequence[Word], verb: Word) -> str | None:
    """The stem of the last telling word before a verb and its auxiliaries."""
    before = [word for word in words if word.end <= verb.start][-CHAIN:]
    last = next((word for word in reversed(before) if word.key not in FUNCTION_WORDS | _STAYING), None)
    return last.stem if last is not None and is_rare(last.key) else None


def _is_open(slot: Slot) -> bool:
    """Whether what a word says is denied, asked or supposed."""
    sentence, text = slot.sentence, slot.sentence.text
    before = [word for word in sentence.words if word.end <= slot.span.start]
    if "?" in text or any(negates(word.key) for word in before[-BEARS_ON:]) or _is_noun(sentence, len(before)):
        return True
    return bool(_ONLY_SUPPOSED.search(text[: slot.span.start]))


# --- of one subject ---------------------------------------------------------------------------------------------------

_PAST = listed("was were had did has have been didn't wasn't weren't hadn't hasn't haven't")
_BETWEEN = listed("not never been ever also once simply")


class _Clause(NamedTuple):
    """A verb with its subject; `slot` runs from the negator, where one bears on the verb, to the verb."""

    subject: str
    verb: str
    suffers: bool
    denied: bool
    slot: Slot


def _of_one_subject(story: Sequence[Sentence]) -> Iterator[tuple[Slot, Slot]]:
    """What one report denies of a subject and another tells of it, the earlier first."""
    told: dict[tuple[str, str, bool], list[_Clause]] = defaultdict(list)
    for clause in (found for sentence in story for found in _clauses(sentence)):
        told[clause.subject, clause.verb, clause.suffers].append(clause)
    for alike in told.values():
        for denial in (clause for clause in alike if clause.denied):
            for plain in (clause for clause in alike if not clause.denied):
                if _tell_of_one_thing(denial, plain):
                    first, second = sorted((denial.slot, plain.slot), key=lambda slot: slot.place)
                    yield first, second


def _tell_of_one_thing(one: _Clause, other: _Clause) -> bool:
    here, there = one.slot.sentence, other.slot.sentence
    shared = here.around(one.slot.span, AROUND_VERB) & there.around(other.slot.span, AROUND_VERB)
    return here.report != there.report and len(shared - {one.subject, one.verb}) >= SHARED_VERB


def _clauses(sentence: Sentence) -> Iterator[_Clause]:
    """Verbs of the past that stand right behind their subject, but for auxiliaries and one negator at most."""
    words = sentence.words if "?" not in sentence.text else ()
    for place, verb in enumerate(words):
        if verb.key in FUNCTION_WORDS or verb.key in SAYING or not verb.key.isalpha() or negates(verb.key):
            continue
        first = place
        while first and place - first < CHAIN and words[first - 1].key in _PAST | _BETWEEN:
            first -= 1
        chain = words[first:place]
        if not first or not is_rare(words[first - 1].key) or not any(word.key in _PAST for word in chain):
            continue
        denying = [word for word in words[:place] if negates(word.key)]
        if len(denying) > 1 or not set(denying) <= set(chain):
            continue  # "she denied that the gate was not closed"
        if not _SUPPOSED.search(sentence.text[: verb.start]):
            slot = _slot(sentence, denying[0] if denying else verb, verb)
            suffers = any(word.key.removesuffix("n't") in _BE for word in chain)
            yield _Clause(words[first - 1].stem, verb.stem, suffers, bool(denying), slot)

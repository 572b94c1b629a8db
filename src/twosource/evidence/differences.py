"""Checkable slots on which aligned passages disagree.

Strategy: each kind of slot has its finder, and none is a verdict: values stand side by side, in order of
publication, with the sentence around each. Numbers, dates, spellings and wording have modules of their own; here are
who said it, and whether it was so at all. Aligned sentences come from `align`: the passages of one statement, and the
pairs that it vetoed.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations

from twosource.evidence.days import date_differences
from twosource.evidence.figures import Speaking, number_differences
from twosource.evidence.identity import same_speaker
from twosource.evidence.relations import related
from twosource.evidence.slots import Sentence, Slot, cut, difference, groups
from twosource.evidence.spellings import spelling_differences
from twosource.evidence.tallies import tally_differences
from twosource.evidence.wording import wording_differences
from twosource.evidence.words import FUNCTION_WORDS, Word, negates
from twosource.model import (
    DateMention,
    Difference,
    DifferenceKind,
    Passage,
    Report,
    Said,
    Span,
    Speaker,
    SpeakerKind,
    Statement,
    Utterance,
    publication_order,
)

# Thresholds, from reading all candidates of BASIL open (40 events).
BEARS_ON = 3  # a negator bears on one of so many words after it
AROUND = 6  # words on either side of a slot that say what it is about
FEWEST_WORDS = 6  # of an utterance; a slogan, a title or a headline is anybody's
SHARED = 3  # telling words there that both sentences share, for a denial

_Pair = tuple[Sentence, Sentence]


def differences(
    statements: Sequence[Statement],
    near: Sequence[tuple[Passage, Passage]],
    reports: Sequence[Report],
    *,
    said: Sequence[Said],
    spoken: Sequence[Utterance],
    dates: Mapping[str, Sequence[DateMention]],
) -> tuple[Difference, ...]:
    """Where the reports of one story differ.

    Args:
        statements: their aligned passages.
        near: pairs of passages that tell of one thing, but clash.
        reports: the reports, in any order.
        said: their attributions.
        spoken: their utterances.
        dates: by report id, the dates that it mentions.

    Returns:
        Differences of at least two values from at least two reports, by kind and then by place in the earliest report.
    """
    ordered = sorted(reports, key=publication_order)
    story = cut(ordered)
    aligned = frozenset(_aligned(statements, near, story))
    found = (
        *number_differences(story, aligned, _speaking(said)),
        *tally_differences(story),
        *date_differences(story, aligned, dates),
        *spelling_differences(ordered, story),
        *_attribution_differences(ordered, said, spoken, story),
        *wording_differences(ordered, story, aligned),
        *_denials(aligned),
    )
    return related(found, ordered)


def _aligned(
    statements: Sequence[Statement], near: Sequence[tuple[Passage, Passage]], story: Sequence[Sentence]
) -> Iterator[_Pair]:
    """Pairs of sentences of two reports that tell of one thing, the earlier first."""
    passages = [[testimony.passage for testimony in statement.testimonies] for statement in statements]
    at = _Places(story)
    for group in (*passages, *map(list, near)):
        sentences = sorted({found for passage in group if (found := at.of(passage.report, passage.start))}, key=_place)
        yield from (pair for pair in combinations(sentences, 2) if pair[0].report != pair[1].report)


def _place(sentence: Sentence) -> tuple[int, int]:
    return sentence.report, sentence.passage.start


class _Places:
    """The sentences of a story by report and place."""

    def __init__(self, story: Sequence[Sentence]) -> None:
        self._sentences: dict[str, list[Sentence]] = defaultdict(list)
        for sentence in story:
            self._sentences[sentence.passage.report].append(sentence)
        self._starts = {report: [sentence.passage.start for sentence in own] for report, own in self._sentences.items()}

    def of(self, report: str, start: int) -> Sentence | None:
        """The sentence that holds the character at `start`, if one does."""
        index = bisect_right(self._starts.get(report, ()), start) - 1
        if index < 0:
            return None
        sentence = self._sentences[report][index]
        return sentence if start < sentence.passage.end else None


def _joined(kind: DifferenceKind, pairs: Iterable[tuple[Slot, Slot]]) -> list[Difference]:
    found = (difference(kind, group) for group in groups(pairs))
    return [each for each in found if each is not None]


def _speaking(said: Sequence[Said]) -> Speaking:
    """Who is said to say a stretch of a sentence: the speaker of the innermost attribution whose content holds it."""
    held: dict[str, list[tuple[int, Span, str]]] = defaultdict(list)
    for report, attribution in said:
        size = sum(span.end - span.start for span in attribution.content)
        if attribution.speaker.kind is not SpeakerKind.UNKNOWN:
            held[report].extend((size, span, attribution.speaker.key) for span in attribution.content)

    def speaking(sentence: Sentence, span: Span) -> str | None:
        start = sentence.passage.start
        here = Span(start + span.start, start + span.end)
        inner = ((size, key) for size, content, key in held[sentence.passage.report] if content.covers(here))
        return min(inner, default=(0, None))[1]

    return speaking


# --- whether it was so ------------------------------------------------------------------------------------------------

_NO_DENIAL = frozenset(
    (
        "whether",
        "only",
        "just",
        "merely",
        "least",
        "doubt",
        "longer",
        "yet",
        "necessarily",
        "immediately",
        "fewer",
        "more",
    )
)
_SUPPOSED = re.compile(  # what is supposed, asked or wished is not told
    r"\b(?:if|whether|unless|requir\w+|must|should|would|could|may|might|wants?|wanted|urg\w+|demand\w*)\b[^.;]{0,60}$",
    re.IGNORECASE,
)
_BE = frozenset(("is", "are", "was", "were", "be", "been", "being"))
_OF_NOUNS = frozenset(("no", "none", "neither", "nor", "without"))  # what they deny is seldom the word that follows


def _denials(aligned: Iterable[_Pair]) -> list[Difference]:
    """One word that a negator bears on in one sentence, and in the other none bears on: "did not call", "called"."""
    pairs = []
    for one, other in sorted(aligned, key=lambda pair: (_place(pair[0]), _place(pair[1]))):
        for denying, telling in ((one, other), (other, one)):
            if (found := _denial(denying, telling)) is not None:
                pairs.append(found if denying is one else found[::-1])
    return _joined(DifferenceKind.NEGATION, pairs)


def _denial(denying: Sentence, telling: Sentence) -> tuple[Slot, Slot] | None:
    """A denied word and the same word told, where the sentences are otherwise much alike."""
    if "?" in denying.text + telling.text or any(negates(word.key) for word in telling.words):
        return None
    for place, word in enumerate(denying.words):
        denied = _denied(denying.words, place) if negates(word.key) and word.key not in _OF_NOUNS else None
        told = next((each for each in telling.words if denied and each.stem == denied.stem), None)
        if denied is None or told is None or _suffers(denying.words, denied) != _suffers(telling.words, told):
            continue
        denial = Slot(denying, Span(word.start, denied.end), denying.text[word.start : denied.end].casefold())
        plain = Slot(telling, Span(told.start, told.end), telling.text[told.start : told.end].casefold())
        if any(_SUPPOSED.search(each.sentence.text[: each.span.start]) for each in (denial, plain)):
            continue
        around = denying.around(denial.span, AROUND) & telling.around(plain.span, AROUND)
        if len(around - {denied.stem}) >= SHARED:
            return denial, plain
    return None


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


# --- who said it ------------------------------------------------------------------------------------------------------


def _attribution_differences(
    ordered: Sequence[Report], said: Sequence[Said], spoken: Sequence[Utterance], story: Sequence[Sentence]
) -> list[Difference]:
    """Utterances that reports give to different people, each named where it is said."""
    at = _Places(story)
    texts = {report.id: report.text for report in ordered}
    found = []
    for utterance in spoken:
        if len(utterance.fullest.text.split()) < FEWEST_WORDS:
            continue
        indexes = sorted({version.attribution for version in utterance.versions})
        named = {index: slot for index in indexes if (slot := _named_source(said[index], texts, at)) is not None}
        people = [said[index].attribution.speaker for index in named]
        slots = [
            Slot(slot.sentence, slot.span, _fullest_name(said[index].attribution.speaker, people))
            for index, slot in named.items()
        ]
        if not _name_each_other(slots):
            found.append(difference(DifferenceKind.ATTRIBUTION, slots))
    return [each for each in found if each is not None]


def _named_source(held: Said, texts: Mapping[str, str], at: _Places) -> Slot | None:
    """Where a report names the person who says something; None where it says "he", or no person."""
    attribution, text = held.attribution, texts[held.report]
    if attribution.speaker.kind is not SpeakerKind.PERSON or not attribution.source:
        return None
    start, end = attribution.source[0]
    sentence = at.of(held.report, start)
    last_name = attribution.speaker.name.split()[-1]
    if sentence is None or sentence.passage.end < end or last_name not in text[start:end]:
        return None
    base = sentence.passage.start
    return Slot(sentence, Span(start - base, end - base), attribution.speaker.name)


def _name_each_other(slots: Sequence[Slot]) -> bool:
    """Whether a source names another one's speaker too: two who said it together."""
    last_names = {slot.value.split()[-1] for slot in slots}
    return any(
        sum(last_name in slot.sentence.text[slot.span.start : slot.span.end] for last_name in last_names) > 1
        for slot in slots
    )


def _fullest_name(speaker: Speaker, people: Sequence[Speaker]) -> str:
    return max((other.name for other in people if same_speaker(speaker, other)), key=lambda name: (len(name), name))

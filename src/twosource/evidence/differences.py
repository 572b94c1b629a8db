"""Checkable slots on which aligned passages disagree.

Strategy: each kind of slot has its finder, and none is a verdict: values stand side by side, in order of
publication, with the sentence around each. Numbers, votes, dates, spellings, wording and denials have modules of their
own; here is who said it. Aligned sentences come from `align`: the passages of one statement, and the
pairs that it vetoed.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from twosource.evidence.days import date_differences
from twosource.evidence.denials import denials
from twosource.evidence.figures import Speaking, number_differences
from twosource.evidence.identity import same_speaker
from twosource.evidence.relations import related
from twosource.evidence.slots import Sentence, Slot, difference
from twosource.evidence.spellings import spelling_differences
from twosource.evidence.tallies import tally_differences
from twosource.evidence.wording import wording_differences
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
)

# From reading all candidates of BASIL open (40 events).
FEWEST_WORDS = 6  # of an utterance; a slogan, a title or a headline is anybody's

_Pair = tuple[Sentence, Sentence]


def differences(
    statements: Sequence[Statement],
    near: Sequence[tuple[Passage, Passage]],
    reports: Sequence[Report],
    *,
    story: Sequence[Sentence],
    said: Sequence[Said],
    spoken: Sequence[Utterance],
    dates: Mapping[str, Sequence[DateMention]],
) -> tuple[Difference, ...]:
    """Where the reports of one story differ.

    Args:
        statements: their aligned passages.
        near: pairs of passages that tell of one thing, but clash.
        reports: the reports, in order of publication.
        story: all their sentences.
        said: their attributions.
        spoken: their utterances.
        dates: by report id, the dates that it mentions.

    Returns:
        Differences of at least two values from at least two reports, by kind and then by place in the earliest report.
    """
    aligned = frozenset(_aligned(statements, near, story))
    found = (
        *number_differences(story, aligned, _speaking(said)),
        *tally_differences(story),
        *date_differences(story, aligned, dates),
        *spelling_differences(reports, story),
        *_attribution_differences(reports, said, spoken, story),
        *wording_differences(reports, story, aligned),
        *denials(story, aligned),
    )
    return related(found, reports)


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

"""The sentences of a story's reports, made ready to be compared.

Strategy: each sentence that carries information is a unit. What its words are worth is measured over all units of the
story (a word in every sentence tells nothing), damped where a word belongs to the language or the trade. Names
are what the story writes with a capital in the middle of sentences. What a negator or a modal bears on is kept by
the word it bears on, so that "did not call" clashes with "called" and not with a sentence that is negative
elsewhere.

What may live here: what is compared, and what its parts are worth. The comparison is in `align`.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from twosource.evidence.words import FUNCTION_WORDS, MODALS, TRADE_WORDS, Word, negates, words
from twosource.model import Passage, Report, Span
from twosource.reading.numbers import Quantity, quantities
from twosource.reading.sentences import sentences
from twosource.voices.quotes import outermost

TRADE_WEIGHT = 0.35  # what a word of the trade is worth against one of the story
FEWEST_WORDS = 5  # a unit has at least so many words
FEWEST_RARE = 2  # of which so many are neither function words nor words of the trade
REACH = 4  # a negator or a modal bears on the first word of meaning among so many after it
NOT_ONLY = frozenset({"only", "just", "merely", "least"})  # after "not" or "at" they negate nothing
QUESTION = re.compile(r"\?[”’\"')\]]*$")


@dataclass(frozen=True, slots=True)
class Unit:
    """A sentence as something that can be compared.

    `weights` are by stem. `names` are the stems of proper names; `negated` and `modal` the stems that a negator or a
    modal bears on. `quoted` are the keys of the words inside quotation marks, one tuple a quotation.
    """

    report: int
    passage: Passage
    weights: Mapping[str, float]
    weight: float
    rare: frozenset[str]
    names: frozenset[str]
    negated: frozenset[str]
    modal: frozenset[str]
    quantities: tuple[Quantity, ...]
    quoted: tuple[tuple[str, ...], ...]
    stems: tuple[str, ...]

    @property
    def size(self) -> int:
        return len(self.stems)


class _Draft(NamedTuple):
    """A sentence before it is known what its words are worth."""

    report: int
    passage: Passage
    words: tuple[Word, ...]


def units(reports: Sequence[Report], furniture: Mapping[str, Sequence[Span]]) -> tuple[Unit, ...]:
    """The units of `reports`, in their order and in the order of the text.

    Args:
        reports: the reports of one story, in order of publication.
        furniture: by report id, spans that are no news.
    """
    drafts = [
        draft
        for number, report in enumerate(reports)
        for draft in _drafts(number, report, furniture.get(report.id, ()))
    ]
    spread = Counter(stem for draft in drafts for stem in {word.stem for word in draft.words})
    worth = {stem: _worth(count, len(drafts)) for stem, count in spread.items()}
    names = _names(drafts)
    quotes = {report.id: tuple(quotation.span for quotation in outermost(report.text)) for report in reports}
    return tuple(_unit(draft, worth, names, quotes[draft.passage.report]) for draft in drafts)


def _drafts(number: int, report: Report, furniture: Sequence[Span]) -> Iterator[_Draft]:
    for span in sentences(report.text):
        if any(span.overlaps(piece) for piece in furniture):
            continue
        passage = report.passage(span)
        cut = words(passage.text)
        if _carries_information(passage.text, cut):
            yield _Draft(number, passage, cut)


def _carries_information(text: str, cut: Sequence[Word]) -> bool:
    """Whether a sentence is more than a question, a heading of two words or an interjection."""
    rare = {word.stem for word in cut if is_rare(word.key)}
    return len(cut) >= FEWEST_WORDS and len(rare) >= FEWEST_RARE and not QUESTION.search(text)


def is_rare(key: str) -> bool:
    """Whether a word is of the story, neither of the language nor of the trade."""
    return key not in FUNCTION_WORDS and key not in TRADE_WORDS


def _worth(count: int, among: int) -> float:
    """Inverse sentence frequency; a word found once is worth no more than one found twice: it can meet nothing."""
    return math.log(1 + among / max(count, 2))


def _names(drafts: Sequence[_Draft]) -> frozenset[str]:
    """Stems that the story writes with a capital more often than not, the first words of sentences aside."""
    capital: Counter[str] = Counter()
    small: Counter[str] = Counter()
    for draft in drafts:
        for word in draft.words[1:]:
            (capital if draft.passage.text[word.start].isupper() else small)[word.stem] += 1
    return frozenset(stem for stem, count in capital.items() if count > small[stem])


def _unit(draft: _Draft, worth: Mapping[str, float], names: frozenset[str], quotes: Sequence[Span]) -> Unit:
    weights = {}
    for word in draft.words:
        if word.key not in FUNCTION_WORDS:
            weights[word.stem] = worth[word.stem] * (TRADE_WEIGHT if word.key in TRADE_WORDS else 1.0)
    return Unit(
        report=draft.report,
        passage=draft.passage,
        weights=weights,
        weight=sum(weights.values()),
        rare=frozenset(word.stem for word in draft.words if is_rare(word.key)),
        names=frozenset(stem for stem in weights if stem in names),
        negated=_borne_on(draft.words, negates),
        modal=_borne_on(draft.words, MODALS.__contains__),
        quantities=quantities(draft.passage.text),
        quoted=tuple(_quoted(draft, quotes)),
        stems=tuple(word.stem for word in draft.words),
    )


def _borne_on(cut: Sequence[Word], bears: Callable[[str], bool]) -> frozenset[str]:
    """The stems of the words that negators or modals bear on: the first after each that is no function word."""
    found: set[str] = set()
    for place, word in enumerate(cut):
        if bears(word.key):
            following = cut[place + 1 : place + 1 + REACH]
            if following and following[0].key in NOT_ONLY:
                continue
            found.update(after.stem for after in [word for word in following if word.key not in FUNCTION_WORDS][:1])
    return frozenset(found)


def _quoted(draft: _Draft, quotes: Sequence[Span]) -> Iterator[tuple[str, ...]]:
    """The words of the quotations in or around a sentence, as far as they stand in it."""
    start, end = draft.passage.span
    first = max(0, bisect_left(quotes, (start, start)) - 1)
    for quote in quotes[first:]:
        if quote.start >= end:
            break
        keys = tuple(
            word.key for word in draft.words if quote.start <= start + word.start and start + word.end <= quote.end
        )
        if keys:
            yield keys

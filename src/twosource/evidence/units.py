"""The sentences and clauses of a story's reports, made ready to be compared.

Strategy: each sentence that carries information is a unit, and so is each clause of it, cut at the marks and words that
open one. What words are worth is measured over all sentences of the story (a word in every sentence tells nothing),
damped where a word belongs to the language or the trade. Names are what the story writes with a capital in the middle
of sentences; numbers are compared by value. What a negator or a modal bears on is kept by the word it bears on, so
that "did not call" clashes with "called" and not with a sentence that is negative elsewhere.

What may live here: what is compared, and what its parts are worth. The comparison is in `align`.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from twosource.evidence.sides import sides
from twosource.evidence.values import with_days, with_values
from twosource.evidence.words import FUNCTION_WORDS, HEDGES, MODALS, TRADE_WORDS, Word, negates, words
from twosource.model import Passage, Report, Span
from twosource.reading.credits import news_sentences
from twosource.reading.numbers import Quantity, quantities
from twosource.reading.sentences import trimmed
from twosource.voices.lexicon import AUXILIARIES, PAST_VERBS
from twosource.voices.quotes import outermost

TRADE_WEIGHT = 0.35  # what a word of the trade is worth against one of the story
FEWEST_WORDS = 4  # a sentence has at least so many words
MOST_WORDS = 250  # what is longer is no sentence but a table or a list without stops; comparing it costs by the square
FEWEST_SAID = 3  # inside a quotation fewer will do ("Peace through strength!")
FEWEST_RARE = 2  # of which so many are neither function words nor words of the trade
CLAUSE_WORDS = 4  # a clause has at least so many words, else it goes with its neighbour
CLAUSES = 8  # a sentence of more clauses is a list: its clauses are not compared one by one
REACH = 4  # a negator or a modal bears on the first word of meaning among so many after it
NOT_ONLY = frozenset({"only", "just", "merely", "least"})  # after "not" or "at" they negate nothing

_ARTICLES = frozenset({"a", "an", "the"})
_OCCASION = re.compile(r"(?:according\s+to|(?:when\s+)?asked)\s", re.IGNORECASE)
_QUESTION = re.compile(r"\?[”’\"')\]]*$")
_CLAUSE = re.compile(
    r"[,;:] (?=\S)|\s*[—–―]\s*|\s--\s"
    r"|\s(?=(?:after|as|because|before|but|when|where|while|who)\s)"
    r"|(?<! of)(?<! in)(?<! on)(?<! to)(?<! by)(?<! at)(?<! for)(?<! from)(?<! with)\s(?=(?:which|whose)\s)"
)


@dataclass(frozen=True, slots=True)
class Unit:
    """A sentence or a clause as something that can be compared.

    `report` and `sentence` count the story's reports and sentences, `place` those of its report; `whole` tells a
    sentence from a clause. `weights` are by stem. `names` are the stems of proper names; `negated` and `modal` the
    stems that a negator or a modal bears on, `negators` and `hedges` how many there are. `sides` are numbers against
    each other ("88 to 71"). `quoted` are the keys of the words inside quotation marks, one tuple a quotation.
    """

    report: int
    sentence: int
    place: int
    whole: bool
    passage: Passage
    weights: Mapping[str, float]
    weight: float
    rare: frozenset[str]
    names: frozenset[str]
    negated: frozenset[str]
    modal: frozenset[str]
    negators: int
    hedges: int
    quantities: tuple[Quantity, ...]
    sides: frozenset[tuple[int, int]]
    quoted: tuple[tuple[str, ...], ...]
    keys: tuple[str, ...]
    stems: tuple[str, ...]

    @property
    def size(self) -> int:
        return len(self.stems)

    @property
    def plain(self) -> frozenset[str]:
        """Its rare stems that are no names."""
        return self.rare - self.names


class _Draft(NamedTuple):
    """A sentence or a clause before it is known what its words are worth."""

    report: int
    sentence: int
    place: int
    whole: bool
    passage: Passage
    words: tuple[Word, ...]
    quantities: tuple[Quantity, ...]


def units(reports: Sequence[Report], furniture: Mapping[str, Sequence[Span]]) -> tuple[Unit, ...]:
    """The units of `reports`, in their order and in the order of the text, a sentence before its clauses.

    Args:
        reports: the reports of one story, in order of publication.
        furniture: by report id, spans that are no news.
    """
    quotes = {report.id: tuple(quotation.span for quotation in outermost(report.text)) for report in reports}
    drafts = list(_drafts(reports, furniture, quotes))
    whole = [draft for draft in drafts if draft.whole]
    spread = Counter(stem for draft in whole for stem in {word.stem for word in draft.words})
    worth = {stem: _worth(count, len(whole)) for stem, count in spread.items()}
    names = _names(whole)
    return tuple(_unit(draft, worth, names, quotes[draft.passage.report]) for draft in drafts)


def _drafts(
    reports: Sequence[Report], furniture: Mapping[str, Sequence[Span]], quotes: Mapping[str, Sequence[Span]]
) -> Iterator[_Draft]:
    sentence = 0
    for number, report in enumerate(reports):
        first = sentence
        no_news, title = furniture.get(report.id, ()), (report.title or "").strip()
        for span in news_sentences(report.text):
            if report.text[slice(*span)] == title or any(span.overlaps(piece) for piece in no_news):
                continue
            whole = _draft(number, sentence, first, report, span, whole=True)
            fewest = FEWEST_SAID if _inside(span, quotes[report.id]) else FEWEST_WORDS
            if not fewest <= len(whole.words) <= MOST_WORDS or not _carries_information(whole):
                continue
            yield whole
            for clause in _clauses(whole.passage):
                part = _draft(number, sentence, first, report, clause, whole=False)
                if _carries_information(part) and _tells_what_happens(part):
                    yield part
            sentence += 1


def _inside(span: Span, quotes: Sequence[Span]) -> bool:
    before = bisect_left(quotes, (span.start + 1, 0)) - 1
    return before >= 0 and quotes[before].covers(span)


def _draft(number: int, sentence: int, first: int, report: Report, span: Span, *, whole: bool) -> _Draft:
    passage = report.passage(span)
    counted = quantities(passage.text)
    return _Draft(
        number,
        sentence,
        sentence - first,
        whole,
        passage,
        with_values(with_days(words(passage.text), passage.text), counted),
        counted,
    )


def _carries_information(draft: _Draft) -> bool:
    """Whether a sentence is more than a question, a heading of two words or an interjection."""
    rare = {word.stem for word in draft.words if is_rare(word.key)}
    return len(rare) >= FEWEST_RARE and not _QUESTION.search(draft.passage.text)


def _tells_what_happens(clause: _Draft) -> bool:
    """Whether a clause has a verb of its own, other than one of saying, or opens with one ("injuring 31 people").

    What only tells who or when it was said ("according to records he kept", "asked if the pier had sunk") has none, and
    a word in -ed behind an article that opens the clause is none ("a retired keeper").
    """
    if _OCCASION.match(clause.passage.text):
        return False
    opens = clause.words[0].key in _ARTICLES
    if clause.words[0].key.endswith("ing") and len(clause.words[0].key) > FEWEST_WORDS:
        return True
    return any(
        word.key in AUXILIARIES
        or word.key in PAST_VERBS
        or (word.key.endswith("ed") and len(word.key) > FEWEST_WORDS and not (at == 1 and opens))
        for at, word in enumerate(clause.words)
        if word.key not in TRADE_WORDS
    )


def _clauses(sentence: Passage) -> list[Span]:
    """The clauses of a sentence, short ones with the one before (", the mayor said"); none where it is one clause."""
    text = sentence.text
    edges = [0, *(cut.end() for cut in _CLAUSE.finditer(text)), len(text)]
    pieces: list[tuple[int, int]] = []
    for start, end in pairwise(edges):
        if pieces and (_few_words(text[start:end]) or _few_words(text[slice(*pieces[-1])])):
            pieces[-1] = (pieces[-1][0], end)
        else:
            pieces.append((start, end))
    if not 2 <= len(pieces) <= CLAUSES:
        return []
    return [
        Span(sentence.start + span.start, sentence.start + span.end)
        for start, end in pieces
        if (span := trimmed(text, start, start + len(text[start:end].rstrip(" ,;:—–―-")))).start < span.end
    ]


def _few_words(text: str) -> bool:
    return len(text.split()) < CLAUSE_WORDS


def is_rare(key: str) -> bool:
    """Whether a word is of the story, neither of the language nor of the trade."""
    return key not in FUNCTION_WORDS and key not in TRADE_WORDS and key not in {"#1", "#2", "#3"}


def rare_stems(text: str) -> frozenset[str]:
    """The stems of the words of `text` that are of the story."""
    return frozenset(word.stem for word in words(text) if is_rare(word.key))


def _worth(count: int, among: int) -> float:
    """Inverse sentence frequency, 1 for a word found twice; one found once is worth no more: it can meet nothing."""
    return math.log(1 + among / max(count, 2)) / math.log(1 + among / 2)


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
            weights[word.stem] = worth.get(word.stem, 1.0) * (1.0 if is_rare(word.key) else TRADE_WEIGHT)
    return Unit(
        report=draft.report,
        sentence=draft.sentence,
        place=draft.place,
        whole=draft.whole,
        passage=draft.passage,
        weights=weights,
        weight=sum(weights.values()),
        rare=frozenset(word.stem for word in draft.words if is_rare(word.key)),
        names=frozenset(stem for stem in weights if stem in names),
        negated=_borne_on(draft.words, negates),
        modal=_borne_on(draft.words, MODALS.__contains__),
        negators=sum(negates(word.key) for word in draft.words),
        hedges=sum(word.key in HEDGES for word in draft.words),
        quantities=draft.quantities,
        sides=frozenset(numbers for _, numbers in sides(draft.passage.text)),
        quoted=tuple(_quoted(draft, quotes)),
        keys=tuple(word.key for word in draft.words),
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

"""Which sentences of a report can be read alone.

Strategy: a line of a brief has lost what stood before it. So a sentence must be whole (begin and end, close what it
quotes, be no part of a longer quotation), be news (no furniture, no question, nobody's I or you), and lean on nothing:
it opens with no connective ("But", "Meanwhile"), no pronoun or pointer ("He", "This", "The move"), and has no "he" or
"she" whom it has not named. In doubt it is left out: a report has many sentences, and a line that leans is worse than none.

What may live here: judging one sentence. Which of them to show is for `lines`. The words are English; of a sentence in
another language only its form is judged.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, takewhile

from twosource.grouping.background import SHARE
from twosource.grouping.features import terms
from twosource.model import Passage, Report, Span
from twosource.reading.clutter import furniture
from twosource.reading.names import names
from twosource.reading.sentences import sentences
from twosource.voices.quotes import outermost

# Set by reading briefs of BASIL open.
FEWEST_WORDS = 6  # shorter sentences are mostly interjections and headings
MOST_WORDS = 45  # longer ones lose the reader of a brief
EVERYDAY = 0.06  # words that stand in a larger share of reports tell nothing of what a sentence is about

_OPENING = (
    "he she they it this that these those his her hers him their theirs its we our us i my you your who whom whose "
    "which what why how but however and or nor so yet meanwhile moreover furthermore additionally also still then "
    "thus therefore instead nevertheless nonetheless likewise similarly besides otherwise consequently accordingly "
    "hence afterwards afterward later elsewhere both neither either others another such because indeed perhaps maybe "
    "well yes no oh okay ok now again too plus though although asked"
)
_PHRASES = (
    r"for (?:example|instance|now|that|this|his|her|their)|in (?:addition|response|contrast|fact|turn|short|other words|"
    r"that|this|doing so|all|return|particular|any case|it|his|her|their)|by (?:contrast|then|that|this)|"
    r"on the (?:other|one) hand|on the contrary|as (?:a result|such|for|well|it|he|she|they)|at (?:the same time|the time|"
    r"that|this|one point|least|issue|stake|first)|"
    r"after (?:that|this|all|which|his|her|their)|since (?:then|that)|to (?:that|this|be (?:sure|clear|fair))|"
    r"not (?:only|that|everyone|all|surprisingly)|of (?:course|those|these|the (?:two|three|four))|with (?:that|this|it)|"
    r"among (?:them|those|these|other things)|"
    r"one (?:of (?:them|those|these)|such|thing)|some (?:of (?:them|those|these))|even (?:so|then|if|though|as)|just (?:as|then)|"
    r"rather than|when (?:asked|he|she|they|it|that|this)|while (?:he|she|they|it|that|this)|"
    r"if (?:so|not|he|she|they|it|that|this)|"
    r"(?:the|a) (?:latter|former|pair|duo|trio|two|three|four|same|others?|moves?|comments?|remarks?|announcement|incident|"
    r"decision|exchange|revelations?|developments?|reasons?|idea|question|answer|response|reaction|change|changes|"
    r"problem|point|argument|message|statement|latest|first|second|third|final|next|video|clip|tweet|post|letter|"
    r"article|piece|excerpt|passage|quote|speech|interview|conversation|newspaper|paper|network|outlet)"
)
_LEANS = re.compile(rf"(?:{'|'.join(_OPENING.split())}|{_PHRASES})(?![\w-])", re.IGNORECASE)
_MARKS = "\"'“”‘’«»„("
_SOMEBODY = re.compile(r"\b(?:he|she|him|her|his|hers|himself|herself)\b", re.IGNORECASE)
_THEY = re.compile(r"\b(?:they|them|their|theirs)\b", re.IGNORECASE)
_PERSONAL = re.compile(r"\b(?:I|I['’](?:m|ve|d|ll)|my|me|we|our|us|you|your)\b")
_SPEAKING = re.compile(r"[\"“‘'«„](?:I|we|my|our|you|your)\b", re.IGNORECASE)
_POINTER = re.compile(
    r"\b(?:click|(?:see|found|watch|read|listen|seen|view) (?:it |more |them )?(?:here|below|above)|"
    r"(?:clip|video|photo|gallery|slideshow|tweet|chart|map) (?:below|above)|scroll down)\b",
    re.IGNORECASE,
)
_ENDS = re.compile(r"[.!…][\"'”’)»]*$")
_WORDS = re.compile(r"\w+(?:['’.,-]\w+)*")
_PAIRS = (("“", "”"), ("(", ")"), ("[", "]"), ("«", "»"))


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a report that can be read alone.

    `place` counts the report's sentences from 0; `about` are its stems that are no everyday words.
    """

    passage: Passage
    place: int
    about: frozenset[str]


def standalone(report: Report) -> tuple[Sentence, ...]:
    """The sentences of a report that can be read alone, in order."""
    text = report.text
    dropped = frozenset(furniture(text))
    quoted = tuple(sorted({quotation.span for quotation in outermost(text)}))
    named = [mention.span.start for mention in names(text)]
    found = (
        (place, span)
        for place, span in enumerate(span for span in sentences(text) if span not in dropped)
        if is_whole(text, span, quoted) and not _leans(text, span, quoted, named)
    )
    title = frozenset(about(report.title or ""))
    made = (Sentence(report.passage(span), place, about(text[span.start : span.end])) for place, span in found)
    return tuple(sentence for sentence in made if sentence.about and sentence.about != title)


def about(text: str) -> frozenset[str]:
    """What a text is about: its stems without everyday words."""
    return frozenset(term for term in terms(text) if SHARE.get(term, 0.0) < EVERYDAY)


def can_quote(text: str, span: Span, surname: str, most: int) -> bool:
    """Whether sentences that hold a quotation can be read alone: the reporter names the speaker in them.

    Unlike other lines they may open with an "I" or "we", as long as that is quoted.
    """
    quoted = tuple(sorted({quotation.span for quotation in outermost(text)}))
    words, told = text[span.start : span.end], _told(text, span, quoted)
    named = [mention.span.start for mention in names(text)]
    leaning = opens_leaning(words) and not _SPEAKING.match(words)
    return (
        is_whole(text, span, quoted, most)
        and surname in told
        and not leaning
        and _PERSONAL.search(told) is None
        and not leaves_open(told, span, named)
    )


def is_whole(text: str, span: Span, quoted: Sequence[Span], most: int = MOST_WORDS) -> bool:
    """Whether a stretch begins and ends as a sentence does, closes what it opens, and is of a length to show.

    Args:
        text: the report's.
        span: one sentence, or some in a row.
        quoted: the quotations of the text.
        most: words that it may have.
    """
    words = text[span.start : span.end]
    return (
        FEWEST_WORDS <= len(_WORDS.findall(words)) <= most
        and _begins(words)
        and _ENDS.search(words) is not None
        and all(words.count(left) == words.count(right) for left, right in _PAIRS)
        and words.count('"') % 2 == 0
        and all(span.covers(quotation) for quotation in _at(quoted, span))
        and "\n\n" not in words
    )


def _begins(words: str) -> bool:
    """With a capital, a figure or a quotation: no rest of a sentence."""
    first = words.lstrip(_MARKS)[:1]
    return bool(first) and not first.islower() and (first.isalnum() or first in "$£€#@") and not words.isupper()


def opens_leaning(words: str) -> bool:
    """Whether the first words are a connective, a pronoun, or point to what stood before."""
    return _LEANS.match(words.lstrip(_MARKS + " ")) is not None


def _leans(text: str, span: Span, quoted: Sequence[Span], named: Sequence[int]) -> bool:
    words = text[span.start : span.end]
    told = _told(text, span, quoted)
    return (
        opens_leaning(words)
        or _PERSONAL.search(told) is not None
        or _POINTER.search(words) is not None
        or leaves_open(told, span, named)
    )


def leaves_open(told: str, span: Span, named: Sequence[int]) -> bool:
    """Whether it has a "he", "she" or "they" before it has named anybody.

    Args:
        told: the stretch with its quotations blanked.
        span: where it stands.
        named: where names start in the report, in order.
    """
    first = bisect_left(named, span.start)
    name = named[first] - span.start if first < len(named) and named[first] < span.end else len(told)
    somebody = _SOMEBODY.search(told)
    they = _THEY.search(told)
    early = they is not None and they.start() < len(told) // 4
    return (somebody is not None and somebody.start() < name) or (early and they is not None and they.start() < name)


def _told(text: str, span: Span, quoted: Sequence[Span]) -> str:
    """A stretch with what it quotes blanked, so that only the reporter's words are left at their places."""
    told = text[span.start : span.end]
    for start, end in _at(quoted, span):
        if span.covers(Span(start, end)):
            told = told[: start - span.start] + " " * (end - start) + told[end - span.start :]
    return told


def _at(quoted: Sequence[Span], span: Span) -> Iterator[Span]:
    """The quotations that overlap a stretch; `quoted` are in order and apart."""
    first = max(0, bisect_left(quoted, span) - 1)
    return takewhile(
        lambda quotation: quotation.start < span.end, (q for q in islice(quoted, first, None) if q.end > span.start)
    )

"""Which sentences of a report can be read alone.

Strategy: a line of a brief has lost what stood before it. So a sentence must be whole (begin and end, close what it
quotes, be no part of a longer quotation), be news (no furniture, no question, nobody's I or you), and lean on nothing:
it opens with no connective ("But", "Meanwhile"), no pronoun or pointer ("He", "This", "The move"), and has no "he" or
"she" whom it has not named. In doubt it is left out: a report has many sentences, and a line that leans is worse than
none.

What may live here: judging one sentence. Which of them to show is for `lines`. The words are English; of a sentence in
another language only its form is judged.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, takewhile
from typing import NamedTuple

from twosource.grouping.background import SHARE
from twosource.grouping.features import terms
from twosource.model import Passage, Report, Span
from twosource.reading.clutter import furniture
from twosource.reading.names import NameMention, names
from twosource.reading.sentences import sentences
from twosource.voices.quotes import outermost

# Set by reading briefs of BASIL open.
FEWEST_WORDS = 6  # shorter sentences are mostly interjections and headings
MOST_WORDS = 45  # longer ones lose the reader of a brief
RUN = 6  # words that two lines have in a row only where one repeats the other
EVERYDAY = 0.06  # words that stand in a larger share of reports tell nothing of what a sentence is about

_OPENING = (
    "he she they it this that these those his her hers him their theirs its we our us i my you your who whom whose "
    "which what why how but however and or nor so yet meanwhile moreover furthermore additionally also still then "
    "thus therefore instead nevertheless nonetheless likewise similarly besides otherwise consequently accordingly "
    "hence afterwards afterward later elsewhere both neither either others another such because indeed perhaps maybe "
    "well yes no oh okay ok now again too plus though although asked update updated"
)
_WHO = "this|that|it|he|she|they|his|her|their"
_PHRASES = (
    rf"for (?:example|instance|now|{_WHO})|in (?:addition|response|contrast|fact|turn|short|other words|doing so|all|"
    rf"return|particular|any case|{_WHO})|by (?:contrast|then|{_WHO})|on the (?:other|one) hand|on the contrary|"
    rf"as (?:a result|such|for|well|{_WHO})|at (?:the same time|the time|one point|least|issue|stake|first|{_WHO})|"
    rf"after (?:all|which|{_WHO})|since (?:then|{_WHO})|to (?:be (?:sure|clear|fair)|{_WHO})|with (?:{_WHO})|"
    r"not (?:only|that|everyone|all|surprisingly)|of (?:course|those|these|the (?:two|three|four))|"
    r"(?:among|some of|one of|many of|most of|all of|none of) (?:them|those|these|other things)|one (?:such|thing)|"
    rf"even (?:so|then|if|though|as)|just (?:as|then)|rather than|when (?:asked|{_WHO})|while (?:{_WHO})|"
    rf"if (?:so|not|{_WHO})|"
    r"(?:the|a|an|the [\w-]+['’]s?) (?:latter|former|pair|duo|trio|two|three|four|same|others?|moves?|actions?|"
    r"comments?|remarks?|announcement|incident|decision|exchange|revelations?|developments?|reasons?|idea|question|answer|"
    r"response|reaction|changes?|problem|point|threat|offer|argument|message|statement|video|clip|tweet|post|letter|article|piece|"
    r"excerpt|passage|quote|speech|interview|conversation|newspaper|paper|network|outlet)"
)
_LEANS = re.compile(rf"(?:{'|'.join(_OPENING.split())}|{_PHRASES})(?![\w-])", re.IGNORECASE)
_MARKS = "\"'“”‘’«»„("
_SOMEBODY = re.compile(r"\b(?:he|she|him|her|his|hers|himself|herself)\b", re.IGNORECASE)
_THEY = re.compile(r"\b(?:they|them|their|theirs|both|neither|its?)\b", re.IGNORECASE)
_WITHIN = re.compile(
    r"\balso\b|, (?:in (?:contrast|turn|addition|fact)|by contrast|for (?:example|instance|(?:his|her|its|their) part)|"
    r"however|meanwhile|though|too|moreover|then|therefore|instead|likewise|similarly|nonetheless|nevertheless|as well|"
    r"on the other hand)[,.]",
    re.IGNORECASE,
)
_PERSONAL = re.compile(r"\b(?:I|I['’](?:m|ve|d|ll)|my|me|we|our|us|you|your)\b")
_SPEAKING = re.compile(r"[\"“‘'«„](?:I|we|my|our|you|your)\b", re.IGNORECASE)
_POINTER = re.compile(
    r"\b(?:click|(?:see|found|watch|read|listen|seen|view) (?:it |more |them )?(?:here|below|above)|"
    r"(?:clip|video|photo|gallery|slideshow|tweet|chart|map) (?:below|above)|scroll down)\b",
    re.IGNORECASE,
)
_EARLY_IT = re.compile(
    r"\W*(?:[\w.'’-]+\W+){0,6}it\b(?! (?:is|was|would|will|has|had|may|might|could|should))(?!['’]s)"
)
_NO_NEWS = re.compile(
    r"\b(?:respond(?:ed)? to|return(?:ed)?) [^.]{0,40}(?:requests?|calls?|inquir(?:y|ies)|messages?|e-?mails?)\b|"
    r"\bdeclined (?:to comment|comment|further comment)\b",
    re.IGNORECASE,
)
_ENDS = re.compile(r"[.!…][\"'”’)»]*$")
_WORDS = re.compile(r"\w+(?:['’.,-]\w+)*")
_PAIRS = (("“", "”"), ("(", ")"), ("[", "]"), ("«", "»"))


class Gist(NamedTuple):
    """What a line says, as far as its words tell.

    `about` are its stems that are no everyday words, `runs` its stems taken RUN at a time.
    """

    about: frozenset[str]
    runs: frozenset[tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a report that can be read alone.

    `place` counts the report's sentences from 0; `surnames` are the people whom it calls by surname alone, as those who
    have been introduced.
    """

    passage: Passage
    place: int
    gist: Gist
    surnames: frozenset[str]


def standalone(report: Report) -> tuple[Sentence, ...]:
    """The sentences of a report that can be read alone, in order."""
    text = report.text
    dropped = frozenset(furniture(text))
    quoted = tuple(sorted({quotation.span for quotation in outermost(text)}))
    mentions = names(text)
    named = _people(mentions)
    people = _surnames(mentions)
    title = about(report.title or "")
    found = []
    for place, span in enumerate(span for span in sentences(text) if span not in dropped):
        if is_whole(text, span, quoted) and not _leans(text, span, quoted, named):
            here = [mention for mention in mentions if span.covers(mention.span)]
            gist = gist_of(text[span.start : span.end])
            found.append(Sentence(report.passage(span), place, gist, _bare(here, people)))
    return tuple(sentence for sentence in found if sentence.gist.about and sentence.gist.about != title)


def gist_of(text: str) -> Gist:
    """What a line of these words says."""
    words = terms(text)
    return Gist(about(text), frozenset(tuple(words[at : at + RUN]) for at in range(len(words) - RUN + 1)))


def _people(mentions: Sequence[NameMention]) -> list[int]:
    """Where names start that may be a person's."""
    return [mention.span.start for mention in mentions if mention.kind in {"person", None}]


def _surnames(mentions: Sequence[NameMention]) -> frozenset[str]:
    """The last words of the full names of a report's people."""
    full = (mention for mention in mentions if mention.kind in {"person", None})
    return frozenset(words[-1] for mention in full if len(words := mention.name.split()) > 1)


def _bare(mentions: Sequence[NameMention], people: frozenset[str]) -> frozenset[str]:
    """The surnames that stand alone in a sentence, without a fuller name before."""
    introduced: set[str] = set()
    bare = set()
    for mention in mentions:
        words = mention.name.split()
        if len(words) > 1:
            introduced.add(words[-1])
        elif mention.name in people and mention.name not in introduced:
            bare.add(mention.name)
    return frozenset(bare)


def about(text: str, everyday: float = EVERYDAY) -> frozenset[str]:
    """What a text is about: its stems without those that stand in a larger share of reports than `everyday`."""
    return frozenset(term for term in terms(text) if SHARE.get(term, 0.0) < everyday)


def can_quote(text: str, span: Span, surname: str, most: int) -> bool:
    """Whether sentences that hold a quotation can be read alone: the reporter names the speaker in them.

    Unlike other lines they may open with an "I" or "we", as long as that is quoted.
    """
    quoted = tuple(sorted({quotation.span for quotation in outermost(text)}))
    words, told = text[span.start : span.end], _told(text, span, quoted)
    named = _people(names(text))
    leaning = opens_leaning(words) and not _SPEAKING.match(words)
    return (
        is_whole(text, span, quoted, most)
        and surname in told
        and not leaning
        and _PERSONAL.search(told) is None
        and _WITHIN.search(told) is None
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
        or _WITHIN.search(told) is not None
        or _EARLY_IT.match(told) is not None
        or _NO_NEWS.search(told) is not None
        or leaves_open(told, span, named)
    )


def leaves_open(told: str, span: Span, named: Sequence[int]) -> bool:
    """Whether it has a "he", "she" or "they" before it has named anybody.

    Args:
        told: the stretch with its quotations blanked.
        span: where it stands.
        named: where names of people start in the report, in order.
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

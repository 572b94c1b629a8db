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
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice, takewhile

from twosource.briefing.gists import Gist, about, gist
from twosource.briefing.tone import chats
from twosource.model import Passage, Report, Span
from twosource.reading.clutter import furniture
from twosource.reading.credits import news_sentences
from twosource.reading.names import NameMention, names
from twosource.voices.quotes import outermost

# Set by reading briefs of BASIL open.
FEWEST_WORDS = 6  # shorter sentences are mostly interjections and headings
MOST_WORDS = 45  # longer ones lose the reader of a brief
EARLY = 0.33  # where in a sentence a "they" still points back; later it means somebody in the sentence
MOST_QUOTE_WORDS = 60  # of the sentences that hold a quotation, which may be several

_OPENING = (
    "he she they it this that these those his her hers him their theirs its we our us i my you your who whom whose "
    "which what why how but however and or nor so yet meanwhile moreover furthermore additionally also still then "
    "thus therefore instead nevertheless nonetheless likewise similarly besides otherwise consequently accordingly "
    "hence afterwards afterward later elsewhere both neither either others another such because indeed perhaps maybe "
    "well yes no oh okay ok now again too plus though although asked update updated updating"
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
    r"the (?:[\w-]+ ){1,2}(?:comes?|came) (?:after|as|amid|just|less|more|hours|days|weeks|a (?:day|week|month))|"
    rf"if (?:so|not|{_WHO})|(?:speaking |a (?:day|week) |hours? |days? )?(?:earlier|later)(?:,| on)|"
    r"(?:the|a|an|the [\w-]+['’]s?) (?:latter|former|pair|duo|trio|two|three|four|same|others?|moves?|actions?|"
    r"comments?|remarks?|announcement|incident|decision|exchange|revelations?|developments?|reasons?|idea|question|answer|"
    r"response|reaction|changes?|problem|point|threat|offer|argument|message|statement|video|clip|tweet|post|letter|article|piece|"
    r"excerpt|passage|quote|speech|interview|conversation|newspaper|paper|network|outlet)"
)
_LEANS = re.compile(rf"(?:{'|'.join(_OPENING.split())}|{_PHRASES})(?![\w-])", re.IGNORECASE)
_DATELINE = re.compile(r"\A[A-Z][A-Z.,' ]{2,30}(?:, [A-Z][\w.]{1,12})?(?: ?\([^()]{2,20}\))? ?[-–—―]{1,2} ?")
_MARKS = "\"'“”‘’«»„("
_SOMEBODY = re.compile(r"\b(?:he|she|him|her|his|hers|himself|herself)\b", re.IGNORECASE)
_THEY = re.compile(r"\b(?:they|them|their|theirs|both|neither|its?)\b", re.IGNORECASE)
_WITHIN = re.compile(
    r"\balso\b|\bafterwards?\b|\bthough\W*\Z|\blater (?:in the|that|the same) (?:day|week|month|night|evening)\b|"
    r"\b(?:that|the (?:same|next|following|previous)) (?:day|night|week|month|morning|afternoon|evening)\b|"
    r"\b(?:one|two|three|both|each|either|many|most|some) of (?:them|these|those)\b|"
    r"\b(?:was|were|been) (?:rebuffed|refused|rejected|denied|ignored|overruled|rebuked)\W*\Z|"  # in what?
    r"\b(?:of it|about (?:it|them))[.,;]|\bthe (?:two|three|four) (?:men|women)\b|"
    r"\b(?:den(?:y|ies|ied|ying)|(?:reject|confirm)(?:s|ed|ing)?|(?:disput|welcom)(?:e[sd]?|ing)|put) "
    r"(?:it|that|them)\b|"
    r"\bthe (?:new|latest|earlier|revised|updated) (?:tolls?|figures?|counts?|numbers?|estimates?|totals?)\b|"
    r"\bsuch (?!an?\b)[a-z]+s\b(?! as\b)|"
    r"\bthe (?:aide|official|source|witness|spokes(?:man|woman|person))(?:e?s)? (?:said|says|told|added)\b|"
    r", (?:in (?:contrast|turn|addition|fact)|by contrast|for (?:example|instance|(?:his|her|its|their) part)|"
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
_THIS = re.compile(
    r"\b(?:this|these|those)\b(?! (?:year|week|month|morning|afternoon|evening|weekend|season|spring|summer|autumn|"
    r"fall|winter|time|country|century|decade|term|who|whose|in|of|with|from|that)\b)",
    re.IGNORECASE,
)
_EARLY_IT = re.compile(
    r"\W*(?:[\w.'’-]+\W+){0,6}it\b(?! (?:is|was|would|will|has|had|may|might|could|should))(?!['’]s)"
)
_NO_NEWS = re.compile(
    r"\b(?:respond(?:ed)? to|return(?:ed)?) [^.]{0,40}(?:requests?|calls?|inquir(?:y|ies)|messages?|e-?mails?)\b|"
    r"\bdeclined (?:to comment|comment|further comment)\b|"
    r"\b(?:request|ask|insist|grant)\w{0,3} (?:for |on )?anonymity\b|\basked not to be (?:named|identified)\b",
    re.IGNORECASE,
)
_THING = r"([^\W\d_]{3,}?)(?:s?['’]s?|e?s)?(?![\w-])"
_KNOWN = re.compile(rf"The (?=[a-z]){_THING}")
_LINKS = "of for from in on at to with by as and or but the who whom whose that which is was were has had over about"
_INTRODUCED = re.compile(rf"\ban?((?: (?!(?:{'|'.join(_LINKS.split())})\b)[\w'’-]+){{1,4}})", re.IGNORECASE)
_BARE_PLURAL = re.compile(
    r"The ([a-z]{3,}s)(?<!ss) (?!(?:of|for|from|in|on|at|to|with|who|whose|that|which|and)\b)[a-z]+"
)
_GARBLED = re.compile(r"\s\?[\s\w]|\ufffd")  # what is left of a character that its page lost
_HONOURS = (
    "Dame ",
    "Sir ",
    "Lord ",
    "Lady ",
    "Sister ",
    "Brother ",
    "Father ",
    "Mother ",
    "King ",
    "Queen ",
    "Prince ",
)
_STAGED = re.compile(r"Enter [A-Z]")
_DEFINITE = re.compile(rf"\b[Tt]he (?=[a-z]){_THING}(?! (?:of|that|who|whose|which|for|to|from)\b)")
_ANY_THING = re.compile(rf"(?<![\w-]){_THING}")
_ENDS = re.compile(r"[.!…][\"'”’)»]*$")
_WORDS = re.compile(r"\w+(?:['’.,-]\w+)*")
_PAIRS = (("“", "”"), ("(", ")"), ("[", "]"), ("«", "»"))


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a report that can be read alone.

    `place` counts the report's sentences from 0; `surnames` are the people whom it calls by surname alone, as those who
    have been introduced; `thing` is what it opens with as known ("The receipt"), where its report told of it before;
    `known` are things of which it speaks as known, and which its report introduced before ("a receipt"); `chatty` tells
    that the reporter speaks there as news does not.
    """

    passage: Passage
    place: int
    gist: Gist
    surnames: frozenset[str]
    thing: str = ""
    known: frozenset[str] = frozenset()
    chatty: bool = False


class Reading:
    """A report with what is needed to judge any stretch of it."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.sentences = news_sentences(report.text)
        self._quoted = tuple(sorted({quotation.span for quotation in outermost(report.text)}))
        self._mentions = names(report.text)
        people = [mention for mention in self._mentions if mention.kind in {"person", None}]
        self._first: dict[str, int] = {}
        for thing in _ANY_THING.finditer(report.text):
            self._first.setdefault(thing[1].casefold(), thing.start())
        self._introduced: dict[str, int] = {}
        for introduced in _INTRODUCED.finditer(report.text):
            for thing in _ANY_THING.finditer(introduced[1].casefold()):
                self._introduced.setdefault(thing[1], introduced.start())
        self._starts = [mention.span.start for mention in self._mentions]
        self._people = [mention.span.start for mention in people]
        self._surnames = frozenset(words[-1] for one in people if len(words := one.name.split()) > 1)

    def standalone(self) -> tuple[Sentence, ...]:
        """The sentences that can be read alone, in order."""
        dropped = frozenset(span.end for span in furniture(self.report.text))  # where it begins a dateline may stand
        news = (span for span in self.sentences if span.end not in dropped)
        title = about(self.report.title or "")
        found = (self._sentence(place, span) for place, span in enumerate(news) if self.stands_alone(span))
        return tuple(sentence for sentence in found if sentence.gist.about and sentence.gist.about != title)

    def _sentence(self, place: int, span: Span) -> Sentence:
        passage = self.report.passage(span)
        chatty = chats(self.told(span)) > 0
        known = self.known(span)
        return Sentence(passage, place, gist(passage.text), self._bare(span), self.thing(span), known, chatty)

    def thing(self, span: Span) -> str:
        """What a sentence opens with as known, and the report had before; nothing where it is told of first."""
        known = _KNOWN.match(_DATELINE.sub("", self._words(span), count=1).lstrip(_MARKS + " "))
        if not known:
            return ""
        return known[1] if self._first.get(known[1], span.start) < span.start else ""

    def known(self, span: Span) -> frozenset[str]:
        """The things that a sentence takes as known, since its report introduced them; and the many that it opens with.

        "The receipt" after "a receipt", and "The writers say" wherever it stands.
        """
        told = self.told(span)
        found = (thing[1].casefold() for thing in _DEFINITE.finditer(told))
        known = {thing for thing in found if self._introduced.get(thing, span.start) < span.start}
        many = _BARE_PLURAL.match(told)
        return frozenset(known | ({many[1][:-1]} if many else set()))

    def stands_alone(self, span: Span) -> bool:
        """Whether a sentence is whole, is news, and leans on nothing."""
        words, told = self._words(span), self.told(span)
        return (
            self.is_whole(span, MOST_WORDS)
            and not opens_leaning(words)
            and not self._leans(span, told)
            and _POINTER.search(words) is None
            and _EARLY_IT.match(told) is None
            and _NO_NEWS.search(told) is None
            and _GARBLED.search(words) is None
            and _STAGED.match(words) is None
        )

    def can_quote(self, span: Span, surname: str) -> bool:
        """Whether sentences that hold a quotation can be read alone: the reporter names the speaker in them.

        Unlike other lines they may open with an "I" or a "we", as long as that is quoted. A "he" of whom the speaker
        speaks needs somebody named before as well.
        """
        words, told = self._words(span), self.told(span)
        person = self._first_person(span)
        if _SOMEBODY.search(words, 0, len(words) if person is None else person):
            return False
        leaning = opens_leaning(words) and not _SPEAKING.match(words)
        return surname in told and self.is_whole(span, MOST_QUOTE_WORDS) and not leaning and not self._leans(span, told)

    def is_whole(self, span: Span, most: int) -> bool:
        """Whether a stretch begins and ends as sentences do, closes what it opens, and has at most so many words."""
        words = self._words(span)
        return (
            FEWEST_WORDS <= len(_WORDS.findall(words)) <= most
            and _begins(words)
            and _ENDS.search(words) is not None
            and all(words.count(left) == words.count(right) for left, right in _PAIRS)
            and words.count('"') % 2 == 0
            and all(span.covers(quotation) for quotation in self._quotations(span))
            and "\n\n" not in words
        )

    def _leans(self, span: Span, told: str) -> bool:
        """Whether the reporter's own words there lean on what stood before."""
        return (
            _PERSONAL.search(told) is not None
            or _WITHIN.search(told) is not None
            or _THIS.search(told) is not None
            or _leaves_open(told, self._first_person(span))
        )

    def _words(self, span: Span) -> str:
        return self.report.text[span.start : span.end]

    def told(self, span: Span) -> str:
        """A stretch with what it quotes blanked, so that only the reporter's words are left, at their places."""
        told = self._words(span)
        for start, end in self._quotations(span):
            first, last = max(start, span.start) - span.start, min(end, span.end) - span.start
            told = told[:first] + " " * (last - first) + told[last:]
        return told

    def _quotations(self, span: Span) -> Iterator[Span]:
        """The quotations that overlap a stretch."""
        first = max(0, bisect_left(self._quoted, span) - 1)
        near = takewhile(lambda quotation: quotation.start < span.end, islice(self._quoted, first, None))
        return (quotation for quotation in near if quotation.end > span.start)

    def named(self, span: Span) -> tuple[NameMention, ...]:
        """The names in a stretch."""
        return self._mentions[bisect_left(self._starts, span.start) : bisect_left(self._starts, span.end)]

    def _first_person(self, span: Span) -> int | None:
        """Where a stretch first names somebody, counted from its start."""
        first = bisect_left(self._people, span.start)
        named = first < len(self._people) and self._people[first] < span.end
        return self._people[first] - span.start if named else None

    def _bare(self, span: Span) -> frozenset[str]:
        """The surnames that stand alone in a sentence, without a fuller name before."""
        introduced: set[str] = set()
        bare = set()
        for mention in self.named(span):
            words = mention.name.split()
            if len(words) > 1:
                introduced.add(words[-1])
            elif self.report.text.endswith("the ", 0, mention.span.start):  # "the Corbel mill"
                continue
            elif mention.name not in introduced and (mention.name in self._surnames or self._is_honoured(mention)):
                bare.add(mention.name)
        return frozenset(bare)

    def _is_honoured(self, mention: NameMention) -> bool:
        """Whether somebody is called by a first name and an honour: "Dame Eithne"."""
        return self.report.text.endswith(_HONOURS, 0, mention.span.start)


def opens_leaning(words: str) -> bool:
    """Whether the first words after any dateline are a connective, a pronoun, or point to what stood before."""
    openings = (words, _DATELINE.sub("", words, count=1))
    return any(_LEANS.match(opening.lstrip(_MARKS + " ")) is not None for opening in openings)


def _begins(words: str) -> bool:
    """With a capital, a figure or a quotation: no rest of a sentence."""
    first = words.lstrip(_MARKS)[:1]
    return (
        bool(first)
        and words[0] != "("
        and not first.islower()
        and (first.isalnum() or first in "$£€#@")
        and not words.isupper()
    )


def _leaves_open(told: str, person: int | None) -> bool:
    """Whether there is a "he" or "she", or near the beginning a "they", before anybody is named at `person`."""
    end = len(told) if person is None else person
    they = _THEY.search(told, 0, end)
    return _SOMEBODY.search(told, 0, end) is not None or (they is not None and they.start() < len(told) * EARLY)

"""One report as speakers are sought in it: its names, people and organisations, its paragraphs and sentences.

Strategy: questions about where a name stands and what it does there (head of a phrase, owner, apposition, opener of
a sentence), each answered from the text alone. Who a source is, is for `speakers` to decide.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import accumulate, takewhile
from typing import Final

from twosource.model import Span, Speaker
from twosource.reading.lexicon import words
from twosource.reading.names import NameMention, names
from twosource.reading.sentences import sentences
from twosource.voices import kinds, sources
from twosource.voices.bodies import Bodies
from twosource.voices.glued import rejoined, unglued
from twosource.voices.lexicon import AUXILIARIES, BOUNDARIES, DETERMINERS, PAST_VERBS, PREPOSITIONS, VERBS, Form
from twosource.voices.people import People
from twosource.voices.quotes import outermost, paragraphs

NOUN_REACH: Final = 60
"""Characters after a name in which a noun that it only modifies is sought: "Roe campaign officials"."""
MOST_NAMES: Final = 5
"""Words of a person's name without a title: "Ana Maria de la Roe"; what has more is a body or a law."""
LOOK_BACK: Final = 60
"""Names and speakers that a pronoun looks back over at most, so that no text costs its square."""
REACH: Final = 2
"""Paragraphs that a pronoun may look back: beyond, on PolNeAR train, somebody else has mostly come between."""
LEAD: Final = 2
"""Paragraphs that tell what a report is about, beside its title."""
PRONOUN: Final = re.compile(r"\b(?:he|him|his|she|her|hers|himself|herself)\b", re.IGNORECASE)
_PREPOSITION_BEFORE: Final = re.compile(
    r"\b(?:of|for|to|with|by|in|at|from|on|against|about|under|between|inside|behind|near|over|including|such as|like|"
    r"after|before|until|since|into|than|between [^,;]{1,60} and)(?:\s+the)?\s*$",
    re.IGNORECASE,
)
_MODIFIER: Final = re.compile(
    r"\s(?:of|for|to|with|by|in|at|from|on|close|familiar|involved|under|inside|near|involving|including|that|whose)\s"
)
_DETERMINED: Final = re.compile(r"\b(?:the|our|its|their|an?)\s$", re.IGNORECASE)
"""Before what is no person without a title: "our National Tide Plan"."""
_APPOSED: Final = re.compile(r",\s+(?:the\s+)?$")
_CLOSED: Final = re.compile(r"\s*(?:[,(]|$)")
_SEAT: Final = re.compile(r"\s*\(?[A-Z]{1,3}-[A-Z][\w.]*")
_SEATS: Final = re.compile(r",?\s*\(?[A-Z]{1,3}-[A-Z][\w.]*\)?,?")
"""The parties and seats of lawmakers, behind their names: ", D-Ohio,"."""
_SAYING_BEFORE: Final = re.compile(r"\b(?:said|says|told|added|wrote|asked|according to)\s+(?:the\s+)?$")
_FROM: Final = re.compile(r",?\s*(?:(?:a|an|the)?\s*\w+\s+)?(?:of|from|in|\()\s*(?:the\s+)?(?:[A-Z][\w. -]{0,40},\s+)?")
_PARTICIPLE: Final = re.compile(r"[A-Z][a-z]+ing")
"""Alone before a name that opens a sentence: the name is whom it is done to, not who speaks."""
_POSSESSIVE: Final = re.compile(r"[’']s\b|(?<=s)[’'](?=\s)")
_CALLED_OUTLET: Final = re.compile(r"\b(?:[Tt]he|[Aa]n?) (?:\w+ )?([a-z]+),? $")
_OUTLET_BEHIND: Final = re.compile(r"(?:\s|, (?:an?|the) (?:\w+ )?)([a-z]+)\b")
_NOUN_AFTER: Final = re.compile(r"(?:/[A-Z]\w+(?: [A-Z]\w+)*|[”\"’])?\s+([a-z][\w’'-]*(?:\s+[a-z][\w’'-]*){0,3})")
_PLACE_NAME: Final = re.compile(r"\s(?:Street|Avenue|Road|Square|Hall|House|Hill|Bridge|Harbour|Harbor|Stadium|Park)$")
"""A name of two words that is no person's: "Wall Street players"."""
POLLS: Final = frozenset(("poll", "survey", "report", "study", "review", "statement"))
"""Last words of a name, behind "a", that make it a document: "a Field Poll"."""
_SMALL: Final = PREPOSITIONS | BOUNDARIES | DETERMINERS
_FINITE: Final = AUXILIARIES | PAST_VERBS | {word for word, verb in VERBS.items() if verb.form is Form.PAST}
_NO_NOUN: Final = words("and or of in at who from for on which that with by to as said says")
_NOUNS: Final = sources.PEOPLE_NOUNS | sources.ORGANISATION_NOUNS | sources.DOCUMENT_NOUNS | sources.ROLE_NOUNS
LOWER_RUN: Final = re.compile(r"[a-z][\w-]*")


class Scene:
    """The names of one report, where they stand, and what they do there."""

    def __init__(self, text: str, title: str | None = None, outlet: str | None = None) -> None:
        self.text = text
        self.outlet = re.sub(r"^[Tt]he\s+", "", outlet) if outlet else None
        self.mentions = tuple(rejoined(text, [unglued(mention) for mention in names(text)]))
        self.starts = [mention.span.start for mention in self.mentions]
        quoted = [quotation.span for quotation in outermost(text)]
        self.people = People(text, self.mentions, quoted, names(title) if title else ())
        self._known_outlets: dict[int, str] | None = None
        self.persons = frozenset(self.people.mentions)
        blocks = paragraphs(text)
        self.bodies = Bodies(text, self.mentions, title, lead=max((block.end for block in blocks[:LEAD]), default=0))
        self.blocks = [block.start for block in blocks]
        whole = frozenset(quoted)
        self._plain_blocks = list(accumulate(0 if block in whole else 1 for block in blocks))
        self.sentences = [sentence.start for sentence in sentences(text)]
        self.sentence_starts = frozenset(self.sentences)

    def words(self, span: Span) -> str:
        return self.text[span.start : span.end]

    def inside(self, span: Span) -> Sequence[NameMention]:
        first = bisect_left(self.starts, span.start)
        last = bisect_left(self.starts, span.end)
        return self.mentions[first:last]

    def is_person(self, mention: NameMention, span: Span) -> bool:
        """Whether the phrase means the person named: "spokesman Jan Roe", not "a spokesman for Roe" or "Roe aides"."""
        if mention not in self.persons or sources.outlet_name(mention.name) or _PLACE_NAME.search(mention.name):
            return False
        if mention.name.split()[-1].casefold() in POLLS:
            return False
        article = _DETERMINED.search(self.text, max(0, mention.span.start - 6), mention.span.start)
        if article and mention.title is None and article[0].casefold() == "the ":
            return False
        known = self.people.is_known(mention) or self.text.startswith((" who", ", who"), mention.span.end)
        if mention.kind is None and mention.title is None and (article or not known):
            return False
        if mention.title is None and len(mention.name.split()) > MOST_NAMES:
            return False
        return self.is_head(mention, span) and not self.noun_follows(mention, span)

    def is_head(self, mention: NameMention, span: Span) -> bool:
        before = self.text[span.start : mention.span.start].rstrip()
        if mention.title and before.endswith(mention.title):
            before = before[: -len(mention.title)]
        return not _POSSESSIVE.match(self.text, mention.span.end, span.end) and not _PREPOSITION_BEFORE.search(before)

    def behind_preposition(self, mention: NameMention) -> bool:
        start = self.begin(mention)
        return _PREPOSITION_BEFORE.search(self.text[max(0, start - NOUN_REACH) : start].rstrip()) is not None

    def noun_follows(self, mention: NameMention, span: Span) -> bool:
        after = _NOUN_AFTER.match(self.text, mention.span.end, span.end)
        if after is None:
            return False
        nouns = sources.PEOPLE_NOUNS | sources.ORGANISATION_NOUNS | sources.DOCUMENT_NOUNS | sources.OUTLET_NOUNS
        run = list(takewhile(lambda word: word not in _FINITE, LOWER_RUN.findall(after[1])[:3]))
        beside = takewhile(lambda word: word not in _SMALL, run)
        if any(word in sources.ROLE_NOUNS for word in beside):
            return True  # "Sound Line boss Jan Roe"
        return any(word in nouns for word in run) and not re.match(
            r"\s+(?:and|or|of|in|at|who|from|for|on)\b", after.group()
        )

    def heads(self, people: Sequence[NameMention], span: Span) -> list[NameMention]:
        """The people that the phrase joins: the first, and those that "and" or a comma before "and" adds."""
        heads = [people[0]]
        for mention in people[1:]:
            between = self.text[heads[-1].span.end : mention.span.start]
            if mention.title and between.rstrip().endswith(mention.title):
                between = between.rstrip()[: -len(mention.title)]
            between = _SEATS.sub("", between)
            if not between.strip():
                heads[-1] = mention  # "Republican Gov. Jan Roe": what stands before is what she is
                continue
            if between.strip(" ,").casefold() not in ("and", ""):
                break
            if between.strip() == "," and " and " not in self.text[mention.span.end : span.end]:
                break
            heads.append(mention)
        return heads

    def headed(self, inside: Sequence[NameMention], span: Span) -> Sequence[NameMention]:
        """The names that can be what the phrase is about: not those that only narrow a noun in lower case.

        Of "an aide to Mr. Roe" none, of "a spokeswoman for the Arden Ferry, Jan Roe" the last.
        """
        stop = _MODIFIER.search(self.text, span.start, span.end)
        if stop is None or any(self.begin(mention) < stop.start() for mention in inside):
            return inside
        phrase = self.text[span.start : stop.start()]
        nouns = {sources.head_noun(phrase), *LOWER_RUN.findall(phrase)[-1:]}
        if not any(sources.is_somebody(noun) or noun in sources.DOCUMENT_NOUNS | {"paper"} for noun in nouns):
            return inside
        whole = (one for one in inside if one.kind in (None, "person") and " " in one.name)
        return [one for one in whole if self.is_apposed(one, span.end)]

    def begin(self, mention: NameMention) -> int:
        """Where the mention begins with its title."""
        before = self.text[max(0, mention.span.start - NOUN_REACH) : mention.span.start].rstrip()
        length = len(mention.title) if mention.title and before.endswith(mention.title) else 0
        return mention.span.start - length - 1 if length else mention.span.start

    def is_apposed(self, mention: NameMention, end: int) -> bool:
        begin = self.begin(mention)
        before = self.text[max(0, begin - 8) : begin].rstrip() + " "
        return bool(_APPOSED.search(before)) and _CLOSED.match(self.text, mention.span.end, end) is not None

    def apposed_to(self, span: Span) -> NameMention | None:
        """Whom a source stands behind in apposition, where that alone was tagged: "Jan Roe, the mayor of Arden"."""
        at = bisect_left(self.starts, span.start) - 1
        if at < 0:
            return None
        mention = self.mentions[at]
        if self.text[mention.span.end : span.start].strip() not in (",", "(", ", (") or mention.kind != "person":
            return None
        if _SEAT.match(self.text, span.start, span.end):
            return mention
        low = self.text[span.start : span.end].casefold()
        spoken = self.opens_sentence(mention) or _SAYING_BEFORE.search(
            self.text[max(0, mention.span.start - NOUN_REACH) : mention.span.start]
        )
        role = self.text[span.start].islower() and sources.is_somebody(sources.head_noun(low))
        return mention if spoken and role and self.text.startswith((",", " that ", " who "), span.end) else None

    def noun_behind(self, mention: NameMention, span: Span) -> str:
        """The noun in lower case that a name narrows, the last of its run: "Roe campaign officials"; "" for none."""
        after = _NOUN_AFTER.match(self.text, mention.span.end, span.end)
        nouns = ""
        for word in LOWER_RUN.findall(after[1])[:4] if after else ():
            if word in _NO_NOUN:
                break
            nouns = word if word in _NOUNS or sources.is_somebody(word) else nouns
        return nouns

    def joined(self, named: Sequence[NameMention]) -> list[NameMention]:
        """The first name and those that "and" adds: "CNN and NBC"."""
        joined = [named[0]]
        for mention in named[1:]:
            if self.text[joined[-1].span.end : mention.span.start].strip().casefold() not in ("and", "and the"):
                break
            joined.append(mention)
        return joined

    def is_whole(self, mention: NameMention) -> bool:
        """Whether the mention is a given name and surname, as when somebody is introduced."""
        return " " in mention.name and self.is_person(mention, Span(mention.span.start, mention.span.end + NOUN_REACH))

    def block(self, at: int) -> int:
        return bisect_right(self.blocks, at)

    def block_start(self, at: int) -> int:
        return self.blocks[max(0, self.block(at) - 1)] if self.blocks else 0

    def near(self, earlier: int, at: int) -> bool:
        """Whether few paragraphs lie between; one that is quotation alone goes on with whoever spoke, and is none."""
        return self._plain_block(at) - self._plain_block(earlier) < REACH

    def _plain_block(self, at: int) -> int:
        index = self.block(at) - 1
        return self._plain_blocks[index] if index >= 0 else 0

    def sentence_start(self, at: int) -> int:
        return self.sentences[max(0, bisect_right(self.sentences, at) - 1)]

    def two_before(self, at: int) -> tuple[NameMention, NameMention] | None:
        """The two people, and no more, whom the sentence names before that offset, or else the sentence before."""
        sentence = self.sentence_start(at)
        for start, end in ((sentence, at), (self.sentence_start(sentence - 1) if sentence else 0, sentence)):
            named = {one.name: one for one in self.inside(Span(start, end)) if self._is_met(one)}
            if len(named) == 2:
                first, second = named.values()
                return (first, second)
            if named:
                return None
        return None

    def _is_met(self, mention: NameMention) -> bool:
        return mention in self.persons and self.plain(mention) and not self.people.in_quotation(mention.span.start)

    def before(self, at: int) -> Sequence[NameMention]:
        """The last names before that offset, nearest first."""
        last = bisect_left(self.starts, at)
        return self.mentions[max(0, last - LOOK_BACK) : last][::-1]

    def plain(self, mention: NameMention) -> bool:
        """Whether the mention names a person, and not in passing: no possessive, no noun after it."""
        return mention.kind in ("person", None) and self.is_person(
            mention, Span(mention.span.start, mention.span.end + NOUN_REACH)
        )

    def does_something(self, mention: NameMention) -> bool:
        """Whether a verb follows the mention of a person: "when Jan Roe was mayor"."""
        behind = LOWER_RUN.match(self.text, mention.span.end + 1)
        verb = behind is not None and (behind[0] in _FINITE or behind[0].endswith("ed"))
        return verb and mention in self.persons

    def owns(self, mention: NameMention) -> bool:
        """Whether the mention is an owner: "Jan Roe’s memoir has nine pages. She advises"."""
        return mention.kind == "person" and bool(_POSSESSIVE.match(self.text, mention.span.end))

    # --- organisations ------------------------------------------------------------------------------------------------

    def body(self, mention: NameMention) -> Speaker:
        """The outlet or organisation that a name is."""
        name = self.bodies.acronym(mention.name)
        name = self.bodies.company(name) or name
        outlet = sources.outlet_name(name) or self._outlet_called(name)
        return kinds.outlet(outlet) if outlet else kinds.organisation(name)

    def _outlet_called(self, name: str) -> str | None:
        """The one outlet of that name, or of which it is the last word: "the Post" where the report names the Arden
        Post or is its.
        """
        known = {sources.outlet_name(one) or one for one in self._outlets().values()}
        known |= {self.outlet} if self.outlet else set()
        fitting = {one for one in known if f" {one.casefold()}".endswith(f" {name.casefold()}")}
        return fitting.pop() if len(fitting) == 1 else None

    def outlet_before(self, at: int) -> str | None:
        """The outlet named last before that offset, but not the report's own."""
        named = [name for start, name in self._outlets().items() if start < at and name != self.outlet]
        return sources.outlet_name(named[-1]) or named[-1] if named else None

    def _outlets(self) -> dict[int, str]:
        """Where outlets are named in full → their names: by form, or because the report calls them one."""
        if self._known_outlets is None:
            self._known_outlets = {one.span.start: one.name for one in self.mentions if self._is_outlet(one)}
        return self._known_outlets

    def _is_outlet(self, one: NameMention) -> bool:
        if one.title is not None or (self.outlet and one.name == self.outlet):
            return one.title is None
        if " " in one.name and sources.outlet_name(one.name):
            return True
        before = self.text[max(0, one.span.start - NOUN_REACH) : one.span.start]
        called = _CALLED_OUTLET.search(before) or _OUTLET_BEHIND.match(self.text, one.span.end)
        return called is not None and called[1] in sources.OUTLET_NOUNS

    def opens_as_body(self, mention: NameMention, sentence: int) -> bool:
        """Whether an organisation is what the sentence is about: "The Residence gave", no person, no "Roe aides"."""
        before = self.text[sentence : mention.span.start].strip().casefold()
        if before not in ("", "the") or (mention.kind is None and not before) or mention.title is not None:
            return False
        span = Span(mention.span.start, mention.span.end + NOUN_REACH)
        return self.is_head(mention, span) and not self.noun_behind(mention, span)

    # --- sentences ----------------------------------------------------------------------------------------------------

    def opens_sentence(self, mention: NameMention) -> bool:
        start = self.sentence_start(mention.span.start)
        before = self.text[start : mention.span.start].strip()
        if mention.title and before.endswith(mention.title):
            before = before[: -len(mention.title)].strip()
        if before.endswith(",") and any(one in self.persons for one in self.inside(Span(start, mention.span.start))):
            return False  # "Jan Roe, Arden Ferries’ director": what she is
        if PRONOUN.match(before) or before.startswith("Asked") or _PARTICIPLE.fullmatch(before):
            return False  # "He met Jan Roe", "Asked whether Jan Roe was free, she", "Blaming Jan Roe, she said, was"
        if before.endswith(",") and (len(before.split()) < 8 or self.does_something(mention)):
            return True
        return len(before.split()) <= 2

    def is_from(self, person: NameMention, place: NameMention) -> bool:
        """Whether the second name only tells where the first is from: "Jan Roe of Arden"."""
        between = self.text[person.span.end : place.span.start]
        return self.is_whole(person) and place.kind != "person" and bool(_FROM.fullmatch(between))

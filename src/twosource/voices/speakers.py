"""Who the source of an attribution is, within one report.

Strategy: sources are read in text order, so that each can lean on those before it. A name goes to `people`; a role
to the one person to whom the report gives it; a pronoun to the nearest earlier person who spoke or opened a
sentence, and to nobody when sex or number forbid; a phrase without a name is sorted by its head noun (`sources`).
In doubt the speaker is unknown: an unknown voice is honest, a wrong one is a lie about somebody.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final

from twosource.model import Span, Speaker, SpeakerKind
from twosource.reading.names import NameMention, names
from twosource.reading.sentences import sentences
from twosource.voices import sources
from twosource.voices.people import People, Person, slug
from twosource.voices.quotes import outermost, paragraphs
from twosource.voices.tagging import Tagged

NOUN_REACH: Final = 60
"""Characters after a name in which a noun that it only modifies is sought: "Roe campaign officials"."""
ANTECEDENT_REACH: Final = 90
"""Characters before a relative pronoun in which what it stands for is sought."""
LOOK_BACK: Final = 60
"""Names and speakers that a pronoun looks back over at most, so that no text costs its square."""
REACH: Final = 2
"""Paragraphs that a pronoun may look back: beyond, on PolNeAR train, somebody else has mostly come between."""

UNKNOWN: Final = Speaker("unknown", "unknown", SpeakerKind.UNKNOWN)

_HE: Final = {"he": "m", "him": "m", "his": "m", "she": "f", "her": "f"}
_IT: Final = frozenset(("it", "its"))
_THEY: Final = frozenset(("they", "them", "their"))
_OWNERS: Final = frozenset(("his", "her", "its", "their", "our", "my"))
_RELATIVE: Final = frozenset(("who", "which", "that"))
_OTHER_PRONOUNS: Final = frozenset(
    ["i", "we", "you", "us", "me", "this", "one", "these", "those", "there", "what", "everyone", "nobody", "anyone"]
)
_PREPOSITION_BEFORE: Final = re.compile(
    r"\b(?:of|for|to|with|by|in|at|from|on|against|about|under|between|inside|behind|near|over)(?:\s+the)?\s*$",
    re.IGNORECASE,
)
_CONTRACTED: Final = re.compile(r"(?<!\w\w\w\w)[’'](?:s|d|ll|ve|re|m)$")
_RELATIVE_CLAUSE: Final = re.compile(r",?\s(?:who|which|whose|whom|that)\b")
_POSSESSIVE: Final = re.compile(r"[’']s\b|(?<=s)[’'](?=\s)")
_NOUN_AFTER: Final = re.compile(r"\s+([a-z][\w’'-]*(?:\s+[a-z][\w’'-]*){0,3})")
_LOWER_RUN: Final = re.compile(r"[a-z][\w-]*")


@dataclass(frozen=True, slots=True)
class _Heard:
    """A speaker already found, with where it stands."""

    at: int
    until: int
    speaker: Speaker
    sex: str | None = None


def speakers(text: str, tagged: Sequence[Tagged], title: str | None = None) -> tuple[Speaker, ...]:
    """The speaker of each attribution, in the same order."""
    return Cast(text, title).of(tagged)


class Cast:
    """Everybody in one report."""

    def __init__(self, text: str, title: str | None = None) -> None:
        self._text = text
        self._mentions = names(text)
        self._starts = [mention.span.start for mention in self._mentions]
        quoted = [quotation.span for quotation in outermost(text)]
        self._people = People(text, self._mentions, quoted, names(title) if title else ())
        self._persons = frozenset(self._people.mentions)
        self._blocks = [block.start for block in paragraphs(text)]
        self._sentences = [sentence.start for sentence in sentences(text)]

    def of(self, tagged: Sequence[Tagged]) -> tuple[Speaker, ...]:
        """The speakers of `tagged`, which is in text order."""
        heard: list[_Heard] = []
        found: dict[int, Speaker] = {}
        order = sorted(range(len(tagged)), key=lambda index: _position(tagged[index]))
        for index in order:
            one = tagged[index]
            speaker, sex = self._speaker(one.source, heard)
            found[index] = speaker
            heard.append(_Heard(_position(one), max((*one.content, *one.cue)).start, speaker, sex))
        return tuple(found[index] for index in range(len(tagged)))

    def _speaker(self, source: Sequence[Span], heard: Sequence[_Heard]) -> tuple[Speaker, str | None]:
        """The speaker of a source, with the sex that the report shows."""
        if not source:
            return (UNKNOWN, None)
        span = Span(source[0].start, source[-1].end)
        low = _CONTRACTED.sub("", self._text[span.start : span.end].casefold().strip(" ,"))
        if low in _HE:
            return self._he(span, _HE[low], heard)
        if low in _RELATIVE:
            return self._antecedent(span, heard)
        if low in _IT or low in _THEY:
            return (self._it(span, heard) if low in _IT else self._they(span, heard), None)
        return (UNKNOWN, None) if low in _OTHER_PRONOUNS or not low else self._phrase(span, heard)

    # --- phrases with and without names -------------------------------------------------------------------------------

    def _phrase(self, span: Span, heard: Sequence[_Heard]) -> tuple[Speaker, str | None]:
        clause = _RELATIVE_CLAUSE.search(self._text, span.start, span.end)
        span = Span(span.start, clause.start()) if clause and clause.start() > span.start else span
        inside = self._inside(span)
        people = [mention for mention in inside if self._is_person(mention, span)]
        if people:
            return _person([self._people.person(mention) for mention in self._heads(people, span)])
        named = next((mention for mention in inside if self._is_head(mention, span)), None)
        if named is not None:
            return (self._organisation(named, span), None)
        return self._unnamed(span, heard)

    def _inside(self, span: Span) -> Sequence[NameMention]:
        first = bisect_left(self._starts, span.start)
        last = bisect_left(self._starts, span.end)
        return self._mentions[first:last]

    def _is_person(self, mention: NameMention, span: Span) -> bool:
        """Whether the phrase means the person named: "spokesman Jan Roe", not "a spokesman for Roe" or "Roe aides"."""
        if mention not in self._persons or sources.outlet_name(mention.name):
            return False
        article = self._text[max(0, mention.span.start - 4) : mention.span.start].casefold() == "the "
        known = self._people.is_known(mention) or self._text.startswith((" who", ", who"), mention.span.end)
        if mention.kind is None and mention.title is None and (article or not known):
            return False
        return self._is_head(mention, span) and not self._noun_follows(mention, span)

    def _is_head(self, mention: NameMention, span: Span) -> bool:
        before = self._text[span.start : mention.span.start].rstrip()
        if mention.title and before.endswith(mention.title):
            before = before[: -len(mention.title)]
        after = self._text[mention.span.end : span.end]
        return not _POSSESSIVE.match(after) and not _PREPOSITION_BEFORE.search(before)

    def _noun_follows(self, mention: NameMention, span: Span) -> bool:
        after = _NOUN_AFTER.match(self._text, mention.span.end, span.end)
        if after is None:
            return False
        nouns = sources.PEOPLE_NOUNS | sources.ORGANISATION_NOUNS | sources.DOCUMENT_NOUNS | sources.OUTLET_NOUNS
        return any(word in nouns for word in _LOWER_RUN.findall(after[1])[:3]) and not re.match(
            r"\s+(?:and|or|of|in|at|who|from|for|on)\b", after.group()
        )

    def _heads(self, people: Sequence[NameMention], span: Span) -> list[NameMention]:
        """The people that the phrase joins: the first, and those that "and" or a comma before "and" adds."""
        heads = [people[0]]
        for mention in people[1:]:
            between = self._text[heads[-1].span.end : mention.span.start]
            if mention.title and between.rstrip().endswith(mention.title):
                between = between.rstrip()[: -len(mention.title)]
            if not between.strip():
                heads[-1] = mention  # "Republican Gov. Jan Roe": what stands before is what she is
                continue
            if between.strip(" ,").casefold() not in ("and", ""):
                break
            if between.strip() == "," and " and " not in self._text[mention.span.end : span.end]:
                break
            heads.append(mention)
        return heads

    def _organisation(self, mention: NameMention, span: Span) -> Speaker:
        """The speaker of a phrase whose head is no person: "the Arden Post", "Arden officials", "the Roe campaign"."""
        after = _NOUN_AFTER.match(self._text, mention.span.end, span.end)
        words = _LOWER_RUN.findall(after[1]) if after else []
        noun = next(
            (
                word
                for word in words
                if word in sources.PEOPLE_NOUNS | sources.ORGANISATION_NOUNS | sources.DOCUMENT_NOUNS
            ),
            "",
        )
        stopped = words and words[0] in ("and", "or", "of", "in", "at", "who", "from", "for", "on", "which", "that")
        phrase = self._text[span.start : span.end]
        if mention.kind == "group" or (noun in sources.PEOPLE_NOUNS and not stopped):
            return _anonymous(phrase)
        if noun in sources.DOCUMENT_NOUNS and not stopped:
            return _document(phrase)
        outlet = sources.outlet_name(self._expanded(mention.name))
        if outlet is not None:
            many = bool(stopped and words[0] == "and")
            return Speaker(slug(outlet), outlet, SpeakerKind.OUTLET, many)
        name = sources.head(phrase) if noun and not stopped else self._expanded(mention.name)
        return Speaker(slug(name), name, SpeakerKind.ORGANISATION)

    def _expanded(self, name: str) -> str:
        """An acronym as the full name that the report has for it, if it has just one."""
        if not (name.isupper() and 2 <= len(name) <= 6):
            return name
        full = {
            mention.name
            for mention in self._mentions
            if "".join(word[0] for word in mention.name.split() if word[0].isupper()) == name and " " in mention.name
        }
        return full.pop() if len(full) == 1 else name

    def _unnamed(self, span: Span, heard: Sequence[_Heard]) -> tuple[Speaker, str | None]:
        """The speaker of a phrase in which no name is head, by its head noun."""
        phrase = self._text[span.start : span.end]
        noun = sources.head_noun(phrase)
        outlet = sources.outlet_name(sources.head(phrase))
        if outlet is not None:
            return (Speaker(slug(outlet), outlet, SpeakerKind.OUTLET), None)
        if noun in sources.DOCUMENT_NOUNS:
            return (_document(phrase), None)
        again = _latest(heard, SpeakerKind.OUTLET) if noun in sources.OUTLET_NOUNS else None
        if again is not None and phrase.casefold().startswith("the "):
            return (again, None)
        if noun in sources.ORGANISATION_NOUNS:
            return (self._known_organisation(noun, phrase), None)
        if phrase.casefold().startswith(("the ", "this ", "that ")) and not sources.is_many(phrase):
            return self._definite(span, noun, heard)
        return (_anonymous(phrase) if sources.is_somebody(noun) else UNKNOWN, None)

    def _definite(self, span: Span, noun: str, heard: Sequence[_Heard]) -> tuple[Speaker, str | None]:
        """Whom the report has named or heard before as "the mayor", "the official"."""
        holder = self._people.with_role(sources.head(self._text[span.start : span.end]), span.start)
        return _person([holder]) if holder is not None else (_again(heard, noun), None)

    def _known_organisation(self, noun: str, phrase: str) -> Speaker:
        """An organisation without a name of its own; nobody known where it is "his" or "their"."""
        if phrase.split(maxsplit=1)[0].casefold() in _OWNERS:
            return UNKNOWN
        name = sources.head(phrase)
        full = {
            mention.name
            for mention in self._mentions
            if noun in mention.name.casefold().split() and " " in mention.name
        }
        name = full.pop() if len(full) == 1 and name.casefold() == noun else name
        return Speaker(slug(name), name, SpeakerKind.ORGANISATION)

    # --- pronouns -----------------------------------------------------------------------------------------------------

    def _block(self, at: int) -> int:
        return bisect_right(self._blocks, at)

    def _near(self, earlier: int, at: int) -> bool:
        return self._block(at) - self._block(earlier) < REACH

    def _he(self, span: Span, sex: str, heard: Sequence[_Heard]) -> tuple[Speaker, str | None]:
        """The person nearest before who spoke or opened a sentence; nobody where two come as near."""
        spoke = next(
            (
                one
                for one in islice(reversed(heard), LOOK_BACK)
                if one.at < span.start
                and self._near(min(one.until, span.start), span.start)
                and one.speaker.kind is SpeakerKind.PERSON
                and not one.speaker.many
                and one.sex in (None, sex)
            ),
            None,
        )
        opened = self._opened(span.start, sex)
        if opened is not None and (spoke is None or opened[0] > spoke.at):
            return _person([opened[1]])
        if spoke is not None:
            return (spoke.speaker, sex)
        alone = self._only_one_near(span.start, sex)
        return _person([alone]) if alone is not None else (UNKNOWN, None)

    def _only_one_near(self, before: int, sex: str) -> Person | None:
        """The one person whom the paragraphs within reach name outside quotations, if they name just one that fits."""
        near = []
        for mention in self._before(before):
            if not self._near(mention.span.start, before):
                break
            if mention.kind == "person" and not self._people.in_quotation(mention.span.start):
                near.append(self._people.person(mention))
        people = {person for person in near if person.sex in (None, sex)}
        return people.pop() if len(people) == 1 else None

    def _opened(self, before: int, sex: str) -> tuple[int, Person] | None:
        """The nearest person before who opens a sentence and whose sex does not forbid the pronoun."""
        for mention in self._before(before):
            start = mention.span.start
            if not self._near(start, before):
                return None
            if not self._opens_sentence(mention) or self._people.in_quotation(start) or not self._plain(mention):
                continue
            person = self._people.person(mention)
            if person.sex in (None, sex):
                return (start, person)
        return None

    def _before(self, at: int) -> Sequence[NameMention]:
        """The last names before that offset, nearest first."""
        last = bisect_left(self._starts, at)
        return self._mentions[max(0, last - LOOK_BACK) : last][::-1]

    def _plain(self, mention: NameMention) -> bool:
        """Whether the mention names a person, and not in passing: no possessive, no noun after it."""
        return mention.kind in ("person", None) and self._is_person(
            mention, Span(mention.span.start, mention.span.end + NOUN_REACH)
        )

    def _opens_sentence(self, mention: NameMention) -> bool:
        start = self._sentences[bisect_right(self._sentences, mention.span.start) - 1]
        before = self._text[start : mention.span.start].strip()
        if mention.title and before.endswith(mention.title):
            before = before[: -len(mention.title)].strip()
        return len(before.split()) <= 2 or (before.endswith(",") and len(before.split()) < 8)

    def _it(self, span: Span, heard: Sequence[_Heard]) -> Speaker:
        """The organisation, outlet or document nearest before: in the same sentence, else who spoke last."""
        start = self._sentences[bisect_right(self._sentences, span.start) - 1]
        for mention in reversed(self._inside(Span(start, span.start))):
            if mention.kind == "organisation" and self._is_head(mention, Span(start, span.start)):
                return self._organisation(mention, Span(mention.span.start, span.start - 1))
        kinds = (SpeakerKind.ORGANISATION, SpeakerKind.OUTLET, SpeakerKind.DOCUMENT)
        last = next(
            (one for one in islice(reversed(heard), LOOK_BACK) if one.at < span.start and one.speaker.kind in kinds),
            None,
        )
        return last.speaker if last is not None and self._near(min(last.until, span.start), span.start) else UNKNOWN

    def _they(self, span: Span, heard: Sequence[_Heard]) -> Speaker:
        last = next((one for one in reversed(heard) if one.at < span.start), None)
        return (
            last.speaker
            if last is not None and last.speaker.many and self._near(min(last.until, span.start), span.start)
            else UNKNOWN
        )

    def _antecedent(self, span: Span, heard: Sequence[_Heard]) -> tuple[Speaker, str | None]:
        """Whom "who" stands for: the phrase right before it."""
        before = self._text[max(0, span.start - ANTECEDENT_REACH) : span.start].rstrip(" ,")
        named = self._before(span.start)[:1]
        if named and not self._text[named[0].span.end : span.start].strip(" ,"):
            return self._phrase(named[0].span, heard)
        if self._text[span.start : span.end].casefold() in ("that", "which"):
            return (self._document_before(span.start), None)
        phrase = re.search(r"(?:\b(?:the|an?|two|three|some|many|several|most)\s+)?(?:[\w-]+\s+)?[\w-]+$", before)
        if phrase is None:
            return (UNKNOWN, None)
        noun = sources.head_noun(phrase.group())
        return (_anonymous(noun), None) if noun in sources.PEOPLE_NOUNS and sources.is_many(noun) else (UNKNOWN, None)

    def _document_before(self, at: int) -> Speaker:
        """The document nearest before in the same sentence: "the notes he was given that implored him"."""
        start = self._sentences[bisect_right(self._sentences, at) - 1]
        found = [
            word
            for word in _LOWER_RUN.findall(self._text[max(start, at - ANTECEDENT_REACH) : at])
            if word in sources.DOCUMENT_NOUNS
        ]
        return _document(found[-1]) if found else UNKNOWN


def _position(one: Tagged) -> int:
    return min((*one.source, *one.cue, *one.content)).start


def _person(people: Sequence[Person]) -> tuple[Speaker, str | None]:
    if len(people) == 1:
        return (Speaker(people[0].key, people[0].name, SpeakerKind.PERSON), people[0].sex)
    key = "+".join(person.key for person in people)
    return (Speaker(key, " and ".join(person.name for person in people), SpeakerKind.PERSON, many=True), None)


def _anonymous(phrase: str) -> Speaker:
    name = " ".join(phrase.split()).strip(" ,.")
    return Speaker(f"anonymous:{slug(name)}", name, SpeakerKind.ANONYMOUS, sources.is_many(name))


def _document(phrase: str) -> Speaker:
    name = sources.head(phrase)
    return Speaker(f"document:{slug(name)}", name, SpeakerKind.DOCUMENT)


def _again(heard: Sequence[_Heard], noun: str) -> Speaker:
    """The unnamed speaker of whom "the official" speaks again, or nobody known."""
    unnamed = (one.speaker for one in islice(reversed(heard), LOOK_BACK) if one.speaker.kind is SpeakerKind.ANONYMOUS)
    return next(
        (speaker for speaker in unnamed if not speaker.many and sources.head_noun(speaker.name) == noun), UNKNOWN
    )


def _latest(heard: Sequence[_Heard], kind: SpeakerKind) -> Speaker | None:
    return next((one.speaker for one in islice(reversed(heard), LOOK_BACK) if one.speaker.kind is kind), None)

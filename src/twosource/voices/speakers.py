"""Who the source of an attribution is, within one report.

Strategy: sources are read in text order, so that each can lean on those before it. A name goes to `people`; a role
to the one person to whom the report gives it; a pronoun to the nearest earlier person who spoke or opened a
sentence, and to nobody when sex or number forbid; a phrase without a name is sorted by its head noun (`sources`).
In doubt the speaker is unknown: an unknown voice is honest, a wrong one is a lie about somebody.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final

from twosource.model import Span, Speaker, SpeakerKind
from twosource.reading.names import NameMention
from twosource.voices import sources
from twosource.voices.people import OPEN, Person, slug
from twosource.voices.scene import LOOK_BACK, LOWER_RUN, PRONOUN, Scene
from twosource.voices.tagging import Tagged

ANTECEDENT_REACH: Final = 90
"""Characters before a relative pronoun in which what it stands for is sought."""
FAR: Final = 5
"""Paragraphs that a pronoun may look back where the report has named one person alone so far."""

UNKNOWN: Final = Speaker("unknown", "unknown", SpeakerKind.UNKNOWN)

_HE: Final = {"he": "m", "him": "m", "his": "m", "she": "f", "her": "f"}
_IT: Final = frozenset(("it", "its"))
_THEY: Final = frozenset(("they", "them", "their"))
_OWNERS: Final = frozenset(("his", "her", "its", "their", "our", "my"))
_RELATIVE: Final = frozenset(("who", "which", "that"))
_OTHER_PRONOUNS: Final = frozenset(
    ["i", "we", "you", "us", "me", "this", "one", "these", "those", "there", "what", "everyone", "nobody", "anyone"]
)
_CONTRACTED: Final = re.compile(r"(?<!\w\w\w\w)[’'](?:s|d|ll|ve|re|m)$")
_RELATIVE_CLAUSE: Final = re.compile(r"(?:,|\s[–—-])?\s(?:who|which|whose|whom|that|including|such as)\b")


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
        self._scene = Scene(text, title)
        self._text = text
        self._called: dict[str, str] = {}  # key of a person → the sex of the pronouns that have meant them so far

    def of(self, tagged: Sequence[Tagged]) -> tuple[Speaker, ...]:
        """The speakers of `tagged`, which is in text order."""
        self._called.clear()
        heard: list[_Heard] = []
        found: dict[int, Speaker] = {}
        order = sorted(range(len(tagged)), key=lambda index: _position(tagged[index]))
        for index in order:
            one = tagged[index]
            speaker, sex = self._speaker(one.source, heard)
            found[index] = speaker
            if sex is not None and speaker.kind is SpeakerKind.PERSON:
                self._called.setdefault(speaker.key, sex)
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
        before = self._scene.apposed_to(span)
        if before is not None:
            return _person([self._scene.people.person(before)])
        inside = self._scene.headed(self._scene.inside(span), span)
        people = [mention for mention in inside if self._scene.is_person(mention, span)]
        if people:
            return _person([self._scene.people.person(mention) for mention in self._scene.heads(people, span)])
        named = [mention for mention in inside if self._scene.is_head(mention, span)]
        if named:
            return self._organisation(named, span)
        return self._unnamed(span, heard)

    def _organisation(self, named: Sequence[NameMention], span: Span) -> tuple[Speaker, str | None]:
        """The speaker of a phrase whose head is no person: "the Arden Post", "Arden officials", "the Roe campaign"."""
        mention, phrase = named[0], self._text[span.start : span.end]
        noun = self._scene.noun_behind(mention, span)
        definite = phrase.casefold().startswith("the ") and not sources.is_many(phrase)
        if noun in sources.ROLE_NOUNS or (mention.kind == "group" and definite and not noun):
            holder = self._scene.people.with_role(phrase, span.start) if definite else None
            nobody = UNKNOWN if definite else _anonymous(phrase)
            return _person([holder]) if holder else (nobody, None)
        if noun in sources.PEOPLE_NOUNS or (mention.kind == "group" and not noun):
            return (_anonymous(phrase), None)
        if noun in sources.DOCUMENT_NOUNS:
            return (_document(phrase), None)
        if noun:
            name = _straight(sources.head(phrase))
            return (Speaker(slug(name), name, SpeakerKind.ORGANISATION), None)
        together = [self._body(one) for one in self._scene.joined(named)]
        if len(together) == 1:
            return (together[0], None)
        key = "+".join(one.key for one in together)
        return (Speaker(key, " and ".join(one.name for one in together), together[0].kind, many=True), None)

    def _body(self, mention: NameMention) -> Speaker:
        name = _straight(self._scene.bodies.acronym(mention.name))
        outlet = sources.outlet_name(name)
        kind = SpeakerKind.OUTLET if outlet else SpeakerKind.ORGANISATION
        return Speaker(slug(outlet or name), outlet or name, kind)

    def _unnamed(self, span: Span, heard: Sequence[_Heard]) -> tuple[Speaker, str | None]:
        """The speaker of a phrase in which no name is head, by its head noun."""
        phrase = self._text[span.start : span.end]
        low, noun = phrase.casefold(), sources.head_noun(phrase)
        thing = self._thing(phrase, noun, heard)
        if thing is not None:
            return (thing, None)
        if noun in sources.ORGANISATION_NOUNS or low.endswith(("coast guard", "national guard")):
            return (self._nameless(span, heard), None)
        if low.startswith(("the ", "this ", "that ")) and not sources.is_many(phrase):
            return self._definite(span, noun, heard)
        return (_anonymous(phrase) if sources.is_somebody(noun) else UNKNOWN, None)

    def _thing(self, phrase: str, noun: str, heard: Sequence[_Heard]) -> Speaker | None:
        """The outlet, document or named organisation that a phrase means, or None."""
        definite = phrase.casefold().startswith("the ")
        outlet = sources.outlet_name(sources.head(phrase))
        if outlet is not None:
            return Speaker(slug(outlet), outlet, SpeakerKind.OUTLET)
        if noun in sources.DOCUMENT_NOUNS:
            return _document_again(heard, noun, phrase) if definite else _document(phrase)
        again = _latest(heard, SpeakerKind.OUTLET) if noun in sources.OUTLET_NOUNS and definite else None
        if again is not None or noun == "paper":
            return again or _document(phrase)
        body = self._scene.bodies.named(phrase) if definite or noun == "police" else None
        if body is None or sources.is_somebody(noun):
            return None
        return Speaker(slug(body), _straight(body), SpeakerKind.ORGANISATION)

    def _definite(self, span: Span, noun: str, heard: Sequence[_Heard]) -> tuple[Speaker, str | None]:
        """Whom the report has named or heard before as "the mayor", "the official"."""
        holder = self._scene.people.with_role(self._text[span.start : span.end], span.start)
        return _person([holder]) if holder is not None else (_again(heard, noun), None)

    def _nameless(self, span: Span, heard: Sequence[_Heard]) -> Speaker:
        """An organisation without a name of its own; of "her office", the office of whom "her" means."""
        phrase = self._text[span.start : span.end]
        first = phrase.split(maxsplit=1)[0]
        if first.casefold() not in _OWNERS:
            name = _straight(sources.head(phrase))
            return Speaker(slug(name), name, SpeakerKind.ORGANISATION)
        if first.casefold() not in _HE:
            return UNKNOWN
        owner, _ = self._he(Span(span.start, span.start + len(first)), _HE[first.casefold()], heard)
        if owner.kind is not SpeakerKind.PERSON or owner.key.startswith(OPEN):
            return UNKNOWN
        name = f"{owner.name}'s {sources.head(phrase)}"
        return Speaker(slug(name), name, SpeakerKind.ORGANISATION)

    # --- pronouns -----------------------------------------------------------------------------------------------------

    def _he(self, span: Span, sex: str, heard: Sequence[_Heard]) -> tuple[Speaker, str | None]:
        """The person nearest before who spoke or opened a sentence; nobody where two come as near."""
        spoke = next((one for one in islice(reversed(heard), LOOK_BACK) if self._may_be_he(one, span.start, sex)), None)
        opened = self._opened(span.start, sex)
        if opened is None and spoke is None:
            opened = self._only_one_so_far(span.start, sex)
        if opened is not None and (spoke is None or opened[0] > spoke.at):
            return _person([opened[1]])
        met = self._only_one_met(span.start, sex, after=spoke.until if spoke else 0)
        if met is not None:
            return _person([met])
        if spoke is not None:
            return (spoke.speaker, sex)
        alone = self._only_one_near(span.start, sex)
        return _person([alone]) if alone is not None else (UNKNOWN, None)

    def _fits(self, person: Person, sex: str) -> bool:
        return (person.sex or self._called.get(person.key)) in (None, sex)

    def _may_be_of(self, one: _Heard, sex: str) -> bool:
        return (one.sex or self._called.get(one.speaker.key)) in (None, sex)

    def _may_be_he(self, one: _Heard, at: int, sex: str) -> bool:
        """Whether a pronoun at that offset can be one heard before: one person, by name or not, near, of that sex."""
        kinds = (SpeakerKind.PERSON, SpeakerKind.ANONYMOUS)
        fitting = one.speaker.kind in kinds and not one.speaker.many and self._may_be_of(one, sex)
        if one.speaker.kind is SpeakerKind.ANONYMOUS and one.at not in self._scene.sentence_starts:
            return False  # "when a reporter asked": in passing
        return fitting and one.at < at and self._scene.near(min(one.until, at), at)

    def _only_one_met(self, before: int, sex: str, after: int) -> Person | None:
        """The one person whom earlier sentences of the paragraph name in full, where who spoke did so before it."""
        block = self._scene.block_start(before)
        sentence = self._scene.sentences[bisect_right(self._scene.sentences, before) - 1]
        if after >= block:
            return None
        named = [
            one
            for one in self._scene.inside(Span(block, sentence))
            if one in self._scene.persons and self._scene.is_whole(one)
        ]
        people = {
            self._scene.people.person(one) for one in named if not self._scene.people.in_quotation(one.span.start)
        }
        fitting = {person for person in people if self._fits(person, sex)}
        if len(fitting) != 1 or PRONOUN.search(self._text, block, named[0].span.start):
            return None
        return fitting.pop()

    def _only_one_near(self, before: int, sex: str) -> Person | None:
        """The one person whom the paragraphs within reach name outside quotations, if they name just one that fits."""
        near = []
        for mention in self._scene.before(before):
            if not self._scene.near(mention.span.start, before):
                break
            if mention.kind == "person" and not self._scene.people.in_quotation(mention.span.start):
                near.append(self._scene.people.person(mention))
        people = {person for person in near if self._fits(person, sex)}
        return people.pop() if len(people) == 1 else None

    def _only_one_so_far(self, before: int, sex: str) -> tuple[int, Person] | None:
        """The one person whom the report has named up to here, if the last time was not too long ago."""
        named = [one for one in self._scene.before(before) if one in self._scene.persons and self._scene.plain(one)]
        people = {
            self._scene.people.person(one) for one in named if not self._scene.people.in_quotation(one.span.start)
        }
        if len(people) != 1 or self._scene.block(before) - self._scene.block(named[0].span.start) >= FAR:
            return None
        (person,) = people
        return (named[0].span.start, person) if self._fits(person, sex) else None

    def _opened(self, before: int, sex: str) -> tuple[int, Person] | None:
        """The nearest person before who opens a sentence and whose sex does not forbid the pronoun."""
        for mention in self._scene.before(before):
            start = mention.span.start
            if not self._scene.near(start, before):
                return None
            if not self._scene.opens_sentence(mention) or self._scene.people.in_quotation(start):
                continue
            if not self._scene.plain(mention) and not self._scene.owns_opening(mention):
                continue
            person = self._scene.people.person(mention)
            if self._fits(person, sex):
                return (start, person)
        return None

    def _it(self, span: Span, heard: Sequence[_Heard]) -> Speaker:
        """The organisation, outlet or document nearest before: in the same sentence, else who spoke last."""
        start = self._scene.sentences[bisect_right(self._scene.sentences, span.start) - 1]
        short = self._scene.bodies.last_named(start, span.start)
        if short is not None:
            return Speaker(slug(short), _straight(short), SpeakerKind.ORGANISATION)
        for mention in reversed(self._scene.inside(Span(start, span.start))):
            if mention.kind == "organisation" and self._scene.is_head(mention, Span(start, span.start)):
                return self._body(mention)
        kinds = (SpeakerKind.ORGANISATION, SpeakerKind.OUTLET, SpeakerKind.DOCUMENT)
        last = next(
            (one for one in islice(reversed(heard), LOOK_BACK) if one.at < span.start and one.speaker.kind in kinds),
            None,
        )
        return (
            last.speaker if last is not None and self._scene.near(min(last.until, span.start), span.start) else UNKNOWN
        )

    def _they(self, span: Span, heard: Sequence[_Heard]) -> Speaker:
        last = next((one for one in reversed(heard) if one.at < span.start), None)
        if last is None or not self._scene.near(min(last.until, span.start), span.start):
            return UNKNOWN
        several = last.speaker.many or last.speaker.name.casefold().endswith("police")
        return last.speaker if several else UNKNOWN

    def _antecedent(self, span: Span, heard: Sequence[_Heard]) -> tuple[Speaker, str | None]:
        """Whom "who" stands for: the phrase right before it."""
        thing = self._text[span.start : span.end].casefold() in ("that", "which")
        named = self._scene.before(span.start)[:2]
        if named and not self._text[named[0].span.end : span.start].strip(" ,)"):
            whose = named[1] if not thing and len(named) > 1 and self._scene.is_from(named[1], named[0]) else named[0]
            found = self._phrase(whose.span, heard)
            return found if thing != (found[0].kind is SpeakerKind.PERSON) else (UNKNOWN, None)
        if thing:
            return (self._document_before(span.start), None)
        before = self._text[max(0, span.start - ANTECEDENT_REACH) : span.start].rstrip(" ,")
        phrase = re.search(r"(?:\b(?:the|an?|two|three|some|many|several|most)\s+)?(?:[\w-]+\s+)?[\w-]+$", before)
        if phrase is None:
            return (UNKNOWN, None)
        noun = sources.head_noun(phrase.group())
        return (_anonymous(noun), None) if noun in sources.PEOPLE_NOUNS and sources.is_many(noun) else (UNKNOWN, None)

    def _document_before(self, at: int) -> Speaker:
        """The document nearest before in the same sentence: "the notes he was given that implored him"."""
        start = self._scene.sentences[bisect_right(self._scene.sentences, at) - 1]
        found = [
            word
            for word in LOWER_RUN.findall(self._text[max(start, at - ANTECEDENT_REACH) : at])
            if word in sources.DOCUMENT_NOUNS
        ]
        return _document(found[-1]) if found else UNKNOWN


def _position(one: Tagged) -> int:
    return min((*one.source, *one.cue, *one.content)).start


def _person(people: Sequence[Person]) -> tuple[Speaker, str | None]:
    if len(people) == 1:
        return (Speaker(people[0].key, _straight(people[0].name), SpeakerKind.PERSON), people[0].sex)
    key = "+".join(person.key for person in people)
    return (
        Speaker(key, _straight(" and ".join(person.name for person in people)), SpeakerKind.PERSON, many=True),
        None,
    )


def _straight(name: str) -> str:
    """The name with typewriter apostrophes, so that it is one name in every outlet's style."""
    return name.replace("’", "'")


def _anonymous(phrase: str) -> Speaker:
    name = " ".join(phrase.split()).strip(" ,.")
    return Speaker(f"anonymous:{slug(name)}", name, SpeakerKind.ANONYMOUS, sources.is_many(name))


def _document(phrase: str) -> Speaker:
    name = sources.head(phrase)
    return Speaker(f"document:{slug(name)}", name, SpeakerKind.DOCUMENT)


def _document_again(heard: Sequence[_Heard], noun: str, phrase: str) -> Speaker:
    """The document of whom "the report" or "the document" speaks again, or one of its own words."""
    documents = [one.speaker for one in islice(reversed(heard), LOOK_BACK) if one.speaker.kind is SpeakerKind.DOCUMENT]
    if noun == "document" and documents:
        return documents[0]
    own = _document(phrase)
    same = (one for one in documents if own.name.casefold() in (noun, one.name.casefold()))
    return next((one for one in same if sources.head_noun(one.name) == noun), own)


def _again(heard: Sequence[_Heard], noun: str) -> Speaker:
    """The unnamed speaker of whom "the official" speaks again, or nobody known."""
    unnamed = (one.speaker for one in islice(reversed(heard), LOOK_BACK) if one.speaker.kind is SpeakerKind.ANONYMOUS)
    return next(
        (speaker for speaker in unnamed if not speaker.many and sources.head_noun(speaker.name) == noun), UNKNOWN
    )


def _latest(heard: Sequence[_Heard], kind: SpeakerKind) -> Speaker | None:
    return next(
        (
            one.speaker
            for one in islice(reversed(heard), LOOK_BACK)
            if one.speaker.kind is kind and not one.speaker.many
        ),
        None,
    )

"""Whom a pronoun means: "he", "it", "they".

Strategy: "he" and "she" are the nearest earlier person who spoke or opened a sentence, and nobody where sex forbids
it or two come as near; "it" is the organisation, outlet or document nearest before; "they" are several who spoke
last. In doubt nobody: an unknown voice is honest, a wrong one is a lie about somebody.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final

from twosource.model import Span, Speaker, SpeakerKind
from twosource.reading.names import NameMention
from twosource.voices import kinds, sources
from twosource.voices.kinds import UNKNOWN
from twosource.voices.people import Person, surname
from twosource.voices.scene import LOOK_BACK, PRONOUN, REACH, Scene

HE: Final = {"he": "m", "him": "m", "his": "m", "she": "f", "her": "f"}
"""Pronouns → the sex that they show."""
FAR: Final = 5
"""Paragraphs that a pronoun may look back where the report has named one person alone so far."""
CLAUSE: Final = 160
"""Characters of a clause that opens a sentence before the one who is named; on PolNeAR train most are shorter."""
_SUBORDINATE: Final = re.compile(
    r"(?:But |And )?(?:[Aa]s|[Ww]hen|[Ww]hile|[Aa]lthough|[Tt]hough|[Ss]ince|[Bb]ecause|[Aa]fter|[Bb]efore|[Ii]f) "
)
_TOPIC: Final = re.compile(r"\bAs (?:for|to) (?:[A-Z][\w.]* )*$")
"""Before whom the sentence is about: "As for Jan Roe, she said"."""
_ADDRESSED: Final = re.compile(r"\b(?:told|tells|telling|asked|with|to|by|of)\s(?:[\w’'-]+\s){0,3}$")
_SUBJECTS: Final = {"m": re.compile(r"\b[Hh]e\b"), "f": re.compile(r"\b[Ss]he\b")}
_BODIES: Final = (SpeakerKind.ORGANISATION, SpeakerKind.OUTLET, SpeakerKind.DOCUMENT)
_OPENING_DOCUMENT: Final = re.compile(
    r"(?:(?:the|an?|his|her|its|their|this|that)\s+|[A-Z][^\n,;:“”\"]{0,60}?[’']s?\s+)((?:[a-z-]+\s+){0,2}[a-z-]+)\b",
    re.IGNORECASE,
)
"""A phrase that opens a sentence: "The internal memo", "Mr. Roe’s letter"."""

_THE_BODY: Final = re.compile(r"The ([a-z]+)\b")
_ANY_DOCUMENT: Final = re.compile(r"\b(?:the|an?|his|her|its|their) ([a-z-]+)\b")
_DOCUMENT: Final = re.compile(
    r"\b(?:to|by|in|from|of|at|on|with|read|saw|seen|obtained|wrote|sent) (?:the|an?|his|her|its|their) ([a-z-]+)\b"
)
"""What a sentence may say of a document that the next one calls "it": "according to the memo"."""


@dataclass(frozen=True, slots=True)
class Antecedent:
    """A speaker already found: where the attribution begins, where its source stands, where it ends; the sex that the
    report shows, and the head noun of the source.

    `passing` where it is no subject of its sentence, but an owner ("Roe’s call"), a relative pronoun, or one whom what
    another says tells of.
    """

    at: int
    source: int
    until: int
    speaker: Speaker
    sex: str | None = None
    noun: str = ""
    passing: bool = False


class Pronouns:
    """The pronouns of one report, asked in text order."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self._text = scene.text
        self._called: dict[str, str] = {}  # key of a person → the sex of the pronouns that have meant them so far

    def forget(self) -> None:
        self._called.clear()

    def note(self, speaker: Speaker, sex: str | None) -> None:
        """Remember the sex of the pronoun that meant a person."""
        if sex is not None and speaker.kind is SpeakerKind.PERSON:
            self._called.setdefault(speaker.key, sex)

    # --- he, she ------------------------------------------------------------------------------------------------------

    def may_be(self, speaker: Speaker, sex: str) -> bool:
        """Whether the pronouns that have meant a speaker so far allow that sex."""
        return self._called.get(speaker.key) in (None, sex)

    def he(
        self, span: Span, sex: str, heard: Sequence[Antecedent], back: int = FAR, teller: Antecedent | None = None
    ) -> tuple[Speaker, str | None]:
        """The person nearest before who spoke or opened a sentence; nobody where two come as near; else whom the "he"
        of the paragraph before means, and so on over `back` paragraphs.

        In speech it is never who speaks, `teller`: the one whom the speech has named, or else the paragraph.
        """
        if self._scene.people.in_quotation(span.start):
            return _as_speaker(self._only_one_in_speech(span.start, sex) or self._told_of(span.start, sex, teller))
        ahead = self._named_ahead(span, sex)
        if ahead is not None:
            return _as_speaker(ahead)
        last = self._last(span.start, sex, heard)
        if last is not None:
            return last
        earlier = self._pronoun_before(span.start, sex) if back else None
        if earlier is not None:
            return self.he(earlier, sex, [one for one in heard[-LOOK_BACK:] if one.source < earlier.start], back - 1)
        return _as_speaker(self._only_one_near(span.start, sex) if back == FAR else None)

    def _last(self, at: int, sex: str, heard: Sequence[Antecedent]) -> tuple[Speaker, str | None] | None:
        """Who spoke last, opened a sentence since, or is the one whom the paragraph names in full since."""
        spoke = self._spoke(at, sex, heard)
        opened = self._opened(at, sex)
        if opened is None and spoke is None:
            opened = self._only_one_so_far(at, sex)
        if opened is not None and (spoke is None or opened[0] > spoke.at or self._is_told_of(spoke, opened[0])):
            return _as_speaker(opened[1])
        other = self._only_one_met(at, sex, after=spoke.until if spoke else 0)
        if other is None and spoke is not None:
            other = self._of_that_sex(at, sex, spoke)
        if other is not None:
            return _as_speaker(other)
        return (spoke.speaker, sex) if spoke is not None else None

    def _named_ahead(self, span: Span, sex: str) -> Person | None:
        """Whom the main clause names, where the pronoun stands in one before it: "As he left, Jan Roe said"."""
        start = self._scene.sentence_start(span.start)
        comma = self._text.find(", ", span.end, span.end + CLAUSE)
        if comma < 0 or not _SUBORDINATE.fullmatch(self._text, start, span.start):
            return None
        named = next(iter(self._scene.inside(Span(comma + 2, comma + CLAUSE))), None)
        if named is None or self._scene.begin(named) > comma + 2 or not self._scene.plain(named):
            return None
        person = self._scene.people.person(named)
        return person if self._fits(person, sex) else None

    def _pronoun_before(self, at: int, sex: str) -> Span | None:
        """The first "he" or "she" of the report's own in the paragraph before, with whom this one goes on."""
        block = self._scene.block(at) - 1
        if block < 1:
            return None
        found = _SUBJECTS[sex].finditer(self._text, self._scene.blocks[block - 1], self._scene.blocks[block])
        return next((Span(*one.span()) for one in found if not self._scene.people.in_quotation(one.start())), None)

    def _fits(self, person: Person, sex: str) -> bool:
        return (person.sex or self._called.get(person.key)) in (None, sex)

    def _spoke(self, at: int, sex: str, heard: Sequence[Antecedent]) -> Antecedent | None:
        """Who may be "he" and spoke last; not who is heard in passing, where the same sentence has a subject before."""
        fitting = [one for one in islice(reversed(heard), LOOK_BACK) if self._may_be_he(one, at, sex)]
        if not fitting or not fitting[0].passing:
            return next(iter(fitting), None)
        sentence = self._scene.sentence_start(fitting[0].source)
        subjects = (one for one in fitting[1:] if not one.passing and one.source >= sentence)
        return next(subjects, fitting[0])

    def _is_told_of(self, spoke: Antecedent, opened: int) -> bool:
        """Whether somebody speaks in passing in a sentence that another opens: "Roe met Doe, who said"."""
        return spoke.passing and self._scene.sentence_start(spoke.source) <= opened < spoke.source

    def _may_be_he(self, one: Antecedent, at: int, sex: str) -> bool:
        """Whether a pronoun at that offset can be one heard before: one person, by name or not, near, of that sex."""
        if one.speaker.many or (one.sex or self._called.get(one.speaker.key)) not in (None, sex) or one.source >= at:
            return False
        human = one.speaker.kind in (SpeakerKind.PERSON, SpeakerKind.ANONYMOUS) or one.noun in sources.SPOKESPEOPLE
        if one.speaker.kind is SpeakerKind.ANONYMOUS and one.at not in self._scene.sentence_starts:
            return False  # "when a reporter asked": in passing
        return human and self._scene.near(min(one.until, at), at)

    def _only_one_met(self, before: int, sex: str, after: int) -> Person | None:
        """The one person whom earlier sentences of the paragraph name in full, where who spoke did so before it."""
        block = self._scene.block_start(before)
        sentence = self._scene.sentence_start(before)
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

    def _of_that_sex(self, at: int, sex: str, spoke: Antecedent) -> Person | None:
        """The one person known to be of that sex who does something in the paragraph, where somebody of unknown sex
        spoke before it.
        """
        block = self._scene.block_start(at)
        if spoke.sex or self._called.get(spoke.speaker.key) or spoke.until >= block:
            return None
        named = [one for one in self._scene.inside(Span(block, at)) if self._scene.does_something(one)]
        named = [one for one in named if self._scene.plain(one) and not self._scene.people.in_quotation(one.span.start)]
        fitting = {
            one for one in map(self._scene.people.person, named) if (one.sex or self._called.get(one.key)) == sex
        }
        return fitting.pop() if len(fitting) == 1 else None

    def _only_one_in_speech(self, before: int, sex: str) -> Person | None:
        """The one person whom the paragraph's speech names before."""
        named = self._scene.inside(Span(self._scene.block_start(before), before))
        people = {
            self._scene.people.person(one)
            for one in named
            if self._scene.plain(one) and self._scene.people.in_quotation(one.span.start)
        }
        fitting = {person for person in people if self._fits(person, sex)}
        return fitting.pop() if len(fitting) == 1 else None

    def _told_of(self, before: int, sex: str, teller: Antecedent | None) -> Person | None:
        """The one person beside who speaks whom the paragraph names before: "She had seen Jan Roe. “He told me”"."""
        named = self._scene.inside(Span(self._scene.block_start(before), before))
        people = {
            self._scene.people.person(one)
            for one in named
            if one in self._scene.persons and self._scene.plain(one) and not self._is_addressed(one)
        }
        fitting = {one for one in people if self._fits(one, sex)}
        fitting = {one for one in fitting if teller is not None and surname(one.name) != surname(teller.speaker.name)}
        return fitting.pop() if len(fitting) == 1 else None

    def _is_addressed(self, mention: NameMention) -> bool:
        """Whether a mention is in speech itself, or names who is told or spoken with."""
        at = self._scene.begin(mention)
        return self._scene.people.in_quotation(at) or _ADDRESSED.search(self._text, max(0, at - CLAUSE), at) is not None

    def _only_one_near(self, before: int, sex: str) -> Person | None:
        """The one person whom the paragraphs within reach name outside quotations, if they name just one that fits."""
        near = []
        for mention in self._scene.before(before):
            if not self._scene.near(mention.span.start, before):
                break
            if mention.kind != "person" or self._scene.people.in_quotation(mention.span.start):
                continue
            if self._scene.plain(mention) or self._scene.owns(mention):
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
            same = start >= self._scene.sentence_start(before) and not _TOPIC.search(
                self._text, max(0, start - 30), start
            )
            if same and self._scene.behind_preposition(mention):
                continue  # "Of Jan Roe, he said"
            meant = self._of_main_clause(mention, before) or mention
            if not self._scene.plain(meant) and not self._scene.owns(meant):
                continue
            person = self._scene.people.person(meant)
            if self._fits(person, sex):
                return (start, person)
        return None

    def _of_main_clause(self, mention: NameMention, before: int) -> NameMention | None:
        """Whom the main clause of a sentence names first, where a clause before it names the mention: "As Jan Roe
        spoke, Ann Doe answered".
        """
        start, at = self._scene.sentence_start(mention.span.start), self._scene.begin(mention)
        comma = self._text.find(", ", mention.span.end, min(before, mention.span.end + CLAUSE))
        if comma < 0 or not _SUBORDINATE.fullmatch(self._text, start, at):
            return None
        named = next(iter(self._scene.inside(Span(comma + 2, before))), None)
        first = named is not None and self._scene.begin(named) == comma + 2
        return named if first and named in self._scene.persons and self._scene.plain(named) else None

    # --- it, they -----------------------------------------------------------------------------------------------------

    def it(self, span: Span, heard: Sequence[Antecedent]) -> Speaker:
        """The organisation, outlet or document nearest before: in the same sentence, else who opened an earlier one of
        the paragraph or spoke last, whichever is nearer.
        """
        if self._scene.people.in_quotation(span.start):
            return UNKNOWN
        start = self._scene.sentence_start(span.start)
        last = self._last_body(span.start, heard)
        named = self._named_before(start, span.start, last)
        if named is not None:
            return named
        opened = self._opened_by_body(span.start, last)
        if opened is None and last is None:
            short = self._scene.bodies.last_named(self._scene.block_start(span.start), start)
            return kinds.organisation(short) if short is not None else UNKNOWN
        return opened or (last.speaker if last is not None else UNKNOWN)

    def _named_before(self, start: int, at: int, last: Antecedent | None) -> Speaker | None:
        """The organisation that a sentence names before that offset."""
        short = self._scene.bodies.last_named(start, at)
        if short is not None:
            return kinds.organisation(short)
        nameless = _THE_BODY.match(self._text, start, at)
        if nameless is not None and nameless[1] in sources.BODY_NOUNS:
            return self._nameless(nameless[1], start, last)
        for mention in reversed(self._scene.inside(Span(start, at))):
            if mention.kind == "organisation" and self._scene.is_head(mention, Span(start, at)):
                return self._scene.body(mention)
        about = self._scene.bodies.about()
        return kinds.organisation(about) if about is not None and about in self._text[start:at] else None

    def _last_body(self, at: int, heard: Sequence[Antecedent]) -> Antecedent | None:
        """The organisation, outlet or document that spoke last, if near."""
        bodies = (one for one in islice(reversed(heard), LOOK_BACK) if one.source < at)
        bodies = (one for one in bodies if one.speaker.kind in _BODIES or _is_body_without_name(one))
        last = next(bodies, None)
        return last if last is not None and self._scene.near(min(last.until, at), at) else None

    def read(self, span: Span) -> Speaker:
        """The document of which the paragraphs within reach tell last, where "it reads" has no other."""
        blocks = self._scene.blocks
        start = blocks[max(0, self._scene.block(span.start) - REACH)] if blocks else 0
        found = [one[1] for one in _ANY_DOCUMENT.finditer(self._text, start, span.start) if _is_document(one[1])]
        return kinds.document(found[-1]) if found else UNKNOWN

    def _opened_by_body(self, before: int, last: Antecedent | None) -> Speaker | None:
        """The organisation or document that opens the sentence before, in the same paragraph and behind who spoke
        last.
        """
        after = last.at if last is not None else -1
        sentence = self._scene.sentence_start(before)
        earlier = self._scene.sentence_start(sentence - 1) if sentence else 0
        if sentence == 0 or earlier < self._scene.block_start(before) or earlier <= after:
            return None
        if self._scene.people.in_quotation(earlier):
            return None
        nameless = _THE_BODY.match(self._text, earlier, sentence)
        if nameless is not None and nameless[1] in sources.ORGANISATION_NOUNS:
            return self._nameless(nameless[1], earlier, last)
        named = self._scene.inside(Span(earlier, sentence))
        if named and named[0].kind in (None, "organisation") and self._scene.opens_as_body(named[0], earlier):
            return self._scene.body(named[0])
        opening = _OPENING_DOCUMENT.match(self._text, earlier, sentence)
        said = opening[1].casefold().split() if opening else []
        at = next((at for at, word in enumerate(said) if word in sources.DOCUMENT_NOUNS), None)
        if at is not None:
            return kinds.document(" ".join(said[: at + 1]))
        read = {found[1] for found in _DOCUMENT.finditer(self._text, earlier, sentence) if _is_document(found[1])}
        return kinds.document(read.pop()) if len(read) == 1 else None

    def _nameless(self, noun: str, at: int, last: Antecedent | None) -> Speaker:
        """The body that is called by that noun alone: the one that spoke last, if its name has the noun."""
        if last is not None and noun in last.speaker.name.casefold().split():
            return last.speaker
        name = self._scene.bodies.named(f"the {noun}", at)
        return kinds.organisation(name or noun) if name or noun in sources.ALONE else kinds.unresolved(noun)

    def they(self, span: Span, heard: Sequence[Antecedent]) -> Speaker:
        """The several who spoke last, but for those of whom they tell."""
        for last in islice((one for one in reversed(heard) if one.source < span.start), LOOK_BACK):
            if not self._scene.near(min(last.until, span.start), span.start):
                return UNKNOWN
            several = last.speaker.many or last.speaker.name.casefold().endswith("police")
            is_document = last.speaker.kind is SpeakerKind.DOCUMENT and not last.passing
            if several or (is_document and sources.is_many(last.noun)):
                return last.speaker
            if not last.passing:
                return UNKNOWN
        return UNKNOWN


def _as_speaker(person: Person | None) -> tuple[Speaker, str | None]:
    return (UNKNOWN, None) if person is None else (kinds.person([person]), person.sex)


def _is_body_without_name(one: Antecedent) -> bool:
    return one.speaker.kind is SpeakerKind.UNKNOWN and bool(one.speaker.roles) and one.noun in sources.BODY_NOUNS


def _is_document(noun: str) -> bool:
    return noun in sources.DOCUMENT_NOUNS and noun not in sources.STAGES

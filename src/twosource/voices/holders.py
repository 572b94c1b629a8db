"""To whom a report gives a role: who "the mayor", "the Arden senator" or "the actress" is.

Strategy: the one person to whom the report gives the role by title or apposition; else the one named near by who may
be called so; else whom the next sentence names. Of two who fit, nobody: the speaker is known by the role alone, and
another report of the story may name her.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import Final

from twosource.model import Span, Speaker
from twosource.reading.lexicon import words
from twosource.reading.names import NameMention
from twosource.voices import kinds, roles, sources
from twosource.voices.kinds import UNKNOWN
from twosource.voices.people import Person
from twosource.voices.scene import LOOK_BACK, LOWER_RUN, Scene

NEAR_NAMES: Final = 20
"""Names before a description of somebody, among which they are sought; two paragraphs of PolNeAR train hold fewer."""
_SENTENCE_END: Final = re.compile(r"[.]\s+")
_DESCRIBED: Final = re.compile(
    r"[Tt]he (?:former|retired|veteran|longtime|outspoken|embattled|disgraced|ousted|outgoing|[\w]+-born) "
)
"""Opens a phrase for somebody whom the report has named: "the retired neurosurgeon"."""
_SOURCES: Final = words("""
    official aide adviser advisor source staffer employee diplomat lawyer attorney officer member insider person man
    woman colleague friend partner agent prosecutor analyst resident witness worker manager consultant assistant student
    """)
"""Nouns for those whom reports leave without a name, and who are nobody named before: "the former official"."""


class Holders:
    """Those who hold roles in one report."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self._text = scene.text

    def of(self, span: Span) -> tuple[Speaker, str | None]:
        """To whom the report gives a role, or of whom it speaks by that word; else nobody, known by the role alone."""
        phrase = self._scene.words(span)
        epithet = sources.is_epithet(sources.head_noun(phrase)) or _is_described(phrase)
        people = self._scene.people
        holder = people.with_role(phrase, span.start) or self._described(span)
        holder = holder or people.with_role_anywhere(phrase, span.start)
        if holder is not None and epithet and not self._is_last(holder, span.start):
            holder = None
        holder = holder or self._named_next(span)
        if holder is None and people.has_role(phrase) and not self._may_be_called_so(span):
            return (UNKNOWN, None)
        holder = holder or self._topic(span)
        return (kinds.person([holder]), holder.sex) if holder else (kinds.unresolved(phrase), None)

    def _described(self, span: Span) -> Person | None:
        """The one person named near by whose office it narrows otherwise: "Sen. Jan Roe … the Arden senator"."""
        wanted = roles.asked(self._scene.words(span))
        near = islice((one for one in self._scene.before(span.start)), NEAR_NAMES)
        named = [one for one in near if self._scene.near(one.span.start, span.start) and self._is_meant(one)]
        people = {self._scene.people.person(one) for one in named}
        fitting = [one for one in people if any(roles.may_be(wanted, roles.asked(role)) for role in one.roles)]
        return fitting[0] if len(fitting) == 1 else None

    def _is_meant(self, mention: NameMention) -> bool:
        """Whether a mention outside quotations means a person, be it as owner: "Roe’s answer", not "Roe aides"."""
        if mention not in self._scene.persons or self._scene.people.in_quotation(mention.span.start):
            return False
        return self._scene.plain(mention) or self._scene.owns(mention)

    def _named_next(self, span: Span) -> Person | None:
        """Who opens the next sentence and has not been named before: "… by the clerk. Jan Roe said"."""
        end = _SENTENCE_END.match(self._text, span.end)
        at = next((one for one in self._scene.inside(Span(span.end, span.end + LOOK_BACK))), None)
        if end is None or at is None or self._scene.begin(at) > end.end() or not self._scene.is_whole(at):
            return None
        person = self._scene.people.person(at)
        before = (one for one in self._scene.before(span.start) if one in self._scene.persons)
        return None if any(self._scene.people.person(one) == person for one in before) else person

    def _is_last(self, person: Person, at: int) -> bool:
        """Whether nobody else has been named since the person was."""
        people = self._scene.people
        named = (one for one in self._scene.before(at) if self._scene.plain(one))
        last = next((one for one in named if not people.in_quotation(one.span.start)), None)
        return last is not None and people.person(last) == person

    def _topic(self, span: Span) -> Person | None:
        """Of whom the paragraph speaks, called by another word: "Jan Roe wants it gone. “It leaks,” the actress said".

        The one person whom it names before, and who opens a sentence there; of offices, not one who holds another.
        Where it names nobody before, of whom the paragraph before speaks: "The Arden senator".
        """
        block = self._scene.block_start(span.start)
        named = self._named_in(block, span.start)
        if not named and self._may_be_called_so(span):
            before = self._scene.block_start(block - 1) if block else 0
            block, named = before, self._named_in(before, span.start)
            named = [one for one in named if self._scene.opens_sentence(one)]
        people = {self._scene.people.person(one) for one in named}
        if len(people) != 1 or not any(self._scene.opens_sentence(one) for one in named):
            return None
        (person,) = people
        noun = sources.head_noun(self._scene.words(span))
        called = noun in sources.ROLE_NOUNS or sources.is_epithet(noun) or _is_described(self._scene.words(span))
        if not called or {person.sex, sources.sex_of(noun)} == {
            "m",
            "f",
        }:
            return None
        told = {*LOWER_RUN.findall(self._text[block : span.start].casefold())}
        told |= {roles.asked(role).head for role in person.roles}
        offices = sources.ROLE_NOUNS - sources.NO_OFFICES
        first = self._scene.words(span) if noun in offices else self._scene.words(span).partition(" and ")[0]
        rival = noun in offices and told & offices
        return None if rival or not first.casefold().endswith(noun) else person

    def _named_in(self, start: int, end: int) -> list[NameMention]:
        """The people named there outside quotations, and not in passing."""
        named = (one for one in self._scene.inside(Span(start, end)) if self._scene.plain(one))
        return [one for one in named if not self._scene.people.in_quotation(one.span.start)]

    def _may_be_called_so(self, span: Span) -> bool:
        """Whether the phrase describes somebody by place, party or trade, whom the report has named another way."""
        phrase = self._scene.words(span)
        noun = sources.head_noun(phrase)
        return roles.asked(phrase).placed or sources.is_epithet(noun) or noun in sources.NO_OFFICES


def _is_described(phrase: str) -> bool:
    """Whether a phrase tells what somebody was or is, and of no office: "the retired neurosurgeon"."""
    noun = sources.head_noun(phrase)
    described = _DESCRIBED.match(phrase) is not None and sources.is_somebody(noun)
    return described and noun not in sources.ROLE_NOUNS | _SOURCES

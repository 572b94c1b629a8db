"""Who a source is that has no name as its head: an outlet, a document, a body, a role, or somebody not named.

Strategy: the head noun of the phrase tells which (`sources`); "the memo" is the one that spoke before, "the company"
the one that the report calls so (`bodies`), "his post" his, and who holds a role is asked of `holders`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice
from typing import Final

from twosource.model import Span, Speaker, SpeakerKind
from twosource.reading.names import NameMention
from twosource.voices import kinds, sources
from twosource.voices.holders import Holders
from twosource.voices.kinds import UNKNOWN
from twosource.voices.people import OPEN
from twosource.voices.pronouns import HE, Antecedent, Pronouns
from twosource.voices.scene import LOOK_BACK, Scene

_OWNERS: Final = frozenset(("his", "her", "its", "their", "our", "my"))
_OWN_WORDS: Final = re.compile(
    r"(?:an? (?:earlier|previous) version of )?this "
    r"(?:newspaper|paper|magazine|website|news site|article|post|story|report)"
)
"""An outlet that speaks of itself."""
_POSTED: Final = re.compile(
    r"\b(?:posts?|posted|posting|(?:re)?tweet(?:s|ed|ing)?|social (?:network|media)|wrote on)\b", re.IGNORECASE
)
_OWNED: Final = re.compile(r"(?:[’']s|(?<=s)[’'])\s+([a-z][\w -]*)")
_SURNAME: Final = re.compile(r"[A-Z][\w’'-]+")
_OF_NAME: Final = re.compile(r"\s+of\s+(?:the\s+)?(?=[A-Z])")
_POLICE: Final = frozenset(("detectives", "police officers", "cops"))
"""Those in whose words the police speak."""


class Unnamed:
    """The sources of one report in which no name is head."""

    def __init__(self, scene: Scene, pronouns: Pronouns, holders: Holders) -> None:
        self._scene = scene
        self._text = scene.text
        self._pronouns = pronouns
        self._holders = holders

    def speaker(self, span: Span, heard: Sequence[Antecedent]) -> tuple[Speaker, str | None]:
        """The speaker of a phrase in which no name is head, by its head noun."""
        phrase = self._scene.words(span)
        low, noun = phrase.casefold(), sources.head_noun(phrase)
        thing = self._thing(span, noun, heard)
        if thing is not None:
            return (thing, None)
        if noun in sources.ORGANISATION_NOUNS or low.endswith(("coast guard", "national guard")):
            return (self._nameless(span, heard), None)
        if low.startswith(("the ", "this ", "that ")) and not sources.is_many(phrase):
            return self._definite(span, noun, heard)
        owned = low.split(maxsplit=1)[0] in _OWNERS and not sources.is_many(phrase)
        held = self._scene.people.with_role_anywhere(phrase, span.start) if owned else None
        if held is not None:
            return (kinds.person([held]), held.sex)
        if _SURNAME.fullmatch(phrase) and noun not in sources.PEOPLE_NOUNS | sources.ROLE_NOUNS and noun[-1] != "s":
            return (kinds.unresolved(phrase), None)
        counted = sources.shared_by(phrase)
        somebody = sources.is_somebody(sources.head_noun(counted or phrase)) and not low.startswith("neither ")
        return (kinds.anonymous(phrase) if somebody else UNKNOWN, None)

    def _definite(self, span: Span, noun: str, heard: Sequence[Antecedent]) -> tuple[Speaker, str | None]:
        """Who holds a role ("the mayor"), or is the unnamed one of whom the report speaks ("the official")."""
        holder = self._holders.of(span)
        if holder[0].kind is not SpeakerKind.UNKNOWN:
            return holder
        again, sex = _again(heard, noun), sources.NOBODIES.get(noun)
        if again is None and noun in sources.NOBODIES:
            again = kinds.anonymous(self._scene.words(span))
        return holder if again is None else (again, sex)

    def _thing(self, span: Span, noun: str, heard: Sequence[Antecedent]) -> Speaker | None:
        """The outlet, document or named organisation that a phrase means, or None."""
        phrase = self._scene.words(span)
        definite = phrase.casefold().startswith("the ")
        if self._scene.outlet and _OWN_WORDS.fullmatch(phrase.casefold()):
            return kinds.outlet(self._scene.outlet)
        outlet = sources.outlet_name(sources.head(phrase))
        if outlet is not None or phrase.casefold() in _POLICE:
            police = self._scene.bodies.named("police", span.start) or "police"
            return kinds.outlet(outlet) if outlet is not None else kinds.organisation(police)
        if noun in sources.POSTS:
            return self._author(span, heard) or kinds.document(phrase)
        if noun in sources.DOCUMENT_NOUNS or (noun == "paper" and not definite):
            return _document_again(heard, noun, phrase) if definite else kinds.document(phrase)
        if noun in sources.OUTLET_NOUNS and definite:
            named = self._scene.outlet_before(span.start)
            again = _latest(heard, SpeakerKind.OUTLET) or (kinds.outlet(named) if named else None)
            may_be_office = noun == "agency" and (again is None or again.name not in sources.AGENCIES.values())
            if not may_be_office and (again is not None or len(phrase.split()) == 2):
                return again or (kinds.document(phrase) if noun == "paper" else kinds.unresolved(phrase))
        body = self._scene.bodies.named(phrase, span.start) if definite or noun == "police" else None
        return None if body is None or sources.is_somebody(noun) else kinds.organisation(body)

    def _author(self, span: Span, heard: Sequence[Antecedent]) -> Speaker | None:
        """Whose post it is: of "his post" he, of "another post" who posted last, near by."""
        first = self._scene.words(span).split(maxsplit=1)[0]
        if first.casefold() in HE:
            owner, _ = self._pronouns.he(Span(span.start, span.start + len(first)), HE[first.casefold()], heard)
            return owner if owner.kind is SpeakerKind.PERSON else None
        kinds_of_author = (SpeakerKind.PERSON, SpeakerKind.ORGANISATION)
        last = next((one for one in islice(reversed(heard), LOOK_BACK) if one.speaker.kind in kinds_of_author), None)
        if last is None or not self._scene.near(last.at, span.start):
            return None
        return last.speaker if _POSTED.search(self._text, last.at, span.start) else None

    def _nameless(self, span: Span, heard: Sequence[Antecedent]) -> Speaker:
        """An organisation without a name of its own; of "her office", the office of whom "her" means."""
        phrase = self._scene.words(span)
        first = phrase.split(maxsplit=1)[0]
        if first.casefold() not in _OWNERS:
            head = self._with_owner(span)
            if head != sources.head(phrase):
                return kinds.organisation(head)
            called = self.body_called(span)
            return called if called.kind is not SpeakerKind.UNKNOWN else self._body_again(span, heard) or called
        if first.casefold() not in HE:
            return UNKNOWN
        owner, _ = self._pronouns.he(Span(span.start, span.start + len(first)), HE[first.casefold()], heard)
        if owner.kind is not SpeakerKind.PERSON or owner.key.startswith(OPEN):
            return UNKNOWN
        return kinds.organisation(f"{owner.name}'s {sources.head(phrase)}")

    def _body_again(self, span: Span, heard: Sequence[Antecedent]) -> Speaker | None:
        """The one body, by a name that can be called so, that has spoken near by: "the group", "the agency"."""
        noun, at = sources.head_noun(self._scene.words(span)), span.start
        near = (one for one in islice(reversed(heard), LOOK_BACK) if self._scene.near(min(one.until, at), at))
        spoke = {one.speaker for one in near if one.speaker.kind is SpeakerKind.ORGANISATION}
        places = {one.name for one in self._scene.mentions if one.kind in ("place", "group")}
        spoke = {one for one in spoke if one.name not in places or noun not in sources.COMPANIES}
        named = [one for one in spoke if not one.many and sources.may_be_called(noun, one.name)]
        return named[0] if len(spoke) == len(named) == 1 else None

    def _with_owner(self, span: Span) -> str:
        """The phrase, its owner under his full name: "Mr. Roe’s office" → "Jan Roe's office", "government of Arden"."""
        head = sources.head(self._scene.words(span))
        named = self._scene.inside(span)
        of = _OF_NAME.search(self._text, span.start, span.end)
        if of is not None and named and named[0].span.start == of.end() and self._text[: of.start()].endswith(head):
            return f"{head} of {named[0].name}"
        owner = next((one for one in self._scene.inside(span) if one in self._scene.persons), None)
        owned = _OWNED.match(self._text, owner.span.end, span.end) if owner is not None else None
        if owner is None or owned is None or not self.may_be_person(owner):
            return head
        person = self._scene.people.person(owner)
        return head if person.key.startswith(OPEN) else f"{person.name}'s {sources.head(owned[1])}"

    def body_called(self, span: Span) -> Speaker:
        """The organisation that a phrase without a name means; one that has no name but "the company" is nobody yet."""
        phrase = self._scene.words(span)
        noun, head = sources.head_noun(phrase), sources.head(phrase)
        name = self._scene.bodies.named(phrase, span.start)
        if name is None and noun in sources.COMPANIES and phrase.casefold().startswith("the "):
            name = self._scene.bodies.about()
        if name is None and (
            head.casefold() in sources.ORGANISATION_NOUNS - sources.ALONE or noun in sources.COMPANIES
        ):
            return kinds.unresolved(head)
        return kinds.organisation(name or head)

    def may_be_person(self, mention: NameMention) -> bool:
        known = mention.kind is None and self._scene.people.is_known(mention)
        return mention.kind in ("person", "group") or known or mention.title is not None


def _document_again(heard: Sequence[Antecedent], noun: str, phrase: str) -> Speaker:
    """The document of which "the report" or "the document" speaks again, or one of its own words."""
    documents = [one.speaker for one in islice(reversed(heard), LOOK_BACK) if one.speaker.kind is SpeakerKind.DOCUMENT]
    if noun == "document" and documents:
        return documents[0]
    own = kinds.document(phrase)
    same = (one for one in documents if own.name.casefold() in (noun, one.name.casefold()))
    return next((one for one in same if sources.head_noun(one.name) == noun), own)


def _again(heard: Sequence[Antecedent], noun: str) -> Speaker | None:
    """The unnamed speaker of whom "the official" speaks again, or None."""
    unnamed = (
        one
        for one in islice(reversed(heard), LOOK_BACK)
        if one.speaker.kind is SpeakerKind.ANONYMOUS or noun in sources.SPOKESPEOPLE
    )
    return next((one.speaker for one in unnamed if not one.speaker.many and one.noun == noun), None)


def _latest(heard: Sequence[Antecedent], kind: SpeakerKind) -> Speaker | None:
    return next(
        (
            one.speaker
            for one in islice(reversed(heard), LOOK_BACK)
            if one.speaker.kind is kind and not one.speaker.many
        ),
        None,
    )

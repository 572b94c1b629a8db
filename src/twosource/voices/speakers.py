"""Who the source of an attribution is, within one report.

Strategy: sources are read in text order, so that each can lean on those before it. A name goes to `people`; a role
to the one person to whom the report gives it; a pronoun to `pronouns`; a phrase without a name is sorted by its head
noun (`sources`). Who speaks for an organisation without a name is the organisation; a post is said by its author.
In doubt the speaker is unknown: an unknown voice is honest, a wrong one is a lie about somebody.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from itertools import islice
from typing import Final

from twosource.model import Span, Speaker, SpeakerKind
from twosource.reading.names import NameMention
from twosource.voices import kinds, roles, sources
from twosource.voices.kinds import UNKNOWN
from twosource.voices.lexicon import VERBS, Form
from twosource.voices.people import OPEN, Person
from twosource.voices.pronouns import Heard, Pronouns
from twosource.voices.scene import LOOK_BACK, LOWER_RUN, Scene
from twosource.voices.tagging import Tagged

ANTECEDENT_REACH: Final = 90
"""Characters before a relative pronoun in which what it stands for is sought."""
NEAR_NAMES: Final = 20
"""Names before a description of somebody, among which they are sought; two paragraphs of PolNeAR train hold fewer."""
NESTED: Final = 12
"""Contents that begin before a source, the nearest, of which one may hold it: no text costs its square."""
_HE: Final = {"he": "m", "him": "m", "his": "m", "she": "f", "her": "f"}
_NEITHER: Final = re.compile(r"[Nn]either (s?he) nor\b")
_IT: Final = frozenset(("it", "its"))
_THEY: Final = frozenset(("they", "them", "their"))
_OWNERS: Final = frozenset(("his", "her", "its", "their", "our", "my"))
_RELATIVE: Final = frozenset(("who", "which", "that"))
_BOTH: Final = frozenset(("both", "the two", "the pair", "the duo"))
_OF_SEVERAL: Final = frozenset(("are", "were", "have"))
_OTHER_PRONOUNS: Final = frozenset(
    ["i", "we", "you", "us", "me", "this", "one", "these", "those", "there", "what", "everyone", "nobody", "anyone"]
)
_CONTRACTED: Final = re.compile(r"(?<!\w\w\w\w)[’'](?:s|d|ll|ve|re|m)$")
_SHOWN_TO: Final = re.compile(
    r"\b([a-z]+)(?: (?:seen|obtained|reviewed|viewed|read|leaked|shown|given)) (?:by|to)(?: the)? $"
)
"""Before an outlet that only read a document: "a memo seen by the Arden Post"."""
_OWN_WORDS: Final = re.compile(
    r"(?:an? (?:earlier|previous) version of )?this "
    r"(?:newspaper|paper|magazine|website|news site|article|post|story|report)"
)
"""An outlet that speaks of itself."""
_POSTED: Final = re.compile(
    r"\b(?:posts?|posted|posting|(?:re)?tweet(?:s|ed|ing)?|social (?:network|media)|wrote on)\b", re.IGNORECASE
)
_ANTECEDENT: Final = re.compile(r"(?:\b(?:the|an?|two|three|some|many|several|most)\s+)?(?:[\w-]+\s+)?[\w-]+$")
_OWNER: Final = re.compile(r"(?:(?<=\w\w\w)(?<!\b[Ss]he)(?<!\b[Ww]ho)(?<!\b[Ll]et)[’']s|(?<=\w\w\ws)[’'])$")
"""Behind a source that owns its cue: "the keeper’s | estimate"."""
_OWNED: Final = re.compile(r"(?:[’']s|(?<=s)[’'])\s+([a-z][\w -]*)")
_PAIR: Final = re.compile(r"(?:[Tt]he )?([A-Z]\w+) and (?:the )?([A-Z]\w+)")
"""Two that are named in one word each, of which the first may be no name that is sure: "Arden and Marl"."""
_BODY: Final = re.compile(r"[A-Z][\w.&’'-]*(?: (?:(?:of|for|and|on|the) )*[A-Z][\w.&’'-]*)+")
"""A body whose name has a place in it: "U.S. Fish and Wildlife Service"."""
_SURNAME: Final = re.compile(r"[A-Z][\w’'-]+")
_OF_NAME: Final = re.compile(r"\s+of\s+(?:the\s+)?(?=[A-Z])")
_SENTENCE_END: Final = re.compile(r"[.]\s+")
_LOWER_BEHIND: Final = re.compile(r"\s+(?!(?:and|or|in|of|from|who|for|at|on|to|by|with|that|which)\b)[a-z]")
_RELATIVE_CLAUSE: Final = re.compile(r"(?:,|\s[–—-])?\s(?:who|which|whose|whom|that|including|such as)\b")


def speakers(
    text: str, tagged: Sequence[Tagged], title: str | None = None, outlet: str | None = None
) -> tuple[Speaker, ...]:
    """The speaker of each attribution, in the same order; `outlet` is who publishes the report."""
    return Cast(text, title, outlet).of(tagged)


class Cast:
    """Everybody in one report."""

    def __init__(self, text: str, title: str | None = None, outlet: str | None = None) -> None:
        self._scene = Scene(text, title, outlet)
        self._text = text
        self._pronouns = Pronouns(self._scene)

    def of(self, tagged: Sequence[Tagged]) -> tuple[Speaker, ...]:
        """The speakers of `tagged`, which is in text order."""
        self._pronouns.forget()
        heard: list[Heard] = []
        found: dict[int, Speaker] = {}
        told = _told_by_others(tagged)
        for index in sorted(range(len(tagged)), key=lambda index: _position(tagged[index])):
            one = tagged[index]
            speaker, sex = self._speaker(one.source, heard)
            if speaker is UNKNOWN and self._is_read(one):
                speaker = self._pronouns.read(one.source[0])
            found[index] = speaker
            self._pronouns.note(speaker, sex)
            noun = sources.head_noun(self._words(Span(one.source[0].start, one.source[-1].end))) if one.source else ""
            begins, ends = _position(one), max((*one.content, *one.cue)).start
            at, passing = one.source[0].start if one.source else begins, index in told or self._is_passing(one.source)
            heard.append(Heard(begins, at, ends, speaker, sex, noun, passing))
        return tuple(found[index] for index in range(len(tagged)))

    def _is_read(self, one: Tagged) -> bool:
        """Whether it is what "it reads" tells."""
        words = [self._words(span).casefold() for span in (*one.source, *one.cue)]
        return words in (["it", "reads"], ["it", "read"])

    def _is_passing(self, source: Sequence[Span]) -> bool:
        """Whether a source is an owner or a relative pronoun."""
        owner = source and _OWNER.search(self._text, source[0].start, source[-1].end)
        return bool(owner) or [self._words(span).casefold() for span in source] in (["who"], ["that"], ["which"])

    def _words(self, span: Span) -> str:
        return self._text[span.start : span.end]

    def _speaker(self, source: Sequence[Span], heard: Sequence[Heard]) -> tuple[Speaker, str | None]:
        """The speaker of a source, with the sex that the report shows."""
        if not source:
            return (UNKNOWN, None)
        span = Span(source[0].start, source[-1].end)
        owner = _OWNER.search(self._text, span.start, span.end)
        span = Span(span.start, owner.start()) if owner and owner.start() > span.start else span
        neither = _NEITHER.match(self._text, span.start, span.end)
        span = Span(*neither.span(1)) if neither else span
        low = _CONTRACTED.sub("", self._words(span).casefold().strip(" ,"))
        pronoun = self._pronoun(low, span, heard)
        if pronoun is not None:
            return pronoun
        return (UNKNOWN, None) if low in _OTHER_PRONOUNS or not low else self._phrase(span, heard)

    def _pronoun(self, low: str, span: Span, heard: Sequence[Heard]) -> tuple[Speaker, str | None] | None:
        """Whom a pronoun stands for, or None where the word is none that stands for anybody."""
        if low in _HE:
            return self._pronouns.he(span, _HE[low], heard)
        if low in _RELATIVE:
            return self._antecedent(span, heard)
        if low in _IT:
            return (self._pronouns.it(span, heard), None)
        if low in _THEY:
            return (self._pronouns.they(span, heard), None)
        pair = self._scene.two_before(span.start) if low in _BOTH else None
        return None if pair is None else (kinds.person([self._scene.people.person(one) for one in pair]), None)

    # --- phrases with and without names -------------------------------------------------------------------------------

    def _phrase(self, span: Span, heard: Sequence[Heard]) -> tuple[Speaker, str | None]:
        clause = _RELATIVE_CLAUSE.search(self._text, span.start, span.end)
        span = Span(span.start, clause.start()) if clause and clause.start() > span.start else span
        before = self._scene.apposed_to(span)
        if before is not None:
            person = self._scene.people.person(before)
            return (kinds.person([person]), person.sex)
        named = [one for one in self._scene.inside(span) if not _is_office(one)]
        if not self._scene.people.in_quotation(span.start):
            named = [one for one in named if not self._scene.people.in_quotation(one.span.start)] or named
        inside = self._scene.headed(named, span)
        people = [mention for mention in inside if self._scene.is_person(mention, span)]
        if people:
            met = [self._scene.people.person(mention) for mention in self._scene.heads(people, span)]
            return (kinds.person(met), met[0].sex if len(met) == 1 else None)
        spoken = self._spoken_for(span, heard)
        if spoken is not None:
            return (spoken, None)
        named = [mention for mention in inside if self._scene.is_head(mention, span)]
        if named:
            return self._organisation(named, span)
        return self._unnamed(span, heard)

    def _spoken_for(self, span: Span, heard: Sequence[Heard]) -> Speaker | None:
        """The organisation for which somebody without a name speaks: "a police spokesman", "a spokeswoman for NBC"."""
        phrase = self._words(span)
        body = sources.spoken_for(phrase)
        if not body:
            return self._spoken_for_whom(span, heard) if body is not None and phrase[:2].casefold() == "a " else None
        at = self._text.find(body, span.start, span.end)
        if at < 0:
            return None
        named = self._scene.inside(Span(at, at + len(body)))
        if not named:
            known = sources.head_noun(body) in sources.ORGANISATION_NOUNS
            return self._body_called(Span(at, at + len(body))) if known else None
        noun = self._scene.noun_behind(named[0], Span(at, at + len(body)))
        if not self._scene.is_head(named[0], Span(at, at + len(body))) or self._may_be_person(named[0]):
            return None
        if sources.is_somebody(sources.head_noun(body)) or (noun and noun not in sources.ORGANISATION_NOUNS):
            return None
        return kinds.organisation(sources.head(body)) if noun else self._scene.body(named[0])

    def _spoken_for_whom(self, span: Span, heard: Sequence[Heard]) -> Speaker | None:
        """The organisation for which "a spokesman" speaks: of which the sentence tells, who spoke last in the
        paragraph, or the business that the report is about.
        """
        short = self._scene.bodies.last_named(self._scene.sentence_start(span.start), span.start)
        if short is not None:
            return kinds.organisation(short)
        last = heard[-1] if heard else None
        if last is not None and last.at >= self._scene.block_start(span.start):
            return last.speaker if last.speaker.kind is SpeakerKind.ORGANISATION else None
        business = self._scene.bodies.about()
        return kinds.organisation(business) if business is not None else None

    def _body_called(self, span: Span) -> Speaker:
        """The organisation that a phrase without a name means; one that has no name but "the company" is nobody yet."""
        phrase = self._words(span)
        name, head = self._scene.bodies.named(phrase, span.start), sources.head(phrase)
        if name is None and head.casefold() in sources.ORGANISATION_NOUNS - sources.ALONE:
            return kinds.unresolved(head)
        return kinds.organisation(name or head)

    def _may_be_person(self, mention: NameMention) -> bool:
        known = mention.kind is None and self._scene.people.is_known(mention)
        return mention.kind in ("person", "group") or known or mention.title is not None

    def _may_narrow(self, mention: NameMention) -> bool:
        return mention.kind == "place" or self._may_be_person(mention)

    def _organisation(self, named: Sequence[NameMention], span: Span) -> tuple[Speaker, str | None]:
        """The speaker of a phrase whose head is no person: "the Arden Post", "Arden officials", "the Roe campaign"."""
        mention, phrase = named[0], self._words(span)
        noun = self._scene.noun_behind(mention, span)
        definite = phrase.casefold().startswith("the ") and not sources.is_many(phrase)
        if sources.are_some(phrase) and not noun:
            return (kinds.anonymous(phrase), None)
        if noun in sources.DOCUMENT_NOUNS or noun in sources.ORGANISATION_NOUNS:
            made = (
                kinds.document(phrase) if noun in sources.DOCUMENT_NOUNS else kinds.organisation(sources.head(phrase))
            )
            return (made, None)
        if noun or mention.kind == "group":
            if not noun and _LOWER_BEHIND.match(self._text, mention.span.end, span.end):
                return (UNKNOWN, None)  # "Catholic teaching"
            role = definite and (noun in sources.ROLE_NOUNS or noun not in sources.PEOPLE_NOUNS)
            return self._holder(span) if role else (kinds.anonymous(phrase), None)
        return (self._named_body(named, span), None)

    def _named_body(self, named: Sequence[NameMention], span: Span) -> Speaker:
        """The outlet, organisation or place that a phrase names, or several; a document that such a one was shown."""
        mention, phrase = named[0], self._words(span)
        whole = re.sub(r"^[Tt]he\s+", "", phrase)
        narrows = _LOWER_BEHIND.match(self._text, mention.span.end, span.end)
        if narrows and sources.head_noun(phrase) not in sources.BODY_NOUNS and self._may_narrow(mention):
            return UNKNOWN  # "U.S. intelligence", "the Roe character"
        last = whole.split()[-1]
        if last not in mention.name and last.casefold() in sources.BODY_NOUNS and _BODY.fullmatch(whole):
            return kinds.organisation(whole)
        shown = _SHOWN_TO.search(self._text, max(0, span.start - ANTECEDENT_REACH), mention.span.start)
        if shown and shown[1] in sources.DOCUMENT_NOUNS:
            return kinds.document(shown[1])
        pair = _PAIR.fullmatch(phrase)
        if pair is not None and len(named) == 1:
            return kinds.together([kinds.organisation(one) for one in pair.groups()])
        return kinds.together([self._scene.body(one) for one in self._scene.joined(named)])

    def _holder(self, span: Span) -> tuple[Speaker, str | None]:
        """To whom the report gives a role, or of whom it speaks by that word; else nobody, known by the role alone."""
        phrase = self._words(span)
        epithet = sources.head_noun(phrase) in sources.EPITHETS
        people = self._scene.people
        holder = people.with_role(phrase, span.start) or self._described(span)
        holder = holder or people.with_role_anywhere(phrase, span.start)
        if holder is not None and epithet and not self._is_last(holder, span.start):
            holder = None
        if holder is None and people.has_role(phrase) and not self._may_be_called_so(span):
            return (UNKNOWN, None)
        holder = holder or self._topic(span) or self._named_next(span)
        return (kinds.person([holder]), holder.sex) if holder else (kinds.unresolved(phrase), None)

    def _described(self, span: Span) -> Person | None:
        """The one person named near by whose office it narrows otherwise: "Sen. Jan Roe … the Arden senator"."""
        wanted = roles.asked(self._words(span))
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
        noun = sources.head_noun(self._words(span))
        if noun not in sources.ROLE_NOUNS | sources.EPITHETS or {person.sex, sources.sex_of(noun)} == {"m", "f"}:
            return None
        told = {*LOWER_RUN.findall(self._text[block : span.start].casefold())}
        told |= {roles.asked(role).head for role in person.roles}
        offices = sources.ROLE_NOUNS - sources.NO_OFFICES
        first = self._words(span) if noun in offices else self._words(span).partition(" and ")[0]
        rival = noun in offices and told & offices
        return None if rival or not first.casefold().endswith(noun) else person

    def _named_in(self, start: int, end: int) -> list[NameMention]:
        """The people named there outside quotations, and not in passing."""
        named = (one for one in self._scene.inside(Span(start, end)) if self._scene.plain(one))
        return [one for one in named if not self._scene.people.in_quotation(one.span.start)]

    def _may_be_called_so(self, span: Span) -> bool:
        """Whether the phrase describes somebody by place, party or trade, whom the report has named another way."""
        phrase = self._words(span)
        return roles.asked(phrase).placed or sources.head_noun(phrase) in sources.EPITHETS | sources.NO_OFFICES

    def _unnamed(self, span: Span, heard: Sequence[Heard]) -> tuple[Speaker, str | None]:
        """The speaker of a phrase in which no name is head, by its head noun."""
        phrase = self._words(span)
        low, noun = phrase.casefold(), sources.head_noun(phrase)
        thing = self._thing(span, noun, heard)
        if thing is not None:
            return (thing, None)
        if noun in sources.ORGANISATION_NOUNS or low.endswith(("coast guard", "national guard")):
            return (self._nameless(span, heard), None)
        if low.startswith(("the ", "this ", "that ")) and not sources.is_many(phrase):
            holder = self._holder(span)
            again = _again(heard, noun) if holder[0].kind is SpeakerKind.UNKNOWN else None
            return holder if again is None else (again, None)
        owned = low.split(maxsplit=1)[0] in _OWNERS and not sources.is_many(phrase)
        held = self._scene.people.with_role_anywhere(phrase, span.start) if owned else None
        if held is not None:
            return (kinds.person([held]), held.sex)
        if _SURNAME.fullmatch(phrase) and noun not in sources.PEOPLE_NOUNS | sources.ROLE_NOUNS and noun[-1] != "s":
            return (kinds.unresolved(phrase), None)
        counted = sources.shared_by(phrase)
        somebody = sources.is_somebody(sources.head_noun(counted or phrase)) and not low.startswith("neither ")
        return (kinds.anonymous(phrase) if somebody else UNKNOWN, None)

    def _thing(self, span: Span, noun: str, heard: Sequence[Heard]) -> Speaker | None:
        """The outlet, document or named organisation that a phrase means, or None."""
        phrase = self._words(span)
        definite = phrase.casefold().startswith("the ")
        if self._scene.outlet and _OWN_WORDS.fullmatch(phrase.casefold()):
            return kinds.outlet(self._scene.outlet)
        outlet = sources.outlet_name(sources.head(phrase))
        if outlet is not None:
            return kinds.outlet(outlet)
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

    def _author(self, span: Span, heard: Sequence[Heard]) -> Speaker | None:
        """Whose post it is: of "his post" he, of "another post" who posted last, near by."""
        first = self._words(span).split(maxsplit=1)[0]
        if first.casefold() in _HE:
            owner, _ = self._pronouns.he(Span(span.start, span.start + len(first)), _HE[first.casefold()], heard)
            return owner if owner.kind is SpeakerKind.PERSON else None
        kinds_of_author = (SpeakerKind.PERSON, SpeakerKind.ORGANISATION)
        last = next((one for one in islice(reversed(heard), LOOK_BACK) if one.speaker.kind in kinds_of_author), None)
        if last is None or not self._scene.near(last.at, span.start):
            return None
        return last.speaker if _POSTED.search(self._text, last.at, span.start) else None

    def _nameless(self, span: Span, heard: Sequence[Heard]) -> Speaker:
        """An organisation without a name of its own; of "her office", the office of whom "her" means."""
        phrase = self._words(span)
        first = phrase.split(maxsplit=1)[0]
        if first.casefold() not in _OWNERS:
            head = self._with_owner(span)
            if head != sources.head(phrase):
                return kinds.organisation(head)
            called = self._body_called(span)
            return called if called.kind is not SpeakerKind.UNKNOWN else self._body_again(span, heard) or called
        if first.casefold() not in _HE:
            return UNKNOWN
        owner, _ = self._pronouns.he(Span(span.start, span.start + len(first)), _HE[first.casefold()], heard)
        if owner.kind is not SpeakerKind.PERSON or owner.key.startswith(OPEN):
            return UNKNOWN
        return kinds.organisation(f"{owner.name}'s {sources.head(phrase)}")

    def _body_again(self, span: Span, heard: Sequence[Heard]) -> Speaker | None:
        """The one body, by a name that can be called so, that has spoken near by: "the group", "the agency"."""
        noun, at = sources.head_noun(self._words(span)), span.start
        near = (one for one in islice(reversed(heard), LOOK_BACK) if self._scene.near(min(one.until, at), at))
        spoke = {one.speaker for one in near if one.speaker.kind is SpeakerKind.ORGANISATION}
        named = [one for one in spoke if not one.many and sources.may_be_called(noun, one.name)]
        return named[0] if len(spoke) == len(named) == 1 else None

    def _with_owner(self, span: Span) -> str:
        """The phrase, its owner under his full name: "Mr. Roe’s office" → "Jan Roe's office", "government of Arden"."""
        head = sources.head(self._words(span))
        named = self._scene.inside(span)
        of = _OF_NAME.search(self._text, span.start, span.end)
        if of is not None and named and named[0].span.start == of.end() and self._text[: of.start()].endswith(head):
            return f"{head} of {named[0].name}"
        owner = next((one for one in self._scene.inside(span) if one in self._scene.persons), None)
        owned = _OWNED.match(self._text, owner.span.end, span.end) if owner is not None else None
        if owner is None or owned is None or not self._may_be_person(owner):
            return head
        person = self._scene.people.person(owner)
        return head if person.key.startswith(OPEN) else f"{person.name}'s {sources.head(owned[1])}"

    # --- relative pronouns --------------------------------------------------------------------------------------------

    def _antecedent(self, span: Span, heard: Sequence[Heard]) -> tuple[Speaker, str | None]:
        """Whom "who" stands for: the phrase right before it."""
        thing = self._words(span).casefold() in ("that", "which")
        named = self._scene.before(span.start)[:3]
        if named and not self._text[named[0].span.end : span.start].strip(" ,).–—-"):
            whose = named[0]
            if not thing:
                whose = next((one for one in named[1:] if self._scene.is_from(one, named[0])), named[0])
            pair = None if thing else self._pair_before(named, span)
            speaker, sex = (kinds.person(pair), None) if pair else self._phrase(whose.span, heard)
            human = speaker.kind is SpeakerKind.PERSON or (speaker.kind is SpeakerKind.ANONYMOUS and speaker.many)
            if thing and human:
                return (self._document_before(span.start), None)
            return (speaker, sex) if thing != human and speaker.kind is not SpeakerKind.UNKNOWN else (UNKNOWN, None)
        if thing:
            return (self._document_before(span.start), None)
        return self._somebody_before(span.start, heard)

    def _pair_before(self, named: Sequence[NameMention], span: Span) -> list[Person] | None:
        """The two people who "who say" stands for: "Jan Roe and Ann Doe, who say"."""
        verb = LOWER_RUN.match(self._text, span.end + 1)
        known = VERBS.get(verb[0]) if verb else None
        many = verb is not None and (verb[0] in _OF_SEVERAL or (known is not None and known.form is Form.BASE))
        if not many or len(named) < 2 or not all(one in self._scene.persons for one in named[:2]):
            return None
        between = self._text[named[1].span.end : self._scene.begin(named[0])]
        return [self._scene.people.person(one) for one in named[1::-1]] if between.strip() == "and" else None

    def _somebody_before(self, at: int, heard: Sequence[Heard]) -> tuple[Speaker, str | None]:
        """Whom the words right before "who" mean: "people who", "the mayor, who"."""
        first = max(0, at - ANTECEDENT_REACH)
        phrase = _ANTECEDENT.search(self._text[first:at].rstrip(" ,"))
        if phrase is None:
            return (UNKNOWN, None)
        noun = sources.head_noun(phrase.group())
        if noun in sources.PEOPLE_NOUNS and sources.is_many(noun):
            return (kinds.anonymous(noun), None)
        if phrase.group().casefold().startswith("the ") and sources.is_somebody(noun):
            speaker, sex = self._phrase(Span(first + phrase.start(), first + phrase.end()), heard)
            return (speaker, sex) if speaker.kind is SpeakerKind.PERSON else (UNKNOWN, None)
        return (UNKNOWN, None)

    def _document_before(self, at: int) -> Speaker:
        """The document nearest before in the same sentence: "the notes he was given that implored him"."""
        start = self._scene.sentence_start(at)
        found = [
            word
            for word in LOWER_RUN.findall(self._text[max(start, at - ANTECEDENT_REACH) : at])
            if word in sources.DOCUMENT_NOUNS
        ]
        return kinds.document(found[-1]) if found else UNKNOWN


def _position(one: Tagged) -> int:
    return min((*one.source, *one.cue, *one.content)).start


def _is_office(mention: NameMention) -> bool:
    """Whether it is no name but a role in short: "the CEO"."""
    return mention.name.isupper() and mention.name.casefold() in sources.ROLE_NOUNS


def _told_by_others(tagged: Sequence[Tagged]) -> frozenset[int]:
    """Those whose source stands in what another says."""
    held = sorted((span, at) for at, one in enumerate(tagged) for span in one.content)
    told: set[int] = set()
    for at, one in enumerate(tagged):
        if one.source:
            last = bisect_left(held, (Span(one.source[0].start + 1, 0), 0))
            near = held[max(0, last - NESTED) : last]
            told.update({at} if any(by != at and span.covers(one.source[0]) for span, by in near) else ())
    return frozenset(told)


def _document_again(heard: Sequence[Heard], noun: str, phrase: str) -> Speaker:
    """The document of which "the report" or "the document" speaks again, or one of its own words."""
    documents = [one.speaker for one in islice(reversed(heard), LOOK_BACK) if one.speaker.kind is SpeakerKind.DOCUMENT]
    if noun == "document" and documents:
        return documents[0]
    own = kinds.document(phrase)
    same = (one for one in documents if own.name.casefold() in (noun, one.name.casefold()))
    return next((one for one in same if sources.head_noun(one.name) == noun), own)


def _again(heard: Sequence[Heard], noun: str) -> Speaker | None:
    """The unnamed speaker of whom "the official" speaks again, or None."""
    unnamed = (
        one
        for one in islice(reversed(heard), LOOK_BACK)
        if one.speaker.kind is SpeakerKind.ANONYMOUS or noun in sources.SPOKESPEOPLE
    )
    return next((one.speaker for one in unnamed if not one.speaker.many and one.noun == noun), None)


def _latest(heard: Sequence[Heard], kind: SpeakerKind) -> Speaker | None:
    return next(
        (
            one.speaker
            for one in islice(reversed(heard), LOOK_BACK)
            if one.speaker.kind is kind and not one.speaker.many
        ),
        None,
    )

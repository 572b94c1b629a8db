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
from typing import Final

from twosource.model import Span, Speaker, SpeakerKind
from twosource.reading.names import NameMention
from twosource.voices import kinds, sources
from twosource.voices.holders import Holders
from twosource.voices.kinds import UNKNOWN
from twosource.voices.lexicon import AUXILIARIES, PAST_VERBS, VERBS, Form
from twosource.voices.people import Person
from twosource.voices.pronouns import HE, Antecedent, Pronouns
from twosource.voices.relatives import Relatives
from twosource.voices.scene import LOWER_RUN, POLLS, Scene
from twosource.voices.tagging import Tagged
from twosource.voices.unnamed import Unnamed

ANTECEDENT_REACH: Final = 90
"""Characters before a relative pronoun in which what it stands for is sought."""
NESTED: Final = 12
"""Contents that begin before a source, the nearest, of which one may hold it: no text costs its square."""
_WHICH: Final = re.compile(r"[A-Z][\w&-]*(?=, which\s)")
_OPENING: Final = re.compile(r"(?:(?:that|whether|if|how|why|when|what)\s+)?")
"""Before the subject of what is told."""
_OWNED: Final = re.compile(r"[’']s?\s|^(?:his|her|their|its)\s", re.IGNORECASE)
"""In the name of somebody known by whose he is."""
_NEITHER: Final = re.compile(r"[Nn]either (s?he) nor\b")
_IT: Final = frozenset(("it", "its"))
_THEY: Final = frozenset(("they", "them", "their"))
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
_ANTECEDENT: Final = re.compile(r"(?:\b(?:the|an?|two|three|some|many|several|most)\s+)?(?:[\w-]+\s+)?[\w-]+$")
_OWNER: Final = re.compile(r"(?:(?<=\w\w\w)(?<!\b[Ss]he)(?<!\b[Ww]ho)(?<!\b[Ll]et)[’']s|(?<=\w\w\ws)[’'])$")
"""Behind a source that owns its cue: "the keeper’s | estimate"."""
_PAIR: Final = re.compile(r"(?:[Tt]he )?([A-Z]\w+) and (?:the )?([A-Z]\w+)")
"""Two that are named in one word each, of which the first may be no name that is sure: "Arden and Marl"."""
_ASIDE: Final = re.compile(r",\s+(?:however|though|meanwhile|too|also),|\s*\([A-Z]{1,3}-[A-Z][\w.]*\)")
"""What may stand between a name and "who": "Roe, however, who", "Sen. Jan Roe (D-Ohio), who"."""
_WITH_VOICE: Final = (SpeakerKind.PERSON, SpeakerKind.ANONYMOUS, SpeakerKind.ORGANISATION)
"""Kinds of speakers for whom a spokesman may speak."""
_BODY: Final = re.compile(r"[A-Z][\w.&’'-]*(?: (?:(?:of|for|and|on|the) )*[A-Z][\w.&’'-]*)+")
"""A body whose name has a place in it: "U.S. Fish and Wildlife Service"."""
_LOWER_BEHIND: Final = re.compile(r"\s+(?!(?:and|or|in|of|from|who|for|at|on|to|by|with|that|which)\b)[a-z]")
_APPOSITION: Final = re.compile(r",\s+([^.;:“”\"\n]{1,90}),\s+")
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
        self._holders = Holders(self._scene)
        self._relatives = Relatives(self._scene, self._pronouns)
        self._unnamed = Unnamed(self._scene, self._pronouns, self._holders)

    def of(self, tagged: Sequence[Tagged]) -> tuple[Speaker, ...]:
        """The speakers of `tagged`, which is in text order."""
        self._pronouns.forget()
        heard: list[Antecedent] = []
        found: dict[int, Speaker] = {}
        tellers = _tellers(tagged)
        spoke: dict[int, Antecedent] = {}
        for index in sorted(range(len(tagged)), key=lambda index: _position(tagged[index])):
            one = tagged[index]
            teller = spoke.get(tellers.get(index, -1))
            speaker, sex = self._of_teller(one, teller, tagged[tellers.get(index, index)]) or self._speaker(
                one.source, heard, teller
            )
            if speaker is UNKNOWN and self._is_read(one):
                speaker = self._pronouns.read(one.source[0])
            found[index] = speaker
            self._pronouns.note(speaker, sex)
            heard.append(self._heard(one, speaker, sex, is_told=index in tellers))
            spoke[index] = heard[-1]
        return tuple(found[index] for index in range(len(tagged)))

    def _heard(self, one: Tagged, speaker: Speaker, sex: str | None, *, is_told: bool) -> Antecedent:
        begins, ends = _position(one), max((*one.content, *one.cue)).start
        if not one.source:
            return Antecedent(begins, begins, ends, speaker, sex, passing=is_told)
        noun = sources.head_noun(self._scene.words(Span(one.source[0].start, one.source[-1].end)))
        return Antecedent(
            begins, one.source[0].start, ends, speaker, sex, noun, is_told or self._is_passing(one.source)
        )

    def _of_teller(self, one: Tagged, teller: Antecedent | None, telling: Tagged) -> tuple[Speaker, str | None] | None:
        """Who tells it, where "he", "it" or "they" opens what is told: "Jan Roe said that she hoped".

        None where the pronoun cannot be who tells ("Roe’s lawyer said that she hoped"), or stands in speech.
        """
        if teller is None or not one.source or not self._opens(one.source[0].start, telling):
            return None
        low, speaker = self._scene.words(one.source[0]).casefold(), teller.speaker
        if low in HE:
            human = speaker.kind in (SpeakerKind.PERSON, SpeakerKind.ANONYMOUS) and not speaker.many
            fits = teller.sex in (None, HE[low]) and self._pronouns.may_be(speaker, HE[low])
            return (speaker, HE[low]) if human and fits and not _OWNED.search(speaker.name) else None
        is_body = speaker.kind in (SpeakerKind.ORGANISATION, SpeakerKind.OUTLET)
        return (speaker, None) if (low == "it" and is_body) or (low == "they" and speaker.many) else None

    def _opens(self, at: int, telling: Tagged) -> bool:
        """Whether what is told behind its source, and not in quotation marks, begins there."""
        if not telling.source or self._scene.people.in_quotation(at):
            return False
        behind = (span.start for span in telling.content if span.start >= telling.source[-1].end)
        return any(_OPENING.fullmatch(self._text, start, at) for start in behind if start <= at)

    def _is_read(self, one: Tagged) -> bool:
        """Whether it is what "it reads" tells."""
        words = [self._scene.words(span).casefold() for span in (*one.source, *one.cue)]
        return words in (["it", "reads"], ["it", "read"])

    def _is_passing(self, source: Sequence[Span]) -> bool:
        """Whether a source is an owner or a relative pronoun."""
        owner = source and _OWNER.search(self._text, source[0].start, source[-1].end)
        return bool(owner) or [self._scene.words(span).casefold() for span in source] in (["who"], ["that"], ["which"])

    def _speaker(
        self, source: Sequence[Span], heard: Sequence[Antecedent], teller: Antecedent | None
    ) -> tuple[Speaker, str | None]:
        """The speaker of a source, with the sex that the report shows."""
        if not source:
            return (UNKNOWN, None)
        span = Span(source[0].start, source[-1].end)
        owner = _OWNER.search(self._text, span.start, span.end)
        span = Span(span.start, owner.start()) if owner and owner.start() > span.start else span
        neither = _NEITHER.match(self._text, span.start, span.end)
        span = Span(*neither.span(1)) if neither else span
        low = _CONTRACTED.sub("", self._scene.words(span).casefold().strip(" ,"))
        pronoun = self._pronoun(low, span, heard, teller)
        if pronoun is not None:
            return pronoun
        maker = self._maker(span)
        if maker is not None:
            return (maker, None)
        relative = self._relatives.person(span, heard, teller)
        if relative is not None:
            return (kinds.person([relative]), relative.sex)
        return (UNKNOWN, None) if low in _OTHER_PRONOUNS or not low else self._phrase(span, heard)

    def _pronoun(
        self, low: str, span: Span, heard: Sequence[Antecedent], teller: Antecedent | None
    ) -> tuple[Speaker, str | None] | None:
        """Whom a pronoun stands for, or None where the word is none that stands for anybody."""
        if low in HE:
            return self._pronouns.he(span, HE[low], heard, teller=teller)
        if low in _RELATIVE:
            return self._antecedent(span, heard)
        if low in _IT:
            return (self._pronouns.it(span, heard), None)
        if low in _THEY:
            return (self._pronouns.they(span, heard), None)
        pair = self._scene.two_before(span.start) if low in _BOTH else None
        return None if pair is None else (kinds.person([self._scene.people.person(one) for one in pair]), None)

    def _maker(self, span: Span) -> Speaker | None:
        """The body that one name alone is, where "which" goes on to tell of it: "Corvane, which makes ships"."""
        name = _WHICH.match(self._text, span.start)
        named = self._scene.inside(Span(*name.span())) if name is not None and name.end() <= span.end else ()
        if name is None or name.end() > span.end or any(one.kind in ("person", "group", "place") for one in named):
            return None
        return self._scene.body(named[0]) if named else kinds.organisation(name[0])

    # --- phrases with and without names -------------------------------------------------------------------------------

    def _phrase(self, span: Span, heard: Sequence[Antecedent]) -> tuple[Speaker, str | None]:
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
        return self._unnamed.speaker(span, heard)

    def _spoken_for(self, span: Span, heard: Sequence[Antecedent]) -> Speaker | None:
        """The organisation for which somebody without a name speaks: "a police spokesman", "a spokeswoman for NBC"."""
        phrase = self._scene.words(span)
        body = sources.spoken_for(phrase)
        if not body:
            return self._spoken_for_whom(span, heard) if body is not None and phrase[:2].casefold() == "a " else None
        at = self._text.find(body, span.start, span.end)
        if at < 0:
            return None
        named = self._scene.inside(Span(at, at + len(body)))
        if not named:
            known = sources.head_noun(body) in sources.ORGANISATION_NOUNS
            return self._unnamed.body_called(Span(at, at + len(body))) if known else None
        noun = self._scene.noun_behind(named[0], Span(at, at + len(body)))
        if not self._scene.is_head(named[0], Span(at, at + len(body))) or self._unnamed.may_be_person(named[0]):
            return None
        if sources.is_somebody(sources.head_noun(body)) or (noun and noun not in sources.ORGANISATION_NOUNS):
            return None
        return kinds.organisation(sources.head(body)) if noun else self._scene.body(named[0])

    def _spoken_for_whom(self, span: Span, heard: Sequence[Antecedent]) -> Speaker | None:
        """The organisation for which "a spokesman" speaks: of which the sentence tells, who spoke last in the
        paragraph, or the business that the report is about.
        """
        short = self._scene.bodies.last_named(self._scene.sentence_start(span.start), span.start)
        if short is not None:
            return kinds.organisation(short)
        last = heard[-1] if heard else None
        if last is not None and last.at >= self._scene.block_start(span.start) and last.speaker.kind in _WITH_VOICE:
            return last.speaker if last.speaker.kind is SpeakerKind.ORGANISATION else None
        business = self._scene.bodies.about()
        return kinds.organisation(business) if business is not None else None

    def _may_narrow(self, mention: NameMention) -> bool:
        return mention.kind == "place" or self._unnamed.may_be_person(mention)

    def _organisation(self, named: Sequence[NameMention], span: Span) -> tuple[Speaker, str | None]:
        """The speaker of a phrase whose head is no person: "the Arden Post", "Arden officials", "the Roe campaign"."""
        mention, phrase = named[0], self._scene.words(span)
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
            return self._holders.of(span) if role else (kinds.anonymous(phrase), None)
        return (self._named_body(named, span), None)

    def _named_body(self, named: Sequence[NameMention], span: Span) -> Speaker:
        """The outlet, organisation or place that a phrase names, or several; a document that such a one was shown."""
        mention, phrase = named[0], self._scene.words(span)
        whole = re.sub(r"^[Tt]he\s+", "", phrase)
        narrows = _LOWER_BEHIND.match(self._text, mention.span.end, span.end)
        if narrows and sources.head_noun(phrase) not in sources.BODY_NOUNS and self._may_narrow(mention):
            return UNKNOWN  # "U.S. intelligence", "the Roe character"
        if mention.name.split()[-1].casefold() in POLLS and phrase[:2].casefold() in ("a ", "an"):
            return kinds.document(phrase)
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

    # --- relative pronouns --------------------------------------------------------------------------------------------

    def _antecedent(self, span: Span, heard: Sequence[Antecedent]) -> tuple[Speaker, str | None]:
        """Whom "who" stands for: the phrase right before it."""
        thing = self._scene.words(span).casefold() in ("that", "which")
        named = self._scene.before(span.start)[:3]
        if named and not _ASIDE.sub("", self._text[named[0].span.end : span.start]).strip(" ,).–—-"):
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
            return (self._body_before(named, span) or self._document_before(span.start), None)
        apposed = self._apposed_before(named, span)
        if apposed is not None:
            return (kinds.person([apposed]), apposed.sex)
        return self._somebody_before(span.start, heard)

    def _apposed_before(self, named: Sequence[NameMention], span: Span) -> Person | None:
        """Of whom an apposition before "who" tells: "Jan Roe, the mayor’s former adviser, who"."""
        for mention in named:
            aside = _APPOSITION.fullmatch(self._text, mention.span.end, span.start)
            if aside is not None and self._scene.is_whole(mention):
                told = LOWER_RUN.findall(aside[1])
                plain = not any(word in AUXILIARIES or word in PAST_VERBS or word in VERBS for word in told)
                return self._scene.people.person(mention) if plain else None
        return None

    def _body_before(self, named: Sequence[NameMention], span: Span) -> Speaker | None:
        """The body of which an apposition before "which" tells: "the Arden Rowers, a club of men and women, which"."""
        aside = _APPOSITION.fullmatch(self._text, named[0].span.end, span.start) if named else None
        if aside is None or named[0].kind == "person":
            return None
        nouns = {sources.head_noun(aside[1]), aside[1].split()[-1].casefold()}
        return None if nouns.isdisjoint(sources.ORGANISATION_NOUNS) else self._scene.body(named[0])

    def _pair_before(self, named: Sequence[NameMention], span: Span) -> list[Person] | None:
        """The two people who "who say" stands for: "Jan Roe and Ann Doe, who say"."""
        verb = LOWER_RUN.match(self._text, span.end + 1)
        known = VERBS.get(verb[0]) if verb else None
        many = verb is not None and (verb[0] in _OF_SEVERAL or (known is not None and known.form is Form.BASE))
        if not many or len(named) < 2 or not all(one in self._scene.persons for one in named[:2]):
            return None
        between = self._text[named[1].span.end : self._scene.begin(named[0])]
        return [self._scene.people.person(one) for one in named[1::-1]] if between.strip() == "and" else None

    def _somebody_before(self, at: int, heard: Sequence[Antecedent]) -> tuple[Speaker, str | None]:
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


def _tellers(tagged: Sequence[Tagged]) -> dict[int, int]:
    """Those whose source stands in what another says → the other, of several the one who begins last."""
    held = sorted((span, at) for at, one in enumerate(tagged) for span in one.content)
    tellers: dict[int, int] = {}
    for at, one in enumerate(tagged):
        if one.source:
            last = bisect_left(held, (Span(one.source[0].start + 1, 0), 0))
            near = reversed(held[max(0, last - NESTED) : last])
            teller = next((by for span, by in near if by != at and span.covers(one.source[0])), None)
            tellers.update({} if teller is None else {at: teller})
    return tellers

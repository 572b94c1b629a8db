"""What a phrase is, once that is known → the Speaker that it makes: names, keys and kinds in one way everywhere.

Strategy: a key is the name in lower case with hyphens, with the kind before it where there is no name of its own, so
that a memo is never one with a company that is called so. Makers of speakers alone may live here.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from twosource.model import Speaker, SpeakerKind
from twosource.voices import sources
from twosource.voices.people import Person, slug

UNKNOWN: Final = Speaker("unknown", "unknown", SpeakerKind.UNKNOWN)


def straight(name: str) -> str:
    """The name with typewriter apostrophes, so that it is one name in every outlet's style."""
    return name.replace("’", "'")


def person(people: Sequence[Person]) -> Speaker:
    """One person, or several who speak together."""
    if len(people) == 1:
        return Speaker(people[0].key, straight(people[0].name), SpeakerKind.PERSON, roles=people[0].roles)
    names = straight(" and ".join(one.name for one in people))
    return Speaker("+".join(one.key for one in people), names, SpeakerKind.PERSON, many=True)


def unresolved(phrase: str) -> Speaker:
    """Somebody whom the report calls by a role that it gives to nobody by name, or by a surname that it does not
    explain.
    """
    return Speaker(UNKNOWN.key, UNKNOWN.name, UNKNOWN.kind, roles=(" ".join(phrase.split()),))


def organisation(name: str) -> Speaker:
    return Speaker(slug(name), straight(name), SpeakerKind.ORGANISATION)


def outlet(name: str) -> Speaker:
    return Speaker(slug(name), name, SpeakerKind.OUTLET)


def together(speakers: Sequence[Speaker]) -> Speaker:
    """One speaker, or several bodies with one voice: "Arden and Marl"."""
    if len(speakers) == 1:
        return speakers[0]
    key, name = "+".join(one.key for one in speakers), " and ".join(one.name for one in speakers)
    return Speaker(key, name, speakers[0].kind, many=True)


def anonymous(phrase: str) -> Speaker:
    """A speaker without a name, by the phrase that stands for one."""
    name = " ".join(phrase.split()).strip(" ,.")
    return Speaker(f"anonymous:{slug(name)}", name, SpeakerKind.ANONYMOUS, sources.is_many(name))


def document(phrase: str) -> Speaker:
    name = straight(sources.head(phrase))
    return Speaker(f"document:{slug(name)}", name, SpeakerKind.DOCUMENT)

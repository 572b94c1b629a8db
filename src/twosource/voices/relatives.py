"""Relatives whom a report does not name, or by a given name alone: "her mother", "Mr. Roe’s wife, Ann".

Strategy: they are persons, known by whose they are ("Jan Roe's mother"), so that they are one in all that they say; a
given name gets the surname of whose relative it is. Whose that is, is asked of the names and pronouns of the report.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from twosource.model import Span, Speaker, SpeakerKind
from twosource.voices.people import OPEN, Person, name_key, slug, surname
from twosource.voices.pronouns import HE, Antecedent, Pronouns
from twosource.voices.scene import Scene

_FEMALE: Final = frozenset(("mother", "mum", "mom", "wife", "daughter", "sister", "grandmother", "widow"))
_MALE: Final = frozenset(("father", "dad", "husband", "son", "brother", "grandfather", "widower"))
_RELATIVE: Final = re.compile(
    r"(?:(?P<pronoun>[Mm]y|[Hh]is|[Hh]er)|(?P<owner>[A-Z][^,;:\n]{1,60}?)[’']s?)\s+(?:(?:late|elder|older|younger)\s+)?"
    rf"(?P<noun>{'|'.join(sorted(_FEMALE | _MALE))})(?:,\s+(?P<given>[A-Z][\w-]+))?,?"
)


class Relatives:
    """The relatives of those who are named in one report."""

    def __init__(self, scene: Scene, pronouns: Pronouns) -> None:
        self._scene = scene
        self._pronouns = pronouns

    def person(self, span: Span, heard: Sequence[Antecedent], teller: Antecedent | None) -> Person | None:
        """The person whom a phrase calls somebody's relative; None for any other phrase, or where it is open whose.

        Args:
            span: the phrase.
            heard: who spoke before.
            teller: who says that the relative says it, if anybody does.
        """
        found = _RELATIVE.fullmatch(self._scene.text, span.start, span.end)
        owner = self._owner(found, heard, teller) if found else None
        if found is None or owner is None or owner.key.startswith(OPEN):
            return None
        sex = "f" if found["noun"] in _FEMALE else "m"
        if found["given"] is not None:
            name = f"{found['given']} {owner.name.split()[-1]}"
            return Person(name_key(name), name, sex) if surname(owner.name) != slug(owner.name) else None
        return Person(slug(f"{owner.key} {found['noun']}"), f"{owner.name}'s {found['noun']}", sex)

    def _owner(
        self, found: re.Match[str], heard: Sequence[Antecedent], teller: Antecedent | None
    ) -> Speaker | Person | None:
        if found["owner"] is not None:
            named = [one for one in self._scene.inside(Span(*found.span("owner"))) if one in self._scene.persons]
            return self._scene.people.person(named[-1]) if named else None
        word = found["pronoun"].casefold()
        if word == "my":
            owner = teller.speaker if teller is not None else None
        else:
            owner, _ = self._pronouns.he(Span(*found.span("pronoun")), HE[word], heard, teller=teller)
        return owner if owner is not None and owner.kind is SpeakerKind.PERSON and not owner.many else None

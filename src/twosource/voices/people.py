"""Who is named in one report, and which names are one: "Jan Roe", "Ms Roe" and "Roe".

Strategy: the names of `reading.names`, gathered by surname. A shorter form is a fuller one's where exactly one
fuller one fits; middle initials and titles do not part people. Two people of one surname keep their bare surname
apart from both, save where only one of them has been named so far. Roles ("the mayor") are those that the report
itself gives to one person. No list of office holders, and nothing from outside the report.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from twosource.model import Span
from twosource.reading.lexicon import words
from twosource.reading.names import NameMention
from twosource.voices.given import FEMALE, MALE
from twosource.voices.roles import GivenRole, asked, fits_role, in_words, is_of_place, roles_of

_SUFFIXES: Final = words("jr sr ii iii iv")
MOST_NAMESAKES: Final = 20
"""Full names of one surname beyond which it means nobody alone; a report of PolNeAR train holds at most 13."""
FAMILY_REACH: Final = 40
"""Characters before or after a name in which a relative is named as one: "his wife and closest adviser, Jan Roe"."""
_RELATIVES: Final = (
    "wife|husband|sons?|daughters?|brothers?|sisters?|father|mother|widow|cousins?|nephew|niece|uncle|aunt|first lady|"
    "spouse|child|children|parents|family"
)
_FAMILY_BEFORE: Final = re.compile(rf"\b(?:{_RELATIVES})\b[^.;]*$", re.IGNORECASE)
_FAMILY_AFTER: Final = re.compile(rf",\s+(?:his|her|their|the|an?)\s+(?:[\w-]+\s+)?(?:{_RELATIVES})\b", re.IGNORECASE)
_OPENING: Final = re.compile(r"(?:^|[.!?\n“”\"])\s*$")
_GIVEN_AND: Final = re.compile(r"\b[A-Z][\w-]+ and $")
"""Before a name that may share its surname: "Mary and Ann Roe"."""
_PARTY_SEAT: Final = re.compile(r"[A-Z]{1,3}-[A-Z]")
"""A party and a seat after a lawmaker's name: "D-Ohio"."""
_OWNER: Final = re.compile(r"\w[\w.-]*(?: [A-Z][\w.-]*){0,4}[’']s\b")
OPEN: Final = "open:"
"""Before the key of a bare surname that the report leaves open between people; it is never made one with another."""
_HONORIFICS: Final = frozenset(("Mr.", "Mr", "Ms.", "Ms", "Mrs.", "Mrs", "Dr.", "Dr"))
_BEFORE_GIVEN: Final = words("sir dame")
_MALE_TITLES: Final = words("mr sir lord king prince congressman chairman councilman spokesman baron count")
_FEMALE_TITLES: Final = words("mrs ms miss dame lady queen princess congresswoman chairwoman councilwoman spokeswoman")


@dataclass(frozen=True, slots=True)
class Person:
    """One person of the report. `name` is the longest form found; `key` leaves out titles and middle initials."""

    key: str
    name: str
    sex: str | None = None
    roles: tuple[str, ...] = ()


def slug(words: str) -> str:
    """The words in lower case with hyphens between: a key."""
    if words.isascii() and words.isalnum():
        return words.lower()  # nearly all are one plain word
    return "-".join(re.findall(r"[^\W_]+", re.sub(r"[’']s\b|[.’']", "", words.casefold())))


def name_key(name: str) -> str:
    """The key of a name: given name, surname and suffix, without middle initials."""
    parts = _parts(name)
    kept = [part for at, part in enumerate(parts) if at in (0, len(parts) - 1) or len(part) > 1]
    return slug(" ".join([*kept, *_suffix(name)])) or slug(name)


def surname(name: str) -> str:
    parts = _parts(name)
    return parts[-1] if parts else slug(name)


def _parts(name: str) -> list[str]:
    """The words of a name without its suffix."""
    parts = [slug(part) for part in name.split()]
    while len(parts) > 1 and parts[-1] in _SUFFIXES:
        parts.pop()
    return [part for part in parts if part]


def _suffix(name: str) -> list[str]:
    return [part for part in (slug(part) for part in name.split()[1:]) if part in _SUFFIXES]


def fits(short: str, full: str) -> bool:
    """Whether `short` can be a shorter form of the name `full`: one surname and suffix, and no given name that
    clashes. A bare "Roe" is never "Jan Roe Jr.": who has a suffix is told apart by it from somebody better known.
    """
    few, many = _parts(short), _parts(full)
    if not few or not many or few[-1] != many[-1] or len(few) > len(many) or _suffix(short) != _suffix(full):
        return False
    return all(_clear(part, many[:-1]) for part in few[:-1])


def _clear(part: str, given: Sequence[str]) -> bool:
    return any(part == other or (1 in (len(part), len(other)) and part[0] == other[0]) for other in given)


class People:
    """The people of one report, found by where they are named."""

    def __init__(
        self, text: str, mentions: Iterable[NameMention], quoted: Sequence[Span], headline: Iterable[NameMention] = ()
    ) -> None:
        self.mentions = tuple(mention for mention in mentions if _may_be_person(mention))
        self._text = text
        self._quoted = quoted
        self._full = self._full_names(mention for mention in headline if _may_be_person(mention))
        self._introduced: dict[str, int] = {}
        self._titles_of: dict[str, frozenset[str]] = {}
        self._bare: dict[str, NameMention] = {}  # surname → where it first stands alone
        self._bare_sexes: dict[str, set[str]] = {}
        self._bare_titles: dict[str, set[str]] = {}
        self._called_suffixed: set[str] = set()  # surnames that stand with "Jr." and no given name
        for mention in self.mentions:
            self._note(mention)
        self._by_key = {name_key(name): name for name in self._full} | self._called_openers
        self._by_surname: dict[str, list[str]] = {}
        self._by_given: dict[str, list[str]] = {}
        for name in self._full:
            self._by_surname.setdefault(surname(name), []).append(name)
            self._by_given.setdefault(_parts(name)[0], []).append(name)
        self._surnames = frozenset(surname(one.name) for one in self.mentions if len(_parts(one.name)) > 1)
        self._sex = self._sexes()
        self._roles = self._titled()
        self._roles_of = self._by_person()

    def person(self, mention: NameMention) -> Person:
        """The person whom `mention` names."""
        return self._called(self._full_name(mention))

    def is_known(self, mention: NameMention) -> bool:
        """Whether anything beside one capital says that the name is a person's: a given name, here or in another
        mention.
        """
        last = surname(mention.name)
        return len(_parts(mention.name)) > 1 or last in self._surnames or self._given(mention) is not None

    def with_role(self, phrase: str, before: int) -> Person | None:
        """The one person to whom the report gives the role ("the fire chief") outside quotations before that offset."""
        names = sorted({name for role, name in self._holders(asked(phrase)) if role.at < before})
        return self._called(names[0]) if len(names) == 1 else None

    def with_role_anywhere(self, phrase: str, before: int) -> Person | None:
        """The same; else the one who has it later, told in advance, or of another place.

        Not whom the report names in passing: "President Jan Roe’s call in 2012".
        """
        wanted = asked(phrase)
        holders = self._holders(wanted)
        earlier = {name for role, name in holders if role.at < before}
        of_place = {name for role, name in self._roles.get(wanted.head, ()) if is_of_place(wanted, role)}
        later = {name for role, name in holders if not _OWNER.match(self._text, role.at)}
        names = sorted(earlier or later or of_place)
        return self._called(names[0]) if len(names) == 1 else None

    def _holders(self, wanted: GivenRole) -> list[tuple[GivenRole, str]]:
        return [(role, name) for role, name in self._roles.get(wanted.head, ()) if fits_role(wanted, role)]

    def has_role(self, phrase: str) -> bool:
        """Whether the report gives the role, however narrowed, to anybody whom it names."""
        return asked(phrase).head in self._roles

    def in_quotation(self, at: int) -> bool:
        index = bisect_left(self._quoted, (at + 1, 0)) - 1
        return index >= 0 and self._quoted[index].end > at

    def _called(self, name: str) -> Person:
        bare = name.removeprefix(OPEN)
        key = name_key(bare)
        return Person(name[: len(name) - len(bare)] + key, bare, self._sex.get(key), self._roles_of.get(name, ()))

    def _note(self, mention: NameMention) -> None:
        """Where full names are introduced, outside quotations, and which surnames stand alone."""
        if len(_parts(mention.name)) < 2:
            if _suffix(mention.name):
                self._called_suffixed.add(surname(mention.name))
                return
            self._bare.setdefault(surname(mention.name), mention)
            self._bare_titles.setdefault(surname(mention.name), set()).update([mention.title] if mention.title else ())
            sex = _sex_of_title(mention.title)
            self._bare_sexes.setdefault(surname(mention.name), set()).update({sex} if sex else ())
            return
        key = name_key(mention.name)
        if not self.in_quotation(mention.span.start):
            self._introduced.setdefault(key, mention.span.start)
        if mention.title is not None:
            self._titles_of[key] = self._titles_of.get(key, frozenset()) | {mention.title}

    def _full_names(self, headline: Iterable[NameMention]) -> tuple[str, ...]:
        """The fullest form of each person, those that differ by no more than initials as one."""
        forms = {mention.name for mention in (*self.mentions, *headline) if len(_parts(mention.name)) > 1}
        fullest: dict[str, str] = {}
        for name in sorted(forms):
            key = name_key(name)
            fullest[key] = max(fullest.get(key, ""), name, key=len)
        tails = {key: name_key(name.partition(" ")[2]) for key, name in fullest.items() if len(_parts(name)) > 2}
        openers = {key for key, tail in tails.items() if tail in fullest and self._only_opens(fullest[key])}
        self._called_openers = {key: fullest[tails[key]] for key in sorted(openers)}
        for key in openers:
            del fullest[key]
        return tuple(fullest[key] for key in sorted(fullest))

    def _only_opens(self, name: str) -> bool:
        """Whether a name heads sentences alone, where its first word may be none of it: "Republican Jan Roe"."""
        starts = (one.span.start for one in self.mentions if one.name == name)
        return all(_OPENING.search(self._text, max(0, at - 3), at) is not None for at in starts)

    def _full_name(self, mention: NameMention) -> str:
        """The fullest name of whom `mention` names; with `OPEN` before it where two could be meant."""
        name = mention.name
        if len(_parts(name)) > 1:
            return self._by_key.get(name_key(name), name)
        candidates = self._by_surname.get(surname(name), [])
        if not candidates:
            return self._given(mention) or name
        namesake = [full for full in candidates if _suffix(name) and _suffix(full) == _suffix(name)]
        if len(namesake) == 1:
            return namesake[0]
        if len(candidates) > MOST_NAMESAKES:
            return OPEN + name
        fitting = self._fitting(mention, candidates)
        suffixed = self._only_suffixed(mention, candidates)
        if suffixed is not None and not fitting:
            return suffixed
        rivals = [full for full in candidates if not _suffix(full)]
        return fitting[0] if len(fitting) == 1 else OPEN + name if rivals or _suffix(name) else name

    def _fitting(self, mention: NameMention, candidates: Sequence[str]) -> list[str]:
        """Whom a bare surname may mean: whom the report has introduced, in its own words where it has; others may call
        her “Classic Roe” and “Mad Dog Roe”.
        """
        fitting = [full for full in candidates if fits(mention.name, full) and self._may_mean(mention, full)]
        if not self.in_quotation(mention.span.start):
            fitting = [full for full in fitting if name_key(full) in self._introduced] or fitting
        if len(fitting) < 2:
            return fitting
        return [full for full in fitting if self._introduced.get(name_key(full), 0) <= mention.span.start]

    def _given(self, mention: NameMention) -> str | None:
        """The one full name whose given name this is: "Mary" of a known sex, or after "Sir" and "Dame"."""
        called = self._by_given.get(surname(mention.name), ())
        knighted = (mention.title or "").casefold() in _BEFORE_GIVEN
        if len(called) != 1 or not (knighted or (mention.title is None and _sex_of_given(called[0]) is not None)):
            return None
        return called[0]

    def _may_mean(self, mention: NameMention, full: str) -> bool:
        """Whether sex and family let a bare surname mean `full`.

        Whom a report names as somebody's wife or son, or after another of that sex and surname, is not whom it calls
        by
        the surname alone: "President Roe … his wife, Jan Roe".
        """
        given, titled = _sex_of_given(full), _sex_of_title(mention.title)
        if given is not None and titled is not None:
            return given == titled
        first = self._bare[surname(full)]
        if given is not None and self._bare_sexes[surname(full)] - {given}:
            return False
        introduced = self._introduced.get(name_key(full), 0)
        family = self._in_family(full, introduced)
        if introduced <= first.span.start:
            shared = _GIVEN_AND.search(self._text, max(0, introduced - FAMILY_REACH), introduced) is not None
            return not ((family or shared) and self._titled_otherwise(full))
        return not family and not self._titled_otherwise(full)

    def _titled_otherwise(self, full: str) -> bool:
        """Whether the surname alone has titles of which the full name never has one: "President Roe", "Mary Roe"."""
        titles = self._bare_titles[surname(full)] - _HONORIFICS
        return bool(titles) and not titles & self._titles_of.get(name_key(full), frozenset())

    def _only_suffixed(self, mention: NameMention, candidates: Sequence[str]) -> str | None:
        """The one candidate, "Jan Roe III", whom the report introduces before it says "Mr. Roe" and never "Roe III"."""
        full = candidates[0] if len(candidates) == 1 else ""
        first = self._bare.get(surname(mention.name))
        if not full or first is None or surname(full) in self._called_suffixed or _suffix(mention.name):
            return None
        titles = self._titles_of.get(name_key(full), frozenset()) | _HONORIFICS
        introduced = self._introduced.get(name_key(full), len(self._text)) < first.span.start
        introduced = introduced and not self._in_family(full, self._introduced[name_key(full)])
        return full if introduced and self._bare_titles[surname(full)] <= titles else None

    def _in_family(self, full: str, introduced: int) -> bool:
        """Whether the report introduces the name as that of a relative."""
        before = self._text[max(0, introduced - FAMILY_REACH) : introduced]
        after = self._text[introduced + len(full) : introduced + len(full) + FAMILY_REACH]
        return bool(_FAMILY_BEFORE.search(before) or _FAMILY_AFTER.match(after))

    def _sexes(self) -> dict[str, str]:
        known: dict[str, str] = {}
        for mention in self.mentions:
            name = self._full_name(mention).removeprefix(OPEN)
            sex = _sex_of_title(mention.title) or _sex_of_given(name)
            if sex is not None:
                known.setdefault(name_key(name), sex)
        return known

    def _titled(self) -> dict[str, list[tuple[GivenRole, str]]]:
        """Head of a role → the roles and whom the report gives them: by title or apposition."""
        roles: dict[str, list[tuple[GivenRole, str]]] = {}
        for mention in self.mentions:
            if self.in_quotation(mention.span.start):
                continue
            for role in roles_of(self._text, mention):
                roles.setdefault(role.head, []).append((role, self._full_name(mention)))
        return roles

    def _by_person(self) -> dict[str, tuple[str, ...]]:
        """The full name of each who has roles → these, as phrases."""
        held: dict[str, set[str]] = {}
        for holders in self._roles.values():
            for role, name in holders:
                held.setdefault(name, set()).add(in_words(role))
        return {name: tuple(sorted(roles)) for name, roles in held.items()}


def _may_be_person(mention: NameMention) -> bool:
    return mention.kind not in ("group", "place", "organisation") and not _PARTY_SEAT.match(mention.name)


def _sex_of_title(title: str | None) -> str | None:
    words = {word.strip(".").casefold() for word in (title or "").split()}
    return "m" if words & _MALE_TITLES else "f" if words & _FEMALE_TITLES else None


def _sex_of_given(name: str) -> str | None:
    parts = _parts(name)
    given = parts[0] if len(parts) > 1 else ""
    return "m" if given in MALE else "f" if given in FEMALE else None

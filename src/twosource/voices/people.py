"""Who is named in one report, and which names are one: "Jan Roe", "Ms Roe" and "Roe".

Strategy: the names of `reading.names`, gathered by surname. A shorter form is a fuller one's where exactly one fuller one
fits; middle initials and titles do not part people. Two people of one surname keep their bare surname apart from both, save
where only one of them has been named so far. Roles ("the mayor") are those that the report itself gives to one person.
No list of office holders, and nothing from outside the report.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from twosource.model import Span
from twosource.reading.names import NameMention

_SUFFIXES: Final = frozenset("jr sr ii iii iv".split())
_PAST: Final = re.compile(r"(?:\b(?:former|ex|then|late|onetime|past|\w+(?:an|ese|ish|i))[ -])$", re.IGNORECASE)
"""Before a title: a role of the past, or of another country."""
_APPOSED: Final = re.compile(r",\s+(?:the|an?)\s+(?:[\w’'-]+\s+){0,3}?([\w’'-]+)(?=\s+(?:of|for|at|in|who)\b|,)")
"""After a name: "Jan Roe, the newly elected mayor of Arden," gives her the role of mayor."""
_MALE_TITLES: Final = frozenset("mr sir lord king prince congressman chairman councilman spokesman baron count".split())
_FEMALE_TITLES: Final = frozenset(
    "mrs ms miss dame lady queen princess congresswoman chairwoman councilwoman spokeswoman".split()
)
_MALE: Final = frozenset(
    """adam alan albert alexander andrew anthony barack ben benjamin bernie bill bob boris brad brett brian bruce carl carlos
    charles charlie christopher chuck dan daniel david dean dennis don donald doug douglas ed edward emmanuel eric erik ethan
    evan frank fred gary george gerald glenn greg harold harry henry howard ian jack jacob james jared jason jay jeff jeffrey
    jeremy jerry jim jimmy joe joel john johnny jon jonathan jose joseph joshua juan keith ken kenneth kevin kyle larry lawrence
    leo leon lewis louis luis luke marco mark martin matt matthew michael miguel mike mitch mitt mohamed mohammed nathan neil
    newt nicholas nick noah oliver oscar patrick paul pedro peter phil philip ralph rand randy reince rex richard rick rob robert
    roger ron ronald roy rudy rupert russell ryan samuel scott sean sebastian sergei sergey simon stephen steve steven stuart ted
    terry thomas tim timothy todd tom tony victor vincent vladimir walter wayne william""".split()
)
_FEMALE: Final = frozenset(
    """alice amy andrea angela ann anna anne barbara carol caroline catherine christine claire deborah diane dorothy elena
    elizabeth ellen emily emma eva grace hannah heather helen hillary ivanka jane janet jennifer jessica jill joan judith julia
    julie karen kate katherine kathleen kellyanne laura lauren linda lindsey lisa lucy margaret maria marie martha mary megan
    melania melissa michelle monica nancy naomi natalie nicole nikki nina olivia pamela patricia paula rachel rebecca rosa ruth
    samantha sandra sara sarah sharon sophie stacey stephanie susan suzanne teresa theresa tina tulsi valerie vanessa victoria
    wendy yulia zoe""".split()
)
"""Given names of one sex nearly always: they only ever keep a pronoun from the wrong person."""


@dataclass(frozen=True, slots=True)
class Person:
    """One person of the report. `name` is the longest form found; `key` leaves out titles and middle initials."""

    key: str
    name: str
    sex: str | None = None


def slug(words: str) -> str:
    """The words in lower case with hyphens between: a key."""
    return "-".join(re.findall(r"[^\W_]+", re.sub(r"[’']s\b|[.’']", "", words.casefold())))


def name_key(name: str) -> str:
    """The key of a name: given name and surname without middle initials and suffixes."""
    parts = _parts(name)
    kept = [part for at, part in enumerate(parts) if at in (0, len(parts) - 1) or len(part) > 1]
    return slug(" ".join(kept)) or slug(name)


def surname(name: str) -> str:
    parts = _parts(name)
    return parts[-1] if parts else slug(name)


def _parts(name: str) -> list[str]:
    parts = [slug(part) for part in name.split()]
    while len(parts) > 1 and parts[-1] in _SUFFIXES:
        parts.pop()
    return [part for part in parts if part]


def fits(short: str, full: str) -> bool:
    """Whether `short` can be a shorter form of the name `full`: the same surname, and no given name that clashes."""
    few, many = _parts(short), _parts(full)
    if not few or not many or few[-1] != many[-1] or len(few) > len(many):
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
        self._first_named: dict[str, int] = {}
        for mention in self.mentions:
            self._first_named.setdefault(name_key(mention.name), mention.span.start)
        self._by_surname: dict[str, list[str]] = {}
        for name in self._full:
            self._by_surname.setdefault(surname(name), []).append(name)
        self._sex = self._sexes()
        self._roles = self._titled()

    def person(self, mention: NameMention) -> Person:
        """The person whom `mention` names."""
        return self._called(self._full_name(mention))

    def with_role(self, role: str, before: int) -> Person | None:
        """The one person to whom the report gives `role` ("mayor") outside quotations before that offset, or None."""
        holders = sorted({name for start, name in self._roles.get(role.casefold(), ()) if start < before})
        return self._called(holders[0]) if len(holders) == 1 else None

    def in_quotation(self, at: int) -> bool:
        index = bisect_left(self._quoted, (at + 1, 0)) - 1
        return index >= 0 and self._quoted[index].end > at

    def _called(self, name: str) -> Person:
        return Person(name_key(name), name, self._sex.get(name_key(name)))

    def _full_names(self, headline: Iterable[NameMention]) -> tuple[str, ...]:
        """The fullest form of each person, those that differ by no more than initials as one."""
        forms = {mention.name for mention in (*self.mentions, *headline) if len(_parts(mention.name)) > 1}
        fullest: dict[str, str] = {}
        for name in sorted(forms):
            key = name_key(name)
            fullest[key] = max(fullest.get(key, ""), name, key=len)
        return tuple(fullest[key] for key in sorted(fullest))

    def _full_name(self, mention: NameMention) -> str:
        name = mention.name
        candidates = self._by_surname.get(surname(name), [])
        if len(_parts(name)) > 1:
            same = [full for full in candidates if name_key(full) == name_key(name)]
            return same[0] if same else name
        fitting = [full for full in candidates if fits(name, full) and self._sex_allows(mention, full)]
        if len(fitting) > 1:
            fitting = [full for full in fitting if self._first_named.get(name_key(full), 0) <= mention.span.start]
        return fitting[0] if len(fitting) == 1 else name

    def _sex_allows(self, mention: NameMention, full: str) -> bool:
        titled, given = _sex_of_title(mention.title), _sex_of_given(full)
        return titled is None or given is None or titled == given

    def _sexes(self) -> dict[str, str]:
        known: dict[str, str] = {}
        for mention in self.mentions:
            name = self._full_name(mention)
            sex = _sex_of_title(mention.title) or _sex_of_given(name)
            if sex is not None:
                known.setdefault(name_key(name), sex)
        return known

    def _titled(self) -> dict[str, list[tuple[int, str]]]:
        """Role → where it is given and to whom: titles before names, and "Jan Roe, the mayor"."""
        roles: dict[str, list[tuple[int, str]]] = {}
        for mention in self.mentions:
            if self.in_quotation(mention.span.start):
                continue
            for role in self._roles_of(mention):
                roles.setdefault(role, []).append((mention.span.start, self._full_name(mention)))
        return roles

    def _roles_of(self, mention: NameMention) -> Iterable[str]:
        if mention.title is not None:
            before = self._text[: mention.span.start].rstrip()[: -len(mention.title)] if mention.title else ""
            if not _PAST.search(before[-24:]):
                yield mention.title.casefold()
        apposed = _APPOSED.match(self._text, mention.span.end)
        if apposed is not None:
            yield apposed[1].casefold()


def _may_be_person(mention: NameMention) -> bool:
    return mention.kind not in ("group", "place", "organisation")


def _sex_of_title(title: str | None) -> str | None:
    words = {word.strip(".").casefold() for word in (title or "").split()}
    return "m" if words & _MALE_TITLES else "f" if words & _FEMALE_TITLES else None


def _sex_of_given(name: str) -> str | None:
    parts = _parts(name)
    given = parts[0] if len(parts) > 1 else ""
    return "m" if given in _MALE else "f" if given in _FEMALE else None

"""Which organisation of a report is meant by less than its name: "the coast guard", "the company", "the HSB".

Strategy: the full names that the report has, by their last words or their initials; else the name that the report
itself calls a company, a union, a group, or whose shares and staff it speaks of. Of two, the one that title and lead
are about, of two unions the one named last. Where none fits there is no name: nobody is honest, a wrong one is not.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from twosource.reading.lexicon import words
from twosource.reading.names import NameMention
from twosource.voices import sources

GENERIC: Final = sources.COMPANIES | words(
    "group organisation organization coalition charity union association bank agency"
)
"""Nouns by which a report calls a body whose name does not hold them."""
_BUSINESS: Final = words("company firm group")
"""Nouns for any business, whatever the report calls it."""
OPENS: Final = words("""
    ministry university bank department office institute church city court house college bureau academy society museum
    association federation union league board council commission committee school
    """)
"""Words of a name before "of" or "for" that stand for all of it: "Ministry of Defence", "Arden Institute of Health"."""
BEFORE: Final = 40
"""Characters before a name in which a word tells what it is: "the mine's owner, Skarrow Metals"."""
BEHIND: Final = 60
"""Characters behind a name in which an apposition tells what it is: "AARP, the lobby group"."""
_APPOSED: Final = re.compile(r",\s+(?:which|the|an?|[A-Z][\w ]{0,30}[’']s?)\s+([^,.;:]*)")
_CALLED: Final = re.compile(r"([\w-]+),?\s+(?:the\s+)?$")
_RUN_BY: Final = re.compile(
    r"[’']s?\s+(?:chief (?:executive|financial officer|operating officer)|managing director|shareholders|shares)\b"
)
_RUNS: Final = re.compile(
    r"\b(?:chief executive|managing director|chairman|shares|ceo) (?:of|in) (?:the )?$", re.IGNORECASE
)
_TRADED: Final = re.compile(
    r"[’']s?\s+(?:stock|profits?|sales|board|directors|customers|employees|staff|spokes(?:man|woman|person))\b"
    r"|\s+(?:plc|Ltd|Inc|bought|sold|owns|owned|employs|makes|earned|announced|told|said|says|plans)\b"
)
"""Behind a name that may be a business's, of one that title and lead are about."""
_FORCE: Final = re.compile(r".+ (?:Constabulary|Police(?: Service| Force| Department)?)")
_LOWER: Final = re.compile(r"[a-z-]+")
_THE_BODY: Final = re.compile(r"\b[Tt]he\s+[a-z]+(?:\s+[a-z]+)?")


class Bodies:
    """The organisations of one report."""

    def __init__(
        self, text: str, mentions: Iterable[NameMention], title: str | None = None, lead: int | None = None
    ) -> None:
        self._text = text
        self._title = title or ""
        self._mentions = tuple(one for one in mentions if one.title is None)
        self._called: dict[str, set[str]] | None = None
        self._lead = len(text) if lead is None else lead

    def acronym(self, name: str) -> str:
        """The full name for an acronym, if the report has just one; else the acronym."""
        plain = name.replace(".", "")
        if not (plain.isupper() and 2 <= len(plain) <= 6):
            return name
        full = {one.name for one in self._mentions if " " in one.name and plain in initials(one.name)}
        return full.pop() if len(full) == 1 else name

    def company(self, name: str) -> str | None:
        """The one company, so called by the report, of which this is the first word: "Skarrow" for Skarrow Metals."""
        begun = {one.name for one in self._mentions if one.name.startswith(f"{name} ")}
        called = begun & self._called_so("company") if begun else set()
        return called.pop() if len(begun) == len(called) == 1 else None

    def named(self, phrase: str, at: int | None = None) -> str | None:
        """The full name that a phrase in lower case is short for: "the coast guard", "the company".

        Args:
            phrase: the phrase.
            at: where it stands: of two bodies of one sort, it is the one named last before.
        """
        said = [word.casefold() for word in sources.head(phrase).split()]
        if not said:
            return None
        longer = self._ending_with(said) or self._opening_with(said)
        if len(longer) > 1 and at is not None and said[-1] in sources.ORGANISATION_NOUNS:
            longer = self._last_of(longer, at)
        if not longer and len(said) == 1:
            longer = self._called_so(said[0])
            longer = longer if len(longer) < 2 else {name for name in longer if self._is_prime(name)}
            if not longer and said[0] in _BUSINESS:
                longer = self._traded()
        return longer.pop() if len(longer) == 1 else None

    def about(self) -> str | None:
        """The one business that the report is about, or None."""
        return self.named("company")

    def forces(self) -> frozenset[str]:
        """The police forces that the report names in full."""
        return frozenset(one.name for one in self._mentions if _FORCE.fullmatch(one.name))

    def last_named(self, start: int, end: int) -> str | None:
        """The full name for the last organisation that a stretch of text names in short: "the authority"."""
        for found in reversed(list(_THE_BODY.finditer(self._text, start, end))[-4:]):
            short = found.group().split()
            for size in (3, 2):
                known = len(short) >= size and short[size - 1] in sources.ORGANISATION_NOUNS
                name = self.named(" ".join(short[:size]), start) if known else None
                if name is not None:
                    return name
        return None

    def _ending_with(self, said: Sequence[str]) -> set[str]:
        """Names that end with these words, and names before them: "Velland Coast Guard", "Marchport police"."""
        found: dict[str, str] = {}
        for one in self._mentions:
            parts = one.name.casefold().split()
            if one.kind != "group" and len(parts) > len(said) and parts[-len(said) :] == said and self._is_body(one):
                found.setdefault(one.name.casefold(), one.name)
            elif one.kind in {None, "place", "group"} and said[-1] in sources.ORGANISATION_NOUNS:
                name = self._with_noun(one, said)
                found.update({name.casefold(): name} if name else {})
        return set(found.values())

    def _with_noun(self, one: NameMention, said: Sequence[str]) -> str | None:
        """The name with these words behind it, and at most one between: "Kestrian foreign ministry"."""
        behind = [word.strip(".,;:") for word in self._text[one.span.end : one.span.end + BEHIND].split()]
        if not self._text[one.span.end : one.span.end + 1].isspace() or not behind or not _LOWER.fullmatch(behind[0]):
            return None
        size = next((size for size in (0, 1) if behind[size : size + len(said)] == said), None)
        return None if size is None else " ".join([one.name, *behind[: size + len(said)]])

    def _opening_with(self, said: Sequence[str]) -> set[str]:
        """Names in which these words stand the other way round: "the ministry", "the culture ministry"."""
        *of, last = said
        if last not in OPENS or len(of) > 1:
            return set()
        begin = tuple(f" {last} {between} {''.join(of)}" for between in ("of", "for"))
        return {one.name for one in self._mentions if any(words in f" {one.name.casefold()}" for words in begin)}

    def _called_so(self, said: str) -> set[str]:
        """The names that the report calls by that word in apposition."""
        if said not in GENERIC:
            return set()
        if self._called is None:
            self._called = {}
            for one in self._mentions:
                for word in self._words_for(one):
                    self._called.setdefault(word, set()).add(one.name)
        called = self._called.get(said, set())
        if said not in _BUSINESS or (said == "group" and called):
            return set(called)
        return set().union(*(self._called.get(word, set()) for word in sorted(sources.COMPANIES)))

    def _traded(self) -> set[str]:
        """The names that title and lead are about and of whose sales or staff the report speaks."""
        found = {
            one.name
            for one in self._mentions
            if one.kind in {None, "place", "organisation"} and _TRADED.match(self._text, one.span.end)
        }
        people = {one.name.split()[-1] for one in self._mentions if one.kind in {None, "person"} and " " in one.name}
        return {
            name
            for name in found - people
            if self._in_title(name) and self._is_prime(name) and not sources.outlet_name(name)
        }

    def _in_title(self, name: str) -> bool:
        return re.search(rf"\b{re.escape(name)}\b", self._title) is not None

    def _is_prime(self, name: str) -> bool:
        """Whether title or lead names it."""
        first = next((one.span.start for one in self._mentions if one.name == name), len(self._text))
        return first < self._lead

    def _last_of(self, names: set[str], at: int) -> set[str]:
        """The one of these names that stands last before that offset."""
        before = [name for one in self._mentions if one.span.end <= at for name in names if name.startswith(one.name)]
        return set(before[-1:]) or names

    def _is_body(self, one: NameMention) -> bool:
        return one.kind != "person" or one.name.split()[-1].casefold() in sources.ORGANISATION_NOUNS

    def _words_for(self, one: NameMention) -> set[str]:
        """What the words around one name call it: "company", "union"."""
        if one.kind == "group":
            return set()
        before = self._text[max(0, one.span.start - BEFORE) : one.span.start]
        found = _CALLED.search(before)
        called = {found[1].casefold()} if found else set()
        behind = _APPOSED.match(self._text, one.span.end, one.span.end + BEHIND)
        called.update(_LOWER.findall(sources.head(behind[1]).casefold())[-1:] if behind else ())
        if _RUN_BY.match(self._text, one.span.end) or _RUNS.search(before):
            called.add("company")
        if one.kind in {"person", "place"}:
            called -= {"owner", "operator"}  # so may a person be called
        return called & GENERIC


def initials(name: str) -> frozenset[str]:
    """The acronyms of a name: of all its capitals, and with its small words: "Federal Bureau of Investigation"."""
    parts = re.findall(r"[^\W_]+", re.sub(r"[’']s\b", "", name))
    return frozenset(
        ("".join(part[0] for part in parts if part[0].isupper()), "".join(part[0] for part in parts).upper())
    )

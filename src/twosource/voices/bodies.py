"""Which organisation of a report is meant by less than its name: "the coast guard", "the company", "the HSB".

Strategy: the full names that the report has, by their last words or their initials; else the one name that the
report itself calls a company, a union, a group. Where two fit, or none, the phrase keeps its own words: an
organisation without a name is honest, a wrong one is not.
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
OPENS: Final = words("ministry university bank department office institute church city court house college bureau")
"""First words of a name that stand for all of it: "Ministry of Defence", "University of Arden"."""
BEFORE: Final = 40
"""Characters before a name in which a word tells what it is: "the mine's owner, Skarrow Metals"."""
BEHIND: Final = 60
"""Characters behind a name in which an apposition tells what it is: "AARP, the lobby group"."""
_APPOSED: Final = re.compile(r",\s+(?:which|the|an?)\s+([^,.;:]*)")
_CALLED: Final = re.compile(r"([\w-]+),?\s+(?:the\s+)?$")
_RUN_BY: Final = re.compile(
    r"[’']s?\s+(?:chief (?:executive|financial officer|operating officer)|managing director|shareholders|shares)\b"
)
_RUNS: Final = re.compile(
    r"\b(?:chief executive|managing director|chairman|shares|ceo) (?:of|in) (?:the )?$", re.IGNORECASE
)
_LOWER: Final = re.compile(r"[a-z-]+")
_THE_BODY: Final = re.compile(r"\b[Tt]he\s+[a-z]+(?:\s+[a-z]+)?")


class Bodies:
    """The organisations of one report."""

    def __init__(self, text: str, mentions: Iterable[NameMention]) -> None:
        self._text = text
        self._mentions = tuple(one for one in mentions if one.title is None)
        self._called: dict[str, set[str]] | None = None

    def acronym(self, name: str) -> str:
        """The full name for an acronym, if the report has just one; else the acronym."""
        plain = name.replace(".", "")
        if not (plain.isupper() and 2 <= len(plain) <= 6):
            return name
        full = {one.name for one in self._mentions if " " in one.name and plain in _initials(one.name)}
        return full.pop() if len(full) == 1 else name

    def company(self, name: str) -> str | None:
        """The one company, so called by the report, of which this is the first word: "Skarrow" for Skarrow Metals."""
        begun = {one.name for one in self._mentions if one.name.startswith(f"{name} ")}
        called = begun & self._called_so("company") if begun else set()
        return called.pop() if len(begun) == len(called) == 1 else None

    def named(self, phrase: str) -> str | None:
        """The one full name that a phrase in lower case is short for: "the coast guard", "the company"."""
        said = [word.casefold() for word in sources.head(phrase).split()]
        if not said:
            return None
        longer = self._ending_with(said) or self._opening_with(said)
        if not longer and len(said) == 1:
            longer = self._called_so(said[0])
        return longer.pop() if len(longer) == 1 else None

    def last_named(self, start: int, end: int) -> str | None:
        """The full name for the last organisation that a stretch of text names in short: "the authority"."""
        for found in reversed(list(_THE_BODY.finditer(self._text, start, end))[-4:]):
            short = found.group().split()
            for size in (3, 2):
                known = len(short) >= size and short[size - 1] in sources.ORGANISATION_NOUNS
                name = self.named(" ".join(short[:size])) if known else None
                if name is not None:
                    return name
        return None

    def _ending_with(self, said: Sequence[str]) -> set[str]:
        """Names that end with these words, and names before them: "Velland Coast Guard", "Marchport police"."""
        found: dict[str, str] = {}
        for one in self._mentions:
            parts = one.name.casefold().split()
            if one.kind not in {"person", "group"} and len(parts) > len(said) and parts[-len(said) :] == said:
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
        begin = tuple(f"{last} {between} {''.join(of)}" for between in ("of", "for"))
        return {one.name for one in self._mentions if one.name.casefold().startswith(begin)}

    def _called_so(self, said: str) -> set[str]:
        """The names that the report calls by that word in apposition."""
        if said not in GENERIC:
            return set()
        if self._called is None:
            self._called = {}
            for one in self._mentions:
                for word in self._words_for(one):
                    self._called.setdefault(word, set()).add(one.name)
        if said in {"company", "firm"}:
            return set().union(*(self._called.get(word, set()) for word in sorted(sources.COMPANIES)))
        return set(self._called.get(said, set()))

    def _words_for(self, one: NameMention) -> set[str]:
        """What the words around one name call it: "company", "union"."""
        if one.kind in {"person", "place", "group"}:
            return set()
        before = self._text[max(0, one.span.start - BEFORE) : one.span.start]
        found = _CALLED.search(before)
        called = {found[1].casefold()} if found else set()
        behind = _APPOSED.match(self._text, one.span.end, one.span.end + BEHIND)
        called.update(_LOWER.findall(sources.head(behind[1]).casefold())[-1:] if behind else ())
        if _RUN_BY.match(self._text, one.span.end) or _RUNS.search(before):
            called.add("company")
        return called & GENERIC


def _initials(name: str) -> frozenset[str]:
    """The acronyms of a name: of all its capitals, and with its small words: "Federal Bureau of Investigation"."""
    parts = re.findall(r"[^\W_]+", re.sub(r"[’']s\b", "", name))
    return frozenset(
        ("".join(part[0] for part in parts if part[0].isupper()), "".join(part[0] for part in parts).upper())
    )

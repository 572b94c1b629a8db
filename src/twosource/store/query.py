"""What a reader types into a search → a tree. Pure.

    any  = all ("OR" all)*
    all  = (["AND"] one)+
    one  = ("NOT" | "-") one | "(" any ")" | [field ":"] (word | "phrase") | ("after" | "before") ":" day

Strategy: what can be read in one way only is no error: a bracket left open closes at the end, an operator without its
words is passed over. What would find nothing, or other things than were meant, is an error in words: a quotation mark
left open, a field that has nothing after it, a day that is none, more than the limits, nothing to look for. `10:30` and
`https://…` are words, and so is `Name: words` as a headline has it: what stands before a colon and is no field is
looked for like the rest, and `unknown_fields` names it to whoever tells the reader so.

`after:` is from that day on, `before:` up to the day before it, so that two of them are a period. Operators are written
in capitals. A word that is several terms ("nerve-agent") is a phrase.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from twosource.errors import QueryError
from twosource.store.terms import terms


class Field(StrEnum):
    """Where a phrase must stand. Without a field it is title or text."""

    OUTLET = "outlet"
    SPEAKER = "speaker"
    TITLE = "title"


@dataclass(frozen=True, slots=True)
class Phrase:
    """Terms that follow one another, in one field, or in title or text."""

    terms: tuple[str, ...]
    field: Field | None = None


@dataclass(frozen=True, slots=True)
class After:
    """Published on that day or later."""

    day: date


@dataclass(frozen=True, slots=True)
class Before:
    """Published before that day."""

    day: date


@dataclass(frozen=True, slots=True)
class Not:
    part: Query


@dataclass(frozen=True, slots=True)
class All:
    """Every part; there are two or more."""

    parts: tuple[Query, ...]


@dataclass(frozen=True, slots=True)
class Any:
    """At least one part; there are two or more."""

    parts: tuple[Query, ...]


Query = Phrase | After | Before | Not | All | Any

LONGEST: Final = 1_000
"""Characters of a query."""
DEEPEST: Final = 12
"""Brackets within brackets: the databases' own parsers hold 100 and more."""
MOST: Final = 64
"""Words and phrases of a query, enough for a list of names."""
_QUOTES: Final = str.maketrans(dict.fromkeys("“”„‟«»＂", '"'))
_TOKEN: Final = re.compile(r'(?P<open>\()|(?P<close>\))|(?P<minus>-)(?=[^\s)])|(?P<item>(?:\w+:)?"[^"]*"?|[^\s()"]+)')
_FIELD: Final = re.compile(r"([^\W\d_]\w*):(?!//)(.*)", re.DOTALL)
_FIELDS: Final = frozenset({*Field, "after", "before"})
_DAY: Final = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?", re.ASCII)


def parse(text: str) -> Query:
    """What `text` asks for.

    Raises:
        QueryError: a query that can be read in no way or in several, is over the limits, or asks for nothing.
    """
    if len(text) > LONGEST:
        raise QueryError(f"a query of {len(text):,} characters; ask in {LONGEST:,} or fewer")
    text = text.translate(_QUOTES)
    if text.count('"') % 2:
        raise QueryError("a quotation mark is left open; close it, or leave it out")
    tokens = list(_tokens(text))
    if sum(kind == "item" for kind, _ in tokens) > MOST:
        raise QueryError(f"more than {MOST} words and phrases; ask for fewer")
    found = _Reader(tokens).any(depth=0)
    if found is None:
        raise QueryError('nothing to look for; give a word, a "phrase", outlet:, speaker:, title:, after: or before:')
    return found


def unknown_fields(text: str) -> tuple[str, ...]:
    """What stands before a colon in a query as fields do, and is none, each once: `parse` reads it as words."""
    tokens = _tokens(text[:LONGEST].translate(_QUOTES))
    matches = [_FIELD.fullmatch(told) for kind, told in tokens if kind == "item"]
    return tuple(dict.fromkeys(match[1] for match in matches if match and match[1].lower() not in _FIELDS))


def _tokens(text: str) -> Iterator[tuple[str, str]]:
    for found in _TOKEN.finditer(text):
        kind = found.lastgroup or ""
        yield ("operator" if kind == "item" and found[0] in {"AND", "OR", "NOT"} else kind), found[0]


class _Reader:
    """Recursive descent over the tokens. Each method gives what it read, or None where there was nothing."""

    def __init__(self, tokens: list[tuple[str, str]]) -> None:
        self._tokens = tokens
        self._at = 0

    def any(self, depth: int) -> Query | None:
        if depth > DEEPEST:
            raise QueryError(f"brackets within more than {DEEPEST} others; ask more simply")
        parts: list[Query] = []
        while self._at < len(self._tokens):
            if (part := self._all(depth)) is not None:
                parts.append(part)
            if self._next() == ("close", ")"):
                if depth:
                    break
                self._at += 1  # a bracket that closes nothing
            elif self._next() == ("operator", "OR"):
                self._at += 1
        return _joined(Any, parts)

    def _all(self, depth: int) -> Query | None:
        parts: list[Query] = []
        while self._next()[0] not in {"close", "end"} and self._next() != ("operator", "OR"):
            if (part := self._one(depth)) is not None:
                parts.append(part)
        return _joined(All, parts)

    def _one(self, depth: int) -> Query | None:
        negated = False
        while self._next()[0] == "minus" or self._next() in {("operator", "NOT"), ("operator", "AND")}:
            negated ^= self._next()[1] != "AND"
            self._at += 1
        kind, text = self._next()
        if kind in {"close", "end", "operator"}:
            return None
        self._at += 1
        if kind == "open":
            found = self.any(depth + 1)
            self._at += self._next()[0] == "close"
        else:
            found = _leaf(text)
        return Not(found) if found is not None and negated else found

    def _next(self) -> tuple[str, str]:
        return self._tokens[self._at] if self._at < len(self._tokens) else ("end", "")


def _joined(kind: type[All] | type[Any], parts: list[Query]) -> Query | None:
    return kind(tuple(parts)) if len(parts) > 1 else parts[0] if parts else None


def _leaf(text: str) -> Query | None:
    field, value = None, text
    if (match := _FIELD.fullmatch(text)) and match[1].lower() in _FIELDS:
        field, value = match[1].lower(), match[2]
        if not value:
            raise QueryError(f"nothing stands after {field}:; write what to look for right behind the colon")
    if field in {"after", "before"}:
        day = _day(value.strip('"').strip())
        return After(day) if field == "after" else Before(day)
    words = tuple(terms(value))
    return Phrase(words, Field(field) if field else None) if words else None


def _day(value: str) -> date:
    """The day, or the first of the month or year."""
    found = _DAY.fullmatch(value)
    try:
        if found:
            return date(int(found[1]), int(found[2] or 1), int(found[3] or 1))
    except ValueError:
        pass
    raise QueryError(f"{value[:40]!r} is no day; write it as 2018-03-01, 2018-03 or 2018")

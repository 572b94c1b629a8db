"""A query → what PostgreSQL is asked, and what its full-text index holds of a report. Pure.

Strategy: an answer is defined by the words themselves: `condition` looks for them in the row's own columns, in order
and between spaces. The index only says where to look. Under it stands a `tsvector` of lexemes that we make:

    mill          a term of title or text        o:gazette  t:mill  s:lunt    one of a field
    =b3f1         two neighbours, by a hash      *                            every report has it
    %             the report has more than a tsvector holds: it is always looked at

`bound` is the query as a `tsquery` that every report which answers fulfils, and few others. For words, AND, OR and NOT
it is exact; a phrase is its terms and its pairs of neighbours; days are anything. A tsvector's own positions are not
used: it forgets those beyond the 16,383rd word and the 256th of a term, and recalls them one report at a time.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import pairwise
from typing import Final
from zlib import crc32

from twosource.store.database import Values
from twosource.store.places import MOST_PLACE, first_place
from twosource.store.query import After, All, Any, Before, Field, Not, Phrase, Query

PAIRS: Final = 1 << 16
"""Values of the hash of two neighbours. A report of 500 words has 450 of them, so that of 150 reports that hold all
terms of a phrase, but apart, one is looked at in vain. With sixteen times as many the index took thrice the time."""
MOST_BYTES: Final = 1_000_000
"""Of all lexemes of a report; a tsvector holds 1,048,575."""
EVERY: Final = "*"
LARGE: Final = "%"
NONE: Final = "!"
"""No report has it."""
_FIELDS: Final[Mapping[str, str]] = {Field.OUTLET: "o:", Field.SPEAKER: "s:", Field.TITLE: "t:"}


def lexemes(entry: Mapping[str, object]) -> list[str]:
    """What the index holds of a report: `entry` as `indexing.entry` makes it."""
    found = {EVERY}
    for name in ("title", "words"):
        terms = str(entry[name]).split()
        found.update(terms)
        found.update(_pairs(terms))
    for field, letter in _FIELDS.items():
        found.update(letter + term for term in str(entry[field]).split())
    return sorted(found) if sum(len(one.encode()) for one in found) <= MOST_BYTES else [LARGE, EVERY]


def _pairs(terms: Iterable[str]) -> Iterable[str]:
    return (f"={crc32(f'{one} {other}'.encode()) % PAIRS:04x}" for one, other in pairwise(terms))


def bound(query: Query) -> str:
    """The tsquery that all reports which answer fulfil."""
    return f"({_bound(query, above=True)} | '{LARGE}')"


def _bound(query: Query, *, above: bool) -> str:
    """A tsquery that holds wherever the query does, or, if not `above`, only where it does."""
    match query:
        case Phrase():
            found = " & ".join(map(_quoted, _held(query) if above or len(query.terms) == 1 else [NONE]))
        case After() | Before():
            found = _quoted(EVERY if above else NONE)
        case Not(part):
            found = f"{_quoted(EVERY)} & !{_bound(part, above=not above)}"
        case All(parts):
            found = " & ".join(_bound(part, above=above) for part in parts)
        case Any(parts):
            found = " | ".join(_bound(part, above=above) for part in parts)
    return f"({found})"


def _held(phrase: Phrase) -> list[str]:
    """The lexemes of a report that holds the phrase."""
    letter = _FIELDS[phrase.field] if phrase.field else ""
    pairs = _pairs(phrase.terms) if phrase.field in {None, Field.TITLE} else ()
    return sorted({*(letter + term for term in phrase.terms), *pairs})


def _quoted(lexeme: str) -> str:
    return f"'{lexeme}'"  # of letters, digits and the marks above: nothing to escape


def condition(query: Query, values: Values) -> str:
    """The query as a condition on a row of `search`, word by word; what it names is put into `values`."""
    match query:
        case Phrase(terms, field):
            words = values.name(f" {' '.join(terms)} ")
            columns = [field.value] if field else ["words", "title"]
            found = " OR ".join(f"strpos(' ' || {column} || ' ', {words}) > 0" for column in columns)
        case After(day):
            found = f"search.place >= {values.name(first_place(day))}"
        case Before(day):  # undated reports lie below every day, and are before none
            low, high = values.name(first_place(None)), values.name(first_place(day))
            found = f"search.place >= {low} AND search.place < {high}"
        case Not(part):
            found = f"NOT {condition(part, values)}"
        case All(parts):
            found = " AND ".join(condition(part, values) for part in parts)
        case Any(parts):
            found = " OR ".join(condition(part, values) for part in parts)
    return f"({found})"


def period(query: Query) -> tuple[int, int]:
    """Places from and below which all lie that answer."""
    match query:
        case After(day):
            return first_place(day), MOST_PLACE
        case Before(day):
            return first_place(None), first_place(day)
        case All(parts):
            lows, highs = zip(*map(period, parts), strict=True)
            return max(lows), min(highs)
        case _:
            return 0, MOST_PLACE

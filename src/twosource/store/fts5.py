"""A query → conditions on SQLite's full-text table. Pure.

Strategy: what FTS5 can say itself goes into one MATCH, which it answers newest first and stops at the limit; days, and
a NOT with nothing before it, are conditions beside it.
"""

from __future__ import annotations

from collections.abc import Sequence

from twosource.store.database import Values
from twosource.store.places import first_place
from twosource.store.query import After, All, Any, Before, Not, Phrase, Query


def conditions(query: Query, values: Values) -> list[str]:
    """The conditions on `search` that all must hold; what they name is put into `values`."""
    if (expression := _match(query)) is not None:
        return [f"search MATCH {values.name(expression)}"]
    if not isinstance(query, All):
        return [_one(query, values)]
    said = tuple(part for part in query.parts if _sayable(part))
    rest = tuple(part for part in query.parts if not _sayable(part))
    together = _match(All(said))
    head = [_one(part, values) for part in said] if together is None else [f"search MATCH {values.name(together)}"]
    return [*head, *(_one(part, values) for part in rest)]


def _one(query: Query, values: Values) -> str:
    if (expression := _match(query)) is not None:
        return f"rowid IN (SELECT rowid FROM search WHERE search MATCH {values.name(expression)})"
    match query:
        case After(day):
            return f"rowid >= {values.name(first_place(day))}"
        case Before(day):  # undated reports lie below every day, and are before none
            return f"(rowid >= {values.name(first_place(None))} AND rowid < {values.name(first_place(day))})"
        case Not(part):
            return f"NOT {_one(part, values)}"
        case All(parts):
            return f"({' AND '.join(_one(part, values) for part in parts)})"
        case Any(parts):
            return f"({' OR '.join(_one(part, values) for part in parts)})"
    raise AssertionError(query)  # a phrase is always a match


def _sayable(query: Query) -> bool:
    """Whether a part may stand in a MATCH beside others: a NOT may if that which it denies may."""
    return _match(query.part if isinstance(query, Not) else query) is not None


def _match(query: Query) -> str | None:
    """The FTS5 expression of `query`, None where FTS5 has none."""
    match query:
        case Phrase(terms, field):
            return f'{field.value if field else "{title words}"} : "{" ".join(terms)}"'
        case Any(parts):
            return _joined(" OR ", [_match(part) for part in parts])
        case All(parts):
            wanted = [_match(part) for part in parts if not isinstance(part, Not)]
            denied = [_match(part.part) for part in parts if isinstance(part, Not)]
            found, without = _joined(" AND ", wanted), _joined(" OR ", denied)
            return f"({found} NOT {without})" if found and without else found if not denied else None
        case _:
            return None


def _joined(word: str, parts: Sequence[str | None]) -> str | None:
    """The parts as one expression, None where one has none, or there is none."""
    said = [part for part in parts if part is not None]
    return f"({word.join(said)})" if said and len(said) == len(parts) else None

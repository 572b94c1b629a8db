"""A query → the reports that it asks for, newest first, and the words of each that answer it.

Strategy: the database gives places in order; the reports are read for the page that is shown. The passage that is shown
is the first sentence of the text that holds what was asked for, cut to a line's length at a space: verbatim as ever.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final

from twosource.model import Passage, Report, Span
from twosource.reading.sentences import sentences
from twosource.store.database import Database, listed
from twosource.store.keeping import COLUMNS, with_earlier
from twosource.store.query import All, Any, Not, Phrase, Query
from twosource.store.terms import located, terms

LONGEST_PASSAGE: Final = 240
"""Characters of a passage: three lines of a terminal."""
LEAD_IN: Final = 80
"""Characters kept before what was asked for, where its sentence is longer than a passage."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A report that answers. `passage` is None where it has no text that does: only its outlet, day or speaker."""

    report: Report
    place: int
    passage: Passage | None


def search(database: Database, query: Query, *, limit: int = 20, below: int | None = None) -> tuple[Hit, ...]:
    """The newest `limit` reports that `query` asks for; those after them with `below` the last hit's place."""
    places = database.matching(query, limit, below)
    if not places:
        return ()
    which, values = listed("p", places)
    rows = database.rows(f"SELECT {COLUMNS} FROM reports WHERE place IN {which} ORDER BY place DESC", values)
    phrases = list(_wanted(query))
    found = zip(rows, with_earlier(database, rows), strict=True)
    return tuple(Hit(report, row["place"], passage(report, phrases)) for row, report in found)


def _wanted(query: Query) -> Iterator[tuple[str, ...]]:
    """The phrases that a text that answers may hold."""
    match query:
        case Phrase(words, None):
            yield words
        case All(parts) | Any(parts):
            for part in parts:
                yield from _wanted(part)
        case Not() | _:
            return


def passage(report: Report, phrases: Sequence[tuple[str, ...]]) -> Passage | None:
    """The first words of the report's text that hold one of the phrases, with the sentence around them."""
    told = f" {' '.join(terms(report.text))} " if phrases else ""
    asked = {f" {' '.join(words)} ": len(words) for words in phrases}
    found = [(at, words) for words in asked if (at := told.find(words)) >= 0]
    if not found:
        return None
    at, words = min(found)
    stands = list(islice(located(report.text, told.count(" ", 0, at)), asked[words]))
    return report.passage(_around(report.text, Span(stands[0][1], stands[-1][2])))


def _around(text: str, span: Span) -> Span:
    """The sentence around `span`, cut to a passage's length at white space."""
    first = text.rfind("\n", 0, span.start) + 1
    last = text.find("\n", span.end)
    near = text[first : last if last > 0 else len(text)]
    whole = next((Span(s + first, e + first) for s, e in sentences(near) if s <= span.start - first < e), span)
    start, end = min(whole.start, span.start), max(whole.end, span.end)
    if end - start <= LONGEST_PASSAGE:
        return Span(start, end)
    if span.start - start > LEAD_IN:
        start = text.rfind(" ", start, span.start - LEAD_IN) + 1 or span.start - LEAD_IN
    cut = text.rfind(" ", span.end, start + LONGEST_PASSAGE)
    return Span(start, min(end, cut if cut > span.end else max(span.end, start + LONGEST_PASSAGE)))

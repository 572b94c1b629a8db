"""A query → the reports that it asks for, newest first, and the words of each that answer it.

Strategy: the database gives places in order; the reports are read for the page that is shown. The passage that is shown
is the first sentence of the text that holds what was asked for, cut to a line's length at a space: verbatim as ever.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import islice
from typing import Final

from twosource.model import Passage, Report, Span
from twosource.reading.sentences import sentences
from twosource.store.database import Database, listed
from twosource.store.keeping import COLUMNS, with_earlier
from twosource.store.query import All, Any, Field, Not, Phrase, Query
from twosource.store.terms import located, placed, terms

LONGEST_PASSAGE: Final = 240
"""Characters of a passage: three lines of a terminal."""
LEAD_IN: Final = 80
"""Characters kept before what was asked for, where its sentence is longer than a passage."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A report that answers. `passage` is None where it has no text that does: only its outlet, day or speaker.

    found: where the words that were asked for stand in the passage, in offsets of the report's text; titled: where in
    its headline. In order, none over another.
    """

    report: Report
    place: int
    passage: Passage | None
    found: tuple[Span, ...] = ()
    titled: tuple[Span, ...] = ()


def search(database: Database, query: Query, *, limit: int = 20, below: int | None = None) -> tuple[Hit, ...]:
    """The newest `limit` reports that `query` asks for; those after them with `below` the last hit's place."""
    places = database.matching(query, limit, below)
    if not places:
        return ()
    which, values = listed("p", places)
    rows = database.rows(f"SELECT {COLUMNS} FROM reports WHERE place IN {which} ORDER BY place DESC", values)
    found = zip(rows, with_earlier(database, rows), strict=True)
    return tuple(_hit(report, row["place"], query) for row, report in found)


def _hit(report: Report, place: int, query: Query) -> Hit:
    anywhere = list(_wanted(query, {None}))
    shown = passage(report, anywhere)
    found = standing(shown.text, anywhere, shown.start) if shown else ()
    return Hit(report, place, shown, found, standing(report.title or "", list(_wanted(query, {None, Field.TITLE}))))


def _wanted(query: Query, fields: AbstractSet[Field | None]) -> Iterator[tuple[str, ...]]:
    """The phrases that a report that answers may hold, in these fields."""
    match query:
        case Phrase(words, field) if field in fields:
            yield words
        case All(parts) | Any(parts):
            for part in parts:
                yield from _wanted(part, fields)
        case Not() | _:
            return


def standing(text: str, phrases: Sequence[tuple[str, ...]], offset: int = 0) -> tuple[Span, ...]:
    """Where the phrases stand in a short text, in order, what overlaps as one; counted from `offset`."""
    held = placed(text)
    spans: list[Span] = []
    for at in range(len(held)):
        long = max(
            (len(one) for one in phrases if one == tuple(term for term, _, _ in held[at : at + len(one)])), default=0
        )
        if long:
            start, end = held[at][1] + offset, held[at + long - 1][2] + offset
            if spans and start < spans[-1].end:
                start, end = spans[-1].start, max(spans.pop().end, end)
            spans.append(Span(start, end))
    return tuple(spans)


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

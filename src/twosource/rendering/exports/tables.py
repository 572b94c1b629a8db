"""A dossier as tables: reports, statements, passages, quotes, differences, attributions.

Strategy: a table is its columns, each with a kind, and its rows, which stand in the dossier's order. Every row says
which story it is of, so that tables of several stories may be put one below another, and rows of one table name those
of another by the ids and indexes that the JSON has. `start` and `end` are code points into the report's text, and
`text` is what stands there. What is not known is None, in whatever column but those that name a row.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from twosource.model import Dossier, Passage, Report, SlotValue, Span, Speaker

Cell = str | int | bool | datetime | tuple[str, ...] | None


class Kind(StrEnum):
    """What the cells of a column are, where they are not None."""

    TEXT = "text"
    TEXTS = "texts"  # a tuple of texts
    WHOLE = "whole number"
    TRUTH = "truth"
    MOMENT = "moment"  # with its zone


@dataclass(frozen=True, slots=True)
class Table:
    """Rows with a cell for each of `columns`, in their order."""

    name: str
    columns: Mapping[str, Kind]
    rows: tuple[tuple[Cell, ...], ...]


_PLACE: Final = {"report": Kind.TEXT, "start": Kind.WHOLE, "end": Kind.WHOLE, "text": Kind.TEXT}
_SPEAKER: Final = {"speaker_key": Kind.TEXT, "speaker": Kind.TEXT, "speaker_kind": Kind.TEXT}
_COUNTS: Final = dict.fromkeys(("reports", "texts", "outlets", "origins"), Kind.WHOLE)

COLUMNS: Final[Mapping[str, Mapping[str, Kind]]] = MappingProxyType(
    {
        "reports": {
            **dict.fromkeys(("story", "report", "outlet", "url", "title", "byline", "credit", "language"), Kind.TEXT),
            "published": Kind.TEXT,  # as it is known: a day, or a time
            "published_at": Kind.MOMENT,  # where the time of day is known
            "revision": Kind.WHOLE,
            "subjects": Kind.TEXTS,
            "text": Kind.TEXT,
        },
        "statements": {"story": Kind.TEXT, "statement": Kind.TEXT, "status": Kind.TEXT, **_COUNTS},
        "passages": {
            "story": Kind.TEXT,
            "statement": Kind.TEXT,
            "passage": Kind.WHOLE,
            **_PLACE,
            "origin_kind": Kind.TEXT,
            "origin": Kind.TEXT,
            "attribution": Kind.WHOLE,
        },
        "quotes": {
            "story": Kind.TEXT,
            "utterance": Kind.TEXT,
            "version": Kind.WHOLE,
            **_SPEAKER,
            "medium": Kind.TEXT,
            **_PLACE,
            "change": Kind.TEXT,
            "form": Kind.TEXT,
            "fullest": Kind.TRUTH,
            "first": Kind.TRUTH,
            "attribution": Kind.WHOLE,
        },
        "differences": {
            "story": Kind.TEXT,
            "difference": Kind.WHOLE,
            "kind": Kind.TEXT,
            "relation": Kind.TEXT,
            "value": Kind.TEXT,
            **_PLACE,
            "slot_start": Kind.WHOLE,
            "slot_end": Kind.WHOLE,
            "slot": Kind.TEXT,
        },
        "attributions": {
            "story": Kind.TEXT,
            "attribution": Kind.WHOLE,
            "kind": Kind.TEXT,
            **_SPEAKER,
            "medium": Kind.TEXT,
            "parent": Kind.WHOLE,
            "part": Kind.TEXT,
            "span": Kind.WHOLE,
            **_PLACE,
        },
    }
)
"""The tables and their columns. Columns may be added behind these; none will change."""


def table(dossier: Dossier, name: str) -> Table:
    """One of the tables of COLUMNS.

    Raises:
        KeyError: there is none of that name.
    """
    return Table(name, COLUMNS[name], tuple((dossier.id, *row) for row in _ROWS[name](dossier)))


def _reports(dossier: Dossier) -> Iterator[tuple[Cell, ...]]:
    for one in dossier.reports:
        told = (one.id, one.outlet, one.url, one.title, one.byline, one.credit, one.language)
        published = one.published.isoformat() if one.published else None
        yield (*told, published, published_at(one), one.revision, one.subjects, one.text)


def published_at(report: Report) -> datetime | None:
    """When the report was published, where the time of day is known; a time without a zone is UTC."""
    when = report.published
    if not isinstance(when, datetime):
        return None
    return when.replace(tzinfo=UTC) if when.tzinfo is None else when.astimezone(UTC)


def _statements(dossier: Dossier) -> Iterator[tuple[Cell, ...]]:
    for one in dossier.statements:
        counts = one.counts
        yield (one.id, one.status.value, counts.reports, counts.texts, counts.outlets, counts.origins)


def _passages(dossier: Dossier) -> Iterator[tuple[Cell, ...]]:
    for statement in dossier.statements:
        for at, one in enumerate(statement.testimonies):
            origin = (one.origin.kind.value, one.origin.name)
            yield (statement.id, at, *_place(one.passage), *origin, one.attribution)


def _quotes(dossier: Dossier) -> Iterator[tuple[Cell, ...]]:
    for said in dossier.utterances:
        for at, one in enumerate(said.versions):
            form = "reported" if one.retold else "quoted"
            chosen = (one.passage == said.fullest, None if said.first is None else one.passage.report == said.first)
            told = (*_place(one.passage), one.change.value, form, *chosen, one.attribution)
            yield (said.id, at, *_speaker(said.speaker), said.medium, *told)


def _differences(dossier: Dossier) -> Iterator[tuple[Cell, ...]]:
    for at, one in enumerate(dossier.differences):
        relation = one.relation.value if one.relation else None
        for value in one.values:
            yield (at, one.kind.value, relation, *_slot(value))


def _attributions(dossier: Dossier) -> Iterator[tuple[Cell, ...]]:
    reports = {report.id: report for report in dossier.reports}
    for at, (report, one) in enumerate(dossier.attributions):
        told = (at, one.kind.value, *_speaker(one.speaker), one.medium, one.parent)
        parts = {"source": one.source, "cue": one.cue, "content": one.content}
        if one.anonymity:
            parts["anonymity"] = (one.anonymity,)
        for part, spans in parts.items():
            for number, span in enumerate(spans):
                yield (*told, part, number, *_place(reports[report].passage(Span(*span))))


def _place(passage: Passage) -> tuple[Cell, ...]:
    return (passage.report, passage.start, passage.end, passage.text)


def _slot(value: SlotValue) -> tuple[Cell, ...]:
    return (value.value, *_place(value.context), value.slot.start, value.slot.end, value.slot.text)


def _speaker(speaker: Speaker) -> tuple[Cell, ...]:
    return (speaker.key, speaker.name, speaker.kind.value)


_ROWS: Final[Mapping[str, Callable[[Dossier], Iterator[tuple[Cell, ...]]]]] = MappingProxyType(
    {
        "reports": _reports,
        "statements": _statements,
        "passages": _passages,
        "quotes": _quotes,
        "differences": _differences,
        "attributions": _attributions,
    }
)

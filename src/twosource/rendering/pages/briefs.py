"""A brief that was kept as JSON (`brief --json`, version 1) → the brief, to be shown again.

Strategy: what a page of it shows is read back, every line a passage of the report that stands beside it in the JSON, so
that one that is not at its offsets cannot be shown. Of a story's dossier there is what its lines need: their reports.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from twosource.model import Brief, BriefStory, Counts, Dossier, Line, Report, Role, Span

Json = Mapping[str, Any]


def brief_of(body: str) -> Brief:
    """The brief of that JSON.

    Raises:
        VerbatimError: a line is not at its offsets.
        ValueError, KeyError, TypeError: it is no such JSON.
    """
    told = json.loads(body)
    reports = {one["id"]: _report(one) for one in told["reports"]}
    return Brief(*_period(told), tuple(_story(one, reports) for one in told["stories"]))


def glance_of(body: str) -> Brief:
    """The brief of that JSON without its lines, which a list of briefs does not show."""
    told = json.loads(body)
    return Brief(*_period(told), tuple(_story({**one, "lines": ()}, {}) for one in told["stories"]))


def _period(told: Json) -> tuple[date | None, date | None]:
    since, until = (date.fromisoformat(told[name]) if told[name] else None for name in ("since", "until"))
    return since, until


def _report(told: Json) -> Report:
    names: dict[str, Any] = {name: told.get(name) for name in ("outlet", "url", "title", "byline", "credit")}
    return Report(told["id"], told["text"], published=_published(told.get("published")), **names)


def _published(told: str | None) -> date | None:
    if told is None:
        return None
    return datetime.fromisoformat(told) if "T" in told else date.fromisoformat(told)


def _story(told: Json, reports: Mapping[str, Report]) -> BriefStory:
    lines = tuple(_line(one, reports) for one in told["lines"] if one["role"] in set(Role))
    used = tuple(reports[one] for one in dict.fromkeys(line.passage.report for line in lines))
    dossier = Dossier(told["id"], told["title"], Counts(**told["counts"]), used, (), (), (), (), (), ())
    return BriefStory(dossier, tuple(told["why"].items()), lines)


def _line(told: Json, reports: Mapping[str, Report]) -> Line:
    passage = reports[told["report"]].passage(Span(told["start"], told["end"]))
    return Line(Role(told["role"]), passage, Counts(**told["counts"]), told.get("statement"))

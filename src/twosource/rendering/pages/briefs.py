"""A brief that was kept as JSON (`brief --json`, version 1) → the brief, to be shown again.

Strategy: what a page of it shows is read back, every line a passage of the report that stands beside it in the JSON, so
that one that is not at its offsets cannot be shown. Of a story's dossier there is what its lines need: their reports.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from twosource.model import Brief, BriefStory, Counts, Dossier, Line, LineRole, Report, Span

Json = Mapping[str, Any]

TITLES: Final = 3  # headlines of a brief in the list of them
HEAD: Final = 60_000  # characters in which the stories of a brief stand: a week's of the sample takes 25,000
_DAY: Final = r'(?:null|"(\d{4}-\d\d-\d\d)")'
_PERIOD: Final = re.compile(rf'\{{\n "version": 1,\n "since": {_DAY},\n "until": {_DAY},\n')
_TITLE: Final = '\n   "title": '
_REPORTS: Final = '\n "reports": ['


def brief_of(body: str) -> Brief:
    """The brief of that JSON.

    Raises:
        VerbatimError: a line is not at its offsets.
        ValueError, KeyError, TypeError: it is no such JSON.
    """
    told = json.loads(body)
    reports = {one["id"]: _report(one) for one in told["reports"]}
    return Brief(*_period(told), tuple(_story(one, reports) for one in told["stories"]))


@dataclass(frozen=True, slots=True)
class Glance:
    """What a list shows of a brief: from when to when it is, its first headlines, and how many stories it tells."""

    since: date | None
    until: date | None
    titles: tuple[str, ...]
    stories: int


def glance_of(body: str) -> Glance:
    """Of that JSON."""
    told = json.loads(body)
    return Glance(*_period(told), tuple(one["title"] for one in told["stories"][:TITLES]), len(told["stories"]))


def glance_of_head(head: str) -> Glance | None:
    """The same of how that JSON begins, as `rendering.json` lays it out; None where it ends before the stories do.

    A line break within a string is escaped in JSON, so that a line of the layout is nothing else.
    """
    period = _PERIOD.match(head)
    stories, whole, _ = head.partition(_REPORTS)
    if period is None or not whole:
        return None
    told = stories.split(_TITLE)[1:]
    titles = tuple(json.loads(one.partition("\n")[0].rstrip(",")) for one in told[:TITLES])
    since, until = (date.fromisoformat(day) if day else None for day in period.groups())
    return Glance(since, until, titles, len(told))


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
    lines = tuple(_line(one, reports) for one in told["lines"] if one["role"] in set(LineRole))
    used = tuple(reports[one] for one in dict.fromkeys(line.passage.report for line in lines))
    dossier = Dossier(told["id"], told["title"], Counts(**told["counts"]), used, (), (), (), (), (), ())
    return BriefStory(dossier, tuple(told["why"].items()), lines)


def _line(told: Json, reports: Mapping[str, Report]) -> Line:
    passage = reports[told["report"]].passage(Span(told["start"], told["end"]))
    return Line(LineRole(told["role"]), passage, Counts(**told["counts"]), told.get("statement"))

"""The reports of the week: those of the sample corpus, and what `plan.toml` adds to them.

Strategy: the plan names stories that we invented for training, who tells them, and when; marks are taken off. Wire
copies are made of an agency's text: whole, its first part, or under a first paragraph of the outlet's own. An edit is a
later state at the same address. Pure but for reading files; the same plan gives the same week.
"""

from __future__ import annotations

import json
import re
import sys
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any, Final

EXAMPLES: Final = Path(__file__).resolve().parents[1]
STORIES: Final = EXAMPLES.parent / "training" / "alignment" / "stories"
AGENCY: Final = "Northlight Press Agency"
APART: Final = timedelta(minutes=95)  # between two reports of one story
_MARK: Final = re.compile(r"\{[a-z0-9 ]+\||\}")
_HEAD: Final = re.compile(r"^=== (.+)$", re.MULTILINE)
sys.path.append(str(EXAMPLES))  # the tools of the corpus lie beside it, and import each other by their bare names

from markup import styled  # noqa: E402


@dataclass(frozen=True, slots=True)
class State:
    """A report as it stands from `since` on."""

    since: datetime
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Article:
    """A report at its address: `states` from the first to the last. `copy_of` is the id of the agency's text."""

    id: str
    outlet: str
    path: str
    byline: str | None
    story: str
    states: tuple[State, ...]
    credit: str | None = None
    copy_of: str | None = None

    @property
    def published(self) -> datetime:
        return self.states[0].since

    def at(self, now: datetime) -> State | None:
        """How it reads at a moment; None before it is published."""
        return next((state for state in reversed(self.states) if state.since <= now), None)


@cache
def outlets() -> Mapping[str, Mapping[str, Any]]:
    """The outlets by key, with how each writes and what its feed is."""
    known, styles, week = (
        tomllib.loads(path.read_text("utf8"))
        for path in (EXAMPLES / "outlets.toml", EXAMPLES / "house-styles.toml", EXAMPLES / "week" / "plan.toml")
    )
    return {key: {"feed": week["feeds"].get(key), **one, **styles[key]} for key, one in known.items()}


@cache
def articles() -> tuple[Article, ...]:
    """All reports of the week, by their time."""
    found = [*_sample(), *_added()]
    return tuple(sorted(found, key=lambda one: (one.published, one.id)))


# --- the sample corpus ------------------------------------------------------------------------------------------------


def _sample() -> Iterator[Article]:
    gold = {one["id"]: one["story"] for one in _lines(EXAMPLES / "gold" / "reports.jsonl")}
    records = _lines(EXAMPLES / "reports.jsonl")
    later = {one["revises"]: one for one in records if one["revises"]}
    for one in records:
        if one["revises"]:
            continue
        states = [_state(one), *([_state(later[one["id"]])] if one["id"] in later else [])]
        path = "/" + one["url"].split("/", 3)[3]
        key = one["id"].partition("-")[0]
        yield Article(one["id"], key, path, one["byline"], gold[one["id"]], tuple(states), one["credit"])


def _lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf8").splitlines()]


def _state(record: Mapping[str, Any]) -> State:
    when = datetime.fromisoformat(record["published"])
    return State(when if when.tzinfo else when.replace(hour=6, tzinfo=UTC), record["title"], record["text"])


# --- what the plan adds -----------------------------------------------------------------------------------------------


def _added() -> Iterator[Article]:
    plan = tomllib.loads((EXAMPLES / "week" / "plan.toml").read_text("utf8"))
    for number, one in enumerate(plan["story"]):
        told, bylines = _told(one["file"]), plan["bylines"]
        for at, (role, outlet) in enumerate(one["told"].items()):
            byline = bylines[outlet][number % len(bylines[outlet])]
            yield _report(one, outlet, told[role], byline, one["first"] + APART * at)
        for copy in one.get("copies", ()):
            yield _copy(one, copy, told[next(iter(one["told"]))])


def _told(file: str) -> dict[str, str]:
    """A story's reports by the role of who tells it, without marks, a blank line between two paragraphs."""
    _, *pieces = _HEAD.split((STORIES / f"{file}.txt").read_text("utf8"))
    bodies = (_MARK.sub("", body) for body in pieces[1::2])
    texts = ("\n\n".join(line.strip() for line in body.splitlines() if line.strip()) for body in bodies)
    return dict(zip(pieces[::2], texts, strict=True))


def _report(story: Mapping[str, Any], outlet: str, told: str, byline: str, when: datetime) -> Article:
    quotes, slug = outlets()[outlet]["quotes"], story["file"].split("-", 2)[2]
    states = [State(when, styled(story["titles"][outlet], quotes), styled(told, quotes))]
    states += [_edited(states[0], edit) for edit in story.get("edits", ()) if edit["by"] == outlet]
    path = f"/{when:%Y/%m/%d}/{slug}"
    return Article(f"{outlet}-{when:%m%d}-{slug}", outlet, path, byline, slug, tuple(states))


def _edited(state: State, edit: Mapping[str, Any]) -> State:
    """A state with other words in it, later.

    Raises:
        ValueError: the words are not there.
    """
    if edit["was"] not in state.text:
        raise ValueError(f"plan.toml: no {edit['was']!r} in what {edit['by']} tells")
    text = state.text.replace(edit["was"], edit["is"])
    return State(edit["at"], state.title, f"{text}\n\n{edit['note']}" if "note" in edit else text)


def _copy(story: Mapping[str, Any], copy: Mapping[str, Any], told: str) -> Article:
    """The agency's words under another outlet's name: `whole`, `cut` after half of them, `topped` by a paragraph."""
    paragraphs, quotes = told.split("\n\n"), outlets()[copy["by"]]["quotes"]
    kept = {"whole": paragraphs, "cut": paragraphs[: (len(paragraphs) + 1) // 2], "topped": paragraphs[1:]}[copy["how"]]
    text = "\n\n".join([*([copy["top"]] if "top" in copy else []), *kept])
    when, slug = story["first"] + timedelta(minutes=copy.get("after", 40)), story["file"].split("-", 2)[2]
    state = State(when, styled(copy.get("title", story["titles"]["npa"]), quotes), styled(text, quotes))
    path, source = f"/{when:%Y/%m/%d}/{slug}-wire", f"npa-{story['first']:%m%d}-{slug}"
    return Article(f"{copy['by']}-{when:%m%d}-{slug}-wire", copy["by"], path, AGENCY, slug, (state,), AGENCY, source)


def planted(all_articles: Sequence[Article]) -> dict[str, list[Article]]:
    """The articles by their story."""
    found: dict[str, list[Article]] = {}
    for one in all_articles:
        found.setdefault(one.story, []).append(one)
    return found

"""What a reader has been told, as a value that is kept for each reader.

Strategy: as little as it takes to tell what is new: of each story told its reports with their revisions, its counts,
the lines shown and the differences that were shown as such. Stories are known again by their reports, never by their
ids, so that one that merged with another or came apart is still known. What is old is forgotten.

What may live here: the value, what a brief adds to it, and its JSON. What has become of a story is for `changes`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from twosource.errors import Malformed
from twosource.model import Brief, BriefStory, Counts, DifferenceKind, Dossier, Line, LineRole, News, Report, SlotValue

VERSION = 1
KEPT_DAYS = 120  # a story that no brief has told of for so long is forgotten; were it to come back, it would be news
MOST_STORIES = 400  # about half a year of weekly briefs of fifteen stories; the value stays under half a megabyte

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True, order=True)
class ToldLine:
    """A line as it was shown: a report's words on that day."""

    report: str
    text: str


@dataclass(frozen=True, slots=True, order=True)
class ToldValue:
    """A side of a difference: `value` as the dossier put it, `words` are the report's own."""

    report: str
    value: str
    words: str


@dataclass(frozen=True, slots=True)
class ToldDifference:
    kind: DifferenceKind
    values: tuple[ToldValue, ...]

    @property
    def words(self) -> tuple[str, ...]:
        """What the reports had, each once, in order of publication."""
        return tuple(dict.fromkeys(value.words for value in self.values))


@dataclass(frozen=True, slots=True)
class ToldStory:
    """A story as the reader knows it. `reports` are the revisions known, by every id that a report came under."""

    title: str
    day: date | None
    counts: Counts
    reports: Mapping[str, int]
    lines: tuple[ToldLine, ...]
    differences: tuple[ToldDifference, ...] = ()

    def knows(self, report: Report) -> int | None:
        """The revision of a report that the reader was told of, None if it is new."""
        return max(
            (self.reports[name] for name in (report.id, *report.other_ids) if name in self.reports), default=None
        )

    def is_of(self, dossier: Dossier) -> bool:
        return any(self.knows(report) is not None for report in dossier.reports)


@dataclass(frozen=True, slots=True)
class Told:
    """All that a reader was told. `last` is the last day of the last brief."""

    stories: tuple[ToldStory, ...] = ()
    last: date | None = None

    def of(self, dossier: Dossier) -> ToldStory | None:
        """What was told of this story: of all the stories told that it has reports of, as one."""
        return _merged([story for story in self.stories if story.is_of(dossier)])


NOTHING_TOLD = Told()


def told_after(brief: Brief, told: Told = NOTHING_TOLD) -> Told:
    """What a reader was told, once this brief has been sent.

    Args:
        brief: made against `told`.
        told: what had been told before it.
    """
    now = [_told_now(story, told, brief.until) for story in brief.stories]
    shown = [story.dossier for story in brief.stories]
    others = [story for story in told.stories if not any(story.is_of(dossier) for dossier in shown)]
    last = max(filter(None, (told.last, brief.until)), default=None)
    kept = (story for story in (*now, *others) if not _is_old(story, last))
    return Told(tuple(kept)[:MOST_STORIES], last)


def _told_now(story: BriefStory, told: Told, day: date | None) -> ToldStory:
    dossier, before = story.dossier, told.of(story.dossier)
    lines = [ToldLine(line.passage.report, line.passage.text) for line in story.lines]
    still = [line for line in before.lines if not _is_replaced(line, dossier)] if before else []
    known = dict(before.reports) if before else {}
    known |= {name: report.revision for report in dossier.reports for name in (report.id, *report.other_ids)}
    differences = tuple(_shown_differences(story))
    open_still = [d for d in before.differences if not _is_over(d, differences, story)] if before else []
    return ToldStory(
        story.title,
        day,
        dossier.counts,
        dict(sorted(known.items())),
        tuple(dict.fromkeys((*lines, *still))),
        (*differences, *open_still),
    )


def _is_replaced(line: ToldLine, dossier: Dossier) -> bool:
    """Whether a report of today no longer has a line of before: the reader has been told that."""
    return any(
        line.report in {report.id, *report.other_ids} and line.text not in report.text for report in dossier.reports
    )


def _is_over(difference: ToldDifference, shown: Sequence[ToldDifference], story: BriefStory) -> bool:
    """Whether a difference told before is settled now, or was shown again with what has come to it."""
    settled = {news.before for news in story.news if news.kind is News.SETTLED}
    again = any(not set(difference.values).isdisjoint(other.values) for other in shown)
    return again or difference.words in settled


def _shown_differences(story: BriefStory) -> Iterator[ToldDifference]:
    """The differences that a line was shown for, with the sides that were shown; all, where one line gives them all."""
    differing = [line for line in story.lines if line.role is LineRole.DIFFERS]
    for difference in story.dossier.differences:
        if any(_shows(line, value) for line in differing for value in difference.values):
            shown = [value for value in difference.values if any(_shows(line, value) for line in story.lines)]
            sides = shown if len({value.value for value in shown}) > 1 else difference.values
            values = (ToldValue(value.slot.report, value.value, value.slot.text) for value in sides)
            yield ToldDifference(difference.kind, tuple(values))


def _shows(line: Line, value: SlotValue) -> bool:
    return value.slot.report == line.passage.report and line.passage.span.covers(value.slot.span)


def _merged(stories: Sequence[ToldStory]) -> ToldStory | None:
    """Several stories told, as the one that they have become."""
    if not stories:
        return None
    last = max(stories, key=lambda story: (story.day or date.min, story.counts.origins, story.title))
    reports: dict[str, int] = {}
    for story in stories:
        for name, revision in story.reports.items():
            reports[name] = max(revision, reports.get(name, 0))
    return ToldStory(
        last.title,
        last.day,
        max((story.counts for story in stories), key=lambda counts: (counts.origins, counts)),
        dict(sorted(reports.items())),
        tuple(dict.fromkeys(line for story in stories for line in story.lines)),
        tuple(dict.fromkeys(difference for story in stories for difference in story.differences)),
    )


def _is_old(story: ToldStory, last: date | None) -> bool:
    return bool(story.day and last and story.day < last - timedelta(days=KEPT_DAYS))


# --- JSON -------------------------------------------------------------------------------------------------------------


def told_json(told: Told) -> str:
    """What is kept for a reader: `{"version": 1, "last", "stories": [{"title", "day", "counts", "reports", …}]}`."""
    whole = {
        "version": VERSION,
        "last": told.last.isoformat() if told.last else None,
        "stories": [_story_json(story) for story in told.stories],
    }
    return json.dumps(whole, ensure_ascii=False, separators=(",", ":"))


def _story_json(story: ToldStory) -> Json:
    return {
        "title": story.title,
        "day": story.day.isoformat() if story.day else None,
        "counts": [story.counts.reports, story.counts.texts, story.counts.outlets, story.counts.origins],
        "reports": story.reports,
        "lines": [[line.report, line.text] for line in story.lines],
        "differences": [
            {"kind": difference.kind.value, "values": [[v.report, v.value, v.words] for v in difference.values]}
            for difference in story.differences
        ],
    }


def told_from_json(text: str) -> Told:
    """What `told_json` wrote.

    Raises:
        Malformed: it is nothing that `told_json` wrote, or of a newer version.
    """
    try:
        whole = json.loads(text)
        read = {VERSION: _version_1}[whole["version"]]
        return read(whole)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        remedy = "forget what this reader was told: the next brief tells all of its period"
        raise Malformed("what a reader was told", f"not as it was kept ({error})", remedy) from None


def _version_1(whole: Json) -> Told:
    return Told(tuple(_stories(whole["stories"])), _day(whole["last"]))


def _stories(found: Iterable[Json]) -> Iterator[ToldStory]:
    for story in found:
        yield ToldStory(
            story["title"],
            _day(story["day"]),
            Counts(*map(int, story["counts"])),
            {str(name): int(revision) for name, revision in story["reports"].items()},
            tuple(ToldLine(*map(str, line)) for line in story["lines"]),
            tuple(_differences(story["differences"])),
        )


def _differences(found: Iterable[Json]) -> Iterator[ToldDifference]:
    for difference in found:
        values = tuple(ToldValue(*map(str, value)) for value in difference["values"])
        yield ToldDifference(DifferenceKind(difference["kind"]), values)


def _day(day: str | None) -> date | None:
    return date.fromisoformat(day) if day is not None else None

"""A run over an archive → its report, one page: what came in, what was dropped and why, what was found, what it took.

Strategy: figures are counted by whoever ran it and are handed in; the page sets them in tables of which one column is
drawn, so that the picture and the figures behind it are one, and a row reads the same with and without it. Lists are
cut at what a screen holds, and say of how many. Words of the news are set as theirs: names of outlets and of speakers.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Final

from markupsafe import Markup

from twosource.rendering import labels, pictures, templating

MOST_ROWS: Final = 25  # outlets and voices shown: a screen
MOST_ASIDE: Final = 100  # records kept aside that are named; all of them are in the output
SMALLEST: Final = 0.005  # of a row's width that a part is drawn with, so that it is seen

WORDS: Final = MappingProxyType(
    {
        "heading": "Report of a run",
        "found": "What came in",
        "found_why": "Records as they stood in the archive, by what they are.",
        "taken": "What became of the pages",
        "taken_why": "Copies are kept, with the report that they are copies of; they are no witnesses of their own.",
        "dropped": "What was dropped, and why",
        "dropped_why": "Pages that hold no report, and records that could not be read.",
        "capped": "What a limit left out",
        "capped_why": "Stories so large that a limit of ours took a part of them alone.",
        "aside": "Kept aside",
        "aside_why": "Records that are damaged cost themselves alone. Each stands in the output with its reason.",
        "by_day": "Day by day",
        "by_day_why": "A report is of the day it was published, a story of the day of its first report.",
        "reports_a_day": "Reports a day",
        "stories_a_day": "Stories a day",
        "outlets": "Outlets",
        "outlets_why": "Reports of what nobody else tells, of what others tell too, and copies of earlier reports.",
        "voices": "Voices",
        "voices_why": "Who is quoted or told of most often, each time in one report. A copy adds nothing.",
        "stages": "What it took",
        "stages_why": "Seconds of work on all cores, and by the clock where that is less.",
        "made_with": "Made with",
        "nothing": "None.",
    }
)


@dataclass(frozen=True, slots=True)
class Amount:
    """How many there are of something, by our name for it."""

    name: str
    count: int


@dataclass(frozen=True, slots=True)
class Aside:
    """A record that could not be used: where it stands, and why."""

    file: str
    place: str
    reason: str


@dataclass(frozen=True, slots=True)
class Day:
    """A day: reports of it, and stories that begin on it."""

    day: date
    reports: int
    stories: int


@dataclass(frozen=True, slots=True)
class Share:
    """An outlet: its reports, how many of them nobody else has, and how many are copies of an earlier one."""

    name: str
    reports: int
    alone: int
    copied: int

    @property
    def parts(self) -> tuple[tuple[str, int], ...]:
        return (("alone", self.alone), ("shared", self.reports - self.alone - self.copied), ("copied", self.copied))


@dataclass(frozen=True, slots=True)
class HeardSpeaker:
    """A speaker: how often they are quoted or told of, and by how many outlets."""

    name: str
    kind: str
    times: int
    outlets: int


@dataclass(frozen=True, slots=True)
class Stage:
    """A stretch of the path: seconds by the clock, seconds of work on all cores (None: not counted), things handled."""

    name: str
    seconds: float
    work: float | None = None
    things: int = 0


@dataclass(frozen=True, slots=True)
class RunReport:
    """All that the report of a run tells. Lists are in the order in which they are shown."""

    name: str
    summary: Sequence[Amount] = ()
    found: Sequence[Amount] = ()
    taken: Sequence[Amount] = ()
    dropped: Sequence[Amount] = ()
    capped: Sequence[Amount] = ()
    aside: Sequence[Aside] = ()
    aside_in_all: int = 0
    days: Sequence[Day] = ()
    outlets: Sequence[Share] = ()
    outlets_in_all: int = 0
    voices: Sequence[HeardSpeaker] = ()
    voices_in_all: int = 0
    stages: Sequence[Stage] = ()
    versions: Sequence[tuple[str, str]] = ()
    settings: Sequence[tuple[str, str]] = ()

    @property
    def extent(self) -> str:
        """From which day to which its reports are."""
        return labels.days(self.days[0].day, self.days[-1].day) if self.days else ""


def run_page(run: RunReport) -> str:
    """One self-contained HTML file of this report, without a script."""
    most = {
        "found": _most(amount.count for amount in run.found),
        "taken": _most(amount.count for amount in run.taken),
        "dropped": _most(amount.count for amount in run.dropped),
        "capped": _most(amount.count for amount in run.capped),
        "outlets": _most(share.reports for share in run.outlets),
        "voices": _most(heard.times for heard in run.voices),
        "stages": _most(stage.work or stage.seconds for stage in run.stages),
    }
    return templating.page(
        "archive.html.jinja",
        styles=("base.css", "archive.css"),
        run=run,
        most=most,
        row=row,
        by_day=(
            (
                "reports",
                pictures.bars([(labels.day(day.day), day.reports) for day in run.days], WORDS["reports_a_day"]),
            ),
            (
                "stories",
                pictures.bars([(labels.day(day.day), day.stories) for day in run.days], WORDS["stories_a_day"]),
            ),
        ),
        outlets=run.outlets[:MOST_ROWS],
        voices=run.voices[:MOST_ROWS],
        aside=run.aside[:MOST_ASIDE],
        words=WORDS,
    )


def _most(amounts: Iterable[float]) -> float:
    return max(amounts, default=0) or 1


def row(parts: Sequence[tuple[str, float]], most: float) -> Markup:
    """A row's amount, in parts side by side, as wide as it is of the largest row's. The figures stand beside it."""
    drawn, place = [], 0.0
    for kind, amount in parts:
        if amount > 0:
            width = max(SMALLEST, amount / most)
            shape = Markup('<rect class="{}" x="{:.2f}%" y="2" width="{:.2f}%" height="12"/>')
            drawn.append(shape.format(kind, 100 * place, 100 * width))
            place += width
    return Markup('<svg class="row" aria-hidden="true" width="100%" height="16">{}</svg>').format(
        Markup("").join(drawn)
    )

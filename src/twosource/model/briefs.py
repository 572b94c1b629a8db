"""What a reader is told: the lines of a period, and what is new since the last."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from twosource.model.dossiers import Counts, Dossier
from twosource.model.reports import Passage


class LineRole(StrEnum):
    """What a line does for the reader."""

    CORRECTED = "corrected"  # stands where another stood that the reader was told
    SETTLED = "settled"  # on what outlets differed when the reader was told
    LEAD = "lead"  # what happened
    SHARED = "shared"  # what most origins share
    DIFFERS = "differs"
    SAID = "said"
    ALONE = "alone"  # what only one has


@dataclass(frozen=True, slots=True)
class Helper:
    """Words of ours that help to read a line alone, set in brackets: whom "he" means, which Wednesday.

    `at` is where they are put, an offset into the report's text. `taken` is where in that report they stand; None
    where they follow from the day of its publication.
    """

    at: int
    text: str
    taken: Passage | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A passage chosen for the reader, with its counts. `statement` is the id of the one it stands for, if any.

    `before` are words that the reader was told before, and this line corrects, settles or differs from.
    """

    role: LineRole
    passage: Passage
    counts: Counts
    statement: str | None = None
    helpers: tuple[Helper, ...] = ()
    before: str = ""


class News(StrEnum):
    """What has become of a story since the reader was last told of it."""

    NEW = "new"
    CORRECTED = "corrected"  # a report has changed a line that the reader was told
    SETTLED = "settled"  # outlets agree on what they differed on, or the later figure has taken over
    GROWN = "grown"  # reports have come that tell something new
    DISPUTED = "in dispute"  # outlets still differ on what they differed on


@dataclass(frozen=True, slots=True)
class Development:
    """One thing that became of a story. `before` is what the reader was told, in the reports' words.

    `now` are the passages of today that this is about; a correction without one has taken its line out.
    """

    kind: News
    before: tuple[str, ...] = ()
    now: tuple[Passage, ...] = ()


@dataclass(frozen=True, slots=True)
class BriefStory:
    """A story's part of a brief. `why` are the terms of its importance, in the order of the formula.

    `news` is what has become of it, the most telling first; `was` are its counts when the reader was last told of it.
    """

    dossier: Dossier
    why: tuple[tuple[str, float], ...]
    lines: tuple[Line, ...]
    news: tuple[Development, ...] = ()
    was: Counts | None = None
    headline: str = ""

    @property
    def title(self) -> str:
        """The headline that the story stands under, of one of its reports; the dossier's where none was chosen."""
        return self.headline or self.dossier.title


@dataclass(frozen=True, slots=True)
class Brief:
    """The lines of a period, most important story first. `since` and `until` are None where nothing is dated.

    `after` is the last day of the brief before, which this one does not repeat; None where there was none.
    """

    since: date | None
    until: date | None
    stories: tuple[BriefStory, ...]
    after: date | None = None

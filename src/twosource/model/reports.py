"""What the news is made of: outlets, pages, reports, and the passages of their texts.

May live here: what a report is and what can be pointed at in its text. What others make of it is in the modules beside.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from enum import StrEnum
from typing import NamedTuple

from twosource.errors import VerbatimError


class Span(NamedTuple):
    """A stretch of a report's text: `text[start:end]`."""

    start: int
    end: int

    def covers(self, other: Span) -> bool:
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        return self.start < other.end and other.start < self.end


# --- what comes in ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Outlet:
    """Who publishes. Outlets of one owner are one family."""

    key: str
    name: str
    domain: str | None = None
    owner: str | None = None
    language: str | None = None
    country: str | None = None

    @property
    def family(self) -> str:
        """What this outlet's own reporting counts as: its owner, or itself where no owner is known."""
        return self.owner or self.key


@dataclass(frozen=True, slots=True)
class Page:
    """Bytes as they came, with what was said about them on the way.

    `name` is the input as its owner would find it again (a path, an address); `id` is what its report is called.
    """

    name: str
    id: str
    content: bytes = field(repr=False)
    url: str | None = None
    content_type: str | None = None
    fetched: datetime | None = None
    outlet: str | None = None

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


@dataclass(frozen=True, slots=True)
class Revision:
    """An earlier state of a report: what it came as before it was edited. `id` is the id that it came under."""

    id: str
    text: str = field(repr=False)
    title: str | None = None
    published: date | None = None


@dataclass(frozen=True, slots=True)
class Enclosure:
    """Sound, film or another file that comes with a report: an address (http or https) and what its feed tells of it.

    `type` is a media type ("video/mp4") or its first part; `duration` is in seconds, `bytes` how large the file is.
    """

    url: str
    type: str | None = None
    title: str | None = None
    duration: int | None = None
    bytes: int | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """One article by one outlet. `text` is final: offsets never move.

    `outlet` is the outlet's name or key as the input gives it, or None where it cannot be told.
    `published` is a `datetime` where the time of day is known, else a `date`.
    `credit` is what the page says of where its words come from beside the byline ("The Associated Press").
    `earlier` are the states before this one, the first first; `revision` is how many states there have been.
    `other_ids` are those that states of it came under, beside its own.
    `subjects` are what its feed or page files it under, by name: sections, keywords, media topics of the IPTC.
    `media` are files that come with it.
    """

    id: str
    text: str = field(repr=False)
    outlet: str | None = None
    url: str | None = None
    title: str | None = None
    byline: str | None = None
    published: date | None = None
    credit: str | None = None
    language: str | None = None
    revision: int = 1
    earlier: tuple[Revision, ...] = ()
    other_ids: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()
    media: tuple[Enclosure, ...] = ()

    def passage(self, span: Span) -> Passage:
        """The words of this report at `span`.

        Raises:
            VerbatimError: the span is empty or reaches outside the text.
        """
        start, end = span
        if not 0 <= start < end <= len(self.text):
            raise VerbatimError(f"report {self.id}: no passage at {start}-{end} in a text of {len(self.text)}")
        return Passage(self.id, start, end, self.text[start:end])


def moment(published: date | None) -> datetime | None:
    """`published` as a point in time, for ordering: a bare day is its first moment, a time without a zone is UTC."""
    if published is None:
        return None
    if not isinstance(published, datetime):
        return datetime.combine(published, time.min, UTC)
    return published.replace(tzinfo=UTC) if published.tzinfo is None else published.astimezone(UTC)


def publication_order(report: Report) -> tuple[bool, datetime, str, str]:
    """A sort key: by publication, undated last, then by outlet and id, so that input order never shows."""
    when = moment(report.published)
    return (when is None, when or datetime.max.replace(tzinfo=UTC), report.outlet or "", report.id)


@dataclass(frozen=True, slots=True, order=True)
class Passage:
    """A span with its report and its words. Made by `Report.passage`."""

    report: str
    start: int
    end: int
    text: str

    def __post_init__(self) -> None:
        if len(self.text) != self.end - self.start or not self.text:
            raise VerbatimError(f"report {self.report}: {len(self.text)} characters at {self.start}-{self.end}")

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)

    def stands_in(self, report: Report) -> bool:
        """Whether these words are the report's words at these offsets."""
        return self.report == report.id and report.text[self.start : self.end] == self.text


# --- what reading finds in a text -------------------------------------------------------------------------------------


class DateType(StrEnum):
    """TIMEX3 types."""

    DATE = "DATE"
    TIME = "TIME"
    DURATION = "DURATION"
    SET = "SET"


@dataclass(frozen=True, slots=True, order=True)
class DateMention:
    """A date, time, duration or set in a text, and its TIMEX3 value."""

    span: Span
    type: DateType
    value: str


class CreditKind(StrEnum):
    WIRE = "wire"  # "By The Associated Press", "(Reuters)" in a dateline
    CONTRIBUTED = "contributed"  # "The AP contributed to this report"
    OUTLET = "outlet"  # "This story first appeared in the Gazette"


@dataclass(frozen=True, slots=True, order=True)
class Credit:
    """Who is credited for a report's words beside its outlet. `span` is None where it stands in byline or credit."""

    kind: CreditKind
    name: str
    span: Span | None = None

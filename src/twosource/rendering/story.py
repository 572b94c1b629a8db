"""Dossier → a page: what is shared and by how many origins, who is quoted, what differs, what one has, the reports.

Strategy: a view prepares names, numbers and places for one dossier; the templates say how they look. The view sorts and
counts what the dossier found; it judges nothing. Theirs and ours never mix: passages are verbatim, labels are `labels`.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import NamedTuple, TypeVar

from markupsafe import Markup

from twosource.evidence.verdicts import GATHERERS
from twosource.model import (
    Copy,
    Dossier,
    Edit,
    FigureLine,
    OriginKind,
    Outlet,
    Passage,
    Report,
    SlotValue,
    Span,
    Speaker,
    Statement,
    Status,
    Testimony,
    TimelineEntry,
    Topic,
    Utterance,
    Version,
    moment,
)
from twosource.reading.languages import is_english
from twosource.reading.sentences import paragraphs, sentences_of
from twosource.reading.timex import moment_of
from twosource.rendering import labels, pictures, templating
from twosource.rendering.marks import Mark, marked
from twosource.rendering.mastheads import Masthead, alone_in, became, chips, mastheads, origin_words, printed, was_alone
from twosource.rendering.places import Places
from twosource.rendering.sides import Side, sides
from twosource.rendering.steps import Step, steps
from twosource.rendering.ties import Ties, ties
from twosource.rendering.words import ENGLISH, Words

Item = TypeVar("Item")

# Of a list longer than this the rest folds away behind a line that says how many. Ten rows are a screen.
SHOWN = 10

# Days before the first report: what is older is background, and folds away so that the news is seen first.
RECENT = 62


@dataclass(frozen=True, slots=True)
class Shared:
    """A statement of more than one report, with its number on the page."""

    number: int
    id: str
    statement: Statement


class Text(NamedTuple):
    """A report's text: its masthead, the id of its column, and its paragraphs with the linked passages marked."""

    masthead: Masthead
    id: str
    paragraphs: tuple[Markup, ...]


@dataclass(frozen=True, slots=True)
class Voice:
    """A speaker with what is quoted of them: first what several outlets print, then what one prints."""

    speaker: Speaker
    shared: tuple[Utterance, ...]
    alone: tuple[Utterance, ...]


@dataclass(frozen=True, slots=True)
class Alone:
    """What only one outlet has, or had until others took it up."""

    masthead: Masthead
    statements: tuple[Statement, ...]

    @property
    def words(self) -> str:
        """The key of what stands over them."""
        return alone_in(self.statements)


@dataclass(frozen=True, slots=True)
class ShownEdit:
    """A run of words of a version, without the space around it; `space` is what parts it from the one before."""

    kind: str
    text: str
    instead_of: str
    space: str


def shown_edits(edits: Sequence[Edit]) -> list[ShownEdit]:
    """Edits for the page: a space wherever one of the two sides has it, or where two words would run together."""
    shown: list[ShownEdit] = []
    before = " "
    for edit in edits:
        gap = before[-1:].isspace() or edit.text[:1].isspace() or edit.text[:1].isalnum()
        shown.append(
            ShownEdit(edit.kind.value, edit.text.strip(), edit.instead_of.strip(), " " if gap and shown else "")
        )
        before = edit.text
    return shown


def _is_before(entry: TimelineEntry, since: date) -> bool:
    at = moment_of(entry.date)
    return at is not None and at.first < since


class StoryView:
    """All that the templates ask of one dossier."""

    def __init__(
        self,
        dossier: Dossier,
        outlets: Mapping[str, Outlet],
        colours: Mapping[str, int] | None = None,
        words: Words = ENGLISH,
    ) -> None:
        self.dossier = dossier
        self.words = words
        self.places = Places(dossier)
        self.key = self.places.key
        self.mastheads = mastheads(dossier.reports, outlets, colours, words)
        self._texts = {report.id: report.text for report in dossier.reports}
        self._paragraphs: dict[str, tuple[Span, ...]] = {}
        self._sentences: dict[tuple[str, Span], tuple[Span, ...]] = {}
        self._order = {report: place for place, report in enumerate(self.mastheads)}
        self.shared = self._number()
        self.voices = self._voices()
        self.alone = self._alone()
        self.foreign = sum(not is_english(report.text, report.language) for report in dossier.reports)

    # --- what is on the page

    def _number(self) -> tuple[Shared, ...]:
        found = labels.ranked(self.dossier.statements)
        return tuple(Shared(n, f"{self.key}-st{n}", statement) for n, statement in enumerate(found, 1))

    def _voices(self) -> tuple[Voice, ...]:
        by_speaker: dict[str, list[Utterance]] = {}
        for utterance in self.dossier.utterances:
            by_speaker.setdefault(utterance.speaker.key, []).append(utterance)
        printed = {of: [(said, len(self.printed_by(said))) for said in found] for of, found in by_speaker.items()}
        voices = [
            Voice(
                found[0][0].speaker,
                tuple(said for said, many in found if many > 1),
                tuple(said for said, many in found if many == 1),
            )
            for found in printed.values()
        ]
        return tuple(sorted(voices, key=lambda voice: (-len(voice.shared), -len(voice.alone))))

    def _alone(self) -> tuple[Alone, ...]:
        by_outlet: dict[str, list[Statement]] = {}
        for statement in sorted(self.dossier.statements, key=self._place):
            if was_alone(statement):
                by_outlet.setdefault(self.masthead(statement.testimonies[0].passage).name, []).append(statement)
        heads = {head.name: head for head in reversed(self.mastheads.values())}
        return tuple(
            Alone(head, tuple(by_outlet[name])) for name in self.names if (head := heads[name]).name in by_outlet
        )

    def _place(self, statement: Statement) -> tuple[int, int]:
        """Where a statement first stands: its report's place in the order of publication, and the offset."""
        first = statement.testimonies[0].passage
        return (self._order[first.report], first.start)

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Outlets, in order of first publication."""
        return tuple(dict.fromkeys(head.name for head in self.mastheads.values()))

    def of_status(self, status: Status) -> tuple[Shared, ...]:
        return tuple(entry for entry in self.shared if entry.statement.status is status)

    def printed_by(self, utterance: Utterance) -> tuple[str, ...]:
        """Outlets with a version of it, in order of publication."""
        heads = {self.masthead(version.passage).name for version in utterance.versions}
        return tuple(name for name in self.names if name in heads)

    def printed(self, utterance: Utterance) -> str:
        heads = (self.masthead(version.passage) for version in utterance.versions)
        return printed(heads, self._first(utterance), self.words)

    def _first(self, utterance: Utterance) -> str | None:
        return self.mastheads[utterance.first].name if utterance.first else None

    def origin(self, testimony: Testimony) -> str:
        """Where it comes from; of a source without a name, why the report does not give it, in the report's words."""
        told = origin_words(testimony.origin, testimony.passage.report, self.mastheads, self.words)
        said = None if testimony.attribution is None else self.dossier.attributions[testimony.attribution]
        if said is None or said.attribution.anonymity is None or testimony.origin.kind is not OriginKind.UNNAMED:
            return told
        return labels.because(told, self._texts[said.report][slice(*said.attribution.anonymity)], self.words)

    def gatherers(self) -> tuple[str, ...]:
        """Whose reporting the statements go back to, in words; who is quoted in it is no gatherer."""
        found = {id(t.origin): t.origin for s in self.dossier.statements for t in s.testimonies}  # the same objects
        by = sorted({origin for origin in found.values() if origin.kind in GATHERERS})
        return tuple(origin_words(origin, None, self.mastheads, self.words) for origin in by)

    # --- where a site has more than this page; a page that stands alone has nothing to lead to, and leaves out nothing

    def outlet_page(self, _head: Masthead, /) -> str:
        return ""

    def speaker_page(self, _speaker: Speaker, /) -> str:
        return ""

    def topic_page(self, _topic: Topic, /) -> str:
        return ""

    def report_page(self, _report_id: str, /) -> str:
        return ""

    def part_page(self, _part: str, /) -> str:
        return ""

    def cut(self, items: Sequence[Item], _of: str, /) -> Sequence[Item]:
        """As many of the items as this page has room for."""
        return items

    # --- names and places

    def masthead(self, passage: Passage) -> Masthead:
        return self.mastheads[passage.report]

    def lang(self, passage: Passage) -> Markup:
        """The attribute that says in which language a passage is, where that is not the page's."""
        return self.mastheads[passage.report].lang

    def href(self, passage: Passage) -> str:
        """The address, on this page, of the passage in its report."""
        return "#" + self.places.passage(passage)

    def report_href(self, report_id: str) -> str:
        """The address of a report's text."""
        return "#" + self.places.report(report_id)

    def chip(self, name: str) -> int:
        """The colour of an outlet, by name."""
        return next(head.chip for head in self.mastheads.values() if head.name == name)

    def statement_href(self, entry: Shared) -> str:
        """The address of a statement with all its versions."""
        return f"#{entry.id}"

    def around(self, passage: Passage) -> tuple[str, str]:
        """What stands before and after the passage in its sentences, so that a part of a sentence can be read."""
        text, spans = self._texts[passage.report], self._sentences_near(passage)
        first = bisect_right(spans, passage.start, key=lambda span: span.end)
        after = bisect_left(spans, passage.end, key=lambda span: span.start)
        start, end = passage.start, passage.end
        if first < after:
            start, end = min(start, spans[first].start), max(end, spans[after - 1].end)
        return text[start : passage.start], text[passage.end : end]

    def _sentences_near(self, passage: Passage) -> list[Span]:
        """The sentences of the paragraphs that the passage stands in."""
        report, text = passage.report, self._texts[passage.report]
        if report not in self._paragraphs:
            self._paragraphs[report] = paragraphs(text)
        within = self._paragraphs[report]
        first = bisect_right(within, passage.start, key=lambda span: span.end)
        after = bisect_left(within, passage.end, key=lambda span: span.start)
        return [sentence for paragraph in within[first:after] for sentence in self._sentences_of(report, paragraph)]

    def _sentences_of(self, report: str, paragraph: Span) -> tuple[Span, ...]:
        if (report, paragraph) not in self._sentences:
            self._sentences[report, paragraph] = sentences_of(self._texts[report], paragraph)
        return self._sentences[report, paragraph]

    @property
    def period(self) -> str:
        when = [report.published for report in self.dossier.reports if moment(report.published)]
        when = sorted(when, key=lambda value: str(moment(value)))
        return labels.days(when[0], when[-1], self.words) if when else ""

    def copied(self, copy: Copy) -> str:
        names = dict.fromkeys(self.mastheads[report].name for report in copy.reports)
        return labels.copied(copy.kind, names, copy.share, self.words)

    def became(self, statement: Statement) -> str:
        return became(statement, self.mastheads, self.words)

    def edits(self, version: Version) -> list[ShownEdit]:
        return shown_edits(version.edits)

    def sides(self, values: Sequence[SlotValue]) -> tuple[Side, ...]:
        return sides(values)

    def slotted(self, side: Side) -> Markup:
        """The context of a difference with its slots in bold."""
        return Markup("").join(Markup("<b>{}</b>").format(text) if bold else text for text, bold in side.parts)

    @property
    def headline_of(self) -> str:
        """Whose headline the story goes by; empty where the title is nobody's headline."""
        return next((head.name for head in self.mastheads.values() if head.title == self.dossier.title.strip()), "")

    # --- pictures and texts

    @cached_property
    def ties(self) -> Ties:
        return ties(self.dossier, self.mastheads)

    def graph(self, found: Ties) -> Markup:
        arrows = [(tie.who, tie.whom, tie.kind.value) for tie in found.ties]
        return pictures.arcs(len(found.names), arrows, self.words("part.graph"))

    def strips(self) -> dict[str, Markup]:
        """By report id, its row of the strip of who reported when; empty where there is nothing to compare."""
        fractions = pictures.fractions([report.published for report in self.dossier.reports])
        if not any(fraction is not None for fraction in fractions):
            return {}
        rows = zip(self.dossier.reports, fractions, strict=True)
        return {report.id: pictures.strip(fraction) for report, fraction in self.cut(tuple(rows), "reports")}

    def timeline(self) -> tuple[tuple[TimelineEntry, ...], tuple[TimelineEntry, ...]]:
        """The dates long before the first report, which are background, and those of the story itself."""
        entries = self.dossier.timeline
        out = [when for report in self.dossier.reports if (when := moment(report.published))]
        since = min(out).date() - timedelta(days=RECENT) if out else date.min
        background = tuple(entry for entry in entries if _is_before(entry, since))
        news = tuple(entry for entry in entries if entry not in background)
        return (background, news) if news else ((), entries)

    def steps(self, line: FigureLine) -> tuple[Step, ...]:
        return steps(line)

    @cached_property
    def grid(self) -> list[tuple[Masthead, list[str]]]:
        """Reports by shared statements: a dot, or nothing."""
        standings = [labels.standing(entry.statement) for entry in self.cut(self.shared, "columns")]
        heads = self.cut(tuple(self.mastheads.items()), "reports")
        return [(head, [standing.get(report, "") for standing in standings]) for report, head in heads]

    @cached_property
    def _cells(self) -> Mapping[str, Markup]:
        kinds = ("", *labels.DOTS)
        return {kind: Markup("<td>{}</td>").format(labels.dot(kind, self.words)) for kind in kinds}

    def cells(self, row: Sequence[str]) -> Markup:
        """A row of the grid as cells of a table, in words: hundreds of a page, so that a template is too slow."""
        return Markup("".join(map(self._cells.__getitem__, row)))  # noqa: S704 - escaped there

    def matrix(self) -> Markup:
        columns = [(entry.number, self.statement_href(entry)) for entry in self.cut(self.shared, "columns")]
        return pictures.matrix(columns, [cells for _, cells in self.grid], self.words("matrix"))

    def texts(self) -> list[Text]:
        """Reports side by side."""
        return [self.text(report) for report in self.dossier.reports]

    def text(self, report: Report) -> Text:
        marks = self._marks(report.id)
        return Text(self.mastheads[report.id], self.places.report(report.id), marked(report.text, marks))

    def _number_link(self, entry: Shared) -> Markup:
        """The number in the margin: leads to the statement with all its versions."""
        return Markup('<span class="num ours"><a href="{}" data-st="{}" title="{}">{}</a></span>').format(
            self.statement_href(entry), entry.id, self.words("statement.all"), entry.number
        )

    def _marks(self, report_id: str) -> list[Mark]:
        numbered: dict[tuple[int, int], list[Shared]] = {}
        for entry in self.shared:
            for testimony in entry.statement.testimonies:
                if testimony.passage.report == report_id:
                    numbered.setdefault(testimony.passage.span, []).append(entry)
        return [
            Mark(
                span,
                self.places.span(report_id, span),
                f"st {numbered[span][0].statement.status.value}" if span in numbered else "",
                Markup("").join(self._number_link(entry) for entry in numbered.get(span, ())),
            )
            for span in self.places.spans(report_id)
        ]


def stories_page(dossiers: Sequence[Dossier], outlets: Mapping[str, Outlet]) -> str:
    """One self-contained HTML file of all these stories, with a list of contents where there are several."""
    colours = chips((report for dossier in dossiers for report in dossier.reports), outlets)
    return templating.page(
        "stories.html.jinja",
        styles=("base.css", "story.css"),
        scripts=("story.js",),
        views=[StoryView(dossier, outlets, colours) for dossier in dossiers],
        shown=SHOWN,
        statuses=labels.SEVERAL,
    )


def story_page(dossier: Dossier, outlets: Mapping[str, Outlet]) -> str:
    """One self-contained HTML file of this story."""
    return stories_page([dossier], outlets)

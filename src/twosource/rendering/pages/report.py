"""A report's page: its text, who says what in it, and beside each paragraph what others say of the same.

Strategy: the text stands whole and verbatim; every span that anything of ours points at has an id made of its offsets,
so that a link to a passage can be made without having seen the page. Notes stand after their paragraph, in the margin
where there is room: who speaks in it, and for each statement of several reports where else it stands.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from markupsafe import Markup

from twosource.model import Attribution, Dossier, Outlet, Report, Span, Speaker, Testimony
from twosource.reading.languages import is_english
from twosource.rendering import addresses, labels
from twosource.rendering.marks import Mark, marked, paragraphs
from twosource.rendering.mastheads import Masthead, mastheads, safe_url
from twosource.rendering.pages.frame import Content, content
from twosource.rendering.pages.story import speaker_page
from twosource.rendering.places import story_key
from twosource.rendering.words import Words


@dataclass(frozen=True, slots=True)
class Played:
    """Sound or film that the page plays: its address, `audio` or `video`, the host it comes from, and its title."""

    url: str
    kind: str
    host: str
    title: str


def played(report: Report) -> tuple[Played, ...]:
    """What of a report's media a page plays: what comes encrypted, and is sound or film."""
    found = ((one, (one.type or "").partition("/")[0].lower()) for one in report.media)
    return tuple(
        Played(one.url, kind, urlsplit(one.url).hostname or "", one.title or "")
        for one, kind in found
        if kind in {"audio", "video"} and safe_url(one.url) and one.url.startswith("https:")
    )


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A statement of this report in another one: the outlet, and the address of the passage."""

    masthead: Masthead
    href: str


@dataclass(frozen=True, slots=True)
class SharedNote:
    """A statement that several reports have: its number in its story, its dots, and where else it stands."""

    number: int
    href: str
    dots: str
    told: str
    elsewhere: tuple[Elsewhere, ...]


@dataclass(frozen=True, slots=True)
class VoiceNote:
    """Who speaks in a paragraph, how, and what leads to all that they said. `via` is who says that they say it."""

    name: str
    kind: str
    how: str
    href: str
    via: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    text: Markup
    shared: tuple[SharedNote, ...]
    voices: tuple[VoiceNote, ...]


class ReportView:
    """All that the template asks of one report. Without a dossier it has who says what, and no more."""

    def __init__(
        self,
        report: Report,
        dossier: Dossier | None,
        outlets: Mapping[str, Outlet],
        words: Words,
        heard: Sequence[Attribution] = (),
    ) -> None:
        self.words = words
        self.report = report
        self.dossier = dossier
        heads = mastheads(dossier.reports if dossier else (report,), outlets, words=words)
        self.masthead = heads.get(report.id) or mastheads((report,), outlets, words=words)[report.id]
        self._heads = heads
        self.outlet_page = addresses.outlet(report.outlet) if report.outlet else ""
        self.heard = _heard(report, dossier) or tuple(heard)
        self._shared = tuple(self._notes())
        self.media = played(report)
        self.foreign = not is_english(report.text, report.language)

    def _notes(self) -> Iterator[tuple[Span, SharedNote]]:
        dossier = self.dossier
        if dossier is None:
            return
        story = f"{addresses.story(dossier.id)}#{story_key(dossier.id)}-st"
        for number, statement in enumerate(labels.ranked(dossier.statements), 1):
            here = [one for one in statement.testimonies if one.passage.report == self.report.id]
            there = [one for one in statement.testimonies if one.passage.report != self.report.id]
            for one in here:
                yield (
                    one.passage.span,
                    SharedNote(
                        number,
                        f"{story}{number}",
                        labels.dots(statement),
                        labels.dots_in_words(statement, self.words),
                        self._elsewhere(there),
                    ),
                )

    def _elsewhere(self, there: Iterable[Testimony]) -> tuple[Elsewhere, ...]:
        first: dict[str, Elsewhere] = {}
        for one in there:
            head = self._heads[one.passage.report]
            first.setdefault(head.name, Elsewhere(head, addresses.passage(one.passage)))
        return tuple(first.values())

    # --- the text

    def paragraphs(self) -> tuple[Paragraph, ...]:
        """The text, paragraph by paragraph, with the notes on what begins in each."""
        spans = paragraphs(self.report.text)
        texts = marked(self.report.text, self._marks())
        starts = [span.start for span in spans]
        return tuple(
            Paragraph(text, tuple(self._shared_in(start, end)), tuple(self._voices_in(start, end)))
            for text, start, end in zip(texts, starts, [*starts[1:], len(self.report.text)], strict=True)
        )

    def _shared_in(self, start: int, end: int) -> Iterator[SharedNote]:
        found = sorted((span, note.number, note) for span, note in self._shared if start <= span.start < end)
        yield from dict.fromkeys(note for _, _, note in found)

    def _voices_in(self, start: int, end: int) -> Iterator[VoiceNote]:
        """Speakers in order, each once with all the ways in which they are quoted."""
        how: dict[tuple[Speaker, str], list[str]] = {}
        for one in self.heard:
            if one.content and start <= one.content[0].start < end:
                via = "" if one.parent is None else self._via.get(one.parent, "")
                how.setdefault((one.speaker, via), []).append(labels.directness(one.kind, self.words))
        for (speaker, via), ways in how.items():
            name, kind = labels.called(speaker, self.words), labels.speaker_kind(speaker.kind, self.words)
            how_told = labels.listed(dict.fromkeys(ways), self.words)
            yield VoiceNote(name, kind, how_told, speaker_page(speaker), via)

    @property
    def _via(self) -> dict[int, str]:
        """The names of those who say that others say something, by what `Attribution.parent` counts."""
        if self.dossier is None:
            return {at: one.speaker.name for at, one in enumerate(self.heard)}
        return {at: said.attribution.speaker.name for at, said in enumerate(self.dossier.attributions)}

    def _marks(self) -> list[Mark]:
        kinds: dict[Span, list[str]] = {}
        for one in self.heard:
            for span in one.content:
                kinds.setdefault(span, []).append("said")
            for span in one.source:
                kinds.setdefault(span, []).append("source")
        numbers: dict[Span, list[SharedNote]] = {}
        for span, note in self._shared:
            kinds.setdefault(span, []).append("st")
            numbers.setdefault(span, []).append(note)
        for passage in self.dossier.passages() if self.dossier else ():
            if passage.report == self.report.id:
                kinds.setdefault(passage.span, [])
        return [
            Mark(
                span,
                addresses.place_id(*span),
                " ".join(dict.fromkeys(kinds[span])),
                Markup("").join(self._number(note) for note in numbers.get(span, ())),
            )
            for span in sorted(kinds)
        ]

    @property
    def state(self) -> str:
        """What is said of earlier states; nothing where there are none."""
        earlier = len(self.report.earlier)
        return self.words.many("report.earlier", earlier) if earlier else ""

    def _number(self, note: SharedNote) -> Markup:
        return Markup('<span class="num ours"><a href="{}" title="{}">{}</a></span>').format(
            note.href, self.words("statement.all"), note.number
        )


def _heard(report: Report, dossier: Dossier | None) -> tuple[Attribution, ...]:
    said = dossier.attributions if dossier else ()
    return tuple(one.attribution for one in said if one.report == report.id)


def report_page(
    report: Report,
    dossier: Dossier | None,
    outlets: Mapping[str, Outlet],
    words: Words,
    *,
    heard: Sequence[Attribution] = (),
) -> Content:
    """The page of one report.

    Args:
        report: as the store has it, or its dossier.
        dossier: of its story, where it is in one that is ready.
        outlets: by casefolded key or name.
        words: of ours, in the reader's language.
        heard: who says what in it, where there is no dossier.
    """
    return content("site/report.jinja", words, view=ReportView(report, dossier, outlets, words, heard))

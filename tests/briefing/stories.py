"""Dossiers by hand: an invented ferry, and what three invented outlets have of it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from twosource.model import (
    Attribution,
    Change,
    Copy,
    Counts,
    Difference,
    DifferenceKind,
    Directness,
    Dossier,
    Edit,
    EditKind,
    Origin,
    OriginKind,
    Passage,
    Report,
    Said,
    SlotValue,
    Span,
    Speaker,
    SpeakerKind,
    Statement,
    Status,
    Testimony,
    Utterance,
    Version,
)
from twosource.reading.sentences import sentences

ECHO = Report(
    "echo",
    "The ferry Maribel ran aground off Corran Head on Tuesday with 212 passengers on board, the coastguard said.\n\n"
    "Lifeboats from Tarbet took the passengers ashore before nightfall.\n\n"
    "“We heard a bang and then the lights went out,” said Oona Rask, a passenger.\n\n"
    "But she was glad of the blankets that the crew handed out.\n\n"
    "Two tugs will pull the ferry off the rocks at high water on Thursday.\n\n"
    "A diver hired by the Corran Echo found a gash of two metres in the hull of the Maribel.",
    outlet="Corran Echo",
    title="Ferry Maribel aground off Corran Head",
    published=date(2024, 3, 5),
)
COURIER = Report(
    "courier",
    "Passengers were taken off the ferry Maribel on Tuesday after it ran aground off Corran Head.\n\n"
    "The coastguard counted 198 passengers on the Maribel when the boats came in to Tarbet.\n\n"
    "“We heard a bang,” said Oona Rask, who was on deck.\n\n"
    "At high water on Thursday, tugs are to pull the Maribel off the rocks.\n\n"
    "Northern Line has cancelled all crossings to the outer islands until Friday.",
    outlet="Northern Courier",
    title="Passengers taken off grounded ferry Maribel",
    published=date(2024, 3, 6),
)
LEDGER = Report(
    "ledger",
    "Lifeboats from Tarbet took all passengers of the grounded ferry Maribel ashore on Tuesday.\n\n"
    "This was the third accident of its kind this year.\n\n"
    "A rudder of the Maribel had been repaired twice since January, according to the harbour log.",
    outlet="Daily Ledger",
    title="Ferry that hit Corran Head had been repaired twice",
    published=date(2024, 3, 7),
)
FERRY = (ECHO, COURIER, LEDGER)


def passage(report: Report, words: str) -> Passage:
    start = report.text.index(words)
    return report.passage(Span(start, start + len(words)))


def own(report: Report) -> Origin:
    return Origin(OriginKind.OWN, report.outlet or report.id)


def statement(*passages: tuple[Report, str], status: Status = Status.SINGLE, origins: int = 1) -> Statement:
    found = tuple(Testimony(passage(report, words), own(report)) for report, words in passages)
    reports = len({report.id for report, _ in passages})
    first = found[0].passage
    counts = Counts(reports, reports, reports, origins)
    return Statement(f"s-{first.report}-{first.start}", found, status, counts)


def singles(reports: Iterable[Report], taken: Iterable[Statement] = ()) -> tuple[Statement, ...]:
    """A statement for each sentence that is in none yet."""
    spans = {(t.passage.report, t.passage.span) for found in taken for t in found.testimonies}
    return tuple(
        statement((report, report.text[span.start : span.end]))
        for report in reports
        for span in sentences(report.text)
        if (report.id, span) not in spans
    )


def utterance(speaker: str, *versions: tuple[Report, str], kind: SpeakerKind = SpeakerKind.PERSON) -> Utterance:
    passages = [passage(report, words) for report, words in versions]
    return Utterance(
        f"u-{passages[0].report}-{passages[0].start}",
        Speaker(speaker.casefold(), speaker, kind),
        passages[0],
        tuple(Version(found, Change.SAME, (Edit(EditKind.KEPT, found.text),), 0) for found in passages),
    )


def difference(kind: DifferenceKind, *values: tuple[Report, str, str]) -> Difference:
    return Difference(
        kind, tuple(SlotValue(value, passage(r, value), passage(r, context)) for r, value, context in values)
    )


def said(report: Report, content: str, source: str, cue: str) -> Said:
    content_, cue_, source_ = ((passage(report, words).span,) for words in (content, cue, source))
    speaker = Speaker(source.casefold(), source, SpeakerKind.PERSON)
    return Said(report.id, Attribution(content_, cue_, source_, Directness.INDIRECT, speaker))


def dossier(
    reports: Iterable[Report] = FERRY,
    statements: Iterable[Statement] = (),
    *,
    id: str = "s-ferry",  # noqa: A002
    origins: int | None = None,
    title: str | None = None,
    utterances: Iterable[Utterance] = (),
    differences: Iterable[Difference] = (),
    attributions: Iterable[Said] = (),
    copies: Iterable[Copy] = (),
) -> Dossier:
    reports, statements = tuple(reports), tuple(statements)
    outlets = len({report.outlet for report in reports})
    return Dossier(
        id=id,
        title=title if title is not None else (reports[0].title or ""),
        counts=Counts(len(reports), len(reports), outlets, len(reports) if origins is None else origins),
        reports=reports,
        attributions=tuple(attributions),
        statements=statements + singles(reports, statements),
        utterances=tuple(utterances),
        differences=tuple(differences),
        timeline=(),
        copies=tuple(copies),
    )

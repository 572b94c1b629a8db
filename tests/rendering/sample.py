"""An invented story of three reports, its dossier and a brief of it, made by hand."""

from __future__ import annotations

from datetime import UTC, date, datetime

from twosource.model import (
    Attribution,
    Brief,
    BriefStory,
    Change,
    Copy,
    Counts,
    Difference,
    DifferenceKind,
    Directness,
    Dossier,
    Edit,
    EditKind,
    FigureLine,
    FigurePoint,
    Line,
    LineRole,
    Origin,
    OriginKind,
    Outlet,
    Passage,
    Reason,
    Report,
    Said,
    SlotValue,
    Span,
    Speaker,
    SpeakerKind,
    Statement,
    Status,
    Testimony,
    TimelineEntry,
    Utterance,
    Version,
)

OUTLETS = {
    "courier": Outlet("courier", "The Ellery Courier", "courier.example", "Quay Press"),
    "lantern": Outlet("lantern", "Daily Lantern", "lantern.example"),
}

COURIER = Report(
    "r-courier",
    "The Tarn Bridge was shut to all traffic on Tuesday night after inspectors found cracks in two of its piers.\n\n"
    "“We will not reopen the bridge until every pier has been checked twice, and that will take weeks,” Mayor Ada "
    "Quill said outside the town hall.\n\n"
    "About 12 people were on the span when it was cleared, the fire brigade said. Nobody was hurt.\n\n"
    "The last full inspection was in March 2019, according to council papers seen by the Courier.",
    outlet="courier",
    url="https://courier.example/bridge?a=1&b=2",
    title="Tarn Bridge shut after cracks are found",
    byline="Ines Marlow",
    published=datetime(2031, 5, 6, 21, 15, tzinfo=UTC),
)
LANTERN = Report(
    "r-lantern",
    "Cracks in two piers forced the closure of the Tarn Bridge on Tuesday night.\n\n"
    "“We will not reopen the bridge until every pillar has been checked twice,” the mayor, Ada Quill, "
    "told reporters.\n\n"
    "The fire brigade said 15 people had to be led off the span. Nobody was hurt.\n\n"
    "Ferries will run every 20 minutes from Wednesday.\n\n"
    "Shopkeepers on the north bank fear for their summer.",
    outlet="Lantern",
    url="javascript:alert(1)",
    title="Bridge closed: “checked twice”",
    published=datetime(2031, 5, 7, 6, 0, tzinfo=UTC),
)
MIRROR = Report(
    "r-mirror",
    "Cracks in two piers forced the closure of the Tarn Bridge on Tuesday night, the Daily Lantern reported.\n\n"
    "“We will not reopen the bridge until every pillar has been checked twice,” the mayor, Ada Quill, "
    "told reporters.\n\n"
    "It is not known when the bridge will open again.",
    outlet="Upland Mirror",
    title="Cracks close bridge",
    published=date(2031, 5, 7),
)
REPORTS = (COURIER, LANTERN, MIRROR)

MAYOR = Speaker("ada-quill", "Ada Quill", SpeakerKind.PERSON)
BRIGADE = Speaker("fire-brigade", "fire brigade", SpeakerKind.ORGANISATION)


def find(report: Report, words: str) -> Passage:
    """The first place of `words` in the report."""
    start = report.text.index(words)
    return report.passage(Span(start, start + len(words)))


def _said(
    report: Report,
    words: tuple[str, str, str],
    speaker: Speaker,
    kind: Directness,
    *,
    parent: int | None = None,
    medium: str | None = None,
) -> Said:
    """`words` are source, cue and content."""
    source, cue, content = ((find(report, part).span,) for part in words)
    return Said(report.id, Attribution(content, cue, source, kind, speaker, parent, medium))


Seen = Testimony  # a name that pytest does not take for a test

FULL = "We will not reopen the bridge until every pier has been checked twice, and that will take weeks"
CUT = "We will not reopen the bridge until every pillar has been checked twice"

ABOARD = "About 12 people were on the span when it was cleared"
LED = "15 people had to be led off the span"
TOLD = ("the mayor, Ada Quill", "told", CUT)

ATTRIBUTIONS = (
    _said(COURIER, ("Mayor Ada Quill", "said", FULL), MAYOR, Directness.DIRECT, medium="Radio Tarn"),
    _said(COURIER, ("the fire brigade", "said", ABOARD), BRIGADE, Directness.INDIRECT),
    _said(LANTERN, TOLD, MAYOR, Directness.DIRECT),
    _said(LANTERN, ("The fire brigade", "said", LED), BRIGADE, Directness.INDIRECT),
    _said(MIRROR, TOLD, MAYOR, Directness.DIRECT, parent=2),
)

SHUT = "The Tarn Bridge was shut to all traffic on Tuesday night after inspectors found cracks in two of its piers."
FORCED = "Cracks in two piers forced the closure of the Tarn Bridge on Tuesday night"
SAID = f"“{CUT},” the mayor, Ada Quill, told reporters."
INSPECTION = "The last full inspection was in March 2019, according to council papers seen by the Courier."
FERRIES = "Ferries will run every 20 minutes from Wednesday."
SHOPS = "Shopkeepers on the north bank fear for their summer."

QUILL = Origin(OriginKind.PERSON, "Ada Quill")
OWN_COURIER = Origin(OriginKind.OWN, "Quay Press")
OWN_LANTERN = Origin(OriginKind.OWN, "lantern")


def _testimony(
    report: Report, words: str, origin: Origin, attribution: int | None = None, *reasons: Reason
) -> Testimony:
    return Testimony(find(report, words), origin, attribution, reasons)


CITES = Reason(
    "cites-outlet", "It names another outlet as where it has this from.", (find(MIRROR, "the Daily Lantern reported"),)
)

STATEMENTS = (
    Statement(
        "a1",
        (
            _testimony(COURIER, SHUT, OWN_COURIER),
            _testimony(LANTERN, f"{FORCED}.", OWN_LANTERN),
            _testimony(MIRROR, f"{FORCED}, the Daily Lantern reported.", OWN_LANTERN, None, CITES),
        ),
        Status.INDEPENDENT,
        Counts(3, 2, 3, 2),
        (Reason("aligned", "They share most of their telling words.", (find(COURIER, "cracks in two of its piers"),)),),
    ),
    Statement(
        "a2",
        (
            _testimony(LANTERN, SAID, QUILL, 2),
            _testimony(MIRROR, SAID, QUILL, 4),
        ),
        Status.SAME_ORIGIN,
        Counts(2, 1, 2, 1),
    ),
    Statement(
        "a3",
        (
            _testimony(COURIER, "Nobody was hurt.", Origin(OriginKind.UNKNOWN, "")),
            _testimony(LANTERN, "Nobody was hurt.", Origin(OriginKind.UNKNOWN, "")),
        ),
        Status.UNKNOWN,
        Counts(2, 2, 2, 0),
    ),
    Statement(
        "a4",
        (_testimony(COURIER, INSPECTION, Origin(OriginKind.DOCUMENT, "council papers")),),
        Status.SINGLE,
        Counts(1, 1, 1, 1),
    ),
    Statement("a5", (_testimony(LANTERN, FERRIES, OWN_LANTERN),), Status.SINGLE, Counts(1, 1, 1, 1)),
    Statement(
        "a6",
        (_testimony(LANTERN, SHOPS, Origin(OriginKind.UNNAMED, "Shopkeepers")),),
        Status.SINGLE,
        Counts(1, 1, 1, 1),
    ),
)


def _edits(*edits: tuple[EditKind, str] | tuple[EditKind, str, str]) -> tuple[Edit, ...]:
    return tuple(Edit(*edit) for edit in edits)


SHORT = _edits(
    (EditKind.KEPT, "We will not reopen the bridge until every "),
    (EditKind.ALTERED, "pillar ", "pier "),
    (EditKind.KEPT, "has been checked twice"),
    (EditKind.CUT, ", and that will take weeks"),
)

UTTERANCES = (
    Utterance(
        "u1",
        MAYOR,
        find(COURIER, FULL),
        (
            Version(find(COURIER, FULL), Change.SAME, _edits((EditKind.KEPT, FULL)), 0),
            Version(find(LANTERN, CUT), Change.ALTERED, SHORT, 2),
            Version(find(MIRROR, CUT), Change.ALTERED, SHORT, 4),
        ),
        "Radio Tarn",
    ),
    Utterance(
        "u2",
        BRIGADE,
        find(LANTERN, "15 people had to be led off the span"),
        (
            Version(
                find(LANTERN, "15 people had to be led off the span"),
                Change.SAME,
                _edits((EditKind.KEPT, "15 people had to be led off the span")),
                3,
            ),
        ),
    ),
)

DIFFERENCES = (
    Difference(
        DifferenceKind.NUMBER,
        (
            SlotValue("12", find(COURIER, "12"), find(COURIER, f"{ABOARD}, the fire brigade said.")),
            SlotValue("15", find(LANTERN, "15"), find(LANTERN, f"The fire brigade said {LED}.")),
        ),
    ),
)

TIMELINE = (
    TimelineEntry("2019-03", "month", (find(COURIER, "The last full inspection was in March 2019"),)),
    TimelineEntry("2031-05-06", "day", (STATEMENTS[0].testimonies[0].passage, STATEMENTS[0].testimonies[1].passage)),
    TimelineEntry("2031-05-07", "day", (find(LANTERN, "Ferries will run every 20 minutes from Wednesday."),)),
)

FIGURES = (
    FigureLine(
        tuple(FigurePoint(number, value) for number, value in zip((12, 15), DIFFERENCES[0].values, strict=True))
    ),
)

DOSSIER = Dossier(
    id="story-1",
    title="Tarn Bridge shut after cracks are found",
    counts=Counts(3, 2, 3, 2),
    reports=REPORTS,
    attributions=ATTRIBUTIONS,
    statements=STATEMENTS,
    utterances=UTTERANCES,
    differences=DIFFERENCES,
    timeline=TIMELINE,
    copies=(Copy(("r-lantern", "r-mirror"), 0.8437, ((find(LANTERN, CUT), find(MIRROR, CUT)),)),),
    figures=FIGURES,
)

BRIEF = Brief(
    since=date(2031, 5, 1),
    until=date(2031, 5, 7),
    stories=(
        BriefStory(
            dossier=DOSSIER,
            why=(("origins", 2.0), ("outlets", 3.0), ("newness", 0.8571)),
            lines=(
                Line(LineRole.LEAD, STATEMENTS[0].testimonies[0].passage, STATEMENTS[0].counts, "a1"),
                Line(LineRole.SHARED, STATEMENTS[1].testimonies[0].passage, Counts(3, 2, 3, 2), "a2"),
                Line(LineRole.DIFFERS, DIFFERENCES[0].values[0].context, Counts(1, 1, 1, 1)),
                Line(LineRole.SAID, UTTERANCES[0].fullest, Counts(3, 2, 3, 1)),
                Line(LineRole.ALONE, STATEMENTS[4].testimonies[0].passage, STATEMENTS[4].counts, "a5"),
            ),
        ),
    ),
)

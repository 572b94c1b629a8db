"""The nouns, frozen.

Strategy: every value that travels along the path is one of these. They hold data and the invariants that keep it honest
(a passage is its report's text at its offsets), and no judgement: what groups, aligns or counts lives in the verbs.
They stand in modules in the order of the path (`reports`, `stories`, `voices`, `dossiers`, `briefs`), and all others
take them from here.

Offsets are Unicode code points into `Report.text`, half open. Collections are tuples, so that values hash and compare.
"""

from __future__ import annotations

from twosource.model.briefs import Brief, BriefStory, Development, Helper, Line, LineRole, News
from twosource.model.dossiers import (
    Copy,
    CopyKind,
    Counts,
    Difference,
    DifferenceKind,
    Dossier,
    Dropped,
    FigureLine,
    FigurePoint,
    Origin,
    OriginKind,
    Reason,
    Relation,
    SlotValue,
    Statement,
    Status,
    Testimony,
    TimelineEntry,
    Turn,
    TurnKind,
)
from twosource.model.reports import (
    Credit,
    CreditKind,
    DateMention,
    DateType,
    Enclosure,
    Outlet,
    Page,
    Passage,
    Report,
    Revision,
    Span,
    moment,
    publication_order,
)
from twosource.model.stories import Story, Topic, TopicKind
from twosource.model.voices import (
    Attribution,
    Change,
    Directness,
    Edit,
    EditKind,
    Said,
    Speaker,
    SpeakerKind,
    Utterance,
    Version,
)

__all__ = [
    "Attribution",
    "Brief",
    "BriefStory",
    "Change",
    "Copy",
    "CopyKind",
    "Counts",
    "Credit",
    "CreditKind",
    "DateMention",
    "DateType",
    "Development",
    "Difference",
    "DifferenceKind",
    "Directness",
    "Dossier",
    "Dropped",
    "Edit",
    "EditKind",
    "Enclosure",
    "FigureLine",
    "FigurePoint",
    "Helper",
    "Line",
    "LineRole",
    "News",
    "Origin",
    "OriginKind",
    "Outlet",
    "Page",
    "Passage",
    "Reason",
    "Relation",
    "Report",
    "Revision",
    "Said",
    "SlotValue",
    "Span",
    "Speaker",
    "SpeakerKind",
    "Statement",
    "Status",
    "Story",
    "Testimony",
    "TimelineEntry",
    "Topic",
    "TopicKind",
    "Turn",
    "TurnKind",
    "Utterance",
    "Version",
    "moment",
    "publication_order",
]

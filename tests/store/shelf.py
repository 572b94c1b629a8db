"""An invented story of three outlets, told by hand: every class of the model is in its dossier."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import UTC, date, datetime

from tests.store.sample import BLAZE, BRIDGE, FIRE, LUNT, NOW, found, keep, said

from twosource.model import (
    Change,
    Copy,
    CopyKind,
    Counts,
    Difference,
    DifferenceKind,
    Dossier,
    Dropped,
    Edit,
    EditKind,
    FigureLine,
    FigurePoint,
    Origin,
    OriginKind,
    Passage,
    Reason,
    Relation,
    Report,
    Revision,
    Said,
    SlotValue,
    Span,
    Statement,
    Status,
    Story,
    Testimony,
    TimelineEntry,
    Topic,
    TopicKind,
    Turn,
    TurnKind,
    Utterance,
    Version,
)
from twosource.store import Database
from twosource.store.material import keep_stories
from twosource.store.staleness import wanted

EARLIER = Revision("fire", "A fire destroyed the flour mill in Orrin. Two are missing.\n", "Fire", date(2026, 3, 11))
TOLD = replace(FIRE, revision=2, earlier=(EARLIER,))
AGENCY = replace(BLAZE, id="agency", outlet="Courier", url=None, published=datetime(2026, 3, 12, 7, tzinfo=UTC))


def filled(database: Database) -> None:
    """The store with the reports of the story, and the story."""
    keep(database, [found(replace(FIRE, text=EARLIER.text, title=EARLIER.title))], NOW)
    keep(database, [found(one) for one in (FIRE, BLAZE, AGENCY, BRIDGE)], NOW)
    keep_stories(database, [Story("mill", (TOLD, BLAZE, AGENCY)), Story("bridge", (BRIDGE,))])


def stale(database: Database, limit: int, now: datetime | None = None, but: Collection[str] = ()) -> list[str]:
    """The stories that are to be told anew, in their order."""
    return [one.story for one in wanted(database, limit, now, but)]


def passage(report: Report, words: str) -> Passage:
    start = report.text.index(words)
    return report.passage(Span(start, start + len(words)))


def mill(*reports: Report) -> Dossier:
    """The dossier of the story of the mill, of these reports; of all by default."""
    fire, own = passage(TOLD, "A fire destroyed the flour mill in Orrin."), Origin(OriginKind.OWN, "Courier")
    quote = passage(TOLD, "“Nothing is left,”")
    burned, hurt = passage(BLAZE, "The flour mill in Orrin burned down."), passage(BLAZE, "Two men were hurt.")
    lunt = Origin(OriginKind.PERSON, "Ada Lunt")
    kept_words = Edit(EditKind.KEPT, quote.text)
    wire = Origin(OriginKind.WIRE, "Northern Press Agency")
    slot = SlotValue("2", passage(BLAZE, "Two"), hurt)
    why = Reason("credit", "its credit names an agency", (burned,))
    return Dossier(
        id="mill",
        title="Fire guts Orrin flour mill",
        counts=Counts(3, 2, 2, 2),
        reports=reports or (TOLD, BLAZE, AGENCY),
        attributions=tuple(Said("fire", one) for one in said()),
        statements=(
            Statement(
                "s1",
                (Testimony(fire, own), Testimony(burned, wire, None, (why,))),
                Status.INDEPENDENT,
                Counts(2, 2, 2, 2),
                (Reason("wording", "in words of their own", (fire, burned)),),
                (Turn(TurnKind.FIRST, "fire"),),
            ),
            Statement("s2", (Testimony(hurt, wire, None, (why,)),), Status.SINGLE, Counts(1, 1, 1, 1)),
            Statement("s3", (Testimony(quote, lunt, 0),), Status.SINGLE, Counts(1, 1, 1, 1)),
        ),
        utterances=(
            Utterance("u1", LUNT, quote, (Version(quote, Change.SAME, (kept_words,), 0),), "Radio Pell", "fire"),
        ),
        differences=(Difference(DifferenceKind.NUMBER, (slot, slot), Relation.LATER),),
        timeline=(TimelineEntry("2026-03-11", "day", (fire, burned)),),
        copies=(Copy(("blaze", "agency"), 1.0, ((burned, passage(AGENCY, burned.text)),), CopyKind.VERBATIM),),
        figures=(FigureLine((FigurePoint(2.0, slot),)),),
        topics=(Topic("orrin", "Orrin", TopicKind.PLACE), Topic("fires", "fires", TopicKind.SUBJECT)),
        dropped=(Dropped("fire", 0, 42, 58, "Two are missing."),),
    )

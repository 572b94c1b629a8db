"""Invented news for the store."""

from __future__ import annotations

import json
import zlib
from datetime import UTC, date, datetime

from twosource.model import Attribution, Directness, Enclosure, Page, Report, Span, Speaker, SpeakerKind
from twosource.rendering.json import report_json
from twosource.store import Database, keeping
from twosource.store.keeping import Kept, ReadPage

NOW = datetime(2026, 3, 20, 8, tzinfo=UTC)
FIRE = Report(
    id="fire",
    outlet="Courier",
    url="https://courier.example/fire",
    title="Fire guts Orrin flour mill",
    byline="Jane Doe",
    published=date(2026, 3, 11),
    text="A fire destroyed the flour mill in Orrin.\n\n“Nothing is left,” said Ada Lunt, the fire chief.\n",
)
BLAZE = Report(
    id="blaze",
    outlet="The Orrin Herald",
    title="Mill burns down",
    published=datetime(2026, 3, 11, 18, 30, tzinfo=UTC),
    text="The flour mill in Orrin burned down. Two men were hurt.",
    credit="Northern Press Agency",
    language="en",
    subjects=("fires", "economy, business and finance"),
    media=(Enclosure("https://herald.example/mill.mp4", "video/mp4", "The mill burns", 61, 7_000_000),),
)
BRIDGE = Report(id="bridge", outlet="Courier", published=date(2026, 3, 14), text="The Pell bridge is open again.")
UNDATED = Report(id="undated", text="Libraries in Pell close. Über 20 naïve cafés protest: 東京の図書館.")
ALL = (FIRE, BLAZE, BRIDGE, UNDATED)
LUNT = Speaker("ada-lunt", "Ada Lunt", SpeakerKind.PERSON, roles=("fire chief",))


def found(report: Report) -> ReadPage:
    """The report on a page of its own, as a record."""
    content = json.dumps(report_json(report)).encode()
    return ReadPage(Page(name=f"{report.id}.json", id=report.id, content=content, fetched=NOW), (report,))


def keep(database: Database, given: list[ReadPage], now: datetime) -> Kept:
    """Keep them; those of one name are states of one report if they are of one address."""
    return keeping.keep(
        database, given, now, follows=lambda new, held: (new.outlet, new.url) == (held.outlet, held.url)
    )


def page_of(database: Database, report_id: str) -> tuple[str, bytes | None]:
    """The hash of the page that a report was read from, and its bytes unless they were let go."""
    sql = "SELECT sha256, pages.content AS content FROM pages JOIN reports ON page = sha256 WHERE id = :id"
    [row] = database.rows(sql, {"id": report_id})
    return row["sha256"], zlib.decompress(row["content"]) if row["content"] is not None else None


def said(report: Report = FIRE) -> tuple[Attribution, ...]:
    """Who says what in the fire."""
    start = report.text.index("“")
    end = report.text.index("”") + 1
    cue = report.text.index("said")
    source = report.text.index("Ada")
    return (
        Attribution(
            content=(Span(start, end),),
            cue=(Span(cue, cue + 4),),
            source=(Span(source, source + 8),),
            kind=Directness.DIRECT,
            speaker=LUNT,
            medium="Radio Pell",
            anonymity=Span(0, 1),
        ),
    )

"""A store that holds the sample story, a brief of it and a feed."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from tests.rendering import sample

from twosource.desk import is_state
from twosource.model import Dossier, Page, Report, Story, Topic, TopicKind
from twosource.reading.feedlists import Subscription
from twosource.rendering.json import brief_json
from twosource.service.subscriptions import follow
from twosource.store import Database
from twosource.store.dossiers import keep_dossier
from twosource.store.keeping import ReadPage, keep
from twosource.store.material import keep_brief, keep_stories

NOW = datetime(2031, 5, 8, 9, tzinfo=UTC)
TOPICS = (Topic("tarn-bridge", "Tarn Bridge", TopicKind.PLACE), Topic("ada-quill", "Ada Quill", TopicKind.PERSON))
DOSSIER: Dossier = replace(sample.DOSSIER, topics=TOPICS)


def fill(database: Database, dossier: Dossier = DOSSIER) -> str:
    """Put all of it into the store; the brief's id."""
    hold(database, dossier.id, *dossier.reports)
    assert keep_dossier(database, dossier, "test", NOW)
    follow(database, Subscription("https://lantern.example/feed", "Daily Lantern"), NOW)
    return keep_brief(database, brief_json(sample.BRIEF), NOW)


def hold(database: Database, story: str, *reports: Report) -> None:
    """Put a story without a dossier into the store."""
    for report in reports:
        page = Page(report.id, report.id, report.text.encode(), fetched=NOW)
        keep(database, [ReadPage(page, (report,))], NOW, follows=is_state)
    keep_stories(database, [Story(story, reports)])

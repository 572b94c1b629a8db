from __future__ import annotations

from dataclasses import replace
from datetime import date

from tests.rendering import sample
from tests.web.filled import DOSSIER, NOW, TOPICS, fill

from twosource.model import Page, Story
from twosource.store import Database
from twosource.store.dossiers import shelf_row
from twosource.store.entries import opened
from twosource.store.glances import (
    heard_on,
    is_story,
    read_of,
    stories_heard_in,
    stories_of,
    topic_of,
    topics_beside,
    ungrouped,
    unready,
)
from twosource.store.keeping import ReadPage, keep
from twosource.store.marks import READ, put
from twosource.store.material import keep_stories


def test_who_is_heard_when_and_where(database: Database) -> None:
    fill(database)
    assert heard_on(database, "ada-quill") == [(date(2031, 5, 6), 1), (date(2031, 5, 7), 2)]
    assert heard_on(database, "nobody") == []
    ((shown, at),) = stories_heard_in(database, "ada-quill")
    assert shown.story == "story-1"
    assert stories_heard_in(database, "ada-quill", after=at) == []


def test_stories_of_a_speaker_go_on_page_by_page(database: Database) -> None:
    fill(database)
    later = tuple(replace(one, id=f"{one.id}-2", published=date(2031, 6, 1)) for one in sample.REPORTS)
    ids = {old.id: new.id for old, new in zip(sample.REPORTS, later, strict=True)}
    said = tuple(one._replace(report=ids[one.report]) for one in DOSSIER.attributions)
    bare = replace(DOSSIER, statements=(), utterances=(), differences=(), timeline=(), copies=(), figures=())
    fill(database, replace(bare, id="story-2", reports=later, attributions=said))
    ((first, at),) = stories_heard_in(database, "ada-quill", limit=1)
    ((second, _),) = stories_heard_in(database, "ada-quill", limit=1, after=at)
    assert [first.story, second.story] == ["story-2", "story-1"]


def test_topics_and_those_beside_them(database: Database) -> None:
    fill(database)
    assert topic_of(database, "tarn-bridge") == TOPICS[0]
    assert topics_beside(database, "tarn-bridge") == [(TOPICS[1], 1)]
    assert topic_of(database, "none") is None
    assert topics_beside(database, "none") == []


def test_stories_that_are_not_ready_are_counted(database: Database) -> None:
    fill(database)
    assert unready(database) == 0
    keep_stories(database, [Story("later", sample.REPORTS[:1])])
    assert unready(database) == 1
    assert is_story(database, "later")
    assert not is_story(database, "r-lantern")


def test_reports_that_are_in_no_story_are_counted(database: Database) -> None:
    fill(database)
    assert ungrouped(database) == 0
    new = replace(sample.COURIER, id="new")
    keep(database, [ReadPage(Page("new", "new", b"new", fetched=NOW), (new,))], NOW, follows=lambda *_: False)
    assert ungrouped(database) == 1
    keep_stories(database, [Story("later", (new,))])
    assert ungrouped(database) == 0


def test_what_an_account_has_read(database: Database) -> None:
    fill(database)
    assert read_of(database, 1, ["story-1"]) == []
    with database.write():
        number = opened(database, "story-1", NOW)
        put(database, 1, READ, [number], on=True)
    assert read_of(database, 1, ["story-1", "none"]) == ["story-1"]
    assert read_of(database, 1, []) == []


def test_stories_of_reports(database: Database) -> None:
    fill(database)
    keep_stories(database, [Story("later", sample.REPORTS[:1])])  # a story without a dossier
    asked = [*(one.id for one in sample.REPORTS), "none"]
    found = stories_of(database, asked)
    assert sorted(found) == sorted(one.id for one in sample.REPORTS[1:])
    assert set(found.values()) == {shelf_row(database, "story-1")}
    assert stories_of(database, []) == {}

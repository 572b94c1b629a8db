from __future__ import annotations

from dataclasses import replace
from datetime import date

from tests.rendering import sample
from tests.web.filled import DOSSIER, TOPICS, fill

from twosource.model import Dossier, Topic
from twosource.store import Database
from twosource.store.nearby import nearby

DAY = date(2031, 5, 6)  # of the sample
LONG_AFTER = date(2031, 9, 1)


def _story(name: str, title: str, day: date, *topics: Topic) -> Dossier:
    only = replace(sample.REPORTS[0], id=f"r-{name}", title=title, published=day)
    bare = replace(DOSSIER, statements=(), attributions=(), utterances=(), differences=(), timeline=(), copies=())
    return replace(bare, id=name, title=title, reports=(only,), figures=(), topics=topics)


def _near(database: Database, *dossiers: Dossier) -> list[str]:
    fill(database)
    for one in dossiers:
        fill(database, one)
    return [shown.story for shown in nearby(database, "story-1")]


def test_a_topic_that_few_stories_have_says_more_than_one_that_all_have(database: Database) -> None:
    common, rare = TOPICS
    many = [_story(f"many-{at}", "Elsewhere", DAY, common) for at in range(3)]
    assert _near(database, *many, _story("few", "Elsewhere", DAY, rare))[0] == "few"


def test_what_shares_a_topic_is_near_however_late_and_the_nearer_day_comes_first(database: Database) -> None:
    late, soon = _story("late", "Elsewhere", LONG_AFTER, TOPICS[0]), _story("soon", "Elsewhere", DAY, TOPICS[0])
    assert _near(database, late, soon) == ["soon", "late"]


def test_of_the_same_days_a_word_of_the_headline_is_enough_and_of_others_it_is_not(database: Database) -> None:
    word = max(DOSSIER.title.split(), key=len)
    same, other = _story("same", f"More {word}", DAY), _story("other", f"More {word}", LONG_AFTER)
    assert _near(database, same, other, _story("nothing", "Zebra", DAY)) == ["same"]


def test_no_more_than_asked_for_and_none_of_a_story_that_is_not_there(database: Database) -> None:
    fill(database)
    for at in range(4):
        fill(database, _story(f"one-{at}", "Elsewhere", DAY, TOPICS[0]))
    assert len(nearby(database, "story-1", 3)) == 3
    assert "story-1" not in {one.story for one in nearby(database, "story-1")}
    assert nearby(database, "none") == []

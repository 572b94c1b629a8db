"""What is made of reports and kept beside them, on both databases."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import timedelta

import pytest
from tests.store.sample import ALL, BLAZE, BRIDGE, FIRE, NOW, found, keep, said

from twosource.errors import VerbatimError
from twosource.model import Report, Revision, Span, Story
from twosource.store import Database, sends, subscribers
from twosource.store.material import (
    Feed,
    attributions,
    brief,
    briefs,
    corrections,
    drop_correction,
    drop_feed,
    feeds,
    keep_attributions,
    keep_brief,
    keep_correction,
    keep_feed,
    keep_stories,
    memberships,
)
from twosource.store.rows import report_json
from twosource.store.subscribers import Subscriber, Wishes


def test_every_field_of_a_report_is_kept() -> None:
    assert {*report_json(FIRE), "revision", "earlier", "other_ids", "media"} == {field.name for field in fields(Report)}


def test_voices_are_found_as_they_were_kept(database: Database) -> None:
    keep(database, [found(report) for report in ALL], NOW)
    keep_attributions(database, {"fire": said(), "blaze": (), "elsewhere": ()}, [FIRE, BLAZE], "rules 1")
    kept = attributions(database, ALL, "rules 1")
    assert kept == {"fire": said(), "blaze": ()}
    assert kept["fire"][0].speaker.roles == ("fire chief",)
    assert attributions(database, ALL, "rules 2") == {}
    keep_attributions(database, {"fire": ()}, [FIRE], "rules 2")
    assert attributions(database, ALL, "rules 2") == {"fire": ()}
    assert attributions(database, ALL, "rules 1") == {"blaze": ()}, "one tagger's for a report: the last's"


def test_voices_of_another_revision_are_not_found(database: Database) -> None:
    keep(database, [found(FIRE)], NOW)
    keep_attributions(database, {"fire": said()}, [FIRE], "rules")
    later = replace(FIRE, text=FIRE.text + "More to come.")
    assert attributions(database, [later], "rules") == {}
    keep(database, [found(later)], NOW)
    assert attributions(database, [FIRE, later], "rules") == {}


def test_a_state_that_took_the_name_and_date_of_the_first_is_known(database: Database) -> None:
    keep(database, [found(FIRE)], NOW)
    keep_attributions(database, {"fire": said()}, [FIRE], "rules")
    merged = replace(FIRE, id="first", published=BRIDGE.published, revision=2, earlier=(Revision("first", "x"),))
    assert attributions(database, [merged], "rules") == {"first": said()}


def test_voices_outside_their_report_are_never_kept(database: Database) -> None:
    keep(database, [found(FIRE)], NOW)
    outside = replace(said()[0], content=(Span(0, len(FIRE.text) + 1),))
    with pytest.raises(VerbatimError):
        keep_attributions(database, {"fire": (outside,)}, [FIRE], "rules")
    assert attributions(database, [FIRE], "rules") == {}


def test_each_report_is_of_the_story_that_it_was_last_put_in(database: Database) -> None:
    keep(database, [found(report) for report in ALL], NOW)
    keep_stories(database, [Story("mill", (FIRE, BLAZE)), Story("bridge", (BRIDGE,))])
    assert memberships(database) == {"fire": "mill", "blaze": "mill", "bridge": "bridge"}
    keep_stories(database, [Story("all", (FIRE, BRIDGE, replace(FIRE, id="gone")))])
    assert memberships(database) == {"fire": "all", "blaze": "mill", "bridge": "all"}
    assert [row["id"] for row in database.rows("SELECT id FROM stories ORDER BY id")] == ["all", "mill"]


def test_earlier_states_of_other_names_are_of_the_story_too(database: Database) -> None:
    keep(database, [found(report) for report in ALL], NOW)
    merged = replace(FIRE, other_ids=("blaze",))
    keep_stories(database, [Story("mill", (merged,))])
    assert memberships(database) == {"fire": "mill", "blaze": "mill"}


def test_corrections_come_back_in_the_order_they_were_made(database: Database) -> None:
    first = keep_correction(database, {"kind": "merge", "groups": [["a", "b"]]}, NOW)
    again = keep_correction(database, {"kind": "merge", "groups": [["a", "b"]]}, NOW)
    later = keep_correction(database, {"kind": "split"}, NOW - timedelta(days=1))  # the clock was turned back
    assert list(corrections(database)) == [first, again, later]
    assert corrections(database)[later] == {"kind": "split"}
    drop_correction(database, again)
    assert list(corrections(database)) == [first, later]


def test_a_brief_is_kept_once(database: Database) -> None:
    body = '{"version": 1, "stories": [], "reports": []}\n'
    key = keep_brief(database, body, NOW)
    assert keep_brief(database, body, NOW + timedelta(days=1)) == key
    assert briefs(database) == [(key, NOW.isoformat())]
    assert brief(database, key) == body
    assert brief(database, "gone") is None


def sent_to(database: Database, key: str, brief_id: str) -> None:
    """A brief was made by the rules of a reader, and is on its way to them."""
    with database.write():
        [ann] = subscribers.add(database, [Subscriber(key, key, wishes=Wishes(rules="mute topic sport"), added=NOW)])
        told = subscribers.keep_told(database, "{}")
        sends.keep_issue(database, sends.Issue(key, brief_id, "News", "<p>", "News", told, NOW))
        sends.plan(database, [sends.Planned(ann.number, "2026-03-20", key, None)], NOW)


def test_a_brief_of_a_readers_own_rules_is_for_whom_it_was_sent_to(database: Database) -> None:
    for_all, for_ann = (f'{{"version": 1, "stories": [], "reports": [], "n": {n}}}\n' for n in (1, 2))
    key, own = keep_brief(database, for_all, NOW), keep_brief(database, for_ann, NOW + timedelta(days=1), own=True)
    sent_to(database, "ann@courier.example", own)
    assert [one for one, _ in briefs(database)] == [own, key]
    assert [one for one, _ in briefs(database, reader="ann@courier.example")] == [own, key]
    assert [one for one, _ in briefs(database, reader="bob@courier.example")] == [key]
    assert [one for one, _ in briefs(database, reader="")] == [key]
    assert brief(database, own) == brief(database, own, "ann@courier.example") == for_ann
    assert brief(database, own, "bob@courier.example") is brief(database, own, "") is None
    assert brief(database, key, "") == for_all
    keep_brief(database, for_all, NOW, own=True)
    assert brief(database, key, "") == for_all, "one that was made for all stays for all"
    keep_brief(database, for_ann, NOW)
    assert brief(database, own, "") == for_ann, "it is what everybody would get"


def test_feeds_keep_their_state(database: Database) -> None:
    feed = Feed("https://courier.example/rss", "Courier", {"etag": '"x"'})
    keep_feed(database, feed)
    keep_feed(database, replace(feed, state={"etag": '"y"'}))
    assert feeds(database) == (replace(feed, state={"etag": '"y"'}),)
    drop_feed(database, feed.url)
    assert feeds(database) == ()

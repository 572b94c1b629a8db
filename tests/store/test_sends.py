"""Who gets briefs, and the log of what they got, on both databases."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from twosource.errors import Malformed, StoreBusy
from twosource.store import Database, subscribers
from twosource.store.checking import check
from twosource.store.exporting import write_export
from twosource.store.importing import read_export
from twosource.store.sends import (
    Issue,
    Outcome,
    Planned,
    Sent,
    came_back,
    claim,
    forget,
    give_up,
    issue_named,
    keep_issue,
    last_states,
    plan,
    recover,
    settle,
    tally,
)
from twosource.store.subscribers import State, Subscriber, Wishes

NOW = datetime(2026, 3, 16, 7, tzinfo=UTC)
WEEK = timedelta(days=7)
ANN = Subscriber("ann@a.example", "Ann@a.example", "Ann", Wishes("Europe/Berlin", "15", 8, 3, "mute topic sport"))


def active(database: Database, *names: str) -> list[Subscriber]:
    new = [
        Subscriber(f"{name}@a.example", f"{name}@a.example", state=State.ACTIVE, salt=name, due=NOW, added=NOW)
        for name in names
    ]
    with database.write():
        return subscribers.add(database, new)


def issue(database: Database, told: str = "{}") -> Issue:
    with database.write():
        made = Issue("an issue", "a brief", "The week", "<p>", "text", subscribers.keep_told(database, told), NOW)
        keep_issue(database, made)
    return made


def planned(database: Database, *names: str, occasion: str = "2026-03-16") -> list[Subscriber]:
    kept, made = active(database, *names), issue(database)
    with database.write():
        assert plan(database, [Planned(one.number, occasion, made.id, NOW + WEEK) for one in kept], NOW) == len(kept)
    return kept


def faults(database: Database) -> list[str]:
    return [str(fault) for fault in check(database, lambda _: None)]


def test_a_reader_comes_back_as_they_were_kept(database: Database) -> None:
    with database.write():
        [kept] = subscribers.add(database, [replace(ANN, added=NOW, salt="x", asked=NOW)])
        assert subscribers.add(database, [ANN]) == [], "a key is there once"
    assert kept == replace(ANN, added=NOW, salt="x", asked=NOW, number=1)
    assert subscribers.numbered(database, 1) == subscribers.keyed(database, ANN.key) == kept
    changed = replace(kept, state=State.ACTIVE, due=NOW, soft=2, reason="full", confirmed=NOW)
    with database.write():
        subscribers.change(database, [changed])
    assert list(subscribers.everybody(database, State.ACTIVE)) == list(subscribers.everybody(database)) == [changed]
    assert list(subscribers.everybody(database, State.PENDING)) == []
    assert subscribers.counts(database) == {"active": 1}
    with database.write():
        assert subscribers.remove(database, 1)
        assert not subscribers.remove(database, 1)
    assert subscribers.numbered(database, 1) is None


def test_those_are_due_whose_time_has_come(database: Database) -> None:
    [ann, bob] = active(database, "ann", "bob")
    with database.write():
        subscribers.change(database, [replace(ann, due=NOW + WEEK)])
    assert [one.number for one in subscribers.due_by(database, NOW, 10)] == [bob.number]
    assert subscribers.next_due(database) == NOW


def test_who_had_no_news_on_an_occasion_may_have_some_since(database: Database) -> None:
    [ann] = active(database, "ann")
    made = issue(database)
    with database.write():
        assert plan(database, [Planned(ann.number, "2026-03-16", None, NOW + WEEK)], NOW) == 1
        assert plan(database, [Planned(ann.number, "2026-03-16", made.id, NOW + WEEK)], NOW) == 1
        assert plan(database, [Planned(ann.number, "2026-03-16", None, NOW + WEEK)], NOW) == 0, "that is not taken back"
    assert tally(database) == {"planned": 1}


def test_an_occasion_is_planned_once(database: Database) -> None:
    [ann] = planned(database, "ann")
    with database.write():
        assert plan(database, [Planned(ann.number, "2026-03-16", "an issue", NOW + WEEK)], NOW) == 0
        assert plan(database, [Planned(ann.number, "2026-03-17", None, NOW + WEEK)], NOW) == 1
    assert tally(database) == {"nothing": 1, "planned": 1}
    assert subscribers.next_due(database) == NOW + WEEK


def test_what_is_claimed_is_claimed_once_and_settled(database: Database) -> None:
    [ann, bob] = planned(database, "ann", "bob")
    [first] = claim(database, "a run", NOW, 1)
    [second] = claim(database, "a run", NOW, 9)
    assert (first.subscriber.number, second.subscriber.number) == (ann.number, bob.number)
    assert claim(database, "a run", NOW, 9) == []
    later = NOW + timedelta(hours=1)
    settle(database, [Outcome(first.number, Sent.SENT), Outcome(second.number, Sent.PLANNED, "421", later)], NOW)
    assert claim(database, "a run", later - timedelta(seconds=1), 9) == []
    [again] = claim(database, "a run", later, 9)
    assert (again.number, again.tries) == (second.number, 1)
    told = [one.told for one in subscribers.everybody(database)]
    assert told == [issue(database).told, None], "who was sent it has been told"
    assert subscribers.told_body(database, told[0] or "") == "{}"
    assert faults(database) == []


def test_who_wants_no_more_gets_no_more(database: Database) -> None:
    [ann, bob] = planned(database, "ann", "bob")
    with database.write():
        subscribers.change(database, [replace(ann, state=State.UNSUBSCRIBED, due=None)])
    with database.write():
        give_up(database, bob.number)
    assert claim(database, "a run", NOW, 9) == []
    assert tally(database) == {"failed": 2}


def test_what_a_run_left_is_sent_once(database: Database) -> None:
    planned(database, "ann", "bob", "cid")
    claims = claim(database, "a run", NOW, 2)
    assert recover(database, {claims[0].number, 99}, NOW) == (1, 1)
    assert [one.number for one in claim(database, "another", NOW, 9)] == [claims[1].number, 3]
    assert last_states(database, [1]) == {1: Sent.UNANSWERED}
    assert [one.told is None for one in subscribers.everybody(database)] == [False, True, True]


def test_a_mail_that_came_back_is_counted_once(database: Database) -> None:
    [ann] = planned(database, "ann")
    [mine] = claim(database, "a run", NOW, 9)
    with database.write():
        assert not came_back(database, ann.number, "no such user", NOW), "it is not sent yet"
    settle(database, [Outcome(mine.number, Sent.SENT)], NOW)
    with database.write():
        assert came_back(database, ann.number, "no such user", NOW)
        assert not came_back(database, ann.number, "no such user", NOW)
    assert last_states(database, [ann.number]) == {ann.number: Sent.BOUNCED}


def test_what_is_old_is_let_go(database: Database) -> None:
    planned(database, "ann", "bob")
    [mine] = claim(database, "a run", NOW, 1)
    settle(database, [Outcome(mine.number, Sent.SENT)], NOW)
    forget(database, NOW + WEEK)
    assert tally(database) == {"planned": 1}
    assert issue_named(database, "an issue") == issue(database), "one that is to be sent stays"
    [other] = claim(database, "a run", NOW, 1)
    settle(database, [Outcome(other.number, Sent.SENT)], NOW)
    forget(database, NOW + WEEK)
    assert issue_named(database, "an issue") is None
    with database.write():
        subscribers.change(database, [replace(one, told=None) for one in subscribers.everybody(database)])
        subscribers.drop_untold(database)
    assert database.rows("SELECT * FROM told_states") == []


def test_mails_go_with_their_reader(database: Database) -> None:
    [ann] = planned(database, "ann")
    with database.write():
        subscribers.remove(database, ann.number)
    assert tally(database) == {}


def test_one_process_sends_while_another_gathers(database: Database) -> None:
    with (
        database.alone(work="gathering"),
        database.alone(work="sending"),
        pytest.raises(StoreBusy, match="another process is sending"),
        database.alone(0.05, work="sending"),
    ):
        raise AssertionError


def test_readers_travel_in_exports_without_what_opens_their_links(database: Database) -> None:
    planned(database, "ann", "bob")
    [mine] = claim(database, "a run", NOW, 1)
    settle(database, [Outcome(mine.number, Sent.SENT)], NOW)
    with database.write():
        subscribers.add(database, [replace(ANN, key="cid@a.example", salt="secret", added=NOW)])
    before, written = list(subscribers.everybody(database)), io.BytesIO()
    write_export(database, written)
    with database.write():
        for one in before:
            subscribers.remove(database, one.number)
    read_export(database, io.BytesIO(written.getvalue()), "news.jsonl.gz", lambda _: None)
    read_export(database, io.BytesIO(written.getvalue()), "news.jsonl.gz", lambda _: None)
    after = list(subscribers.everybody(database))
    assert [replace(one, salt="") for one in after] == [replace(one, salt="") for one in before]
    assert {one.salt for one in after}.isdisjoint({one.salt for one in before})
    assert len({one.salt for one in after}) == 3
    assert faults(database) == []


def test_a_reader_of_a_state_that_is_none_is_refused(database: Database) -> None:
    active(database, "ann")
    database.run("UPDATE subscribers SET state = 'gone'")
    written = io.BytesIO()
    write_export(database, written)
    database.run("DELETE FROM subscribers")
    with pytest.raises(Malformed):
        read_export(database, io.BytesIO(written.getvalue()), "news.jsonl.gz", lambda _: None)


def test_what_does_not_fit_together_is_found(database: Database) -> None:
    active(database, "ann", "bob")
    database.run("UPDATE subscribers SET state = 'gone' WHERE number = 1")
    database.run("UPDATE subscribers SET state = 'bounced' WHERE number = 2")
    assert faults(database) == [
        "subscriber 1: has a state that there is not, 'gone'",
        "subscriber 2: is to get a brief, but is bounced",
    ]

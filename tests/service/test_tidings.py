"""What is said of a round of sending beside its figures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from tests.store.shelf import filled, mill

from twosource.service.tidings import MOST_REASONS, waiting, why_none
from twosource.store import Database, open_store, sends, subscribers
from twosource.store.dossiers import keep_dossier
from twosource.store.sends import Issue, Outcome, Planned, Sent
from twosource.store.subscribers import State, Subscriber

NOW = datetime(2026, 3, 16, 7, tzinfo=UTC)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Database]:
    with closing(open_store(f"sqlite:///{tmp_path / 'news.db'}", create=True)) as database:
        yield database


def readers(store: Database, number: int, state: State = State.ACTIVE) -> list[Subscriber]:
    due = NOW + timedelta(days=7) if state is State.ACTIVE else None
    new = [
        Subscriber(f"{at}@a.example", f"{at}@a.example", state=state, due=due, salt=str(at), added=NOW)
        for at in range(number)
    ]
    with store.write():
        return subscribers.add(store, new)


def put_off(store: Database, reasons: list[str]) -> None:
    """As many mails as reasons, each put off for one of them."""
    people = readers(store, len(reasons))
    with store.write():
        issue = Issue("an issue", "a brief", "The week", "<p>", "text", subscribers.keep_told(store, "{}"), NOW)
        sends.keep_issue(store, issue)
        sends.plan(store, [Planned(one.number, "2026-03-16", issue.id, None) for one in people], NOW)
    claims = sends.claim(store, "run", NOW, len(people))
    outcomes = [
        Outcome(claim.number, Sent.PLANNED, reason, NOW + timedelta(minutes=at + 5))
        for at, (claim, reason) in enumerate(zip(claims, reasons, strict=True))
    ]
    sends.settle(store, outcomes, NOW)


def test_mail_that_waits_is_told_by_its_reason_the_next_first(store: Database) -> None:
    assert list(waiting(store)) == []
    put_off(store, ["451 later", "452 full", "451 later"])
    assert list(waiting(store)) == [
        "2 mails wait; the next try is at 2026-03-16 07:05 UTC: 451 later",
        "1 mail waits; the next try is at 2026-03-16 07:06 UTC: 452 full",
    ]


def test_of_many_reasons_the_first_are_told(store: Database) -> None:
    put_off(store, [f"450 {at}" for at in range(MOST_REASONS + 2)])
    assert list(waiting(store))[MOST_REASONS:] == ["2 more wait, for other reasons"]


def test_without_readers_it_is_told_how_there_are_some(store: Database) -> None:
    assert "subscribers add ADDRESS" in why_none(store, Counter(), everybody=True)
    readers(store, 1, State.PENDING)
    assert "nobody has said yet that they want briefs; 1 asked" in why_none(store, Counter(), everybody=True)


def test_why_nothing_was_sent_is_told_with_what_to_do(store: Database) -> None:
    readers(store, 1)
    assert "due before 2026-03-23 07:00 UTC; --now sends to all" in why_none(store, Counter(), everybody=False)
    assert why_none(store, Counter(), everybody=True) == "all readers have their brief of today"
    none = Counter(nothing=1)
    assert "no story is told yet; `twosource gather`" in why_none(store, none, everybody=True)
    filled(store)
    assert keep_dossier(store, mill(), "rules", NOW)
    told = why_none(store, none, everybody=True)
    assert told.startswith("nothing is new to them: the newest story is of 20")
    assert told.endswith("; stories that `twosource gather` is still to tell: 1")
    with store.write():
        store.run("UPDATE dossiers SET last = ''")
    assert "the newest story has no date" in why_none(store, none, everybody=True)

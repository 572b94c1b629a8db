"""`twosource bounces`: boxes of mail that came back, as a user hands them over."""

from __future__ import annotations

import mailbox
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tests.delivery.test_bounces import report

from twosource.cli import cli
from twosource.service.mailing import MOST_SOFT, Use, tokens
from twosource.store import Database, open_store, subscribers
from twosource.store.sends import Issue, Outcome, Planned, Sent, claim, keep_issue, plan, settle
from twosource.store.subscribers import State, Subscriber

NOW = datetime(2026, 3, 16, 7, tzinfo=UTC)


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Database]:
    address = f"sqlite:///{tmp_path / 'news.db'}"
    monkeypatch.setenv("TWOSOURCE_STORE", address)
    with closing(open_store(address, create=True)) as database:
        yield database


@pytest.fixture
def ann(store: Database) -> Subscriber:
    return reader(store, "ann")


def reader(store: Database, name: str) -> Subscriber:
    one = Subscriber(f"{name}@a.example", f"{name}@a.example", state=State.ACTIVE, salt=name, due=NOW, added=NOW)
    with store.write():
        [kept] = subscribers.add(store, [one])
    return kept


def state(store: Database, whose: Subscriber) -> State:
    held = subscribers.numbered(store, whose.number)
    assert held is not None
    return held.state


def run(*boxes: object, given: bytes | None = None) -> Result:
    return CliRunner().invoke(cli, ["bounces", *map(str, boxes)], input=given)


def back(store: Database, whose: Subscriber, use: Use = Use.BOUNCE) -> str:
    return f"back+{'u' if use is Use.UNSUBSCRIBE else 'b'}{tokens(store).made(use, whose)}@news.example"


def complaint(held: str) -> bytes:
    """A report of RFC 5965 on a mail with these fields."""
    return (
        "From: fbl@a.example\nTo: back@news.example\nMIME-Version: 1.0\n"
        'Content-Type: multipart/report; report-type=feedback-report; boundary="x"\n\n--x\n'
        "Content-Type: message/feedback-report\n\nFeedback-Type: abuse\nVersion: 1\n\n--x\n"
        f"Content-Type: message/rfc822\n\n{held}\nSubject: x\n\nx\n--x--\n"
    ).encode()


def test_boxes_of_all_kinds_are_read_in_one_go(store: Database, ann: Subscriber, tmp_path: Path) -> None:
    bob, eve = reader(store, "bob"), reader(store, "eve")
    (tmp_path / "one.eml").write_bytes(report(to=back(store, ann)))
    with closing(mailbox.mbox(tmp_path / "box")) as box:
        box.add(report(to=back(store, bob)))
        box.add(b"Subject: hello\n\nNothing came back.\n")
    with closing(mailbox.Maildir(tmp_path / "folder")) as folder:
        folder.add(complaint(f"Return-Path: <{back(store, eve)}>"))
    done = run(tmp_path / "one.eml", tmp_path / "box", tmp_path / "folder")
    assert (done.exit_code, done.stderr) == (0, "4 read, 2 hard, 1 of no reader, 1 complaint\n")
    assert [state(store, one) for one in (ann, bob, eve)] == [State.BOUNCED, State.BOUNCED, State.COMPLAINED]
    again = run(tmp_path / "one.eml", tmp_path / "box", tmp_path / "folder")
    assert (again.exit_code, again.stdout) == (0, done.stdout), "what was read twice is as it was"
    assert (tmp_path / "box").read_bytes().count(b"From ") == 2, "the mails stay where they are"


def test_a_complaint_names_its_reader_by_the_way_out_where_the_return_path_was_cut(
    store: Database, ann: Subscriber
) -> None:
    held = f"List-Unsubscribe: <mailto:{back(store, ann, Use.UNSUBSCRIBE)}?subject=unsubscribe>"
    assert run("-", given=complaint(held)).stdout == "ann@a.example: complaint, abuse; complained now\n"
    assert state(store, ann) is State.COMPLAINED


def test_mail_to_the_way_out_unsubscribes(store: Database, ann: Subscriber) -> None:
    given = f"From: ann@a.example\nTo: {back(store, ann, Use.UNSUBSCRIBE)}\nSubject: unsubscribe\n\n"
    assert run("-", given=given.encode()).exit_code == 0
    assert state(store, ann) is State.UNSUBSCRIBED


def test_so_many_passing_failures_in_a_row_end_it(store: Database, ann: Subscriber) -> None:
    """Of one brief, however often its mail comes back, there is one."""
    for day in range(1, MOST_SOFT + 1):
        assert state(store, ann) is State.ACTIVE
        _sent(store, ann, f"2026-03-0{day}")
        for _ in range(2):
            run("-", given=report(status="5.2.2", to=back(store, ann)))
    assert state(store, ann) is State.BOUNCED


def _sent(store: Database, whose: Subscriber, day: str) -> None:
    """A brief went out to them."""
    held = subscribers.numbered(store, whose.number)
    assert held is not None
    with store.write():
        told = subscribers.keep_told(store, "{}")
        keep_issue(store, Issue(day, "brief", "The week", "<p>news</p>", "news", told, NOW))
        plan(store, [Planned(whose.number, day, day, NOW, soft=held.soft)], NOW)
    [claimed] = claim(store, "run", NOW, 10)
    settle(store, [Outcome(claimed.number, Sent.SENT)], NOW)


def test_a_forged_return_address_stops_nobody(store: Database, ann: Subscriber) -> None:
    bob = reader(store, "bob")
    right = back(store, ann)
    token, _, domain = right.partition("@")
    forged = f"{token[:-1]}{'a' if token[-1] != 'a' else 'b'}@{domain}"
    other = back(store, bob, Use.WISHES)
    for to in (forged, other):
        assert "1 of no reader" in run("-", given=report(to=to)).stderr
    assert state(store, ann) is State.ACTIVE
    assert state(store, bob) is State.ACTIVE


def test_a_box_that_is_not_there_is_named_and_the_others_are_read(
    store: Database, ann: Subscriber, tmp_path: Path
) -> None:
    (tmp_path / "one.eml").write_bytes(report(to=back(store, ann)))
    done = run(tmp_path / "none", tmp_path / "one.eml")
    assert (done.exit_code, "none: " in done.stderr) == (1, True), done.output
    assert state(store, ann) is State.BOUNCED
    assert run().exit_code == 2

"""What a server's answer means for a mail and for its reader, without a server."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twosource.delivery.smtp import Answer, Stage
from twosource.service.sending import AGAIN, judged, later
from twosource.store.sends import Claim, Sent
from twosource.store.subscribers import Subscriber

NOW = datetime(2026, 3, 16, 6, tzinfo=UTC)
LAST_TRY = len(AGAIN)


def claim(tries: int = 0) -> Claim:
    return Claim(7, "2026-03-16", "issue", tries, Subscriber("ann@post.example", "ann@post.example"))


def test_what_is_taken_behind_the_last_line_is_sent() -> None:
    done = judged(claim(), Answer(Stage.MESSAGE, 250, "2.0.0 queued"), NOW)
    assert (done.outcome.number, done.outcome.state, done.outcome.reason) == (7, Sent.SENT, "250 2.0.0 queued")
    assert not done.gone
    assert not done.blamed


def test_a_yes_before_the_last_line_is_no_sending() -> None:
    for stage in (Stage.SENDER, Stage.RECIPIENT):
        assert judged(claim(), Answer(stage, 250, "go on"), NOW).outcome.state is not Sent.SENT


@pytest.mark.parametrize(
    ("said", "code", "gone"),
    [
        ("5.1.1 no such user", 550, True),
        ("5.1.10 null mx", 556, True),
        ("no such user", 550, True),
        ("user has moved", 551, True),
        ("bad name", 553, True),
        ("5.2.2 over quota", 552, False),
        ("over quota", 552, False),
        ("5.7.1 we do not like you", 550, False),
        ("5.1.7 bad sender", 550, False),
        ("5.1.8 bad sender's domain", 550, False),
        ("transaction failed", 554, False),
    ],
)
def test_an_in_box_is_gone_where_its_server_says_so_and_not_where_it_speaks_of_us(
    said: str, code: int, gone: bool
) -> None:
    done = judged(claim(), Answer(Stage.RECIPIENT, code, said), NOW)
    assert (done.outcome.state, done.gone, done.blamed) == (Sent.FAILED, gone, True)


@pytest.mark.parametrize("stage", [Stage.SENDER, Stage.MESSAGE])
def test_what_is_refused_before_or_behind_the_reader_is_not_laid_to_them(stage: Stage) -> None:
    done = judged(claim(), Answer(stage, 550, "5.1.1 no such user"), NOW)
    assert (done.outcome.state, done.gone, done.blamed) == (Sent.FAILED, False, False)


@pytest.mark.parametrize("tries", range(LAST_TRY))
def test_the_next_try_waits_longer_each_time(tries: int) -> None:
    done = later(claim(tries), "451 later", NOW)
    assert (done.outcome.state, done.outcome.due) == (Sent.PLANNED, NOW + timedelta(minutes=AGAIN[tries]))
    assert not done.blamed
    if tries:
        assert AGAIN[tries] > AGAIN[tries - 1]


def test_a_day_of_tries_is_enough() -> None:
    assert timedelta(hours=20) < timedelta(minutes=sum(AGAIN)) < timedelta(hours=36)
    done = later(claim(LAST_TRY), "451 later", NOW)
    assert (done.outcome.state, done.outcome.due, done.blamed, done.gone) == (Sent.FAILED, None, True, False)


@given(st.sampled_from(Stage), st.integers(200, 599), st.text(max_size=60), st.integers(0, LAST_TRY + 2))
def test_any_answer_ends_a_mail_or_has_it_tried_again_at_a_time_to_come(
    stage: Stage, code: int, said: str, tries: int
) -> None:
    done = judged(claim(tries), Answer(stage, code, said), NOW)
    assert (done.outcome.state is Sent.PLANNED) == (done.outcome.due is not None)
    assert done.outcome.due is None or done.outcome.due > NOW
    assert done.outcome.state in {Sent.SENT, Sent.FAILED, Sent.PLANNED}
    assert not done.gone or (stage is Stage.RECIPIENT and code >= 500)

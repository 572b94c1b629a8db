from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twosource.briefing.tone import COMMENT, chats, plainness
from twosource.model import Report

NEWS = "The ferry Maribel ran aground off Corran Head on Tuesday with 212 passengers on board, the coastguard said."


def test_news_is_plain() -> None:
    assert plainness(Report("r", NEWS)) == 1


def test_an_empty_report_is_no_chat() -> None:
    assert plainness(Report("r", "")) == 1


@pytest.mark.parametrize(
    "sketch",
    [
        "The ferry wasn’t going anywhere, and it's still there.",
        "You could hear the bang in Tarbet, and I was there.",
        "They’re still counting the blankets at Corran Head.",
    ],
)
def test_a_sketch_is_less_plain_than_news_and_more_of_it_less_still(sketch: str) -> None:
    once, always = (plainness(Report("r", text)) for text in (f"{NEWS} {NEWS} {sketch}", sketch))
    assert 0 < always < once < 1


def test_what_is_quoted_is_no_chat_of_the_reporter() -> None:
    assert plainness(Report("r", f"{NEWS} “I don’t know, you can’t tell,” said Oona Rask of Tarbet.")) == 1


@pytest.mark.parametrize(
    "report",
    [
        Report("r", NEWS, url="https://echo.example/opinion/2024/ferry"),
        Report("r", NEWS, url="https://echo.example/columnists"),
        Report("r", NEWS, title="Opinion: The ferry was never fit"),
        Report("r", NEWS, title="COMMENT | The ferry was never fit"),
    ],
)
def test_what_calls_itself_comment_is_no_plain_news(report: Report) -> None:
    assert plainness(report) == COMMENT


@pytest.mark.parametrize(
    "report",
    [
        Report("r", NEWS, url="https://echo.example/news/opinion-polls-in-tarbet"),
        Report("r", NEWS, title="Comment on ferry costs minister the post"),
        Report("r", NEWS, title="Court publishes opinion on ferry"),
    ],
)
def test_news_of_an_opinion_is_news(report: Report) -> None:
    assert plainness(report) == 1


def test_possessives_are_no_contractions() -> None:
    assert chats("The ferry's rudder and Corran's pilots' boats were looked at.") == 0


def test_a_megabyte_is_read_in_linear_time() -> None:
    started = time.process_time()
    plainness(Report("r", "“a n't it's you " * 60_000))
    assert time.process_time() - started < 20


@given(st.text(alphabet="Tabe thsI. “”\"'n’t?!,\n", max_size=120) | st.text(max_size=80), st.none() | st.text())
def test_plainness_is_a_share(text: str, title: str | None) -> None:
    assert 0 < plainness(Report("r", text, title=title)) <= 1

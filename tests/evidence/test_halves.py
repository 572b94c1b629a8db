from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twosource.evidence.dossier import dossier
from twosource.evidence.halves import without_halves
from twosource.model import Attribution, Directness, Report, Span, Speaker, SpeakerKind, Status, Story

TEXT = (
    "“We lost the pier in one night. Nobody from the harbour board has called us since,” Dana Orr said on the "
    "quay. The keeper said that “the lamp went out at nine. It never went out before.” “Good,” she added.\n\n"
    "The mayor apologised for her answer to the two keepers, writing “I was hasty and the word was mine alone.”\n\n"
    "“The board was asleep. It will wake up now.\n\n“And it will pay for the pier.”"
)


def cut(words: str) -> str:
    report = Report("r", TEXT)
    start = TEXT.index(words)
    return without_halves(report.passage(Span(start, start + len(words))), report).text


@pytest.mark.parametrize(
    ("words", "left"),
    [
        ("“We lost the pier in one night.", "We lost the pier in one night."),
        (
            "Nobody from the harbour board has called us since,” Dana Orr said on the quay.",
            "Nobody from the harbour board has called us since",
        ),
        ("It never went out before.”", "It never went out before."),
        ("The keeper said that “the lamp went out at nine.", "the lamp went out at nine."),
        ("“The board was asleep.", "The board was asleep."),
    ],
)
def test_half_a_quotation_is_left_as_the_words_said(words: str, left: str) -> None:
    assert cut(words) == left


@pytest.mark.parametrize(
    "words", ["“Good,” she added.", "The keeper said", "harbour board", "“And it will pay for the pier.”"]
)
def test_what_has_no_half_is_left_as_it_stands(words: str) -> None:
    assert cut(words) == words


def test_a_mark_beside_the_words_is_taken_in() -> None:
    assert cut("“Good") == "“Good,”"


@pytest.mark.parametrize(
    "words",
    [
        "since,” Dana Orr said on the quay.",
        "It never went out before.” “Good,” she added.",
        "The mayor apologised for her answer to the two keepers, writing “I was hasty and",
    ],
)
def test_what_tells_more_than_who_says_it_is_kept(words: str) -> None:
    assert cut(words) == words


@given(st.integers(0, len(TEXT) - 1), st.integers(1, 120))
def test_what_is_left_stands_in_the_report(start: int, size: int) -> None:
    report = Report("r", TEXT)
    end = min(len(TEXT), start + size)
    left = without_halves(report.passage(Span(start, end)), report)
    assert TEXT[left.start : left.end] == left.text


ORR = Speaker("dana-orr", "Dana Orr", SpeakerKind.PERSON)
HERALD = "“We lost the whole eastern pier in one night. Nobody from the harbour board has called,” said Dana Orr."
PACKET = "Dana Orr was blunt: “We lost the whole eastern pier in one night.”\n\nThe board meets on Monday."


def spoken(text: str) -> Attribution:
    start, end, at = text.index("“"), text.index("”") + 1, text.index("Dana Orr")
    return Attribution((Span(start, end),), (), (Span(at, at + 8),), Directness.DIRECT, ORR)


def test_a_statement_shows_the_words_that_are_shared_and_no_lone_mark() -> None:
    reports = (Report("h", HERALD, "herald", published=date(2026, 3, 9)), Report("p", PACKET, "packet"))
    made = dossier(Story("pier", reports), {"h": (spoken(HERALD),), "p": (spoken(PACKET),)}, {}, {})
    (shared,) = [one for one in made.statements if one.status is not Status.SINGLE]
    assert {one.passage.text for one in shared.testimonies} == {
        "We lost the whole eastern pier in one night.",
        "Dana Orr was blunt: “We lost the whole eastern pier in one night.”",
    }

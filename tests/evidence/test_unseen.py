from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twosource.evidence.unseen import is_one_figure, is_one_list, unseen
from twosource.model import DateMention, DateType, Passage, Span

TODAY = date(2026, 3, 10)


def passage(text: str) -> Passage:
    return Passage("a", 0, len(text), text)


def dated(value: str, start: int = 0) -> DateMention:
    return DateMention(Span(start, start + 4), DateType.DATE, value)


@pytest.mark.parametrize("text", ["The bridge will be shut.", "They plan to shut it.", "The bridge is to be shut."])
def test_words_tell_of_what_is_to_come(text: str) -> None:
    assert unseen(passage(text), (), None) == "to come"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2026-03-28", "to come"),
        ("2026-05", "to come"),
        ("2027", "to come"),
        ("2026", ""),
        ("2026-03-09", ""),
        ("2026-03", ""),
        ("2026-W11", ""),
        ("2025-12-20", ""),
        ("2025-10-14", "long ago"),
        ("2009", "long ago"),
        ("195", "long ago"),
        ("P17Y", "long ago"),
        ("P3D", ""),
        ("2009-99-99", ""),
        ("PRESENT_REF", ""),
    ],
)
def test_dates_tell_what_cannot_have_been_seen(value: str, expected: str) -> None:
    text = passage("Then the bridge was shut.")
    assert unseen(text, [dated(value)], TODAY) == expected
    assert unseen(text, [dated(value)], datetime(2026, 3, 10, 9, tzinfo=UTC)) == expected


def test_dates_elsewhere_in_a_report_tell_nothing_of_a_passage() -> None:
    assert unseen(passage("It was shut."), [dated("2009", start=40)], TODAY) == ""


def test_without_publication_only_years_tell() -> None:
    assert unseen(passage("It was shut."), [dated("2009")], None) == ""
    assert unseen(passage("It was shut."), [dated("P17Y")], None) == "long ago"


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("About 9,000 homes were dark.", "It left 9,000 homes without power.", True),
        ("The dividend was two crowns.", "They get $2 a share.", False),
        ("The price fell 11 percent.", "It closed down 11 percent.", True),
        ("Three people were killed.", "It killed three people.", True),
        ("Six trees fell.", "The six trees lay flat.", False),
        ("The man, a 71-year-old, fell.", "He is a 71-year-old.", False),
        ("It took 40 minutes.", "They talked for 40 minutes.", False),
        ("It left 9,000 homes dark.", "It left 8,000 homes dark.", False),
    ],
)
def test_a_figure_is_what_somebody_counted(one: str, other: str, expected: bool) -> None:
    assert is_one_figure(passage(one), passage(other)) is expected


@given(st.text(min_size=1), st.text(min_size=1))
def test_one_figure_is_of_both_alike(one: str, other: str) -> None:
    assert is_one_figure(passage(one), passage(other)) is is_one_figure(passage(other), passage(one))


ROSTER = "The letters went to Mayor Ada Brill, Per Lund of the guild, Dr. Jo Marsh and the pilot Ben Cole."


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        ("Ben Cole, Per Lund, Ada Brill and Jo Marsh each had a letter with a black seal.", True),
        ("Police keep the letters to Ada Brill; Jo Marsh; Per A. Lund, the baker; and Ben Cole.", True),
        ("Ada Brill, Per Lund and Ben Cole each had a letter.", False),
        ("Letters went to four people in Marchport, Tarbet and Sele, all of them on Monday.", False),
    ],
)
def test_a_list_of_many_names_is_one_list(other: str, expected: bool) -> None:
    assert is_one_list(passage(ROSTER), passage(other)) is expected
    assert is_one_list(passage(other), passage(ROSTER)) is expected

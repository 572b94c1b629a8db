from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twosource.evidence.words import negates, words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ferries", "ferry"),
        ("docked", "docks"),
        ("Hale’s", "Hale"),
        ("U.S.", "US"),
        ("didn’t", "didn't"),
        ("killed", "died"),
        ("postponed", "delayed"),
        ("investigators", "inquiry"),
        ("closing", "shut"),
        ("ferries", "vessel"),
    ],
)
def test_spelling_and_inflection_do_not_hide_a_word(one: str, other: str) -> None:
    assert words(one)[0].stem == words(other)[0].stem


@pytest.mark.parametrize(("one", "other"), [("us", "US"), ("ship", "sheep"), ("news", "new"), ("wing", "wed")])
def test_different_words_stay_apart(one: str, other: str) -> None:
    assert words(one)[0].stem != words(other)[0].stem


def test_figures_keep_their_signs() -> None:
    assert [word.key for word in words("$1,200 or 3.5% of 40")] == ["$1,200", "or", "3.5%", "of", "40"]


@pytest.mark.parametrize("word", ["not", "never", "hasn't", "denied", "nobody"])
def test_negators(word: str) -> None:
    assert negates(word)


@given(st.text(max_size=300))
def test_words_stand_in_the_text_in_order(text: str) -> None:
    found = words(text)
    assert all(0 <= word.start < word.end <= len(text) for word in found)
    assert all(one.end <= other.start for one, other in pairwise(found))

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twosource.store.terms import LONGEST, located, placed, terms


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The U.S. mill's 3.5m", ["the", "u", "s", "mill", "s", "3", "5m"]),
        ("Über naïve İstanbul STRASSE straße", ["uber", "naive", "istanbul", "strasse", "strasse"]),
        ("東京 bank", ["東", "京", "bank"]),
        ("ﬁre １２ under_score", ["fire", "12", "under", "score"]),
        ("", []),
        ("x" * 100, ["x" * LONGEST]),
    ],
)
def test_words_are_cut_and_folded(text: str, found: list[str]) -> None:
    assert terms(text) == found


@given(st.text())
def test_terms_cut_again_are_the_same(text: str) -> None:
    found = terms(text)
    assert terms(" ".join(found)) == found


@given(st.text(st.sampled_from("ab ß´ﬁ東é.e\u0301\u0e31한ς") | st.characters()))
def test_terms_are_placed_to_the_character(text: str) -> None:
    found = placed(text)
    assert [term for term, _, _ in found] == terms(text)
    assert all(term in "".join(terms(text[start:end])) for term, start, end in found)


def test_a_place_is_that_of_the_word_alone() -> None:
    text = "“Nerve-Agent,” cafe\u0301, (ＡＢ)"
    assert [text[start:end] for _, start, end in placed(text)] == ["Nerve", "Agent", "cafe\u0301", "ＡＢ"]


@given(st.text())
def test_every_term_stands_where_it_is_said_to(text: str) -> None:
    for term, start, end in located(text):
        assert term in terms(text[start:end])


@given(st.text(st.sampled_from("ab ß\n\r\u2028´ﬁ東é.") | st.characters()), st.integers(0, 20))
def test_terms_are_located_from_any_number_on(text: str, first: int) -> None:
    assert [term for term, _, _ in located(text, first)] == terms(text)[first:]

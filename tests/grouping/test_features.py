from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twosource.grouping.features import cosine, terms, vectors
from twosource.model import Report


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Floods", ["flood"]),
        ("The city’s ferries", ["the", "city", "ferry"]),
        ("stopped stopping stops", ["stop", "stop", "stop"]),
        ("voted votes voting vote", ["vot", "vot", "vot", "vot"]),
        ("Ohio boss", ["ohio", "boss"]),
        ("Julián Ångström", ["julian", "angstrom"]),
        ("1,203 dead in 2.5 hours", ["1,203", "dead", "in", "2.5", "hour"]),
    ],
)
def test_terms_are_folded_and_stemmed_lightly(text: str, expected: list[str]) -> None:
    assert terms(text) == expected


def test_terms_in_greek_and_cyrillic_match_whatever_their_case() -> None:
    assert terms("ΠΛΗΜΜΥΡΑ Наводнение") == terms("πλημμύρα НАВОДНЕНИЕ")


def test_a_word_of_the_headline_weighs_more_than_one_of_the_body() -> None:
    (look,) = vectors([Report("a", "harbour", title="lantern")])
    assert look["lantern"] > look["harbour"]


def test_a_rare_word_weighs_more_than_an_everyday_one() -> None:
    (look,) = vectors([Report("a", "the lantern")])
    assert look["lantern"] > look["the"]


def test_what_all_reports_share_weighs_less_than_what_one_has() -> None:
    first, *_ = vectors([Report("a", "harbour lantern"), *(Report(str(n), f"harbour {n}") for n in range(20))])
    assert first["harbour"] < first["lantern"]


def test_a_report_without_words_has_an_empty_vector() -> None:
    assert vectors([Report("a", ""), Report("b", "... ---")]) == ({}, {})


@given(st.lists(st.text(), min_size=1, max_size=6))
def test_vectors_are_of_unit_length_or_empty(texts: list[str]) -> None:
    looks = vectors([Report(str(n), text) for n, text in enumerate(texts)])
    assert all(not look or math.isclose(cosine(look, look), 1) for look in looks)
    assert all(-1e-9 <= cosine(one, other) <= 1 + 1e-9 for one in looks for other in looks)

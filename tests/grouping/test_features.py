from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twosource.grouping.features import Rarity, Stems, look, terms
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


def weights(*reports: Report) -> list[dict[str, float]]:
    rarity, stems = Rarity(), Stems()
    looks = [look(report, stems) for report in reports]
    for found in looks:
        rarity.count(found)
    names = {number: term for term, number in rarity.numbers.items()}
    vectors = [rarity.vector(found) for found in looks]
    return [dict(zip((names[n] for n in v.terms.tolist()), v.weights.tolist(), strict=True)) for v in vectors]


def test_a_word_of_the_headline_weighs_more_than_one_of_the_body() -> None:
    (found,) = weights(Report("a", "harbour", title="lantern"))
    assert found["lantern"] > found["harbour"]


def test_a_rare_word_weighs_more_than_an_everyday_one() -> None:
    (found,) = weights(Report("a", "the lantern"))
    assert found["lantern"] > found["the"]


def test_what_all_reports_share_weighs_less_than_what_one_has() -> None:
    first, *_ = weights(Report("a", "harbour lantern"), *(Report(str(n), f"harbour {n}") for n in range(20)))
    assert first["harbour"] < first["lantern"]


def test_what_is_dropped_makes_nothing_more_common() -> None:
    rarity, stems = Rarity(), Stems()
    kept, gone = (look(Report(name, text), stems) for name, text in (("a", "harbour"), ("b", "harbour lantern")))
    rarity.count(kept)
    before = rarity.weight("harbour", rarity.numbers["harbour"])
    rarity.count(gone)
    rarity.drop(rarity.vector(gone))
    assert rarity.weight("harbour", rarity.numbers["harbour"]) == before


def test_a_report_without_words_has_an_empty_vector() -> None:
    assert weights(Report("a", ""), Report("b", "... ---")) == [{}, {}]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("The mayor of Corran met Ines Vardo. Nobody spoke.", "Corran Ines Vardo"),
        ("Η δήμαρχος της Κόρρας μίλησε. Κανείς δεν απάντησε.", "Κόρρας"),
        ("Мэр города Коррана выступил. Никто не ответил.", "Коррана"),
        ("He said: “Nobody knows.”\nOlim burned.", ""),
    ],
)
def test_names_are_capitals_inside_a_sentence_in_any_script(text: str, names: str) -> None:
    assert look(Report("a", text), Stems()).names == set(terms(names))


@given(st.lists(st.text(), min_size=1, max_size=6))
def test_vectors_are_of_unit_length_or_empty(texts: list[str]) -> None:
    for found in weights(*(Report(str(n), text) for n, text in enumerate(texts))):
        assert not found or math.isclose(sum(weight**2 for weight in found.values()), 1)

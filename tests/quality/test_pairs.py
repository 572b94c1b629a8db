from __future__ import annotations

from quality.pairs import Place, pairs, score, wrong

A, A_PART, A_ELSEWHERE = Place("a", 0, 100), Place("a", 20, 60), Place("a", 300, 400)
B, B_SHIFTED = Place("b", 0, 50), Place("b", 30, 80)
C = Place("c", 10, 20)


def test_passages_meet_when_they_share_half_of_the_shorter() -> None:
    assert A.meets(A_PART)
    assert not A.meets(A_ELSEWHERE)
    assert not B.meets(B_SHIFTED)
    assert not A.meets(Place("b", 0, 100))


def test_pairs_span_two_reports() -> None:
    assert list(pairs([A, A_PART, B])) == [(A, B), (A_PART, B)]


def test_precision_and_recall_of_pairs() -> None:
    found = score(gold=[(A_PART, B, C)], predicted=[(A, B), (A, A_ELSEWHERE, C)])
    assert (found.right, found.said) == (2, 3)
    assert (found.found, found.there) == (2, 3)
    assert round(found.precision, 2) == round(found.recall, 2) == 0.67


def test_pairs_set_aside_count_neither_for_nor_against() -> None:
    found = score(gold=[(A, B)], predicted=[(A, B), (B, C)], aside=[(B, C)])
    assert (found.right, found.said) == (1, 1)
    assert wrong([(A, B)], [(A, B), (B, C)]) == [(B, C)]
    assert wrong([(A, B)], [(A, B), (B, C)], aside=[(B, C)]) == []


def test_nothing_said_is_precise_and_nothing_there_is_found() -> None:
    found = score([], [])
    assert (found.precision, found.recall) == (1.0, 1.0)

import numpy as np

from twosource.models.links import STANDS, stands

PARAGRAPH = np.array([1] * 10 + [2] * 90)


def rows(*spans: tuple[int, int]) -> np.ndarray:
    return np.array(spans).reshape(-1, 2)


def test_before_and_after_are_told_apart() -> None:
    found = stands(rows((4, 5)), rows((2, 3), (6, 6)), PARAGRAPH)
    assert found[0, 0] != found[0, 1]


def test_what_is_far_apart_is_told_from_what_is_near() -> None:
    near, far = stands(rows((20, 25)), rows((26, 26), (60, 60)), PARAGRAPH)[0]
    assert near != far


def test_cues_between_are_counted() -> None:
    alone = stands(rows((20, 21)), rows((40, 40)), PARAGRAPH)[0, 0]
    behind = stands(rows((20, 21)), rows((30, 30), (40, 40)), PARAGRAPH)[0, 1]
    assert alone != behind


def test_another_paragraph_is_told_from_the_same() -> None:
    same = stands(rows((12, 13)), rows((11, 11)), PARAGRAPH)[0, 0]
    other = stands(rows((10, 11)), rows((9, 9)), PARAGRAPH)[0, 0]
    assert same != other


def test_every_stand_is_a_row_of_the_table() -> None:
    spans = rows(*((at, at + 1) for at in range(0, 98, 7)))
    found = stands(spans, rows(*((at, at) for at in range(3, 98, 7))), PARAGRAPH)
    assert found.min() >= 0
    assert found.max() < STANDS

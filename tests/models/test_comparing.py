from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from twosource.models.comparing import LONGEST, Comparing, laid_out, load

if TYPE_CHECKING:
    from numpy.typing import NDArray

ONE = "Two climbers were found dead on Mount Seldin on Friday."
SAME = "The bodies of a pair of mountaineers have been recovered from Mount Seldin."
APART = "The mayor of Belket opened a new swimming pool."


@pytest.fixture(scope="session")
def compare() -> Comparing:
    return load()


def test_the_same_in_other_words_is_likelier_than_something_else(compare: Comparing) -> None:
    (shared, _), (apart, _) = compare([(ONE, SAME), (ONE, APART)])
    assert shared > 0 > apart


def test_nothing_to_read(compare: Comparing) -> None:
    assert compare([]).shape == (0, 2)


texts = st.text(max_size=80) | st.sampled_from([ONE, SAME, APART])


@given(st.lists(st.tuples(texts, texts), min_size=1, max_size=6))
@settings(deadline=None, max_examples=20)
def test_a_pair_gets_one_answer_in_whatever_company(compare: Comparing, pairs: list[tuple[str, str]]) -> None:
    together = compare(pairs)
    for pair, answer in zip(pairs, together, strict=True):
        assert np.array_equal(compare([pair])[0], answer)


def test_several_readers_say_what_one_says(compare: Comparing) -> None:
    pairs = [(ONE, SAME), (SAME, ONE), (ONE, APART), (APART, SAME)] * 5
    several = Comparing(compare.tokenizer, compare.network, workers=2)
    assert np.array_equal(several(pairs), compare(pairs))


@given(st.lists(st.integers(1000, 2000)), st.lists(st.integers(1000, 2000), max_size=2 * LONGEST))
def test_both_sides_are_laid_out_with_what_opens_and_closes_them(one: list[int], other: list[int]) -> None:
    ids, sides = laid_out(one, other)
    assert len(ids) == len(sides) <= 2 * LONGEST + 3
    assert [piece for piece, side in zip(ids, sides, strict=True) if side] == [*other[:LONGEST], 102]
    assert [piece for piece, side in zip(ids, sides, strict=True) if not side] == [101, *one[:LONGEST], 102]


def test_long_passages_are_read_to_a_limit(compare: Comparing) -> None:
    def network(ids: NDArray[np.int64], sides: NDArray[np.int64]) -> NDArray[np.float32]:
        assert ids.shape == sides.shape == (1, 2 * LONGEST + 3)
        return np.zeros((1, 3), dtype=np.float32)

    assert Comparing(compare.tokenizer, network)([("word " * 9999, "other " * 9999)]).tolist() == [[0, 0]]

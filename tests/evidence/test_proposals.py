from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from twosource.evidence.likeness import likeness
from twosource.evidence.proposals import Proposed, promising, worth_judging
from twosource.evidence.standing import EQUAL, NEAR, Standings
from twosource.evidence.units import Unit, units
from twosource.model import Report

if TYPE_CHECKING:
    from numpy.typing import NDArray

EVERYTHING = 10_000  # pairs: more than any story here has
SENTENCES = (
    "The council voted to demolish the Garrow viaduct after engineers found 14 cracks in four of its arches.",
    "Engineers found 14 cracks in four arches of the Garrow viaduct, and the council has voted to demolish it.",
    "Engineers found 16 cracks in the Garrow viaduct on 9 March, but the council has not voted to demolish it.",
    "The council never approved the demolition of the viaduct, Ada Brill said on March 9.",
    "“We will not let the Garrow viaduct fall on the heads of those who use it,” Ada Brill said.",
    "Ada Brill said: “We will not let the Garrow viaduct fall on anybody,” and left.",
    "We will not let the Garrow viaduct fall on the heads of those who use it.",
    "A storm tore the roof from 14 houses in Belket, killing 12 people and injuring 31.",
    "The storm at Belket killed 12 people, while 31 were injured when 14 roofs fell.",
    "Twelve people died at Belket, the mayor Ada Brill said, because nobody had warned them.",
    "The harbour is closed until further notice.",
)


def cut(*texts: Sequence[str]) -> tuple[Unit, ...]:
    return units([Report(f"r{number}", " ".join(text)) for number, text in enumerate(texts)], {})


def meaning(texts: Sequence[str]) -> NDArray[np.float32]:
    """Vectors of the letters of texts: near enough to meaning for what must hold of any vectors."""
    found = np.array([[text.count(letter) for letter in "aeioubcdfghlmnprstvw"] for text in texts], dtype=np.float32)
    lengths: NDArray[np.float32] = np.linalg.norm(found, axis=1, keepdims=True)
    return found / lengths


def candidates(found: Sequence[Unit], standings: Standings | None = None) -> list[Proposed]:
    """All pairs that share words enough to be compared: what is promising, and everything besides."""
    shared = {(i, j) for i, j, _ in promising(found, None, EVERYTHING)}
    return sorted(pair for pair in promising(found, standings, EVERYTHING) if pair[:2] in shared)


stories = st.lists(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=4), min_size=2, max_size=4)


@pytest.mark.parametrize("meant", [False, True])
@given(stories)
@example([SENTENCES[:4], SENTENCES[4:8], SENTENCES[8:], SENTENCES[::2]])
def test_no_pair_that_would_matter_is_left_out(meant: bool, story: list[list[str]]) -> None:
    found = cut(*story)
    standings = Standings(found, meaning) if meant and found else None
    likely = {(i, j) for i, j, _ in promising(found, standings)}
    for i, j, standing in candidates(found, standings):
        how = likeness(found[i], found[j], standing)
        assert (i, j) in likely or not (how.is_in_question or how.speech or how.same or how.near)


@given(stories)
def test_candidates_are_all_pairs_of_two_reports_that_share_enough(story: list[list[str]]) -> None:
    found = cut(*story)
    proposed = [(one, other) for one, other, _ in candidates(found)]
    assert len(proposed) == len(set(proposed))
    sentences = {unit.sentence: unit for unit in found if unit.whole}
    for i, j in combinations(range(len(found)), 2):
        one, other = (sentences[found[number].sentence] for number in (i, j))
        meets = one.report != other.report and len(one.weights.keys() & other.weights.keys()) >= 2
        if worth_judging(found[i], found[j]):
            assert ((i, j) in proposed) == meets
        else:
            assert meets or (i, j) not in proposed


def test_what_only_shares_a_few_words_is_not_promising() -> None:
    found = cut([SENTENCES[3]], [SENTENCES[9]], [SENTENCES[10]])
    assert list(candidates(found))
    assert not list(promising(found))


@given(stories, st.integers(1, 12))
@example([SENTENCES[:4], SENTENCES[4:8], SENTENCES[8:], SENTENCES[::2]], 3)
def test_besides_what_is_promising_come_the_likeliest_others(story: list[list[str]], wanted: int) -> None:
    found = cut(*story)
    standings = Standings(found, meaning) if found else None
    alone = list(promising(found, standings))
    some, more = (list(promising(found, standings, besides)) for besides in (wanted, wanted + 5))
    assert set(alone) <= set(some) <= set(more)
    assert len(more) - len(some) <= 5
    assert len(some) == len(set(some))
    if standings:
        for i, j, standing in set(some) - set(candidates(found, standings)):
            assert found[i].report < found[j].report
            assert standing is not None
            assert standing.cosine >= NEAR - EQUAL


def test_blocks_do_not_show(monkeypatch: pytest.MonkeyPatch) -> None:
    found = cut(SENTENCES[:6], SENTENCES[4:9], SENTENCES[::2])
    standings = Standings(found, meaning)
    whole = list(promising(found, standings, 5))
    monkeypatch.setattr("twosource.evidence.proposals.BLOCK", 1)
    assert sorted(promising(found, standings, 5)) == sorted(whole)


def test_no_units_no_pairs() -> None:
    assert not list(promising(()))
    assert not list(promising((), None, 10))
    assert not list(candidates(()))

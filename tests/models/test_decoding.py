import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from twosource.models.decoding import Heads, Words, best_tags, linked, scores, spans_of
from twosource.models.links import STANDS
from twosource.models.tags import BEGIN, CONTENT, CUE, END, INSIDE, SINGLE, SOURCE, TAGS, allowed, tag_of

FREE = np.where(allowed(), 0, -10_000).astype(np.float32)
SIZE = 2
ALIKE = np.zeros((2, STANDS), dtype=np.float32)
ENDS = np.zeros((4, 2, 9, SIZE), dtype=np.float32)
"""Each part reads its own two values off the first word of a span."""
for part in range(4):
    ENDS[part, 0, 2 * part : 2 * part + SIZE] = np.eye(SIZE)
HEADS = Heads(FREE, ALIKE, np.array([0, 0, -1], dtype=np.float32), ENDS)
"""Only what words hold decides; a cue takes any source rather than none."""


def emissions(*tags: int) -> np.ndarray:
    rows = np.zeros((len(tags), TAGS), dtype=np.float32)
    rows[np.arange(len(tags)), tags] = 5
    return rows


def spans(
    *, content: list[tuple[int, int]], cue: list[tuple[int, int]], source: list[tuple[int, int]]
) -> list[np.ndarray]:
    return [np.array(of, dtype=np.int64).reshape(-1, 2) for of in (content, cue, source)]


def vectors(words: int, near: dict[int, tuple[float, float]], kind: int) -> Words:
    """One sentence: words with like values go together, as content and cue (kind 0) or source and cue (kind 1)."""
    rows = np.zeros((words, 8), dtype=np.float32)
    for word, value in near.items():
        rows[word, 4 * kind : 4 * kind + 4] = value * 2
    same, no = np.ones(words, dtype=np.int64), np.zeros(words, dtype=np.bool_)
    return Words(rows, same, same, no, no)


def test_the_best_path_keeps_to_what_may_follow() -> None:
    rows = emissions(tag_of(CONTENT, BEGIN), tag_of(CONTENT, INSIDE), tag_of(CUE, END))
    rows[2, tag_of(CONTENT, END)] = 4
    assert best_tags([rows], FREE)[0].tolist() == [tag_of(CONTENT, part) for part in (BEGIN, INSIDE, END)]


def test_learnt_steps_decide_between_equals() -> None:
    steps = FREE.copy()
    steps[tag_of(SOURCE, SINGLE), tag_of(CUE, SINGLE)] = 1
    rows = emissions(tag_of(SOURCE, SINGLE), 0)
    rows[1, [0, tag_of(CUE, SINGLE)]] = 2
    assert best_tags([rows], steps)[0].tolist() == [tag_of(SOURCE, SINGLE), tag_of(CUE, SINGLE)]


@given(st.lists(st.integers(1, 9), min_size=1, max_size=4), st.integers(0, 9))
def test_windows_read_together_are_read_as_alone(lengths: list[int], seed: int) -> None:
    chance = np.random.default_rng(seed)
    rows = [chance.normal(size=(length, TAGS)).astype(np.float32) for length in lengths]
    together = best_tags(rows, FREE)
    assert [path.tolist() for path in together] == [best_tags([one], FREE)[0].tolist() for one in rows]


@given(st.integers(1, 30), st.integers(0, 99))
def test_every_span_that_begins_ends(length: int, seed: int) -> None:
    rows = np.random.default_rng(seed).normal(size=(length, TAGS)).astype(np.float32)
    path = best_tags([rows], FREE)[0]
    held = sum(last - first + 1 for role in spans_of(path) for first, last in role.tolist())
    assert held == np.count_nonzero(path)


def test_spans_are_told_by_role() -> None:
    path = np.array([tag_of(SOURCE, SINGLE), tag_of(CUE, SINGLE), 0, tag_of(CONTENT, BEGIN), tag_of(CONTENT, END)])
    assert [role.tolist() for role in spans_of(path)] == [[[3, 4]], [[1, 1]], [[0, 0]]]


def test_content_without_a_cue_is_nobodys() -> None:
    found = linked(spans(content=[(0, 1)], cue=[], source=[(3, 3)]), vectors(4, {}, 0), HEADS)
    assert found == []


def test_content_goes_to_the_cue_that_it_fits_in_pieces_too() -> None:
    told = spans(content=[(0, 1), (5, 6), (8, 9)], cue=[(3, 3), (7, 7)], source=[])
    fits = vectors(10, {0: (9, 0), 5: (9, 0), 3: (9, 0), 8: (0, 9), 7: (0, 9)}, 0)
    first, second = linked(told, fits, HEADS)
    assert (first.cue, first.content) == ((3, 3), ((0, 1), (5, 6)))
    assert (second.cue, second.content) == ((7, 7), ((8, 9),))


def test_each_cue_takes_the_source_that_fits_it_best() -> None:
    told = spans(content=[(8, 9)], cue=[(3, 3), (7, 7)], source=[(1, 1), (5, 5)])
    fits = vectors(10, {1: (9, 0), 5: (0, 9), 3: (9, 0), 7: (0, 9)}, 1)
    assert [one.source for one in linked(told, fits, HEADS)] == [(1, 1), (5, 5)]


def test_one_source_may_have_two_cues() -> None:
    told = spans(content=[(8, 9)], cue=[(3, 3), (7, 7)], source=[(1, 1)])
    fits = vectors(10, {1: (9, 0), 3: (9, 0), 7: (9, 0)}, 1)
    assert [one.source for one in linked(told, fits, HEADS)] == [(1, 1), (1, 1)]


def test_a_cue_may_have_no_source() -> None:
    told = spans(content=[(8, 9)], cue=[(3, 3)], source=[(1, 1)])
    unfit = vectors(10, {1: (9, 0), 3: (0, 9)}, 1)
    heads = HEADS._replace(absent=np.array([0, 0, 1], dtype=np.float32))
    assert [one.source for one in linked(told, unfit, heads)] == [None]


def test_where_spans_stand_counts_beside_what_they_say() -> None:
    near = np.zeros((2, STANDS), dtype=np.float32)
    told = spans(content=[(0, 1)], cue=[(3, 3), (40, 40)], source=[])
    plain = scores(0, told[CONTENT], told[CUE], vectors(50, {}, 0), HEADS)
    near[0] = np.arange(STANDS)
    biased = scores(0, told[CONTENT], told[CUE], vectors(50, {}, 0), HEADS._replace(stands=near))
    assert plain[0, 0] == pytest.approx(plain[0, 1])
    assert biased[0, 0] != biased[0, 1]


def test_plain_words_belong_to_no_cue_of_another_sentence() -> None:
    told = spans(content=[(0, 1), (5, 6)], cue=[(3, 3)], source=[])
    words = vectors(10, {}, 0)._replace(sentence=np.array([1] * 5 + [2] * 5))
    assert [one.content for one in linked(told, words, HEADS)] == [((0, 1),)]


@pytest.mark.parametrize("why", ["quoted", "colons"])
def test_quotations_and_what_a_colon_announces_may(why: str) -> None:
    told = spans(content=[(5, 6)], cue=[(3, 3)], source=[])
    flags = np.array([False] * (6 if why == "quoted" else 4) + [True] + [False] * (3 if why == "quoted" else 5))
    words = vectors(10, {}, 0)._replace(sentence=np.array([1] * 5 + [2] * 5), **{why: flags})
    assert [one.content for one in linked(told, words, HEADS)] == [((5, 6),)]


def test_a_source_stays_in_the_sentence_of_its_cue() -> None:
    told = spans(content=[(4, 4)], cue=[(3, 3)], source=[(5, 6)])
    words = vectors(10, {}, 0)._replace(sentence=np.array([1] * 5 + [2] * 5))
    assert [one.source for one in linked(told, words, HEADS)] == [None]

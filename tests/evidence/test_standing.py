from collections.abc import Sequence

import numpy as np
import pytest
from numpy.typing import NDArray

from twosource.evidence.align import align
from twosource.evidence.standing import NEAR, Meaning, Standings
from twosource.evidence.units import units
from twosource.model import Report

ABOUT = {"ferry": 0, "harbor": 0, "boat": 0, "choir": 1, "singers": 1, "bridge": 2, "town": 3}


def meaning(texts: Sequence[str]) -> NDArray[np.float32]:
    """What a text means is what it is about."""
    found = np.zeros((len(texts), 5), dtype=np.float32)
    for row, text in enumerate(texts):
        for word in text.lower().replace(".", "").split():
            if word in ABOUT:
                found[row, ABOUT[word]] += 1
    lengths = np.sqrt((found**2).sum(axis=1, keepdims=True))
    vectors: NDArray[np.float32] = np.divide(found, lengths, out=np.zeros_like(found), where=lengths > 0)
    return vectors


def report(key: str, *sentences: str) -> Report:
    return Report(key, " ".join(sentences), outlet=key)


ONE = report("a", "The old ferry reached Ellery harbor late.", "The choir sang loudly at the chapel door.")
OTHER = report("b", "The boat came slowly into Ellery harbor.", "Forty singers gathered beside the chapel wall.")


def test_what_is_nearer_than_all_else_stands_first() -> None:
    found = units([ONE, OTHER], {})
    standing = Standings(found, meaning)
    same, other = standing(0, 2), standing(0, 3)
    assert same.firsts == 2
    assert other.firsts == 0
    assert same.surplus > other.surplus


def test_standing_has_no_direction() -> None:
    standing = Standings(units([ONE, OTHER], {}), meaning)
    assert standing(0, 3) == pytest.approx(standing(3, 0))


def test_more_units_than_are_measured_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    found = units([ONE, OTHER], {})
    whole = Standings(found, meaning)
    monkeypatch.setattr("twosource.evidence.standing.BLOCK", 1)
    apart = Standings(found, meaning)
    for pair in ((0, 2), (0, 3), (1, 3)):
        assert whole(*pair) == pytest.approx(apart(*pair))


def test_the_nearest_are_pairs_of_two_reports_that_are_near_enough() -> None:
    found = units([ONE, OTHER, report("c", "A boat lay in the harbor.", "Nobody knows what Quell Ardent wanted.")], {})
    standings = Standings(found, meaning)
    pairs = list(zip(*(numbers.tolist() for numbers in standings.near()), strict=True))
    assert pairs == sorted(set(pairs))
    likely = [(i, j) for i in range(len(found)) for j in range(i + 1, len(found)) if found[i].report != found[j].report]
    assert pairs == [pair for pair in likely if standings(*pair).cosine >= NEAR]


def test_a_text_that_means_nothing_stands_nowhere() -> None:
    found = units([report("a", "Nobody knows what Quell Ardent wanted."), OTHER], {})
    assert Standings(found, meaning)(0, 1).surplus <= 0


def test_a_story_without_a_sentence_is_aligned_with_meaning_too() -> None:
    assert align([report("a", "Why?")], {}, Meaning(meaning)).groups == ()


def test_input_order_never_shows() -> None:
    assert align([ONE, OTHER], {}, Meaning(meaning)) == align([OTHER, ONE], {}, Meaning(meaning))


def test_what_stands_together_by_meaning_alone_corroborates_nothing() -> None:
    one = report(
        "a",
        "A storm took the bridge at Tarrant and cut the town in two on Friday.",
        "The old ferry reached Ellery harbor late.",
        "The choir sang loudly at the chapel door.",
    )
    other = report(
        "b",
        "The bridge at Tarrant fell in the storm, and half the town stands alone.",
        "The boat came slowly into Ellery harbor.",
        "Forty singers gathered beside the chapel wall.",
    )
    with_meaning = align([one, other], {}, Meaning(meaning))
    groups = [group for group in with_meaning.groups if len(group) > 1]
    assert [passage.text for passage in groups[0]] == [one.text.split(". ")[0] + ".", other.text.split(". ")[0] + "."]
    assert with_meaning.unsure == {(groups[1][0], groups[1][1])}


def compared(*same: tuple[str, str]) -> Meaning:
    """What reads pairs together, and holds those for the same, all others for different."""

    def compare(pairs: Sequence[tuple[str, str]]) -> NDArray[np.float32]:
        return np.array([[9, 9] if pair in same else [-9, -9] for pair in pairs], dtype=np.float32).reshape(-1, 2)

    return Meaning(meaning, compare)


def grouped(meant: Meaning, *reports: Report) -> list[list[str]]:
    return [[passage.text for passage in group] for group in align(reports, {}, meant).groups if len(group) > 1]


def test_what_is_read_as_the_same_stands_together_though_it_shares_no_word() -> None:
    pair = ("The old ferry reached Ellery harbor late.", "A worn boat was in port after dark.")
    one, other = report("a", pair[0]), report("b", pair[1], "Forty singers gathered beside the chapel wall.")
    assert grouped(Meaning(meaning), one, other) == []
    assert grouped(compared(pair), one, other) == [list(pair)]
    assert grouped(compared(pair), other, one) == [list(pair)]


def test_what_is_read_as_different_stands_apart() -> None:
    one = report("a", "The old ferry reached Ellery harbor late on Friday.")
    other = report("b", "The old ferry reached Ellery harbor late, on Friday night.")
    assert len(grouped(Meaning(meaning), one, other)) == 1
    assert grouped(compared(), one, other) == []


def test_what_clashes_is_not_read() -> None:
    one, other = (
        report("a", "The storm killed 12 people at Belket."),
        report("b", "The storm killed 15 people at Belket."),
    )
    pair = ("The storm killed 12 people at Belket.", "The storm killed 15 people at Belket.")
    assert grouped(compared(pair), one, other) == []

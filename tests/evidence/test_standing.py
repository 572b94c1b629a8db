from collections.abc import Sequence

import numpy as np
import pytest
from numpy.typing import NDArray

from twosource.evidence.align import align
from twosource.evidence.standing import Meaning, Standings
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

from __future__ import annotations

from twosource.evidence.synonyms import opposites, synonyms
from twosource.evidence.words import OPPOSITES, SYNONYMS, words


def stem(word: str) -> str:
    return words(word)[0].stem


def test_a_word_stands_for_itself_or_for_the_first_of_its_line() -> None:
    assert SYNONYMS["slain"] == SYNONYMS["died"] == SYNONYMS["dead"] == "dead"


def test_inflections_are_found_by_their_stems() -> None:
    assert synonyms(lambda word: word.removesuffix("e"))["evacuat"] == "evacuate"


def test_the_first_line_that_has_a_word_wins() -> None:
    assert SYNONYMS["launched"] == "begin"


def test_opposites_gainsay_each_other_both_ways() -> None:
    for one, others in OPPOSITES.items():
        assert all(one in OPPOSITES[other] for other in others)


def test_no_word_is_its_own_opposite_or_that_of_its_synonym() -> None:
    assert all(one not in others for one, others in OPPOSITES.items())


def test_inflections_and_synonyms_gainsay_too() -> None:
    assert stem("shut") in OPPOSITES[stem("reopened")]
    assert stem("convicted") in OPPOSITES[stem("acquitted")]


def test_a_stem_on_both_sides_of_a_line_does_not_gainsay_itself() -> None:
    assert all(one not in others for one, others in opposites(lambda word: word[0]).items())

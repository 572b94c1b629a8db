from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twosource.evidence.values import with_days, with_values
from twosource.evidence.words import words
from twosource.reading.numbers import quantities


def stems(text: str) -> list[str]:
    return [word.stem for word in with_values(with_days(words(text), text), quantities(text))]


def test_spelt_and_written_numbers_are_one_word() -> None:
    assert stems("Thirty-one passengers")[0] == stems("31 passengers")[0] == "#31"


@pytest.mark.parametrize("text", ["9 March", "March 9", "Mar. 9", "09 March"])
def test_a_day_is_one_word_however_it_is_written(text: str) -> None:
    assert stems(text) == ["@3-9"]


@pytest.mark.parametrize("text", ["may 9", "March 90", "March 0", "9 may have fled", "March 2026"])
def test_what_is_no_day_is_left_alone(text: str) -> None:
    assert not any(stem.startswith("@") for stem in stems(text))


@given(st.text(alphabet="Marchy 0123456789,.", max_size=80))
def test_words_stay_in_order_and_in_the_text(text: str) -> None:
    found = with_values(with_days(words(text), text), quantities(text))
    assert all(0 <= word.start < word.end <= len(text) for word in found)
    assert all(one.end <= other.start for one, other in pairwise(found))

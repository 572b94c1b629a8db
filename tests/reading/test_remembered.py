"""What was found in a text is found once, for texts of the size of a report; nobody can tell but by the time."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twosource.reading.names import names
from twosource.reading.remembered import LONGEST, MOST, SHORTEST, remembered
from twosource.reading.sentences import sentences
from twosource.voices.quotes import outermost


@pytest.fixture
def asked() -> list[str]:
    return []


@pytest.fixture
def find(asked: list[str]) -> Callable[[str], int]:
    @remembered
    def length(text: str) -> int:
        asked.append(text)
        return len(text)

    return length


@pytest.mark.parametrize(("size", "times"), [(SHORTEST - 1, 2), (SHORTEST, 1), (LONGEST, 1), (LONGEST + 1, 2)])
def test_texts_of_the_size_of_a_report_are_looked_through_once(
    find: Callable[[str], int], asked: list[str], size: int, times: int
) -> None:
    assert [find("x" * size), find("x" * size)] == [size, size]
    assert len(asked) == times


def test_what_was_not_asked_for_lately_is_let_go_of(find: Callable[[str], int], asked: list[str]) -> None:
    texts = [chr(0x4E00 + number) * SHORTEST for number in range(MOST + 1)]
    for text in (*texts, texts[-1], texts[0]):
        find(text)
    assert asked == [*texts, texts[0]]


@given(st.lists(st.sampled_from(['The mill burned. "We saw it," said Ann Roe.\n\n', "Nobody was hurt. "]), max_size=30))
def test_what_is_remembered_is_what_would_be_found(parts: list[str]) -> None:
    text = "".join(parts)
    for found in (sentences, names, outermost):
        assert found(text) == found(text) == found.__wrapped__(text)  # type: ignore[union-attr]

"""What only labels the lines beside it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twosource.reading.labels import is_label


@pytest.mark.parametrize(
    "line",
    [
        "— Ada Quist (@quist) May 3, 2031",
        "— Ada Quist 🏳️‍🌈 (@_quist) 3 May 2031",
        "-- Ada Quist (@quist@social.example)",
        "— The Associated Guild (@guild) May 3, 2031</tweet>.",
        "Saturday, May 3, 2031.",
        "3 May 2031 10:00 GMT",
        "Correction: May 3, 2031",
        "Updated: 3 May 2031",
    ],
)
def test_labels(line: str) -> None:
    assert is_label(line)


@pytest.mark.parametrize(
    "line",
    [
        "",
        "It sank on 3 May 2031.",
        "— Ada Quist (@quist) was the first to tell of it.",
        "“It sank,” Ada Quist (@quist) wrote on May 3, 2031",
        "2031.",
        "In May.",
        "Correction: The ferry sank on 4 May 2031, not on 3 May.",
        "— The mayor, Ada Quist, left at noon — " + "and the crew (@crew) " * 9,
    ],
)
def test_news_is_no_label(line: str) -> None:
    assert not is_label(line)


@given(st.text(alphabet="—-– (@)a9._</>\t", max_size=200))
def test_any_line_is_judged(line: str) -> None:
    assert is_label(line) in {True, False}

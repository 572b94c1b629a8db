from __future__ import annotations

import pytest

from twosource.briefing.slots import apart


@pytest.mark.parametrize(
    ("one", "other", "differ"),
    [
        ("12", "15", True),
        ("at least 12", "12", False),
        ("about 6000", "6214", False),
        ("about 6000", "9000", True),
        ("6000", "6214", True),
        ("2 to 3", "about 4", True),
        ("Tuesday", "Monday", True),
    ],
)
def test_values_are_apart_in_more_than_how_sure_they_are(one: str, other: str, differ: bool) -> None:
    assert apart(one, other) is apart(other, one) is differ

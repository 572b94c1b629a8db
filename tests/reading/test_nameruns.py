from __future__ import annotations

import pytest

from twosource.reading.nameruns import capital_runs


def runs(text: str) -> list[str]:
    return [text[run.tokens[0].start : run.tokens[-1].end] for run in capital_runs(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("It was told by the Bank of Arden, and by Ib Roe.", ["Bank of Arden", "Ib Roe"]),
        ("They met Mara Voss's brother Ib on Monday.", ["Mara Voss", "Ib"]),
        ("They joined the Miners' Association.", ["Miners' Association"]),
        ("What the U.S. President Roe said.", ["U.S.", "President Roe"]),
    ],
)
def test_a_run_ends_where_no_name_goes_on(text: str, found: list[str]) -> None:
    assert runs(text) == found


@pytest.mark.parametrize("text", ["Harbour Bridge Closed After Storm Damage", "THE BRIDGE WAS CLOSED TODAY"])
def test_capitals_of_a_headline_or_a_shout_are_loud(text: str) -> None:
    found = list(capital_runs(text))
    assert found
    assert all(run.loud for run in found)


def test_capitals_of_a_sentence_are_not() -> None:
    assert not any(run.loud for run in capital_runs("The harbour bridge of Arden was closed by CNN and NBC."))

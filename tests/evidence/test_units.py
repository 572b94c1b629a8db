from __future__ import annotations

import pytest

from twosource.evidence.units import units
from twosource.model import Report


def cut(text: str, *, whole: bool) -> list[str]:
    return [unit.passage.text for unit in units([Report("r", text)], {}) if unit.whole is whole]


def test_what_is_compared_begins_behind_the_dateline() -> None:
    text = "MARCHPORT, March 10 (NPA) — The dairy recalled 38 tonnes of cheese. Two women in Sele had died of it."
    assert cut(text, whole=True) == ["The dairy recalled 38 tonnes of cheese.", "Two women in Sele had died of it."]


@pytest.mark.parametrize(
    ("text", "clauses"),
    [
        (
            "The delay will cost 240 million crowns in all this year, most of which was found by closing two schools.",
            [
                "The delay will cost 240 million crowns in all this year",
                "most of which was found by closing two schools.",
            ],
        ),
        (
            "The mayor closed the old bridge over the Lode which had cracked in the frost of January.",
            ["The mayor closed the old bridge over the Lode", "which had cracked in the frost of January."],
        ),
    ],
)
def test_a_clause_does_not_end_in_the_preposition_of_the_next(text: str, clauses: list[str]) -> None:
    assert cut(text, whole=False) == clauses


@pytest.mark.parametrize(
    "aside",
    [
        "according to the text of a speech that was handed out",
        "asked if the keeper had been at the lamp",
        "a retired keeper of the northern lamp",
    ],
)
def test_what_only_tells_who_or_on_what_occasion_is_no_clause_of_its_own(aside: str) -> None:
    assert aside not in " / ".join(cut(f"The mayor closed the old stone quay on Monday, {aside}.", whole=False))

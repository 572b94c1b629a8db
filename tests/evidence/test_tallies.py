"""Tallies of invented votes."""

from __future__ import annotations

from datetime import date

import pytest

from twosource.evidence.slots import cut
from twosource.evidence.tallies import tally_differences
from twosource.model import Report


def shown(*texts: str) -> list[list[tuple[str, str]]]:
    reports = [Report(f"r{day}", text, published=date(2031, 5, day)) for day, text in enumerate(texts, start=1)]
    return [[(value.value, value.slot.text) for value in each.values] for each in tally_differences(cut(reports))]


def test_one_vote_told_in_two_tallies_with_all_who_give_one() -> None:
    assert shown(
        "The council voted by 88 to 71 to keep him.",
        "He survived the vote by 88 votes to 72.",
        "The motion failed, 71-88.",
    ) == [[("88 to 71", "88 to 71"), ("88 to 72", "88 votes to 72"), ("88 to 71", "71-88")]]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The council voted by 88 to 71.", "The motion failed, 71 to 88."),
        ("The council voted by 88 to 71.", "The council voted by 88 to 40."),
        ("The council voted by 88 to 71.", "The council voted by 61 to 58."),
        ("The council voted by 88 to 71.", "The council voted by 88 to 71, and then by 88 to 72."),
        ("The council voted by 88 to 71.", "The reds won by 88 to 72."),
        ("The council voted for a term of 5 to 7 years.", "The council voted for a term of 5 to 8 years."),
        ("The council voted for 10 to 15 per cent.", "The council voted for 10 to 16 per cent."),
    ],
)
def test_one_tally_or_two_votes_or_no_vote_is_no_difference(one: str, other: str) -> None:
    assert shown(one, other) == []

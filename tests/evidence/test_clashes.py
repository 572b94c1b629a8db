from __future__ import annotations

import pytest

from twosource.evidence.clashes import clash
from twosource.evidence.units import units
from twosource.model import Report


def between(one: str, other: str) -> str | None:
    # A third report shows which words are names.
    third = "It was said that Tomas Reyle met Josef Amund, and that Skarrow Metals and Belket Copper knew of it."
    whole = [unit for unit in units([Report("a", one), Report("b", other), Report("z", third)], {}) if unit.whole]
    return clash(whole[0], whole[1])


@pytest.mark.parametrize(
    ("one", "other", "veto"),
    [
        ("The blast killed 12 workers at the mill.", "The blast killed 15 workers at the mill.", "number"),
        ("The council passed it by 88 to 71.", "By 88 votes to 72 the council passed it.", "number"),
        ("In the raid police seized Tomas Reyle at home.", "In the raid police seized Josef Amund at home.", "name"),
        ("The minister signed the harbour contract.", "The minister never signed the harbour contract.", "negation"),
        ("The dam burst its bank overnight.", "The dam could burst its bank overnight.", "modality"),
        ("The court let the copper mine reopen.", "The court kept the copper mine shut.", "opposite"),
        ("A jury in the city found the miller guilty.", "A jury in the city acquitted the miller.", "opposite"),
        ("He moved to rescind the grant for mills.", "He offers an extension of the grant for mills.", "opposite"),
    ],
)
def test_each_kind_of_clash_is_a_veto(one: str, other: str, veto: str) -> None:
    assert between(one, other) == veto
    assert between(other, one) == veto


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The blast killed 12 workers at the mill.", "The blast killed about a dozen workers at the mill."),
        ("The flood gate had been closed in time.", "The flood gate had been shut in time."),
        ("The council passed it by 88 to 71.", "The council passed it, 71-88."),
        ("The mine reopened after it was closed in May.", "The mine was closed in May by the court."),
        ("Tomas Reyle, a roofer, left at noon.", "A roofer left at noon, said Josef Amund."),
    ],
    ids=[
        "a rounded number",
        "synonyms",
        "a vote written otherwise",
        "one has both opposites",
        "a speaker named in one",
    ],
)
def test_what_can_stand_side_by_side_is_none(one: str, other: str) -> None:
    assert between(one, other) is None


def test_what_is_not_so_is_the_opposite_of_its_opposite() -> None:
    assert between("The gate was open all night.", "The gate was not closed all night.") != "opposite"

import pytest

from twosource.model import Report
from twosource.voices import attributions, reconcile
from twosource.voices.elsewhere import Elsewhere


def told(*reports: tuple[str, str]) -> list[list[str]]:
    """The speakers of each report of one story, given as outlet and text."""
    made = [Report(id=str(at), text=text, outlet=outlet) for at, (outlet, text) in enumerate(reports)]
    found = reconcile({one.id: attributions(one) for one in made}, made)
    return [[one.speaker.name for one in found[report.id]] for report in made]


WHOLE = "Skarrow Metals, a mining company, will shut the pit."


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Skarrow will shut the pit. The company said it regrets that.", "Skarrow Metals"),
        ("The pit will shut. The company said it regrets that.", "unknown"),
        ("Skarrow said it regrets that.", "Skarrow Metals"),
        ("Marl said it regrets that.", "Marl"),
    ],
)
def test_the_company_is_what_another_report_calls_one_if_this_names_it(text: str, name: str) -> None:
    assert told(("The Arden Post", text), ("The Marl Herald", WHOLE))[0] == [name]


def test_a_body_whose_name_holds_the_noun_need_not_be_named() -> None:
    union = "The Pit Workers’ Union will meet."
    assert told(("The Arden Post", "The union said it leaks."), ("The Marl Herald", union))[0] == ["Pit Workers' Union"]


def test_two_that_others_mean_leave_it_open() -> None:
    found = told(
        ("The Arden Post", "The union said it leaks."),
        ("The Marl Herald", "The Pit Workers’ Union will meet."),
        ("The Quay Times", "The Dockers’ Union will meet."),
    )
    assert found[0] == ["unknown"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The Herald said it leaks.", "Marl Herald"),
        ("Quorum Quay said it leaks.", "Quorum Quay"),
        ("The story stood in Quorum Quay. The newspaper said it leaks.", "Quorum Quay"),
        ("The story stood in Quorum Quay and the Marl Herald. The newspaper said it leaks.", "Marl Herald"),
        ("The newspaper said it leaks.", "unknown"),
        ("The Arden Post could not be sold. The newspaper said it leaks.", "unknown"),
    ],
)
def test_outlets_of_the_story_are_known_by_less(text: str, name: str) -> None:
    found = told(("The Arden Post", text), ("The Marl Herald", "It rains."), ("Quorum Quay", "It snows."))
    assert found[0] == [name]


def test_without_reports_nothing_is_told() -> None:
    nothing = Elsewhere(())
    assert nothing.body("the company", "a") is None
    assert nothing.the_outlet("a") is None
    assert nothing.outlet("Post") is None
    assert nothing.business("Skarrow") is None


def test_police_are_the_one_force_that_the_story_names() -> None:
    named = ("The Marl Herald", "The Arden Constabulary will look into it.")
    assert told(("The Arden Post", "Police said it leaks."), named)[0] == ["Arden Constabulary"]
    other = ("The Quay Times", "Marl Police will look into it.")
    assert told(("The Arden Post", "Police said it leaks."), named, other)[0] == ["Police"]


def test_a_company_by_its_trade_is_what_another_report_calls_one() -> None:
    text = "Skarrow will shut the pit. The mine operator said it regrets that."
    assert told(("The Arden Post", text), ("The Marl Herald", WHOLE))[0] == ["Skarrow Metals"]

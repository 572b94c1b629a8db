from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import permutations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twosource.grouping.revisions import akin, revised
from twosource.model import Report

BODY = " ".join(
    [
        "The harbour board of Corran voted on Tuesday to close the old pier to cars from the first of May.",
        "Ines Vardo, who leads the board, said that the planks could not bear the weight any longer.",
        "Traders on the pier said that they had been told nothing, and that the season would be lost.",
        "A petition against the closure had been signed by eleven hundred people when the board met.",
        "The council of Upper Sarn, which owns half of the pier, will decide in June whether to mend it.",
    ]
)
FIRST = Report(
    "r1", BODY, outlet="Corran Echo", title="Old pier to close to cars", published=datetime(2026, 3, 3, 9, tzinfo=UTC)
)
LATER = datetime(2026, 3, 3, 15, tzinfo=UTC)
EDITS: dict[str, dict[str, Any]] = {
    "title": {"title": "Board closes old pier to cars from May"},
    "lead": {"text": BODY.replace("voted on Tuesday to close", "has voted by five to two to close")},
    "body": {"text": BODY.replace("eleven hundred", "twelve hundred") + " Nobody of the board would comment further."},
}


@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS)
@pytest.mark.parametrize("url", [None, "https://echo.example/news/pier"], ids=["text", "address"])
def test_an_edited_report_is_a_revision(edit: dict[str, Any], url: str | None) -> None:
    first = replace(FIRST, url=url)
    second = replace(first, id="r2", published=LATER, **edit)
    for order in permutations([first, second]):
        (report,) = revised(order)
        assert (report.id, report.revision) == ("r1", 2)
        assert (report.title, report.text) == (second.title, second.text)
        assert [(state.id, state.title, state.text) for state in report.earlier] == [("r1", first.title, first.text)]


def test_an_edit_under_the_same_id_is_a_revision() -> None:
    (report,) = revised([FIRST, replace(FIRST, published=LATER, **EDITS["lead"])])
    assert report.revision == 2


def test_one_id_for_two_texts_is_left_to_others() -> None:
    assert len(revised([FIRST, replace(FIRST, text="The mill of Lower Sarn burned down.")])) == 2
    assert len(revised([FIRST, FIRST])) == 2


def test_an_address_tells_however_much_was_rewritten() -> None:
    first = replace(FIRST, url="https://www.echo.example/news/pier/#top")
    second = replace(first, id="r2", url="http://echo.example/news/pier", text="The pier is closed.", published=LATER)
    assert len(revised([first, second])) == 1
    assert len(revised([first, replace(second, url="http://echo.example/news/pier?id=2")])) == 2


def test_the_address_of_a_site_tells_nothing() -> None:
    url = "https://echo.example/"
    assert len(revised([replace(FIRST, url=url), Report("r2", "A mill burned.", outlet="Corran Echo", url=url)])) == 2


def test_the_same_text_again_is_the_same_report_and_no_revision() -> None:
    (report,) = revised([FIRST, replace(FIRST, id="r2", published=LATER)])
    assert (report.revision, [state.id for state in report.earlier]) == (1, ["r1"])


def test_three_states_are_one_report() -> None:
    states = [FIRST, *(replace(FIRST, id=f"r{n}", published=LATER, **edit) for n, edit in enumerate(EDITS.values(), 2))]
    (report,) = revised(states)
    assert report.revision == 4
    assert len(report.earlier) == 3


def test_another_outlet_with_the_text_is_another_report() -> None:
    assert len(revised([FIRST, replace(FIRST, id="r2", outlet="Daily Ledger")])) == 2
    assert len(revised([replace(FIRST, outlet=None), replace(FIRST, id="r2", outlet=None)])) == 2


def test_a_week_later_it_is_another_report() -> None:
    assert len(revised([FIRST, replace(FIRST, id="r2", published=date(2026, 3, 12))])) == 2


def test_a_template_filled_anew_is_another_report() -> None:
    text = BODY.replace("Corran", "{0}")
    here, there = (
        replace(FIRST, id=place, text=text.format(place), title=f"Old pier of {place} to close to cars")
        for place in ("Orland", "Estmark")
    )
    assert len(revised([here, there])) == 2


def test_short_texts_are_no_states_of_each_other() -> None:
    assert len(revised([Report(name, "Listen to the news.", outlet="Corran Echo") for name in "ab"])) == 2


OUTLETS = st.sampled_from(["Corran Echo", "Daily Ledger", "Sarn Post", None])
URLS = st.sampled_from(["https://echo.example/pier", "https://www.echo.example/pier/", "https://echo.example/", None])
TEXTS = st.sampled_from([BODY, EDITS["lead"]["text"], EDITS["body"]["text"], " ".join(reversed(BODY.split()))])
STATES = st.lists(st.tuples(OUTLETS, URLS, TEXTS), min_size=1, max_size=8)


@given(STATES, st.data())
def test_all_states_of_a_report_are_among_those_akin_to_it(told: list[tuple[Any, ...]], data: st.DataObject) -> None:
    reports = [
        Report(f"r{at}", text, outlet=outlet, url=url, title=f"Pier {at}", published=LATER)
        for at, (outlet, url, text) in enumerate(told)
    ]
    chosen = data.draw(st.sampled_from(reports)).id
    near = akin({one.id: (one.outlet, one.url) for one in reports}, [chosen])

    def states(found: Sequence[Report]) -> set[str]:
        folded = ({one.id, *one.other_ids} for one in revised(found))
        return next(several for several in folded if chosen in several)

    assert states([one for one in reports if one.id in near]) == states(reports)


def test_none_is_akin_to_a_report_of_nowhere() -> None:
    assert akin({"a": (None, None), "b": (None, None), "c": ("Corran Echo", None)}, ["a"]) == ["a"]

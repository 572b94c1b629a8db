from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from tests.briefing.stories import ECHO, FERRY, dossier

from twosource.briefing import brief
from twosource.briefing.compose import verify
from twosource.errors import VerbatimError
from twosource.model import Passage, Report

MILL = Report(
    "mill",
    "A fire destroyed the flour mill in Lower Sarn overnight, the fire chief Ines Vardo said.",
    outlet="Corran Echo",
    title="Fire destroys flour mill",
    published=date(2024, 3, 1),
)
QUAKE = replace(
    MILL, id="quake", text="An earthquake shook the island of Tessary at dawn.", title="Quake", published=None
)
STORIES = (dossier([MILL], id="s-mill"), dossier(id="s-ferry"), dossier([QUAKE], id="s-quake"))


def ids(*arguments: object, **more: int) -> list[str]:
    return [story.dossier.id for story in brief(*arguments, **more).stories]  # type: ignore[arg-type]


def test_more_origins_come_first_and_equals_by_id() -> None:
    twins = (dossier([MILL], id="s-b"), dossier([replace(MILL, id="n", text=QUAKE.text)], id="s-a"))
    assert ids(twins, None, None) == ["s-a", "s-b"]
    assert ids(STORIES, None, None)[0] == "s-ferry"


def test_the_order_of_the_dossiers_makes_no_difference() -> None:
    assert brief(STORIES, None, None) == brief(STORIES[::-1], None, None)


def test_as_many_stories_as_asked() -> None:
    assert len(ids(STORIES, None, None, stories=2)) == 2
    assert ids(STORIES, None, None, stories=0) == []
    assert ids(STORIES, None, None, stories=-1) == []


def test_only_stories_of_the_period() -> None:
    assert ids(STORIES, date(2024, 3, 7), date(2024, 3, 9)) == ["s-ferry"]
    assert ids(STORIES, None, date(2024, 3, 2)) == ["s-mill", "s-quake"]
    assert ids(STORIES, date(2025, 1, 1), None) == []


def test_an_open_period_is_that_of_the_stories_shown() -> None:
    whole = brief(STORIES, None, None)
    assert (whole.since, whole.until) == (date(2024, 3, 1), date(2024, 3, 7))
    asked = brief(STORIES, date(2024, 1, 1), None)
    assert (asked.since, asked.until) == (date(2024, 1, 1), date(2024, 3, 7))
    undated = brief(STORIES[2:], None, None)
    assert (undated.since, undated.until) == (None, None)


def test_what_is_shown_adds_up_to_the_order() -> None:
    totals = [sum(value for _, value in story.why) for story in brief(STORIES, None, None).stories]
    assert totals == sorted(totals, reverse=True)


def test_every_line_stands_in_its_report() -> None:
    for story in brief(STORIES, None, None).stories:
        assert story.lines
        assert all(line.passage.stands_in(story.dossier.report(line.passage.report)) for line in story.lines)


def test_a_line_that_is_not_in_its_report_is_a_bug_of_ours() -> None:
    (story,) = brief([dossier(FERRY)], None, None).stories
    moved = replace(story.lines[0], passage=Passage(ECHO.id, 1, 4, "not"))
    with pytest.raises(VerbatimError, match="s-ferry"):
        verify([replace(story, lines=(moved,))])

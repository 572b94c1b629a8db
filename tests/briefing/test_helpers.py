from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from tests.briefing.stories import ECHO, dossier, said

from twosource.briefing.helpers import with_helpers
from twosource.briefing.material import Material
from twosource.model import Counts, Helper, Line, LineRole, Report, Span

TUESDAY = date(2024, 3, 5)


def helped(
    *texts: str, published: date | None = TUESDAY, title: str = "Tides", about: str = ""
) -> list[tuple[str, ...]]:
    """What stands in brackets in each line, where each text is one; `about` is what the report says besides."""
    report = Report("r", "\n\n".join((*texts, about)), outlet="Echo", published=published)
    speaker = [said(report, "a bang", "Oona Rask", "heard")] if "heard" in report.text else []
    source = Material(dossier([report], attributions=speaker))
    places = [report.text.index(text) for text in texts]
    passages = [report.passage(Span(at, at + len(text))) for at, text in zip(places, texts, strict=True)]
    lines = [Line(LineRole.SAID, passage, Counts(1, 1, 1, 1)) for passage in passages]
    found = with_helpers(source, title, lines)
    for line in found:
        for helper in line.helpers:
            assert line.passage.start < helper.at <= line.passage.end
            assert helper.taken is None or helper.taken.stands_in(report)
    return [tuple(helper.text for helper in line.helpers) for line in found]


@pytest.mark.parametrize(
    ("line", "helpers"),
    [
        ("The ferry Maribel ran aground on Monday, the coastguard said.", ("4 March",)),
        ("The ferry Maribel ran aground last night off Corran Head.", ("Monday 4 March",)),
        ("The pilots of Tarbet meet tonight at the harbour.", ("Tuesday 5 March",)),
        ("The ferry left on Sunday and ran aground on Monday.", ("3 March", "4 March")),
        ("The ferry ran aground on 4 March off Corran Head.", ()),
        ("Tugs will pull the ferry off the rocks on Thursday.", ()),
        ("The pilots are on strike until Friday, they said in Tarbet.", ()),
        ("“The ferry left yesterday and not before,” a pilot said.", ()),
        ("The ferry ran aground in January, as the log has it.", ()),
        ("Monday's ferry ran aground off Corran Head at noon.", ()),
    ],
)
def test_a_day_that_hangs_on_the_day_of_publication_is_told(line: str, helpers: tuple[str, ...]) -> None:
    assert helped(line) == [helpers]


def test_a_day_is_told_once_a_story() -> None:
    assert helped("The ferry ran aground on Monday.", "Boats came on Monday from Tarbet.") == [("4 March",), ()]


def test_a_time_of_day_counts() -> None:
    at_night = datetime(2024, 3, 5, 23, tzinfo=UTC)
    assert helped("The ferry Maribel ran aground yesterday.", published=at_night) == [("Monday 4 March",)]


def test_where_no_day_of_publication_is_known_none_is_told() -> None:
    assert helped("The ferry Maribel ran aground yesterday.", published=None) == [()]


HEARD = "Oona Rask heard a bang and then the lights went out."


@pytest.mark.parametrize(
    ("about", "who"),
    [
        ("On deck stood Oona Rask, a teacher from Tarbet, with a lamp.", ("a teacher from Tarbet",)),
        ("The mayor, Oona Rask, was there.", ("the mayor",)),
        ("Later came Oona Rask, the head of the union of pilots.\n\nIt rained.", ("the head of the union of pilots",)),
        ("Later came Oona Rask, the aide, with a lamp.", ()),
        ("Later came Oona Rask, the aide to Sen. Brode, with a lamp.", ()),
        ("Later came Oona Rask, the woman who had rung the bell, with a lamp.", ()),
        ("Later came Oona Rask, visibly tired, with a lamp.", ()),
        ("Later came Oona Rask, the ringer of bangs and lights, with a lamp.", ()),
        ("", ()),
    ],
)
def test_who_somebody_is_stands_in_the_words_of_the_report(about: str, who: tuple[str, ...]) -> None:
    assert helped(HEARD, about=about) == [who]


KNOWN = "On deck stood Oona Rask, a teacher from Tarbet, with a lamp."


def test_whom_the_reader_has_met_needs_no_helper() -> None:
    assert helped(HEARD, about=KNOWN, title="Oona Rask saved all") == [()]
    assert helped(KNOWN, HEARD) == [(), ()]


@pytest.mark.parametrize(
    "line",
    [
        "Oona Rask, a passenger, heard a bang.",
        "The teacher Oona Rask heard a bang.",
        "President Oona Rask heard a bang.",
        "Oona Rask’s crew heard a bang.",
    ],
)
def test_whom_the_line_tells_of_needs_no_helper(line: str) -> None:
    assert helped(line, about=KNOWN) == [()]


def test_another_report_of_the_story_may_tell_who_somebody_is() -> None:
    here = replace(ECHO, text=HEARD)
    there = Report("there", KNOWN, outlet="Post", published=TUESDAY)
    source = Material(dossier([here, there], attributions=[said(here, "a bang", "Oona Rask", "heard")]))
    line = Line(LineRole.SAID, here.passage(Span(0, len(HEARD))), Counts(1, 1, 1, 1))
    ((helper,),) = (line.helpers for line in with_helpers(source, "Tides", [line]))
    assert helper == Helper(9, "a teacher from Tarbet", helper.taken)
    assert helper.taken
    assert helper.taken.stands_in(there)

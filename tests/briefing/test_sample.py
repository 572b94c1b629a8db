"""The brief of the sample corpus, as a reader would hold it against its reports."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import timedelta
from itertools import combinations
from pathlib import Path

import pytest

from twosource import pipeline
from twosource.briefing import NOTHING_TOLD, compose, nothing_to_send, told_after
from twosource.briefing.gists import gist, same
from twosource.briefing.importance import Period, day_of
from twosource.briefing.length import WORDS_A_MINUTE, Length, minutes, words_of
from twosource.briefing.material import Materials
from twosource.gathering import outlets
from twosource.model import Brief, Dossier, Line, LineRole, Report
from twosource.reading.records import record

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
DANGLING = re.compile(
    r"[“‘\"']?(?:he|she|it|they|this|these|those|his|her|their|its|him|them|but|and|or|so|yet|however|meanwhile|also|"
    r"then|still|therefore|instead|later|such|both|another)\b",
    re.IGNORECASE,
)
EVERYTHING = Period(None, None)


@pytest.fixture(scope="module")
def found() -> tuple[Report, ...]:
    lines = (EXAMPLES / "reports.jsonl").read_bytes().splitlines()
    return tuple(found for line in lines for found in record(line, "reports.jsonl") if isinstance(found, Report))


@pytest.fixture(scope="module")
def dossiers(found: tuple[Report, ...]) -> Sequence[Dossier]:
    return pipeline.dossiers(found, outlets.outlets(EXAMPLES / "outlets.toml"))


@pytest.fixture(scope="module")
def whole(dossiers: Sequence[Dossier]) -> Brief:
    return compose(dossiers, EVERYTHING, length=Length(100))


def lines(brief: Brief) -> list[Line]:
    return [line for story in brief.stories for line in story.lines]


def test_every_line_and_what_a_helper_says_is_at_its_offsets(whole: Brief) -> None:
    for story in whole.stories:
        for line in story.lines:
            assert line.passage.stands_in(story.dossier.report(line.passage.report))
            for helper in line.helpers:
                assert line.passage.start < helper.at <= line.passage.end
                assert helper.taken is None or helper.taken.stands_in(story.dossier.report(helper.taken.report))


def test_no_line_opens_with_what_stood_before_it(whole: Brief) -> None:
    assert [line.passage.text for line in lines(whole) if DANGLING.match(line.passage.text)] == []


def test_no_two_lines_say_the_same_but_as_sides_of_a_difference(whole: Brief) -> None:
    gists = [gist(line.passage.text) for line in lines(whole) if line.role is not LineRole.DIFFERS]
    assert [pair for pair in combinations(gists, 2) if same(*pair)] == []


def test_most_stories_are_told_by_several_outlets_under_a_headline_of_one(whole: Brief) -> None:
    for story in whole.stories:
        assert story.title in {(report.title or "").strip() for report in story.dossier.reports}
    several = [s for s in whole.stories if len({s.dossier.report(line.passage.report).outlet for line in s.lines}) > 1]
    assert len(several) > len(whole.stories) / 2


@pytest.mark.parametrize("asked", [3, 5, 15])
def test_a_brief_is_as_long_as_asked(dossiers: Sequence[Dossier], asked: int) -> None:
    stories = compose(dossiers, EVERYTHING, length=minutes(asked)).stories
    words = [words_of(story) for story in stories]
    assert sum(words[:-1]) < asked * WORDS_A_MINUTE
    assert max(len(story.lines) for story in stories) <= minutes(asked).lines


def test_daily_briefs_tell_no_line_twice_and_end_when_nothing_happens(dossiers: Sequence[Dossier]) -> None:
    """A reader of one brief a day; stories are known whole from the start, which a real reader's are not."""
    days = sorted({day for dossier in dossiers for report in dossier.reports if (day := day_of(report))})
    told, seen, ready = NOTHING_TOLD, list[str](), Materials()
    for day in days:
        brief = compose(dossiers, Period(day, day), told=told, length=Length(3), materials=ready)
        seen += [line.passage.text for line in lines(brief)]
        told = told_after(brief, told)
    assert len(seen) == len(set(seen))
    tomorrow = days[-1] + timedelta(days=1)
    assert nothing_to_send(compose(dossiers, Period(tomorrow, tomorrow), told=told, materials=ready))

from __future__ import annotations

import json
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.briefing.stories import COURIER, ECHO, dossier

from twosource.briefing import NOTHING_TOLD, Told, compose, told_after, told_from_json, told_json
from twosource.briefing.importance import Period
from twosource.briefing.told import KEPT_DAYS, MOST_STORIES, ToldDifference, ToldLine, ToldStory, ToldValue
from twosource.errors import Malformed
from twosource.model import Brief, Counts, DifferenceKind

WORDS = st.text(max_size=12)
DAYS = st.none() | st.dates()
STORIES = st.builds(
    ToldStory,
    WORDS,
    DAYS,
    st.builds(Counts, *[st.integers(0, 99)] * 4),
    st.dictionaries(WORDS, st.integers(1, 9), max_size=3),
    st.lists(st.builds(ToldLine, WORDS, WORDS), max_size=3).map(tuple),
    st.lists(
        st.builds(
            ToldDifference,
            st.sampled_from(DifferenceKind),
            st.lists(st.builds(ToldValue, WORDS, WORDS, WORDS), max_size=2).map(tuple),
        ),
        max_size=2,
    ).map(tuple),
)


@given(st.builds(Told, st.lists(STORIES, max_size=3).map(tuple), DAYS))
def test_what_was_told_comes_back_as_it_was(told: Told) -> None:
    assert told_from_json(told_json(told)) == told


@given(st.text(max_size=20) | st.recursive(st.none() | st.integers(), st.lists).map(json.dumps))
def test_anything_else_is_refused_with_a_remedy(text: str) -> None:
    with pytest.raises(Malformed, match="forget"):
        told_from_json(text)


@pytest.mark.parametrize(
    "change", [{"version": 2}, {"stories": [{}]}, {"stories": 3}, {"last": "soon"}, {"version": None}, {"version": []}]
)
def test_what_is_of_another_version_or_damaged_is_refused(change: dict[str, object]) -> None:
    whole = json.loads(told_json(NOTHING_TOLD))
    with pytest.raises(Malformed):
        told_from_json(json.dumps(whole | change))


def one(day: date | None, name: str = "a") -> ToldStory:
    return ToldStory(name, day, Counts(1, 1, 1, 1), {name: 1}, ())


def test_what_was_told_long_ago_is_forgotten() -> None:
    day = date(2026, 3, 9)
    old, kept, undated = one(day - timedelta(days=KEPT_DAYS + 1)), one(day - timedelta(days=KEPT_DAYS)), one(None)
    told = told_after(Brief(None, day, ()), Told((old, kept, undated)))
    assert told.stories == (kept, undated)
    assert told.last == day


def test_no_more_stories_are_kept_than_there_is_room_for_the_latest_first() -> None:
    many = tuple(one(None, str(number)) for number in range(MOST_STORIES))
    told = told_after(compose([dossier()], Period(None, None)), Told(many))
    assert len(told.stories) == MOST_STORIES
    assert told.stories[0].title == dossier().title


def test_a_brief_without_days_moves_no_day() -> None:
    assert told_after(Brief(None, None, ()), Told((), date(2026, 3, 9))).last == date(2026, 3, 9)
    assert told_after(Brief(None, None, ())).last is None


def test_a_story_told_twice_is_kept_once_with_all_its_reports() -> None:
    first = told_after(compose([dossier([ECHO])], Period(None, None)))
    second = told_after(compose([dossier([ECHO, COURIER])], Period(None, None), told=first), first)
    assert [sorted(story.reports) for story in second.stories] == [["courier", "echo"]]

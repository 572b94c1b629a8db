"""A brief that was kept as JSON, as pages show it again."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.rendering import sample

from twosource.model import Brief, BriefStory
from twosource.rendering.json import brief_json
from twosource.rendering.pages.briefs import TITLES, Glance, brief_of, glance_of, glance_of_head

STORY = sample.BRIEF.stories[0]
SLY = 'A "title": \\ of\n   "title": "two", lines\u2028\n "reports": ['


def _titled(*titles: str) -> Brief:
    stories = (BriefStory(replace(STORY.dossier, title=one), STORY.why, STORY.lines) for one in titles)
    return Brief(sample.BRIEF.since, sample.BRIEF.until, tuple(stories))


@pytest.mark.parametrize("titles", [(), ("One",), (SLY, "two", "", "four", SLY)])
def test_how_a_brief_begins_tells_what_a_list_shows_of_it(titles: tuple[str, ...]) -> None:
    brief = _titled(*titles)
    body = brief_json(brief)
    whole = Glance(brief.since, brief.until, titles[:TITLES], len(titles))
    assert glance_of(body) == whole
    assert glance_of_head(body) == whole
    end = body.index('\n "reports": [') + len('\n "reports": [')
    assert glance_of_head(body[:end]) == whole
    assert all(glance_of_head(body[:at]) is None for at in range(0, end, 7))


def test_a_brief_without_a_period_and_one_laid_out_otherwise() -> None:
    told = brief_json(Brief(None, None, ()))
    assert glance_of_head(told) == glance_of(told) == Glance(None, None, (), 0)
    assert glance_of_head(told.replace("\n", "")) is None
    assert glance_of(told.replace("\n", "")) == Glance(None, None, (), 0)


def test_a_brief_is_read_back_with_its_lines() -> None:
    again = brief_of(brief_json(sample.BRIEF))
    assert [line.passage for line in again.stories[0].lines] == [line.passage for line in STORY.lines]

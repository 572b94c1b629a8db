from __future__ import annotations

import pytest
from tests.briefing.stories import COURIER, ECHO, LEDGER, dossier

from twosource.briefing import compose
from twosource.briefing.importance import Period
from twosource.briefing.length import MOST_LINES, WORDS_A_MINUTE, Length, minutes, words_of
from twosource.briefing.rules import parse

ALWAYS = Period(None, None)
MANY = [dossier([report], id=f"s-{report.id}", title=report.title) for report in (ECHO, COURIER, LEDGER)]


@pytest.mark.parametrize(("asked", "lines"), [(3, 3), (5, 4), (15, MOST_LINES), (0, 3), (99, MOST_LINES)])
def test_a_longer_brief_tells_a_story_in_more_lines(asked: int, lines: int) -> None:
    assert minutes(asked).lines == lines


def test_minutes_are_words_at_the_rate_at_which_people_read() -> None:
    assert minutes(3).words == 3 * WORDS_A_MINUTE


def test_stories_come_until_the_words_are_used_up() -> None:
    whole = compose(MANY, ALWAYS)
    first = words_of(whole.stories[0])
    assert len(whole.stories) == 3
    assert len(compose(MANY, ALWAYS, length=Length(words=1)).stories) == 1
    assert len(compose(MANY, ALWAYS, length=Length(words=first)).stories) == 1
    assert len(compose(MANY, ALWAYS, length=Length(words=first + 1)).stories) == 2


def test_the_readers_minutes_win_over_the_length() -> None:
    assert len(compose(MANY, ALWAYS, rules=parse("minutes 1"), length=Length(1)).stories) > 1


@pytest.mark.parametrize("lines", range(1, 7))
def test_no_story_has_more_lines_than_asked(lines: int) -> None:
    (story,) = compose([dossier()], ALWAYS, length=Length(lines=lines)).stories
    assert 1 <= len(story.lines) <= lines

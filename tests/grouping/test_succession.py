"""Which entry a story goes on under."""

from __future__ import annotations

from twosource.grouping.succession import Past, Succession, succession


def test_a_story_of_new_reports_is_new() -> None:
    assert succession(None, []) == Succession(None)


def test_a_story_keeps_its_own() -> None:
    assert succession(3, [Past(3, 5, alive=True)]) == Succession(3)


def test_a_story_named_anew_goes_on() -> None:
    assert succession(None, [Past(4, 5, alive=False)]) == Succession(4)


def test_of_stories_that_became_one_that_with_most_reports_goes_on() -> None:
    pasts = [Past(1, 2, alive=False), Past(2, 5, alive=False), Past(3, 5, alive=False)]
    assert succession(None, pasts) == Succession(2, (3, 1))


def test_a_story_takes_in_those_that_are_gone() -> None:
    assert succession(7, [Past(7, 1, alive=True), Past(2, 5, alive=False), Past(9, 9, alive=True)]) == Succession(
        7, (2,)
    )


def test_a_story_that_came_off_another_is_new_and_knows_it() -> None:
    assert succession(None, [Past(2, 1, alive=True), Past(5, 3, alive=True)]) == Succession(None, parent=5)

from __future__ import annotations

from dataclasses import replace

from tests.rendering import sample

from twosource.model import FigureLine, FigurePoint
from twosource.rendering.steps import steps

TWELVE, FIFTEEN = sample.FIGURES[0].points


def test_reports_that_give_one_number_in_a_row_are_one_step() -> None:
    back = replace(FIFTEEN, number=12)
    found = steps(FigureLine((TWELVE, TWELVE, FIFTEEN, back)))
    assert [len(step.given) for step in found] == [2, 1, 1]
    assert found[0].first == TWELVE.given


def test_a_line_that_stays_level_is_drawn_level() -> None:
    """A dossier made by another hand may hold one."""
    [level] = steps(FigureLine((TWELVE, FigurePoint(12, FIFTEEN.given))))
    assert "V50H" in level.picture

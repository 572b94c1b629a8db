from __future__ import annotations

from datetime import UTC, datetime

from lxml import etree

from twosource.rendering.pictures import fractions, matrix, strip


def test_the_matrix_draws_a_dot_where_a_report_has_a_statement() -> None:
    svg = etree.fromstring(matrix([(1, "a"), (2, "b")], [["●", "○"], ["◐", ""]], 'Two <by> "two"'))
    assert svg.get("aria-label") == 'Two <by> "two"'
    assert [circle.get("class") for circle in svg.iter("circle")] == ["own", "repeats", "repeats"]
    assert [a.get("href") for a in svg.iter("a")] == ["#a", "#b"]


def test_moments_stand_between_the_first_and_the_last() -> None:
    hours = [datetime(2031, 5, 6, hour, tzinfo=UTC) for hour in (0, 6, 12)]
    assert fractions([*hours, None]) == [0.0, 0.5, 1.0, None]
    assert fractions([hours[0], hours[0], None]) == [None, None, None]


def test_a_strip_without_a_moment_is_a_bare_rule() -> None:
    assert "<circle" not in strip(None)
    assert 'cx="50.0%"' in strip(0.5)

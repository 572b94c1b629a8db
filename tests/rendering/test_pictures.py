from __future__ import annotations

from datetime import UTC, date, datetime

from lxml import etree

from twosource.rendering.pictures import STEP, fractions, matrix, step, strip


def test_the_matrix_draws_a_dot_where_a_report_has_a_statement() -> None:
    svg = etree.fromstring(matrix([(1, "#a"), (2, "#b")], [["●", "○"], ["◐", ""]], 'Two <by> "two"'))
    assert svg.get("aria-label") == 'Two <by> "two"'
    assert [circle.get("class") for circle in svg.iter("circle")] == ["own", "repeats", "repeats"]
    assert [a.get("href") for a in svg.iter("a")] == ["#a", "#b"]


def test_the_matrix_may_be_pressed_together_sideways_and_no_other_way() -> None:
    wide = etree.fromstring(matrix([(n, "#a") for n in range(40)], [["●"] * 40], "Many"))
    narrow = etree.fromstring(matrix([(1, "#a")], [["●"]], "One"))
    assert wide.get("viewBox") == f"0 0 {wide.get('width')} {wide.get('height')}"
    assert wide.get("preserveAspectRatio") == "none"
    assert wide.get("height") == narrow.get("height"), "its rows stand beside names"


def test_moments_stand_between_the_first_and_the_last() -> None:
    hours = [datetime(2031, 5, 6, hour, tzinfo=UTC) for hour in (0, 6, 12)]
    assert fractions([*hours, None]) == [(0.0, 0.0), (0.5, 0.5), (1.0, 1.0), None]
    assert fractions([hours[0], hours[0], None]) == [None, None, None]


def test_a_day_without_a_time_is_as_long_as_it_is() -> None:
    noon = datetime(2031, 5, 6, 12, tzinfo=UTC)
    assert fractions([noon, date(2031, 5, 6)]) == [(0.5, 0.5), (0.0, 1.0)]
    assert fractions([date(2031, 5, 6), date(2031, 5, 6)]) == [None, None]


def test_a_moment_is_a_dot_a_day_a_bar_and_what_is_unknown_a_bare_rule() -> None:
    assert "<circle" not in strip(None)
    assert "<rect" not in strip(None)
    assert 'cx="50.0%"' in strip((0.5, 0.5))
    assert 'x="6.0%"' in strip((0.0, 0.5))
    assert 'width="44.0%"' in strip((0.0, 0.5))


def test_a_step_rises_from_the_one_before_it() -> None:
    low, high = etree.fromstring(step(0, 0)), etree.fromstring(step(0, 1))
    assert low.find("path").get("d") == f"M6 {STEP - 6}V{STEP - 6}H2000"
    assert high.find("path").get("d") == f"M6 {STEP - 6}V6H2000"
    assert high.find("circle").get("cy") == "6"

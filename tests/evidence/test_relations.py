"""Relations of invented figures."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from twosource.evidence.figures import shown_value
from twosource.evidence.relations import related
from twosource.model import Difference, DifferenceKind, Relation, Report, SlotValue, Span
from twosource.reading.numbers import quantities


def relation(*told: tuple[str, date | None], kind: DifferenceKind = DifferenceKind.NUMBER) -> Relation | None:
    reports = [Report(f"r{number}", text, published=published) for number, (text, published) in enumerate(told)]
    values = [
        SlotValue(shown_value(found), report.passage(found.phrase), report.passage(Span(0, len(report.text))))
        for report in reports
        for found in quantities(report.text)
    ]
    (found,) = related([Difference(kind, tuple(values))], reports)
    return found.relation


MAY_1, MAY_2 = date(2031, 5, 1), date(2031, 5, 2)


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ([("12 boats sank", MAY_1), ("15 boats sank", MAY_2)], Relation.LATER),
        ([("12 boats sank", MAY_1), ("15 boats sank", MAY_1)], Relation.AT_ONCE),
        ([("12 boats sank", MAY_1), ("12 boats sank, or 15 boats", MAY_2)], Relation.AT_ONCE),
        ([("12 boats sank", MAY_1), ("15 boats sank, not the earlier 12 boats", MAY_2)], Relation.LATER),
        ([("12 boats sank", MAY_1), ("15 boats sank", MAY_2), ("12 boats sank", date(2031, 5, 3))], Relation.AT_ONCE),
        ([("12 boats sank", MAY_1), ("15 boats sank", None)], None),
        ([("about 30 boats sank", MAY_1), ("25 boats sank", MAY_2)], Relation.APPROXIMATE),
        ([("about 30 boats sank", MAY_1), ("12 boats sank", MAY_2)], Relation.LATER),
        (
            [("19 boats sank", MAY_1), ("nearly two dozen boats sank", MAY_2), ("23 boats sank", MAY_2)],
            Relation.LATER,
        ),
        (
            [("19 boats sank", MAY_2), ("nearly two dozen boats sank", MAY_1), ("23 boats sank", MAY_2)],
            Relation.AT_ONCE,
        ),
        ([("about 30 boats sank", MAY_1), ("25 boats sank", MAY_1), ("34 boats sank", MAY_1)], Relation.AT_ONCE),
    ],
)
def test_how_two_figures_stand_to_each_other(told: list[tuple[str, date | None]], expected: Relation | None) -> None:
    assert relation(*told) is expected


def test_the_time_of_day_tells_where_both_have_one() -> None:
    morning, evening = datetime(2031, 5, 1, 8, tzinfo=UTC), datetime(2031, 5, 1, 20, tzinfo=UTC)
    assert relation(("12 boats sank", morning), ("15 boats sank", evening)) is Relation.LATER
    assert relation(("12 boats sank", morning), ("15 boats sank", MAY_1)) is Relation.AT_ONCE


def test_other_kinds_have_none() -> None:
    assert relation(("12 boats", MAY_1), ("15 boats", MAY_2), kind=DifferenceKind.WORDING) is None

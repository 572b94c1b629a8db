"""Which lines sign."""

from __future__ import annotations

import pytest

from twosource.reading.bylines import bare_byline, byline


@pytest.mark.parametrize(
    ("line", "who"),
    [
        ("By Ada Quist", "Ada Quist"),
        ("By ADA QUIST and ORLO VANE", "ADA QUIST and ORLO VANE"),
        ("By Ada Quist, Orlo Vane and Piet de la Roe", "Ada Quist, Orlo Vane and Piet de la Roe"),
        ("By The Associated Press", "The Associated Press"),
        ("By ADA QUIST, Associated Press", "ADA QUIST, Associated Press"),
        ("Written by Ada Quist", "Ada Quist"),
        ("By Ada van der Quist | Staff writer", "Ada van der Quist"),
        ("By far the worst storm", None),
        ("By Monday", None),
        ("By Thursday Morning", None),
        ("By the time it sank, all were gone.", None),
        ("Ada Quist", None),
        ("By " + "Ada Quist, " * 20 + "Ada Quist", None),
    ],
)
def test_signed_lines(line: str, who: str | None) -> None:
    assert byline(line) == who


@pytest.mark.parametrize(
    ("line", "who"),
    [
        ("Ada Quist", "Ada Quist"),
        ("Ada Quist in Calder", "Ada Quist"),
        ("Ada Quist, political editor", "Ada Quist"),
        ("Ada Quist and Orlo Vane", "Ada Quist and Orlo Vane"),
        ("Ada O’Dell - Staff", "Ada O’Dell"),
        ("Ferry Sinks Off Calder Coast Again", None),
        ("Calder Police Department", None),
        ("Ada Quist.", None),
        ("By Ada Quist", None),
        ("Quist", None),
        ("the harbour", None),
    ],
)
def test_bare_names(line: str, who: str | None) -> None:
    assert bare_byline(line) == who

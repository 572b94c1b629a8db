from __future__ import annotations

import pytest

from twosource.evidence.families import distinct_outlets, named_outlet, outlet_of, same_gatherer
from twosource.model import Origin, OriginKind, Outlet, Report

HERALD = Outlet("herald", "The Marchport Herald", owner="Ledger & Row")
NPA = Outlet("npa", "Northlight Press Agency")
TABLE = {"herald": HERALD, "the marchport herald": HERALD, "npa": NPA, "northlight press agency": NPA}


def test_outlets_are_found_by_key_and_name_in_any_case() -> None:
    assert outlet_of(Report("a", "x", outlet="HERALD"), TABLE) is HERALD
    assert outlet_of(Report("a", "x", outlet=" The Marchport Herald "), TABLE) is HERALD


def test_an_outlet_in_no_table_is_its_own_family() -> None:
    outlet = outlet_of(Report("a", "x", outlet="The Packet"), {})
    assert outlet is not None
    assert outlet.family == "the packet"


@pytest.mark.parametrize("outlet", [None, "", "  "])
def test_no_outlet_is_no_outlet(outlet: str | None) -> None:
    assert outlet_of(Report("a", "x", outlet=outlet), TABLE) is None


@pytest.mark.parametrize(
    ("name", "origin"),
    [
        ("the AP", Origin(OriginKind.WIRE, "Associated Press")),
        ("Reuters", Origin(OriginKind.WIRE, "Reuters")),
        ("Northlight Press Agency", Origin(OriginKind.WIRE, "Northlight Press Agency")),
        ("Eastern News Agency", Origin(OriginKind.WIRE, "Eastern News Agency")),
        ("Marchport Herald", Origin(OriginKind.OUTLET, "Ledger & Row")),
        ("The Ellery Packet’s", Origin(OriginKind.OUTLET, "Ellery Packet")),
        ("Ada Brill", None),
        ("Parliament", None),
    ],
)
def test_names_of_outlets(name: str, origin: Origin | None) -> None:
    assert named_outlet(name, TABLE) == origin


def test_reports_without_outlet_count_for_no_outlet() -> None:
    reports = [Report("a", "x", outlet="herald"), Report("b", "x", outlet="The Marchport Herald"), Report("c", "x")]
    assert distinct_outlets(reports, TABLE) == 1


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("The Ellery Gazette", "ellery gazette", True),
        ("Gazette", "The Ellery Gazette", True),
        ("Ellery", "The Ellery Gazette", True),
        ("neg", "New Ellery Gazette", True),
        ("eg", "Ellery Gazette", False),
        ("Ellery Post", "Ellery Gazette", False),
        ("", "Ellery Gazette", False),
    ],
)
def test_names_that_may_mean_one_outlet(one: str, other: str, *, same: bool) -> None:
    assert same_gatherer(one, other) is same
    assert same_gatherer(other, one) is same

from __future__ import annotations

import pytest

from twosource.evidence.bearings import base, bearings_of, is_own
from twosource.model import Credit, CreditKind, Origin, OriginKind, Outlet, Report

HERALD = Outlet("herald", "The Herald", owner="Ledger & Row")
TABLE = {"herald": HERALD, "the herald": HERALD}


@pytest.mark.parametrize(
    ("credit", "origin"),
    [
        (Credit(CreditKind.WIRE, "AP"), Origin(OriginKind.WIRE, "Associated Press")),
        (Credit(CreditKind.WIRE, "Coastline Copy"), Origin(OriginKind.WIRE, "Coastline Copy")),
        (Credit(CreditKind.OUTLET, "The Ellery Gazette"), Origin(OriginKind.OUTLET, "Ellery Gazette")),
        (Credit(CreditKind.CONTRIBUTED, "AP"), Origin(OriginKind.UNKNOWN, "herald or AP")),
    ],
)
def test_credits_tell_what_a_report_rests_on(credit: Credit, origin: Origin) -> None:
    assert base(Report("a", "The viaduct was closed.", outlet="herald"), [credit], TABLE)[0] == origin


def test_an_agency_of_its_own_is_a_wire() -> None:
    report = Report("a", "The viaduct was closed.", outlet="Coastline News Agency")
    assert base(report, [], TABLE)[0] == Origin(OriginKind.WIRE, "Coastline News Agency")


@pytest.mark.parametrize(("name", "own"), [("The Herald", True), ("Herald Radio", True), ("The Gazette", False)])
def test_a_report_may_name_its_own_outlet(name: str, *, own: bool) -> None:
    bearings = bearings_of(Report("a", "Mara Voss told The Herald.", outlet="herald"), (), (), (), TABLE)
    assert is_own(Origin(OriginKind.OUTLET, name), name, bearings) is own


def test_a_report_leans_on_whom_it_cites() -> None:
    report = Report("a", "The mill is for sale, the Ellery Gazette reported. It was shut.", outlet="herald")
    assert bearings_of(report, (), (), (), TABLE).leans == {"Ellery Gazette"}

from __future__ import annotations

from twosource.evidence.debts import bound, credits_of
from twosource.model import Credit, CreditKind, Outlet, Report
from twosource.reading.credits import AGENCIES, Agency

OUTLETS = {
    outlet.name.casefold(): outlet
    for outlet in (
        Outlet("courier", "The Brackwater Courier", owner="Ledger & Row"),
        Outlet("herald", "The Marchport Herald", owner="Ledger & Row"),
        Outlet("lantern", "The Daily Lantern"),
    )
}


def report(key: str, outlet: str | None, credit: str | None = None) -> Report:
    return Report(key, "A bridge fell.", outlet=outlet, credit=credit)


def pairs(*reports: Report, **credited: tuple[Credit, ...]) -> set[frozenset[str]]:
    return set(bound(reports, credited, OUTLETS))


def test_an_outlet_in_the_credit_is_credited() -> None:
    one = report("a", "Snapfront", credit="The Daily Lantern")
    assert credits_of(one, OUTLETS, AGENCIES) == (Credit(CreditKind.OUTLET, "The Daily Lantern"),)


def test_an_outlet_does_not_credit_itself_nor_its_family() -> None:
    assert credits_of(report("a", "The Daily Lantern", credit="Daily Lantern"), OUTLETS, AGENCIES) == ()
    assert credits_of(report("a", "The Marchport Herald", credit="The Brackwater Courier"), OUTLETS, AGENCIES) == ()


def test_an_agency_in_the_credit_stays_a_wire() -> None:
    agencies = (*AGENCIES, Agency("Northlight Press Agency", ("npa",)))
    found = credits_of(report("a", "Snapfront", credit="Northlight Press Agency"), OUTLETS, agencies)
    assert found == (Credit(CreditKind.WIRE, "Northlight Press Agency"),)


def test_what_is_no_outlet_is_not_credited() -> None:
    assert credits_of(report("a", "Snapfront", credit="Pictures: Ada Brill"), OUTLETS, AGENCIES) == ()


def test_reports_of_one_outlet_and_of_one_family_are_bound() -> None:
    assert pairs(report("a", "The Daily Lantern"), report("b", "the daily lantern")) == {frozenset("ab")}
    assert pairs(report("a", "The Brackwater Courier"), report("b", "The Marchport Herald")) == {frozenset("ab")}
    assert pairs(report("a", "The Daily Lantern"), report("b", "The Marchport Herald")) == set()


def test_reports_without_outlet_are_not_bound() -> None:
    assert pairs(report("a", None), report("b", None)) == set()


def test_who_credits_is_bound_to_whom_it_credits() -> None:
    lantern, snap = report("a", "The Daily Lantern"), report("b", "Snapfront")
    assert pairs(lantern, snap, b=(Credit(CreditKind.OUTLET, "Daily Lantern"),)) == {frozenset("ab")}
    wire, other = report("w", "Associated Press"), report("o", "Snapfront")
    assert pairs(wire, other, o=(Credit(CreditKind.CONTRIBUTED, "the Associated Press"),)) == {frozenset("wo")}

"""What reports say that they owe each other.

Strategy: a report goes by the names of its outlet and of its family. Another owes it something where its credits name
it, where its words do ("the Gazette reported"), or where both are of one outlet. A debt says that two reports belong
together; it does not say which of their lines do.

What may live here: debts as reports tell them. Debts that show in shared text are for `copies` and `rewrites`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations

from twosource.evidence.families import named_outlet, outlet_of
from twosource.model import Credit, CreditKind, Origin, OriginKind, Outlet, Report
from twosource.reading.credits import Agency
from twosource.reading.credits import credits as credits_in


def credits_of(report: Report, outlets: Mapping[str, Outlet], agencies: Sequence[Agency]) -> tuple[Credit, ...]:
    """Who is credited for a report's words: agencies and outlets in text and byline, and an outlet in its credit."""
    found = credits_in(report, agencies)
    credit = " ".join((report.credit or "").split())
    named = named_outlet(credit, outlets) if credit else None
    if named is None or named.kind is not OriginKind.OUTLET or not own_names(report, outlets).isdisjoint(names(named)):
        return found
    return (*found, Credit(CreditKind.OUTLET, credit))


def names(origin: Origin) -> frozenset[str]:
    """What an origin goes by, folded."""
    return frozenset({_folded(origin.name)})


def own_names(report: Report, outlets: Mapping[str, Outlet]) -> frozenset[str]:
    """What a report's outlet goes by, folded: its name, its key, its family."""
    outlet = outlet_of(report, outlets)
    return frozenset(map(_folded, (outlet.name, outlet.key, outlet.family))) if outlet else frozenset()


def _folded(name: str) -> str:
    return " ".join(name.casefold().replace("’", "'").split()).removeprefix("the ")


def bound(
    reports: Sequence[Report], credited: Mapping[str, Sequence[Credit]], outlets: Mapping[str, Outlet]
) -> frozenset[frozenset[str]]:
    """The pairs of `reports`, by id, that belong together: of one outlet or family, or one credited by the other."""
    own = {report.id: own_names(report, outlets) for report in reports}
    owed = {report.id: _owed(credited.get(report.id, ()), outlets) for report in reports}
    return frozenset(
        frozenset({one.id, other.id})
        for one, other in combinations(reports, 2)
        if own[one.id] & own[other.id] or own[one.id] & owed[other.id] or own[other.id] & owed[one.id]
    )


def _owed(credited: Sequence[Credit], outlets: Mapping[str, Outlet]) -> frozenset[str]:
    known = (named_outlet(credit.name, outlets) for credit in credited)
    return frozenset(_folded(credit.name) for credit in credited).union(*(names(one) for one in known if one))

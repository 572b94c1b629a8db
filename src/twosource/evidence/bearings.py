"""A report with what bears on the origin of its passages: its outlet, its credits, who says what in it, what it quotes.

What may live here: what holds for a report as a whole. What one passage of it rests on is for `origins`.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from twosource.evidence.citations import cited, is_nameless
from twosource.evidence.families import known_outlet, named_outlet, outlet_of
from twosource.evidence.spans import Spans
from twosource.model import (
    Attribution,
    Credit,
    CreditKind,
    Origin,
    OriginKind,
    Outlet,
    Reason,
    Report,
    Span,
    SpeakerKind,
    moment,
)

NOT_TOLD = "not told"  # the name of an origin of which nothing is known
_WHOLE_REPORT = re.compile(r"appeared|published|originally|republished|story (?:was|is) (?:from|by)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Bearings:
    """A report with what bears on the origin of its passages; `said` are (index in the dossier, attribution) by
    the span of their contents.
    """

    report: Report
    outlet: Outlet | None
    base: Origin
    base_reason: Reason
    said: Spans[tuple[int, Attribution]]
    quoted: tuple[Span, ...]
    credits: tuple[Credit, ...]
    leans: frozenset[str]

    def quoted_near(self, span: Span) -> tuple[Span, ...]:
        """The quotations that may touch `span`; they do not overlap."""
        first = max(0, bisect_left(self.quoted, (span.start, 0)) - 1)
        return self.quoted[first : bisect_left(self.quoted, (span.end, 0))]


def base(report: Report, credited: Sequence[Credit], outlets: Mapping[str, Outlet]) -> tuple[Origin, Reason]:
    """What a report's own lines rest on by its credits and its outlet, and the rule that says so."""
    for credit in credited:
        where = (report.passage(credit.span),) if credit.span else ()
        known = named_outlet(credit.name, outlets)
        if credit.kind is CreditKind.WIRE:
            wire = known or Origin(OriginKind.WIRE, credit.name)
            return Origin(OriginKind.WIRE, wire.name), Reason("credit", f"credited to {wire.name}", where)
        if credit.kind is CreditKind.OUTLET and (not where or _WHOLE_REPORT.search(where[0].text)):
            return known or Origin(OriginKind.OUTLET, credit.name), Reason(
                "credit", f"credited to {credit.name}", where
            )
        if credit.kind is CreditKind.CONTRIBUTED:
            name = f"{report.outlet or 'the outlet'} or {credit.name}"
            return Origin(OriginKind.UNKNOWN, name), Reason(
                "contributed", f"{credit.name} contributed to the report", where
            )
    outlet = outlet_of(report, outlets)
    if outlet is None:
        return Origin(OriginKind.UNKNOWN, NOT_TOLD), Reason("no outlet", "the report does not tell its outlet")
    own = known_outlet(outlet.name, outlets)
    if own is not None and own.kind is OriginKind.WIRE:
        return own, Reason("own", f"{outlet.name}’s own reporting")
    return Origin(OriginKind.OWN, outlet.family), Reason("own", f"{outlet.name}’s own reporting")


def bearings_of(
    report: Report,
    said: Sequence[tuple[int, Attribution]],
    credited: Sequence[Credit],
    quoted: Sequence[Span],
    outlets: Mapping[str, Outlet],
) -> Bearings:
    """What bears on the origin of a report's passages.

    Args:
        report: the report.
        said: its attributions, each with its index in the dossier.
        credited: its credits, in any order: those for a contribution weigh after all others.
        quoted: where it quotes, in any order; the spans do not overlap.
        outlets: by casefolded key or name.
    """
    ordered = tuple(
        sorted(credited, key=lambda credit: (credit.kind is CreditKind.CONTRIBUTED, credit.name, credit.span or (0, 0)))
    )
    origin, reason = base(report, ordered, outlets)
    mine = Spans((Span(one.content[0].start, one.content[-1].end), (index, one)) for index, one in said if one.content)
    outlet = outlet_of(report, outlets)
    leans = frozenset(_leans(report, said, outlets))
    return Bearings(report, outlet, origin, reason, mine, tuple(sorted(quoted)), ordered, leans)


def _leans(report: Report, said: Sequence[tuple[int, Attribution]], outlets: Mapping[str, Outlet]) -> Iterator[str]:
    """The outlets and wires from which a report says to have something."""
    for name, _ in cited(report.text):
        if named := named_outlet(name, outlets):
            yield named.name
    for _, one in said:
        if one.speaker.kind is SpeakerKind.OUTLET and not is_nameless(one.speaker.name):
            named = named_outlet(one.speaker.name, outlets)
            yield named.name if named else one.speaker.name


def earliest(sharing: Sequence[Bearings]) -> Origin:
    """A wire where one is credited; else the first to print it, where one was first; else unknown, and one for all."""
    for kind in (OriginKind.WIRE, OriginKind.OUTLET):
        if credited := sorted(bearings.base for bearings in sharing if bearings.base.kind is kind):
            return credited[0]
    dated = sorted(
        (
            (when, bearings.report.id, bearings)
            for bearings in sharing
            if (when := moment(bearings.report.published)) is not None
        ),
        key=lambda entry: entry[:2],
    )
    first = dated[0] if len(dated) == len(sharing) else None
    if first and all(when > first[0] for when, _, _ in dated[1:]) and first[2].base.kind is OriginKind.OWN:
        return first[2].base
    return Origin(OriginKind.UNKNOWN, "text shared by " + ", ".join(sorted({_label(bearings) for bearings in sharing})))


def _label(bearings: Bearings) -> str:
    return bearings.outlet.name if bearings.outlet else bearings.report.id


def is_own(origin: Origin, name: str, bearings: Bearings) -> bool:
    """Whether a report names its own outlet ("told Fox News", in Fox)."""
    if bearings.outlet is None:
        return False
    own = {bearings.outlet.family.casefold(), bearings.outlet.name.casefold(), bearings.outlet.key.casefold()}
    own |= {mine.removeprefix("the ") for mine in own}
    bare = name.casefold().removeprefix("the ")
    return origin.name.casefold() in own or bare in own or any(bare.startswith(f"{mine} ") for mine in own)

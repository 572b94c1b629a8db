"""What an editor says of stories, and what follows of it for grouping.

Strategy: a correction names reports, never stories, since stories come and go with each regrouping and reports stay.
What follows of many is found newest first: a correction is kept as far as newer ones leave it room. So undoing one is
leaving it out, and grouping from scratch with the same corrections keeps to all of them.

What may live here: corrections as values and as JSON, and the constraints that they make. Grouping keeps to these.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from itertools import combinations

from twosource.errors import BadField, MissingField
from twosource.model import Report

Reports = tuple[str, ...]
"""Ids of reports."""


class CorrectionKind(StrEnum):
    MERGE = "merge"  # all groups are one story
    SPLIT = "split"  # each group is a story, apart from the others
    MOVE = "move"  # the report of the first group leaves those of the second for those of the third
    APART = "apart"  # no report of one group is ever in a story with one of another


LEAST_GROUPS = {CorrectionKind.MERGE: 1, CorrectionKind.SPLIT: 2, CorrectionKind.MOVE: 3, CorrectionKind.APART: 2}


@dataclass(frozen=True, slots=True)
class Correction:
    """What an editor has said once. `groups` are ids of reports, and mean what the kind says."""

    kind: CorrectionKind
    groups: tuple[Reports, ...]


@dataclass(frozen=True, slots=True)
class Constraints:
    """For each report that they name, those it goes with, itself too, and those it never does."""

    together: Mapping[str, Reports] = field(default_factory=dict)
    apart: Mapping[str, Reports] = field(default_factory=dict)


FREE = Constraints()
"""No constraint at all."""


def merge(*stories: Iterable[str]) -> Correction:
    """These stories are one."""
    return Correction(CorrectionKind.MERGE, tuple(map(tuple, stories)))


def split(*parts: Iterable[str]) -> Correction:
    """A story is these stories."""
    return Correction(CorrectionKind.SPLIT, tuple(map(tuple, parts)))


def move(report: str, source: Iterable[str], target: Iterable[str] = ()) -> Correction:
    """A report leaves the other reports of `source` for those of `target`; without any for a story of its own."""
    return Correction(
        CorrectionKind.MOVE, ((report,), tuple(other for other in source if other != report), tuple(target))
    )


def apart(one: Iterable[str], other: Iterable[str]) -> Correction:
    """Never together: of these groups no report is in a story with one of the other."""
    return Correction(CorrectionKind.APART, (tuple(one), tuple(other)))


def constraints(corrections: Iterable[Correction]) -> Constraints:
    """What corrections come to, the oldest given first. Where two contradict each other the newer holds."""
    found = _Relations()
    for correction in reversed(list(corrections)):
        for one, other, same in sorted(_pairs(correction), key=lambda pair: not pair[2]):
            found.tie(one, other) if same else found.part(one, other)
    return found.constraints()


def constraints_on(reports: Iterable[Report], corrections: Iterable[Correction]) -> Constraints:
    """What corrections come to for these reports: one that names a state of a report is of the report."""
    names = {other: report.id for report in reports for other in report.other_ids}
    return constraints(_renamed(correction, names) for correction in corrections)


def _renamed(correction: Correction, names: Mapping[str, str]) -> Correction:
    return replace(
        correction, groups=tuple(tuple(names.get(report, report) for report in group) for group in correction.groups)
    )


def gold(corrections: Iterable[Correction]) -> list[dict[str, object]]:
    """Each pair of reports that corrections tell of, as `{"reports": [id, id], "same": bool}`, in order of ids."""
    found = constraints(corrections)
    same = {(one, other) for one, others in found.together.items() for other in others if one < other}
    parted = {(one, other) for one, others in found.apart.items() for other in others if one < other}
    told = sorted([*((pair, True) for pair in same), *((pair, False) for pair in parted)])
    return [{"reports": list(pair), "same": verdict} for pair, verdict in told]


def to_json(correction: Correction) -> dict[str, object]:
    """`{"kind", "groups"}`."""
    return {"kind": correction.kind.value, "groups": [list(group) for group in correction.groups]}


def from_json(found: object, name: str) -> Correction:
    """The correction that `to_json` wrote.

    Args:
        found: what the JSON holds.
        name: where it stands, for errors.

    Raises:
        MissingField, BadField: it is no correction.
    """
    if not isinstance(found, dict) or "kind" not in found or "groups" not in found:
        raise MissingField(name, "no correction", 'write {"kind": …, "groups": [[id, …], …]}')
    kinds = [kind.value for kind in CorrectionKind]
    if not isinstance(found["kind"], str) or found["kind"] not in kinds:
        raise BadField(name, f"kind {found['kind']!r} is none", f"write one of {', '.join(kinds)}")
    kind, groups = CorrectionKind(found["kind"]), found["groups"]
    sound = _are_groups(groups) and len(groups) >= LEAST_GROUPS[kind] and groups[0]
    if not sound:
        raise BadField(name, f"groups are no {LEAST_GROUPS[kind]} lists of ids", "write [[id, …], …]")
    return Correction(kind, tuple(map(tuple, groups)))


def _are_groups(found: object) -> bool:
    return isinstance(found, list) and all(
        isinstance(group, list) and all(isinstance(report, str) for report in group) for group in found
    )


def _pairs(correction: Correction) -> Iterator[tuple[str, str, bool]]:
    """Pairs of reports that a correction tells of, and whether they are in one story."""
    match correction.kind:
        case CorrectionKind.MERGE:
            yield from _tied(tuple(report for group in correction.groups for report in group))
        case CorrectionKind.MOVE:
            moved, source, target = correction.groups
            yield from _tied((*moved, *target))
            yield from _parted(moved, source)
        case CorrectionKind.SPLIT:
            for group in correction.groups:
                yield from _tied(group)
            for one, other in combinations(correction.groups, 2):
                yield from _parted(one, other)
        case CorrectionKind.APART:
            for one, other in combinations(correction.groups, 2):
                yield from _parted(one, other)


def _tied(group: Reports) -> Iterator[tuple[str, str, bool]]:
    return ((group[0], other, True) for other in group[1:])


def _parted(one: Reports, other: Reports) -> Iterator[tuple[str, str, bool]]:
    return ((first, second, False) for first in one for second in other)


class _Relations:
    """Reports tied and parted, as far as one leaves room for the other."""

    def __init__(self) -> None:
        self.groups: dict[str, list[str]] = {}  # one list for all that are tied
        self.parted: list[tuple[str, str]] = []

    def tie(self, one: str, other: str) -> None:
        first, second = self._group(one), self._group(other)
        if first is not second and not any(self._parts(pair, first, second) for pair in self.parted):
            first += second
            for report in second:
                self.groups[report] = first

    def part(self, one: str, other: str) -> None:
        if self._group(one) is not self._group(other):
            self.parted.append((one, other))

    def constraints(self) -> Constraints:
        apart: dict[str, set[str]] = {}
        for one, other in self.parted:
            for first in self._group(one):
                apart.setdefault(first, set()).update(self._group(other))
            for second in self._group(other):
                apart.setdefault(second, set()).update(self._group(one))
        return Constraints(
            {report: tuple(sorted(group)) for report, group in sorted(self.groups.items())},
            {report: tuple(sorted(others)) for report, others in sorted(apart.items())},
        )

    def _group(self, report: str) -> list[str]:
        return self.groups.setdefault(report, [report])

    def _parts(self, pair: tuple[str, str], first: list[str], second: list[str]) -> bool:
        one, other = (self._group(report) for report in pair)
        return (one is first and other is second) or (one is second and other is first)

"""Rows of one report → the report; which rows may be of one.

Strategy: two states of a report have its id, its address or a run of words in common (`grouping.revisions`). Whoever is
joined by such keys, over however many others, is a group, and a group is folded as `compare` folds all reports. A run
of words that more than MOST_SHARING reports of an outlet have is furniture of its pages, or of a machine that writes:
it joins nobody, else one outlet with a million weather reports would be one group. What has hardly any other runs is
a template, of which no run joins anybody: of a thousand weather reports some have the same wind, others the same rain,
and in the end all are one group.

What may live here: who is in a group, and folding one. Pure.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from twosource.archive.rows import Row, report_of, row
from twosource.grouping.revisions import revised

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Numbers = NDArray[np.int64]

MOST_SHARING: Final = 100  # reports of one outlet with a run of words in common: no report has as many states. Set.
TEMPLATE_SHARE: Final = 0.5  # of a report's sketch that is common to so many: half its words, by what a sketch tells
PLACE: Final = ("file", "record", "offset", "sha256", "at")


def groups(ones: Numbers, others: Numbers) -> tuple[Numbers, Numbers]:
    """Whoever is in a pair, and the least of all that it is joined to by pairs.

    Labels go down along pairs, and from there to the labels' labels (Shiloach and Vishkin 1982): as many rounds as the
    logarithm of the longest chain, each over whole columns.
    """
    members, at = np.unique(np.concatenate([ones, others]), return_inverse=True)
    one, other = at[: len(ones)], at[len(ones) :]
    label = np.arange(len(members))
    while True:
        low = np.minimum(label[one], label[other])
        down = label.copy()
        for ends in (one, other, label[one], label[other]):
            np.minimum.at(down, ends, low)
        down = down[down]
        if np.array_equal(down, label):
            return members, members[label]
        label = down


def folded(rows: Sequence[Mapping[str, Any]]) -> list[Row]:
    """The reports of one group, one row each, where their words stand; `repeated` tells of an id that another has."""
    places = {_state(report_of(one)): one for one in reversed(rows)}
    found: list[Row] = []
    taken: set[str] = set()
    for report in revised(map(report_of, rows)):
        place = places[_state(report)]
        found.append({**row(report), **{name: place[name] for name in PLACE}, "repeated": report.id in taken})
        taken.add(report.id)
    return found


def _state(report: Any) -> tuple[str | None, ...]:
    return (report.text, report.title, report.url, report.outlet)

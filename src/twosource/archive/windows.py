"""Reports of months → windows that overlap; the clusters of each → stories.

Strategy: what fits in one window is one, and is grouped as `compare` would. Else windows are runs of hours, each of so
many days at most and of so many reports, and each shares its end with the next. Joined they are by the reports that
they share: a cluster of the later window goes on with the story that most of its shared reports are in. What the
earlier window has said of a report stays, a story is gone on with by one cluster alone, and no two stories are made
one: when in doubt, apart.

What may live here: where windows begin and end, and which story a cluster is. What is in a cluster is for `grouping`.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Final, NamedTuple

HOURS: Final = 7 * 24  # of a window: a story seldom goes on for longer without changing what it is about
SHARED_HOURS: Final = 3 * 24  # of two windows: DAYS_APART of grouping is 3
REPORTS: Final = 20_000  # of a window: 100,000 stay below 2 GB (`bench.stream`); each worker groups one
UNDATED: Final = 1 << 40  # the hour of what has none


class Window(NamedTuple):
    """Hours since 1970, the first and the one behind the last."""

    first: int
    behind: int


def windows(
    hours: Mapping[int, int], *, reports: int = REPORTS, span: int = HOURS, shared: int = SHARED_HOURS
) -> tuple[Window, ...]:
    """Windows that hold all hours, those of an hour together.

    Args:
        hours: how many reports there are of each hour; UNDATED is the hour of those without.
        reports: most of a window, but for an hour that has more of its own.
        span: hours of a window, at most.
        shared: hours of two windows, where a window has twice as many.
    """
    if sum(hours.values()) <= reports:
        return (Window(min(hours), max(hours) + 1),) if hours else ()
    dated = sorted(hour for hour in hours if hour != UNDATED)
    found, first = list[Window](), 0
    while first < len(dated):
        behind = _behind(dated, hours, first, reports, span)
        found.append(Window(dated[first], dated[behind - 1] + 1))
        if behind == len(dated):
            break
        share = min(shared, (found[-1].behind - found[-1].first) // 2)
        first = max(first + 1, bisect_left(dated, dated[behind] - share))
    if UNDATED in hours:
        found.append(Window(UNDATED, UNDATED + 1))
    return tuple(found)


def _behind(dated: Sequence[int], hours: Mapping[int, int], first: int, reports: int, span: int) -> int:
    """Which hour is the first that the window which begins with `first` does not hold."""
    at, held = first, 0
    while at < len(dated) and dated[at] < dated[first] + span and (at == first or held + hours[dated[at]] <= reports):
        held += hours[dated[at]]
        at += 1
    return at


def joined(windows: Iterable[Sequence[Sequence[int]]]) -> dict[int, int]:
    """The story of each report: the number of the report that opened it.

    Args:
        windows: the clusters of each window, in order of time; clusters, and reports in them, in order of publication.
    """
    story: dict[int, int] = {}
    for clusters in windows:
        taken: set[int] = set()
        for homes, cluster in sorted(((_homes(cluster, story), cluster) for cluster in clusters), key=_surest):
            home = next((home for home, _ in homes if home not in taken), None)
            new = [report for report in cluster if report not in story]
            if home is not None:
                taken.add(home)
                story.update(dict.fromkeys(new, home))
            elif new:
                story.update(dict.fromkeys(new, new[0]))
    return story


def _homes(cluster: Sequence[int], story: Mapping[int, int]) -> list[tuple[int, int]]:
    """The stories that reports of a cluster are in, those first that have most of them, and how many."""
    found = Counter(story[report] for report in cluster if report in story)
    return sorted(found.items(), key=lambda home: (-home[1], home[0]))


def _surest(found: tuple[list[tuple[int, int]], Sequence[int]]) -> tuple[int, int]:
    homes, cluster = found
    return (-homes[0][1] if homes else 0, cluster[0])

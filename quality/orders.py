"""How much the stories of a stream depend on the order in which its reports come.

Strategy: the same reports are streamed in random orders, and the stories of each two orders are compared. No command
streams yet, so the grouping itself is called.
"""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from itertools import combinations
from pathlib import Path

from twosource.grouping.stream import Stories, apply, decide
from twosource.model import Report
from twosource.reading.published import stated

ORDERS = 50
CLOCK = datetime(2026, 1, 1, tzinfo=UTC)  # all come at one moment, so that nothing rests


def agreement(path: Path) -> Mapping[str, float]:
    """The mean and the least B-cubed F1 of the stories of one order against those of another."""
    reports = [_report(line) for line in path.read_text(encoding="utf8").splitlines()]
    found = [_streamed(random.Random(seed).sample(reports, len(reports))) for seed in range(ORDERS)]  # noqa: S311
    values = [bcubed(one, other) for one, other in combinations(found, 2)]
    return {"agreement.mean": sum(values) / len(values), "agreement.least": min(values)}


def bcubed(one: Mapping[str, str], other: Mapping[str, str]) -> float:
    """B-cubed F1 of two groupings, each a story by report."""
    both = Counter((one[report], other[report]) for report in one)
    here, there = Counter(one.values()), Counter(other.values())
    p = sum(n * n / there[b] for (_, b), n in both.items()) / len(one)
    r = sum(n * n / here[a] for (a, _), n in both.items()) / len(one)
    return 2 * p * r / (p + r)


def _streamed(reports: Sequence[Report]) -> Mapping[str, str]:
    stories = Stories()
    for report in reports:
        apply(stories, decide(stories, report, CLOCK))
    return {report.id: stories.story_of(report.id) for report in reports}


def _report(line: str) -> Report:
    found = json.loads(line)
    return Report(found["id"], found["text"], title=found["title"], published=stated(found["published"] or ""))

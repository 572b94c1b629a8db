"""`python -m bench.stream`: a stream of reports as long as wanted, and what grouping takes for it.

The stream is made of NeuS train (title and lead of three outlets' reports of one event) and PolNeAR train (whole
reports): their stories are told again and again, each time under other names, until there are reports enough. A telling
gives each of its reports a day of a fortnight, within two of the others; puts another made-up word for each word that
stands in capitals inside a sentence and for each number, the same for all reports of a telling; and leaves out one word
in twenty. So every telling is an event of its own, rare words stay rare, and everyday words are those of real news.
Reports come in order of time, 30% of them long ones. Everything is drawn with a fixed seed.

One window is filled with 100,000 reports, and another with those of every other telling, so that it holds half as many
of the same days. Then the next 2,000 reports, whose tellings are in both, are looked up, decided and applied in both,
fifty by turns: so the same reports are timed beside the same other work on the machine, or a growth of a few percent
could not be told. They come within the last hour, so that nothing leaves a window while the clock runs. One process on
one core, and rates by its CPU time: other work on the machine adds to that too, by what it takes of the caches.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import resource
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path
from time import process_time

from twosource.grouping.stream import Stories, apply, decide
from twosource.model import Report

SHARED = Path(__file__).resolve().parents[2] / "shared"
WINDOW = 100_000
TIMED = 2_000
TURN = 50
NEEDED = tuple(SHARED / "data" / path for path in ("stories/neus-train.jsonl", "voices/polnear-train.jsonl"))
LONG = 0.3
DAYS = 13.0
SPREAD = 2.0
LEFT_OUT = 0.05
START = datetime(2026, 3, 1, tzinfo=UTC)
SYLLABLES = (
    *("ba", "co", "du", "fe", "gi", "ka", "lo", "mu", "ne"),
    *("pi", "ra", "so", "tu", "ve", "wi", "za", "bor", "cal"),
)
NAME = re.compile(r"(?<=[a-z,] )[A-Z][a-z]+|\d+")
WORD = re.compile(r"\S+\s*")


def stream(reports: int) -> Iterator[Report]:
    """That many reports, in order of time."""
    dice = random.Random(7)  # noqa: S311 no secret: the same stream each time
    stories = _stories()
    shorts, longs = ([story for story in stories if (len(story) == 1) == alone] for alone in (False, True))
    told: list[tuple[float, str, dict[str, str], dict[str, str]]] = []
    while len(told) < reports:
        story = dice.choice(longs if dice.random() < 3 * LONG / (1 + 2 * LONG) else shorts)
        names: dict[str, str] = {}
        day = dice.uniform(0, DAYS - SPREAD)
        told += [(day + dice.uniform(0, SPREAD), f"{len(told)}-{n}", found, names) for n, found in enumerate(story)]
    for day, name, found, names in sorted(told[:reports], key=lambda row: row[:2]):
        title, text = (_again(found[part] or "", names, dice) for part in ("title", "text"))
        yield Report(name, text, title=title, published=START + timedelta(days=day))


def _stories() -> list[list[dict[str, str]]]:
    stories: dict[str, list[dict[str, str]]] = {}
    for path, key in zip(NEEDED, ("story", "id"), strict=True):
        for line in path.read_text(encoding="utf8").splitlines():
            found = json.loads(line)
            stories.setdefault(str(found[key]), []).append({"title": found["title"], "text": found["text"]})
    return list(stories.values())


def _again(text: str, names: dict[str, str], dice: random.Random) -> str:
    """A text under other names, without some of its words."""

    def other(match: re.Match[str]) -> str:
        word = match.group()
        if word not in names:
            made = "".join(dice.choices(SYLLABLES, k=3))
            names[word] = str(dice.randrange(10**6)) if word.isdigit() else made.capitalize()
        return names[word]

    kept = [word for word in WORD.findall(text) if dice.random() >= LEFT_OUT]
    return NAME.sub(other, "".join(kept))


@dataclass(frozen=True, slots=True)
class Measured:
    """What it took at one size of the window: CPU seconds a report, and the MB of memory to fill it."""

    window: int
    stories: int
    seconds: float
    memory: float


def measured() -> tuple[Measured, Measured]:
    """What one more report takes in half of the window, and in the whole."""
    reports = stream(WINDOW + TIMED)
    whole = _filled(islice(reports, WINDOW))
    coming = list(reports)
    of_whole = _peak()
    told = set(map(_telling, coming))
    again = islice(stream(WINDOW + TIMED), WINDOW)
    half = _filled(report for report in again if _telling(report) % 2 or _telling(report) in told)
    windows = ((half, len(half.reports), _peak() - of_whole), (whole, len(whole.reports), of_whole))
    took = _timed([half, whole], coming)
    one, other = (
        Measured(size, len(stories.members), seconds / TIMED, memory)
        for (stories, size, memory), seconds in zip(windows, took, strict=True)
    )
    return one, other


def _filled(reports: Iterable[Report]) -> Stories:
    stories = Stories()
    for report in reports:
        _take(stories, report)
    return stories


def _timed(windows: Sequence[Stories], coming: Sequence[Report]) -> list[float]:
    """CPU seconds that the reports that come take in each of some windows, by turns."""
    took = [0.0] * len(windows)
    for at in range(0, len(coming), TURN):
        order = range(len(windows)) if at // TURN % 2 else reversed(range(len(windows)))
        for which in order:
            start = process_time()
            for report in coming[at : at + TURN]:
                _take(windows[which], report)
            took[which] += process_time() - start
    return took


def _telling(report: Report) -> int:
    return int(report.id.partition("-")[0])


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def growth(half: Measured, whole: Measured) -> float:
    """By what share one more report costs more in the larger window."""
    return whole.seconds / half.seconds - 1


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.stream", description=__doc__)
    parser.add_argument("--json", action="store_true", help="one JSON object a line")
    asked = parser.parse_args()
    if not all(path.exists() for path in NEEDED):
        sys.exit("no public data beside the checkout")
    half, whole = measured()
    for one in (half, whole):
        told = f"{1 / one.seconds:.0f} reports/s; {one.stories:,} stories; {one.memory:.0f} MB"
        print(json.dumps(asdict(one)) if asked.json else f"{one.window:,} in the window: {told}")
    if not asked.json:
        print(f"one more report costs {growth(half, whole):+.1%} when the window doubles")


def _take(stories: Stories, report: Report) -> None:
    assert isinstance(report.published, datetime)  # noqa: S101 as `stream` makes them
    apply(stories, decide(stories, report, report.published))


if __name__ == "__main__":
    main()

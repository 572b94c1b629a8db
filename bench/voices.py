"""How much of the time of voices is the network's: all steps, beside the bare network on the same windows.

Strategy: in one process, after a first round has warmed it. As many threads as cores read the same reports both ways;
by the clock, the best of a few rounds. The network's share is told by its own processor time within all steps: it is
asked a second time where one may speak within another's words.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from time import perf_counter, process_time, thread_time
from typing import NamedTuple

from twosource import pipeline
from twosource.model import Page, Report
from twosource.models.encoding import encode, windows
from twosource.models.voices import Floats, Ints, Tagger, load, pieces
from twosource.parallel import in_order
from twosource.reading.records import RECORD_TYPE
from twosource.voices import joined, tag
from twosource.wiring import Wiring

ROUNDS = 3
WORDS = 750
"""Of a report, as rates count them."""


class Speed(NamedTuple):
    """Reports of 750 words a second, all steps and bare network, and the network's share of the time of all steps."""

    whole: float
    bare: float
    share: float


def speed(path: Path) -> Speed:
    """Of the reports in a file of records."""
    reports, workers, tagger = _reports(path), Wiring({}).workers, load()
    cut = [(encoded, windows(encoded)) for encoded in (encode(tagger.tokenizer, report.text) for report in reports)]
    inputs = [pieces(encoded, window) for encoded, held in cut for window in held]
    whole = _seconds(lambda: list(pipeline.attributions(reports, joined(tagger, tag), workers=workers)))
    bare = _seconds(lambda: list(in_order(lambda given: tagger.network(*given), inputs, workers)))
    size = sum(len(report.text.split()) for report in reports) / WORDS
    return Speed(size / whole, size / bare, _share(reports, tagger, workers))


def _share(reports: Sequence[Report], tagger: Tagger, workers: int) -> float:
    """The network's part of the processor time of all steps."""
    spent: list[float] = []

    def timed(ids: Ints, features: Ints) -> tuple[Floats, Floats]:
        start = thread_time()
        found = tagger.network(ids, features)
        spent.append(thread_time() - start)
        return found

    start = process_time()
    list(pipeline.attributions(reports, joined(replace(tagger, network=timed), tag), workers=workers))
    return sum(spent) / (process_time() - start)


def _reports(path: Path) -> list[Report]:
    with path.open("rb") as lines:
        pages = [Page(f"{n}", str(path), line, content_type=RECORD_TYPE) for n, line in enumerate(lines)]
    return [found for found in pipeline.read(pages) if isinstance(found, Report)]


def _seconds(work: Callable[[], object]) -> float:
    def once() -> float:
        start = perf_counter()
        work()
        return perf_counter() - start

    once()
    return min(once() for _ in range(ROUNDS))

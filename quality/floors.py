"""Floors: what each figure must not fall below, with the digest of the data that it was measured on.

A floor only rises, and only on command. Data that changed make every floor measured on them void, which is a failure
of its own: the new floor is then a decision, not a side effect. Networks in eight bits answer a little otherwise on
another kind of processor: there a figure may be below its floor by `SLACK`.
"""

from __future__ import annotations

import math
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

STEP = 3  # decimals that a floor keeps
SLACK = 0.03  # of a floor, on another kind of processor than it was measured on: a pair or two of the smaller sets
EIGHT_BITS = ("amx_int8", "avx512_vnni", "avx_vnni", "avx2", "asimddp")  # what onnxruntime chooses its arithmetic by


@dataclass(frozen=True, slots=True)
class Floors:
    """By measure: the digest of its data, and a floor for each figure; the kind of processor they were measured on."""

    digests: Mapping[str, str]
    figures: Mapping[str, Mapping[str, float]]
    processor: str = ""


@dataclass(frozen=True, slots=True)
class Result:
    """What one measure gave: figures that are better the higher, and the data's digest; or why it was skipped."""

    measure: str
    figures: Mapping[str, float]
    digest: str = ""
    skipped: str = ""


class Measure(Protocol):
    """Something that can be measured: by name, and run to a result."""

    @property
    def name(self) -> str: ...

    def result(self) -> Result: ...


@dataclass(frozen=True, slots=True)
class Row:
    measure: str
    figure: str
    value: float | None
    floor: float | None
    problem: str


def load(path: Path) -> Floors:
    tables = tomllib.loads(path.read_text(encoding="utf8")) if path.exists() else {}
    processor = str(tables.pop("processor", ""))
    digests = {name: str(table["data"]) for name, table in tables.items()}
    figures = {name: {k: float(v) for k, v in table.items() if k != "data"} for name, table in tables.items()}
    return Floors(digests, figures, processor)


def kind_of(processor: str) -> str:
    """The kind of a processor that /proc/cpuinfo describes: what it has for arithmetic in eight bits."""
    flags = set(processor.split())
    return " ".join(one for one in EIGHT_BITS if one in flags)


def rows(results: list[Result], floors: Floors, processor: str = "") -> list[Row]:
    """Each figure against its floor; `problem` is empty where it holds."""
    found = []
    slack = 0.0 if processor == floors.processor else SLACK
    for result in results:
        if result.skipped:
            found.append(Row(result.measure, "", None, None, f"skipped: {result.skipped}"))
            continue
        known = floors.figures.get(result.measure, {})
        changed = result.digest != floors.digests.get(result.measure, result.digest)
        for figure in sorted({*result.figures, *known}):
            value, floor = result.figures.get(figure), known.get(figure)
            found.append(Row(result.measure, figure, value, floor, _problem(value, floor, changed, slack)))
    return found


def failed(table: list[Row]) -> bool:
    return any(row.problem and not row.problem.startswith("skipped") for row in table)


def raised(results: list[Result], floors: Floors, processor: str = "") -> Floors:
    """Floors lifted to what was measured where that is higher, or where the data are new."""
    digests, figures = dict(floors.digests), {name: dict(table) for name, table in floors.figures.items()}
    for result in results:
        if result.skipped:
            continue
        new_data = digests.get(result.measure) != result.digest
        known = {} if new_data else figures.get(result.measure, {})
        digests[result.measure] = result.digest
        figures[result.measure] = {k: max(_down(v), known.get(k, -math.inf)) for k, v in result.figures.items()}
    return Floors(digests, figures, processor)


def dump(floors: Floors) -> str:
    lines = ["# Written by `make floors`, which only raises. Figures: docs/quality.md says what each means.\n"]
    lines.append(f'processor = "{floors.processor}"\n')
    for name in sorted(floors.figures):
        lines.append(f'["{name}"]')
        lines.append(f'data = "{floors.digests[name]}"')
        lines += [f'"{figure}" = {value}' for figure, value in sorted(floors.figures[name].items())]
        lines.append("")
    return "\n".join(lines)


def _problem(value: float | None, floor: float | None, changed: bool, slack: float) -> str:
    if changed:
        return "the data changed: read them, then `make floors`"
    if value is None:
        return "not measured"
    if floor is not None and value < floor * (1 - slack):
        return "below the floor"
    return ""


def _down(value: float) -> float:
    return float(math.floor(value * 10**STEP) / 10**STEP)

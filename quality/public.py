"""Measures on the public data beside the checkout, by its scorers: predictions are what the command line prints.

Strategy: run the command as a user would, hand its output to the scorer, keep the figures that a floor should hold.
"""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from quality.floors import Result
from quality.orders import agreement

SHARED = Path(__file__).resolve().parents[2] / "shared"
Figures = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class PublicMeasure:
    """`data` are paths below `SHARED`; `run` gives the figures; `reports` picks among the first file's lines."""

    name: str
    data: tuple[str, ...]
    run: Callable[[Path], Figures]

    def result(self) -> Result:
        paths = [SHARED / path for path in self.data]
        absent = [str(path.relative_to(SHARED)) for path in paths if not path.exists()]
        if absent or not (SHARED / "tools").exists():
            return Result(self.name, {}, skipped=f"no {', '.join(absent) or 'scorers'} beside the checkout")
        return Result(self.name, self.run(paths[0]), digest(paths))


def digest(paths: Sequence[Path]) -> str:
    """A short name of what the files hold."""
    total = hashlib.sha256()
    for path in paths:
        for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
            if file.is_file():
                total.update(file.name.encode() + b"\0" + hashlib.sha256(file.read_bytes()).digest())
    return total.hexdigest()[:12]


def command(*words: str) -> str:
    """What `twosource WORDS` prints. Inputs that it refuses (exit 1) are part of what is measured."""
    done = subprocess.run([sys.executable, "-m", "twosource", *words], capture_output=True, text=True, check=False)
    if done.returncode not in {0, 1}:
        raise RuntimeError(f"twosource {' '.join(words)} ended with {done.returncode}: {done.stderr[-2000:]}")
    return done.stdout


def scored(scorer: str, gold: Path, predicted: str) -> dict[str, Any]:
    with tempfile.NamedTemporaryFile("w", suffix=".json", encoding="utf8") as file:
        file.write(predicted)
        file.flush()
        done = subprocess.run(
            [sys.executable, str(SHARED / "tools" / scorer), str(gold), file.name],
            capture_output=True,
            text=True,
            check=True,
        )
    found: dict[str, Any] = json.loads(done.stdout)
    return found


@cache
def voices_answer(gold: Path) -> str:
    """Who says what in the reports of `gold`, asked once however often it is measured."""
    return command("voices", str(gold))


def voices(gold: Path) -> Figures:
    score = scored("score_voices.py", gold, voices_answer(gold))
    spans = {f"span.{role}.f1": score["span"][role]["f1"] for role in ("source", "cue", "content")}
    half = score["attribution"]["half"]
    return {
        **spans,
        "attribution.half.f1": half["f1"],
        "attribution.half.p": half["p"],
        "direct.recall": score["half_by_kind"]["direct"]["recall"],
    }


def stories(split: str | None = None) -> Callable[[Path], Figures]:
    def run(gold: Path) -> Figures:
        lines = [line for line in gold.read_text(encoding="utf8").splitlines() if _of_split(line, split)]
        with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf8") as file:
            file.write("\n".join(lines) + "\n")
            file.flush()
            score = scored("score_stories.py", Path(file.name), command("group", file.name))
        return {f"bcubed.{key}": score["bcubed"][key] for key in ("p", "r", "f1")}

    return run


def _of_split(line: str, split: str | None) -> bool:
    return bool(line.strip()) and (split is None or json.loads(line).get("split") == split)


def page_texts(folder: Path) -> Figures:
    lines = command("read", str(folder / "html")).splitlines()
    predicted = {report["id"]: {"articleBody": report["text"]} for report in map(json.loads, lines)}
    score = scored("score_pages.py", folder / "ground-truth.json", json.dumps(predicted))
    return {key: score[key] for key in ("p", "r", "f1")}


def dates(gold: Path) -> Figures:
    score = scored("score_dates.py", gold, command("dates", str(gold)))
    return {f"{key}.f1": score[key]["f1"] for key in ("strict", "relaxed", "value")}


MEASURES = (
    PublicMeasure("voices polnear-dev", ("data/voices/polnear-dev.jsonl",), voices),
    PublicMeasure("stories ecbplus report", ("data/stories/ecbplus.jsonl",), stories("report")),
    PublicMeasure("stories neus-val", ("data/stories/neus-val.jsonl",), stories()),
    PublicMeasure("stories basil-open", ("data/stories/basil-open.jsonl",), stories()),
    PublicMeasure("stories basil-open in any order", ("data/stories/basil-open.jsonl",), agreement),
    PublicMeasure("pages aeb", ("data/pages/aeb",), page_texts),
    PublicMeasure("dates te3-platinum", ("data/dates/te3-platinum.jsonl",), dates),
    PublicMeasure("dates meantime-en", ("data/dates/meantime-en.jsonl",), dates),
)

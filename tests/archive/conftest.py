"""One Spark for all tests, and a small archive of every kind of input, run once."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from bench.archive.make import Damage, make

from twosource.archive.run import Settings, run

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

EXAMPLES = Path(__file__).parents[2] / "examples"
STORIES = {"wreck", "dam-call", "no-confidence"}
PAGES = 24
SETTINGS = Settings(cores=2, outlets=EXAMPLES / "outlets.toml")


@dataclass(frozen=True)
class Output:
    """An archive as it was read."""

    inputs: tuple[str, ...]
    out: Path
    figures: dict[str, Any]


@pytest.fixture(scope="session")
def engine() -> Iterator[SparkSession]:
    """Spark on two cores of this machine."""
    pytest.importorskip("pyspark", reason="pyspark is not installed: pip install 'twosource[archive]'")
    if not shutil.which("java") and "JAVA_HOME" not in os.environ:
        pytest.skip("no Java here: install openjdk-17-jre-headless")
    from twosource.archive import spark  # noqa: PLC0415

    running = spark.session("local[2]", 2)
    yield running
    running.stop()


@pytest.fixture(scope="session")
def inputs(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, ...]:
    """Reports of the sample corpus as JSON Lines, pages of it, and a made WARC file of which a part is damaged."""
    folder = tmp_path_factory.mktemp("archive")
    of = {line["id"]: line["story"] for line in lines(EXAMPLES / "gold" / "reports.jsonl")}
    chosen = [line for line in lines(EXAMPLES / "reports.jsonl") if of[line["id"]] in STORIES]
    records = folder / "reports.jsonl"
    records.write_text("".join(json.dumps(line) + "\n" for line in (*chosen, chosen[0], {"id": "x"})), encoding="utf8")
    make(folder / "warc", PAGES, per_file=PAGES // 2, damage=Damage(0.15))
    return (str(records), str(folder / "warc"))


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf8").splitlines()]


@pytest.fixture(scope="session")
def output(engine: SparkSession, inputs: tuple[str, ...], tmp_path_factory: pytest.TempPathFactory) -> Output:
    out = tmp_path_factory.mktemp("output") / "out"
    return Output(inputs, out, run(inputs, out, SETTINGS, session=engine))

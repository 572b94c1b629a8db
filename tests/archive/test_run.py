"""The same reports through `archive` and `compare`; stopped and started again; what is damaged costs itself alone."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from tests.archive.conftest import SETTINGS, Output, lines

from twosource import pipeline
from twosource.archive.extract import part
from twosource.archive.files import read_json
from twosource.archive.progress import Progress
from twosource.archive.run import STAGES, Settings, run
from twosource.archive.sources import chunks, pages
from twosource.archive.tables import DOSSIER_TABLES, TABLES
from twosource.archive.telling import rows_of
from twosource.errors import ConfigError
from twosource.model import Dossier
from twosource.wiring import Wiring

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

Rows = dict[str, list[dict[str, Any]]]


def read(out: Path, table: str) -> list[dict[str, Any]]:
    from pyarrow import parquet  # noqa: PLC0415

    files = sorted((out / table).rglob("*.parquet"))
    return [row for path in files for row in parquet.ParquetFile(path).read().to_pylist()]


def by_story(rows: list[dict[str, Any]]) -> Rows:
    found: Rows = defaultdict(list)
    for row in rows:
        found[row["story"]].append(row)
    return found


@pytest.fixture(scope="module")
def compared(output: Output) -> tuple[Dossier, ...]:
    """What `compare` makes of the same pages."""
    found = [one.page for chunk in chunks(output.inputs) for one in pages(chunk) if one.page is not None]
    intake = pipeline.take_in(found)
    wiring = Wiring()
    return pipeline.dossiers(
        intake.reports, wiring.outlets(SETTINGS.outlets), tag=wiring.tag, meaning=wiring.meaning, workers=1
    )


def test_stories_are_those_of_compare(output: Output, compared: tuple[Dossier, ...]) -> None:
    found: Mapping[str, set[str]] = {
        story: {row["id"] for row in rows} for story, rows in by_story(read(output.out, "reports")).items()
    }
    assert found == {one.id: {report.id for report in one.reports} for one in compared}
    assert max(map(len, found.values())) > 2


@pytest.mark.parametrize("name", DOSSIER_TABLES)
def test_tables_are_those_of_compare(output: Output, compared: tuple[Dossier, ...], name: str) -> None:
    found = by_story(read(output.out, name))
    for one in compared:
        told = rows_of(one)[name]
        for rows in (told, found.get(one.id, [])):
            for row in rows:
                row.pop("topics", None)  # words of many stories are no topics: that hangs on which are read together
        assert [dict(row) for row in found.get(one.id, [])] == [_listed(row) for row in told]


def _listed(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: list(value) if isinstance(value, tuple) else value for name, value in row.items()}


def test_columns_are_those_that_are_told(output: Output) -> None:
    from pyarrow import parquet  # noqa: PLC0415

    for name, columns in TABLES.items():
        for path in (output.out / name).rglob("*.parquet"):
            assert parquet.read_schema(path).names == list(columns)


def test_every_report_says_where_it_stands(output: Output) -> None:
    made = {line["url"]: line for line in lines(Path(output.inputs[1], "made.jsonl")) if not line["fault"]}
    found = [row for row in read(output.out, "reports") if row["file"].endswith(".warc.gz")]
    assert found
    for row in found:
        assert (Path(row["file"]).name, row["offset"]) == (made[row["url"]]["file"], made[row["url"]]["offset"])


def test_what_is_damaged_is_named_and_costs_itself_alone(output: Output) -> None:
    made = lines(Path(output.inputs[1], "made.jsonl"))
    faults = {(line["file"], line["offset"]) for line in made if line["fault"]}
    damaged = [row for row in read(output.out, "rejected") if row["kind"] == "damaged"]
    assert faults
    assert {(Path(row["file"]).name, row["offset"]) for row in damaged if row["offset"] is not None} == faults
    whole = {line["url"] for line in made if line["kind"] in {"own", "wire", "near", "lone"} and not line["fault"]}
    assert whole <= {row["url"] for row in read(output.out, "reports")}
    assert output.figures["aside_in_all"] == len(damaged) == len(faults) + 1  # a line without a text


def test_figures_are_those_of_the_tables(output: Output) -> None:
    figures, reports = output.figures, read(output.out, "reports")
    assert figures == read_json(output.out / "runs" / "run.json")
    assert figures["taken"]["reports"] == len(reports)
    assert figures["counts"] == {name: len(read(output.out, name)) for name in DOSSIER_TABLES}
    assert figures["rejected"]["repeated"] == {"DuplicateId": 1}
    assert sum(day["reports"] for day in figures["days"]) == sum(row["published"] is not None for row in reports)
    assert [stage["name"] for stage in figures["stages"]] == [stage for stage, *_ in STAGES]
    assert not (output.out / ".stages").exists()
    assert f"{len(reports):,}" in (output.out / "runs" / "run.html").read_text(encoding="utf8")


class Stopped(Exception):
    """As if the machine had ended here."""


def test_stopped_and_started_again_it_ends_with_the_same_bytes(
    engine: SparkSession, output: Output, tmp_path: Path
) -> None:
    out, chance = tmp_path / "out", random.Random(4)  # noqa: S311 no secret
    for stage, words in (*(one[:2] for one in (STAGES[2], STAGES[4])), ("", "counting")):

        def stop(said: Progress, at: str = words) -> None:
            if said.doing == at:
                raise Stopped

        with pytest.raises(Stopped):
            run(output.inputs, out, SETTINGS, told=stop, session=engine)
        if stage:
            _undo_a_part(out, STAGES[[name for name, *_ in STAGES].index(stage) - 1][0], chance)
    run(output.inputs, out, SETTINGS, session=engine)
    for path in sorted(output.out.rglob("*.parquet")):
        assert (out / path.relative_to(output.out)).read_bytes() == path.read_bytes()
    assert {path.relative_to(out) for path in out.rglob("*") if path.is_file()} == {
        path.relative_to(output.out) for path in output.out.rglob("*") if path.is_file()
    }


def _undo_a_part(out: Path, stage: str, chance: random.Random) -> None:
    """As if a stage had been stopped in its midst: some units are not done, one is half written."""
    stages = out / ".stages"
    (stages / f"{stage}.json").unlink()
    units = sorted((stages / stage).glob("*.json"))
    for path in units[:1] + [unit for unit in units[1:] if chance.random() < 0.5]:
        path.unlink()
        path.with_suffix(".parquet").unlink(missing_ok=True)
    if units:
        units[0].with_name(f".{part(0)}.parquet.1.part").write_bytes(b"half")


def test_a_run_that_is_done_is_not_done_again(engine: SparkSession, output: Output) -> None:
    said: list[Progress] = []
    assert run(output.inputs, output.out, SETTINGS, told=said.append, session=engine) == output.figures
    assert said == [Progress("done before")]


@pytest.mark.parametrize(
    ("settings", "fewer", "named"),
    [(replace(SETTINGS, window_reports=500), None, "settings"), (SETTINGS, 1, "inputs")],
)
def test_another_run_does_not_go_on_there(
    engine: SparkSession, output: Output, settings: Settings, fewer: int | None, named: str
) -> None:
    with pytest.raises(ConfigError, match=f"begun with other {named}"):
        run(output.inputs[:fewer], output.out, settings, session=engine)


def test_a_folder_of_others_is_left_alone(engine: SparkSession, output: Output, tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text("mine", encoding="utf8")
    with pytest.raises(ConfigError, match="not empty"):
        run(output.inputs, tmp_path, SETTINGS, session=engine)


def test_an_archive_without_a_report_gives_empty_tables(engine: SparkSession, tmp_path: Path) -> None:
    (tmp_path / "nothing.jsonl").write_text("{}\n", encoding="utf8")
    figures = run([str(tmp_path / "nothing.jsonl")], tmp_path / "out", Settings(), session=engine)
    assert figures["taken"]["reports"] == 0
    assert figures["aside_in_all"] == 1
    assert all(read(tmp_path / "out", name) == [] for name in TABLES if name != "rejected")

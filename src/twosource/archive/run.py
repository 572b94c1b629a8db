"""The path over an archive, stage by stage.

    plan ─▶ extract ─▶ states ─▶ grouping ─▶ voices ─▶ dossiers ─▶ reports ─▶ figures
            a chunk              a window    100 texts  200 reports  a day     (what a task does)

Strategy: each stage leaves files below `.stages` and begins only when the one before it is whole. Stages in which
Python judges are cut into units, each written by its task and put down as done behind its files: started again, a run
does what is not done. What a unit is hangs on the reports alone, not on cores, machines or what was done before: so a
run that was killed ends with the same bytes as one that was not. Stages of columns alone are done over; they are short.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from twosource.archive import counting, folding, manifest, report, spark, telling, windows
from twosource.archive.extract import Days, extract, part
from twosource.archive.files import Whole, done, read_json, write_json, write_rows
from twosource.archive.progress import Progress, Say, counted
from twosource.archive.sources import Chunk, chunks, known_by
from twosource.archive.tables import TABLES, TEXT, WHOLE
from twosource.grouping.stories import story_id
from twosource.wiring import Wiring

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

TEXTS: Final = 100  # of a unit of voices: ten seconds
STORY_REPORTS: Final = 200  # of a unit of dossiers: half a minute
FILED: Final = 5_000  # reports of a file of the table `reports`
FIGURES: Final = Path("runs", "run.json")


@dataclass(frozen=True, slots=True)
class Settings:
    """What may be chosen. Cores and master decide how fast a run is, never what comes out."""

    cores: int = 1
    master: str | None = None
    outlets: Path | None = None
    since: date | None = None
    until: date | None = None
    window_reports: int = windows.REPORTS
    keep_stages: bool = False

    @property
    def url(self) -> str:
        return self.master or f"local[{self.cores}]"


@dataclass(slots=True)
class _Run:
    """One run while it goes on."""

    out: Path
    settings: Settings
    chunks: tuple[Chunk, ...]
    spark: SparkSession
    say: Say

    @property
    def stages(self) -> Path:
        return self.out / ".stages"

    def frame(self, stage: str, pattern: str = "*.parquet") -> DataFrame:
        return self.spark.read.parquet(str(self.stages / stage / pattern))

    @contextmanager
    def pending(self, stage: str, units: Sequence[int]) -> Iterator[list[int]]:
        """Those of a stage's units that are not done yet; while they are done, it is told how many are."""
        folder, words = self.stages / stage, {name: words for name, words, _ in STAGES}[stage]
        known = done(folder)
        with counted(folder, words, len(units), self.say):
            yield [unit for unit in units if part(unit) not in known]


def run(
    inputs: Sequence[str],
    out: Path,
    settings: Settings,
    *,
    told: Say = lambda _: None,
    session: SparkSession | None = None,
) -> dict[str, Any]:
    """Read an archive into tables below `out`; its figures, as `runs/run.json` has them.

    Args:
        inputs: WARC files, JSON Lines, Parquet, pages, or folders of these.
        out: a folder that is not there, is empty, or in which this very run was begun.
        settings: how it is run.
        told: is told of each stage when it begins, and how far it is.
        session: Spark, where it runs already; else one is started, and stopped at the end.

    Raises:
        ConfigError: it cannot be run so.
    """
    spark.require()
    found = chunks(inputs)
    with manifest.alone(out):
        manifest.begin(out, _asked(found, settings))
        if (out / FIGURES).exists():
            told(Progress("done before"))
            return dict(read_json(out / FIGURES))
        engine = session or spark.session(settings.url, settings.cores)
        try:
            return _through(_Run(out, settings, found, engine, told))
        finally:
            if session is None:
                engine.stop()


def _asked(found: Sequence[Chunk], settings: Settings) -> dict[str, Any]:
    outlets = settings.outlets
    decides = {
        "outlets": hashlib.sha256(outlets.read_bytes()).hexdigest() if outlets else None,
        "since": str(settings.since) if settings.since else None,
        "until": str(settings.until) if settings.until else None,
        "window_reports": settings.window_reports,
    }
    return manifest.manifest(decides, [one for chunk in found for one in known_by(chunk)], Wiring().archivist)


def _through(running: _Run) -> dict[str, Any]:
    for stage, words, work in STAGES:
        with _stage(running, stage, words) as ended:
            if not ended:
                work(running)
    running.say(Progress("counting"))
    figures = counting.figures(running.spark, running.out, running.stages, running.settings.url)
    with Whole(running.out / FIGURES.with_suffix(".html")) as page:
        page.write_text(report.page(figures), encoding="utf8")
    write_json(running.out / FIGURES, figures)
    if not running.settings.keep_stages:
        shutil.rmtree(running.stages)
    return figures


@contextmanager
def _stage(running: _Run, stage: str, words: str) -> Iterator[bool]:
    """Whether the stage has ended before; else it has when this is left, and its seconds are kept."""
    path = running.stages / f"{stage}.json"
    if path.exists():
        yield True
        return
    running.say(Progress(words))
    start = perf_counter()
    yield False
    write_json(path, {"seconds": perf_counter() - start})


# --- the stages -------------------------------------------------------------------------------------------------------


def _extract(running: _Run) -> None:
    sizes = {chunk.number: sum(Path(path).stat().st_size for path in chunk.paths) for chunk in running.chunks}
    largest_first = sorted(sizes, key=lambda number: (-sizes[number], number))
    days = Days(running.settings.since, running.settings.until)
    by_number = {chunk.number: chunk for chunk in running.chunks}
    stage, rejected = running.stages / "extract", running.out / "rejected"
    with running.pending("extract", largest_first) as pending:
        spark.each(running.spark, pending, partial(_extract_one, by_number, stage, rejected, days))


def _extract_one(by_number: Mapping[int, Chunk], stage: Path, rejected: Path, days: Days, unit: int) -> None:
    write_json(stage / f"{part(unit)}.json", extract(by_number[unit], stage, rejected, days))


def _states(running: _Run) -> None:
    """Every report once, with what is a template, and which report is the first with its words."""
    reports = running.frame("extract")
    moulded = folding.templates(reports)
    _save(folding.folded(reports, moulded), running.stages / "folded")
    folded = running.frame("folded")
    _repeated(running, folded)
    kept = folded.where("not repeated").drop("repeated")
    _save(folding.with_firsts(kept, moulded), running.stages / "kept")


def _repeated(running: _Run, folded: DataFrame) -> None:
    """Put aside reports with an id that an earlier one has."""
    rows = folded.where("repeated").orderBy("at").select("file", "record", "offset", "url", "id").toArrow().to_pylist()
    told = {"kind": "repeated", "reason": "DuplicateId"}
    aside = [{**one, **told, "problem": f"a second report with the id {one['id']}"} for one in rows]
    write_rows(running.out / "rejected" / "part-repeated.parquet", TABLES["rejected"], aside)


def _save(frame: DataFrame, path: Path) -> None:
    frame.write.mode("overwrite").parquet(str(path))


def _grouping(running: _Run) -> None:
    """Which story each report is in: `plan`, by the number of the first report with its words."""
    from pyspark.sql import functions as F  # noqa: N812, PLC0415

    kept = running.frame("kept", "")
    hour = F.coalesce(F.floor(F.unix_timestamp("published_at") / 3600), F.lit(windows.UNDATED)).cast("bigint")
    texts = kept.where("not template and at = first_at").withColumn("hour", hour)
    hours = {one["hour"]: one["count"] for one in texts.groupBy("hour").count().toArrow().to_pylist()}
    found = windows.windows(hours, reports=running.settings.window_reports)
    if found:
        columns = {
            "window": range(len(found)),
            "since": [one.first for one in found],
            "behind": [one.behind for one in found],
        }
        table = F.broadcast(spark.frame(running.spark, columns))
        placed = texts.join(table, (F.col("hour") >= F.col("since")) & (F.col("hour") < F.col("behind")))
        with running.pending("grouping", range(len(found))) as pending:
            spark.each_of(placed, pending, "window", ["at"], telling.Grouping(running.stages / "grouping"))
    homes = windows.joined(_clusters(running.stages / "grouping", number) for number in range(len(found)))
    over = sum(count for count in hours.values() if count > running.settings.window_reports)
    write_json(running.stages / "capped.json", {"reports of hours with more than a window holds": over})
    plan = _plan(running, kept, homes) if homes else None
    write_rows(running.stages / "plan.parquet", PLAN, plan or [])


PLAN: Final = {"first_at": WHOLE, "story": TEXT, "day": TEXT, "shard": WHOLE, "number": WHOLE}


def _clusters(stage: Path, window: int) -> list[list[int]]:
    from pyarrow import parquet  # noqa: PLC0415 - an extra

    found = parquet.read_table(stage / f"{part(window)}.parquet")
    clusters: list[list[int]] = []
    for cluster, at in zip(found["cluster"].to_pylist(), found["at"].to_pylist(), strict=True):
        if cluster == len(clusters):
            clusters.append([])
        clusters[cluster].append(at)
    return clusters


def _plan(running: _Run, kept: DataFrame, homes: Mapping[int, int]) -> list[dict[str, Any]]:
    """For each distinct text its story, the day that the story begins, and the unit of work that tells it."""
    from pyspark.sql import functions as F  # noqa: N812, PLC0415

    members = spark.frame(running.spark, {"first_at": homes.keys(), "home": homes.values()})
    order = F.struct(F.col("published_at").isNull(), "published_at", F.coalesce("outlet", F.lit("")), "id")
    day = F.coalesce(F.date_format("first.published_at", "yyyy-MM-dd"), F.lit("undated"))
    begun = (
        kept.join(members, "first_at").groupBy("home").agg(F.min(order).alias("first"), F.count("*").alias("reports"))
        .select("home", "reports", F.col("first.id").alias("id"), day.alias("day"))
    )  # fmt: skip
    found = begun.orderBy("day", "id").toArrow().to_pylist()
    shards = _shards(found)
    by_home = {
        one["home"]: {"story": story_id(one["id"]), "day": one["day"], **shard}
        for one, shard in zip(found, shards, strict=True)
    }
    return [{"first_at": at, **by_home[home]} for at, home in sorted(homes.items())]


def _shards(found: Sequence[Mapping[str, Any]]) -> Iterator[dict[str, int]]:
    """The unit of each story, and which of its day's units that is: a day's stories in order, so many reports each."""
    shard, number, held, day = -1, 0, 0, None
    for one in found:
        if one["day"] != day:
            shard, number, held, day = shard + 1, 0, 0, one["day"]
        elif held >= STORY_REPORTS:
            shard, number, held = shard + 1, number + 1, 0
        held += one["reports"]
        yield {"shard": shard, "number": number}


def _voices(running: _Run) -> None:
    from pyspark.sql import functions as F  # noqa: N812, PLC0415

    kept = running.frame("kept", "").where("not template")
    texts = kept.groupBy("context").agg(F.min("at").alias("at"))
    numbers = np.sort(texts.select("at").toArrow()["at"].to_numpy())
    if not len(numbers):
        return
    shards = np.arange(len(numbers)) // TEXTS
    placed = kept.join(spark.frame(running.spark, {"at": numbers.tolist(), "shard": shards.tolist()}), "at")
    wanted = placed.select("shard", "at", "context", "text", "title", "outlet")
    with running.pending("voices", range(int(shards[-1]) + 1)) as pending:
        spark.each_of(wanted, pending, "shard", ["shard", "at"], telling.Hearing(running.stages / "voices"))


def _dossiers(running: _Run) -> None:
    plan = running.spark.read.parquet(str(running.stages / "plan.parquet"))
    days = _days(plan)
    if not days:
        telling.write_nothing(running.out)
        return
    outlets = Wiring().outlets(running.settings.outlets)
    members = running.frame("kept", "").join(plan, "first_at").join(running.frame("voices"), "context")
    work = telling.DayTeller(running.stages / "dossiers", running.out, outlets, days)
    with running.pending("dossiers", sorted(days)) as pending:
        spark.each_of(members, pending, "shard", ["shard", "story", "at"], work)


def _days(plan: DataFrame) -> dict[int, tuple[str, int]]:
    rows = plan.select("shard", "day", "number").distinct().toArrow().to_pylist()
    return {one["shard"]: (one["day"], one["number"]) for one in rows}


def _reports(running: _Run) -> None:
    from pyspark.sql import Window  # noqa: PLC0415 - an extra
    from pyspark.sql import functions as F  # noqa: N812, PLC0415

    plan = running.spark.read.parquet(str(running.stages / "plan.parquet")).select("first_at", "story")
    day = F.coalesce(F.date_format("published_at", "yyyy-MM-dd"), F.lit("undated"))
    found = running.frame("kept", "").join(plan, "first_at", "left").withColumn("day", day)
    order = F.row_number().over(Window.partitionBy("day").orderBy("published_at", "id"))
    found = found.withColumn("number", F.floor((order - 1) / FILED).cast("bigint"))
    counts = found.groupBy("day").count().orderBy("day").toArrow().to_pylist()
    units = [(one["day"], number) for one in counts for number in range((one["count"] - 1) // FILED + 1)]
    if not units:
        write_rows(running.out / "reports" / "date=undated" / "part-00000.parquet", TABLES["reports"], [])
        return
    shards = {"day": [day for day, _ in units], "number": [number for _, number in units], "shard": range(len(units))}
    placed = found.join(F.broadcast(spark.frame(running.spark, shards)), ["day", "number"])
    work = telling.Filing(running.stages / "reports", running.out, dict(enumerate(units)))
    order_of_file = ["shard", "published_at", "id"]
    with running.pending("reports", range(len(units))) as pending:
        spark.each_of(placed, pending, "shard", order_of_file, work)


STAGES: Final[tuple[tuple[str, str, Callable[[_Run], None]], ...]] = (
    ("extract", "reading pages", _extract),
    ("states", "finding states and copies of one report", _states),
    ("grouping", "grouping reports", _grouping),
    ("voices", "hearing who says what", _voices),
    ("dossiers", "telling stories", _dossiers),
    ("reports", "filing reports", _reports),
)

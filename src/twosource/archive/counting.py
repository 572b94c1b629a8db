"""The figures of a run, counted from its tables and from what its tasks told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from twosource.archive import manifest
from twosource.archive.files import done, read_json
from twosource.archive.tables import DOSSIER_TABLES

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

VERSION: Final = 1
MOST: Final = 1_000  # rows of a list; tables have all
UNITS: Final = ("extract", "grouping", "voices", "dossiers", "reports")  # stages that are cut into units


def figures(spark: SparkSession, out: Path, stages: Path, master: str) -> dict[str, Any]:
    """All that the report of a run tells; lists are cut at MOST, with how many there are."""
    told = {stage: done(stages / stage) for stage in UNITS}
    found, dropped = Counter[str](), Counter[str]()
    for one in told["extract"].values():
        found.update(one["found"])
    aside, count = _aside(spark, out, dropped)
    reports = _table(spark, out, "reports")
    shares, outlets = _outlets(spark, out)
    voices, speakers = _voices(spark, out)
    known = read_json(out / manifest.NAME)
    return {
        "version": VERSION,
        "name": out.name,
        "found": dict(sorted(found.items())),
        "taken": {**_taken(reports), "read": _things(told["voices"])},
        "rejected": _nested(dropped),
        "aside": aside,
        "aside_in_all": count,
        "days": _days(spark, out),
        "outlets": shares,
        "outlets_in_all": outlets,
        "voices": voices,
        "voices_in_all": speakers,
        "counts": _rows(told["dossiers"]),
        "capped": [*_capped(spark, out, stages)],
        "stages": [_stage(stages, stage, told.get(stage, {})) for stage in (*UNITS[:1], "states", *UNITS[1:])],
        "versions": known["versions"],
        "settings": {"master": master, **known["settings"]},
    }


def _table(spark: SparkSession, out: Path, name: str) -> DataFrame:
    return spark.read.parquet(str(out / name))


def _taken(reports: DataFrame) -> dict[str, int]:
    states, templates = "sum(revision - 1) states", "count_if(template) templates"
    (row,) = reports.selectExpr("count(*) reports", states, templates, "count(copy_of) copies").toArrow().to_pylist()
    return {name: int(value or 0) for name, value in row.items()}


def _aside(spark: SparkSession, out: Path, dropped: Counter[str]) -> tuple[list[dict[str, Any]], int]:
    rejected = _table(spark, out, "rejected")
    for one in rejected.groupBy("kind", "reason").count().toArrow().to_pylist():
        dropped[f"{one['kind']}: {one['reason']}"] += one["count"]
    damaged = rejected.where("kind = 'damaged'")
    rows = damaged.orderBy("file", "record", "problem").limit(MOST).toArrow().to_pylist()
    aside = [{"file": one["file"], "place": _place(one), "reason": one["problem"].partition(";")[0]} for one in rows]
    return aside, sum(count for name, count in dropped.items() if name.startswith("damaged: "))


def _place(row: Mapping[str, Any]) -> str:
    return f"record {row['record']}" if row["offset"] is None else f"byte {row['offset']}"


def _nested(dropped: Mapping[str, int]) -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = {}
    for name, count in sorted(dropped.items()):
        kind, _, reason = name.partition(": ")
        found.setdefault(kind, {})[reason] = count
    return found


def _days(spark: SparkSession, out: Path) -> list[dict[str, Any]]:
    counts = {}
    for name in ("reports", "stories"):
        rows = (
            _table(spark, out, name).selectExpr("cast(date as string) day").groupBy("day").count().toArrow().to_pylist()
        )
        counts[name] = {one["day"]: one["count"] for one in rows}
    days = sorted(day for day in {*counts["reports"], *counts["stories"]} if day and day[0].isdigit())
    return [{"day": day, **{name: counts[name].get(day, 0) for name in counts}} for day in days]


def _outlets(spark: SparkSession, out: Path) -> tuple[list[dict[str, Any]], int]:
    from pyspark.sql import functions as F  # noqa: N812, PLC0415 - as all the world calls it

    reports, stories = _table(spark, out, "reports"), _table(spark, out, "stories")
    alone = stories.where("texts = 1 and reports = 1").selectExpr("story", "true alone")
    counted = reports.join(alone, "story", "left").groupBy("outlet")
    shares = counted.agg(
        F.count("*").alias("reports"),
        F.count_if(F.col("copy_of").isNull() & (F.col("alone") | F.col("template"))).alias("alone"),
        F.count("copy_of").alias("copied"),
    ).withColumn("name", F.coalesce("outlet", F.lit("outlet not named")))
    rows = shares.orderBy(F.desc("reports"), "name").limit(MOST).select("name", "reports", "alone", "copied").toArrow()
    return rows.to_pylist(), shares.count()


def _voices(spark: SparkSession, out: Path) -> tuple[list[dict[str, Any]], int]:
    from pyspark.sql import functions as F  # noqa: N812, PLC0415

    key = ["speaker_key", "speaker_kind"]
    named = _table(spark, out, "speakers").where("speaker_kind not in ('unknown', 'anonymous')")
    times = named.groupBy(key).agg(F.min("speaker").alias("name"), F.sum("times").alias("times"))
    quoting = _table(spark, out, "attributions").select(*key, F.col("report").alias("id")).distinct()
    outlets = quoting.join(_table(spark, out, "reports").select("id", "outlet"), "id").groupBy(key)
    by = times.join(outlets.agg(F.count_distinct("outlet").alias("outlets")), key)
    first = by.orderBy(F.desc("times"), "speaker_key", "speaker_kind").limit(MOST)
    rows = first.select("name", F.col("speaker_kind").alias("kind"), "times", "outlets").toArrow()
    return rows.to_pylist(), by.count()


def _rows(told: Mapping[str, Any]) -> dict[str, int]:
    counts = Counter[str]()
    for one in told.values():
        counts.update(one["rows"])
    return {name: counts[name] for name in DOSSIER_TABLES}


def _things(told: Mapping[str, Any]) -> int:
    return sum(one["things"] for one in told.values())


def _capped(spark: SparkSession, out: Path, stages: Path) -> list[dict[str, Any]]:
    (row,) = _table(spark, out, "stories").selectExpr("sum(left_out) left_out").toArrow().to_pylist()
    found = {"reports that dossiers of huge stories leave out": int(row["left_out"] or 0)}
    return [{"what": what, "count": n} for what, n in {**found, **read_json(stages / "capped.json")}.items() if n]


def _stage(stages: Path, stage: str, told: Mapping[str, Any]) -> dict[str, Any]:
    seconds = read_json(stages / f"{stage}.json")["seconds"]
    work = sum(one["work"] for one in told.values()) if told else None
    return {"name": stage, "seconds": seconds, "work": work, "things": _things(told)}

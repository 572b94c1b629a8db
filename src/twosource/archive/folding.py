"""Reports of all chunks → every report once, which are templates, and which is the first with its words. By columns.

What may live here: joins over all reports, in Spark. Who is in a group and what is made of it is for `states`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from twosource.archive import spark, states
from twosource.archive.tables import EXTRACTED, TRUTH

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

    from twosource.archive.states import Numbers

FOLDED: Final = {**EXTRACTED, "repeated": TRUTH}


def templates(reports: DataFrame) -> DataFrame:
    """Which reports are mostly of words that many of their outlet have, by `at`."""
    from pyspark.sql import functions as F  # noqa: N812, PLC0415 - as all the world calls it

    keys = reports.select("at", F.size("runs").alias("of"), F.explode("runs").alias("key"))
    common = keys.groupBy("key").agg(F.count("*").alias("having")).where(F.col("having") > states.MOST_SHARING)
    shared = keys.join(common, "key", "left_semi").groupBy("at", "of").count()
    return shared.where(F.col("count") >= states.TEMPLATE_SHARE * F.col("of")).select("at")


def groups(reports: DataFrame, moulded: DataFrame) -> tuple[Numbers, Numbers]:
    """Reports that may be states of one, by `at`, and the group of each. Of templates no words join anybody."""
    own = reports.join(moulded, "at", "left_anti")
    edges = _edges(own, "runs", states.MOST_SHARING).union(_edges(reports, "names")).distinct().toArrow()
    return states.groups(edges["at"].to_numpy(), edges["first"].to_numpy())


def folded(reports: DataFrame, moulded: DataFrame) -> DataFrame:
    """Every report once, where its last words stand; `repeated` where it has an id that another has."""
    from pyspark.sql import functions as F  # noqa: N812, PLC0415

    once = reports.withColumn("repeated", F.lit(False))
    members, labels = groups(reports, moulded)
    if not len(members):
        return once
    grouped = spark.frame(reports.sparkSession, {"at": members.tolist(), "group": labels.tolist()})
    made = spark.by_rows(reports.join(grouped, "at"), "group", FOLDED, states.folded)
    return once.join(grouped, "at", "left_anti").unionByName(made)


def with_firsts(kept: DataFrame, moulded: DataFrame) -> DataFrame:
    """Reports with `template`, with the `first_at` of their words, and `copy_of` where that is another's."""
    from pyspark.sql import functions as F  # noqa: N812, PLC0415

    marked = kept.join(moulded.withColumn("template", F.lit(True)), "at", "left").fillna({"template": False})
    outlet, at = F.coalesce("outlet", F.lit("")), F.col("at").alias("first_at")
    order = F.struct(F.col("published_at").isNull(), "published_at", outlet, "id", at)
    firsts = (
        marked.where("words is not null").groupBy("words", "template").agg(F.min(order).alias("first"))
        .select("words", "template", F.col("first.first_at").alias("first_at"), F.col("first.id").alias("first_id"))
    )  # fmt: skip
    first = F.coalesce("first_at", "at")
    copy_of = F.when(first != F.col("at"), F.col("first_id"))
    found = marked.join(firsts, ["words", "template"], "left")
    return found.withColumn("first_at", first).withColumn("copy_of", copy_of).drop("first_id")


def _edges(reports: DataFrame, column: str, most: int | None = None) -> DataFrame:
    """Reports with the first that has a key of theirs, by keys that no more reports have than `most`."""
    from pyspark.sql import functions as F  # noqa: N812, PLC0415

    keys = reports.select("at", F.explode(column).alias("key"))
    having = keys.groupBy("key").agg(F.count("*").alias("having"), F.min("at").alias("first")).where("having > 1")
    rare = having if most is None else having.where(F.col("having") <= most)
    return keys.join(rare, "key").where("at != first").select("at", "first")

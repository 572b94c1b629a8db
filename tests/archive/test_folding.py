"""Over all reports at once: what is a template, who may be one report, who is the first with its words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from twosource.archive import folding, spark, states

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

MANY = states.MOST_SHARING + 20


def test_templates_are_joined_by_their_address_alone(engine: SparkSession) -> None:
    """Each has a run in common with the next, as one day's wind is another's: that makes no chain of them."""
    mould = list(range(10))
    rows = [([*mould, 1_000 + at, 1_001 + at], [2_000 + at]) for at in range(MANY)]
    rows[7] = (rows[7][0], rows[5][1])
    reports = _reports(engine, [*rows, ([5_000, 5_001], [6_000]), ([5_001, 5_002], [6_001])])
    moulded = folding.templates(reports)
    assert sorted(row["at"] for row in moulded.collect()) == list(range(MANY))
    members, labels = folding.groups(reports, moulded)
    assert dict(zip(members.tolist(), labels.tolist(), strict=True)) == {5: 5, 7: 5, MANY: MANY, MANY + 1: MANY}


def _reports(engine: SparkSession, rows: list[tuple[list[int], list[int]]]) -> DataFrame:
    columns = {"at": range(len(rows)), "runs": [runs for runs, _ in rows], "names": [names for _, names in rows]}
    return spark.frame(engine, columns)

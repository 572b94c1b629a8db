"""Spark: a session that is quiet and small, and what moves columns to tasks and back.

Strategy: a task writes its own files and tells nothing but that it is done; so what a killed run has finished stays.
Units of work are numbered; each is a partition of its own, whatever the number of cores.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from importlib.util import find_spec
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from twosource.archive import tables
from twosource.errors import ConfigError

if TYPE_CHECKING:
    import pyarrow as pa
    from pyspark.sql import DataFrame, SparkSession

    Batches = Iterator[pa.RecordBatch]

NEEDED: Final = ("pyspark", "pandas", "pyarrow")
DRIVER_MEMORY: Final = "1g"  # of the JVM; on one machine it runs the tasks too, and moves what is larger to disk
BATCH: Final = 200  # rows of a batch that goes to Python: 1 MB of news
PARTITIONS_A_CORE: Final = 2  # of a shuffle
QUIET: Final = Path(__file__).with_name("log4j2.properties")
TOLD: Final = "done bigint"
_SQL: Final[Mapping[str, str]] = {
    tables.TEXT: "string",
    tables.TEXTS: "array<string>",
    tables.WHOLE: "bigint",
    tables.TRUTH: "boolean",
    tables.MOMENT: "timestamp",
    tables.SHARE: "double",
    tables.KEYS: "array<bigint>",
}


def require() -> None:
    """Make sure that there is what Spark needs.

    Raises:
        ConfigError: the extra or Java is missing.
    """
    if missing := [name for name in NEEDED if find_spec(name) is None]:
        raise ConfigError(f"nothing runs an archive here (no {missing[0]}); run: pip install 'twosource[archive]'")
    home = os.environ.get("JAVA_HOME")
    if not shutil.which(str(Path(home, "bin", "java")) if home else "java"):
        where = f"JAVA_HOME is {home}, and there is no bin/java below it" if home else "no Java"
        raise ConfigError(f"{where}; install Java 17 (Debian: openjdk-17-jre-headless), or let JAVA_HOME name it")


def session(master: str, cores: int) -> SparkSession:
    """A session on this master; workers run the Python that runs this.

    Raises:
        ConfigError: something is missing for it.
    """
    require()
    from pyspark.sql import SparkSession  # noqa: PLC0415 - an extra, and half a second

    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    quiet = f"-Dlog4j2.configurationFile={QUIET.as_uri()}"
    settings = {
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.driver.memory": DRIVER_MEMORY,
        "spark.driver.extraJavaOptions": quiet,
        "spark.executor.extraJavaOptions": quiet,
        "spark.executorEnv.PYTHONHASHSEED": "0",
        "spark.sql.session.timeZone": "UTC",
        "spark.sql.shuffle.partitions": str(PARTITIONS_A_CORE * cores),
        "spark.sql.execution.arrow.maxRecordsPerBatch": str(BATCH),
        "spark.sql.execution.arrow.pyspark.enabled": "true",
        **({"spark.driver.host": "127.0.0.1", "spark.driver.bindAddress": "127.0.0.1"} if "local" in master else {}),
    }
    building = SparkSession.builder.master(master).appName("twosource archive")
    for name, value in settings.items():
        building = building.config(name, value)
    return building.getOrCreate()


def each(spark: SparkSession, units: Sequence[int], work: Callable[[int], object]) -> None:
    """`work` of each unit, wherever there is a free core; in this order, as far as there are enough."""
    if not units:
        return

    def run(batches: Batches) -> Batches:
        for batch in batches:
            for at in batch.column(0).to_pylist():
                work(units[at])
        return iter(())

    _run(spark.range(len(units), numPartitions=len(units)).mapInArrow(run, TOLD))


def each_of(frame: DataFrame, units: Sequence[int], unit: str, order: Sequence[str], work: Work) -> None:
    """`work` of each unit with the rows of `frame` whose column `unit` names it, in this order."""
    if not units:
        return
    from pyspark.sql import functions as F  # noqa: N812, PLC0415 - as all the world calls it

    spark = frame.sparkSession
    places = spark.createDataFrame(_table({unit: units, "_place": range(len(units))}))
    placed = frame.join(F.broadcast(places), unit).repartitionById(len(units), F.col("_place").cast("int"))

    def run(batches: Batches) -> Batches:
        for number, rows in groupby(_rows(batches), key=itemgetter(unit)):
            work(number, rows)
        return iter(())

    _run(placed.sortWithinPartitions(*order).mapInArrow(run, TOLD))


Work = Callable[[int, "Iterator[dict[str, Any]]"], object]


def _rows(batches: Batches) -> Iterator[dict[str, Any]]:
    for batch in batches:
        yield from batch.to_pylist()


def _run(frame: DataFrame) -> None:
    frame.write.format("noop").mode("overwrite").save()


def by_rows(
    frame: DataFrame,
    group: str,
    columns: Mapping[str, str],
    work: Callable[[list[dict[str, Any]]], list[dict[str, Any]]],
) -> DataFrame:
    """What `work` makes of the rows of each group, which is small, with these columns; in order of `at`."""

    def run(batches: Batches) -> Batches:
        import pyarrow as pa  # noqa: PLC0415 - an extra

        for _, rows in groupby(_rows(batches), key=itemgetter(group)):
            made = pa.Table.from_pylist(work(list(rows)), schema=tables.schema(columns))
            yield from made.to_batches(max_chunksize=BATCH)

    return frame.repartition(group).sortWithinPartitions(group, "at").mapInArrow(run, ddl(columns))


def ddl(columns: Mapping[str, str]) -> str:
    """The columns as SQL declares them."""
    return ", ".join(f"`{name}` {_SQL[kind]}" for name, kind in columns.items())


def frame(spark: SparkSession, columns: Mapping[str, Any]) -> DataFrame:
    """Columns of the driver as a frame; at least one row."""
    return spark.createDataFrame(_table(columns))


def _table(columns: Mapping[str, Any]) -> pa.Table:
    import pyarrow as pa  # noqa: PLC0415 - an extra

    return pa.table({name: pa.array(list(values)) for name, values in columns.items()})

"""The same measures on another engine: how far Spark's numbers are from DuckDB's, and what they take."""

from __future__ import annotations

import shutil
import sys
import tempfile
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import ibis

from benchmarks.calibrate.big_log import write_big_log
from benchmarks.table import Row, row
from plantwright.events.log import EventLog
from plantwright.events.read import read_log
from plantwright.model.estimate import Estimate, Measures
from plantwright.observe.measures import measure

FIGURE = "Spark's measures, largest relative difference from DuckDB's"
SETTINGS: dict[str, bool | float | int | str | None] = {
    "spark.driver.host": "127.0.0.1",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.driver.memory": "2g",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.sql.adaptive.enabled": "false",
    "spark.sql.maxPlanStringLength": "1000",
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.shuffle.partitions": "1",
}
"""A Spark that runs in one process of this machine; the plans of measures are long, their texts are not kept."""


def engine_rows(smoke: bool) -> list[Row]:
    """Return how far Spark's measures of a small log are from DuckDB's; not measured where there is no Spark."""
    if smoke or find_spec("pyspark") is None or shutil.which("java") is None:
        why = "a smoke run leaves it to the tests" if smoke else "needs the extra [spark] and Java"
        print(f"Spark: not measured, {why}", file=sys.stderr)
        return [row(FIGURE, None, "1", None if smoke else "<= 1e-9")]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "log"
        write_big_log(folder, 2, 20)
        log = read_log(folder)
        far = farthest(measure(log), on_spark(log, folder))
    return [row(FIGURE, far, "1", "<= 1e-9")]


def on_spark(log: EventLog, folder: Path) -> Measures:
    """Return the measures of a log's folder as Spark works them out."""
    from pyspark.sql import SparkSession  # noqa: PLC0415

    print("Spark …", file=sys.stderr, flush=True)
    session = SparkSession.builder.master("local[1]").config(map=SETTINGS).getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    connection = ibis.pyspark.connect(session)
    files = {"intervals": "log.parquet", "orders": "orders.parquet"}
    tables = {name: connection.read_parquet(str(folder / file), table_name=name) for name, file in files.items()}
    found = measure(replace(log, **tables))
    session.stop()
    return found


def farthest(one: Measures, other: Measures) -> float:
    """Return the largest relative difference between two sets of measures; infinite where one knows less."""
    here, there = numbers(one), numbers(other)
    if here.keys() != there.keys():
        return float("inf")
    return max(_apart(here[where], there[where]) for where in here)


def _apart(one: Any, other: Any) -> float:
    if not isinstance(one, float) or not isinstance(other, float):
        return 0.0 if one == other else float("inf")
    return abs(one - other) / max(abs(one), abs(other)) if one != other else 0.0


def numbers(measures: Measures) -> dict[tuple[Any, ...], Any]:
    """Return every number and word of the measures, by where it stands."""
    cells: dict[tuple[Any, ...], Any] = {("values", name): one for name, one in measures.values.items()}
    for name, lines in measures.tables.items():
        cells |= {(name, index, key): cell for index, line in enumerate(lines) for key, cell in line.items()}
    return {
        (*where, part): getattr(one, part) if isinstance(one, Estimate) else one
        for where, one in cells.items()
        for part in ("value", "low", "high", "n")
    }

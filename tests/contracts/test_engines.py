"""The measures are the same numbers wherever their expressions run: DuckDB in this process, or Spark."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import ibis
import pytest
from benchmarks.calibrate.engines import SETTINGS, numbers

from contracts.shop import DAY
from contracts.shop_stops import stopping_shop
from plantwright.events.log import EventLog
from plantwright.events.write import write_log
from plantwright.observe.measures import measure
from plantwright.twin.log import simulate


@pytest.fixture(scope="module")
def spark() -> Iterator[Any]:
    """Return Ibis on a Spark that runs on this machine."""
    sql = pytest.importorskip("pyspark.sql", reason="the extra [spark] is not installed")
    if shutil.which("java") is None:
        pytest.skip("Spark needs Java, which is not installed")
    session = sql.SparkSession.builder.master("local[1]").config(map=SETTINGS).getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    yield ibis.pyspark.connect(session)
    session.stop()


@pytest.fixture(scope="module")
def log() -> EventLog:
    """Return the log of a plant with setups, workers, scrap, full buffers and every kind of stop, on DuckDB."""
    return simulate(stopping_shop(), horizon=14 * DAY, warm_up=7 * DAY, seed=3)


def _on(connection: Any, log: EventLog, folder: Path) -> EventLog:
    """Return the same log with its tables on another engine."""
    write_log(log, folder)
    files = {"intervals": "log.parquet", "orders": "orders.parquet"}
    tables = {name: connection.read_parquet(str(folder / file), table_name=name) for name, file in files.items()}
    return replace(log, **tables)


@pytest.mark.filterwarnings("ignore")  # Spark leaves sockets open
def test_spark_measures_what_duckdb_measures(log: EventLog, spark: Any, tmp_path: Path) -> None:
    """Every value, bound and count of every measure is the same on Spark and on DuckDB to nine digits."""
    here, there = numbers(measure(log)), numbers(measure(_on(spark, log, tmp_path / "log")))
    assert len(here) > 300
    assert here.keys() == there.keys()
    for where, number in here.items():
        expected = pytest.approx(number, rel=1e-9) if isinstance(number, float) else number
        assert there[where] == expected, where

"""Logs written and read back."""

import tempfile
from dataclasses import replace
from pathlib import Path

import ibis
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from plantwright.errors import OutputError, RecordsError
from plantwright.events.connection import database
from plantwright.events.log import EventLog, conform
from plantwright.events.read import read_log
from plantwright.events.schema import MEASUREMENTS
from plantwright.events.write import is_written, write_log


@pytest.fixture
def log(log_of, rows):
    """Return a small log with an open row."""
    return log_of(rows("A saw-1 08:00 09:00", "B saw-2 08:30 -", "A mill-1 09:00 10:00"))


@pytest.mark.parametrize("name", ["log.parquet", "folder"])
def test_written_log_comes_back(tmp_path, log, name):
    """A log written to a file or a folder is read back the same: rows, orders, window, findings, columns."""
    write_log(log, tmp_path / "out" / name)
    back = read_log(tmp_path / "out" / name)
    assert back.intervals.to_pyarrow().equals(log.intervals.to_pyarrow())
    assert back.orders.to_pyarrow().equals(log.orders.to_pyarrow())
    assert (back.meta, back.findings, back.columns) == (log.meta, log.findings, log.columns)


@pytest.mark.parametrize("name", ["log.parquet", "folder"])
def test_links_and_measurements_come_back(tmp_path, log, name):
    """A log that knows its links and its readings is read back with both."""
    links = pa.table({"parent": ["A"], "child": ["B"], "quantity": [2.0]})
    told = EventLog.from_arrow(
        log.intervals.to_pyarrow(), log.orders.to_pyarrow(), log.meta, links=links, measurements=readings()
    )
    write_log(told, tmp_path / name)
    back = read_log(tmp_path / name)
    assert back.links.to_pyarrow().equals(links)
    assert back.measurements.to_pyarrow().equals(readings())


def readings():
    """Return one reading."""
    stamps = pa.array([0], pa.timestamp("us"))
    one = {"station": ["saw-1"], "order": ["A"], "characteristic": ["width"], "value": [1.5], "unit": ["mm"]}
    return conform(pa.table({"time": stamps, **one}), MEASUREMENTS)


@pytest.mark.parametrize("place", ["station=9", "run [1] *?", "it's"])
def test_a_folder_may_have_any_name(tmp_path, log, place):
    """Signs that a database takes for patterns or columns are just the name of a folder."""
    write_log(log, tmp_path / place)
    (tmp_path / "run 1 xx").mkdir()
    assert read_log(tmp_path / place).intervals.to_pyarrow().equals(log.intervals.to_pyarrow())


def test_a_folder_is_read_when_it_is_asked(tmp_path, log, monkeypatch):
    """The rows of a folder are not loaded; its place is found again from another current folder."""
    write_log(log, tmp_path / "out")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(pq, "read_table", None)
    back = read_log("out")
    monkeypatch.chdir("/")
    assert back.intervals.count().to_pyarrow().as_py() == 3


def test_a_folder_is_measured_in_bounded_memory(tmp_path, log):
    """What a database holds of a log read from a folder is limited, and the rest goes to no folder of the user's."""
    write_log(log, tmp_path)
    below = database(read_log(tmp_path).intervals.get_backend())
    memory, spill = below.execute(
        "SELECT current_setting('memory_limit'), current_setting('temp_directory')"
    ).fetchone()
    assert memory == "953.6 MiB"
    assert Path(spill).parent == Path(tempfile.gettempdir())


def test_a_log_may_be_written_over_itself(tmp_path, log):
    """A log that is read from a folder, cut and written to the same folder, is whole."""
    write_log(log, tmp_path)
    back = read_log(tmp_path)
    write_log(replace(back, intervals=back.intervals.filter(ibis._.order == "A")), tmp_path)
    assert read_log(tmp_path).frame()["order"].tolist() == ["A", "A"]


def test_a_file_with_fewer_columns_is_read(tmp_path, log):
    """A log written before a column was added has that column, empty."""
    write_log(log, tmp_path)
    file = tmp_path / "log.parquet"
    pq.write_table(pq.read_table(file).drop_columns(["rework"]), file)
    back = read_log(tmp_path)
    assert back.intervals.schema() == log.intervals.schema()
    assert back.frame()["rework"].isna().all()


def test_broken_orders_are_told(tmp_path, log):
    """A folder whose orders were cut short in copying is refused by name."""
    write_log(log, tmp_path)
    (tmp_path / "orders.parquet").write_bytes(b"PAR1")
    with pytest.raises(RecordsError, match=r"orders\.parquet"):
        read_log(tmp_path)


def test_foreign_parquet_is_not_ours(tmp_path):
    """A Parquet file that someone else wrote is read as a plant's own log."""
    pq.write_table(pa.table({"order": ["A"]}), tmp_path / "log.parquet")
    (tmp_path / "broken.parquet").write_bytes(b"PAR1")
    assert not any(is_written(tmp_path / name) for name in ("log.parquet", "broken.parquet", "none.parquet", ""))


def test_lost_orders_are_told(tmp_path, log):
    """A folder whose orders are gone is refused."""
    write_log(log, tmp_path / "out")
    (tmp_path / "out" / "orders.parquet").unlink()
    with pytest.raises(RecordsError, match="orders"):
        read_log(tmp_path / "out")


def test_unwritable_place(tmp_path, log):
    """A place that cannot hold a file is an output error."""
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputError, match="cannot be written"):
        write_log(log, tmp_path / "file" / "log.parquet")

"""Logs written and read back."""

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from plantwright.errors import OutputError, RecordsError
from plantwright.events.read import read_log
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

"""Logs written chunk by chunk: whole at the end, or not there."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from plantwright.errors import OutputError
from plantwright.events import stream
from plantwright.events.log import LogMeta
from plantwright.events.read import read_log
from plantwright.events.stream import NAMES, log_writer
from plantwright.events.whole_folder import whole_folder

META = LogMeta("made up", "simulated", datetime(2025, 5, 5), datetime(2025, 5, 6))  # noqa: DTZ001 - UTC by definition


def part(*names: str) -> pa.Table:
    """Return a chunk of rows of these orders."""
    return pa.table({"order": list(names)})


def fail(place: Path, failure: type[BaseException]) -> None:
    """Write a chunk of a log, then fail."""
    with log_writer(place, META) as writer:
        writer.write("intervals", part("A"))
        raise failure


def files(folder: Path) -> set[str]:
    """Return everything in a folder, hidden files too."""
    return {str(one.relative_to(folder)) for one in folder.rglob("*")}


def test_rows_come_back_in_the_order_in_which_they_came(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Chunks of any size make groups of one size, and lose and double nothing."""
    monkeypatch.setattr(stream, "ROW_GROUP", 4)
    chunks = [[f"{k}-{n}" for n in range(k)] for k in (1, 0, 9, 2, 3)]
    with log_writer(tmp_path / "out", META) as writer:
        for one in chunks:
            writer.write("intervals", part(*one))
    log = read_log(tmp_path / "out")
    assert log.intervals.order.to_pyarrow().to_pylist() == [name for one in chunks for name in one]
    assert pq.ParquetFile(tmp_path / "out" / "log.parquet").metadata.num_row_groups == 4
    assert log.meta == META


def test_an_empty_log_is_a_log(tmp_path: Path) -> None:
    """A log in which nothing happened has both its files, without rows, and is read back."""
    with log_writer(tmp_path / "out", META):
        pass
    log = read_log(tmp_path / "out")
    assert (len(log.frame()), len(log.order_frame()), log.links, log.measurements) == (0, 0, None, None)
    assert files(tmp_path / "out") == {"log.parquet", "orders.parquet"}


@pytest.mark.parametrize("failure", [KeyboardInterrupt, ZeroDivisionError, OSError])
def test_a_failure_leaves_nothing(tmp_path: Path, failure: type[BaseException]) -> None:
    """What ends the writing is passed on, and no file, hidden or not, is left of it."""
    with pytest.raises(failure):
        fail(tmp_path / "out", failure)
    assert files(tmp_path) == set()


def test_a_failure_keeps_the_earlier_log(tmp_path: Path) -> None:
    """A log is replaced by a whole one or stays."""
    with log_writer(tmp_path, META) as writer:
        writer.write("links", pa.table({"parent": ["A"], "child": ["B"]}))
    with pytest.raises(ZeroDivisionError):
        fail(tmp_path, ZeroDivisionError)
    log = read_log(tmp_path)
    assert len(log.frame()) == 0
    assert log.links is not None


def test_a_new_log_leaves_nothing_of_the_old_and_all_that_is_anothers(tmp_path: Path) -> None:
    """Links of the earlier log do not stay beside the new one; a note of the user does."""
    (tmp_path / "notes.txt").write_text("mine")
    with log_writer(tmp_path, META) as writer:
        writer.write("links", pa.table({"parent": ["A"], "child": ["B"]}))
    with log_writer(tmp_path, META) as writer:
        writer.write("intervals", part("A"))
    assert files(tmp_path) == {"log.parquet", "orders.parquet", "notes.txt"}


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    """A place that is a file, or is named like one, is refused and let be."""
    (tmp_path / "file").write_text("mine")
    for name, said in (("file", "is a file"), ("log.parquet", "folder"), ("file/out", "cannot be written")):
        with pytest.raises(OutputError, match=said), log_writer(tmp_path / name, META):
            pass
    assert files(tmp_path) == {"file"}


def test_files_of_others_are_never_replaced(tmp_path: Path) -> None:
    """Orders that a plant exported, and a log that is one file, are refused where a folder would replace them."""
    (tmp_path / "orders.parquet").write_text("mine")
    with pytest.raises(OutputError, match=r"holds orders\.parquet, no earlier log"), log_writer(tmp_path, META):
        pass
    assert files(tmp_path) == {"orders.parquet"}


def test_a_failure_names_the_place_that_was_told(tmp_path: Path) -> None:
    """Who writes a log into a folder that appears later is told of that folder, not of the hidden one."""

    def write(out: Path) -> None:
        with whole_folder(out, NAMES) as place:
            (place / "log.parquet").write_text("mine")
            fail(place, KeyError)

    with pytest.raises(OutputError) as told:
        write(tmp_path / "out")
    assert str(told.value).startswith(f"{tmp_path / 'out'}: holds")
    assert files(tmp_path) == set()


def test_a_full_disk_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the system says while rows are written is an output error, and nothing is left."""
    monkeypatch.setattr(stream, "ROW_GROUP", 1)

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(pq.ParquetWriter, "write_table", full)
    with pytest.raises(OutputError, match="No space left"), log_writer(tmp_path / "out", META) as writer:
        writer.write("intervals", part("A"))
    assert files(tmp_path) == set()

"""A log that grows: rows and positions together, whatever the columns are called."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pyarrow as pa
import pytest

from plantwright.errors import OutputError, RecordsError
from plantwright.events.read import read_log
from plantwright.events.sources.contract import Batch
from plantwright.events.sources.growing_log import MOST_COLUMNS, GrowingLog
from plantwright.events.sources.grown import read_grown


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Return where a log grows."""
    return tmp_path / "log.sqlite"


def rows(**columns: list[str | None]) -> pa.Table:
    """Return a table of text."""
    return pa.table({name: pa.array(column, pa.string()) for name, column in columns.items()})


def test_columns_come_as_they_come(file: Path) -> None:
    """New columns are added, missing ones are empty, and names that differ in case alone are one."""
    with GrowingLog(file) as log:
        log.add("a", Batch(rows(Order=["1"], station=["s"])))
        log.add("a", Batch(rows(order=["2"], value=["3"])))
        log.add("a", Batch(rows(order=["4"], ORDER=["5"], _id=["6"], **{'we"ird, name': ["7"]})))
    assert read_grown(file).to_pydict() == {
        "Order": ["1", "2", "4"],
        "station": ["s", None, None],
        "value": [None, "3", None],
        "ORDER (2)": [None, None, "5"],
        "_id (2)": [None, None, "6"],
        'we"ird, name': [None, None, "7"],
    }


def test_a_row_that_comes_again_counts_once(file: Path) -> None:
    """Rows with a known id are left out; where the batch amends they replace what was there; without ids all count."""
    with GrowingLog(file) as log:
        assert log.add("a", Batch(rows(v=["1", "2"]), ids=["x", None])) == 2
        assert log.add("a", Batch(rows(v=["3", "4"]), ids=["x", None])) == 1
        assert log.add("a", Batch(rows(v=["5"]), ids=["x"], amends=True)) == 0
        assert log.add("b", Batch(rows(v=["6"]), ids=["x"])) == 1
    assert read_grown(file)["v"].to_pylist() == ["5", "2", "4", "6"]


def test_positions_of_several_sources_stand_side_by_side(file: Path) -> None:
    """Each source has marks of its own, which move and go; one that was never read has none."""
    with GrowingLog(file) as log:
        log.add("a", Batch(rows(), {"x": "1", "y": "2"}))
        log.add("b", Batch(rows(), {"x": "3"}))
        log.add("a", Batch(rows(), {"x": None, "y": "4"}))
        assert [log.position(one) for one in ("a", "b", "c")] == [{"y": "4"}, {"x": "3"}, None]
    with GrowingLog(file) as log:
        assert log.position("a") == {"y": "4"}


def test_two_recorders_of_one_source_are_one_too_many(file: Path) -> None:
    """Who would store what another has stored already is told so, and stores nothing."""
    with GrowingLog(file) as first, GrowingLog(file) as second:
        assert first.position("a") is second.position("a") is None
        first.add("a", Batch(rows(v=["1"]), {"x": "1"}))
        with pytest.raises(OutputError, match="another process records a into it"):
            second.add("a", Batch(rows(v=["1"]), {"x": "1"}))
    assert read_grown(file)["v"].to_pylist() == ["1"]


def test_a_database_of_something_else_is_let_be(file: Path) -> None:
    """A SQLite file that is not ours is neither written to nor read as a log."""
    other = sqlite3.connect(file)
    other.execute("CREATE TABLE mine (x)")
    other.close()
    with pytest.raises(OutputError, match="a database of something else"):
        GrowingLog(file)
    with pytest.raises(RecordsError, match="a database that plantwright record did not make"):
        read_log(file)
    (file.parent / "text.sqlite").write_text("no database at all, " * 10)
    with pytest.raises(RecordsError, match="no database"):
        read_log(file.parent / "text.sqlite")


def test_more_columns_than_a_table_has_are_refused(file: Path) -> None:
    """Messages that name something new each time do not fill the file with columns."""
    with GrowingLog(file) as log, pytest.raises(OutputError, match=f"one of more than {MOST_COLUMNS}"):
        log.add("a", Batch(rows(**{f"c{k}": ["1"] for k in range(MOST_COLUMNS)})))
    assert len(read_grown(file)) == 0


def test_who_reads_sees_one_moment(file: Path) -> None:
    """Rows of a batch that is not stored yet are not seen."""
    with GrowingLog(file) as log:
        log.add("a", Batch(rows(v=["1"])))
        with log._transaction():
            log._insert(1, Batch(rows(v=["2"])))
            assert read_grown(file)["v"].to_pylist() == ["1"]
        assert read_grown(file)["v"].to_pylist() == ["1", "2"]


def test_notes_are_kept(file: Path) -> None:
    """What was odd is there when the recorder is gone."""
    with GrowingLog(file) as log:
        log.add("a", Batch(rows(), notes=("a gap", "another")))
    with GrowingLog(file) as log:
        assert log.notes() == ["a gap", "another"]


def test_what_a_recorder_found_odd_is_a_finding_of_the_log(file: Path) -> None:
    """Who reads the log is told of gaps that its recorder noted."""
    told = rows(order=["1", "2"], operation=["a", "a"], start=["2025-01-01T10:00", "2025-01-01T11:00"])
    with GrowingLog(file) as log:
        log.add("a", Batch(told, notes=("3 messages are missing", "4 messages are missing")))
    (finding,) = [one for one in read_log(file).findings if one.name == "recorder_notes"]
    assert (finding.count, finding.examples) == (2, ("3 messages are missing", "4 messages are missing"))
    assert finding.detail.endswith("at last: 4 messages are missing")

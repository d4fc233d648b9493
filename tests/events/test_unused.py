"""Columns that became nothing are named: nothing is dropped in silence."""

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from plantwright.events.read import read_log

NAMES = "order,operation,station,start,end"
ROWS = "".join(f"A{k},saw,S1,2025-03-03 0{k}:00,2025-03-03 0{k}:30" + ",{}\n" for k in range(6, 9))


def left(path: Path) -> list[tuple[int, str]]:
    """Return how many columns of a log are not used, and what is said of them."""
    return [(one.count, one.detail) for one in read_log(path).findings if one.name == "columns_not_used"]


def test_a_column_of_no_known_name_is_named(tmp_path: Path) -> None:
    """A column that nothing was made of is named with its file, an empty one is not."""
    path = tmp_path / "log.csv"
    path.write_text(f"{NAMES},Zebra,Void\n" + ROWS.replace("{}", "x,"))
    assert left(path) == [(1, "1 column of log.csv is not used: 'Zebra'")]


def test_a_log_that_is_used_whole_says_nothing(tmp_path: Path) -> None:
    """Where each column became one of the schema, nothing is said."""
    path = tmp_path / "log.csv"
    path.write_text(f"{NAMES},quantity\n" + ROWS.replace("{}", "4"))
    assert left(path) == []


def test_nested_columns_of_parquet_are_named(tmp_path: Path) -> None:
    """Lists and records within a column of Parquet are not read, and said."""
    times = ["2025-03-03 06:00", "2025-03-03 07:00"]
    columns = {"order": ["A", "B"], "station": ["S1", "S1"], "start": times, "end": times, "tags": [["a"], ["b"]]}
    pq.write_table(pa.table(columns), tmp_path / "log.parquet")
    assert left(tmp_path / "log.parquet") == [(1, "'tags': columns of records within records")]
